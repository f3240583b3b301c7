//! The comparison: two cities, and whoever is kept from what they differ in.

use super::super::publications;
use super::super::support::{Answer, PASSWORD, TestApp};
use super::super::twins::whole;
use super::acts::{Act, Observed, PARTIES, Party, Story};
use super::asking::{get, listen, write};
use super::attempts::{self, Attempt};
use super::chance::Chance;
use super::city::{World, world};
use super::happen::quarter_before;
use super::standing::{Place, Standing};
use super::surfaces::{self, Question};
use super::tally::Tally;
use super::{draws, ground, homes};
use axum::body::Body;
use http_body_util::BodyExt;
use jiff::Timestamp;
use samplats::domain::access::{self, Asking, Audience, Role, see};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Where questions about a spot are asked.
pub const SPOTS: [(f64, f64); 5] =
    [(18.1203, 59.3507), (18.0512, 59.3506), (18.0305, 59.3805), homes::INSIDE[0].0, homes::INSIDE[2].0];
/// Where a viewer writes in the end, in their own district, beside what is hidden, or in somebody's home.
const MARKS: [(f64, f64); 3] = [(18.1204, 59.3508), (18.0511, 59.3505), homes::INSIDE[1].0];
/// Lists that are read one by one to their end.
const LISTS: [&str; 16] = [
    "/api/places",
    "/api/reports",
    "/api/measures",
    "/api/rounds",
    "/api/walks",
    "/api/presences",
    "/api/filings",
    "/api/document-requests",
    "/api/disclosures",
    "/api/weekly-list",
    "/api/public/publications",
    "/api/me/duties",
    "/api/me/triage",
    "/api/me/news",
    "/api/me/reports",
    "/api/me/sites",
];
const VIEWERS: usize = 3;
/// Things whose every operation is tried by each viewer.
const TRIED: usize = 4;
/// One world in so many has enough reports of the quarter before to be published.
const PUBLISHED: usize = 4;
/// One world in so many is also looked at by somebody with an account: hashing a password takes its time.
const WITH_ACCOUNT: u64 = 8;

/// In what two cities differ.
enum Secret {
    /// Something is made in the first alone, and all that touches it happens there alone.
    Made(BTreeSet<usize>),
    /// A report lies elsewhere in the same home, or in another that is shown at the same spot.
    Moved { report: usize, elsewhere: (f64, f64) },
}

impl Secret {
    /// One time in four, where somebody reports from a home, it is in what corner.
    fn of(story: &Story, chance: &mut Chance) -> Self {
        let inside = |(report, at): (usize, (f64, f64))| {
            let known = homes::INSIDE.iter().find(|(corner, _)| *corner == at);
            known.map(|(_, elsewhere)| (report, *elsewhere))
        };
        let in_homes: Vec<_> = story.reports().into_iter().filter_map(inside).collect();
        if !in_homes.is_empty() && chance.once_in(4) {
            let (report, elsewhere) = chance.of(&in_homes);
            return Self::Moved { report, elsewhere };
        }
        Self::Made(story.all_about(story.thing_of_some_kind(chance)))
    }

    fn acts(&self, story: &Story) -> BTreeSet<usize> {
        match self {
            Self::Made(hidden) => {
                let counted = hidden.iter().flat_map(|act| story.counted_at(*act));
                hidden.iter().copied().chain(counted).collect()
            }
            Self::Moved { report, .. } => BTreeSet::from([*report]),
        }
    }

    /// Whether an act happens in the first city alone.
    fn hides(&self, act: usize) -> bool {
        match self {
            Self::Made(hidden) => hidden.contains(&act),
            Self::Moved { .. } => false,
        }
    }

