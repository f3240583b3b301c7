//! Rounds, walks and presence through the HTTP edge: whose they are, and that nobody else's answers change by a byte.

use super::routes::{presence_at, walk_of};
use super::support::{Answer, TestApp};
use samplats::domain::access::Role;
use serde_json::{Value, json};

fn id(answer: Answer) -> String {
    assert!(answer.status.is_success(), "{}", String::from_utf8_lossy(&answer.body));
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn place(app: &TestApp, token: &str, class: &str) -> String {
    let report =
        json!({ "position": { "lon": 18.02, "lat": 59.32 }, "problem_types": ["disorder"], "class": class });
    let report = id(app.post("/api/reports", token, &report).await);
    let place = json!({ "reports": [report], "problem_types": ["disorder"], "class": class });
    id(app.post("/api/places", token, &place).await)
}

async fn round(app: &TestApp, token: &str, place: &str) -> String {
    let body = json!({ "name": "Kvällsronden", "stops": [{ "label": "Torget", "place": place }] });
    id(app.post("/api/rounds", token, &body).await)
}

fn found(round: &str, found: &str) -> Value {
    let mut walk = walk_of(round);
    walk["visits"][0]["found"] = json!(found);
    walk
}

#[tokio::test]
async fn nothing_seen_is_counted_beside_what_was_seen() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let place = place(&app, &west, "partner").await;
    let round = round(&app, &west, &place).await;
    for what in ["nothing", "still", "nothing", "gone", "reported"] {
        assert_eq!(app.post("/api/walks", &west, &found(&round, what)).await.status, 201, "{what}");
    }
    let effort = app.get(&format!("/api/places/{place}/effort"), &west).await.json();
    assert_eq!((&effort["visits"], &effort["seen"]), (&json!(5), &json!(2)), "{effort}");
    assert_eq!(effort["parties"][0]["last"], json!("2026-03-02"));
    let known = app.get(&format!("/api/rounds/{round}/known"), &west).await.json();
    let stop = &known["items"][0];
    assert_eq!((&stop["visits"], &stop["seen"]), (&json!(5), &json!(2)), "{known}");
    assert_eq!(stop["problem_types"], json!(["disorder"]));
    assert_eq!(stop["reports"].as_array().unwrap().len(), 1, "{known}");
    let walks = app.get(&format!("/api/walks?round={round}&limit=2"), &west).await.json();
    assert_eq!(walks["items"].as_array().unwrap().len(), 2);
    assert!(walks["next"].is_string(), "{walks}");
}

#[tokio::test]
async fn walks_come_as_a_file_for_whose_they_are_and_for_nobody_else() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let place = place(&app, &west, "partner").await;
    let [evening, morning] = [round(&app, &west, &place).await, round(&app, &west, &place).await];
    for (round, what) in [(&evening, "nothing"), (&evening, "still"), (&morning, "gone")] {
        id(app.post("/api/walks", &west, &found(round, what)).await);
    }
    let file = async |token: &str, query: &str| {
        let answer = app.get(&format!("/api/exports/walks?format=csv{query}"), token).await;
        assert_eq!(answer.status, 200);
        let mut reader = csv::Reader::from_reader(answer.body.as_slice());
        let heads = reader.headers().unwrap().clone();
        let told = ["round_name", "stop_label", "place", "found"];
        let at = told.map(|name| heads.iter().position(|head| head == name).unwrap());
        let rows = reader.records().map(Result::unwrap);
        let mut rows: Vec<_> = rows.map(|row| at.map(|at| row[at].to_owned())).collect();
        rows.sort_unstable();
        rows
    };
    let told = |found: &str| ["Kvällsronden", "Torget", &place, found].map(str::to_owned);
    assert_eq!(file(&west, "").await, ["gone", "nothing", "still"].map(told));
    assert_eq!(file(&west, &format!("&round={evening}")).await, ["nothing", "still"].map(told));
    // Who sees all of the place is not told how a party goes its rounds, nor is an administrator of another.
    for (party, role) in [("STAD", Role::Administrator), ("STAD", Role::Reader), ("E", Role::Coordinator)] {
        let token = app.token(party, role).await;
        assert_eq!(file(&token, "").await, Vec::<[String; 4]>::new(), "{party} {role:?}");
        assert_eq!(file(&token, &format!("&round={evening}")).await, Vec::<[String; 4]>::new());
    }
    let administrator = app.token("STAD", Role::Administrator).await;
    assert_eq!(file(&administrator, "&as=W").await, Vec::<[String; 4]>::new());
    let wrong = app.get("/api/exports/walks?round=no", &west).await;
    assert_eq!((wrong.status.as_u16(), wrong.problem().as_str()), (400, "bad-parameter"));
}

#[tokio::test]
async fn a_walk_that_is_sent_twice_is_one_walk() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let place = place(&app, &west, "partner").await;
    let round = round(&app, &west, &place).await;
    let key = [("idempotency-key", "\"walk-1\"")];
    let first = app.post_with("/api/walks", &west, &walk_of(&round), &key).await;
    let again = app.post_with("/api/walks", &west, &walk_of(&round), &key).await;
    assert_eq!((first.status, again.status), (201.try_into().unwrap(), 201.try_into().unwrap()));
    assert_eq!(first.json()["id"], again.json()["id"]);
    let effort = app.get(&format!("/api/places/{place}/effort"), &west).await.json();
    assert_eq!(effort["visits"], json!(1));
}

