//! A snapshot against the plain world: base only, changes only, and half merged.

use crate::domain::access::{Class, Role};
use crate::domain::area::{AreaKind, Cover};
use crate::domain::command::{AreaDraft, Command, SiteDraft};
use crate::domain::decide::{DecidedReports, Fresh, decide, decides_report};
use crate::domain::ids::ReportId;
use crate::domain::record::{Key, Kind, Record, Versioned};
use crate::domain::report::Report;
use crate::domain::settings::SettingName;
use crate::domain::testing::{PlainWorld, Town, area, at, block, days, letter_l, point, site};
use crate::domain::time::date_of;
use crate::domain::world::{NearPlace, NearSite, World, district_at};
use crate::index::quarantine::{Aside, Quarantine};
use crate::index::snapshot::Snapshot;
use crate::space::Shape;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Everything lies on this grid, so that borders, corners and touching sides are common. Degrees.
const GRID: f64 = 0.0005;

fn shape(kind: u8, x: u8, y: u8, side: u8) -> Shape {
    let (west, south) = (18.01 + f64::from(x) * GRID, 59.305 + f64::from(y) * GRID);
    let side = f64::from(1 + side % 5) * GRID;
    match kind % 4 {
        0 => point(west, south),
        1 => letter_l(west, south, side),
        2 => block(west, south, west + side / 2.0, south + side * 2.0),
        _ => block(west, south, west + side, south + side),
    }
}

fn shapes(most: usize) -> impl Strategy<Value = Vec<Shape>> {
    let shape = (any::<u8>(), 0..24_u8, 0..16_u8, 0..5_u8).prop_map(|(k, x, y, s)| shape(k, x, y, s));
    prop::collection::vec(shape, 0..most)
}

fn empty() -> Snapshot {
    Snapshot::build(0, [0; 32], [], Quarantine::default())
}

fn snapshots(records: &[Record]) -> [Snapshot; 4] {
    let base = Snapshot::build(0, [0; 32], records.to_vec(), Quarantine::default());
    let mut changes = empty();
    changes.apply_all(records.to_vec());
    let mut half = empty();
    let (first, rest) = records.split_at(records.len() / 2);
    half.apply_all(first.to_vec());
    let bases = half.merged();
    half.apply_all(rest.to_vec());
    half.install(bases);
    // A large base, and smaller ones beside it.
    let (most, last) = records.split_at(records.len() - records.len() / 8);
    let mut several = Snapshot::build(0, [0; 32], most.to_vec(), Quarantine::default());
    for record in last {
        several.apply_all([record.clone()]);
        let bases = several.merged();
        several.install(bases);
    }
    [base, changes, half, several]
}

/// Metres are the same metres; what lies exactly at the limit may fall either way by a hair.
fn same_distances<K: Ord + Copy + std::fmt::Debug>(
    (plain, indexed): (BTreeMap<K, f64>, BTreeMap<K, f64>),
    radius_m: f64,
) {
    let limit = |m: f64| (m - radius_m).abs() < 1e-6;
    for (key, m) in &plain {
        match indexed.get(key) {
            Some(other) => assert!((m - other).abs() < 1e-6, "{key:?}: {m} {other}"),
            None => assert!(limit(*m), "{key:?} at {m} is missing within {radius_m}"),
        }
    }
    for (key, m) in &indexed {
        assert!(plain.contains_key(key) || limit(*m), "{key:?} at {m} is not within {radius_m}");
    }
}

fn compare_sites(plain: &[NearSite], indexed: &[NearSite], radius_m: f64) {
    let metres = |near: &[NearSite]| near.iter().map(|n| (n.site.id, n.distance_m)).collect();
    same_distances((metres(plain), metres(indexed)), radius_m);
    assert!(
        indexed.is_sorted_by_key(|n| (n.distance_m.to_bits(), n.site.id)),
        "the nearest first, ties by id"
    );
    for near in indexed {
        let Some(other) = plain.iter().find(|n| n.site.id == near.site.id) else { continue };
        let limit_m = if near.site.boundary_missing() { 25.0 } else { 0.0 };
        let at_limit = (near.distance_m - limit_m).abs() < 1e-6 && near.distance_m != other.distance_m;
        assert!(near.ground == other.ground || at_limit, "{near:?} {other:?}");
        assert_eq!(near.site, other.site);
    }
}

