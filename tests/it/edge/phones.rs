//! Links that bind a phone to reporting for a party.

use super::support::listening::{listening, patient, until};
use super::support::{Client, JSON, TestApp, Wishes};
use axum::http::Method;
use jiff::SignedDuration;
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::AsyncWriteExt;

/// Makes a link: what it is, and its secret.
async fn link(by: &Client, more: Value) -> (Value, String) {
    let mut asked = json!({ "party": "SDF01", "label": "Vaktbolaget" });
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let made = by.post("/api/phone-links", asked).await.expect_status(201).json();
    let secret = made["address"].as_str().unwrap().split_once("#phone=").unwrap().1.to_owned();
    assert!(made["qr"].as_str().unwrap().contains("<svg"), "{made}");
    (made, secret)
}

async fn open(service: &TestApp, secret: &str) -> (Client, Value) {
    let phone = service.anon();
    let me = phone.post("/api/session/phone", json!({ "secret": secret })).await.expect_status(200).json();
    (phone, me)
}

fn report() -> Value {
    json!({ "position": { "lon": 18.05, "lat": 59.35 }, "problem_types": ["disorder"] })
}

#[tokio::test]
async fn a_bound_phone_reports_for_its_party_and_does_nothing_else() {
    let (service, _, coordinator) = TestApp::with_coordinator().await;
    let (made, secret) = link(&coordinator, json!({})).await;
    assert_eq!((&made["uses"], &made["phones"]), (&json!(1), &json!(0)));
    let (phone, me) = open(&service, &secret).await;
    assert_eq!(
        (&me["party"]["code"], &me["role"], &me["may"]),
        (&json!("SDF01"), &json!("reporter"), &json!(["report"]))
    );
    assert_eq!((&me["account"], &me["phone"]["label"]), (&json!(null), &json!("Vaktbolaget")));
    let sent = phone.post("/api/reports", report()).await.expect_status(201).json();
    let mine = phone.get("/api/me/reports").await.expect_status(200).json();
    assert_eq!(mine["items"][0]["id"], sent["id"]);
    // What others of the party have reported is not its to see, though their reporters see it.
    coordinator.post("/api/reports", report()).await.expect_status(201);
    assert_eq!(phone.get("/api/me/reports").await.json()["items"].as_array().unwrap().len(), 1);
    let reporter = service.program("SDF01", Role::Reporter).await;
    assert_eq!(
        reporter.get("/api/reports").await.expect_status(200).json()["items"].as_array().unwrap().len(),
        2
    );
    for closed in [
        "/api/reports",
        &format!("/api/reports/{}", sent["id"].as_str().unwrap()),
        "/api/places",
        "/api/changes",
        "/api/weekly-list",
        "/api/me/news",
        "/api/exports/reports",
        "/api/phone-links",
        "/ogc/collections/reports/tiles/WebMercatorQuad/12/1204/2253",
        "/ogc/collections/places/tiles/WebMercatorQuad/12/1204/2253",
    ] {
        phone.get(closed).await.expect_problem(403, "not-allowed");
    }
    let write = phone.post("/api/phone-links", json!({ "party": "SDF01" })).await;
    write.expect_problem(403, "not-allowed");
    for known in ["/api/codes", "/api/parties", "/api/layers", "/api/locate?lon=18.05&lat=59.35"] {
        phone.get(known).await.expect_status(200);
    }
    // A browser's write needs to come from our page, a phone's too.
    let body = report().to_string().into();
    let bare = [("content-type", "application/json")];
    phone
        .send(axum::http::Method::POST, "/api/reports", &bare, body)
        .await
        .expect_problem(403, "foreign-page");
}

