//! What is due by a rule, cut into what one command takes.

use super::plan::Planned;
use crate::domain::command::DueThing;
use crate::domain::decide::goes_along;
use crate::domain::ids::PlaceId;
use crate::domain::record::{Key, Kind};
use crate::domain::retention::{state_of, state_without_presences};
use crate::domain::time::date_of;
use crate::domain::world::World;
use crate::index::snapshot::Snapshot;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::VecDeque;

/// Things that are erased by one command, with all that goes along: other commands wait only so long. A thing with more than
/// that goes alone.
const BATCH: usize = 200;

/// The things of a rule, on their way into commands.
pub(super) struct Cut<'a> {
    planned: &'a Planned,
    today: Date,
    /// Most that one command may erase at all.
    most: usize,
    /// How many of the things are cut off.
    at: usize,
    /// What goes before anything else.
    ahead: VecDeque<Vec<DueThing>>,
}

impl<'a> Cut<'a> {
    pub fn new(planned: &'a Planned, now: Timestamp, most: usize) -> Self {
        Self { planned, today: date_of(now), most, at: 0, ahead: VecDeque::new() }
    }

    /// The things of the next command; nothing at the end.
    pub fn next(&mut self, snapshot: &Snapshot) -> Option<Vec<DueThing>> {
        if let Some(things) = self.ahead.pop_front() {
            return Some(things);
        }
        let (first, mut items) = (self.at, 0);
        while let Some(key) = self.planned.things.get(self.at) {
            let with_it = 1 + self.along(snapshot, *key);
            if with_it > self.most && self.at == first {
                self.at += 1;
                self.ahead = self.in_pieces(snapshot, *key);
                return self.ahead.pop_front();
            }
            items += with_it;
            if (items > BATCH && self.at > first) || with_it > self.most {
                break;
            }
            self.at += 1;
        }
        let things = &self.planned.things[first..self.at];
        (!things.is_empty()).then(|| self.planned.taken(things))
    }

    /// How much goes along with a thing.
    fn along(&self, snapshot: &Snapshot, key: Key) -> usize {
        let part = self.planned.rule.due(snapshot, key, self.planned.kept.keep, self.today);
        part.map_or(0, |part| goes_along(snapshot, key, part).len())
    }

    /// The presences of a place that has more of them than go at once, and then the place. Each of them goes only as it was
    /// written into the package, and the place only if nothing but they has gone of it since; else it stays as it is, and
    /// the next run takes it with what is left.
    fn in_pieces(&self, snapshot: &Snapshot, key: Key) -> VecDeque<Vec<DueThing>> {
        let is_as_archived = self.planned.states.get(&key) == Some(&state_of(snapshot, key));
        if key.kind != Kind::Place || !is_as_archived {
            return [self.planned.taken(&[key])].into();
        }
        let place = PlaceId::from_bits(key.bits);
        let presences: Vec<Key> = snapshot.presences_of(place).into_iter().map(Key::from).collect();
        let as_it_is = |key: &Key| DueThing { key: *key, archived: Some(state_of(snapshot, *key)) };
        let pieces = presences.chunks(BATCH.min(self.most)).map(|some| some.iter().map(as_it_is).collect());
        let last = DueThing { key, archived: Some(state_without_presences(snapshot, place)) };
        pieces.chain([vec![last]]).collect()
    }
}
