#!/usr/bin/python3
"""A careful pandas pipeline that does the job of `claimbook load`: the opponent of bench/compare-load.sh.

    /usr/bin/python3 bench/pandas_load.py FILE.csv NEW.sqlite

Reads an agency performance file, turns the missing codes into NULL on the columns that have them (LOSS_RATIO keeps which
code it was), builds the star schema and the three summary tables, and writes them with a row about the load into a new
SQLite file. Prints one JSON object. Needs Debian's python3-pandas alone.

It is meant to be beaten honestly, so it is as fast as we could make it without leaving pandas. What was tried, with the
times measured, is in bench/README.md; short comments below say what was kept.
"""

import gc
import hashlib
import json
import os
import sqlite3
import sys
import time

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

MISSING = 99999
LOSS_RATIO_CODES = (99999, 99998, 99997)

# (file's column, star schema's column)
AGENCY_NUMBERS = [
    ("PRIMARY_AGENCY_ID", "primary_agency_id"),
    ("AGENCY_APPOINTMENT_YEAR", "appointment_year"),
    ("ACTIVE_PRODUCERS", "active_producers"),
    ("MAX_AGE", "max_age"),
    ("MIN_AGE", "min_age"),
    ("PL_START_YEAR", "pl_start_year"),
    ("PL_END_YEAR", "pl_end_year"),
    ("COMMISIONS_START_YEAR", "commissions_start_year"),
    ("COMMISIONS_END_YEAR", "commissions_end_year"),
    ("CL_START_YEAR", "cl_start_year"),
    ("CL_END_YEAR", "cl_end_year"),
    ("ACTIVITY_NOTES_START_YEAR", "activity_notes_start_year"),
    ("ACTIVITY_NOTES_END_YEAR", "activity_notes_end_year"),
]
AGENCY_WORDS = [("VENDOR_IND", "vendor_indicator"), ("VENDOR", "vendor")]
PLATFORMS = [("CL", p) for p in ("MDS", "SBZ", "eQT")] + [
    ("PL", p) for p in ("ELINKS", "PLRANK", "eQTte", "APPLIED", "TRANSACTNOW")
]
QUOTE_COLUMNS = [f"{line}_{kind}_CT_{p}" for line, p in PLATFORMS for kind in ("BOUND", "QUO")]

# dtypes given: without them pandas guesses, and takes longer. int32 halves the memory of int64.
# category for the text columns: the parser keeps one byte a row instead of a Python string.
DTYPES = {
    "AGENCY_ID": "int32",
    "PROD_ABBR": "category",
    "PROD_LINE": "category",
    "STATE_ABBR": "category",
    "STAT_PROFILE_DATE_YEAR": "int32",
    "RETENTION_POLY_QTY": "int32",
    "POLY_INFORCE_QTY": "int32",
    "PREV_POLY_INFORCE_QTY": "int32",
    "NB_WRTN_PREM_AMT": "float64",
    "WRTN_PREM_AMT": "float64",
    "PREV_WRTN_PREM_AMT": "float64",
    "PRD_ERND_PREM_AMT": "float64",
    "PRD_INCRD_LOSSES_AMT": "float64",
    "MONTHS": "int32",
    "RETENTION_RATIO": "float64",
    "LOSS_RATIO": "float64",
    "LOSS_RATIO_3YR": "float64",
    "GROWTH_RATE_3YR": "float64",
    **{name: "int32" for name, _ in AGENCY_NUMBERS},
    **{name: "category" for name, _ in AGENCY_WORDS},
    **{name: "int32" for name in QUOTE_COLUMNS},
}

