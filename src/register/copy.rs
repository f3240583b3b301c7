//! Moving a register from one database to another, row by row: every table, every version, every
//! hash as it is. Nothing is decided anew, so the copy verifies exactly as the original does.

use super::audit::{Asked, Line, READ_MAX};
use super::chain::Sealed;
use super::shared::PAST_ALL;
use super::{CommandKey, Credential, Fault, Head, Remembered, StoredRecord, open};
use super::{postgres, sqlite};
use sha2::{Digest, Sha256};
use std::path::Path;
use tokio::sync::mpsc;

/// Rows that travel together.
pub(super) const ROWS: usize = 500;
/// Such parcels that may wait to be written while the next is read.
const AHEAD: usize = 4;

/// A row of `command`.
pub(super) struct CommandRow {
    pub key: CommandKey,
    pub remembered: Remembered,
    pub time_ms: i64,
}

/// Some rows of one table, or, last of all, where the register stands.
pub(super) enum Parcel {
    /// Changes, each with the version it wrote, in order.
    Sealed(Vec<Sealed>),
    /// Current records.
    Records(Vec<StoredRecord>),
    /// Remembered commands.
    Commands(Vec<CommandRow>),
    /// Rows outside the chain.
    Credentials(Vec<Credential>),
    /// Lines of the audit log.
    Audit(Vec<Line>),
    /// The head, and the credentials' number. Without it nothing is committed.
    End(Head, u64),
}

/// What was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Changes, each with its version.
    pub changes: u64,
    /// Current records.
    pub records: u64,
    /// Rows outside the chain.
    pub credentials: u64,
    /// Lines of the audit log, equal on both sides.
    pub audit_lines: u64,
    /// SHA-256 over all current records, equal on both sides.
    pub digest: [u8; 32],
}

/// Copies the register at `from` into the empty one at `to`, and compares the two: head, digest,
/// credentials, and the copy's own chain. Nobody may write to `from` meanwhile; a SQLite file is
/// locked for it, and of a database one picture is read. The copy is one transaction.
///
/// # Errors
/// [`Fault::NotOurs`] when the target is not empty, or a store is not one to copy from or to;
/// [`Fault::Broken`] when the source contradicts itself or the copy does not equal it.
pub async fn copy(from: &str, to: &str, data_dir: &Path) -> Result<Copied, Fault> {
    let (parcels, inbox) = mpsc::channel(AHEAD);
    let (read, written) =
        futures_util::future::join(read(from, data_dir, parcels), write(to, data_dir, inbox)).await;
    match (read, written) {
        (Ok(()), Ok(())) => compare(from, to, data_dir).await,
        // A reader that only stopped because nobody wrote any more has nothing to tell.
        (Err(fault), _) if !matches!(&fault, Fault::Unavailable(why) if why == NOBODY_WRITES) => Err(fault),
        (_, Err(fault)) | (Err(fault), Ok(())) => Err(fault),
    }
}

const NOBODY_WRITES: &str = "the copy is not written any more";

/// Said to a reader whose writer has stopped.
pub(super) fn nobody_writes() -> Fault {
    Fault::Unavailable(NOBODY_WRITES.into())
}

/// Said by a writer whose reader has stopped.
pub(super) fn incomplete() -> Fault {
    Fault::Unavailable("the reading ended before everything was read".into())
}

/// Said of a target that holds something.
pub(super) fn not_empty() -> Fault {
    Fault::NotOurs("the target holds a register already; copy into an empty one".into())
}

/// Said of a source whose chain has a hole.
pub(super) fn no_version(seq: u64) -> Fault {
    Fault::Broken(format!("change {seq} has no version row; run samplats register verify"))
}

async fn read(from: &str, data_dir: &Path, parcels: mpsc::Sender<Parcel>) -> Result<(), Fault> {
    match from.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => sqlite::copy::read(data_dir.join(path), parcels).await,
        Some(("postgres" | "postgresql", _)) => postgres::copy::read(from, parcels).await,
        _ => Err(neither()),
    }
}

async fn write(to: &str, data_dir: &Path, inbox: mpsc::Receiver<Parcel>) -> Result<(), Fault> {
    match to.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => sqlite::copy::write(data_dir.join(path), inbox).await,
        Some(("postgres" | "postgresql", _)) => postgres::copy::write(to, inbox).await,
        _ => Err(neither()),
    }
}