fn compare_places(plain: &[NearPlace], indexed: &[NearPlace], radius_m: f64) {
    let metres = |near: &[NearPlace]| near.iter().map(|n| (n.place.id, n.distance_m)).collect();
    same_distances((metres(plain), metres(indexed)), radius_m);
    assert!(indexed.is_sorted_by_key(|n| (n.distance_m.to_bits(), n.place.id)));
}

fn compare(plain: &PlainWorld, indexed: &Snapshot, probe: &Shape) {
    let today = date_of("2026-11-23T09:00:00+01:00".parse().unwrap());
    for radius_m in [0.0, 25.0, 50.0, 250.0, 1_000.0] {
        compare_sites(
            &plain.sites_near(probe, radius_m, today),
            &indexed.sites_near(probe, radius_m, today),
            radius_m,
        );
        compare_places(&plain.places_near(probe, radius_m), &indexed.places_near(probe, radius_m), radius_m);
    }
    let position = probe.representative_point();
    assert_eq!(plain.areas_at(position, today), indexed.areas_at(position, today), "{position:?}");
    let (shares, others) = (plain.district_shares(probe, today), indexed.district_shares(probe, today));
    let close = |a: f64, b: f64| (a - b).abs() < 2e-4;
    // A hair to either side of the smallest share that counts may fall either way.
    let counted = |shares: &[crate::domain::place::DistrictShare]| {
        shares.iter().filter(|s| s.share > 0.0012).map(|s| s.district).collect::<Vec<_>>()
    };
    assert_eq!(counted(&shares), counted(&others), "{probe:?}");
    assert!(shares.iter().zip(&others).all(|(a, b)| close(a.share, b.share)), "{shares:?} {others:?}");
    for area in plain.areas() {
        let (m, other) = (plain.area_distance_m(area.id, probe), indexed.area_distance_m(area.id, probe));
        assert!((m.unwrap() - other.unwrap()).abs() < 1e-6, "{} {m:?} {other:?}", area.name);
    }
}

fn same_records(plain: &PlainWorld, indexed: &Snapshot) {
    for (key, record) in &plain.records {
        assert_eq!(indexed.record(*key).as_ref(), Some(record));
        assert!(indexed.is_reserved(*key));
    }
    for kind in Kind::ALL {
        assert_eq!(indexed.count(kind), plain.count(kind), "{kind:?}");
    }
    assert_eq!(plain.parties(), indexed.parties());
    assert_eq!(plain.areas(), indexed.areas());
    for party in plain.all_parties() {
        assert_eq!(indexed.party_by_code(&party.code).as_ref(), Some(party));
    }
    for site in plain.all_sites() {
        assert_eq!(indexed.site_by_source(&site.source_id).as_ref(), Some(site));
    }
    for area in plain.all_areas() {
        assert_eq!(indexed.area_by_source(area.kind, &area.source_id).as_ref(), Some(area));
    }
    for report in plain.all_reports() {
        let Some(id) = &report.source_id else { continue };
        assert_eq!(indexed.report_by_source(report.origin, &report.source, id), Some(report.id));
        assert_eq!(indexed.report_by_source(report.origin, "elsewhere", id), None);
    }
    for place in plain.all_places() {
        assert_eq!(indexed.reports_of(place.id), plain.reports_of(place.id));
        assert_eq!(indexed.measures_of(place.id), plain.measures_of(place.id));
    }
    for code in plain.all_codes() {
        assert_eq!(indexed.code(code.list, &code.code).as_ref(), Some(code));
    }
    for setting in plain.all_settings() {
        assert_eq!(indexed.setting_record(setting.name, setting.district).as_ref(), Some(setting));
    }
}

fn town() -> Town {
    static TOWN: OnceLock<Town> = OnceLock::new();
    TOWN.get_or_init(Town::lived_in).clone()
}