PRODUCT_NAMES = {
    "BOILERMACH": "Boiler and machinery",
    "BOP": "Business owner's package",
    "COMMAUTO": "Commercial auto",
    "COMMINLMAR": "Commercial inland marine",
    "COMMPOL": "Commercial policy (package)",
    "COMMUMBREL": "Commercial umbrella",
    "CRIME": "Crime",
    "FIREALLIED": "Fire and allied lines",
    "GARAGE": "Garage keeper's liability",
    "GENERALIAB": "General liability",
    "WORKCOMP": "Workers' compensation",
    "CYCLES": "Motorcycles",
    "CYCLES  12": "Motorcycles",
    "DWELLFIRE": "Dwelling fire",
    "HOMEOWNERS": "Homeowners",
    "MOBILEHOME": "Mobile home",
    "MOTORHOME": "Motor home",
    "MOTORHOM12": "Motor home",
    "PERSAIP": "Assigned-risk auto",
    "PERSINLMAR": "Personal inland marine",
    "PERSUMBREL": "Personal umbrella",
    "SNOWMOBILE": "Snowmobile",
    "SNOWMOBI12": "Snowmobile",
    "YACHT": "Yacht",
}
STATE_NAMES = {
    "IN": "Indiana", "KY": "Kentucky", "MI": "Michigan",
    "OH": "Ohio", "PA": "Pennsylvania", "WV": "West Virginia",
}

# Bands by written premium in cents, as in src/ClaimBook.Engine/Semantics/AgencySize.cs.
AGENCY_SIZES = [
    ("no premium", -2**63), ("under 100k", 1), ("100k to 500k", 100_000_00), ("500k to 1M", 500_000_00),
    ("1M to 5M", 1_000_000_00), ("5M and over", 5_000_000_00),
]

SUMS = """retained_policies INTEGER, prior_policies_in_force INTEGER, policies_in_force INTEGER, new_business_cents INTEGER,
          written_cents INTEGER, prior_written_cents INTEGER, earned_cents INTEGER, incurred_cents INTEGER,
          written_with_prior_cents INTEGER, retained_with_prior INTEGER, fact_rows INTEGER"""

SCHEMA = f"""
CREATE TABLE load (
  load_id INTEGER PRIMARY KEY, file_name TEXT NOT NULL, sha256 TEXT NOT NULL, started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL, rows_read INTEGER NOT NULL, inserted INTEGER NOT NULL, rejected INTEGER NOT NULL,
  notices TEXT NOT NULL);
CREATE TABLE dim_agency (
  agency_id INTEGER PRIMARY KEY, {', '.join(f'{c} INTEGER' for _, c in AGENCY_NUMBERS)},
  vendor_indicator TEXT NOT NULL, vendor TEXT NOT NULL, agency_size TEXT NOT NULL);
CREATE TABLE dim_product (product_id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, line TEXT NOT NULL);
CREATE TABLE dim_state (state_id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE dim_year (
  year INTEGER PRIMARY KEY, first_month INTEGER NOT NULL, last_month INTEGER NOT NULL, is_complete INTEGER NOT NULL);
CREATE TABLE fact_performance (
  agency_id INTEGER NOT NULL, product_id INTEGER NOT NULL, state_id INTEGER NOT NULL, year INTEGER NOT NULL,
  retained_policies INTEGER NOT NULL, policies_in_force INTEGER NOT NULL, prior_policies_in_force INTEGER,
  new_business_cents INTEGER NOT NULL, written_cents INTEGER NOT NULL, prior_written_cents INTEGER,
  earned_cents INTEGER NOT NULL, incurred_cents INTEGER NOT NULL, months INTEGER NOT NULL,
  retention_ratio REAL, loss_ratio REAL, loss_ratio_code INTEGER, load_id INTEGER NOT NULL, source_line INTEGER NOT NULL,
  PRIMARY KEY (agency_id, product_id, state_id, year)) WITHOUT ROWID;
CREATE TABLE fact_agency_line_year (
  agency_id INTEGER NOT NULL, line TEXT NOT NULL, year INTEGER NOT NULL, loss_ratio_3yr REAL, growth_rate_3yr REAL,
  PRIMARY KEY (agency_id, line, year)) WITHOUT ROWID;
CREATE TABLE fact_quotes (
  agency_id INTEGER NOT NULL, line TEXT NOT NULL, platform TEXT NOT NULL, quoted INTEGER, bound INTEGER,
  PRIMARY KEY (agency_id, line, platform)) WITHOUT ROWID;
CREATE TABLE summary_agency_year (
  agency_id INTEGER, year INTEGER, {SUMS}, PRIMARY KEY (agency_id, year)) WITHOUT ROWID;
CREATE TABLE summary_agency_line_year (
  agency_id INTEGER, line TEXT, year INTEGER, {SUMS}, PRIMARY KEY (agency_id, line, year)) WITHOUT ROWID;
CREATE TABLE summary_product_state_year (
  product_id INTEGER, state_id INTEGER, year INTEGER, {SUMS}, PRIMARY KEY (product_id, state_id, year)) WITHOUT ROWID;
"""


