//! Photos as their callers meet them: what is taken, what is served, to whom, and what is left when they go.

#[path = "../photos/corpus.rs"]
pub mod corpus;
#[path = "../photos/scan.rs"]
mod scan;

use super::support::{Answer, TestApp};
use super::twins::whole;
use axum::body::Body;
use axum::http::{Request, header};
use corpus::{Case, Fate, drawing, jpeg};
use jiff::{SignedDuration, Timestamp};
use samplats::domain::access::Role;
use samplats::photos::sweep;
use serde_json::{Value, json};

/// A picture sent to a report.
pub async fn send(
    app: &TestApp,
    (report, token): (&str, &str),
    (content_type, bytes): (&str, Vec<u8>),
    key: Option<&str>,
) -> Answer {
    let mut request = Request::post(format!("/api/photos?report={report}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, content_type);
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    app.send(request.body(Body::from(bytes)).unwrap()).await
}

/// A report of a party's, as its reporter sends it.
async fn report(app: &TestApp, token: &str) -> String {
    let body = json!({ "position": { "lon": 18.02, "lat": 59.32 }, "problem_types": ["disorder"] });
    let made = app.post("/api/reports", token, &body).await;
    assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn photo(app: &TestApp, report: &str, token: &str) -> String {
    let sent = send(app, (report, token), ("image/jpeg", jpeg(&drawing(640, 480))), None).await;
    assert_eq!(sent.status, 201, "{}", String::from_utf8_lossy(&sent.body));
    sent.json()["id"].as_str().unwrap().to_owned()
}

async fn listed(app: &TestApp, query: &str, token: &str) -> Vec<Value> {
    app.get(&format!("/api/photos?{query}"), token).await.json()["items"].as_array().unwrap().clone()
}

/// How many photos the object store has, whatever the register says.
async fn stored(app: &TestApp) -> usize {
    let later = Timestamp::now() + SignedDuration::from_hours(1);
    app.app.photos().store().older_than(later).await.unwrap().len()
}

#[tokio::test]
async fn of_whatever_is_sent_nothing_but_the_picture_is_stored_or_served() {
    let app = TestApp::with_city().await;
    app.photos_on(8).await;
    let west = app.token("W", Role::Coordinator).await;
    let mut taken = 0;
    for Case { name, content_type, bytes, fate } in corpus::all() {
        let report = report(&app, &west).await;
        let sent = send(&app, (&report, &west), (content_type, bytes), None).await;
        match sent.status.as_u16() {
            201 => assert_ne!(fate, Fate::Refused, "{name}"),
            422 => {
                assert_ne!(fate, Fate::Taken, "{name}");
                assert_eq!(sent.problem(), "invalid", "{name}");
            }
            other => panic!("{name}: {other} {}", String::from_utf8_lossy(&sent.body)),
        }
        for piece in [&corpus::SECRET[..8], &corpus::SECRET[8..16]] {
            assert!(!sent.body.windows(8).any(|window| window == piece), "{name}: an answer quotes it");
        }
        if sent.status != 201 {
            continue;
        }
        taken += 1;
        let id = sent.json()["id"].as_str().unwrap().to_owned();
        for size in ["large", "small"] {
            let served = app.get(&format!("/api/photos/{id}/{size}"), &west).await;
            assert_eq!(
                (served.status.as_u16(), served.header("content-type")),
                (200, "image/jpeg"),
                "{name}"
            );
            scan::assert_bare(&served.body, &name);
        }
    }
    assert!(taken > 60, "{taken} were taken");
    assert_eq!(stored(&app).await, taken, "of what is refused nothing is stored");
}

#[tokio::test]
async fn a_photo_carries_the_headers_of_what_is_nobody_elses() {
    let app = TestApp::with_city().await;
    app.photos_on(2).await;
    let west = app.token("W", Role::Coordinator).await;
    let id = photo(&app, &report(&app, &west).await, &west).await;
    let served = app.get(&format!("/api/photos/{id}/large"), &west).await;
    for (name, value) in [
        ("cache-control", "private, no-store"),
        ("x-content-type-options", "nosniff"),
        ("content-disposition", &format!("inline; filename=\"photo-{id}.jpg\"")),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(served.header(name), value, "{name}");
    }
    assert!(served.header("content-security-policy").starts_with("default-src 'none'"));
    let again = Request::get(format!("/api/photos/{id}/large"))
        .header(header::AUTHORIZATION, format!("Bearer {west}"))
        .header(header::IF_NONE_MATCH, served.header("etag"));
    assert_eq!(app.send(again.body(Body::empty()).unwrap()).await.status, 304);
}

#[tokio::test]
async fn it_is_its_origins_until_it_is_checked_and_then_who_sees_the_report() {
    let app = TestApp::with_city().await;
    app.photos_on(2).await;
    let (west, reporter) = (app.token("W", Role::Coordinator).await, app.token("W", Role::Reporter).await);
    let city = app.token("STAD", Role::Coordinator).await;
    let stranger = app.token("E", Role::Coordinator).await;
    let report = report(&app, &reporter).await;
    let id = photo(&app, &report, &reporter).await;
    let paths =
        [format!("/api/photos/{id}"), format!("/api/photos/{id}/large"), format!("/api/photos/{id}/small")];
    for (token, seen) in [(&west, 200), (&reporter, 200), (&city, 404), (&stranger, 404)] {
        for path in &paths {
            assert_eq!(app.get(path, token).await.status.as_u16(), seen, "{path}");
        }
        assert_eq!(listed(&app, &format!("report={report}"), token).await.len(), usize::from(seen == 200));
    }
    let thing = format!("/api/photos/{id}");
    assert_eq!(app.command(&thing, "check", &reporter, &json!({})).await.status, 403);
    let checked = app.command(&thing, "check", &west, &json!({})).await;
    assert_eq!((checked.status.as_u16(), &checked.json()["checked"]), (200, &json!(true)));
    for (token, seen) in [(&west, 200), (&city, 200), (&stranger, 404)] {
        for path in &paths {
            assert_eq!(app.get(path, token).await.status.as_u16(), seen, "{path}");
        }
    }
    // The report's own rules go on holding.
    let origin = json!({ "class": "origin", "reason": "Rör eget skydd." });
    assert_eq!(app.command(&format!("/api/reports/{report}"), "class", &west, &origin).await.status, 200);
    assert_eq!(app.get(&thing, &city).await.status, 404);
}

#[tokio::test]
async fn a_place_shows_the_photos_of_its_reports_the_newest_first() {
    let app = TestApp::with_city().await;
    app.photos_on(2).await;
    let west = app.token("W", Role::Coordinator).await;
    let (one, two) = (report(&app, &west).await, report(&app, &west).await);
    let (first, second) = (photo(&app, &one, &west).await, photo(&app, &two, &west).await);
    let body = json!({ "reports": [one, two], "problem_types": ["disorder"], "name": "Torget" });
    let place = app.post("/api/places", &west, &body).await.json()["id"].as_str().unwrap().to_owned();
    let photos = listed(&app, &format!("place={place}"), &west).await;
    let ids: Vec<_> = photos.iter().map(|photo| photo["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [second.as_str(), first.as_str()]);
    let reader = app.token("STAD", Role::Reader).await;
    assert!(listed(&app, &format!("place={place}"), &reader).await.is_empty());
    for wrong in ["", "report=x", &format!("report={one}&place={place}")] {
        assert_eq!(app.get(&format!("/api/photos?{wrong}"), &west).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn the_same_key_takes_a_photo_once_and_stores_it_once() {
    let app = TestApp::with_city().await;
    app.photos_on(2).await;
    let west = app.token("W", Role::Reporter).await;
    let report = report(&app, &west).await;
    let picture = || ("image/jpeg", jpeg(&drawing(640, 480)));
    let (one, other) = tokio::join!(
        send(&app, (&report, &west), picture(), Some("k")),
        send(&app, (&report, &west), picture(), Some("k"))
    );
    assert_eq!((one.status.as_u16(), other.status.as_u16()), (201, 201));
    assert_eq!(one.json()["id"], other.json()["id"]);
    let again = send(&app, (&report, &west), picture(), Some("k")).await;
    assert_eq!(
        (again.json()["id"].clone(), again.header("idempotency-replayed")),
        (one.json()["id"].clone(), "true")
    );
    assert_eq!((listed(&app, &format!("report={report}"), &west).await.len(), stored(&app).await), (1, 1));
    let reused = send(&app, (&report, &west), ("image/jpeg", jpeg(&drawing(64, 48))), Some("k")).await;
    assert_eq!(reused.problem(), "key-reused");
    assert_eq!(stored(&app).await, 1);
}

#[tokio::test]
async fn no_more_are_taken_than_were_decided_and_none_where_none_were() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Reporter).await;
    let report = report(&app, &west).await;
    let picture = || ("image/jpeg", jpeg(&drawing(64, 48)));
    let off = send(&app, (&report, &west), picture(), None).await;
    assert_eq!(
        (off.problem().as_str(), off.json()["errors"][0]["code"].as_str()),
        ("wrong-state", Some("photos-off"))
    );
    app.photos_on(1).await;
    photo(&app, &report, &west).await;
    let full = send(&app, (&report, &west), picture(), None).await;
    assert_eq!(full.json()["errors"][0]["code"], "photos-full");
    let wrong = send(&app, (&report, &west), ("image/gif", Vec::new()), None).await;
    assert_eq!(wrong.problem(), "unsupported-media-type");
    let large = send(&app, (&report, &west), ("image/jpeg", vec![0; (8 << 20) + 1]), None).await;
    assert_eq!(large.problem(), "too-large");
    assert_eq!(stored(&app).await, 1);
}

#[tokio::test]
async fn who_may_not_see_a_photo_is_not_told_a_byte_of_it() {
    let moment = Timestamp::now();
    let mut cities = Vec::new();
    for with in [true, false] {
        let app = TestApp::twin(moment).await;
        app.photos_on(4).await;
        let west = app.token("W", Role::Coordinator).await;
        app.foretell(1);
        let reported = report(&app, &west).await;
        app.foretell(2);
        let body = json!({ "reports": [reported], "problem_types": ["disorder"], "name": "Torget" });
        let place = app.post("/api/places", &west, &body).await.json()["id"].as_str().unwrap().to_owned();
        app.foretell(3);
        let mut photos = vec!["00000000001".to_owned(), "00000000002".to_owned()];
        if with {
            // One that stays, and one that is gone.
            photos = vec![photo(&app, &reported, &west).await, photo(&app, &reported, &west).await];
            let why = json!({ "reason": "Ett ansikte syns." });
            assert_eq!(
                app.command(&format!("/api/photos/{}", photos[1]), "remove", &west, &why).await.status,
                200
            );
        }
        cities.push((app, reported, place, photos));
    }
    let [(with, report, place, photos), (without, same_report, same_place, _)] = &cities[..] else {
        panic!()
    };
    assert_eq!((report, place), (same_report, same_place));
    let mut paths = vec![
        format!("/api/reports/{report}"),
        format!("/api/reports/{report}/history"),
        "/api/reports".into(),
        format!("/api/places/{place}"),
        format!("/api/places/{place}/history"),
        format!("/api/places/{place}/reports"),
        format!("/api/photos?report={report}"),
        format!("/api/photos?place={place}"),
        "/api/changes".into(),
        "/api/erasures".into(),
        "/api/me/duties".into(),
        "/api/exports/reports?format=csv".into(),
        "/api/exports/places?format=geojson".into(),
        "/ogc/collections/reports/tiles/WebMercatorQuad/12/1204/2253".into(),
        "/ogc/collections/places/tiles/WebMercatorQuad/12/1204/2253".into(),
    ];
    for photo in photos {
        paths.extend(["", "/large", "/small"].map(|size| format!("/api/photos/{photo}{size}")));
    }
    // All of the report, nothing of it, and what an administrator reads.
    for (party, role) in [
        ("STAD", Role::Coordinator),
        ("STAD", Role::Administrator),
        ("E", Role::Coordinator),
        ("POLIS", Role::Reader),
    ] {
        let (one, other) = (with.token(party, role).await, without.token(party, role).await);
        for path in &paths {
            let (seen, expected) = (with.get(path, &one).await, without.get(path, &other).await);
            assert_eq!(whole(&seen), whole(&expected), "{party} {role:?} {path}");
        }
        for command in ["check", "remove"] {
            let path = format!("/api/photos/{}/{command}", photos[0]);
            let why = json!({ "reason": "Ett ansikte syns." });
            let (body, tag) = (if command == "check" { json!({}) } else { why }, [("if-match", "\"x\"")]);
            let seen = with.post_with(&path, &one, &body, &tag).await;
            let expected = without.post_with(&path, &other, &body, &tag).await;
            assert_eq!(whole(&seen), whole(&expected), "{party} {role:?} {path}");
        }
    }
}

#[tokio::test]
async fn the_bytes_go_with_their_record_and_what_no_record_names_is_swept() {
    let app = TestApp::with_city().await;
    app.photos_on(4).await;
    let (west, admin) =
        (app.token("W", Role::Coordinator).await, app.token("STAD", Role::Administrator).await);
    let (store, engine) = (app.app.photos().store().clone(), app.app.engine().clone());
    let following = tokio::spawn(sweep::follow(store.clone(), engine.clone()));
    let report = report(&app, &west).await;
    let (removed, erased) = (photo(&app, &report, &west).await, photo(&app, &report, &west).await);
    let thing = format!("/api/photos/{removed}");
    let why = json!({ "reason": "Ett ansikte syns." });
    let answer = app.command(&thing, "remove", &west, &why).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(app.get(&thing, &west).await.problem(), "erased");
    assert_eq!(app.get(&format!("{thing}/large"), &west).await.problem(), "erased");
    until(async || stored(&app).await == 1).await;
    let decision = json!({ "part": "text", "decision": "KS 2026/1" });
    let report = format!("/api/reports/{report}");
    assert_eq!(app.command(&report, "erase", &admin, &decision).await.status, 200);
    assert_eq!(app.get(&format!("/api/photos/{erased}"), &west).await.problem(), "erased");
    until(async || stored(&app).await == 0).await;
    following.abort();
    // A crash between the bytes and their record.
    let left = samplats::photos::picture::redrawn(&jpeg(&drawing(64, 48))).unwrap();
    store.put(samplats::domain::hex::Hex([7; 16]), left).await.unwrap();
    assert_eq!(
        sweep::sweep(&store, &engine, Timestamp::now() - sweep::WAITS).await.unwrap(),
        0,
        "it may yet be written"
    );
    let later = Timestamp::now() + SignedDuration::from_hours(1);
    assert_eq!(sweep::sweep(&store, &engine, later).await.unwrap(), 1);
    assert_eq!(stored(&app).await, 0);
}

/// Waits for a condition.
async fn until(holds: impl AsyncFn() -> bool) {
    while !holds().await {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_record_without_its_bytes_says_so() {
    let app = TestApp::with_city().await;
    app.photos_on(2).await;
    let west = app.token("W", Role::Coordinator).await;
    let id = photo(&app, &report(&app, &west).await, &west).await;
    let store = app.app.photos().store();
    let later = Timestamp::now() + SignedDuration::from_hours(1);
    let name = store.older_than(later).await.unwrap()[0];
    store.remove(name).await.unwrap();
    let missing = app.get(&format!("/api/photos/{id}/large"), &west).await;
    assert_eq!((missing.status.as_u16(), missing.problem().as_str()), (500, "photo-missing"));
    // Other bytes in their place are not served either.
    let other = samplats::photos::picture::redrawn(&jpeg(&drawing(64, 48))).unwrap();
    store.put(name, other).await.unwrap();
    assert_eq!(app.get(&format!("/api/photos/{id}/large"), &west).await.problem(), "photo-missing");
    assert_eq!(app.get(&format!("/api/photos/{id}"), &west).await.status, 200);
}

#[tokio::test]
async fn a_photo_that_its_origin_took_away_is_told_to_no_other_organisations_administrator() {
    let app = TestApp::with_city().await;
    app.photos_on(2).await;
    let west = app.token("W", Role::Coordinator).await;
    let path = format!("/api/photos/{}", photo(&app, &report(&app, &west).await, &west).await);
    let removed = app.command(&path, "remove", &west, &json!({ "reason": "Ett ansikte syns." })).await;
    assert_eq!(removed.status, 200, "{}", removed.json());
    for (party, told) in [("W", 1), ("STAD", 0), ("E", 0)] {
        let administrator = app.token(party, Role::Administrator).await;
        let erasures = app.get("/api/erasures", &administrator).await.json();
        assert_eq!(erasures["items"].as_array().unwrap().len(), told, "{party}: {erasures}");
    }
}

#[tokio::test]
async fn who_has_sent_as_much_as_a_day_takes_is_asked_to_wait() {
    let app = TestApp::with_city().await;
    app.photos_on(4).await;
    let west = app.token("W", Role::Reporter).await;
    let report = report(&app, &west).await;
    let book = app.app.accounts().book();
    let name = format!("token:{}", book.tokens.values().max_by_key(|token| token.created_at).unwrap().id);
    let (limited, edge) = app.limited();
    let limits = edge.limits().expect("limits are on unless they are switched off");
    let first = jpeg(&drawing(64, 48));
    let sent = send(&limited, (&report, &west), ("image/jpeg", first.clone()), Some("first")).await;
    assert_eq!(sent.status, 201);
    while limits.photo(&name, 8 << 20).is_ok() {}
    while limits.photo(&name, 1 << 10).is_ok() {}
    let late = send(&limited, (&report, &west), ("image/jpeg", jpeg(&drawing(640, 480))), None).await;
    assert_eq!((late.status.as_u16(), late.problem().as_str()), (429, "too-many-requests"));
    assert!(late.header("retry-after").parse::<u32>().unwrap() >= 1);
    let again = send(&limited, (&report, &west), ("image/jpeg", first), Some("first")).await;
    assert_eq!(again.status, 201, "what was taken once is answered again");
    assert_eq!(listed(&limited, &format!("report={report}"), &west).await.len(), 1);
}
