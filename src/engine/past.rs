//! The register at an earlier moment, as a world for one job.
//!
//! It is read from the disk, put together as a start does it, held for as long as the job lasts, and let
//! go of. One instance holds one such world at a time, and none that is larger than it may be.

use super::Engine;
use super::load::{Assembly, BATCH, Loaded};
use crate::domain::record::{Key, Kind};
use crate::index::snapshot::Snapshot;
use crate::register::past::{PastRecord, Stand, Stood};
use crate::register::{Archive, Fault};
use jiff::Timestamp;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;

/// How large a world of the past may be. What is over it is refused while it is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastLimits {
    /// Most records.
    pub records_max: u64,
    /// Most bytes of stored text, facts and content together.
    pub bytes_max: u64,
}

impl Default for PastLimits {
    /// A million records, a gibibyte of text.
    fn default() -> Self {
        Self { records_max: 1_000_000, bytes_max: 1 << 30 }
    }
}

/// The world as it stood at a moment. Another can be made when this is dropped.
pub struct PastWorld {
    /// The world.
    pub snapshot: Snapshot,
    /// Records that this version cannot read, and the rest that a start tells.
    pub loaded: Loaded,
    /// Things whose content of that moment has been erased since.
    pub content_erased: HashSet<Key>,
    /// Records that are still there, but whose facts of that moment have been erased since: they are not in it.
    pub erased: u64,
    _turn: OwnedSemaphorePermit,
}

/// Why there is no such world.
#[derive(Clone, Debug)]
pub enum NoPast {
    /// Another job holds one just now.
    Busy,
    /// The register began later, or has not begun.
    NotBegun(Option<Timestamp>),
    /// It would be larger than it may be.
    TooLarge(PastLimits),
    /// The one who asked is gone.
    Cancelled,
    /// The register's word.
    Fault(Fault),
}

impl From<Fault> for NoPast {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Says to a job on another thread that nobody waits for it any more, when it is dropped.
pub(crate) struct TellWhenDropped<F: Fn()>(pub F);

impl<F: Fn()> Drop for TellWhenDropped<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

impl Engine {
    /// The world as it stood at a moment, of records of these kinds. Reads the disk; decoding and indexing
    /// happen on a thread that may be busy. Dropping the future ends the reading soon.
    ///
    /// # Errors
    /// [`NoPast`].
    pub async fn past(
        &self,
        moment: Timestamp,
        kinds: &'static [Kind],
        limits: PastLimits,
    ) -> Result<PastWorld, NoPast> {
        let turn = Arc::clone(&self.past_turn).try_acquire_owned().map_err(|_| NoPast::Busy)?;
        let stand = match self.archive.stood_at(moment.as_millisecond()).await? {
            Stood::At(stand) => stand,
            Stood::Nothing { first_ms } => {
                return Err(NoPast::NotBegun(first_ms.and_then(|ms| Timestamp::from_millisecond(ms).ok())));
            }
        };
        let gone = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&gone);
        let _tell = TellWhenDropped(move || told.store(true, Ordering::Relaxed));
        let (archive, runtime) = (Arc::clone(&self.archive), Handle::current());
        let read = move || runtime.block_on(read(archive.as_ref(), stand, kinds, limits, turn, &gone));
        tokio::task::spawn_blocking(read).await.unwrap_or_else(|error| {
            Err(NoPast::Fault(Fault::Unavailable(format!("the past was not read to its end: {error}"))))
        })
    }
}

async fn read(
    archive: &dyn Archive,
    stand: Stand,
    kinds: &[Kind],
    limits: PastLimits,
    turn: OwnedSemaphorePermit,
    gone: &AtomicBool,
) -> Result<PastWorld, NoPast> {
    let mut reading = Reading { limits, bytes: 0, records: 0, ..Reading::default() };
    let mut ended = None;
    let words: Vec<&str> = kinds.iter().map(|kind| kind.code()).collect();
    let mut sink = |batch: Vec<PastRecord>| {
        if gone.load(Ordering::Relaxed) {
            ended = Some(NoPast::Cancelled);
        } else if !reading.take(&batch) {
            ended = Some(NoPast::TooLarge(limits));
        }
        if ended.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let read = archive.as_of(stand.seq, &words, BATCH, &mut sink).await?;
    if let Some(why) = ended {
        return Err(why);
    }
    let Reading { assembly, content_erased, .. } = reading;
    let (snapshot, loaded) = assembly.world(stand.seq, stand.hash);
    Ok(PastWorld { snapshot, loaded, content_erased, erased: read.erased, _turn: turn })
}

/// What has been read, and how much it is.
#[derive(Default)]
struct Reading {
    assembly: Assembly,
    content_erased: HashSet<Key>,
    limits: PastLimits,
    records: u64,
    bytes: u64,
}

impl Reading {
    /// Takes a batch in; false when it is too much.
    fn take(&mut self, batch: &[PastRecord]) -> bool {
        for past in batch {
            let stored = &past.record;
            self.records += 1;
            self.bytes += (stored.facts.len() + stored.content.as_ref().map_or(0, String::len)) as u64;
            if self.records > self.limits.records_max || self.bytes > self.limits.bytes_max {
                return false;
            }
            if past.content_erased {
                self.content_erased.extend(super::wire::key_of(stored));
            }
            self.assembly.take(stored);
        }
        true
    }
}
