# Measuring, for scripts/bench.sh: who works how long on a request. Sourced, not run.
#
# A server is a name; for each name there are the functions NAME_ticks (clock ticks that it has been on a processor) and
# NAME_turn (asks it for some seconds, and prints how many requests it answered).

ticks_a_second=$(getconf CLK_TCK)

# Clock ticks that processes have been on a processor, in their own code and in the kernel for it; with those of children
# that have ended.
ticks() {
  local process sum=0 used
  for process in "$@"; do
    # The name stands in parentheses and may hold spaces. A process may end while it is looked at.
    used=$(sed 's/.*) //' "/proc/$process/stat" 2>/dev/null | awk '{print $12 + $13 + $14 + $15}') || true
    sum=$((sum + ${used:-0}))
  done
  echo "$sum"
}

# A process and its children.
family() {
  echo "$1"
  cat "/proc/$1/task/$1/children" 2>/dev/null || true
}

# What is said with each request; with no-store nothing that was compressed before is sent.
cache_control=

# Asks a server for the paths of a file in turn, and prints how many requests were answered; any failed one ends it all.
ask() {
  local at=$1 paths=$2 encoding=$3 requests bad
  read -r _ requests bad _ < <(PATHS=$paths ENCODING=$encoding TOKEN=${4-} CACHE_CONTROL=$cache_control wrk -t1 -c"$connections" -d"${seconds}s" \
    --timeout 10s -s benches/http/paths.lua "http://$at" | grep '^counted') || { echo "wrk did not count $paths" >&2; return 1; }
  [ "$bad" = 0 ] && [ "$requests" -gt 0 ] || { echo "$bad of $requests requests at $at for $paths failed" >&2; return 1; }
  echo "$requests"
}

# One turn of one server: milliseconds of its processor time for a request.
turn() {
  local server=$1 name=$2 encoding=$3 before requests
  before=$("${server}_ticks")
  requests=$("${server}_turn" "$name" "$encoding")
  awk -v ticks=$(($("${server}_ticks") - before)) -v hz="$ticks_a_second" -v n="$requests" \
    'BEGIN {printf "%.4f\n", ticks / hz / n * 1000}'
}

# The number in the middle.
median() {
  sort -g | awk '{line[NR] = $0} END {print line[int((NR + 1) / 2)]}'
}

# Milliseconds of each server that answers an item, in turns, so that whatever else the machine does falls on all.
# Prints `server milliseconds` lines.
measure() {
  local name=$1 encoding=$2 server
  shift 2
  for server in "$@"; do : > "$folder/turns-$server"; done
  for _ in $(seq "$rounds"); do
    for server in "$@"; do turn "$server" "$name" "$encoding" >> "$folder/turns-$server"; done
  done
  for server in "$@"; do echo "$server $(median < "$folder/turns-$server")"; done
}

# Waits until a file says something, and gives it.
told() {
  for _ in $(seq 1200); do
    if grep -m1 -oE "$2" "$1" 2>/dev/null; then return; fi
    sleep 0.1
  done
  echo "nothing came: $(tail -3 "$1")" >&2
  return 1
}

# Waits until an address answers with 200.
answers() {
  for _ in $(seq 600); do
    if curl -sf --max-time 5 -o /dev/null "$1"; then return; fi
    sleep 0.2
  done
  echo "$1 does not answer" >&2
  return 1
}
