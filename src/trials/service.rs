//! A service on a register, whose time and ids are foretold, and a small city in it.

use crate::accounts::NewToken;
use crate::accounts::scope::Scopes;
use crate::app::{self, Opened};
use crate::config::{Config, Settings, Switch};
use crate::domain::access::Role;
use crate::domain::command::{Actor, Command, PartyDraft};
use crate::domain::party::PartyKind;
use crate::engine::{Engine, Nature, Request as Asked};
use crate::http::edge::{Edge, Timeouts};
use crate::http::router;
use crate::http::state::{App, City};
use crate::register::postgres::Postgres;
use crate::register::simulated::Chance;
use crate::register::sqlite::Sqlite;
use crate::register::suite::Backend;
use crate::register::suite::backends::PostgresDatabase;
use crate::register::{CommandKey, Credential, CredentialKind, Register, Surroundings};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tempfile::TempDir;
use tower::ServiceExt;

/// Where a register lies that is thrown away: in memory where the system has such a folder, since
/// nothing that is thrown away need be waited for.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a folder")
}

/// A register of either kind, to be opened again and again.
pub enum Store {
    Sqlite(TempDir),
    Postgres(Box<PostgresDatabase>),
}

impl Store {
    pub fn sqlite() -> Self {
        Self::Sqlite(folder())
    }

    pub fn postgres() -> Self {
        Self::Postgres(Box::new(PostgresDatabase::fresh()))
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// The file of a SQLite register.
    pub fn path(&self) -> Option<PathBuf> {
        match self {
            Self::Sqlite(folder) => Some(folder.path().join("samplats.db")),
            Self::Postgres(_) => None,
        }
    }

    pub async fn open(&self) -> Box<dyn Register> {
        match self {
            Self::Sqlite(folder) => {
                let path = folder.path().join("samplats.db");
                Box::new(Sqlite::open(path, Surroundings::real()).await.expect("opened"))
            }
            Self::Postgres(database) => {
                Box::new(Postgres::open(&database.url(), Surroundings::real()).await.expect("opened"))
            }
        }
    }
}

/// A service, its clock, and what its ids follow from.
pub struct Service {
    pub app: App,
    router: Router,
    clock: Arc<AtomicI64>,
    chance: Arc<AtomicU64>,
    opened: Opened,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap_or("?"))
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("not JSON: {:?}", String::from_utf8_lossy(&self.body)))
    }

    /// The type of a problem document; empty for anything else.
    pub fn problem(&self) -> String {
        if self.header("content-type") != "application/problem+json" {
            return String::new();
        }
        self.json()["type"].as_str().unwrap_or("?").to_owned()
    }
}

impl Service {
    /// A service on a store, whose clock stands at a moment.
    pub async fn start(store: &Store, moment: Timestamp) -> Self {
        let mut register = store.open().await;
        let known = register.credentials().await.unwrap().number;
        if known == 0 {
            let secret = Credential {
                kind: CredentialKind::Secret,
                key: "request-hash".into(),
                body: json!("foretold").to_string(),
                expires_ms: None,
            };
            register.put_credentials(known, &[secret], &[]).await.unwrap();
        }
        let clock = Arc::new(AtomicI64::new(moment.as_millisecond()));
        let chance = Arc::new(AtomicU64::new(1 << 20));
        let told = {
            let clock = clock.clone();
            move || Timestamp::from_millisecond(clock.load(Ordering::SeqCst)).unwrap()
        };
        let drawn = chance.clone();
        let random = Box::new(move || Chance::new(drawn.fetch_add(1, Ordering::SeqCst)).draw());
        let nature = Nature { now: Some(Box::new(told.clone())), random };
        let city = async |_: &Engine| Ok(City { name: "Provstad".into(), ..City::default() });
        let opened = app::start(register, nature, Arc::new(told), false, city).await.unwrap();
        let settings = Settings { rate_limits: Some(Switch::Off), ..Settings::default() };
        let edge = Edge::new(&Config::read(settings).unwrap(), Timeouts::default());
        let router = router::router(opened.app.clone(), edge).unwrap();
        Self { app: opened.app.clone(), router, clock, chance, opened }
    }

    /// Ends the service and lets go of its register.
    pub async fn stop(self) {
        let Self { app, router, opened, .. } = self;
        drop((app, router));
        opened.close().await;
    }

