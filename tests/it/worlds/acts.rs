//! What happens in a random world: acts of parties on each other's things, each named by its number.

use super::super::photos;
use super::super::routes::{picture, presence_at, walk_of};
use super::super::support::{Answer, TestApp};
use super::chance::Chance;
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Who acts: the parties of the test city, in the role that decides for them.
pub const PARTIES: [&str; 6] = ["W", "E", "SKOLOR", "VAG", "POLIS", "STAD"];

/// Some metres to some kilometres apart, in both districts, on the school's yard and beside it.
pub const SPOTS: [(f64, f64); 8] = [
    (18.0503, 59.3503),
    (18.0512, 59.3506),
    (18.0524, 59.3507),
    (18.0803, 59.3503),
    (18.0805, 59.3504),
    (18.1203, 59.3507),
    (18.1204, 59.3509),
    (18.1505, 59.3605),
];
const PROBLEMS: [&str; 5] = ["vandalism", "disorder", "open_drug_trade", "graffiti", "dumped_waste"];

/// Something one party does. Numbers are those of earlier acts.
#[derive(Clone, Debug)]
pub enum Act {
    Report {
        at: (f64, f64),
        problem: &'static str,
        class: Option<&'static str>,
        place: Option<usize>,
    },
    Found {
        at: (f64, f64),
        problem: &'static str,
        class: Option<&'static str>,
        report: Option<usize>,
    },
    Measure {
        place: usize,
        party: &'static str,
    },
    /// A command on a thing: its last word, and the body.
    Command {
        thing: usize,
        command: &'static str,
        body: Value,
        beside: Option<usize>,
    },
    Rename {
        place: usize,
        name: String,
    },
    Photo {
        report: usize,
        checked: bool,
    },
    /// A round with one stop, at a place.
    Round {
        place: usize,
    },
    Walk {
        round: usize,
        found: &'static str,
    },
    Presence {
        place: usize,
    },
}

impl Act {
    /// Whether it makes something that can be asked for by its own path.
    fn makes(&self) -> bool {
        match self {
            Self::Report { .. }
            | Self::Found { .. }
            | Self::Measure { .. }
            | Self::Photo { .. }
            | Self::Round { .. }
            | Self::Walk { .. }
            | Self::Presence { .. } => true,
            Self::Command { .. } | Self::Rename { .. } => false,
        }
    }

    /// The acts whose things this one touches.
    pub fn touches(&self) -> Vec<usize> {
        match self {
            Self::Report { place, .. } => place.iter().copied().collect(),
            Self::Found { report, .. } => report.iter().copied().collect(),
            Self::Measure { place, .. }
            | Self::Rename { place, .. }
            | Self::Round { place }
            | Self::Presence { place } => vec![*place],
            Self::Photo { report, .. } => vec![*report],
            Self::Walk { round, .. } => vec![*round],
            Self::Command { thing, beside, .. } => [Some(*thing), *beside].into_iter().flatten().collect(),
        }
    }
}

