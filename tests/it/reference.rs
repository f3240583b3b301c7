//! The city's own data over HTTP: relations, settings, codes and rules, with their days.

use super::support::{PASSWORD, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use jiff::civil::Date;
use samplats::domain::access::Role;
use samplats::domain::time::date_of;
use serde_json::{Value, json};

fn today() -> Date {
    date_of(jiff::Timestamp::now())
}

async fn administrator() -> (TestApp, String) {
    let app = TestApp::with_city().await;
    let admin = app.token("STAD", Role::Administrator).await;
    (app, admin)
}

fn codes_and_days(periods: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let of = |period: &Value| (text(&period["party"]["code"]), text(&period["from"]), text(&period["until"]));
    periods.as_array().unwrap().iter().map(of).collect()
}

#[tokio::test]
async fn a_site_tells_who_has_owned_it_and_who_will() {
    let (app, admin) = administrator().await;
    let sites = app.get("/api/sites", &admin).await.json();
    let path = format!("/api/sites/{}", sites["items"][0]["id"].as_str().unwrap());
    let told = |party: Value, from: &str, until: Value| json!({ "relation": "land_owner", "party": party, "from": from, "until": until });
    for (party, from) in [("VAG", "2024-01-01"), ("SKOLOR", "2020-01-01"), ("STAD", "2999-01-01")] {
        let body = json!({ "relation": "land_owner", "party": party, "from": from });
        assert_eq!(app.command(&path, "relations", &admin, &body).await.status, 200, "{party}");
    }
    let site = app.get(&path, &admin).await.json();
    let line = |items: &[(&str, &str, &str)]| -> Vec<(String, String, String)> {
        items.iter().map(|(a, b, c)| ((*a).into(), (*b).into(), (*c).into())).collect()
    };
    assert_eq!(site["land_owner"]["code"], "VAG");
    assert_eq!(
        codes_and_days(&site["land_owners"]),
        line(&[
            ("SKOLOR", "2020-01-01", "2024-01-01"),
            ("VAG", "2024-01-01", "2999-01-01"),
            ("STAD", "2999-01-01", ""),
        ])
    );
    assert_eq!(codes_and_days(&site["managers"]), line(&[("SKOLOR", "", "")]));
    let over = told(json!("W"), "2023-01-01", json!("2025-01-01"));
    let over = app.command(&path, "relations", &admin, &over).await;
    assert_eq!((over.status.as_u16(), &over.json()["errors"][0]["code"]), (422, &json!("reaches_into_next")));
    // What is told ahead is taken back, and what holds is ended.
    let back = app.command(&path, "relations", &admin, &told(Value::Null, "2999-01-01", Value::Null)).await;
    assert_eq!(back.json()["land_owners"].as_array().unwrap().len(), 2);
    let ended = app.command(&path, "relations", &admin, &told(Value::Null, "2025-01-01", Value::Null)).await;
    assert_eq!(ended.json()["land_owner"], Value::Null);
    let silent = app.command(&path, "relations", &admin, &json!({ "relation": "land_owner" })).await;
    assert_eq!(silent.json()["errors"][0]["detail"], "party is required");
}

#[tokio::test]
async fn a_setting_has_words_days_and_a_way_back_to_the_citys() {
    let (app, admin) = administrator().await;
    let path = "/api/settings/triage_days";
    let fresh = app.get(path, &admin).await;
    let seen = fresh.json();
    assert!(seen["label"]["sv"].is_string() && seen["label"]["en"].is_string(), "{seen}");
    let next_year = json!({ "value": 2, "from": "2999-01-01" });
    assert_eq!(app.put(path, &admin, &next_year, &[]).await.problem(), "version-required");
    let first = app.put(path, &admin, &next_year, &[("if-match", fresh.header("etag"))]).await;
    assert_eq!((&first.json()["value"], &first.json()["values"][0]), (&seen["value"], &next_year));
    let late = app.put(path, &admin, &next_year, &[("if-match", fresh.header("etag"))]).await;
    assert_eq!((late.status.as_u16(), late.problem().as_str()), (412, "stale"));

    let areas = app.get("/api/areas?kind=district", &admin).await.json();
    let district = areas["items"][0]["id"].as_str().unwrap();
    let own = app.replace(path, &admin, &json!({ "value": 9, "district": district })).await.json();
    assert_eq!(own["districts"][0]["value"], 9);
    let back = app.replace(path, &admin, &json!({ "value": null, "district": district })).await.json();
    assert_eq!(back["districts"], json!([]));
    let silent = app.replace(path, &admin, &json!({ "district": district })).await;
    assert_eq!(silent.json()["errors"][0]["detail"], "value is required");
}

#[tokio::test]
async fn a_code_that_stands_is_changed_by_who_has_seen_it() {
    let (app, admin) = administrator().await;
    let body = |en: &str| json!({ "label": { "sv": "Buller", "en": en }, "category": "environment" });
    let path = "/api/codes/problem_type/noise";
    let made = app.put(path, &admin, &body("Noise"), &[]).await;
    assert_eq!(made.status, 200, "{}", made.json());
    assert_eq!(app.get(path, &admin).await.json(), made.json());
    assert_eq!(app.put(path, &admin, &body("Din"), &[]).await.problem(), "version-required");
    let seen = [("if-match", made.header("etag"))];
    assert_eq!(app.put(path, &admin, &body("Din"), &seen).await.json()["label"]["en"], "Din");
    assert_eq!(app.put(path, &admin, &body("Racket"), &seen).await.problem(), "stale");
    let wrong = app.replace(path, &admin, &json!({ "label": { "sv": "Buller", "en": "" } })).await.json();
    let pointers: Vec<_> = wrong["errors"].as_array().unwrap().iter().map(|e| e["pointer"].clone()).collect();
    assert_eq!(pointers, ["#/label/en", "#/category"]);
    assert_eq!(app.get("/api/codes/problem_type/nothing", &admin).await.status, 404);
}

#[tokio::test]
async fn a_party_is_changed_with_its_units_and_site_groups_by_who_has_seen_it() {
    let (app, admin) = administrator().await;
    let path = "/api/parties/SKOLOR";
    let seen = app.get(path, &admin).await;
    let listed = app.get("/api/parties", &admin).await.json();
    assert!(listed["items"].as_array().unwrap().contains(&seen.json()), "the list has the same");
    let body = json!({ "name": "Skolbolaget", "kind": "property_company",
        "units": [{ "code": " falt ", "name": "Fältassistenter", "social_services": true }, { "code": "drift", "name": "Drift" }],
        "site_groups": [{ "code": "FO1", "name": "Norra" }] });
    assert_eq!(app.put(path, &admin, &body, &[]).await.problem(), "version-required");
    let etag = [("if-match", seen.header("etag"))];
    let made = app.put(path, &admin, &body, &etag).await;
    assert_eq!(made.status, 200, "{}", made.json());
    let units = json!([{ "code": "falt", "name": "Fältassistenter", "social_services": true },
        { "code": "drift", "name": "Drift", "social_services": false }]);
    assert_eq!((&made.json()["units"], &made.json()["site_groups"]), (&units, &body["site_groups"]));
    assert_eq!(made.json()["function"], seen.json()["function"], "what is not said stays");
    assert!(!made.header("samplats-seen").is_empty());
    assert_eq!(app.put(path, &admin, &body, &etag).await.problem(), "stale");

    // A file knows nothing of units and groups, and takes none away.
    let request = Request::post("/api/imports?what=parties")
        .header(header::CONTENT_TYPE, "text/csv")
        .header(header::AUTHORIZATION, format!("Bearer {admin}"));
    let file = "code,name,kind\nSKOLOR,Skolorna,property_company\n";
    assert_eq!(app.send(request.body(Body::from(file)).unwrap()).await.json()["changed"], 1);
    let after = app.get(path, &admin).await.json();
    assert_eq!((&after["name"], &after["units"]), (&json!("Skolorna"), &units));

    for (wrong, pointer, code) in [
        (
            json!({ "units": [{ "code": "a", "name": "A" }, { "code": "a", "name": "B" }] }),
            "#/units/1/code",
            "twice",
        ),
        (json!({ "units": [{ "code": "", "name": "A" }] }), "#/units/0/code", "required"),
        (json!({ "site_groups": [{ "code": "a", "name": "" }] }), "#/site_groups/0/name", "required"),
        (json!({ "areas": ["Ingenstans"] }), "#/areas", "unknown_area"),
    ] {
        let mut body = json!({ "name": "Skolorna", "kind": "property_company" });
        body.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        let refused = app.replace(path, &admin, &body).await.json();
        assert_eq!(
            (&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]),
            (&json!(pointer), &json!(code))
        );
    }
    let new = app.put("/api/parties/NY", &admin, &json!({ "name": "Ny part", "kind": "other" }), &[]).await;
    assert_eq!((new.status.as_u16(), &new.json()["logs_in"]), (200, &json!(false)));
    assert_eq!(app.get("/api/parties/nowhere", &admin).await.status, 404);
}

