//! Who only knows that something exists finds out no more by asking again and again.
//!
//! Three cities in which the same thing lies some metres apart, with another shape, type, status, time and text,
//! answer everything that such a viewer can ask with the same bytes.

use super::support::TestApp;
use super::twins::whole;
use jiff::{SignedDuration, Timestamp};
use samplats::domain::access::Role;
use serde_json::{Value, json};

/// Where it is shown to those who only know that it exists: four decimals of a degree.
const SHOWN: (f64, f64) = (18.0526, 59.3504);

/// What is withheld, different in each city.
struct Secret {
    geometry: Value,
    seen_at: (f64, f64),
    problem: &'static str,
    hours_ago: i64,
    known_hours: Option<u8>,
    status: Option<&'static str>,
}

fn secrets() -> [Secret; 3] {
    let point = |lon: f64, lat: f64| json!({ "type": "Point", "coordinates": [lon, lat] });
    let (w, s, e, n) = (18.05252, 59.35035, 18.05262, 59.35041);
    let ground = json!({ "type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]] });
    [
        Secret {
            geometry: point(18.05256, 59.35036),
            seen_at: (18.05264, 59.35044),
            problem: "vandalism",
            hours_ago: 1,
            known_hours: None,
            status: None,
        },
        Secret {
            geometry: point(18.05264, 59.35044),
            seen_at: (18.05256, 59.35036),
            problem: "disorder",
            hours_ago: 400,
            known_hours: Some(3),
            status: Some("active"),
        },
        Secret {
            geometry: ground,
            seen_at: (18.0526, 59.3504),
            problem: "dumped_waste",
            hours_ago: 90,
            known_hours: Some(12),
            status: Some("dismissed"),
        },
    ]
}

/// A city with one secret, and the ids of its report and its place.
async fn city(moment: Timestamp, secret: &Secret) -> (TestApp, [String; 2]) {
    let app = TestApp::twin(moment).await;
    let district = app.token("W", Role::Coordinator).await;
    app.foretell(1);
    let (lon, lat) = secret.seen_at;
    let position =
        json!({ "lon": lon, "lat": lat, "accuracy_m": 5, "by_hand": secret.known_hours.is_some() });
    let mut body = json!({ "position": position, "problem_types": [secret.problem],
        "observed_at": (moment - SignedDuration::from_hours(secret.hours_ago)).to_string() });
    if let Some(hours) = secret.known_hours {
        body["observed_precision"] = "hours".into();
        body["observed_hours"] = hours.into();
    }
    let sent = app.post("/api/reports", &district, &body).await;
    assert_eq!(sent.status, 201, "{}", String::from_utf8_lossy(&sent.body));
    app.foretell(2);
    let body =
        json!({ "geometry": secret.geometry, "problem_types": [secret.problem], "name": secret.problem });
    let made = app.post("/api/places", &district, &body).await;
    assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
    let path = format!("/api/places/{}", made.json()["id"].as_str().unwrap());
    let told = json!({ "party": "VAG", "level": "exists" });
    let told = app.command(&path, "parties", &district, &told).await;
    assert_eq!(told.status, 200, "{}", String::from_utf8_lossy(&told.body));
    let ids = [sent, made].map(|answer| answer.json()["id"].as_str().unwrap().to_owned());
    if let Some(status) = secret.status {
        let body = json!({ "status": status, "reason": "Efter besök." });
        let moved = app.command(&path, "status", &district, &body).await;
        assert_eq!(moved.status, 200, "{}", String::from_utf8_lossy(&moved.body));
    }
    (app, ids)
}

/// Everything there is to ask.
fn questions([report, place]: &[String; 2], moment: Timestamp) -> Vec<String> {
    let mut all = vec![
        format!("/api/places/{place}"),
        format!("/api/places/{place}/reports"),
        format!("/api/places/{place}/history"),
        format!("/api/places/{place}/neighbours"),
        format!("/api/reports/{report}"),
        format!("/api/reports/{report}/history"),
        format!("/api/reports?place={place}"),
        "/api/me/sites".into(),
        "/api/me/duties".into(),
        "/api/measures".into(),
    ];
    let time = |hours: i64| (moment - SignedDuration::from_hours(hours)).to_string().replace('+', "%2B");
    let mut filters: Vec<String> = ["district=V%C3%A4ster", "district=%C3%96ster", "party=W", "party=SKOLOR"]
        .into_iter()
        .chain(["status=suspected", "status=active", "status=dismissed", "without_coordinator=true"])
        .chain(["child_relevant=true", "asked=true", "overdue=true", "status=received", "status=triaged"])
        .map(str::to_owned)
        .collect();
    filters
        .extend(["vandalism", "disorder", "dumped_waste"].map(|problem| format!("problem_type={problem}")));
    for hours in [-1, 0, 2, 24, 100, 500] {
        filters.extend([format!("since={}", time(hours)), format!("until={}", time(hours))]);
    }
    // Boxes of two metres and of ten, in rows and columns around it.
    for step in -8_i32..=8 {
        let (dlon, dlat) = (f64::from(step) * 2e-5, f64::from(step) * 1e-5);
        for size in [2e-5, 1e-4] {
            let (w, s) = (SHOWN.0 + dlon - size / 2.0, SHOWN.1 + dlat - size / 2.0);
            let row = format!("bbox={w:.6},59.34,{:.6},59.36", w + size);
            let column = format!("bbox=18.04,{s:.6},18.06,{:.6}", s + size);
            filters.extend([row, column]);
        }
        // From ever other sides, at ever other distances.
        let (lon, lat) = (SHOWN.0 + dlon * 9.0, SHOWN.1 - dlat * 7.0);
        for radius_m in [3, 8, 15, 40, 250] {
            all.push(format!("/api/locate?lon={lon:.6}&lat={lat:.6}&radius_m={radius_m}"));
        }
    }
    for band in ["0-12", "12-24", "17-22", "22-6", "0-24"] {
        all.push(format!("/api/reports?hours={band}"));
        all.push(format!("/ogc/collections/reports/tiles/WebMercatorQuad/14/4816/9013?hours={band}"));
    }
    for filter in &filters {
        for list in ["places", "reports"] {
            all.push(format!("/api/{list}?{filter}"));
            if !filter.starts_with("bbox") {
                all.push(format!("/ogc/collections/{list}/tiles/WebMercatorQuad/14/4816/9013?{filter}"));
            }
        }
    }
    for list in ["places", "reports"] {
        for (z, row, col) in
            [(0, 0, 0), (9, 150, 281), (12, 1204, 2253), (14, 4816, 9013), (16, 19265, 36054)]
        {
            all.push(format!("/ogc/collections/{list}/tiles/WebMercatorQuad/{z}/{row}/{col}"));
        }
        // The deepest tiles around it, some five metres wide.
        for (row, col) in (-4..=4).flat_map(|row| (-4..=4).map(move |col| (1_233_014 + row, 2_307_480 + col)))
        {
            all.push(format!("/ogc/collections/{list}/tiles/WebMercatorQuad/22/{row}/{col}"));
        }
    }
    all
}

#[tokio::test]
async fn who_knows_only_that_it_exists_learns_no_more_by_asking() {
    let moment = Timestamp::now();
    let mut answers: Vec<Vec<String>> = Vec::new();
    let mut asked = Vec::new();
    for secret in secrets() {
        let (app, ids) = city(moment, &secret).await;
        // An office is told that there is such a place; the company that manages the school beside it, which sees the
        // place itself at summary, that there is such a report.
        let office = app.token("VAG", Role::Reader).await;
        let company = app.token("SKOLOR", Role::Reader).await;
        for (list, viewer) in [("places", &office), ("reports", &company)] {
            let items = app.get(&format!("/api/{list}"), viewer).await.json()["items"].clone();
            assert_eq!(items.as_array().unwrap().len(), 1, "{items}");
            assert_eq!(items[0]["level"], "exists", "{items}");
            let position = &items[0]["position"];
            assert_eq!((&position["lon"], &position["lat"]), (&json!(SHOWN.0), &json!(SHOWN.1)), "{items}");
        }
        asked.clear();
        let mut told = Vec::new();
        for question in questions(&ids, moment) {
            let viewers = [("the office", &office), ("the company", &company)];
            // Of places the company is shown more, and may ask for what it is shown.
            let viewers = &viewers
                [..if question.contains("reports?") || question.contains("/reports/") { 2 } else { 1 }];
            for (name, token) in viewers {
                told.push(whole(&app.get(&question, token).await));
                asked.push(format!("{name}: {question}"));
            }
        }
        answers.push(told);
    }
    let alike = |at: &usize| answers.iter().all(|told| told[*at] == answers[0][*at]);
    let differ: Vec<_> = (0..asked.len()).filter(|at| !alike(at)).map(|at| asked[at].as_str()).collect();
    assert_eq!(differ, Vec::<&str>::new(), "of {} questions", asked.len());
    // The canary: boxes, tiles and distances do tell of the position that is shown.
    for (of, wanted) in [("bbox", "200 OK"), ("/22/", "204 No"), ("/22/", "200 OK"), ("locate", "distance_m")]
    {
        assert!(
            (0..asked.len()).any(|at| asked[at].contains(of) && answers[0][at].contains(wanted)),
            "{of} {wanted}"
        );
    }
}
