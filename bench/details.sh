#!/usr/bin/env bash
# Measures the rows behind the figures over loopback: the first page of an order that nobody asked for before, further pages of it, exports.
#
#   bench/details.sh [--runs N] [--rows N] [--markdown FILE]
#
# A generated file of 213,328 rows (--rows) in SQLite. Every column of the details is sorted by, N times (3 by default), each time in another order: with a
# filter of its own that leaves out no row. After each first page three further ones at random places. Then the same with few columns and Query:Engine=sql.
# On a busy machine compare the processor's time, not the clock's. --markdown appends the results to FILE (bench/results/<machine>.md).
#
# Environment: CLAIMBOOK=PATH tests an executable built beforehand instead of publishing src/ClaimBook. TMPDIR says where the files go.
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

runs=3
rows=213328
arguments="$*"

while (($#)); do
  case $1 in
    --runs) runs=${2:?--runs wants a number}; shift 2 ;;
    --rows) rows=${2:?--rows wants a number}; shift 2 ;;
    --markdown) markdown=${2:?--markdown wants a file}; shift 2 ;;
    -h|--help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
for number in "$runs" "$rows"; do
  [[ $number =~ ^[1-9][0-9]{0,6}$ ]] || { say "not a whole number from 1 to 9,999,999: $number"; exit 2; }
done
command -v curl >/dev/null || fail "needs curl: apt-get install curl"
[[ -x $python ]] || fail "needs Python at $python"

server=
clean_up() {
  [[ -z $server ]] || stop "$server"
  rm -rf "$work"
}
prepare

data=$work/data
say "$rows rows: making and loading the file"
"$claimbook" sample --rows "$rows" --out "$work/sample.csv" >/dev/null || fail "no file could be made"
"$claimbook" load "$work/sample.csv" --data "$data" >/dev/null || fail "the file could not be loaded"
"$claimbook" user add bench@example.test --role editor --data "$data" >/dev/null || fail "no user could be made"
TOKEN=$("$claimbook" token add --user bench@example.test --name details --data "$data") || fail "no token could be made"
export TOKEN

{
  echo "| | pages | clock, median, ms | clock, 95 % (highest), ms | processor, mean, ms |"
  echo "|---|---:|---:|---:|---:|"
} >"$work/report.md"

for engine in cube sql; do
  port=$(free_port)
  (cd "$work" && CLAIMBOOK_QUERY__ENGINE=$engine exec "$claimbook" serve --data "$data" --urls "http://127.0.0.1:$port") >"$work/server.log" 2>&1 &
  server=$!
  for ((tenths = 0; ; tenths++)); do
    curl --silent --fail -o /dev/null "http://127.0.0.1:$port/health/ready" && break
    kill -0 "$server" 2>/dev/null || { tail -n 20 "$work/server.log" >&2; fail "claimbook serve ended"; }
    ((tenths < 600)) || fail "the server was not ready after 60 s"
    sleep 0.1
  done
  say "questions to the engine $engine"
  "$python" - "$port" "$server" "$engine" "$runs" "$rows" >>"$work/report.md" <<'PY' || fail "a question could not be asked"
import http.client, itertools, json, os, random, sys, time
port, server, engine, runs, rows = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
headers = {"Authorization": f"Bearer {os.environ['TOKEN']}"}
random.seed(1)
new = itertools.count()

def ask(question):
    started = time.perf_counter()
    connection.request("GET", f"/api/v1/performance/details?{question}", headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(f"{question} answers {answer.status} {body[:200]}")
    return (time.perf_counter() - started) * 1000, body

def processor():
    with open(f"/proc/{server}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

# An order that nobody asked for before.
order = lambda sort: f"sort={sort}&limit=100&state=!Q{next(new)}"

def measure(what, questions):
    questions = list(questions)
    before = processor()
    times = sorted(ask(question)[0] for question in questions)
    used = (processor() - before) / len(times)
    middle, most = times[len(times) // 2], times[min(len(times) - 1, len(times) * 95 // 100)]
    print(f"| {engine}: {what} | {len(times)} | {middle:.1f} | {most:.1f} ({times[-1]:.1f}) | {used:.1f} |")
    print(f"details:   {what}: {middle:.1f} ms, processor {used:.1f} ms", file=sys.stderr)

columns = [column["name"] for column in json.loads(ask("columns=all&limit=1")[1])["columns"]]
if engine == "sql":
    columns, runs = ["written_premium", "state", "loss_ratio", "loss_ratio_3yr", "cl_mds_quoted"], 1
for column in ["written_premium", "vendor", "loss_ratio"] * (1 if engine == "sql" else 10):
    ask(order(column))
orders = [order(sign + column) for column in columns for sign in ("", "-") for _ in range(runs)]
measure("first page of a new order by any column", orders)
measure("first page of a new order by three columns", [order("state,-year,-written_premium") for _ in range(4 * runs)])
kept = orders[-3:]
for question in kept:
    ask(question)
place = lambda: random.randrange(rows)
measure("further page of 100 rows at any place", [f"{random.choice(kept)}&offset={place()}" for _ in range(100 * runs if engine == "cube" else 10)])
measure("page of all columns", [f"{random.choice(kept)}&offset={place()}&columns=all" for _ in range(100 * runs if engine == "cube" else 10)])
measure("all rows as CSV in an order", [f"sort=-written_premium&format=csv" for _ in range(3)])
measure("all rows as CSV by key", [f"format=csv" for _ in range(3)])
PY
  stop "$server"
  server=
done

report Details "" "$("$python" --version)" "$arguments"
