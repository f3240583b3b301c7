//! Public documents as those who answer for them meet them: what is in an answer, what is not, and who finds it again.

use super::support::{Answer, TestApp};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use samplats::domain::access::Role;
use serde_json::{Value, json};

const TEXT: &str = "Låset till gaveldörren är trasigt";
const REASON: &str = "Avser kameror bakom skolan";

/// A report of the western district, and the place that was made of it, with what was written on the way.
async fn written(app: &TestApp, west: &str) -> (String, String) {
    let report = json!({ "position": { "lon": 18.0213, "lat": 59.3217 }, "problem_types": ["disorder"], "text": TEXT });
    let report = id(&app.post("/api/reports", west, &report).await);
    let place = json!({ "reports": [report], "problem_types": ["disorder"], "name": "Gaveln", "note": TEXT });
    let place = id(&app.post("/api/places", west, &place).await);
    let status = json!({ "status": "active", "reason": REASON });
    assert_eq!(app.command(&path("places", &place), "status", west, &status).await.status, 200);
    (report, place)
}

fn id(answer: &Answer) -> String {
    answer.json()["id"].as_str().unwrap_or_else(|| panic!("{}", answer.json())).to_owned()
}

fn path(noun: &str, id: &str) -> String {
    format!("/api/{noun}/{id}")
}

fn part<'a>(document: &'a Value, name: &str) -> &'a Value {
    document["parts"].as_array().unwrap().iter().find(|part| part["part"] == name).unwrap()
}

fn lines(document: &Value, name: &str) -> String {
    let lines = part(document, name)["lines"].as_array().unwrap();
    lines.iter().map(|line| format!("{}: {}\n", line["label"], line["text"])).collect()
}

async fn answered(app: &TestApp, thing: &str, token: &str, body: &Value) -> Value {
    let answer = app.command(thing, "document-requests", token, body).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()
}

#[tokio::test]
async fn a_document_is_given_out_with_all_that_is_not_withheld() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let (report, place) = written(&app, &west).await;
    let all = app.get(&format!("{}/document", path("places", &place)), &west).await.json();
    assert_eq!(
        (&all["kind"], &all["class"], &all["origin"]["code"]),
        (&json!("place"), &json!("partner"), &json!("W"))
    );
    assert_eq!(all["holder"]["code"], "W");
    for (name, word) in [
        ("name", "Gaveln"),
        ("position", "POINT (18.0213 59.3217)"),
        ("details", "Ordningsstörning"),
        ("text", TEXT),
        ("coordination", "Väster stadsdelsförvaltning"),
        ("parties", "Polisen"),
        ("history", REASON),
    ] {
        assert!(lines(&all, name).contains(word), "{name}: {}", lines(&all, name));
    }
    let of_report = app.get(&format!("{}/document", path("reports", &report)), &west).await.json();
    assert!(lines(&of_report, "text").contains(TEXT) && lines(&of_report, "position").contains("59.32170"));

    let body =
        json!({ "diary_number": "SDN 2026/740", "received_on": "2026-03-02", "decided_by": "registrator" });
    let whole = answered(&app, &path("places", &place), &west, &body).await;
    assert_eq!((&whole["answer"], &whole["withheld"]), (&json!("whole"), &json!([])));
    let found = app.get(&path("document-requests", whole["id"].as_str().unwrap()), &west).await.json();
    assert_eq!(found["document"]["parts"], all["parts"], "what is given out is what was looked at");
    // What comes later is not in it.
    let edit = json!({ "note": "Något nytt", "reason": "Senare" });
    let etag = app.get(&path("places", &place), &west).await.header("etag").to_owned();
    assert_eq!(app.patch(&path("places", &place), &west, &edit, &etag).await.status, 200);
    let again = app.get(&path("document-requests", whole["id"].as_str().unwrap()), &west).await.json();
    assert_eq!(again["document"], found["document"]);
}

