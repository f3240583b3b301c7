//! What a viewer may not see changes no byte of what they get.

use super::support::TestApp;
use samplats::domain::access::Role;
use serde_json::json;

const SURFACES: [&str; 22] = [
    "/api/reports",
    "/api/reports?fields=position,place,text,parties",
    "/api/places",
    "/api/places?without_coordinator=true",
    "/api/reports?bbox=18.0,59.3,18.2,59.4",
    "/api/locate?lon=18.151&lat=59.35&radius_m=1000",
    "/api/me/duties",
    "/api/me/desk",
    "/api/me/news",
    "/api/me/news?since=2026-01-01",
    "/api/me/triage",
    "/api/weekly-list",
    "/api/me/sites",
    "/api/measures",
    "/api/changes",
    "/ogc/collections/places/tiles/WebMercatorQuad/9/150/281",
    "/ogc/collections/places/tiles/WebMercatorQuad/12/1204/2254",
    "/ogc/collections/reports/tiles/WebMercatorQuad/9/150/281",
    "/ogc/collections/reports/tiles/WebMercatorQuad/12/1204/2254",
    "/ogc/collections/places/tiles/WebMercatorQuad/tilejson",
    "/api/sites",
    "/api/parties",
];

/// Everything a viewer gets from a surface but the request's own number.
async fn seen(app: &TestApp, path: &str, token: &str) -> String {
    let answer = app.get(path, token).await;
    let mut headers: Vec<_> = answer.headers.iter().filter(|(name, _)| *name != "x-request-id").collect();
    headers.sort_by_key(|(name, _)| name.as_str());
    format!("{} {headers:?} {:?}", answer.status, answer.body)
}

#[tokio::test]
async fn what_is_withheld_leaves_no_trace() {
    let app = TestApp::with_city().await;
    let east = app.token("E", Role::Coordinator).await;
    // A reader: who may report is shown what lies close by, and that is not withheld.
    let west = app.token("W", Role::Reader).await;
    let mut before = Vec::new();
    for path in SURFACES {
        before.push(seen(&app, path, &west).await);
    }
    let body = json!({ "position": { "lon": 18.151, "lat": 59.35 }, "problem_types": ["disorder"] });
    let report = app.post("/api/reports", &east, &body).await.json();
    let body = json!({ "reports": [report["id"]], "problem_types": ["disorder"], "name": "Österplatsen" });
    let place = app.post("/api/places", &east, &body).await.json();
    for (path, before) in SURFACES.into_iter().zip(before) {
        assert_eq!(seen(&app, path, &west).await, before, "{path}");
    }
    // One that is withheld is answered as one that is not there.
    for (hidden, random) in [
        (format!("/api/places/{}", place["id"].as_str().unwrap()), "/api/places/00000000001".to_owned()),
        (format!("/api/reports/{}", report["id"].as_str().unwrap()), "/api/reports/00000000001".to_owned()),
    ] {
        let (hidden, random) = (app.get(&hidden, &west).await, app.get(&random, &west).await);
        let strip = |answer: &super::support::Answer| {
            let mut document = answer.json();
            document["instance"] = json!(null);
            (answer.status, document)
        };
        assert_eq!(strip(&hidden), strip(&random));
    }
    // The canary: its own district does see it, on every map.
    assert_ne!(app.get("/api/places", &east).await.json()["items"], json!([]));
    for path in
        SURFACES.iter().filter(|path| path.contains("/WebMercatorQuad/") && !path.ends_with("tilejson"))
    {
        assert_eq!(app.get(path, &east).await.status, 200, "{path} is where it lies");
    }
}