#[tokio::test]
async fn a_link_binds_as_many_phones_as_it_says_and_only_for_a_while() {
    let (service, anon, coordinator) = TestApp::with_coordinator().await;
    let again = async |secret: &str| anon.post("/api/session/phone", json!({ "secret": secret })).await;
    let (_, once) = link(&coordinator, json!({})).await;
    open(&service, &once).await;
    again(&once).await.expect_problem(409, "wrong-state");
    // What somebody makes who is logged in outlives the log-in; what a token makes ends with that.
    let boss = service.browser("chef", "SDF01", Role::Coordinator).await;
    let (made, twice) = link(&boss, json!({ "uses": 2, "days": 2 })).await;
    let ((one, _), (two, _)) = (open(&service, &twice).await, open(&service, &twice).await);
    again(&twice).await.expect_problem(409, "wrong-state");
    let listed = coordinator.get("/api/phone-links").await.expect_status(200).json();
    let listed =
        listed["items"].as_array().unwrap().iter().find(|link| link["id"] == made["id"]).cloned().unwrap();
    assert_eq!((&listed["uses_left"], &listed["phones"]), (&json!(0), &json!(2)));
    assert!(listed["address"].is_null() && listed["qr"].is_null(), "the secret is told once: {listed}");
    // Its own reports are each phone's own.
    one.post("/api/reports", report()).await.expect_status(201);
    assert_eq!(two.get("/api/me/reports").await.json()["items"], json!([]));
    // A pocket is no use of a phone, and it stays bound over the night; the link's end is its end.
    service.clock.pass(SignedDuration::from_hours(47));
    one.get("/api/me").await.expect_status(200);
    service.clock.pass(SignedDuration::from_hours(1));
    one.get("/api/me").await.expect_problem(401, "not-logged-in");
    assert_eq!(coordinator.get("/api/phone-links").await.status, 401, "a token of one day");
    let coordinator = service.program("SDF01", Role::Coordinator).await;
    let (_, late) = link(&coordinator, json!({ "days": 30 })).await;
    service.clock.pass(SignedDuration::from_hours(72));
    again(&late).await.expect_problem(409, "wrong-state");
    again("made up").await.expect_problem(409, "wrong-state");
}