#[tokio::test]
async fn what_is_withheld_is_not_in_the_bytes_and_its_paragraph_and_reason_are() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let (report, place) = written(&app, &west).await;
    for (thing, parts, gone) in [
        (
            path("places", &place),
            vec!["text", "history", "position", "name"],
            vec![TEXT, REASON, "18.0213", "Gaveln"],
        ),
        (path("reports", &report), vec!["text", "position"], vec![TEXT, "59.3217", "18.0213"]),
    ] {
        let withheld: Vec<_> = parts
            .iter()
            .map(|part| json!({ "part": part, "ground": "osl_18_8", "reason": "Visar hur det är skyddat" }))
            .collect();
        let made =
            answered(&app, &thing, &west, &json!({ "decided_by": "registrator", "withheld": withheld }))
                .await;
        assert_eq!(made["answer"], "in_part");
        let answer = app.get(&path("document-requests", made["id"].as_str().unwrap()), &west).await;
        let text = String::from_utf8(answer.body.clone()).unwrap();
        for word in gone {
            assert!(!text.contains(word), "{word} is in the answer about {thing}");
        }
        for name in parts {
            let part = part(&answer.json()["document"], name).clone();
            assert_eq!(
                (&part["lines"], &part["withheld"]["reason"]),
                (&json!([]), &json!("Visar hur det är skyddat"))
            );
            assert!(part["withheld"]["paragraph"].as_str().unwrap().starts_with("OSL 18:8 "), "{part}");
            assert!(part.get("suggestion").is_none());
        }
    }
    // Without its times nothing says when a report came in.
    let withheld = json!([{ "part": "time", "ground": "osl_18_1", "reason": "Skulle röja en insats" }]);
    let made = answered(&app, &path("reports", &report), &west, &made_of(&withheld)).await;
    let found = app.get(&path("document-requests", made["id"].as_str().unwrap()), &west).await.json();
    assert!(found["document"].get("as_of").is_none());
    // Nor does anything that happened to a thing, or who holds it since when.
    for thing in [path("reports", &report), path("places", &place)] {
        let made = answered(&app, &thing, &west, &made_of(&withheld)).await;
        let found = app.get(&path("document-requests", made["id"].as_str().unwrap()), &west).await.json();
        let parts = found["document"]["parts"].as_array().unwrap();
        let lines = parts.iter().flat_map(|part| part["lines"].as_array().unwrap());
        let lines: Vec<_> = lines.map(ToString::to_string).collect();
        assert!(lines.len() > 3, "{lines:?}");
        let year = Timestamp::now().to_zoned(TimeZone::UTC).year().to_string();
        let dated: Vec<_> = lines.iter().filter(|line| line.contains(&format!("{year}-"))).collect();
        assert!(dated.is_empty(), "{dated:?}");
    }
}

fn made_of(withheld: &Value) -> Value {
    json!({ "decided_by": "registrator", "withheld": withheld })
}

#[tokio::test]
async fn an_answer_is_decided_on_what_was_looked_at_and_says_nothing_it_must_not() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let (_, place) = written(&app, &west).await;
    let thing = path("places", &place);
    let seen = app.get(&thing, &west).await.header("etag").to_owned();
    let edit = json!({ "note": "Nytt", "reason": "Mer att läsa" });
    assert_eq!(app.patch(&thing, &west, &edit, &seen).await.status, 200);
    let body = json!({ "decided_by": "registrator" });
    let stale =
        app.post_with(&format!("{thing}/document-requests"), &west, &body, &[("if-match", &seen)]).await;
    assert_eq!(stale.problem(), "stale", "somebody wrote what the decider has not read");
    for (body, pointer, code) in [
        (json!({}), "#/decided_by", "required"),
        (json!({ "decided_by": "x", "diary_number": "begäran" }), "#/diary_number", "not_a_diary_number"),
        (json!({ "decided_by": "x", "diary_number": "5000-K123456-24" }), "#/diary_number", "case_number"),
        (json!({ "decided_by": "ring 070-123 45 67" }), "#/decided_by", "phone_number"),
        (json!({ "decided_by": "x", "received_on": "2999-01-01" }), "#/received_on", "in_the_future"),
        (
            json!({ "decided_by": "x", "withheld": [{ "part": "unit", "ground": "osl_18_8", "reason": "x" }] }),
            "#/withheld/0/part",
            "no_such_part",
        ),
        (
            json!({ "decided_by": "x", "withheld": [{ "part": "text", "ground": "hemligt", "reason": "x" }] }),
            "#/withheld/0/ground",
            "unknown_code",
        ),
        (
            json!({ "decided_by": "x", "withheld": [{ "part": "text", "ground": "osl_18_8" }] }),
            "#/withheld/0/reason",
            "required",
        ),
    ] {
        let answer = app.command(&thing, "document-requests", &west, &body).await;
        let wrong = answer.json()["errors"][0].clone();
        assert_eq!(
            (answer.status.as_u16(), &wrong["pointer"], &wrong["code"]),
            (422, &json!(pointer), &json!(code))
        );
    }
    // There is nowhere to write who asked.
    let named = json!({ "decided_by": "registrator", "requester": "Anna" });
    assert_eq!(app.command(&thing, "document-requests", &west, &named).await.status, 422);
}

