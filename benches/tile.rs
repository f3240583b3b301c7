//! How long a cold tile takes, in the steps it goes through: `cargo bench --bench tile`.
//!
//! Points are invented, clustered like a city, and given to every step ready projected, as the index holds them. Finding
//! candidates is the index's work and not measured here. Each figure is the least of many runs on one core, since a busy
//! machine can only add to it.

use std::hint::black_box;
use std::time::{Duration, Instant};

use samplats::layers::encode::gzip_level1;
use samplats::layers::grid::SummaryGrid;
use samplats::layers::points::{CodeMeaning, PointAttribute, PointBatch, PointSchema};
use samplats::layers::thin::FEATURES_MAX;
use samplats::layers::tile::{BUFFER, Mercator, TileId};
use samplats::space::Spot;

const STATUSES: [&str; 6] = ["dormant", "suspected", "monitoring", "under_analysis", "in_action", "active"];
const TYPES: [&str; 8] = [
    "open_drug_trade",
    "open_drug_scene",
    "disorder",
    "unlawful_settlement",
    "vandalism",
    "graffiti",
    "extensive_littering",
    "fire",
];

struct Point {
    id: u64,
    at: Mercator,
    priority: u8,
    codes: [u32; 3],
}

fn main() {
    // Cargo hands its own flags to a bench without a harness; there are none of ours.
    println!("| step | points | in tile | least time | bytes |");
    println!("|---|--:|--:|--:|--:|");
    let schema = schema();
    for count in [2_500, 5_000, 24_000] {
        exact_tile(&schema, count);
    }
    for count in [10_000, 100_000, 1_000_000] {
        summary_tile(count);
    }
}

fn exact_tile(schema: &PointSchema, count: usize) {
    let tile = TileId::new(14, 9014, 4818).expect("a tile of zoom 14");
    let points = points(count, tile);
    let draw = || {
        let mut batch = PointBatch::new(schema, tile, BUFFER, FEATURES_MAX);
        batch.reserve(points.len());
        for point in &points {
            batch.push(point.id, point.at, point.priority, &point.codes);
        }
        let mut bytes = Vec::new();
        let drawn = batch.finish(&mut bytes);
        (bytes, drawn)
    };
    let (bytes, drawn) = draw();
    row("z14 encode", count, drawn.drawn, least(200, || draw().0.len()), bytes.len());
    let packed = gzip_level1(&bytes).len();
    row("z14 gzip 1", count, drawn.drawn, least(50, || gzip_level1(&bytes).len()), packed);
}

fn summary_tile(count: usize) {
    let tile = TileId::new(9, 281, 150).expect("a tile of zoom 9");
    // With nothing else between them, as an index would keep a million of them.
    let points: Vec<(Spot, u8, u16)> =
        points(count, tile).iter().map(|p| (Spot::at(p.at), p.codes[0] as u8, p.codes[1] as u16)).collect();
    let draw = || {
        let mut grid = SummaryGrid::new(tile, TYPES.len() as u16);
        let mut pen = grid.pen();
        for &(at, rank, main_type) in &points {
            pen.add(at, rank, main_type);
        }
        drop(pen);
        let mut bytes = Vec::new();
        grid.finish("places_summary", &STATUSES, &TYPES, &mut bytes);
        bytes
    };
    let bytes = draw();
    row("z9 summary", count, count, least(20, || draw().len()), bytes.len());
    let packed = gzip_level1(&bytes).len();
    row("z9 gzip 1", count, count, least(50, || gzip_level1(&bytes).len()), packed);
}

fn schema() -> PointSchema {
    let words = |words: &[&str]| CodeMeaning::Words(words.iter().map(|word| (*word).to_owned()).collect());
    let attribute = |key: &str, meaning| PointAttribute { key: key.to_owned(), meaning };
    PointSchema {
        name: "places".to_owned(),
        attributes: vec![
            attribute("status", words(&STATUSES)),
            attribute("main_type", words(&TYPES)),
            attribute("report_count", CodeMeaning::Whole),
        ],
    }
}

/// Points within a tile: half spread evenly, half close to forty centres.
fn points(count: usize, tile: TileId) -> Vec<Point> {
    let bounds = tile.bounds_mercator();
    let (west, north) = (bounds.north_west.x, bounds.north_west.y);
    let side = bounds.south_east.x - west;
    let mut random = Random(7);
    let centres: Vec<_> = (0..40).map(|_| (random.unit(), random.unit())).collect();
    let point = |i: usize| {
        let (mut x, mut y) = (random.unit(), random.unit());
        if i.is_multiple_of(2) {
            let centre = centres[i / 2 % centres.len()];
            x = (centre.0 + (x - 0.5) * 0.05).clamp(0.0, 0.999);
            y = (centre.1 + (y - 0.5) * 0.05).clamp(0.0, 0.999);
        }
        let bits = random.next();
        let status = (bits % 6) as u32;
        Point {
            id: random.next() >> 11,
            at: Mercator { x: west + x * side, y: north + y * side },
            priority: status as u8,
            codes: [status, (bits >> 8) as u32 % 8, (bits >> 16) as u32 % 60],
        }
    };
    (0..count).map(point).collect()
}

/// SplitMix64, so that every run draws the same city.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn least<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let timed = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..runs).map(timed).min().unwrap_or_default()
}

fn row(step: &str, points: usize, drawn: usize, time: Duration, bytes: usize) {
    println!("| {step} | {points} | {drawn} | {:.1} us | {bytes} |", time.as_secs_f64() * 1e6);
}
