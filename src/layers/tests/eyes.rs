//! What each viewer finds in tiles: what the lists give them, at the level they give it, and no trace of anything else.

use super::super::collections::{Collection, Filters};
use super::super::decode::{Decoded, Layer};
use super::super::tile::{Mercator, TileFrame, TileId};
use super::invented::{Chance, PARTIES, epoch, records, snapshot, viewer};
use super::{decoded, draw, tiles, whole};
use crate::domain::access::{Asking, Level, Role, Viewer};
use crate::domain::ids::{AreaId, PartyId, crockford};
use crate::domain::place::Status;
use crate::domain::record::Record;
use crate::domain::report::Outcome;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::index::view::filter::{PlaceFilter, ReportFilter, ReportState, coarse};
use crate::index::view::{self, list};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

const SEEDS: u64 = 60;
const ZOOMS: [u8; 6] = [0, 9, 11, 12, 14, 16];

/// A viewer for each seed, so that all kinds of parties have their turn, sometimes as administrators.
fn viewer_of(seed: u64) -> Viewer {
    viewer(seed % PARTIES, if seed.is_multiple_of(7) { Role::Administrator } else { Role::Member })
}

fn visible_places(snapshot: &Snapshot, viewer: Viewer) -> BTreeMap<u64, Level> {
    let eyes = Eyes::of(viewer);
    let seen = snapshot.places.iter().filter_map(|row| view::place(&eyes, row, Asking::Anywhere));
    seen.map(|seen| (seen.thing.bits, seen.level)).collect()
}

fn visible_reports(snapshot: &Snapshot, viewer: Viewer) -> BTreeMap<u64, Level> {
    let eyes = Eyes::of(viewer);
    let shown = snapshot.reports.iter().filter(|row| row.held.outcome != Some(Outcome::Hidden));
    let seen = shown.filter_map(|row| view::report(snapshot, &eyes, row));
    seen.map(|seen| (seen.thing.bits, seen.level)).collect()
}

fn ids<'a>(layers: impl IntoIterator<Item = &'a Layer>) -> BTreeSet<u64> {
    layers.into_iter().flat_map(|layer| &layer.features).map(|feature| feature.id).collect()
}

#[test]
fn what_is_withheld_changes_not_one_byte_of_any_tile() {
    let mut left_out = 0;
    for seed in 0..SEEDS {
        let (all, viewer) = (records(seed), viewer_of(seed));
        let with = snapshot(all.clone());
        let (places, reports) = (visible_places(&with, viewer), visible_reports(&with, viewer));
        let known = |record: &Record| match record {
            Record::Place(place) => places.contains_key(&place.id.bits()),
            Record::Report(report) => reports.contains_key(&report.id.bits()),
            _ => true,
        };
        let without = snapshot(all.iter().filter(|record| known(record)).cloned());
        left_out += all.iter().filter(|record| !known(record)).count();
        for zoom in ZOOMS {
            for tile in tiles(zoom).into_iter().step_by(if zoom == 16 { 37 } else { 1 }) {
                for collection in
                    [Collection::Places, Collection::Reports, Collection::Sites, Collection::Districts]
                {
                    let draw = |snapshot| draw(snapshot, viewer, collection, &Filters::default(), tile);
                    assert_eq!(draw(&with), draw(&without), "{seed} {collection:?} {tile:?}");
                }
            }
        }
    }
    assert!(left_out > 1_000, "the worlds hide enough to find a leak: {left_out}");
}

#[test]
fn a_filter_finds_no_trace_of_what_is_withheld_either() {
    for seed in 0..SEEDS {
        let (all, viewer) = (records(seed), viewer_of(seed));
        let with = snapshot(all.clone());
        let places = visible_places(&with, viewer);
        let known = |record: &&Record| match record {
            Record::Place(place) => places.get(&place.id.bits()).is_some_and(|level| *level > Level::Exists),
            _ => true,
        };
        let without = snapshot(all.iter().filter(known).cloned());
        for status in Status::ALL {
            let filter = PlaceFilter { status: vec![status], ..PlaceFilter::default() };
            let filters = Filters { places: Some(filter), reports: None };
            let tile = tiles(9)[0];
            let draw = |snapshot| draw(snapshot, viewer, Collection::Places, &filters, tile);
            assert_eq!(draw(&with), draw(&without), "{seed} {status:?}");
        }
    }
}