#[tokio::test]
async fn a_party_runs_areas_by_their_ids_and_keeps_one_that_has_ended() {
    let (app, admin) = administrator().await;
    let west = app.get("/api/areas?kind=district", &admin).await.json()["items"][0].clone();
    let body = json!({ "name": "Västra", "kind": "district_administration", "areas": [west["id"]] });
    assert_eq!(app.replace("/api/parties/W", &admin, &body).await.json()["areas"], json!([west["id"]]));
    let square = json!([[[18.0, 59.3], [18.1, 59.3], [18.1, 59.4], [18.0, 59.4], [18.0, 59.3]]]);
    let ended = json!({ "type": "FeatureCollection", "features": [{ "type": "Feature", "id": "w",
        "properties": { "name": west["name"], "until": "2020-01-01" },
        "geometry": { "type": "Polygon", "coordinates": square } }] });
    let request = Request::post("/api/imports?what=areas&kind=district")
        .header(header::CONTENT_TYPE, "application/geo+json")
        .header(header::AUTHORIZATION, format!("Bearer {admin}"));
    let answer = app.send(request.body(Body::from(ended.to_string())).unwrap()).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    assert_eq!(app.replace("/api/parties/W", &admin, &body).await.status, 200, "it runs it already");
    let other = json!({ "name": "Östra", "kind": "district_administration", "areas": [west["id"]] });
    let refused = app.replace("/api/parties/E", &admin, &other).await;
    assert_eq!(refused.json()["errors"][0]["code"], "unknown_area", "it has ended, and E did not have it");
}

