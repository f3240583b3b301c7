//! Lists of one's own go on to their end, and their pages are full.

use super::support::{PASSWORD, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// More than any list was ever cut at.
const MANY: usize = 205;

fn report(number: usize) -> Value {
    let lat = 59.31 + 0.0001 * number as f64;
    json!({ "position": { "lon": 18.02, "lat": lat }, "problem_types": ["vandalism"] })
}

/// All pages of a list: how many things on each, and the things.
async fn pages(app: &TestApp, path: &str, credential: (&str, &str)) -> (Vec<usize>, Vec<Value>) {
    let (mut sizes, mut all, mut cursor) = (Vec::new(), Vec::new(), None::<String>);
    loop {
        let more = cursor.as_ref().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let request = Request::get(format!("{path}{more}")).header(credential.0, credential.1);
        let answer = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        let page = answer.json();
        let items = page["items"].as_array().unwrap().clone();
        sizes.push(items.len());
        all.extend(items);
        cursor = page["next"].as_str().map(str::to_owned);
        if cursor.is_none() {
            return (sizes, all);
        }
    }
}

#[tokio::test]
async fn all_of_ones_reports_and_all_duties_are_there() {
    let app = TestApp::with_city().await;
    app.account("faltare", "W", Role::Reporter).await;
    let log_in = Request::post("/api/session")
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-samplats", "1")
        .body(Body::from(json!({ "login": "faltare", "password": PASSWORD }).to_string()));
    let cookie = app.send(log_in.unwrap()).await.header("set-cookie").split(';').next().unwrap().to_owned();
    for number in 0..MANY {
        let sent = Request::post("/api/reports")
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-samplats", "1")
            .header(header::COOKIE, &cookie)
            .body(Body::from(report(number).to_string()));
        assert_eq!(app.send(sent.unwrap()).await.status, 201);
    }
    let (sizes, mine) = pages(&app, "/api/me/reports?limit=100", ("cookie", &cookie)).await;
    assert_eq!(sizes, [100, 100, 5]);
    let times: Vec<_> = mine.iter().map(|report| report["received_at"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|one, next| one >= next));
    let ids: BTreeSet<_> = mine.iter().map(|report| report["id"].to_string()).collect();
    assert_eq!(ids.len(), MANY);
    let district = format!("Bearer {}", app.token("W", Role::Coordinator).await);
    let (sizes, duties) = pages(&app, "/api/me/duties?limit=150", ("authorization", &district)).await;
    assert_eq!(sizes, [150, 55]);
    assert!(duties.iter().all(|duty| duty["what"] == "triage"));
}

#[tokio::test]
async fn a_list_of_reports_tells_the_members_that_are_asked_for() {
    let app = TestApp::with_city().await;
    let token = app.token("W", Role::Coordinator).await;
    for number in 0..3 {
        assert_eq!(app.post("/api/reports", &token, &report(number)).await.status, 201);
    }
    let credential = format!("Bearer {token}");
    let asked = "/api/reports?limit=2&fields=problem_types,position";
    let (few_sizes, few) = pages(&app, asked, ("authorization", &credential)).await;
    let (sizes, whole) = pages(&app, "/api/reports?limit=2", ("authorization", &credential)).await;
    assert_eq!(few_sizes, sizes);
    assert!(few.len() > 2);
    for (few, whole) in few.iter().zip(&whole) {
        let names: Vec<_> = few.as_object().unwrap().keys().collect();
        assert_eq!(names, ["id", "level", "position", "problem_types"]);
        assert!(names.iter().all(|name| few[name.as_str()] == whole[name.as_str()]));
    }
    let unknown = app.get("/api/reports?fields=position,reporter", &token).await;
    assert_eq!(unknown.status, 400);
    assert_eq!(unknown.json()["type"], "/problems/bad-parameter");
}

#[tokio::test]
async fn pages_of_sites_with_places_are_full() {
    let app = TestApp::with_city().await;
    let admin = app.token("STAD", Role::Administrator).await;
    let district = app.token("W", Role::Coordinator).await;
    let lon = |number: usize| 18.02 + 0.005 * number as f64;
    let feature = |number: usize| {
        json!({ "type": "Feature", "id": format!("p{number}"), "properties": { "name": format!("Gården {number}") },
            "geometry": { "type": "Point", "coordinates": [lon(number), 59.33] } })
    };
    let file = json!({ "type": "FeatureCollection", "features": (0..12).map(feature).collect::<Vec<_>>() });
    let request = Request::post("/api/imports?what=sites&kind=school&party=SKOLOR")
        .header(header::CONTENT_TYPE, "application/geo+json")
        .header(header::AUTHORIZATION, format!("Bearer {admin}"));
    let read = app.send(request.body(Body::from(file.to_string())).unwrap()).await;
    assert_eq!(read.status, 200, "{}", read.json());
    for number in [1, 6, 7, 11] {
        let place = json!({ "geometry": { "type": "Point", "coordinates": [lon(number), 59.33] },
            "problem_types": ["disorder"] });
        assert_eq!(app.post("/api/places", &district, &place).await.status, 201);
    }
    let company = format!("Bearer {}", app.token("SKOLOR", Role::Coordinator).await);
    let who = ("authorization", company.as_str());
    for (limit, expected) in [(1, vec![1; 4]), (2, vec![2, 2]), (3, vec![3, 1]), (4, vec![4]), (9, vec![4])] {
        let path = format!("/api/me/sites?with_places=true&limit={limit}");
        let (sizes, sites) = pages(&app, &path, who).await;
        assert_eq!(sizes, expected, "{limit}");
        assert!(sites.iter().all(|site| !site["places"].as_array().unwrap().is_empty()));
    }
    assert_eq!(pages(&app, "/api/me/sites?limit=5", who).await.0, [5, 5, 3]);
}

/// A list by time goes on from its own cursor. Nobody reads in it when the last thing was, or makes one up that asks for it.
#[tokio::test]
async fn a_cursor_of_a_list_says_nothing_and_cannot_be_made_up() {
    let app = TestApp::with_city().await;
    let district = app.token("W", Role::Coordinator).await;
    for number in 0..3 {
        assert_eq!(app.post("/api/reports", &district, &report(number)).await.status, 201);
    }
    let page = app.get("/api/reports?limit=1", &district).await.json();
    let cursor = page["next"].as_str().unwrap();
    let plain = data_encoding::BASE64URL_NOPAD.decode(cursor.as_bytes()).unwrap();
    let (id, year) =
        (page["items"][0]["id"].as_str().unwrap(), &page["items"][0]["received_at"].as_str().unwrap()[..4]);
    assert!(!String::from_utf8_lossy(&plain).contains(year));
    let rest = app.get(&format!("/api/reports?cursor={cursor}"), &district).await.json();
    assert_eq!(rest["items"].as_array().unwrap().len(), 2);
    assert!(rest["items"].as_array().unwrap().iter().all(|report| report["id"] != id));
    let made_up = data_encoding::BASE64URL_NOPAD.encode(b"[\"2026-01-01T00:00:00Z\",0]");
    let other = app.token("POLIS", Role::Reader).await;
    for (token, cursor) in [(&district, made_up.as_str()), (&other, cursor)] {
        for list in ["reports", "places"] {
            assert_eq!(app.get(&format!("/api/{list}?cursor={cursor}"), token).await.status, 400, "{list}");
        }
    }
}

#[tokio::test]
async fn what_would_be_taken_for_something_else_is_refused() {
    let app = TestApp::with_city().await;
    let token = app.token("W", Role::Reader).await;
    for wrong in [
        // A time without offset is not its day.
        "places?since=2026-03-01T18:00:00",
        "reports?until=2026-03-01T18:00:00",
        "reports?until=2026-03-01 ",
        "statistics?since=2026-03-01T18:00:00",
        // Nor is a box whose sides are exchanged the rest of the world.
        "places?bbox=18.2,59.2,17.9,59.4",
        "areas?bbox=177,65,-177,70",
    ] {
        let answer = app.get(&format!("/api/{}", wrong.replace(' ', "%20")), &token).await;
        assert_eq!(answer.status, 400, "{wrong}");
    }
    for right in
        ["places?since=2026-03-01", "reports?until=2026-03-01T18:00:00Z", "places?bbox=17.9,59.2,18.2,59.4"]
    {
        assert_eq!(app.get(&format!("/api/{right}"), &token).await.status, 200, "{right}");
    }
}
