-- The star schema of the agency performance file. Money is whole cents; NULL is where the file says missing.
-- The facts have no foreign keys on purpose (docs/adr/0006); `claimbook check` finds orphans.

CREATE TABLE load (
    load_id integer PRIMARY KEY,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    bytes bigint NOT NULL,
    replaced_all boolean NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    rows_read integer NOT NULL,
    inserted integer NOT NULL,
    updated integer NOT NULL,
    unchanged integer NOT NULL,
    deleted integer NOT NULL,
    rejected integer NOT NULL,
    notices text NOT NULL
);

CREATE TABLE load_reject (
    load_id integer NOT NULL,
    line integer NOT NULL,
    column_name text NOT NULL,
    value text NOT NULL,
    reason text NOT NULL,
    raw text NOT NULL,
    PRIMARY KEY (load_id, line)
);

CREATE TABLE dim_agency (
    agency_id integer PRIMARY KEY,
    primary_agency_id integer,
    appointment_year integer,
    active_producers integer,
    max_age integer,
    min_age integer,
    pl_start_year integer,
    pl_end_year integer,
    commissions_start_year integer,
    commissions_end_year integer,
    cl_start_year integer,
    cl_end_year integer,
    activity_notes_start_year integer,
    activity_notes_end_year integer,
    vendor_indicator text NOT NULL,
    vendor text NOT NULL,
    agency_size text NOT NULL
);

CREATE TABLE dim_product (
    product_id smallint PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    line text NOT NULL CHECK (line IN ('CL', 'PL'))
);

CREATE TABLE dim_state (
    state_id smallint PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL
);

CREATE TABLE dim_year (
    year smallint PRIMARY KEY,
    first_month smallint NOT NULL,
    last_month smallint NOT NULL,
    is_complete boolean NOT NULL GENERATED ALWAYS AS (first_month = 1 AND last_month = 12) STORED
);

CREATE TABLE fact_performance (
    agency_id integer NOT NULL,
    product_id smallint NOT NULL,
    state_id smallint NOT NULL,
    year smallint NOT NULL,
    row_hash bigint NOT NULL,
    line_hash bigint NOT NULL,
    retained_policies integer NOT NULL,
    policies_in_force integer NOT NULL,
    prior_policies_in_force integer,
    new_business_cents bigint NOT NULL,
    written_cents bigint NOT NULL,
    prior_written_cents bigint,
    earned_cents bigint NOT NULL,
    incurred_cents bigint NOT NULL,
    months smallint NOT NULL,
    retention_ratio double precision,
    loss_ratio double precision,
    loss_ratio_code integer,
    load_id integer NOT NULL,
    source_line integer NOT NULL,
    PRIMARY KEY (agency_id, product_id, state_id, year)
);

CREATE TABLE fact_agency_line_year (
    agency_id integer NOT NULL,
    line text NOT NULL,
    year smallint NOT NULL,
    loss_ratio_3yr double precision,
    growth_rate_3yr double precision,
    PRIMARY KEY (agency_id, line, year)
);

CREATE TABLE fact_quotes (
    agency_id integer NOT NULL,
    line text NOT NULL,
    platform text NOT NULL,
    quoted integer,
    bound integer,
    PRIMARY KEY (agency_id, line, platform)
);

-- Sums of the facts. The two with_prior columns count only rows whose prior year is known.
CREATE TABLE summary_agency_year (
    agency_id integer NOT NULL,
    year smallint NOT NULL,
    fact_rows bigint NOT NULL,
    retained_policies bigint NOT NULL,
    policies_in_force bigint NOT NULL,
    prior_policies_in_force bigint NOT NULL,
    new_business_cents bigint NOT NULL,
    written_cents bigint NOT NULL,
    prior_written_cents bigint NOT NULL,
    earned_cents bigint NOT NULL,
    incurred_cents bigint NOT NULL,
    written_with_prior_cents bigint NOT NULL,
    retained_with_prior bigint NOT NULL,
    PRIMARY KEY (agency_id, year)
);

CREATE TABLE summary_agency_line_year (
    agency_id integer NOT NULL,
    line text NOT NULL,
    year smallint NOT NULL,
    fact_rows bigint NOT NULL,
    retained_policies bigint NOT NULL,
    policies_in_force bigint NOT NULL,
    prior_policies_in_force bigint NOT NULL,
    new_business_cents bigint NOT NULL,
    written_cents bigint NOT NULL,
    prior_written_cents bigint NOT NULL,
    earned_cents bigint NOT NULL,
    incurred_cents bigint NOT NULL,
    written_with_prior_cents bigint NOT NULL,
    retained_with_prior bigint NOT NULL,
    PRIMARY KEY (agency_id, line, year)
);

CREATE TABLE summary_product_state_year (
    product_id smallint NOT NULL,
    state_id smallint NOT NULL,
    year smallint NOT NULL,
    fact_rows bigint NOT NULL,
    retained_policies bigint NOT NULL,
    policies_in_force bigint NOT NULL,
    prior_policies_in_force bigint NOT NULL,
    new_business_cents bigint NOT NULL,
    written_cents bigint NOT NULL,
    prior_written_cents bigint NOT NULL,
    earned_cents bigint NOT NULL,
    incurred_cents bigint NOT NULL,
    written_with_prior_cents bigint NOT NULL,
    retained_with_prior bigint NOT NULL,
    PRIMARY KEY (product_id, state_id, year)
);

-- For people and BI tools: codes instead of ids, money in currency units.
CREATE VIEW v_performance AS
SELECT
    f.agency_id,
    p.code AS product,
    p.line AS product_line,
    s.code AS state,
    f.year,
    f.months,
    f.retained_policies,
    f.policies_in_force,
    f.prior_policies_in_force,
    (0.01 * f.new_business_cents) AS new_business_premium,
    (0.01 * f.written_cents) AS written_premium,
    (0.01 * f.prior_written_cents) AS prior_written_premium,
    (0.01 * f.earned_cents) AS earned_premium,
    (0.01 * f.incurred_cents) AS incurred_losses,
    f.retention_ratio,
    f.loss_ratio,
    f.loss_ratio_code,
    f.load_id,
    f.source_line
FROM fact_performance f
JOIN dim_product p ON p.product_id = f.product_id
JOIN dim_state s ON s.state_id = f.state_id;

CREATE VIEW v_agency_line_year AS
SELECT
    a.agency_id,
    a.line,
    a.year,
    a.policies_in_force,
    (0.01 * a.new_business_cents) AS new_business_premium,
    (0.01 * a.written_cents) AS written_premium,
    (0.01 * a.earned_cents) AS earned_premium,
    (0.01 * a.incurred_cents) AS incurred_losses,
    r.loss_ratio_3yr,
    r.growth_rate_3yr
FROM summary_agency_line_year a
LEFT JOIN fact_agency_line_year r ON r.agency_id = a.agency_id AND r.line = a.line AND r.year = a.year;
