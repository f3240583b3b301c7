//! What is erased, as callers meet it: who may, what they are told, and what is left nowhere.

use super::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::Poll;
use std::time::Duration;

/// What nobody else would write.
const CANARY: &str = "kanariefågel";
const DAY_MS: i64 = 24 * 3_600 * 1_000;

/// Where a viewer could meet a text, a report or a place.
const SURFACES: [&str; 12] = [
    "/api/reports",
    "/api/places",
    "/api/measures",
    "/api/locate?lon=18.02&lat=59.32&radius_m=1000",
    "/api/me/duties",
    "/api/me/reports",
    "/api/me/sites",
    "/api/changes",
    "/api/erasures",
    "/api/retention/runs",
    "/ogc/collections/reports/tiles/WebMercatorQuad/14/4819/9012",
    "/ogc/collections/places/tiles/WebMercatorQuad/14/4819/9012",
];

async fn report(app: &TestApp, token: &str) -> String {
    let body =
        json!({ "position": { "lon": 18.02, "lat": 59.32 }, "problem_types": ["disorder"], "text": CANARY });
    let sent = app.post("/api/reports", token, &body).await;
    assert_eq!(sent.status, 201, "{}", sent.json());
    format!("/api/reports/{}", sent.json()["id"].as_str().unwrap())
}

async fn place(app: &TestApp, token: &str) -> String {
    let point = json!({ "type": "Point", "coordinates": [18.02, 59.32] });
    let body = json!({ "geometry": point, "problem_types": ["disorder"], "note": CANARY });
    let made = app.post("/api/places", token, &body).await;
    assert_eq!(made.status, 201, "{}", made.json());
    format!("/api/places/{}", made.json()["id"].as_str().unwrap())
}

fn erasing(part: &str) -> Value {
    json!({ "part": part, "decision": "KS 2026/14" })
}

fn says_canary(answer: &Answer) -> bool {
    String::from_utf8_lossy(&answer.body).contains(CANARY)
}

#[tokio::test]
async fn words_that_slipped_through_are_gone_everywhere_and_the_history_says_by_which_decision() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let report = report(&app, &west).await;
    assert!(says_canary(&app.get(&report, &west).await));
    let erased = app.command(&report, "erase", &west, &erasing("text")).await;
    assert_eq!(erased.status, 200, "{}", erased.json());
    let told = erased.json();
    assert_eq!((&told["decision"], &told["things"]), (&json!("KS 2026/14"), &json!(1)));
    assert_eq!(told["items"][0]["part"], "text");
    for path in
        SURFACES.iter().map(|path| (*path).to_owned()).chain([report.clone(), format!("{report}/history")])
    {
        assert!(!says_canary(&app.get(&path, &west).await), "{path}");
    }
    assert_eq!(app.get(&report, &west).await.json()["problem_types"], json!(["disorder"]), "the rest stays");
    let history = app.get(&format!("{report}/history"), &west).await.json();
    let lines = history["items"].as_array().unwrap();
    assert_eq!((&lines[0]["verb"], &lines[1]["verb"]), (&json!("report.erase"), &json!("report.create")));
    assert_eq!((lines[0].get("erased"), &lines[1]["erased"]), (None, &json!(true)));
    for line in lines {
        assert_eq!(line["erasure"]["decision"], "KS 2026/14", "{line}");
    }
    let verified =
        app.get("/api/register/verify", &app.token("STAD", Role::Administrator).await).await.json();
    assert_eq!((&verified["holds"], &verified["erased"]), (&json!(true), &json!(1)), "{verified}");
    assert_eq!(verified["erased_by"][0]["decision"], "KS 2026/14");
}

