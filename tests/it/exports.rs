//! Lists as files, as they are and as they stood, for what somebody may see of them.

use super::routes::walk_of;
use super::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use samplats::domain::access::Role;
use samplats::domain::record::Kind;
use samplats::engine::past::PastLimits;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const LAYERS: [&str; 11] = [
    "places",
    "reports",
    "sites",
    "districts",
    "areas",
    "parties",
    "statistics",
    "coordinations",
    "measures",
    "disclosures",
    "walks",
];

/// A city some weeks ago, and the hand on its clock.
pub struct Past {
    pub app: TestApp,
    clock: Arc<AtomicI64>,
}

impl Past {
    pub async fn begin() -> Self {
        let begun = Timestamp::now() - SignedDuration::from_hours(24 * 30);
        let clock = Arc::new(AtomicI64::new(begun.as_millisecond()));
        Self { app: TestApp::in_time(&clock).await, clock }
    }

    /// The moment it is, after which a day passes: nothing more is written at that moment.
    pub fn mark(&self) -> Timestamp {
        let moment = Timestamp::from_millisecond(self.clock.load(Ordering::SeqCst)).unwrap();
        self.clock.fetch_add(24 * 3_600_000, Ordering::SeqCst);
        moment
    }

    /// The features of a layer as a party's reader sees them.
    async fn features(&self, layer: &str, party: &str, as_of: Option<Timestamp>) -> Vec<Value> {
        let token = self.app.token(party, Role::Reader).await;
        let as_of = as_of.map(|moment| format!("&as_of={moment}")).unwrap_or_default();
        let answer = self.app.get(&format!("/api/exports/{layer}?format=geojson{as_of}"), &token).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        answer.json()["features"].as_array().unwrap().clone()
    }

    /// Name and level of each.
    async fn places(&self, party: &str, as_of: Option<Timestamp>) -> Vec<(String, String)> {
        let of = |feature: &Value| {
            let text = |name: &str| feature["properties"][name].as_str().unwrap_or_default().to_owned();
            (text("name"), text("level"))
        };
        let mut places: Vec<_> = self.features("places", party, as_of).await.iter().map(of).collect();
        places.sort_unstable();
        places
    }
}

