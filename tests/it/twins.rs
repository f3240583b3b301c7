//! Two cities that differ only in what a viewer may not know answer that viewer alike, byte for byte.

use super::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use jiff::Timestamp;
use samplats::domain::access::Role;
use samplats::domain::week::Week;
use serde_json::{Value, json};

/// Where the visible lies, and where what is withheld does: beside it, in the same tiles.
const VISIBLE: (f64, f64) = (18.0803, 59.3503);
const WITHHELD: (f64, f64) = (18.1203, 59.3507);

const SURFACES: [&str; 30] = [
    "/api/reports",
    "/api/reports?limit=1",
    "/api/reports?status=received",
    "/api/reports?fields=position,place,text,parties",
    "/api/reports?bbox=18.0,59.3,18.2,59.4",
    "/api/places",
    "/api/places?limit=1",
    "/api/places?without_coordinator=true",
    "/api/places?problem_type=open_drug_trade",
    "/api/places?bbox=18.0,59.3,18.2,59.4",
    "/api/locate?lon=18.1203&lat=59.3507&radius_m=1000",
    "/api/locate?lon=18.0803&lat=59.3503",
    "/api/me/duties",
    "/api/me/sites",
    "/api/me/reports",
    "/api/me/desk",
    "/api/me/news",
    "/api/me/triage",
    "/api/measures",
    "/api/changes",
    "/api/layers",
    "/api/codes",
    "/api/settings",
    "/ogc/collections/places/tiles/WebMercatorQuad/0/0/0",
    "/ogc/collections/places/tiles/WebMercatorQuad/9/150/281",
    "/ogc/collections/places/tiles/WebMercatorQuad/12/1204/2253",
    "/ogc/collections/reports/tiles/WebMercatorQuad/9/150/281",
    "/ogc/collections/reports/tiles/WebMercatorQuad/12/1204/2253?status=received",
    "/ogc/collections/reports/tiles/WebMercatorQuad/12/1204/2254",
    "/ogc/collections/places/tiles/WebMercatorQuad/tilejson",
];

/// Status, bytes and headers: all of an answer but the request's own number.
pub fn whole(answer: &Answer) -> String {
    let mut headers: Vec<_> = answer.headers.iter().filter(|(name, _)| *name != "x-request-id").collect();
    headers.sort_by_key(|(name, _)| name.as_str());
    let body = match String::from_utf8(answer.body.clone()) {
        Ok(text) => text,
        Err(_) => data_encoding::BASE64.encode(&answer.body),
    };
    let instance = body.find("\"instance\":\"/requests/").map(|at| body[at..at + 33].to_owned());
    let body = instance.map_or(body.clone(), |instance| body.replace(&instance, ""));
    format!("{} {body} {headers:?}", answer.status)
}

async fn get(app: &TestApp, path: &str, token: &str, accept: &str) -> Answer {
    let request = Request::get(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT_ENCODING, accept);
    app.send(request.body(Body::empty()).unwrap()).await
}

fn report((lon, lat): (f64, f64), problem: &str) -> Value {
    json!({ "position": { "lon": lon, "lat": lat }, "problem_types": [problem] })
}

/// A place made from one report.
async fn place(app: &TestApp, number: u64, token: &str, at: (f64, f64), problem: &str) -> Value {
    app.foretell(number);
    let sent = app.post("/api/reports", token, &report(at, problem)).await;
    assert_eq!(sent.status, 201, "{}", String::from_utf8_lossy(&sent.body));
    let body = json!({ "reports": [sent.json()["id"]], "problem_types": [problem], "name": format!("Plats {number}") });
    let made = app.post("/api/places", token, &body).await;
    assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
    made.json()
}

/// A city; in one of the twins the eastern district also works on something of its own, before, between and after.
async fn city(moment: Timestamp, with_more: bool) -> TestApp {
    let app = TestApp::twin(moment).await;
    let west = app.token("W", Role::Coordinator).await;
    let east = app.token("E", Role::Coordinator).await;
    for number in [1, 3, 5] {
        if with_more {
            // Its problem types are met here for the first time: not even their numbering may tell.
            let hidden = place(&app, 10 + number, &east, WITHHELD, "open_drug_trade").await;
            let path = format!("/api/places/{}", hidden["id"].as_str().unwrap());
            let status = json!({ "status": "active", "reason": "Börjar." });
            assert_eq!(app.command(&path, "status", &east, &status).await.status, 200);
        }
        let at = (VISIBLE.0, VISIBLE.1 + 0.001 * f64::from(u8::try_from(number).unwrap()));
        place(&app, number, &west, at, "vandalism").await;
    }
    app
}

#[tokio::test]
async fn two_cities_that_differ_in_what_is_withheld_answer_alike() {
    let moment = Timestamp::now();
    let (with, without) = (city(moment, true).await, city(moment, false).await);
    // What is exported of the past as well as of now; every change was made at this one moment.
    let as_of = moment.to_string();
    let exports =
        ["places", "reports", "sites", "areas", "coordinations", "measures", "parties", "districts"]
            .into_iter()
            .flat_map(|layer| {
                ["geojson", "geojsonl", "csv", "gpkg"].map(|format| format!("{layer}?format={format}"))
            })
            .flat_map(|export| {
                [format!("/api/exports/{export}"), format!("/api/exports/{export}&as_of={as_of}")]
            });
    let counts = "/api/place-counts?problem_type=open_drug_trade".to_owned();
    let week = format!("/api/weekly-list?week={}", Week::of(moment).code());
    let surfaces: Vec<String> =
        SURFACES.into_iter().map(str::to_owned).chain(exports).chain([counts, week]).collect();
    let mut differ = Vec::new();
    // Readers: who may report is shown what lies close by.
    for party in ["W", "SKOLOR", "VAG"] {
        let (one, other) = (with.token(party, Role::Reader).await, without.token(party, Role::Reader).await);
        for path in &surfaces {
            for accept in ["identity", "gzip"] {
                let answers =
                    [get(&with, path, &one, accept).await, get(&without, path, &other, accept).await];
                assert!(answers[0].status.is_success(), "{path}: {}", answers[0].status);
                if whole(&answers[0]) != whole(&answers[1]) {
                    differ.push(format!("{party} {path} {accept}"));
                }
            }
        }
    }
    assert_eq!(differ, Vec::<String>::new());
    // The canaries: what is visible is there, and what is withheld is there for its own district.
    let west = with.token("W", Role::Reader).await;
    assert_eq!(with.get("/api/places", &west).await.json()["items"].as_array().unwrap().len(), 3);
    let east = with.token("E", Role::Reader).await;
    for path in ["/api/places", "/ogc/collections/places/tiles/WebMercatorQuad/12/1204/2253"] {
        let (own, other) = (with.get(path, &east).await, with.get(path, &west).await);
        assert!(own.status.is_success() && own.header("etag") != other.header("etag"), "{path}");
    }
    let past = format!("/api/exports/places?as_of={as_of}");
    let (own, other) = (with.get(&past, &east).await, with.get(&past, &west).await);
    assert_eq!((own.header("samplats-rows"), other.header("samplats-rows")), ("3", "3"));
    assert_ne!(own.body, other.body);
}
