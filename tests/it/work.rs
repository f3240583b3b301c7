//! The main job, end to end over HTTP: a report, a place, a coordinator.

use super::support::TestApp;
use samplats::domain::access::Role;
use serde_json::{Value, json};

const ON_THE_YARD: (f64, f64) = (18.051, 59.3505);

fn report((lon, lat): (f64, f64)) -> Value {
    json!({ "position": { "lon": lon, "lat": lat }, "problem_types": ["vandalism"], "text": "trasig bänk" })
}

#[tokio::test]
async fn a_report_becomes_a_place_and_the_school_company_takes_it_on() {
    let app = TestApp::with_city().await;
    let field = app.token("W", Role::Reporter).await;
    let district = app.token("W", Role::Coordinator).await;
    let company = app.token("SKOLOR", Role::Coordinator).await;

    let sent = app.post("/api/reports", &field, &report(ON_THE_YARD)).await;
    assert_eq!(sent.status, 201);
    let sent = sent.json();
    assert_eq!((&sent["district"]["name"], &sent["status"]), (&json!("Väster"), &json!("received")));
    assert_eq!(sent["coordinator_proposal"]["party"]["code"], "SKOLOR");
    assert!(sent["coordinator_proposal"]["because"].as_str().unwrap().contains("Provskolan"));

    // The company knows that there is something at its fence, and no more.
    let known = app.get("/api/reports", &company).await.json()["items"][0].clone();
    assert_eq!(known["level"], "exists");
    assert!(known.get("text").is_none() && known.get("problem_types").is_none(), "{known}");

    let body = json!({ "reports": [sent["id"]], "problem_types": ["vandalism"], "name": "Skolgården" });
    let made = app.post("/api/places", &district, &body).await;
    assert_eq!(made.status, 201, "{}", made.json());
    let place = made.json();
    assert_eq!(place["status"], "suspected");
    assert_eq!(place["coordination"]["state"], "proposed");
    assert_eq!(place["coordination"]["party"]["code"], "SKOLOR");
    assert_eq!(
        (&place["coordination"]["holder"]["party"]["code"], &place["coordination"]["holder"]["ad_interim"]),
        (&json!("W"), &json!(true))
    );
    assert_eq!(place["child_relevant"], true);
    let path = format!("/api/places/{}", place["id"].as_str().unwrap());

    assert_eq!(app.get("/api/me/duties", &company).await.json()["items"][0]["what"], "answer_coordination");
    let accepted = app.command(&path, "coordination/accept", &company, &json!({})).await;
    assert_eq!(accepted.status, 200, "{}", accepted.json());
    assert_eq!(accepted.json()["coordination"]["state"], "accepted");
    let active = app
        .command(&path, "status", &district, &json!({ "status": "active", "reason": "Arbetet börjar." }))
        .await;
    assert_eq!(active.json()["status"], "active");

    let history = app.get(&format!("{path}/history"), &company).await.json();
    let verbs: Vec<_> =
        history["items"].as_array().unwrap().iter().map(|line| line["verb"].clone()).collect();
    assert_eq!(verbs, ["place.status", "coordination.accept", "place.create"]);
    assert_eq!(history["items"][1]["turns"][0]["party"]["code"], "SKOLOR");
    assert_eq!(history["items"][2]["status"], json!({ "to": "suspected" }));
    let own = app.get("/api/me/sites?with_places=true", &company).await.json();
    assert_eq!(own["items"][0]["places"][0]["name"], "Skolgården");
}

#[tokio::test]
async fn a_no_has_a_reason_and_the_district_holds_on() {
    let app = TestApp::with_city().await;
    let district = app.token("W", Role::Coordinator).await;
    let company = app.token("SKOLOR", Role::Coordinator).await;
    let (lon, lat) = ON_THE_YARD;
    let body =
        json!({ "geometry": { "type": "Point", "coordinates": [lon, lat] }, "problem_types": ["disorder"] });
    let place = app.post("/api/places", &district, &body).await.json();
    let path = format!("/api/places/{}", place["id"].as_str().unwrap());
    let silent = app.command(&path, "coordination/decline", &company, &json!({})).await;
    assert_eq!(silent.problem(), "invalid");
    let no = json!({ "reason": "Marken är gatans.", "suggested_party": "VAG" });
    let answered = app.command(&path, "coordination/decline", &company, &no).await;
    // No longer asked, it is a neighbour again, and sees that much.
    assert_eq!((answered.status.as_u16(), &answered.json()["level"]), (200, &json!("summary")));
    let declined = app.get(&path, &district).await.json();
    assert_eq!(declined["coordination"]["state"], "declined");
    assert_eq!(declined["coordination"]["declined"]["suggested_party"]["code"], "VAG");
    assert_eq!(declined["coordination"]["holder"]["party"]["code"], "W");
    let police = app.command(&path, "coordination/propose", &district, &json!({ "party": "POLIS" })).await;
    assert_eq!(police.json()["errors"][0]["code"], "police_never_asked");
}

#[tokio::test]
async fn the_same_key_is_the_same_report_and_another_body_is_refused() {
    let app = TestApp::with_city().await;
    let field = app.token("W", Role::Reporter).await;
    let key = [("idempotency-key", "k-1")];
    let first = app.post_with("/api/reports", &field, &report(ON_THE_YARD), &key).await;
    let again = app.post_with("/api/reports", &field, &report(ON_THE_YARD), &key).await;
    assert_eq!((first.status, again.status), (again.status, first.status));
    assert_eq!(first.json()["id"], again.json()["id"]);
    assert_eq!(again.header("idempotency-replayed"), "true");
    let other = app.post_with("/api/reports", &field, &report((18.06, 59.35)), &key).await;
    assert_eq!((other.status.as_u16(), other.problem().as_str()), (422, "key-reused"));
    assert_eq!(app.get("/api/reports", &field).await.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn two_who_saw_the_same_cannot_both_change_it() {
    let app = TestApp::with_city().await;
    let district = app.token("W", Role::Coordinator).await;
    let body = json!({ "geometry": { "type": "Point", "coordinates": [18.02, 59.32] }, "problem_types": ["disorder"] });
    let place = app.post("/api/places", &district, &body).await;
    let path = format!("/api/places/{}/status", place.json()["id"].as_str().unwrap());
    let status = json!({ "status": "active", "reason": "Börjar." });
    assert_eq!(app.post(&path, &district, &status).await.problem(), "version-required");
    let etag = place.header("etag").to_owned();
    let seen = [("if-match", etag.as_str()), ("idempotency-key", "s-1")];
    assert_eq!(app.post_with(&path, &district, &status, &seen).await.status, 200);
    let late = app.post_with(&path, &district, &status, &[("if-match", etag.as_str())]).await;
    assert_eq!((late.status.as_u16(), late.problem().as_str()), (412, "stale"));
    let replayed = app.post_with(&path, &district, &status, &seen).await;
    assert_eq!((replayed.status.as_u16(), replayed.header("idempotency-replayed")), (200, "true"));
}
