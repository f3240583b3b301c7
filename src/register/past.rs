//! The register as it stood: where it stood at a moment, and every record as it was then.
//!
//! Nothing here is kept ready. A moment is found by halving the chain, whose times never go back; the
//! records are read from `record` where nothing has changed since, and from `record_version` where
//! something has. What it costs grows with what is held now and with what has changed since that
//! moment, and not with all that ever happened.

use super::{Fault, StoredRecord};
use async_trait::async_trait;
use std::ops::ControlFlow;

/// Where the register stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Number of the last change.
    pub seq: u64,
    /// The chain's hash there.
    pub hash: [u8; 32],
    /// When that change was made, milliseconds since 1970 UTC.
    pub time_ms: i64,
}

/// What is found of a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stood {
    /// There was nothing yet; the first change came later, if any has come at all.
    Nothing {
        /// When the first change was made.
        first_ms: Option<i64>,
    },
    /// It stood here.
    At(Stand),
}

/// A record as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastRecord {
    /// The version that stood then.
    pub record: StoredRecord,
    /// Whether content has been erased from that version since.
    pub content_erased: bool,
}

/// What was read of a moment, beside the records themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PastRead {
    /// Records that were given.
    pub records: u64,
    /// Records that are there now, but whose facts of that moment have been erased. They were not given:
    /// without facts nobody can say for whom they were.
    pub erased: u64,
}

/// Takes in records; a break ends the reading.
pub type PastSink<'a> = &'a mut (dyn FnMut(Vec<PastRecord>) -> ControlFlow<()> + Send);

/// The reading of the past. Part of [`super::Archive`].
#[async_trait]
pub trait Past: Send + Sync {
    /// Where the register stood at a moment: after the last change made then or before it.
    ///
    /// Costs one look-up in the chain for each doubling of its length.
    ///
    /// # Errors
    /// Any [`Fault`].
    async fn stood_at(&self, time_ms: i64) -> Result<Stood, Fault>;

    /// Every record of these kinds as it stood after change `seq`, in no order, in batches of at most
    /// `batch`. One consistent picture. No kinds is no records. What has been removed from the register
    /// since is not brought back: only records that are there now are looked for.
    ///
    /// Costs a reading of the records of now, and for each that has changed since, of an index over its
    /// versions since. Uses a connection of its own, so that histories are not kept waiting, and blocks
    /// no writer; while it reads, a SQLite log cannot be emptied and PostgreSQL keeps dead rows.
    ///
    /// # Errors
    /// Any [`Fault`]; what the sink has taken in is then to be forgotten.
    async fn as_of(
        &self,
        seq: u64,
        kinds: &[&str],
        batch: usize,
        sink: PastSink<'_>,
    ) -> Result<PastRead, Fault>;
}

/// Finds a moment by halving: `$1` is the time. Numbers are gapless and times never go back, so no index
/// over times is needed. The same text for both databases.
pub(super) const STOOD_AT: &str = "with recursive halving (low, high) as (
        select cast(0 as bigint), (select seq from head)
        union all
        select case when c.time_ms <= $1 then c.seq else h.low end,
               case when c.time_ms <= $1 then h.high else c.seq - 1 end
        from halving h join change c on c.seq = (h.low + h.high + 1) / 2
        where h.low < h.high
    )
    select c.seq, c.hash, c.time_ms from halving h join change c on c.seq = h.low where h.low = h.high";

/// When the first change was made.
pub(super) const FIRST: &str = "select time_ms from change where seq = 1";
