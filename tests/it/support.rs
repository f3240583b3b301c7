//! One line to start a service, and a few words to talk to it.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use samplats::accounts::scope::Scopes;
use samplats::accounts::{Clock, NewAccount, NewToken, system_clock};
use samplats::app;
use samplats::background::Background;
use samplats::config::{Config, Settings, Switch};
use samplats::domain::access::Role;
use samplats::domain::command::{Actor, Command};
use samplats::domain::party::PartyKind;
use samplats::engine::{Nature, Request as Asked};
use samplats::http::edge::{Edge, Timeouts};
use samplats::http::router;
use samplats::http::state::{App, City};
use samplats::register::{self, CommandKey, Credential, CredentialKind};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// What every account of the tests logs in with.
pub const PASSWORD: &str = "tolv tecken räcker";

/// A service, and what its ids follow from.
pub struct TestApp {
    pub router: Router,
    pub app: App,
    chance: Arc<AtomicU64>,
    /// Where archive packages are written.
    pub archive: TempDir,
    _opened: app::Opened,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("not JSON: {:?}", String::from_utf8_lossy(&self.body)))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The last part of a problem's type.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.status);
        let document = self.json();
        assert_eq!(document["status"], self.status.as_u16());
        document["type"].as_str().unwrap().trim_start_matches("/problems/").to_owned()
    }
}

impl TestApp {
    /// An empty installation.
    pub async fn start() -> Self {
        Self::start_in(Nature::default(), None, system_clock()).await
    }

    /// With a secret of the installation that is foretold, or one of its own.
    async fn start_in(nature: Nature, secret: Option<&str>, clock: Clock) -> Self {
        let mut register = register::open("memory:", Path::new(".")).await.unwrap();
        let secret = secret.map(|secret| Credential {
            kind: CredentialKind::Secret,
            key: "request-hash".into(),
            body: json!(secret).to_string(),
            expires_ms: None,
        });
        let known = register.credentials().await.unwrap().number;
        register.put_credentials(known, secret.as_slice(), &[]).await.unwrap();
        let background = Some(BACKGROUND.get_or_init(background).await.clone());
        let archive = tempfile::tempdir().unwrap();
        let folder = Some(archive.path().to_owned());
        let city = async |_: &samplats::engine::Engine| {
            Ok(City { name: "Provstad".into(), background, archive: folder, ..City::default() })
        };
        let opened = app::start(register, nature, clock, false, city).await.unwrap();
        let settings = Settings { rate_limits: Some(Switch::Off), ..Settings::default() };
        let edge = Edge::new(&Config::read(settings).unwrap(), Timeouts::default());
        let router = router::router(opened.app.clone(), edge).unwrap();
        Self { router, app: opened.app.clone(), chance: Arc::default(), archive, _opened: opened }
    }

    /// A city whose clock is moved by hand, milliseconds since 1970 UTC.
    pub async fn with_clock(clock: &Arc<AtomicI64>) -> Self {
        let told = |clock: &Arc<AtomicI64>| {
            let clock = clock.clone();
            move || Timestamp::from_millisecond(clock.load(Ordering::SeqCst)).unwrap()
        };
        let nature = Nature { now: Some(Box::new(told(clock))), ..Nature::default() };
        Self::in_city(Self::start_in(nature, None, Arc::new(told(clock))).await).await
    }

    /// A city whose time stands still and whose ids are foretold: a twin of every other that was made at the same
    /// moment, as far as the same is done in both after the same [`Self::foretell`].
    pub async fn twin(moment: Timestamp) -> Self {
        let chance = Arc::new(AtomicU64::new(1 << 20));
        let random = {
            let chance = chance.clone();
            Box::new(move || mixed(chance.fetch_add(1, Ordering::SeqCst)))
        };
        let nature = Nature { now: Some(Box::new(move || moment)), random };
        Self { chance, ..Self::in_city(Self::start_in(nature, Some("twins"), system_clock()).await).await }
    }

    /// A city whose clock is moved by hand, milliseconds since 1970 UTC. It stands at what it is given with.
    pub async fn in_time(clock: &Arc<AtomicI64>) -> Self {
        let now = {
            let clock = clock.clone();
            move || Timestamp::from_millisecond(clock.load(Ordering::SeqCst)).unwrap()
        };
        let nature = Nature { now: Some(Box::new(now)), ..Nature::default() };
        Self::in_city(Self::start_in(nature, None, system_clock()).await).await
    }

