//! The authorization matrix: everybody (each party by each role) at each thing (each class and state) on each surface and
//! format is shown what an oracle, written apart from the program's policy, says.

mod accounts;
mod beside;
mod close_by;
mod counts;
mod covered;
mod desk;
mod filters;
mod handed;
mod judged;
mod narrowed;
mod of_place;
mod over_time;
mod papers;
mod policy;
mod reads;
mod sharing;
mod stream;
mod surfaces;
mod tile;
mod world;
mod writes;

use super::support::TestApp;
use axum::body::Body;
use axum::http::{Request, header};
use desk::Coordinated;
use jiff::Timestamp;
use judged::Matrix;
use policy::{FOR_HISTORY, FOR_ITS_SURROUNDINGS, Level, Who, answers_for, is_drawn, sees, sees_close_by};
use serde_json::json;
use surfaces::{bits, noun};
use world::{BESIDE_YARD, DOOR, Kind, Thing, World};

const KINDS: [Kind; 3] = [Kind::Report, Kind::Place, Kind::Measure];

async fn lists_and_files(matrix: &mut Matrix, world: &World, who: Who, token: &str, as_of: &str) {
    let app = &world.app;
    for kind in KINDS {
        let noun = noun(kind);
        let shown = surfaces::list(app, token, &format!("/api/{noun}")).await;
        matrix.many(&format!("list of {noun}"), who, world, kind, &shown);
        if kind != Kind::Measure {
            let everywhere = format!("/api/{noun}?bbox=17.9,59.2,18.3,59.5");
            let shown = surfaces::list(app, token, &everywhere).await;
            matrix.many(&format!("{noun} in a box"), who, world, kind, &shown);
        }
        for format in ["geojson", "geojsonl", "csv", "gpkg"] {
            let shown = surfaces::export(app, token, kind, format, "").await;
            matrix.many(&format!("{noun} as {format}"), who, world, kind, &shown);
        }
        let shown = surfaces::export(app, token, kind, "geojsonl", as_of).await;
        matrix.many(&format!("{noun} of the past"), who, world, kind, &shown);
    }
}

/// Lists that are asked for of one thing or of one's own.
async fn lists_of_the_rest(matrix: &mut Matrix, world: &World, who: Who, token: &str, as_of: &str) {
    for kind in [Kind::Round, Kind::Walk, Kind::Presence] {
        let noun = noun(kind);
        let shown = surfaces::list(&world.app, token, &format!("/api/{noun}")).await;
        matrix.many(&format!("list of {noun}"), who, world, kind, &shown);
    }
    for (surface, as_of) in [("walks as csv", ""), ("walks of the past", as_of)] {
        let shown = surfaces::walks_in_file(&world.app, token, as_of).await;
        matrix.many(surface, who, world, Kind::Walk, &shown);
    }
    for photo in world.things.iter().filter(|thing| thing.kind == Kind::Photo) {
        let report = &world.things[photo.place.expect("a photo is of a report")];
        let of_report = format!("/api/photos?report={}", report.id);
        let listed = world.app.get(&of_report, token).await;
        let items = listed.json()["items"].as_array().cloned().unwrap_or_default();
        let shown = items.iter().any(|item| item["id"] == photo.id.as_str());
        matrix.presence("photos of a report", who, photo, shown, sees(who, world, photo));
    }
}

async fn one_by_one(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let app = &world.app;
    for thing in &world.things {
        let noun = noun(thing.kind);
        let expected = sees(who, world, thing);
        let path = format!("/api/{noun}/{}", thing.id);
        let answer = app.get(&path, token).await;
        // Who may know of an answer of their party's and has no part in it.
        let is_colleague = thing.kind == Kind::Answer && who.party == thing.origin;
        let fits = [200, 404].contains(&answer.status.as_u16()) || (answer.status == 403 && is_colleague);
        assert!(fits, "{path}: {}", answer.status);
        match (answer.status == 200, thing.kind) {
            (true, Kind::Report | Kind::Place) => {
                let level = Level::parse(answer.json()["level"].as_str().unwrap());
                matrix.cell(&format!("one of {noun}"), who, thing, Some(level), expected);
            }
            (found, _) => matrix.presence(&format!("one of {noun}"), who, thing, found, expected),
        }
        if thing.kind == Kind::Photo {
            for size in ["large", "small"] {
                let picture = app.get(&format!("{path}/{size}"), token).await;
                matrix.presence(&format!("photos, {size}"), who, thing, picture.status == 200, expected);
            }
        }
        if !matches!(thing.kind, Kind::Report | Kind::Place) {
            continue;
        }
        let history = app.get(&format!("{path}/history"), token).await;
        let found = history.status == 200;
        let told = expected.filter(|level| *level >= FOR_HISTORY);
        matrix.presence(&format!("history of {noun}"), who, thing, found, told);
        let document = app.get(&format!("{path}/document"), token).await;
        let told = expected.filter(|_| answers_for(who, world, thing));
        matrix.presence(&format!("document of {noun}"), who, thing, document.status == 200, told);
        for z in [12, 14, 16] {
            let ids = surfaces::tile(app, token, thing.kind, shown_at(thing, expected), z).await;
            let drawn = ids.contains(&bits(&thing.id));
            let expected = expected.filter(|_| is_drawn(thing));
            matrix.presence(&format!("{noun} in tiles at zoom {z}"), who, thing, drawn, expected);
        }
        if thing.kind == Kind::Place {
            let here = surfaces::located(app, token, thing.at).await.contains(&thing.id);
            matrix.presence("located", who, thing, here, sees_close_by(who, world, thing));
            let expected = expected.filter(|level| *level >= FOR_ITS_SURROUNDINGS);
            let neighbours = app.get(&format!("{path}/neighbours"), token).await;
            matrix.presence("neighbours of a place", who, thing, neighbours.status == 200, expected);
        }
    }
}