#[tokio::test]
async fn a_unit_with_accounts_in_it_stays() {
    let (app, admin) = administrator().await;
    let put = async |units: Value| {
        let body = json!({ "name": "Väster", "kind": "district_administration", "units": units });
        app.replace("/api/parties/W", &admin, &body).await
    };
    let social = json!([{ "code": "falt", "name": "Fältassistenter", "social_services": true }]);
    assert_eq!(put(social.clone()).await.status, 200);
    let account =
        json!({ "login": "falt1", "party": "W", "role": "reporter", "unit": "falt", "password": PASSWORD });
    assert_eq!(app.post("/api/users", &admin, &account).await.status, 201);
    let refused = put(json!([])).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["errors"][0]["code"]), (422, &json!("unit_in_use")));
    assert_eq!(app.get("/api/parties/W", &admin).await.json()["units"], social);
    assert_eq!(app.post("/api/users/falt1/disable", &admin, &json!({})).await.status, 200);
    assert_eq!(put(json!([])).await.status, 200);
}

#[tokio::test]
async fn a_rule_is_tried_as_it_would_decide_and_ended() {
    let (app, admin) = administrator().await;
    let district = app.token("W", Role::Coordinator).await;
    for types in [json!(["vandalism"]), json!(["vandalism"]), json!(["disorder"])] {
        let report = json!({ "position": { "lon": 18.051, "lat": 59.3505 }, "problem_types": types });
        assert_eq!(app.post("/api/reports", &district, &report).await.status, 201);
    }
    let rule = |more: Value| {
        let mut rule = json!({ "party": "VAG", "decision": "Beslut 1", "problem_type": "vandalism" });
        rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        rule
    };
    let tried = async |more: Value| app.post("/api/designations/dry-run", &district, &rule(more)).await;
    let figures = |reports, matching, always, outranked| json!({ "reports": reports, "matching": matching, "matching_if_always": always, "outranked": outranked });
    assert_eq!(tried(json!({})).await.json(), figures(3, 2, 2, 0));
    assert_eq!(tried(json!({ "from": "2999-01-01" })).await.json(), figures(3, 0, 2, 0));
    for (wrong, code) in [
        (json!({ "party": "NOPE" }), "unknown_party"),
        (json!({ "party": "POLIS" }), "police_never_asked"),
        (json!({ "problem_type": "weather" }), "unknown_code"),
        (json!({ "problem_type": null }), "required"),
        (json!({ "until": "2020-01-01" }), "has_passed"),
    ] {
        let (dry, real) =
            (tried(wrong.clone()).await, app.post("/api/designations", &admin, &rule(wrong)).await);
        assert_eq!((dry.status, &dry.json()["errors"]), (real.status, &real.json()["errors"]));
        assert_eq!(dry.json()["errors"][0]["code"], code);
    }

    let precise = rule(json!({ "site_kind": "school", "party": "SKOLOR" }));
    let made = app.post("/api/designations", &admin, &precise).await;
    assert_eq!(made.status, 201);
    assert_eq!(tried(json!({})).await.json(), figures(3, 0, 0, 2));
    let path = made.header("location").to_owned();
    let again = app.post("/api/designations", &admin, &precise).await;
    assert_eq!(again.json()["errors"][0]["code"], "contradicts");
    assert_eq!(app.post(&format!("{path}/end"), &admin, &json!({})).await.problem(), "version-required");
    let ended = app.command(&path, "end", &admin, &json!({})).await;
    assert_eq!(ended.json()["until"], today().to_string());
    assert_eq!(app.get(&path, &admin).await.json(), ended.json());
}

