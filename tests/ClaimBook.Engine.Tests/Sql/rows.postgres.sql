-- the first 100 rows
SELECT f.agency_id, f.product_id, f.state_id, f.year, f.row_hash, f.line_hash, f.retained_policies, f.policies_in_force, f.prior_policies_in_force, f.new_business_cents, f.written_cents, f.prior_written_cents, f.earned_cents, f.incurred_cents, f.months, f.retention_ratio, f.loss_ratio, f.loss_ratio_code, f.load_id, f.source_line
FROM fact_performance f JOIN dim_agency a ON a.agency_id = f.agency_id
WHERE f.product_id = ANY (@product)
  AND a.vendor = ANY (@vendor)
  AND f.year <> ALL (@year)
ORDER BY f.agency_id, f.product_id, f.state_id, f.year
LIMIT @limit;
-- @product = {3}
-- @vendor = {A}
-- @year = {2005}
-- @limit = 100

-- the next 100 rows
SELECT f.agency_id, f.product_id, f.state_id, f.year, f.row_hash, f.line_hash, f.retained_policies, f.policies_in_force, f.prior_policies_in_force, f.new_business_cents, f.written_cents, f.prior_written_cents, f.earned_cents, f.incurred_cents, f.months, f.retention_ratio, f.loss_ratio, f.loss_ratio_code, f.load_id, f.source_line
FROM fact_performance f JOIN dim_agency a ON a.agency_id = f.agency_id
WHERE f.product_id = ANY (@product)
  AND a.vendor = ANY (@vendor)
  AND f.year <> ALL (@year)
  AND (f.agency_id, f.product_id, f.state_id, f.year) > (@after_agency, @after_product, @after_state, @after_year)
ORDER BY f.agency_id, f.product_id, f.state_id, f.year
LIMIT @limit;
-- @product = {3}
-- @vendor = {A}
-- @year = {2005}
-- @after_agency = 14
-- @after_product = 3
-- @after_state = 2
-- @after_year = 2010
-- @limit = 100

-- how many rows
SELECT CAST(coalesce(sum(1), 0) AS bigint)
FROM fact_performance f JOIN dim_agency a ON a.agency_id = f.agency_id
WHERE f.product_id = ANY (@product)
  AND a.vendor = ANY (@vendor)
  AND f.year <> ALL (@year);
-- @product = {3}
-- @vendor = {A}
-- @year = {2005}

-- how many rows of all
SELECT CAST(coalesce(sum(f.fact_rows), 0) AS bigint)
FROM summary_product_state_year f;

