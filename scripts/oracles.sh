#!/usr/bin/env bash
# Makes a virtual environment with the independent oracles (pyproj, shapely, mapbox-vector-tile) and
# prints its python. Kept in target/, so that it is made once.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=target/oracles
if ! "$venv/bin/python" -c 'import pyproj, shapely, mapbox_vector_tile' 2>/dev/null; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q pyproj==3.7.2 shapely==2.1.2 mapbox-vector-tile==2.2.0 protobuf
fi
echo "$PWD/$venv/bin/python"
