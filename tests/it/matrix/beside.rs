//! A place that is named beside something else: by its reports, by its measures and presences, and by what it was merged into,
//! was split from or became. Some places are kept by their origin first, so that others see the one and not the other.

use super::judged::Matrix;
use super::policy::{Level, Who, sees};
use super::surfaces::{items, noun};
use super::world::{Kind, Thing, World};
use samplats::domain::access::Role;
use serde_json::{Value, json};

/// What a place is called from when it is kept; nobody else is to read that anywhere.
const KEPT: &str = "Gömman";

pub async fn judge(matrix: &mut Matrix, world: &World) {
    for (who, token, _) in &world.viewers {
        for kind in [Kind::Report, Kind::Measure, Kind::Presence] {
            by_what_belongs_to_it(matrix, world, *who, token, kind).await;
        }
        for (ended, became) in &world.lineage {
            let (ended, became) = (&world.things[*ended], &world.things[*became]);
            by_lineage(matrix, world, *who, token, [ended, became], ["merged_into", "split_into"]).await;
            by_lineage(matrix, world, *who, token, [became, ended], ["merged_from", "split_from"]).await;
        }
    }
}

/// Names and states of places are told from a summary up.
fn may_be_named(who: Who, world: &World, place: &Thing) -> bool {
    sees(who, world, place) >= Some(Level::Summary)
}

async fn by_what_belongs_to_it(matrix: &mut Matrix, world: &World, who: Who, token: &str, kind: Kind) {
    let surface = format!("place of {}", noun(kind));
    for item in items(&world.app, token, &format!("/api/{}", noun(kind))).await {
        let (_, thing) = world.all(kind).find(|(_, thing)| thing.id == item["id"]).expect("somebody made it");
        let place = thing.place.map(|place| &world.things[place]);
        // Who sees little of a report is told of no place.
        if sees(who, world, thing) == Some(Level::Full) {
            let told = item["place"]["id"].as_str();
            let expected = place.filter(|place| may_be_named(who, world, place));
            matrix.same(&surface, who, thing, &told, &expected.map(|place| place.id.as_str()));
        }
        if place.is_some_and(|place| !may_be_named(who, world, place)) {
            matrix.same(&surface, who, thing, &item.to_string().contains(KEPT), &false);
        }
    }
}

/// Whether the one names the other, for who sees all of the one.
async fn by_lineage(
    matrix: &mut Matrix,
    world: &World,
    who: Who,
    token: &str,
    [place, other]: [&Thing; 2],
    members: [&str; 2],
) {
    if sees(who, world, place) != Some(Level::Full) {
        return;
    }
    let path = format!("/api/places/{}", place.id);
    let shown = world.app.get(&path, token).await.json();
    let named = members.iter().any(|member| names(&shown["lineage"][member], &other.id));
    let expected = may_be_named(who, world, other);
    matrix.same("lineage", who, &(place, other), &named, &expected);
    if expected || place.class == "origin" {
        return;
    }
    for below in ["history", "document", "sheet", "sharing", "disclosures"] {
        let answer = world.app.get(&format!("{path}/{below}"), token).await;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        let tells = text.contains(KEPT) || text.contains(&other.id);
        matrix.same(&format!("lineage in its {below}"), who, &(place, other), &tells, &false);
    }
}

/// Whether a place, or one of several, is named.
fn names(member: &Value, id: &str) -> bool {
    let several = member.as_array().is_some_and(|all| all.iter().any(|one| one["id"] == id));
    several || member["id"] == id
}

impl World {
    /// The origin keeps some of what it shared: a third of its places, each that has reports, and what another became.
    pub async fn keep_some(&mut self) {
        let may_keep =
            |place: &Thing| place.class == "partner" && place.is_open() && place.origin == place.district;
        let is_named = |at: usize| {
            self.of(Kind::Report, at).next().is_some() || self.lineage.iter().any(|(_, became)| *became == at)
        };
        let kept = self.all(Kind::Place).filter(|(_, place)| may_keep(place));
        let kept: Vec<_> =
            kept.map(|(at, _)| at).filter(|at| at.is_multiple_of(3) || is_named(*at)).collect();
        for place in kept {
            let token = self.app.token(self.things[place].origin, Role::Coordinator).await;
            let path = format!("/api/places/{}", self.things[place].id);
            let etag = self.app.get(&path, &token).await.header("etag").to_owned();
            let body = json!({ "class": "origin", "name": KEPT });
            let kept = self.app.patch(&path, &token, &body, &etag).await;
            assert_eq!(kept.status, 200, "{}", kept.json());
            self.things[place].class = "origin";
        }
    }
}
