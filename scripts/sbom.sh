#!/usr/bin/env bash
# The bill of materials: everything that the program and the web app are built of, as CycloneDX JSON, from the lock files.
# What is written says what would be built of this checkout; it goes with a release, and not into the repository.
set -euo pipefail
cd "$(dirname "$0")/.."

to=${1:-target/sbom}
version=0.5.9
mkdir -p "$to"

if ! cargo cyclonedx --version 2>/dev/null | grep -qF "$version"; then
  echo "cargo-cyclonedx $version is missing; installing it"
  # Unoptimised, since building it takes much longer than running it once.
  CARGO_PROFILE_DEV_DEBUG=0 cargo install cargo-cyclonedx --version "$version" --locked --quiet --debug
fi
# All platforms and features: what a vulnerability is looked for in, rather than what one machine has built.
cargo cyclonedx --format json --spec-version 1.5 --all-features --target all --override-filename samplats-sbom --quiet
mv samplats-sbom.json "$to/samplats.cdx.json"
(cd web && npm sbom --sbom-format cyclonedx --package-lock-only) >"$to/samplats-web.cdx.json"

# One that is empty, or of something else, is worse than none.
python3 - "$to/samplats.cdx.json" "$to/samplats-web.cdx.json" <<'PYTHON'
import json, sys

for path, least, wanted in zip(sys.argv[1:], (100, 50), ("axum", "maplibre-gl")):
    with open(path, encoding="utf-8") as file:
        bill = json.load(file)
    names = {component["name"] for component in bill["components"]}
    if bill["bomFormat"] != "CycloneDX" or len(names) < least or wanted not in names:
        sys.exit(f"{path} is no bill of what is built: {len(names)} components")
    print(f"{path}: {len(bill['components'])} components, CycloneDX {bill['specVersion']}")
PYTHON
