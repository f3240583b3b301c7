//! Rounds, their walks, and presences. Walks and presences come one at a time and there may be very many, so they lie in many
//! small maps, of which a write clones only those that it changes.

use super::shards::{Pairs, Shards};
use crate::domain::ids::{PartyId, PlaceId, PresenceId, RoundId, WalkId};
use crate::domain::presence::Presence;
use crate::domain::round::{Round, Walk};
use crate::domain::world::Held;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All of them.
#[derive(Clone, Default)]
pub struct Effort {
    /// One map, by id: a party has some that are walked and seldom makes another.
    rounds: Arc<BTreeMap<u64, Held<Round>>>,
    walks: Shards<u64, Held<Walk>>,
    walks_of_round: Pairs,
    walks_at_place: Pairs,
    presences: Shards<u64, Held<Presence>>,
    presences_at_place: Pairs,
}

impl Effort {
    /// Puts a round in place.
    pub fn put_round(&mut self, round: Held<Round>) {
        Arc::make_mut(&mut self.rounds).insert(round.id.bits(), round);
    }

    /// Puts a walk in place. A walk is never changed.
    pub fn put_walk(&mut self, walk: Held<Walk>) {
        let bits = walk.id.bits();
        self.walks_of_round.enter(walk.round.bits(), bits);
        for place in walk.visits.iter().filter_map(|visit| visit.place) {
            self.walks_at_place.enter(place.bits(), bits);
        }
        self.walks.changed(bits).insert(bits, walk);
    }

    /// Puts a presence in place. It never changes its place.
    pub fn put_presence(&mut self, presence: Held<Presence>) {
        let bits = presence.id.bits();
        self.presences_at_place.enter(presence.place.bits(), bits);
        self.presences.changed(bits).insert(bits, presence);
    }

    /// Takes a round out, for good. Its walks are taken out by themselves.
    pub fn remove_round(&mut self, bits: u64) {
        Arc::make_mut(&mut self.rounds).remove(&bits);
    }

    /// Takes a walk out, for good.
    pub fn remove_walk(&mut self, bits: u64) {
        let Some(walk) = self.walks.changed(bits).remove(&bits) else { return };
        self.walks_of_round.leave(walk.round.bits(), bits);
        for place in walk.visits.iter().filter_map(|visit| visit.place) {
            self.walks_at_place.leave(place.bits(), bits);
        }
    }

    /// Takes a presence out, for good.
    pub fn remove_presence(&mut self, bits: u64) {
        let Some(presence) = self.presences.changed(bits).remove(&bits) else { return };
        self.presences_at_place.leave(presence.place.bits(), bits);
    }

    /// A round.
    pub fn round(&self, id: RoundId) -> Option<&Held<Round>> {
        self.rounds.get(&id.bits())
    }

    /// A walk.
    pub fn walk(&self, id: WalkId) -> Option<&Held<Walk>> {
        self.walks.of(id.bits()).get(&id.bits())
    }

    /// A presence.
    pub fn presence(&self, id: PresenceId) -> Option<&Held<Presence>> {
        self.presences.of(id.bits()).get(&id.bits())
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
        self.walks.iter().map(|(_, walk)| walk)
    }

    /// The walks of a round, by id.
    pub fn walks_of(&self, round: RoundId) -> impl Iterator<Item = &Held<Walk>> {
        self.walks_of_round.under(round.bits()).filter_map(|bits| self.walk(WalkId::from_bits(bits)))
    }

    /// The walks that looked at a place, by id.
    pub fn walks_at(&self, place: PlaceId) -> impl Iterator<Item = &Held<Walk>> {
        self.walks_at_place.under(place.bits()).filter_map(|bits| self.walk(WalkId::from_bits(bits)))
    }

    /// All presences, in no order.
    pub fn presences(&self) -> impl Iterator<Item = &Held<Presence>> {
        self.presences.iter().map(|(_, presence)| presence)
    }

    /// The presences at a place, by id.
    pub fn presences_at(&self, place: PlaceId) -> impl Iterator<Item = &Held<Presence>> {
        let ids = self.presences_at_place.under(place.bits());
        ids.filter_map(|bits| self.presence(PresenceId::from_bits(bits)))
    }

    /// How many rounds, walks and presences there are.
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.rounds.len(), self.walks.len(), self.presences.len())
    }
}