#[tokio::test]
async fn answers_are_found_by_their_number_by_those_who_gave_them_and_by_nobody_else() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let (report, place) = written(&app, &west).await;
    for (thing, number) in
        [(path("places", &place), "SDN 2026/740"), (path("reports", &report), "SDN 2026-741:1")]
    {
        let body = json!({ "decided_by": "registrator", "diary_number": number });
        answered(&app, &thing, &west, &body).await;
    }
    let listed = async |token: &str, query: &str| {
        app.get(&format!("/api/document-requests{query}"), token).await.json()["items"]
            .as_array()
            .unwrap()
            .clone()
    };
    assert_eq!(listed(&west, "").await.len(), 2);
    for (query, count) in [
        ("?reference=sdn2026/740", 1),
        ("?reference=2026-741", 1),
        ("?reference=2026", 2),
        ("?reference=999", 0),
        ("?reference=-", 0),
        (&*format!("?reference={report}"), 1),
        ("?since=2999-01-01", 0),
    ] {
        assert_eq!(listed(&west, query).await.len(), count, "{query}");
    }
    // The police see the place in full and answer for what they hold themselves; of this they know nothing.
    let police = app.token("POLIS", Role::Coordinator).await;
    assert_eq!(listed(&police, "").await.len(), 0);
    let one = listed(&west, "").await[0]["id"].as_str().unwrap().to_owned();
    for party in ["POLIS", "E", "STAD"] {
        for role in [Role::Coordinator, Role::Administrator] {
            let token = app.token(party, role).await;
            assert_eq!(
                app.get(&path("document-requests", &one), &token).await.problem(),
                "not-there",
                "{party}"
            );
            let since = app.get("/api/changes", &token).await.json()["next"].as_str().unwrap().to_owned();
            let thing = path("places", &place);
            answered(&app, &thing, &west, &json!({ "decided_by": "registrator" })).await;
            let told = app.get(&format!("/api/changes?since={since}"), &token).await.json();
            assert_eq!(told["items"], json!([]), "{party} {role:?}");
        }
    }
    let reader = app.token("W", Role::Reader).await;
    assert_eq!(app.get(&path("document-requests", &one), &reader).await.status, 403);
    // Who only sees a part of it answers for none of it.
    let school = app.token("SKOLOR", Role::Coordinator).await;
    let told = app.get(&format!("{}/document", path("places", &place)), &school).await;
    assert!([403, 404].contains(&told.status.as_u16()), "{}", told.status);
}

#[tokio::test]
async fn what_the_rules_would_withhold_is_suggested_and_left_to_somebody() {
    let app = TestApp::with_city().await;
    let admin = app.token("STAD", Role::Administrator).await;
    let units = json!({ "name": "Väster stadsdelsförvaltning", "kind": "district_administration",
        "units": [{ "code": "falt", "name": "Fältenheten", "social_services": true }] });
    assert_eq!(app.replace("/api/parties/W", &admin, &units).await.status, 200);
    let police = app.token("POLIS", Role::Coordinator).await;
    let at = json!({ "lon": 18.02, "lat": 59.32 });
    let body = json!({ "position": at, "problem_types": ["disorder"], "class": "police", "text": "Insats" });
    let kept = id(&app.post("/api/reports", &police, &body).await);
    let west = app.token("W", Role::Coordinator).await;
    let body =
        json!({ "position": at, "problem_types": ["disorder"], "text": "Flera missbrukare i trappan" });
    let health = id(&app.post("/api/reports", &west, &body).await);
    let suggested = async |report: &str, token: &str| {
        let document = app.get(&format!("{}/document", path("reports", report)), token).await.json();
        let parts = document["parts"].as_array().unwrap().clone();
        let of = |part: &Value| part.get("suggestion").map(|of| (part["part"].clone(), of["ground"].clone()));
        parts.iter().filter_map(of).collect::<Vec<_>>()
    };
    let of_police = suggested(&kept, &police).await;
    assert!(of_police.contains(&(json!("position"), json!("osl_18_1"))), "{of_police:?}");
    assert_eq!(suggested(&health, &west).await, [(json!("text"), json!("osl_21_1"))]);
}

