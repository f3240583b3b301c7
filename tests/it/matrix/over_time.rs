//! What is told of places over time: the list of a week, and what is new.

use super::desk::Coordinated;
use super::judged::Matrix;
use super::policy::{Level, Who, sees};
use super::surfaces::{items, read};
use super::world::{Kind, Thing, World};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub async fn judge(matrix: &mut Matrix, world: &World, coordinated: &Coordinated, who: Who, token: &str) {
    weekly_list(matrix, world, coordinated, who, token).await;
    news(matrix, world, who, token).await;
}

/// The weeks since the world began: one, unless a week has just ended.
fn weeks(world: &World) -> BTreeSet<String> {
    let week = |moment: Timestamp| {
        let day = moment.to_zoned(TimeZone::get("Europe/Stockholm").unwrap()).date().iso_week_date();
        format!("{}-W{:02}", day.year(), day.week())
    };
    BTreeSet::from([week(world.begun), week(Timestamp::now())])
}

fn place_of(item: &Value) -> String {
    item["place"]["id"].as_str().unwrap().to_owned()
}

/// What a week's list says of a place that was made, and perhaps ended, in it. "Who sees a summary is told what a summary
/// shows. When a place was closed, and since when it stands without a coordinator, are not part of it".
fn said_of(place: &Thing, is_interim: bool, level: Option<Level>) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    if level >= Some(Level::Summary) {
        said.insert("new");
    }
    if level == Some(Level::Full) && !place.is_open() {
        said.insert("closed");
    }
    if level == Some(Level::Full) && place.is_open() && is_interim {
        said.insert("without_coordinator");
    }
    said.into_iter().map(str::to_owned).collect()
}

async fn weekly_list(matrix: &mut Matrix, world: &World, coordinated: &Coordinated, who: Who, token: &str) {
    let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for week in weeks(world) {
        for item in items(&world.app, token, &format!("/api/weekly-list?week={week}")).await {
            let what = item["what"].as_str().unwrap().to_owned();
            shown.entry(place_of(&item)).or_default().insert(what);
        }
    }
    for (_, place) in world.all(Kind::Place) {
        let said = shown.remove(&place.id).unwrap_or_default();
        let expected = said_of(place, coordinated.is_interim(place), sees(who, world, place));
        matrix.same("weekly list", who, place, &said, &expected);
    }
    matrix.same("weekly list", who, &"nothing else", &shown, &BTreeMap::new());
}

/// What is new at a place, by the word of each line, with how many reports.
fn happened(place: &Thing, level: Option<Level>, reports: u64) -> BTreeMap<String, u64> {
    let mut happened = BTreeMap::new();
    if level >= Some(Level::Summary) {
        happened.insert("made", 0);
        if reports > 0 {
            happened.insert("reports", reports);
        }
    }
    // What was decided is told to who sees all of it.
    if level == Some(Level::Full) {
        if place.status != "suspected" {
            happened.insert("status", 0);
        }
        if place.objected {
            happened.insert("objection", 0);
        }
    }
    happened.into_iter().map(|(word, count)| (word.to_owned(), count)).collect()
}

async fn news(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let path = format!("/api/me/news?since={}", world.begun);
    let mut shown: BTreeMap<String, Value> =
        items(&world.app, token, &path).await.into_iter().map(|item| (place_of(&item), item)).collect();
    for (at, place) in world.all(Kind::Place) {
        let level = sees(who, world, place);
        let item = shown.remove(&place.id);
        let mut said: BTreeMap<String, u64> = BTreeMap::new();
        for line in item.iter().flat_map(|item| item["happened"].as_array().unwrap()) {
            let word = line["what"].as_str().unwrap().to_owned();
            said.insert(word, line["count"].as_u64().unwrap_or_default());
        }
        // Who was asked to coordinate it follows from the ground; it is told to who sees all of it and to nobody else.
        let asked = said.remove("coordination").is_some();
        matrix.same("news, who coordinates", who, place, &(asked && level < Some(Level::Full)), &false);
        let seen = world.of(Kind::Report, at).filter(|report| sees(who, world, report).is_some()).count();
        matrix.same("news", who, place, &said, &happened(place, level, u64::try_from(seen).unwrap()));
    }
    matrix.same("news", who, &"nothing else", &shown, &BTreeMap::new());
    // Nothing was read yet, so that the list without a time begins some days ago.
    let listed = read(&world.app, token, "/api/me/news?limit=1000").await["items"].as_array().map(Vec::len);
    let seen =
        world.all(Kind::Place).filter(|(_, place)| sees(who, world, place) >= Some(Level::Summary)).count();
    matrix.same("news", who, &"as many as lately", &listed, &Some(seen));
}