    /// The same service behind an edge that holds callers to the limits, and that edge.
    pub fn limited(self) -> (Self, Edge) {
        let edge = Edge::new(&Config::read(Settings::default()).unwrap(), Timeouts::default());
        let router = router::router(self.app.clone(), edge.clone()).unwrap();
        (Self { router, ..self }, edge)
    }

    /// What the next ids follow from.
    pub fn foretell(&self, number: u64) {
        self.chance.store(number << 32, Ordering::SeqCst);
    }

    /// With two districts side by side, their administrations, a school company with a yard, the police and the city.
    pub async fn with_city() -> Self {
        Self::in_city(Self::start().await).await
    }

    async fn in_city(app: Self) -> Self {
        let square = |west: f64| {
            json!({ "type": "Polygon", "coordinates": [[[west, 59.3], [west + 0.1, 59.3],
            [west + 0.1, 59.4], [west, 59.4], [west, 59.3]]] })
        };
        let feature = |id: &str, name: &str, geometry: Value| {
            json!({ "type": "Feature", "id": id,
            "properties": { "name": name }, "geometry": geometry })
        };
        let districts = json!({ "type": "FeatureCollection", "features": [
            feature("w", "Väster", square(18.0)), feature("e", "Öster", square(18.1))] });
        let yard = json!({ "type": "Polygon", "coordinates": [[[18.05, 59.35], [18.052, 59.35], [18.052, 59.351],
            [18.05, 59.351], [18.05, 59.35]]] });
        let sites = json!({ "type": "FeatureCollection", "features": [feature("s1", "Provskolan", yard)] });
        let parties = "code,name,kind\nW,Väster stadsdelsförvaltning,district_administration\nE,Öster \
                       stadsdelsförvaltning,district_administration\nSKOLOR,Skolbolaget,property_company\nPOLIS,Polisen,police\n\
                       STAD,Stadsledningskontoret,city_executive\nVAG,Vägkontoret,city_office\n";
        app.first_party().await;
        let admin = app.token("STAD", Role::Administrator).await;
        for (query, kind, body) in [
            ("what=parties", "text/csv", parties.to_owned()),
            ("what=areas&kind=district", "application/geo+json", districts.to_string()),
            ("what=sites&kind=school&party=SKOLOR", "application/geo+json", sites.to_string()),
        ] {
            let request = Request::post(format!("/api/imports?{query}"))
                .header(header::CONTENT_TYPE, kind)
                .header(header::AUTHORIZATION, format!("Bearer {admin}"));
            let answer = app.send(request.body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        }
        app
    }

    /// The city executive office, so that there is a party to give a token to.
    async fn first_party(&self) {
        let draft = samplats::domain::command::PartyDraft {
            code: "STAD".into(),
            name: "Stadsledningskontoret".into(),
            kind: PartyKind::CityExecutive,
            areas: None,
            function: None,
            logs_in: None,
            units: None,
            site_groups: None,
        };
        let request = Asked {
            actor: Actor::system(),
            key: CommandKey { caller: "test".into(), key: "first party".into() },
            request_hash: [0; 32],
            expected: None,
            command: Command::PutParties(vec![draft]),
        };
        self.app.engine().submit(request).await.unwrap();
    }

    /// Photos switched on, so many for each report.
    pub async fn photos_on(&self, most: u32) {
        let command = Command::PutSetting {
            name: samplats::domain::settings::SettingName::PhotosPerReport,
            district: None,
            value: Some(most),
            from: None,
            until: None,
            decision: Some("KS 2026/7".into()),
        };
        samplats::app::carry_out(&self.app, format!("photos {most}"), command).await.unwrap();
    }

    pub async fn token(&self, party: &str, role: Role) -> String {
        let party =
            self.app.engine().snapshot().reference.parties.coded(party).expect("the party is there").id;
        let new =
            NewToken { party, role, unit: None, scopes: Scopes::All, label: None, days: 1, until: None };
        self.app.accounts().create_token(self.app.engine(), new).await.unwrap().1
    }

    pub async fn account(&self, login: &str, party: &str, role: Role) {
        let party = self.app.engine().snapshot().reference.parties.coded(party).map(|party| party.id);
        let (login, password) = (login.to_owned(), PASSWORD.to_owned());
        let new = NewAccount { login, party, role, unit: None, function: None, password };
        self.app.accounts().create_account(self.app.engine(), new).await.unwrap();
    }

    /// An account of a unit.
    pub async fn account_in(&self, login: &str, party: &str, role: Role, unit: &str) {
        let party = self.app.engine().snapshot().reference.parties.coded(party).map(|party| party.id);
        let (login, password, unit) = (login.to_owned(), PASSWORD.to_owned(), Some(unit.to_owned()));
        let new = NewAccount { login, party, role, unit, function: None, password };
        self.app.accounts().create_account(self.app.engine(), new).await.unwrap();
    }

    /// Logs an account in: its cookie.
    pub async fn log_in(&self, login: &str) -> String {
        let body = json!({ "login": login, "password": PASSWORD }).to_string();
        let request = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json");
        let answer = self.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, 200, "{login}");
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// A post of somebody with a cookie.
    pub async fn post_as(&self, path: &str, cookie: &str, body: &Value) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header("x-samplats", "1")
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// A command of somebody with a cookie on a thing as it is now.
    pub async fn command_as(&self, thing: &str, command: &str, cookie: &str, body: &Value) -> Answer {
        let seen = Request::get(thing).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        let etag = self.send(seen).await.header("etag").to_owned();
        let request = Request::post(format!("{thing}/{command}"))
            .header(header::COOKIE, cookie)
            .header("x-samplats", "1")
            .header(header::IF_MATCH, etag)
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// An answer that is still being told.
    pub async fn stream(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
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

    pub async fn post(&self, path: &str, token: &str, body: &Value) -> Answer {
        self.post_with(path, token, body, &[]).await
    }

    pub async fn post_with(&self, path: &str, token: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::post(path)
            .header(header::HOST, "provstad.example")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub async fn put(&self, path: &str, token: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::put(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// A change of a thing as it was seen.
    pub async fn patch(&self, path: &str, token: &str, body: &Value, etag: &str) -> Answer {
        let request = Request::patch(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::IF_MATCH, etag);
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// A thing put in place of what is there now.
    pub async fn replace(&self, path: &str, token: &str, body: &Value) -> Answer {
        let etag = self.get(path, token).await.header("etag").to_owned();
        self.put(path, token, body, &[("if-match", &etag)]).await
    }

    /// A command on a thing as it is now.
    pub async fn command(&self, thing: &str, command: &str, token: &str, body: &Value) -> Answer {
        let seen = self.get(thing, token).await;
        assert_eq!(seen.status, 200, "{thing}");
        let etag = seen.header("etag").to_owned();
        self.post_with(&format!("{thing}/{command}"), token, body, &[("if-match", &etag)]).await
    }
}

/// What one tile of the background map holds, 12/1204/2253; it has no others.
pub const BACKGROUND_TILE: &[u8] = b"\x89PNG, the square from above";

static BACKGROUND: OnceCell<Arc<Background>> = OnceCell::const_new();

async fn background() -> Arc<Background> {
    // The file goes with the folder; what is open stays.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("provstad.mbtiles");
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "create table metadata (name text, value text);
             insert into metadata values ('format', 'png'), ('attribution', 'Provstad');
             create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);",
        )
        .unwrap();
    let from_the_south = (1 << 12) - 1 - 1204;
    connection
        .execute("insert into tiles values (12, 2253, ?1, ?2)", (from_the_south, BACKGROUND_TILE))
        .unwrap();
    Arc::new(Background::open(path.to_str().unwrap(), None).await.unwrap())
}

/// Spreads numbers over all 64 bits (SplitMix64).
pub fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A path of the contract with something in each of its gaps; nothing is there.
pub fn filled(path: &str) -> String {
    let gaps = [
        ("list", "x"),
        ("code", "x"),
        ("name", "x"),
        ("login", "x"),
        ("layer", "places"),
        ("quarter", "1999-Q1"),
        ("z", "1"),
        ("row", "0"),
        ("col", "0"),
    ];
    let path = path.replace("/collections/{id}", "/collections/places").replace("{id}", "00000000001");
    gaps.iter().fold(path, |path, (gap, filling)| path.replace(&format!("{{{gap}}}"), filling))
}

/// The contract as a document.
pub fn contract() -> Value {
    let (_, document) = router::contract().split_for_parts();
    serde_json::to_value(document).unwrap()
}
