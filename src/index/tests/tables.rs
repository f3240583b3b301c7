//! A table against a plain list.

use crate::domain::access::{Audience, Class, Level};
use crate::domain::ids::PartyId;
use crate::domain::record::Versioned;
use crate::domain::testing::at;
use crate::index::audiences::Interner;
use crate::index::homes::Homes;
use crate::index::table::{Item, Merged, Table};
use crate::space::{Envelope, LonLat};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Pin {
    id: u16,
    place: (u8, u8),
    order: u8,
    group: Option<u8>,
}

fn degrees(steps: u8) -> f64 {
    f64::from(steps % 6) * 0.001
}

impl Item for Pin {
    type Order = u8;
    type Mark = ();
    type Facets = ();
    const EXACT_FROM: Level = Level::Summary;
    fn bits(&self) -> u64 {
        u64::from(self.id)
    }
    fn envelope(&self) -> Envelope {
        Envelope::of(at(18.0 + degrees(self.place.0), 59.3 + degrees(self.place.1)))
    }
    fn position(&self) -> LonLat {
        at(18.0 + degrees(self.place.0), 59.3 + degrees(self.place.1))
    }
    fn mark(&self, _: &Interner) {}
    fn facets(&self, _: &Self::Mark) {}
    fn audience(&self) -> Audience {
        Audience::new(Class::Partner, PartyId::from_bits(u64::from(self.order % 4)), &[])
    }
    fn order(&self) -> u8 {
        self.order
    }
    fn group(&self) -> Option<u64> {
        self.group.map(u64::from)
    }
    fn source(&self) -> Option<u64> {
        Some(u64::from(self.order % 3))
    }
}

#[derive(Clone, Debug)]
enum Act {
    Put(Pin),
    Remove(u16),
    /// Begins bases that are so many times as large as what lies beside them.
    BeginMerge(usize),
    Install,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let pin = (0..24_u16, (0..6_u8, 0..6_u8), 0..6_u8, prop::option::of(0..3_u8))
        .prop_map(|(id, place, order, group)| Pin { id, place, order, group });
    let act = prop_oneof![
        32 => pin.prop_map(Act::Put),
        1 => (0..24_u16).prop_map(Act::Remove),
        4 => (1..4_usize).prop_map(Act::BeginMerge),
        4 => Just(Act::Install),
    ];
    prop::collection::vec(act, 0..120)
}

fn ids<'a>(rows: impl Iterator<Item = &'a crate::index::table::Row<Pin>>) -> Vec<u64> {
    let mut ids: Vec<u64> = rows.map(|row| row.held.record.bits()).collect();
    ids.sort_unstable();
    ids
}

fn compare(table: &Table<Pin>, plain: &BTreeMap<u16, Versioned<Pin>>) {
    let those = |wanted: &dyn Fn(&Pin) -> bool| -> Vec<u64> {
        plain.values().filter(|pin| wanted(pin)).map(|pin| pin.bits()).collect()
    };
    assert_eq!((table.len(), table.is_empty()), (plain.len(), plain.is_empty()));
    assert_eq!(ids(table.iter()), those(&|_| true));
    for id in 0..26_u16 {
        let row = table.get(u64::from(id));
        assert_eq!(row.map(|row| &*row.held), plain.get(&id));
        assert!(row.is_none_or(|row| *row.audience.audience() == row.held.record.audience()));
    }
    for group in 0..4 {
        assert_eq!(ids(table.in_group(group)), those(&|pin| pin.group.map(u64::from) == Some(group)));
        assert_eq!(ids(table.from_source(group)), those(&|pin| pin.source() == Some(group)));
    }
    for (west, south, east, north) in [(0, 0, 5, 5), (1, 1, 3, 2), (2, 2, 2, 2), (4, 0, 5, 1)] {
        // Positions are rounded when made, and the window's corners are positions.
        let corner = |x: u8, y: u8| Envelope::of(at(18.0 + degrees(x), 59.3 + degrees(y)));
        let window = corner(west, south).union(&corner(east, north));
        let inside =
            |pin: &Pin| (west..=east).contains(&pin.place.0) && (south..=north).contains(&pin.place.1);
        assert_eq!(ids(table.in_box(&window)), those(&inside));
    }
    compare_order(table, plain);
}

