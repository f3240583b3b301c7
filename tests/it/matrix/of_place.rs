//! What is told of one place: its reports, when things are seen there, and how much somebody has looked.

use super::judged::Matrix;
use super::policy::{FOR_ITS_SURROUNDINGS, Level, Who, sees};
use super::surfaces::{ids, items, read};
use super::world::{Kind, World};
use serde_json::Value;

pub async fn judge(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    for (at, place) in world.all(Kind::Place) {
        let level = sees(who, world, place);
        let path = format!("/api/places/{}", place.id);
        let found = level.filter(|level| *level >= FOR_ITS_SURROUNDINGS);
        for below in ["reports", "rhythm"] {
            let answer = world.app.get(&format!("{path}/{below}"), token).await;
            matrix.presence(&format!("{below} of a place"), who, place, answer.status == 200, found);
        }
        let effort = world.app.get(&format!("{path}/effort"), token).await;
        matrix.presence("effort at a place", who, place, effort.status == 200, level);
        if found.is_some() {
            its_reports(matrix, world, who, token, at).await;
            its_rhythm(matrix, world, who, token, at).await;
        }
        if level.is_some() {
            its_visits(matrix, world, who, &effort.json(), at);
        }
    }
}

async fn its_reports(matrix: &mut Matrix, world: &World, who: Who, token: &str, at: usize) {
    let place = &world.things[at];
    let listed = ids(&items(&world.app, token, &format!("/api/places/{}/reports", place.id)).await);
    let filtered = ids(&items(&world.app, token, &format!("/api/reports?place={}", place.id)).await);
    let mut there = 0;
    for report in world.of(Kind::Report, at) {
        let expected = sees(who, world, report);
        matrix.presence("list of a place's reports", who, report, listed.contains(&report.id), expected);
        matrix.presence("reports by their place", who, report, filtered.contains(&report.id), expected);
        there += usize::from(expected.is_some());
    }
    matrix.same("list of a place's reports", who, place, &listed.len(), &there);
    matrix.same("reports by their place", who, place, &filtered.len(), &there);
    let photos = ids(&items(&world.app, token, &format!("/api/photos?place={}", place.id)).await);
    for (number, _) in world.all(Kind::Report).filter(|(_, report)| report.place == Some(at)) {
        for photo in world.of(Kind::Photo, number) {
            let shown = photos.contains(&photo.id);
            matrix.presence("photos of a place", who, photo, shown, sees(who, world, photo));
        }
    }
}

/// All reports that a rhythm is made of.
pub fn counted(rhythm: &Value) -> u64 {
    let weeks = rhythm["weeks"].as_array().unwrap().iter();
    let in_weeks = weeks.map(|week| week["there"].as_u64().unwrap() + week["gone"].as_u64().unwrap());
    in_weeks.sum::<u64>() + rhythm["without_week"].as_u64().unwrap() + rhythm["earlier"].as_u64().unwrap()
}

async fn its_rhythm(matrix: &mut Matrix, world: &World, who: Who, token: &str, at: usize) {
    let place = &world.things[at];
    let rhythm = read(&world.app, token, &format!("/api/places/{}/rhythm", place.id)).await;
    let seen = world.of(Kind::Report, at).filter(|report| sees(who, world, report).is_some()).count();
    let seen = u64::try_from(seen).unwrap();
    matrix.same("rhythm by week", who, place, &counted(&rhythm), &seen);
    let hours = rhythm["hours"].as_array().unwrap().iter();
    let by_hour =
        hours.map(|hour| hour.as_u64().unwrap()).sum::<u64>() + rhythm["without_hour"].as_u64().unwrap();
    matrix.same("rhythm by hour", who, place, &by_hour, &seen);
}

/// Visits are counted for whose they are and for who sees all of the place; a place has one at most here.
fn its_visits(matrix: &mut Matrix, world: &World, who: Who, effort: &Value, at: usize) {
    let place = &world.things[at];
    let mut walks = world.of(Kind::Walk, at);
    let told = walks.any(|walk| who.party == walk.origin || sees(who, world, place) == Some(Level::Full));
    matrix.same("visits to a place", who, place, &effort["visits"].as_u64(), &Some(u64::from(told)));
    let parties = effort["parties"].as_array().map(Vec::len);
    matrix.same("visits to a place, by party", who, place, &parties, &Some(usize::from(told)));
}
