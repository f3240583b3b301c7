//! The map under the layers of a real city: a file of ready tiles, or the city's own tile service behind our host.
//!
//! Browsers ask us alone, so that nobody else learns which place somebody looks at. What is in the tiles is somebody
//! else's work and is passed on as it is; we only know what is needed to ask for it.

mod about;
mod mbtiles;
mod pmtiles;
mod service;

pub use about::{About, Format};

use crate::layers::tile::TileId;
use anyhow::{Context, bail};
use bytes::Bytes;
use std::path::Path;

/// Larger tiles are refused: some sixteen times what a sensible one has.
pub const TILE_MAX_BYTES: usize = 4 * 1024 * 1024;

/// One tile as the source has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Its bytes, never empty.
    pub bytes: Bytes,
    /// Whether they are compressed with gzip, as vector tiles usually are.
    pub gzipped: bool,
}

impl Tile {
    /// A tile of these bytes; nothing when there are none. Whether they are compressed is seen by how they begin, since
    /// what files say of it is often wrong.
    fn of(bytes: Bytes) -> Option<Self> {
        let gzipped = bytes.starts_with(&[0x1f, 0x8b]);
        (!bytes.is_empty()).then_some(Self { bytes, gzipped })
    }
}

/// Why a tile could not be had. None of these says anything about the register.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The service did not answer as it should; it may later.
    #[error("the background map's service did not answer: {0}")]
    Away(String),
    /// The file contradicts itself or cannot be read.
    #[error("the background map's file cannot be read: {0}")]
    Broken(String),
}

/// Where background tiles come from.
#[derive(Debug)]
pub struct Background {
    about: About,
    source: Source,
}

#[derive(Debug)]
enum Source {
    Pmtiles(pmtiles::Archive),
    Mbtiles(mbtiles::Tiles),
    Service(service::Service),
}

impl Background {
    /// Opens what a setting names: `FILE.pmtiles`, `FILE.mbtiles`, or the address of a service with `{z}`, `{x}` and
    /// `{y}` in it. `credit` stands instead of what the file says of its makers.
    ///
    /// # Errors
    /// A sentence for the operator: it is none of these, or the file cannot be read.
    pub async fn open(named: &str, credit: Option<&str>) -> anyhow::Result<Self> {
        let (mut about, source) = if named.contains("://") {
            let (about, service) = service::Service::new(named)?;
            (about, Source::Service(service))
        } else {
            let path = Path::new(named);
            let cannot = || format!("the background map {named} cannot be used");
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("pmtiles") => {
                    let (about, archive) = pmtiles::Archive::open(path).await.with_context(cannot)?;
                    (about, Source::Pmtiles(archive))
                }
                Some("mbtiles") => {
                    let (about, tiles) = mbtiles::Tiles::open(path).with_context(cannot)?;
                    (about, Source::Mbtiles(tiles))
                }
                _ => bail!(
                    "the background map {named} is neither a .pmtiles nor an .mbtiles file, nor an address with {{z}}, {{x}} and {{y}}"
                ),
            }
        };
        if let Some(credit) = credit {
            about.credit = about::plain(credit);
        }
        Ok(Self { about, source })
    }

    /// What is known of it.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// A tile, or nothing where the map has none.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub async fn tile(&self, tile: TileId) -> Result<Option<Tile>, Fault> {
        if !self.about.reaches(tile) {
            return Ok(None);
        }
        let bytes = match &self.source {
            Source::Pmtiles(archive) => archive.tile(tile).await?,
            Source::Mbtiles(tiles) => tiles.tile(tile).await?,
            Source::Service(service) => service.tile(tile).await?,
        };
        if bytes.as_ref().is_some_and(|bytes| bytes.len() > TILE_MAX_BYTES) {
            return Err(Fault::Broken(format!("a tile is larger than {TILE_MAX_BYTES} bytes")));
        }
        Ok(bytes.and_then(Tile::of))
    }
}

#[cfg(test)]
mod tests;
