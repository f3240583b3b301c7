//! The desk: what is new, what is followed, what waits, the weekly list, and a place as another party sees it.

use super::support::{Answer, PASSWORD, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use jiff::{SignedDuration, Timestamp};
use samplats::domain::access::Role;
use samplats::domain::week::Week;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Somebody at a browser.
struct Browser<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Browser<'a> {
    async fn log_in(app: &'a TestApp, login: &str) -> Self {
        let body = json!({ "login": login, "password": PASSWORD }).to_string();
        let request = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json");
        let answer = app.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, 200, "{login}");
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Self { app, cookie }
    }

    async fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-samplats", "1")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/json");
        self.app.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn get(&self, path: &str) -> Value {
        self.ask("GET", path, &json!({})).await.json()
    }

    async fn mark(&self, place: &str, mark: &Value) -> Answer {
        self.ask("PUT", &format!("/api/me/desk/places/{place}"), &json!({ "mark": mark })).await
    }
}

fn report(lon: f64, lat: f64) -> Value {
    json!({ "position": { "lon": lon, "lat": lat }, "problem_types": ["vandalism"] })
}

async fn reported(app: &TestApp, token: &str, lon: f64, lat: f64) -> String {
    let sent = app.post("/api/reports", token, &report(lon, lat)).await;
    assert_eq!(sent.status, 201, "{}", sent.json());
    sent.json()["id"].as_str().unwrap().to_owned()
}

