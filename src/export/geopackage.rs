//! GeoPackage 1.3: a SQLite database with a few tables that geographic programs know. One layer, or one table without
//! geometries, with a spatial index.

use super::spool::{ExportFault, Writes};
use super::table::{About, Cell, ColumnKind, Row, moment};
use super::wkb::{self, Extent};
use crate::space::Crs;
use jiff::fmt::temporal::DateTimePrinter;
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, params, params_from_iter};
use std::path::Path;

/// "GPKG".
const APPLICATION_ID: i32 = 0x4750_4b47;
/// 1.3.0.
const USER_VERSION: i32 = 10_300;
const PAGE_BYTES: u32 = 4_096;
/// Declared in every file, so that a layer can be changed to either: WGS 84, and SWEREF 99 18 00.
const DECLARED: [u32; 2] = [4326, 3011];
const NOWHERE: Extent = [f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY];

/// A file being written, in one transaction.
pub(super) struct Package<'a> {
    about: &'a About,
    database: Connection,
    insert: String,
    bytes_max: u64,
    rows: i64,
    extent: Extent,
}

impl<'a> Package<'a> {
    pub fn begin(about: &'a About, path: &Path, bytes_max: u64) -> Result<Self, ExportFault> {
        let database = Connection::open(path)?;
        // Nobody else sees the file before it is whole: what a crash leaves of it is nobody's.
        database.pragma_update(None, "page_size", i64::from(PAGE_BYTES))?;
        database.pragma_update_and_check(None, "journal_mode", "off", |_| Ok(()))?;
        database.pragma_update(None, "synchronous", "off")?;
        let pages_max = i64::try_from(bytes_max / u64::from(PAGE_BYTES)).unwrap_or(i64::MAX).max(1);
        database.pragma_update_and_check(None, "max_page_count", pages_max, |_| Ok(()))?;
        database.pragma_update(None, "application_id", APPLICATION_ID)?;
        database.pragma_update(None, "user_version", USER_VERSION)?;
        let package = Self { insert: insert(about), about, database, bytes_max, rows: 0, extent: NOWHERE };
        package.make_tables().map_err(|error| package.told(error))?;
        Ok(package)
    }

    fn make_tables(&self) -> rusqlite::Result<()> {
        let (about, database) = (self.about, &self.database);
        database.execute_batch("begin")?;
        database.execute_batch(include_str!("geopackage.sql"))?;
        declare_systems(database, about.crs)?;
        database.execute_batch(&table(about))?;
        if about.has_geometry {
            let index = format!(
                "create virtual table \"rtree_{}_geom\" using rtree(id, minx, maxx, miny, maxy)",
                about.name
            );
            database.execute_batch(&index)?;
        }
        Ok(())
    }

    fn put(&mut self, row: &Row) -> rusqlite::Result<()> {
        self.rows += 1;
        let fid = self.rows;
        let mut values = vec![Value::Integer(fid)];
        let mut extent = None;
        if self.about.has_geometry {
            let stored = row.geometry.as_ref().map(|shape| wkb::of(shape, self.about.crs));
            values.push(match stored {
                Some((blob, around)) => {
                    extent = Some(around);
                    Value::Blob(blob)
                }
                None => Value::Null,
            });
        }
        values.extend(row.cells.iter().map(stored));
        values.push(Value::Text(self.about.data_date.to_string()));
        self.database.prepare_cached(&self.insert)?.execute(params_from_iter(values))?;
        let Some(around @ [west, east, south, north]) = extent else { return Ok(()) };
        let index = format!("insert into \"rtree_{}_geom\" values (?1, ?2, ?3, ?4, ?5)", self.about.name);
        self.database.prepare_cached(&index)?.execute(params![fid, west, east, south, north])?;
        let all = self.extent;
        self.extent =
            [all[0].min(around[0]), all[1].max(around[1]), all[2].min(around[2]), all[3].max(around[3])];
        Ok(())
    }

