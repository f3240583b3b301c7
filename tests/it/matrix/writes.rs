//! Who sees a thing and has no hand in it changes nothing of it, whatever they send.

use super::Matrix;
use super::policy::{Who, sees};
use super::surfaces::noun;
use super::world::{Kind, Thing, World};
use axum::body::Body;
use axum::http::{Method, Request, header};
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Whether somebody may have a hand in a thing. "Readers read"; a reporter sends reports and takes the own ones' photos away;
/// others act for the origin, the district, whoever coordinates or is a confirmed party, or the city as a whole.
fn may_have_a_hand(who: Who, thing: &Thing) -> bool {
    let own = who.party == thing.origin;
    match who.role {
        Role::Reader => false,
        Role::Reporter => own,
        Role::Administrator => true,
        Role::Member | Role::Coordinator => {
            own || who.party == thing.district
                // The police are a party of what is shared with parties where it lies in their area, which is all of it here.
                || ["city_executive", "police"].contains(&who.kind)
                || thing.works.iter().any(|party| party == who.party)
                || thing.confirmed.iter().any(|(party, _)| *party == who.party)
        }
    }
}

/// What may be done to a thing, with bodies that would do, on its own path or below it.
pub fn writes(thing: &Thing) -> Vec<(Method, &'static str, Value)> {
    let post = |path, body| (Method::POST, path, body);
    let point = json!({ "type": "Point", "coordinates": [thing.at.0, thing.at.1] });
    match thing.kind {
        Kind::Report => vec![
            post("/class", json!({ "class": "origin" })),
            post("/triage", json!({ "outcome": "no_action", "reason": "Städat." })),
            post("/put-back", Value::Null),
            post("/erase", json!({ "part": "content", "decision": "KS 2026/1" })),
        ],
        Kind::Place => vec![
            (Method::PATCH, "", json!({ "name": "Torget" })),
            post("/status", json!({ "status": "active", "reason": "Börjar." })),
            post("/parties", json!({ "party": "VAG", "level": "summary" })),
            post("/coordination/propose", json!({ "party": "VAG" })),
            post("/coordination/accept", json!({})),
            post("/coordination/decline", json!({ "reason": "Inte vår mark." })),
            post("/coordination/hand-over", json!({ "party": "VAG", "reason": "Deras gata." })),
            post("/object", json!({ "reason": "Nej." })),
            post("/uphold", json!({ "reason": "Så är det." })),
            post("/merge", json!({ "into": thing.id, "reason": "Samma." })),
            post(
                "/split",
                json!({ "parts": [{ "name": "A", "geometry": point }, { "name": "B", "geometry": point }],
                    "reason": "Två." }),
            ),
            post("/take-back", Value::Null),
            post(
                "/hand-out",
                json!({ "what": "sheet", "party": "POLIS", "ground": "joint_work", "reason": "Till mötet." }),
            ),
            post("/erase", json!({ "part": "content", "decision": "KS 2026/1" })),
        ],
        Kind::Measure => vec![
            post("/close", json!({})),
            post("/restate", json!({ "particulars": {} })),
            post("/erase", json!({ "part": "content", "decision": "KS 2026/1" })),
        ],
        Kind::Photo => vec![post("/check", json!({})), post("/remove", json!({ "reason": "Nej." }))],
        Kind::Presence => vec![post("/withdraw", json!({ "reason": "Nej." }))],
        Kind::Filing => vec![post("/withdraw", Value::Null)],
        // Nobody but their origin sees them, and an answer is never changed.
        Kind::Round | Kind::Walk | Kind::Answer => vec![],
    }
}

/// Everything that is alike in what decides who sees it and may do what.
pub fn likeness(thing: &Thing) -> String {
    let Thing {
        kind, class, origin, district, beside_school, outcome, ended, confirmed, works, checked, ..
    } = thing;
    format!(
        "{kind:?} {class} {origin} {district} {beside_school} {outcome:?} {ended} {confirmed:?} {works:?} {checked}"
    )
}

pub async fn by_who_only_looks(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let app = &world.app;
    let register = || app.app.engine().snapshot().seq;
    let mut tried = BTreeSet::new();
    for thing in world.things.iter().filter(|thing| !may_have_a_hand(who, thing)) {
        let Some(level) = sees(who, world, thing) else { continue };
        if !tried.insert((likeness(thing), level)) {
            continue;
        }
        let path = format!("/api/{}/{}", noun(thing.kind), thing.id);
        let seen = app.get(&path, token).await;
        for (method, below, body) in writes(thing) {
            let before = register();
            let request = Request::builder()
                .method(method)
                .uri(format!("{path}{below}"))
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::IF_MATCH, seen.header("etag"));
            let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
            let answer = app.send(request.body(body).unwrap()).await;
            // What has ended is not worked on, whoever asks.
            let refused = match answer.status.as_u16() {
                403 | 404 => true,
                409 => thing.ended,
                _ => false,
            };
            let surface = format!("{}{below} by who only looks", noun(thing.kind));
            matrix.presence(&surface, who, thing, !refused || register() != before, None);
        }
    }
}