/// All that an answer says, without the number of the request.
fn said(answer: &Answer) -> (u16, String, Value) {
    let mut body = if answer.body.is_empty() { Value::Null } else { answer.json() };
    if let Some(body) = body.as_object_mut() {
        body.remove("instance");
    }
    let tag = if answer.status == 200 { answer.header("etag").to_owned() } else { String::new() };
    (answer.status.as_u16(), tag, body)
}

#[tokio::test]
async fn what_somebody_may_not_see_of_it_changes_no_byte_of_what_they_get() {
    let moment = "2026-11-23T09:00:00Z".parse().unwrap();
    let (with, without) = (TestApp::twin(moment).await, TestApp::twin(moment).await);
    let mut wests = Vec::new();
    for app in [&with, &without] {
        app.foretell(7);
        let west = app.token("W", Role::Coordinator).await;
        wests.push((place(app, &west, "partner").await, place(app, &west, "origin").await, west));
    }
    let (shared, kept, west) = &wests[0];
    assert_eq!((shared, kept), (&wests[1].0, &wests[1].1), "they are twins");
    // In one of them the west walks to both of its places, and is present at both.
    for place in [shared, kept] {
        let round = round(&with, west, place).await;
        assert_eq!(with.post("/api/walks", west, &found(&round, "still")).await.status, 201);
        assert_eq!(with.post("/api/presences", west, &presence_at(place)).await.status, 201);
    }
    let first = async |path: String| {
        with.get(&path, west).await.json()["items"][0]["id"].as_str().unwrap().to_owned()
    };
    let (round, walk) = (first("/api/rounds".into()).await, first("/api/walks".into()).await);
    let presence = first(format!("/api/presences?place={kept}")).await;
    for (party, role) in [
        ("VAG", Role::Coordinator),
        ("SKOLOR", Role::Member),
        ("POLIS", Role::Coordinator),
        ("E", Role::Coordinator),
        ("STAD", Role::Administrator),
        ("STAD", Role::Reader),
    ] {
        let (one, other) = (with.token(party, role).await, without.token(party, role).await);
        let mut paths = vec![
            "/api/rounds".to_owned(),
            "/api/walks".to_owned(),
            format!("/api/rounds/{round}"),
            format!("/api/rounds/{round}/known"),
            format!("/api/walks?round={round}"),
            format!("/api/walks/{walk}"),
            format!("/api/presences/{presence}"),
            format!("/api/presences?place={kept}"),
            format!("/api/places/{kept}/effort"),
            format!("/api/places/{kept}"),
            format!("/api/places/{shared}"),
            format!("/api/places/{shared}/history"),
            "/api/places".to_owned(),
            "/api/reports".to_owned(),
        ];
        let place = with.get(&format!("/api/places/{shared}"), &one).await;
        let is_full = place.status == 200 && place.json()["level"] == "full";
        if is_full {
            let effort = with.get(&format!("/api/places/{shared}/effort"), &one).await.json();
            assert_eq!(effort["visits"], json!(1), "{party} {role:?}");
        } else {
            paths.extend([format!("/api/places/{shared}/effort"), "/api/presences".to_owned()]);
        }
        for path in paths {
            let (seen, expected) = (with.get(&path, &one).await, without.get(&path, &other).await);
            assert_eq!(said(&seen), said(&expected), "{party} {role:?} {path}");
        }
        let tag = [("if-match", "\"x\"")];
        let erase = json!({ "part": "facts_and_content", "decision": "KS 2026/1" });
        for (path, body) in [
            (format!("/api/rounds/{round}/erase"), erase),
            (format!("/api/presences/{presence}/withdraw"), json!({})),
            ("/api/walks".to_owned(), walk_of(&round)),
        ] {
            let seen = with.post_with(&path, &one, &body, &tag).await;
            let expected = without.post_with(&path, &other, &body, &tag).await;
            assert_eq!(said(&seen), said(&expected), "{party} {role:?} {path}");
        }
    }
}

#[tokio::test]
async fn a_presence_is_listed_until_it_is_taken_back() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let place = place(&app, &west, "partner").await;
    let presence = id(app.post("/api/presences", &west, &presence_at(&place)).await);
    let path = format!("/api/presences/{presence}");
    let list = format!("/api/presences?place={place}");
    assert_eq!(app.get(&list, &west).await.json()["items"].as_array().unwrap().len(), 1);
    let answer = app.command(&path, "withdraw", &west, &json!({})).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(app.get(&list, &west).await.json()["items"].as_array().unwrap().len(), 0);
    assert_eq!(app.get(&path, &west).await.json()["withdrawn"], json!(true));
}

#[tokio::test]
async fn a_round_that_is_erased_is_gone_with_its_walks_and_said_to_be() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let place = place(&app, &west, "partner").await;
    let round = round(&app, &west, &place).await;
    let walk = id(app.post("/api/walks", &west, &walk_of(&round)).await);
    let thing = format!("/api/rounds/{round}");
    let decision = json!({ "part": "facts_and_content", "decision": "KS 2026/1" });
    let answer = app.command(&thing, "erase", &west, &decision).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(app.get(&thing, &west).await.problem(), "erased");
    assert_eq!(app.get(&format!("/api/walks/{walk}"), &west).await.problem(), "erased");
    let effort = app.get(&format!("/api/places/{place}/effort"), &west).await.json();
    assert_eq!(effort["visits"], json!(0));
    let stranger = app.token("VAG", Role::Coordinator).await;
    assert_eq!(app.get(&thing, &stranger).await.problem(), "not-there");
}
