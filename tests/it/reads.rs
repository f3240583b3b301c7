//! Who has read what is restricted: what counts, who is told, and what is given out for an incident report.

use super::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use samplats::audit::incident;
use samplats::domain::access::Role;
use samplats::register::audit::{Acts, Asked};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

/// In the western district, far from every site.
const HERE: (f64, f64) = (18.02, 59.32);

async fn city() -> TestApp {
    let app = TestApp::with_city().await;
    for (login, party, role) in
        [("anna", "W", Role::Coordinator), ("bo", "W", Role::Member), ("eva", "STAD", Role::Administrator)]
    {
        app.account(login, party, role).await;
    }
    app
}

async fn reported(app: &TestApp, token: &str, class: &str) -> String {
    let body = json!({ "position": { "lon": HERE.0, "lat": HERE.1 }, "problem_types": ["disorder"],
        "class": class, "text": "Klottrat bakom soprummet" });
    let answer = app.post("/api/reports", token, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.json());
    format!("/api/reports/{}", answer.json()["id"].as_str().unwrap())
}

async fn placed(app: &TestApp, token: &str, class: &str) -> String {
    let geometry = json!({ "type": "Point", "coordinates": [HERE.0, HERE.1] });
    let body =
        json!({ "geometry": geometry, "problem_types": ["disorder"], "class": class, "name": "Torget" });
    let answer = app.post("/api/places", token, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.json());
    format!("/api/places/{}", answer.json()["id"].as_str().unwrap())
}

