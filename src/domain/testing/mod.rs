//! What tests of the rules stand on: a small invented town, and a plain world to hold it.
//!
//! Two districts side by side, with everything within some hundred metres of 18.0 59.3:
//!
//! ```text
//!   18.00                18.02                18.04
//!     |  Bromma (bromma)   |  Farsta (farsta)   |  outside
//!     |  police vast       |  police ost        |
//! ```

mod plain_geometry;
mod plain_homes;
mod plain_world;
mod random;
mod town;

pub use plain_world::PlainWorld;
pub use random::{Step, days};
pub use town::{Outcome, Town};

use super::area::{AreaKind, Cover};
use super::codes;
use super::command::{AreaDraft, CodeDraft, NewPlace, NewReport, PartyDraft, SiteDraft};
use super::party::{PartyKind, Unit};
use super::report::{ObservedPrecision, Sighting};
use crate::space::{LonLat, Shape};
use std::collections::BTreeMap;

/// A position.
pub fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

/// A point.
pub fn point(lon: f64, lat: f64) -> Shape {
    Shape::Point(at(lon, lat))
}

/// A ring of corners as ground; it is closed here.
pub fn ground(corners: &[(f64, f64)]) -> Shape {
    let mut ring: Vec<_> = corners.iter().map(|(lon, lat)| [*lon, *lat]).collect();
    ring.push(ring[0]);
    serde_json::from_value(serde_json::json!({ "type": "Polygon", "coordinates": [ring] })).unwrap()
}

/// A box from its south-west to its north-east corner.
pub fn block(west: f64, south: f64, east: f64, north: f64) -> Shape {
    ground(&[(west, south), (east, south), (east, north), (west, north)])
}

/// Two bars along the west and south sides of a box; the middle of the box is outside.
pub fn letter_l(west: f64, south: f64, side: f64) -> Shape {
    let (east, north, bar) = (west + side, south + side, side / 5.0);
    ground(&[
        (west, south),
        (east, south),
        (east, south + bar),
        (west + bar, south + bar),
        (west + bar, north),
        (west, north),
    ])
}

/// The school yard that `sisab` manages, in Bromma.
pub fn school_yard() -> Shape {
    block(18.005, 59.305, 18.007, 59.306)
}

/// The square that `trafik` manages, wall to wall with the school yard.
pub fn square() -> Shape {
    block(18.007, 59.305, 18.009, 59.306)
}

/// Ground of `forening`, a party without log-in, in Bromma.
pub fn club_ground() -> Shape {
    block(18.003, 59.310, 18.005, 59.311)
}

/// Somewhere in Bromma that nobody manages, far from every site.
pub fn open_ground() -> Shape {
    block(18.012, 59.308, 18.013, 59.309)
}

/// The preschool known only as a point, in Bromma.
pub const PRESCHOOL: (f64, f64) = (18.015, 59.315);

/// An area of a kind.
pub fn area(kind: AreaKind, code: &str, name: &str, shape: Shape) -> AreaDraft {
    AreaDraft {
        kind,
        code: Some(code.to_owned()),
        name: name.to_owned(),
        source_id: format!("{}-{code}", kind.code()),
        cover: Cover::Polygons(shape),
        from: None,
        until: None,
    }
}

/// A party without areas of its own.
pub fn party(code: &str, name: &str, kind: PartyKind) -> PartyDraft {
    PartyDraft {
        code: code.to_owned(),
        name: name.to_owned(),
        kind,
        areas: None,
        function: None,
        logs_in: None,
        units: None,
        site_groups: None,
    }
}

/// A site that a party manages.
pub fn site(source_id: &str, name: &str, kind: &str, shape: Shape, manager: Option<&str>) -> SiteDraft {
    SiteDraft {
        source_id: source_id.to_owned(),
        code: None,
        name: name.to_owned(),
        kind: kind.to_owned(),
        group: None,
        property_designation: None,
        shape,
        manager: manager.map(str::to_owned),
        land_owner: None,
    }
}

/// A report of vandalism.
pub fn report_at(lon: f64, lat: f64) -> NewReport {
    NewReport {
        position: at(lon, lat),
        accuracy_m: Some(8.0),
        position_by_hand: false,
        observed_at: None,
        observed_precision: ObservedPrecision::Moment,
        observed_hours: None,
        problem_types: vec!["vandalism".to_owned()],
        count_band: None,
        text: None,
        source: None,
        source_id: None,
        place: None,
        sighting: Sighting::New,
        answers: BTreeMap::new(),
        class: None,
    }
}

/// A place of disorder with this ground.
pub fn place_on(shape: Shape) -> NewPlace {
    NewPlace {
        name: None,
        shape: Some(shape),
        reports: Vec::new(),
        problem_types: vec!["disorder".to_owned()],
        physical_factors: Vec::new(),
        priority_area: None,
        note: None,
        class: None,
        ground: None,
        reason: None,
    }
}

/// The codes of a fresh installation, as an administrator would put them in.
pub fn fresh_codes() -> Vec<CodeDraft> {
    codes::fresh().into_iter().map(CodeDraft::from).collect()
}

/// The town's areas.
pub fn areas() -> Vec<AreaDraft> {
    let west = || block(18.00, 59.30, 18.02, 59.32);
    let east = || block(18.02, 59.30, 18.04, 59.32);
    vec![
        area(AreaKind::District, "01", "Bromma", west()),
        area(AreaKind::District, "02", "Farsta", east()),
        area(AreaKind::LocalPoliceArea, "V", "Lokalpolisområde väst", west()),
        area(AreaKind::LocalPoliceArea, "O", "Lokalpolisområde öst", east()),
    ]
}

/// The town's parties, one of every kind and some more.
pub fn parties() -> Vec<PartyDraft> {
    let social = Unit { code: "falt".into(), name: "Fältassistenter".into(), social_services: true };
    let mut parties = vec![
        party("bromma", "Bromma stadsdelsförvaltning", PartyKind::DistrictAdministration),
        party("farsta", "Farsta stadsdelsförvaltning", PartyKind::DistrictAdministration),
        party("vast", "Polisen väst", PartyKind::Police),
        party("ost", "Polisen öst", PartyKind::Police),
        party("sisab", "Skolfastigheter", PartyKind::PropertyCompany),
        party("bostad", "Bostadsbolaget", PartyKind::PropertyCompany),
        party("trafik", "Trafikkontoret", PartyKind::CityOffice),
        party("slk", "Stadsledningskontoret", PartyKind::CityExecutive),
        party("forening", "Idrottsföreningen", PartyKind::Other),
    ];
    parties[0].areas = Some(vec!["01".into()]);
    parties[0].units = Some(vec![social]);
    parties[2].areas = Some(vec!["V".into()]);
    parties[3].areas = Some(vec!["O".into()]);
    parties
}

/// The town's sites.
pub fn sites() -> Vec<SiteDraft> {
    let (lon, lat) = PRESCHOOL;
    vec![
        site("s1", "Ekskolan", "school", school_yard(), Some("sisab")),
        site("s2", "Ektorget", "square", square(), Some("trafik")),
        site("s3", "Klubbplanen", "sports_ground", club_ground(), Some("forening")),
        site("s4", "Förskolan Alen", "preschool", point(lon, lat), Some("sisab")),
    ]
}
