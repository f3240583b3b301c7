//! Homes against the words of the rule, in whatever order buildings, addresses and reports have come.

use crate::domain::address::Address;
use crate::domain::building::{Building, BuildingKind, ShownAt};
use crate::domain::ids::{AddressId, BuildingId, ReportId};
use crate::domain::record::{Record, Versioned};
use crate::domain::testing::{PlainWorld, Town, at, block};
use crate::domain::world::World;
use crate::index::quarantine::Quarantine;
use crate::index::snapshot::{CHANGES_MAX, Snapshot};
use crate::index::view::filter::coarse;
use crate::space::{LonLat, Shape};
use proptest::prelude::*;

/// Everything lies on this grid, so that walls, corners and equal distances are common: some six metres each way.
fn spot(east: u8, north: u8) -> LonLat {
    at(18.01 + f64::from(east) * 1e-4, 59.305 + f64::from(north) * 5e-5)
}

fn building(id: u64, kind: BuildingKind, shape: Shape) -> Building {
    Building { id: BuildingId::from_bits(id), source_id: id.to_string().into(), kind, shape }
}

fn address(id: u64, position: LonLat) -> Address {
    Address {
        id: AddressId::from_bits(id),
        source_id: id.to_string().into(),
        street: "Ekgatan".into(),
        number: None,
        postal_code: None,
        locality: None,
        position,
    }
}

fn first<T>(record: T) -> Record
where
    Record: From<Versioned<T>>,
{
    Versioned { version: 1, record }.into()
}

/// A report that a town takes in, somewhere else.
fn report(id: u64, position: LonLat, accuracy_m: Option<f64>) -> Record {
    let mut town = Town::new();
    town.given_report("bromma", 18.01, 59.305);
    let mut report = town.world.all_reports().next().unwrap().record.clone();
    (report.id, report.position) = (ReportId::from_bits(id), position);
    report.accuracy_m = accuracy_m;
    first(report)
}

fn snapshot(records: impl IntoIterator<Item = Record>) -> Snapshot {
    Snapshot::build(0, [0; 32], records, Quarantine::default())
}

/// What it is, its south-west corner, and how wide and deep it is.
type Plot = (BuildingKind, (u8, u8), (u8, u8));

fn plots() -> impl Strategy<Value = Vec<Plot>> {
    let kind = prop::sample::select(BuildingKind::ALL.to_vec());
    prop::collection::vec((kind, (0..40_u8, 0..40_u8), (1..6_u8, 1..6_u8)), 0..12)
}

/// Reports on a grid of a quarter of that, and the accuracies that say whether they are inside.
fn seen() -> impl Strategy<Value = Vec<((u8, u8), Option<f64>)>> {
    let accuracy_m = prop::option::of(prop::sample::select(vec![0.0, 1.0, 2.0, 40.0]));
    prop::collection::vec(((0..184_u8, 0..184_u8), accuracy_m), 1..20)
}

fn told(plots: &[Plot], doors: &[(u8, u8)], seen: &[((u8, u8), Option<f64>)]) -> Vec<Record> {
    let buildings = plots.iter().zip(1..).map(|((kind, (east, north), (wide, deep)), id)| {
        let (low, high) = (spot(*east, *north), spot(east + wide, north + deep));
        first(building(id, *kind, block(low.lon(), low.lat(), high.lon(), high.lat())))
    });
    let doors = doors.iter().zip(1..).map(|((east, north), id)| first(address(id, spot(*east, *north))));
    let sample = report(1, spot(0, 0), None);
    let reports = seen.iter().zip(1..).map(|(((east, north), accuracy_m), id)| {
        let Record::Report(held) = &sample else { unreachable!("a report was made") };
        let mut report = held.record.clone();
        report.id = ReportId::from_bits(id);
        report.position = at(18.01 + f64::from(*east) * 2.5e-5, 59.305 + f64::from(*north) * 1.25e-5);
        report.accuracy_m = *accuracy_m;
        first(report)
    });
    buildings.chain(doors).chain(reports).collect()
}

fn compare(plain: &PlainWorld, indexed: &Snapshot) {
    assert_eq!(indexed.reports.len(), plain.all_reports().count());
    for report in plain.all_reports() {
        let by_rule = plain.shown_of_home(report.position, report.accuracy_m);
        let row = indexed.reports.get(report.id.bits()).unwrap();
        assert_eq!(indexed.shown_of_home(report.position, report.accuracy_m), by_rule, "{report:?}");
        assert_eq!(row.shown(), by_rule.unwrap_or_else(|| coarse(report.position)), "{report:?}");
        let shown = row.shown();
        let apart =
            (shown.lon() - report.position.lon()).abs().max((shown.lat() - report.position.lat()).abs());
        assert!(apart <= indexed.reports_shown_within_deg(), "{apart} {report:?}");
    }
}

proptest! {
    #[test]
    fn reports_are_shown_by_the_rule_in_whatever_order_everything_has_come(
        plots in plots(), doors in prop::collection::vec((0..46_u8, 0..46_u8), 0..12), seen in seen(),
        turn in 0..60_usize, cut in 0..60_usize,
    ) {
        let mut records = told(&plots, &doors, &seen);
        let mut plain = PlainWorld::default();
        records.iter().cloned().for_each(|record| plain.apply(record));
        compare(&plain, &snapshot(records.clone()));
        let turn = turn % records.len();
        records.rotate_left(turn);
        let mut changes = snapshot([]);
        records.iter().cloned().for_each(|record| changes.apply_all([record]));
        compare(&plain, &changes);
        let rest = records.split_off(cut % records.len());
        let mut half = snapshot([]);
        half.apply_all(records);
        let bases = half.merged();
        half.apply_all(rest);
        half.install(bases);
        compare(&plain, &half);
        let bases = half.merged();
        half.install(bases);
        compare(&plain, &half);
    }
}

