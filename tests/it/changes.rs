//! What has changed: always with a cursor to go on from, and never with a sign of what is not seen.

use super::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt;
use samplats::domain::access::Role;
use samplats::domain::ids::ReportId;
use samplats::engine::events::{Event, Moment, Stretch};
use samplats::index::view::then::Then;
use serde_json::{Value, json};

/// In the western and in the eastern district, farther apart than anybody sees.
const WEST: (f64, f64) = (18.0503, 59.3703);
const EAST: (f64, f64) = (18.1703, 59.3203);

fn report((lon, lat): (f64, f64)) -> Value {
    json!({ "position": { "lon": lon, "lat": lat }, "problem_types": ["vandalism"] })
}

async fn changes(app: &TestApp, token: &str, since: Option<&str>) -> Value {
    let query = since.map(|since| format!("?since={since}")).unwrap_or_default();
    let answer = app.get(&format!("/api/changes{query}"), token).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()
}

fn next(page: &Value) -> String {
    page["next"].as_str().expect("always a cursor").to_owned()
}

/// The first thing that a stream says, and the rest of it.
async fn hello(app: &TestApp, token: &str, since: Option<&str>) -> (String, Body) {
    let mut request = Request::get("/api/changes")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT, "text/event-stream");
    if let Some(since) = since {
        request = request.header("last-event-id", since);
    }
    let response = app.stream(request.body(Body::empty()).unwrap()).await;
    let mut body = response.into_body();
    (frame(&mut body).await, body)
}

async fn frame(body: &mut Body) -> String {
    let frame = body.frame().await.expect("it goes on").unwrap();
    String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn whoever_is_told_who_they_are_is_told_of_all_that_happens_afterwards() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let me = async || app.get("/api/me", &west).await.json();
    let begun = me().await["changes"].as_str().expect("a cursor").to_owned();
    assert_eq!(next(&changes(&app, &west, None).await), begun);
    let id = made(&app, &west, WEST).await.json()["id"].clone();
    let told = changes(&app, &west, Some(&begun)).await;
    assert_eq!(told["items"][0]["id"], id);
    let after = me().await["changes"].as_str().unwrap().to_owned();
    assert_eq!(next(&told), after);
    // What happens unseen moves it not at all.
    let east = app.token("E", Role::Coordinator).await;
    made(&app, &east, EAST).await;
    assert_eq!(me().await["changes"], after.as_str());
    // A stream that begins there tells at once what has happened meanwhile; one that has come further goes on from there.
    let stream = |last: Option<&str>| {
        let mut request = Request::get(format!("/api/changes?since={begun}"))
            .header(header::AUTHORIZATION, format!("Bearer {west}"))
            .header(header::ACCEPT, "text/event-stream");
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        app.stream(request.body(Body::empty()).unwrap())
    };
    let mut body = stream(None).await.into_body();
    assert!(frame(&mut body).await.contains(&begun));
    assert!(frame(&mut body).await.contains(id.as_str().unwrap()));
    let mut body = stream(Some(&after)).await.into_body();
    assert!(frame(&mut body).await.contains(&after));
    let second = made(&app, &west, WEST).await.json()["id"].clone();
    let told = frame(&mut body).await;
    assert!(told.contains(second.as_str().unwrap()) && !told.contains(id.as_str().unwrap()), "{told}");
}

async fn made(app: &TestApp, token: &str, at: (f64, f64)) -> Answer {
    let sent = app.post("/api/reports", token, &report(at)).await;
    assert_eq!(sent.status, 201, "{}", sent.json());
    sent
}

#[tokio::test]
async fn whoever_looks_gets_a_cursor_and_goes_on_from_it() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let begun = changes(&app, &west, None).await;
    assert_eq!(begun["items"], json!([]));
    let sent = made(&app, &west, WEST).await.json();
    let told = changes(&app, &west, Some(&next(&begun))).await;
    assert_eq!((told["items"].as_array().unwrap().len(), &told["items"][0]["id"]), (1, &sent["id"]));
    assert_eq!(told["items"][0]["cursor"], told["next"]);
    let quiet = changes(&app, &west, Some(&next(&told))).await;
    assert_eq!((&quiet["items"], &quiet["next"]), (&json!([]), &told["next"]));
    // Now is after the last that was seen.
    assert_eq!(changes(&app, &west, None).await["next"], told["next"]);
}

