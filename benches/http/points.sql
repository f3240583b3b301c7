-- The points of bench_city for PostGIS and what serves it.
create extension postgis;
create table reports (
  id bigint primary key,
  lon double precision not null,
  lat double precision not null,
  problem_type text not null,
  status text not null,
  observed_at timestamptz not null,
  received_at timestamptz not null,
  district int not null,
  origin text not null,
  source text not null,
  text text not null,
  geom geometry(Point, 4326) generated always as (st_setsrid(st_makepoint(lon, lat), 4326)) stored,
  -- What a tile is cut from, projected once as our own index has it.
  mercator geometry(Point, 3857)
    generated always as (st_transform(st_setsrid(st_makepoint(lon, lat), 4326), 3857)) stored
);
