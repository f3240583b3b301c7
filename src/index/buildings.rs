//! The buildings in memory: by id, and by source.

use super::table::source_number;
use crate::domain::building::Building;
use crate::domain::ids::BuildingId;
use crate::domain::world::Held;
use std::collections::{BTreeMap, BTreeSet};

/// All of them.
#[derive(Clone, Default)]
pub struct Buildings {
    by_id: BTreeMap<u64, Held<Building>>,
    /// Source numbers and ids; the identity itself is compared.
    by_source: BTreeSet<(u64, u64)>,
}

impl Buildings {
    /// Puts a version in place. What a building is known by in its source never changes.
    pub fn put(&mut self, building: Held<Building>) {
        let bits = building.id.bits();
        self.by_source.insert((source_number(&[&building.source_id]), bits));
        self.by_id.insert(bits, building);
    }

    /// By id.
    #[must_use]
    pub fn get(&self, id: BuildingId) -> Option<&Held<Building>> {
        self.by_id.get(&id.bits())
    }

    /// By what identifies it in its source.
    #[must_use]
    pub fn of_source(&self, source_id: &str) -> Option<&Held<Building>> {
        let number = source_number(&[source_id]);
        let mut alike = self.by_source.range((number, 0)..=(number, u64::MAX));
        alike.find_map(|(_, bits)| self.by_id.get(bits).filter(|held| *held.source_id == *source_id))
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Held<Building>> {
        self.by_id.values()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}
