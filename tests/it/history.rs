//! A history says what changed, field by field, to whom it may be told.

use super::exports::{Past, made, place};
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The sentences of a line's changes.
fn words(line: &Value) -> Vec<String> {
    let changes = line["changes"].as_array().cloned().unwrap_or_default();
    changes.iter().map(|change| change["words"].as_str().unwrap().to_owned()).collect()
}

async fn lines(past: &Past, path: &str, token: &str, language: &str) -> Vec<Value> {
    let request = Request::get(format!("{path}/history"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT_LANGUAGE, language);
    let answer = past.app.send(request.body(Body::empty()).unwrap()).await;
    made(&answer)["items"].as_array().unwrap().clone()
}

async fn edit(past: &Past, path: &str, token: &str, body: &Value) {
    let etag = past.app.get(path, token).await.header("etag").to_owned();
    made(&past.app.patch(path, token, body, &etag).await);
}

#[tokio::test]
async fn a_place_tells_what_changed_in_words() {
    let past = Past::begin().await;
    let west = past.app.token("W", Role::Coordinator).await;
    let path = place(&past.app, &west, "Torget", "disorder").await;
    edit(
        &past,
        &path,
        &west,
        &json!({ "name": "Stora torget", "problem_types": ["disorder", "vandalism"],
        "child_relevant": true, "note": "Lampan är trasig" }),
    )
    .await;
    edit(&past, &path, &west, &json!({ "geometry": { "type": "Point", "coordinates": [18.02, 59.321] } }))
        .await;
    edit(&past, &path, &west, &json!({ "problem_types": ["vandalism"], "note": "" })).await;
    made(
        &past.app.command(&path, "status", &west, &json!({ "status": "active", "reason": "Börjar." })).await,
    );
    let party = json!({ "party": "VAG", "level": "summary" });
    made(&past.app.command(&path, "parties", &west, &party).await);

    let lines_sv = lines(&past, &path, &west, "sv").await;
    let told: Vec<_> = lines_sv.iter().map(words).collect();
    assert!(told[0].contains(&"Parter: Vägkontoret ser i korthet".to_owned()), "{told:?}");
    assert!(told[1].contains(&"Status: från under bedömning till aktiv".to_owned()), "{told:?}");
    assert_eq!(told[2], ["Problemtyper: utgick Ordningsstörning", "Anteckningen togs bort"]);
    assert_eq!(told[3], ["Läge: flyttad 111 m"]);
    assert_eq!(
        told[4],
        [
            "Namn: från ”Torget” till ”Stora torget”",
            "Problemtyper: tillkom Skadegörelse",
            "Berör barn: från nej till ja",
            "Anteckningen skrevs"
        ]
    );
    assert_eq!(told[5], Vec::<String>::new(), "the first version changed nothing");
    let name = lines_sv[4]["changes"].as_array().unwrap()[0].clone();
    assert_eq!(
        (&name["field"], &name["from"], &name["to"]),
        (&json!("name"), &json!("”Torget”"), &json!("”Stora torget”"))
    );
    let english = lines(&past, &path, &west, "en").await;
    assert!(
        words(&english[1]).contains(&"Status: from under assessment to active".to_owned()),
        "{english:?}"
    );
    // What was written in a note and taken away again is in no answer.
    assert!(!serde_json::to_string(&lines_sv).unwrap().contains("Lampan"));
}

#[tokio::test]
async fn what_was_not_ones_to_see_is_neither_told_nor_compared_with() {
    let past = Past::begin().await;
    let west = past.app.token("W", Role::Coordinator).await;
    let roads = past.app.token("VAG", Role::Coordinator).await;
    let path = place(&past.app, &west, "Hemligt namn", "disorder").await;
    edit(&past, &path, &west, &json!({ "name": "Torget" })).await;
    made(&past.app.command(&path, "parties", &west, &json!({ "party": "VAG", "level": "full" })).await);
    edit(&past, &path, &west, &json!({ "name": "Stora torget" })).await;
    let told = lines(&past, &path, &roads, "sv").await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(words(&told[0]), ["Namn: från ”Torget” till ”Stora torget”"]);
    assert_eq!(words(&told[1]), Vec::<String>::new(), "nothing is compared with what was not seen");
    assert!(!serde_json::to_string(&told).unwrap().contains("Hemligt"));
    assert_eq!(lines(&past, &path, &west, "sv").await.len(), 4);
}

#[tokio::test]
async fn reports_and_sites_tell_it_as_well() {
    let past = Past::begin().await;
    let west = past.app.token("W", Role::Coordinator).await;
    let body = json!({ "position": { "lon": 18.02, "lat": 59.32 }, "problem_types": ["disorder"] });
    let report = made(&past.app.post("/api/reports", &west, &body).await);
    let path = format!("/api/reports/{}", report["id"].as_str().unwrap());
    made(
        &past
            .app
            .command(&path, "triage", &west, &json!({ "outcome": "no_action", "reason": "Städat." }))
            .await,
    );
    let told = lines(&past, &path, &west, "sv").await;
    assert_eq!(words(&told[0]), ["Bedömning: från väntar till ingen åtgärd"]);

    let admin = past.app.token("STAD", Role::Administrator).await;
    let site = past.app.get("/api/sites", &west).await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/sites/{site}");
    let relation = json!({ "relation": "land_owner", "party": "VAG", "from": "2020-01-01" });
    made(&past.app.command(&path, "relations", &admin, &relation).await);
    let told = lines(&past, &path, &west, "sv").await;
    assert_eq!(words(&told[0]), ["Markägare: tillkom Vägkontoret från 2020-01-01"]);
    assert_eq!(told[0]["verb"], "site.relation");
}

/// The server reads versions by the five hundred: what lies beyond is told as well, and each beside the one before it.
#[tokio::test]
async fn a_long_history_is_told_to_its_end() {
    const EDITS: usize = 620;
    let past = Past::begin().await;
    let west = past.app.token("W", Role::Coordinator).await;
    let path = place(&past.app, &west, "Torget", "disorder").await;
    for turn in 1..=EDITS {
        edit(&past, &path, &west, &json!({ "note": format!("Lampa {turn} är trasig") })).await;
    }
    let mut pages = Vec::new();
    for limit in [1_000, 250] {
        let mut told: Vec<Value> = Vec::new();
        let mut next = Some(String::new());
        while let Some(cursor) = next {
            let page = past.app.get(&format!("{path}/history?limit={limit}{cursor}"), &west).await.json();
            told.extend(page["items"].as_array().unwrap().iter().cloned());
            next = page["next"].as_str().map(|next| format!("&cursor={next}"));
        }
        let lines: BTreeSet<_> = told.iter().map(|line| line["cursor"].as_str().unwrap()).collect();
        assert_eq!((told.len(), lines.len()), (EDITS + 1, EDITS + 1), "in pages of {limit}");
        let (first, edits) = told.split_last().unwrap();
        assert_eq!(words(first), [""; 0]);
        assert!(edits.iter().all(|line| words(line).len() == 1), "an edit says what it changed");
        assert!(told.is_sorted_by_key(|line| std::cmp::Reverse(line["time"].as_str().unwrap().to_owned())));
        pages.push(told);
    }
    assert_eq!(pages[0], pages[1]);
}
