#!/usr/bin/env bash
# Figures for docs/performance.md: in process, and over HTTP beside a bare handler that answers as many fixed bytes.
#
#   scripts/bench.sh [REPORTS]     default 100000; 1000000 takes about half an hour
#
# SECONDS_EACH (default 3) and ROUNDS (default 3) say how long and how often each path is asked; PROFILE=dev tries the
# script out, with figures that mean nothing. Over HTTP the figure is processor time of the server for one request, since
# wall time is shared with whatever else runs here, and with wrk itself.
set -euo pipefail
cd "$(dirname "$0")/.."

reports=${1:-100000}
profile=${PROFILE:-release}
seconds=${SECONDS_EACH:-3}
rounds=${ROUNDS:-3}
connections=4
[[ $reports =~ ^[1-9][0-9]*$ ]] || { echo "usage: scripts/bench.sh [REPORTS]" >&2; exit 2; }
binaries=target/release
bench_profile=()
if [ "$profile" = dev ]; then
  binaries=target/debug
  bench_profile=(--profile dev)
fi

folder=$(mktemp -d)
served= floor=
finish() {
  # Either may not have been started, or have ended.
  for process in $served $floor; do kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap finish EXIT

build() {
  cargo build --locked --quiet --profile "$profile" --bin samplats --example bench_city --example bench_floor
  cargo bench --locked --quiet "${bench_profile[@]}" --bench read --bench register --bench tile --no-run
}

conditions() {
  local memory
  memory=$(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo)
  echo "## Conditions"
  echo
  echo "- $(date -u '+%-d %B %Y, %H:%M UTC'); commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
  echo "- $(awk -F': ' '/model name/ {print $2; exit}' /proc/cpuinfo), $(nproc) cores, $memory, Linux $(uname -r)"
  echo "- load before: $(cut -d' ' -f1-3 /proc/loadavg)"
  echo "- $("$binaries/samplats" --version), $(rustc --version), profile $profile"
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

# Waits until a file says something, and gives it.
told() {
  for _ in $(seq 600); do
    if grep -m1 -oE "$2" "$1" 2>/dev/null; then return; fi
    sleep 0.1
  done
  echo "nothing came: $(tail -3 "$1")" >&2
  return 1
}

start() {
  "$binaries/examples/bench_city" "$folder" "$reports"
  token=$("$binaries/samplats" --data "$folder" token create --party P15 --role member)
  export TOKEN=$token
  # The log as in use, and nowhere: writing it costs time, keeping it would cost disk.
  "$binaries/samplats" --data "$folder" --listen 127.0.0.1:0 --rate-limits off --log-format json serve \
    2> >(grep --line-buffered -m1 'listens on' > "$folder/said"; cat > /dev/null) &
  served=$!
  "$binaries/examples/bench_floor" > "$folder/floor" &
  floor=$!
  address=$(told "$folder/said" '127\.0\.0\.1:[0-9]+')
  floor_address=$(told "$folder/floor" '127\.0\.0\.1:[0-9]+')
}

# Bytes of an answer's body on the wire, the mean over all paths of a file; anything but 200 ends it all.
wire_bytes() {
  local path status bytes sum=0 count=0
  while read -r path; do
    read -r status bytes < <(curl -s -o /dev/null -w '%{http_code} %{size_download}\n' \
      -H "Authorization: Bearer $token" -H "Accept-Encoding: $2" "http://$address$path")
    [ "$status" = 200 ] || { echo "$path answers $status" >&2; return 1; }
    sum=$((sum + bytes)) count=$((count + 1))
  done < "$1"
  echo $((sum / count))
}

# Clock ticks that a process has been on a processor, in its own code and in the kernel for it.
ticks() {
  # The name stands in parentheses and may hold spaces.
  sed 's/.*) //' "/proc/$1/stat" | awk '{print $12 + $13}'
}

# One turn of one server: microseconds of its processor time for a request, and requests a second.
turn() {
  local process=$1 at=$2 before after requests bad
  before=$(ticks "$process")
  read -r _ requests bad _ < <(PATHS=$3 ENCODING=$4 wrk -t1 -c"$connections" -d"${seconds}s" \
    -s benches/http/paths.lua "http://$at" | grep '^counted') || { echo "wrk did not count $3" >&2; return 1; }
  after=$(ticks "$process")
  [ "$bad" = 0 ] && [ "$requests" -gt 0 ] || { echo "$bad of $requests requests at $3 failed" >&2; return 1; }
  awk -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v n="$requests" -v s="$seconds" \
    'BEGIN {printf "%.4f %.0f\n", ticks / hz / n * 1000, n / s}'
}

# The line in the middle of numbers, by the first of a line.
median() {
  sort -g | awk '{line[NR] = $0} END {print line[int((NR + 1) / 2)]}'
}

measure() {
  local name=$1 encoding=$2 bytes ours bare
  bytes=$(wire_bytes "$folder/paths/$name" "$encoding")
  echo "/$bytes" > "$folder/floor-path"
  : > "$folder/ours"; : > "$folder/bare"
  # In turns, so that whatever else the machine does falls on both.
  for _ in $(seq "$rounds"); do
    turn "$served" "$address" "$folder/paths/$name" "$encoding" >> "$folder/ours"
    turn "$floor" "$floor_address" "$folder/floor-path" "$encoding" >> "$folder/bare"
  done
  ours=$(median < "$folder/ours") bare=$(median < "$folder/bare")
  awk -v name="$name" -v encoding="$encoding" -v bytes="$bytes" -v ours="$ours" -v bare="$bare" 'BEGIN {
    split(ours, o, " "); split(bare, b, " ")
    printf "| %s | %s | %d | %.3f | %.3f | %.3f | %d |\n", name, encoding, bytes, o[1], b[1], o[1] - b[1], o[2]
  }'
}

over_http() {
  printf '\n## Over HTTP: %s reports\n\n' "$reports"
  if ! command -v wrk >/dev/null; then
    echo "not measured: wrk is not installed (apt-get install wrk)"
    return
  fi
  start
  echo "Processor time of the server for one request, user and kernel, beside a bare axum handler of as many bytes; median of"
  echo "$rounds turns of ${seconds} s each, taken in turns, $connections connections, $(wrk -v 2>&1 | head -1 | cut -d' ' -f1-2). A list gives at most 1 000 at once, also of"
  echo "the box that holds 5 000; bytes are those of the body as sent."
  echo
  echo "| what | encoding | bytes | CPU ms a request | bare handler | difference | requests a second |"
  echo "|---|---|--:|--:|--:|--:|--:|"
  local name encoding
  for name in locate box-50 box-500 box-5000 tile-z9 tile-z12 tile-z14 tile-z16; do
    for encoding in identity gzip; do measure "$name" "$encoding"; done
  done
  printf '\nload after: %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)"
}

build
conditions
in_process
over_http
