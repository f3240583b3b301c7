//! From stored records to a world. The start reads those of now, and no history; the past reads those of
//! an earlier moment and puts them together in the same way.

use super::wire::{self, Unreadable};
use crate::domain::record::{Key, Record};
use crate::index::snapshot::Snapshot;
use crate::register::{Fault, Register, StoredRecord};
use std::collections::HashSet;

pub(super) const BATCH: usize = 10_000;

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

/// A world being put together.
#[derive(Default)]
pub(super) struct Assembly {
    records: Vec<Record>,
    unreadable: Vec<Unreadable>,
    quarantined: HashSet<Key>,
}

impl Assembly {
    /// Takes one stored record in, or sets it apart where it cannot be read.
    pub fn take(&mut self, stored: &StoredRecord) {
        match wire::decode(stored) {
            Ok(record) => self.records.push(record),
            Err(why) => {
                self.quarantined.extend(wire::key_of(stored));
                self.unreadable.push(why);
            }
        }
    }

    /// The world that stands at a change.
    pub fn world(self, seq: u64, hash: [u8; 32]) -> (Snapshot, Loaded) {
        let loaded = Loaded { records: self.records.len(), unreadable: self.unreadable };
        (Snapshot::build(seq, hash, self.records, self.quarantined), loaded)
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
    Ok(World { snapshot, epoch: head.epoch, loaded })
}
