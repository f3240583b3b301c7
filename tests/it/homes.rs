//! What was reported in somebody's home is shown, to those who see less than all of it, where it points at no household
//! (docs/decisions/0033): in every list, box, tile and file alike, and whatever corner of the building it was in.

use super::support::TestApp;
use super::twins::whole;
use super::worlds::surfaces;
use axum::body::Body;
use axum::http::{Request, header};
use jiff::Timestamp;
use samplats::domain::access::Role;
use serde_json::{Value, json};

/// A block of flats beside the school's yard, some thirty metres either way: west, south, east, north.
const FLATS: [f64; 4] = [18.0521, 59.3503, 18.0526, 59.3506];
/// Its door, in front of the south wall.
const DOOR: (f64, f64) = (18.05233, 59.35025);
/// Two corners of the block, inside.
const CORNERS: [(f64, f64); 2] = [(18.05212, 59.35058), (18.05258, 59.35032)];

fn footprint(id: &str, [w, s, e, n]: [f64; 4]) -> Value {
    json!({ "type": "Feature", "id": id, "properties": {},
        "geometry": { "type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]] } })
}

async fn import(app: &TestApp, query: &str, kind: &str, body: String) {
    let admin = app.token("STAD", Role::Administrator).await;
    let request = Request::post(format!("/api/imports?{query}"))
        .header(header::CONTENT_TYPE, kind)
        .header(header::AUTHORIZATION, format!("Bearer {admin}"));
    let answer = app.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
}

async fn import_homes(app: &TestApp, kind: &str, buildings: Vec<Value>) {
    let (lon, lat) = DOOR;
    import(app, "what=addresses", "text/csv", format!("street,number,lon,lat\nSkolgatan,1,{lon},{lat}\n"))
        .await;
    let file = json!({ "type": "FeatureCollection", "features": buildings }).to_string();
    import(app, &format!("what=buildings&kind={kind}"), "application/geo+json", file).await;
}

async fn reported(app: &TestApp, (lon, lat): (f64, f64)) -> Value {
    let district = app.token("W", Role::Coordinator).await;
    let body =
        json!({ "position": { "lon": lon, "lat": lat, "accuracy_m": 4 }, "problem_types": ["vandalism"] });
    let sent = app.post("/api/reports", &district, &body).await;
    assert_eq!(sent.status, 201, "{}", String::from_utf8_lossy(&sent.body));
    sent.json()
}

fn at(value: &Value) -> (f64, f64) {
    (value["position"]["lon"].as_f64().unwrap(), value["position"]["lat"].as_f64().unwrap())
}

/// The one report of a list as somebody sees it.
async fn the_one(app: &TestApp, token: &str) -> Value {
    let items = app.get("/api/reports", token).await.json()["items"].clone();
    assert_eq!(items.as_array().unwrap().len(), 1, "{items}");
    items[0].clone()
}

#[tokio::test]
async fn who_does_not_act_is_shown_the_entrance_and_who_does_is_shown_where_it_was() {
    let app = TestApp::with_city().await;
    import_homes(&app, "apartments", vec![footprint("b1", FLATS)]).await;
    let sent = reported(&app, CORNERS[0]).await;
    assert_eq!((at(&sent), &sent["shown_at"]), (CORNERS[0], &json!("entrance")), "the reporter");
    let district = the_one(&app, &app.token("W", Role::Member).await).await;
    assert_eq!((at(&district), &district["shown_at"]), (CORNERS[0], &json!("entrance")));
    let company = app.token("SKOLOR", Role::Reader).await;
    let seen = the_one(&app, &company).await;
    assert_eq!((at(&seen), &seen["shown_at"], &seen["level"]), (DOOR, &json!("entrance"), &json!("exists")));
    let one = app.get(&format!("/api/reports/{}", seen["id"].as_str().unwrap()), &company).await.json();
    assert_eq!((at(&one), &one["shown_at"]), (DOOR, &json!("entrance")));
    let inside = |(lon, lat): (f64, f64)| {
        let (dlon, dlat) = (2e-5, 1e-5);
        format!("/api/reports?bbox={},{},{},{}", lon - dlon, lat - dlat, lon + dlon, lat + dlat)
    };
    for (place, found) in [(DOOR, 1), (CORNERS[0], 0)] {
        let items = app.get(&inside(place), &company).await.json()["items"].clone();
        assert_eq!(items.as_array().unwrap().len(), found, "a box around {place:?}");
    }
}

#[tokio::test]
async fn the_position_of_what_was_in_a_home_is_suggested_to_be_withheld_of_a_document() {
    let app = TestApp::with_city().await;
    let report = reported(&app, CORNERS[0]).await;
    let west = app.token("W", Role::Coordinator).await;
    let suggested = async || {
        let document = format!("/api/reports/{}/document", report["id"].as_str().unwrap());
        let parts = app.get(&document, &west).await.json()["parts"].clone();
        let position =
            parts.as_array().unwrap().iter().find(|part| part["part"] == "position").unwrap().clone();
        position["suggestion"].clone()
    };
    assert_eq!(suggested().await, Value::Null);
    import_homes(&app, "apartments", vec![footprint("b1", FLATS)]).await;
    assert_eq!(suggested().await, json!({ "ground": "osl_21_7", "rule": "home" }));
}

#[tokio::test]
async fn of_a_place_the_position_is_suggested_to_be_withheld_where_it_was_drawn_in_a_home() {
    let app = TestApp::with_city().await;
    import_homes(&app, "apartments", vec![footprint("b1", FLATS)]).await;
    let report = reported(&app, CORNERS[0]).await;
    let west = app.token("W", Role::Coordinator).await;
    let drawn = json!({ "geometry": { "type": "Point", "coordinates": [CORNERS[0].0, CORNERS[0].1] } });
    let of_report = json!({ "reports": [report["id"]] });
    let home = json!({ "ground": "osl_21_7", "rule": "home" });
    // Made of a report it lies at the entrance, like everything of that building.
    for (mut body, suggestion) in [(drawn, home), (of_report, Value::Null)] {
        body["problem_types"] = json!(["vandalism"]);
        let made = app.post("/api/places", &west, &body).await;
        assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
        let path = format!("/api/places/{}/document", made.json()["id"].as_str().unwrap());
        let parts = app.get(&path, &west).await.json()["parts"].clone();
        let position = parts.as_array().unwrap().iter().find(|part| part["part"] == "position").unwrap();
        assert_eq!(position["suggestion"], suggestion, "{body}");
    }
}

#[tokio::test]
async fn which_part_of_a_split_place_a_report_goes_with_tells_no_corner_of_the_home_it_was_in() {
    let mut followed = Vec::new();
    for corner in CORNERS {
        let app = TestApp::with_city().await;
        import_homes(&app, "apartments", vec![footprint("b1", FLATS)]).await;
        let report = reported(&app, corner).await;
        let west = app.token("W", Role::Coordinator).await;
        let body = json!({ "reports": [report["id"]], "problem_types": ["vandalism"] });
        let made = app.post("/api/places", &west, &body).await;
        assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
        // One on either side of the door, each beside one of the corners.
        let part = |name: &str, lon: f64| json!({ "name": name, "geometry": { "type": "Point", "coordinates": [lon, DOOR.1] } });
        let parts = [part("Västra", DOOR.0 - 1e-4), part("Östra", DOOR.0 + 1e-4)];
        let place = format!("/api/places/{}", made.json()["id"].as_str().unwrap());
        let split = app.command(&place, "split", &west, &json!({ "reason": "Två.", "parts": parts })).await;
        assert_eq!(split.status, 200, "{}", String::from_utf8_lossy(&split.body));
        let company = app.token("SKOLOR", Role::Reader).await;
        let seen = the_one(&app, &company).await;
        assert_eq!(seen["level"], "summary");
        followed.push(seen["place"]["name"].clone());
    }
    assert!(followed[0].is_string(), "the company is told which: {followed:?}");
    assert_eq!(followed[0], followed[1]);
}

#[tokio::test]
async fn a_report_that_was_there_before_the_buildings_is_shown_elsewhere_once_they_have_come() {
    let app = TestApp::with_city().await;
    reported(&app, CORNERS[1]).await;
    let company = app.token("SKOLOR", Role::Reader).await;
    let before = the_one(&app, &company).await;
    assert_eq!((at(&before), &before["shown_at"]), ((18.0526, 59.3503), &Value::Null), "to four decimals");
    let then = Timestamp::now();
    import_homes(&app, "apartments", vec![footprint("b1", FLATS)]).await;
    assert_eq!(at(&the_one(&app, &company).await), DOOR);
    // Whoever looks back is not shown more than whoever looks now.
    for as_of in [String::new(), format!("&as_of={then}")] {
        let file = app.get(&format!("/api/exports/reports?format=geojson{as_of}"), &company).await;
        assert_eq!(file.status, 200, "{}", String::from_utf8_lossy(&file.body));
        let file = file.json();
        assert_eq!(file["features"][0]["geometry"]["coordinates"], json!([DOOR.0, DOOR.1]), "{as_of} {file}");
        assert_eq!(file["features"][0]["properties"]["shown_at"], "entrance");
    }
    // Nobody lives there after all.
    import_homes(&app, "other", vec![footprint("b1", FLATS)]).await;
    assert_eq!(the_one(&app, &company).await, before);
}

#[tokio::test]
async fn houses_of_a_street_share_one_spot() {
    let app = TestApp::with_city().await;
    let west = [18.0521, 59.3503, 18.05225, 59.35038];
    let east = [18.0524, 59.3503, 18.05255, 59.35038];
    import_homes(&app, "one_family_house", vec![footprint("b1", west), footprint("b2", east)]).await;
    reported(&app, (18.05218, 59.35034)).await;
    reported(&app, (18.05248, 59.35034)).await;
    let company = app.token("SKOLOR", Role::Reader).await;
    let items = app.get("/api/reports", &company).await.json()["items"].clone();
    let seen: Vec<_> =
        items.as_array().unwrap().iter().map(|item| (at(item), item["shown_at"].clone())).collect();
    assert_eq!(seen.len(), 2, "{items}");
    assert_eq!(seen[0], seen[1]);
    let ((lon, lat), shown_at) = &seen[0];
    assert_eq!(shown_at, "square");
    for [w, s, e, n] in [west, east] {
        assert!(!((w..=e).contains(lon) && (s..=n).contains(lat)), "{lon} {lat} is somebody's home");
    }
}

/// Everything there is to ask, of a report and of the place that was made of it.
fn questions(things: &[String], moment: Timestamp) -> Vec<String> {
    let asked = surfaces::questions(things, &[DOOR, CORNERS[0], CORNERS[1]], moment);
    let mut all: Vec<_> = asked.into_iter().map(|question| question.path).collect();
    for (lon, lat) in CORNERS.into_iter().chain([DOOR]) {
        for step in -4_i32..=4 {
            let (lon, lat) = (lon + f64::from(step) * 3e-5, lat + f64::from(step) * 2e-5);
            let (w, s, e, n) = (lon - 1e-5, lat - 1e-5, lon + 1e-5, lat + 1e-5);
            all.push(format!("/api/reports?bbox={w:.6},{s:.6},{e:.6},{n:.6}"));
            all.push(format!("/api/reports?bbox={w:.6},59.34,{e:.6},59.36"));
            all.push(format!("/api/reports?bbox=18.04,{s:.6},18.06,{n:.6}"));
            all.push(format!("/api/locate?lon={lon:.6}&lat={lat:.6}&radius_m=15"));
        }
    }
    for zoom in 12..=22_u32 {
        for (lon, lat) in CORNERS.into_iter().chain([DOOR]) {
            let side = f64::from(1_u32 << zoom);
            let sin = f64::to_radians(lat).tan().asinh();
            let col = ((lon + 180.0) / 360.0 * side) as u32;
            let row = ((0.5 - sin / std::f64::consts::TAU) * side) as u32;
            for list in ["reports", "places"] {
                all.push(format!("/ogc/collections/{list}/tiles/WebMercatorQuad/{zoom}/{row}/{col}"));
            }
        }
    }
    all
}

#[tokio::test]
async fn in_whatever_corner_of_a_building_it_was_no_byte_tells_who_sees_less_than_all() {
    let moment = Timestamp::now();
    let (mut answers, mut asked) = (Vec::new(), Vec::new());
    for corner in CORNERS {
        let app = TestApp::twin(moment).await;
        app.foretell(1);
        import_homes(&app, "apartments", vec![footprint("b1", FLATS)]).await;
        app.foretell(2);
        // Others around it, between its two corners along any order of the ground.
        reported(&app, (18.0524, 59.3507)).await;
        app.foretell(3);
        reported(&app, (18.05235, 59.35015)).await;
        app.foretell(4);
        let alone = reported(&app, corner).await;
        app.foretell(5);
        let founding = reported(&app, corner).await;
        let district = app.token("W", Role::Coordinator).await;
        app.foretell(6);
        let body = json!({ "reports": [founding["id"]], "problem_types": ["vandalism"], "name": "Porten" });
        let made = app.post("/api/places", &district, &body).await;
        assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
        let things: Vec<String> = [("reports", &alone), ("reports", &founding), ("places", &made.json())]
            .map(|(noun, thing)| format!("/api/{noun}/{}", thing["id"].as_str().unwrap()))
            .into();
        app.foretell(7);
        let tokens = [app.token("SKOLOR", Role::Reader).await, app.token("SKOLOR", Role::Coordinator).await];
        let levels = |items: &Value| -> Vec<String> {
            items["items"].as_array().unwrap().iter().map(|item| item["level"].to_string()).collect()
        };
        let seen = levels(&app.get("/api/reports", &tokens[0]).await.json());
        assert!(seen.contains(&"\"exists\"".into()) && seen.contains(&"\"summary\"".into()), "{seen:?}");
        asked.clear();
        let mut told = Vec::new();
        for question in questions(&things, moment) {
            for (who, token) in ["reader", "coordinator"].into_iter().zip(&tokens) {
                told.push(whole(&app.get(&question, token).await));
                asked.push(format!("{who}: {question}"));
            }
        }
        answers.push(told);
    }
    let differ: Vec<_> = (0..asked.len()).filter(|at| answers[0][*at] != answers[1][*at]).collect();
    let first = differ.first().map(|at| (&answers[0][*at], &answers[1][*at]));
    let differ: Vec<_> = differ.iter().map(|at| asked[*at].as_str()).collect();
    assert_eq!(differ, Vec::<&str>::new(), "of {} questions: {first:?}", asked.len());
    println!("{} answers are the same whatever corner of the building it was in", asked.len());
    // The canary: boxes and tiles do tell where it is shown.
    let found = (0..asked.len()).any(|at| asked[at].contains("/22/") && answers[0][at].starts_with("200"));
    assert!(found, "some of the deepest tiles hold it");
}
