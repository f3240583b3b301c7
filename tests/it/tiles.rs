//! Tiles as a browser meets them: kept, compressed, empty, cut, and different for different eyes.

use super::support::{Answer, BACKGROUND_TILE, TestApp};
use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use flate2::read::GzDecoder;
use samplats::domain::access::Role;
use samplats::domain::ids::crockford;
use samplats::domain::record::Key;
use samplats::http::auth;
use samplats::http::cursor::VersionCursors;
use serde_json::json;
use std::io::Read;
use std::time::Duration;
use tokio::time::Instant;

const TILE: &str = "/ogc/collections/reports/tiles/WebMercatorQuad/12/1204/2253";
const MVT: &str = "application/vnd.mapbox-vector-tile";

async fn get(app: &TestApp, path: &str, token: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

/// Reports in a row through a tile, imported by their district.
async fn reports(app: &TestApp, token: &str, count: usize) {
    let feature = |number: usize| {
        let lon = 18.05 + 0.02 * number as f64 / count as f64;
        json!({ "type": "Feature", "id": format!("r{number}"),
            "properties": { "problem_types": "disorder", "observed_at": "2026-01-05T12:00:00Z" },
            "geometry": { "type": "Point", "coordinates": [lon, 59.34] } })
        .to_string()
    };
    let body: String = (0..count).map(|number| feature(number) + "\n").collect();
    let request = Request::post("/api/imports?what=reports")
        .header(header::CONTENT_TYPE, "application/x-ndjson")
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    let answer = app.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
}

fn assert_kept_for_one(answer: &Answer) {
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    for name in ["accept-encoding", "authorization", "cookie"] {
        assert!(answer.header("vary").contains(name), "{}", answer.header("vary"));
    }
}

#[tokio::test]
async fn every_layer_of_the_catalogue_names_a_collection_that_has_tiles() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Reader).await;
    let catalogue = app.get("/api/layers", &west).await.json();
    let layers = catalogue["layers"].as_array().unwrap();
    let summary = layers.iter().find(|layer| layer["id"] == "places_summary").unwrap();
    assert_eq!(summary["collection"], "places");
    for layer in layers {
        let collection = layer["collection"].as_str().unwrap();
        let path = format!("/ogc/collections/{collection}/tiles/WebMercatorQuad/tilejson");
        let tilejson = app.get(&path, &west).await;
        assert_eq!(tilejson.status, 200, "{collection}");
        let inside = tilejson.json()["vector_layers"].as_array().unwrap().clone();
        assert!(inside.iter().any(|inner| inner["id"] == layer["id"]), "{}", layer["id"]);
    }
}

#[tokio::test]
async fn the_address_of_tiles_follows_a_plain_host_and_no_other() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Reader).await;
    let path = "/ogc/collections/places/tiles/WebMercatorQuad/tilejson";
    for host in ["karta.example", "karta.example:8080", "192.0.2.7:80", "[2001:db8::1]:8080", "[::1]"] {
        let told = get(&app, path, &west, &[("host", host)]).await.json();
        assert!(told["tiles"][0].as_str().unwrap().starts_with(&format!("http://{host}/ogc/")), "{told}");
    }
    for host in [
        "a@b.example",
        "a.example:b",
        "a.example:99999",
        "a.example/x",
        "a.example, b.example",
        "[x]",
        ":80",
        "a b",
    ] {
        let refused = get(&app, path, &west, &[("host", host)]).await;
        assert_eq!((refused.status.as_u16(), refused.problem().as_str()), (400, "malformed"), "{host}");
    }
}

