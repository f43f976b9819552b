#!/usr/bin/env bash
# Asks ClaimBook and a pandas service (pandas_http.py: Flask, gunicorn with 2 workers) the same questions over HTTP on
# loopback, and compares: requests a second and latency by wrk, in turn. Then ClaimBook's exports, its start, its memory.
#
#   bench/compare-http.sh [--runs N] [--seconds S] [--markdown FILE] [large]
#
# One generated file of 213,328 rows; large adds one of ten times as many and writes it as CSV. First both services must give
# the same answers, to the cent, else the script fails. Each question: N times (3 by default) pandas and ClaimBook in turn,
# wrk with 2 threads and 8 connections for S seconds (10 by default), after a warm-up of 3 seconds each. A limit that is
# missed is printed as missed; it does not fail the script. --markdown appends the results to FILE
# (bench/results/<machine>.md). Takes about 4 minutes.
#
# Environment: CLAIMBOOK=PATH tests an executable built beforehand instead of publishing src/ClaimBook.
#              PYTHON=PATH  is the Python that has pandas, Flask and gunicorn (/usr/bin/python3). TMPDIR says where the files go.
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

runs=3
seconds=10
large=
arguments="$*"

while (($#)); do
  case $1 in
    --runs) runs=${2:?--runs wants a number}; shift 2 ;;
    --seconds) seconds=${2:?--seconds wants a number}; shift 2 ;;
    --markdown) markdown=${2:?--markdown wants a file}; shift 2 ;;
    -h|--help) usage; exit 0 ;;
    large) large=yes; shift ;;
    *) usage >&2; exit 2 ;;
  esac
done
for number in "$runs" "$seconds"; do
  [[ $number =~ ^[1-9][0-9]?$ ]] || { say "not a whole number from 1 to 99: $number"; exit 2; }
done

for tool in wrk curl; do
  command -v "$tool" >/dev/null || fail "needs $tool: apt-get install $tool"
done
versions=$("$python" -c 'import flask, gunicorn, pandas
print(f"pandas {pandas.__version__}, Flask {flask.__version__}, gunicorn {gunicorn.__version__}")' 2>/dev/null) ||
  fail "$python has not all of: apt-get install python3-pandas python3-flask gunicorn"

claimbook_pid=
pandas_pid=
token=

clean_up() {
  [[ -z $claimbook_pid ]] || stop "$claimbook_pid"
  [[ -z $pandas_pid ]] || stop "$pandas_pid"
  rm -rf "$work"
}
export PYTHONDONTWRITEBYTECODE=1
prepare

# ---- the two services ------------------------------------------------------------------------------------------------
# await.py PID PORT STARTED PATH, with the token in TOKEN: milliseconds from STARTED to the first 200 of /health/ready and to the end of a first answer.
cat >"$work/await.py" <<'PY'
import http.client, os, sys, time

pid, port, started, path = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]

