#!/usr/bin/python3
"""ClaimBook's performance summary over HTTP with pandas and Flask, as a careful Python developer would write it: the opponent
of bench/compare-http.sh.

    cd bench && /usr/bin/python3 -m gunicorn -w 2 -b 127.0.0.1:8000 "pandas_http:create_app('FILE.csv')"

    GET /api/v1/performance/summary?by=state,year&measures=written_premium,loss_ratio&state=OH,PA&year=2008..2012

Every worker reads the agency performance file once and holds all of its columns in memory, missing codes turned into NaN,
money into whole cents, keys into categories. The answer has the shape and the figures of ClaimBook's. It has less to do than
ClaimBook: no accounts, no ETag, no dates, having, sort or limit, no word about members that the data does not have.

What was tried is in bench/README.md; short comments below say what was kept. Needs Debian's python3-pandas, python3-flask
and gunicorn alone.
"""

import calendar
import json

import numpy as np
import pandas as pd
from flask import Flask, Response, abort, request

import pandas_load

DIMENSIONS = {  # name: (label, the file's column)
    "agency": ("Agency", "AGENCY_ID"),
    "product": ("Product", "PROD_ABBR"),
    "product_line": ("Product line", "PROD_LINE"),
    "state": ("State", "STATE_ABBR"),
    "year": ("Year", "STAT_PROFILE_DATE_YEAR"),
    "vendor": ("Vendor", "VENDOR"),
}
SUMS = {  # name: (label, the file's column)
    "written_premium": ("Written premium", "WRTN_PREM_AMT"),
    "earned_premium": ("Earned premium", "PRD_ERND_PREM_AMT"),
    "incurred_losses": ("Incurred losses", "PRD_INCRD_LOSSES_AMT"),
}
RATIOS = {"loss_ratio": ("Loss ratio", "incurred_losses", "earned_premium")}
MONEY = ["NB_WRTN_PREM_AMT", "WRTN_PREM_AMT", "PREV_WRTN_PREM_AMT", "PRD_ERND_PREM_AMT", "PRD_INCRD_LOSSES_AMT"]
NEVER_MISSING = {
    *(column for _, column in DIMENSIONS.values()), "VENDOR_IND", "RETENTION_POLY_QTY", "POLY_INFORCE_QTY", "MONTHS",
    *set(MONEY) - {"PREV_WRTN_PREM_AMT"},
}


def read(csv_path):
    """The file's 49 columns, cleaned; those that can be asked for under the names they are asked by."""
    frame = pandas_load.read(csv_path)
    frame["LOSS_RATIO"] = frame["LOSS_RATIO"].mask(frame["LOSS_RATIO"].isin(pandas_load.LOSS_RATIO_CODES))
    for name in frame.columns.difference(NEVER_MISSING):
        frame[name] = frame[name].mask(frame[name] == pandas_load.MISSING)
    for name in MONEY:  # whole cents: sums are exact, and adding int64 is as fast as adding float64
        frame[name] = (frame[name] * 100).round()
        if frame[name].notna().all():
            frame[name] = frame[name].astype("int64")
    for _, name in DIMENSIONS.values():  # ordered, else groupby(observed=True) leaves groups in the order they first occur
        frame[name] = frame[name].astype("category").cat.as_ordered()
    return frame.rename(columns={column: name for name, (_, column) in (DIMENSIONS | SUMS).items()})


def incomplete_years(frame):
    """What must be said of each incomplete year. The first year ends in December, the last begins in January."""
    months = frame.groupby("year", observed=True)["MONTHS"].max()
    said = {}
    for year, count in months[months < 12].items():
        first, last = (13 - count, 12) if year == months.index[0] and len(months) > 1 else (1, count)
        name = calendar.month_name
        said[year] = f"{year} covers {name[first]}" + (f" to {name[last]}" if last > first else "")
    return said


def admitted(categories, text):
    """Which categories a filter admits: OH,PA any of; on whole numbers also 2008..2012."""
    if not pd.api.types.is_integer_dtype(categories):
        return categories.isin(text.split(","))
    result = np.zeros(len(categories), dtype=bool)
    for item in text.split(","):
        first, _, last = item.partition("..")
        result |= (categories >= int(first)) & (categories <= int(last or first))
    return result


def names(parameter, allowed, default=""):
    """The names that a parameter lists; 400 if one is not allowed."""
    listed = [name for name in request.args.get(parameter, default).split(",") if name]
    if unknown := [name for name in listed if name not in allowed]:
        abort(400, f"{parameter}: {', '.join(unknown)} unknown; allowed: {', '.join(allowed)}")
    return listed


def described(name):
    """A column of the answer."""
    if name in DIMENSIONS:
        label, kind, unit = DIMENSIONS[name][0], "dimension", None
    elif name in SUMS:
        label, kind, unit = SUMS[name][0], "additive", "USD"
    else:
        label, kind, unit = RATIOS[name][0], "ratio", "ratio"
    return {"name": name, "label": label, "kind": kind, "unit": unit}


def create_app(csv_path):
    """The service over one file."""
    frame = read(csv_path)
    incomplete = incomplete_years(frame)
    app = Flask(__name__)

    @app.get("/health/ready")
    def ready():
        return "ready"

    @app.get("/api/v1/performance/summary")
    def summary():
        by = names("by", DIMENSIONS)
        measures = names("measures", [*SUMS, *RATIOS], ",".join([*SUMS, *RATIOS]))
        filters = {name: text for name, text in request.args.items() if name not in ("by", "measures")}
        if not by or not filters.keys() <= DIMENSIONS.keys():
            abort(400, f"by and filters take: {', '.join(DIMENSIONS)}")

        # A filter decides about categories, then about rows by their codes: half the time of Series.isin.
        mask, said = None, incomplete
        for name, text in filters.items():
            column = frame[name].cat
            try:
                wanted = admitted(column.categories, text)
            except ValueError:
                abort(400, f"{name}: {text} is not a whole number or a range like 3..16")
            rows = wanted[column.codes]
            mask = rows if mask is None else mask & rows
            if name == "year":
                years = set(column.categories[wanted])
                said = {year: words for year, words in incomplete.items() if year in years}

        # Columns first, then rows: loc[mask, columns] would filter all 49 columns, which takes eight times as long.
        selected = frame[[*by, *SUMS]]
        if mask is not None:
            selected = selected[mask]
        cents = selected.groupby(by, observed=True).sum()
        total_cents = cents.sum()

        rows, total = {}, {}
        for name in measures:
            if name in SUMS:
                rows[name] = cents[name] / 100
                total[name] = total_cents[name] / 100
            else:
                _, numerator, denominator = RATIOS[name]
                rows[name] = (cents[numerator] / cents[denominator]).where(cents[denominator] > 0)
                positive = total_cents[denominator] > 0
                total[name] = total_cents[numerator] / total_cents[denominator] if positive else None
        table = pd.DataFrame(rows).reset_index()

        # to_json writes the rows in C, NaN as null: a fifth of the time of to_dict("records") and json.dumps.
        head = json.dumps([described(name) for name in by + measures])
        tail = json.dumps({
            "total": total,
            "rowCount": len(table),
            "notices": [f"Incomplete years: {'; '.join(said.values())}."] if said else [],
            "loadId": 1,
        })
        body = f'{{"columns":{head},"rows":{table.to_json(orient="records")},{tail[1:]}'
        return Response(body, mimetype="application/json")

    return app
