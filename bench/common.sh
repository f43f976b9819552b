# shellcheck shell=bash
# What the benchmarks have in common; each sources it first, defines clean_up, and calls prepare before it measures and report in the end.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python=${PYTHON:-/usr/bin/python3}
markdown=
unset CLAIMBOOK_DATABASE ASPNETCORE_URLS
export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1

script=$(basename "$0" .sh)
fail() { echo "$script: $*" >&2; exit 1; }
say() { echo "$script: $*" >&2; }
# usage: the comment at the head of the script.
usage() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"; }

# stop PID: ends a process that the script started and waits for it; after 10 s by force.
stop() {
  local pid=$1 tenths
  kill -TERM "$pid" 2>/dev/null || true
  for ((tenths = 0; tenths < 100; tenths++)); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

free_port() { "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# prepare: the directory $work, which clean_up removes in the end, and the program $claimbook.
prepare() {
  # Somebody else's work on the machine spoils the figures: say so, and put it into the report.
  read -r busy _ </proc/loadavg
  awk -v busy="$busy" 'BEGIN { exit !(busy > 0.5) }' && say "warning: load average is $busy; measure on an idle machine"

  work=$(mktemp -d "${TMPDIR:-/tmp}/claimbook-$script.XXXXXX")
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  if [[ -n ${CLAIMBOOK:-} ]]; then
    claimbook=$(realpath "$CLAIMBOOK")
    built="executable given by CLAIMBOOK"
  else
    say "publishing src/ClaimBook in Release"
    # No compiler server or build node may stay behind: it would take part in the measurement.
    dotnet publish "$root/src/ClaimBook" -c Release -r linux-x64 -o "$work/app" -p:BuildClient=false -p:UseSharedCompilation=false \
      -nodeReuse:false -v quiet -nologo >&2
    claimbook=$work/app/claimbook
    built="dotnet publish -c Release -r linux-x64"
  fi
  [[ -x $claimbook ]] || fail "no executable at $claimbook"
}

# report TITLE SYSTEM SOFTWARE ARGUMENTS: shows $work/report.md below what it was measured with, and appends it to the file of --markdown, if there is one.
report() {
  local commit cpu total
  commit=$(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)
  [[ -z $(git -C "$root" status --porcelain --untracked-files=no 2>/dev/null) ]] || commit="$commit with uncommitted changes"
  cpu=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
  total=$(awk '/^MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo)
  {
    echo "## $1, $(date -u +%F), commit $commit"
    echo
    echo "${cpu:-unknown CPU}, $(nproc) cores, $total, load average before $busy; Linux $(uname -r)$2;"
    echo ".NET SDK $(dotnet --version 2>/dev/null || echo none) ($built); $3."
    echo "\`bench/$script.sh${4:+ $4}\`"
    echo
    cat "$work/report.md"
  } >"$work/section.md"

  cat "$work/section.md"
  if [[ -n $markdown ]]; then
    mkdir -p "$(dirname "$markdown")"
    if [[ -s $markdown ]]; then
      echo >>"$markdown"
    else
      printf '# Results: %s\n\n' "$(basename "$markdown" .md)" >"$markdown"
    fi
    cat "$work/section.md" >>"$markdown"
    say "appended to $markdown"
  fi
}

# take_sizes ARGUMENT...: the arguments of scripts that are given numbers of rows: --runs N, --markdown FILE, and the array $sizes, which is one file of 213,328 rows by default.
take_sizes() {
  sizes=()
  while (($#)); do
    case $1 in
      --runs) runs=${2:?--runs wants a number}; shift 2 ;;
      --markdown) markdown=${2:?--markdown wants a file}; shift 2 ;;
      -h|--help) usage; exit 0 ;;
      -*) usage >&2; exit 2 ;;
      *) sizes+=("$1"); shift ;;
    esac
  done
  ((${#sizes[@]})) || sizes=(213328)
  local size
  for size in "$runs" "${sizes[@]}"; do
    [[ $size =~ ^[1-9][0-9]*$ ]] || { say "not a whole number above 0: $size"; exit 2; }
  done
}

# timed NAME COMMAND...: runs the command, appends "seconds KiB" to $work/NAME.times; its output goes to $work/NAME.log.
# sync first, so that nobody pays for writing what the one before left in the page cache.
timed() {
  local name=$1 status=0
  shift
  sync
  /usr/bin/time -f '%e %M' -o "$work/time" "$@" >"$work/$name.log" 2>&1 || status=$?
  if ((status)); then
    tail -n 20 "$work/$name.log" >&2
    fail "exit code $status of: $*"
  fi
  tail -n 1 "$work/time" >>"$work/$name.times"
  say "  $name: $(awk '{printf "%s s, %.0f MiB", $1, $2 / 1024}' <(tail -n 1 "$work/time"))"
}