    fn close(&self) -> rusqlite::Result<()> {
        let about = self.about;
        let [west, east, south, north] = self.extent.map(|side| side.is_finite().then_some(side));
        let data_type = if about.has_geometry { "features" } else { "attributes" };
        let srs = about.has_geometry.then(|| about.crs.epsg());
        self.database.execute(
            "insert into gpkg_contents values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                about.name,
                data_type,
                about.title,
                description(about),
                format!("{}T00:00:00.000Z", about.data_date),
                west,
                south,
                east,
                north,
                srs
            ],
        )?;
        if about.has_geometry {
            self.database.execute(
                "insert into gpkg_geometry_columns values (?1, 'geom', 'GEOMETRY', ?2, 0, 0)",
                params![about.name, srs],
            )?;
            self.database.execute(
                "insert into gpkg_extensions values (?1, 'geom', 'gpkg_rtree_index',
                     'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
                params![about.name],
            )?;
            self.database
                .execute_batch(&include_str!("geopackage_index.sql").replace("{table}", about.name))?;
        }
        self.database.execute_batch("commit")
    }

    /// A database that may not grow further says that it is full.
    fn told(&self, error: rusqlite::Error) -> ExportFault {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => ExportFault::TooLarge(self.bytes_max),
            _ => ExportFault::Database(error),
        }
    }
}

impl Writes for Package<'_> {
    fn row(&mut self, row: &Row) -> Result<(), ExportFault> {
        self.put(row).map_err(|error| self.told(error))
    }

    fn finish(self: Box<Self>) -> Result<(), ExportFault> {
        self.close().map_err(|error| self.told(error))?;
        self.database.close().map_err(|(_, error)| ExportFault::Database(error))
    }
}

fn declare_systems(database: &Connection, own: Crs) -> rusqlite::Result<()> {
    let declared = DECLARED.iter().filter_map(|code| Crs::from_epsg(*code));
    let own = Crs::from_epsg(own.epsg()).filter(|own| !DECLARED.contains(&own.epsg()));
    for crs in declared.chain(own) {
        let (Some(name), Some(definition)) = (crs.name(), crs.well_known_text()) else { continue };
        database.execute(
            "insert into gpkg_spatial_ref_sys values (?1, ?2, 'EPSG', ?2, ?3, null)",
            params![name, crs.epsg(), definition],
        )?;
    }
    Ok(())
}

/// What is said of the table, in a sentence or two.
fn description(about: &About) -> String {
    let as_of = about.as_of.map(|at| format!("as_of {}. ", moment(at))).unwrap_or_default();
    format!("{as_of}data_date {}. {}", about.data_date, about.note.as_deref().unwrap_or_default())
        .trim_end()
        .to_owned()
}

fn table(about: &About) -> String {
    let geometry = if about.has_geometry { "geom GEOMETRY, " } else { "" };
    let columns =
        about.columns.iter().map(|column| format!("\"{}\" {}, ", column.name, sql_type(column.kind)));
    let columns: String = columns.collect();
    format!(
        "create table \"{}\" (fid integer primary key autoincrement not null, {geometry}{columns}\"data_date\" DATE)",
        about.name
    )
}

fn insert(about: &About) -> String {
    let count = about.columns.len() + 2 + usize::from(about.has_geometry);
    let gaps = vec!["?"; count].join(", ");
    format!("insert into \"{}\" values ({gaps})", about.name)
}

const fn sql_type(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text | ColumnKind::List => "TEXT",
        ColumnKind::Whole => "INTEGER",
        ColumnKind::Real => "REAL",
        ColumnKind::Flag => "BOOLEAN",
        ColumnKind::Day => "DATE",
        ColumnKind::Moment => "DATETIME",
    }
}

fn stored(cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Whole(number) => Value::Integer(*number),
        Cell::Real(number) => Value::Real(*number),
        Cell::Flag(flag) => Value::Integer(i64::from(*flag)),
        Cell::Day(day) => Value::Text(day.to_string()),
        // The standard wants UTC with three decimals.
        Cell::Moment(at) => Value::Text(DateTimePrinter::new().precision(Some(3)).timestamp_to_string(at)),
        Cell::List(texts) => Value::Text(texts.join(";")),
    }
}
