-- The book: policies and claims as they were known from one change to the next. Rows are added, never changed and never deleted, so every
-- past state can be shown again: as of a change are, of each policy and claim, the row of the latest change up to it, and all transactions up to it.
-- Days are counted from 0001-01-01, which is day 0; money is whole cents. The views at the end show both as people write them.

CREATE TABLE book_change (
    change_id INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
);

CREATE TABLE policy (
    -- The number in capitals: numbers that differ only in case are one.
    policy_key TEXT NOT NULL,
    change_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    holder TEXT NOT NULL,
    product TEXT NOT NULL,
    line TEXT NOT NULL CHECK (line IN ('CL', 'PL')),
    agency_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    inception_day INTEGER NOT NULL,
    expiry_day INTEGER NOT NULL,
    premium_cents INTEGER NOT NULL,
    is_quote INTEGER NOT NULL,
    cancelled_day INTEGER,
    renewal_of TEXT,
    PRIMARY KEY (policy_key, change_id)
) WITHOUT ROWID;
CREATE INDEX policy_change ON policy (change_id);

CREATE TABLE claim (
    -- The reference in capitals.
    claim_key TEXT NOT NULL,
    change_id INTEGER NOT NULL,
    reference TEXT NOT NULL,
    -- NULL: a claim without a policy.
    policy_key TEXT,
    loss_day INTEGER,
    reported_day INTEGER NOT NULL,
    cause TEXT NOT NULL,
    description TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('reported', 'open', 'closed', 'denied')),
    PRIMARY KEY (claim_key, change_id)
) WITHOUT ROWID;
CREATE INDEX claim_change ON claim (change_id);

CREATE TABLE claim_transaction (
    claim_key TEXT NOT NULL,
    number INTEGER NOT NULL,
    change_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('reserve', 'payment', 'recovery')),
    kind TEXT NOT NULL CHECK (kind IN ('indemnity', 'expense')),
    -- Of a reserve what it is set to, of a payment and a recovery what was paid.
    amount_cents INTEGER NOT NULL,
    -- What it adds to the outstanding reserve of its kind; so sums over any transactions are right in any order.
    outstanding_change_cents INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (claim_key, number)
) WITHOUT ROWID;
CREATE INDEX claim_transaction_change ON claim_transaction (change_id);

CREATE TRIGGER policy_not_updated BEFORE UPDATE ON policy BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END;
CREATE TRIGGER policy_not_deleted BEFORE DELETE ON policy BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END;
CREATE TRIGGER claim_not_updated BEFORE UPDATE ON claim BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END;
CREATE TRIGGER claim_not_deleted BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END;
CREATE TRIGGER claim_transaction_not_updated BEFORE UPDATE ON claim_transaction BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END;
CREATE TRIGGER claim_transaction_not_deleted BEFORE DELETE ON claim_transaction BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END;

-- The book as it is known now, for people and BI tools.
CREATE VIEW v_policy AS
SELECT
    p.number, p.holder, p.product, p.line AS product_line, p.agency_id, p.state,
    date(p.inception_day - 719162 + 2440587.5) AS inception,
    date(p.expiry_day - 719162 + 2440587.5) AS expiry,
    round(0.01 * p.premium_cents, 2) AS premium,
    p.is_quote,
    date(p.cancelled_day - 719162 + 2440587.5) AS cancelled_on,
    p.renewal_of
FROM policy p
WHERE NOT EXISTS (SELECT 1 FROM policy later WHERE later.policy_key = p.policy_key AND later.change_id > p.change_id);

CREATE VIEW v_claim AS
SELECT
    c.reference, p.number AS policy, p.agency_id,
    date(c.loss_day - 719162 + 2440587.5) AS loss_date,
    date(c.reported_day - 719162 + 2440587.5) AS reported_date,
    c.cause, c.description, c.stage,
    round(0.01 * coalesce(t.paid, 0), 2) AS paid,
    round(0.01 * coalesce(t.outstanding, 0), 2) AS outstanding,
    round(0.01 * coalesce(t.recoveries, 0), 2) AS recoveries,
    round(0.01 * (coalesce(t.paid, 0) + coalesce(t.outstanding, 0) - coalesce(t.recoveries, 0)), 2) AS incurred
FROM claim c
LEFT JOIN policy p ON p.policy_key = c.policy_key
    AND NOT EXISTS (SELECT 1 FROM policy later WHERE later.policy_key = p.policy_key AND later.change_id > p.change_id)
LEFT JOIN (
    SELECT
        claim_key,
        sum(CASE WHEN type = 'payment' THEN amount_cents ELSE 0 END) AS paid,
        sum(outstanding_change_cents) AS outstanding,
        sum(CASE WHEN type = 'recovery' THEN amount_cents ELSE 0 END) AS recoveries
    FROM claim_transaction
    GROUP BY claim_key
) t ON t.claim_key = c.claim_key
WHERE NOT EXISTS (SELECT 1 FROM claim later WHERE later.claim_key = c.claim_key AND later.change_id > c.change_id);
