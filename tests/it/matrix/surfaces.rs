//! What each surface shows a viewer: ids, and the level where it says one.

use super::policy::Level;
use super::tile;
use super::world::Kind;
use crate::support::{Answer, TestApp};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Of each thing that is shown, the level when the surface tells it.
pub type Shown = BTreeMap<String, Option<Level>>;

/// The noun of a kind of thing, in addresses and as a layer.
pub const fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Report => "reports",
        Kind::Place => "places",
        Kind::Measure => "measures",
        Kind::Photo => "photos",
        Kind::Round => "rounds",
        Kind::Walk => "walks",
        Kind::Presence => "presences",
        Kind::Filing => "filings",
        Kind::Answer => "document-requests",
    }
}

/// A good answer, read.
pub async fn read(app: &TestApp, token: &str, path: &str) -> Value {
    let answer = app.get(path, token).await;
    good(&answer, path);
    answer.json()
}

/// The ids of what some items name.
pub fn ids<'a>(items: impl IntoIterator<Item = &'a Value>) -> BTreeSet<String> {
    items.into_iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

pub fn good(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 200, "{what}: {}", String::from_utf8_lossy(&answer.body));
}

fn shown<'a>(items: impl IntoIterator<Item = &'a Value>) -> Shown {
    let of = |item: &Value| {
        let level = item["level"].as_str().map(Level::parse);
        (item["id"].as_str().unwrap().to_owned(), level)
    };
    items.into_iter().map(of).collect()
}

/// A list, page by page: of each thing how much is shown.
pub async fn list(app: &TestApp, token: &str, path: &str) -> Shown {
    shown(&items(app, token, path).await)
}

/// The items of a list, page by page.
pub async fn items(app: &TestApp, token: &str, path: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let joint = if path.contains('?') { '&' } else { '?' };
        let page = app.get(&format!("{path}{joint}limit=40{cursor}"), token).await;
        good(&page, path);
        let page = page.json();
        all.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

/// A layer as a file.
pub async fn export(app: &TestApp, token: &str, kind: Kind, format: &str, as_of: &str) -> Shown {
    let layer = noun(kind);
    let path = format!("/api/exports/{layer}?format={format}{as_of}");
    let answer = app.get(&path, token).await;
    good(&answer, &path);
    let of_feature = |feature: &Value| {
        let level = feature["properties"]["level"].as_str().map(Level::parse);
        (feature["id"].as_str().unwrap().to_owned(), level)
    };
    match format {
        "geojson" => answer.json()["features"].as_array().unwrap().iter().map(of_feature).collect(),
        "geojsonl" => {
            let text = String::from_utf8(answer.body).unwrap();
            let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
            lines.map(|feature| of_feature(&feature)).collect()
        }
        "csv" => in_csv(&answer.body, "id"),
        "gpkg" => in_geopackage(&answer.body, layer, kind),
        other => panic!("no format {other}"),
    }
}

/// The walks in a file that has a row for each look.
pub async fn walks_in_file(app: &TestApp, token: &str, as_of: &str) -> Shown {
    let path = format!("/api/exports/walks?format=csv{as_of}");
    let answer = app.get(&path, token).await;
    good(&answer, &path);
    in_csv(&answer.body, "walk")
}

/// The things in a file, by the column that tells their ids.
fn in_csv(body: &[u8], ids: &str) -> Shown {
    let mut reader = csv::Reader::from_reader(body);
    let heads = reader.headers().unwrap().clone();
    let column = |name: &str| heads.iter().position(|head| head.trim_start_matches('\u{feff}') == name);
    let (id, level) = (column(ids).expect("each row has its id"), column("level"));
    let records = reader.records().map(Result::unwrap);
    records.map(|row| (row[id].to_owned(), level.map(|level| Level::parse(&row[level])))).collect()
}

/// What one column of a file holds.
pub fn column(body: &[u8], name: &str) -> BTreeSet<String> {
    let mut reader = csv::Reader::from_reader(body);
    let at = reader.headers().unwrap().iter().position(|head| head.trim_start_matches('\u{feff}') == name);
    let at = at.expect("the column is there");
    reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

fn in_geopackage(body: &[u8], layer: &str, kind: Kind) -> Shown {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("layer.gpkg");
    std::fs::write(&file, body).unwrap();
    let database = rusqlite::Connection::open(file).unwrap();
    let level = if kind == Kind::Measure { "null" } else { "level" };
    let mut rows = database.prepare(&format!("select id, {level} from {layer}")).unwrap();
    let rows =
        rows.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))).unwrap();
    rows.map(Result::unwrap).map(|(id, level)| (id, level.as_deref().map(Level::parse))).collect()
}

/// Where the tile of a layer around a position is asked for.
pub fn tile_path(kind: Kind, at: (f64, f64), z: u8) -> String {
    let (row, col) = tile_of(at, z);
    format!("/ogc/collections/{}/tiles/WebMercatorQuad/{z}/{row}/{col}", noun(kind))
}

/// The ids in the tile of a layer around a position.
pub async fn tile(app: &TestApp, token: &str, kind: Kind, at: (f64, f64), z: u8) -> Vec<u64> {
    let path = tile_path(kind, at, z);
    let answer = app.get(&path, token).await;
    if answer.status == 204 {
        return Vec::new();
    }
    good(&answer, &path);
    let layers = tile::layers(&answer.body);
    layers.into_iter().filter(|layer| layer.name == noun(kind)).flat_map(|layer| layer.ids).collect()
}

/// The tile of the usual scheme that a position lies in: row and column.
pub fn tile_of((lon, lat): (f64, f64), z: u8) -> (u32, u32) {
    let count = f64::from(1_u32 << z);
    let col = (lon + 180.0) / 360.0 * count;
    let lat = lat.to_radians();
    let row = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0 * count;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both lie in the scheme")]
    (row as u32, col as u32)
}

/// The number that a tile knows a thing by: its id's own 53 bits.
pub fn bits(id: &str) -> u64 {
    const DIGITS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    id.chars().fold(0, |number, digit| {
        number << 5 | u64::try_from(DIGITS.find(digit).expect("a Crockford digit")).unwrap()
    })
}

/// The places that a position is told of.
pub async fn located(app: &TestApp, token: &str, (lon, lat): (f64, f64)) -> Vec<String> {
    let path = format!("/api/locate?lon={lon}&lat={lat}&radius_m=250");
    let answer = app.get(&path, token).await;
    good(&answer, &path);
    let places = answer.json()["places"].as_array().unwrap().clone();
    places.iter().map(|place| place["id"].as_str().unwrap().to_owned()).collect()
}

/// What the list of changes names, from its beginning.
pub async fn changed(app: &TestApp, token: &str, since: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut since = since.to_owned();
    loop {
        let page = app.get(&format!("/api/changes?limit=1000&since={since}"), token).await;
        good(&page, "changes");
        let page = page.json();
        let items = page["items"].as_array().unwrap();
        if items.is_empty() {
            return all;
        }
        let name = |item: &Value, member: &str| item[member].as_str().unwrap_or_default().to_owned();
        all.extend(items.iter().map(|item| (name(item, "kind"), name(item, "id"))));
        since = page["next"].as_str().expect("always a cursor").to_owned();
    }
}
