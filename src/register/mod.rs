//! The register: the ground state, on disk. What it holds is the truth of now, every earlier
//! version, and a gapless chain of changes; what memory holds is derived from it and can be thrown
//! away and rebuilt.
//!
//! The register knows nothing of places or reports. It keeps texts under a kind and an id, numbers
//! them, chains them and remembers what each command was answered. Meaning is the domain's.
//!
//! The trait is narrow on purpose, and it is cut so that PostgreSQL needs one round trip for
//! [`Register::begin`] and one for [`Register::commit`].

pub mod audit;
pub mod backup;
pub mod chain;
mod check;
pub mod checkpoint;
mod clock;
mod copy;
mod digest;
pub mod erasure;
pub mod faulty;
pub mod memory;
mod open;
pub mod past;
pub mod postgres;
mod shared;
#[cfg(test)]
pub(crate) mod simulated;
pub mod sqlite;
#[cfg(test)]
pub(crate) mod suite;
mod surroundings;
pub mod vacuum;
mod verify;

pub use check::{CREDENTIAL_MAX_BYTES, ID_MAX, KEY_MAX_CHARS, TEXT_MAX_BYTES};
pub use copy::{Copied, copy};
pub use digest::{RecordsDigest, digest};
pub use open::open;
pub use surroundings::Surroundings;

pub use shared::READER_VERSION;
use shared::{key_used, no_change, not_the_next_version, nothing_begun, stored_version};

use async_trait::async_trait;
use std::sync::Arc;
use tokio::sync::Notify;

/// Where the register stands: the last number given and the chain's hash there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the last change, 0 when there is none. Gapless and in commit order.
    pub seq: u64,
    /// Raised by every promotion of a standby; a lower one than already seen is refused.
    pub epoch: u64,
    /// SHA-256 of the last change, chained over all before it. All zeros at `seq` 0.
    pub hash: [u8; 32],
    /// The oldest program version that can read everything written so far.
    pub least_reader_version: u32,
    /// Time of the last change, milliseconds since 1970 UTC. `now` is never earlier.
    pub time_ms: i64,
}

/// One record as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// What it is: `place`, `report`, ... The domain's word, 1 to 32 characters of `a-z_`.
    pub kind: String,
    /// 53 random bits, unique within the kind.
    pub id: u64,
    /// 1 at creation, one more at each change.
    pub version: u32,
    /// Number of the change that wrote this version.
    pub seq: u64,
    /// Format of `facts` and `content`, raised when they are written differently.
    pub schema: u32,
    /// JSON text: type, cell, week, relations. Never rewritten.
    pub facts: String,
    /// JSON text: free text, identity, account. `None` when there is none or it is erased.
    pub content: Option<String>,
}

impl StoredRecord {
    /// A row that somebody wrote past the tables' own checks, so that a column holds what it cannot:
    /// whose it is, as far as that can be told. It is handed on, for one row must not keep the
    /// others from being read.
    pub(crate) fn torn(kind: String, id: u64, version: u32, seq: u64) -> Self {
        Self { kind, id, version, seq, schema: 0, facts: String::new(), content: None }
    }

    /// Whether it is such a row. No format is 0 and no text is empty in one that was written by a
    /// register.
    #[must_use]
    pub fn is_torn(&self) -> bool {
        self.schema == 0 && self.facts.is_empty()
    }
}

/// One version to be written, with what the change says of it.
#[derive(Clone, Debug)]
pub struct Write {
    /// The record's next version; `seq` is set by the register.
    pub record: StoredRecord,
    /// What happened, `noun.verb`.
    pub verb: String,
    /// Code of the party that acted; empty for the system itself.
    pub party: String,
    /// Role it acted in.
    pub role: String,
}

/// What a command came to. Never the body: that is rendered anew, through access, when asked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Kind of the record the command was about.
    pub kind: String,
    /// Its id.
    pub id: u64,
    /// The version the command made.
    pub version: u32,
    /// HTTP-like status the first answer carried (201 created, 200 changed).
    pub status: u16,
    /// Number of the last change of the command.
    pub seq: u64,
}

