//! GeoPackages: an SQLite database from outside, opened read-only and trusted with nothing.

use super::faults::{Faults, RowFault};
use super::held::{self, Held};
use super::{Raw, ReadLimits, Row, wkb};
use crate::json::VALUE_BYTES;
use crate::space::Crs;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Map, Value};
use std::io::Write;
use std::panic::AssertUnwindSafe;

/// Steps of SQLite's machine that reading may take in all: a table that is secretly a view of a view of views ends here.
const STEPS_MAX: u64 = 20_000_000_000;
const STEPS_BETWEEN: i32 = 1_000_000;
/// Longest text or blob in a cell, bytes.
const CELL_MAX_BYTES: i32 = 16 * 1024 * 1024;
/// Texts and blobs of all cells together, for each byte of the file. Every one lies in it once, but for what columns that
/// were added later have by default; a file in which many cells share their bytes is made to be large.
const CONTENT_MAX_PER_BYTE: usize = 4;
/// And whatever the size of the file, bytes.
const CONTENT_FLOOR_BYTES: usize = 16 * 1024 * 1024;
/// The shortest part of a geometry, which becomes a value: a count of nothing, bytes.
const GEOMETRY_PART_BYTES: usize = 4;
/// The tables that say which the layer is.
const DESCRIBING: [&str; 3] = ["gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"];

pub(super) fn read(bytes: &[u8], limits: &ReadLimits, faults: &mut Faults) -> Raw {
    let mut raw = Raw { rows: Vec::new(), crs: None, notes: Vec::new(), positions_in_columns: false };
    let reading = AssertUnwindSafe(|| on_disk(bytes, limits, &mut raw, faults));
    match std::panic::catch_unwind(reading) {
        Ok(Ok(())) => {}
        Ok(Err(fault)) => faults.push(fault),
        Err(_) => faults.push(RowFault::file("is not a GeoPackage that can be read")),
    }
    raw
}

fn broken(_: rusqlite::Error) -> RowFault {
    RowFault::file("is not a GeoPackage that can be read")
}

/// SQLite reads files: the bytes go to one of their own, which is gone when this returns.
fn on_disk(bytes: &[u8], limits: &ReadLimits, raw: &mut Raw, faults: &mut Faults) -> Result<(), RowFault> {
    let folder = crate::temporary::Folder::new()
        .map_err(|error| RowFault::file(format!("cannot be unpacked: {error}")))?;
    let path = folder.path().join("import.gpkg");
    let written = std::fs::File::create_new(&path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| RowFault::file(format!("cannot be unpacked: {error}")))?;
    let database = open(&path).map_err(broken)?;
    for table in DESCRIBING {
        refuse_generated(&database, table)?;
    }
    let layer = Layer::only(&database)?;
    refuse_generated(&database, &layer.table)?;
    raw.crs = layer.crs;
    if layer.crs.is_none() {
        raw.notes.push(format!(
            "the GeoPackage names the coordinate system {}, which is not known; name it with the import",
            layer.srs
        ));
    }
    let mut room = Room {
        held: Held::new(limits),
        content_left_bytes: bytes.len().saturating_mul(CONTENT_MAX_PER_BYTE).max(CONTENT_FLOOR_BYTES),
    };
    layer.read(&database, limits, &mut room, raw, faults)
}

/// A column that is worked out when it is read holds as much as its formula says, whatever the size of the file.
fn refuse_generated(database: &Connection, table: &str) -> Result<(), RowFault> {
    // 2 and 3: generated, when it is read or when it is written.
    const GENERATED: &str = "select exists (select 1 from pragma_table_xinfo(?1) where hidden in (2, 3))";
    let generated: bool = database.query_row(GENERATED, [table], |row| row.get(0)).map_err(broken)?;
    if !generated {
        return Ok(());
    }
    let fault = RowFault::file("has columns that are worked out of others");
    Err(fault.with_hint("write the layer into a new file, in which they hold their values"))
}

/// What the cells of the layer may still come to.
struct Room {
    held: Held,
    content_left_bytes: usize,
}

impl Room {
    fn take(&mut self, name: &str, value: ValueRef<'_>, is_geometry: bool) -> Result<(), RowFault> {
        let content = match value {
            ValueRef::Text(content) | ValueRef::Blob(content) => content.len(),
            ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => 0,
        };
        self.content_left_bytes = self
            .content_left_bytes
            .checked_sub(content)
            .ok_or_else(|| RowFault::file("unfolds to more than a GeoPackage of its size would"))?;
        self.held.take(match value {
            ValueRef::Blob(_) if is_geometry => content / GEOMETRY_PART_BYTES * VALUE_BYTES,
            ValueRef::Text(_) => held::cell_bytes(name) + content,
            _ => held::cell_bytes(name),
        })
    }
}

