#!/usr/bin/python3
"""The same job as pandas_load.py, written the way it usually is: read_csv, replace, drop_duplicates, groupby, to_sql.

    /usr/bin/python3 bench/pandas_usual.py FILE.csv NEW.sqlite

Right in its answers (codes become missing only where they are codes, money is whole cents, attributes are taken once an
agency), but with nothing tuned beyond one transaction. For scale beside the tuned opponent.
"""

import hashlib
import sqlite3
import sys

import numpy as np
import pandas as pd

MISSING = 99999
FACTS = {
    "RETENTION_POLY_QTY": "retained_policies",
    "POLY_INFORCE_QTY": "policies_in_force",
    "PREV_POLY_INFORCE_QTY": "prior_policies_in_force",
    "NB_WRTN_PREM_AMT": "new_business_cents",
    "WRTN_PREM_AMT": "written_cents",
    "PREV_WRTN_PREM_AMT": "prior_written_cents",
    "PRD_ERND_PREM_AMT": "earned_cents",
    "PRD_INCRD_LOSSES_AMT": "incurred_cents",
    "MONTHS": "months",
    "RETENTION_RATIO": "retention_ratio",
    "LOSS_RATIO": "loss_ratio",
}
MONEY = ["NB_WRTN_PREM_AMT", "WRTN_PREM_AMT", "PREV_WRTN_PREM_AMT", "PRD_ERND_PREM_AMT", "PRD_INCRD_LOSSES_AMT"]
KEY = ["AGENCY_ID", "PROD_ABBR", "STATE_ABBR", "STAT_PROFILE_DATE_YEAR"]

path, target = sys.argv[1:]
frame = pd.read_csv(path)
if frame.duplicated(KEY).any():
    sys.exit("a key is given twice")

never_missing = {*KEY, "RETENTION_POLY_QTY", "POLY_INFORCE_QTY", "MONTHS"} | set(MONEY) - {"PREV_WRTN_PREM_AMT"}
coded = [c for c in frame.columns if c not in never_missing and frame[c].dtype != object]
frame["loss_ratio_code"] = frame["LOSS_RATIO"].where(frame["LOSS_RATIO"].isin([99999, 99998, 99997])).astype("Int64")
frame["LOSS_RATIO"] = frame["LOSS_RATIO"].replace([99998, 99997], MISSING)
frame[coded] = frame[coded].replace(MISSING, np.nan)
for column in MONEY:
    frame[column] = (frame[column] * 100).round().astype("Int64")

agency_columns = ["PRIMARY_AGENCY_ID", *frame.columns[frame.columns.get_loc("AGENCY_APPOINTMENT_YEAR") : frame.columns.get_loc("CL_BOUND_CT_MDS")]]
quote_columns = [c for c in frame.columns if "_CT_" in c]
agencies = frame.drop_duplicates("AGENCY_ID", keep="last").set_index("AGENCY_ID")
quotes = agencies[quote_columns].stack(dropna=False).rename("count").reset_index()
quotes[["line", "kind", "platform"]] = quotes.pop("level_1").str.extract(r"(CL|PL)_(BOUND|QUO)_CT_(.*)")
quotes = quotes.pivot(index=["AGENCY_ID", "line", "platform"], columns="kind", values="count").reset_index()
products = frame[["PROD_ABBR", "PROD_LINE"]].drop_duplicates("PROD_ABBR", keep="last").sort_values("PROD_ABBR").reset_index(drop=True)
states = pd.DataFrame({"code": sorted(frame["STATE_ABBR"].unique())})
years = frame.groupby("STAT_PROFILE_DATE_YEAR")["MONTHS"].max().reset_index()

facts = frame[KEY].copy()
facts["PROD_ABBR"] = facts["PROD_ABBR"].map(dict(zip(products["PROD_ABBR"], products.index + 1)))
facts["STATE_ABBR"] = facts["STATE_ABBR"].map(dict(zip(states["code"], states.index + 1)))
facts.columns = ["agency_id", "product_id", "state_id", "year"]
facts = facts.join(frame[list(FACTS)].rename(columns=FACTS)).join(frame["loss_ratio_code"])
facts["source_line"] = frame.index + 2
facts["line"] = frame["PROD_LINE"]
facts["written_with_prior_cents"] = facts["written_cents"].where(facts["prior_written_cents"].notna())
facts["retained_with_prior"] = facts["retained_policies"].where(facts["prior_policies_in_force"].notna())
sums = [c for c in facts.columns if c.endswith(("_cents", "_policies", "in_force", "with_prior"))]
ratios = frame.drop_duplicates(["AGENCY_ID", "PROD_LINE", "STAT_PROFILE_DATE_YEAR"], keep="last")
with open(path, "rb") as file:
    load = pd.DataFrame([{"file": path, "sha256": hashlib.sha256(file.read()).hexdigest(), "rows": len(frame)}])

with sqlite3.connect(target) as database:
    for name, table, index in [
        ("dim_agency", agencies[agency_columns].reset_index(), ["AGENCY_ID"]),
        ("dim_product", products, ["PROD_ABBR"]),
        ("dim_state", states, ["code"]),
        ("dim_year", years, ["STAT_PROFILE_DATE_YEAR"]),
        ("fact_quotes", quotes, ["AGENCY_ID", "line", "platform"]),
        ("fact_agency_line_year", ratios[["AGENCY_ID", "PROD_LINE", "STAT_PROFILE_DATE_YEAR", "LOSS_RATIO_3YR", "GROWTH_RATE_3YR"]], ["AGENCY_ID", "PROD_LINE", "STAT_PROFILE_DATE_YEAR"]),
        ("fact_performance", facts.drop(columns=["line", "written_with_prior_cents", "retained_with_prior"]), ["agency_id", "product_id", "state_id", "year"]),
        ("summary_agency_year", facts.groupby(["agency_id", "year"])[sums].sum().reset_index(), ["agency_id", "year"]),
        ("summary_agency_line_year", facts.groupby(["agency_id", "line", "year"])[sums].sum().reset_index(), ["agency_id", "line", "year"]),
        ("summary_product_state_year", facts.groupby(["product_id", "state_id", "year"])[sums].sum().reset_index(), ["product_id", "state_id", "year"]),
        ("load", load, ["sha256"]),
    ]:
        table.to_sql(name, database, index=False)
        database.execute(f"CREATE UNIQUE INDEX key_{name} ON {name} ({', '.join(index)})")
