#!/usr/bin/env bash
# What a change must hold before anybody reads it: format, lints, types, documents, licences, bans.
# SAMPLATS_PROFILE=release shares what it builds with a release build. SAMPLATS_ADVISORIES=1 also asks what is known against what it is
# built of.
set -euo pipefail
cd "$(dirname "$0")/.."

profile=${SAMPLATS_PROFILE:-dev}
step() { printf '\n== %s\n' "$*"; }

step "Rust: format"
cargo fmt --check

step "Rust: lints"
cargo clippy --all-targets --locked --profile "$profile" -- -D warnings

step "Rust: the program without what only tests ask of its dependencies"
cargo check --locked --profile "$profile"

step "Rust: documents"
RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --locked --profile "$profile" --quiet

step "Licences, bans and sources"
if ! command -v cargo-deny >/dev/null; then
  echo "cargo-deny is missing; installing it"
  # Unoptimised, since building it takes much longer than running it once.
  CARGO_PROFILE_DEV_DEBUG=0 cargo install cargo-deny --locked --quiet --debug
fi
# The licences of all platforms' crates are looked at, also of those that this one never builds.
cargo fetch --locked --quiet
cargo deny --offline --log-level error check bans licenses sources

# What has been found out about dependencies lies in databases that are fetched, which not every machine may do.
if [ "${SAMPLATS_ADVISORIES:-}" = 1 ]; then
  step "Advisories"
  cargo deny --log-level error check advisories
  (cd web && npm audit)
fi

step "Web: format, lints and types"
(cd web && npm run check)