pub fn made(answer: &Answer) -> Value {
    assert!(answer.status.is_success(), "{}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

/// A place far from every site, and its path.
pub async fn place(app: &TestApp, token: &str, name: &str, problem: &str) -> String {
    let body = json!({ "geometry": { "type": "Point", "coordinates": [18.02, 59.32] }, "name": name,
        "problem_types": [problem] });
    let place = made(&app.post("/api/places", token, &body).await);
    format!("/api/places/{}", place["id"].as_str().unwrap())
}

async fn share(app: &TestApp, token: &str, place: &str, party: &str, level: Option<&str>) {
    let body = json!({ "party": party, "level": level });
    made(&app.command(place, "parties", token, &body).await);
}

fn rows(answer: &Answer) -> u64 {
    answer.header("samplats-rows").parse().unwrap()
}

/// How many rows a file turns out to have.
fn counted(format: &str, layer: &str, body: &[u8]) -> u64 {
    let lines = || std::str::from_utf8(body).unwrap();
    let count = match format {
        "geojson" => serde_json::from_slice::<Value>(body).unwrap()["features"].as_array().unwrap().len(),
        "geojsonl" => {
            lines().lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect::<Vec<_>>().len()
        }
        "csv" => csv::Reader::from_reader(body).records().collect::<Result<Vec<_>, _>>().unwrap().len(),
        "gpkg" => {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("x.gpkg");
            std::fs::write(&file, body).unwrap();
            let database = rusqlite::Connection::open(file).unwrap();
            let sane: String = database.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
            assert_eq!(sane, "ok");
            database
                .query_row(&format!("select count(*) from {layer}"), [], |row| row.get::<_, i64>(0))
                .map(|count| usize::try_from(count).unwrap())
                .unwrap()
        }
        other => panic!("{other}"),
    };
    count as u64
}

/// A city in which every list has something.
async fn full_city(app: &TestApp) {
    let west = app.token("W", Role::Coordinator).await;
    let admin = app.token("STAD", Role::Administrator).await;
    let report = json!({ "position": { "lon": 18.051, "lat": 59.3505 }, "problem_types": ["vandalism"], "text": "=trasig bänk" });
    let report = made(&app.post("/api/reports", &west, &report).await);
    let body = json!({ "reports": [report["id"]], "problem_types": ["vandalism"], "name": "-Skolgården" });
    let place = made(&app.post("/api/places", &west, &body).await);
    let measure =
        json!({ "place": place["id"], "measure_type": "safety_walk", "party": "W", "note": "Ny lampa" });
    made(&app.post("/api/measures", &west, &measure).await);
    let confirmed = json!({ "party": "VAG", "level": "summary" });
    let place = format!("/api/places/{}", place["id"].as_str().unwrap());
    made(&app.command(&place, "parties", &west, &confirmed).await);
    let round = json!({ "name": "Kvällsronden", "stops": [{ "label": "=Grinden", "position": { "lon": 18.05, "lat": 59.35 } }] });
    let round = made(&app.post("/api/rounds", &west, &round).await);
    made(&app.post("/api/walks", &west, &walk_of(round["id"].as_str().unwrap())).await);
    let statistics = "indicator,source,area_kind,area_code,period_start,period_end,sex,value,n,unit\n\
                      otrygg,trygghetsmätningen,district,Väster,2025-01-01,2025-12-31,women,31.5,412,percent\n";
    let areas = "id,name,kind,code,wkt\nw,Väster,district,Väster,\"POLYGON ((18 59.3, 18.1 59.3, 18.1 59.4, 18 59.4, 18 59.3))\"\n";
    for (query, file) in [("what=areas", areas), ("what=statistics", statistics)] {
        let request = Request::post(format!("/api/imports?{query}"))
            .header(header::CONTENT_TYPE, "text/csv")
            .header(header::AUTHORIZATION, format!("Bearer {admin}"));
        made(&app.send(request.body(Body::from(file.to_owned())).unwrap()).await);
    }
}

#[tokio::test]
async fn every_layer_comes_in_every_format_now_and_then() {
    let past = Past::begin().await;
    full_city(&past.app).await;
    let moment = past.mark();
    let west = past.app.token("W", Role::Coordinator).await;
    for layer in LAYERS {
        let mut counts = Vec::new();
        for format in ["geojson", "geojsonl", "csv", "gpkg"] {
            for as_of in [String::new(), format!("&as_of={moment}")] {
                let path = format!("/api/exports/{layer}?format={format}{as_of}");
                let answer = past.app.get(&path, &west).await;
                assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
                assert_eq!(rows(&answer), counted(format, layer, &answer.body), "{path}");
                assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{path}");
                let name = answer.header("content-disposition");
                assert!(name.starts_with(&format!("attachment; filename=\"{layer}-20")), "{name}");
                counts.push(rows(&answer));
            }
        }
        assert!(counts[0] > 0 && counts.iter().all(|count| *count == counts[0]), "{layer}: {counts:?}");
    }
    // What rests on reports says so, in the reader's language, and what it is of.
    let document = past.app.get("/api/exports/reports", &west).await.json();
    assert!(document["note"].as_str().unwrap().contains("mörkertalet"), "{document}");
    assert!(document.get("as_of").is_none() && document["data_date"].is_string());
    let place = &past.app.get("/api/exports/places", &west).await.json()["features"][0]["properties"];
    assert_eq!(place["report_sources"], json!(["field_staff: 1"]));
    assert_eq!((&place["class"], &place["origin_code"]), (&json!("partner"), &json!("W")));
    assert_eq!(past.app.get("/api/exports/streets", &west).await.status, 404);
}

#[tokio::test]
async fn what_is_exported_can_be_imported_again_and_changes_nothing() {
    let app = TestApp::with_city().await;
    full_city(&app).await;
    let admin = app.token("STAD", Role::Administrator).await;
    for (layer, map) in
        [("sites", "&map=id=source_id"), ("areas", "&map=id=source_id"), ("parties", ""), ("statistics", "")]
    {
        for (format, kind) in [("csv", "text/csv"), ("geojson", "application/geo+json")] {
            let file = app.get(&format!("/api/exports/{layer}?format={format}"), &admin).await;
            let count = rows(&file);
            if format == "geojson" && ["parties", "statistics"].contains(&layer) {
                continue;
            }
            let request = Request::post(format!("/api/imports?what={layer}{map}"))
                .header(header::CONTENT_TYPE, kind)
                .header(header::AUTHORIZATION, format!("Bearer {admin}"));
            let told = made(&app.send(request.body(Body::from(file.body)).unwrap()).await);
            let told = [&told["created"], &told["changed"], &told["unchanged"]].map(|n| n.as_u64().unwrap());
            assert_eq!(told, [0, 0, count], "{layer} {format}");
        }
    }
}

#[tokio::test]
async fn an_earlier_moment_is_as_it_was() {
    let past = Past::begin().await;
    let west = past.app.token("W", Role::Coordinator).await;
    let begun = past.mark();
    let path = place(&past.app, &west, "Torget", "disorder").await;
    let first = past.mark();
    made(
        &past.app.command(&path, "status", &west, &json!({ "status": "active", "reason": "Börjar." })).await,
    );
    let etag = past.app.get(&path, &west).await.header("etag").to_owned();
    made(&past.app.patch(&path, &west, &json!({ "name": "Stora torget" }), &etag).await);
    let second = past.mark();
    assert_eq!(past.places("W", Some(begun)).await, []);
    let full = |name: &str| vec![(name.to_owned(), "full".to_owned())];
    assert_eq!(past.places("W", Some(first)).await, full("Torget"));
    assert_eq!(past.places("W", Some(second)).await, full("Stora torget"));
    let then = past.features("places", "W", Some(first)).await;
    assert_eq!(then[0]["properties"]["status"], "suspected");
    assert_eq!(then[0]["properties"]["status_words"], "under bedömning");
    // A day is asked about at its end in Stockholm.
    let day = samplats::domain::time::date_of(first);
    let reader = past.app.token("W", Role::Reader).await;
    let document = past.app.get(&format!("/api/exports/places?as_of={day}"), &reader).await.json();
    assert_eq!(
        (&document["features"][0]["properties"]["name"], &document["data_date"]),
        (&json!("Torget"), &json!(day.to_string()))
    );
    // The clock of a coordination is as it was, and overdue is what was overdue then.
    let clock = past.features("coordinations", "W", Some(first)).await;
    assert_eq!(clock[0]["properties"]["overdue"], false);
}

#[tokio::test]
async fn a_moment_that_cannot_be_is_refused_with_the_parameter_named() {
    let past = Past::begin().await;
    let west = past.app.token("W", Role::Reader).await;
    for (as_of, word) in [
        ("2999-01-01", "future"),
        ("1999-01-01", "before the register began"),
        ("2026-02-30", "must be a date"),
        ("yesterday", "must be a date"),
    ] {
        let answer = past.app.get(&format!("/api/exports/places?as_of={as_of}"), &west).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (400, "bad-parameter"), "{as_of}");
        let document = answer.json();
        assert!(document["detail"].as_str().unwrap().contains(word), "{document}");
        assert_eq!(document["errors"][0]["pointer"], "?as_of");
    }
    for query in
        ["format=pdf", "crs=EPSG:3857&format=gpkg", "crs=EPSG:3011", "as=NOBODY", "status=odd", "limit=5"]
    {
        let answer = past.app.get(&format!("/api/exports/places?{query}"), &west).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (400, "bad-parameter"), "{query}");
    }
}

