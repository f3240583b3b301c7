//! What every handler shares.

use super::auth::Accounts;
use crate::engine::Engine;
use std::sync::Arc;

/// The running service, as handlers see it. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    accounts: Accounts,
    city: City,
}

/// What the pages say about the city.
#[derive(Clone, Debug, Default)]
pub struct City {
    /// Its name.
    pub name: String,
    /// Invented: said on every page.
    pub demo: bool,
}

impl App {
    /// A service around an engine.
    #[must_use]
    pub fn new(engine: Engine, accounts: Accounts, city: City) -> Self {
        Self { inner: Arc::new(Inner { engine, accounts, city }) }
    }

    /// The engine.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    /// Who may log in.
    #[must_use]
    pub fn accounts(&self) -> &Accounts {
        &self.inner.accounts
    }

    /// The city.
    #[must_use]
    pub fn city(&self) -> &City {
        &self.inner.city
    }

    /// The key that request hashes are made with.
    #[must_use]
    pub fn request_secret(&self) -> &[u8] {
        self.inner.accounts.request_secret()
    }
}