/// Who asked, and the caller's own key: the same pair is the same command.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommandKey {
    /// The account or token, so that keys of different callers never meet.
    pub caller: String,
    /// The caller's key, at most 200 characters.
    pub key: String,
}

/// A command's outcome as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// What was answered.
    pub outcome: Outcome,
    /// Keyed hash (HMAC-SHA-256) of the request, to tell another request under the same key.
    /// `None` when it has been erased.
    pub request_hash: Option<[u8; 32]>,
}

impl Remembered {
    /// A row that somebody wrote past the tables' own checks, so that it cannot be said what was answered. It is handed on,
    /// for one key must not keep the others from being used.
    pub(crate) fn torn() -> Self {
        let outcome = Outcome { kind: String::new(), id: 0, version: 0, status: 0, seq: 0 };
        Remembered { outcome, request_hash: None }
    }

    /// Whether it is such a row. No command is answered with status 0.
    #[must_use]
    pub fn is_torn(&self) -> bool {
        self.outcome.status == 0
    }

    /// What was read, where the tables' checks hold of it.
    pub(crate) fn checked(outcome: Outcome, request_hash: Option<[u8; 32]>) -> Self {
        let holds = (200..300).contains(&outcome.status) && outcome.id <= ID_MAX;
        if holds { Remembered { outcome, request_hash } } else { Self::torn() }
    }
}

/// Everything one command writes: its changes, in order, and what to remember of it.
#[derive(Clone, Debug)]
pub struct CommandWrites {
    /// The command's key.
    pub key: CommandKey,
    /// Keyed hash of the request.
    pub request_hash: [u8; 32],
    /// The versions, in order; may be empty when the command turned out to change nothing.
    pub writes: Vec<Write>,
    /// What the command came to; `seq` is set by the register.
    pub outcome: Outcome,
}

/// Where the register stands, and what has been written since the caller's `known` number.
#[derive(Clone, Debug)]
pub struct News {
    /// The head.
    pub head: Head,
    /// The chain's hash at `known`: another than the caller's own means that this is not the history
    /// it has seen. `None` when the register has no such change, or none that reads. All zeros for 0.
    pub known_hash: Option<[u8; 32]>,
    /// Current records changed since `known`, in the order they were last changed: what other
    /// instances wrote. Empty for a register of one process. Not more than [`MISSED_MAX`] of them: what
    /// follows is told to who asks again from the last one's number.
    pub missed: Vec<StoredRecord>,
    /// Raised by every change of the credentials.
    pub credentials: u64,
    /// Whether it can be written to where it was read: a standby only shows what its primary has written.
    pub writable: bool,
}

/// So many missed records are told at once: more than all others together write while one waits for the head, so that who has
/// caught up without the lock finds no second page under it. Fewer in tests, so that pages are turned there.
pub const MISSED_MAX: usize = if cfg!(test) { 200 } else { 50_000 };

impl News {
    /// Up to which number all is told.
    #[must_use]
    pub fn told_until(&self) -> u64 {
        match self.missed.last() {
            Some(last) if self.missed.len() == MISSED_MAX => last.seq,
            _ => self.head.seq,
        }
    }
}

/// What [`Register::begin`] gives: the head is locked from here to commit or rollback.
#[derive(Debug)]
pub struct Begun {
    /// The locked head, and what had been missed until then.
    pub news: News,
    /// Time to decide with, milliseconds since 1970 UTC: the clock's, but never earlier than the head's.
    pub now_ms: i64,
    /// Remembered outcomes of those of the asked keys that have been used before.
    pub earlier: Vec<(CommandKey, Remembered)>,
}

/// One line of the chain, without person and without content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// Its number.
    pub seq: u64,
    /// The epoch it was written in.
    pub epoch: u64,
    /// When, milliseconds since 1970 UTC.
    pub time_ms: i64,
    /// Code of the party that acted.
    pub party: String,
    /// Role it acted in.
    pub role: String,
    /// What happened, `noun.verb`.
    pub verb: String,
    /// Kind of the record.
    pub kind: String,
    /// Its id.
    pub id: u64,
    /// The version that was written.
    pub version: u32,
}