fn open(path: &std::path::Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    // Immutable: no journal beside the file is looked for, and none is played back.
    let mut database = Connection::open_with_flags(format!("file:{}?immutable=1", path.display()), flags)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    database.set_limit(Limit::SQLITE_LIMIT_LENGTH, CELL_MAX_BYTES)?;
    database.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    database.pragma_update(None, "cell_size_check", true)?;
    database.pragma_update(None, "mmap_size", 0)?;
    let mut steps = 0;
    database.progress_handler(
        STEPS_BETWEEN,
        Some(move || {
            steps += u64::from(STEPS_BETWEEN.unsigned_abs());
            steps > STEPS_MAX
        }),
    )?;
    Ok(database)
}

/// The one table of features.
struct Layer {
    table: String,
    column: String,
    crs: Option<Crs>,
    srs: String,
}

impl Layer {
    fn only(database: &Connection) -> Result<Self, RowFault> {
        const LAYERS: &str = "select g.table_name, g.column_name, coalesce(s.organization, ''), \
            coalesce(s.organization_coordsys_id, 0), coalesce(s.definition, '') \
            from gpkg_geometry_columns g join gpkg_contents c on c.table_name = g.table_name \
            left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id \
            where c.data_type = 'features' order by g.table_name limit 2";
        let mut statement = database.prepare(LAYERS).map_err(broken)?;
        let layers = statement.query_map([], |row| {
            let (authority, code): (String, i64) = (row.get(2)?, row.get(3)?);
            let definition: String = row.get(4)?;
            let crs = if authority.eq_ignore_ascii_case("epsg") {
                u32::try_from(code).ok().and_then(Crs::from_epsg)
            } else {
                super::wkt::crs_of(&definition)
            };
            Ok(Self { table: row.get(0)?, column: row.get(1)?, crs, srs: format!("{authority}:{code}") })
        });
        let mut layers: Vec<Self> = layers.and_then(Iterator::collect).map_err(broken)?;
        match layers.len() {
            0 => Err(RowFault::file("holds no table of features")),
            1 => Ok(layers.remove(0)),
            _ => {
                Err(RowFault::file("holds more than one table of features").with_hint("send them one by one"))
            }
        }
    }

    fn read(
        &self,
        database: &Connection,
        limits: &ReadLimits,
        room: &mut Room,
        raw: &mut Raw,
        faults: &mut Faults,
    ) -> Result<(), RowFault> {
        let query = format!("select * from \"{}\"", self.table.replace('"', "\"\""));
        let mut statement = database.prepare(&query).map_err(broken)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        if names.len() > limits.max_properties {
            return Err(RowFault::file(format!("has more than {} columns", limits.max_properties)));
        }
        let key = self.key(database).map_err(broken)?;
        let mut rows = statement.query([]).map_err(broken)?;
        let mut number = 0;
        while let Some(found) = rows.next().map_err(broken)? {
            number += 1;
            if number > limits.max_rows {
                return Err(RowFault::file(format!("has more than {} rows", limits.max_rows)));
            }
            if faults.is_full() {
                break;
            }
            room.held.take(held::ROW_BYTES)?;
            let mut properties = Map::new();
            let (mut geometry, mut id) = (None, None);
            for (at, name) in names.iter().enumerate() {
                let value = found.get_ref(at).map_err(broken)?;
                room.take(name, value, *name == self.column)?;
                if *name == self.column {
                    match value {
                        ValueRef::Null => {}
                        ValueRef::Blob(blob) => match wkb::of_geopackage(blob) {
                            Ok(read) => geometry = read,
                            Err(detail) => faults.push(RowFault::row(number, "#/geometry", detail)),
                        },
                        _ => faults.push(RowFault::row(number, "#/geometry", "is not a geometry")),
                    }
                } else if Some(name) == key.as_ref() {
                    id = value.as_i64().ok().map(|key| key.to_string());
                } else {
                    properties.insert(name.clone(), cell(value));
                }
            }
            // An identity of the source's own says more than the number of a row in this file.
            let id = super::geojson::id_of(&properties).or(id);
            raw.rows.push(Row { number, id, properties, geometry });
        }
        Ok(())
    }

    /// The column that numbers the rows.
    fn key(&self, database: &Connection) -> rusqlite::Result<Option<String>> {
        let mut statement = database.prepare("select name from pragma_table_info(?1) where pk = 1")?;
        let mut names = statement.query_map([&self.table], |row| row.get::<_, String>(0))?;
        names.next().transpose()
    }
}

fn cell(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(number) => Value::from(number),
        ValueRef::Real(number) => Value::from(number),
        ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text).into_owned()),
    }
}
