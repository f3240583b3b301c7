#!/usr/bin/env bash
# Sees to what the tests need from the system: PostgreSQL, strace, Chromium with a font, GDAL, Python with venv. Installs
# from the system's packages where it may; otherwise says exactly what is missing and fails. Programs that are named are seen to
# as well, where they are packaged under their own name.
set -euo pipefail

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

fetch() {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Chromium's engine alone draws twice as many pages in the same time; where it cannot be had, the whole browser does.
see_to_browser() {
  [ -n "${CHROMIUM:-}" ] || command -v chromium-headless-shell >/dev/null || { can_install && fetch chromium-headless-shell; }
}

missing=()
ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 || command -v pg_ctl >/dev/null || missing+=(postgresql)
command -v openssl >/dev/null || missing+=(openssl)
command -v strace >/dev/null || missing+=(strace)
see_to_browser || command -v chromium >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -qi dejavu || missing+=(fonts-dejavu-core)
command -v ogrinfo >/dev/null || missing+=(gdal-bin)
command -v python3 >/dev/null || missing+=(python3)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
command -v curl >/dev/null || missing+=(curl)
for program in "$@"; do
  # Servers lie where only the superuser's path leads.
  PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || missing+=("$program")
done

[ ${#missing[@]} -eq 0 ] && exit 0
echo "missing: ${missing[*]}"
if can_install; then
  fetch "${missing[@]}"
else
  echo "install them first, for instance: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
