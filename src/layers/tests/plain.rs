//! Tiles and lists beside a plain scan over every record: the same bytes and the same pages for every viewer and filter,
//! whether the world was loaded, written to since, or half merged.

use super::super::catalog::EXACT_ZOOM_MIN;
use super::super::collections::{Collection, Filters};
use super::super::grid::SummaryGrid;
use super::super::tile::{BUFFER, TileId};
use super::super::view::View;
use super::eyes::report_filter;
use super::invented::{Chance, PARTIES, records, snapshot, viewer};
use super::{draw, tiles};
use crate::domain::access::{Asking, Role, Viewer};
use crate::domain::hours::{HourBand, HourSet};
use crate::domain::ids::PlaceId;
use crate::domain::record::{Record, Versioned};
use crate::domain::report::{ObservedPrecision, Report};
use crate::index::audiences::{Eyes, Seen};
use crate::index::snapshot::Snapshot;
use crate::index::table::Row;
use crate::index::view::filter::{PlaceFilter, ReportFilter, coarse, shown_position};
use crate::index::view::{self, list};
use crate::layers::{places, reports};
use crate::space::{Envelope, Spot};
use jiff::ToSpan;
use std::collections::BTreeSet;
use std::sync::Arc;

const SEEDS: u64 = 6;

/// A world that has been written to since it was loaded: most of it in a large base, some in a small one, some beside them.
fn lived(seed: u64) -> Snapshot {
    let mut chance = Chance(seed ^ 0xfeed);
    let all: Vec<Record> = records(seed).into_iter().map(|record| varied(record, &mut chance)).collect();
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for record in all {
        match chance.below(4) {
            // Moved, regranted or reclassified between one version and the next.
            0 => {
                let other = records(seed + 1_000).into_iter().find(|other| other.key() == record.key());
                first.extend(other);
                then.push(next_version(record));
            }
            1 => then.push(record),
            _ => first.push(record),
        }
    }
    let mut world = snapshot(first);
    // A few become small bases of their own, and the rest lies beside them.
    let (mut reports, others): (Vec<_>, _) = then.into_iter().partition(|r| matches!(r, Record::Report(_)));
    let (mut places, rest): (Vec<_>, _) = others.into_iter().partition(|r| matches!(r, Record::Place(_)));
    let (few, last) = (reports.split_off(reports.len() - 3), reports.pop());
    world.apply_all(few.into_iter().chain(places.pop()));
    let bases = world.merged();
    world.install(bases);
    world.apply_all(last);
    let begun = seed.is_multiple_of(2).then(|| world.merged());
    world.apply_all(reports.into_iter().chain(places).chain(rest));
    begun.into_iter().for_each(|bases| world.install(bases));
    assert_eq!((world.reports.bases(), world.places.bases()), (2, 2));
    world
}

/// Some reports are vague, some are of two types, and some lie where the coarse position is across a tile's edge.
fn varied(record: Record, chance: &mut Chance) -> Record {
    let Record::Report(held) = record else { return record };
    let mut report = held.record.clone();
    if chance.below(8) == 0 {
        report.accuracy_m = Some(5_000.0);
    }
    if chance.below(4) == 0 {
        report.problem_types.push("graffiti".into());
    }
    if chance.below(4) == 0 {
        report.observed_at += 300.microseconds();
    }
    match chance.below(6) {
        0 => report.observed_precision = ObservedPrecision::Day,
        1 => {
            report.observed_precision = ObservedPrecision::Hours;
            report.observed_hours = Some(chance.below(12) as u8 + 1);
        }
        _ => {}
    }
    Record::Report(Arc::new(Versioned { version: held.version, record: report }))
}

fn next_version(record: Record) -> Record {
    match record {
        Record::Report(held) => {
            Record::Report(Arc::new(Versioned { version: 2, record: held.record.clone() }))
        }
        Record::Place(held) => Record::Place(Arc::new(Versioned { version: 2, record: held.record.clone() })),
        other => other,
    }
}

fn viewers() -> impl Iterator<Item = Viewer> {
    (0..PARTIES).flat_map(|party| [Role::Member, Role::Administrator].map(|role| viewer(party, role)))
}

