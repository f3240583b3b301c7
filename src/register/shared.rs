//! What every backend says in the same words.

use super::chain::{ChangeRow, VersionRow};
use super::{Fault, StoredRecord, StoredVersion};

/// What this program can read. A register whose head asks for more is refused rather than misread.
/// It is raised with the format of what is stored.
pub const READER_VERSION: u32 = 2;

/// Past every change there can be: who looks from there is told where the register stands, and
/// brought no records.
pub(super) const PAST_ALL: u64 = i64::MAX as u64;

/// A write that does not follow on the version the record stands at.
pub(super) fn not_the_next_version(record: &StoredRecord) -> Fault {
    let StoredRecord { kind, id, version, .. } = record;
    Fault::Statement(format!("version {version} of {kind} {id} does not follow on the one stored"))
}

/// A command that was carried out before; [`super::Register::begin`] would have said so.
pub(super) fn key_used() -> Fault {
    Fault::Statement("the command key has been used before".into())
}

/// A commit without a begin: a mistake of the caller's, after which nothing it does can be trusted.
pub(super) fn nothing_begun() -> Fault {
    Fault::Broken("a commit was asked for without a transaction begun".into())
}

/// A version whose change is gone.
pub(super) fn no_change(seq: u64) -> Fault {
    Fault::Broken(format!("change {seq} is missing"))
}

/// A version with the change that wrote it.
pub(super) fn stored_version(change: &ChangeRow, version: VersionRow) -> StoredVersion {
    StoredVersion {
        content_erased: change.content_commitment.is_some() && version.content.is_none(),
        change: change.line.clone(),
        record: version.into_record(),
    }
}
