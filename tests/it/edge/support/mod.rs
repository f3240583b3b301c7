//! A service in process, on a register of its own in memory, and those who call it.

mod client;
pub mod identity;
pub mod listening;

pub use client::{Answer, Client, JSON_FROM_OWN_PAGE as JSON};

use axum::Router;
use clap::Parser;
use jiff::{SignedDuration, Timestamp};
use samplats::accounts::scope::Scopes;
use samplats::accounts::{NewAccount, NewToken};
use samplats::app::{self, Opened};
use samplats::config::{Config, Settings};
use samplats::domain::access::Role;
use samplats::domain::command::{Command, PartyDraft};
use samplats::domain::party::PartyKind;
use samplats::engine::Nature;
use samplats::http::edge::{Edge, Timeouts};
use samplats::http::router::{assemble, contract};
use samplats::http::state::{App, City};
use samplats::oidc::Providers;
use samplats::register::memory::Memory;
use samplats::register::{Register, Surroundings};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use utoipa_axum::router::OpenApiRouter;

/// A password that fits everybody here.
pub const PASSWORD: &str = "korrekt häst batteri";

/// The clock that sessions and tokens end by.
#[derive(Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    fn new() -> Self {
        let noon: Timestamp = "2026-11-23T12:00:00+01:00".parse().unwrap();
        Self(Arc::new(AtomicI64::new(noon.as_millisecond())))
    }

    /// A clock that stands at a moment.
    pub fn at(moment: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(moment.as_millisecond())))
    }

    /// Moves it on.
    pub fn pass(&self, duration: SignedDuration) {
        self.0.fetch_add(i64::try_from(duration.as_millis()).unwrap(), Ordering::SeqCst);
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// What a test wants otherwise than usual.
pub struct Wishes {
    pub register: Box<dyn Register>,
    pub clock: TestClock,
    pub https: bool,
    pub rate_limits: bool,
    pub timeouts: Timeouts,
    /// Identity providers, and where browsers reach the service.
    pub providers: Providers,
    pub public_url: Option<String>,
    /// Routes that only the test has.
    pub routes: OpenApiRouter<App>,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            register: Box::new(Memory::new(Surroundings::real())),
            clock: TestClock::new(),
            https: false,
            rate_limits: false,
            timeouts: Timeouts::default(),
            providers: Providers::default(),
            public_url: None,
            routes: OpenApiRouter::new(),
        }
    }
}

/// The service under test.
pub struct TestApp {
    pub app: App,
    pub edge: Edge,
    pub clock: TestClock,
    pub router: Router,
    opened: Opened,
}

#[derive(Parser)]
struct NoFlags {
    #[command(flatten)]
    settings: Settings,
}

/// The settings nobody has touched. Variables of whoever runs the tests do not count.
pub fn config() -> Config {
    let mut config = Config::read(NoFlags::parse_from(["test"]).settings).unwrap();
    config.trusted_proxy_hops = 0;
    config
}

impl TestApp {
    /// A fresh service with three parties: SLK (city executive), SDF01 (a district's administration)
    /// and SISAB (a property company).
    pub async fn start() -> Self {
        Self::with(Wishes::default()).await
    }

    /// The same, as a test wishes.
    pub async fn with(wishes: Wishes) -> Self {
        let clock = wishes.clock.clone();
        let (providers, public_url) = (wishes.providers, wishes.public_url);
        let city = City { name: "Provstad".into(), providers, public_url, ..City::default() };
        let told = {
            let clock = clock.clone();
            Arc::new(move || clock.now())
        };
        let opened = app::start(wishes.register, Nature::default(), told, wishes.https, async |_| Ok(city));
        let opened = opened.await.unwrap();
        let app = opened.app.clone();
        app::carry_out(&app, "parties".into(), Command::PutParties(parties())).await.unwrap();
        let config = Config { https: wishes.https, rate_limits: wishes.rate_limits, ..config() };
        let edge = Edge::new(&config, wishes.timeouts);
        let router = assemble(contract().merge(wishes.routes), app.clone(), edge.clone()).unwrap();
        Self { app, edge, clock, router, opened }
    }

    /// The service with somebody who is not logged in, and the coordinator of the district's administration.
    pub async fn with_coordinator() -> (Self, Client, Client) {
        let service = Self::start().await;
        let (anon, coordinator) = (service.anon(), service.program("SDF01", Role::Coordinator).await);
        (service, anon, coordinator)
    }

    /// Somebody who is not logged in.
    pub fn anon(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A program with a token.
    pub async fn program(&self, party: &str, role: Role) -> Client {
        let party = self.app.engine().snapshot().reference.parties.coded(party).unwrap().id;
        let new =
            NewToken { party, role, unit: None, scopes: Scopes::All, label: None, days: 1, until: None };
        let (_, secret) = self.app.accounts().create_token(self.app.engine(), new).await.unwrap();
        self.anon().bearing(&secret)
    }

    /// Makes an account.
    pub async fn account(&self, login: &str, party: &str, role: Role) {
        let party = self.app.engine().snapshot().reference.parties.coded(party).map(|party| party.id);
        let (login, password) = (login.to_owned(), PASSWORD.to_owned());
        let new = NewAccount { login, party, role, unit: None, function: None, password };
        self.app.accounts().create_account(self.app.engine(), new).await.unwrap();
    }

    /// A browser that has logged in with a new account.
    pub async fn browser(&self, login: &str, party: &str, role: Role) -> Client {
        self.account(login, party, role).await;
        let browser = self.anon();
        browser.log_in(login).await.expect_status(200);
        browser
    }

    /// Ends it and waits for the writer.
    pub async fn close(self) {
        drop((self.router, self.app));
        self.opened.close().await;
    }
}

fn parties() -> Vec<PartyDraft> {
    let party = |code: &str, name: &str, kind| PartyDraft {
        code: code.into(),
        name: name.into(),
        kind,
        areas: None,
        function: None,
        logs_in: None,
        units: None,
        site_groups: None,
    };
    vec![
        party("SLK", "Stadsledningskontoret", PartyKind::CityExecutive),
        party("SDF01", "Provdals stadsdelsförvaltning", PartyKind::DistrictAdministration),
        party("SISAB", "Skolfastigheter", PartyKind::PropertyCompany),
    ]
}
