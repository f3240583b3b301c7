//! Fills a register with the city that `benches/read.rs` measures, and writes what to ask of it and of others: FOLDER/samplats.db, FOLDER/points.csv with the same points, and for each
//! item NAME a file with a question a line: FOLDER/paths/NAME for us, FOLDER/tipg/NAME and FOLDER/martin/NAME for those, and
//! FOLDER/sql/NAME for PostGIS.
//!
//! Party P15 sees every report in full; P21 sees one in four at `exists`, and its own in full.

use crate::city::{Chance, city, fill, position, report};
use crate::questions::{self, Question};
use jiff::Timestamp;
use samplats::domain::record::Record;
use samplats::index::quarantine::Quarantine;
use samplats::index::snapshot::Snapshot;
use std::fmt::Write;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Makes all of it in a folder, with so many reports.
pub async fn make(folder: PathBuf, count: usize) -> anyhow::Result<()> {
    let now = Timestamp::now();
    let mut chance = Chance(42);
    fill(
        &folder,
        "sqlite:samplats.db",
        city().into_iter().chain((0..count).map(|_| report(&mut chance, now))),
    )
    .await;

    let mut chance = Chance(42);
    let records: Vec<_> = city().into_iter().chain((0..count).map(|_| report(&mut chance, now))).collect();
    write_points(&folder, &records)?;
    let snapshot = Snapshot::build(count as u64, [0; 32], records, Quarantine::default());
    let spots: Vec<_> = (0..64).map(|_| position(&mut chance)).collect();
    for question in questions::all(&snapshot, &spots, now) {
        write_question(&folder, &question)?;
    }
    Ok(())
}

/// The points as a table for a database, with nine attributes.
fn write_points(folder: &Path, records: &[Record]) -> anyhow::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.join("points.csv"))?);
    let reports = records.iter().filter_map(|record| match record {
        Record::Report(report) => Some(&report.record),
        _ => None,
    });
    for report in reports {
        let (at, kind) = (report.position, &report.problem_types[0]);
        let (seen, received) = (report.observed_at, report.received_at);
        let district = report.district.map_or(0, |district| district.bits());
        let (id, origin, text) = (report.id.bits(), report.origin, report.text().unwrap_or_default());
        let (lon, lat) = (at.lon(), at.lat());
        writeln!(
            file,
            "{id},{lon},{lat},{kind},received,{seen},{received},{district},{origin},{},\"{text}\"",
            report.source
        )?;
    }
    Ok(file.flush()?)
}

fn write_question(folder: &Path, question: &Question) -> anyhow::Result<()> {
    let asked = [
        ("paths", &question.ours),
        ("tipg", &question.tipg),
        ("martin", &question.martin),
        ("sql", &question.sql),
    ];
    for (whom, lines) in asked.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        std::fs::create_dir_all(folder.join(whom))?;
        let text = lines.iter().fold(String::new(), |mut text, line| {
            // Writing to a text does not fail.
            let _ = writeln!(text, "{line}");
            text
        });
        std::fs::write(folder.join(whom).join(question.name), text)?;
    }
    Ok(())
}
