//! What a commit writes, as statements over arrays: a batch of any size is a handful of statements.

use super::erase;
use super::rows::sql;
use super::session::{CHANNEL, Statements};
use crate::register::chain::{Hash, Salt, Sealed, seal};
use crate::register::erasure::{self, Order};
use crate::register::{CommandWrites, Fault, Head, StoredRecord, Surroundings, not_the_next_version};
use std::collections::HashMap;
use tokio_postgres::Statement;
use tokio_postgres::types::ToSql;

/// The lock on the head makes the condition hold; were it ever not to, nothing may be committed.
pub(super) const MOVE_HEAD: &str = "with written as (update head set seq = $1, hash = $2, time_ms = $3 \
     where seq = $4 and hash = $5 and epoch = $6 returning 1) \
     select assert_rows(count(*), 1, 'the head') from written";

/// Changes nothing, but is written to the log behind all that this transaction sees: its COMMIT waits
/// until a standby has that too. What a COMMIT that was given up had left on this server alone is not
/// repeated as an acknowledgement before that.
pub(super) const CONFIRM: &str = "update head set seq = seq";

pub(super) const INSERT_CHANGES: &str = "insert into change (seq, epoch, time_ms, party, role, verb, kind, id, \
     version, schema, facts_commitment, content_commitment, hash) \
     select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], \
     $8::bigint[], $9::bigint[], $10::bigint[], $11::bytea[], $12::bytea[], $13::bytea[])";

pub(super) const INSERT_VERSIONS: &str = "insert into record_version (seq, kind, id, version, schema, facts, \
     facts_salt, content, content_salt) \
     select * from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::bytea[], \
     $8::text[], $9::bytea[])";

/// No row fits where one is stored already.
pub(super) const INSERT_RECORDS: &str = "with written as (\
     insert into record (kind, id, version, seq, schema, facts, content) \
     select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[]) \
     on conflict (kind, id) do nothing returning 1) \
     select assert_rows(count(*), $8, 'the new records') from written";

/// No row fits when another version is stored than the one before.
pub(super) const UPDATE_RECORDS: &str = "with written as (\
     update record r set version = n.version, seq = n.seq, schema = n.schema, facts = n.facts, content = n.content \
     from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], \
     $8::bigint[]) as n (kind, id, version, seq, schema, facts, content, before) \
     where r.kind = n.kind and r.id = n.id and r.version = n.before returning 1) \
     select assert_rows(count(*), $9, 'the changed records') from written";

pub(super) const INSERT_COMMANDS: &str = "with written as (\
     insert into command (caller, key, kind, id, version, status, seq, time_ms, request_hash) \
     select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::smallint[], \
     $7::bigint[], $8::bigint[], $9::bytea[]) \
     on conflict (caller, key) do nothing returning 1) \
     select assert_rows(count(*), $10, 'the commands') from written";

/// So many bytes of texts travel in one statement; more are cut into several.
const STATEMENT_BYTES: usize = 1024 * 1024;
/// So many rows, too.
const STATEMENT_ROWS: usize = 2_000;

/// A parameter of a statement.
pub(super) type Param<'a> = Box<dyn ToSql + Sync + Send + 'a>;

/// One statement with what it is given.
pub(super) struct Step<'a> {
    pub statement: &'a Statement,
    pub params: Vec<Param<'a>>,
    /// About how much travels.
    pub bytes: usize,
    /// It takes as long as its table is large, and never travels with the COMMIT.
    pub reads_all: bool,
}

/// A record as it will be, and the version it is to stand at before; 0 for none.
struct Put<'a> {
    before: u32,
    seq: u64,
    record: &'a StoredRecord,
}

/// One column of a chunk, as an array.
pub(super) fn column<'a, R, T: ToSql + Sync + Send + 'a>(
    rows: &'a [R],
    value: impl Fn(&'a R) -> T,
) -> Param<'a>
where
    Vec<T>: ToSql,
{
    Box::new(rows.iter().map(value).collect::<Vec<T>>())
}

/// What becomes of each record over the whole batch: only its last version is put in place.
///
/// # Errors
/// [`Fault::Statement`] when a version does not follow on the one before it in the batch.
fn puts(commands: &[CommandWrites], first_seq: u64) -> Result<Vec<Put<'_>>, Fault> {
    let mut places: HashMap<(&str, u64), usize> = HashMap::new();
    let mut puts: Vec<Put<'_>> = Vec::new();
    let records = commands.iter().flat_map(|command| &command.writes).map(|write| &write.record);
    for (seq, record) in (first_seq..).zip(records) {
        match places.get(&(record.kind.as_str(), record.id)) {
            Some(&place) if puts[place].record.version + 1 != record.version => {
                return Err(not_the_next_version(record));
            }
            Some(&place) => puts[place] = Put { before: puts[place].before, seq, record },
            None => {
                places.insert((&record.kind, record.id), puts.len());
                puts.push(Put { before: record.version - 1, seq, record });
            }
        }
    }
    Ok(puts)
}