#[tokio::test]
async fn a_thing_that_is_gone_says_so_to_who_saw_it_and_is_nothing_to_others() {
    let app = TestApp::with_city().await;
    let (west, east) = (app.token("W", Role::Coordinator).await, app.token("E", Role::Reader).await);
    let report = report(&app, &west).await;
    let mut before = Vec::new();
    for path in SURFACES {
        before.push(super::twins::whole(&app.get(path, &east).await));
    }
    let random = app.get("/api/reports/00000000001", &east).await.json()["detail"].clone();
    let etag = app.get(&report, &west).await.header("etag").to_owned();
    let headers = [("if-match", etag.as_str()), ("idempotency-key", "e1")];
    let path = format!("{report}/erase");
    let erased = app.post_with(&path, &west, &erasing("facts_and_content"), &headers).await;
    assert_eq!(erased.status, 200, "{}", erased.json());
    // Sent again it is answered again, though there is nothing to look at any more.
    let again = app.post_with(&path, &west, &erasing("facts_and_content"), &headers).await;
    assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (200, "true"));
    assert_eq!(again.json(), erased.json());
    let gone = app.get(&report, &west).await;
    assert_eq!((gone.status.as_u16(), gone.problem()), (410, "erased".to_owned()));
    assert!(gone.json()["detail"].as_str().unwrap().contains("KS 2026/14"));
    let history = app.get(&format!("{report}/history"), &west).await.json();
    assert_eq!(history["items"].as_array().unwrap().len(), 1, "{history}");
    assert_eq!(history["items"][0]["erasure"]["decision"], "KS 2026/14");
    let changes = app.get("/api/changes", &west).await;
    assert_eq!(changes.status, 200);
    for path in [report.clone(), format!("{report}/history")] {
        let hidden = app.get(&path, &east).await;
        assert_eq!((hidden.status.as_u16(), &hidden.json()["detail"]), (404, &random), "{path}");
    }
    for (path, before) in SURFACES.into_iter().zip(before) {
        assert_eq!(super::twins::whole(&app.get(path, &east).await), before, "{path}");
    }
    let reused = app
        .post(
            "/api/reports",
            &west,
            &json!({ "position": { "lon": 18.02, "lat": 59.32 },
        "problem_types": ["disorder"] }),
        )
        .await;
    assert_ne!(reused.header("location"), report, "its id is never given again");
}

#[tokio::test]
async fn who_follows_is_told_that_it_went() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let place = place(&app, &west).await;
    let since = app.get("/api/changes", &west).await.json()["next"].as_str().unwrap().to_owned();
    for (status, code) in [("dismissed", 200)] {
        let body = json!({ "status": status, "reason": "Fel plats." });
        assert_eq!(app.command(&place, "status", &west, &body).await.status.as_u16(), code);
    }
    assert_eq!(app.command(&place, "erase", &west, &erasing("facts_and_content")).await.status, 200);
    let told = app.get(&format!("/api/changes?since={since}"), &west).await.json();
    let verbs: Vec<_> =
        told["items"].as_array().unwrap().iter().map(|c| c["verb"].as_str().unwrap()).collect();
    assert_eq!(verbs, ["place.status", "place.erase"], "and nothing of the order itself");
}

#[tokio::test]
async fn nobody_erases_without_the_right_a_decision_and_having_seen_it() {
    let app = TestApp::with_city().await;
    let (west, stad) = (app.token("W", Role::Coordinator).await, app.token("STAD", Role::Coordinator).await);
    let member = app.token("W", Role::Member).await;
    let (report, place) = (report(&app, &west).await, place(&app, &west).await);
    let path = format!("{report}/erase");
    assert_eq!(app.post(&path, &west, &erasing("text")).await.status, 428);
    assert_eq!(app.post_with(&path, &west, &erasing("text"), &[("if-match", "\"x\"")]).await.status, 412);
    for token in [&stad, &member] {
        let refused = app.command(&report, "erase", token, &erasing("text")).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["errors"][0]["code"]),
            (403, &json!("not_the_origin"))
        );
    }
    for (body, code) in [
        (json!({ "part": "text", "decision": "" }), "required"),
        (json!({ "part": "text", "decision": "ring 070-123 45 67" }), "phone_number"),
        (json!({ "part": "everything", "decision": "KS 1" }), "wrong_type"),
    ] {
        let refused = app.command(&report, "erase", &west, &body).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["errors"][0]["code"]), (422, &json!(code)));
    }
    let open = app.command(&place, "erase", &west, &erasing("facts_and_content")).await;
    assert_eq!((open.status.as_u16(), &open.json()["errors"][0]["code"]), (409, &json!("place-open")));
    assert!(says_canary(&app.get(&report, &west).await), "all is as it was");
}

async fn decide(app: &TestApp, admin: &str, rule: &str, keep: u32) {
    let path = format!("/api/retention/rules/{rule}");
    let etag = app.get(&path, admin).await.header("etag").to_owned();
    let body = json!({ "keep": keep, "decision": format!("KS 2026 {rule}") });
    let put = app.put(&path, admin, &body, &[("if-match", &etag)]).await;
    assert_eq!(put.status, 200, "{}", put.json());
    assert_eq!(put.json()["holds"]["keep"], keep);
}

