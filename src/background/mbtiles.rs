//! An MBTiles file: tiles in a SQLite table, rows counted from the south.

use super::Fault;
use super::about::{self, About, Format};
use crate::layers::tile::TileId;
use anyhow::{Context, bail};
use bytes::Bytes;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// An open file. One connection is enough: a tile is a look-up by its key.
#[derive(Clone, Debug)]
pub(super) struct Tiles {
    connection: Arc<Mutex<Connection>>,
}

impl Tiles {
    pub(super) fn open(path: &Path) -> anyhow::Result<(About, Self)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        // Views in a file that came from outside may name functions; none of them is called.
        connection.pragma_update(None, "trusted_schema", false)?;
        let said = metadata(&connection).context("it has no table of metadata")?;
        let about = about(&connection, &said)?;
        Ok((about, Self { connection: Arc::new(Mutex::new(connection)) }))
    }

    pub(super) async fn tile(&self, tile: TileId) -> Result<Option<Bytes>, Fault> {
        let connection = self.connection.clone();
        let looked_up = tokio::task::spawn_blocking(move || {
            // Whoever panicked only read.
            let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            look_up(&connection, tile)
        });
        let broken = |error: &dyn std::fmt::Display| Fault::Broken(error.to_string());
        let bytes = looked_up.await.map_err(|error| broken(&error))?.map_err(|error| broken(&error))?;
        Ok(bytes.map(Bytes::from))
    }
}

fn look_up(connection: &Connection, tile: TileId) -> rusqlite::Result<Option<Vec<u8>>> {
    let from_the_south = (1_u32 << tile.z()) - 1 - tile.y();
    let mut statement = connection.prepare_cached(
        "select tile_data from tiles where zoom_level = ?1 and tile_column = ?2 and tile_row = ?3",
    )?;
    statement.query_row((tile.z(), tile.x(), from_the_south), |row| row.get(0)).optional()
}

fn metadata(connection: &Connection) -> rusqlite::Result<HashMap<String, String>> {
    let mut statement = connection.prepare("select name, value from metadata where value is not null")?;
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

fn about(connection: &Connection, said: &HashMap<String, String>) -> anyhow::Result<About> {
    let word = said.get("format").map(String::as_str).unwrap_or_default();
    let Some(format) = Format::named(word) else {
        bail!("its format is \"{word}\"; pbf, png, jpg and webp are used");
    };
    let (min_zoom, max_zoom): (Option<u8>, Option<u8>) = connection
        .query_row("select min(zoom_level), max(zoom_level) from tiles", (), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .context("it has no tiles with zooms")?;
    let (Some(min_zoom), Some(max_zoom)) = (min_zoom, max_zoom) else { bail!("it is empty") };
    let corners: Vec<f64> = said
        .get("bounds")
        .map(|text| text.split(',').filter_map(|number| number.trim().parse().ok()).collect())
        .unwrap_or_default();
    Ok(About {
        format,
        min_zoom,
        max_zoom,
        bounds: <[f64; 4]>::try_from(corners).ok().and_then(about::usable),
        credit: about::plain(said.get("attribution").map(String::as_str).unwrap_or_default()),
    })
}
