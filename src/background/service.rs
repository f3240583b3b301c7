//! The city's own tile service, asked by us so that no browser has to.
//!
//! Only the operator names the address, and only numbers are put into it. Nothing of the asking browser goes along, and
//! redirects are not followed.

use super::about::{About, Format};
use super::{Fault, TILE_MAX_BYTES};
use crate::layers::tile::TileId;
use crate::outbound;
use anyhow::{Context, bail};
use bytes::{Bytes, BytesMut};
use reqwest::{Client, Response, StatusCode};
use std::time::Duration;
use tokio::sync::Semaphore;

/// For a whole tile.
const PATIENCE: Duration = Duration::from_secs(5);
/// Asked at once at most: the service has others to answer too.
const AT_ONCE: usize = 16;
/// Services do not say how far they go; beyond this the page enlarges.
const ZOOM_MAX: u8 = 19;

/// A service that is asked for tiles.
#[derive(Debug)]
pub(super) struct Service {
    address: String,
    client: Client,
    asking: Semaphore,
}

impl Service {
    pub(super) fn new(address: &str) -> anyhow::Result<(About, Self)> {
        let gaps = ["{z}", "{x}", "{y}"];
        if !gaps.iter().all(|gap| address.matches(gap).count() == 1) {
            bail!("the address of a background map names {{z}}, {{x}} and {{y}}, once each");
        }
        // Parsed once, so that a wrong one is told at the start.
        let parsed = reqwest::Url::parse(&filled(address, [0, 0, 0]))
            .context("the address of the background map is not understood")?;
        if !matches!(parsed.scheme(), "https" | "http") {
            bail!("the address of the background map begins with https:// or http://");
        }
        let ending = parsed.path().rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
        let format = Format::named(ending).unwrap_or(Format::Png);
        let about = About { format, min_zoom: 0, max_zoom: ZOOM_MAX, bounds: None, credit: String::new() };
        let client = outbound::builder().timeout(PATIENCE).build()?;
        Ok((about, Self { address: address.to_owned(), client, asking: Semaphore::new(AT_ONCE) }))
    }

    pub(super) async fn tile(&self, tile: TileId) -> Result<Option<Bytes>, Fault> {
        let _leave = self.asking.acquire().await.map_err(|error| Fault::Away(error.to_string()))?;
        let address = filled(&self.address, [tile.z().into(), tile.x(), tile.y()]);
        let answer = self.client.get(address).send().await.map_err(away)?;
        match answer.status() {
            StatusCode::OK => whole(answer).await.map(Some),
            StatusCode::NO_CONTENT | StatusCode::NOT_FOUND => Ok(None),
            status => Err(Fault::Away(format!("it said {status}"))),
        }
    }
}

/// The body, given up on when it grows too large.
async fn whole(mut answer: Response) -> Result<Bytes, Fault> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = answer.chunk().await.map_err(away)? {
        if bytes.len() + chunk.len() > TILE_MAX_BYTES {
            return Err(Fault::Away(format!("a tile is larger than {TILE_MAX_BYTES} bytes")));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// The address may hold a key, so it is left out of what is told.
fn away(error: reqwest::Error) -> Fault {
    Fault::Away(error.without_url().to_string())
}

fn filled(address: &str, [z, x, y]: [u32; 3]) -> String {
    address.replace("{z}", &z.to_string()).replace("{x}", &x.to_string()).replace("{y}", &y.to_string())
}
