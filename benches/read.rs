//! What a read costs in process, without HTTP: locate, a box, tiles, at ten thousand, a hundred thousand and a million
//! reports; and what the start and the memory of a million cost. `cargo bench --bench read [-- COUNT ...]`.
//!
//! Figures are the median of many runs on one thread. They are printed as a table for docs/performance.md.

use jiff::Timestamp;
use samplats::domain::access::{Class, Grant, GrantReason, Level, Role, Viewer};
use samplats::domain::area::{Area, AreaKind, Cover};
use samplats::domain::ids::{AreaId, PartyId, PlaceId, ReportId, SiteId};
use samplats::domain::party::{Party, PartyKind};
use samplats::domain::record::{Change, Record, Versioned};
use samplats::domain::report::{Report, ReportContent, Sighting};
use samplats::domain::site::Site;
use samplats::domain::time::Dated;
use samplats::engine::{Engine, Nature, wire};
use samplats::http::answer;
use samplats::index::audiences::Eyes;
use samplats::index::snapshot::Snapshot;
use samplats::index::view::filter::ReportFilter;
use samplats::index::view::{list, locate};
use samplats::layers::tile::TileId;
use samplats::layers::view::View;
use samplats::layers::{encode::gzip_level1, reports};
use samplats::register::{CommandKey, CommandWrites, Outcome};
use samplats::space::{Crs, Envelope, GeometryLimits, LonLat, Shape, geometry};
use std::collections::{BTreeMap, HashSet};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The city: clustered like Stockholm, about 20 by 20 km.
const CENTRE: (f64, f64) = (18.05, 59.32);
const CLUSTERS: u64 = 400;

struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
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

fn position(chance: &mut Chance) -> LonLat {
    let mut cluster = Chance(chance.next() % CLUSTERS);
    let (lon, lat) = (CENTRE.0 + cluster.spread() * 0.22, CENTRE.1 + cluster.spread() * 0.11);
    let (dlon, dlat) = (chance.spread() * 0.006, chance.spread() * 0.003);
    LonLat::new(lon + dlon, lat + dlat).expect("near the centre")
}

fn report(chance: &mut Chance, now: Timestamp) -> Record {
    let types = ["vandalism", "graffiti", "disorder", "extensive_littering", "open_drug_trade"];
    let district = chance.next() % 11;
    let received = now - jiff::Span::new().seconds((chance.next() % 31_536_000) as i64);
    let grant = |party, level, why| Grant { party: PartyId::from_bits(party), level, why };
    let record = Report {
        id: ReportId::from_bits(chance.next()),
        position: position(chance),
        accuracy_m: Some(8.0),
        observed_at: received,
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
        content: Some(ReportContent {
            text: Some("Klotter på väggen och trasig belysning vid gångvägen, lika som förra veckan.".into()),
            reporter: None,
            reason: None,
        }),
    };
    Versioned { version: 1, record }.into()
}