#[tokio::test]
async fn the_table_suggests_and_an_administrator_decides() {
    let app = TestApp::with_city().await;
    let (admin, reader) = (app.token("STAD", Role::Administrator).await, app.token("W", Role::Reader).await);
    let table = app.get("/api/retention/rules", &reader).await.json();
    let rules = table["items"].as_array().unwrap();
    assert_eq!(rules.len(), 10);
    assert!(
        rules.iter().all(|rule| rule["holds"] == json!(null) && rule["decisions"] == json!([])),
        "{table}"
    );
    let path = "/api/retention/rules/report_text";
    let body = json!({ "keep": 24, "decision": "KS 2026/3" });
    assert_eq!(app.put(path, &admin, &body, &[]).await.status, 428);
    decide(&app, &admin, "report_text", 24).await;
    let etag = app.get(path, &admin).await.header("etag").to_owned();
    let withdrawn = app.put(path, &admin, &json!({ "keep": null }), &[("if-match", &etag)]).await;
    assert_eq!((withdrawn.status.as_u16(), &withdrawn.json()["holds"]), (200, &json!(null)));
    assert_eq!(app.get("/api/retention/rules/everything", &reader).await.status, 404);
}

#[tokio::test]
async fn a_run_tells_what_is_due_erases_it_and_keeps_its_report() {
    let clock = Arc::new(AtomicI64::new(1_770_000_000_000));
    let app = TestApp::with_clock(&clock).await;
    let west = app.token("W", Role::Coordinator).await;
    let report = report(&app, &west).await;
    clock.fetch_add(400 * DAY_MS, Ordering::SeqCst);
    let (admin, west) =
        (app.token("STAD", Role::Administrator).await, app.token("W", Role::Coordinator).await);
    decide(&app, &admin, "unlinked_report", 12).await;
    let dry = app.post("/api/retention/runs", &admin, &json!({ "dry_run": true })).await;
    let due = &dry.json()["rules"][0];
    assert_eq!((dry.status.as_u16(), &due["rule"], &due["due"]), (200, &json!("unlinked_report"), &json!(1)));
    assert_eq!(due["ids"], json!([report.rsplit('/').next().unwrap()]));
    assert_eq!(app.get(&report, &west).await.status, 200, "only told");
    let begun = app.post("/api/retention/runs", &admin, &json!({})).await;
    assert_eq!(begun.status, 201, "{}", begun.json());
    let run = ended(&app, begun.header("location"), &admin).await;
    assert_eq!((&run["rules"][0]["due"], &run["rules"][0]["erased"]), (&json!(1), &json!(1)));
    let package = app.archive.path().join(run["package"]["name"].as_str().unwrap());
    assert!(package.join("manifest.json").exists() && package.join("unlinked_report.csv").exists());
    assert_eq!(app.get(&report, &west).await.status, 410);
    let erasure = app.get("/api/erasures", &admin).await.json()["items"][0].clone();
    assert_eq!((&erasure["rule"], &erasure["run"]), (&json!("unlinked_report"), &run["id"]));
    assert_eq!(
        (&erasure["counted"][0]["count"], &erasure["counted"][0]["week"]),
        (&json!(1), &json!("2026-W06"))
    );
    // The run is over a moment before another may begin.
    let mut again = app.post("/api/retention/runs", &admin, &json!({})).await;
    while again.status == 409 {
        tokio::task::yield_now().await;
        again = app.post("/api/retention/runs", &admin, &json!({})).await;
    }
    assert_eq!((again.status.as_u16(), &again.json()["run"]), (200, &json!(null)), "nothing is left");
    for path in SURFACES {
        for token in [&admin, &west] {
            assert!(!says_canary(&app.get(path, token).await), "{path}");
        }
    }
}

/// Looks at a run until it has ended. Whatever it does is a change; the limit is only there to end a test that fails.
async fn ended(app: &TestApp, address: &str, admin: &str) -> Value {
    let mut bell = app.app.engine().events().listen();
    loop {
        let run = app.get(address, admin).await.json();
        if run["ended_at"] != json!(null) {
            assert_eq!(run["goes_on"], json!(false));
            return run;
        }
        assert_eq!(run["goes_on"], json!(true), "{run}");
        tokio::time::timeout(Duration::from_secs(60), bell.changed())
            .await
            .expect("the run goes on")
            .unwrap();
    }
}