#[tokio::test]
async fn a_tile_is_compressed_for_who_asks_and_not_sent_again_to_who_has_it() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    reports(&app, &west, 200).await;
    let plain = get(&app, TILE, &west, &[]).await;
    assert_eq!((plain.status.as_u16(), plain.header("content-type")), (200, MVT));
    assert!(plain.body.len() > 1_024 && plain.headers.get("content-encoding").is_none());
    assert!(plain.headers.get("samplats-dropped").is_none(), "nothing is left out");
    assert_kept_for_one(&plain);
    let refused = get(&app, TILE, &west, &[("accept-encoding", "br, gzip;q=0")]).await;
    assert_eq!((refused.header("content-encoding"), &refused.body), ("", &plain.body));
    let packed = get(&app, TILE, &west, &[("accept-encoding", "br, gzip")]).await;
    assert_eq!((packed.status.as_u16(), packed.header("content-encoding")), (200, "gzip"));
    assert_kept_for_one(&packed);
    let anew = [("accept-encoding", "gzip"), ("cache-control", "max-age=0, No-Store")];
    assert_eq!(get(&app, TILE, &west, &anew).await.body, packed.body, "what is compressed anew is the same");
    let mut unpacked = Vec::new();
    GzDecoder::new(&packed.body[..]).read_to_end(&mut unpacked).unwrap();
    assert!(packed.body.len() < plain.body.len() && unpacked == plain.body);
    let tag = plain.header("etag").to_owned();
    assert_eq!(packed.header("etag"), tag, "of what is shown, before compression");
    for known in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
        let known = get(&app, TILE, &west, &[("if-none-match", &known), ("accept-encoding", "gzip")]).await;
        assert_eq!((known.status.as_u16(), known.body.len(), known.header("etag")), (304, 0, tag.as_str()));
        assert!(known.headers.get("content-encoding").is_none());
        assert_kept_for_one(&known);
    }
    assert_eq!(get(&app, TILE, &west, &[("if-none-match", "\"other\"")]).await.status, 200);
}

#[tokio::test]
async fn an_empty_tile_has_no_content_and_nothing_to_say_of_it() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    for headers in [&[][..], &[("accept-encoding", "gzip")], &[("if-none-match", "*")]] {
        let empty = get(&app, TILE, &west, headers).await;
        assert_eq!((empty.status.as_u16(), empty.body.len()), (204, 0), "{headers:?}");
        for name in ["etag", "content-type", "content-encoding", "samplats-dropped"] {
            assert!(empty.headers.get(name).is_none(), "{headers:?}: {name}");
        }
        assert_kept_for_one(&empty);
    }
    for path in ["12/4096/0", "12/0/4096", "23/0/0", "012/0/0", "12/-1/0", "12/+1/0", "12/0/x"] {
        let path = format!("/ogc/collections/reports/tiles/WebMercatorQuad/{path}");
        assert_eq!(app.get(&path, &west).await.problem(), "not-there", "{path}");
    }
    assert_eq!(app.get(&TILE.replace("reports", "dogs"), &west).await.problem(), "not-there");
    assert_eq!(app.get(&format!("{TILE}?bbox=1,2,3,4"), &west).await.problem(), "bad-parameter");
    assert_eq!(app.get(TILE, "").await.problem(), "not-logged-in");
}

#[tokio::test]
async fn a_tile_says_how_much_it_has_left_out() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    reports(&app, &west, 5_003).await;
    let cut = get(&app, TILE, &west, &[]).await;
    assert_eq!((cut.status.as_u16(), cut.header("samplats-dropped")), (200, "3"));
    let known = get(&app, TILE, &west, &[("if-none-match", cut.header("etag"))]).await;
    assert_eq!((known.status.as_u16(), known.header("samplats-dropped")), (304, "3"));
    assert_eq!(get(&app, &format!("{TILE}?status=triaged"), &west, &[]).await.status, 204);
}

#[tokio::test]
async fn two_with_different_eyes_get_different_tiles() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let body = json!({ "position": { "lon": 18.0526, "lat": 59.3504 }, "problem_types": ["disorder"] });
    assert_eq!(app.post("/api/reports", &west, &body).await.status, 201);
    let company = app.token("SKOLOR", Role::Coordinator).await;
    let offices = app.token("VAG", Role::Coordinator).await;
    let (all, some) = (get(&app, TILE, &west, &[]).await, get(&app, TILE, &company, &[]).await);
    assert_eq!((all.status.as_u16(), some.status.as_u16()), (200, 200));
    assert_ne!(all.header("etag"), some.header("etag"));
    assert_eq!(get(&app, TILE, &offices, &[]).await.status, 204, "an office has no part in it");
    // A tag that another has seen is not one's own, and the same eyes see the same.
    let borrowed = get(&app, TILE, &company, &[("if-none-match", all.header("etag"))]).await;
    assert_eq!((borrowed.status.as_u16(), &borrowed.body), (200, &some.body));
    let colleague = app.token("W", Role::Reader).await;
    assert_eq!(get(&app, TILE, &colleague, &[]).await.header("etag"), all.header("etag"));
}

