//! Zipped shapefiles: the geometries, the table beside them in whatever code page it is written, and the `.prj`.

use super::dbf::{self, Beside};
use super::faults::{Faults, RowFault};
use super::geojson::id_of;
use super::held::{Held, POSITION_BYTES, ROW_BYTES};
use super::rings::Comparisons;
use super::shp::{self, Records, Unread};
use super::{Raw, ReadLimits, Row, wkt};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::AssertUnwindSafe;

/// A shapefile has some ten parts.
const ENTRIES_MAX: usize = 100;
/// What an archive may hold unpacked, bytes.
const UNPACKED_MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Geometries and tables pack to a tenth, and mostly empty tables to less than a hundredth; a bomb packs to a thousandth.
const RATIO_MAX: u64 = 100;
/// What the ratio does not matter for, bytes: this much can be unpacked of any archive.
const UNPACKED_FLOOR_BYTES: u64 = 64 * 1024 * 1024;

pub(super) fn read(bytes: &[u8], limits: &ReadLimits, faults: &mut Faults) -> Raw {
    let mut raw = Raw { rows: Vec::new(), crs: None, notes: Vec::new(), positions_in_columns: false };
    // The libraries were not written for hostile files.
    let reading = AssertUnwindSafe(|| {
        let parts = unpack(bytes, &mut raw.notes)?;
        parts.read(limits, &mut raw, faults)
    });
    match std::panic::catch_unwind(reading) {
        Ok(Ok(())) => {}
        Ok(Err(fault)) => faults.push(fault),
        Err(_) => faults.push(RowFault::file("is not a shapefile that can be read")),
    }
    raw
}

/// The files of a shapefile, unpacked.
struct Parts {
    shp: Vec<u8>,
    dbf: Option<Vec<u8>>,
    prj: Option<String>,
    cpg: Option<String>,
}

/// A file of an archive that may be part of a shapefile.
struct Entry {
    at: usize,
    /// Its name without folders.
    name: String,
    /// The same without its ending, as it is compared.
    stem: String,
    ending: &'static str,
}

/// Takes what is called as the .shp is, and tells what else would have been a part of one.
fn unpack(bytes: &[u8], notes: &mut Vec<String>) -> Result<Parts, RowFault> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.len() > ENTRIES_MAX {
        return Err(RowFault::file(format!("holds more than {ENTRIES_MAX} files")));
    }
    let entries = (0..archive.len()).map(|at| {
        let entry = archive.by_index(at).map_err(|_| broken())?;
        Ok(Entry::of(at, entry.name()))
    });
    let entries: Vec<Option<Entry>> = entries.collect::<Result<_, RowFault>>()?;
    let entries: Vec<Entry> = entries.into_iter().flatten().collect();
    let mut shapes = entries.iter().filter(|entry| entry.ending == "shp");
    let stem = match (shapes.next(), shapes.next()) {
        (Some(only), None) => &only.stem,
        (Some(_), Some(_)) => {
            return Err(RowFault::file("holds more than one shapefile").with_hint("send them one by one"));
        }
        (None, _) => {
            let fault = RowFault::file("holds no .shp");
            return Err(fault.with_hint("zip the .shp, .dbf, .prj and .cpg together"));
        }
    };
    let mut left = (bytes.len() as u64).saturating_mul(RATIO_MAX);
    left = left.clamp(UNPACKED_FLOOR_BYTES, UNPACKED_MAX_BYTES);
    let mut found = BTreeMap::new();
    for Entry { at, name, stem: own, ending } in &entries {
        if own != stem {
            notes.push(format!("{name} was left aside: it is not called as the .shp is"));
            continue;
        }
        let entry = archive.by_index(*at).map_err(|_| broken())?;
        if found.insert(*ending, unpacked(entry, &mut left)?).is_some() {
            return Err(RowFault::file(format!(
                "holds more than one .{ending} that is called as the .shp is"
            )));
        }
    }
    let mut take = |ending| found.remove(ending);
    let text = |part: Vec<u8>| String::from_utf8_lossy(&part).trim().to_owned();
    let shp = take("shp").ok_or_else(broken)?;
    Ok(Parts { shp, dbf: take("dbf"), prj: take("prj").map(text), cpg: take("cpg").map(text) })
}

