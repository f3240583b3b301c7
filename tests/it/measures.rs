//! What measures of some types state, when they are looked at again, and the steps at a settlement, as callers meet them.

use super::support::TestApp;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use samplats::domain::access::Role;
use samplats::domain::time::date_of;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

async fn place(app: &TestApp, token: &str, problem_type: &str) -> String {
    let point = json!({ "type": "Point", "coordinates": [18.02, 59.32] });
    let body = json!({ "geometry": point, "problem_types": [problem_type] });
    let made = app.post("/api/places", token, &body).await;
    assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
    made.json()["id"].as_str().unwrap().to_owned()
}

/// A camera at a place, to be reviewed on a day.
fn camera(place: &str, review_by: &str) -> Value {
    json!({ "place": place, "measure_type": "camera_surveillance", "party": "W", "particulars": {
        "need": "Upprepad skadegörelse.", "alternatives": "Belysning.", "balance": "KS 2026/311",
        "review_by": review_by,
    }})
}

fn faults(answer: &super::support::Answer) -> Vec<String> {
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_camera_is_refused_without_what_it_rests_on_and_due_when_it_said() {
    // They were written down a while ago: what is read is read now.
    let now_ms = Timestamp::now().as_millisecond();
    let clock = Arc::new(AtomicI64::new(now_ms - 30 * DAY_MS));
    let app = TestApp::in_time(&clock).await;
    let today = date_of(Timestamp::now());
    let (passed, near, later) = (today - 1.day(), today + 10.days(), today + 40.days());
    let west = app.token("W", Role::Coordinator).await;
    let place = place(&app, &west, "disorder").await;
    let bare = json!({ "place": place, "measure_type": "camera_surveillance", "party": "W" });
    let refused = app.post("/api/measures", &west, &bare).await;
    assert_eq!(refused.status, 422);
    let all = ["need", "alternatives", "balance", "review_by"].map(|code| format!("#/particulars/{code}"));
    assert_eq!(faults(&refused), all);
    let mut made = Vec::new();
    for day in [passed, near, later] {
        let body = camera(&place, &day.to_string());
        let answer = app.post("/api/measures", &west, &body).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        let seen = answer.json();
        assert_eq!((&seen["due_on"], &seen["particulars"]), (&json!(day.to_string()), &body["particulars"]));
        made.push(seen["id"].clone());
    }
    let due = async |party: &str, role: Role| {
        let duties = app.get("/api/me/duties", &app.token(party, role).await).await.json();
        let all = duties["items"].as_array().unwrap().clone();
        all.into_iter().filter(|duty| duty["what"] == "review_measure").collect::<Vec<_>>()
    };
    let told = due("W", Role::Coordinator).await;
    let said: Vec<_> = told.iter().map(|duty| (&duty["measure"]["id"], &duty["overdue"])).collect();
    assert_eq!(said, [(&made[0], &json!(true)), (&made[1], &json!(false))], "not yet the third");
    assert_eq!(told[0]["measure"]["measure_type"], "camera_surveillance");
    assert_eq!(told[0]["place"]["id"], place.as_str());
    assert_eq!(due("W", Role::Member).await.len(), 2);
    for (party, role) in [("W", Role::Reader), ("STAD", Role::Coordinator), ("E", Role::Coordinator)] {
        assert_eq!(due(party, role).await, Vec::<Value>::new(), "nobody else's: {party} {role:?}");
    }

    clock.store(now_ms, Ordering::SeqCst);
    let thing = format!("/api/measures/{}", made[0].as_str().unwrap());
    let stated = |day: Date| json!({ "particulars": camera(&place, &day.to_string())["particulars"] });
    let refused = app.command(&thing, "restate", &west, &stated(passed)).await;
    assert_eq!(
        (refused.status.as_u16(), faults(&refused)),
        (422, vec!["#/particulars/review_by".to_owned()])
    );
    let restated = app.command(&thing, "restate", &west, &stated(later)).await;
    assert_eq!((restated.status.as_u16(), &restated.json()["due_on"]), (200, &json!(later.to_string())));
    assert_eq!(due("W", Role::Coordinator).await.len(), 1, "it has been reviewed");
    let file = app.get(&format!("/api/exports/measures?format=csv&place={place}"), &west).await;
    let file = String::from_utf8(file.body).unwrap();
    assert!(file.contains(&later.to_string()) && file.contains("balance: KS 2026/311"), "{file}");
    let thing = format!("/api/measures/{}", made[1].as_str().unwrap());
    let closed = app.command(&thing, "close", &west, &json!({})).await;
    assert_eq!(closed.json()["due_on"], Value::Null);
    assert_eq!(due("W", Role::Coordinator).await, Vec::<Value>::new(), "nothing is due of what is done");
}

#[tokio::test]
async fn a_settlement_is_handled_step_by_step_and_nothing_of_it_is_a_word() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let place = place(&app, &west, "unlawful_settlement").await;
    let codes = app.get("/api/codes?list=measure_type", &west).await.json();
    let steps = codes["items"].as_array().unwrap().iter().filter(|code| code["step_at"] != Value::Null);
    let steps: Vec<_> = steps.map(|code| code["code"].as_str().unwrap().to_owned()).collect();
    assert_eq!((steps.len(), steps[0].as_str()), (10, "settlement_observed"));
    let body =
        |step: &str| json!({ "place": place, "measure_type": step, "party": "W", "starts": "2026-01-15" });
    for step in &steps {
        let mut worded = body(step);
        worded["note"] = json!("Två tält.");
        assert!(faults(&app.post("/api/measures", &west, &worded).await).contains(&"#/note".to_owned()));
        let mut taken = app.post("/api/measures", &west, &body(step)).await;
        if taken.status == 422 {
            assert_eq!(faults(&taken), ["#/particulars/reference"], "{step}");
            let mut referred = body(step);
            referred["particulars"] = json!({ "reference": "U-1 2026/7" });
            taken = app.post("/api/measures", &west, &referred).await;
        }
        assert_eq!(taken.status, 201, "{step}: {}", String::from_utf8_lossy(&taken.body));
        assert_ne!(taken.json()["closed_at"], Value::Null, "{step}");
    }
    let listed = app.get(&format!("/api/measures?place={place}"), &west).await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), steps.len());
    let elsewhere = self::place(&app, &west, "disorder").await;
    let mut wrong = body(&steps[0]);
    wrong["place"] = json!(elsewhere);
    assert_eq!(faults(&app.post("/api/measures", &west, &wrong).await), ["#/measure_type"]);
}
