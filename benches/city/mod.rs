//! The city that reads are measured on: invented, and the same in every run.

use jiff::Timestamp;
use samplats::domain::access::{Class, Grant, GrantReason, Level, Role, Viewer};
use samplats::domain::area::{Area, AreaKind, Cover};
use samplats::domain::ids::{AreaId, PartyId, PlaceId, ReportId, SiteId};
use samplats::domain::party::{Party, PartyKind};
use samplats::domain::periods::Dated;
use samplats::domain::record::{Change, Record, Versioned};
use samplats::domain::report::{ObservedPrecision, Report, ReportContent, Sighting};
use samplats::domain::site::Site;
use samplats::engine::wire;
use samplats::index::snapshot::Snapshot;
use samplats::layers::tile::TileId;
use samplats::register::{CommandKey, CommandWrites, Outcome, READER_VERSION};
use samplats::space::{Crs, Envelope, GeometryLimits, LonLat, Shape, geometry};
use std::collections::BTreeMap;
use std::path::Path;

/// The city: clustered like Stockholm, about 20 by 20 km.
const CENTRE: (f64, f64) = (18.05, 59.32);
const CLUSTERS: u64 = 400;

/// SplitMix64: the same seed draws the same city.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
    fn spread(&mut self) -> f64 {
        self.unit() + self.unit() + self.unit() - 1.5
    }
}

/// Somewhere in the city, mostly where much happens.
pub fn position(chance: &mut Chance) -> LonLat {
    let mut cluster = Chance(chance.next() % CLUSTERS);
    let (lon, lat) = (CENTRE.0 + cluster.spread() * 0.22, CENTRE.1 + cluster.spread() * 0.11);
    let (dlon, dlat) = (chance.spread() * 0.006, chance.spread() * 0.003);
    LonLat::new(lon + dlon, lat + dlat).expect("near the centre")
}

/// One report, seen in full by party 15.
pub fn report(chance: &mut Chance, now: Timestamp) -> Record {
    let types = ["vandalism", "graffiti", "disorder", "extensive_littering", "open_drug_trade"];
    let district = chance.next() % 11;
    let received = now - jiff::Span::new().seconds((chance.next() % 31_536_000) as i64);
    let grant = |party, level, why| Grant { party: PartyId::from_bits(party), level, why };
    let record = Report {
        id: ReportId::from_bits(chance.next()),
        position: position(chance),
        accuracy_m: Some(8.0),
        position_by_hand: false,
        observed_at: received,
        observed_precision: ObservedPrecision::Moment,
        observed_hours: None,
        received_at: received,
        problem_types: vec![types[(chance.next() % 5) as usize].to_owned()],
        count_band: None,
        source: "field_staff".into(),
        source_id: None,
        sighting: Sighting::New,
        answers: BTreeMap::new(),
        district: Some(AreaId::from_bits(1 + district)),
        place: chance.next().is_multiple_of(3).then(|| PlaceId::from_bits(1 + chance.next() % 200)),
        outcome: None,
        origin: PartyId::from_bits(20 + chance.next() % 8),
        unit: None,
        class: Class::Partner,
        grants: vec![
            grant(1 + district, Level::Full, GrantReason::District),
            grant(15, Level::Full, GrantReason::PoliceArea),
            grant(20 + chance.next() % 4, Level::Exists, GrantReason::Manager),
        ],
        disclosures: Vec::new(),
        content: Some(ReportContent {
            text: Some("Klotter på väggen och trasig belysning vid gångvägen, lika som förra veckan.".into()),
            reporter: None,
            reason: None,
        }),
    };
    Versioned { version: 1, record }.into()
}

/// Who sees every report in full.
pub fn sees_all() -> Viewer {
    Viewer { party: PartyId::from_bits(15), kind: PartyKind::Police, role: Role::Member }
}

/// Who sees their own reports in full, one in eight, and of one in four others that they exist.
pub fn sees_part() -> Viewer {
    Viewer { party: PartyId::from_bits(21), kind: PartyKind::PropertyCompany, role: Role::Member }
}

