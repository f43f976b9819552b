-- The book: policies and claims as they were known from one change to the next. Rows are added, never changed and never deleted, so every
-- past state can be shown again: as of a change are, of each policy and claim, the row of the latest change up to it, and all transactions up to it.
-- Days are counted from 0001-01-01, which is day 0; money is whole cents. The views at the end show both as people write them.

CREATE TABLE book_change (
    change_id integer PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL
);

CREATE TABLE policy (
    -- The number in capitals: numbers that differ only in case are one.
    policy_key text NOT NULL,
    change_id integer NOT NULL,
    number text NOT NULL,
    holder text NOT NULL,
    product text NOT NULL,
    line text NOT NULL CHECK (line IN ('CL', 'PL')),
    agency_id integer NOT NULL,
    state text NOT NULL,
    inception_day integer NOT NULL,
    expiry_day integer NOT NULL,
    premium_cents bigint NOT NULL,
    is_quote smallint NOT NULL,
    cancelled_day integer,
    renewal_of text,
    PRIMARY KEY (policy_key, change_id)
);
CREATE INDEX policy_change ON policy (change_id);

CREATE TABLE claim (
    -- The reference in capitals.
    claim_key text NOT NULL,
    change_id integer NOT NULL,
    reference text NOT NULL,
    -- NULL: a claim without a policy.
    policy_key text,
    loss_day integer,
    reported_day integer NOT NULL,
    cause text NOT NULL,
    description text NOT NULL,
    stage text NOT NULL CHECK (stage IN ('reported', 'open', 'closed', 'denied')),
    PRIMARY KEY (claim_key, change_id)
);
CREATE INDEX claim_change ON claim (change_id);

CREATE TABLE claim_transaction (
    claim_key text NOT NULL,
    number integer NOT NULL,
    change_id integer NOT NULL,
    day integer NOT NULL,
    type text NOT NULL CHECK (type IN ('reserve', 'payment', 'recovery')),
    kind text NOT NULL CHECK (kind IN ('indemnity', 'expense')),
    -- Of a reserve what it is set to, of a payment and a recovery what was paid.
    amount_cents bigint NOT NULL,
    -- What it adds to the outstanding reserve of its kind; so sums over any transactions are right in any order.
    outstanding_change_cents bigint NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (claim_key, number)
);
CREATE INDEX claim_transaction_change ON claim_transaction (change_id);

CREATE FUNCTION refuse_change_of_book() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the book is append-only';
END
$$;

CREATE TRIGGER policy_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_book();
CREATE TRIGGER claim_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_book();
CREATE TRIGGER claim_transaction_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_transaction
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_book();

-- The book as it is known now, for people and BI tools.
CREATE VIEW v_policy AS
SELECT
    p.number, p.holder, p.product, p.line AS product_line, p.agency_id, p.state,
    DATE '0001-01-01' + p.inception_day AS inception,
    DATE '0001-01-01' + p.expiry_day AS expiry,
    round(0.01 * p.premium_cents, 2) AS premium,
    p.is_quote,
    DATE '0001-01-01' + p.cancelled_day AS cancelled_on,
    p.renewal_of
FROM policy p
WHERE NOT EXISTS (SELECT 1 FROM policy later WHERE later.policy_key = p.policy_key AND later.change_id > p.change_id);

CREATE VIEW v_claim AS
SELECT
    c.reference, p.number AS policy, p.agency_id,
    DATE '0001-01-01' + c.loss_day AS loss_date,
    DATE '0001-01-01' + c.reported_day AS reported_date,
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
