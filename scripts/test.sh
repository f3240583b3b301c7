#!/usr/bin/env bash
# All tests: Rust, web, and the browser against the real program. Says at its end how many of each ran.
# SAMPLATS_PROFILE=release builds the Rust ones as the program that the browser is shown.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh
log=$(mktemp)
trap 'rm -f "$log"' EXIT

heading() { printf '\n== %s (after %s s)\n' "$1" "$SECONDS"; }

heading "Rust"
# Tests wait for databases, disks and timers half their time.
export RUST_TEST_THREADS="${RUST_TEST_THREADS:-$((2 * $(nproc)))}"
cargo test --locked --profile "${SAMPLATS_PROFILE:-dev}" --no-fail-fast 2>&1 | tee "$log"
rust=$(awk '/^test result:/ {passed += $4; failed += $6; ignored += $8} END {print passed+0, failed+0, ignored+0}' "$log")

heading "Web: units"
(cd web && npm test -- --run) 2>&1 | tee "$log"
units=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '/Tests / {for (i = 1; i <= NF; i++) if ($i ~ /^passed/) print $(i-1)}' | tail -1)

# Built as a release, the program is there already: the one that the tests above have run. Without what only tests ask of its
# dependencies it would be built anew with many of them, for minutes (scripts/check.sh sees that it could be).
if [ "${SAMPLATS_PROFILE:-dev}" != release ]; then
  heading "Web: building the program for the browser"
  cargo build --release --locked
fi
heading "Web: the browser against the program"
(cd web && npm run e2e) 2>&1 | tee "$log"
browser=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '/^ *[0-9]+ passed/ {passed += $1} END {print passed+0}')

set -- $rust
printf '\nRust %s passed, %s failed, %s ignored; web units %s passed; browser %s passed\n' "$1" "$2" "$3" "${units:-0}" "${browser:-0}"
[ "$2" = 0 ] && [ "$3" = 0 ] && [ "${units:-0}" -gt 0 ] && [ "${browser:-0}" -gt 0 ]
printf '%s passed, %s failed\n' "$(($1 + units + browser))" "$2"
