//! What a read costs in process, without HTTP: locate, a box, tiles, at ten thousand, a hundred thousand and a million
//! reports; and what the start and the memory of a million cost. `cargo bench --bench read [-- COUNT ...]`.
//!
//! Figures are the median of many runs on one thread. They are printed as a table for docs/performance.md.

mod city;

use city::{Chance, around, city, fill, half_box, position, report, tile_at};
use jiff::Timestamp;
use samplats::domain::access::{Role, Viewer};
use samplats::domain::ids::PartyId;
use samplats::domain::party::PartyKind;
use samplats::engine::{Engine, Nature};
use samplats::http::answer;
use samplats::index::audiences::Eyes;
use samplats::index::quarantine::Quarantine;
use samplats::index::snapshot::Snapshot;
use samplats::index::view::filter::ReportFilter;
use samplats::index::view::{list, locate};
use samplats::layers::view::View;
use samplats::layers::{encode::gzip_level1, reports};
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
    let viewer = Viewer { party: PartyId::from_bits(15), kind: PartyKind::Police, role: Role::Member };
    let spots: Vec<_> = (0..64).map(|_| position(&mut chance)).collect();
    let mut at = 0;
    let mut next = || {
        at = (at + 1) % spots.len();
        spots[at]
    };
    let time = median(|| {
        black_box(locate::locate(&snapshot, &Eyes::of(viewer), next(), 250.0, now));
    });
    table.put("locate, 250 m: district, sites with distance, proposed coordinator", show(time));
    for wanted in [50, 500, 5_000] {
        let half = half_box(&snapshot, spots[0], wanted);
        let filter = ReportFilter { bbox: Some(around(spots[0], half)), ..ReportFilter::default() };
        let mut found = 0;
        let time = median(|| {
            let eyes = Eyes::of(viewer);
            found = list::reports(&snapshot, &eyes, &filter, None, wanted).items.len();
        });
        // A small city holds no box of so many.
        let value = if found == wanted { show(time) } else { format!("{} ({found} found)", show(time)) };
        table.put(&format!("box, {wanted} reports found, judged and ordered"), value);
    }
    for (z, what) in TILES {
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
        table.put(what, show(time));
        table.put(&format!("tile z {z}, bytes (at gzip level 1)"), format!("{} ({packed})", bytes.len()));
        table.put(&format!("tile z {z}, gzip level 1 + ETag"), format!("{} + {}", show(zipped), show(tag)));
    }
    table.put("memory of the snapshot", memory);
}

/// Fills a register on disk and starts on it, as the program does.
fn start(count: usize, now: Timestamp) {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let mut chance = Chance(42);
        fill(folder.path(), "bench.db", (0..count).map(|_| report(&mut chance, now))).await;
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
    println!("Median of many runs on one thread\n");
    table.print(&counts);
    if let Some(most) = counts.iter().max() {
        start(*most, now);
    }
}
