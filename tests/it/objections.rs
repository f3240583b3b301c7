//! A party objects to a place being set aside: over HTTP, from the button to the weekly check.

use super::support::TestApp;
use samplats::domain::access::Role;
use serde_json::{Value, json};

/// A place of the western district that was set aside, and the tokens of its district and of the police.
async fn set_aside(app: &TestApp) -> (String, String, String) {
    let west = app.token("W", Role::Coordinator).await;
    let police = app.token("POLIS", Role::Coordinator).await;
    let point = json!({ "type": "Point", "coordinates": [18.02, 59.32] });
    let made =
        app.post("/api/places", &west, &json!({ "geometry": point, "problem_types": ["disorder"] })).await;
    let place = format!("/api/places/{}", made.json()["id"].as_str().unwrap());
    let dismissed = json!({ "status": "dismissed", "reason": "Inget att göra." });
    assert_eq!(app.command(&place, "status", &west, &dismissed).await.status, 200);
    (place, west, police)
}

fn may(place: &Value, command: &str) -> bool {
    place["may"].as_array().unwrap().contains(&command.into())
}

async fn duties(app: &TestApp, token: &str) -> Vec<Value> {
    let duties = app.get("/api/me/duties", token).await.json()["items"].as_array().unwrap().clone();
    duties.into_iter().filter(|duty| duty["what"] == "answer_objection").collect()
}

#[tokio::test]
async fn an_objection_waits_for_the_districts_next_check_until_it_is_answered() {
    let app = TestApp::with_city().await;
    let (place, west, police) = set_aside(&app).await;
    let seen = app.get(&place, &police).await.json();
    assert!(may(&seen, "object") && !may(&seen, "uphold"), "{seen}");
    assert!(seen["set_aside"]["objections_until"].is_string());
    assert!(!may(&app.get(&place, &west).await.json(), "object"), "the district can take it up itself");
    assert!(duties(&app, &west).await.is_empty());

    let reason = json!({ "reason": "Det säljs fortfarande här." });
    let objected = app.command(&place, "object", &police, &reason).await;
    assert_eq!(objected.status, 200);
    assert_eq!(objected.json()["set_aside"]["objections"][0]["party"]["code"], "POLIS");
    assert!(!may(&objected.json(), "object"), "once");
    let again = app.command(&place, "object", &police, &reason).await;
    assert_eq!(
        (again.status.as_u16(), again.json()["errors"][0]["code"].clone()),
        (409, "objected-already".into())
    );

    let waiting = duties(&app, &west).await;
    assert_eq!(waiting.len(), 1, "{waiting:?}");
    assert_eq!(waiting[0]["place"]["id"], place.trim_start_matches("/api/places/"));
    assert!(waiting[0]["deadline"].is_string() && waiting[0]["overdue"] == false);
    assert!(duties(&app, &police).await.is_empty(), "it is the district's");
    assert!(may(&app.get(&place, &west).await.json(), "uphold"));

    let history = app.get(&format!("{place}/history"), &west).await.json();
    let line = &history["items"][0];
    assert_eq!((&line["verb"], &line["reason"]), (&json!("place.object"), &reason["reason"]));
    assert_eq!(
        (&line["words"], &line["party"]["code"]),
        (&json!("En part invände mot beslutet"), &json!("POLIS"))
    );

    let upheld =
        app.command(&place, "uphold", &west, &json!({ "reason": "Vi går förbi varje vecka." })).await;
    assert_eq!(upheld.status, 200);
    assert!(upheld.json()["set_aside"]["objections"][0]["answered_at"].is_string());
    assert!(duties(&app, &west).await.is_empty());
}

#[tokio::test]
async fn taking_the_place_up_again_is_an_answer_and_other_districts_hear_of_nothing() {
    let app = TestApp::with_city().await;
    let (place, west, police) = set_aside(&app).await;
    let east = app.token("E", Role::Coordinator).await;
    app.command(&place, "object", &police, &json!({ "reason": "Det säljs här." })).await;
    assert!(duties(&app, &east).await.is_empty());
    for command in ["object", "uphold"] {
        let answer = app.post(&format!("{place}/{command}"), &east, &json!({ "reason": "x" })).await;
        assert_eq!(answer.status, 404, "{command}");
    }
    let up = json!({ "status": "suspected", "reason": "Efter invändning." });
    let taken_up = app.command(&place, "status", &west, &up).await.json();
    assert!(taken_up.get("set_aside").is_none() && duties(&app, &west).await.is_empty());
}
