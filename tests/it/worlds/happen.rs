//! Lets a story happen in a city, over HTTP.

use super::super::photos;
use super::super::routes::{picture, presence_at, walk_of};
use super::super::support::{Answer, TestApp};
use super::acts::{Act, Observed, PARTIES, Story};
use jiff::{SignedDuration, Timestamp};
use samplats::domain::access::Role;
use samplats::domain::public::Quarter;
use samplats::domain::time::date_of;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What came of a story: the paths of what each act made, where it did, and how each was answered.
#[derive(Default)]
pub struct Told {
    pub things: BTreeMap<usize, Vec<String>>,
    pub statuses: BTreeMap<usize, u16>,
}

impl Told {
    /// What kind of act it was, for those who count them: commands are told apart by what they are on.
    pub fn kind(&self, act: &Act) -> String {
        let noun = |thing| self.things.get(thing).and_then(|made| made[0].split('/').nth(2));
        match act {
            Act::Command { thing, command, .. } => {
                format!("{} {command}", noun(thing).expect("what was commanded was made"))
            }
            other => other.word().to_owned(),
        }
    }
}

/// Lets a story happen, but for some of its acts. What is made has the same ids with and without the others.
pub async fn happen(app: &TestApp, story: &Story, but: &BTreeSet<usize>, moment: Timestamp) -> Told {
    let mut tokens = BTreeMap::new();
    for party in PARTIES {
        tokens.insert(party, app.token(party, Role::Coordinator).await);
    }
    let codes = app.get("/api/codes?list=measure_type", &tokens["W"]).await.json();
    let measure_type = codes["items"][0]["code"].as_str().unwrap().to_owned();
    let mut told = Told::default();
    for (number, (by, act)) in story.0.iter().enumerate().filter(|(number, _)| !but.contains(number)) {
        app.foretell(100 + u64::try_from(number).unwrap());
        let actor = Actor { app, token: &tokens[by], told: &told, moment, measure_type: &measure_type };
        let Some(answer) = actor.carries_out(act).await else { continue };
        told.statuses.insert(number, answer.status.as_u16());
        let made = made(act, &answer);
        if !made.is_empty() {
            told.things.insert(number, made);
        }
    }
    told
}

/// The quarter before the one that a moment lies in.
pub fn quarter_before(moment: Timestamp) -> Quarter {
    let this = Quarter::of(date_of(moment)).unwrap();
    Quarter::of(this.first_day().yesterday().unwrap()).unwrap()
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// The paths of what an act made.
fn made(act: &Act, answer: &Answer) -> Vec<String> {
    if !answer.status.is_success() {
        return Vec::new();
    }
    let one = |noun: &str| {
        let told = answer.json();
        let id = told["id"].as_str().unwrap_or_else(|| panic!("{act:?}: {} {told}", answer.status));
        vec![format!("/api/{noun}/{id}")]
    };
    match act {
        Act::Report { .. } => one("reports"),
        Act::Found { .. } => one("places"),
        Act::Measure { .. } => one("measures"),
        Act::Photo { .. } => one("photos"),
        Act::Round { .. } => one("rounds"),
        Act::Walk { .. } => one("walks"),
        Act::Presence { .. } => one("presences"),
        Act::Filing { .. } => one("filings"),
        Act::Request { .. } => one("document-requests"),
        Act::Command { command: "split", .. } => {
            let whole = answer.json();
            let parts = whole["lineage"]["split_into"].as_array().unwrap();
            parts.iter().map(|part| format!("/api/places/{}", part["id"].as_str().unwrap())).collect()
        }
        Act::Command { .. } | Act::Rename { .. } => Vec::new(),
    }
}

/// Adds when something was seen to a report.
fn observed(body: &mut Value, observed: Observed, moment: Timestamp) {
    let ago = |hours: i64| moment - SignedDuration::from_hours(hours);
    let hour = |moment: Timestamp| {
        let second = moment.as_second();
        Timestamp::from_second(second - second.rem_euclid(3_600)).unwrap()
    };
    let at = match observed {
        Observed::Now => return,
        Observed::LastWeek => ago(24 * 8),
        Observed::Evening => {
            body["observed_precision"] = json!("hours");
            body["observed_hours"] = json!(5);
            hour(ago(48))
        }
        Observed::SomeDay => {
            body["observed_precision"] = json!("day");
            ago(72)
        }
        Observed::LastQuarter => {
            let (begins, _) = quarter_before(moment).moments();
            begins + SignedDuration::from_hours(24 * 40)
        }
    };
    body["observed_at"] = json!(at.to_string());
}

struct Actor<'a> {
    app: &'a TestApp,
    token: &'a str,
    told: &'a Told,
    moment: Timestamp,
    measure_type: &'a str,
}