/// Districts on top of one another, an area shaped like an L, and one that is the sum of two.
fn more_areas(town: &Town) -> Vec<AreaDraft> {
    let union = Cover::Union(vec![town.area("Bromma"), town.area("Farsta")]);
    let mut both = area(AreaKind::Custom, "B", "Båda", point(18.0, 59.3));
    both.cover = union;
    vec![
        both,
        area(AreaKind::District, "03", "Skarven", block(18.018, 59.307, 18.022, 59.310)),
        area(AreaKind::Neighbourhood, "N", "Vinkeln", letter_l(18.012, 59.306, 0.005)),
        area(AreaKind::District, "00", "Kilen", letter_l(18.016, 59.305, 0.01)),
    ]
}

fn site_rows(shapes: &[Shape]) -> Vec<SiteDraft> {
    let row = |(n, shape): (usize, &Shape)| {
        site(&n.to_string(), &format!("Tomt {n}"), "park", shape.clone(), Some("bostad"))
    };
    shapes.iter().enumerate().map(row).collect()
}

/// At each shape a report of every class, one of them of no district.
fn reports_at(town: &mut Town, spots: &[Shape]) -> Vec<Report> {
    let id = town.given_report("sisab", 18.006, 59.3055);
    let (report, today) = (town.report(id).record.clone(), date_of(town.now));
    let at = |spot: &Shape| {
        let position = spot.representative_point();
        let district = district_at(&town.world, position, today).map(|district| district.id);
        let report = Report { position, district, ..report.clone() };
        let nowhere = Report { district: None, ..report.clone() };
        let mut each: Vec<_> =
            Class::ALL.into_iter().map(|class| Report { class, ..report.clone() }).collect();
        each.push(nowhere);
        each
    };
    spots.iter().flat_map(at).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn where_things_are_is_the_same_by_trees_and_by_scans(sites in shapes(14), places in shapes(10), probes in shapes(6)) {
        let mut town = town();
        let admin = town.administrator();
        let more = more_areas(&town);
        town.when(&admin, Command::PutAreas(more)).then_ok();
        town.when(&admin, Command::PutSites(site_rows(&sites))).then_ok();
        for shape in &places {
            town.given_place(shape.clone());
        }
        let records: Vec<_> = town.world.records.values().cloned().collect();
        for indexed in snapshots(&records) {
            same_records(&town.world, &indexed);
            // What is there is asked from too: everything touches itself.
            for probe in probes.iter().chain(&places).chain(sites.iter().take(3)) {
                compare(&town.world, &indexed, probe);
            }
        }
    }

    #[test]
    fn of_many_reports_somebody_decides_about_the_same_as_of_each(
        sites in shapes(10), spots in shapes(12), radius_m in 5..=100_u32,
    ) {
        let mut town = town();
        let admin = town.administrator();
        let more = more_areas(&town);
        town.when(&admin, Command::PutAreas(more)).then_ok();
        let mut rows = site_rows(&sites);
        rows.iter_mut().step_by(2).for_each(|row| row.land_owner = Some("trafik".into()));
        town.when(&admin, Command::PutSites(rows)).then_ok();
        let wider = Command::PutSetting {
            name: SettingName::PointSiteRadiusM,
            district: Some(town.area("Bromma")),
            value: Some(radius_m),
            from: None,
            until: None,
            decision: None,
        };
        let bromma = town.coordinator("bromma");
        town.when(&bromma, wider).then_ok();
        let reports = reports_at(&mut town, &spots);
        let records: Vec<_> = town.world.records.values().cloned().collect();
        let indexed = Snapshot::build(0, [0; 32], records, Quarantine::default());
        let today = date_of(town.now);
        for party in town.world.parties() {
            for role in [Role::Coordinator, Role::Member] {
                let actor = town.someone(&party.code, role);
                let by_index = DecidedReports::of(&indexed, &actor, today);
                let by_scans = DecidedReports::of(&town.world, &actor, today);
                for report in &reports {
                    let each = decides_report(&indexed, &actor, report, today);
                    prop_assert_eq!(by_index.has(report), each, "{} {:?} {:?}", party.code, role, report);
                    let each = decides_report(&town.world, &actor, report, today);
                    prop_assert_eq!(by_scans.has(report), each, "{} {:?} {:?}", party.code, role, report);
                }
            }
        }
    }

    #[test]
    fn a_decision_is_the_same_on_the_index_and_on_the_plain_world(steps in days(40)) {
        let mut town = town();
        let records: Vec<_> = town.world.records.values().cloned().collect();
        let mut indexed = Snapshot::build(0, [0; 32], records, Quarantine::default());
        let mut begun = None;
        for (number, step) in (1_u64..).zip(steps) {
            let (actor, expected, command) = step.taken_in(&mut town);
            let decided = |on_index: bool| {
                let mut id = number << 20;
                let mut random = || { id += 1; id };
                let mut fresh = Fresh { now: town.now, random: &mut random };
                if on_index {
                    decide(&indexed, &actor, expected, &command, &mut fresh)
                } else {
                    decide(&town.world, &actor, expected, &command, &mut fresh)
                }
            };
            let decision = decided(true);
            prop_assert_eq!(&decision, &decided(false), "{:?}", command);
            // Now and then a base is begun, and taken into use some commands later.
            match number % 7 {
                2 => begun = Some(indexed.merged()),
                5 => if let Some(bases) = begun.take() { indexed.install(bases); }
                _ => {}
            }
            for change in decision.into_iter().flat_map(|d| d.changes) {
                town.world.apply(change.record.clone());
                indexed.apply_all([change.record]);
            }
        }
        same_records(&town.world, &indexed);
    }
}