/// A page is judged by one world. What is told while it is made may be of a thing that this world does not have: that is for
/// the next page, together with all that came after it.
#[tokio::test]
async fn a_page_ends_where_its_world_does() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let begun = next(&changes(&app, &west, None).await);
    let id: ReportId = made(&app, &west, WEST).await.json()["id"].as_str().unwrap().parse().unwrap();
    let told = changes(&app, &west, Some(&begun)).await;
    let after = app.app.engine().snapshot().seq;
    let event = |seq, id: ReportId, version| Event {
        seq,
        time: jiff::Timestamp::UNIX_EPOCH,
        verb: "report.edit".into(),
        key: id.into(),
        version,
        then: Then::AsNow,
    };
    let made_since = ReportId::from_bits(id.bits() ^ 1);
    let events = vec![event(after + 1, made_since, 1), event(after + 2, id, 2)];
    app.app.engine().events().publish(Stretch { after, until: after + 2, events });
    let page = changes(&app, &west, Some(&begun)).await;
    assert_eq!((&page["items"], page["next"].as_str()), (&told["items"], told["next"].as_str()));
    let on = changes(&app, &west, Some(&next(&page))).await;
    assert_eq!((&on["items"], on.get("start_over"), &on["next"]), (&json!([]), None, &told["next"]));
}

/// A server that was promoted may lack the last changes: they are undone, and some of them are made anew.
#[tokio::test]
async fn a_cursor_of_a_history_that_is_no_more_starts_over() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    made(&app, &west, WEST).await;
    let seen = next(&changes(&app, &west, None).await);
    let engine = app.app.engine();
    let last = engine.events().newest(|_| true).expect("the report");
    let later = last.time + jiff::SignedDuration::from_millis(1);
    for (time, is_another) in [(last.time, false), (later, true)] {
        let after = last.seq - 1;
        engine.events().start_over(Moment { seq: after, at: None });
        let events = vec![Event { time, ..last.clone() }];
        engine.events().publish(Stretch { after, until: last.seq, events });
        let on = changes(&app, &west, Some(&seen)).await;
        assert_eq!((on.get("start_over").is_some(), &on["items"]), (is_another, &json!([])), "{on}");
        assert_eq!(next(&on) != seen, is_another);
        assert_eq!(hello(&app, &west, Some(&seen)).await.0.contains("start-over"), is_another);
    }
}

#[tokio::test]
async fn a_cursor_that_says_nothing_starts_over_with_one_that_does() {
    let app = TestApp::with_city().await;
    let (west, east) = (app.token("W", Role::Coordinator).await, app.token("E", Role::Coordinator).await);
    made(&app, &west, WEST).await;
    let own = next(&changes(&app, &west, None).await);
    // Not even another's cursor is one.
    for since in ["report.00000000001.1", "nonsense", own.as_str()] {
        let over = changes(&app, &east, Some(since)).await;
        assert_eq!((&over["start_over"], &over["items"]), (&json!(true), &json!([])), "{since}");
        let on = changes(&app, &east, Some(&next(&over))).await;
        assert_eq!(on.get("start_over"), None);
        assert!(hello(&app, &east, Some(since)).await.0.contains("event: start-over"));
    }
    assert!(!hello(&app, &west, Some(&own)).await.0.contains("start-over"));
}

