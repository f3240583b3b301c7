#!/usr/bin/env bash
# Figures for docs/performance.md: in process, over HTTP beside what of PostGIS, tipg and Martin is installed and a bare
# handler, and writes beside the database's own floor.
#
#   scripts/bench.sh [REPORTS]     default 1000000, which takes under ten minutes where nothing else runs
#
# BESIDE=1000000 has so many reports there before any is written (0); putting them there takes minutes.
# SYNC_DELAY_MS=3 lets each flush to disk of the writes, and of their floor, wait so long: as on a disk that takes that long.
# ONLY=http,writes,process says what to take (all of it). SECONDS_EACH (default 2) and ROUNDS (default 3) say how long and
# how often each server is asked for each item; ENCODINGS (default "gzip") which encodings; TIPG=PATH names the uvicorn of an
# environment with tipg; PROFILE=dev tries the script out, with figures that mean nothing.
#
# Over HTTP the figure is processor time of the server and its database for one request, since wall time is shared with
# whatever else runs here, and with the load generator itself.
set -euo pipefail
cd "$(dirname "$0")/.."

reports=${1:-1000000}
profile=${PROFILE:-release}
seconds=${SECONDS_EACH:-2}
rounds=${ROUNDS:-3}
only=,${ONLY:-http,writes,process},
read -ra encodings <<< "${ENCODINGS:-gzip}"
read -ra items <<< "${ITEMS:-locate box-50 box-500 box-5000 box-50-nine box-500-nine box-5000-nine box-filtered tile-z9 tile-z10 \
  tile-z11 tile-z12 tile-z14 tile-z16 tile-z9-filtered tile-z9-warm tile-z12-warm tile-z14-warm tile-z16-warm}"
connections=4
[[ $reports =~ ^[1-9][0-9]*$ ]] || { echo "usage: scripts/bench.sh [REPORTS]" >&2; exit 2; }
binaries=${CARGO_TARGET_DIR:-target}/release
bench_profile=()
if [ "$profile" = dev ]; then
  binaries=${CARGO_TARGET_DIR:-target}/debug
  bench_profile=(--profile dev)
fi

folder=$(mktemp -d)
served= floor= cluster= tipg= martin=
finish() {
  # Each may not have been started, or have ended.
  for process in $served $floor $tipg $martin; do kill "$process" 2>/dev/null || true; done
  # Nothing in it is worth a shutdown of its own.
  if [ -n "$cluster" ]; then kill -QUIT "$cluster" 2>/dev/null && wait "$cluster" 2>/dev/null || true; fi
  rm -rf "$folder"
}
trap finish EXIT

# shellcheck source=scripts/bench/measure.sh
. scripts/bench/measure.sh
# shellcheck source=scripts/bench/peers.sh
. scripts/bench/peers.sh

wants() {
  [[ $only = *,$1,* ]]
}

build() {
  cargo build --locked --quiet --profile "$profile" --example bench_http
  # The program itself, by another name.
  ln "$binaries/examples/bench_http" "$folder/samplats" 2>/dev/null || cp "$binaries/examples/bench_http" "$folder/samplats"
  samplats=$folder/samplats
  if wants process; then
    cargo bench --locked --quiet "${bench_profile[@]}" --bench read --bench register --bench tile --no-run
  fi
}

conditions() {
  local memory
  memory=$(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo)
  echo "## Conditions"
  echo
  echo "- $(date -u '+%-d %B %Y, %H:%M UTC'); commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
  echo "- $(awk -F': ' '/model name/ {print $2; exit}' /proc/cpuinfo), $(nproc) cores, $memory, Linux $(uname -r)"
  echo "- load before: $(cut -d' ' -f1-3 /proc/loadavg)"
  echo "- $("$samplats" --version), $(rustc --version), profile $profile"
}

# The usual sizes below what is asked for, and that.
sizes() {
  for size in 10000 100000 1000000; do
    if [ "$size" -lt "$reports" ]; then echo "$size"; fi
  done
  echo "$reports"
}

in_process() {
  local bench
  for bench in read register tile; do
    printf '\n## In process: %s\n\n' "$bench"
    if [ "$bench" = read ]; then
      # shellcheck disable=SC2046 # a word each
      cargo bench --locked --quiet "${bench_profile[@]}" --bench read -- $(sizes)
    else
      cargo bench --locked --quiet "${bench_profile[@]}" --bench "$bench"
    fi
  done
}

start() {
  "$binaries/examples/bench_http" city "$folder" "$reports"
  token=$("$samplats" --data "$folder" token create --party P15 --role member)
  token_part=$("$samplats" --data "$folder" token create --party P21 --role member)
  local begun memory
  begun=$(date +%s.%N)
  # The log as in use, and nowhere: writing it costs time, keeping it would cost disk.
  "$samplats" --data "$folder" --listen 127.0.0.1:0 --rate-limits off --log-format json serve \
    2> >(grep --line-buffered -m1 'listens on' > "$folder/said"; cat > /dev/null) &
  served=$!
  address=$(told "$folder/said" '127\.0\.0\.1:[0-9]+')
  memory=$(awk '/VmRSS/ {printf "%.0f MiB", $2 / 1024}' "/proc/$served/status")
  echo "- the server listened $(date +%s.%N | awk -v begun="$begun" '{printf "%.1f", $1 - begun}') s after it was started, having worked $(ticks "$served" | awk -v hz="$ticks_a_second" '{printf "%.1f", $1 / hz}') s on its processors, and held $memory"
  "$binaries/examples/bench_http" floor > "$folder/floor" &
  floor=$!
  floor_address=$(told "$folder/floor" '127\.0\.0\.1:[0-9]+')
}