#[tokio::test]
async fn a_read_is_as_fresh_as_what_its_reader_has_written_and_waits_for_nothing_else() {
    let app = TestApp::with_city().await;
    let [west, east] = [app.token("W", Role::Coordinator).await, app.token("E", Role::Coordinator).await];
    let body = json!({ "position": { "lon": 18.0526, "lat": 59.3504 }, "problem_types": ["disorder"] });
    let sent = app.post("/api/reports", &west, &body).await;
    let seen = sent.header("samplats-seen");
    let Some((report, 1)) = cursors(&app, &west).open(seen) else { panic!("not sealed: {seen}") };
    let coming = |token: &str, key: Key, version: u32| cursors(&app, token).seal((key, version));
    let nowhere = Key { bits: report.bits + 1, ..report };
    let plain = format!("report.{}.2", crockford(report.bits));
    let paths = [
        TILE,
        "/api/reports",
        "/ogc/collections/reports/tiles/WebMercatorQuad/tilejson",
        "/api/public/publications",
    ];
    // From here on time passes only where somebody waits for it.
    tokio::time::pause();
    for (by, seen, waits) in [
        (&west, seen.to_owned(), false),
        // What has not come yet is waited for, a second at most.
        (&west, coming(&west, report, 2), true),
        (&west, coming(&west, nowhere, 1), true),
        // What somebody else was told tells nothing, nor what was made up, nor anything to who is not logged in.
        (&east, coming(&west, report, 2), false),
        (&west, plain, false),
    ] {
        for path in paths {
            let begun = Instant::now();
            assert!(get(&app, path, by, &[("samplats-seen", &seen)]).await.status.is_success());
            let waited = begun.elapsed() >= Duration::from_secs(1);
            assert_eq!(waited, waits, "{path} {seen}: {:?}", begun.elapsed());
        }
    }
    let begun = Instant::now();
    let of_west = coming(&west, report, 2);
    let request = Request::get("/api/public/publications").header("samplats-seen", of_west);
    assert_eq!(app.send(request.body(Body::empty()).unwrap()).await.status, 200);
    assert!(begun.elapsed() < Duration::from_secs(1));
    // What was erased since is not waited for: that would tell that it was.
    tokio::time::resume();
    let path = format!("/api/reports/{}", crockford(report.bits));
    let found = app.get(&path, &west).await;
    let erase = json!({ "part": "facts_and_content", "decision": "D 1" });
    let headers = [("if-match", found.header("etag"))];
    assert_eq!(app.post_with(&format!("{path}/erase"), &west, &erase, &headers).await.status, 200);
    tokio::time::pause();
    let begun = Instant::now();
    let of_west = coming(&west, report, 1);
    assert_eq!(get(&app, TILE, &west, &[("samplats-seen", &of_west)]).await.status, 204);
    assert!(begun.elapsed() < Duration::from_secs(1));
}

/// What whoever sends a token seals and opens.
fn cursors(app: &TestApp, token: &str) -> VersionCursors {
    let mut headers = HeaderMap::new();
    headers.insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
    let found = auth::identify(&app.app, &headers).expect("a token that holds");
    VersionCursors::of(&app.app, &auth::caller_of(&app.app, &found).expect("a caller"))
}

#[tokio::test]
async fn the_background_comes_through_our_own_host_and_is_kept_for_a_day() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Reader).await;
    let told = app.get("/api/layers", &west).await.json()["background"].clone();
    assert_eq!((&told["kind"], &told["credit"]), (&json!("picture"), &json!("Provstad")));
    let path = told["tiles"]
        .as_str()
        .unwrap()
        .replace("{z}", "12")
        .replace("{row}", "1204")
        .replace("{col}", "2253");
    let tile = get(&app, &path, &west, &[]).await;
    assert_eq!((tile.status.as_u16(), tile.header("content-type")), (200, "image/png"));
    assert_eq!(tile.body, BACKGROUND_TILE);
    assert_eq!(tile.header("cache-control"), "private, max-age=86400");
    let again = get(&app, &path, &west, &[("if-none-match", tile.header("etag"))]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    assert_eq!(get(&app, "/api/background/12/1205/2253", &west, &[]).await.status, 204);
    assert_eq!(get(&app, "/api/background/12/4096/0", &west, &[]).await.problem(), "not-there");
}
