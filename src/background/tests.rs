//! A background map from each kind of source, well and damaged.

use super::*;
use ::pmtiles::{Compression, PmTilesWriter, TileCoord, TileType};
use axum::Router;
use axum::extract::Path as Asked;
use axum::http::StatusCode;
use axum::routing::get;
use rusqlite::Connection;
use std::fs::{self, File, OpenOptions};
use std::path::PathBuf;
use tempfile::TempDir;

const PICTURE: &[u8] = b"\x89PNG of the old town";

fn tile(z: u8, x: u32, y: u32) -> TileId {
    TileId::new(z, x, y).unwrap()
}

fn pmtiles(folder: &TempDir, kind: TileType) -> PathBuf {
    let path = folder.path().join("city.pmtiles");
    let mut writer = PmTilesWriter::new(kind)
        .tile_compression(Compression::None)
        .min_zoom(3)
        .max_zoom(5)
        .bounds(17.7, 59.2, 18.2, 59.5)
        .metadata(
            r#"{"attribution":"<a href=\"https://example.org\" onclick=\"x()\">&copy; The <b>City</b></a>"}"#,
        )
        .create(File::create(&path).unwrap())
        .unwrap();
    writer.add_tile(TileCoord::new(4, 8, 4).unwrap(), PICTURE).unwrap();
    writer.finalize().unwrap();
    path
}

fn mbtiles(folder: &TempDir, format: &str) -> PathBuf {
    let path = folder.path().join("city.mbtiles");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "create table metadata (name text, value text);
             create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);
             insert into metadata values ('bounds', '17.7,59.2,18.2,59.5'), ('attribution', 'Staden');",
        )
        .unwrap();
    connection.execute("insert into metadata values ('format', ?1)", [format]).unwrap();
    // Row 11 from the south is row 4 from the north.
    connection.execute("insert into tiles values (4, 8, 11, ?1)", [PICTURE]).unwrap();
    path
}

async fn opened(path: &Path) -> anyhow::Result<Background> {
    Background::open(path.to_str().unwrap(), None).await
}

fn told(result: anyhow::Result<Background>) -> String {
    format!("{:#}", result.expect_err("it must not open"))
}

#[tokio::test]
async fn an_archive_gives_its_tiles_and_says_what_it_is() {
    let folder = TempDir::new().unwrap();
    let map = opened(&pmtiles(&folder, TileType::Png)).await.unwrap();
    let about = map.about();
    assert_eq!((about.format, about.min_zoom, about.max_zoom), (Format::Png, 3, 5));
    assert_eq!(about.bounds, Some([17.7, 59.2, 18.2, 59.5]));
    assert_eq!(about.credit, "© The City");
    let found = map.tile(tile(4, 8, 4)).await.unwrap().unwrap();
    assert_eq!((found.bytes.as_ref(), found.gzipped), (PICTURE, false));
    for nowhere in [tile(4, 8, 5), tile(2, 1, 1), tile(6, 33, 17)] {
        assert_eq!(map.tile(nowhere).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_table_of_tiles_counts_its_rows_from_the_south() {
    let folder = TempDir::new().unwrap();
    let map = opened(&mbtiles(&folder, "png")).await.unwrap();
    assert_eq!(map.about().credit, "Staden");
    assert_eq!(map.tile(tile(4, 8, 4)).await.unwrap().unwrap().bytes.as_ref(), PICTURE);
    assert_eq!(map.tile(tile(4, 8, 11)).await.unwrap(), None);
}

#[tokio::test]
async fn a_credit_of_ones_own_stands_instead_of_the_files() {
    let folder = TempDir::new().unwrap();
    let path = mbtiles(&folder, "png");
    let map = Background::open(path.to_str().unwrap(), Some("© <Lantmäteriet> & staden")).await.unwrap();
    assert_eq!(map.about().credit, "© & staden");
}

#[tokio::test]
async fn what_is_no_map_is_refused_with_a_reason() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("text.pmtiles"), "no archive at all, but long enough to be mistaken for one".repeat(9))
        .unwrap();
    fs::write(at("text.mbtiles"), "no database").unwrap();
    fs::write(at("city.png"), PICTURE).unwrap();
    assert!(told(opened(&at("text.pmtiles")).await).contains("no PMTiles archive"));
    assert!(told(opened(&at("text.mbtiles")).await).contains("cannot be used"));
    assert!(told(opened(&at("city.png")).await).contains("neither"));
    assert!(told(opened(&at("missing.pmtiles")).await).contains("cannot be used"));
    assert!(told(opened(&pmtiles(&folder, TileType::Avif)).await).contains("Avif"));
    assert!(told(opened(&mbtiles(&folder, "svg")).await).contains("svg"));
    for address in
        ["https://tiles.example/{z}/{x}.png", "ftp://tiles.example/{z}/{x}/{y}", "https://{z}/{x}/{y}/{y}"]
    {
        assert!(Background::open(address, None).await.is_err(), "{address}");
    }
}

/// Whoever shortens the file under us makes tiles unavailable and nothing worse.
#[tokio::test]
async fn an_archive_that_is_cut_short_is_a_tile_that_cannot_be_had() {
    let folder = TempDir::new().unwrap();
    let path = pmtiles(&folder, TileType::Png);
    let map = opened(&path).await.unwrap();
    let length = fs::metadata(&path).unwrap().len();
    OpenOptions::new().write(true).open(&path).unwrap().set_len(length - 5).unwrap();
    assert!(matches!(map.tile(tile(4, 8, 4)).await, Err(Fault::Broken(_))));
}

#[tokio::test]
async fn a_service_is_asked_for_numbers_and_its_key_is_never_told() {
    let answer = |Asked((z, x, y)): Asked<(u8, u32, String)>| async move {
        match (z, x, y.as_str()) {
            (4, 8, "4.png") => (StatusCode::OK, PICTURE.to_vec()),
            (5, _, _) => (StatusCode::OK, vec![0; TILE_MAX_BYTES + 1]),
            (6, _, _) => (StatusCode::INTERNAL_SERVER_ERROR, Vec::new()),
            (7, _, _) => (StatusCode::FOUND, Vec::new()),
            _ => (StatusCode::NOT_FOUND, Vec::new()),
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/{{z}}/{{x}}/{{y}}.png?key=secret", listener.local_addr().unwrap());
    let serving =
        tokio::spawn(
            async move { axum::serve(listener, Router::new().route("/{z}/{x}/{y}", get(answer))).await },
        );
    let map = Background::open(&address, Some("Staden")).await.unwrap();
    assert_eq!(map.tile(tile(4, 8, 4)).await.unwrap().unwrap().bytes.as_ref(), PICTURE);
    assert_eq!(map.tile(tile(4, 8, 5)).await.unwrap(), None);
    for bad in [tile(5, 1, 1), tile(6, 1, 1), tile(7, 1, 1)] {
        let fault = map.tile(bad).await.unwrap_err();
        assert!(matches!(fault, Fault::Away(_)) && !fault.to_string().contains("secret"), "{fault}");
    }
    serving.abort();
    // Nobody listens any more.
    let _ = serving.await;
    let fault = map.tile(tile(4, 8, 4)).await.unwrap_err();
    assert!(matches!(fault, Fault::Away(_)) && !fault.to_string().contains("secret"), "{fault}");
}

#[tokio::test]
async fn what_begins_like_gzip_is_said_to_be_packed() {
    assert!(Tile::of(Bytes::from_static(&[0x1f, 0x8b, 8])).unwrap().gzipped);
    assert_eq!(Tile::of(Bytes::new()), None);
}