# Where a list goes on is told to each who asks. What is over a page is asked for by the cursors of their own answers.
pages_for() {
  local whom=$1 token=$2 file name path next
  mkdir -p "$folder/$whom"
  for file in "$folder"/paths/*; do
    name=$(basename "$file")
    cp "$file" "$folder/$whom/$name"
    [[ $name = box-5000* ]] || continue
    path=$(cat "$file")
    while next=$(curl -sf -H "Authorization: Bearer $token" "http://$address$path" | grep -o '"next":"[^"]*"' | cut -d'"' -f4); do
      path="$(cat "$file")&cursor=$next"
      echo "$path" >> "$folder/$whom/$name"
    done
  done
}

ours_ticks() { ticks "$served"; }
ours_turn() { ask "$address" "$folder/ours/$1" "$2" "$token"; }
# The same for a party that sees a part.
part_ticks() { ticks "$served"; }
part_turn() { ask "$address" "$folder/part/$1" "$2" "$token_part"; }
bare_ticks() { ticks "$floor"; }
bare_turn() { ask "$floor_address" "$folder/floor-path" "$2"; }

# Bytes of an answer's body on the wire, the mean over the first paths of a file; anything but 200 ends it all.
wire_bytes() {
  local path status bytes sum=0 count=0
  while read -r path; do
    read -r status bytes < <(curl -s -o /dev/null -w '%{http_code} %{size_download}\n' \
      -H "Authorization: Bearer $token" -H "Accept-Encoding: $2" "http://$address$path")
    [ "$status" = 200 ] || { echo "$path answers $status" >&2; return 1; }
    sum=$((sum + bytes)) count=$((count + 1))
  done < <(head -5 "$1")
  echo $((sum / count))
}

# One line of the table: an item that all who can answer it are asked for.
item() {
  local name=$1 encoding=$2 pages=1 pages_part=1 bytes asked=(ours part bare) peer
  cache_control=
  # A tile that has not been asked for before, unless it is meant to have been.
  if [[ $name = tile-* && $name != *-warm ]]; then cache_control=no-store; fi
  # A list of ours gives so many at once, so what is over it takes so many requests.
  if [[ $name = box-* ]]; then
    pages=$(wc -l < "$folder/ours/$name") pages_part=$(wc -l < "$folder/part/$name")
  fi
  bytes=$(wire_bytes "$folder/ours/$name" "$encoding")
  echo "/$bytes" > "$folder/floor-path"
  for peer in "${peers[@]}"; do
    case $peer in
      postgis) if [ -f "$folder/sql/$name" ]; then asked+=("$peer"); fi ;;
      *) if [ -f "$folder/$peer/$name" ]; then asked+=("$peer"); fi ;;
    esac
  done
  measure "$name" "$encoding" "${asked[@]}" | awk -v name="$name" -v encoding="$encoding" -v bytes="$bytes" -v pages="$pages" -v pages_part="$pages_part" '
    {ms[$1] = $2}
    function other(who) {
      return who in ms ? sprintf("%.2f (%.1f)", ms[who], ms[who] / (ms["ours"] * pages)) : "-"
    }
    END {
      printf "| %s | %s | %d x %d | %.3f | %.3f | %.3f | %s | %s | %s |\n", name, encoding, pages, bytes,
        ms["ours"] * pages, ms["part"] * pages_part, ms["bare"] * pages, other("postgis"), other("tipg"), other("martin")
    }'
}

over_http() {
  printf '\n## Over HTTP: %s reports\n\n' "$reports"
  if ! command -v wrk >/dev/null; then
    echo "not measured: wrk is not installed (apt-get install wrk)"
    return
  fi
  start
  pages_for ours "$token"
  pages_for part "$token_part"
  start_peers
  echo
  echo "Milliseconds of processor time for one answer, server and database, user and kernel, without the load generator; of"
  echo "others in parentheses how many times ours. Median of $rounds turns of ${seconds} s each, taken in turns, $connections"
  echo "connections, $(wrk -v 2>&1 | head -1 | cut -d' ' -f1-2). Bare is an axum handler of as many fixed bytes as ours, which"
  echo "compresses nothing; PostGIS answers over a socket, without HTTP and compression; bytes are those of our body as sent."
  echo
  echo "| what | encoding | bytes | ours | who sees a part | bare | PostGIS | tipg | Martin |"
  echo "|---|---|--:|--:|--:|--:|--:|--:|--:|"
  local name encoding
  for name in "${items[@]}"; do
    for encoding in "${encodings[@]}"; do item "$name" "$encoding"; done
  done
  printf '\nload after: %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)"
}

writes() {
  printf '\n## Writes\n\n'
  local slow=
  if [ -n "${SYNC_DELAY_MS:-}" ]; then
    echo "Each flush to disk waits ${SYNC_DELAY_MS} ms, of ours and of the floor."
    echo
    slow=$folder/slow_sync.so
    # The database runs as another user.
    chmod 755 "$folder"
    cc -shared -fPIC -O2 -o "$slow" scripts/bench/slow_sync.c -ldl
  fi
  LD_PRELOAD=$slow "$binaries/examples/bench_http" writes "$samplats" "${BESIDE:-0}"
}

build
conditions
if wants http; then over_http; fi
if wants writes; then writes; fi
if wants process; then in_process; fi
