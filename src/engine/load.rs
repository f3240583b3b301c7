//! The start: current records in, one world out. History is not read.

use super::wire::{self, Unreadable};
use crate::index::snapshot::Snapshot;
use crate::register::{Fault, Register, StoredRecord};
use std::collections::HashSet;

const BATCH: usize = 10_000;

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
    let mut unreadable = Vec::new();
    let mut quarantined = HashSet::new();
    let mut take = |batch: Vec<StoredRecord>| {
        for stored in batch {
            match wire::decode(&stored) {
                Ok(record) => records.push(record),
                Err(why) => {
                    quarantined.extend(wire::key_of(&stored));
                    unreadable.push(why);
                }
            }
        }
    };
    let head = register.load(BATCH, &mut take).await?;
    let loaded = Loaded { records: records.len(), unreadable };
    let snapshot = Snapshot::build(head.seq, head.hash, records, quarantined);
    Ok(World { snapshot, epoch: head.epoch, loaded })
}
