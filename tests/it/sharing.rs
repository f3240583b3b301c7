//! Sharing is an act: who will see a thing is said beforehand, the ground is asked for, and to whom it went can be read.

use super::photos::corpus::{drawing, jpeg};
use super::photos::send;
use super::support::{Answer, TestApp};
use samplats::domain::access::Role;
use serde_json::{Value, json};

/// In the western district, far from every site; and on the school's yard.
const HERE: (f64, f64) = (18.02, 59.32);
const YARD: (f64, f64) = (18.051, 59.3505);

async fn city() -> TestApp {
    let app = TestApp::with_city().await;
    let admin = app.token("STAD", Role::Administrator).await;
    let west = json!({ "name": "Väster stadsdelsförvaltning", "kind": "district_administration",
        "units": [{ "code": "falt", "name": "Fältassistenterna", "social_services": true }] });
    assert_eq!(app.replace("/api/parties/W", &admin, &west).await.status, 200);
    for (login, party, role) in [
        ("anna", "W", Role::Coordinator),
        ("bo", "W", Role::Reporter),
        ("cilla", "SKOLOR", Role::Coordinator),
        ("dan", "POLIS", Role::Reader),
        ("eva", "STAD", Role::Administrator),
    ] {
        app.account(login, party, role).await;
    }
    app
}

async fn reported(app: &TestApp, token: &str, (lon, lat): (f64, f64), class: &str) -> String {
    let body =
        json!({ "position": { "lon": lon, "lat": lat }, "problem_types": ["disorder"], "class": class });
    let answer = app.post("/api/reports", token, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.json());
    format!("/api/reports/{}", answer.json()["id"].as_str().unwrap())
}

async fn placed(app: &TestApp, token: &str, (lon, lat): (f64, f64), class: &str) -> String {
    let geometry = json!({ "type": "Point", "coordinates": [lon, lat] });
    let body =
        json!({ "geometry": geometry, "problem_types": ["disorder"], "class": class, "name": "Torget" });
    let answer = app.post("/api/places", token, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.json());
    format!("/api/places/{}", answer.json()["id"].as_str().unwrap())
}

fn codes(parties: &Value) -> Vec<&str> {
    parties.as_array().unwrap().iter().map(|party| party["code"].as_str().unwrap()).collect()
}

/// The codes of those who were handed something.
fn codes_of(receivers: &Value) -> Vec<&str> {
    receivers.as_array().unwrap().iter().map(|to| to["party"]["code"].as_str().unwrap()).collect()
}

fn choice<'a>(sharing: &'a Value, class: &str) -> &'a Value {
    let choices = sharing["choices"].as_array().unwrap();
    choices.iter().find(|choice| choice["class"] == class).unwrap_or_else(|| panic!("{class} in {sharing}"))
}

