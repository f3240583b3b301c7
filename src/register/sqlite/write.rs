//! The one connection that writes. Everything here blocks; it lives on a thread of its own.

use super::erase::{cut_log_off, erase, vacuum};
use super::mover::{Mover, frames_waiting};
use super::rows::{self, sql};
use crate::register::chain::{Sealed, seal};
use crate::register::{
    Begun, CommandKey, CommandWrites, Credential, CredentialKind, Credentials, Fault, Head, MISSED_MAX, News,
    Outcome, Remembered, StoredRecord, Surroundings, Write, check, erasure, key_used, not_the_next_version,
    nothing_begun,
};
use rusqlite::{Connection, OptionalExtension, params};
use std::fs::File;
use std::sync::Arc;

/// Frames of 4 KiB the write-ahead log may hold before they are moved into the main file. Four times
/// SQLite's own: a page written by many commits is then moved once.
pub(super) const LOG_GROWN: i64 = 4_000;
/// With so many still to be moved whoever writes waits for it: the log must not grow for ever where more is written than can
/// be moved meanwhile. 160 MB.
const LOG_MAX: i64 = 10 * LOG_GROWN;

/// What the connection that writes has to do with the log before it does anything else: of several things the last one, which is
/// the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    Nothing,
    /// Most of it has been [moved](Mover::moves_most) beside whoever wrote. What came meanwhile is moved, so that it begins anew.
    Rest,
    /// It has grown out of all bounds: all of it is moved.
    All,
    /// It holds texts that were erased, on whatever connection.
    CutOff,
}

/// The writing connection, its transaction, and the lock on the file.
pub(super) struct Writer {
    /// Dropped before the connection that writes, which closes the file.
    mover: Mover,
    connection: Connection,
    surroundings: Surroundings,
    /// The head as locked, from begin to commit or rollback.
    begun: Option<Head>,
    /// Why nothing is done any more, once the disk or the file has failed.
    broken: Option<String>,
    due: Due,
    /// With so many frames of the log still to be moved all is due: [`LOG_MAX`], or more while that has been of no use.
    most: i64,
    /// So many there were when the keeper was rung for them last; none once it has moved them.
    rung_at: i64,
    /// See [`Mover::new`]: dropped when nobody has a lock on it any more.
    _file: Arc<File>,
    /// Dropped last, so that nobody else opens the file while it is being closed.
    _lock: File,
}

impl Writer {
    pub fn new(
        connection: Connection,
        mover: Mover,
        surroundings: Surroundings,
        file: Arc<File>,
        lock: File,
    ) -> Self {
        Writer {
            mover,
            connection,
            surroundings,
            begun: None,
            broken: None,
            due: Due::Nothing,
            most: LOG_MAX,
            rung_at: 0,
            _file: file,
            _lock: lock,
        }
    }

    /// Refuses after the file has failed, and ends a transaction whose caller has gone away.
    fn ready(&mut self) -> Result<(), Fault> {
        if let Some(why) = &self.broken {
            return Err(Fault::Broken(why.clone()));
        }
        self.rollback()
    }

    /// Ends what is open after a fault, and remembers a fault that cannot be recovered from.
    fn give_up(&mut self, fault: Fault) -> Fault {
        self.begun = None;
        let mut fault = fault;
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("rollback")
        {
            fault = Fault::Broken(format!("{fault}; and it could not be rolled back: {error}"));
        }
        if let Fault::Broken(why) = &fault {
            self.broken = Some(why.clone());
        }
        fault
    }

    /// Reads all records in one transaction; stops early when `sink` answers false.
    pub fn load(&mut self, batch: usize, sink: impl FnMut(Vec<StoredRecord>) -> bool) -> Result<Head, Fault> {
        self.ready()?;
        let read = load(&self.connection, batch.max(1), sink);
        read.map_err(|fault| self.give_up(fault))
    }

    /// See [`crate::register::Register::look`].
    pub fn look(&mut self, known: u64) -> Result<News, Fault> {
        self.ready()?;
        let looked = look(&self.connection, known);
        looked.map_err(|fault| self.give_up(fault))
    }

    /// See [`crate::register::Register::begin`].
    pub fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault> {
        self.ready()?;
        match self.lock_and_look(known, keys) {
            Ok(begun) => {
                self.begun = Some(begun.news.head.clone());
                Ok(begun)
            }
            Err(fault) => Err(self.give_up(fault)),
        }
    }

