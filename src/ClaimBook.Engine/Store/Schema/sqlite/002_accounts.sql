-- Who may see and do what. Secrets are never stored: of passwords, sessions and tokens there are only hashes.

CREATE TABLE account (
    account_id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- An email address; or admin, the account of the first start.
    email TEXT NOT NULL,
    normalized_email TEXT NOT NULL UNIQUE,
    -- NULL: no password; signs in elsewhere or uses tokens only.
    password_hash TEXT,
    security_stamp TEXT NOT NULL,
    concurrency_stamp TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'admin')),
    -- NULL: all agencies; otherwise their numbers, like 3,16.
    agencies TEXT,
    must_change_password INTEGER NOT NULL,
    -- By an administrator, until they unlock it; lockout_end is for wrong passwords, and for sign-in only.
    is_locked INTEGER NOT NULL,
    access_failed_count INTEGER NOT NULL,
    lockout_end TEXT,
    created_at TEXT NOT NULL
);

-- Who the account is at a provider of single sign-on.
CREATE TABLE account_login (
    provider TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (account_id),
    PRIMARY KEY (provider, subject)
);

CREATE TABLE account_session (
    session_hash TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (account_id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
);

CREATE TABLE account_token (
    token_id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (account_id),
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    -- NULL: the account's. Never more than the account may.
    role TEXT CHECK (role IN ('viewer', 'editor', 'admin')),
    agencies TEXT,
    created_at TEXT NOT NULL,
    expires_at TEXT,
    last_used_at TEXT,
    revoked_at TEXT
);

-- Every change of the tables above adds 1 in its own transaction; so other nodes see that there is something to read.
CREATE TABLE account_change (
    version INTEGER NOT NULL
);

INSERT INTO account_change (version) VALUES (0);