/// Every report that is seen and matches, one by one through the access function and the filter.
fn seen<'a>(
    snapshot: &'a Snapshot,
    eyes: &'a Eyes,
    filter: &'a ReportFilter,
) -> impl Iterator<Item = Seen<&'a Row<Report>>> {
    let all = snapshot.reports.iter().filter_map(|row| view::report(snapshot, eyes, row));
    all.filter(|seen| filter.matches(seen))
}

fn shown_spot(seen: &Seen<&Row<Report>>) -> Spot {
    Spot::of(shown_position(seen.thing, seen.full()))
}

fn filters(seed: u64) -> Vec<ReportFilter> {
    let mut chance = Chance(seed);
    let mut filters: Vec<_> = (0..5).map(|_| report_filter(&mut chance)).collect();
    let two = [report_filter(&mut chance), report_filter(&mut chance)];
    filters.push(ReportFilter { since: two[0].until.or(two[1].since), ..two[1].clone() });
    let evenings = Some(HourSet::of(&[HourBand { from: 17, until: 22 }]));
    filters.push(ReportFilter { hours: evenings, ..two[0].clone() });
    let nights = [HourBand { from: 22, until: 6 }, HourBand { from: 9, until: 11 }];
    filters.push(ReportFilter { hours: Some(HourSet::of(&nights)), ..ReportFilter::default() });
    filters.push(ReportFilter { problem_types: vec!["never heard of".into()], ..ReportFilter::default() });
    filters.push(ReportFilter::default());
    filters
}

#[test]
fn a_summary_counts_what_a_plain_scan_counts() {
    let mut counted = 0;
    for seed in 0..SEEDS {
        let world = lived(seed);
        for viewer in viewers() {
            let eyes = Eyes::of(viewer);
            // Without any, what is counted beforehand is used where a viewer sees all or nothing.
            for asked in filters(seed).into_iter().map(Some).chain([None]) {
                let filter = asked.clone().unwrap_or_default();
                for tile in [8, 11].into_iter().flat_map(tiles) {
                    let view = View::new(&world, &eyes);
                    let mut grid = SummaryGrid::new(tile, view.kinds.words().len() as u16);
                    for seen in seen(&world, &eyes, &filter).filter(|seen| !seen.thing.mark.hidden) {
                        let (rank, kind) = match seen.summary() {
                            true => (
                                reports::rank(&seen.thing.mark),
                                view.kinds.number(seen.thing.mark.problem_type).unwrap_or(u16::MAX),
                            ),
                            false => (0, u16::MAX),
                        };
                        counted += usize::from(grid.pen().add(shown_spot(&seen), rank, kind));
                    }
                    let words = super::super::view::borrowed(view.kinds.words());
                    let mut bytes = Vec::new();
                    grid.finish("reports_summary", &reports::STATUSES, &words, &mut bytes);
                    let filters = Filters { reports: asked.clone(), places: None };
                    let drawn = draw(&world, viewer, Collection::Reports, &filters, tile);
                    assert_eq!(drawn.bytes, bytes, "{seed} {viewer:?} {asked:?} {tile:?}");
                }
            }
        }
    }
    assert!(counted > 10_000, "{counted}");
}

#[test]
fn an_exact_tile_has_the_reports_of_a_plain_scan() {
    for seed in 0..SEEDS {
        let world = lived(seed);
        for viewer in viewers() {
            let eyes = Eyes::of(viewer);
            for filter in filters(seed) {
                for tile in tiles(13).into_iter().step_by(5) {
                    let plain: BTreeSet<u64> = seen(&world, &eyes, &filter)
                        .filter(|seen| !seen.thing.mark.hidden && is_drawn(tile, shown_spot(seen)))
                        .map(|seen| seen.thing.bits)
                        .collect();
                    let filters = Filters { reports: Some(filter.clone()), places: None };
                    let drawn = draw(&world, viewer, Collection::Reports, &filters, tile);
                    let layers = super::decode::tile(&drawn.bytes);
                    let ids: BTreeSet<u64> =
                        layers.iter().flat_map(|layer| &layer.features).map(|feature| feature.id).collect();
                    assert_eq!(ids, plain, "{seed} {viewer:?} {filter:?} {tile:?}");
                }
            }
        }
    }
}

