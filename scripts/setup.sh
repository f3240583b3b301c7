#!/usr/bin/env bash
# Sees to what the tests need from the system: PostgreSQL, strace, Chromium with a font, GDAL, Python with venv. Installs
# from the system's packages where it may; otherwise says exactly what is missing and fails. Programs that are named are seen to
# as well, where they are packaged under their own name.
set -euo pipefail

missing=()
ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 || command -v pg_ctl >/dev/null || missing+=(postgresql)
command -v openssl >/dev/null || missing+=(openssl)
command -v strace >/dev/null || missing+=(strace)
[ -n "${CHROMIUM:-}" ] || command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
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
# Where the browser's engine is not packaged by itself, the whole of it does as well, and takes twice as long.
[ "${missing[*]}" = chromium-headless-shell ] && command -v chromium >/dev/null && [ "$(id -u)" != 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  apt-cache show chromium-headless-shell >/dev/null 2>&1 || missing=("${missing[@]/#chromium-headless-shell/chromium}")
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "install them first, for instance: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
