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

-- 100 rows at a place of an order
SELECT f.agency_id, f.product_id, f.state_id, f.year, f.row_hash, f.line_hash, f.retained_policies, f.policies_in_force, f.prior_policies_in_force, f.new_business_cents, f.written_cents, f.prior_written_cents, f.earned_cents, f.incurred_cents, f.months, f.retention_ratio, f.loss_ratio, f.loss_ratio_code, f.load_id, f.source_line
FROM fact_performance f JOIN dim_agency a ON a.agency_id = f.agency_id JOIN dim_product p ON p.product_id = f.product_id LEFT JOIN fact_agency_line_year r ON r.agency_id = f.agency_id AND r.line = p.line AND r.year = f.year
WHERE f.product_id = ANY (@product)
  AND a.vendor = ANY (@vendor)
  AND f.year <> ALL (@year)
ORDER BY p.code COLLATE "C" ASC NULLS LAST, CASE a.agency_size WHEN @band_0 THEN 0 WHEN @band_1 THEN 1 WHEN @band_2 THEN 2 WHEN @band_3 THEN 3 WHEN @band_4 THEN 4 WHEN @band_5 THEN 5 END DESC NULLS LAST, r.loss_ratio_3yr DESC NULLS LAST, (SELECT q.quoted FROM fact_quotes q WHERE q.agency_id = f.agency_id AND q.line = @cl_mds_line AND q.platform = @cl_mds_platform) ASC NULLS LAST, f.agency_id, f.product_id, f.state_id, f.year
LIMIT @limit
OFFSET @offset;
-- @product = {3}
-- @vendor = {A}
-- @year = {2005}
-- @band_0 = no premium
-- @band_1 = under 100k
-- @band_2 = 100k to 500k
-- @band_3 = 500k to 1M
-- @band_4 = 1M to 5M
-- @band_5 = 5M and over
-- @cl_mds_line = CL
-- @cl_mds_platform = MDS
-- @limit = 100
-- @offset = 5000

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