/// Where a thing is drawn for somebody: to four decimals for who only knows that it exists, and of a report for who
/// does not see all of it; of one in somebody's home at their door.
fn shown_at(thing: &Thing, level: Option<Level>) -> (f64, f64) {
    let rounded = |degrees: f64| (degrees * 1e4).round() / 1e4;
    let is_exact = match thing.kind {
        Kind::Report => level == Some(Level::Full),
        _ => level >= Some(Level::Summary),
    };
    if is_exact || level.is_none() {
        thing.at
    } else if thing.kind == Kind::Report && thing.at == BESIDE_YARD {
        DOOR
    } else {
        (rounded(thing.at.0), rounded(thing.at.1))
    }
}

async fn changes(matrix: &mut Matrix, world: &World, who: Who, token: &str, since: &str) {
    let changed = surfaces::changed(&world.app, token, since).await;
    for thing in &world.things {
        let told = changed.iter().any(|(_, id)| *id == thing.id);
        let expected = sees(who, world, thing);
        matrix.presence("changes", who, thing, told, expected);
    }
}

/// A command on what is withheld is answered as one on what is not there.
async fn commands(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    for thing in world.things.iter().filter(|thing| sees(who, world, thing).is_none()) {
        let commands: &[(&str, serde_json::Value)] = match thing.kind {
            Kind::Report => &[
                ("class", json!({ "class": "origin", "reason": "Egen." })),
                ("triage", json!({ "outcome": "no_action", "reason": "Städat." })),
            ],
            Kind::Place => &[
                ("status", json!({ "status": "active", "reason": "Börjar." })),
                ("coordination/accept", json!({})),
                ("object", json!({ "reason": "Nej." })),
                ("take-back", json!(null)),
            ],
            Kind::Measure => &[("close", json!({})), ("restate", json!({ "particulars": {} }))],
            Kind::Photo => &[("check", json!({})), ("remove", json!({ "reason": "Nej." }))],
            Kind::Filing => &[("withdraw", json!(null))],
            Kind::Round | Kind::Walk | Kind::Presence | Kind::Answer => &[],
        };
        for (command, body) in commands {
            let path = format!("/api/{}/{}/{command}", noun(thing.kind), thing.id);
            let answer = world.app.post_with(&path, token, body, &[("if-match", "\"0\"")]).await;
            let told = ![403, 404].contains(&answer.status.as_u16());
            // Who may never do such a thing is told so before anything is looked up.
            let told =
                told || (answer.status == 403) != refused_by_role(&world.app, token, &path, body).await;
            matrix.presence(&format!("command {command}"), who, thing, told, None);
        }
    }
}

/// Whether the same command on a thing that nobody made is refused for the role alone.
async fn refused_by_role(app: &TestApp, token: &str, path: &str, body: &serde_json::Value) -> bool {
    let mut parts: Vec<_> = path.split('/').collect();
    parts[3] = "00000000001";
    let request = Request::post(parts.join("/"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::IF_MATCH, "\"0\"");
    app.send(request.body(Body::from(body.to_string())).unwrap()).await.status == 403
}

/// So many that do not agree are told of.
const TOLD_MAX: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_shown_of_everything_on_every_surface_what_the_policy_says() {
    let mut world = World::build().await;
    let as_of = format!("&as_of={}", Timestamp::now());
    let mut matrix = Matrix::default();
    reads::judge(&mut matrix, &world).await;
    let coordinated = Coordinated::of(&world).await;
    for (who, token, since) in &world.viewers {
        lists_and_files(&mut matrix, &world, *who, token, &as_of).await;
        lists_of_the_rest(&mut matrix, &world, *who, token, &as_of).await;
        one_by_one(&mut matrix, &world, *who, token).await;
        of_place::judge(&mut matrix, &world, *who, token).await;
        filters::judge(&mut matrix, &world, *who, token).await;
        counts::judge(&mut matrix, &world, *who, token).await;
        over_time::judge(&mut matrix, &world, &coordinated, *who, token).await;
        desk::judge(&mut matrix, &world, &coordinated, *who, token).await;
        sharing::judge(&mut matrix, &world, *who, token).await;
        papers::judge(&mut matrix, &world, *who, token).await;
        changes(&mut matrix, &world, *who, token, since).await;
        commands(&mut matrix, &world, *who, token).await;
        writes::by_who_only_looks(&mut matrix, &world, *who, token).await;
    }
    narrowed::keys_open_what_they_say(&mut matrix, &world).await;
    accounts::judge(&mut matrix, &mut world).await;
    beside::judge(&mut matrix, &world).await;
    close_by::judge(&mut matrix, &world).await;
    stream::judge(&mut matrix, &world).await;
    let cells: usize = matrix.cells.values().sum();
    println!(
        "{cells} cells: {} viewers, {} things, {} surfaces",
        world.viewers.len(),
        world.things.len(),
        matrix.cells.len()
    );
    let told: Vec<_> = matrix.wrong.iter().take(TOLD_MAX).map(String::as_str).collect();
    assert!(told.is_empty(), "{} of {cells}:\n{}", matrix.wrong.len(), told.join("\n"));
    covered::all_were_judged(&matrix);
    covered::all_tell_apart(&matrix);
}
