-- The audit log: who opened what is restricted, who logged in, and where the log itself has gaps. Outside the chain,
-- because it is about persons and is deleted when its time is over. Its twin is migrations/postgres/0004_audit.sql.
-- No content and no name: an account, a token or a phone by its id alone.
create table audit (
    -- When, milliseconds since 1970 UTC.
    at_ms     integer not null,
    -- 53 bits, so that two lines of one millisecond are two.
    id        integer not null check (id between 0 and 9007199254740991),
    -- What was done, such as read, gap or log_in.
    act       text    not null check (length(act) between 1 and 32 and act not glob '*[^a-z_]*'),
    -- The account, token or phone; empty when its holder was forgotten, or nobody is meant.
    caller    text    not null check (length(caller) <= 200),
    -- Code of the party it acted for; empty for none.
    party     text    not null check (length(party) <= 64),
    -- Role it acted in; empty for none.
    role      text    not null check (length(role) <= 32),
    -- By which surface: detail, history, file, ...; empty for none.
    surface   text    not null check (length(surface) <= 32),
    -- What it was about; null for what is about nothing in the register.
    kind      text    check (length(kind) between 1 and 32 and kind not glob '*[^a-z_]*'),
    thing     integer check (thing between 0 and 9007199254740991),
    -- How far the thing was shared then, and whose it was: who may be told of the line.
    class     text    check (length(class) between 1 and 32),
    origin    integer check (origin between 0 and 9007199254740991),
    -- How much of it was seen.
    level     text    check (length(level) between 1 and 32),
    -- Of a gap: since when, and how many lines it stands for. Otherwise null and 1.
    since_ms  integer,
    count     integer not null check (count >= 0),
    check ((kind is null) = (thing is null)),
    primary key (at_ms, id)
) strict, without rowid;

-- Who read this?
create index audit_of_thing on audit (kind, thing, at_ms, id) where thing is not null;
-- What did they read?
create index audit_of_caller on audit (caller, at_ms, id);

-- Lines are written, deleted when their time is over, and lose their caller when its holder is forgotten.
create trigger audit_only_forgets_its_caller before update on audit
when (new.at_ms, new.id, new.act, new.party, new.role, new.surface, new.kind, new.thing, new.class, new.origin,
      new.level, new.since_ms, new.count)
         is not (old.at_ms, old.id, old.act, old.party, old.role, old.surface, old.kind, old.thing, old.class,
                 old.origin, old.level, old.since_ms, old.count)
    or new.caller is not ''
begin
    select raise(abort, 'the audit log is append-only');
end;
