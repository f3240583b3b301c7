//! A city with one thing of each class and state, told as what was done, not as what the program made of it.

use super::policy::{Level, Who, everybody};
use crate::photos;
use crate::routes::{picture, presence_at, walk_of};
use crate::support::TestApp;
use axum::body::Body;
use axum::http::{Request, header};
use jiff::Timestamp;
use samplats::domain::access::Role;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Report,
    Place,
    Measure,
    Photo,
    Round,
    Walk,
    Presence,
    /// Where the decision about a place or a measure lies.
    Filing,
    /// How somebody's request for a report or a place as a document was answered.
    Answer,
}

/// What was decided about a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Hidden,
    Other,
}

/// Something that was made, and all that decides who sees it.
#[derive(Clone, Debug)]
pub struct Thing {
    pub kind: Kind,
    pub id: String,
    pub at: (f64, f64),
    pub class: &'static str,
    pub origin: &'static str,
    /// Whose district it lies in.
    pub district: &'static str,
    /// Within 50 m of the school.
    pub beside_school: bool,
    pub outcome: Option<Outcome>,
    /// It was dismissed.
    pub ended: bool,
    /// Who was confirmed as a party of it, and how far.
    pub confirmed: Vec<(&'static str, Level)>,
    /// Who coordinates it or was asked to.
    pub works: Vec<String>,
    /// The place it belongs to, by number; of a photo the report, of a filing and an answer what it is about.
    pub place: Option<usize>,
    /// Its origin has looked at the photo and says that it shows nobody.
    pub checked: bool,
    /// Of a place how far the work on it has come.
    pub status: &'static str,
    /// A party objects to its being set aside.
    pub objected: bool,
    /// Whose readers saw more of it by something that was done.
    pub handed: BTreeSet<&'static str>,
}

impl Thing {
    /// A report that nobody has decided about.
    pub fn waits(&self) -> bool {
        self.kind == Kind::Report && self.outcome.is_none() && self.place.is_none()
    }

