//! What a viewer sees of rounds, walks and presences, and how much has been looked at a place.

use crate::domain::access::{Level, see_effort, see_own};
use crate::domain::ids::{PartyId, PlaceId, PresenceId, RoundId, WalkId};
use crate::domain::presence::Presence;
use crate::domain::round::{Round, Walk};
use crate::domain::world::Held;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A round, for whose it is.
#[must_use]
pub fn round<'a>(snapshot: &'a Snapshot, eyes: &Eyes, id: RoundId) -> Option<&'a Held<Round>> {
    snapshot.reference.effort.round(id).filter(|round| is_own(eyes, round.origin))
}

/// A walk, for whose it is.
#[must_use]
pub fn walk<'a>(snapshot: &'a Snapshot, eyes: &Eyes, id: WalkId) -> Option<&'a Held<Walk>> {
    snapshot.reference.effort.walk(id).filter(|walk| is_own(eyes, walk.origin))
}

/// The walks of the viewer's own party, of one of its rounds or of all; the newest first.
#[must_use]
pub fn walks<'a>(snapshot: &'a Snapshot, eyes: &Eyes, of: Option<RoundId>) -> Vec<&'a Held<Walk>> {
    let all = &snapshot.reference.effort;
    let rounds = all.rounds_of(eyes.viewer().party).map(|round| round.id);
    let mut walks: Vec<_> = rounds
        .filter(|id| of.is_none_or(|of| of == *id))
        .flat_map(|id| all.walks_of(id))
        .filter(|walk| is_own(eyes, walk.origin))
        .collect();
    walks.sort_by_key(|walk| (std::cmp::Reverse(walk.started_at), walk.id));
    walks
}

fn is_own(eyes: &Eyes, origin: PartyId) -> bool {
    eyes.by(|viewer| see_own(viewer, origin)).level() == Some(Level::Full)
}

/// A presence, for whose it is and for who sees all of its place.
#[must_use]
pub fn presence<'a>(snapshot: &'a Snapshot, eyes: &Eyes, id: PresenceId) -> Option<&'a Held<Presence>> {
    let presence = snapshot.reference.effort.presence(id)?;
    is_seen(snapshot, eyes, (presence.origin, presence.place)).then_some(presence)
}

/// The presences that a viewer sees, at one place or at all, without those that were taken back; the newest first.
#[must_use]
pub fn presences<'a>(snapshot: &'a Snapshot, eyes: &Eyes, place: Option<PlaceId>) -> Vec<&'a Held<Presence>> {
    let effort = &snapshot.reference.effort;
    let all: Box<dyn Iterator<Item = &Held<Presence>>> = match place {
        Some(place) => Box::new(effort.presences_at(place)),
        None => Box::new(effort.presences()),
    };
    let there = all.filter(|presence| presence.withdrawn_at.is_none());
    let mut seen: Vec<_> =
        there.filter(|presence| is_seen(snapshot, eyes, (presence.origin, presence.place))).collect();
    seen.sort_by_key(|presence| (std::cmp::Reverse(presence.starts_at), presence.id));
    seen
}

fn is_seen(snapshot: &Snapshot, eyes: &Eyes, (origin, place): (PartyId, PlaceId)) -> bool {
    let row = snapshot.places.get(place.bits());
    let audience = row.map(|row| row.audience.audience());
    eyes.by(|viewer| see_effort(viewer, origin, audience)).level() == Some(Level::Full)
}

/// How often somebody has looked, and how often there was something to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// How many visits.
    pub visits: usize,
    /// At how many of them there was something.
    pub seen: usize,
    /// The last of them.
    pub last: Option<Timestamp>,
}

/// The visits to a place since a moment that a viewer sees, by the party that made them.
#[must_use]
pub fn looked_at(
    snapshot: &Snapshot,
    eyes: &Eyes,
    place: PlaceId,
    since: Timestamp,
) -> BTreeMap<PartyId, Looked> {
    let mut by_party: BTreeMap<PartyId, Looked> = BTreeMap::new();
    for place in merged_into(snapshot, place) {
        for walk in snapshot.reference.effort.walks_at(place) {
            if !is_seen(snapshot, eyes, (walk.origin, place)) {
                continue;
            }
            let here = walk.visits.iter().filter(|visit| visit.place == Some(place) && visit.at >= since);
            for visit in here {
                let looked = by_party.entry(walk.origin).or_default();
                looked.visits += 1;
                looked.seen += usize::from(visit.found.is_something());
                looked.last = looked.last.max(Some(visit.at));
            }
        }
    }
    by_party
}

/// A place and those that have become part of it. What was looked at before is for who saw all of that place.
fn merged_into(snapshot: &Snapshot, place: PlaceId) -> Vec<PlaceId> {
    let mut all = vec![place];
    let mut at = 0;
    while let Some(row) = all.get(at).map(|place| snapshot.places.get(place.bits())) {
        all.extend(row.into_iter().flat_map(|row| row.held.record.merged_from.iter().copied()));
        at += 1;
    }
    all
}