/// Parties, districts and sites.
pub fn city() -> Vec<Record> {
    let mut records = Vec::new();
    let mut chance = Chance(7);
    for bits in 1..=30 {
        let kind = if bits <= 11 { PartyKind::DistrictAdministration } else { PartyKind::PropertyCompany };
        let record = Party {
            id: PartyId::from_bits(bits),
            code: format!("P{bits:02}"),
            name: format!("Party {bits}"),
            kind,
            areas: if bits <= 11 { vec![AreaId::from_bits(bits)] } else { Vec::new() },
            function: "trygghetssamordnare".into(),
            logs_in: true,
            units: Vec::new(),
            site_groups: Vec::new(),
        };
        records.push(Versioned { version: 1, record }.into());
    }
    for bits in 1..=11_u64 {
        let west = 17.75 + (bits - 1) as f64 * 0.055;
        let ring: Vec<[f64; 2]> = ring(west, 59.15, west + 0.055, 59.49, 120);
        let shape = area_shape(&serde_json::json!({ "type": "Polygon", "coordinates": [ring] }));
        let record = Area {
            id: AreaId::from_bits(bits),
            kind: AreaKind::District,
            code: Some(format!("{bits:02}")),
            name: format!("District {bits}"),
            source_id: bits.to_string(),
            cover: Cover::Polygons(shape),
            from: None,
            until: None,
        };
        records.push(Versioned { version: 1, record }.into());
    }
    for bits in 1..=600_u64 {
        let at = position(&mut chance);
        let (lon, lat) = (at.lon(), at.lat());
        let ring =
            [[lon, lat], [lon + 0.001, lat], [lon + 0.001, lat + 0.0005], [lon, lat + 0.0005], [lon, lat]];
        let shape = if bits % 3 == 0 {
            Shape::Point(at)
        } else {
            area_shape(&serde_json::json!({ "type": "Polygon", "coordinates": [ring] }))
        };
        let record = Site {
            id: SiteId::from_bits(bits),
            source_id: format!("S{bits}"),
            code: None,
            name: format!("Site {bits}"),
            kind: "school".into(),
            group: None,
            property_designation: None,
            shape,
            managers: vec![Dated::since(PartyId::from_bits(20 + bits % 4), None)],
            land_owners: Vec::new(),
        };
        records.push(Versioned { version: 1, record }.into());
    }
    records
}

fn ring(west: f64, south: f64, east: f64, north: f64, steps: u32) -> Vec<[f64; 2]> {
    let along = |a: f64, b: f64, n: u32| a + (b - a) * f64::from(n) / f64::from(steps);
    let mut ring: Vec<[f64; 2]> = (0..steps).map(|n| [along(west, east, n), south]).collect();
    ring.extend((0..steps).map(|n| [east, along(south, north, n)]));
    ring.extend((0..steps).map(|n| [along(east, west, n), north]));
    ring.extend((0..=steps).map(|n| [west, along(north, south, n)]));
    ring
}

fn area_shape(value: &serde_json::Value) -> Shape {
    let limits = GeometryLimits { max_vertices: 10_000, points: false, polygons: true, max_area_m2: None };
    geometry::read(value, Crs::Crs84, &limits).expect("a valid polygon").shape
}

/// The tile of a zoom around a spot.
pub fn tile_at(z: u8, at: LonLat) -> TileId {
    let n = f64::from(1_u32 << z);
    let x = ((at.lon() + 180.0) / 360.0 * n) as u32;
    let lat = at.lat().to_radians();
    let y = ((1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0 * n) as u32;
    TileId::new(z, x, y).expect("a tile over the city")
}

/// A box around a spot.
pub fn around(at: LonLat, half_deg: f64) -> Envelope {
    let (lon, lat) = (at.lon(), at.lat());
    Envelope::new(lon - half_deg, lat - half_deg / 2.0, lon + half_deg, lat + half_deg / 2.0).expect("a box")
}

/// A box around a spot that holds about so many reports.
pub fn half_box(snapshot: &Snapshot, at: LonLat, wanted: usize) -> f64 {
    let (mut low, mut high) = (0.0, 0.5);
    for _ in 0..30 {
        let middle = (low + high) / 2.0;
        if snapshot.reports.in_box(&around(at, middle)).count() < wanted {
            low = middle
        } else {
            high = middle
        }
    }
    high
}

/// Writes records into a fresh register, an address of one or a file in a folder, straight on the store: by the door of reports a million would
/// take an hour.
pub async fn fill(folder: &Path, store: &str, records: impl Iterator<Item = Record>) {
    let mut register = samplats::register::open(store, folder).await.expect("opens");
    // As every fresh installation does: nothing older reads it.
    register.raise_reader(READER_VERSION).await.expect("raises");
    let mut records = records.peekable();
    let mut seq = 0;
    while records.peek().is_some() {
        let write = |record: Record| {
            let verb = match &record {
                Record::Party(_) => "party.create",
                Record::Area(_) => "area.create",
                Record::Site(_) => "site.create",
                _ => "report.create",
            };
            wire::encode(&Change { record, verb }, "P01", "administrator", wire::SCHEMA).expect("encodes")
        };
        let writes: Vec<_> = records.by_ref().take(20_000).map(write).collect();
        let key = CommandKey { caller: "bench".into(), key: seq.to_string() };
        let begun = register.begin(seq, &[]).await.expect("begins");
        seq += writes.len() as u64;
        let outcome = Outcome { kind: "file".into(), id: 0, version: 0, status: 200, seq: 0 };
        let command = CommandWrites { key, request_hash: [0; 32], writes, outcome };
        register.commit(begun.now_ms, &[command]).await.expect("commits");
    }
}
