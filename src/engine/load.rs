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

/// Reads every current record.
///
/// # Errors
/// The register's [`Fault`].
pub async fn load(register: &mut dyn Register) -> Result<(Snapshot, Loaded), Fault> {
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
    Ok((Snapshot::build(head.seq, head.hash, records, quarantined), loaded))
}
