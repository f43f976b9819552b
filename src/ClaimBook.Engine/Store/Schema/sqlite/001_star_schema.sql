-- The star schema of the agency performance file. Money is whole cents; NULL is where the file says missing.
-- The facts have no foreign keys on purpose (docs/adr/0006); `claimbook check` finds orphans.

CREATE TABLE load (
    load_id INTEGER PRIMARY KEY,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    replaced_all INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    rows_read INTEGER NOT NULL,
    inserted INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    notices TEXT NOT NULL
);

CREATE TABLE load_reject (
    load_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    column_name TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    raw TEXT NOT NULL,
    PRIMARY KEY (load_id, line)
);

CREATE TABLE dim_agency (
    agency_id INTEGER PRIMARY KEY,
    primary_agency_id INTEGER,
    appointment_year INTEGER,
    active_producers INTEGER,
    max_age INTEGER,
    min_age INTEGER,
    pl_start_year INTEGER,
    pl_end_year INTEGER,
    commissions_start_year INTEGER,
    commissions_end_year INTEGER,
    cl_start_year INTEGER,
    cl_end_year INTEGER,
    activity_notes_start_year INTEGER,
    activity_notes_end_year INTEGER,
    vendor_indicator TEXT NOT NULL,
    vendor TEXT NOT NULL,
    agency_size TEXT NOT NULL
);

CREATE TABLE dim_product (
    product_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    line TEXT NOT NULL CHECK (line IN ('CL', 'PL'))
);

CREATE TABLE dim_state (
    state_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);

CREATE TABLE dim_year (
    year INTEGER PRIMARY KEY,
    first_month INTEGER NOT NULL,
    last_month INTEGER NOT NULL,
    is_complete INTEGER NOT NULL GENERATED ALWAYS AS (first_month = 1 AND last_month = 12) STORED
);

CREATE TABLE fact_performance (
    agency_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    state_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    row_hash INTEGER NOT NULL,
    line_hash INTEGER NOT NULL,
    retained_policies INTEGER NOT NULL,
    policies_in_force INTEGER NOT NULL,
    prior_policies_in_force INTEGER,
    new_business_cents INTEGER NOT NULL,
    written_cents INTEGER NOT NULL,
    prior_written_cents INTEGER,
    earned_cents INTEGER NOT NULL,
    incurred_cents INTEGER NOT NULL,
    months INTEGER NOT NULL,
    retention_ratio REAL,
    loss_ratio REAL,
    loss_ratio_code INTEGER,
    load_id INTEGER NOT NULL,
    source_line INTEGER NOT NULL,
    PRIMARY KEY (agency_id, product_id, state_id, year)
) WITHOUT ROWID;

CREATE TABLE fact_agency_line_year (
    agency_id INTEGER NOT NULL,
    line TEXT NOT NULL,
    year INTEGER NOT NULL,
    loss_ratio_3yr REAL,
    growth_rate_3yr REAL,
    PRIMARY KEY (agency_id, line, year)
) WITHOUT ROWID;

CREATE TABLE fact_quotes (
    agency_id INTEGER NOT NULL,
    line TEXT NOT NULL,
    platform TEXT NOT NULL,
    quoted INTEGER,
    bound INTEGER,
    PRIMARY KEY (agency_id, line, platform)
) WITHOUT ROWID;

-- Sums of the facts. The two with_prior columns count only rows whose prior year is known.
CREATE TABLE summary_agency_year (
    agency_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    fact_rows INTEGER NOT NULL,
    retained_policies INTEGER NOT NULL,
    policies_in_force INTEGER NOT NULL,
    prior_policies_in_force INTEGER NOT NULL,
    new_business_cents INTEGER NOT NULL,
    written_cents INTEGER NOT NULL,
    prior_written_cents INTEGER NOT NULL,
    earned_cents INTEGER NOT NULL,
    incurred_cents INTEGER NOT NULL,
    written_with_prior_cents INTEGER NOT NULL,
    retained_with_prior INTEGER NOT NULL,
    PRIMARY KEY (agency_id, year)
) WITHOUT ROWID;

CREATE TABLE summary_agency_line_year (
    agency_id INTEGER NOT NULL,
    line TEXT NOT NULL,
    year INTEGER NOT NULL,
    fact_rows INTEGER NOT NULL,
    retained_policies INTEGER NOT NULL,
    policies_in_force INTEGER NOT NULL,
    prior_policies_in_force INTEGER NOT NULL,
    new_business_cents INTEGER NOT NULL,
    written_cents INTEGER NOT NULL,
    prior_written_cents INTEGER NOT NULL,
    earned_cents INTEGER NOT NULL,
    incurred_cents INTEGER NOT NULL,
    written_with_prior_cents INTEGER NOT NULL,
    retained_with_prior INTEGER NOT NULL,
    PRIMARY KEY (agency_id, line, year)
) WITHOUT ROWID;

CREATE TABLE summary_product_state_year (
    product_id INTEGER NOT NULL,
    state_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    fact_rows INTEGER NOT NULL,
    retained_policies INTEGER NOT NULL,
    policies_in_force INTEGER NOT NULL,
    prior_policies_in_force INTEGER NOT NULL,
    new_business_cents INTEGER NOT NULL,
    written_cents INTEGER NOT NULL,
    prior_written_cents INTEGER NOT NULL,
    earned_cents INTEGER NOT NULL,
    incurred_cents INTEGER NOT NULL,
    written_with_prior_cents INTEGER NOT NULL,
    retained_with_prior INTEGER NOT NULL,
    PRIMARY KEY (product_id, state_id, year)
) WITHOUT ROWID;

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
    round(0.01 * f.new_business_cents, 2) AS new_business_premium,
    round(0.01 * f.written_cents, 2) AS written_premium,
    round(0.01 * f.prior_written_cents, 2) AS prior_written_premium,
    round(0.01 * f.earned_cents, 2) AS earned_premium,
    round(0.01 * f.incurred_cents, 2) AS incurred_losses,
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
    round(0.01 * a.new_business_cents, 2) AS new_business_premium,
    round(0.01 * a.written_cents, 2) AS written_premium,
    round(0.01 * a.earned_cents, 2) AS earned_premium,
    round(0.01 * a.incurred_cents, 2) AS incurred_losses,
    r.loss_ratio_3yr,
    r.growth_rate_3yr
FROM summary_agency_line_year a
LEFT JOIN fact_agency_line_year r ON r.agency_id = a.agency_id AND r.line = a.line AND r.year = a.year;