fn neither() -> Fault {
    Fault::NotOurs("a register is copied between sqlite:PATH and postgres://...".into())
}

/// Opens both and compares what can be compared without trusting the copying.
async fn compare(from: &str, to: &str, data_dir: &Path) -> Result<Copied, Fault> {
    let (mut one, mut other) = (open(from, data_dir).await?, open(to, data_dir).await?);
    let digest = super::digest(one.as_mut()).await?;
    if digest != super::digest(other.as_mut()).await? {
        return Err(differs("their records differ"));
    }
    let (head, theirs) = (one.look(PAST_ALL).await?.head, other.look(PAST_ALL).await?.head);
    if (head.seq, head.hash, head.time_ms) != (theirs.seq, theirs.hash, theirs.time_ms) {
        return Err(differs("their chains end differently"));
    }
    let (credentials, their_credentials) = (one.credentials().await?, other.credentials().await?);
    if credentials != their_credentials {
        return Err(differs("their credentials differ"));
    }
    let (stats, their_stats) = (one.archive().stats().await?, other.archive().stats().await?);
    if (stats.versions, stats.commands) != (their_stats.versions, their_stats.commands) {
        return Err(differs("one has more versions or commands"));
    }
    let audit = audit_of(one.as_ref()).await?;
    if audit != audit_of(other.as_ref()).await? {
        return Err(differs("their audit logs differ"));
    }
    let verified = other.archive().verify(&|_| ()).await?;
    if let Some(fault) = verified.faults.first() {
        return Err(differs(fault));
    }
    let credentials = credentials.rows.len() as u64;
    let (changes, records) = (verified.changes, verified.records);
    Ok(Copied { changes, records, credentials, audit_lines: audit.0, digest })
}

/// How many lines the audit log has, and a digest over all of them.
async fn audit_of(register: &dyn super::Register) -> Result<(u64, [u8; 32]), Fault> {
    let (archive, mut digest, mut count) = (register.archive(), Sha256::new(), 0);
    let mut asked = Asked { limit: READ_MAX, ..Asked::default() };
    loop {
        let lines = archive.noted(&asked).await?;
        let Some(last) = lines.last() else { return Ok((count, digest.finalize().into())) };
        asked.after = Some((last.at_ms, last.id));
        count += lines.len() as u64;
        // Every member by its name, so that none can be taken for part of another.
        lines.iter().for_each(|line| digest.update(format!("{line:?}\n")));
    }
}

