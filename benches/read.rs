//! What a read costs in process, without HTTP: locate, a box, tiles, at ten thousand, a hundred thousand and a million
//! reports; and what the start and the memory of a million cost. `cargo bench --bench read [-- COUNT ...]`.
//!
//! Figures are processor time of one thread, the median of some batches. They are printed as a table for docs/performance.md.

mod city;

use city::{Chance, around, city, fill, half_box, position, report, sees_all, sees_part, tile_at};
use jiff::Timestamp;
use samplats::domain::access::Viewer;
use samplats::domain::command::Actor;
use samplats::engine::{Engine, Nature};
use samplats::http::answer;
use samplats::http::render::Scene;
use samplats::http::render::report_fields::Fields;
use samplats::index::audiences::Eyes;
use samplats::index::quarantine::Quarantine;
use samplats::index::snapshot::Snapshot;
use samplats::index::view::filter::ReportFilter;
use samplats::index::view::{list, locate};
use samplats::layers::tile::TileId;
use samplats::layers::view::View;
use samplats::layers::{encode::gzip_level1, reports};
use samplats::space::LonLat;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The zooms that are measured, with what is drawn there.
const TILES: [(u8, &str); 4] = [
    (9, "tile z 9 (summary), encoded"),
    (12, "tile z 12 (at most 5 000 features), encoded"),
    (14, "tile z 14, encoded"),
    (16, "tile z 16, encoded"),
];

/// What was measured, a row for each thing and a column for each number of reports.
#[derive(Default)]
struct Table(Vec<(String, Vec<String>)>);

impl Table {
    fn put(&mut self, what: &str, value: String) {
        match self.0.iter_mut().find(|(row, _)| row == what) {
            Some((_, values)) => values.push(value),
            None => self.0.push((what.to_owned(), vec![value])),
        }
    }

    fn print(&self, counts: &[usize]) {
        let heads: Vec<String> = counts.iter().map(|count| format!("{count} reports")).collect();
        println!("| what | {} |\n|---{}|", heads.join(" | "), "|--:".repeat(counts.len()));
        for (what, values) in &self.0 {
            println!("| {what} | {} |", values.join(" | "));
        }
    }
}

/// Processor time of one run: the median of some batches, so that whatever else the machine does is left out of it.
fn median(mut run: impl FnMut()) -> Duration {
    const BATCHES: usize = 5;
    const BATCH: Duration = Duration::from_millis(100);
    run();
    let mut times = Vec::new();
    while times.len() < BATCHES {
        let (before, mut runs) = (on_processor(), 0);
        while on_processor() < before + BATCH {
            // Asking the kernel costs about as much as a small read does.
            for _ in 0..8 {
                run();
            }
            runs += 8;
        }
        times.push((on_processor() - before) / runs);
    }
    times.sort_unstable();
    times[BATCHES / 2]
}

/// How long this thread has been on a processor.
fn on_processor() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let told = text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok());
    Duration::from_nanos(told.expect("Linux tells how long a thread has been on a processor"))
}

fn show(duration: Duration) -> String {
    let us = duration.as_secs_f64() * 1e6;
    if us < 1_000.0 { format!("{us:.1} us") } else { format!("{:.2} ms", us / 1e3) }
}

fn resident_mib() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = statm.split(' ').nth(1).and_then(|n| n.parse().ok()).unwrap_or(0.0);
    pages * 4_096.0 / 1_048_576.0
}

fn reads(count: usize, now: Timestamp, table: &mut Table) {
    let before = resident_mib();
    let mut chance = Chance(42);
    let mut records = city();
    records.extend((0..count).map(|_| report(&mut chance, now)));
    let snapshot = Snapshot::build(count as u64, [0; 32], records, Quarantine::default());
    let memory = format!("{:.0} MiB", resident_mib() - before);
    let spots: Vec<_> = (0..64).map(|_| position(&mut chance)).collect();
    here(&snapshot, &spots, now, table);
    for wanted in [50, 500, 5_000] {
        in_box(&snapshot, spots[0], wanted, table);
    }
    filtered_box(&snapshot, spots[0], now, table);
    for wanted in [50, 500] {
        page(&snapshot, spots[0], wanted, table);
    }
    tiles(&snapshot, spots[0], now, table);
    table.put("memory of the snapshot", memory);
}

fn here(snapshot: &Snapshot, spots: &[LonLat], now: Timestamp, table: &mut Table) {
    let mut next = spots.iter().copied().cycle();
    let time = median(|| {
        let at = next.next().expect("there are spots");
        black_box(locate::locate(snapshot, &Eyes::of(sees_all()), at, 250.0, now));
    });
    table.put("locate, 250 m: district, sites with distance, proposed coordinator", show(time));
}

fn in_box(snapshot: &Snapshot, at: LonLat, wanted: usize, table: &mut Table) {
    let half = half_box(snapshot, at, wanted);
    let filter = ReportFilter { bbox: Some(around(at, half)), ..ReportFilter::default() };
    let mut found = 0;
    let time = median(|| {
        let eyes = Eyes::of(sees_all());
        found = list::reports(snapshot, &eyes, &filter, None, wanted).items.len();
    });
    // A small city holds no box of so many.
    let value = if found == wanted { show(time) } else { format!("{} ({found} found)", show(time)) };
    table.put(&format!("box, {wanted} reports found, judged and ordered"), value);
}

