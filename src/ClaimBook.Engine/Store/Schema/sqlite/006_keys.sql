-- Keys of what the server gives to browsers and gets back, such as anti-forgery tokens: here, so that all nodes have the same.
CREATE TABLE data_protection_key (
    name TEXT PRIMARY KEY,
    xml TEXT NOT NULL
);
