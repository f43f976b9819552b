-- by=state,year measures=written_premium,loss_ratio
SELECT f.state_id, f.year, CAST(coalesce(sum(f.written_cents), 0) AS bigint), CAST(coalesce(sum(f.incurred_cents), 0) AS bigint), CAST(coalesce(sum(f.earned_cents), 0) AS bigint)
FROM summary_product_state_year f
GROUP BY f.state_id, f.year;

-- by=product measures=written_premium product_line=CL state=OH
SELECT f.product_id, CAST(coalesce(sum(f.written_cents), 0) AS bigint)
FROM summary_product_state_year f JOIN dim_product p ON p.product_id = f.product_id
WHERE p.line IN (SELECT value FROM json_each(@product_line))
  AND f.state_id IN (SELECT value FROM json_each(@state))
GROUP BY f.product_id;
-- @product_line = ["CL"]
-- @state = [1]

-- by=agency measures=policies_in_force year=2006..2007
SELECT f.agency_id, f.year, CAST(coalesce(sum(f.policies_in_force), 0) AS bigint)
FROM summary_agency_year f
WHERE f.year IN (SELECT value FROM json_each(@year))
GROUP BY f.agency_id, f.year;
-- @year = [2006,2007]

-- by=vendor,product_line measures=earned_premium
SELECT a.vendor, f.line, CAST(coalesce(sum(f.earned_cents), 0) AS bigint)
FROM summary_agency_line_year f JOIN dim_agency a ON a.agency_id = f.agency_id
GROUP BY a.vendor, f.line;

-- by=agency,product measures=premium_growth,retention_ratio
SELECT f.agency_id, f.product_id, CAST(coalesce(sum(CASE WHEN f.prior_written_cents IS NOT NULL THEN f.written_cents END), 0) AS bigint), CAST(coalesce(sum(f.prior_written_cents), 0) AS bigint), CAST(coalesce(sum(CASE WHEN f.prior_policies_in_force IS NOT NULL THEN f.retained_policies END), 0) AS bigint), CAST(coalesce(sum(f.prior_policies_in_force), 0) AS bigint)
FROM fact_performance f
GROUP BY f.agency_id, f.product_id;

-- by=state measures=agencies
SELECT f.state_id, count(DISTINCT f.agency_id)
FROM fact_performance f
GROUP BY f.state_id;

-- by=state measures=agencies
SELECT count(DISTINCT f.agency_id)
FROM summary_agency_year f
HAVING count(*) > 0;

-- measures=incurred_losses from=2006-03-01
SELECT f.year, CAST(coalesce(sum(f.incurred_cents), 0) AS bigint)
FROM summary_product_state_year f
WHERE f.year NOT IN (SELECT value FROM json_each(@year))
GROUP BY f.year;
-- @year = [2005]

-- by=primary_agency measures=written_premium primary_agency=2,none appointment_decade=!none vendor=A
SELECT a.primary_agency_id, CAST(coalesce(sum(f.written_cents), 0) AS bigint)
FROM summary_agency_year f JOIN dim_agency a ON a.agency_id = f.agency_id
WHERE (a.primary_agency_id IN (SELECT value FROM json_each(@primary_agency)) OR a.primary_agency_id IS NULL)
  AND a.vendor IN (SELECT value FROM json_each(@vendor))
  AND a.appointment_year / 10 * 10 IS NOT NULL
GROUP BY a.primary_agency_id;
-- @primary_agency = [2]
-- @vendor = ["A"]

-- by=agency measures=written_premium primary_agency=none vendor=!A
SELECT f.agency_id, CAST(coalesce(sum(f.written_cents), 0) AS bigint)
FROM summary_agency_year f JOIN dim_agency a ON a.agency_id = f.agency_id
WHERE a.primary_agency_id IS NULL
  AND a.vendor NOT IN (SELECT value FROM json_each(@vendor))
GROUP BY f.agency_id;
-- @vendor = ["A"]

-- by=appointment_decade,agency_size measures=written_premium
SELECT a.appointment_year / 10 * 10, a.agency_size, CAST(coalesce(sum(f.written_cents), 0) AS bigint)
FROM summary_agency_year f JOIN dim_agency a ON a.agency_id = f.agency_id
GROUP BY a.appointment_year / 10 * 10, a.agency_size;

-- by=platform measures=hit_ratio product_line=!PL
SELECT f.platform, CAST(coalesce(sum(f.bound), 0) AS bigint), CAST(coalesce(sum(f.quoted), 0) AS bigint)
FROM fact_quotes f
WHERE (f.quoted IS NOT NULL OR f.bound IS NOT NULL)
  AND f.line IN (SELECT value FROM json_each(@product_line))
GROUP BY f.platform;
-- @product_line = ["CL"]

-- by=year measures=written_premium state=OH,IN
SELECT f.year, CAST(coalesce(sum(f.written_cents), 0) AS bigint)
FROM summary_product_state_year f
WHERE f.state_id NOT IN (SELECT value FROM json_each(@state))
GROUP BY f.year;
-- @state = [3]

-- measures=written_premium state=XX
SELECT CAST(coalesce(sum(f.written_cents), 0) AS bigint)
FROM summary_product_state_year f
WHERE 1 = 0
HAVING count(*) > 0;

-- by=state measures=written_premium, for agency 7 alone
SELECT f.state_id, CAST(coalesce(sum(f.written_cents), 0) AS bigint)
FROM fact_performance f
WHERE f.agency_id IN (SELECT value FROM json_each(@agency))
GROUP BY f.state_id;
-- @agency = [7]