#[test]
fn the_tiles_of_a_zoom_show_everything_that_is_visible_and_nothing_else() {
    for seed in 0..SEEDS {
        let (snapshot, viewer) = (snapshot(records(seed)), viewer_of(seed));
        for zoom in [12, 14] {
            let decoded = |collection| decoded(&snapshot, viewer, collection, &Filters::default(), zoom);
            let places = visible_places(&snapshot, viewer).into_keys().collect();
            assert_eq!(ids(&decoded(Collection::Places)), places, "{seed}");
            let reports = visible_reports(&snapshot, viewer).into_keys().collect();
            assert_eq!(ids(&decoded(Collection::Reports)), reports, "{seed}");
            let sites = snapshot.sites.iter().map(|row| row.bits).collect();
            assert_eq!(ids(&decoded(Collection::Sites)), sites, "{seed}");
        }
    }
}

#[test]
fn every_place_with_ground_has_one_point_beside_it() {
    let (snapshot, viewer) = (snapshot(records(3)), viewer(4, Role::Coordinator));
    let layers = decoded(&snapshot, viewer, Collection::Places, &Filters::default(), 14);
    let of_kind = |name: &str, kind: u64| {
        let features = layers.iter().filter(|layer| layer.name == name).flat_map(|layer| &layer.features);
        features.filter(|feature| feature.kind == kind).map(|feature| feature.id).collect::<BTreeSet<_>>()
    };
    let (grounds, marks) = (of_kind("places", 3), of_kind("places_points", 1));
    assert!(!grounds.is_empty());
    assert_eq!(grounds, marks);
    assert!(of_kind("places", 1).is_disjoint(&grounds));
}

#[test]
fn the_cells_of_a_zoom_count_what_is_visible() {
    for seed in 0..SEEDS {
        let (snapshot, viewer) = (snapshot(records(seed)), viewer_of(seed));
        for zoom in [0, 8, 10, 11] {
            let count = |collection| -> i64 {
                let layers = decoded(&snapshot, viewer, collection, &Filters::default(), zoom);
                let cells =
                    layers.iter().flat_map(|layer| layer.features.iter().map(move |cell| (layer, cell)));
                cells.map(|(layer, cell)| whole(layer, cell, "count")).sum()
            };
            let places = visible_places(&snapshot, viewer).len() as i64;
            assert_eq!(count(Collection::Places), places, "{seed} {zoom}");
            let reports = visible_reports(&snapshot, viewer).len() as i64;
            assert_eq!(count(Collection::Reports), reports, "{seed} {zoom}");
        }
    }
}

#[test]
fn whoever_knows_only_that_it_exists_learns_nothing_more() {
    let mut found = 0;
    for seed in 0..SEEDS {
        let (snapshot, viewer) = (snapshot(records(seed)), viewer_of(seed));
        let only = |visible: BTreeMap<u64, Level>| {
            visible
                .into_iter()
                .filter(|(_, level)| *level == Level::Exists)
                .map(|(id, _)| id)
                .collect::<Vec<_>>()
        };
        let places = only(visible_places(&snapshot, viewer)).into_iter().map(|id| {
            let shape = &snapshot.places.get(id).unwrap().held.shape;
            (Collection::Places, id, coarse(shape.representative_point()))
        });
        let reports = only(visible_reports(&snapshot, viewer))
            .into_iter()
            .map(|id| (Collection::Reports, id, snapshot.reports.get(id).unwrap().shown()));
        for (collection, id, position) in places.chain(reports) {
            let at = Mercator::from_lonlat(position.lon(), position.lat());
            let tile = TileId::new(18, (at.x * 262_144.0) as u32, (at.y * 262_144.0) as u32).unwrap();
            let drawn = draw(&snapshot, viewer, collection, &Filters::default(), tile);
            let layers = super::decode::tile(&drawn.bytes);
            let shown: Vec<_> = layers
                .iter()
                .flat_map(|layer| layer.features.iter().map(move |feature| (layer, feature)))
                .filter(|(_, feature)| feature.id == id)
                .collect();
            assert_eq!(shown.len(), 1, "once, in the layer of points");
            let (layer, feature) = shown[0];
            let text = |text: &str| Decoded::Text(text.to_owned());
            let expected =
                vec![("id".to_owned(), text(&crockford(id))), ("level".to_owned(), text("exists"))];
            assert_eq!(layer.attributes(feature), expected);
            let exact = TileFrame::new(tile).place(at.x, at.y);
            let point = feature.point();
            assert!(
                (0..2).all(|axis| (f64::from(point[axis]) - exact[axis]).abs() <= 1.0),
                "{point:?} {exact:?}"
            );
            found += 1;
        }
    }
    assert!(found > 50, "{found}");
}

