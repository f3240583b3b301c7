//! Who has read what is restricted: told to who speaks for its origin, and to administrators "of what was not kept from them
//! when it was read and that they see in full now". Asked before others look, so that the log is short.

use super::judged::Matrix;
use super::policy::{Level, Who, sees};
use super::surfaces::{column, good, ids, noun};
use super::world::{Kind, Thing, World};
use axum::http::StatusCode;
use samplats::domain::access::Role;
use std::collections::BTreeSet;
use std::io::Read;

pub async fn judge(matrix: &mut Matrix, world: &World) {
    for thing in world.things.iter().filter(|thing| is_logged(thing.kind)) {
        let own = world.app.token(thing.origin, Role::Reader).await;
        // Of a photo its picture is what is read.
        let picture = if thing.kind == Kind::Photo { "/large" } else { "" };
        let path = format!("/api/{}/{}{picture}", noun(thing.kind), thing.id);
        assert_eq!(world.app.get(&path, &own).await.status, 200, "{thing:?}");
    }
    for (who, token, _) in &world.viewers {
        told(matrix, world, *who, token).await;
        of_an_incident(matrix, world, *who, token).await;
    }
}

/// Of which things reading is written down at all.
fn is_logged(kind: Kind) -> bool {
    [Kind::Report, Kind::Place, Kind::Measure, Kind::Photo, Kind::Presence].contains(&kind)
}

/// Whether somebody is told that a thing was read.
fn is_told(who: Who, world: &World, thing: &Thing) -> bool {
    if !who.answers() || !is_logged(thing.kind) || sees(who, world, thing) != Some(Level::Full) {
        return false;
    }
    // "Shared with fewer than the parties of its place, and a photo that nobody has checked", which is its origin's alone.
    let is_unchecked = thing.kind == Kind::Photo && !thing.checked;
    let own = who.party == thing.origin;
    let restricted = thing.class != "partner" || is_unchecked;
    let kept = ["origin", "police"].contains(&thing.class) || is_unchecked;
    restricted && (own || (who.role == Role::Administrator && !kept))
}

async fn told(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let mut shown = BTreeSet::new();
    let mut cursor = String::new();
    loop {
        let page = world.app.get(&format!("/api/reads?limit=1000{cursor}"), token).await;
        matrix.same("reads", who, &"at all", &(page.status == StatusCode::OK), &who.answers());
        if page.status != 200 {
            return;
        }
        let page = page.json();
        shown.extend(ids(page["items"].as_array().unwrap()));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let file = world.app.get("/api/reads/file", token).await;
    good(&file, "reads as a file");
    let file = column(&file.body, "id");
    for thing in &world.things {
        let expected = is_told(who, world, thing);
        matrix.same("reads", who, thing, &shown.contains(&thing.id), &expected);
        matrix.same("reads as a file", who, thing, &file.contains(&thing.id), &expected);
    }
}

/// The package for an incident names what an administrator sees, and nothing else.
async fn of_an_incident(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    if who.role != Role::Administrator {
        return;
    }
    let path = format!("/api/register/incident?since={}", world.begun);
    let answer = world.app.get(&path, token).await;
    good(&answer, &path);
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(answer.body)).unwrap();
    let mut text = String::new();
    for number in 0..package.len() {
        package.by_index(number).unwrap().read_to_string(&mut text).unwrap();
    }
    for thing in &world.things {
        let named = text.contains(&thing.id);
        matrix.presence("incident package", who, thing, named, sees(who, world, thing));
    }
}
