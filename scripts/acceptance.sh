#!/usr/bin/env bash
# The real files of a real city, loaded by the program itself and compared with independent oracles,
# and the checks from outside. Needs the folder of data beside the project.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -d "$DATA" ] || { echo "no data at $DATA" >&2; exit 1; }
scripts/setup.sh nginx caddy
python=$(scripts/oracles.sh)
failed=0

run() {
  printf '\n== %s\n' "$1"
  shift
  "$@" || failed=$((failed + 1))
}

run "Real feeds by their mapping files" scripts/feeds.sh
run "Locate against shapely and pyproj" "$python" tests/acceptance/locate.py
run "Where homes are shown, against shapely and pyproj" "$python" tests/acceptance/homes.py
run "The examples of proxies" scripts/proxies.sh
# One that is not there is a step that fails.
for check in districts kill9 nasty three-instances; do
  run "Check: $check" "$CHECKS/$check"
done
[ "$failed" = 0 ] || { echo "$failed acceptance steps failed" >&2; exit 1; }
