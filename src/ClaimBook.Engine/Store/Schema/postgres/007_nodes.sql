-- The lowest schema number that a program must know to work with this database, which may have newer scripts than it knows.
CREATE TABLE schema_floor (
    number integer NOT NULL
);
INSERT INTO schema_floor (number) VALUES (7);

-- Loads on their way, and for a day those that failed or were cancelled: each lives in the memory of one node, which copies it here for the others.
CREATE TABLE load_job (
    job_id text PRIMARY KEY,
    -- As the API shows it to those who may see all agencies.
    document text NOT NULL,
    has_ended boolean NOT NULL,
    is_cancel_asked boolean NOT NULL,
    -- When its node last said that it lives.
    seen_at timestamptz NOT NULL
);

-- Tells the nodes that listen when what they show has changed. Who does not hear it looks every second.
CREATE FUNCTION tell_nodes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('claimbook', TG_TABLE_NAME);
    RETURN NULL;
END
$$;
CREATE TRIGGER load_tells_nodes AFTER INSERT ON load FOR EACH STATEMENT EXECUTE FUNCTION tell_nodes();
CREATE TRIGGER account_change_tells_nodes AFTER UPDATE ON account_change FOR EACH STATEMENT EXECUTE FUNCTION tell_nodes();
