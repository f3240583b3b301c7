//! Who is told who else sees a thing, what another party sees of it, and to whom it was handed on.

use super::judged::Matrix;
use super::narrowed::unlike;
use super::of_place::counted;
use super::policy::{Level, Who, is_told_to_whom, readers, sees};
use super::surfaces::{self, column, ids, items, noun, read};
use super::world::{BESIDE_YARD, Kind, Thing, World};
use samplats::domain::access::Role;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub async fn judge(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    for kind in [Kind::Report, Kind::Place] {
        for (_, thing) in world.all(kind) {
            sharing(matrix, world, who, token, thing).await;
        }
    }
    of_a_new_report(matrix, world, who, token).await;
    for place in unlike(world, who).into_iter().filter(|thing| thing.kind == Kind::Place) {
        sheets(matrix, world, who, token, place).await;
    }
    disclosures(matrix, world, who, token).await;
    coordinations(matrix, world, who, token).await;
}

type Seers = BTreeMap<&'static str, BTreeSet<String>>;

/// Which parties see a thing, by how much.
fn seers(world: &World, thing: &Thing) -> Seers {
    let levels = [("full", Level::Full), ("summary", Level::Summary), ("exists", Level::Exists)];
    let of = |level| {
        let see = readers().into_iter().filter(move |who| sees(*who, world, thing) == Some(level));
        see.map(|who| who.party.to_owned()).collect()
    };
    levels.into_iter().map(|(word, level)| (word, of(level))).collect()
}

/// The same as a choice tells it.
fn told(choice: &Value) -> Seers {
    let of = |word: &str| {
        let parties = choice[word]["parties"].as_array().unwrap().iter();
        parties.map(|party| party["code"].as_str().unwrap().to_owned()).collect()
    };
    ["full", "summary", "exists"].into_iter().map(|word| (word, of(word))).collect()
}

async fn sharing(matrix: &mut Matrix, world: &World, who: Who, token: &str, thing: &Thing) {
    let noun = noun(thing.kind);
    let answer = world.app.get(&format!("/api/{noun}/{}/sharing", thing.id), token).await;
    let full = sees(who, world, thing).filter(|level| *level == Level::Full);
    let surface = format!("sharing of {noun}");
    matrix.presence(&surface, who, thing, answer.status == 200, full);
    if thing.kind == Kind::Report && who.answers() {
        let path = format!("/api/sharing?reports={}", thing.id);
        let founds = world.app.get(&path, token).await.status == 200;
        let expected = full.filter(|_| who.role == Role::Coordinator);
        matrix.presence("sharing of a place to be made", who, thing, founds, expected);
    }
    if answer.status != 200 {
        return;
    }
    // "Who has a share in a place is told to who sees all of it."
    let place = thing.place.map(|place| &world.things[place]);
    let tells_place = place.is_some_and(|place| sees(who, world, place) == Some(Level::Full));
    let thing = &Thing { place: thing.place.filter(|_| tells_place), ..thing.clone() };
    for choice in answer.json()["choices"].as_array().unwrap() {
        let class = choice["class"].as_str().unwrap();
        // Whom a place in another class would be held by is the ground's to say.
        if class == thing.class || thing.kind == Kind::Report {
            let then = Thing { class: known(class), ..thing.clone() };
            matrix.same(&surface, who, &(class, thing), &told(choice), &seers(world, &then));
        }
    }
}

fn known(class: &str) -> &'static str {
    ["partner", "city", "police", "origin"].into_iter().find(|known| *known == class).expect("a class")
}

/// A report that is not sent yet tells whom it would be shown to, and nothing of any other.
async fn of_a_new_report(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let any = &world.things[0];
    for (at, district) in [((18.005, 59.39), "W"), ((18.195, 59.39), "E"), (BESIDE_YARD, "W")] {
        let sharing = read(&world.app, token, &format!("/api/sharing?lon={}&lat={}", at.0, at.1)).await;
        for choice in sharing["choices"].as_array().unwrap() {
            let report = Thing {
                kind: Kind::Report,
                class: known(choice["class"].as_str().unwrap()),
                origin: who.party,
                district,
                at,
                beside_school: at == BESIDE_YARD,
                outcome: None,
                place: None,
                ..any.clone()
            };
            matrix.same("sharing of a new report", who, &report, &told(choice), &seers(world, &report));
        }
    }
}

