-- What only PostgreSQL needs: a file cannot be promoted, a database can.

-- The server that last wrote here. A standby that is promoted goes on under another timeline, a
-- backup that is recovered too, and a dump that is restored lies on a server of another
-- identifier. Whoever locks the head compares this with the server it speaks to, and raises the
-- head's epoch by one where they differ: the server that was left behind then has a lower epoch
-- than what has been seen, and is refused.
create table server_seen (
    -- Always 1, so that a second row cannot be.
    one                smallint not null primary key check (one = 1),
    -- Given to the cluster by initdb, the same on all its standbys and backups. It has 64 bits and
    -- is kept as the signed number that PostgreSQL shows.
    system_identifier  bigint   not null,
    -- Raised by each promotion and each recovery to a moment.
    timeline           bigint   not null check (timeline >= 1)
);

-- The server as it is. The timeline is read from the name of the file being written, which is the
-- new one's at once after a promotion; pg_control_checkpoint would tell it only after the next
-- checkpoint. A standby writes no file: its timeline is null, and the epoch stays what is stored.
create view server_now as
select
    system_identifier,
    case when not pg_is_in_recovery() then
        ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint
    end as timeline
from pg_control_system();

insert into server_seen (one, system_identifier, timeline)
select 1, system_identifier, timeline from server_now;

-- The statements of a commit travel together with the COMMIT itself, so what the program would
-- look at between them is looked at here: a statement that wrote another number of rows than it
-- should fails, and with it the transaction.
create function assert_rows(written bigint, due bigint, what text) returns bigint language plpgsql as $$
begin
    if written is distinct from due then
        raise exception '% of % rows of % could be written', written, due, what using errcode = 'SP001';
    end if;
    return written;
end
$$;