fn filtered_box(snapshot: &Snapshot, at: LonLat, now: Timestamp, table: &mut Table) {
    let filter = ReportFilter {
        bbox: Some(around(at, half_box(snapshot, at, 5_000))),
        problem_types: vec!["vandalism".into()],
        since: Some(now - jiff::Span::new().hours(90 * 24)),
        ..ReportFilter::default()
    };
    let mut found = 0;
    let time = median(|| {
        let eyes = Eyes::of(sees_all());
        found = list::reports(snapshot, &eyes, &filter, None, 500).items.len();
    });
    table.put("box of 5 000, of one type in 90 days", format!("{} ({found} found)", show(time)));
}

/// What a page costs after it is found: rendered, hashed, compressed.
fn page(snapshot: &Snapshot, at: LonLat, wanted: usize, table: &mut Table) {
    let half = half_box(snapshot, at, wanted);
    let filter = ReportFilter { bbox: Some(around(at, half)), ..ReportFilter::default() };
    let eyes = Eyes::of(sees_all());
    let actor = Actor { viewer: sees_all(), account: None, unit: None };
    let found = list::reports(snapshot, &eyes, &filter, None, wanted).items;
    let mut body = Vec::new();
    let rendered = median(|| {
        let scene = Scene::new(snapshot, &eyes);
        body = scene.report_page(&found, None, &actor, Fields::ALL);
    });
    let mut packed = 0;
    let zipped = median(|| packed = gzip_level1(&body).len());
    let tag = median(|| {
        black_box(answer::etag(&body));
    });
    table.put(&format!("page of {wanted}, JSON"), show(rendered));
    table.put(&format!("page of {wanted}, bytes (at gzip level 1)"), format!("{} ({packed})", body.len()));
    table.put(&format!("page of {wanted}, gzip level 1 + ETag"), format!("{} + {}", show(zipped), show(tag)));
}

fn tiles(snapshot: &Snapshot, at: LonLat, now: Timestamp, table: &mut Table) {
    let filter = ReportFilter {
        problem_types: vec!["vandalism".into()],
        since: Some(now - jiff::Span::new().hours(90 * 24)),
        ..ReportFilter::default()
    };
    for (z, what) in TILES {
        let tile = tile_at(z, at);
        let bytes = drawn(snapshot, sees_all(), None, tile, what, table);
        let mut packed = 0;
        let zipped = median(|| packed = gzip_level1(&bytes).len());
        let tag = median(|| {
            black_box(answer::etag(&bytes));
        });
        table.put(&format!("tile z {z}, bytes (at gzip level 1)"), format!("{} ({packed})", bytes.len()));
        table.put(&format!("tile z {z}, gzip level 1 + ETag"), format!("{} + {}", show(zipped), show(tag)));
    }
    for z in [9, 12] {
        let tile = tile_at(z, at);
        drawn(snapshot, sees_part(), None, tile, &format!("tile z {z}, who sees a part"), table);
        let what = format!("tile z {z}, of one type in 90 days");
        drawn(snapshot, sees_all(), Some(&filter), tile, &what, table);
        let what = format!("tile z {z}, of one type in 90 days, who sees a part");
        drawn(snapshot, sees_part(), Some(&filter), tile, &what, table);
    }
}

fn drawn(
    snapshot: &Snapshot,
    viewer: Viewer,
    filter: Option<&ReportFilter>,
    tile: TileId,
    what: &str,
    table: &mut Table,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let time = median(|| {
        let eyes = Eyes::of(viewer);
        bytes = reports::tile(&View::new(snapshot, &eyes), filter, tile).bytes;
    });
    table.put(what, show(time));
    bytes
}

/// Fills a register on disk and starts on it, as the program does.
fn start(count: usize, now: Timestamp) {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let mut chance = Chance(42);
        fill(folder.path(), "sqlite:bench.db", (0..count).map(|_| report(&mut chance, now))).await;
        let before = resident_mib();
        let begun = Instant::now();
        let register = samplats::register::open("sqlite:bench.db", folder.path()).await.expect("opens");
        let (engine, loaded) = Engine::start(register, Nature::default()).await.expect("starts");
        println!(
            "\nstart on {} records of a register on disk: {:.2} s, {:.0} MiB more",
            loaded.records,
            begun.elapsed().as_secs_f64(),
            resident_mib() - before
        );
        drop(engine);
    });
}

fn main() {
    let counts: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let counts = if counts.is_empty() { vec![10_000, 100_000, 1_000_000] } else { counts };
    let now = Timestamp::now();
    let mut table = Table::default();
    for count in &counts {
        reads(*count, now, &mut table);
    }
    println!("Processor time of one thread\n");
    table.print(&counts);
    if let Some(most) = counts.iter().max() {
        start(*most, now);
    }
}
