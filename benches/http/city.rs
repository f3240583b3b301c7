//! Fills a register with the city that `benches/read.rs` measures, for scripts/bench.sh, and writes what to ask of it:
//! `bench_city FOLDER REPORTS` makes FOLDER/samplats.db, and FOLDER/paths/NAME with a path a line.
//!
//! Party P15 sees every report in full.

#[path = "../city/mod.rs"]
mod city;

use city::{Chance, around, city, fill, half_box, position, report, tile_at};
use jiff::Timestamp;
use samplats::index::quarantine::Quarantine;
use samplats::index::snapshot::Snapshot;
use std::path::PathBuf;

/// Most that a list gives in one answer.
const PAGE_MAX: usize = 1_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(count)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("usage: bench_city FOLDER REPORTS");
    };
    let (folder, count) = (PathBuf::from(folder), count.parse::<usize>()?);
    let now = Timestamp::now();
    let mut chance = Chance(42);
    fill(&folder, "samplats.db", city().into_iter().chain((0..count).map(|_| report(&mut chance, now))))
        .await;

    let mut chance = Chance(42);
    let records: Vec<_> = city().into_iter().chain((0..count).map(|_| report(&mut chance, now))).collect();
    let snapshot = Snapshot::build(count as u64, [0; 32], records, Quarantine::default());
    let spots: Vec<_> = (0..64).map(|_| position(&mut chance)).collect();
    let paths = folder.join("paths");
    std::fs::create_dir_all(&paths)?;
    let locate = spots.iter().map(|at| format!("/api/locate?lon={:.6}&lat={:.6}\n", at.lon(), at.lat()));
    std::fs::write(paths.join("locate"), locate.collect::<String>())?;
    for wanted in [50, 500, 5_000] {
        let bounds = around(spots[0], half_box(&snapshot, spots[0], wanted));
        let [west, south, east, north] = [bounds.west, bounds.south, bounds.east, bounds.north];
        let limit = wanted.min(PAGE_MAX);
        let path = format!("/api/reports?bbox={west},{south},{east},{north}&limit={limit}\n");
        std::fs::write(paths.join(format!("box-{wanted}")), path)?;
    }
    for z in [9, 12, 14, 16] {
        let tile = tile_at(z, spots[0]);
        let path = format!("/ogc/collections/reports/tiles/WebMercatorQuad/{z}/{}/{}\n", tile.y(), tile.x());
        std::fs::write(paths.join(format!("tile-z{z}")), path)?;
    }
    Ok(())
}
