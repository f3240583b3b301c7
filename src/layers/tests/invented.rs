//! Small invented worlds with things of every kind of audience.

use crate::domain::access::{Class, Grant, GrantReason, Level, Role, Viewer};
use crate::domain::area::{Area, AreaKind, Cover};
use crate::domain::building::{Building, BuildingKind};
use crate::domain::codes::fresh;
use crate::domain::coordination::{By, Coordination, Holder, Stage};
use crate::domain::ids::{AreaId, BuildingId, CodeId, PartyId, PlaceId, ReportId, SiteId};
use crate::domain::party::PartyKind;
use crate::domain::place::{DistrictShare, Place, Status};
use crate::domain::record::{Record, Versioned};
use crate::domain::report::{ObservedPrecision, Outcome, Report, Sighting};
use crate::domain::site::Site;
use crate::index::quarantine::Quarantine;
use crate::index::snapshot::Snapshot;
use crate::space::{LonLat, Shape};
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use std::collections::BTreeMap;

/// Numbers that look like chance and are the same in every run: SplitMix64.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    fn position(&mut self) -> LonLat {
        let mut between = |low: f64, width: f64| low + width * self.below(1_000_000) as f64 / 1e6;
        LonLat::new(between(18.0, 0.2), between(59.28, 0.14)).unwrap()
    }
}

pub const PARTIES: u64 = 6;
/// In the code list or not, so that what is hidden can bring words of its own.
const TYPES: [&str; 6] =
    ["vandalism", "graffiti", "open_drug_trade", "aaa_unlisted", "zzz_unlisted", "mmm_unlisted"];

/// The viewer of a party; its kind follows from its number.
pub fn viewer(party: u64, role: Role) -> Viewer {
    Viewer {
        party: PartyId::from_bits(party),
        kind: PartyKind::ALL[party as usize % PartyKind::ALL.len()],
        role,
    }
}

pub fn epoch() -> Timestamp {
    "2026-01-01T00:00:00Z".parse().unwrap()
}

/// Records of a world: codes, two districts, and places, reports and sites strewn over them.
pub fn records(seed: u64) -> Vec<Record> {
    let mut chance = Chance(seed);
    let codes = fresh().into_iter().zip(1..).map(|(code, id)| {
        let code = crate::domain::codes::Code { id: CodeId::from_bits(id), ..code };
        record(code)
    });
    let mut records: Vec<Record> = codes.collect();
    records.extend([district(1, 17.9, 18.1), district(2, 18.1, 18.3)]);
    records.extend((1..=40).map(|id| record(place(id, &mut chance))));
    let reports: Vec<Report> = (1..=80).map(|id| report(id, &mut chance)).collect();
    records.extend(homes(&reports));
    records.extend(reports.into_iter().map(record));
    records.extend((1..=30).map(|id| record(site(id, &mut chance))));
    records
}

/// Homes of both kinds around some of the reports.
fn homes(reports: &[Report]) -> impl Iterator<Item = Record> {
    let around = |(number, report): (usize, &Report)| {
        let (lon, lat) = (report.position.lon(), report.position.lat());
        record(Building {
            id: BuildingId::from_bits(number as u64),
            source_id: number.to_string().into(),
            kind: if number.is_multiple_of(2) {
                BuildingKind::Apartments
            } else {
                BuildingKind::OneFamilyHouse
            },
            shape: rectangle(lon - 1e-4, lat - 5e-5, lon + 3e-3, lat + 15e-4),
        })
    };
    reports.iter().step_by(3).enumerate().map(around)
}

pub fn snapshot(records: impl IntoIterator<Item = Record>) -> Snapshot {
    Snapshot::build(1, [0; 32], records, Quarantine::default())
}

pub fn record<T>(record: T) -> Record
where
    Record: From<Versioned<T>>,
{
    Versioned { version: 1, record }.into()
}

/// Ground from west to east over the whole city.
pub fn district(id: u64, west: f64, east: f64) -> Record {
    record(Area {
        id: AreaId::from_bits(id),
        kind: AreaKind::District,
        code: Some(format!("0{id}")),
        name: format!("Stadsdel {id}"),
        source_id: id.to_string(),
        cover: Cover::Polygons(rectangle(west, 59.2, east, 59.5)),
        from: None,
        until: None,
    })
}