    /// Who saw each hidden place that was erased whole, and each place that a hidden report has woken.
    fn told_of(&self, story: &Story, with: &World) -> Vec<Audience> {
        let mut standing = Standing::default();
        for (number, (by, act)) in story.0.iter().enumerate() {
            if with.told.statuses.get(&number).is_some_and(|status| *status < 300) {
                standing.happens(number, by, act);
            }
        }
        let mut told: Vec<_> = Vec::new();
        for (report, (place, then)) in &standing.woken {
            if self.hides(*report) {
                told.extend(standing.places.get(place).map(Place::audience));
                told.push(then.clone());
            }
        }
        let gone = standing.gone.into_iter().filter(|(place, _)| self.hides(*place));
        told.extend(gone.map(|(_, audience)| audience));
        told
    }

    /// What happened, in order, with how it was answered, and a sign on what one city alone has or has elsewhere.
    fn acts_told(&self, story: &Story, with: &World) -> Vec<String> {
        let secret = self.acts(story);
        let told = |(number, (by, act)): (usize, &(Party, Act))| {
            let sign = if secret.contains(&number) { '*' } else { ' ' };
            let status = with.told.statuses.get(&number).copied().unwrap_or_default();
            let paths = with.told.things.get(&number).map(|paths| paths.join(" ")).unwrap_or_default();
            format!("{sign} {number:>2} {status:>3} {by} {act:?} {paths}")
        };
        story.0.iter().enumerate().map(told).collect()
    }

    async fn other_city(&self, moment: Timestamp, story: &Story, figures: bool) -> World {
        match self {
            Self::Made(hidden) => world(moment, story, hidden, figures).await,
            Self::Moved { report, elsewhere } => {
                let moved = story.with_report_at(*report, *elsewhere);
                world(moment, &moved, &BTreeSet::new(), figures).await
            }
        }
    }

    /// Whether what anybody may read counts some of it, so that there is nothing to be kept from.
    fn is_published(&self, story: &Story, with: &World) -> bool {
        let Self::Made(hidden) = self else { return false };
        let of_quarter = story.reports_among(hidden).filter(|report| {
            matches!(&story.0[*report].1, Act::Report { observed: Observed::LastQuarter, .. })
        });
        with.counts(of_quarter.filter_map(|report| with.told.things.get(&report)).flatten().cloned())
    }
}

/// How many questions were asked, and of how many viewers; or what differs.
#[derive(Default)]
pub struct Judged {
    pub viewers: usize,
    pub answers: usize,
    pub moved: bool,
    pub differ: Vec<String>,
}

/// Nothing, where the hidden decides what happens to something else: then its actors were not kept from it.
pub async fn judge(seed: u64, tally: &mut Tally) -> Option<Judged> {
    let mut chance = Chance::new(seed ^ 0x5eed);
    let story = Story::told(seed);
    let secret = Secret::of(&story, &mut chance);
    let moment = Timestamp::now();
    let figures = chance.once_in(PUBLISHED);
    let mut with = world(moment, &story, &BTreeSet::new(), figures).await;
    let mut without = secret.other_city(moment, &story, figures).await;
    let alike = without.told.statuses.iter().all(|(act, status)| with.told.statuses.get(act) == Some(status));
    if !alike {
        return None;
    }
    let paths: Vec<String> =
        secret.acts(&story).iter().filter_map(|act| with.told.things.get(act)).flatten().cloned().collect();
    let published = secret.is_published(&story, &with);
    if figures && !published {
        with.publish().await;
        without.publish().await;
    }
    let questions = surfaces::questions(&with.things(), &SPOTS, moment);
    let moved = matches!(secret, Secret::Moved { .. });
    let mut judge = Judge {
        pair: [&with, &without],
        secret: &paths,
        questions: &questions,
        told_of: secret.told_of(&story, &with),
        published,
        moment,
        tally: &mut *tally,
        judged: Judged { moved, ..Judged::default() },
    };
    if !paths.is_empty() {
        judge.everybody_looks(seed, &mut chance).await;
    }
    let mut judged = judge.judged;
    if !judged.differ.is_empty() {
        judged.differ.extend(secret.acts_told(&story, &with));
    }
    for (act, status) in &with.told.statuses {
        let withheld = judged.viewers > 0 && secret.hides(*act);
        tally.act(with.told.kind(&story.0[*act].1), *status, withheld);
    }
    Some(judged)
}