async fn place_at(app: &TestApp, token: &str, name: &str, lon: f64, lat: f64) -> String {
    let point = json!({ "type": "Point", "coordinates": [lon, lat] });
    let body = json!({ "name": name, "geometry": point, "problem_types": ["disorder"] });
    let made = app.post("/api/places", token, &body).await;
    assert_eq!(made.status, 201, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}

fn names(items: &Value) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|item| item["place"]["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_desk_outlives_the_log_in_and_is_nobody_elses() {
    let app = TestApp::with_city().await;
    for login in ["anna", "bo"] {
        app.account(login, "W", Role::Coordinator).await;
    }
    let west = app.token("W", Role::Coordinator).await;
    let (torg, park) = (
        place_at(&app, &west, "Torget", 18.02, 59.32).await,
        place_at(&app, &west, "Parken", 18.03, 59.33).await,
    );
    let anna = Browser::log_in(&app, "anna").await;
    assert_eq!(anna.mark(&torg, &json!("followed")).await.status, 200);
    assert_eq!(anna.mark(&park, &json!("muted")).await.status, 200);
    let bo = Browser::log_in(&app, "bo").await;
    assert_eq!(bo.get("/api/me/desk").await, json!({ "followed": [], "muted": [], "read_until": null }));
    anna.ask("DELETE", "/api/session", &json!({})).await;
    let anna = Browser::log_in(&app, "anna").await;
    let desk = anna.get("/api/me/desk").await;
    assert_eq!(
        (&desk["followed"][0]["name"], &desk["muted"][0]["name"]),
        (&json!("Torget"), &json!("Parken"))
    );
    // Following ends no log-in, and the list and the map show the same.
    let followed = anna.get("/api/places?followed=true").await;
    assert_eq!(followed["items"].as_array().unwrap().len(), 1);
    assert_eq!(followed["items"][0]["name"], "Torget");
    let tile = |query: &str| format!("/ogc/collections/places/tiles/WebMercatorQuad/12/1204/2253{query}");
    let bo_tile = bo.ask("GET", &tile("?followed=true"), &json!({})).await;
    assert_eq!(bo_tile.status, 204, "he follows nothing");
    assert_eq!(anna.mark(&torg, &Value::Null).await.json()["followed"], json!([]));
    // Nobody follows what they do not see, and a program has no desk.
    let east = app.token("E", Role::Coordinator).await;
    let hidden = place_at(&app, &east, "Österplatsen", 18.15, 59.35).await;
    let refused = anna.mark(&hidden, &json!("followed")).await;
    assert_eq!((refused.status.as_u16(), refused.problem().as_str()), (404, "not-there"));
    let program =
        app.put(&format!("/api/me/desk/places/{torg}"), &west, &json!({ "mark": "followed" }), &[]).await;
    assert_eq!((program.status.as_u16(), &program.json()["errors"][0]["code"]), (409, &json!("no-desk")));
}

#[tokio::test]
async fn what_is_new_is_told_once_read_and_what_is_followed_comes_first() {
    let clock = Arc::new(AtomicI64::new(moment("2026-11-23T09:00:00+01:00").as_millisecond()));
    let app = TestApp::with_clock(&clock).await;
    app.account("anna", "W", Role::Coordinator).await;
    let west = app.token("W", Role::Coordinator).await;
    let first = place_at(&app, &west, "Torget", 18.02, 59.32).await;
    wait(&clock, SignedDuration::from_mins(1));
    place_at(&app, &west, "Parken", 18.03, 59.33).await;
    let anna = Browser::log_in(&app, "anna").await;
    let news = anna.get("/api/me/news").await;
    assert_eq!((names(&news["items"]), &news["since"]), (vec!["Parken", "Torget"], &Value::Null));
    assert_eq!(news["items"][0]["happened"][0]["what"], "made");
    anna.mark(&first, &json!("followed")).await;
    let news = anna.get("/api/me/news").await;
    assert_eq!(names(&news["items"]), ["Torget", "Parken"]);
    let read = anna.ask("PUT", "/api/me/desk/read", &json!({ "until": news["until"] })).await;
    assert_eq!(read.json()["read_until"], news["until"]);
    assert_eq!(anna.get("/api/me/news").await["items"], json!([]));
    wait(&clock, SignedDuration::from_mins(30));
    let seen = json!({ "position": { "lon": 18.02, "lat": 59.32 }, "problem_types": ["vandalism"],
        "place": first, "sighting": "still" });
    assert_eq!(app.post("/api/reports", &west, &seen).await.status, 201);
    let news = anna.get("/api/me/news").await;
    assert_eq!(
        news["items"][0]["happened"],
        json!([{ "time": "2026-11-23T09:31:00+01:00",
        "what": "reports", "count": 1 }])
    );
    anna.mark(&first, &json!("muted")).await;
    assert_eq!(anna.get("/api/me/news").await["items"], json!([]), "that is not to be heard of");
    let ahead = json!({ "until": "2027-01-01T00:00:00Z" });
    assert_eq!(anna.ask("PUT", "/api/me/desk/read", &ahead).await.status, 422);
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn wait(clock: &AtomicI64, time: SignedDuration) {
    clock.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
}

#[tokio::test]
async fn the_list_of_last_week_is_there_on_monday_morning() {
    let clock = Arc::new(AtomicI64::new(moment("2026-11-18T09:00:00+01:00").as_millisecond()));
    let app = TestApp::with_clock(&clock).await;
    let west = app.token("W", Role::Coordinator).await;
    let torg = place_at(&app, &west, "Torget", 18.02, 59.32).await;
    let path = format!("/api/places/{torg}");
    // On the yard the school company is asked, and has not answered.
    place_at(&app, &west, "Parken", 18.051, 59.3505).await;
    let status = |status: &str| json!({ "status": status, "reason": "efter avstämning" });
    for next in ["active", "dormant"] {
        assert_eq!(app.command(&path, "status", &west, &status(next)).await.status, 200);
    }
    wait(&clock, SignedDuration::from_hours(24 * 5 - 3));
    // Monday the 23rd at six: the week before it has ended.
    let west = app.token("W", Role::Reader).await;
    let list = app.get("/api/weekly-list", &west).await.json();
    assert_eq!((&list["week"], &list["whole"]), (&json!("2026-W47"), &json!(true)));
    let told: Vec<_> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| format!("{} {}", item["what"].as_str().unwrap(), item["place"]["name"].as_str().unwrap()))
        .collect();
    assert_eq!(told, ["new Parken", "new Torget", "closed Torget", "without_coordinator Parken"]);
    assert_eq!(list["items"][2]["since"], "2026-11-18T09:00:00+01:00");
    assert!(!list["note"].as_str().unwrap().is_empty(), "under-reporting is said beside the figures");
    let present = app.get("/api/weekly-list?week=2026-W48", &west).await.json();
    assert_eq!((&present["items"], &present["whole"]), (&json!([]), &json!(false)));
    let east = app.token("E", Role::Coordinator).await;
    assert_eq!(app.get("/api/weekly-list", &east).await.json()["items"], json!([]));
    for wrong in ["week=2026-W49", "week=2026-W00", "week=last", "district=Nowhere"] {
        assert_eq!(app.get(&format!("/api/weekly-list?{wrong}"), &west).await.status, 400, "{wrong}");
    }
    let first = app.get("/api/weekly-list?limit=1&district=V%C3%A4ster", &west).await.json();
    let next = first["next"].as_str().unwrap();
    let second = app.get(&format!("/api/weekly-list?limit=1&cursor={next}"), &west).await.json();
    assert_eq!(second["items"][0], list["items"][1]);
}

#[tokio::test]
async fn what_waits_is_put_together_with_its_place_or_with_what_lies_beside_it() {
    let clock = Arc::new(AtomicI64::new(moment("2026-11-23T09:00:00+01:00").as_millisecond()));
    let app = TestApp::with_clock(&clock).await;
    let field = app.token("W", Role::Reporter).await;
    let west = app.token("W", Role::Coordinator).await;
    let torg = place_at(&app, &west, "Torget", 18.02, 59.32).await;
    // A ten-thousandth of a degree of latitude is eleven metres.
    let mut reports = Vec::new();
    for (lon, lat) in
        [(18.02, 59.3201), (18.04, 59.36), (18.04, 59.3604), (18.04, 59.3608), (18.051, 59.3505)]
    {
        reports.push(reported(&app, &field, lon, lat).await);
        wait(&clock, SignedDuration::from_mins(1));
    }
    let [at_the_square, first, second, further, on_the_yard] = reports.try_into().unwrap();
    let beside = [first, second];
    let waiting = app.get("/api/me/triage", &west).await.json();
    assert_eq!(waiting["waiting"], 5);
    let ids = |group: &Value| -> Vec<String> {
        let reports = group["reports"].as_array().unwrap();
        reports.iter().map(|report| report["id"].as_str().unwrap().to_owned()).collect()
    };
    let groups = waiting["items"].as_array().unwrap();
    assert_eq!(groups.len(), 4, "{waiting}");
    assert_eq!((ids(&groups[0]), &groups[0]["place"]["id"]), (vec![at_the_square], &json!(torg)));
    assert_eq!(groups[0]["distance_m"], 11.1);
    // Measured from the first: the one beyond is another matter, though it lies beside the second.
    assert_eq!((ids(&groups[1]), groups[1].get("place")), (beside.to_vec(), None));
    assert_eq!(ids(&groups[2]), [further]);
    assert_eq!(ids(&groups[3]), [on_the_yard]);
    assert_eq!(
        groups[3]["parties"],
        json!([{ "party": { "code": "SKOLOR", "name": "Skolbolaget" }, "why": "manager" }])
    );
    assert_eq!(groups[3]["coordinator_proposal"]["party"]["code"], "SKOLOR");
    assert_eq!(app.get("/api/me/triage", &field).await.json()["items"], json!([]), "who does not decide");
    // Decided, and taken back.
    let thing = format!("/api/reports/{}", beside[0]);
    let linked = app.command(&thing, "triage", &west, &json!({ "outcome": "linked", "place": torg })).await;
    assert_eq!(linked.json()["place"]["id"], json!(torg));
    assert_eq!(app.get("/api/me/triage", &west).await.json()["waiting"], 4);
    let back = app.command(&thing, "put-back", &west, &json!({})).await.json();
    assert_eq!((&back["status"], back.get("place")), (&json!("received"), None));
    assert_eq!(app.get("/api/me/triage", &west).await.json(), waiting);
}

#[tokio::test]
async fn a_place_is_shown_as_another_party_sees_it_to_who_sees_all_of_it() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let police = app.token("POLIS", Role::Reporter).await;
    let yard = place_at(&app, &west, "Skolgården", 18.0495, 59.3505).await;
    for (token, class) in [(&west, "partner"), (&west, "city"), (&police, "police")] {
        let mut body = report(18.0495, 59.3505);
        (body["place"], body["class"]) = (json!(yard), json!(class));
        let sent = app.post("/api/reports", token, &body).await;
        assert_eq!(sent.status, 201, "{}", sent.json());
    }
    let sheet = async |code: &str, token: &str| {
        app.get(&format!("/api/places/{yard}/sheet?for={code}"), token).await.json()
    };
    let told = |sheet: &Value| {
        let receiver = &sheet["receiver"];
        (receiver["level"].clone(), receiver["seen_by"].clone(), sheet["place"]["report_count"].clone())
    };
    // What the police keep, the district does not see, and so it is not told that the police do.
    assert_eq!(told(&sheet("W", &west).await), (json!("full"), json!("origin"), json!(2)));
    assert_eq!(told(&sheet("POLIS", &west).await), (json!("full"), json!("party"), json!(1)));
    assert_eq!(told(&sheet("STAD", &west).await), (json!("full"), json!("whole_city"), json!(2)));
    assert_eq!(told(&sheet("SKOLOR", &west).await), (json!("summary"), json!("party"), json!(2)));
    let school = sheet("SKOLOR", &west).await;
    assert_eq!(school["receiver"]["why"], "manager");
    let party = json!({ "code": "W", "name": "Väster stadsdelsförvaltning" });
    assert_eq!(
        school["marking"],
        json!({ "class": "partner", "origin": party, "held_by": { "party": party } })
    );
    assert!(school["place"].get("parties").is_none() && school["measures"] == json!([]), "{school}");
    assert_eq!(school["neighbours"][0]["name"], "Provskolan");
    let nothing = sheet("E", &west).await;
    assert_eq!(told(&nothing), (Value::Null, Value::Null, Value::Null));
    assert!(nothing.get("place").is_none() && nothing["neighbours"] == json!([]), "{nothing}");
    // Who sees a summary is not told what others see; only of its own party.
    let school_token = app.token("SKOLOR", Role::Coordinator).await;
    let own = sheet("SKOLOR", &school_token).await;
    assert_eq!((told(&own).0, own.get("marking")), (json!("summary"), None));
    for code in ["W", "POLIS", "STAD", "E"] {
        assert_eq!(
            told(&sheet(code, &school_token).await),
            (Value::Null, Value::Null, Value::Null),
            "{code}"
        );
    }
    let east = app.token("E", Role::Coordinator).await;
    assert_eq!(app.get(&format!("/api/places/{yard}/sheet?for=W"), &east).await.status, 404);
    assert_eq!(app.get(&format!("/api/places/{yard}/sheet?for=NOBODY"), &west).await.status, 400);
    // An administrator of another party reads all of it, and its party nothing.
    let admin = app.token("E", Role::Administrator).await;
    assert_eq!(told(&sheet("E", &admin).await).0, Value::Null);
}

