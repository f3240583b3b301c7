-- What is asked for: boxes, types in a time, tiles.
create index on reports using gist (geom);
create index on reports using gist (mercator);
create index on reports (problem_type, observed_at);
vacuum analyze reports;