    /// A place that is worked on or to be worked on.
    pub fn is_open(&self) -> bool {
        self.kind == Kind::Place && !self.ended && self.status != "dormant"
    }
}

pub struct World {
    pub app: TestApp,
    /// Before anything was made.
    pub begun: Timestamp,
    pub things: Vec<Thing>,
    /// Everybody who looks, with a token, and a cursor of the changes from before anything was made.
    pub viewers: Vec<(Who, String, String)>,
    /// Where the stops of a round are that are no places.
    pub stops: BTreeMap<usize, Vec<(f64, f64)>>,
    /// Places that ended, each with one that it became or was merged into.
    pub lineage: Vec<(usize, usize)>,
    /// The next position that nothing lies on, in each district.
    next: usize,
}

/// Ground of the school company, and ground beside it.
const YARD: (f64, f64) = (18.0510, 59.3505);
pub const BESIDE_YARD: (f64, f64) = (18.0523, 59.3505);
/// Somebody lives beside it, and this is their door.
pub const DOOR: (f64, f64) = (18.05231, 59.35036);

impl World {
    pub async fn build() -> Self {
        let app = TestApp::with_city().await;
        let admin = app.token("STAD", Role::Administrator).await;
        let more =
            "code,name,kind,logs_in\nHUS,Bostadsbolaget,property_company,ja\nFORENING,Föreningen,other,ja\n";
        let door = format!("street,number,lon,lat\nSkolgatan,1,{},{}\n", DOOR.0, DOOR.1);
        let ((w, s), (e, n)) = ((18.0522, 59.35045), (18.0524, 59.35055));
        let home = json!({ "type": "FeatureCollection", "features": [{ "type": "Feature", "id": "b1", "properties": {},
            "geometry": { "type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]] } }] });
        for (what, kind, file) in [
            ("parties", "text/csv", more.to_owned()),
            ("addresses", "text/csv", door),
            ("buildings&kind=apartments", "application/geo+json", home.to_string()),
        ] {
            let request = Request::post(format!("/api/imports?what={what}"))
                .header(header::CONTENT_TYPE, kind)
                .header(header::AUTHORIZATION, format!("Bearer {admin}"));
            assert_eq!(app.send(request.body(Body::from(file)).unwrap()).await.status, 200, "{what}");
        }
        let begun = Timestamp::now();
        let mut world = Self {
            app,
            begun,
            things: Vec::new(),
            viewers: Vec::new(),
            stops: BTreeMap::new(),
            lineage: Vec::new(),
            next: 0,
        };
        for who in everybody() {
            let token = world.app.token(who.party, who.role).await;
            let begun = world.app.get("/api/changes", &token).await.json();
            world.viewers.push((who, token, begun["next"].as_str().unwrap().to_owned()));
        }
        world.reports().await;
        world.places().await;
        world.measures().await;
        world.photos().await;
        world.efforts().await;
        world.rounds_past_reports().await;
        world.papers().await;
        world
    }

    /// The things of a kind, with their numbers.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = (usize, &Thing)> {
        self.things.iter().enumerate().filter(move |(_, thing)| thing.kind == kind)
    }

    /// What belongs to a thing: the reports and measures of a place, the photos of a report.
    pub fn of(&self, kind: Kind, whole: usize) -> impl Iterator<Item = &Thing> {
        self.all(kind).map(|(_, thing)| thing).filter(move |thing| thing.place == Some(whole))
    }

    async fn reports(&mut self) {
        for (origin, class) in [
            ("W", "partner"),
            ("W", "city"),
            ("W", "origin"),
            ("E", "partner"),
            ("E", "city"),
            ("E", "origin"),
            ("SKOLOR", "partner"),
            ("SKOLOR", "city"),
            ("SKOLOR", "origin"),
            ("VAG", "partner"),
            ("POLIS", "police"),
            ("POLIS", "partner"),
            ("STAD", "city"),
            ("FORENING", "partner"),
        ] {
            let at = self.somewhere();
            self.report(origin, class, at, None).await;
            // The same, in every state that a coordinator puts it in.
            for outcome in ["hidden", "no_action", "not_ours"] {
                let at = self.somewhere();
                let report = self.report(origin, class, at, None).await;
                self.triage(report, outcome).await;
            }
        }
        for class in ["partner", "city", "origin"] {
            self.report("W", class, BESIDE_YARD, None).await;
        }
    }

    async fn places(&mut self) {
        for (origin, class) in [
            ("W", "partner"),
            ("W", "city"),
            ("W", "origin"),
            ("E", "partner"),
            ("E", "city"),
            ("E", "origin"),
            ("STAD", "partner"),
            ("STAD", "origin"),
        ] {
            for status in ["suspected", "active", "dismissed"] {
                let at = self.spot(["W", "E"][usize::from(origin == "E")]);
                let place = self.place(origin, class, at).await;
                if status != "suspected" {
                    self.set_status(place, status).await;
                }
            }
            let at = self.spot(["W", "E"][usize::from(origin == "E")]);
            let place = self.place(origin, class, at).await;
            for (reporter, class) in [("HUS", "partner"), ("W", "city"), ("VAG", "origin")] {
                self.report(reporter, class, self.things[place].at, Some(place)).await;
            }
        }
        for (origin, class) in [("W", "partner"), ("W", "city"), ("E", "partner"), ("E", "origin")] {
            self.at_work(origin, class).await;
            self.ended_in_others(origin, class).await;
        }
        for class in ["partner", "city", "origin"] {
            self.place("SKOLOR", class, YARD).await;
            self.place("W", class, BESIDE_YARD).await;
        }
        for (party, level) in [("HUS", "exists"), ("VAG", "summary"), ("FORENING", "full"), ("E", "summary")]
        {
            let at = self.spot("W");
            let place = self.place("W", "partner", at).await;
            self.confirm(place, party, level).await;
            let report = self.report("W", "partner", at, None).await;
            self.link(report, place).await;
        }
    }

    /// A place in each state of the work on it.
    async fn at_work(&mut self, origin: &'static str, class: &'static str) {
        for status in ["under_analysis", "in_action", "monitoring", "dormant"] {
            let at = self.spot(origin);
            let place = self.place(origin, class, at).await;
            self.set_status(place, "active").await;
            self.set_status(place, status).await;
            if status == "dormant" && class == "partner" {
                self.object(place).await;
            }
        }
    }

    /// The police see all of it and do not set it aside or take it up themselves.
    async fn object(&mut self, place: usize) {
        let police = self.app.token("POLIS", Role::Coordinator).await;
        let path = format!("/api/places/{}", self.things[place].id);
        let body = json!({ "reason": "Det är inte borta." });
        let answer = self.app.command(&path, "object", &police, &body).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        self.things[place].objected = true;
    }

    /// A place that was merged into another, and one that was split.
    async fn ended_in_others(&mut self, origin: &'static str, class: &'static str) {
        let at = self.spot(origin);
        let (ends, stays) = (self.place(origin, class, at).await, self.place(origin, class, at).await);
        self.decided(ends, "merge", &json!({ "into": self.things[stays].id, "reason": "Samma." })).await;
        let whole = self.place(origin, class, at).await;
        let point = json!({ "type": "Point", "coordinates": [at.0, at.1] });
        let parts = json!({ "parts": [{ "name": "A", "geometry": point }, { "name": "B", "geometry": point }],
            "reason": "Två." });
        let answer = self.decided(whole, "split", &parts).await;
        for part in answer["lineage"]["split_into"].as_array().expect("its parts") {
            let by = self.app.token(origin, Role::Coordinator).await;
            let path = format!("/api/places/{}", part["id"].as_str().unwrap());
            let part = self.app.get(&path, &by).await.json();
            let part = self.put(Kind::Place, &part, (origin, class), at, None);
            self.lineage.push((whole, part));
        }
        self.lineage.push((ends, stays));
        for (place, status) in [(ends, "merged"), (whole, "split")] {
            self.things[place].ended = true;
            self.things[place].status = status;
        }
    }

    async fn measures(&mut self) {
        let token = self.app.token("W", Role::Coordinator).await;
        let codes = self.app.get("/api/codes?list=measure_type", &token).await.json();
        let measure_type = codes["items"][0]["code"].clone();
        let places: Vec<usize> =
            (0..self.things.len()).filter(|at| self.things[*at].kind == Kind::Place).collect();
        for place in places {
            let (origin, class) = (self.things[place].origin, self.things[place].class);
            let token = self.app.token(origin, Role::Coordinator).await;
            let body = json!({ "place": self.things[place].id, "measure_type": measure_type, "party": origin,
                    "note": "Klart i veckan." });
            let answer = self.app.post("/api/measures", &token, &body).await;
            // A place that has ended takes no more measures.
            if answer.status != 201 {
                assert_eq!(answer.status, 409, "{}", answer.json());
                continue;
            }
            let at = self.things[place].at;
            self.put(Kind::Measure, &answer.json(), (origin, class), at, Some(place));
        }
    }

    /// A photo of each report, every second one checked.
    async fn photos(&mut self) {
        self.app.photos_on(1).await;
        let reports: Vec<usize> =
            (0..self.things.len()).filter(|at| self.things[*at].kind == Kind::Report).collect();
        for report in reports {
            let Thing { origin, class, at, .. } = self.things[report];
            let id = self.things[report].id.clone();
            let reporter = self.app.token(origin, Role::Reporter).await;
            let sent = photos::send(&self.app, (&id, &reporter), ("image/png", picture()), None).await;
            assert_eq!(sent.status, 201, "{origin} {class}: {}", sent.json());
            let photo = self.put(Kind::Photo, &sent.json(), (origin, class), at, Some(report));
            if photo.is_multiple_of(2) {
                let coordinator = self.app.token(origin, Role::Coordinator).await;
                let path = format!("/api/photos/{}", self.things[photo].id);
                let checked = self.app.command(&path, "check", &coordinator, &json!({})).await;
                assert_eq!(checked.status, 200, "{}", checked.json());
                let before = self.sights();
                self.things[photo].checked = true;
                self.note_handed(&before);
            }
        }
    }

    /// A round to each place that has not ended, walked once, and a night walk there.
    async fn efforts(&mut self) {
        let goes_on = |thing: &Thing| thing.kind == Kind::Place && !thing.ended;
        let places: Vec<usize> = (0..self.things.len()).filter(|at| goes_on(&self.things[*at])).collect();
        for place in places {
            let Thing { origin, class, at, .. } = self.things[place];
            let id = self.things[place].id.clone();
            let token = self.app.token(origin, Role::Member).await;
            let round = json!({ "name": "Ronden", "stops": [{ "label": "Torget", "place": id }] });
            let round = self.made("rounds", &token, &round).await;
            let walk = self.made("walks", &token, &walk_of(round["id"].as_str().unwrap())).await;
            let presence = self.made("presences", &token, &presence_at(&id)).await;
            for (kind, made) in [(Kind::Round, round), (Kind::Walk, walk), (Kind::Presence, presence)] {
                self.put(kind, &made, (origin, class), at, Some(place));
            }
        }
    }

    pub async fn made(&self, noun: &str, token: &str, body: &Value) -> Value {
        let answer = self.app.post(&format!("/api/{noun}"), token, body).await;
        assert_eq!(answer.status, 201, "{noun}: {}", answer.json());
        answer.json()
    }

    /// A position half a kilometre from all others, in either district.
    fn somewhere(&mut self) -> (f64, f64) {
        let district = ["W", "E"][self.next % 2];
        self.spot(district)
    }

    fn spot(&mut self, district: &str) -> (f64, f64) {
        let number = u32::try_from(self.next).unwrap();
        self.next += 1;
        let (column, row) = (number % 8, number / 8);
        let west = if district == "W" { 18.004 } else { 18.104 };
        (west + 0.0115 * f64::from(column), 59.304 + 0.0048 * f64::from(row))
    }

    pub fn put(
        &mut self,
        kind: Kind,
        document: &Value,
        (origin, class): (&'static str, &'static str),
        at: (f64, f64),
        place: Option<usize>,
    ) -> usize {
        // Who coordinates it, and who has been asked to.
        let works = ["/coordination/party/code", "/coordination/holder/party/code"]
            .into_iter()
            .filter_map(|pointer| document.pointer(pointer).and_then(Value::as_str).map(str::to_owned))
            .collect();
        self.things.push(Thing {
            kind,
            id: document["id"].as_str().unwrap().to_owned(),
            at,
            class,
            origin,
            district: if at.0 < 18.1 { "W" } else { "E" },
            beside_school: at == YARD || at == BESIDE_YARD,
            outcome: None,
            ended: false,
            confirmed: Vec::new(),
            works,
            place,
            checked: false,
            status: if kind == Kind::Place { "suspected" } else { "" },
            objected: false,
            handed: BTreeSet::new(),
        });
        self.things.len() - 1
    }

    async fn report(
        &mut self,
        origin: &'static str,
        class: &'static str,
        at: (f64, f64),
        place: Option<usize>,
    ) -> usize {
        let token = self.app.token(origin, Role::Reporter).await;
        let mut body = json!({ "position": { "lon": at.0, "lat": at.1 }, "problem_types": ["vandalism"], "class": class,
            "text": "Klotter på muren." });
        if let Some(place) = place {
            body["place"] = json!(self.things[place].id);
        }
        let answer = self.app.post("/api/reports", &token, &body).await;
        // Whoever is not told of a place cannot report to it; then the report lies there alone.
        if place.is_some() && answer.status != 201 {
            return Box::pin(self.report(origin, class, at, None)).await;
        }
        assert_eq!(answer.status, 201, "{origin} {class}: {}", answer.json());
        self.put(Kind::Report, &answer.json(), (origin, class), at, place)
    }

    async fn place(&mut self, origin: &'static str, class: &'static str, at: (f64, f64)) -> usize {
        let token = self.app.token(origin, Role::Coordinator).await;
        let body = json!({ "geometry": { "type": "Point", "coordinates": [at.0, at.1] },
            "problem_types": ["vandalism"], "class": class, "note": "Vid muren." });
        let answer = self.app.post("/api/places", &token, &body).await;
        assert_eq!(answer.status, 201, "{origin} {class}: {}", answer.json());
        self.put(Kind::Place, &answer.json(), (origin, class), at, None)
    }

    /// A command of the one who decides about a thing: of its district, or of its origin where that keeps it.
    async fn decided(&self, thing: usize, command: &str, body: &Value) -> Value {
        let thing = &self.things[thing];
        let kept = ["origin", "police"].contains(&thing.class);
        let by = self.app.token(if kept { thing.origin } else { thing.district }, Role::Coordinator).await;
        let path = match thing.kind {
            Kind::Report => format!("/api/reports/{}", thing.id),
            Kind::Place => format!("/api/places/{}", thing.id),
            _ => unreachable!("its district decides nothing about it"),
        };
        // Later than what was made, by a clock that counts in milliseconds.
        tokio::time::sleep(Duration::from_millis(2)).await;
        let answer = self.app.command(&path, command, &by, body).await;
        assert_eq!(answer.status, 200, "{thing:?} {command}: {}", answer.json());
        answer.json()
    }

    async fn triage(&mut self, report: usize, outcome: &str) {
        self.decided(report, "triage", &json!({ "outcome": outcome, "reason": "Efter besök." })).await;
        self.things[report].outcome =
            Some(if outcome == "hidden" { Outcome::Hidden } else { Outcome::Other });
    }

    async fn link(&mut self, report: usize, place: usize) {
        let body = json!({ "outcome": "linked", "place": self.things[place].id });
        self.decided(report, "triage", &body).await;
        let before = self.sights();
        self.things[report].place = Some(place);
        self.things[report].outcome = Some(Outcome::Other);
        self.note_handed(&before);
    }

    async fn set_status(&mut self, place: usize, status: &'static str) {
        self.decided(place, "status", &json!({ "status": status, "reason": "Efter besök." })).await;
        self.things[place].ended = status == "dismissed";
        self.things[place].status = status;
    }

    async fn confirm(&mut self, place: usize, party: &'static str, level: &'static str) {
        self.decided(place, "parties", &json!({ "party": party, "level": level })).await;
        let before = self.sights();
        self.things[place].confirmed.push((party, Level::parse(level)));
        self.note_handed(&before);
    }
}