fn is_drawn(tile: TileId, spot: Spot) -> bool {
    assert!(tile.z() >= EXACT_ZOOM_MIN);
    super::super::tile::BufferedTile::new(tile, BUFFER).place(spot.mercator()).is_some()
}

#[test]
fn a_summary_of_places_counts_what_a_plain_scan_counts() {
    for seed in 0..SEEDS {
        let world = lived(seed);
        for viewer in viewers() {
            let eyes = Eyes::of(viewer);
            for filter in [None, Some(PlaceFilter { child_relevant: true, ..PlaceFilter::default() })] {
                for tile in [8, 11].into_iter().flat_map(tiles) {
                    let view = View::new(&world, &eyes);
                    let mut grid = SummaryGrid::new(tile, view.kinds.words().len() as u16);
                    let all = world.places.iter().filter_map(|row| view::place(&eyes, row, Asking::Anywhere));
                    for seen in all.filter(|seen| filter.as_ref().is_none_or(|filter| filter.matches(seen))) {
                        let position = seen.thing.held.shape.representative_point();
                        let kind = view.kinds.number(seen.thing.mark.problem_type).unwrap_or(u16::MAX);
                        match seen.summary() {
                            true => {
                                grid.pen().add(Spot::of(position), places::rank(seen.thing.mark.status), kind)
                            }
                            false => grid.pen().add(Spot::of(coarse(position)), 0, u16::MAX),
                        };
                    }
                    let words = super::super::view::borrowed(view.kinds.words());
                    let mut bytes = Vec::new();
                    grid.finish("places_summary", &places::rank_words(), &words, &mut bytes);
                    let filters = Filters { places: filter.clone(), reports: None };
                    let drawn = draw(&world, viewer, Collection::Places, &filters, tile);
                    assert_eq!(drawn.bytes, bytes, "{seed} {viewer:?} {filter:?} {tile:?}");
                }
            }
        }
    }
}

#[test]
fn a_list_has_the_reports_of_a_plain_scan_page_by_page() {
    let mut listed = 0;
    for seed in 0..SEEDS {
        let (world, mut chance) = (lived(seed), Chance(seed));
        for viewer in viewers() {
            let eyes = Eyes::of(viewer);
            for mut filter in filters(seed) {
                let middle = 18.0 + 0.2 * chance.below(1_000) as f64 / 1e3;
                let bbox = Envelope::new(middle - 0.05, 59.3, middle + 0.05, 59.38).unwrap();
                filter.bbox = [None, Some(bbox), Some(Envelope::WORLD)][chance.below(3) as usize];
                filter.place =
                    (chance.below(5) == 0).then(|| PlaceId::from_bits((chance.below(40) + 1) << 20 | 5));
                let mut plain: Vec<_> = seen(&world, &eyes, &filter)
                    .filter(|_| names_its_place(&world, &eyes, &filter))
                    .map(|seen| seen.thing.place_in_list())
                    .collect();
                plain.sort_unstable();
                let (mut pages, mut after) = (Vec::new(), None);
                loop {
                    let page = list::reports(&world, &eyes, &filter, after.as_ref(), 7);
                    pages.extend(page.items.iter().map(|seen| seen.thing.place_in_list()));
                    after = pages.last().copied();
                    if !page.more {
                        break;
                    }
                }
                listed += pages.len();
                assert_eq!(pages, plain, "{seed} {viewer:?} {filter:?}");
            }
        }
    }
    assert!(listed > 2_000, "{listed}");
}

/// A list of one place's reports is for those who see at least a summary of the place.
fn names_its_place(world: &Snapshot, eyes: &Eyes, filter: &ReportFilter) -> bool {
    let Some(place) = filter.place else { return true };
    let row = world.places.get(place.bits());
    row.and_then(|row| view::place(eyes, row, Asking::Anywhere)).is_some_and(|seen| seen.summary())
}