/// Everything a commit writes, in order, but for the COMMIT.
pub(super) struct Work<'a> {
    sealed: Vec<Sealed>,
    /// Sorted into new ones and changed ones.
    puts: Vec<Put<'a>>,
    commands: &'a [CommandWrites],
    /// The head each command left.
    seqs: Vec<u64>,
    /// What is to be erased with it.
    orders: Vec<Order>,
    before: &'a Head,
    now_ms: i64,
    /// The head it leaves.
    pub after: Head,
}

impl<'a> Work<'a> {
    /// What some commands come to, behind a head.
    ///
    /// # Errors
    /// [`Fault::Statement`] when a version does not follow on the one before it in the batch, or an order to erase is none.
    pub fn of(
        before: &'a Head,
        now_ms: i64,
        commands: &'a [CommandWrites],
        surroundings: &mut Surroundings,
    ) -> Result<Self, Fault> {
        let mut puts = puts(commands, before.seq + 1)?;
        sort(&mut puts);
        let (sealed, seqs, after) = seal_all(before, now_ms, commands, surroundings)?;
        let orders = erasure::orders(commands)?;
        Ok(Work { sealed, puts, commands, seqs, orders, before, now_ms, after })
    }
}

impl Work<'_> {
    /// As statements; a change before its version, which refers to it.
    pub fn steps<'a>(&'a self, statements: &'a Statements) -> Vec<Step<'a>> {
        if self.commands.is_empty() {
            return vec![Step {
                statement: &statements.confirm,
                params: Vec::new(),
                bytes: 64,
                reads_all: false,
            }];
        }
        let mut steps = Vec::new();
        for chunk in chunks(&self.sealed, sealed_bytes) {
            steps.push(changes(&statements.insert_changes, chunk));
            steps.push(versions(&statements.insert_versions, chunk));
        }
        let new = self.puts.partition_point(|put| put.before == 0);
        let (new, changed) = self.puts.split_at(new);
        steps.extend(chunks(new, put_bytes).map(|chunk| records(&statements.insert_records, chunk, false)));
        steps
            .extend(chunks(changed, put_bytes).map(|chunk| records(&statements.update_records, chunk, true)));
        let numbered: Vec<_> = self.commands.iter().zip(self.seqs.iter().copied()).collect();
        for chunk in numbered.chunks(STATEMENT_ROWS) {
            steps.push(commands(&statements.insert_commands, chunk, self.now_ms));
        }
        steps.extend(self.orders.iter().flat_map(|order| erase::steps(&statements.erase, order)));
        if self.after.seq > self.before.seq {
            steps.push(self.move_head(&statements.move_head));
        }
        steps.push(Step {
            statement: &statements.notify,
            params: vec![Box::new(CHANNEL)],
            bytes: 64,
            reads_all: false,
        });
        steps
    }

    fn move_head<'a>(&'a self, statement: &'a Statement) -> Step<'a> {
        let (before, after) = (self.before, &self.after);
        let params: Vec<Param<'a>> = vec![
            Box::new(sql(after.seq)),
            Box::new(&after.hash[..]),
            Box::new(after.time_ms),
            Box::new(sql(before.seq)),
            Box::new(&before.hash[..]),
            Box::new(sql(before.epoch)),
        ];
        Step { statement, params, bytes: 256, reads_all: false }
    }
}

/// Numbers and chains every write; answers also the number each command ended at, and the head.
fn seal_all(
    before: &Head,
    now_ms: i64,
    commands: &[CommandWrites],
    surroundings: &mut Surroundings,
) -> Result<(Vec<Sealed>, Vec<u64>, Head), Fault> {
    let mut head = before.clone();
    let (mut sealed, mut seqs) = (Vec::new(), Vec::with_capacity(commands.len()));
    for command in commands {
        for write in &command.writes {
            sealed.push(seal(&mut head, now_ms, write, surroundings)?);
        }
        seqs.push(head.seq);
    }
    Ok((sealed, seqs, head))
}

/// Sorts new records before changed ones, each in the order of their index, so that instances and
/// chunks touch them in one order.
fn sort(puts: &mut [Put<'_>]) {
    puts.sort_unstable_by_key(|put| (put.before != 0, &put.record.kind, put.record.id));
}

fn sealed_bytes(sealed: &Sealed) -> usize {
    let text =
        |opening: &Option<crate::register::chain::Opening>| opening.as_ref().map_or(0, |o| o.text.len());
    400 + text(&sealed.version.facts) + text(&sealed.version.content)
}

fn put_bytes(put: &Put<'_>) -> usize {
    100 + put.record.facts.len() + put.record.content.as_ref().map_or(0, String::len)
}

/// Cuts rows where they become too many or too long for one statement.
fn chunks<T>(mut rows: &[T], bytes_of: fn(&T) -> usize) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let (mut count, mut bytes) = (0, 0);
        for row in rows.iter().take(STATEMENT_ROWS) {
            bytes += bytes_of(row);
            if count > 0 && bytes > STATEMENT_BYTES {
                break;
            }
            count += 1;
        }
        let (chunk, rest) = rows.split_at(count);
        rows = rest;
        (count > 0).then_some(chunk)
    })
}

