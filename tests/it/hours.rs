//! Reports by the time of day: in lists, tiles, counts and files alike, and by no more than is known of it.

use super::exports::made;
use super::support::TestApp;
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const TILE: &str = "/ogc/collections/reports/tiles/WebMercatorQuad/14/4816/9013";

/// What is sent, and which bands it is known to lie in.
fn seen() -> [(Value, &'static [&'static str]); 7] {
    [
        // In summer and in winter the clocks of Stockholm show another hour for the same one of Greenwich.
        (json!({ "observed_at": "2026-07-06T19:59:00Z" }), &["17-22", "21-3"]),
        (json!({ "observed_at": "2026-01-05T20:59:00Z" }), &["17-22", "21-3"]),
        (json!({ "observed_at": "2026-01-05T23:30:00+01:00" }), &["22-6", "21-3"]),
        (json!({ "observed_at": "2026-01-06T05:59:59+01:00" }), &["22-6"]),
        // The evening as a whole: in no hour of it, and not in what is only a part of it.
        (
            json!({ "observed_at": "2026-01-05T17:00:00+01:00", "observed_precision": "hours", "observed_hours": 5 }),
            &["17-22"],
        ),
        (
            json!({ "observed_at": "2026-01-05T22:00:00+01:00", "observed_precision": "hours", "observed_hours": 8 }),
            &["22-6"],
        ),
        // Some time that day, which is no time of the day.
        (json!({ "observed_at": "2026-01-05T00:00:00+01:00", "observed_precision": "day" }), &[]),
    ]
}

async fn city() -> (TestApp, String, Vec<String>) {
    let app = TestApp::with_city().await;
    let token = app.token("W", Role::Coordinator).await;
    let mut ids = Vec::new();
    for (mut body, _) in seen() {
        body["position"] = json!({ "lon": 18.0526, "lat": 59.3504 });
        body["problem_types"] = json!(["vandalism"]);
        let told = made(&app.post("/api/reports", &token, &body).await);
        ids.push(told["id"].as_str().unwrap().to_owned());
    }
    (app, token, ids)
}

fn ids_in(items: &Value) -> BTreeSet<&str> {
    items.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_band_finds_what_is_known_to_lie_in_it_in_lists_files_and_tiles() {
    let (app, token, ids) = city().await;
    let empty = app.get(&format!("{TILE}?hours=11-12"), &token).await;
    for band in ["17-22", "22-6", "21-3", "18-22", "11-12", "0-24"] {
        let expected: BTreeSet<&str> = seen()
            .iter()
            .zip(&ids)
            .filter(|((body, bands), _)| match band {
                "0-24" => body["observed_precision"] != "day",
                // An hour later it is no longer the evening as a whole.
                "18-22" => bands.contains(&"17-22") && body["observed_hours"].is_null(),
                _ => bands.contains(&band),
            })
            .map(|(_, id)| id.as_str())
            .collect();
        let list = app.get(&format!("/api/reports?hours={band}"), &token).await.json();
        assert_eq!(ids_in(&list["items"]), expected, "{band}");
        let file = app.get(&format!("/api/exports/reports?format=geojson&hours={band}"), &token).await;
        assert_eq!(file.header("samplats-rows"), expected.len().to_string(), "{band}");
        let file = file.json();
        let of_file: Vec<_> = file["features"].as_array().unwrap().iter().map(|f| &f["properties"]).collect();
        assert_eq!(of_file.iter().map(|of| of["id"].as_str().unwrap()).collect::<BTreeSet<_>>(), expected);
        let tile = app.get(&format!("{TILE}?hours={band}"), &token).await;
        assert_eq!(tile.body == empty.body, expected.is_empty(), "{band}");
    }
    let both = app.get("/api/reports?hours=17-22,22-6", &token).await.json();
    assert_eq!(both["items"].as_array().unwrap().len(), 6);
}

#[tokio::test]
async fn what_is_no_band_is_refused() {
    let (app, token, _) = city().await;
    for wrong in ["evening", "17", "17-17", "17-25", "24-3", "17-22,x"] {
        for path in ["/api/reports", TILE, "/api/exports/reports"] {
            let answer = app.get(&format!("{path}?hours={wrong}"), &token).await;
            assert_eq!(answer.status, 400, "{path} {wrong}");
        }
    }
    let places = app.get("/api/places?hours=17-22", &token).await;
    assert_eq!(places.status, 400, "a place has no time of day");
}

#[tokio::test]
async fn how_closely_a_time_and_a_position_are_known_is_kept_and_told() {
    let app = TestApp::with_city().await;
    let token = app.token("W", Role::Coordinator).await;
    let body = json!({ "position": { "lon": 18.0526, "lat": 59.3504, "by_hand": true }, "problem_types": ["vandalism"],
        "observed_at": "2026-01-05T17:00:00+01:00", "observed_precision": "hours", "observed_hours": 5 });
    let sent = made(&app.post("/api/reports", &token, &body).await);
    let path = format!("/api/reports/{}", sent["id"].as_str().unwrap());
    let list = app.get("/api/reports", &token).await.json();
    for told in [&sent, &app.get(&path, &token).await.json(), &list["items"][0]] {
        assert_eq!(told["position"]["by_hand"], true);
        assert_eq!((&told["observed_precision"], &told["observed_hours"]), (&json!("hours"), &json!(5)));
    }
    let file = app.get("/api/exports/reports?format=geojson", &token).await.json();
    let row = &file["features"][0]["properties"];
    assert_eq!((&row["observed_hours"], &row["position_by_hand"]), (&json!(5), &json!(true)));
    let own = json!({ "position": { "lon": 18.0526, "lat": 59.3504, "accuracy_m": 6 }, "problem_types": ["vandalism"] });
    let own = made(&app.post("/api/reports", &token, &own).await);
    assert!(own["position"].get("by_hand").is_none() && own.get("observed_hours").is_none());
}
