//! What is new at a place since somebody last looked: the fresh facts, in one line each.

use super::access::Level;
use super::coordination::{PastTurn, Turn};
use super::heard::Heard;
use super::ids::PartyId;
use super::place::{Place, Status};
use jiff::Timestamp;

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It was made.
    Made,
    /// It moved on in the work, to where it stands now.
    Status(Status),
    /// A turn of its coordination, about a party.
    Turn(Turn, PartyId),
    /// A party objects to its being set aside.
    Objection(PartyId),
    /// So many reports say that something is there.
    Reports(usize),
    /// So many say that it is gone.
    Gone(usize),
}

/// Something that has happened, and when: of several reports, the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
}

/// What has happened at a place after a moment, the oldest first, of what somebody sees who sees this much of it and
/// has heard this of it.
#[must_use]
pub fn since(place: &Place, level: Level, heard: &[Heard<'_>], moment: Timestamp) -> Vec<Happened> {
    let mut happened = Vec::new();
    let mut tell = |at: Timestamp, event| {
        if at > moment {
            happened.push(Happened { at, event });
        }
    };
    tell(place.created_at, Event::Made);
    if level == Level::Full {
        if place.status_since > place.created_at {
            tell(place.status_since, Event::Status(place.status));
        }
        // That somebody holds it from its first moment is how every place is made.
        let at_first = |turn: &&PastTurn| turn.at == place.created_at && turn.turn == Turn::HeldAdInterim;
        for turn in place.coordination.past.iter().filter(|turn| !at_first(turn)) {
            tell(turn.at, Event::Turn(turn.turn, turn.party));
        }
        for objection in &place.objections {
            tell(objection.at, Event::Objection(objection.party));
        }
    }
    let fresh = |is_there: bool| {
        let mut fresh: Vec<_> = heard.iter().filter(|one| one.says_it_is_there() == is_there).collect();
        fresh.retain(|one| one.received_at > moment);
        fresh.iter().map(|one| one.received_at).max().map(|last| (last, fresh.len()))
    };
    for (is_there, event) in [(true, Event::Reports as fn(usize) -> Event), (false, Event::Gone)] {
        if let Some((last, count)) = fresh(is_there) {
            tell(last, event(count));
        }
    }
    happened.sort_by_key(|one| one.at);
    happened
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::report::{ObservedPrecision, Sighting};
    use crate::domain::testing::{Town, open_ground};
    use jiff::{SignedDuration, Span};

    fn heard(at: Timestamp, sighting: Sighting) -> Heard<'static> {
        Heard {
            observed_at: at,
            precision: ObservedPrecision::Moment,
            received_at: at,
            sighting,
            source: "field_staff",
            origin: None,
        }
    }

    #[test]
    fn a_place_tells_what_has_happened_since_a_moment_and_nothing_of_before() {
        let mut town = Town::new();
        let id = town.given_place_at(open_ground(), Status::Active);
        let made = town.place(id);
        let at_first = since(&made, Level::Full, &[], made.created_at - SignedDuration::from_secs(1));
        assert_eq!(at_first.first().map(|one| one.event), Some(Event::Made));
        let seen_until = town.now;
        assert!(since(&made, Level::Full, &[], seen_until).is_empty());
        town.wait(Span::new().hours(3));
        town.set_status(id, Status::InAction).then_ok();
        let later = seen_until + SignedDuration::from_hours(1);
        let reports =
            [heard(later, Sighting::New), heard(later, Sighting::Still), heard(later, Sighting::Gone)];
        let events = |level| -> Vec<_> {
            since(&town.place(id), level, &reports, seen_until).iter().map(|one| one.event).collect()
        };
        assert_eq!(events(Level::Summary), [Event::Reports(2), Event::Gone(1)]);
        assert_eq!(events(Level::Full), [Event::Reports(2), Event::Gone(1), Event::Status(Status::InAction)]);
    }
}
