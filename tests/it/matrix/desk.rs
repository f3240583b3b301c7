//! What waits for somebody: duties, reports to triage, and what lies at the sites of their party.

use super::judged::Matrix;
use super::policy::{Level, Who, is_drawn, sees, triages};
use super::surfaces::{ids, items, read};
use super::world::{Kind, Thing, World};
use axum::http::StatusCode;
use samplats::domain::access::Role;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub async fn judge(matrix: &mut Matrix, world: &World, coordinated: &Coordinated, who: Who, token: &str) {
    duties(matrix, world, coordinated, who, token).await;
    triage(matrix, world, who, token).await;
    my_sites(matrix, world, who, token).await;
    rounds(matrix, world, who, token).await;
}

/// Who was asked to coordinate each place, and who holds it meanwhile: what the city's ground says of that is tried elsewhere.
pub struct Coordinated(BTreeMap<String, Value>);

impl Coordinated {
    pub async fn of(world: &World) -> Self {
        let mut all = BTreeMap::new();
        for (_, place) in world.all(Kind::Place) {
            let token = world.app.token(place.origin, Role::Coordinator).await;
            let told = read(&world.app, &token, &format!("/api/places/{}", place.id)).await;
            all.insert(place.id.clone(), told["coordination"].clone());
        }
        Self(all)
    }

    /// Whether somebody holds a place only until another party accepts.
    pub fn is_interim(&self, place: &Thing) -> bool {
        self.0[&place.id]["holder"]["ad_interim"] == true
    }

    /// What somebody who speaks for a party is to do about an open place.
    fn duty(&self, who: Who, place: &Thing) -> Option<&'static str> {
        let coordination = &self.0[&place.id];
        let asked = coordination["party"]["code"] == who.party;
        let holds = coordination["holder"]["party"]["code"] == who.party;
        match coordination["state"].as_str().unwrap() {
            "proposed" => asked.then_some("answer_coordination"),
            "interim" => holds.then_some("name_coordinator"),
            "accepted" => None,
            other => panic!("nobody has made a place {other}"),
        }
    }
}

async fn duties(matrix: &mut Matrix, world: &World, coordinated: &Coordinated, who: Who, token: &str) {
    let mut shown: BTreeSet<(String, String)> = BTreeSet::new();
    for duty in items(&world.app, token, "/api/me/duties").await {
        let about = ["measure", "place", "report"].iter().find_map(|of| duty[of]["id"].as_str());
        shown.insert((about.unwrap().to_owned(), duty["what"].as_str().unwrap().to_owned()));
    }
    for (_, thing) in world.all(Kind::Place).chain(world.all(Kind::Report)) {
        let speaks = who.role == Role::Coordinator && sees(who, world, thing) == Some(Level::Full);
        let expected = match thing.kind {
            Kind::Report => (thing.waits() && triages(who, world, thing)).then_some("triage"),
            // The next weekly check of the district takes up what somebody objects to.
            _ if thing.objected => (speaks && who.party == thing.district).then_some("answer_objection"),
            _ if thing.is_open() && speaks => coordinated.duty(who, thing),
            _ => None,
        };
        let told: Vec<_> =
            shown.iter().filter(|(id, _)| *id == thing.id).map(|(_, what)| what.as_str()).collect();
        matrix.same("duties", who, thing, &told, &expected.into_iter().collect());
        shown.retain(|(id, _)| *id != thing.id);
    }
    matrix.same("duties", who, &"nothing else", &shown, &BTreeSet::new());
}

