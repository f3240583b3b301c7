//! What must hold of every invented city.

use std::collections::BTreeSet;

use geo::{BoundingRect, Contains, Intersects, MultiPolygon, Point, Polygon, Validation};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::rng::Rng;
use super::*;

const SEED: u64 = 1;

fn now() -> Timestamp {
    "2026-03-18T09:30:00Z".parse().unwrap()
}

struct World {
    city: City,
    scenes: Vec<Scene>,
    reports: Vec<DemoReport>,
    places: Vec<PlacePlan>,
}

impl World {
    fn of(seed: u64) -> Self {
        let city = city(seed);
        let scenes = scenes(&city);
        let reports = reports(&city, &scenes, seed, now());
        let places = places(&city, &scenes, &reports, seed, now());
        Self { city, scenes, reports, places }
    }

    fn fingerprint(&self) -> String {
        let dump =
            format!("{:?}{:?}{:?}{:?}{:?}", self.city, self.scenes, self.reports, self.places, parties());
        data_encoding::HEXLOWER.encode(&Sha256::digest(dump))
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_does_not() {
    let first = World::of(SEED).fingerprint();
    assert_eq!(first, World::of(SEED).fingerprint());
    assert_ne!(first, World::of(SEED + 1).fingerprint());
}

#[test]
fn there_is_as_much_of_everything_as_a_city_needs() {
    for seed in [SEED, 7] {
        let World { city, scenes, reports, places } = World::of(seed);
        let count = |kinds: &[SiteKind]| city.sites.iter().filter(|site| kinds.contains(&site.kind)).count();
        assert_eq!(city.districts.len(), 11);
        assert_eq!(city.local_police_areas.len(), 5);
        assert!(
            (40..=62).contains(&city.neighbourhoods.len()),
            "{} neighbourhoods",
            city.neighbourhoods.len()
        );
        let schools = count(&[SiteKind::School, SiteKind::Preschool, SiteKind::UpperSecondarySchool]);
        assert!((330..=360).contains(&schools), "{schools} schools");
        assert!((230..=260).contains(&count(&[SiteKind::Housing])), "{} homes", count(&[SiteKind::Housing]));
        assert!(
            count(&[SiteKind::Square]) >= 35
                && count(&[SiteKind::Station]) >= 15
                && count(&[SiteKind::Street]) >= 6
        );
        assert!((23..=25).contains(&scenes.len()), "{} scenes", scenes.len());
        assert_eq!(reports.len(), REPORTS);
        assert!((55..=65).contains(&places.len()), "{} places", places.len());
    }
}

#[test]
fn a_third_of_the_schools_are_points_and_codes_and_names_are_unique() {
    let city = city(SEED);
    let schools: Vec<_> = city.sites.iter().filter(|site| site.code.starts_with("SK")).collect();
    let points = schools.iter().filter(|site| matches!(site.geometry, SiteGeometry::Point(_))).count();
    assert!(
        (schools.len() * 3 / 10..=schools.len() * 4 / 10).contains(&points),
        "{points} of {}",
        schools.len()
    );
    let codes: BTreeSet<_> = city.sites.iter().map(|site| &site.code).collect();
    let names: BTreeSet<_> = city.sites.iter().map(|site| &site.name).collect();
    assert_eq!((codes.len(), names.len()), (city.sites.len(), city.sites.len()));
    let managers: BTreeSet<_> = parties().iter().map(|party| party.code).collect();
    assert!(city.sites.iter().all(|site| managers.contains(site.manager)));
    assert!(city.sites.iter().filter_map(|site| site.land_owner).all(|owner| managers.contains(owner)));
}

#[test]
fn every_point_of_land_is_in_exactly_one_district_and_one_of_its_neighbourhoods() {
    let city = city(SEED);
    let mut rng = Rng::stream(99, SEED);
    let mut on_land = 0;
    for _ in 0..10_000 {
        let point = Point(to_lonlat(geo::Coord { x: rng.between(-7e3, 7e3), y: rng.between(-7e3, 7e3) }));
        let districts: Vec<_> = city.districts.iter().filter(|area| area.polygon.contains(&point)).collect();
        let within: Vec<_> =
            city.neighbourhoods.iter().filter(|area| area.polygon.contains(&point)).collect();
        assert!(districts.len() <= 1, "{point:?} is in several districts");
        assert_eq!(districts.len(), within.len(), "{point:?}");
        assert!(within.iter().all(|area| area.district == districts[0].code), "{point:?}");
        if city.land.contains(&point) {
            assert_eq!(districts.len(), 1, "{point:?} is land in no district");
            on_land += 1;
        }
    }
    assert!(on_land > 3_000, "only {on_land} points on land");
}

#[test]
fn a_district_has_no_vertex_that_its_neighbourhoods_lack() {
    let city = city(SEED);
    for district in &city.districts {
        let mine = city.neighbourhoods.iter().filter(|area| area.district == district.code);
        let vertices: BTreeSet<_> = mine.flat_map(|area| ring_vertices(&area.polygon)).collect();
        assert!(
            ring_vertices(&district.polygon).iter().all(|vertex| vertices.contains(vertex)),
            "{}",
            district.name
        );
    }
}

fn ring_vertices(polygon: &Polygon) -> Vec<(u64, u64)> {
    polygon.exterior().0.iter().map(|p| (p.x.to_bits(), p.y.to_bits())).collect()
}

#[test]
fn every_polygon_is_valid() {
    for seed in [SEED, 42] {
        let World { city, places, .. } = World::of(seed);
        let ground = |geometry: &SiteGeometry| match geometry {
            SiteGeometry::Polygon(polygon) => Some(polygon.clone()),
            SiteGeometry::Point(_) => None,
        };
        let mut polygons: Vec<Polygon> = city.water[1..].to_vec();
        polygons.extend(city.land.0.clone());
        polygons.extend(city.districts.iter().map(|area| area.polygon.clone()));
        polygons.extend(city.neighbourhoods.iter().map(|area| area.polygon.clone()));
        polygons.extend(city.sites.iter().filter_map(|site| ground(&site.geometry)));
        polygons.extend(places.iter().filter_map(|place| ground(&place.geometry)));
        for (index, polygon) in polygons.iter().enumerate() {
            assert!(polygon.is_valid(), "seed {seed}, polygon {index}: {:?}", polygon.validation_errors());
        }
        // Checking the sea with all its islands as holes takes a minute; its holes are the shores just checked.
        let shores: Vec<_> = city.land.iter().map(|island| island.exterior()).collect();
        assert!(city.water[0].interiors().iter().eq(shores.iter().copied()));
        for (index, island) in shores.iter().enumerate() {
            assert!(
                shores[..index]
                    .iter()
                    .all(|other| !(boxes_meet(*island, *other) && island.intersects(*other)))
            );
        }
        let unions: Vec<&MultiPolygon> =
            city.local_police_areas.iter().flat_map(|area| &area.unions).map(|union| &union.area).collect();
        assert!(unions.iter().all(|area| !area.0.is_empty() && area.is_valid()));
    }
}

fn boxes_meet<A, B>(a: &A, b: &B) -> bool
where
    A: BoundingRect<f64>,
    B: BoundingRect<f64>,
{
    let (a, b): (Option<geo::Rect>, Option<geo::Rect>) = (a.bounding_rect().into(), b.bounding_rect().into());
    a.zip(b).is_some_and(|(a, b)| a.intersects(&b))
}

#[test]
fn sites_stand_on_land_and_beside_each_other() {
    let city = city(SEED);
    for (index, site) in city.sites.iter().enumerate() {
        match &site.geometry {
            SiteGeometry::Point(point) => assert!(city.land.contains(point), "{}", site.name),
            SiteGeometry::Polygon(polygon) => {
                // Whole containment of a large park is slow; every vertex on land and no shore crossed says the same.
                let dry = polygon.exterior().points().all(|point| city.land.contains(&point));
                let crossed = city
                    .land
                    .iter()
                    .flat_map(|island| std::iter::once(island.exterior()).chain(island.interiors()));
                let crossed = crossed
                    .flat_map(|shore| shore.points())
                    .any(|point| boxes_meet(polygon, &point) && polygon.contains(&point));
                assert!(dry && !crossed, "{}", site.name);
            }
        }
        let overlaps = |other: &DemoSite| match (&site.geometry, &other.geometry) {
            (SiteGeometry::Polygon(a), SiteGeometry::Polygon(b)) => a.intersects(b),
            (SiteGeometry::Polygon(a), SiteGeometry::Point(b))
            | (SiteGeometry::Point(b), SiteGeometry::Polygon(a)) => a.intersects(b),
            (SiteGeometry::Point(a), SiteGeometry::Point(b)) => a == b,
        };
        let clash = city.sites[..index].iter().find(|other| overlaps(other));
        assert!(clash.is_none(), "{} overlaps {}", site.name, clash.unwrap().name);
    }
}

#[test]
fn the_police_divide_the_city_otherwise_than_the_districts() {
    let city = city(SEED);
    for at in ["2023-06-01", "2026-01-01"] {
        let day: jiff::civil::Date = at.parse().unwrap();
        let holds = |union: &&DatedUnion| union.valid_from <= day && union.valid_to.is_none_or(|to| day < to);
        let in_force: Vec<&DatedUnion> =
            city.local_police_areas.iter().flat_map(|area| area.unions.iter().filter(holds)).collect();
        let members: Vec<&String> = in_force.iter().flat_map(|union| &union.neighbourhoods).collect();
        assert_eq!(members.len(), city.neighbourhoods.len());
        assert_eq!(members.iter().collect::<BTreeSet<_>>().len(), members.len());
        let cut = city.districts.iter().filter(|district| {
            let in_district = |union: &&&DatedUnion| {
                union.neighbourhoods.iter().any(|code| code.starts_with(&district.code))
            };
            in_force.iter().filter(in_district).count() > 1
        });
        assert!(cut.count() >= 2, "the division follows the districts at {at}");
    }
}

#[test]
fn reports_are_of_the_last_year_on_land_and_name_nobody() {
    let World { city, reports, .. } = World::of(SEED);
    let year_ago = now() - jiff::SignedDuration::from_hours(24 * 372);
    let codes: BTreeSet<_> = parties().iter().map(|party| party.code).collect();
    for report in &reports {
        assert!(report.observed_at < now() && report.observed_at > year_ago, "{}", report.observed_at);
        assert!(city.land.contains(&report.position));
        assert!(!report.text.chars().any(|c| c.is_numeric() || c == '@'), "{}", report.text);
        assert!(codes.contains(report.origin));
    }
    let sources: BTreeSet<_> = reports.iter().map(|report| report.source).collect();
    assert_eq!(sources.len(), Source::ALL.len());
    let types: BTreeSet<_> = reports.iter().flat_map(|report| &report.problem_types).collect();
    assert_eq!(types.len(), ProblemType::ALL.len());
}

#[test]
fn there_are_many_different_sentences() {
    let all: Vec<&str> = ProblemType::ALL
        .iter()
        .flat_map(|problem| texts::sentences(*problem))
        .chain(texts::AFTERWORDS)
        .copied()
        .collect();
    let distinct: BTreeSet<_> = all.iter().collect();
    assert!(distinct.len() >= 120 && distinct.len() == all.len(), "{} of {}", distinct.len(), all.len());
    assert!(all.iter().all(|sentence| sentence.ends_with('.')));
}

#[test]
fn places_go_through_every_status_and_every_story() {
    let World { reports, places, .. } = World::of(SEED);
    let statuses: BTreeSet<String> = places.iter().map(|place| variant(&place.status)).collect();
    let stories: BTreeSet<String> =
        places.iter().filter_map(|place| place.coordination.as_ref()).map(variant).collect();
    assert_eq!(statuses.len(), 9, "{statuses:?}");
    assert_eq!(stories.len(), 8, "{stories:?}");
    let names: BTreeSet<_> = places.iter().map(|place| &place.name).collect();
    assert_eq!(names.len(), places.len());
    let mut used = BTreeSet::new();
    for place in &places {
        assert!(
            place.reports.iter().all(|index| *index < reports.len() && used.insert(*index)),
            "{}",
            place.name
        );
        assert!(place.opened_at < now());
        let lineage: &[usize] = match &place.status {
            TargetStatus::Merged { into } => &[*into],
            TargetStatus::Split { into } => into,
            _ => &[],
        };
        assert!(lineage.iter().all(|index| *index < places.len()));
    }
    assert!(used.len() > 1_000 && used.len() < reports.len() - 100, "{} reports in places", used.len());
}

fn variant(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").chars().take_while(|c| c.is_alphanumeric()).collect()
}