#[test]
fn a_tall_narrow_shape_reaches_as_far_east_and_west_all_along() {
    let mut town = Town::new();
    let admin = town.administrator();
    // Half a degree tall: a degree of longitude is 1.5 % shorter at its north end than at its south end.
    let tall = block(18.05, 59.0, 18.0501, 59.5);
    let beside = |lon: f64, lat: f64| point(lon, lat);
    let rows = site_rows(&[beside(18.0457, 59.4999), beside(18.0544, 59.4999), beside(18.0457, 59.0001)]);
    town.when(&admin, Command::PutSites(rows)).then_ok();
    let records: Vec<_> = town.world.records.values().cloned().collect();
    for indexed in snapshots(&records) {
        for radius_m in [243.5, 244.0, 244.5, 245.0, 250.0] {
            compare_sites(
                &town.world.sites_near(&tall, radius_m, date_of(town.now)),
                &indexed.sites_near(&tall, radius_m, date_of(town.now)),
                radius_m,
            );
        }
    }
}

#[test]
fn places_that_have_ended_are_not_near_anything() {
    let mut town = Town::new();
    let place = town.given_place_at(point(18.01, 59.31), crate::domain::place::Status::Dismissed);
    let records: Vec<_> = town.world.records.values().cloned().collect();
    for indexed in snapshots(&records) {
        assert!(indexed.places_near(&point(18.01, 59.31), 50.0).is_empty());
        assert!(indexed.place(place).is_some());
    }
}

#[test]
fn what_could_not_be_read_is_reserved_and_seen_by_nobody() {
    let town = Town::new();
    let key: Key = town.area("Bromma").into();
    let mut quarantine = Quarantine::default();
    quarantine.put(key.kind.code().into(), key.bits, Aside { version: 1, why: "of tomorrow".into() });
    let indexed = Snapshot::build(0, [0; 32], [], quarantine);
    assert!(indexed.is_reserved(key) && indexed.record(key).is_none());
    let id = crate::domain::ids::AreaId::from_bits(key.bits);
    assert!(indexed.area(id).is_none() && indexed.areas_at(at(18.01, 59.31), date_of(town.now)).is_empty());
}

/// A file of many rows makes new bases on the spot, while others are being built beside the writer.
#[test]
fn bases_that_were_begun_before_others_were_taken_into_use_are_left() {
    let mut town = Town::new();
    let id = town.given_report("sisab", 18.006, 59.3055);
    let one = town.report(id);
    let mut indexed =
        Snapshot::build(0, [0; 32], town.world.records.values().cloned(), Quarantine::default());
    let begun = indexed.merged();
    let many = (1..=9_000).map(|bits| {
        let report = Report { id: ReportId::from_bits(bits), ..one.record.clone() };
        Record::from(Versioned { version: 1, record: report })
    });
    indexed.apply_all(many);
    let there = indexed.reports.len();
    assert!(there >= 9_000 && indexed.changed() == 0, "they lie in bases of their own");
    indexed.install(begun);
    assert_eq!(indexed.reports.len(), there);
}