#[tokio::test]
async fn the_past_is_seen_by_the_sharing_of_then_and_of_now() {
    let past = Past::begin().await;
    let (app, west) = (&past.app, past.app.token("W", Role::Coordinator).await);
    let [narrowed, widened, cut] = [
        place(app, &west, "Inte längre", "disorder").await,
        place(app, &west, "Först nu", "disorder").await,
        place(app, &west, "Mindre nu", "disorder").await,
    ];
    share(app, &west, &narrowed, "VAG", Some("full")).await;
    share(app, &west, &cut, "VAG", Some("full")).await;
    let then = past.mark();
    let told = |names: &[(&str, &str)]| -> Vec<(String, String)> {
        names.iter().map(|(name, level)| ((*name).to_owned(), (*level).to_owned())).collect()
    };
    assert_eq!(past.places("VAG", Some(then)).await, told(&[("Inte längre", "full"), ("Mindre nu", "full")]));
    share(app, &west, &narrowed, "VAG", None).await;
    share(app, &west, &widened, "VAG", Some("full")).await;
    share(app, &west, &cut, "VAG", Some("summary")).await;
    let later = past.mark();
    // Of then: what is withheld now is gone, what was withheld then is not there, and the lower level holds.
    assert_eq!(past.places("VAG", Some(then)).await, told(&[("Mindre nu", "summary")]));
    let seen = past.features("places", "VAG", Some(then)).await;
    assert!(seen[0]["properties"].get("class").is_none(), "{seen:?}");
    assert_eq!(
        past.places("VAG", Some(later)).await,
        told(&[("Först nu", "full"), ("Mindre nu", "summary")])
    );
    assert_eq!(past.features("coordinations", "VAG", Some(then)).await, Vec::<Value>::new());
    // Whose it is sees it all.
    assert_eq!(past.places("W", Some(then)).await.len(), 3);
}