#[tokio::test]
async fn sites_are_listed_by_district_and_areas_by_box() {
    let (app, admin) = administrator().await;
    let names = async |path: &str| -> Vec<Value> {
        let list = app.get(path, &admin).await.json();
        list["items"]
            .as_array()
            .unwrap_or_else(|| panic!("{list}"))
            .iter()
            .map(|i| i["name"].clone())
            .collect()
    };
    assert_eq!(names("/api/sites?district=V%C3%A4ster").await, ["Provskolan"] as [&str; 1]);
    assert!(names("/api/sites?district=%C3%96ster").await.is_empty());
    assert_eq!(names("/api/areas?bbox=18.01,59.31,18.02,59.32").await, ["Väster"]);
    assert_eq!(names("/api/areas?bbox=18.01,59.31,18.15,59.32").await.len(), 2);
    assert!(names("/api/areas?bbox=17.0,59.0,17.1,59.1").await.is_empty());
}

#[tokio::test]
async fn a_site_without_a_code_has_none_wherever_it_is_shown() {
    let (app, admin) = administrator().await;
    let listed = app.get("/api/sites", &admin).await.json()["items"][0]["code"].clone();
    let near = app.get("/api/locate?lon=18.051&lat=59.3505", &admin).await.json()["sites"][0]["code"].clone();
    assert_eq!((listed, near), (Value::Null, Value::Null));
}

#[tokio::test]
async fn the_same_areas_under_other_ids_are_noted() {
    let (app, admin) = administrator().await;
    let import = async |map: &str| {
        let square = json!([[[18.0, 59.3], [18.1, 59.3], [18.1, 59.4], [18.0, 59.4], [18.0, 59.3]]]);
        let file = json!({ "type": "FeatureCollection", "features": [{ "type": "Feature",
            "properties": { "name": "Väster", "nr": "1", "code": "V" },
            "geometry": { "type": "Polygon", "coordinates": square } }] });
        let request = Request::post(format!("/api/imports?what=areas&kind=neighbourhood&map={map}"))
            .header(header::CONTENT_TYPE, "application/geo+json")
            .header(header::AUTHORIZATION, format!("Bearer {admin}"));
        let answer = app.send(request.body(Body::from(file.to_string())).unwrap()).await.json();
        (answer["created"].clone(), answer["unchanged"].clone(), answer["notes"].to_string())
    };
    let (created, _, notes) = import("id=nr").await;
    assert!(created == 1 && !notes.contains("covers already"), "{notes}");
    let (_, unchanged, notes) = import("id=nr").await;
    assert!(unchanged == 1 && !notes.contains("covers already"), "{notes}");
    let (created, _, notes) = import("id=code").await;
    assert!(created == 1 && notes.contains("1 row(s) cover") && notes.contains("Väster"), "{notes}");
}

#[tokio::test]
async fn a_site_and_an_area_are_drawn_anew_by_who_saw_them_as_they_were() {
    let (app, admin) = administrator().await;
    let first = |answer: &Value| answer["items"][0]["id"].as_str().unwrap().to_owned();
    let drawn = |ring: &[[f64; 2]]| json!({ "geometry": { "type": "Polygon", "coordinates": [ring] } });
    let wide = drawn(&[[18.05, 59.35], [18.056, 59.35], [18.056, 59.352], [18.05, 59.352], [18.05, 59.35]]);
    let crossing =
        drawn(&[[18.05, 59.35], [18.056, 59.353], [18.056, 59.35], [18.05, 59.352], [18.05, 59.35]]);
    for list in ["sites", "areas"] {
        let path = format!("/api/{list}/{}", first(&app.get(&format!("/api/{list}"), &admin).await.json()));
        let seen = app.get(&path, &admin).await.header("etag").to_owned();
        let put = async |body: &Value, seen: &str| {
            let request = Request::put(format!("{path}/geometry"))
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::AUTHORIZATION, format!("Bearer {admin}"))
                .header(header::IF_MATCH, seen);
            app.send(request.body(Body::from(body.to_string())).unwrap()).await
        };
        let refused = put(&crossing, &seen).await;
        let problem = refused.json();
        assert_eq!(
            (refused.status.as_u16(), &problem["errors"][0]["code"]),
            (422, &json!("geometry")),
            "{list}"
        );
        let (pointer, detail) =
            (&problem["errors"][0]["pointer"], problem["errors"][0]["detail"].as_str().unwrap());
        assert_eq!(pointer, "#/geometry/coordinates/0", "the ring is named");
        assert!(detail.contains("near 18.052400, 59.351200"), "and where: {detail}");
        let answer = put(&wide, &seen).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["geometry"]), (200, &wide["geometry"]), "{list}");
        assert_eq!(put(&wide, &seen).await.status.as_u16(), 412, "{list}");
        assert_eq!(app.get(&path, &admin).await.json()["geometry"], wide["geometry"]);
    }
}