#[tokio::test]
async fn when_things_are_seen_is_counted_of_what_each_sees() {
    let app = TestApp::with_city().await;
    let west = app.token("W", Role::Coordinator).await;
    let torg = place_at(&app, &west, "Torget", 18.02, 59.32).await;
    let now = Timestamp::now();
    for (class, sighting) in [("partner", "still"), ("partner", "gone"), ("city", "still")] {
        let mut body = report(18.02, 59.32);
        (body["place"], body["class"], body["sighting"]) = (json!(torg), json!(class), json!(sighting));
        body["observed_at"] = json!(now.to_string());
        assert_eq!(app.post("/api/reports", &west, &body).await.status, 201);
    }
    let rhythm = async |token: &str| app.get(&format!("/api/places/{torg}/rhythm"), token).await.json();
    let week = Week::of(now).code();
    let last = |rhythm: &Value| {
        let week =
            rhythm["weeks"].as_array().unwrap().iter().find(|one| one["week"] == week).unwrap().clone();
        (week["there"].as_u64().unwrap(), week["gone"].as_u64().unwrap())
    };
    assert_eq!(last(&rhythm(&west).await), (2, 1));
    let police = app.token("POLIS", Role::Reader).await;
    assert_eq!(last(&rhythm(&police).await), (1, 1), "what is for the city is not for the police");
    let hours: u64 = rhythm(&west).await["hours"].as_array().unwrap().iter().filter_map(Value::as_u64).sum();
    assert_eq!(hours, 2);
    let east = app.token("E", Role::Coordinator).await;
    assert_eq!(app.get(&format!("/api/places/{torg}/rhythm"), &east).await.status, 404);
}