#[tokio::test]
async fn a_run_whose_sender_waits_no_longer_is_carried_out_and_found_again_under_its_key() {
    let clock = Arc::new(AtomicI64::new(1_770_000_000_000));
    let app = TestApp::with_clock(&clock).await;
    let west = app.token("W", Role::Coordinator).await;
    let report = report(&app, &west).await;
    clock.fetch_add(400 * DAY_MS, Ordering::SeqCst);
    let (admin, west) =
        (app.token("STAD", Role::Administrator).await, app.token("W", Role::Coordinator).await);
    decide(&app, &admin, "unlinked_report", 12).await;
    let send = async |key: &str| {
        app.post_with("/api/retention/runs", &admin, &json!({}), &[("idempotency-key", key)]).await
    };
    // Whoever gives up, the guard or the sender, lets go of what answers.
    let mut given_up = Box::pin(send("a"));
    let is_waiting = poll_fn(|context| Poll::Ready(given_up.as_mut().poll(context).is_pending())).await;
    assert!(is_waiting);
    drop(given_up);
    let mut looks = 0;
    while app.get("/api/retention/runs", &admin).await.json()["items"][0]["ended_at"].is_null() {
        looks += 1;
        assert!(looks < 100_000, "nobody carries it out");
        tokio::task::yield_now().await;
    }
    let again = send("a").await;
    assert_eq!(again.status, 201, "{}", again.json());
    let run = ended(&app, again.header("location"), &admin).await;
    assert_eq!((&run["id"], &run["rules"][0]["erased"]), (&again.json()["run"], &json!(1)));
    assert_eq!(app.get(&report, &west).await.status, 410);
    let after = send("a").await;
    assert_eq!((after.status.as_u16(), &after.json()["run"]), (201, &run["id"]), "though it has ended");
    let mut another = send("b").await;
    while another.status == 409 {
        tokio::task::yield_now().await;
        another = send("b").await;
    }
    assert_eq!((another.status.as_u16(), &another.json()["run"]), (200, &json!(null)), "nothing is left");
    let runs = app.get("/api/retention/runs", &admin).await.json();
    assert_eq!(runs["items"].as_array().unwrap().len(), 1, "{runs}");
    assert_eq!(std::fs::read_dir(app.archive.path()).unwrap().count(), 1, "one package");
}

#[tokio::test]
async fn a_run_that_nobody_carries_out_does_not_go_on() {
    let app = TestApp::with_city().await;
    let admin = app.token("STAD", Role::Administrator).await;
    super::routes::begin_a_run(&app).await;
    let run = app.get("/api/retention/runs", &admin).await.json()["items"][0].clone();
    let path = format!("/api/retention/runs/{}", run["id"].as_str().unwrap());
    for run in [&run, &app.get(&path, &admin).await.json()] {
        assert_eq!((&run["ended_at"], &run["goes_on"]), (&json!(null), &json!(false)), "{run}");
    }
}

#[tokio::test]
async fn what_only_its_origin_sees_is_counted_for_administrators_and_not_named() {
    let clock = Arc::new(AtomicI64::new(1_770_000_000_000));
    let app = TestApp::with_clock(&clock).await;
    let west = app.token("W", Role::Coordinator).await;
    let report = report(&app, &west).await;
    let kept = app.command(&report, "class", &west, &json!({ "class": "origin", "reason": "Larm." })).await;
    assert_eq!(kept.status, 200, "{}", kept.json());
    clock.fetch_add(400 * DAY_MS, Ordering::SeqCst);
    let admin = app.token("STAD", Role::Administrator).await;
    decide(&app, &admin, "unlinked_report", 12).await;
    let dry = app.post("/api/retention/runs", &admin, &json!({ "dry_run": true })).await.json();
    assert_eq!((&dry["rules"][0]["due"], &dry["rules"][0]["ids"]), (&json!(1), &json!([])), "{dry}");
    // What its origin erases of its own leaves no number that all administrators are told, nor do they read why it was.
    let whole = json!({ "part": "facts_and_content", "decision": "Hemlig insats", "counted": true });
    let west = app.token("W", Role::Coordinator).await;
    let erased = app.command(&report, "erase", &west, &whole).await;
    assert_eq!((erased.status.as_u16(), erased.json().get("counted")), (200, None), "{}", erased.json());
    let verified = app.get("/api/register/verify", &admin).await.json();
    assert_eq!((&verified["holds"], &verified["erased_by"]), (&json!(true), &json!([])), "{verified}");
}

/// The service's own answer to a key whose thing is gone.
#[tokio::test]
async fn a_phone_that_sends_again_what_was_erased_makes_nothing_anew() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let body =
        json!({ "position": { "lon": 18.02, "lat": 59.32 }, "problem_types": ["disorder"], "text": CANARY });
    let send = async || {
        let request = Request::post("/api/reports")
            .header(header::AUTHORIZATION, format!("Bearer {west}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", "phone-1");
        app.send(request.body(Body::from(body.to_string())).unwrap()).await
    };
    let sent = send().await;
    let path = format!("/api/reports/{}", sent.json()["id"].as_str().unwrap());
    assert_eq!(app.command(&path, "erase", &west, &erasing("facts_and_content")).await.status, 200);
    let again = send().await;
    assert_eq!((again.status.as_u16(), again.problem()), (410, "erased".to_owned()));
    assert_eq!(app.get("/api/reports", &west).await.json()["items"], json!([]));
}
