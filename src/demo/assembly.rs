//! From the plan to the finished city: names, codes and the change to WGS 84.

use geo::{Coord, LineString, MultiPolygon, Point, Polygon};
use jiff::civil::{Date, date};

use super::city::{City, DatedUnion, District, LocalPoliceArea, Neighbourhood, Street, StreetClass};
use super::frame::{length, shape_to_lonlat, to_lonlat};
use super::names::{self, district_code, neighbourhood_code, neighbourhood_name};
use super::parties::POLICE_AREAS;
use super::plan::Plan;
use super::rng::Rng;
use super::sites::Builder;

/// Builds the city of `seed`, in well under two seconds even unoptimised.
pub fn city(seed: u64) -> City {
    let plan = Plan::drawn(seed);
    let (land, water) = plan.shores();
    let built = Builder::built(&plan, seed);
    City {
        name: names::CITY,
        seed,
        water,
        land,
        parks: built.parks,
        streets: streets(&plan, &mut Rng::stream(seed, 6)),
        districts: districts(&plan),
        neighbourhoods: neighbourhoods(&plan),
        local_police_areas: local_police_areas(&plan),
        squares: built.squares,
        stations: built.stations,
        sites: built.sites,
    }
}

fn only(shape: MultiPolygon) -> Polygon {
    shape.0.into_iter().next().expect("the division keeps every region in one piece")
}

fn districts(plan: &Plan) -> Vec<District> {
    let division = &plan.division;
    let shapes = division.shapes(names::DISTRICTS.len(), |n| division.district_of[n]);
    let named = shapes.into_iter().zip(names::DISTRICTS).enumerate();
    named
        .map(|(index, (shape, (name, _)))| District {
            code: district_code(index),
            name,
            polygon: shape_to_lonlat(&only(shape)),
        })
        .collect()
}

fn neighbourhoods(plan: &Plan) -> Vec<Neighbourhood> {
    let division = &plan.division;
    let shapes = division.shapes(division.centres.len(), |n| n).into_iter().enumerate();
    shapes
        .map(|(n, shape)| Neighbourhood {
            code: neighbourhood_code(&division.district_of, n),
            name: neighbourhood_name(&division.district_of, n),
            district: district_code(division.district_of[n]),
            polygon: shape_to_lonlat(&only(shape)),
            centre: Point(to_lonlat(division.centres[n])),
        })
        .collect()
}

/// Which local police area each district belongs to in the main.
const POLICE_AREA_OF_DISTRICT: [usize; 11] = [0, 0, 1, 1, 2, 2, 3, 0, 3, 4, 4];

/// Neighbourhoods that the police count elsewhere than their district, as (district, to area, how many), before and
/// after the police moved their borders: those nearest to the other area's districts.
const MOVED_BEFORE: [(usize, usize, usize); 2] = [(3, 2, 1), (8, 4, 1)];
const MOVED_AFTER: [(usize, usize, usize); 3] = [(3, 2, 2), (8, 4, 1), (1, 2, 1)];

fn local_police_areas(plan: &Plan) -> Vec<LocalPoliceArea> {
    let (founded, moved) = (date(2019, 1, 1), date(2025, 1, 1));
    let versions = [
        (founded, Some(moved), police_areas(plan, &MOVED_BEFORE)),
        (moved, None, police_areas(plan, &MOVED_AFTER)),
    ];
    let shapes: Vec<Vec<MultiPolygon>> = versions
        .iter()
        .map(|(_, _, area_of)| plan.division.shapes(POLICE_AREAS.len(), |n| area_of[n]))
        .collect();
    let union = |area: usize, version: usize, from: Date, to: Option<Date>| DatedUnion {
        valid_from: from,
        valid_to: to,
        neighbourhoods: members(plan, &versions[version].2, area),
        area: shape_to_lonlat(&shapes[version][area]),
    };
    let dated = |area: usize| {
        if members(plan, &versions[0].2, area) == members(plan, &versions[1].2, area) {
            return vec![union(area, 1, founded, None)];
        }
        versions.iter().enumerate().map(|(version, (from, to, _))| union(area, version, *from, *to)).collect()
    };
    let named = POLICE_AREAS.into_iter().enumerate();
    named.map(|(area, (_, code, name))| LocalPoliceArea { code, name, unions: dated(area) }).collect()
}

fn members(plan: &Plan, area_of: &[usize], area: usize) -> Vec<String> {
    let inside = (0..area_of.len()).filter(|n| area_of[*n] == area);
    inside.map(|n| neighbourhood_code(&plan.division.district_of, n)).collect()
}

fn police_areas(plan: &Plan, moved: &[(usize, usize, usize)]) -> Vec<usize> {
    let division = &plan.division;
    let mut area_of: Vec<usize> =
        division.district_of.iter().map(|district| POLICE_AREA_OF_DISTRICT[*district]).collect();
    for (district, to, count) in moved {
        let theirs = |n: &usize| POLICE_AREA_OF_DISTRICT[division.district_of[*n]] == *to;
        let distance = |n: usize| {
            let others = (0..area_of.len()).filter(theirs);
            others
                .map(|other| length(division.centres[other] - division.centres[n]))
                .fold(f64::INFINITY, f64::min)
        };
        let mut candidates: Vec<usize> =
            (0..area_of.len()).filter(|n| division.district_of[*n] == *district).collect();
        candidates.sort_by(|a, b| distance(*a).total_cmp(&distance(*b)));
        candidates.truncate(*count);
        candidates.into_iter().for_each(|n| area_of[n] = *to);
    }
    area_of
}

fn streets(plan: &Plan, rng: &mut Rng) -> Vec<Street> {
    let mut names = names::StreetNames::new(rng);
    let classes = [
        (StreetClass::Motorway, &plan.motorways),
        (StreetClass::Main, &plan.mains),
        (StreetClass::Street, &plan.streets),
        (StreetClass::Path, &plan.paths),
    ];
    let mut streets = Vec::new();
    for (class, lines) in classes {
        for line in lines {
            streets.push(Street { name: names.next(class), class, line: to_line(line) });
        }
    }
    streets
}

fn to_line(line: &[Coord]) -> LineString {
    LineString::new(line.iter().map(|p| to_lonlat(*p)).collect())
}
