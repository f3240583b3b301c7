# Others on the same points, for scripts/bench.sh: PostGIS alone, tipg and Martin on it, each where it is installed.
# Sourced, not run. Every one that is left out is named, with what is missing.
#
#   TIPG      the program uvicorn of an environment with tipg in it (pip install tipg uvicorn); else that on PATH
#   martin    on PATH

postgres_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
cluster=
peers=()

# What runs something as a user that PostgreSQL agrees to run as. Words and no function: of a function in the background one would
# know the shell and not the server, which that shell does not end.
as_postgres=()
if [ "$(id -u)" = 0 ]; then as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi

sql() {
  psql -qAtX -v ON_ERROR_STOP=1 -h "$folder/cluster" -U postgres "$@"
}

start_peers() {
  if [ -z "$postgres_bin" ] || ! ls "${postgres_bin%/bin}"/../../../share/postgresql/*/extension/postgis.control >/dev/null 2>&1; then
    echo "- not beside it: PostGIS, tipg, Martin (PostGIS is not installed: apt-get install postgresql-15-postgis-3)"
    return
  fi
  start_postgis
  peers+=(postgis)
  local uvicorn=${TIPG:-$(command -v uvicorn || true)}
  if [ -n "$uvicorn" ] && "$(dirname "$uvicorn")/python" -c 'import tipg' 2>/dev/null; then
    start_tipg "$uvicorn"
    peers+=(tipg)
  else
    echo "- not beside it: tipg (pip install tipg uvicorn in an environment of its own, and TIPG=that/bin/uvicorn)"
  fi
  if command -v martin >/dev/null; then
    start_martin
    peers+=(martin)
  else
    echo "- not beside it: Martin (it is not on PATH: cargo install martin)"
  fi
}

# A cluster of its own, reached over a socket in the folder and a port of this computer, with the points of bench_city.
start_postgis() {
  mkdir "$folder/cluster"
  chmod 755 "$folder"
  if [ "$(id -u)" = 0 ]; then chown postgres: "$folder/cluster"; fi
  "${as_postgres[@]}" "$postgres_bin/initdb" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync -D "$folder/cluster/data" >/dev/null
  postgres_port=$(free_port)
  "${as_postgres[@]}" "$postgres_bin/postgres" -D "$folder/cluster/data" -k "$folder/cluster" -p "$postgres_port" \
    -c listen_addresses=127.0.0.1 -c shared_buffers=1GB -c fsync=off -c jit=off -c max_wal_size=4GB \
    -c max_parallel_workers_per_gather=0 > "$folder/cluster.log" 2>&1 &
  cluster=$!
  export PGPORT=$postgres_port
  for _ in $(seq 300); do sql -c 'select 1' >/dev/null 2>&1 && break; sleep 0.1; done
  sql -f benches/http/points.sql
  sql -c "\\copy reports (id, lon, lat, problem_type, status, observed_at, received_at, district, origin, source, text) from '$folder/points.csv' csv"
  sql -f benches/http/points_index.sql
  echo "- PostGIS $(sql -c 'select postgis_lib_version()') on PostgreSQL $(sql -c 'show server_version'): $(sql -c 'select count(*) from reports') points"
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

cluster_ticks() {
  # shellcheck disable=SC2046 # a process each
  ticks $(family "$cluster")
}

# PostGIS alone: a query for each item, prepared, over a socket, without HTTP and without compression.
postgis_ticks() { cluster_ticks; }
postgis_turn() {
  "$postgres_bin/pgbench" -n -M prepared -c "$connections" -j 1 -T "$seconds" -h "$folder/cluster" -U postgres \
    -f "$folder/sql/$1" postgres 2>/dev/null | sed -n 's/^number of transactions actually processed: \([0-9]*\).*/\1/p'
}

start_tipg() {
  tipg_port=$(free_port)
  DATABASE_URL=postgresql://postgres@127.0.0.1:$postgres_port/postgres "$1" tipg.main:app \
    --port "$tipg_port" --log-level error > "$folder/tipg.log" 2>&1 &
  tipg=$!
  answers "http://127.0.0.1:$tipg_port/collections/public.reports"
  echo "- tipg $("$(dirname "$1")/python" -c 'import tipg; print(tipg.__version__)') with uvicorn, one process"
}
tipg_ticks() { echo $(($(ticks "$tipg") + $(cluster_ticks))); }
tipg_turn() { ask "127.0.0.1:$tipg_port" "$folder/tipg/$1" "$2"; }

start_martin() {
  martin_port=$(free_port)
  # As many features in a tile as tipg and the bare query draw at most; without an end one of a city is 63 MB.
  martin --listen-addresses "127.0.0.1:$martin_port" --cache-size 0 --max-feature-count 10000 \
    "postgresql://postgres@127.0.0.1:$postgres_port/postgres" > "$folder/martin.log" 2>&1 &
  martin=$!
  answers "http://127.0.0.1:$martin_port/reports"
  echo "- $(martin --version), its cache off, 10 000 features in a tile at most"
}
martin_ticks() { echo $(($(ticks "$martin") + $(cluster_ticks))); }
martin_turn() { ask "127.0.0.1:$martin_port" "$folder/martin/$1" "$2"; }
