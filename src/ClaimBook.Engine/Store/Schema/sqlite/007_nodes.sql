-- The lowest schema number that a program must know to work with this database, which may have newer scripts than it knows.
CREATE TABLE schema_floor (
    number INTEGER NOT NULL
);
INSERT INTO schema_floor (number) VALUES (7);
