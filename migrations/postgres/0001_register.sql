-- The register in PostgreSQL. Its twin is migrations/sqlite/0001_register.sql: same tables, same
-- columns, same checks, so that a register can be copied from one to the other row by row.
--
-- Checks repeat what the program has checked already. They are for the hand at a prompt and for
-- the bug we have not found: what breaks them is refused, not stored and discovered later.
-- Sizes are in bytes (octet_length) or characters (length), times in milliseconds since 1970 UTC.
-- Texts are text and not jsonb: jsonb rewrites what it stores, and a commitment is over the bytes.
-- The collation is named where rows are ordered or compared, so that a library update of the
-- operating system cannot quietly reorder an index.
-- A null text is let through by name: null::json is not null is false, where SQLite's json_valid(null)
-- is null.

-- Where the register stands. One row: the transaction that holds it (select ... for update)
-- decides alone, which is what makes numbers gapless and in commit order.
create table head (
    -- Always 1, so that a second row cannot be.
    one                   smallint not null primary key check (one = 1),
    -- Number of the last change, 0 when there is none.
    seq                   bigint   not null check (seq >= 0),
    -- Raised when a standby is promoted, so that a stale primary can be told from the real one.
    epoch                 bigint   not null check (epoch >= 1),
    -- The chain's hash at seq; zeros at 0.
    hash                  bytea    not null check (octet_length(hash) = 32),
    -- Older programs refuse to open the register rather than misread it.
    least_reader_version  bigint   not null check (least_reader_version between 1 and 4294967295),
    -- Time of the last change; the next is never earlier, whatever the clock does.
    time_ms               bigint   not null
);

insert into head (one, seq, epoch, hash, least_reader_version, time_ms)
values (1, 0, 1, decode(repeat('00', 32), 'hex'), 1, 0);

-- The chain: who did what to which version, and commitments to its texts. No person and no
-- content, because nothing is ever taken out of it.
create table change (
    -- Gapless, in commit order. Not a sequence: those leave gaps and are handed out before commit.
    seq                 bigint not null primary key check (seq >= 1),
    -- The epoch it was written in.
    epoch               bigint not null check (epoch >= 1),
    -- When.
    time_ms             bigint not null,
    -- Code of the party that acted; empty for the system itself. Parties are organisations.
    party               text   not null check (length(party) <= 64),
    -- Role it acted in; empty for the system itself.
    role                text   not null check (length(role) <= 32),
    -- What happened, noun.verb.
    verb                text   not null check (length(verb) <= 64 and verb ~ '^[a-z][a-z_]*\.[a-z][a-z_]*$'),
    -- The version it made.
    kind                text   collate "C" not null check (kind ~ '^[a-z_]{1,32}$'),
    -- 53 bits, so that a browser can hold it in a number.
    id                  bigint not null check (id between 0 and 9007199254740991),
    version             bigint not null check (version between 1 and 4294967295),
    -- Format of the texts: under another format the same text would say something else.
    schema              bigint not null check (schema between 1 and 4294967295),
    -- SHA-256 of salt and facts.
    facts_commitment    bytea  not null check (octet_length(facts_commitment) = 32),
    -- SHA-256 of salt and content; null when the version never had any.
    content_commitment  bytea           check (octet_length(content_commitment) = 32),
    -- SHA-256 of the previous hash and this row's canonical bytes.
    hash                bytea  not null check (octet_length(hash) = 32)
);

-- A guard against accidents. Whoever means harm drops it first, and is found by the chain.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name;
end
$$;

create trigger change_is_never_updated_or_deleted before update or delete on change
for each row execute function refuse_rewriting();

create trigger change_is_never_truncated before truncate on change
for each statement execute function refuse_rewriting();

