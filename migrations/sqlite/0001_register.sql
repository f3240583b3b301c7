-- The register in SQLite. Its twin is migrations/postgres/0001_register.sql: same tables, same
-- columns, same checks, so that a register can be copied from one to the other row by row.
--
-- Checks repeat what the program has checked already. They are for the hand at a prompt and for
-- the bug we have not found: what breaks them is refused, not stored and discovered later.
-- Sizes are in bytes (octet_length) or characters (length), times in milliseconds since 1970 UTC.

-- Where the register stands. One row: the transaction that holds it decides alone, which is what
-- makes numbers gapless and in commit order.
create table head (
    -- Always 1, so that a second row cannot be.
    one                   integer not null primary key check (one = 1),
    -- Number of the last change, 0 when there is none.
    seq                   integer not null check (seq >= 0),
    -- Raised when a standby is promoted, so that a stale primary can be told from the real one.
    epoch                 integer not null check (epoch >= 1),
    -- The chain's hash at seq; zeros at 0.
    hash                  blob    not null check (length(hash) = 32),
    -- Older programs refuse to open the register rather than misread it.
    least_reader_version  integer not null check (least_reader_version >= 1),
    -- Time of the last change; the next is never earlier, whatever the clock does.
    time_ms               integer not null
) strict;

insert into head (one, seq, epoch, hash, least_reader_version, time_ms)
values (1, 0, 1, zeroblob(32), 1, 0);

-- The chain: who did what to which version, and commitments to its texts. No person and no
-- content, because nothing is ever taken out of it.
create table change (
    -- Gapless, in commit order.
    seq                 integer not null primary key check (seq >= 1),
    -- The epoch it was written in.
    epoch               integer not null check (epoch >= 1),
    -- When.
    time_ms             integer not null,
    -- Code of the party that acted; empty for the system itself. Parties are organisations.
    party               text    not null check (length(party) <= 64),
    -- Role it acted in; empty for the system itself.
    role                text    not null check (length(role) <= 32),
    -- What happened, noun.verb.
    verb                text    not null check (length(verb) <= 64 and verb glob '[a-z]*.[a-z]*'
                                                and verb not glob '*[^a-z_.]*'),
    -- The version it made.
    kind                text    not null check (length(kind) between 1 and 32 and kind not glob '*[^a-z_]*'),
    -- 53 bits, so that a browser can hold it in a number.
    id                  integer not null check (id between 0 and 9007199254740991),
    version             integer not null check (version between 1 and 4294967295),
    -- Format of the texts: under another format the same text would say something else.
    schema              integer not null check (schema between 1 and 4294967295),
    -- SHA-256 of salt and facts.
    facts_commitment    blob    not null check (length(facts_commitment) = 32),
    -- SHA-256 of salt and content; null when the version never had any.
    content_commitment  blob             check (length(content_commitment) = 32),
    -- SHA-256 of the previous hash and this row's canonical bytes.
    hash                blob    not null check (length(hash) = 32)
) strict;

-- A guard against accidents. Whoever means harm drops it first, and is found by the chain.
create trigger change_is_never_updated before update on change
begin
    select raise(abort, 'changes are append-only');
end;

create trigger change_is_never_deleted before delete on change
begin
    select raise(abort, 'changes are append-only');
end;

-- Every version of every record: history, and what "as of" is read from. Its texts and salts may
-- be erased, nothing else may happen to it.
create table record_version (
    -- The change that wrote it; one change writes one version.
    seq           integer not null primary key references change (seq),
    kind          text    not null check (length(kind) between 1 and 32 and kind not glob '*[^a-z_]*'),
    id            integer not null check (id between 0 and 9007199254740991),
    version       integer not null check (version between 1 and 4294967295),
    schema        integer not null check (schema between 1 and 4294967295),
    -- JSON as text and never rewritten, or its commitment could not be opened. Null when erased.
    facts         text    check (octet_length(facts) between 1 and 16777216 and json_valid(facts)),
    -- Random, so that a short text cannot be guessed from its commitment. Erased with the text.
    facts_salt    blob    check (length(facts_salt) = 16),
    -- Null when there never was any, or when it is erased: the change's commitment tells which.
    content       text    check (octet_length(content) between 1 and 16777216 and json_valid(content)),
    content_salt  blob    check (length(content_salt) = 16),
    -- A salt left behind would let a guess at the erased text be tested.
    check ((facts is null) = (facts_salt is null)),
    check ((content is null) = (content_salt is null)),
    -- History of one record, and the proof that no version is written twice.
    unique (kind, id, version)
) strict;

create trigger record_version_is_only_erased before update on record_version
when (new.seq, new.kind, new.id, new.version, new.schema)
         is not (old.seq, old.kind, old.id, old.version, old.schema)
    or (new.facts is not null and new.facts is not old.facts)
    or (new.facts_salt is not null and new.facts_salt is not old.facts_salt)
    or (new.content is not null and new.content is not old.content)
    or (new.content_salt is not null and new.content_salt is not old.content_salt)
begin
    select raise(abort, 'versions are only written and erased');
end;

create trigger record_version_is_never_deleted before delete on record_version
begin
    select raise(abort, 'versions are only written and erased');
end;

-- The truth of now: what a start loads. Always equal to the newest version, kept apart so that a
-- start does not grow with history and an operator can read the present with plain SQL.
create table record (
    kind     text    not null check (length(kind) between 1 and 32 and kind not glob '*[^a-z_]*'),
    id       integer not null check (id between 0 and 9007199254740991),
    version  integer not null check (version between 1 and 4294967295),
    -- The change that wrote this version. Unique: it is what another instance catches up by.
    seq      integer not null unique,
    schema   integer not null check (schema between 1 and 4294967295),
    facts    text    not null check (octet_length(facts) between 1 and 16777216 and json_valid(facts)),
    content  text    check (octet_length(content) between 1 and 16777216 and json_valid(content)),
    primary key (kind, id)
) strict;

-- What each command came to, so that one sent twice is carried out once. Never its body.
create table command (
    -- Account or token: keys of different callers never meet.
    caller        text    not null check (length(caller) between 1 and 200),
    -- The caller's own key.
    key           text    not null check (length(key) between 1 and 200),
    -- The record it was about, in the version it made.
    kind          text    not null check (length(kind) between 1 and 32 and kind not glob '*[^a-z_]*'),
    id            integer not null check (id between 0 and 9007199254740991),
    version       integer not null check (version between 0 and 4294967295),
    -- 201 created, 200 changed.
    status        integer not null check (status between 200 and 299),
    -- Number of its last change, or of the head it changed nothing of.
    seq           integer not null check (seq >= 0),
    -- When, so that keys can be forgotten after their promised time.
    time_ms       integer not null,
    -- Keyed hash of the request, to tell another request under the same key. Null when erased.
    request_hash  blob    check (length(request_hash) = 32),
    primary key (caller, key)
) strict, without rowid;

-- Accounts, sessions, tokens and the installation's own keys. Outside the chain, because they are
-- about persons and must be removable without a trace. Secrets of others only as hashes.
create table credential (
    kind        text    not null check (kind in ('account', 'session', 'token', 'secret')),
    -- The account's id, or the SHA-256 of the secret in hexadecimal.
    key         text    not null check (length(key) between 1 and 200),
    -- JSON, in the owner's format.
    body        text    not null check (octet_length(body) between 1 and 65536 and json_valid(body)),
    -- When it ends by itself; null for what lasts.
    expires_ms  integer,
    primary key (kind, key)
) strict, without rowid;