def read(csv_path, rows_at_once=100_000):
    """The 49 columns, found by name. In chunks, joined column by column: half the memory of one read_csv, and on a large
    file a third faster, as no second copy of the whole table is made."""
    with pd.read_csv(csv_path, dtype=DTYPES, na_filter=False, usecols=list(DTYPES), chunksize=rows_at_once) as reader:
        chunks = list(reader)
    columns = {}
    for name, kind in DTYPES.items():
        parts = [chunk.pop(name) for chunk in chunks]
        # sort_categories: codes, and so keys, in alphabetical order however the chunks met them
        columns[name] = union_categoricals(parts, sort_categories=True) if kind == "category" else np.concatenate(parts)
    return pd.DataFrame(columns, copy=False)


def cents(amounts):
    """Whole cents of a float column; exact, as the file has at most two decimals."""
    return np.rint(amounts.to_numpy() * 100.0).astype(np.int64)


def null_where(mask, values):
    """The values as Python objects with None where the mask is set."""
    result = values.astype(object)
    result[mask] = None
    return result


def require(condition, message):
    if not condition:
        sys.exit(f"pandas_load: {message}")


def insert(connection, table, columns, rows_a_statement=100, rows_a_block=50_000):
    """Writes equally long columns as rows: INSERT ... VALUES with many rows a statement, as to_sql(method="multi") does but
    without its overhead. A block at a time, so that the Python objects of a large table never exist all at once."""
    width = len(columns)
    row = "(" + ", ".join("?" * width) + ")"
    head = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
    many = head + ", ".join([row] * rows_a_statement)
    values = [np.asarray(column) for column in columns.values()]
    for start in range(0, len(values[0]), rows_a_block):
        size = min(rows_a_block, len(values[0]) - start)
        flat = [None] * (size * width)
        for i, value in enumerate(values):
            flat[i::width] = value[start:start + size].tolist()
        step = rows_a_statement * width
        whole = len(flat) // step * step
        for i in range(0, whole, step):
            connection.execute(many, flat[i:i + step])
        if whole < len(flat):
            connection.execute(head + ", ".join([row] * ((len(flat) - whole) // width)), flat[whole:])


def load(csv_path, database_path):
    started = time.time()
    with open(csv_path, "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()

    # ---- read -------------------------------------------------------------------------------------------------------
    rows = read(csv_path)
    count = len(rows)
    require(count > 0, "the file has no rows")

    # ---- validate ---------------------------------------------------------------------------------------------------
    year = rows["STAT_PROFILE_DATE_YEAR"].to_numpy()
    months = rows["MONTHS"].to_numpy()
    require(set(rows["PROD_LINE"].cat.categories) <= {"CL", "PL"}, "PROD_LINE is neither CL nor PL")
    require(all(len(s) == 2 and s.isalpha() for s in rows["STATE_ABBR"].cat.categories), "STATE_ABBR is not two letters")
    require(year.min() >= 1900 and year.max() <= 2100, "year outside 1900 to 2100")
    require(months.min() >= 1 and months.max() <= 12, "MONTHS outside 1 to 12")

    # ---- conform ----------------------------------------------------------------------------------------------------
    product_codes = rows["PROD_ABBR"].cat.categories
    state_codes = rows["STATE_ABBR"].cat.categories
    product = rows["PROD_ABBR"].cat.codes.to_numpy()
    state = rows["STATE_ABBR"].cat.codes.to_numpy()
    line_names = rows["PROD_LINE"].cat.categories.to_numpy().astype(object)
    line = rows["PROD_LINE"].cat.codes.to_numpy()
    agency = rows["AGENCY_ID"].to_numpy()
    agency_index, agency_ids = pd.factorize(agency, sort=True)

    # The grain as one number: sorting and comparing one int64 column is far cheaper than four.
    key = ((agency_index.astype(np.int64) * len(product_codes) + product) * len(state_codes) + state) * 256 + (year - 1900)
    if (key[1:] > key[:-1]).all():
        order = None  # already in key order, as the real file is: strictly rising means unique
    else:
        order = np.argsort(key, kind="stable")
        sorted_key = key[order]
        require((sorted_key[1:] != sorted_key[:-1]).all(), "agency x product x state x year is not unique")
    del key

    # Agency attributes: the last row of each agency wins; say where rows differ.
    last_row = np.empty(len(agency_ids), dtype=np.int64)
    last_row[agency_index] = np.arange(count)
    row_to_last = last_row[agency_index]
    differs = np.zeros(count, dtype=bool)
    dim_agency = {"agency_id": agency_ids}
    for source, target in AGENCY_NUMBERS:
        values = rows[source].to_numpy()
        differs |= values != values[row_to_last]
        values = values[last_row]
        dim_agency[target] = null_where(values == MISSING, values)
    for source, target in AGENCY_WORDS:
        codes = rows[source].cat.codes.to_numpy()
        differs |= codes != codes[row_to_last]
        dim_agency[target] = rows[source].cat.categories.to_numpy().astype(object)[codes[last_row]]

    fact_quotes = {"agency_id": [], "line": [], "platform": [], "quoted": [], "bound": []}
    for quote_line, platform in PLATFORMS:
        fact_quotes["agency_id"].append(agency_ids)
        fact_quotes["line"].append(np.full(len(agency_ids), quote_line, dtype=object))
        fact_quotes["platform"].append(np.full(len(agency_ids), platform, dtype=object))
        for kind, target in (("QUO", "quoted"), ("BOUND", "bound")):
            values = rows[f"{quote_line}_{kind}_CT_{platform}"].to_numpy()
            differs |= values != values[row_to_last]
            values = values[last_row]
            fact_quotes[target].append(null_where(values == MISSING, values))
    fact_quotes = {name: np.concatenate(parts) for name, parts in fact_quotes.items()}
    changing = len(np.unique(agency_index[differs]))
    notices = [f"{changing} agencies have attributes that differ between rows; the last row wins"] if changing else []

    # Product line: the last row of each product wins, as everywhere.
    product_line = np.empty(len(product_codes), dtype=np.int8)
    product_line[product] = line
    dim_product = {
        "product_id": np.arange(1, len(product_codes) + 1),
        "code": product_codes.to_numpy(),
        "name": [PRODUCT_NAMES.get(code, code) for code in product_codes],
        "line": line_names[product_line],
    }
    dim_state = {
        "state_id": np.arange(1, len(state_codes) + 1),
        "code": state_codes.to_numpy(),
        "name": [STATE_NAMES.get(code, code) for code in state_codes],
    }

    # The months a year covers: the first year ends in December, the last begins in January.
    covered = pd.Series(months).groupby(year).max()
    years = covered.index.to_numpy()
    longest = covered.to_numpy()
    first_month = np.where((years == years[0]) & (len(years) > 1), 13 - longest, 1)
    last_month = np.where((years == years[0]) & (len(years) > 1), 12, longest)
    dim_year = {
        "year": years, "first_month": first_month, "last_month": last_month,
        "is_complete": (longest == 12).astype(int),
    }

    # Published three-year ratios, by agency, line and year. NaN is written as NULL by SQLite itself.
    published = pd.DataFrame({
        "agency_id": agency, "line": line, "year": year,
        "loss_ratio_3yr": rows["LOSS_RATIO_3YR"], "growth_rate_3yr": rows["GROWTH_RATE_3YR"],
    })
    group = (agency_index.astype(np.int64) * len(line_names) + line) * 256 + (year - 1900)
    group_index, groups = pd.factorize(group, sort=True)
    last_of_group = np.empty(len(groups), dtype=np.int64)
    last_of_group[group_index] = np.arange(count)
    published = published.iloc[last_of_group]
    fact_agency_line_year = {
        "agency_id": published["agency_id"],
        "line": line_names[published["line"]],
        "year": published["year"],
        "loss_ratio_3yr": published["loss_ratio_3yr"].mask(published["loss_ratio_3yr"] == MISSING),
        "growth_rate_3yr": published["growth_rate_3yr"].mask(published["growth_rate_3yr"] == MISSING),
    }
    del group, group_index

    # ---- facts ------------------------------------------------------------------------------------------------------
    prior_policies = rows["PREV_POLY_INFORCE_QTY"].to_numpy()
    prior_policies_missing = prior_policies == MISSING
    prior_written_missing = rows["PREV_WRTN_PREM_AMT"].to_numpy() == MISSING
    prior_written = cents(rows["PREV_WRTN_PREM_AMT"])
    loss_ratio = rows["LOSS_RATIO"].to_numpy()
    loss_ratio_coded = np.isin(loss_ratio, LOSS_RATIO_CODES)
    retention_ratio = rows["RETENTION_RATIO"].to_numpy()
    fact = {
        "agency_id": agency,
        "product_id": product.astype(np.int32) + 1,
        "state_id": state.astype(np.int32) + 1,
        "year": year,
        "retained_policies": rows["RETENTION_POLY_QTY"].to_numpy(),
        "policies_in_force": rows["POLY_INFORCE_QTY"].to_numpy(),
        "prior_policies_in_force": null_where(prior_policies_missing, prior_policies),
        "new_business_cents": cents(rows["NB_WRTN_PREM_AMT"]),
        "written_cents": cents(rows["WRTN_PREM_AMT"]),
        "prior_written_cents": null_where(prior_written_missing, prior_written),
        "earned_cents": cents(rows["PRD_ERND_PREM_AMT"]),
        "incurred_cents": cents(rows["PRD_INCRD_LOSSES_AMT"]),
        "months": months,
        "retention_ratio": np.where(retention_ratio == MISSING, np.nan, retention_ratio),
        "loss_ratio": np.where(loss_ratio_coded, np.nan, loss_ratio),
        "loss_ratio_code": null_where(~loss_ratio_coded, loss_ratio.astype(np.int32)),
        "load_id": np.ones(count, dtype=np.int32),
        "source_line": np.arange(2, count + 2, dtype=np.int32),
    }
    del rows

    # ---- summaries --------------------------------------------------------------------------------------------------
    additive = pd.DataFrame({
        "retained_policies": fact["retained_policies"],
        "prior_policies_in_force": np.where(prior_policies_missing, 0, prior_policies),
        "policies_in_force": fact["policies_in_force"],
        "new_business_cents": fact["new_business_cents"],
        "written_cents": fact["written_cents"],
        "prior_written_cents": np.where(prior_written_missing, 0, prior_written),
        "earned_cents": fact["earned_cents"],
        "incurred_cents": fact["incurred_cents"],
        "written_with_prior_cents": np.where(prior_written_missing, 0, fact["written_cents"]),
        "retained_with_prior": np.where(prior_policies_missing, 0, fact["retained_policies"]),
        "fact_rows": np.ones(count, dtype=np.int32),
    })

    def summary(*keys):
        """Sums by one packed int64 key, unpacked again afterwards: faster than grouping by several columns."""
        packed = np.zeros(count, dtype=np.int64)
        for _, values in keys:
            packed = (packed << 20) | values
        sums = additive.groupby(packed, sort=True).sum()
        rest = sums.index.to_numpy()
        unpacked = {}
        for name, _ in reversed(keys):
            unpacked[name] = rest & 0xFFFFF
            rest = rest >> 20
        return {name: unpacked[name] for name, _ in keys} | {name: sums[name] for name in sums}

    by_agency_year = summary(("agency_id", agency_index), ("year", year))
    by_agency_line_year = summary(("agency_id", agency_index), ("line", line), ("year", year))
    by_product_state_year = summary(("product_id", fact["product_id"]), ("state_id", fact["state_id"]), ("year", year))

    # Band of agency size: written premium of the latest complete year (else the latest).
    latest = years[longest == 12].max() if (longest == 12).any() else years[-1]
    of_latest = by_agency_year["year"] == latest
    written = np.zeros(len(agency_ids), dtype=np.int64)
    written[by_agency_year["agency_id"][of_latest]] = by_agency_year["written_cents"].to_numpy()[of_latest]
    bands = np.searchsorted([from_cents for _, from_cents in AGENCY_SIZES], written, side="right") - 1
    dim_agency["agency_size"] = np.array([name for name, _ in AGENCY_SIZES], dtype=object)[bands]

    for table in (by_agency_year, by_agency_line_year):
        table["agency_id"] = agency_ids[table["agency_id"]]
    by_agency_line_year["line"] = line_names[by_agency_line_year["line"]]
    del additive

    if order is not None:  # rows in key order append to the B-tree instead of splitting pages
        fact = {name: values[order] for name, values in fact.items()}

    # ---- publish ----------------------------------------------------------------------------------------------------
    # A new file beside the target, renamed when it is whole: so no journal is needed, and a run that is
    # killed leaves no half database.
    part = database_path + ".part"
    for path in (part, database_path):
        if os.path.exists(path):
            os.remove(path)
    connection = sqlite3.connect(part, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
        "PRAGMA cache_size=-65536;" + SCHEMA)
    connection.execute("BEGIN")
    insert(connection, "dim_agency", dim_agency)
    insert(connection, "dim_product", dim_product)
    insert(connection, "dim_state", dim_state)
    insert(connection, "dim_year", dim_year)
    insert(connection, "fact_performance", fact)
    insert(connection, "fact_agency_line_year", fact_agency_line_year)
    insert(connection, "fact_quotes", fact_quotes)
    insert(connection, "summary_agency_year", by_agency_year)
    insert(connection, "summary_agency_line_year", by_agency_line_year)
    insert(connection, "summary_product_state_year", by_product_state_year)
    connection.execute(
        "INSERT INTO load VALUES (1, ?, ?, ?, ?, ?, ?, 0, ?)",
        (os.path.basename(csv_path), sha256, iso(started), iso(time.time()), count, count, json.dumps(notices)))
    connection.execute("COMMIT")
    connection.close()
    with open(part, "rb") as file:
        os.fsync(file.fileno())
    os.rename(part, database_path)
    return {
        "loadId": 1, "file": csv_path, "rowsRead": count, "inserted": count, "updated": 0, "unchanged": 0, "rejected": 0,
        "notices": notices, "seconds": round(time.time() - started, 3),
    }


def iso(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        print("usage: pandas_load.py FILE.csv NEW.sqlite", file=sys.stderr)
        sys.exit(2)
    gc.disable()  # nothing here makes reference cycles
    print(json.dumps(load(sys.argv[1], sys.argv[2])))
