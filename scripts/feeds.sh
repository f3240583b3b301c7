#!/usr/bin/env bash
# Imports every real feed with its mapping file into a register that is thrown away, prints what came of it, and fails
# when the figures are not those of docs/mappings. Needs the release build and the folder of data beside the project.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${DATA:-../shared/data}
samplats=${SAMPLATS:-target/release/samplats}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# All that the program writes lies there: the register, and the folder of photos beside it.
export SAMPLATS_DATA="$folder" SAMPLATS_STORE=sqlite:register.db
failed=0

# feed WHAT MAPPING FILE CREATED LEFT_OUT [OPTION...]
feed() {
  local what=$1 mapping=$2 file=$3 created=$4 left_out=$5 said
  shift 5
  printf '\n-- %s by %s\n' "$file" "$mapping"
  said=$("$samplats" import "$what" "$data/$file" --mapping "docs/mappings/$mapping.toml" "$@") || said="failed"
  printf '%s\n' "$said"
  for line in "created: $created" "refused: 0" "left out: $left_out"; do
    grep -qx "$line" <<<"$said" || { echo "expected: $line" >&2; failed=1; }
  done
}

printf 'code,name,kind\nPOLIS,Polismyndigheten,police\nSISAB,SISAB,property_company\n' >"$folder/parties.csv"
"$samplats" import parties "$folder/parties.csv"
feed areas districts stockholm-stadsdelsomraden-11-2023.geojson 11 0
feed sites sisab sisab-fastigheter.geojson 601 0 --party SISAB
feed sites metro-stations tunnelbanestationer.geojson 105 0
feed sites preschools forskolor-stockholm.csv 564 64
feed reports polisen-events-api polisen-events-stockholm.json 1575 1877 --party POLIS
feed reports polisen-events-csv polisen-events-sverige-2022-2024.csv 9197 6910 --party POLIS
feed reports polisen-events-csv polisen-events-sverige-2025.csv 4899 3885 --party POLIS
feed reports uk-police uk-bristol-street-crime-2019-2020.csv 48671 11529 --party POLIS
feed reports uk-police uk-sheffield-street-crime-2020.csv 26772 4067 --party POLIS
feed reports boston-311 boston-311-2011-07-to-10.csv 2539 39288 --party POLIS
feed reports sf-311 sf-311-sample-2008-2013.csv 3377 2515 --party POLIS
exit "$failed"