fn differs(why: &str) -> Fault {
    Fault::Broken(format!("the copy does not equal what was copied: {why}; do not use it"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::suite::backends::{PostgresDatabase, SqliteFile};
    use crate::register::suite::{Backend, Tamper, all, command, commit, commit_writes, key, write};
    use crate::register::{CredentialKind, Register};

    async fn fill(register: &mut dyn Register) {
        let mut without = write("report", 5, 1);
        without.record.content = None;
        commit_writes(register, vec![write("place", 1, 1), without, write("place", 1, 2)]).await;
        commit_writes(register, (2..=1_300).map(|id| write("place", id, 1)).collect()).await;
        commit(register, &[command("idle", vec![])]).await.expect("remembered");
        let kinds = [CredentialKind::Account, CredentialKind::Session];
        let rows =
            kinds.map(|kind| Credential { kind, key: "a".into(), body: "{}".into(), expires_ms: Some(-7) });
        register.put_credentials(0, &rows, &[]).await.expect("put");
        register.put_credentials(1, &[], &[]).await.expect("raised");
        register.archive().note(&lines()).await.expect("noted");
    }

    /// More lines than travel together, among them every kind of nothing.
    fn lines() -> Vec<Line> {
        let line = |id: u64| Line {
            at_ms: i64::try_from(id / 3).expect("few") - 5,
            id: id << 20,
            act: "read".into(),
            caller: format!("account:{}", id % 7),
            party: "sisab".into(),
            role: "member".into(),
            surface: "detail".into(),
            thing: id.is_multiple_of(2).then(|| ("place".into(), id)),
            class: id.is_multiple_of(2).then(|| "police".into()),
            origin: id.is_multiple_of(4).then_some(7),
            level: id.is_multiple_of(2).then(|| "full".into()),
            since_ms: None,
            count: 1,
        };
        let gap =
            Line { act: "gap".into(), since_ms: Some(-9), count: 0, caller: "server:1".into(), ..line(1) };
        (2..800).map(line).chain([Line { id: 1, ..gap }]).collect()
    }

    /// A whole audit log, as it is read.
    async fn logged(register: &dyn Register) -> Vec<Line> {
        register.archive().noted(&Asked::default()).await.expect("read")
    }

    fn sqlite(file: &SqliteFile) -> String {
        format!("sqlite:{}", file.path().display())
    }

    #[tokio::test]
    async fn a_register_goes_to_postgres_and_back_and_is_the_same() {
        let (file, database, back) = (SqliteFile::fresh(), PostgresDatabase::fresh(), SqliteFile::fresh());
        let mut register = file.open().await;
        fill(register.as_mut()).await;
        let mut trimmed = write("place", 1, 3);
        trimmed.record.content = None;
        let mut order = write("erasure", 7, 1);
        order.record.facts = r#"{"decision":"KS 1","items":[{"kind":"place","id":1,"before":3}]}"#.to_owned();
        commit(register.as_mut(), &[command("erase", vec![trimmed, order])]).await.expect("erased");
        let (original, log) = (all(register.as_mut()).await, logged(register.as_ref()).await);
        drop(register);
        let there = Path::new("/");
        let copied = copy(&sqlite(&file), &database.url(), there).await.expect("copied");
        assert_eq!((copied.changes, copied.records, copied.credentials), (1_304, 1_302, 2));
        assert_eq!((copied.audit_lines, log.len()), (799, 799));
        assert_eq!(logged(database.open().await.as_ref()).await, log, "as it was, in the other database");
        assert_eq!(copy(&database.url(), &sqlite(&back), there).await.expect("copied back"), copied);
        let mut register = back.open().await;
        assert_eq!(all(register.as_mut()).await, original);
        assert_eq!(logged(register.as_ref()).await, log, "and back");
        assert_eq!(register.begin(0, &[key("anna", "idle")]).await.expect("begun").earlier.len(), 1);
        register.rollback().await.expect("rolled back");
        assert_eq!(register.archive().verify(&|_| ()).await.expect("verified").erased, 2);
        assert_eq!(register.credentials().await.expect("read").number, 2);
        let mut in_database = database.open().await;
        commit_writes(in_database.as_mut(), vec![write("place", 1, 4)]).await;
    }

    #[tokio::test]
    async fn nothing_is_copied_over_something_nor_from_nothing() {
        let (file, database) = (SqliteFile::fresh(), PostgresDatabase::fresh());
        let mut register = file.open().await;
        fill(register.as_mut()).await;
        drop(register);
        let mut register = database.open().await;
        commit_writes(register.as_mut(), vec![write("place", 9, 1)]).await;
        let there = Path::new("/");
        for (from, to) in [(sqlite(&file), database.url()), (database.url(), sqlite(&file))] {
            let refused = copy(&from, &to, there).await;
            assert!(matches!(&refused, Err(Fault::NotOurs(why)) if why.contains("empty")), "{refused:?}");
        }
        assert_eq!(all(register.as_mut()).await.1.seq, 1, "left as it was");
        let missing = copy("sqlite:not-there.db", &database.url(), there).await;
        assert!(matches!(&missing, Err(Fault::NotOurs(why)) if why.contains("not-there.db")), "{missing:?}");
        assert!(!Path::new("/not-there.db").exists());
    }

    #[tokio::test]
    async fn a_source_with_a_hole_is_not_copied_at_all() {
        let (file, database) = (SqliteFile::fresh(), PostgresDatabase::fresh());
        let mut register = file.open().await;
        fill(register.as_mut()).await;
        drop(register);
        file.tamper(&Tamper::DeleteVersion { seq: 700 });
        let refused = copy(&sqlite(&file), &database.url(), Path::new("/")).await;
        assert!(matches!(&refused, Err(Fault::Broken(why)) if why.contains("change 700")), "{refused:?}");
        let mut register = database.open().await;
        assert_eq!(all(register.as_mut()).await.1.seq, 0);
    }
}