    /// The moment it is, and what the next ids follow from.
    pub fn foretell(&self, moment: Timestamp, number: u64) {
        self.clock.store(moment.as_millisecond(), Ordering::SeqCst);
        self.chance.store(number << 32, Ordering::SeqCst);
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        Answer { status, headers, body }
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, token: &str, kind: &str, body: String) -> Answer {
        let request = Request::post(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, kind);
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn token(&self, party: &str, role: Role) -> String {
        let party = self.app.engine().snapshot().reference.parties.coded(party).expect("there").id;
        let new =
            NewToken { party, role, unit: None, scopes: Scopes::All, label: None, days: 1, until: None };
        self.app.accounts().create_token(self.app.engine(), new).await.unwrap().1
    }

    /// Two districts side by side, their administrations, a company with a yard, the police, the city
    /// and an office; and reports and places in them.
    pub async fn found_city(&self) {
        let draft = PartyDraft {
            code: "STAD".into(),
            name: "Stadsledningskontoret".into(),
            kind: PartyKind::CityExecutive,
            areas: None,
            function: None,
            logs_in: None,
            units: None,
            site_groups: None,
        };
        let first = Asked {
            actor: Actor::system(),
            key: CommandKey { caller: "trial".into(), key: "first party".into() },
            request_hash: [0; 32],
            expected: None,
            command: Command::PutParties(vec![draft]),
        };
        self.app.engine().submit(first).await.unwrap();
        let admin = self.token("STAD", Role::Administrator).await;
        for (query, kind, body) in imports() {
            let answer = self.post(&format!("/api/imports?{query}"), &admin, kind, body).await;
            assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        }
        for (party, west) in [("W", 18.02), ("E", 18.12)] {
            let token = self.token(party, Role::Coordinator).await;
            for number in 0..6 {
                self.place_from_a_report(&token, (west + 0.01 * f64::from(number), 59.35)).await;
            }
        }
    }

    async fn place_from_a_report(&self, token: &str, (lon, lat): (f64, f64)) {
        let json = "application/json";
        let report = json!({ "position": { "lon": lon, "lat": lat }, "problem_types": ["disorder"],
            "text": "Trasiga lampor." });
        let sent = self.post("/api/reports", token, json, report.to_string()).await;
        assert_eq!(sent.status, 201, "{}", String::from_utf8_lossy(&sent.body));
        let id = sent.json()["id"].clone();
        let ground = json!({ "type": "Polygon", "coordinates": [[[lon, lat], [lon + 0.001, lat],
            [lon + 0.001, lat + 0.001], [lon, lat]]] });
        let place = json!({ "geometry": ground, "reports": [id], "problem_types": ["disorder"],
            "name": "Provtorget", "note": "Efter mörkret." });
        let made = self.post("/api/places", token, json, place.to_string()).await;
        assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
    }
}

/// The files a city is put in from.
pub fn imports() -> Vec<(&'static str, &'static str, String)> {
    let square = |west: f64| {
        json!({ "type": "Polygon", "coordinates": [[[west, 59.3], [west + 0.1, 59.3], [west + 0.1, 59.4],
        [west, 59.4], [west, 59.3]]] })
    };
    let feature = |id: &str, name: &str, geometry: Value| json!({ "type": "Feature", "id": id, "properties": { "name": name }, "geometry": geometry });
    let districts = json!({ "type": "FeatureCollection", "features": [
        feature("w", "Väster", square(18.0)), feature("e", "Öster", square(18.1))] });
    let yard = json!({ "type": "Polygon", "coordinates": [[[18.05, 59.35], [18.052, 59.35],
        [18.052, 59.351], [18.05, 59.351], [18.05, 59.35]]] });
    let sites = json!({ "type": "FeatureCollection", "features": [feature("s1", "Provskolan", yard)] });
    let parties = "code,name,kind\nW,Väster stadsdelsförvaltning,district_administration\nE,Öster \
                   stadsdelsförvaltning,district_administration\nSKOLOR,Skolbolaget,property_company\n\
                   POLIS,Polisen,police\nSTAD,Stadsledningskontoret,city_executive\nVAG,Vägkontoret,city_office\n";
    vec![
        ("what=parties", "text/csv", parties.to_owned()),
        ("what=areas&kind=district", "application/geo+json", districts.to_string()),
        ("what=sites&kind=school&party=SKOLOR", "application/geo+json", sites.to_string()),
    ]
}
