#!/usr/bin/env bash
# Loads the same generated file with ClaimBook and with pandas, whole process, in turn, and compares: with pandas as it is
# usually written (pandas_usual.py) and tuned by hand (pandas_load.py).
#
#   bench/compare-load.sh [--runs N] [--markdown FILE] [ROWS...]        ROWS: 213328 by default; several may be given
#
# For each row count: one generated file; then N times (3 by default) ClaimBook and pandas in turn, each into a new SQLite
# file; wall seconds and peak resident memory by GNU time. Then the incremental case: a file with 1 % of the rows changed,
# loaded into the database that holds the original. Both databases must hold the same rows and the same sum of written
# premium, else the script fails. --markdown appends the results to FILE (bench/results/<machine>.md).
#
# Environment: CLAIMBOOK=PATH tests an executable built beforehand instead of publishing src/ClaimBook.
#              PYTHON=PATH  is the Python that has pandas (/usr/bin/python3). TMPDIR says where the files go.
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

runs=3

clean_up() { rm -rf "$work"; }

take_sizes "$@"

[[ -x /usr/bin/time ]] || fail "needs GNU time: apt-get install time"
[[ -x $python ]] || fail "needs $python: apt-get install python3-pandas"
pandas_version=$("$python" -c 'import pandas; print(pandas.__version__)' 2>/dev/null) ||
  fail "$python has no pandas: apt-get install python3-pandas"

prepare

# The one SQLite file in a data directory, whatever its name.
database_in() {
  local file
  while IFS= read -r -d '' file; do
    if [[ $(head -c 15 "$file" | tr -d '\0') == "SQLite format 3" ]]; then echo "$file"; return; fi
  done < <(find "$1" -type f -print0)
  fail "no SQLite file in $1"
}

# Prints "rows cents" of fact_performance.
totals() {
  "$python" - "$1" <<'PY'
import re, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
columns = [row[1] for row in connection.execute("PRAGMA table_info(fact_performance)")]
written = [name for name in columns if re.fullmatch(r"written(_premium)?(_cents)?", name)]
if len(written) != 1:
    sys.exit(f"fact_performance has no column of written cents: {columns}")
print(*connection.execute(f"SELECT count(*), sum({written[0]}) FROM fact_performance").fetchone())
PY
}

# change_rows IN OUT: adds 1.00 to WRTN_PREM_AMT of every 100th row; prints how many rows it changed.
change_rows() {
  "$python" - "$1" "$2" <<'PY'
import decimal, sys
changed = 0
with open(sys.argv[1], newline="") as source, open(sys.argv[2], "w", newline="") as target:
    header = source.readline()
    target.write(header)
    column = header.rstrip("\r\n").split(",").index("WRTN_PREM_AMT")
    for number, line in enumerate(source, 1):
        if number % 100 == 0:
            fields = line.split(",")
            fields[column] = str(decimal.Decimal(fields[column]) + 1)
            line = ",".join(fields)
            changed += 1
        target.write(line)
print(changed)
PY
}

for rows in "${sizes[@]}"; do
  file=$work/sample-$rows.csv
  say "$rows rows: generating the file"
  "$claimbook" sample --rows "$rows" --out "$file" >/dev/null
  say "  $(du -m --apparent-size "$file" | cut -f1) MB"
  cat "$file" >/dev/null # into the page cache

  for ((run = 1; run <= runs; run++)); do
    say "$rows rows: run $run of $runs"
    rm -rf "$work/data" "$work/usual.sqlite" "$work/tuned.sqlite"
    timed "claimbook-$rows" "$claimbook" load "$file" --data "$work/data"
    timed "usual-$rows" "$python" "$root/bench/pandas_usual.py" "$file" "$work/usual.sqlite"
    timed "tuned-$rows" "$python" "$root/bench/pandas_load.py" "$file" "$work/tuned.sqlite"
  done

  ours=$(totals "$(database_in "$work/data")")
  for opponent in usual tuned; do
    theirs=$(totals "$work/$opponent.sqlite")
    [[ $ours == "$theirs" ]] || fail "different answers (rows, written cents): ClaimBook $ours, $opponent pandas $theirs"
  done
  echo "$ours" >"$work/answer-$rows"
  say "  same answer: rows and written cents $ours"
  rm -f "$work/usual.sqlite" "$work/tuned.sqlite"

  say "$rows rows: 1 % of them changed, into the loaded database"
  changed=$(change_rows "$file" "$work/changed.csv")
  rm -f "$file"
  cat "$work/changed.csv" >/dev/null
  for ((run = 1; run <= runs; run++)); do
    rm -rf "$work/again"
    cp -r "$work/data" "$work/again"
    timed "changed-$rows" "$claimbook" load "$work/changed.csv" --data "$work/again"
  done
  read -r count cents <<<"$ours"
  after=$(totals "$(database_in "$work/again")")
  [[ $after == "$count $((cents + 100 * changed))" ]] ||
    fail "after the changed file: $after, expected $count $((cents + 100 * changed))"
  rm -rf "$work/changed.csv" "$work/data" "$work/again"
done

# ---- report ----------------------------------------------------------------------------------------------------------
"$python" - "$work" "$runs" "${sizes[@]}" >"$work/report.md" <<'PY'
import statistics, sys
work, runs, sizes = sys.argv[1], sys.argv[2], [int(size) for size in sys.argv[3:]]

def times(name):
    with open(f"{work}/{name}.times") as file:
        pairs = [line.split() for line in file]
    return statistics.median(float(s) for s, _ in pairs), max(int(k) for _, k in pairs) / 1024

print("| rows | | s | MiB | times ClaimBook |")
print("|---:|---|---:|---:|---:|")
ours = {}
for size in sizes:
    ours[size], memory = times(f"claimbook-{size}")
    print(f"| {size:,} | ClaimBook | {ours[size]:.2f} | {memory:.0f} | |")
    for label, name in [("pandas as usually written", "usual"), ("pandas tuned by hand", "tuned")]:
        seconds, memory = times(f"{name}-{size}")
        print(f"| {size:,} | {label} | {seconds:.2f} | {memory:.0f} | {seconds / ours[size]:.1f} |")
    seconds, memory = times(f"changed-{size}")
    print(f"| {size:,} | ClaimBook, 1 % of the rows changed | {seconds:.2f} | {memory:.0f} | {seconds / ours[size]:.2f} |")
print()
print(f"Seconds: median of {runs}, whole process. MiB: highest peak resident memory.")
for size in sizes:
    with open(f"{work}/answer-{size}") as file:
        rows, cents = file.read().split()
    print(f"Both databases: {int(rows):,} rows, written premium {int(cents) // 100:,}.{int(cents) % 100:02}.")
small, big = min(sizes), max(sizes)
if big > small:
    print(f"ClaimBook, {big:,} rows against {small:,}: {ours[big] / ours[small]:.1f} times the seconds "
          f"for {big / small:.1f} times the rows.")
PY

report Load ", temporary files on $(stat -f -c %T "$work")" "pandas $pandas_version, $("$python" --version)" "--runs $runs ${sizes[*]}"