fn compare_order(table: &Table<Pin>, plain: &BTreeMap<u16, Versioned<Pin>>) {
    let mut ordered: Vec<(u8, u64)> = plain.values().map(|pin| (pin.order, pin.bits())).collect();
    ordered.sort_unstable();
    let got = |after: Option<&(u8, u64)>| -> Vec<(u8, u64)> {
        table.ordered(after).map(|row| (row.held.record.order, row.held.record.bits())).collect()
    };
    assert_eq!(got(None), ordered);
    // Cursors at every row, and where no row is.
    for order in 0..7 {
        for id in [0, 7, 12, 23, 99] {
            let after = (order, id);
            let rest: Vec<_> = ordered.iter().filter(|position| **position > after).copied().collect();
            assert_eq!(got(Some(&after)), rest);
        }
    }
    for after in &ordered {
        assert_eq!(got(Some(after)).len(), ordered.iter().filter(|p| *p > after).count());
    }
}

proptest! {
    #[test]
    fn a_table_answers_as_a_plain_list_whatever_was_put_merged_and_installed(acts in acts()) {
        let (interner, homes) = (Interner::default(), Homes::default());
        let mut table: Table<Pin> = Table::build(Vec::new(), &interner, &homes);
        let mut plain: BTreeMap<u16, Versioned<Pin>> = BTreeMap::new();
        let (mut begun, mut gone): (Option<Merged<Pin>>, BTreeSet<u16>) = Default::default();
        for act in acts {
            match act {
                // An id is never given again.
                Act::Put(pin) if gone.contains(&pin.id) => {}
                Act::Remove(id) => {
                    table.remove(u64::from(id));
                    plain.remove(&id);
                    gone.insert(id);
                }
                Act::Put(pin) => {
                    let version = plain.get(&pin.id).map_or(0, |held| held.version) + 1;
                    let before = table.clone();
                    table.put(Arc::new(Versioned { version, record: pin }), &interner, &homes);
                    // Whoever holds the former state goes on seeing it.
                    compare(&before, &plain);
                    plain.insert(pin.id, Versioned { version, record: pin });
                }
                Act::BeginMerge(growth) => begun = table.merged_beside(growth),
                Act::Install => if let Some(base) = begun.take() {
                    table.install(base);
                }
            }
            compare(&table, &plain);
        }
        let rebuilt = Table::build(plain.values().cloned().map(Arc::new).collect(), &interner, &homes);
        compare(&rebuilt, &plain);
        if let Some(merged) = table.merged() {
            table.install(merged);
        }
        prop_assert_eq!(table.changed(), 0);
        compare(&table, &plain);
        table.install(table.merged_whole());
        prop_assert_eq!((table.changed(), table.strata().len()), (0, 1));
        compare(&table, &plain);
    }
}

/// A row is put into a new base a few times for each size of them, and not each time that something has changed.
#[test]
fn a_large_base_stays_as_it_is_beside_small_ones() {
    let (interner, homes) = (Interner::default(), Homes::default());
    let pins = |ids: std::ops::Range<u16>| {
        let pin = |id| Pin { id, place: (0, 0), order: 0, group: None };
        ids.map(move |id| Arc::new(Versioned { version: 1, record: pin(id) }))
    };
    let mut table = Table::build(pins(0..10_000).collect(), &interner, &homes);
    let (mut written, mut most) = (0, 0);
    for from in (10_000..20_000).step_by(10) {
        pins(from..from + 10).for_each(|pin| table.put(pin, &interner, &homes));
        table.install(table.merged().expect("there are changes"));
        written += table.strata().last().expect("a base").len();
        most = most.max(table.strata().len());
        assert_eq!((table.len(), table.changed()), (usize::from(from) + 10, 0));
    }
    // A thousand bases were made; made of everything, they would have been 15 million rows.
    assert!(written < 300_000 && most <= 5, "{written} rows written, {most} bases at most");
}

#[test]
fn things_for_the_same_eyes_share_one_audience() {
    let (interner, homes) = (Interner::default(), Homes::default());
    let pin = |id, order| Versioned { version: 1, record: Pin { id, place: (0, 0), order, group: None } };
    let table = Table::build([pin(1, 0), pin(2, 4), pin(3, 1)].map(Arc::new).to_vec(), &interner, &homes);
    let audience = |id| table.get(id).unwrap().audience.clone();
    assert!(Arc::ptr_eq(&audience(1), &audience(2)));
    assert!(!Arc::ptr_eq(&audience(1), &audience(3)));
}
