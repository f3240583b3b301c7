//! A merge or a split is taken back: as the register has it, once, and told in the history.

use super::exports::{made, place};
use super::support::TestApp;
use samplats::domain::access::Role;
use serde_json::{Value, json};

/// Two places side by side, each with a report.
async fn two_places(app: &TestApp, token: &str) -> (String, String) {
    let (one, other) =
        (place(app, token, "Torget", "disorder").await, place(app, token, "Stora torget", "vandalism").await);
    for place in [&one, &other] {
        let body = json!({ "position": { "lon": 18.02, "lat": 59.32 }, "problem_types": ["disorder"],
            "place": id(place) });
        made(&app.post("/api/reports", token, &body).await);
    }
    (one, other)
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

async fn merged(app: &TestApp, token: &str, ends: &str, stays: &str) {
    let body = json!({ "into": id(stays), "reason": "Samma torg." });
    made(&app.command(ends, "merge", token, &body).await);
}

/// A place without what every change makes new.
async fn as_it_stands(app: &TestApp, token: &str, path: &str) -> Value {
    made(&app.get(path, token).await)
}

async fn verbs(app: &TestApp, token: &str, path: &str) -> Vec<String> {
    let lines = made(&app.get(&format!("{path}/history"), token).await);
    lines["items"].as_array().unwrap().iter().map(|line| line["verb"].as_str().unwrap().to_owned()).collect()
}

async fn reports_at(app: &TestApp, token: &str, path: &str) -> usize {
    made(&app.get(&format!("{path}/reports"), token).await)["items"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_merge_is_taken_back_from_what_the_register_holds() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let (ends, stays) = two_places(&app, &west).await;
    let before = [as_it_stands(&app, &west, &ends).await, as_it_stands(&app, &west, &stays).await];
    merged(&app, &west, &ends, &stays).await;
    assert_eq!((reports_at(&app, &west, &ends).await, reports_at(&app, &west, &stays).await), (0, 2));

    // Under its key it is answered again, though there is nothing more to take back.
    let etag = app.get(&ends, &west).await.header("etag").to_owned();
    let headers = [("if-match", etag.as_str()), ("idempotency-key", "b1")];
    let path = format!("{ends}/take-back");
    made(&app.post_with(&path, &west, &Value::Null, &headers).await);
    let again = app.post_with(&path, &west, &Value::Null, &headers).await;
    assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (200, "true"));

    let after = [as_it_stands(&app, &west, &ends).await, as_it_stands(&app, &west, &stays).await];
    assert_eq!(after, before);
    assert_eq!((reports_at(&app, &west, &ends).await, reports_at(&app, &west, &stays).await), (1, 1));
    assert_eq!(verbs(&app, &west, &ends).await[..2], ["place.unmerge", "place.merge"]);
    assert_eq!(verbs(&app, &west, &stays).await[..2], ["place.unmerge_from", "place.merge_in"]);
    let refused = app.command(&ends, "take-back", &west, &Value::Null).await;
    assert_eq!(refused.json()["errors"][0]["code"], "nothing-to-take-back");
}

fn ids(places: &Value) -> Vec<&Value> {
    places.as_array().unwrap().iter().map(|place| &place["id"]).collect()
}

#[tokio::test]
async fn a_split_is_taken_back_and_its_parts_say_where_they_are() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let (whole, _) = two_places(&app, &west).await;
    let before = as_it_stands(&app, &west, &whole).await;
    let point = json!({ "type": "Point", "coordinates": [18.02, 59.32] });
    let parts = json!({ "parts": [{ "name": "A", "geometry": point }, { "name": "B", "geometry": point }],
        "reason": "Två." });
    let ended = made(&app.command(&whole, "split", &west, &parts).await);
    made(&app.command(&whole, "take-back", &west, &Value::Null).await);
    let mut after = as_it_stands(&app, &west, &whole).await;
    assert_eq!(ids(&after["lineage"]["merged_from"]), ids(&ended["lineage"]["split_into"]));
    after["lineage"]["merged_from"] = json!([]);
    assert_eq!(after, before);
    assert_eq!(reports_at(&app, &west, &whole).await, 1);
    for part in ended["lineage"]["split_into"].as_array().unwrap() {
        let part = as_it_stands(&app, &west, &format!("/api/places/{}", part["id"].as_str().unwrap())).await;
        assert_eq!(part["status"], "merged");
        assert_eq!(part["lineage"]["merged_into"]["id"], id(&whole));
        assert_eq!(part["lineage"]["split_from"]["id"], id(&whole));
    }
}

#[tokio::test]
async fn it_is_not_taken_back_once_somebody_has_gone_on() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let (ends, stays) = two_places(&app, &west).await;
    merged(&app, &west, &ends, &stays).await;
    made(&app.command(&stays, "status", &west, &json!({ "status": "active", "reason": "Börjar." })).await);
    let refused = app.command(&ends, "take-back", &west, &Value::Null).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["errors"][0]["code"]), (409, &json!("moved-on")));
    assert_eq!(reports_at(&app, &west, &stays).await, 2);
}
