#!/usr/bin/env bash
# This version of the program and the one before it, side by side on one PostgreSQL, under writes: what an upgrade
# without a pause is. Builds the other from git. Run on demand.
#   scripts/side_by_side.sh [COMMIT] [SECONDS]
# COMMIT is the version before: without one, the last whose database had a step less. It must survive a lost connection after a
# migration, which the first versions do not.
set -euo pipefail
cd "$(dirname "$0")/.."
commit=$(git rev-parse "${1:-89e4d22}")
previous=target/previous/$commit
if [ ! -x "$previous/samplats" ]; then
  git worktree add --detach "$previous/source" "$commit" >/dev/null
  trap 'git worktree remove --force "$previous/source"' EXIT
  (cd "$previous/source" && CARGO_TARGET_DIR="$OLDPWD/target/previous/build" cargo build --locked)
  cp target/previous/build/debug/samplats "$previous/samplats"
fi
cargo build --locked
python3 tests/acceptance/side_by_side.py "$previous/samplats" target/debug/samplats "${2:-30}"