#[tokio::test]
async fn a_revoked_link_takes_its_phones_with_it_and_no_others() {
    let listening = listening(Wishes { timeouts: patient(), ..Wishes::default() }).await;
    let service = &listening.service;
    let coordinator = service.program("SDF01", Role::Coordinator).await;
    let (made, secret) = link(&coordinator, json!({ "uses": 5 })).await;
    let (_, other) = link(&coordinator, json!({})).await;
    let ((lost, _), (kept, _)) = (open(service, &secret).await, open(service, &other).await);
    let path = format!("/api/phone-links/{}", made["id"].as_str().unwrap());
    service.program("SISAB", Role::Coordinator).await.delete(&path).await.expect_problem(404, "not-there");
    service.program("SDF01", Role::Member).await.delete(&path).await.expect_problem(403, "not-allowed");
    lost.get("/api/me").await.expect_status(200);
    coordinator.delete(&path).await.expect_status(204);
    lost.get("/api/me").await.expect_problem(401, "not-logged-in");
    lost.post("/api/reports", report()).await.expect_problem(401, "not-logged-in");
    kept.get("/api/me").await.expect_status(200);
    let again = service.anon().post("/api/session/phone", json!({ "secret": secret })).await;
    again.expect_problem(409, "wrong-state");
    coordinator.delete(&path).await.expect_problem(404, "not-there");
    // The coordinator's own stream goes on: nothing of theirs has ended.
    let mut stream = listening.connect().await;
    let token = coordinator.token().unwrap();
    let head = format!(
        "GET /api/changes HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\nauthorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::timeout(Duration::from_secs(5), until(&mut stream, ": listening")).await.unwrap();
    listening.stop().await;
}

#[tokio::test]
async fn who_gives_links_out_and_what_is_wrong_with_one() {
    let service = TestApp::start().await;
    let asked = |party: &str| json!({ "party": party });
    let coordinator = service.program("SDF01", Role::Coordinator).await;
    coordinator.post("/api/phone-links", asked("SISAB")).await.expect_problem(403, "not-allowed");
    let administrator = service.program("SLK", Role::Administrator).await;
    administrator.post("/api/phone-links", asked("SISAB")).await.expect_status(201);
    for role in [Role::Reader, Role::Reporter, Role::Member] {
        let other = service.program("SDF01", role).await;
        other.post("/api/phone-links", asked("SDF01")).await.expect_problem(403, "not-allowed");
        other.get("/api/phone-links").await.expect_problem(403, "not-allowed");
    }
    assert_eq!(coordinator.get("/api/phone-links").await.json()["items"], json!([]));
    // A program gives no phone what it has not got itself, and what a link is for names no person.
    let sets_up = json!({ "party": "SLK", "role": "administrator", "scopes": ["administer"] });
    let made = administrator.post("/api/tokens", sets_up).await.expect_status(201).json();
    let sets_up = service.anon().bearing(made["token"].as_str().unwrap());
    sets_up.post("/api/phone-links", asked("SDF01")).await.expect_problem(403, "not-allowed");
    let named = json!({ "party": "SDF01", "label": "Ring 070-123 45 67" });
    let told = coordinator.post("/api/phone-links", named).await.expect_problem(422, "invalid");
    assert_eq!(told["errors"][0]["code"], "phone_number");
    let wrong = json!({ "party": "NOBODY", "uses": 51, "days": 0, "label": "x".repeat(81) });
    let told = coordinator.post("/api/phone-links", wrong).await.expect_problem(422, "invalid");
    let pointers: Vec<_> = told["errors"].as_array().unwrap().iter().map(|e| e["pointer"].clone()).collect();
    assert_eq!(pointers, ["#/party", "#/uses", "#/days", "#/label"]);
}

#[tokio::test]
async fn a_link_and_its_phones_outlive_a_restart_and_its_secret_is_no_token() {
    use samplats::accounts::book::Book;
    let (service, anon, coordinator) = TestApp::with_coordinator().await;
    let (_, secret) = link(&coordinator, json!({ "uses": 2 })).await;
    let (phone, me) = open(&service, &secret).await;
    anon.bearing(&secret).get("/api/me").await.expect_problem(401, "not-logged-in");
    let read = Book::read(&service.app.engine().credentials().await.unwrap());
    assert_eq!(read.links.values().map(|link| link.uses_left).collect::<Vec<_>>(), [1]);
    let phones: Vec<_> = read.sessions.values().filter_map(|session| session.phone.clone()).collect();
    assert_eq!(phones[0].id.to_string(), me["phone"]["id"].as_str().unwrap());
    // Phones are told of with their links, and nobody's log-ins.
    let administrator = service.program("SLK", Role::Administrator).await;
    assert_eq!(administrator.get("/api/sessions").await.expect_status(200).json()["items"], json!([]));
    phone.delete("/api/session").await.expect_status(204);
    phone.get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn a_link_leads_to_where_its_maker_has_reached_the_service_or_to_where_the_operator_says() {
    let (service, _, coordinator) = TestApp::with_coordinator().await;
    let (made, _) = link(&coordinator, json!({})).await;
    assert!(made["address"].as_str().unwrap().starts_with("http://provstad.example/#phone="), "{made}");
    let headers = |host: &'static str| [JSON[0], JSON[1], ("host", host)];
    for host in ["", "evil.example/#phone=x&", "a@b", "a b", "[::1", "name:port"] {
        let asked = json!({ "party": "SDF01" }).to_string();
        let answer = coordinator.send(Method::POST, "/api/phone-links", &headers(host), asked.into()).await;
        answer.expect_problem(400, "malformed");
    }
    let listed = coordinator.get("/api/phone-links").await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1, "of a refused one nothing is made: {listed}");
    drop(service);
    let url = Some("https://plats.example/".to_owned());
    let service = TestApp::with(Wishes { public_url: url, https: true, ..Wishes::default() }).await;
    let coordinator = service.program("SDF01", Role::Coordinator).await;
    let asked = json!({ "party": "SDF01" }).to_string();
    let made =
        coordinator.send(Method::POST, "/api/phone-links", &headers("evil.example"), asked.into()).await;
    let made = made.expect_status(201).json();
    assert!(made["address"].as_str().unwrap().starts_with("https://plats.example/#phone="), "{made}");
}