fn city(now: Timestamp) -> Vec<Record> {
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
    let _ = now;
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

fn median(mut run: impl FnMut()) -> Duration {
    run();
    let begun = Instant::now();
    let mut times = Vec::new();
    while times.len() < 5 || (begun.elapsed() < Duration::from_millis(700) && times.len() < 2_000) {
        let at = Instant::now();
        run();
        times.push(at.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}

fn show(duration: Duration) -> String {
    let us = duration.as_secs_f64() * 1e6;
    if us < 1_000.0 { format!("{us:.1} us") } else { format!("{:.2} ms", us / 1e3) }
}

fn tile_at(z: u8, at: LonLat) -> TileId {
    let n = f64::from(1_u32 << z);
    let x = ((at.lon() + 180.0) / 360.0 * n) as u32;
    let lat = at.lat().to_radians();
    let y = ((1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0 * n) as u32;
    TileId::new(z, x, y).expect("a tile over the city")
}

fn resident_mib() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = statm.split(' ').nth(1).and_then(|n| n.parse().ok()).unwrap_or(0.0);
    pages * 4_096.0 / 1_048_576.0
}

fn reads(count: usize, now: Timestamp) {
    let before = resident_mib();
    let mut chance = Chance(42);
    let mut records = city(now);
    records.extend((0..count).map(|_| report(&mut chance, now)));
    let snapshot = Snapshot::build(count as u64, [0; 32], records, HashSet::new());
    println!("| {count} | in memory | {:.0} MiB |", resident_mib() - before);
    let viewer = Viewer { party: PartyId::from_bits(15), kind: PartyKind::Police, role: Role::Member };
    let spots: Vec<LonLat> = (0..64).map(|_| position(&mut chance)).collect();
    let mut at = 0;
    let mut next = || {
        at = (at + 1) % spots.len();
        spots[at]
    };
    let time = median(|| {
        black_box(locate::locate(&snapshot, &Eyes::of(viewer), next(), 250.0, now));
    });
    println!("| {count} | locate, 250 m | {} |", show(time));
    for wanted in [50, 500, 5_000] {
        let half = half_box(&snapshot, spots[0], wanted);
        let filter = ReportFilter { bbox: Some(around(spots[0], half)), ..ReportFilter::default() };
        let mut found = 0;
        let time = median(|| {
            let eyes = Eyes::of(viewer);
            found = list::reports(&snapshot, &eyes, &filter, None, wanted).items.len();
        });
        println!("| {count} | box, {found} reports found and judged | {} |", show(time));
    }
    for z in [9, 12, 14, 16] {
        let tile = tile_at(z, spots[0]);
        let mut bytes = Vec::new();
        let time = median(|| {
            let eyes = Eyes::of(viewer);
            bytes = reports::tile(&View::new(&snapshot, &eyes), None, tile).bytes;
        });
        let mut packed = 0;
        let zipped = median(|| packed = gzip_level1(&bytes).len());
        let tag = median(|| {
            black_box(answer::etag(&bytes));
        });
        println!(
            "| {count} | tile z{z}, {} bytes ({packed} gzip 1) | {} + gzip {} + etag {} |",
            bytes.len(),
            show(time),
            show(zipped),
            show(tag)
        );
    }
}

fn around(at: LonLat, half_deg: f64) -> Envelope {
    let (lon, lat) = (at.lon(), at.lat());
    Envelope::new(lon - half_deg, lat - half_deg / 2.0, lon + half_deg, lat + half_deg / 2.0).expect("a box")
}

/// A box around a spot that holds about so many reports.
fn half_box(snapshot: &Snapshot, at: LonLat, wanted: usize) -> f64 {
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

/// Fills a register on disk and starts on it, as the program does.
fn start(count: usize, now: Timestamp) {
    let folder = std::env::temp_dir().join(format!("samplats-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        fill(&folder, count, now).await;
        let before = resident_mib();
        let begun = Instant::now();
        let register = samplats::register::open("sqlite:bench.db", &folder).await.expect("opens");
        let (engine, loaded) = Engine::start(register, Nature::default()).await.expect("starts");
        println!(
            "| {count} | start: {} records ready | {:.2} s, {:.0} MiB more |",
            loaded.records,
            begun.elapsed().as_secs_f64(),
            resident_mib() - before
        );
        drop(engine);
    });
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}

async fn fill(folder: &std::path::Path, count: usize, now: Timestamp) {
    let mut register = samplats::register::open("sqlite:bench.db", folder).await.expect("opens");
    let mut chance = Chance(42);
    let mut left = count;
    while left > 0 {
        let batch = left.min(20_000);
        left -= batch;
        let writes = (0..batch)
            .map(|_| {
                let change = Change { record: report(&mut chance, now), verb: "report.create" };
                wire::encode(&change, "P01", "reporter").expect("encodes")
            })
            .collect();
        let key = CommandKey { caller: "bench".into(), key: left.to_string() };
        let begun = register.begin((count - left - batch) as u64, &[]).await.expect("begins");
        let outcome = Outcome { kind: "file".into(), id: 0, version: 0, status: 200, seq: 0 };
        let command = CommandWrites { key, request_hash: [0; 32], writes, outcome };
        register.commit(begun.now_ms, &[command]).await.expect("commits");
    }
}

fn main() {
    let counts: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let counts = if counts.is_empty() { vec![10_000, 100_000, 1_000_000] } else { counts };
    let now = Timestamp::now();
    println!("| reports | what | median, one thread |\n|--:|---|--:|");
    for count in &counts {
        reads(*count, now);
    }
    if let Some(most) = counts.iter().max() {
        start(*most, now);
    }
}