/// All that happens, in order: who does what.
pub struct Story(pub Vec<(&'static str, Act)>);

impl Story {
    /// A story that follows from a seed.
    pub fn told(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let mut acts = Vec::new();
        let (mut reports, mut places, mut rounds) = (Vec::new(), Vec::new(), Vec::<(&str, usize)>::new());
        for number in 0..32 {
            let mut by = chance.of(&PARTIES);
            let act = match chance.below(14) {
                0..=3 => report(&mut chance, &places),
                4 | 5 => found(&mut chance, &reports),
                _ if places.is_empty() => report(&mut chance, &places),
                6 => Act::Measure { place: chance.of(&places), party: chance.of(&PARTIES) },
                7 => Act::Rename { place: chance.of(&places), name: format!("Plats {number}") },
                8 if !reports.is_empty() => {
                    Act::Photo { report: chance.of(&reports), checked: chance.once_in(2) }
                }
                9 => Act::Presence { place: chance.of(&places) },
                10 if !rounds.is_empty() => {
                    // A round is walked by those whose it is.
                    let (whose, round) = chance.of(&rounds);
                    by = whose;
                    Act::Walk { round, found: chance.of(&["nothing", "still", "gone"]) }
                }
                10 | 11 => Act::Round { place: chance.of(&places) },
                _ => command(&mut chance, &reports, &places),
            };
            match act {
                Act::Report { .. } => reports.push(number),
                Act::Found { .. } => places.push(number),
                Act::Round { .. } => rounds.push((by, number)),
                Act::Measure { .. }
                | Act::Command { .. }
                | Act::Rename { .. }
                | Act::Photo { .. }
                | Act::Walk { .. }
                | Act::Presence { .. } => {}
            }
            acts.push((by, act));
        }
        Self(acts)
    }

    /// Something that is made, to be hidden from somebody.
    pub fn any_thing(&self, chance: &mut Chance) -> usize {
        let things: Vec<_> = (0..self.0.len()).filter(|at| self.0[*at].1.makes()).collect();
        chance.of(&things)
    }

    /// The place that is told, in numbers alone, how often somebody has been there: who sees it in full learns of
    /// rounds and presence that are not theirs.
    pub fn counted_at(&self, act: usize) -> Option<usize> {
        match &self.0[act].1 {
            Act::Round { place } | Act::Presence { place } => Some(*place),
            Act::Walk { round, .. } => self.counted_at(*round),
            Act::Report { .. }
            | Act::Found { .. }
            | Act::Measure { .. }
            | Act::Command { .. }
            | Act::Rename { .. }
            | Act::Photo { .. } => None,
        }
    }

    /// An act, all that touch what it makes, and the reports that a place among them is made of or was given: what
    /// is told of these would tell of it.
    pub fn all_about(&self, first: usize) -> BTreeSet<usize> {
        let mut about = BTreeSet::from([first]);
        loop {
            let before = about.len();
            for (number, (_, act)) in self.0.iter().enumerate() {
                let touches = act.touches();
                if touches.iter().any(|thing| about.contains(thing)) {
                    about.insert(number);
                }
                // A report says that it became a place.
                if matches!(act, Act::Found { .. }) && about.contains(&number) {
                    about.extend(&touches);
                }
                // A report that was put to a place says so, as does a place that another was merged into.
                if let Act::Command { beside: Some(beside), thing, .. } = act
                    && about.contains(beside)
                {
                    about.insert(*thing);
                }
            }
            if about.len() == before {
                return about;
            }
        }
    }
}

fn class(chance: &mut Chance) -> Option<&'static str> {
    chance.of(&[None, None, Some("partner"), Some("city"), Some("police"), Some("origin"), Some("origin")])
}

fn report(chance: &mut Chance, places: &[usize]) -> Act {
    let place = (!places.is_empty() && chance.once_in(3)).then(|| chance.of(places));
    Act::Report { at: chance.of(&SPOTS), problem: chance.of(&PROBLEMS), class: class(chance), place }
}

fn found(chance: &mut Chance, reports: &[usize]) -> Act {
    let report = (!reports.is_empty() && chance.once_in(2)).then(|| chance.of(reports));
    Act::Found { at: chance.of(&SPOTS), problem: chance.of(&PROBLEMS), class: class(chance), report }
}

fn command(chance: &mut Chance, reports: &[usize], places: &[usize]) -> Act {
    let (thing, other) = (chance.of(places), chance.of(places));
    let party = chance.of(&PARTIES);
    let plain = |thing, command, body| Act::Command { thing, command, body, beside: None };
    let about_report = !reports.is_empty() && chance.once_in(3);
    if about_report {
        let thing = chance.of(reports);
        return match chance.below(4) {
            0 => plain(thing, "class", json!({ "class": "origin", "reason": "Egen uppgift." })),
            1 => plain(thing, "triage", json!({ "outcome": "hidden", "reason": "Fel." })),
            2 => plain(thing, "triage", json!({ "outcome": "no_action", "reason": "Städat." })),
            _ => Act::Command {
                thing,
                command: "triage",
                body: json!({ "outcome": "linked" }),
                beside: Some(other),
            },
        };
    }
    match chance.below(7) {
        0 => plain(thing, "status", json!({ "status": "active", "reason": "Börjar." })),
        1 => plain(thing, "status", json!({ "status": "dismissed", "reason": "Inget." })),
        2 => plain(
            thing,
            "parties",
            json!({ "party": party, "level": chance.of(&["exists", "summary", "full"]) }),
        ),
        3 => plain(thing, "coordination/propose", json!({ "party": party })),
        4 => plain(thing, "coordination/accept", json!({})),
        5 => plain(thing, "coordination/decline", json!({ "reason": "Inte vår mark." })),
        _ => Act::Command {
            thing,
            command: "merge",
            body: json!({ "reason": "Samma.", "class": "origin" }),
            beside: Some(other),
        },
    }
}

/// What came of a story: the path of what each act made, where it did, and how each was answered.
#[derive(Default)]
pub struct Told {
    pub things: BTreeMap<usize, String>,
    pub statuses: BTreeMap<usize, u16>,
}

/// Lets a story happen, but for some of its acts. What is made has the same ids with and without the others.
pub async fn happen(app: &TestApp, story: &Story, but: &BTreeSet<usize>, measure_type: &str) -> Told {
    let mut tokens = BTreeMap::new();
    for party in PARTIES {
        tokens.insert(party, app.token(party, Role::Coordinator).await);
    }
    let mut told = Told::default();
    for (number, (by, act)) in story.0.iter().enumerate().filter(|(number, _)| !but.contains(number)) {
        app.foretell(100 + u64::try_from(number).unwrap());
        let Some((kind, answer)) = carried_out(app, &tokens[by], act, &told, measure_type).await else {
            continue;
        };
        told.statuses.insert(number, answer.status.as_u16());
        if answer.status == 201 {
            told.things.insert(number, format!("/api/{kind}/{}", answer.json()["id"].as_str().unwrap()));
        }
    }
    told
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// Nothing, when what it is about was never made.
async fn carried_out(
    app: &TestApp,
    token: &str,
    act: &Act,
    told: &Told,
    measure_type: &str,
) -> Option<(&'static str, Answer)> {
    let known = |thing: &usize| told.things.get(thing).map(String::as_str);
    match act {
        Act::Report { at: (lon, lat), problem, class, place } => {
            let mut body = json!({ "position": { "lon": lon, "lat": lat }, "problem_types": [problem] });
            if let Some(class) = class {
                body["class"] = json!(class);
            }
            if let Some(place) = place {
                body["place"] = json!(id(known(place)?));
            }
            Some(("reports", app.post("/api/reports", token, &body).await))
        }
        Act::Found { at: (lon, lat), problem, class, report } => {
            let mut body = json!({ "problem_types": [problem] });
            match report {
                Some(report) => body["reports"] = json!([id(known(report)?)]),
                None => body["geometry"] = json!({ "type": "Point", "coordinates": [lon, lat] }),
            }
            if let Some(class) = class {
                body["class"] = json!(class);
            }
            Some(("places", app.post("/api/places", token, &body).await))
        }
        Act::Measure { place, party } => {
            let body = json!({ "place": id(known(place)?), "measure_type": measure_type, "party": party });
            Some(("measures", app.post("/api/measures", token, &body).await))
        }
        Act::Photo { report, checked } => {
            let report = id(known(report)?);
            let sent = photos::send(app, (report, token), ("image/png", picture()), None).await;
            if *checked && sent.status == 201 {
                let path = format!("/api/photos/{}", sent.json()["id"].as_str().unwrap());
                assert_eq!(app.command(&path, "check", token, &json!({})).await.status, 200);
            }
            Some(("photos", sent))
        }
        Act::Round { place } => {
            let stop = json!({ "label": "Torget", "place": id(known(place)?) });
            Some((
                "rounds",
                app.post("/api/rounds", token, &json!({ "name": "Ronden", "stops": [stop] })).await,
            ))
        }
        Act::Walk { round, found } => {
            let mut walk = walk_of(id(known(round)?));
            walk["visits"][0]["found"] = json!(found);
            Some(("walks", app.post("/api/walks", token, &walk).await))
        }
        Act::Presence { place } => {
            Some(("presences", app.post("/api/presences", token, &presence_at(id(known(place)?))).await))
        }
        Act::Rename { place, name } => {
            let path = known(place)?;
            let etag = app.get(path, token).await.header("etag").to_owned();
            Some(("places", app.patch(path, token, &json!({ "name": name }), &etag).await))
        }
        Act::Command { thing, command, body, beside } => {
            let path = known(thing)?;
            let mut body = body.clone();
            if let Some(beside) = beside {
                let member = if *command == "merge" { "into" } else { "place" };
                body[member] = json!(id(known(beside)?));
            }
            let etag = app.get(path, token).await.header("etag").to_owned();
            let path = format!("{path}/{command}");
            let answer = match etag.is_empty() {
                true => app.post(&path, token, &body).await,
                false => app.post_with(&path, token, &body, &[("if-match", &etag)]).await,
            };
            Some(("", answer))
        }
    }
}
