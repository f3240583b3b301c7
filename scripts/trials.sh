#!/usr/bin/env bash
# The long trials of reliability: the real program on real databases, and everything that may happen to either. Prints a
# line with the figure of each; docs/performance.md keeps them. `cargo test --test crash` runs the short forms.
#
#   scripts/trials.sh [kills|disk|power|wires|failover|instances|drill]...     default: all of them, one after another
#
# On two cores that much else ran on, kills took 33 minutes, failover 12, drill 2; disk tries some hundred system calls at a few
# seconds each. Each says at its end how long it took.
#
# PROFILE=release tries the release build. SAMPLATS_SEED=N repeats a trial's chance; each prints the seed it began with.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh

profile=()
[ "${PROFILE:-dev}" = dev ] || profile=(--profile "$PROFILE")
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

# One after another: they are to have the machine to themselves.
trial() {
  local name=$1 filter=$2 began=$SECONDS
  shift 2
  if env "$@" cargo test --locked --quiet "${profile[@]}" --test crash "$filter" -- --nocapture --test-threads=1 >"$log" 2>&1; then
    # Behind the dot of the trial before.
    sed 's/^\.*//' "$log" | grep -E '^[a-z].*[0-9]' | grep -vE 'SAMPLATS_SEED|^(test|running) '
    printf '  (%s: %d s)\n' "$name" $((SECONDS - began))
  else
    failed=$((failed + 1))
    printf '%s FAILED\n' "$name"
    cat "$log"
  fi
}

kills()     { trial kills kills:: SAMPLATS_KILLS=100; }
disk()      { trial disk faults:: SAMPLATS_FAULTS=all; trial 'full disk' full_disk:: SAMPLATS_ROUNDS=3; }
power()     { trial power power:: SAMPLATS_POWER_WRITES=200; }
wires()     { trial wires wires:: SAMPLATS_WIRES=300 SAMPLATS_AWAY=minute; }
failover()  { trial failover failover:: SAMPLATS_FAILOVERS=20; }
instances() { trial instances instances:: SAMPLATS_INSTANCES_S=60 SAMPLATS_READS=10000 SAMPLATS_SILENT_WRITES=20; }
drill()     { trial drill drill::; }

echo "$(date -u '+%-d %B %Y, %H:%M UTC'); commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown); $(nproc) cores, profile ${PROFILE:-dev}; load before: $(cut -d' ' -f1-3 /proc/loadavg)"
[ $# -gt 0 ] || set -- kills disk power wires failover instances drill
for name in "$@"; do
  case $name in
    kills | disk | power | wires | failover | instances | drill) "$name" ;;
    *) echo "there is no trial $name" >&2; exit 2 ;;
  esac
done
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
[ "$failed" = 0 ] || { echo "$failed trials failed" >&2; exit 1; }