#[tokio::test]
async fn a_report_that_was_hidden_since_is_not_shown_in_the_past() {
    let past = Past::begin().await;
    let (app, west) = (&past.app, past.app.token("W", Role::Coordinator).await);
    // On the school's ground: its company knows that it exists.
    let body = json!({ "position": { "lon": 18.051, "lat": 59.3505 }, "problem_types": ["disorder"], "text": "om någon" });
    let report = made(&app.post("/api/reports", &west, &body).await);
    let then = past.mark();
    assert_eq!(past.features("reports", "SKOLOR", Some(then)).await.len(), 1);
    let path = format!("/api/reports/{}", report["id"].as_str().unwrap());
    made(&app.command(&path, "triage", &west, &json!({ "outcome": "hidden", "reason": "Pekar ut." })).await);
    past.mark();
    assert_eq!(past.features("reports", "SKOLOR", Some(then)).await, Vec::<Value>::new());
    assert_eq!(past.features("reports", "W", Some(then)).await.len(), 1);
}

#[tokio::test]
async fn an_administrator_exports_as_a_party_and_sees_no_more_than_both() {
    let past = Past::begin().await;
    let (app, west) = (&past.app, past.app.token("W", Role::Coordinator).await);
    place(app, &west, "Torget", "disorder").await;
    let police = app.token("POLIS", Role::Coordinator).await;
    let secret = json!({ "position": { "lon": 18.02, "lat": 59.32 }, "problem_types": ["disorder"], "class": "origin" });
    made(&app.post("/api/reports", &police, &secret).await);
    let moment = past.mark();
    let admin = app.token("STAD", Role::Administrator).await;
    for as_of in [String::new(), format!("&as_of={moment}")] {
        let count = async |layer: &str, token: &str, party: &str| {
            rows(&app.get(&format!("/api/exports/{layer}?as={party}{as_of}"), token).await)
        };
        assert_eq!((count("places", &admin, "W").await, count("places", &admin, "E").await), (1, 0));
        // The police's own is theirs: not an administrator's, through whosever eyes.
        assert_eq!(
            (count("reports", &police, "POLIS").await, count("reports", &admin, "POLIS").await),
            (1, 0)
        );
    }
    let answer = app.get("/api/exports/places?as=E", &west).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (403, "not-allowed"));
    // Filters that speak of the asker mean the party that is looked as.
    let duties = format!("/api/exports/places?as=W&asked=true&as_of={moment}");
    assert_eq!(app.get(&duties, &admin).await.status, 200);
}