fn items(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.json()["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn before_a_report_is_sent_its_sender_is_told_who_will_see_it() {
    let app = city().await;
    let reporter = app.token("W", Role::Reporter).await;
    let asked = app.get(&format!("/api/sharing?lon={}&lat={}", YARD.0, YARD.1), &reporter).await;
    assert_eq!(asked.status, 200, "{}", asked.json());
    let sharing = asked.json();
    assert_eq!((&sharing["class"], &sharing["may_change"]), (&json!("partner"), &json!(true)));
    let partner = choice(&sharing, "partner");
    assert_eq!(codes(&partner["full"]["parties"]), ["POLIS", "STAD", "W"]);
    assert_eq!(codes(&partner["exists"]["parties"]), ["SKOLOR"]);
    // Log-ins are counted by role, those of the administrator in another organisation among them.
    assert_eq!(
        partner["full"]["roles"],
        json!({ "administrator": 1, "coordinator": 1, "reader": 1, "reporter": 1 })
    );
    assert_eq!(partner["exists"]["roles"], json!({ "coordinator": 1 }));
    assert_eq!(codes(&choice(&sharing, "city")["full"]["parties"]), ["STAD", "W"]);
    assert_eq!(codes(&choice(&sharing, "origin")["full"]["parties"]), ["W"]);
    assert!(sharing["choices"].as_array().unwrap().iter().all(|choice| choice["class"] != "police"));
    // What is told is what comes.
    let report = reported(&app, &reporter, YARD, "partner").await;
    for (party, level) in [("POLIS", "full"), ("SKOLOR", "exists")] {
        let reader = app.token(party, Role::Reader).await;
        assert_eq!(app.get(&report, &reader).await.json()["level"], level, "{party}");
    }
    for wrong in ["/api/sharing", "/api/sharing?lon=18.02", "/api/sharing?lon=18.02&lat=190"] {
        assert_eq!(app.get(wrong, &reporter).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_report_is_opened_on_a_ground_and_the_list_says_to_whom() {
    let app = city().await;
    let west = app.token("W", Role::Coordinator).await;
    let report = reported(&app, &west, YARD, "origin").await;
    let sharing = app.get(&format!("{report}/sharing"), &west).await.json();
    let partner = choice(&sharing, "partner");
    assert_eq!((&partner["needs_ground"], &sharing["needs_words"]), (&json!(true), &json!(false)));
    let refused = app.command(&report, "class", &west, &json!({ "class": "partner" })).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["errors"][0]["pointer"], "#/ground");
    let opened = json!({ "class": "partner", "ground": "general_terms", "reason": "Bara platsen." });
    assert_eq!(app.command(&report, "class", &west, &opened).await.status, 200);
    let told = items(&app.get(&format!("{report}/disclosures"), &west).await);
    let [line] = &told[..] else { panic!("{told:?}") };
    assert_eq!(
        (&line["act"], &line["party"]["code"], &line["role"]),
        (&json!("widened"), &json!("W"), &json!("coordinator"))
    );
    assert_eq!((&line["from_class"], &line["to_class"]), (&json!("origin"), &json!("partner")));
    assert_eq!(line["ground"]["code"], "general_terms");
    let to: Vec<_> = line["to"].as_array().unwrap().iter().map(|to| &to["party"]).cloned().collect();
    assert_eq!(codes(&json!(to)), ["POLIS", "SKOLOR", "STAD"]);
    // What was said beforehand is what came.
    let said = [codes(&partner["full"]["parties"]), codes(&partner["exists"]["parties"])].concat();
    assert!(said.iter().all(|party| *party == "W" || codes(&json!(to)).contains(party)), "{said:?}");
    // Taking it back is in its history, and hands nothing on.
    let back = json!({ "class": "origin", "reason": "Fel klass." });
    assert_eq!(app.command(&report, "class", &west, &back).await.status, 200);
    assert_eq!(items(&app.get(&format!("{report}/disclosures"), &west).await).len(), 1);
    let history = items(&app.get(&format!("{report}/history"), &west).await);
    assert_eq!((&history[0]["verb"], &history[0]["reason"]), (&json!("report.class"), &json!("Fel klass.")));
}

#[tokio::test]
async fn to_whom_a_place_went_is_read_by_who_speaks_for_its_origin_and_by_administrators() {
    let app = city().await;
    let west = app.token("W", Role::Coordinator).await;
    let place = placed(&app, &west, YARD, "partner").await;
    let confirmed = json!({ "party": "VAG", "level": "full" });
    assert_eq!(app.command(&place, "parties", &west, &confirmed).await.status, 200);
    let given = json!({ "what": "sheet", "party": "VAG", "ground": "joint_work", "reason": "Inför mötet." });
    assert_eq!(app.command(&place, "hand-out", &west, &given).await.status, 200);
    for (party, role, status) in [
        ("W", Role::Coordinator, 200),
        ("STAD", Role::Administrator, 200),
        ("W", Role::Member, 403),
        ("POLIS", Role::Coordinator, 403),
        ("STAD", Role::Coordinator, 403),
        ("E", Role::Coordinator, 404),
        ("SKOLOR", Role::Reporter, 404),
    ] {
        let token = app.token(party, role).await;
        let answer = app.get(&format!("{place}/disclosures"), &token).await;
        // Who is asked to coordinate sees all of the place, and is not told who else was.
        let expected = if party == "SKOLOR" && app.get(&place, &token).await.json()["level"] == "full" {
            403
        } else {
            status
        };
        assert_eq!(answer.status, expected, "{party} {role:?}");
        let mine = items(&app.get("/api/disclosures", &token).await);
        assert_eq!(mine.is_empty(), status != 200, "{party} {role:?}: {mine:?}");
    }
    let lines = items(&app.get(&format!("{place}/disclosures?limit=1"), &west).await);
    assert_eq!((&lines[0]["act"], &lines[0]["ground"]["code"]), (&json!("sheet"), &json!("joint_work")));
    let first = app.get("/api/disclosures?limit=1", &west).await.json();
    let next = first["next"].as_str().expect("there is more");
    let rest = items(&app.get(&format!("/api/disclosures?cursor={next}"), &west).await);
    assert!(rest.iter().any(|line| line["act"] == "confirmed"), "{rest:?}");
    // What one party was handed, and nothing of what others were.
    for party in ["SKOLOR", "POLIS", "E"] {
        let handed = items(&app.get(&format!("/api/disclosures?party={party}"), &west).await);
        let all = items(&app.get("/api/disclosures", &west).await);
        let was_handed = |line: &&Value| codes_of(&line["to"]).contains(&party);
        assert_eq!(handed, all.iter().filter(was_handed).cloned().collect::<Vec<_>>(), "{party}");
    }
    assert_eq!(app.get("/api/disclosures?party=NOBODY", &west).await.status, 400);
    let file = app.get("/api/exports/disclosures?format=csv", &west).await;
    assert_eq!(file.status, 200);
    let file = String::from_utf8(file.body).unwrap();
    assert!(file.contains("sheet") && file.contains("Vägkontoret") && file.contains("2023:196"), "{file}");
    let others =
        app.get("/api/exports/disclosures?format=csv", &app.token("POLIS", Role::Coordinator).await).await;
    assert_eq!(String::from_utf8(others.body).unwrap().lines().count(), 1, "nothing but its heads");
}

#[tokio::test]
async fn each_choice_of_a_place_says_who_sees_it_and_a_suggested_party_what_it_would_see() {
    let app = city().await;
    let west = app.token("W", Role::Coordinator).await;
    // Beside the yard, so that the school company only holds ground there.
    let place = placed(&app, &west, (18.0497, 59.3505), "partner").await;
    let sharing = app.get(&format!("{place}/sharing"), &west).await.json();
    assert_eq!((&sharing["may_change"], &sharing["held_by"]["party"]["code"]), (&json!(true), &json!("W")));
    let classes: Vec<_> =
        sharing["choices"].as_array().unwrap().iter().map(|choice| &choice["class"]).collect();
    assert_eq!(classes, ["partner", "city", "origin"]);
    assert_eq!(choice(&sharing, "partner")["close_by"], true);
    assert_eq!(codes(&choice(&sharing, "city")["full"]["parties"]), ["STAD", "W"]);
    let [suggested] = &sharing["suggested"].as_array().unwrap()[..] else { panic!("{sharing}") };
    assert_eq!(suggested["party"]["code"], "SKOLOR");
    assert_eq!((&suggested["now"], &suggested["confirmed"]), (&json!("summary"), &json!("full")));
    assert_eq!(suggested["roles"], json!({ "coordinator": 1 }));
    // Who sees all of it and is not its origin is told who sees it, and is offered nothing.
    let police = app.token("POLIS", Role::Coordinator).await;
    let told = app.get(&format!("{place}/sharing"), &police).await.json();
    assert_eq!((&told["may_change"], told["choices"].as_array().unwrap().len()), (&json!(false), 1));
    let school = app.token("SKOLOR", Role::Coordinator).await;
    assert_eq!(
        app.get(&format!("{place}/sharing"), &school).await.status,
        404,
        "who sees less is told of nobody"
    );
}

#[tokio::test]
async fn what_social_services_hold_says_so_and_only_they_open_it() {
    let app = city().await;
    app.account_in("falt", "W", Role::Coordinator, "falt").await;
    let unit = app.log_in("falt").await;
    let report = json!({ "position": { "lon": HERE.0, "lat": HERE.1 }, "problem_types": ["disorder"] });
    let report = app.post_as("/api/reports", &unit, &report).await;
    assert_eq!(report.status, 201, "{}", report.json());
    assert_eq!(report.json()["class"], "origin");
    assert_eq!(report.json()["held_by"]["unit"], json!({ "code": "falt", "name": "Fältassistenterna" }));
    let report = format!("/api/reports/{}", report.json()["id"].as_str().unwrap());
    let west = app.token("W", Role::Coordinator).await;
    let sharing = app.get(&format!("{report}/sharing"), &west).await.json();
    assert_eq!(sharing["needs_words"], true);
    assert_eq!(choice(&sharing, "partner")["refused"], "only_the_unit_widens");
    let opened =
        json!({ "class": "partner", "ground": "no_harm_social", "reason": "Prövat: ingen kan pekas ut." });
    assert_eq!(app.command(&report, "class", &west, &opened).await.status, 403);
    let silent = json!({ "class": "partner", "ground": "no_harm_social" });
    assert_eq!(app.command_as(&report, "class", &unit, &silent).await.status, 422);
    assert_eq!(app.command_as(&report, "class", &unit, &opened).await.status, 200);
    let police = app.token("POLIS", Role::Reader).await;
    assert_eq!(app.get(&report, &police).await.json()["level"], "full");
    let file = app.get("/api/exports/reports?format=csv", &west).await;
    assert!(String::from_utf8(file.body).unwrap().contains("Väster stadsdelsförvaltning, Fältassistenterna"));
}

#[tokio::test]
async fn what_a_units_phones_programs_and_new_places_say_starts_where_its_accounts_reports_do() {
    let app = city().await;
    let (west, admin) =
        (app.token("W", Role::Coordinator).await, app.token("STAD", Role::Administrator).await);
    let police = app.token("POLIS", Role::Reader).await;
    // Nobody makes a key to what a unit holds but the unit itself or an administrator.
    let key = json!({ "party": "W", "role": "coordinator", "unit": "falt" });
    let refused = app.post("/api/tokens", &west, &key).await;
    assert_eq!(refused.json()["errors"][0]["code"], "not_your_unit", "{}", refused.json());
    let unknown = json!({ "party": "W", "role": "coordinator", "unit": "ingen" });
    assert_eq!(app.post("/api/tokens", &admin, &unknown).await.json()["errors"][0]["code"], "unknown");
    let made = app.post("/api/tokens", &admin, &key).await.json();
    assert_eq!(made["unit"], "falt");
    let program = made["token"].as_str().unwrap();
    let link = app.post("/api/phone-links", program, &json!({ "party": "W" })).await.json();
    assert_eq!(link["unit"], "falt", "{link}");
    let secret = link["address"].as_str().unwrap().split_once("#phone=").unwrap().1;
    let bound = app.post_as("/api/session/phone", "", &json!({ "secret": secret })).await;
    let phone = bound.header("set-cookie").split(';').next().unwrap();
    let report = json!({ "position": { "lon": HERE.0, "lat": HERE.1 }, "problem_types": ["disorder"] });
    let sent = app.post_as("/api/reports", phone, &report).await.json();
    assert_eq!(
        (&sent["class"], &sent["held_by"]["unit"]["code"]),
        (&json!("origin"), &json!("falt")),
        "{sent}"
    );
    let sent = format!("/api/reports/{}", sent["id"].as_str().unwrap());
    assert_eq!(app.get(&sent, &police).await.status, 404);
    let opened = json!({ "class": "partner", "ground": "no_harm_social", "reason": "Prövat." });
    assert_eq!(app.command(&sent, "class", &west, &opened).await.status, 403);
    assert_eq!(app.post("/api/reports", program, &report).await.json()["class"], "origin");
    assert_eq!(app.command(&sent, "class", program, &opened).await.status, 200);
    // A place that is made from no report starts as a report of whoever makes it would.
    let place = json!({ "geometry": { "type": "Point", "coordinates": [HERE.0, HERE.1] },
        "problem_types": ["disorder"] });
    assert_eq!(app.post("/api/places", program, &place).await.json()["class"], "origin");
    assert_eq!(app.post("/api/places", &west, &place).await.json()["class"], "partner");
    // A unit that keys are in is not done without.
    let without =
        json!({ "name": "Väster stadsdelsförvaltning", "kind": "district_administration", "units": [] });
    let refused = app.replace("/api/parties/W", &admin, &without).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["errors"][0]["code"]), (422, &json!("unit_in_use")));
}

#[tokio::test]
async fn a_place_shown_at_less_than_full_says_why_also_where_somebody_stands() {
    let app = city().await;
    let west = app.token("W", Role::Coordinator).await;
    placed(&app, &west, HERE, "partner").await;
    let stranger = app.token("E", Role::Reporter).await;
    let located = app.get(&format!("/api/locate?lon={}&lat={}", HERE.0, HERE.1), &stranger).await.json();
    let place = &located["places"][0];
    assert_eq!((&place["level"], &place["withheld"]), (&json!("summary"), &json!("not_a_party")));
}

/// The acts of some lines, and to whom.
fn acts(lines: &[Value]) -> Vec<(&str, Vec<&str>)> {
    lines.iter().map(|line| (line["act"].as_str().unwrap(), codes_of(&line["to"]))).collect()
}

#[tokio::test]
async fn a_report_that_is_put_to_a_place_is_told_of_to_its_origin_only_as_far_as_it_sees_the_place() {
    let app = city().await;
    let west = app.token("W", Role::Coordinator).await;
    let schools = app.token("SKOLOR", Role::Coordinator).await;
    let admin = app.token("STAD", Role::Administrator).await;
    let report = reported(&app, &schools, HERE, "partner").await;
    let place = placed(&app, &west, HERE, "partner").await;
    let confirmed = json!({ "party": "VAG", "level": "full" });
    assert_eq!(app.command(&place, "parties", &west, &confirmed).await.status, 200);
    let id = place.rsplit_once('/').unwrap().1;
    let linked = json!({ "outcome": "linked", "place": id });
    assert_eq!(app.command(&report, "triage", &west, &linked).await.status, 200);
    // The roads office sees the report by the place, which those who sent the report do not see.
    assert_eq!(app.get(&place, &schools).await.status, 404);
    let path = format!("{report}/disclosures");
    assert_eq!(items(&app.get(&path, &schools).await), Vec::<Value>::new());
    assert_eq!(items(&app.get("/api/disclosures", &schools).await), Vec::<Value>::new());
    let file = app.get("/api/exports/disclosures?format=csv", &schools).await;
    assert_eq!(String::from_utf8(file.body).unwrap().lines().count(), 1, "nothing but its heads");
    let told = items(&app.get(&path, &admin).await);
    assert_eq!(acts(&told), [("linked", vec!["VAG"])]);
    assert_eq!((&told[0]["through"], &told[0]["of"]["place"]["id"]), (&json!(true), &json!(id)));
    // Once they see the place, they are told who sees their report by it.
    let confirmed = json!({ "party": "SKOLOR", "level": "full" });
    assert_eq!(app.command(&place, "parties", &west, &confirmed).await.status, 200);
    assert_eq!(acts(&items(&app.get(&path, &schools).await)), [("linked", vec!["VAG"])]);
    let told = items(&app.get("/api/disclosures?party=VAG", &schools).await);
    assert_eq!(acts(&told), [("linked", vec!["VAG"])]);
}

#[tokio::test]
async fn a_photo_that_was_checked_is_told_of_with_its_report() {
    let app = city().await;
    app.photos_on(2).await;
    let west = app.token("W", Role::Coordinator).await;
    let report = reported(&app, &west, YARD, "partner").await;
    let id = report.rsplit_once('/').unwrap().1;
    let sent = send(&app, (id, &west), ("image/jpeg", jpeg(&drawing(64, 48))), None).await;
    assert_eq!(sent.status, 201);
    let photo = format!("/api/photos/{}", sent.json()["id"].as_str().unwrap());
    let path = format!("{report}/disclosures");
    assert_eq!(items(&app.get(&path, &west).await), Vec::<Value>::new());
    assert_eq!(app.command(&photo, "check", &west, &json!({})).await.status, 200);
    let told = items(&app.get(&path, &west).await);
    // The school sees that the report exists, and so none of its photos.
    assert_eq!(acts(&told), [("photo", vec!["POLIS", "STAD"])]);
    assert_eq!((&told[0]["of"]["kind"], &told[0]["of"]["report"]), (&json!("photo"), &json!(id)));
    assert_eq!(items(&app.get("/api/disclosures", &west).await), told);
    let file = app.get("/api/exports/disclosures?format=csv", &west).await;
    assert!(String::from_utf8(file.body).unwrap().contains(",photo,"));
    // Nothing is told of it once it is gone.
    let removed = json!({ "reason": "Ett ansikte syns." });
    assert_eq!(app.command(&photo, "remove", &west, &removed).await.status, 200);
    assert_eq!(items(&app.get(&path, &west).await), Vec::<Value>::new());
}