#[tokio::test]
async fn an_erased_thing_leaves_the_answer_and_nothing_of_what_it_said() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let (report, _) = written(&app, &west).await;
    let thing = path("reports", &report);
    let made = answered(&app, &thing, &west, &json!({ "decided_by": "registrator" })).await;
    let found = path("document-requests", made["id"].as_str().unwrap());
    let erase = json!({ "part": "text", "decision": "KS 2026/1" });
    assert_eq!(app.command(&thing, "erase", &west, &erase).await.status, 200);
    let left = app.get(&found, &west).await;
    assert!(!String::from_utf8_lossy(&left.body).contains(TEXT));
    assert_eq!(left.json()["document"]["erased"], true);
    let erase = json!({ "part": "facts_and_content", "decision": "KS 2026/2" });
    assert_eq!(app.command(&thing, "erase", &west, &erase).await.status, 200);
    let left = app.get(&found, &west).await.json();
    assert_eq!(
        (&left["document"], &left["absent"], &left["decided_by"]),
        (&json!(null), &json!("erased"), &json!("registrator"))
    );
}

#[tokio::test]
async fn where_a_decision_lies_is_written_beside_it_and_found_by_its_number() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let admin = app.token("STAD", Role::Administrator).await;
    let (_, place) = written(&app, &west).await;
    let of_place = json!({ "kind": "place", "id": place, "diary_number": "SDN 2026/12",
        "body": "Väster stadsdelsnämnd", "decided_on": "2026-03-02" });
    let made = app.post("/api/filings", &west, &of_place).await;
    assert_eq!(made.status, 201, "{}", made.json());
    assert_eq!(
        (&made.json()["name"], &made.json()["decided_by"]["on"]),
        (&json!("Gaveln"), &json!("2026-03-02"))
    );
    let rule = json!({ "site_kind": "school", "party": "SKOLOR", "decision": "KS 2026/99" });
    let rule = id(&app.post("/api/designations", &admin, &rule).await);
    let of_rule = json!({ "kind": "designation", "id": rule, "diary_number": "KS 2026/99-3" });
    assert_eq!(app.post("/api/filings", &west, &of_rule).await.status, 403);
    assert_eq!(app.post("/api/filings", &admin, &of_rule).await.status, 201);
    let listed = async |token: &str, query: &str| {
        let answer = app.get(&format!("/api/filings{query}"), token).await;
        answer.json()["items"].as_array().unwrap_or_else(|| panic!("{}", answer.json())).clone()
    };
    assert_eq!(listed(&west, "?reference=SDN%202026/12").await.len(), 1);
    assert_eq!(listed(&west, "?reference=stadsdelsn%C3%A4mnd").await.len(), 1);
    assert_eq!(listed(&west, "?reference=ks2026/99").await[0]["decision"], "KS 2026/99");
    assert_eq!(listed(&west, &format!("?kind=place&id={place}")).await.len(), 1);
    // A place that is withheld has no filings, and none is written beside it.
    let road = app.token("VAG", Role::Coordinator).await;
    assert_eq!(listed(&road, "?reference=SDN").await.len(), 0);
    assert_eq!(app.get(made.header("location"), &road).await.status, 404);
    assert_eq!(app.post("/api/filings", &road, &of_place).await.problem(), "not-there");
    let nothing = json!({ "kind": "place", "id": place });
    assert_eq!(app.post("/api/filings", &west, &nothing).await.status, 422);
    let of_report = json!({ "kind": "report", "id": place, "diary_number": "SDN 1" });
    assert_eq!(app.post("/api/filings", &west, &of_report).await.problem(), "not-there");
    let taken = app.command(made.header("location"), "withdraw", &west, &json!({})).await;
    assert!(taken.json()["withdrawn_at"].is_string(), "{}", taken.json());
}