async fn get_as(app: &TestApp, path: &str, cookie: &str) -> Answer {
    app.send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

async fn reads(app: &TestApp, token: &str, query: &str) -> Vec<Value> {
    let answer = app.get(&format!("/api/reads?{query}"), token).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.json()["items"].as_array().unwrap().clone()
}

/// The surfaces of some reads, the oldest first.
fn surfaces(reads: &[Value]) -> Vec<&str> {
    reads.iter().rev().map(|read| read["surface"].as_str().unwrap()).collect()
}

fn account(app: &TestApp, login: &str) -> String {
    format!("account:{}", app.app.accounts().book().accounts[login].id)
}

/// Lists that are put together on a thread of their own tell what they tell all the same.
#[tokio::test]
async fn what_waits_for_somebody_to_decide_is_read_like_any_list() {
    let app = city().await;
    let company = app.token("SKOLOR", Role::Coordinator).await;
    reported(&app, &company, "city").await;
    let west = app.token("W", Role::Coordinator).await;
    let waiting = app.get("/api/me/triage", &west).await.json();
    assert_eq!(waiting["waiting"], 1, "{waiting}");
    let told = reads(&app, &company, "").await;
    assert_eq!((surfaces(&told), &told[0]["party"]["code"]), (vec!["answer", "list"], &json!("W")));
}

#[tokio::test]
async fn who_opens_what_is_restricted_is_told_to_who_speaks_for_its_origin() {
    let app = city().await;
    let (anna, bo) = (app.log_in("anna").await, app.log_in("bo").await);
    let west = app.token("W", Role::Coordinator).await;
    let report = reported(&app, &west, "origin").await;
    for path in [report.clone(), format!("{report}/history"), format!("{report}/sharing")] {
        assert_eq!(get_as(&app, &path, &bo).await.status, 200, "{path}");
    }
    let told = reads(&app, &west, "").await;
    // Its sender had it in the answer; who would see it is told without a word of it.
    assert_eq!(surfaces(&told), ["answer", "detail", "history"]);
    let newest = &told[0];
    let id = report.rsplit_once('/').unwrap().1;
    assert_eq!(
        json!([newest["account"], newest["party"]["code"], newest["role"], newest["kind"], newest["id"]]),
        json!([account(&app, "bo"), "W", "member", "report", id])
    );
    assert_eq!(
        json!([newest["class"], newest["level"], newest["origin"]["code"]]),
        json!(["origin", "full", "W"])
    );
    assert!(newest.get("login").is_none(), "whose account it is an administrator looks up");
    assert_eq!(told[2]["account"].as_str().unwrap().split(':').next(), Some("token"));
    // Nobody else: not another organisation, not the city's administrators, not who does not speak for it.
    for (party, role) in
        [("E", Role::Coordinator), ("SKOLOR", Role::Coordinator), ("STAD", Role::Administrator)]
    {
        let token = app.token(party, role).await;
        assert_eq!(reads(&app, &token, "").await, Vec::<Value>::new(), "{party} {role:?}");
    }
    for role in [Role::Reader, Role::Reporter, Role::Member] {
        let token = app.token("W", role).await;
        assert_eq!(app.get("/api/reads", &token).await.status, 403, "{role:?}");
    }
    assert_eq!(get_as(&app, "/api/reads", &anna).await.status, 200);
}

#[tokio::test]
async fn what_is_shared_with_its_parties_is_not_written_down_and_what_is_kept_from_them_is() {
    let app = city().await;
    let west = app.token("W", Role::Coordinator).await;
    let police = app.token("POLIS", Role::Coordinator).await;
    let admin = app.token("STAD", Role::Administrator).await;
    for class in ["partner", "city", "origin"] {
        let report = reported(&app, &west, class).await;
        app.get(&report, &west).await;
        // What is not there for them was not read.
        assert_eq!(
            app.get(&report, &police).await.status.as_u16(),
            if class == "partner" { 200 } else { 404 }
        );
    }
    let planned = reported(&app, &police, "police").await;
    app.get(&planned, &police).await;
    let told = |reads: Vec<Value>| {
        let class = |read: &Value| read["class"].as_str().unwrap().to_owned();
        reads.iter().map(class).collect::<BTreeSet<_>>()
    };
    let classes = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(told(reads(&app, &west, "").await), classes(&["city", "origin"]));
    assert_eq!(told(reads(&app, &police, "").await), classes(&["police"]));
    assert_eq!(told(reads(&app, &admin, "").await), classes(&["city"]), "what was never kept from them");
    // What is shared wider since stays what it was when it was read.
    let all =
        app.app.engine().archive().noted(&Asked { acts: Acts::Reads, ..Asked::default() }).await.unwrap();
    assert!(all.iter().all(|line| line.class.as_deref() != Some("partner")), "{all:?}");
}

#[tokio::test]
async fn each_opening_counts_and_a_list_once_and_a_file_each_time() {
    let app = city().await;
    let west = app.token("W", Role::Coordinator).await;
    let place = placed(&app, &west, "city").await;
    let etag = app.get(&place, &west).await.header("etag").to_owned();
    for _ in 0..2 {
        app.get(&place, &west).await;
        app.get("/api/places", &west).await;
        assert_eq!(app.get("/api/exports/places?format=csv", &west).await.status, 200);
        assert_eq!(app.get(&format!("{place}/sheet"), &west).await.status, 200);
    }
    let unchanged = Request::get(&place)
        .header(header::AUTHORIZATION, format!("Bearer {west}"))
        .header(header::IF_NONE_MATCH, etag);
    assert_eq!(app.send(unchanged.body(Body::empty()).unwrap()).await.status, 304);
    assert_eq!(app.get(&format!("{place}/document"), &west).await.status, 200);
    let refused = app.post(&format!("{place}/status"), &west, &json!({ "status": "active" })).await;
    assert_eq!(refused.status, 428, "nothing is told by what is refused");
    let id = place.rsplit_once('/').unwrap().1;
    let told = reads(&app, &west, &format!("kind=place&id={id}")).await;
    let count = |surface: &str| told.iter().filter(|read| read["surface"] == surface).count();
    assert_eq!((count("answer"), count("detail"), count("list")), (1, 4, 1), "{told:#?}");
    assert_eq!((count("file"), count("sheet"), count("document")), (2, 2, 1), "{told:#?}");
}

#[tokio::test]
async fn reads_are_found_by_thing_account_party_surface_and_period_and_page_by_page() {
    let app = city().await;
    let (west, admin) =
        (app.token("W", Role::Coordinator).await, app.token("STAD", Role::Administrator).await);
    let (anna, bo) = (app.log_in("anna").await, app.log_in("bo").await);
    let (one, two) = (reported(&app, &west, "city").await, reported(&app, &west, "city").await);
    for (path, cookie) in [(&one, &anna), (&one, &bo), (&two, &bo), (&one, &bo)] {
        assert_eq!(get_as(&app, path, cookie).await.status, 200);
    }
    assert_eq!(app.get(&one, &admin).await.status, 200);
    let id = one.rsplit_once('/').unwrap().1;
    let count = async |query: &str| reads(&app, &admin, query).await.len();
    assert_eq!(count("surface=detail").await, 5);
    assert_eq!(count(&format!("surface=detail&kind=report&id={id}")).await, 4);
    assert_eq!(count("surface=detail&party=STAD").await, 1);
    assert_eq!(count(&format!("account={}", account(&app, "bo"))).await, 3);
    assert_eq!(count("account=bo").await, 3, "an administrator knows them by their log-in");
    assert_eq!(reads(&app, &west, "account=bo").await.len(), 0, "who speaks for a party does not");
    assert_eq!(count("until=2026-01-01").await, 0);
    assert_eq!(reads(&app, &admin, "account=bo").await[0]["login"], "bo");
    let (mut cursor, mut paged) = (String::new(), Vec::new());
    loop {
        let page = app.get(&format!("/api/reads?surface=detail&limit=2{cursor}"), &admin).await.json();
        paged.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(paged, reads(&app, &admin, "surface=detail").await);
    let file = app.get("/api/reads/file?surface=detail", &admin).await;
    assert_eq!(
        (file.status.as_u16(), file.header("content-type")),
        (200, "text/csv; charset=utf-8; header=present")
    );
    let mut rows = csv::Reader::from_reader(file.body.as_slice());
    let head = rows.headers().unwrap().clone();
    assert!(head.iter().any(|name| name == "surface"), "{head:?}");
    assert_eq!(rows.records().count(), 5);
    for wrong in
        ["kind=place", "id=4QX9K2M7D1A", "kind=spot&id=4QX9K2M7D1A", "surface=window", "since=then", "what=x"]
    {
        assert_eq!(app.get(&format!("/api/reads?{wrong}"), &admin).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn whoever_is_forgotten_is_taken_out_of_the_log_unless_it_is_needed() {
    let app = city().await;
    let admin = app.log_in("eva").await;
    let west = app.token("W", Role::Coordinator).await;
    let bo = app.log_in("bo").await;
    let report = reported(&app, &west, "city").await;
    get_as(&app, &report, &bo).await;
    let keep = json!({ "decision": "KS 2026/7", "keep_audit_log": true });
    assert_eq!(app.post_as("/api/users/bo/forget", &admin, &keep).await.status, 200);
    let of_detail = async || reads(&app, &west, "surface=detail").await;
    assert_eq!(of_detail().await[0]["account"], json!(account(&app, "bo")));
    let forget = json!({ "decision": "KS 2026/7" });
    assert_eq!(app.post_as("/api/users/bo/forget", &admin, &forget).await.status, 200);
    let left = of_detail().await;
    assert_eq!(
        json!([left[0]["account"], left[0]["party"]["code"], left[0]["role"]]),
        json!([null, "W", "member"]),
        "the organisation and the role stay"
    );
}

/// The files of a package, which was read back and compared.
pub fn files(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    incident::check(&answer.body, answer.header("samplats-manifest-sha256")).expect("whole");
    let mut archive = zip::ZipArchive::new(Cursor::new(&answer.body)).unwrap();
    let names: Vec<_> = archive.file_names().map(str::to_owned).collect();
    let mut text = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        (name.clone(), text)
    };
    names.iter().map(&mut text).collect()
}

pub fn file<'a>(files: &'a [(String, String)], name: &str) -> &'a str {
    &files.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no {name}")).1
}

#[tokio::test]
async fn an_incident_package_tells_an_administrator_what_they_see_of_a_period_and_is_whole() {
    let app = city().await;
    let (west, admin) =
        (app.token("W", Role::Coordinator).await, app.token("STAD", Role::Administrator).await);
    let bo = app.log_in("bo").await;
    let (city_wide, own) = (reported(&app, &west, "city").await, reported(&app, &west, "origin").await);
    for report in [&city_wide, &own] {
        assert_eq!(get_as(&app, report, &bo).await.status, 200);
    }
    let wrong = json!({ "login": "bo", "password": "inte det rätta" }).to_string();
    let refused = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json");
    assert_eq!(app.send(refused.body(Body::from(wrong)).unwrap()).await.status, 401);
    assert_eq!(get_as(&app, "/api/users", &bo).await.status, 403);
    let same = json!({ "party": "W", "role": "member" });
    assert_eq!(app.post("/api/users/bo/assignment", &admin, &same).await.status, 200);
    assert_eq!(app.get("/api/exports/places?format=csv", &admin).await.status, 200);
    assert_eq!(app.replace("/api/settings/triage_days", &admin, &json!({ "value": 9 })).await.status, 200);
    let path = "/api/register/incident?since=2026-01-01";
    let all = files(&app.get(path, &admin).await);
    let (seen, hidden) = (city_wide.rsplit_once('/').unwrap().1, own.rsplit_once('/').unwrap().1);
    assert!(file(&all, "changes.csv").contains(seen) && file(&all, "reads.csv").contains(seen));
    for (name, text) in &all {
        assert!(!text.contains(hidden), "{name} tells of what is kept from the administrator");
        assert!(!text.contains("Klottrat"), "{name} has content");
    }
    let access = file(&all, "access.csv");
    for act in ["log_in", "log_in_refused", "denied"] {
        let of_bo = access
            .lines()
            .any(|line| line.contains(&format!("{act},")) && line.contains(&account(&app, "bo")));
        assert!(of_bo, "{act} in {access}");
    }
    // What administrators do is told with what they did it to.
    let him = account(&app, "bo").replace(':', ",");
    assert!(
        access.lines().any(|line| line.contains(",access_changed,")
            && line.contains(",users/assignment,")
            && line.contains(&format!(",{him},"))),
        "{access}"
    );
    assert!(access.lines().any(|line| line.contains(",exported,") && line.contains(",exports,")), "{access}");
    assert!(access.lines().any(|line| line.contains(",administered,") && line.contains(",PUT settings,")));
    let told: Value = serde_json::from_str(file(&all, "incident.json")).unwrap();
    assert_eq!(
        told["tables"]["reads"].as_array().unwrap().len(),
        file(&all, "reads.csv").lines().count() - 1
    );
    // Of one account, one party, one thing.
    let of_bo = files(&app.get(&format!("{path}&account=bo"), &admin).await);
    assert_eq!(file(&of_bo, "reads.csv").lines().count(), 2);
    let of_thing = files(&app.get(&format!("{path}&thing=report/{seen}"), &admin).await);
    assert_eq!(file(&of_thing, "changes.csv").lines().count(), 2);
    let of_party = files(&app.get(&format!("{path}&party=E"), &admin).await);
    assert_eq!(file(&of_party, "reads.csv").lines().count(), 1);
    let other = files(&app.get("/api/register/incident?since=2020-01-01&until=2020-02-01", &admin).await);
    assert_eq!(file(&other, "changes.csv").lines().count(), 1);
    for wrong in [
        "",
        "since=2026-02-01&until=2026-01-01",
        "since=2026-01-01&account=nobody",
        "since=2026-01-01&party=X",
        "since=2026-01-01&thing=report",
    ] {
        assert_eq!(app.get(&format!("/api/register/incident?{wrong}"), &admin).await.status, 400, "{wrong}");
    }
    assert_eq!(app.get(path, &west).await.status, 403);
}

#[tokio::test]
async fn a_package_that_was_changed_is_told_apart() {
    let app = city().await;
    let admin = app.token("STAD", Role::Administrator).await;
    let answer = app.get("/api/register/incident?since=2026-01-01", &admin).await;
    let hash = answer.header("samplats-manifest-sha256").to_owned();
    incident::check(&answer.body, &hash).expect("whole");
    assert!(incident::check(&answer.body, &hash.replace(&hash[..1], "x")).is_err());
    let mut files = files(&answer);
    let changes = files.iter_mut().find(|(name, _)| name == "changes.csv").unwrap();
    changes.1.push_str("one line more\n");
    let mut forged = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in &files {
        forged.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut forged, text.as_bytes()).unwrap();
    }
    let forged = forged.finish().unwrap().into_inner();
    let found = incident::check(&forged, &hash).unwrap_err().to_string();
    assert!(found.contains("changes.csv"), "{found}");
}
