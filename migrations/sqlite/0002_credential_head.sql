-- How often the credentials have been changed. Whoever changes them names the number it has seen,
-- so that nobody decides about accounts on an old picture, and whoever follows sees by one number
-- that there is something to read again. Its twin is migrations/postgres/0002_credential_head.sql.
create table credential_head (
    -- Always 1, so that a second row cannot be.
    one     integer not null primary key check (one = 1),
    number  integer not null check (number >= 0)
) strict;

insert into credential_head (one, number) values (1, 0);
