//! A PMTiles archive (version 3): one file, read by places in it.
//!
//! The library would map the file into memory; then a file that somebody shortens in place ends the process. Here it is
//! read, and such a file is a tile that cannot be had.

use super::about::{self, About, Format};
use super::{Fault, TILE_MAX_BYTES};
use crate::layers::tile::TileId;
use anyhow::{Context, bail};
use bytes::Bytes;
use pmtiles::{
    AsyncBackend, AsyncPmTilesReader, BackendResponse, Compression, PmtError, PmtResult, TileCoord, TileType,
};
use serde_json::Value;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;

/// An open archive. Directories are read for each tile: they lie in the system's own cache, and ours would need a limit.
pub(super) struct Archive {
    reader: AsyncPmTilesReader<OnDisk>,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Archive")
    }
}

impl Archive {
    pub(super) async fn open(path: &Path) -> anyhow::Result<(About, Self)> {
        let backend = OnDisk(Arc::new(File::open(path)?));
        let reader =
            AsyncPmTilesReader::try_from_source(backend).await.context("it is no PMTiles archive")?;
        let header = reader.get_header();
        let format = match header.tile_type {
            TileType::Mvt => Format::Vector,
            TileType::Png => Format::Png,
            TileType::Jpeg => Format::Jpeg,
            TileType::Webp => Format::Webp,
            TileType::Unknown | TileType::Avif | TileType::Mlt => {
                bail!("its tiles are {:?}; MVT, PNG, JPEG and WebP are used", header.tile_type)
            }
        };
        match header.tile_compression {
            Compression::None | Compression::Gzip => {}
            Compression::Unknown | Compression::Brotli | Compression::Zstd => {
                bail!("its tiles are compressed with {:?}; gzip and none are used", header.tile_compression)
            }
        }
        let corners = [header.min_longitude, header.min_latitude, header.max_longitude, header.max_latitude];
        // What an archive says of itself is asked for a credit only, and may be missing.
        let said: Value = reader
            .get_metadata()
            .await
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        let about = About {
            format,
            min_zoom: header.min_zoom,
            max_zoom: header.max_zoom,
            bounds: about::usable(corners),
            credit: about::plain(said["attribution"].as_str().unwrap_or_default()),
        };
        Ok((about, Self { reader }))
    }

    pub(super) async fn tile(&self, tile: TileId) -> Result<Option<Bytes>, Fault> {
        let broken = |error: PmtError| Fault::Broken(error.to_string());
        let coordinates = TileCoord::new(tile.z(), tile.x(), tile.y()).map_err(broken)?;
        self.reader.get_tile(coordinates).await.map_err(broken)
    }
}

/// The file, read where it is asked.
struct OnDisk(Arc<File>);

impl AsyncBackend for OnDisk {
    async fn read(&self, offset: u64, length: usize) -> PmtResult<BackendResponse> {
        // A damaged archive must not make us ask for all memory there is.
        if length > TILE_MAX_BYTES {
            return Err(PmtError::InvalidEntry);
        }
        let file = self.0.clone();
        let read = tokio::task::spawn_blocking(move || read_at(&file, offset, length)).await;
        Ok(BackendResponse::new(read.map_err(io::Error::other)??))
    }
}

/// As many bytes as are there, at most `length`.
fn read_at(file: &File, offset: u64, length: usize) -> io::Result<Bytes> {
    let mut bytes = vec![0; length];
    let mut filled = 0;
    while filled < length {
        match file.read_at(&mut bytes[filled..], offset + filled as u64) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    Ok(bytes.into())
}