#[test]
fn a_cell_of_what_may_not_be_known_tells_neither_status_nor_type() {
    for seed in 0..SEEDS {
        let viewer = viewer_of(seed);
        let all = snapshot(records(seed));
        let places = visible_places(&all, viewer);
        let exists_only = |record: &Record| match record {
            Record::Place(place) => places.get(&place.id.bits()) == Some(&Level::Exists),
            Record::Report(_) => false,
            _ => true,
        };
        let world = snapshot(records(seed).into_iter().filter(exists_only));
        for layer in decoded(&world, viewer, Collection::Places, &Filters::default(), 10) {
            for cell in &layer.features {
                assert_eq!(layer.attributes(cell).len(), 1, "the count alone");
            }
        }
    }
}

#[test]
fn a_filter_means_what_it_means_in_the_list() {
    for seed in 0..SEEDS {
        let (snapshot, viewer) = (snapshot(records(seed)), viewer_of(seed));
        let (eyes, mut chance) = (Eyes::of(viewer), Chance(seed));
        for _ in 0..6 {
            let (places, reports) = (place_filter(&mut chance), report_filter(&mut chance));
            let listed = list::places(&snapshot, &eyes, &places, None, usize::MAX).items;
            let listed: BTreeSet<_> = listed.iter().map(|seen| seen.thing.bits).collect();
            let filters = Filters { places: Some(places), reports: Some(reports.clone()) };
            assert_eq!(
                ids(&decoded(&snapshot, viewer, Collection::Places, &filters, 12)),
                listed,
                "{filters:?}"
            );
            let listed = list::reports(&snapshot, &eyes, &reports, None, usize::MAX).items;
            let shown = listed.iter().filter(|seen| seen.thing.held.outcome != Some(Outcome::Hidden));
            let listed: BTreeSet<_> = shown.map(|seen| seen.thing.bits).collect();
            assert_eq!(
                ids(&decoded(&snapshot, viewer, Collection::Reports, &filters, 12)),
                listed,
                "{filters:?}"
            );
        }
    }
}

fn place_filter(chance: &mut Chance) -> PlaceFilter {
    let mut filter = PlaceFilter::default();
    match chance.below(6) {
        0 => filter.status = vec![*chance.pick(&Status::ALL), *chance.pick(&Status::ALL)],
        1 => filter.problem_types = vec!["vandalism".into(), "disorder".into()],
        2 => filter.district = Some(AreaId::from_bits(1)),
        3 => filter.party = Some(PartyId::from_bits(chance.below(PARTIES))),
        4 => filter.without_coordinator = true,
        _ => filter.since = Some(epoch() + (chance.below(3_000) as i64).hours()),
    }
    filter
}

pub fn report_filter(chance: &mut Chance) -> ReportFilter {
    let mut filter = ReportFilter::default();
    match chance.below(5) {
        0 => filter.status = vec![*chance.pick(&[ReportState::Received, ReportState::Triaged])],
        1 => filter.problem_types = vec!["graffiti".into()],
        2 => filter.district = Some(AreaId::from_bits(2)),
        3 => filter.party = Some(PartyId::from_bits(chance.below(PARTIES))),
        _ => filter.until = Some(epoch() + (chance.below(3_000) as i64).hours()),
    }
    filter
}

#[test]
fn the_bytes_do_not_tell_in_what_order_the_world_came_to_be() {
    for seed in 0..SEEDS {
        let (mut all, viewer) = (records(seed), viewer_of(seed));
        let loaded = snapshot(all.clone());
        let mut chance = Chance(seed);
        all.sort_by_cached_key(|_| chance.below(u64::MAX));
        let later = all.split_off(all.len() / 2);
        let mut grown = snapshot(all);
        grown.apply_all(later);
        for zoom in [0, 9, 12, 14] {
            for tile in tiles(zoom) {
                for collection in
                    [Collection::Places, Collection::Reports, Collection::Sites, Collection::Districts]
                {
                    let draw = |snapshot| draw(snapshot, viewer, collection, &Filters::default(), tile);
                    assert_eq!(draw(&loaded), draw(&grown), "{seed} {collection:?} {tile:?}");
                }
            }
        }
    }
}
