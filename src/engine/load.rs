//! From stored records to a world. The start reads those of now, and no history; the past reads those of
//! an earlier moment and puts them together in the same way.

use super::events::Moment;
use super::wire::{self, Unreadable};
use crate::domain::record::Record;
use crate::index::quarantine::{Aside, Quarantine};
use crate::index::snapshot::Snapshot;
use crate::register::{Fault, READER_VERSION, Register, StoredRecord};
use crate::telemetry;

pub(super) const BATCH: usize = 10_000;
/// So many records that cannot be read are named in the log one by one; the list of them all is the
/// administrators'.
const NAMED_MAX: usize = 1_000;

/// What the start found.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// Records in the world.
    pub records: usize,
    /// Records kept aside because this version cannot read them; to be alarmed about.
    pub unreadable: Vec<Unreadable>,
}

/// A world as it was read.
pub struct World {
    /// The world.
    pub snapshot: Snapshot,
    /// The epoch of the register it was read from.
    pub epoch: u64,
    /// The last change in it.
    pub last: Moment,
    /// What else there is to say.
    pub loaded: Loaded,
}

/// A world being put together.
#[derive(Default)]
pub(super) struct Assembly {
    records: Vec<Record>,
    unreadable: Vec<Unreadable>,
}

impl Assembly {
    /// Takes one stored record in, or sets it apart where it cannot be read.
    pub fn take(&mut self, stored: &StoredRecord) {
        match wire::decode(stored) {
            Ok(record) => self.records.push(record),
            Err(why) => self.unreadable.push(why),
        }
    }

    /// The world that stands at a change.
    pub fn world(self, seq: u64, hash: [u8; 32]) -> (Snapshot, Loaded) {
        let mut quarantine = Quarantine::default();
        self.unreadable.iter().for_each(|unreadable| keep_aside(&mut quarantine, unreadable));
        let loaded = Loaded { records: self.records.len(), unreadable: self.unreadable };
        (Snapshot::build(seq, hash, self.records, quarantine), loaded)
    }
}

/// Reads every current record.
///
/// # Errors
/// The register's [`Fault`].
pub async fn load(register: &mut dyn Register) -> Result<World, Fault> {
    let mut assembly = Assembly::default();
    let mut take = |batch: Vec<StoredRecord>| batch.iter().for_each(|stored| assembly.take(stored));
    let head = register.load(BATCH, &mut take).await?;
    let (snapshot, loaded) = assembly.world(head.seq, head.hash);
    alarm(&loaded.unreadable);
    let last = Moment::new(head.seq, head.time_ms);
    Ok(World { snapshot, epoch: head.epoch, last, loaded })
}

/// What of a register cannot be read.
///
/// # Errors
/// The register's [`Fault`].
pub async fn unreadable(register: &mut dyn Register) -> Result<Vec<Unreadable>, Fault> {
    let mut unreadable = Vec::new();
    let mut sort = |batch: Vec<StoredRecord>| {
        unreadable.extend(batch.iter().filter_map(|stored| wire::decode(stored).err()));
    };
    register.load(BATCH, &mut sort).await?;
    Ok(unreadable)
}

/// A register that nothing has been written to yet holds nothing that an older program could miss:
/// it is of the newest format from the start, unless one has it open.
///
/// # Errors
/// The register's [`Fault`].
pub async fn ask_for_new_readers(register: &mut dyn Register, world: &World) -> Result<(), Fault> {
    if world.snapshot.seq > 0 || !world.snapshot.quarantined.is_empty() {
        return Ok(());
    }
    match register.raise_reader(READER_VERSION).await {
        Ok(_) => Ok(()),
        Err(Fault::NotOurs(sentence)) => {
            tracing::warn!(sentence, "an empty register is begun in the format of an older version");
            Ok(())
        }
        Err(fault) => Err(fault),
    }
}

/// Keeps a record aside under the key it is stored by.
pub fn keep_aside(quarantine: &mut Quarantine, unreadable: &Unreadable) {
    let Unreadable { kind, id, version, why } = unreadable;
    quarantine.put(kind.clone(), *id, Aside { version: *version, why: why.clone() });
}

fn alarm(unreadable: &[Unreadable]) {
    for unreadable in unreadable.iter().take(NAMED_MAX) {
        tracing::error!(%unreadable, "a record cannot be read and is kept aside; nobody sees it");
    }
    if unreadable.len() > NAMED_MAX {
        tracing::error!(records = unreadable.len(), "so many records cannot be read and are kept aside");
    }
    unreadable.iter().for_each(|_| telemetry::kept_aside());
}
