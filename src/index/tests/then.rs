//! For whom a thing was when it changed, where more than that happened between two looks.

use crate::domain::access::{Class, Level};
use crate::domain::command::{Actor, Command, MeasureDraft, NewPlace, PlaceEdit};
use crate::domain::decide::Decision;
use crate::domain::ids::PlaceId;
use crate::domain::record::Key;
use crate::domain::testing::{Town, open_ground, place_on};
use crate::index::audiences::Eyes;
use crate::index::quarantine::Quarantine;
use crate::index::snapshot::Snapshot;
use crate::index::view::then::Then;
use std::collections::BTreeMap;

/// A town, and the index that takes in what is decided there.
struct Looked {
    town: Town,
    indexed: Snapshot,
}

impl Looked {
    fn new() -> Self {
        let town = Town::new();
        let records: Vec<_> = town.world.records.values().cloned().collect();
        Self { indexed: Snapshot::build(0, [0; 32], records, Quarantine::default()), town }
    }

    fn happens(&mut self, actor: &Actor, command: Command) -> Decision {
        let decision = self.town.when(actor, command).then_ok();
        self.indexed.apply_all(decision.changes.iter().map(|change| change.record.clone()));
        decision
    }

    fn place(&mut self, class: Class) -> PlaceId {
        let bromma = self.town.coordinator("bromma");
        let new = NewPlace { class: Some(class), ..place_on(open_ground()) };
        let made = self.happens(&bromma, Command::CreatePlace(new));
        PlaceId::from_bits(made.changes[0].record.key().bits)
    }

    fn measure(&mut self, place: PlaceId) -> Key {
        let bromma = self.town.coordinator("bromma");
        let draft = MeasureDraft {
            place,
            measure_type: "safety_walk".into(),
            party: "bromma".into(),
            prevention_level: None,
            starts: None,
            ends: None,
            note: None,
            particulars: BTreeMap::new(),
        };
        self.happens(&bromma, Command::AddMeasure(draft)).changes[0].record.key()
    }

    /// How much of a change a party is told that looked last at a world of before.
    fn told(&self, before: &Snapshot, change: (Key, u32), party: &str) -> Option<Level> {
        let eyes = Eyes::of(self.town.coordinator(party).viewer);
        Then::of(&self.indexed, change, Some(before)).level(&self.indexed, &eyes, change.0)
    }
}

#[test]
fn what_was_made_between_two_looks_is_told_to_who_sees_it() {
    let mut looked = Looked::new();
    let before = looked.indexed.clone();
    let place = looked.place(Class::Partner);
    let measure = looked.measure(place);
    for change in [(place.into(), 1), (measure, 1)] {
        for party in ["bromma", "vast"] {
            assert_eq!(looked.told(&before, change, party), Some(Level::Full), "{party}");
        }
    }
    // Nobody knows for whom a version was that is there no more.
    let bromma = looked.town.coordinator("bromma");
    let edit = PlaceEdit { note: Some("Nytt".into()), ..PlaceEdit::default() };
    looked.happens(&bromma, Command::EditPlace(place, edit));
    assert_eq!(looked.told(&before, (place.into(), 1), "bromma"), None);
    assert_eq!(looked.told(&before, (place.into(), 2), "vast"), Some(Level::Full));
}

#[test]
fn what_a_place_was_shared_after_is_told_to_none_who_could_not_see_it_before() {
    let mut looked = Looked::new();
    let place = looked.place(Class::Origin);
    let before = looked.indexed.clone();
    let measure = looked.measure(place);
    let bromma = looked.town.coordinator("bromma");
    let ground = Some("general_terms".into());
    let edit = PlaceEdit { class: Some(Class::Partner), ground, ..PlaceEdit::default() };
    looked.happens(&bromma, Command::EditPlace(place, edit));
    // Whether the measure came before or after that is not known.
    assert_eq!(looked.told(&before, (measure, 1), "vast"), None);
    assert_eq!(looked.told(&before, (measure, 1), "bromma"), Some(Level::Full));
    assert_eq!(looked.told(&before, (place.into(), 2), "vast"), Some(Level::Full));
}
