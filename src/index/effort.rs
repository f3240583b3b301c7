//! Rounds, their walks, and presences. A walk comes at a time and there may be very many, so they lie in many small maps, of
//! which a write clones only those that it changes.

use crate::domain::ids::{PartyId, PlaceId, PresenceId, RoundId, WalkId};
use crate::domain::presence::Presence;
use crate::domain::round::{Round, Walk};
use crate::domain::world::Held;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Ids are random, so their last bits spread them evenly.
const SHARDS: usize = 256;

type Walks = BTreeMap<u64, Held<Walk>>;
/// What belongs to one thing, by id.
type Lists = BTreeMap<u64, Arc<Vec<u64>>>;

/// All of them.
#[derive(Clone)]
pub struct Effort {
    rounds: Arc<BTreeMap<u64, Held<Round>>>,
    walks: Vec<Arc<Walks>>,
    walks_of_round: Arc<Lists>,
    walks_at_place: Arc<Lists>,
    presences: Arc<BTreeMap<u64, Held<Presence>>>,
    presences_at_place: Arc<Lists>,
    walk_count: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            rounds: Arc::default(),
            walks: (0..SHARDS).map(|_| Arc::default()).collect(),
            walks_of_round: Arc::default(),
            walks_at_place: Arc::default(),
            presences: Arc::default(),
            presences_at_place: Arc::default(),
            walk_count: 0,
        }
    }
}

impl Effort {
    /// Puts a round in place.
    pub fn put_round(&mut self, round: Held<Round>) {
        Arc::make_mut(&mut self.rounds).insert(round.id.bits(), round);
    }

    /// Puts a walk in place. A walk is never changed.
    pub fn put_walk(&mut self, walk: Held<Walk>) {
        let bits = walk.id.bits();
        enter(&mut self.walks_of_round, walk.round.bits(), bits);
        for place in walk.visits.iter().filter_map(|visit| visit.place) {
            enter(&mut self.walks_at_place, place.bits(), bits);
        }
        let before = Arc::make_mut(&mut self.walks[bits as usize % SHARDS]).insert(bits, walk);
        self.walk_count += usize::from(before.is_none());
    }

    /// Puts a presence in place. It never changes its place.
    pub fn put_presence(&mut self, presence: Held<Presence>) {
        enter(&mut self.presences_at_place, presence.place.bits(), presence.id.bits());
        Arc::make_mut(&mut self.presences).insert(presence.id.bits(), presence);
    }

    /// Takes a round out, for good. Its walks are taken out by themselves.
    pub fn remove_round(&mut self, bits: u64) {
        Arc::make_mut(&mut self.rounds).remove(&bits);
    }

    /// Takes a walk out, for good.
    pub fn remove_walk(&mut self, bits: u64) {
        let Some(walk) = Arc::make_mut(&mut self.walks[bits as usize % SHARDS]).remove(&bits) else { return };
        self.walk_count -= 1;
        leave(&mut self.walks_of_round, walk.round.bits(), bits);
        for place in walk.visits.iter().filter_map(|visit| visit.place) {
            leave(&mut self.walks_at_place, place.bits(), bits);
        }
    }

    /// Takes a presence out, for good.
    pub fn remove_presence(&mut self, bits: u64) {
        let Some(presence) = Arc::make_mut(&mut self.presences).remove(&bits) else { return };
        leave(&mut self.presences_at_place, presence.place.bits(), bits);
    }

    /// A round.
    pub fn round(&self, id: RoundId) -> Option<&Held<Round>> {
        self.rounds.get(&id.bits())
    }

    /// A walk.
    pub fn walk(&self, id: WalkId) -> Option<&Held<Walk>> {
        let bits = id.bits();
        self.walks[bits as usize % SHARDS].get(&bits)
    }

    /// A presence.
    pub fn presence(&self, id: PresenceId) -> Option<&Held<Presence>> {
        self.presences.get(&id.bits())
    }

    /// All rounds, by id.
    pub fn rounds(&self) -> impl Iterator<Item = &Held<Round>> {
        self.rounds.values()
    }

    /// A party's rounds, by id.
    pub fn rounds_of(&self, party: PartyId) -> impl Iterator<Item = &Held<Round>> {
        self.rounds.values().filter(move |round| round.origin == party)
    }

    /// All walks, in no order.
    pub fn walks(&self) -> impl Iterator<Item = &Held<Walk>> {
        self.walks.iter().flat_map(|shard| shard.values())
    }

    /// The walks of a round, by id.
    pub fn walks_of(&self, round: RoundId) -> impl Iterator<Item = &Held<Walk>> {
        let ids = self.walks_of_round.get(&round.bits());
        ids.into_iter().flat_map(|ids| ids.iter()).filter_map(|bits| self.walk(WalkId::from_bits(*bits)))
    }

    /// The walks that looked at a place, by id.
    pub fn walks_at(&self, place: PlaceId) -> impl Iterator<Item = &Held<Walk>> {
        let ids = self.walks_at_place.get(&place.bits());
        ids.into_iter().flat_map(|ids| ids.iter()).filter_map(|bits| self.walk(WalkId::from_bits(*bits)))
    }

    /// All presences, by id.
    pub fn presences(&self) -> impl Iterator<Item = &Held<Presence>> {
        self.presences.values()
    }

    /// The presences at a place, by id.
    pub fn presences_at(&self, place: PlaceId) -> impl Iterator<Item = &Held<Presence>> {
        let ids = self.presences_at_place.get(&place.bits());
        ids.into_iter().flat_map(|ids| ids.iter()).filter_map(|bits| self.presences.get(bits))
    }

    /// How many rounds, walks and presences there are.
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.rounds.len(), self.walk_count, self.presences.len())
    }
}

fn enter(lists: &mut Arc<Lists>, under: u64, bits: u64) {
    let list = Arc::make_mut(Arc::make_mut(lists).entry(under).or_default());
    if let Err(at) = list.binary_search(&bits) {
        list.insert(at, bits);
    }
}

fn leave(lists: &mut Arc<Lists>, under: u64, bits: u64) {
    let lists = Arc::make_mut(lists);
    let Some(list) = lists.get_mut(&under) else { return };
    let left: Vec<_> = list.iter().copied().filter(|one| *one != bits).collect();
    if left.is_empty() {
        lists.remove(&under);
    } else {
        *list = Arc::new(left);
    }
}
