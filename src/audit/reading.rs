//! Reading the audit log: what of it somebody may be told.

use crate::domain::access::{Class, Role, Viewer};
use crate::domain::audit::Surface;
use crate::domain::ids::PartyId;
use crate::domain::record::{Key, Kind};
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::index::view::reads;
use crate::register::audit::{Acts, Asked, Line, READ_MAX, Told};
use crate::register::{Archive, Fault};
use jiff::Timestamp;

/// Most lines that are looked at for one answer.
const LOOKED_AT_MAX: usize = 1_000_000;
/// Most of what the log says of itself that is told at once.
const MARKS_MAX: usize = 100;

/// Which lines somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// At this time or later.
    pub since: Option<Timestamp>,
    /// Before this time.
    pub until: Option<Timestamp>,
    /// Of one account, token or phone.
    pub caller: Option<String>,
    /// Of those who acted for the party of this code.
    pub party: Option<String>,
    /// About one thing.
    pub thing: Option<Key>,
    /// By one surface.
    pub surface: Option<Surface>,
}

impl Wanted {
    /// The same, as the register is asked.
    #[must_use]
    pub fn asked(&self, acts: Acts) -> Asked {
        let ms = |time: Timestamp| time.as_millisecond();
        Asked {
            acts,
            since_ms: self.since.map(ms),
            until_ms: self.until.map(ms),
            caller: self.caller.clone(),
            party: self.party.clone(),
            thing: self.thing.map(|key| (key.kind.code().to_owned(), key.bits)),
            surface: self.surface.map(|surface| surface.code().to_owned()),
            ..Asked::default()
        }
    }
}

/// Why the log was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadingFault {
    /// The register's word.
    #[error(transparent)]
    Register(#[from] Fault),
    /// Too much of what lies there is not for whoever asks.
    #[error("more than {LOOKED_AT_MAX} lines had to be looked at; ask for a shorter period")]
    TooMany,
}

/// Some lines, the newest first, and the last of them where there are more.
#[derive(Debug, Default)]
pub struct Reads {
    /// The lines.
    pub lines: Vec<Line>,
    /// Where the next begin.
    pub next: Option<(i64, u64)>,
}

/// Lines about reads, as many as asked for, of what a viewer may be told of; without one, of all there are, for the operator.
///
/// # Errors
/// [`ReadingFault`].
pub async fn reads(
    archive: &dyn Archive,
    snapshot: &Snapshot,
    viewer: Option<Viewer>,
    wanted: &Wanted,
    (after, limit): (Option<(i64, u64)>, usize),
) -> Result<Reads, ReadingFault> {
    let told = viewer.map_or(Some(Told::All), told_to);
    let Some(told) = told else { return Ok(Reads::default()) };
    // One more than asked for says whether there are more.
    let size = (limit + 1).min(READ_MAX);
    let mut asked = Asked { told, after, limit: size, ..wanted.asked(Acts::Reads) };
    let (mut lines, mut looked_at) = (Vec::new(), 0);
    while lines.len() <= limit {
        let found = archive.noted(&asked).await?;
        let is_last = found.len() < size;
        looked_at += found.len();
        asked.after = found.last().map(|line| (line.at_ms, line.id));
        lines.extend(found.into_iter().filter(|line| may_be_told(snapshot, viewer, line)));
        if is_last {
            break;
        }
        if looked_at > LOOKED_AT_MAX {
            return Err(ReadingFault::TooMany);
        }
    }
    let more = lines.len() > limit;
    lines.truncate(limit);
    let next = lines.last().filter(|_| more).map(|line| (line.at_ms, line.id));
    Ok(Reads { lines, next })
}

/// What the log says of itself in the same period, the newest first: when servers began and stopped to keep it, and gaps.
///
/// # Errors
/// The register's [`Fault`].
pub async fn marks(archive: &dyn Archive, wanted: &Wanted) -> Result<Vec<Line>, Fault> {
    let of_period = Wanted { since: wanted.since, until: wanted.until, ..Wanted::default() };
    archive.noted(&Asked { limit: MARKS_MAX, ..of_period.asked(Acts::Marks) }).await
}

/// Of which things the register need tell at all; none for who speaks for nobody.
fn told_to(viewer: Viewer) -> Option<Told> {
    match viewer.role {
        Role::Coordinator => Some(Told::Of(viewer.party.bits())),
        Role::Administrator => {
            let kept = Class::ALL.into_iter().filter(|class| class.is_kept());
            Some(Told::But(kept.map(|class| class.code().to_owned()).collect(), viewer.party.bits()))
        }
        Role::Reader | Role::Reporter | Role::Member => None,
    }
}

/// Whether a line may be told, by the one access function. What does not read as a line of ours is the operator's to see.
fn may_be_told(snapshot: &Snapshot, viewer: Option<Viewer>, line: &Line) -> bool {
    let Some(viewer) = viewer else { return true };
    let Some(Read { key, class, origin }) = Read::of(line) else { return false };
    reads::told(snapshot, &Eyes::of(viewer), key, (class, origin))
}

/// What a line about a read is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// The thing.
    pub key: Key,
    /// How it was shared then.
    pub class: Class,
    /// Whose it was.
    pub origin: PartyId,
}

impl Read {
    /// Reads it; `None` where the line is about none.
    #[must_use]
    pub fn of(line: &Line) -> Option<Self> {
        let (kind, bits) = line.thing.as_ref()?;
        let key = Key { kind: Kind::parse(kind)?, bits: *bits };
        let class = Class::parse(line.class.as_deref()?)?;
        Some(Self { key, class, origin: PartyId::from_bits(line.origin?) })
    }
}