pub(super) fn changes<'a>(statement: &'a Statement, chunk: &'a [Sealed]) -> Step<'a> {
    let params = vec![
        column(chunk, |row| sql(row.change.line.seq)),
        column(chunk, |row| sql(row.change.line.epoch)),
        column(chunk, |row| row.change.line.time_ms),
        column(chunk, |row| row.change.line.party.as_str()),
        column(chunk, |row| row.change.line.role.as_str()),
        column(chunk, |row| row.change.line.verb.as_str()),
        column(chunk, |row| row.change.line.kind.as_str()),
        column(chunk, |row| sql(row.change.line.id)),
        column(chunk, |row| i64::from(row.change.line.version)),
        column(chunk, |row| i64::from(row.change.schema)),
        column(chunk, |row| &row.change.facts_commitment[..]),
        column(chunk, |row| row.change.content_commitment.as_ref().map(|hash: &Hash| &hash[..])),
        column(chunk, |row| &row.change.hash[..]),
    ];
    Step { statement, params, bytes: chunk.len() * 300, reads_all: false }
}

pub(super) fn versions<'a>(statement: &'a Statement, chunk: &'a [Sealed]) -> Step<'a> {
    let params = vec![
        column(chunk, |row| sql(row.version.seq)),
        column(chunk, |row| row.version.kind.as_str()),
        column(chunk, |row| sql(row.version.id)),
        column(chunk, |row| i64::from(row.version.version)),
        column(chunk, |row| i64::from(row.version.schema)),
        column(chunk, |row| row.version.facts.as_ref().map(|facts| facts.text.as_str())),
        column(chunk, |row| row.version.facts.as_ref().map(|facts| salt(&facts.salt))),
        column(chunk, |row| row.version.content.as_ref().map(|content| content.text.as_str())),
        column(chunk, |row| row.version.content.as_ref().map(|content| salt(&content.salt))),
    ];
    Step { statement, params, bytes: chunk.iter().map(sealed_bytes).sum(), reads_all: false }
}

fn salt(salt: &Salt) -> &[u8] {
    &salt[..]
}

/// New records, as they are stored elsewhere.
pub(super) fn stored_records<'a>(statement: &'a Statement, chunk: &'a [StoredRecord]) -> Step<'a> {
    let params = vec![
        column(chunk, |record| record.kind.as_str()),
        column(chunk, |record| sql(record.id)),
        column(chunk, |record| i64::from(record.version)),
        column(chunk, |record| sql(record.seq)),
        column(chunk, |record| i64::from(record.schema)),
        column(chunk, |record| record.facts.as_str()),
        column(chunk, |record| record.content.as_deref()),
        Box::new(sql(chunk.len() as u64)),
    ];
    Step { statement, params, bytes: 0, reads_all: false }
}

fn records<'a>(statement: &'a Statement, chunk: &'a [Put<'a>], changed: bool) -> Step<'a> {
    let mut params = vec![
        column(chunk, |put| put.record.kind.as_str()),
        column(chunk, |put| sql(put.record.id)),
        column(chunk, |put| i64::from(put.record.version)),
        column(chunk, |put| sql(put.seq)),
        column(chunk, |put| i64::from(put.record.schema)),
        column(chunk, |put| put.record.facts.as_str()),
        column(chunk, |put| put.record.content.as_deref()),
    ];
    if changed {
        params.push(column(chunk, |put| i64::from(put.before)));
    }
    params.push(Box::new(sql(chunk.len() as u64)));
    Step { statement, params, bytes: chunk.iter().map(put_bytes).sum(), reads_all: false }
}

fn commands<'a>(statement: &'a Statement, chunk: &[(&'a CommandWrites, u64)], now_ms: i64) -> Step<'a> {
    fn of<'a, T: ToSql + Sync + Send + 'a>(
        chunk: &[(&'a CommandWrites, u64)],
        value: impl Fn(&'a CommandWrites, u64) -> T,
    ) -> Param<'a>
    where
        Vec<T>: ToSql,
    {
        Box::new(chunk.iter().map(|(command, seq)| value(command, *seq)).collect::<Vec<T>>())
    }
    let params = vec![
        of(chunk, |command, _| command.key.caller.as_str()),
        of(chunk, |command, _| command.key.key.as_str()),
        of(chunk, |command, _| command.outcome.kind.as_str()),
        of(chunk, |command, _| sql(command.outcome.id)),
        of(chunk, |command, _| i64::from(command.outcome.version)),
        // From 200 to 299, as has been checked.
        of(chunk, |command, _| command.outcome.status as i16),
        of(chunk, |_, seq| sql(seq)),
        of(chunk, |_, _| now_ms),
        of(chunk, |command, _| &command.request_hash[..]),
        Box::new(sql(chunk.len() as u64)) as Param<'a>,
    ];
    Step { statement, params, bytes: chunk.len() * 200, reads_all: false }
}
