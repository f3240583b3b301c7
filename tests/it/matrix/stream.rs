//! Something about each thing changes while everybody listens: who hears of what, by which word, and who is told what was
//! erased.

use super::judged::Matrix;
use super::policy::{Level, Who, sees};
use super::surfaces::{items, noun};
use super::world::{Kind, Thing, World};
use crate::support::TestApp;
use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt;
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub async fn judge(matrix: &mut Matrix, world: &World) {
    let mut streams = Vec::new();
    for (who, token, _) in &world.viewers {
        streams.push((*who, token.clone(), listen(&world.app, token).await));
    }
    let mut touched = BTreeMap::new();
    for (number, thing) in world.things.iter().enumerate() {
        if let Some(verb) = touch(&world.app, thing).await {
            touched.insert(number, verb);
        }
    }
    // Everybody hears of the last thing that happens.
    world.app.photos_on(2).await;
    for (who, token, mut stream) in streams {
        let heard = heard(&mut stream).await;
        for (number, verb) in &touched {
            let thing = &world.things[*number];
            let expected = sees(who, world, thing).map(|level| word(thing, level, verb));
            let told = heard.get(&thing.id).cloned().unwrap_or_default();
            matrix.same("event stream", who, thing, &told, &expected.into_iter().collect());
        }
        let known = |id: &String| touched.keys().any(|number| world.things[*number].id == **id);
        let others: Vec<_> = heard.keys().filter(|id| !known(id)).collect();
        matrix.same("event stream", who, &"nothing else", &others, &Vec::new());
        erased(matrix, world, who, &token).await;
    }
}

/// A stream of what happens from now on.
async fn listen(app: &TestApp, token: &str) -> Body {
    let request = Request::get("/api/changes")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::ACCEPT, "text/event-stream");
    app.stream(request.body(Body::empty()).unwrap()).await.into_body()
}

/// By what word somebody hears of a change: `<kind>.change` below the level `full`.
fn word(thing: &Thing, level: Level, verb: &str) -> String {
    let kind = match thing.kind {
        Kind::Report => "report",
        Kind::Place => "place",
        _ => return verb.to_owned(),
    };
    if level < Level::Full { format!("{kind}.change") } else { verb.to_owned() }
}

/// Changes something about a thing that nobody sees it less or more for, and says by which word that is told; nothing where
/// it cannot change.
async fn touch(app: &TestApp, thing: &Thing) -> Option<String> {
    let path = format!("/api/{}/{}", noun(thing.kind), thing.id);
    let own = |role| app.token(thing.origin, role);
    let (done, verb) = match thing.kind {
        Kind::Report => (erase(app, thing, "text").await, "report.erase"),
        Kind::Place => (erase(app, thing, "content").await, "place.erase"),
        Kind::Measure => (erase(app, thing, "content").await, "measure.erase"),
        // It goes with what was written of its report.
        Kind::Photo => return Some("photo.erase".to_owned()),
        Kind::Round => {
            let body = json!({ "name": "Ronden igen", "stops": [{ "label": "Torget", "position":
                { "lon": thing.at.0, "lat": thing.at.1 } }] });
            (app.replace(&path, &own(Role::Member).await, &body).await, "round.edit")
        }
        Kind::Presence => {
            let body = json!({ "reason": "Det blev inget." });
            (app.command(&path, "withdraw", &own(Role::Reporter).await, &body).await, "presence.withdraw")
        }
        Kind::Filing => (
            app.command(&path, "withdraw", &own(Role::Coordinator).await, &json!({})).await,
            "filing.withdraw",
        ),
        Kind::Walk | Kind::Answer => return None,
    };
    assert_eq!(done.status, 200, "{thing:?}: {}", done.json());
    Some(verb.to_owned())
}

async fn erase(app: &TestApp, thing: &Thing, part: &str) -> crate::support::Answer {
    let token = app.token(thing.origin, Role::Coordinator).await;
    let path = format!("/api/{}/{}", noun(thing.kind), thing.id);
    app.command(&path, "erase", &token, &json!({ "part": part, "decision": "KS 2026/1" })).await
}

/// The words that are heard of each thing, up to the change of a setting that comes last.
async fn heard(stream: &mut Body) -> BTreeMap<String, BTreeSet<String>> {
    let mut heard: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    loop {
        let frame = stream.frame().await.expect("the stream goes on").unwrap().into_data().unwrap();
        let text = String::from_utf8(frame.to_vec()).unwrap();
        for line in text.lines().filter_map(|line| line.strip_prefix("data: ")) {
            let change: Value = serde_json::from_str(line).unwrap();
            match change["kind"].as_str().unwrap() {
                "setting" => return heard,
                // Who hears of an erasure is told by the list of them.
                "erasure" => {}
                _ => {
                    let id = change["id"].as_str().unwrap().to_owned();
                    heard.entry(id).or_default().insert(change["verb"].as_str().unwrap().to_owned());
                }
            }
        }
    }
}

/// "What was erased by hand is told to administrators who see any of it."
async fn erased(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let at_all = world.app.get("/api/erasures?limit=1", token).await.status == 200;
    let may = who.role == Role::Administrator;
    matrix.same("erasures", who, &"at all", &at_all, &may);
    if !may {
        return;
    }
    let erasures = items(&world.app, token, "/api/erasures").await;
    let named =
        super::surfaces::ids(erasures.iter().flat_map(|erasure| erasure["items"].as_array().unwrap()));
    let kinds = [Kind::Report, Kind::Place, Kind::Measure, Kind::Photo];
    let mut count = 0;
    for thing in world.things.iter().filter(|thing| kinds.contains(&thing.kind)) {
        let expected = sees(who, world, thing);
        // A photo went with its report.
        count += usize::from(expected.is_some() && thing.kind != Kind::Photo);
        matrix.presence("erasures", who, thing, named.contains(&thing.id), expected);
    }
    matrix.same("erasures", who, &"nothing else", &erasures.len(), &count);
}