def status_of(path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Authorization": f"Bearer {os.environ['TOKEN']}"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()

def runs():
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False

while status_of("/health/ready") != 200:
    if not runs():
        sys.exit("it ended")
    if time.time() - started > 60:
        sys.exit("not ready after 60 s")
    time.sleep(0.01)
ready = time.time()
if (status := status_of(path)) != 200:
    sys.exit(f"{path} answers {status}")
print(f"{(ready - started) * 1000:.0f} {(time.time() - started) * 1000:.0f}")
PY

summary=/api/v1/performance/summary
questions=("by=state,year&state=OH" "by=agency,year")

# start_claimbook DATA NAME: starts it and appends "ready answered" in milliseconds to $work/NAME.
start_claimbook() {
  local port started
  port=$(free_port)
  started=$EPOCHREALTIME
  (cd "$work" && exec "$claimbook" serve --data "$1" --urls "http://127.0.0.1:$port") >"$work/claimbook.log" 2>&1 &
  claimbook_pid=$!
  claimbook_url=http://127.0.0.1:$port
  TOKEN=$token "$python" "$work/await.py" "$claimbook_pid" "$port" "$started" "$summary?${questions[0]}" >>"$work/$2" ||
    { tail -n 20 "$work/claimbook.log" >&2; fail "claimbook serve gave no answer"; }
}
stop_claimbook() {
  stop "$claimbook_pid"
  claimbook_pid=
}

start_pandas() {
  local port started
  port=$(free_port)
  started=$EPOCHREALTIME
  (cd "$root/bench" && exec "$python" -m gunicorn -w 2 -b "127.0.0.1:$port" --log-level warning "pandas_http:create_app('$1')") \
    >"$work/pandas.log" 2>&1 &
  pandas_pid=$!
  pandas_url=http://127.0.0.1:$port
  TOKEN=$token "$python" "$work/await.py" "$pandas_pid" "$port" "$started" "$summary?${questions[0]}" >"$work/start-pandas" ||
    { tail -n 20 "$work/pandas.log" >&2; fail "the pandas service gave no answer"; }
}

# ---- measuring -------------------------------------------------------------------------------------------------------
# Both services get the token with every request; pandas ignores it.
fetch() { curl --silent --show-error --fail --max-time 120 -H "Authorization: Bearer $token" "$@"; }

# same_answers QUESTION: fails unless both services give the same figures; prints the bytes of pandas' and ClaimBook's answer.
same_answers() {
  fetch -o "$work/answer-pandas" "$pandas_url$summary?$1" &&
    fetch -o "$work/answer-claimbook" "$claimbook_url$summary?$1" &&
    "$python" - "$work/answer-pandas" "$work/answer-claimbook" <<'PY'
import json, math, os, sys

def differ(what, theirs, ours):
    sys.exit(f"different answers: {what}: pandas {theirs}, ClaimBook {ours}")

def same(column, theirs, ours):
    if theirs is None or ours is None or column["kind"] == "dimension":
        return theirs == ours
    if column["unit"] == "USD" and column["kind"] == "additive":
        return abs(theirs - ours) <= 0.005
    return math.isclose(theirs, ours, rel_tol=1e-9, abs_tol=1e-9)

pandas, claimbook = (json.load(open(path, "rb")) for path in sys.argv[1:])
columns = claimbook["columns"]
if [c["name"] for c in pandas["columns"]] != [c["name"] for c in columns]:
    differ("columns", pandas["columns"], columns)
keys = [c["name"] for c in columns if c["kind"] == "dimension"]
theirs, ours = ({tuple(row[key] for key in keys): row for row in answer["rows"]} for answer in (pandas, claimbook))
for answer, rows in (("pandas", theirs), ("claimbook", ours)):
    if len(rows) != globals()[answer]["rowCount"] or not rows:
        sys.exit(f"{answer}: {len(rows)} rows, rowCount {globals()[answer]['rowCount']}")
if theirs.keys() != ours.keys():
    differ("rows that one has alone", sorted(theirs.keys() - ours.keys())[:5], sorted(ours.keys() - theirs.keys())[:5])
for key in theirs:
    for column in columns:
        if not same(column, theirs[key][column["name"]], ours[key][column["name"]]):
            differ(f"{column['name']} of {key}", theirs[key][column["name"]], ours[key][column["name"]])
for column in columns:
    if column["name"] not in keys and not same(column, pandas["total"][column["name"]], claimbook["total"][column["name"]]):
        differ(f"total {column['name']}", pandas["total"][column["name"]], claimbook["total"][column["name"]])
print(*(os.path.getsize(path) for path in sys.argv[1:]), len(ours))
PY
}

# What wrk prints for people, as numbers: requests a second, p99 in ms, failed answers, socket errors.
cat >"$work/numbers.lua" <<'LUA'
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("figures %.2f %.3f %d %d\n", summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
LUA

# drive URL SECONDS: prints "requests/s p99ms".
drive() {
  local rate p99 failed broken
  # wrk sends no If-None-Match, so these are full answers, and no Accept-Encoding, so they are not compressed.
  wrk -t2 -c8 -d"$2"s --latency -H "Authorization: Bearer $token" -s "$work/numbers.lua" "$1" >"$work/wrk.log" || fail "wrk failed at $1"
  read -r _ rate p99 failed broken < <(grep '^figures' "$work/wrk.log") || fail "wrk printed no figures at $1"
  ((failed == 0)) || fail "$failed answers at $1 were not 2xx"
  ((broken == 0)) || say "  warning: $broken socket errors at $1"
  echo "$rate $p99"
}

# timed NAME TIMES PATH: downloads PATH from ClaimBook, seconds to $work/NAME; the download before, kept, checks and warms up.
timed() {
  local run
  for ((run = 0; run < $2; run++)); do
    fetch -o /dev/null -w '%{time_total}\n' "$claimbook_url$3${4:+$4$((run + 1))}" >>"$work/$1"
  done
  say "  $1: $(paste -sd' ' "$work/$1") s"
}

# workbook_rows FILE: rows of the longest sheet of an XLSX file.
workbook_rows() {
  "$python" - "$1" <<'PY'
import re, sys, zipfile

def rows(sheet):
    count, rest = 0, b""
    while block := sheet.read(1 << 20):
        text = rest + block
        whole = text.rfind(b">") + 1  # no tag is cut before here
        count += len(re.findall(rb"</(?:\w+:)?row>", text[:whole]))
        rest = text[whole:]
    return count

with zipfile.ZipFile(sys.argv[1]) as book:
    print(max(rows(book.open(name)) for name in book.namelist() if re.search(r"worksheets/[^/]*\.xml$", name)))
PY
}

# memory FIELD: VmRSS or VmHWM of ClaimBook in KiB.
memory() { awk -v field="$1:" '$1 == field { print $2 }' "/proc/$claimbook_pid/status"; }

# generate ROWS: a file and a data directory that holds it.
generate() {
  say "$1 rows: generating the file and loading it"
  "$claimbook" sample --rows "$1" --out "$work/sample-$1.csv" >/dev/null
  "$claimbook" load "$work/sample-$1.csv" --data "$work/data-$1" >"$work/load.log" 2>&1 || { cat "$work/load.log" >&2; fail "the load failed"; }
  "$claimbook" user add bench@example.test --role viewer --data "$work/data-$1" >/dev/null || fail "no user could be made"
  token=$("$claimbook" token add --user bench@example.test --name compare-http --data "$work/data-$1") || fail "no token could be made"
}

# ---- 213,328 rows ----------------------------------------------------------------------------------------------------
rows=213328
generate "$rows"

say "starting ClaimBook, 3 times"
for run in 1 2 3; do
  ((run == 1)) || stop_claimbook
  start_claimbook "$work/data-$rows" start-claimbook
done
say "  ready and first answer, ms: $(paste -sd';' "$work/start-claimbook")"
say "starting pandas, Flask, gunicorn"
start_pandas "$work/sample-$rows.csv"

for i in "${!questions[@]}"; do
  same_answers "${questions[i]}" >"$work/bytes-$i" || fail "so nothing is measured"
  say "${questions[i]}: same answers, bytes and rows $(<"$work/bytes-$i")"
done

for i in "${!questions[@]}"; do
  say "${questions[i]}: warming up"
  drive "$pandas_url$summary?${questions[i]}" 3 >/dev/null
  drive "$claimbook_url$summary?${questions[i]}" 3 >/dev/null
  for ((run = 1; run <= runs; run++)); do
    drive "$pandas_url$summary?${questions[i]}" "$seconds" >>"$work/wrk-pandas-$i"
    drive "$claimbook_url$summary?${questions[i]}" "$seconds" >>"$work/wrk-claimbook-$i"
    say "  run $run of $runs: requests/s and p99 ms: pandas $(tail -n 1 "$work/wrk-pandas-$i"), ClaimBook $(tail -n 1 "$work/wrk-claimbook-$i")"
  done
done
stop "$pandas_pid"
pandas_pid=

say "exports"
report="/api/v1/reports/premium?from=2007-01-01&to=2012-12-31&format=xlsx"
details=/api/v1/performance/details
fetch -o "$work/report.xlsx" "$claimbook_url$report"
found=$(workbook_rows "$work/report.xlsx") || fail "the premium report is no workbook"
((found > 1)) || fail "the premium report has no rows"
# Each time another agency is left out: a question that was not asked before, so no answer lies ready.
timed report-xlsx 5 "$report" '&agency=!'

fetch -o "$work/details.csv" "$claimbook_url$details?format=csv"
found=$("$python" -c 'import csv, sys; print(sum(1 for _ in csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline=""))))' "$work/details.csv")
((found == rows + 1)) || fail "the details as CSV have $found lines; $rows rows and a header expected"
timed details-csv 3 "$details?format=csv"

fetch -o "$work/details.xlsx" "$claimbook_url$details?format=xlsx"
found=$(workbook_rows "$work/details.xlsx") || fail "the details as XLSX are no workbook"
((found > rows)) || fail "the details as XLSX have $found rows; $rows and a header expected"
timed details-xlsx 3 "$details?format=xlsx"
wc -c "$work/report.xlsx" "$work/details.csv" "$work/details.xlsx" | awk '{ print $1 }' >"$work/export-bytes"
stop_claimbook
rm -rf "$work/report.xlsx" "$work/details.csv" "$work/details.xlsx" "$work/data-$rows" "$work/sample-$rows.csv"

# ---- 2,133,280 rows --------------------------------------------------------------------------------------------------
if [[ -n $large ]]; then
  rows=2133280
  generate "$rows"
  rm -f "$work/sample-$rows.csv"
  start_claimbook "$work/data-$rows" start-large
  before=$(memory VmRSS)
  # 5 sets the highest resident memory back to the present one (proc(5)).
  (echo 5 >"/proc/$claimbook_pid/clear_refs") 2>/dev/null || say "  warning: VmHWM cannot be set back; the growth is an upper bound"
  started=$EPOCHREALTIME
  found=$(fetch "$claimbook_url$details?format=csv" | wc -l)
  ended=$EPOCHREALTIME
  ((found == rows + 1)) || fail "the details as CSV have $found lines; $rows rows and a header expected"
  echo "$before $(memory VmHWM) $(memory VmRSS) $started $ended" >"$work/large-csv"
  say "  resident KiB before, highest, after; started, ended: $(<"$work/large-csv")"
  stop_claimbook
fi

# ---- report ----------------------------------------------------------------------------------------------------------
"$python" - "$work" "$runs" "$seconds" "${questions[@]}" >"$work/report.md" <<'PY'
import os, statistics, sys
work, runs, seconds, questions = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]

def numbers(name):
    with open(f"{work}/{name}") as file:
        return [[float(word) for word in line.split()] for line in file]

def median(name, column=0):
    return statistics.median(line[column] for line in numbers(name))

def span(name, column, form):
    values = sorted(line[column] for line in numbers(name))
    return f"{statistics.median(values):{form}} ({values[0]:{form}} to {values[-1]:{form}})" if runs > 1 else f"{values[0]:{form}}"

def line(what, pandas, claimbook, ratio, asked, met):
    verdict = "" if met is None else "met" if met else "**missed**"
    print(f"| {what} | {pandas} | {claimbook} | {ratio} | {asked} | {verdict} |")

print("| | pandas | ClaimBook | ClaimBook / pandas | asked | |")
print("|---|---:|---:|---:|---|---|")
for i, question in enumerate(questions):
    times = median(f"wrk-claimbook-{i}") / median(f"wrk-pandas-{i}")
    line(f"`{question}`, requests/s", span(f"wrk-pandas-{i}", 0, ",.0f"), span(f"wrk-claimbook-{i}", 0, ",.0f"),
         f"{times:.1f}", "at least 20 times", times >= 20)
    share = median(f"wrk-claimbook-{i}", 1) / median(f"wrk-pandas-{i}", 1)
    line(f"`{question}`, p99, ms", span(f"wrk-pandas-{i}", 1, ".1f"), span(f"wrk-claimbook-{i}", 1, ".1f"),
         f"{share:.2f}", "at most 0.25" if i == 0 else "", share <= 0.25 if i == 0 else None)
    theirs, ours, rows = numbers(f"bytes-{i}")[0]
    line(f"`{question}`, {rows:,.0f} rows, bytes", f"{theirs:,.0f}", f"{ours:,.0f}", f"{ours / theirs:.2f}", "", None)
report, csv, xlsx, _ = (value for value, in numbers("export-bytes"))
for name, what, size, limit in [
    ("report-xlsx", "premium report 2007 to 2012 as XLSX", report, 0.150),
    ("details-csv", "213,328 detail rows as CSV", csv, 1.5),
    ("details-xlsx", "213,328 detail rows as XLSX", xlsx, 6.0),
]:
    measured = median(name)
    unit = f"{measured * 1000:.0f} ms" if limit < 1 else f"{measured:.2f} s"
    asked = f"under {limit * 1000:.0f} ms" if limit < 1 else f"under {limit:g} s"
    line(f"{what}, {size / 1e6:.2f} MB", "", unit, "", asked, measured < limit)
answered = median("start-claimbook", 1)
line("213,328 rows loaded: start to first answer", f"{median('start-pandas', 1) / 1000:.2f} s", f"{answered / 1000:.2f} s",
     f"{answered / median('start-pandas', 1):.2f}", "within 1.5 s", answered <= 1500)
if os.path.exists(f"{work}/large-csv"):
    before, highest, after, started, ended = numbers("large-csv")[0]
    growth = (highest - before) / 1024
    line("2,133,280 detail rows as CSV: growth of resident memory", "", f"{growth:.0f} MiB", "", "under 100 MiB", growth < 100)
    line("2,133,280 detail rows as CSV: time", "", f"{ended - started:.2f} s", "", "", None)
    line("2,133,280 rows loaded: start to first answer", "", f"{median('start-large', 1) / 1000:.2f} s", "", "", None)
print()
print(f"Both services gave the same figures. Requests: wrk, 2 threads, 8 connections, {seconds} s, median of {runs} (lowest to\n"
      "highest), after 3 s of warm-up. Exports: median of 5 (report) and 3, by curl on loopback. Start: median of 3, pandas once.")
if os.path.exists(f"{work}/large-csv"):
    print(f"Resident memory with the large file: {before / 1024:.0f} MiB before its CSV, {highest / 1024:.0f} MiB at most, "
          f"{after / 1024:.0f} MiB after.")
PY

report HTTP "" "$versions, $("$python" --version); $(wrk --version 2>&1 | awk 'NR == 1 { print $1, $2 }' || true)" "$arguments"