/// One earlier or current version of a record, for its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredVersion {
    /// The change that wrote it.
    pub change: ChangeLine,
    /// The version's texts.
    pub record: StoredRecord,
    /// Whether content has been erased from it.
    pub content_erased: bool,
}

/// What `samplats register verify` found.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Verification {
    /// Changes whose number, hash and commitments were checked.
    pub changes: u64,
    /// Records compared with their newest version.
    pub records: u64,
    /// Versions whose content is erased and whose commitment therefore cannot be opened.
    pub erased: u64,
    /// By which decisions they were, by the decision's reference; at most 1 000 are listed.
    pub erased_by: Vec<erasure::ErasedBy>,
    /// What does not hold, in words; empty when all is well. At most 100 are listed.
    pub faults: Vec<String>,
}

/// Figures for `samplats register stats`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Stats {
    /// Records per kind, ordered by kind.
    pub records: Vec<(String, u64)>,
    /// All versions kept.
    pub versions: u64,
    /// Number of the last change.
    pub seq: u64,
    /// Remembered commands.
    pub commands: u64,
    /// Size on disk in bytes, 0 for memory.
    pub bytes: u64,
}

/// A row outside the chain: an account, a session, a token. Secrets only as hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// `account`, `session`, `token` or `secret`.
    pub kind: CredentialKind,
    /// The account's id, or the SHA-256 (hex) of the session's or token's secret.
    pub key: String,
    /// JSON text, the owner's format.
    pub body: String,
    /// When it ends by itself, milliseconds since 1970 UTC.
    pub expires_ms: Option<i64>,
}

/// All credentials, at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Credentials {
    /// By kind and key.
    pub rows: Vec<Credential>,
    /// How often they have been changed.
    pub number: u64,
}

/// What a credential row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CredentialKind {
    /// Someone who may log in.
    Account,
    /// A log-in that lasts.
    Session,
    /// A bearer token.
    Token,
    /// A key of the installation itself, such as the one request hashes are keyed with.
    Secret,
}

impl CredentialKind {
    /// How it is written in the tables.
    pub fn word(self) -> &'static str {
        match self {
            CredentialKind::Account => "account",
            CredentialKind::Session => "session",
            CredentialKind::Token => "token",
            CredentialKind::Secret => "secret",
        }
    }

    /// The kind that is written so.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Account, Self::Session, Self::Token, Self::Secret].into_iter().find(|kind| kind.word() == word)
    }
}

/// Trouble with the register. A refusal is never one of these.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Fault {
    /// Nothing was written, and the same can be tried again later (locked, busy, no connection).
    #[error("the register is not available now: {0}")]
    Unavailable(String),
    /// A statement was refused by the database; the transaction was rolled back, nothing was written.
    #[error("the register refused a statement: {0}")]
    Statement(String),
    /// The commit may or may not have taken place; nothing may be decided before catching up.
    #[error("the outcome of the commit is unknown: {0}")]
    OutcomeUnknown(String),
    /// The disk or the file failed, or what is stored contradicts itself: stop, do not retry.
    #[error("the register is broken: {0}")]
    Broken(String),
    /// The register is behind what has been seen of it: a primary that was replaced, or a backup.
    /// Nothing was written, and nothing of it is taken in until it is the one it was.
    #[error("the register is behind what has been seen of it: {0}")]
    Behind(String),
    /// Another process holds it, it is of a newer version, or it is not a register: say what to do.
    #[error("{0}")]
    NotOurs(String),
}

impl Fault {
    /// What kind of trouble, in a word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Unavailable(_) => "unavailable",
            Self::Statement(_) => "statement",
            Self::OutcomeUnknown(_) => "outcome_unknown",
            Self::Broken(_) => "broken",
            Self::Behind(_) => "behind",
            Self::NotOurs(_) => "not_ours",
        }
    }
}

/// The writing side: one caller at a time, one transaction at a time. A transaction that was begun
/// and neither committed nor rolled back, because its caller was cancelled, is rolled back by the
/// next call of anything but `commit`.
#[async_trait]
pub trait Register: Send {
    /// Reads every current record, in batches of at most `batch` rows, and then returns the head
    /// they stand at. One consistent picture. Called once at start, and again after a fault.
    ///
    /// # Errors
    /// Any [`Fault`]; `sink` is then to be forgotten.
    async fn load(
        &mut self,
        batch: usize,
        sink: &mut (dyn FnMut(Vec<StoredRecord>) + Send),
    ) -> Result<Head, Fault>;

