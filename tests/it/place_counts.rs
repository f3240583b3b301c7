//! Open drug scenes are counted by district on any day, as things stood at its end.

use super::exports::{Past, made, place};
use samplats::domain::access::Role;
use samplats::domain::time::date_of;
use serde_json::{Value, json};

/// `active` in the western district, in the eastern and outside, on a day.
async fn active(past: &Past, token: &str, day: Option<jiff::civil::Date>) -> Vec<Value> {
    let on = day.map(|day| format!("?on={day}")).unwrap_or_default();
    let answer = past.app.get(&format!("/api/place-counts{on}"), token).await;
    let counts = made(&answer);
    assert!(
        counts["note"].as_str().unwrap().contains("mörkertalet")
            && counts["problem_type"] == "open_drug_scene"
    );
    let item = |item: &Value| json!([item["district"]["name"], item["active"]]);
    counts["items"].as_array().unwrap().iter().map(item).collect()
}

fn told(west: u8) -> Vec<Value> {
    vec![json!(["Väster", west]), json!(["Öster", 0]), json!([null, 0])]
}

#[tokio::test]
async fn scenes_are_counted_as_they_stood_at_the_end_of_the_day() {
    let past = Past::begin().await;
    let west = past.app.token("W", Role::Coordinator).await;
    let move_on = async |path: &str, status: &str| {
        let body = json!({ "status": status, "reason": "Efter avstämning." });
        made(&past.app.command(path, "status", &west, &body).await);
    };
    let scene = place(&past.app, &west, "Parken", "open_drug_scene").await;
    place(&past.app, &west, "Torget", "disorder").await;
    let suspected = date_of(past.mark());
    move_on(&scene, "active").await;
    let begun = date_of(past.mark());
    // Still a scene while measures run; after a split there are two, and the whole is none.
    move_on(&scene, "in_action").await;
    let action = date_of(past.mark());
    let point = |lat: f64| json!({ "type": "Point", "coordinates": [18.02, lat] });
    let parts = json!({ "parts": [{ "name": "A", "geometry": point(59.32) }, { "name": "B", "geometry": point(59.3202) }], "reason": "Två." });
    made(&past.app.command(&scene, "split", &west, &parts).await);
    let split = date_of(past.mark());
    let parts = past.app.get("/api/places?problem_type=open_drug_scene&status=in_action", &west).await.json();
    let part = format!("/api/places/{}", parts["items"][0]["id"].as_str().unwrap());
    move_on(&part, "dormant").await;
    past.mark();
    for (day, expected) in [(suspected, 0), (begun, 1), (action, 1), (split, 2)] {
        assert_eq!(active(&past, &west, Some(day)).await, told(expected), "{day}");
    }
    assert_eq!(active(&past, &west, None).await, told(1), "today");
    // Several days in one question, each with its statuses.
    let both = format!("/api/place-counts?on={suspected},{split}");
    let counts = made(&past.app.get(&both, &west).await);
    assert_eq!(counts["items"][0]["by_status"], json!({ "suspected": 1 }));
    assert_eq!(counts["items"][3]["by_status"], json!({ "in_action": 2, "split": 1 }));
    // Another problem type is another question, and another district's reader counts what it sees: nothing.
    let disorder = made(&past.app.get("/api/place-counts?problem_type=disorder", &west).await);
    assert_eq!(disorder["items"][0]["by_status"], json!({ "suspected": 1 }));
    let east = past.app.token("E", Role::Reader).await;
    assert_eq!(active(&past, &east, Some(split)).await, told(0));
}

#[tokio::test]
async fn days_that_cannot_be_counted_are_refused() {
    let past = Past::begin().await;
    let west = past.app.token("W", Role::Reader).await;
    for on in ["2999-01-01", "1999-01-01", "x", "2026-01-01T10:00:00Z"] {
        let answer = past.app.get(&format!("/api/place-counts?on={on}"), &west).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (400, "bad-parameter"), "{on}");
        assert_eq!(answer.json()["errors"][0]["pointer"], "?on");
    }
    let many = vec!["1999-01-01"; 25].join(",");
    assert_eq!(past.app.get(&format!("/api/place-counts?on={many}"), &west).await.status, 400);
}
