#!/usr/bin/env bash
# Imports a large file of reports into a register of its own, and says what that took: processor time, resident memory
# along the way and at its highest, and what came of it. docs/performance.md keeps the figures.
#
#   scripts/large_import.sh [ROWS]     default 2000000
#
# The rows lie anywhere in the box around the districts of FEATURES (GeoJSON with a name in `namn`), by default those of
# Stockholm beside this folder. STORE=postgres imports into a PostgreSQL that is made for it and thrown away, STORE=postgres://... into
# that database, which must be empty and migrated. BINARY=PATH tries another build.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-2000000}
districts=${FEATURES:-../shared/data/stockholm-stadsdelsomraden-11-2023.geojson}
samplats=${BINARY:-target/release/samplats}
folder=$(mktemp -d)
cluster=
finish() {
  # Nothing in it is worth a shutdown of its own.
  if [ -n "$cluster" ]; then kill -QUIT "$cluster" 2>/dev/null && wait "$cluster" 2>/dev/null || true; fi
  rm -rf "$folder"
}
trap finish EXIT
# shellcheck source=scripts/bench/peers.sh
. scripts/bench/peers.sh

# A PostgreSQL with the settings it comes with but for what a register must have, reached over a socket.
start_postgres() {
  mkdir "$folder/cluster"
  chmod 755 "$folder"
  if [ "$(id -u)" = 0 ]; then chown postgres: "$folder/cluster"; fi
  "${as_postgres[@]}" "$postgres_bin/initdb" -U postgres -A trust -E UTF8 --locale=C.UTF-8 -D "$folder/cluster/data" >/dev/null
  "${as_postgres[@]}" "$postgres_bin/postgres" -D "$folder/cluster/data" -k "$folder/cluster" -c listen_addresses= > "$folder/cluster.log" 2>&1 &
  cluster=$!
  for _ in $(seq 300); do sql -c 'select 1' >/dev/null 2>&1 && break; sleep 0.1; done
  sql -c 'create database samplats'
  export SAMPLATS_STORE=postgres://postgres@${folder//\//%2F}%2Fcluster/samplats
  "$samplats" register migrate >/dev/null
}

export SAMPLATS_STORE=${STORE:-sqlite:$folder/samplats.db} SAMPLATS_DATA=$folder
if [ "$SAMPLATS_STORE" = postgres ]; then start_postgres; fi

python3 - "$rows" "$districts" "$folder" <<'PYTHON'
import datetime, json, random, sys
rows, districts, folder = int(sys.argv[1]), json.load(open(sys.argv[2])), sys.argv[3]
codes = ["vandalism", "graffiti", "extensive_littering", "disorder", "open_drug_trade"]
chance = random.Random(7)

def positions(coordinates):
    if isinstance(coordinates[0], (int, float)):
        yield coordinates[:2]
    else:
        for part in coordinates:
            yield from positions(part)

corners = [p for feature in districts["features"] for p in positions(feature["geometry"]["coordinates"])]
(west, east), (south, north) = ((min(x), max(x)) for x in zip(*corners))
begun = datetime.datetime(2023, 1, 1)
with open(f"{folder}/parties.csv", "w") as file:
    file.write("code,name,kind\nSLK,Stadsledningskontoret,city_executive\nFEL,Felanmälan,city_office\n")
    for at, feature in enumerate(districts["features"]):
        file.write(f"S{at},{feature['properties']['namn']} stadsdelsförvaltning,district_administration\n")
with open(f"{folder}/reports.csv", "w") as file:
    file.write("id,lon,lat,observed_at,problem_type\n")
    for at in range(rows):
        seen = begun + datetime.timedelta(seconds=chance.randrange(3 * 365 * 86400))
        lon, lat = chance.uniform(west, east), chance.uniform(south, north)
        file.write(f"r{at:07},{lon:.6f},{lat:.6f},{seen:%Y-%m-%dT%H:%M:%SZ},{chance.choice(codes)}\n")
PYTHON

"$samplats" import parties "$folder/parties.csv" >/dev/null
"$samplats" import areas "$districts" --kind district --map name=namn >/dev/null
echo "$rows rows, $(du -m "$folder/reports.csv" | cut -f1) MiB; load before: $(cut -d' ' -f1-3 /proc/loadavg)"
began=$SECONDS
"$samplats" import reports "$folder/reports.csv" --party FEL >"$folder/said" &
import=$!
while kill -0 "$import" 2>/dev/null; do
  status=$(cat "/proc/$import/status" 2>/dev/null) || break
  highest=$(awk '/^VmHWM/ {print int($2 / 1024)}' <<<"$status")
  ticks=$(awk '{print $14 + $15}' "/proc/$import/stat" 2>/dev/null) || break
  [ $(((SECONDS - began) % 30)) -gt 1 ] ||
    echo "after $((SECONDS - began)) s: $(awk '/^VmRSS/ {print int($2 / 1024)}' <<<"$status") MiB resident, $((ticks / 100)) s of processor"
  sleep 2
done
wait "$import"
echo "$((SECONDS - began)) s, ${ticks:-0} hundredths of a second of processor, ${highest:-?} MiB resident at most; load after: $(cut -d' ' -f1-3 /proc/loadavg)"
cat "$folder/said"
if [ -n "$cluster" ]; then echo "the database holds $(sql -d samplats -c 'select pg_size_pretty(pg_database_size(current_database()))')"; fi
