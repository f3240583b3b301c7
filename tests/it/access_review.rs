//! The yearly review: what is gone through, by whom, and that it is written down.

use super::support::TestApp;
use jiff::Timestamp;
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const DAY_MS: i64 = 24 * 3_600_000;

fn clock() -> Arc<AtomicI64> {
    let noon: Timestamp = "2026-11-23T12:00:00+01:00".parse().unwrap();
    Arc::new(AtomicI64::new(noon.as_millisecond()))
}

async fn review(app: &TestApp, token: &str) -> Value {
    app.get("/api/access-review", token).await.json()
}

fn refs(review: &Value, ended: &[&str]) -> Value {
    let name = |item: &Value| json!({ "kind": item["kind"], "id": item["id"] });
    let is_ended = |item: &Value| ended.contains(&item["id"].as_str().unwrap());
    let items = review["items"].as_array().unwrap();
    let confirmed: Vec<_> = items.iter().filter(|item| !is_ended(item)).map(name).collect();
    let ended: Vec<_> = items.iter().filter(|item| is_ended(item)).map(name).collect();
    json!({ "confirmed": confirmed, "ended": ended })
}

fn ids(review: &Value, kind: &str) -> Vec<String> {
    let items = review["items"].as_array().unwrap().iter().filter(|item| item["kind"] == kind);
    items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_coordinator_goes_through_the_own_partys_and_an_administrator_through_all() {
    let app = TestApp::with_city().await;
    for (login, party) in [("anna", "W"), ("bo", "W"), ("cecilia", "E")] {
        app.account(login, party, Role::Reporter).await;
    }
    let (west, admin) =
        (app.token("W", Role::Coordinator).await, app.token("STAD", Role::Administrator).await);
    let own = review(&app, &west).await;
    assert_eq!(ids(&own, "account"), ["anna", "bo"]);
    assert!(own["items"].as_array().unwrap().iter().all(|item| item["party"] == "W"), "{own}");
    assert_eq!(
        (&own["last"], &own["overdue"], &own["whole_city"]),
        (&json!(null), &json!(false), &json!(false))
    );
    assert_eq!(ids(&review(&app, &admin).await, "account"), ["cecilia", "anna", "bo"]);
    // What has come since is not passed over.
    let read = refs(&own, &[]);
    app.account("david", "W", Role::Reader).await;
    let answer = app.post("/api/access-review", &west, &read).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["errors"][0]["code"]), (422, &json!("left_out")));
    let done = app.post("/api/access-review", &west, &refs(&review(&app, &west).await, &["bo"])).await;
    assert_eq!(done.status, 200, "{}", done.json());
    let last = done.json()["last"].clone();
    assert_eq!((&last["ended"]["accounts"], &last["confirmed"]["accounts"]), (&json!(1), &json!(2)));
    assert_eq!(ids(&done.json(), "account"), ["anna", "david"]);
    let ended = &app.app.accounts().book().accounts["bo"];
    assert!(ended.disabled);
    // The log says whose access was ended, and by whom.
    let package = app.get("/api/register/incident?since=2026-01-01", &admin).await;
    let log = super::reads::files(&package);
    let access = super::reads::file(&log, "access.csv");
    let of_bo = format!(",{}", ended.id);
    let line = access.lines().find(|line| line.contains("access-review/ended")).unwrap_or_default();
    assert!(line.contains(&of_bo) && line.contains(",account,"), "{access}");
    // A coordinator's review of one party is none of the city, and the city's is one of every party.
    assert_eq!(review(&app, &admin).await["last"], json!(null));
    let whole = app.post("/api/access-review", &admin, &refs(&review(&app, &admin).await, &[])).await;
    assert_eq!((whole.status.as_u16(), &whole.json()["last"]["whole_city"]), (200, &json!(true)));
    let east = app.token("E", Role::Coordinator).await;
    assert_eq!(review(&app, &east).await["last"]["whole_city"], true);
}

#[tokio::test]
async fn nobody_ends_what_they_do_not_give_out() {
    let app = TestApp::with_city().await;
    app.account("chef", "W", Role::Administrator).await;
    let west = app.token("W", Role::Coordinator).await;
    let own = review(&app, &west).await;
    let item =
        |id: &str| own["items"].as_array().unwrap().iter().find(|item| item["id"] == id).unwrap().clone();
    assert_eq!(item("chef")["may_end"], false);
    let answer = app.post("/api/access-review", &west, &refs(&own, &["chef"])).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["errors"][0]["code"]), (422, &json!("not_here")));
    assert!(!app.app.accounts().book().accounts["chef"].disabled);
    // Nor what is not theirs at all: it is answered as what is not there.
    app.account("frammande", "E", Role::Reader).await;
    let mut body = refs(&own, &[]);
    body["ended"] = json!([{ "kind": "account", "id": "frammande" }, { "kind": "account", "id": "ingen" }]);
    let answer = app.post("/api/access-review", &west, &body).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["last"]["ended"]["accounts"]), (200, &json!(0)));
    assert!(!app.app.accounts().book().accounts["frammande"].disabled);
    // The token that asks is not ended by itself.
    let own_token = &ids(&own, "token")[0];
    assert_eq!(item(own_token)["may_end"], false);
    assert_eq!(app.get("/api/access-review", &app.token("W", Role::Member).await).await.status, 403);
}

#[tokio::test]
async fn a_review_is_due_after_a_year_and_what_lies_unused_is_marked() {
    let clock = clock();
    let app = TestApp::with_clock(&clock).await;
    app.account("anna", "W", Role::Reporter).await;
    let duties = async |token: &str| {
        let duties = app.get("/api/me/duties", token).await.json();
        let due = duties["items"].as_array().unwrap().iter().filter(|duty| duty["what"] == "review_access");
        due.count()
    };
    let west = app.token("W", Role::Coordinator).await;
    assert_eq!(duties(&west).await, 0);
    let unused = |review: &Value, id: &str| {
        let items = review["items"].as_array().unwrap();
        items.iter().find(|item| item["id"] == id).unwrap()["unused"].clone()
    };
    assert_eq!(unused(&review(&app, &west).await, "anna"), json!(false));
    clock.fetch_add(366 * DAY_MS, Ordering::SeqCst);
    let west = app.token("W", Role::Coordinator).await;
    let own = review(&app, &west).await;
    assert_eq!(
        (&unused(&own, "anna"), &own["overdue"], duties(&west).await),
        (&json!(true), &json!(true), 1)
    );
    let done = app.post("/api/access-review", &west, &refs(&own, &[])).await;
    assert_eq!((done.status.as_u16(), &done.json()["overdue"]), (200, &json!(false)), "{}", done.json());
    assert_eq!(duties(&west).await, 0);
}