pub fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Shape {
    let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
    serde_json::from_value(json!({ "type": "Polygon", "coordinates": [ring] })).unwrap()
}

fn audience(chance: &mut Chance) -> (Class, PartyId, Vec<Grant>) {
    let class = *chance.pick(&[
        Class::Partner,
        Class::Partner,
        Class::Partner,
        Class::City,
        Class::Police,
        Class::Origin,
    ]);
    let origin = PartyId::from_bits(chance.below(PARTIES));
    let levels = [Level::Exists, Level::Summary, Level::Full];
    let mut grant = |party| Grant {
        party: PartyId::from_bits(party),
        level: *chance.pick(&levels),
        why: GrantReason::Confirmed,
    };
    let mut grants: Vec<_> = (0..PARTIES).map(&mut grant).collect();
    grants.retain(|_| chance.one_in(3));
    (class, origin, grants)
}

fn shape(chance: &mut Chance, ground: bool) -> Shape {
    let at = chance.position();
    if !ground {
        return Shape::Point(at);
    }
    rectangle(at.lon(), at.lat(), at.lon() + 0.003, at.lat() + 0.002)
}

pub fn place(id: u64, chance: &mut Chance) -> Place {
    let (class, origin, grants) = audience(chance);
    let ground = chance.one_in(3);
    let shape = shape(chance, ground);
    let created_at = epoch() + (chance.below(3_000) as i64).hours();
    let holder = Holder {
        party: PartyId::from_bits(chance.below(PARTIES)),
        function: "trygghetssamordnare".into(),
        since: created_at,
        decided_by: By { party: None, role: None },
        ad_interim: chance.one_in(2),
    };
    let district = if shape.representative_point().lon() < 18.1 { 1 } else { 2 };
    Place {
        id: PlaceId::from_bits(id << 20 | 5),
        name: format!("Plats {id}"),
        shape,
        problem_types: vec![(*chance.pick(&TYPES)).to_owned()],
        physical_factors: Vec::new(),
        priority_area: "unsafe_places".into(),
        child_relevant: chance.one_in(4),
        status: *chance.pick(&Status::ALL),
        status_since: created_at,
        created_at,
        districts: vec![DistrictShare { district: AreaId::from_bits(district), share: 1.0 }],
        coordination: Coordination { holder, stage: Stage::Settled, past: Vec::new() },
        objections: Vec::new(),
        merged_into: None,
        merged_from: Vec::new(),
        split_from: None,
        split_into: Vec::new(),
        origin,
        class,
        grants,
        confirmed: Vec::new(),
        disclosures: Vec::new(),
        content: None,
    }
}

pub fn report(id: u64, chance: &mut Chance) -> Report {
    let (class, origin, grants) = audience(chance);
    let position = chance.position();
    let place = chance.one_in(2).then(|| PlaceId::from_bits((chance.below(40) + 1) << 20 | 5));
    let observed_at = epoch() + (chance.below(3_000) as i64).hours();
    let outcome = match place {
        Some(_) => Some(Outcome::Linked),
        None => *chance.pick(&[None, None, Some(Outcome::NoAction), Some(Outcome::Hidden)]),
    };
    Report {
        id: ReportId::from_bits(id << 30 | 9),
        position,
        accuracy_m: None,
        position_by_hand: false,
        observed_at,
        observed_precision: ObservedPrecision::Moment,
        observed_hours: None,
        received_at: observed_at,
        problem_types: vec![(*chance.pick(&TYPES)).to_owned()],
        count_band: None,
        source: "field".into(),
        source_id: None,
        sighting: Sighting::New,
        answers: BTreeMap::new(),
        district: Some(AreaId::from_bits(if position.lon() < 18.1 { 1 } else { 2 })),
        place,
        outcome,
        origin,
        unit: None,
        class,
        grants,
        disclosures: Vec::new(),
        content: None,
    }
}

fn site(id: u64, chance: &mut Chance) -> Site {
    let ground = chance.one_in(2);
    Site {
        id: SiteId::from_bits(id << 10 | 3),
        source_id: id.to_string(),
        code: None,
        name: format!("Fastighet {id}"),
        kind: (*chance.pick(&["school", "housing"])).to_owned(),
        group: None,
        property_designation: None,
        shape: shape(chance, ground),
        managers: Vec::new(),
        land_owners: Vec::new(),
    }
}
