//! The start: current records in, one world out. History is not read.

use super::wire::{self, Unreadable};
use crate::domain::record::Record;
use crate::index::quarantine::{Aside, Quarantine};
use crate::index::snapshot::Snapshot;
use crate::register::{Fault, Head, READER_VERSION, Register, StoredRecord};
use crate::telemetry;

const BATCH: usize = 10_000;
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
    /// What else there is to say.
    pub loaded: Loaded,
}

/// Reads every current record.
///
/// # Errors
/// The register's [`Fault`].
pub async fn load(register: &mut dyn Register) -> Result<World, Fault> {
    let mut records = Vec::new();
    let (head, unreadable) = read(register, |record| records.push(record)).await?;
    alarm(&unreadable);
    let loaded = Loaded { records: records.len(), unreadable };
    let mut quarantine = Quarantine::default();
    loaded.unreadable.iter().for_each(|unreadable| keep_aside(&mut quarantine, unreadable));
    let snapshot = Snapshot::build(head.seq, head.hash, records, quarantine);
    Ok(World { snapshot, epoch: head.epoch, loaded })
}

/// What of a register cannot be read.
///
/// # Errors
/// The register's [`Fault`].
pub async fn unreadable(register: &mut dyn Register) -> Result<Vec<Unreadable>, Fault> {
    Ok(read(register, drop).await?.1)
}

/// Reads every current record, and answers which cannot be.
async fn read(
    register: &mut dyn Register,
    mut take: impl FnMut(Record) + Send,
) -> Result<(Head, Vec<Unreadable>), Fault> {
    let mut unreadable = Vec::new();
    let mut sort = |batch: Vec<StoredRecord>| {
        for stored in &batch {
            match wire::decode(stored) {
                Ok(record) => take(record),
                Err(why) => unreadable.push(why),
            }
        }
    };
    let head = register.load(BATCH, &mut sort).await?;
    Ok((head, unreadable))
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