async fn triage(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let groups = items(&world.app, token, "/api/me/triage").await;
    let reports = ids(groups.iter().flat_map(|group| group["reports"].as_array().unwrap()));
    let mut waiting = 0;
    for (_, report) in world.all(Kind::Report) {
        let expected = report.waits() && triages(who, world, report);
        waiting += u64::from(expected);
        matrix.same("triage", who, report, &reports.contains(&report.id), &expected);
    }
    let counted = read(&world.app, token, "/api/me/triage").await["waiting"].as_u64();
    matrix.same("triage", who, &"how many", &(counted, reports.len() as u64), &(Some(waiting), waiting));
    for place in groups.iter().filter_map(|group| group["place"]["id"].as_str()) {
        let (_, place) = world.all(Kind::Place).find(|(_, thing)| thing.id == place).unwrap();
        matrix.cell("triage, beside which place", who, place, sees(who, world, place), Some(Level::Full));
    }
}

/// "One view over all districts: places on my ground, at my fence."
async fn my_sites(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    let sites = items(&world.app, token, "/api/me/sites").await;
    let places = ids(sites.iter().flat_map(|site| site["places"].as_array().unwrap()));
    let is_theirs = |thing: &Thing| who.party == "SKOLOR" && thing.beside_school;
    for (_, place) in world.all(Kind::Place) {
        let expected = is_theirs(place) && !place.ended && sees(who, world, place) >= Some(Level::Summary);
        matrix.same("my sites", who, place, &places.contains(&place.id), &expected);
    }
    let near = world.all(Kind::Report).filter(|(_, report)| is_theirs(report) && is_drawn(report));
    let near = near.filter(|(_, report)| sees(who, world, report).is_some()).count();
    let counted: u64 = sites.iter().map(|site| site["reports"].as_u64().unwrap()).sum();
    matrix.same("my sites, how many reports", who, &"their sites", &counted, &(near as u64));
}

/// What is known at each stop of a round, at a place or at a spot: reports that more is shown of than that they exist, and not
/// what was hidden.
async fn rounds(matrix: &mut Matrix, world: &World, who: Who, token: &str) {
    for (at, round) in world.all(Kind::Round) {
        let known = world.app.get(&format!("/api/rounds/{}/known", round.id), token).await;
        let found = known.status == StatusCode::OK;
        matrix.presence("known at stops", who, round, found, sees(who, world, round));
        if !found {
            continue;
        }
        for stop in known.json()["items"].as_array().unwrap() {
            let number = stop["stop"].as_u64().unwrap();
            let here: Vec<_> = match (round.place, world.stops.get(&at)) {
                (Some(place), _) => world.of(Kind::Report, place).collect(),
                (None, Some(stops)) => {
                    let at = stops[usize::try_from(number).unwrap() - 1];
                    world.all(Kind::Report).map(|(_, report)| report).filter(|r| r.at == at).collect()
                }
                (None, None) => panic!("a round has stops"),
            };
            let told = ids(stop["reports"].as_array().unwrap());
            let mut count = 0;
            for report in here {
                let known = sees(who, world, report) >= Some(Level::Summary) && is_drawn(report);
                count += usize::from(known);
                matrix.same("reports known at a stop", who, report, &told.contains(&report.id), &known);
            }
            matrix.same("reports known at a stop", who, round, &told.len(), &count);
        }
    }
}

impl World {
    /// For each party rounds past the spots that reports were sent from.
    pub async fn rounds_past_reports(&mut self) {
        /// Stops of a round; it may have more.
        const STOPS: usize = 50;
        let mut spots: Vec<(f64, f64)> = Vec::new();
        for (_, report) in self.all(Kind::Report) {
            if !spots.contains(&report.at) {
                spots.push(report.at);
            }
        }
        for who in super::policy::readers() {
            let token = self.app.token(who.party, Role::Member).await;
            for stops in spots.chunks(STOPS) {
                let at = |(lon, lat): &(f64, f64)| serde_json::json!({ "label": "Här", "position": { "lon": lon, "lat": lat } });
                let body =
                    serde_json::json!({ "name": "Runt", "stops": stops.iter().map(at).collect::<Vec<_>>() });
                let made = self.made("rounds", &token, &body).await;
                let round = self.put(Kind::Round, &made, (who.party, "origin"), stops[0], None);
                self.stops.insert(round, stops.to_vec());
            }
        }
    }
}