#[tokio::test]
async fn exports_take_turns() {
    let app = TestApp::with_city().await;
    let (first, second, third) = (
        app.token("W", Role::Reader).await,
        app.token("W", Role::Reader).await,
        app.token("W", Role::Reader).await,
    );
    let begin = async |token: &str| {
        let request =
            Request::get("/api/exports/areas").header(header::AUTHORIZATION, format!("Bearer {token}"));
        app.stream(request.body(Body::empty()).unwrap()).await
    };
    let held = begin(&first).await;
    assert_eq!(held.status(), 200);
    let again = app.get("/api/exports/areas", &first).await;
    assert_eq!((again.status.as_u16(), again.problem().as_str()), (429, "too-many-requests"));
    assert!(again.header("retry-after").parse::<u32>().unwrap() > 0);
    let other = begin(&second).await;
    assert_eq!(other.status(), 200);
    assert_eq!(app.get("/api/exports/areas", &third).await.status, 429);
    drop(held);
    assert_eq!(app.get("/api/exports/areas", &third).await.status, 200);
    drop(other);
}

#[tokio::test]
async fn one_moment_is_read_at_a_time_and_lists_are_answered_meanwhile() {
    let past = Past::begin().await;
    let moment = past.mark();
    let west = past.app.token("W", Role::Coordinator).await;
    let held = past.app.app.engine().past(moment, &[Kind::Area], PastLimits::default()).await;
    let held = held.map_err(|why| format!("{why:?}")).unwrap();
    let busy = past.app.get(&format!("/api/exports/places?as_of={moment}"), &west).await;
    assert_eq!((busy.status.as_u16(), busy.problem().as_str()), (503, "busy"));
    assert!(busy.header("retry-after").parse::<u32>().unwrap() > 0);
    assert_eq!(past.app.get("/api/exports/places", &west).await.status, 200);
    place(&past.app, &west, "Torget", "disorder").await;
    drop(held);
    assert_eq!(past.app.get(&format!("/api/exports/places?as_of={moment}"), &west).await.status, 200);
}

#[tokio::test]
async fn a_token_that_is_taken_away_gets_no_further_byte() {
    let app = TestApp::with_city().await;
    let token = app.token("W", Role::Reader).await;
    let request = Request::get("/api/exports/areas").header(header::AUTHORIZATION, format!("Bearer {token}"));
    let answer = app.stream(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), 200);
    let id = app
        .app
        .accounts()
        .book()
        .tokens
        .values()
        .find(|known| known.role == Role::Reader)
        .unwrap()
        .id
        .clone();
    app.app.accounts().delete_token(app.app.engine(), &id).await.unwrap();
    assert!(answer.into_body().collect().await.is_err(), "the answer goes on to its end");
}

#[tokio::test]
async fn what_is_overdue_is_asked_for_and_of_the_past_what_was_overdue_then() {
    let past = Past::begin().await;
    let (app, west) = (&past.app, past.app.token("W", Role::Coordinator).await);
    // On the school's ground: its company is asked, thirty days ago, and has not answered.
    let body = json!({ "geometry": { "type": "Point", "coordinates": [18.051, 59.3505] }, "name": "Skolgården",
        "problem_types": ["disorder"] });
    let place = made(&app.post("/api/places", &west, &body).await);
    assert_eq!(place["coordination"]["state"], "proposed");
    self::place(app, &west, "Torget", "disorder").await;
    let then = past.mark();
    let names = async |token: &str, query: &str| {
        let list = app.get(&format!("/api/places?{query}"), token).await.json();
        let names = list["items"].as_array().unwrap().iter().map(|place| place["name"].clone());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&west, "overdue=true").await, [json!("Skolgården")]);
    assert_eq!(names(&west, "overdue=false").await.len(), 2);
    let file = async |as_of: &str| {
        rows(&app.get(&format!("/api/exports/coordinations?overdue=true{as_of}"), &west).await)
    };
    assert_eq!((file("").await, file(&format!("&as_of={then}")).await), (1, 0));
    // The clock is for who sees all of the place: a summary is not told it, and is not found by it.
    share(app, &west, &format!("/api/places/{}", place["id"].as_str().unwrap()), "VAG", Some("summary"))
        .await;
    let roads = app.token("VAG", Role::Reader).await;
    assert_eq!(names(&roads, "").await, [json!("Skolgården")]);
    assert_eq!(names(&roads, "overdue=true").await, Vec::<Value>::new());
}