fn broken() -> RowFault {
    RowFault::file("is not a zip archive that can be read")
}

/// The bytes of a file. What the archive says of its size is not believed.
fn unpacked(entry: impl Read, left: &mut u64) -> Result<Vec<u8>, RowFault> {
    let mut part = Vec::new();
    entry.take(*left + 1).read_to_end(&mut part).map_err(|_| RowFault::file("has a damaged file in it"))?;
    *left = left
        .checked_sub(part.len() as u64)
        .ok_or_else(|| RowFault::file("unpacks to more than a shapefile of its size would"))?;
    Ok(part)
}

impl Entry {
    /// Nothing for what else lies in archives.
    fn of(at: usize, path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if folder.contains("__MACOSX") || name.starts_with('.') {
            return None;
        }
        let (stem, ending) = name.rsplit_once('.')?;
        let mut known = ["shp", "dbf", "prj", "cpg"].into_iter();
        let ending = known.find(|known| ending.eq_ignore_ascii_case(known))?;
        Some(Self { at, name: name.to_owned(), stem: stem.to_lowercase(), ending })
    }
}

impl Parts {
    fn read(self, limits: &ReadLimits, raw: &mut Raw, faults: &mut Faults) -> Result<(), RowFault> {
        let Self { shp, dbf, prj, cpg } = self;
        let unreadable = || RowFault::file("has a .shp that cannot be read");
        let records = Records::of(&shp).ok_or_else(unreadable)?;
        // Counted before anything of them is made, and of the table before any row of it is read.
        let shapes = records.clone().count();
        if shapes > limits.max_rows {
            return Err(RowFault::file(format!("has more than {} shapes", limits.max_rows)));
        }
        let mut held = Held::new(limits);
        held.take(shapes.saturating_mul(ROW_BYTES))?;
        let beside = Beside { cpg: cpg.as_deref(), shapes };
        let mut table = match dbf {
            Some(dbf) => Some(dbf::Table::open(dbf, &beside, limits, &mut held, &mut raw.notes)?),
            None => {
                raw.notes.push("there is no .dbf: the shapes have no properties".into());
                None
            }
        };
        name_crs(prj.as_deref(), raw);
        let mut rows = table.as_mut().map(dbf::Table::rows);
        let mut comparisons = Comparisons::of_a_file();
        for (at, record) in records.enumerate() {
            if faults.is_full() {
                break;
            }
            let number = at + 1;
            let record = record.ok_or_else(unreadable)?;
            let properties =
                rows.as_mut().map(|rows| rows.next(number, faults)).transpose()?.unwrap_or_default();
            let geometry = match shp::geometry(record, number, &mut comparisons) {
                Ok(geometry) => geometry,
                Err(Unread::File(fault)) => return Err(fault),
                Err(Unread::Row(fault)) => {
                    faults.push(fault);
                    None
                }
            };
            if geometry.is_some() {
                held.take(shp::claimed(record).saturating_mul(POSITION_BYTES))?;
            }
            raw.rows.push(Row { number, id: id_of(&properties), properties, geometry });
        }
        Ok(())
    }
}

/// The coordinate system, by the .prj.
fn name_crs(prj: Option<&str>, raw: &mut Raw) {
    let hint = "name the coordinate system with the import";
    let Some(prj) = prj else {
        return raw.notes.push(format!("there is no .prj; {hint}"));
    };
    raw.crs = wkt::crs_of(prj);
    if raw.crs.is_none() {
        raw.notes.push(format!("the .prj names a coordinate system that is not known; {hint}"));
    }
}