impl Actor<'_> {
    fn path(&self, thing: usize) -> Option<&str> {
        self.told.things.get(&thing).map(|made| made[0].as_str())
    }

    async fn makes(&self, noun: &str, body: &Value) -> Option<Answer> {
        Some(self.app.post(&format!("/api/{noun}"), self.token, body).await)
    }

    /// A command on a thing as it is seen now, where it is seen.
    async fn commands(&self, path: &str, command: &str, body: &Value) -> Answer {
        let etag = self.app.get(path, self.token).await.header("etag").to_owned();
        let path = format!("{path}/{command}");
        match etag.is_empty() {
            true => self.app.post(&path, self.token, body).await,
            false => self.app.post_with(&path, self.token, body, &[("if-match", &etag)]).await,
        }
    }

    /// Nothing, when what it is about was never made.
    async fn carries_out(&self, act: &Act) -> Option<Answer> {
        let known = |thing: &usize| self.path(*thing);
        match act {
            Act::Report { place, .. } => {
                let mut body = self.report(act);
                if let Some(place) = place {
                    body["place"] = json!(id(known(place)?));
                }
                self.makes("reports", &body).await
            }
            Act::Found { report, .. } => {
                let mut body = found(act);
                if let Some(report) = report {
                    body["reports"] = json!([id(known(report)?)]);
                }
                self.makes("places", &body).await
            }
            Act::Measure { place, party } => {
                let place = id(known(place)?);
                let body = json!({ "place": place, "measure_type": self.measure_type, "party": party });
                self.makes("measures", &body).await
            }
            Act::Photo { report, checked } => Some(self.sends_photo(id(known(report)?), *checked).await),
            Act::Round { place } => {
                let stop = json!({ "label": "Torget", "place": id(known(place)?) });
                self.makes("rounds", &json!({ "name": "Ronden", "stops": [stop] })).await
            }
            Act::Walk { round, found } => {
                let mut walk = walk_of(id(known(round)?));
                walk["visits"][0]["found"] = json!(found);
                self.makes("walks", &walk).await
            }
            Act::Presence { place } => self.makes("presences", &presence_at(id(known(place)?))).await,
            Act::Filing { place } => {
                let body = json!({ "kind": "place", "id": id(known(place)?), "diary_number": "KS 2026/740" });
                self.makes("filings", &body).await
            }
            Act::Request { thing, withheld } => {
                let mut body = json!({ "decided_by": "registrator", "diary_number": "KS 2026/741" });
                if *withheld {
                    let text = json!({ "part": "text", "ground": "osl_18_8", "reason": "Beskriver lås." });
                    body["withheld"] = json!([text]);
                }
                Some(self.commands(known(thing)?, "document-requests", &body).await)
            }
            Act::Rename { place, name } => {
                let path = known(place)?;
                let etag = self.app.get(path, self.token).await.header("etag").to_owned();
                Some(self.app.patch(path, self.token, &json!({ "name": name }), &etag).await)
            }
            Act::Command { thing, command, body, beside } => {
                let mut body = body.clone();
                if let Some(beside) = beside {
                    let member = if *command == "merge" { "into" } else { "place" };
                    body[member] = json!(id(known(beside)?));
                }
                Some(self.commands(known(thing)?, command, &body).await)
            }
        }
    }

    fn report(&self, act: &Act) -> Value {
        let Act::Report { at: (lon, lat), accuracy_m, observed: when, problem, class, .. } = act else {
            panic!("{act:?} is no report");
        };
        let mut body = json!({ "position": { "lon": lon, "lat": lat }, "problem_types": [problem] });
        if let Some(accuracy_m) = accuracy_m {
            body["position"]["accuracy_m"] = json!(accuracy_m);
        }
        if let Some(class) = class {
            body["class"] = json!(class);
        }
        observed(&mut body, *when, self.moment);
        body
    }

    async fn sends_photo(&self, report: &str, checked: bool) -> Answer {
        let sent = photos::send(self.app, (report, self.token), ("image/png", picture()), None).await;
        if checked && sent.status == 201 {
            let path = format!("/api/photos/{}", sent.json()["id"].as_str().unwrap());
            assert_eq!(self.app.command(&path, "check", self.token, &json!({})).await.status, 200);
        }
        sent
    }
}

/// A place on a spot, unless it is made of a report.
fn found(act: &Act) -> Value {
    let Act::Found { at: (lon, lat), problem, class, report } = act else {
        panic!("{act:?} founds nothing");
    };
    let mut body = json!({ "problem_types": [problem] });
    match report {
        Some(_) => {
            body["ground"] = json!("general_terms");
            body["reason"] = json!("Bara platsen.");
        }
        None => body["geometry"] = json!({ "type": "Point", "coordinates": [lon, lat] }),
    }
    if let Some(class) = class {
        body["class"] = json!(class);
    }
    body
}