-- Every version of every record: history, and what "as of" is read from. Its texts and salts may
-- be erased, nothing else may happen to it.
create table record_version (
    -- The change that wrote it; one change writes one version.
    seq           bigint not null primary key references change (seq),
    kind          text   collate "C" not null check (kind ~ '^[a-z_]{1,32}$'),
    id            bigint not null check (id between 0 and 9007199254740991),
    version       bigint not null check (version between 1 and 4294967295),
    schema        bigint not null check (schema between 1 and 4294967295),
    -- JSON as text and never rewritten, or its commitment could not be opened. Null when erased.
    facts         text   check (facts is null
                         or octet_length(facts) between 1 and 16777216 and facts::json is not null),
    -- Random, so that a short text cannot be guessed from its commitment. Erased with the text.
    facts_salt    bytea  check (octet_length(facts_salt) = 16),
    -- Null when there never was any, or when it is erased: the change's commitment tells which.
    content       text   check (content is null
                         or octet_length(content) between 1 and 16777216 and content::json is not null),
    content_salt  bytea  check (octet_length(content_salt) = 16),
    -- A salt left behind would let a guess at the erased text be tested.
    check ((facts is null) = (facts_salt is null)),
    check ((content is null) = (content_salt is null)),
    -- History of one record, and the proof that no version is written twice.
    unique (kind, id, version)
);

create trigger record_version_is_only_erased before update on record_version
for each row
when ((new.seq, new.kind, new.id, new.version, new.schema)
         is distinct from (old.seq, old.kind, old.id, old.version, old.schema)
    or (new.facts is not null and new.facts is distinct from old.facts)
    or (new.facts_salt is not null and new.facts_salt is distinct from old.facts_salt)
    or (new.content is not null and new.content is distinct from old.content)
    or (new.content_salt is not null and new.content_salt is distinct from old.content_salt))
execute function refuse_rewriting();

create trigger record_version_is_never_deleted before delete on record_version
for each row execute function refuse_rewriting();

create trigger record_version_is_never_truncated before truncate on record_version
for each statement execute function refuse_rewriting();

-- The truth of now: what a start loads. Always equal to the newest version, kept apart so that a
-- start does not grow with history and an operator can read the present with plain SQL.
create table record (
    kind     text   collate "C" not null check (kind ~ '^[a-z_]{1,32}$'),
    id       bigint not null check (id between 0 and 9007199254740991),
    version  bigint not null check (version between 1 and 4294967295),
    -- The change that wrote this version. Unique: it is what another instance catches up by.
    seq      bigint not null unique,
    schema   bigint not null check (schema between 1 and 4294967295),
    facts    text   not null check (octet_length(facts) between 1 and 16777216 and facts::json is not null),
    content  text   check (content is null
                         or octet_length(content) between 1 and 16777216 and content::json is not null),
    primary key (kind, id)
);

-- What each command came to, so that one sent twice is carried out once. Never its body.
create table command (
    -- Account or token: keys of different callers never meet.
    caller        text     collate "C" not null check (length(caller) between 1 and 200),
    -- The caller's own key.
    key           text     collate "C" not null check (length(key) between 1 and 200),
    -- The record it was about, in the version it made.
    kind          text     collate "C" not null check (kind ~ '^[a-z_]{1,32}$'),
    id            bigint   not null check (id between 0 and 9007199254740991),
    version       bigint   not null check (version between 0 and 4294967295),
    -- 201 created, 200 changed.
    status        smallint not null check (status between 200 and 299),
    -- Number of its last change, or of the head it changed nothing of.
    seq           bigint   not null check (seq >= 0),
    -- When, so that keys can be forgotten after their promised time.
    time_ms       bigint   not null,
    -- Keyed hash of the request, to tell another request under the same key. Null when erased.
    request_hash  bytea    check (octet_length(request_hash) = 32),
    primary key (caller, key)
);

-- Accounts, sessions, tokens and the installation's own keys. Outside the chain, because they are
-- about persons and must be removable without a trace. Secrets of others only as hashes.
create table credential (
    kind        text   collate "C" not null check (kind in ('account', 'session', 'token', 'secret')),
    -- The account's id, or the SHA-256 of the secret in hexadecimal.
    key         text   collate "C" not null check (length(key) between 1 and 200),
    -- JSON, in the owner's format.
    body        text   not null check (octet_length(body) between 1 and 65536 and body::json is not null),
    -- When it ends by itself; null for what lasts.
    expires_ms  bigint,
    primary key (kind, key)
);
