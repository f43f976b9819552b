#!/usr/bin/env bash
# Measures the book at the server over loopback: lists, searches, summaries, past days, documents, the import and the export.
#
#   bench/book.sh [--runs N] [--policies N] [--markdown FILE]
#
# A demonstration book of 100,000 policies (--policies), three tenths as many claims and five transactions a claim. Each question
# is asked N times (40 by default) over one connection, after one time that does not count; where it can be, each time another one:
# another page, holder or day. Met is a limit if 95 of 100 requests keep it. Then a workbook with as many new claims as there are
# is imported, and everything is exported. A limit that is missed is printed as missed; it does not fail the script. --markdown
# appends the results to FILE (bench/results/<machine>.md). Takes about a minute.
#
# Environment: CLAIMBOOK=PATH tests an executable built beforehand instead of publishing src/ClaimBook. TMPDIR says where the files go.
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

runs=40
policies=100000
arguments="$*"

while (($#)); do
  case $1 in
    --runs) runs=${2:?--runs wants a number}; shift 2 ;;
    --policies) policies=${2:?--policies wants a number}; shift 2 ;;
    --markdown) markdown=${2:?--markdown wants a file}; shift 2 ;;
    -h|--help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
for number in "$runs" "$policies"; do
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

# ---- the book and the server -----------------------------------------------------------------------------------------
data=$work/data
say "$policies policies: making the book"
started=$EPOCHREALTIME
"$claimbook" sample --book --policies "$policies" --json --data "$data" >"$work/sample.json" || fail "no book could be made"
made=$(awk -v from="$started" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.2f", to - from }')
say "  $(<"$work/sample.json") in $made s"
"$claimbook" user add bench@example.test --role editor --data "$data" >/dev/null || fail "no user could be made"
TOKEN=$("$claimbook" token add --user bench@example.test --name book --data "$data") || fail "no token could be made"
port=$(free_port)
url=http://127.0.0.1:$port
export TOKEN
(cd "$work" && exec "$claimbook" serve --data "$data" --urls "$url") >"$work/server.log" 2>&1 &
server=$!
for ((tenths = 0; ; tenths++)); do
  curl --silent --fail -o /dev/null "$url/health/ready" && break
  kill -0 "$server" 2>/dev/null || { tail -n 20 "$work/server.log" >&2; fail "claimbook serve ended"; }
  ((tenths < 600)) || fail "the server was not ready after 60 s"
  sleep 0.1
done

# memory FIELD: VmRSS or VmHWM of the server in KiB.
memory() { awk -v field="$1:" '$1 == field { print $2 }' "/proc/$server/status"; }
fetch() { curl --silent --show-error --fail --max-time 300 -H "Authorization: Bearer $TOKEN" "$@"; }

api=$url/api/v1
before=$(memory VmRSS)
first=$(fetch -o "$work/claims.json" -w '%{time_total}' "$api/claims?limit=1") || fail "there are no claims at $api/claims"
say "the first question about the book, which reads it: $first s; resident KiB before and after: $before $(memory VmRSS)"
echo "$first $before $(memory VmRSS)" >"$work/first"

# ---- lists, searches, summaries, documents ---------------------------------------------------------------------------
say "questions, $runs times each"
fetch -o "$work/claims.csv" "$api/claims/export?format=csv"
fetch -o "$work/policies.csv" "$api/policies/export?format=csv"
"$python" - "$work" "$port" "$runs" <<'PY' || fail "a question could not be asked"
import csv, datetime, http.client, os, sys, time, urllib.parse
work, port, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

def rows(name):
    with open(f"{work}/{name}.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))

claims, policies = rows("claims"), rows("policies")
step = lambda things: things[:: max(1, len(things) // (runs + 1))]
quote = urllib.parse.quote
some, sold = step(claims), step(policies)
today = datetime.datetime.now(datetime.timezone.utc).date()
past = [today - datetime.timedelta(days=40 + 50 * i) for i in range(runs + 1)]
page = lambda things, i: len(things) // (runs + 1) * i // 100 * 100

# What it is, the limit in ms, and the address of the i-th time.
questions = [
    ("claims, a page", 50, lambda i: f"claims?limit=100&offset={page(claims, i)}"),
    ("claims, a page by incurred", 50, lambda i: f"claims?sort=-incurred&limit=100&offset={page(claims, i)}"),
    ("claims, a page by holder and loss date", 50, lambda i: f"claims?sort=holder,-lossDate&limit=100&offset={page(claims, i)}"),
    ("claims, open ones by reserve", 50, lambda i: "claims?status=open&sort=-outstanding&limit=1000"),
    ("policies, a page", 50, lambda i: f"policies?limit=100&offset={page(policies, i)}"),
    ("policies, a page by premium", 50, lambda i: f"policies?sort=-premium&limit=100&offset={page(policies, i)}"),
    ("policies, a page by holder", 50, lambda i: f"policies?sort=holder&limit=100&offset={page(policies, i)}"),
    ("claims, search by reference", 50, lambda i: f"claims?search={some[i]['reference']}"),
    ("claims, search by policy", 50, lambda i: f"claims?search={quote(some[i]['policy'])}"),
    ("claims, search by holder", 50, lambda i: f"claims?search={quote(some[i]['holder'])}"),
    ("policies, search by number", 50, lambda i: f"policies?search={quote(sold[i]['number'])}"),
    ("policies, search by holder", 50, lambda i: f"policies?search={quote(sold[i]['holder'])}"),
    ("one claim", 50, lambda i: f"claims/{some[i]['reference']}"),
    ("the claims on a policy", 50, lambda i: f"policies/{quote(some[i]['policy'])}/claims"),
    ("claims as of a past day, another each time", 50, lambda i: f"claims?asOf={past[i]}&sort=-outstanding&limit=100"),
    ("claims as of one past day, page by page", 50, lambda i: f"claims?asOf={past[0]}&limit=100&offset={page(claims, i) // 2}"),
    ("claims/summary by year", 50, lambda i: "claims/summary?by=year"),
    ("claims/summary by agency and cause", 50, lambda i: "claims/summary?by=agency,cause"),
    ("claims/summary of a state by year and month", 50, lambda i: f"claims/summary?by=year,month&state={some[i]['state']}"),
    ("claims/summary of an agency by product and status", 50, lambda i: f"claims/summary?by=product,status&agency={some[i]['agency']}"),
    ("policies/summary by year", 50, lambda i: "policies/summary?by=year"),
    ("policies/summary by agency and product", 50, lambda i: "policies/summary?by=agency,product"),
    ("policies/summary of an agency by year and month", 50, lambda i: f"policies/summary?by=year,month&agency={some[i]['agency']}"),
    ("loss run of a policyholder", None, lambda i: f"reports/loss-run?holder={quote(some[i]['holder'])}"),
    ("loss run of an agency as of a past day", None, lambda i: f"reports/loss-run?agency={some[i]['agency']}&asOf={past[0]}"),
    ("claims bordereau of a month", None, lambda i: f"reports/claims-bordereau?month={past[i]:%Y-%m}"),
]

connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
headers = {"Authorization": f"Bearer {os.environ['TOKEN']}"}

def ask(address):
    started = time.perf_counter()
    connection.request("GET", f"/api/v1/{address}", headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    return answer.status, (time.perf_counter() - started) * 1000, body

with open(f"{work}/questions.md", "w") as report:
    for what, limit, address in questions:
        status, _, body = ask(address(0))
        if status != 200:
            print(f"book:   {what}: {address(0)} answers {status} {body[:200]}", file=sys.stderr)
            print(f"| {what} | | | {'under %d ms' % limit if limit else ''} | **not answered: {status}** |", file=report)
            continue
        times = []
        for i in range(1, runs + 1):
            status, elapsed, body = ask(address(i % len(some)))
            if status != 200:
                sys.exit(f"{address(i)} answers {status} {body[:200]}")
            times.append(elapsed)
        times.sort()
        middle, most = times[len(times) // 2], times[min(len(times) - 1, len(times) * 95 // 100)]
        verdict = "" if limit is None else "met" if most < limit else "**missed**"
        print(f"| {what} | {middle:.1f} | {most:.1f} ({times[-1]:.1f}) | {'under %d ms' % limit if limit else ''} | {verdict} |", file=report)
        print(f"book:   {what}: {middle:.1f} ms, 95 % {most:.1f} ms", file=sys.stderr)
PY

# ---- export ----------------------------------------------------------------------------------------------------------
# exported FORMAT: seconds for all claims and all policies, and KiB by which the server grew meanwhile.
exported() {
  local growth seconds=0 what one
  growth=$(memory VmRSS)
  # 5 sets the highest resident memory back to the present one (proc(5)).
  (echo 5 >"/proc/$server/clear_refs") 2>/dev/null || say "  warning: VmHWM cannot be set back; the growth is an upper bound"
  for what in claims policies; do
    one=$(fetch -o "$work/$what.$1" -w '%{time_total}' "$api/$what/export?format=$1") || fail "$what cannot be exported as $1"
    seconds=$(awk -v a="$seconds" -v b="$one" 'BEGIN { print a + b }')
  done
  echo "$seconds $(($(memory VmHWM) - growth))"
}
for format in csv xlsx json; do
  exported "$format" >/dev/null
  exported "$format" >"$work/export-$format"
  say "export of all claims and policies as $format: seconds and KiB of growth: $(<"$work/export-$format")"
done

# ---- import ----------------------------------------------------------------------------------------------------------
"$python" - "$work" <<'PY' || fail "no workbook could be made"
import csv, sys, zipfile
from xml.sax.saxutils import escape
work = sys.argv[1]
columns = ["Claim Reference", "Claim Cost", "Policy No", "Loss Date", "Reported Date", "Cause", "Description"]

def cells(values):
    return "".join(f'<c t="inlineStr"><is><t>{escape(v)}</t></is></c>' if isinstance(v, str) else f"<c><v>{v}</v></c>" for v in values)

with open(f"{work}/claims.csv", encoding="utf-8-sig", newline="") as file, zipfile.ZipFile(f"{work}/import.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    book.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                  f'<Override PartName="/xl/workbook.xml" ContentType="{content}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{content}.worksheet+xml"/></Types>')
    book.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets><sheet name="Claims" sheetId="1" r:id="rId1"/></sheets></workbook>')
    book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{kinds}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
    with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
        sheet.write(f'<worksheet xmlns="{main}"><sheetData><row>{cells(columns)}</row>'.encode())
        for number, claim in enumerate(csv.DictReader(file), 1):
            row = [f"IMPORT-{number:07}", 100 + number / 4, claim["policy"], claim["lossDate"], claim["reportedDate"], claim["cause"], claim["description"]]
            sheet.write(f"<row>{cells(row)}</row>".encode())
        sheet.write(b"</sheetData></worksheet>")
PY
count() { fetch "$api/claims?limit=1" | "$python" -c 'import json, sys; print(json.load(sys.stdin)["rowCount"])'; }
claims=$(count)
say "importing $claims claims from a workbook of $(stat -c %s "$work/import.xlsx") bytes"
seconds=$(curl --silent --show-error --max-time 300 -H "Authorization: Bearer $TOKEN" -F "file=@$work/import.xlsx" -o "$work/import.json" \
  -w '%{http_code} %{time_total}' "$api/claims/import")
added=$(($(count) - claims))
say "  status and seconds: $seconds; $added claims added"
((added == claims)) || say "  not all: $(head -c 600 "$work/import.json")"
echo "$claims $added ${seconds#* }" >"$work/import"

# ---- report ----------------------------------------------------------------------------------------------------------
"$python" - "$work" "$runs" "$made" >"$work/report.md" <<'PY'
import json, sys
work, runs, made = sys.argv[1:]

def numbers(name):
    with open(f"{work}/{name}") as file:
        return [float(word) for word in file.read().split()]

with open(f"{work}/sample.json") as file:
    book = json.load(file)
print(f"{book['policies']:,} policies, {book['claims']:,} claims with {book['transactions']:,} transactions, made in {made} s.\n")
print("| | median, ms | 95 % (highest), ms | asked | |")
print("|---|---:|---:|---|---|")
with open(f"{work}/questions.md") as file:
    print(file.read())
print("| | s | | asked | |")
print("|---|---:|---|---|---|")
for format in ("csv", "xlsx", "json"):
    seconds, growth = numbers(f"export-{format}")
    print(f"| all claims and policies as {format.upper()} | {seconds:.2f} | memory grew by {growth / 1024:.0f} MiB | under 3 s | {'met' if seconds < 3 else '**missed**'} |")
claims, added, seconds = numbers("import")
verdict = "**not imported**" if added != claims else "met" if seconds < 5 else "**missed**"
print(f"| import of {claims:,.0f} claims from XLSX | {seconds:.2f} | {added:,.0f} claims added | under 5 s | {verdict} |")
first, before, after = numbers("first")
print(f"| first question about the book, which reads it | {first:.2f} | resident memory {before / 1024:.0f} MiB before, {after / 1024:.0f} after | | |")
print(f"\nEach question {runs} times over one connection on loopback, after one that is not counted. Exports: the second of two.")
PY

report "The book" "" "$("$python" --version)" "$arguments"