    /// Tells where the register stands and what has been written since `known`, without locking
    /// anything. One consistent picture.
    ///
    /// # Errors
    /// Any [`Fault`].
    async fn look(&mut self, known: u64) -> Result<News, Fault>;

    /// Locks the head, catches up from `known` and looks up `keys`.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when the lock is not had in 3 s, the database is away, or its clock and this machine's are apart.
    async fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault>;

    /// Writes the commands, moves the head and commits, durably. Returns the new head. Without a
    /// command, what [`Register::begin`] found is made as durable as what a commit writes: an earlier
    /// commit whose outcome was unknown may be readable and yet not be where it would survive.
    /// Without a transaction begun this is [`Fault::Broken`].
    ///
    /// # Errors
    /// [`Fault::Statement`]: rolled back, try each command alone. [`Fault::OutcomeUnknown`]: catch
    /// up before anything else. [`Fault::Broken`]: stop.
    async fn commit(&mut self, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault>;

    /// Ends the transaction without a trace.
    ///
    /// # Errors
    /// [`Fault::Broken`] when even that fails.
    async fn rollback(&mut self) -> Result<(), Fault>;

    /// Removes and then writes rows outside the chain, durably, all or none, and answers their new
    /// number; or `None`, and nothing is written, when they have changed since number `known`.
    ///
    /// # Errors
    /// As [`Register::commit`].
    async fn put_credentials(
        &mut self,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<Option<u64>, Fault>;

    /// All credentials.
    ///
    /// # Errors
    /// Any [`Fault`].
    async fn credentials(&mut self) -> Result<Credentials, Fault>;

    /// Says that whoever reads the register is a program of at least this version, durably, and
    /// answers the version that was asked for before. It is never taken back.
    ///
    /// # Errors
    /// [`Fault::NotOurs`] with a sentence while an older program is connected; else as
    /// [`Register::commit`].
    async fn raise_reader(&mut self, version: u32) -> Result<u32, Fault>;

    /// The bell that rings when somebody else may have written. `None` for a register of one
    /// process, in which nobody else writes. It only says "look", and may stay silent: whoever
    /// follows looks every second all the same.
    fn bell(&self) -> Option<Arc<Notify>>;

    /// The reading side, which works beside a writer and may be cloned.
    fn archive(&self) -> Arc<dyn Archive>;
}

/// The reading side for what memory does not hold: history, the chain, figures. These go to the
/// disk; nothing on the path of an ordinary read may call them.
#[async_trait]
pub trait Archive: past::Past + audit::Audit {
    /// Versions of one record up to the version `until` (`u32::MAX`: up to its newest), oldest first, at most `limit` of the
    /// newest of them.
    ///
    /// # Errors
    /// Any [`Fault`].
    async fn history(
        &self,
        kind: &str,
        id: u64,
        until: u32,
        limit: usize,
    ) -> Result<Vec<StoredVersion>, Fault>;

    /// Changes after a number, in order, at most `limit`.
    ///
    /// # Errors
    /// Any [`Fault`].
    async fn changes_after(&self, seq: u64, limit: usize) -> Result<Vec<ChangeLine>, Fault>;

    /// Checks every number, hash and commitment, and that each record equals its newest version.
    /// `progress` is told how many changes are done.
    ///
    /// # Errors
    /// Any [`Fault`]; what does not hold is not an error but in [`Verification::faults`].
    async fn verify(&self, progress: &(dyn Fn(u64) + Send + Sync)) -> Result<Verification, Fault>;

    /// Figures of the whole.
    ///
    /// # Errors
    /// Any [`Fault`].
    async fn stats(&self) -> Result<Stats, Fault>;

    /// How many commands are remembered from before a time, milliseconds since 1970 UTC.
    ///
    /// # Errors
    /// Any [`Fault`].
    async fn remembered_before(&self, time_ms: i64) -> Result<u64, Fault>;
}
