#!/usr/bin/env bash
# Makes a virtual environment with a store that speaks S3 (moto), for the trial of photos, and prints its python. Kept in target/, so
# that it is made once.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=target/object-store wanted=tests/object_store/requirements.txt
# What an earlier version of the list asked for may not be what this one does.
if ! cmp -s "$wanted" "$venv/made-of"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check -r "$wanted" >&2
  cp "$wanted" "$venv/made-of"
fi
echo "$PWD/$venv/bin/python"
