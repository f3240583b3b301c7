#!/usr/bin/env bash
# Tries the examples in packaging/proxy: the very files, with only name, ports and certificate put in, before a real
# program. NGINX_PROGRAM and CADDY_PROGRAM name the proxies where they are not on the path; one that is not there fails, unless
# PROXIES names those to try (PROXIES=nginx).
#
#   scripts/proxies.sh [PROGRAM]     default target/release/samplats
set -euo pipefail
cd "$(dirname "$0")/.."

PATH=$PATH:/usr/sbin:/sbin
program=$(realpath "${1:-target/release/samplats}")
wanted=" ${PROXIES:-nginx caddy} " tried=0 untried=0
nginx=${NGINX_PROGRAM:-$(command -v nginx || true)} caddy=${CADDY_PROGRAM:-$(command -v caddy || true)}
name=samplats.example.se password='tolv tecken räcker'
folder=$(mktemp -d)
running=()
finish() {
  # Any may have ended by itself.
  for process in "${running[@]}"; do kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap finish EXIT

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

until_holds() {
  for _ in $(seq 200); do if "$@" >/dev/null 2>&1; then return; fi; sleep 0.05; done
  echo "did not come about: $*" >&2
  return 1
}

# What must hold, and whether it does.
expect() {
  if [ "$2" = "$3" ]; then return; fi
  echo "$proxy: $1: $3, and not $2" >&2; [ ! -e "$folder/caddy-said" ] || tail -3 "$folder/caddy-said" >&2
  return 1
}

# One request through the proxy; prints its status.
through() {
  curl -s -o "$folder/answer" -w '%{http_code}' --cacert "$folder/certificate" --resolve "$name:$secure:127.0.0.1" \
    --cookie-jar "$folder/cookies" --cookie "$folder/cookies" -H 'X-Samplats: 1' "$@" || true
}

serve() {
  rm -rf "$folder/data" "$folder/cookies"
  mkdir "$folder/data"
  printf 'code,name,kind\nsisab,Skolfastigheter,property_company\n' > "$folder/data/parties.csv"
  "$program" --data "$folder/data" import parties "$folder/data/parties.csv" >/dev/null
  token=$("$program" --data "$folder/data" token create --party sisab --role administrator)
  printf '%s' "$password" | "$program" --data "$folder/data" user create anna --party sisab --role coordinator >/dev/null
  plain=$(free_port) secure=$(free_port) inside=$(free_port)
  SAMPLATS_PUBLIC_URL=https://$name:$secure SAMPLATS_TRUSTED_PROXY_HOPS=1 \
    "$program" --data "$folder/data" --listen "127.0.0.1:$inside" serve 2>"$folder/said" &
  served=$!
  running+=("$served")
  until_holds curl -sf "http://127.0.0.1:$inside/readyz"
}

report() { printf '{"position":{"lon":18.05,"lat":59.33},"problem_types":["vandalism"],"text":"Klotter"}'; }

import() {
  through -H "authorization: Bearer $token" -H 'content-type: text/csv' -H 'expect:' --data-binary "@$1" \
    "https://$name:$secure/api/imports?what=parties"
}

log_in() { printf '{"login":"%s","password":"%s"}' "$1" "$password"; }

# What a browser and an attacker do.
checked() {
  local at=https://$name:$secure json='content-type: application/json' size attempt
  until_holds alive "$at"
  expect "the web page" 200 "$(through "$at/")"
  expect "strict transport" 1 "$(curl -s -D - -o /dev/null --cacert "$folder/certificate" --resolve "$name:$secure:127.0.0.1" \
    "$at/healthz" | grep -ci '^strict-transport-security')"
  expect "a log-in" 200 "$(through -H "$json" --data "$(log_in anna)" "$at/api/session")"
  expect "a cookie for https alone" 1 "$(grep -c '__Host-' "$folder/cookies")"
  expect "a report" 201 "$(through -H "$json" --data "$(report)" "$at/api/reports")"
  # An event comes while the stream is open.
  curl -sN --cacert "$folder/certificate" --resolve "$name:$secure:127.0.0.1" --cookie "$folder/cookies" \
    -H 'accept: text/event-stream' "$at/api/changes" > "$folder/events" &
  local stream=$!
  running+=("$stream")
  until_holds test -s "$folder/events"
  size=$(stat -c %s "$folder/events")
  expect "another report" 201 "$(through -H "$json" --data "$(report)" "$at/api/reports")"
  until_holds grown "$folder/events" "$size"
  kill "$stream"
  # Imports take 64 MiB. The first is read to its end, and is no table.
  head -c 10485760 /dev/zero > "$folder/ten"
  head -c 68157440 /dev/zero > "$folder/too-large"
  expect "an import of 10 MiB" 422 "$(import "$folder/ten")"
  expect "an import of 65 MiB" 413 "$(import "$folder/too-large")"
  # Whoever says to come from elsewhere each time is counted by where it comes from: 20 log-ins, one is used up.
  for attempt in $(seq 19); do
    expect "wrong log-in $attempt" 401 \
      "$(through -H "$json" -H "X-Forwarded-For: 192.0.2.$attempt" --data "$(log_in "nobody$attempt")" "$at/api/session")"
  done
  expect "one wrong log-in too many" 429 \
    "$(through -H "$json" -H 'X-Forwarded-For: 192.0.2.99' --data "$(log_in nobody99)" "$at/api/session")"
}

alive() { [ "$(through "$1/healthz")" = 200 ]; }

grown() { [ "$(stat -c %s "$1")" -gt "$2" ]; }

ended() {
  kill "$2" && wait "$2" || true
  kill "$served" && wait "$served" || true
  echo "$1: page, log-in, cookie, report, event stream, 10 MiB, 65 MiB and forged addresses as they should be"
}

# Whether an example is to be tried. One whose proxy is not there is not as good as tried.
tries() {
  [[ $wanted == *" $1 "* ]] || return 1
  if [ -n "$2" ]; then tried=$((tried + 1)); return 0; fi
  echo "$1 is not installed, and its example was not tried" >&2
  untried=$((untried + 1))
  return 1
}

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$name" \
  -addext "subjectAltName=DNS:$name" -keyout "$folder/key" -out "$folder/certificate" 2>/dev/null

proxy="nginx"
if tries nginx "$nginx"; then
  serve
  mkdir -p "$folder/nginx/logs"
  {
    printf 'user %s; daemon off; pid %s/nginx/pid; error_log %s/nginx/error;\nevents {}\nhttp {\naccess_log off;\n' "$(id -un)" "$folder" "$folder"
    for kind in client_body proxy fastcgi uwsgi scgi; do printf '%s_temp_path %s/nginx/%s;\n' $kind "$folder" $kind; done
    sed -E "/\[::\]/d; s/listen 80;/listen 127.0.0.1:$plain;/; s/listen 443/listen 127.0.0.1:$secure/; s/127\.0\.0\.1:8080/127.0.0.1:$inside/; \
      s|/etc/ssl/samplats/fullchain.pem|$folder/certificate|; s|/etc/ssl/samplats/privkey.pem|$folder/key|" packaging/proxy/nginx.conf
    printf '}\n'
  } > "$folder/nginx/nginx.conf"
  "$nginx" -p "$folder/nginx" -c "$folder/nginx/nginx.conf" &
  nginx_process=$!
  running+=("$nginx_process")
  checked
  expect "plain HTTP is sent on" 308 "$(curl -s -o /dev/null -w '%{http_code}' -H "host: $name" "http://127.0.0.1:$plain/")"
  ended "$("$nginx" -v 2>&1 | sed 's/.*: //')" "$nginx_process"
fi

proxy="Caddy"
if tries caddy "$caddy"; then
  serve
  {
    # Its own authority would have to be reached; ports below 1024 would have to be allowed.
    printf '{\n\tadmin off\n\thttp_port %s\n\thttps_port %s\n\tauto_https disable_redirects\n}\n' "$plain" "$secure"
    sed -E "s|^$name \{|$name {\n\ttls $folder/certificate $folder/key|; s/127\.0\.0\.1:8080/127.0.0.1:$inside/" packaging/proxy/Caddyfile
  } > "$folder/Caddyfile"
  HOME=$folder "$caddy" run --adapter caddyfile --config "$folder/Caddyfile" 2>"$folder/caddy-said" &
  caddy_process=$!
  running+=("$caddy_process")
  checked
  ended "Caddy $("$caddy" version | cut -d' ' -f1)" "$caddy_process"
fi

[ "$tried" -gt 0 ] && [ "$untried" = 0 ]