/// A block of two stairwells with its doors on the south side, and a report in each corner of it.
fn one_block(kind: BuildingKind) -> (Snapshot, Vec<u64>) {
    let corners = [(18.0101, 59.3051), (18.0109, 59.3051), (18.0101, 59.3053), (18.0109, 59.3053)];
    let mut records = vec![first(building(1, kind, block(18.01, 59.305, 18.011, 59.3054)))];
    records.extend([first(address(1, at(18.0102, 59.30497))), first(address(2, at(18.0107, 59.30497)))]);
    records.extend(corners.iter().zip(1..).map(|((lon, lat), id)| report(id, at(*lon, *lat), None)));
    (snapshot(records), (1..=4).collect())
}

#[test]
fn all_of_a_building_is_shown_at_one_entrance_whatever_corner_it_was_in() {
    let (world, reports) = one_block(BuildingKind::Apartments);
    for id in reports {
        let row = world.reports.get(id).unwrap();
        assert_eq!(row.home.as_ref().unwrap().at, ShownAt::Entrance);
        assert_eq!(row.shown(), at(18.0107, 59.30497), "the door nearest to the middle");
    }
}

#[test]
fn without_an_address_it_is_the_middle_of_the_building() {
    let (mut world, reports) = one_block(BuildingKind::Apartments);
    // The doors turn out to be somewhere else.
    let moved = [(1, 18.02), (2, 18.03)]
        .map(|(id, lon)| Record::from(Versioned { version: 2, record: address(id, at(lon, 59.31)) }));
    world.apply_all(moved);
    for id in reports {
        let row = world.reports.get(id).unwrap();
        assert_eq!(row.home.as_ref().unwrap().at, ShownAt::Building);
        assert_eq!(row.shown(), at(18.0105, 59.3052));
    }
}

#[test]
fn a_house_and_its_neighbour_are_shown_at_one_spot_that_is_neither() {
    let house = |id, west: f64| {
        first(building(id, BuildingKind::OneFamilyHouse, block(west, 59.3052, west + 2e-4, 59.3053)))
    };
    let door = first(address(1, at(18.0081, 59.30519)));
    let seen = [report(1, at(18.0081, 59.30525), None), report(2, at(18.0086, 59.30525), None)];
    let world = snapshot([house(1, 18.008), house(2, 18.0085), door].into_iter().chain(seen));
    let [one, other] = [1, 2].map(|id| world.reports.get(id).unwrap());
    assert_eq!(one.home.as_ref().unwrap().at, ShownAt::Square);
    assert_eq!(one.shown(), other.shown());
    assert_eq!(world.shown_of_home(one.shown(), Some(5.0)), None, "nobody lives where they are shown");
}

#[test]
fn who_stands_at_the_wall_and_is_not_sure_may_have_been_inside() {
    let (world, _) = one_block(BuildingKind::Apartments);
    // A metre and a half south of the wall.
    let outside = at(18.0105, 59.304986);
    for (accuracy_m, inside) in [(None, false), (Some(1.0), false), (Some(2.0), true), (Some(80.0), true)] {
        assert_eq!(world.shown_of_home(outside, accuracy_m).is_some(), inside, "{accuracy_m:?}");
    }
    assert_eq!(world.shown_of_home(at(18.0105, 59.304973), Some(80.0)), None, "on the footpath");
}

#[test]
fn what_nobody_lives_in_any_more_hides_nothing() {
    let (mut world, reports) = one_block(BuildingKind::Apartments);
    let other = building(1, BuildingKind::Other, block(18.01, 59.305, 18.011, 59.3054));
    world.apply_all([Versioned { version: 2, record: other }.into()]);
    for id in reports {
        let row = world.reports.get(id).unwrap();
        assert_eq!(row.shown(), coarse(row.held.record.position));
    }
}

#[test]
fn very_many_reports_are_shown_elsewhere_at_once_and_a_base_that_was_being_built_is_left() {
    let sample = report(1, at(18.0105, 59.3052), None);
    let Record::Report(held) = &sample else { unreachable!("a report was made") };
    let many = 3 * CHANGES_MAX as u64;
    let reports = (1..=many).map(|id| {
        let mut report = held.record.clone();
        report.id = ReportId::from_bits(id);
        first(report)
    });
    let mut world = snapshot(reports.clone().take(CHANGES_MAX));
    world.apply_all(reports.skip(CHANGES_MAX));
    let begun = world.merged();
    let home = building(1, BuildingKind::Apartments, block(18.01, 59.305, 18.011, 59.3054));
    world.apply_all([first(home), first(address(1, at(18.0102, 59.30497)))]);
    let all_at_the_door =
        |world: &Snapshot| world.reports.iter().all(|row| row.shown() == at(18.0102, 59.30497));
    assert!(all_at_the_door(&world) && world.reports.len() as u64 == many);
    assert_eq!(world.reports.changed(), 0, "a new base was built on the spot");
    world.install(begun);
    assert!(all_at_the_door(&world), "the base of before is not taken into use");
}
