-- The agency that a rejected line is of; NULL where that is not certain, and of lines rejected before it was kept.
ALTER TABLE load_reject ADD COLUMN agency_id integer;