/// Two cursors before, between and after what one of the two does not see: to that one they are the same text, in
/// lists and in streams, from the beginning and from something seen.
#[tokio::test]
async fn whoever_saw_nothing_cannot_tell_that_something_happened() {
    let app = TestApp::with_city().await;
    let (west, east) = (app.token("W", Role::Coordinator).await, app.token("E", Role::Coordinator).await);
    for with_something_seen in [false, true] {
        if with_something_seen {
            made(&app, &west, WEST).await;
        }
        let listed = next(&changes(&app, &west, None).await);
        let (said, mut stream) = hello(&app, &west, None).await;
        assert!(said.contains(&format!("id: {listed}\n")), "{said}");
        for _ in 0..3 {
            let place = json!({ "reports": [made(&app, &east, EAST).await.json()["id"]],
                "problem_types": ["vandalism"] });
            assert_eq!(app.post("/api/places", &east, &place).await.status, 201);
            assert_ne!(next(&changes(&app, &east, None).await), listed);
            assert_eq!(next(&changes(&app, &west, None).await), listed);
            let on = changes(&app, &west, Some(&listed)).await;
            assert_eq!((&on["items"], on["next"].as_str()), (&json!([]), Some(listed.as_str())));
            assert_eq!(hello(&app, &west, None).await.0, said);
            assert_eq!(hello(&app, &west, Some(&listed)).await.0, said);
        }
        // The next thing it is told of is the next it may see.
        let seen = made(&app, &west, WEST).await.json();
        let told = frame(&mut stream).await;
        assert!(told.contains(seen["id"].as_str().unwrap()) && told.matches("event:").count() == 1, "{told}");
        let on = changes(&app, &west, Some(&listed)).await;
        assert_eq!(on["items"].as_array().unwrap().len(), 1);
        assert!(told.contains(&format!("id: {}\n", next(&on))));
    }
}

fn verbs(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|change| change["verb"].as_str().unwrap()).collect()
}

async fn edit(app: &TestApp, path: &str, token: &str, body: &Value) {
    let etag = app.get(path, token).await.header("etag").to_owned();
    let answer = app.patch(path, token, body, &etag).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
}

/// What was done with a place while it was its origin's own stays untold when it is shared, also to whoever came with a cursor
/// of before.
#[tokio::test]
async fn what_happened_before_a_thing_was_shared_is_not_told_afterwards() {
    let app = TestApp::with_city().await;
    let (west, east) = (app.token("W", Role::Coordinator).await, app.token("E", Role::Coordinator).await);
    let begun = next(&changes(&app, &east, None).await);
    let own = next(&changes(&app, &west, None).await);
    let place = json!({ "geometry": { "type": "Point", "coordinates": [WEST.0, WEST.1] }, "problem_types": ["vandalism"],
        "name": "Torget", "class": "origin" });
    let place = app.post("/api/places", &west, &place).await.json();
    let path = format!("/api/places/{}", place["id"].as_str().unwrap());
    edit(&app, &path, &west, &json!({ "note": "Bara för oss" })).await;
    let measure = json!({ "place": place["id"], "measure_type": "safety_walk", "party": "W" });
    let measure = app.post("/api/measures", &west, &measure).await;
    assert_eq!(measure.status, 201, "{}", measure.json());
    let filed = json!({ "kind": "place", "id": place["id"], "diary_number": "SDN 2026/12" });
    let filed = app.post("/api/filings", &west, &filed).await;
    assert_eq!(filed.status, 201, "{}", filed.json());
    edit(&app, &path, &west, &json!({ "class": "partner", "ground": "general_terms" })).await;
    let told = changes(&app, &east, Some(&begun)).await;
    assert_eq!((&told["items"], told["next"].as_str()), (&json!([]), Some(begun.as_str())));
    let confirmed = app.command(&path, "parties", &west, &json!({ "party": "E", "level": "full" })).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.json());
    edit(&app, &path, &west, &json!({ "note": "För alla" })).await;
    let told = changes(&app, &east, Some(&begun)).await;
    assert_eq!(verbs(&told), ["place.party", "place.edit"]);
    // Its own party is told of all of it.
    let all = changes(&app, &west, Some(&own)).await;
    let before = ["place.create", "place.edit", "measure.add", "filing.add", "place.class"];
    assert_eq!(verbs(&all), [&before[..], &["place.party", "place.edit"]].concat());
}