/// "A preview is the narrower of two sights, and of what the asker does not see in full it is nothing"; of the own party it
/// is what its readers see.
async fn sheets(matrix: &mut Matrix, world: &World, who: Who, token: &str, place: &Thing) {
    let at = world.things.iter().position(|thing| thing.id == place.id).unwrap();
    let own = sees(who, world, place);
    for receiver in readers() {
        let is_own = receiver.party == who.party;
        let path = format!("/api/places/{}/sheet?for={}", place.id, receiver.party);
        let answer = world.app.get(&path, token).await;
        matrix.presence("sheet", who, place, answer.status == 200, own);
        if answer.status != 200 {
            continue;
        }
        let sheet = answer.json();
        let of = (receiver.party, place);
        let may = |thing: &Thing| is_own || sees(who, world, thing) == Some(Level::Full);
        let level = sees(receiver, world, place).filter(|_| may(place));
        let shown = |value: &Value| value.as_str().map(Level::parse);
        matrix.same("sheet, for whom", who, &of, &shown(&sheet["receiver"]["level"]), &level);
        matrix.same("sheet, the place", who, &of, &shown(&sheet["place"]["level"]), &level);
        let marked = sheet["marking"].is_object();
        matrix.same("sheet, how it is marked", who, &of, &marked, &(own == Some(Level::Full)));
        let measures = ids(sheet["measures"].as_array().unwrap());
        let seen = world.of(Kind::Measure, at).filter(|_| level == Some(Level::Full));
        let seen: BTreeSet<_> = seen.map(|measure| measure.id.clone()).collect();
        matrix.same("sheet, measures", who, &of, &measures, &seen);
        let reports = world.of(Kind::Report, at).filter(|report| may(report));
        let reports = reports.filter(|report| sees(receiver, world, report) >= Some(Level::Summary)).count();
        let expected = (level >= Some(Level::Summary)).then_some(reports as u64);
        let rhythm = sheet.get("rhythm").map(counted);
        matrix.same("sheet, when things are seen", who, &of, &rhythm, &expected);
    }
}

/// What was handed on, and to whom: of what somebody speaks for, or sees in full and sets up the city.
async fn disclosures(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in items(&world.app, token, "/api/disclosures").await {
        let receivers = line["to"].as_array().unwrap().iter();
        let receivers = receivers.map(|to| to["party"]["code"].as_str().unwrap().to_owned());
        shown.entry(line["of"]["id"].as_str().unwrap().to_owned()).or_default().extend(receivers);
    }
    let file = world.app.get("/api/exports/disclosures?format=csv", token).await;
    surfaces::good(&file, "disclosures as csv");
    let file = column(&file.body, "thing");
    for thing in &world.things {
        let may = is_told_to_whom(who, world, thing);
        let handed = thing.handed.iter().filter(|_| may).map(|party| (*party).to_owned()).collect();
        let told = shown.remove(&thing.id).unwrap_or_default();
        matrix.same("disclosures", who, thing, &told, &handed);
        let in_file = file.contains(&thing.id);
        matrix.same("disclosures as csv", who, thing, &in_file, &!handed.is_empty());
        if matches!(thing.kind, Kind::Report | Kind::Place) {
            let path = format!("/api/{}/{}/disclosures", noun(thing.kind), thing.id);
            let status = world.app.get(&path, token).await.status.as_u16();
            // Who sees all of it may know that it is there.
            let full = sees(who, world, thing) == Some(Level::Full);
            let expected = if may { 200 } else { [404, 403][usize::from(full)] };
            matrix.same("disclosures of one thing", who, thing, &status, &expected);
        }
    }
    matrix.same("disclosures", who, &"nothing else", &shown, &BTreeMap::new());
}

/// Who holds each place together, as a file: of places seen in full.
async fn coordinations(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let file = world.app.get("/api/exports/coordinations?format=csv", token).await;
    surfaces::good(&file, "coordinations as csv");
    let shown = column(&file.body, "id");
    for (_, place) in world.all(Kind::Place) {
        let expected = sees(who, world, place).filter(|level| *level == Level::Full);
        matrix.presence("coordinations as csv", who, place, shown.contains(&place.id), expected);
    }
}