async fn logged_in(app: &TestApp, party: &str, role: Role) -> String {
    app.account("anna", party, role).await;
    let body = json!({ "login": "anna", "password": PASSWORD });
    let answer = write(app, ("POST", "/api/session"), ("=", ""), &body).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// Everybody who might look, in an order that chance makes.
fn viewers(chance: &mut Chance) -> Vec<(&'static str, Role)> {
    let mut all: Vec<_> = PARTIES.into_iter().flat_map(|party| Role::ALL.map(|role| (party, role))).collect();
    chance.shuffle(&mut all);
    all
}

/// Somebody, with what they show in either city.
struct Viewer {
    name: String,
    party: Party,
    role: Role,
    shown: [String; 2],
}

struct Judge<'a> {
    pair: [&'a World; 2],
    /// The paths of what one city has alone, or of what lies elsewhere.
    secret: &'a [String],
    questions: &'a [Question],
    told_of: Vec<Audience>,
    /// Whether figures that anybody may read count some of it.
    published: bool,
    moment: Timestamp,
    tally: &'a mut Tally,
    judged: Judged,
}

impl Judge<'_> {
    /// Some of those who are kept from the secret.
    async fn everybody_looks(&mut self, seed: u64, chance: &mut Chance) {
        let [with, without] = self.pair;
        for (party, role) in viewers(chance) {
            if self.judged.viewers == VIEWERS {
                break;
            }
            let shown = [with.app.token(party, role).await, without.app.token(party, role).await];
            self.look(Viewer { name: format!("{party} {role:?}"), party, role, shown }, chance).await;
        }
        if seed.is_multiple_of(WITH_ACCOUNT) {
            let (party, role) =
                (chance.of(&PARTIES), chance.of(&[Role::Reader, Role::Member, Role::Coordinator]));
            let shown = [logged_in(&with.app, party, role).await, logged_in(&without.app, party, role).await];
            let name = format!("account of {party} {role:?}");
            self.look(Viewer { name, party, role, shown }, chance).await;
        }
    }

    /// Compares all that a viewer is answered, if they are kept from the secret.
    async fn look(&mut self, viewer: Viewer, chance: &mut Chance) {
        if !self.is_kept_from(&viewer).await {
            return;
        }
        self.judged.viewers += 1;
        for question in self.questions {
            let accept = chance.of(&["identity", "gzip"]);
            let answers =
                self.both(async |app, shown| get(app, &question.path, shown, accept).await, &viewer).await;
            self.tally.read(&question.operation, &answers[0]);
            self.compare(&answers.map(|answer| whole(&answer)), &viewer, &question.path);
        }
        self.compare_pages(&viewer).await;
        self.compare_trials(&viewer).await;
        let own = self.compare_writes(&viewer).await;
        if !self.judged.moved {
            self.compare_attempts(&viewer, &own).await;
        }
        self.compare_reads(&viewer).await;
    }

    async fn both(&self, ask: impl AsyncFn(&TestApp, &str) -> Answer, viewer: &Viewer) -> [Answer; 2] {
        let [with, without] = self.pair;
        [ask(&with.app, &viewer.shown[0]).await, ask(&without.app, &viewer.shown[1]).await]
    }

    fn compare(&mut self, told: &[String; 2], viewer: &Viewer, what: &str) {
        self.judged.answers += 1;
        if told[0] != told[1] {
            self.judged.differ.push(format!("{}: {what}\n{}", viewer.name, apart(told)));
        }
    }

    /// Whether a viewer is kept from all of the secret. Who saw some of a place that was erased is told that it went, and is
    /// answered like others when they ask for it; who sees a place that a report has woken is told that it woke, also when the
    /// report was narrowed or put back since. Who may report learns, where they stand, of what is shared with
    /// the parties of a place, and so is not kept from that. Where in a home something was is kept from who sees less
    /// than all of it.
    async fn is_kept_from(&self, viewer: &Viewer) -> bool {
        let eyes = access::Viewer { role: viewer.role, ..ground::viewer(viewer.party) };
        if self.told_of.iter().any(|audience| see(&eyes, audience, Asking::Anywhere).level().is_some()) {
            return false;
        }
        let (app, shown) = (&self.pair[0].app, viewer.shown[0].as_str());
        for path in self.secret {
            let seen = app_get(app, path, shown).await;
            if self.judged.moved {
                return seen.status == 404 || (seen.status == 200 && seen.json()["level"] != "full");
            }
            if seen.status != 404 {
                return false;
            }
        }
        if !viewer.role.reports() {
            return true;
        }
        for (lon, lat) in SPOTS.into_iter().chain(MARKS).chain(draws::SPOTS) {
            let here =
                app_get(app, &format!("/api/locate?lon={lon}&lat={lat}&radius_m=250"), shown).await.json();
            let places = here["places"].as_array().unwrap();
            let is_secret = |place: &Value| {
                let id = place["id"].as_str().unwrap();
                self.secret.iter().any(|path| path.ends_with(id))
            };
            if places.iter().any(is_secret) {
                return false;
            }
        }
        true
    }

    /// Each cursor names only what was seen.
    async fn compare_pages(&mut self, viewer: &Viewer) {
        for list in LISTS {
            let one = pages(&self.pair[0].app, list, &viewer.shown[0]).await;
            let other = pages(&self.pair[1].app, list, &viewer.shown[1]).await;
            self.judged.answers += one.len();
            if one != other {
                self.judged.differ.push(format!("{}: the pages of {list}", viewer.name));
            }
        }
    }

    /// What would come of a rule or of a publication counts only what may be counted.
    async fn compare_trials(&mut self, viewer: &Viewer) {
        let rule = json!({ "problem_type": "disorder", "party": "VAG", "decision": "Beslut 2" });
        let quarter = publications::asked(&quarter_before(self.moment).to_string(), "district");
        let published = self.published;
        let trials = [("/api/designations/dry-run", rule), ("/api/publications/dry-run", quarter)];
        for (path, body) in
            trials.into_iter().filter(|(path, _)| !published || !path.contains("publications"))
        {
            let ask = async |app: &TestApp, shown: &str| write(app, ("POST", path), (shown, ""), &body).await;
            let answers = self.both(ask, viewer).await;
            self.tally.read(&format!("POST {path}"), &answers[0]);
            self.compare(&answers.map(|answer| timeless(&answer)), viewer, path);
        }
    }

    /// What the viewer writes is answered alike, and heard of alike by one who listened before. Told is what came of it.
    async fn compare_writes(&mut self, viewer: &Viewer) -> Vec<String> {
        let number = 1_000 + u64::try_from(self.judged.viewers).unwrap();
        let (one, own) = written(&self.pair[0].app, &viewer.shown[0], number).await;
        let (other, _) = written(&self.pair[1].app, &viewer.shown[1], number).await;
        assert_eq!(one.len(), other.len(), "{}: {one:?} {other:?}", viewer.name);
        for (at, (one, other)) in one.into_iter().zip(other).enumerate() {
            self.compare(&[one, other], viewer, &format!("write or event {at}"));
        }
        own
    }

    /// Whatever is tried on what is withheld fails, as on what there is not.
    async fn compare_attempts(&mut self, viewer: &Viewer, own: &[String]) {
        let number = 2_000 + u64::try_from(self.judged.viewers).unwrap();
        for world in self.pair {
            world.app.foretell(number);
        }
        for secret in self.secret.iter().take(TRIED) {
            for attempt in attempts::on(secret) {
                self.try_it(&attempt, viewer, "\"0\"").await;
            }
            for own in own {
                for attempt in attempts::with_own(own, secret) {
                    let etag =
                        app_get(&self.pair[0].app, own, &viewer.shown[0]).await.header("etag").to_owned();
                    self.try_it(&attempt, viewer, &etag).await;
                }
            }
        }
    }

    async fn try_it(&mut self, attempt: &Attempt, viewer: &Viewer, etag: &str) {
        let Attempt { operation, method, path, body } = attempt;
        let ask = async |app: &TestApp, shown: &str| write(app, (method, path), (shown, etag), body).await;
        let answers = self.both(ask, viewer).await;
        self.tally.tried(operation, &answers[0]);
        self.compare(&answers.map(|answer| whole(&answer)), viewer, operation);
    }

    /// Of who has read what a viewer is told alike, whoever read what is hidden. The tokens and times are each world's own.
    async fn compare_reads(&mut self, viewer: &Viewer) {
        let one = reads_told(&self.pair[0].app, &viewer.shown[0]).await;
        let other = reads_told(&self.pair[1].app, &viewer.shown[1]).await;
        self.judged.answers += 1;
        if one != other {
            let more: Vec<_> = one.iter().filter(|line| !other.contains(line)).take(3).collect();
            let told = format!("{}: {} and {} reads, such as {more:?}", viewer.name, one.len(), other.len());
            self.judged.differ.push(told);
        }
    }
}

