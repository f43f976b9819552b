#!/bin/bash
# compare-databases.sh [--runs N] [--markdown FILE] [ROWS...]
#
# Loads one generated file into a new SQLite file and into a new PostgreSQL database, in turn, N times each (3), whole process: wall seconds and the
# peak resident memory of the process by GNU time, for each number of rows (213328). The server is one of the script's own, with its usual durable settings
# (fsync on), in a temporary directory. --markdown appends the results to FILE (bench/results/<machine>.md).
#
# Environment: CLAIMBOOK=PATH tests an executable built beforehand instead of publishing src/ClaimBook. TMPDIR says where the files go.
# shellcheck source=bench/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

runs=3
server=

clean_up() {
  [[ -z $server ]] || as_postgres "$bin/pg_ctl" -D "$pg/data" -m fast -w stop >/dev/null || true
  rm -rf "$work" "${pg:-}"
}

take_sizes "$@"

[[ -x /usr/bin/time ]] || fail "needs GNU time: apt-get install time"
bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1) || fail "needs PostgreSQL: apt-get install postgresql"

# PostgreSQL refuses to run as root; Debian's package makes the user postgres.
as_postgres() {
  if ((EUID == 0)); then (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@"); else "$@"; fi
}

prepare

pg=$(mktemp -d "${TMPDIR:-/tmp}/claimbook-pg.XXXXXX")
((EUID != 0)) || chown postgres "$pg"
port=$(free_port)
as_postgres "$bin/initdb" -D "$pg/data" -U claimbook -A trust -E UTF8 --locale=C >/dev/null
as_postgres "$bin/pg_ctl" -D "$pg/data" -l "$pg/log" -w -o "-p $port -k $pg -c listen_addresses=127.0.0.1" start >/dev/null
server=yes

median() { sort -n "$work/$1.times" | awk '{s[NR] = $1} END {print s[int((NR + 1) / 2)]}'; }
peak() { sort -k2n "$work/$1.times" | awk 'END {printf "%.0f", $2 / 1024}'; }

{
  echo "| rows | database | s | MiB | times SQLite |"
  echo "|---:|---|---:|---:|---:|"
} >"$work/report.md"
for size in "${sizes[@]}"; do
  say "$size rows"
  "$claimbook" sample --rows "$size" --out "$work/file.csv" >/dev/null
  cat "$work/file.csv" >/dev/null
  for ((run = 1; run <= runs; run++)); do
    rm -rf "$work/data"
    timed "sqlite-$size" "$claimbook" load "$work/file.csv" --data "$work/data"
    in_sqlite=$("$claimbook" query --measures written_premium,policies_in_force --format csv --data "$work/data")
    name=load_${size}_$run
    as_postgres "$bin/createdb" -h 127.0.0.1 -p "$port" -U claimbook "$name"
    rm -rf "$work/data"
    timed "postgres-$size" "$claimbook" load "$work/file.csv" --database "postgres://claimbook@127.0.0.1:$port/$name" --data "$work/data"
    in_postgres=$("$claimbook" query --measures written_premium,policies_in_force --format csv --database "postgres://claimbook@127.0.0.1:$port/$name" --data "$work/data")
    [[ $in_sqlite == "$in_postgres" ]] || fail "SQLite says $in_sqlite, PostgreSQL $in_postgres"
    as_postgres "$bin/dropdb" -h 127.0.0.1 -p "$port" -U claimbook "$name"
  done
  awk -v size="$size" -v s="$(median "sqlite-$size")" -v sm="$(peak "sqlite-$size")" -v p="$(median "postgres-$size")" -v pm="$(peak "postgres-$size")" 'BEGIN {
    printf "| %d | SQLite | %.2f | %d | 1 |\n| %d | PostgreSQL | %.2f | %d | %.2f |\n", size, s, sm, size, p, pm, p / s }' >>"$work/report.md"
done
printf '\nSeconds: median of %d, whole process. MiB: highest peak resident memory of the process, without the server.\n' "$runs" >>"$work/report.md"
report "Load into SQLite and PostgreSQL" ", PostgreSQL $("$bin/postgres" --version | awk '{print $3}')" "fsync on" "${sizes[*]}"