    fn lock_and_look(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault> {
        self.connection.prepare_cached("begin immediate")?.execute([])?;
        let news = news(&self.connection, known)?;
        let mut earlier = Vec::new();
        for key in keys {
            if let Some(remembered) = remembered(&self.connection, key)? {
                earlier.push((key.clone(), remembered));
            }
        }
        Ok(Begun { now_ms: self.surroundings.now_ms(news.head.time_ms), news, earlier })
    }

    /// See [`crate::register::Register::commit`].
    pub fn commit(&mut self, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault> {
        if let Some(why) = &self.broken {
            return Err(Fault::Broken(why.clone()));
        }
        let before = self.begun.take().ok_or_else(nothing_begun)?;
        let after = match self.write(&before, now_ms, commands) {
            Ok(after) => after,
            Err(fault) => return Err(self.give_up(fault)),
        };
        match self.connection.execute_batch("commit") {
            Ok(()) => Ok(after),
            Err(error) => self.settle(error.into(), &before, after),
        }
    }

    /// Finds out whether a commit that answered with a fault took place.
    pub fn settle(&mut self, fault: Fault, before: &Head, after: Head) -> Result<Head, Fault> {
        // After a failed write or fsync what is read back says nothing about the disk. A
        // transaction still open was not committed, and is rolled back.
        if matches!(fault, Fault::Broken(_)) || !self.connection.is_autocommit() {
            return Err(self.give_up(fault));
        }
        match rows::head(&self.connection) {
            Ok(head) if head == after => Ok(after),
            Ok(head) if head == *before => Err(fault),
            Ok(head) => Err(self.give_up(Fault::Broken(format!(
                "after a failed commit the head is at {}, neither before nor after it: {fault}",
                head.seq
            )))),
            Err(unread) => {
                Err(Fault::OutcomeUnknown(format!("{fault}; and the head cannot be read: {unread}")))
            }
        }
    }

    fn write(&mut self, before: &Head, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault> {
        check::commands(before, now_ms, commands)?;
        let mut head = before.clone();
        for command in commands {
            for write in &command.writes {
                put_record(&self.connection, write, head.seq + 1)?;
                let sealed = seal(&mut head, now_ms, write, &mut self.surroundings)?;
                insert_change(&self.connection, &sealed)?;
                insert_version(&self.connection, &sealed)?;
            }
            remember(&self.connection, command, &head, now_ms)?;
        }
        for order in erasure::orders(commands)? {
            erase(&self.connection, &order)?;
            self.has_due(Due::CutOff);
        }
        if head.seq > before.seq {
            move_head(&self.connection, before, &head)?;
        }
        Ok(head)
    }

    /// See [`crate::register::Register::rollback`].
    pub fn rollback(&mut self) -> Result<(), Fault> {
        self.begun = None;
        if self.connection.is_autocommit() {
            return Ok(());
        }
        self.connection
            .execute_batch("rollback")
            .map_err(|error| self.give_up(Fault::Broken(format!("it could not be rolled back: {error}"))))
    }

    /// See [`crate::register::Register::put_credentials`].
    pub fn put_credentials(
        &mut self,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<Option<u64>, Fault> {
        check::credentials(put, remove)?;
        self.ready()?;
        let written = put_credentials(&self.connection, known, put, remove);
        let Some(number) = written.map_err(|fault| self.give_up(fault))? else {
            self.rollback()?;
            return Ok(None);
        };
        // Each row is whole in itself and putting it again changes nothing, so a commit in doubt
        // need not be settled as one of the chain must.
        let committed = self.connection.execute_batch("commit").map_err(Fault::from);
        committed.map(|()| Some(number)).map_err(|fault| match self.connection.is_autocommit() {
            true if !matches!(fault, Fault::Broken(_)) => Fault::OutcomeUnknown(fault.to_string()),
            _ => self.give_up(fault),
        })
    }

    /// See [`crate::register::Register::raise_reader`].
    pub fn raise_reader(&mut self, version: u32) -> Result<u32, Fault> {
        self.ready()?;
        let raised = raise_reader(&self.connection, version);
        raised.map_err(|fault| self.give_up(fault))
    }

    /// See [`crate::register::Register::credentials`].
    pub fn credentials(&mut self) -> Result<Credentials, Fault> {
        self.ready()?;
        let read = credentials(&self.connection);
        read.map_err(|fault| self.give_up(fault))
    }

    /// Whether the log may be moved beside what is done here: neither the disk nor the file has failed, and its rest is not
    /// about to be moved here.
    pub fn lets_move(&self) -> bool {
        self.broken.is_none() && self.due != Due::Rest
    }

    /// Something has to be done with the log.
    pub fn has_due(&mut self, due: Due) {
        self.due = self.due.max(due);
    }

    /// Whether the log has to be cut off, and could not be yet because somebody reads from it.
    pub fn waits_for_readers(&self) -> bool {
        self.due == Due::CutOff && self.broken.is_none()
    }

    /// Whether the keeper is to be rung: the log has grown since it was rung last, or is to be cut off. While somebody reads what
    /// stood there before it cannot be moved, and is not tried again for every call.
    pub fn wants_keeper(&mut self) -> bool {
        let Some(waiting) = self.look_at_log() else { return false };
        let grown = waiting >= self.rung_at + LOG_GROWN;
        if grown {
            self.rung_at = waiting;
        }
        grown || self.waits_for_readers()
    }

    /// Looks how many frames of the log are still to be moved, unless a transaction is open.
    pub fn look_at_log(&mut self) -> Option<i64> {
        if !self.may_touch_log() {
            return None;
        }
        let waiting = frames_waiting(&self.connection, "noop").unwrap_or_else(|fault| {
            self.checkpoint_failed(fault);
            0
        });
        if waiting >= self.most {
            self.has_due(Due::All);
        }
        self.waits(waiting);
        Some(waiting)
    }

    /// Takes in how many frames are still to be moved. Where so few are, the log is moved anew once it has grown.
    pub fn waits(&mut self, waiting: i64) {
        if waiting < LOG_GROWN {
            self.rung_at = 0;
        }
    }

    /// Does what is due with the log, unless a transaction is open. On a full disk all stays in it.
    pub fn settle_log(&mut self) {
        if !self.may_touch_log() {
            return;
        }
        match self.due {
            Due::Nothing => {}
            Due::Rest | Due::All => self.move_here(),
            Due::CutOff => self.cut_log_off(),
        }
    }

    fn may_touch_log(&self) -> bool {
        self.broken.is_none() && self.connection.is_autocommit()
    }

    fn move_here(&mut self) {
        self.due = Due::Nothing;
        let mover = self.mover.clone();
        let moved =
            mover.held().and_then(|_nobody_else_moves_it| frames_waiting(&self.connection, "passive"));
        match moved {
            // Somebody reads what stood there before: it is not tried again for every call.
            Ok(left) => {
                self.most = LOG_MAX.max(left + LOG_GROWN);
                self.waits(left);
            }
            Err(fault) => self.checkpoint_failed(fault),
        }
    }

    /// What it means that the log could not be moved, on whatever connection.
    pub fn checkpoint_failed(&mut self, fault: Fault) {
        match fault {
            Fault::Broken(_) => {
                tracing::error!(%fault, "the register's log could not be moved into its file");
                self.give_up(fault);
            }
            fault => tracing::warn!(%fault, "the register's log stays as it is for now"),
        }
    }

    /// See [`super::Sqlite::vacuum`].
    pub fn vacuum(&mut self) -> Result<(), Fault> {
        self.ready()?;
        let mover = self.mover.clone();
        let done = mover.held().and_then(|_nobody_moves_it| vacuum(&self.connection));
        done.map_err(|fault| self.give_up(fault))
    }

    /// Moves everything into the main file, where erased texts are overwritten, and cuts the log off.
    fn cut_log_off(&mut self) {
        let mover = self.mover.clone();
        match mover.held().and_then(|_nobody_moves_it| cut_log_off(&self.connection)) {
            Ok(true) => {
                self.due = Due::Nothing;
                self.waits(0);
            }
            // Somebody reads from it.
            Ok(false) => {}
            Err(fault @ Fault::Broken(_)) => {
                tracing::error!(%fault, "the register's log could not be cut off");
                self.give_up(fault);
            }
            Err(fault) => tracing::warn!(%fault, "the register's log is cut off later"),
        }
    }

    #[cfg(test)]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    #[cfg(test)]
    pub fn mover(&self) -> &Mover {
        &self.mover
    }
}

/// One statement, and so a transaction by itself.
fn raise_reader(connection: &Connection, version: u32) -> Result<u32, Fault> {
    let before = rows::head(connection)?.least_reader_version;
    let raise = "update head set least_reader_version = ? where least_reader_version < ?";
    connection.execute(raise, params![version, version])?;
    Ok(before)
}

fn load(
    connection: &Connection,
    batch: usize,
    mut sink: impl FnMut(Vec<StoredRecord>) -> bool,
) -> Result<Head, Fault> {
    let transaction = connection.unchecked_transaction()?;
    let head = rows::head(connection)?;
    let mut statement = connection.prepare_cached(&format!("select {} from record", rows::RECORD))?;
    let mut found = statement.query([])?;
    let mut records = Vec::with_capacity(batch);
    while let Some(row) = found.next()? {
        records.push(rows::record(row)?);
        if records.len() == batch && !sink(std::mem::replace(&mut records, Vec::with_capacity(batch))) {
            return Err(Fault::Unavailable("the one who asked for the records has gone".into()));
        }
    }
    if !records.is_empty() {
        sink(records);
    }
    drop(found);
    drop(statement);
    transaction.commit()?;
    Ok(head)
}

fn look(connection: &Connection, known: u64) -> Result<News, Fault> {
    let transaction = connection.unchecked_transaction()?;
    let news = news(connection, known)?;
    transaction.commit()?;
    Ok(news)
}

/// Inside a transaction, so that it is one picture.
fn news(connection: &Connection, known: u64) -> Result<News, Fault> {
    let head = rows::head(connection)?;
    let missed = if known < head.seq { missed(connection, known)? } else { Vec::new() };
    let known_hash = hash_at(connection, known)?;
    let credentials = credentials_number(connection)?;
    Ok(News { head, known_hash, missed, credentials, writable: true })
}

fn hash_at(connection: &Connection, seq: u64) -> Result<Option<[u8; 32]>, Fault> {
    if seq == 0 {
        return Ok(Some([0; 32]));
    }
    let mut statement = connection.prepare_cached("select hash from change where seq = ?")?;
    let found = statement.query_row([sql(seq)?], |row| Ok(row.get(0).ok()));
    Ok(found.optional()?.flatten())
}

pub(super) fn credentials_number(connection: &Connection) -> Result<u64, Fault> {
    let mut statement = connection.prepare_cached("select number from credential_head")?;
    Ok(statement.query_row([], |row| rows::number(row, 0))?)
}

fn missed(connection: &Connection, known: u64) -> Result<Vec<StoredRecord>, Fault> {
    let query = format!("select {} from record where seq > ? order by seq limit ?", rows::RECORD);
    let mut statement = connection.prepare_cached(&query)?;
    let found = statement.query_map([sql(known)?, MISSED_MAX as i64], rows::record)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// What is remembered under a key. A row that was written past the checks is handed on as one.
fn remembered(connection: &Connection, key: &CommandKey) -> Result<Option<Remembered>, Fault> {
    let mut statement = connection.prepare_cached(
        "select kind, id, version, status, seq, request_hash from command where caller = ? and key = ?",
    )?;
    let read = |row: &rusqlite::Row<'_>| Ok(whole_remembered(row).unwrap_or_else(|_| Remembered::torn()));
    Ok(statement.query_row([&key.caller, &key.key], read).optional()?)
}

fn whole_remembered(row: &rusqlite::Row<'_>) -> rusqlite::Result<Remembered> {
    let outcome = Outcome {
        kind: row.get(0)?,
        id: rows::number(row, 1)?,
        version: row.get(2)?,
        status: row.get(3)?,
        seq: rows::number(row, 4)?,
    };
    Ok(Remembered::checked(outcome, row.get(5)?))
}

pub(super) fn insert_change(connection: &Connection, sealed: &Sealed) -> Result<(), Fault> {
    let change = &sealed.change;
    let line = &change.line;
    connection
        .prepare_cached(
            "insert into change (seq, epoch, time_ms, party, role, verb, kind, id, version, schema, \
             facts_commitment, content_commitment, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            sql(line.seq)?,
            sql(line.epoch)?,
            line.time_ms,
            line.party,
            line.role,
            line.verb,
            line.kind,
            sql(line.id)?,
            line.version,
            change.schema,
            change.facts_commitment,
            change.content_commitment,
            change.hash,
        ])?;
    Ok(())
}

pub(super) fn insert_version(connection: &Connection, sealed: &Sealed) -> Result<(), Fault> {
    let version = &sealed.version;
    let (facts, content) = (version.facts.as_ref(), version.content.as_ref());
    connection
        .prepare_cached(
            "insert into record_version (seq, kind, id, version, schema, facts, facts_salt, content, content_salt) \
             values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            sql(version.seq)?,
            version.kind,
            sql(version.id)?,
            version.version,
            version.schema,
            facts.map(|opening| &opening.text),
            facts.map(|opening| opening.salt),
            content.map(|opening| &opening.text),
            content.map(|opening| opening.salt),
        ])?;
    Ok(())
}

/// Puts the record where its last version was. No row fits when another version is stored, or,
/// for a first version, when any is.
fn put_record(connection: &Connection, write: &Write, seq: u64) -> Result<(), Fault> {
    let record = &write.record;
    let statement = if record.version == 1 {
        "insert into record (kind, id, version, seq, schema, facts, content) values (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         on conflict (kind, id) do nothing"
    } else {
        "update record set version = ?3, seq = ?4, schema = ?5, facts = ?6, content = ?7 \
         where kind = ?1 and id = ?2 and version = ?3 - 1"
    };
    let rows = connection.prepare_cached(statement)?.execute(params![
        record.kind,
        sql(record.id)?,
        record.version,
        sql(seq)?,
        record.schema,
        record.facts,
        record.content,
    ])?;
    if rows == 1 { Ok(()) } else { Err(not_the_next_version(record)) }
}

fn remember(connection: &Connection, command: &CommandWrites, head: &Head, now_ms: i64) -> Result<(), Fault> {
    let outcome = &command.outcome;
    let rows = connection
        .prepare_cached(
            "insert into command (caller, key, kind, id, version, status, seq, time_ms, request_hash) \
             values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (caller, key) do nothing",
        )?
        .execute(params![
            command.key.caller,
            command.key.key,
            outcome.kind,
            sql(outcome.id)?,
            outcome.version,
            outcome.status,
            sql(head.seq)?,
            now_ms,
            command.request_hash,
        ])?;
    if rows == 1 { Ok(()) } else { Err(key_used()) }
}

/// The lock on the head makes the condition hold; were it ever not to, nothing may be committed.
fn move_head(connection: &Connection, before: &Head, after: &Head) -> Result<(), Fault> {
    let rows = connection
        .prepare_cached("update head set seq = ?, hash = ?, time_ms = ? where seq = ? and hash = ?")?
        .execute(params![sql(after.seq)?, after.hash, after.time_ms, sql(before.seq)?, before.hash])?;
    if rows == 1 { Ok(()) } else { Err(Fault::Broken("the head moved while it was locked".into())) }
}

/// Begins a transaction and writes into it; `None` when there is nothing to commit.
fn put_credentials(
    connection: &Connection,
    known: u64,
    put: &[Credential],
    remove: &[(CredentialKind, String)],
) -> Result<Option<u64>, Fault> {
    connection.execute_batch("begin immediate")?;
    let moved = connection
        .prepare_cached("update credential_head set number = number + 1 where number = ?")?
        .execute([sql(known)?])?;
    if moved == 0 {
        return Ok(None);
    }
    let mut delete = connection.prepare_cached("delete from credential where kind = ? and key = ?")?;
    for (kind, key) in remove {
        delete.execute(params![kind.word(), key])?;
    }
    let mut insert = connection.prepare_cached(
        "insert into credential (kind, key, body, expires_ms) values (?, ?, ?, ?) \
         on conflict (kind, key) do update set body = excluded.body, expires_ms = excluded.expires_ms",
    )?;
    for credential in put {
        insert.execute(params![
            credential.kind.word(),
            credential.key,
            credential.body,
            credential.expires_ms
        ])?;
    }
    Ok(Some(known + 1))
}

fn credentials(connection: &Connection) -> Result<Credentials, Fault> {
    let transaction = connection.unchecked_transaction()?;
    let number = credentials_number(connection)?;
    let mut statement = connection.prepare_cached("select kind, key, body, expires_ms from credential")?;
    let mut found = statement.query([])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.push(Credential {
            kind: rows::parse_credential_kind(&row.get::<_, String>(0)?)?,
            key: row.get(1)?,
            body: row.get(2)?,
            expires_ms: row.get(3)?,
        });
    }
    // As the other backends order them: by what the kind is, not by how it is spelt.
    rows.sort_unstable_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
    drop(found);
    drop(statement);
    transaction.commit()?;
    Ok(Credentials { rows, number })
}