/// An answer without the moment of what would be published: that of the clock, which goes on between two cities.
fn timeless(answer: &Answer) -> String {
    if answer.status != 200 {
        return whole(answer);
    }
    let mut told = answer.json();
    if let Some(publication) = told.get_mut("publication") {
        publication["published_at"] = Value::Null;
    }
    told.to_string()
}

/// Where two answers part.
fn apart([one, other]: &[String; 2]) -> String {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| {
        let bytes = &text.as_bytes()[same.saturating_sub(120)..text.len().min(same + 160)];
        String::from_utf8_lossy(bytes).into_owned()
    };
    format!("  {}\n  {}", around(one), around(other))
}

async fn app_get(app: &TestApp, path: &str, shown: &str) -> Answer {
    get(app, path, shown, "identity").await
}

async fn pages(app: &TestApp, list: &str, shown: &str) -> Vec<String> {
    let mut pages = Vec::new();
    let mut cursor = String::new();
    // More than any story makes.
    for _ in 0..96 {
        let page = app_get(app, &format!("{list}?limit=1{cursor}"), shown).await;
        pages.push(whole(&page));
        match page.json()["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return pages,
        }
    }
    panic!("{list} has no end");
}

async fn reads_told(app: &TestApp, shown: &str) -> Vec<String> {
    let (mut told, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = app_get(app, &format!("/api/reads?limit=1000{cursor}"), shown).await;
        if page.status != 200 {
            return vec![page.status.to_string()];
        }
        let page = page.json();
        let said = |read: &Value| {
            ["party", "role", "surface", "kind", "id", "class", "origin", "level"]
                .map(|member| read[member].to_string())
                .join(" ")
        };
        told.extend(page["items"].as_array().unwrap().iter().map(said));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    told.sort_unstable();
    told
}

/// What a viewer's own writes are answered and heard as, and the paths of what they made.
async fn written(app: &TestApp, shown: &str, number: u64) -> (Vec<String>, Vec<String>) {
    let mut stream = listen(app, shown).await;
    let mut answers = vec![frame(&mut stream).await];
    let mut own = Vec::new();
    app.foretell(number);
    for (lon, lat) in MARKS {
        let body = json!({ "position": { "lon": lon, "lat": lat }, "problem_types": ["disorder"] });
        let sent = write(app, ("POST", "/api/reports"), (shown, ""), &body).await;
        answers.push(whole(&sent));
        if sent.status == 201 {
            answers.push(frame(&mut stream).await);
            own.push(format!("/api/reports/{}", sent.json()["id"].as_str().unwrap()));
        }
        let body = json!({ "geometry": { "type": "Point", "coordinates": [lon, lat] }, "problem_types": ["disorder"] });
        let made = write(app, ("POST", "/api/places"), (shown, ""), &body).await;
        answers.push(whole(&made));
        if made.status == 201 {
            own.push(format!("/api/places/{}", made.json()["id"].as_str().unwrap()));
        }
    }
    (answers, own)
}

async fn frame(stream: &mut Body) -> String {
    let frame = stream.frame().await.expect("the stream goes on").unwrap();
    String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
}
