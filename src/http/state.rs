//! What every handler shares.

use super::exports::{Limits, Turns};
use super::packed::Packed;
use super::resources::retention::Turn;
use crate::accounts::Accounts;
use crate::accounts::vouching::Vouching;
use crate::audit::AuditLog;
use crate::background::Background;
use crate::engine::Engine;
use crate::layers::base_map::BaseMap;
use crate::layers::collections::Layers;
use crate::oidc::Providers;
use crate::photos::Photos;
use crate::photos::store::Store;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Exports that are made at once.
const EXPORTS_MAX: usize = 4;
/// Imports that are taken in at once: each may hold a file of 64 MiB, its rows and what they come to.
const IMPORTS_MAX: usize = 2;

/// The running service, as handlers see it. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    accounts: Accounts,
    city: City,
    layers: Layers,
    drawing: Arc<Semaphore>,
    packed: Packed,
    exports: Arc<Turns>,
    imports: Arc<Turns>,
    export_limits: Limits,
    retention: Turn,
    photos: Photos,
    providers: Providers,
    vouching: Vouching,
    audit: AuditLog,
}

/// What the pages say about the city.
#[derive(Clone, Debug, Default)]
pub struct City {
    /// Its name.
    pub name: String,
    /// Invented: said on every page.
    pub demo: bool,
    /// Where the service is reached from outside, such as `https://samplats.example`; without it, addresses are made of
    /// the request's Host.
    pub public_url: Option<String>,
    /// Whom to ask about published figures, `mailto:` or an address of the web.
    pub contact: Option<String>,
    /// The ground under the layers, for a city that has its own. Taken by [`App::new`].
    pub base_map: Option<BaseMap>,
    /// The map under the layers, from a file or a service.
    pub background: Option<Arc<Background>>,
    /// How large an export and the past behind it may be.
    pub export_limits: Limits,
    /// Where archive packages are written before anything is erased by retention, which does not run without it.
    pub archive: Option<PathBuf>,
    /// Identity providers that one can log in by. Taken by [`App::new`].
    pub providers: Providers,
    /// Where photos lie; in memory, and gone with it, unless told. Taken by [`App::new`].
    pub photos: Option<Photos>,
}

impl App {
    /// A service around an engine, on a runtime of tokio: the audit log is written by a task.
    #[must_use]
    pub fn new(engine: Engine, accounts: Accounts, mut city: City) -> Self {
        let layers = Layers::new(city.base_map.take());
        // One tile for each processor at a time: more would only make all of them late, each with its own memory.
        let at_once = std::thread::available_parallelism().map_or(2, NonZero::get);
        let drawing = Arc::new(Semaphore::new(at_once));
        let (packed, retention) = (Packed::default(), Turn::default());
        let exports = Arc::new(Turns::of("export", EXPORTS_MAX));
        let imports = Arc::new(Turns::of("import", IMPORTS_MAX));
        let export_limits = city.export_limits;
        let providers = std::mem::take(&mut city.providers);
        let vouching = Vouching::new(accounts.clone(), engine.clone(), providers.clone());
        let photos = city.photos.take().unwrap_or_else(|| Photos::new(Store::in_memory()));
        let clock = accounts.clone();
        let audit = AuditLog::start(Arc::clone(engine.archive()), Arc::new(move || clock.now()));
        let inner = Inner {
            engine,
            accounts,
            city,
            layers,
            drawing,
            packed,
            exports,
            imports,
            export_limits,
            retention,
            photos,
            providers,
            vouching,
            audit,
        };
        Self { inner: Arc::new(inner) }
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

    /// What is drawn.
    #[must_use]
    pub fn layers(&self) -> &Layers {
        &self.inner.layers
    }

    /// Who exports now.
    #[must_use]
    pub fn exports(&self) -> &Arc<Turns> {
        &self.inner.exports
    }

    /// Who imports now.
    #[must_use]
    pub fn imports(&self) -> &Arc<Turns> {
        &self.inner.imports
    }

    /// How large an export may be.
    #[must_use]
    pub fn export_limits(&self) -> Limits {
        self.inner.export_limits
    }

    /// Leave to draw: as many at once as there are processors.
    #[must_use]
    pub fn drawing(&self) -> &Arc<Semaphore> {
        &self.inner.drawing
    }

    /// Tiles that have been compressed.
    #[must_use]
    pub fn packed(&self) -> &Packed {
        &self.inner.packed
    }

    /// Where photos are taken in and found again.
    #[must_use]
    pub fn photos(&self) -> &Photos {
        &self.inner.photos
    }

    /// Identity providers that one can log in by.
    #[must_use]
    pub fn providers(&self) -> &Providers {
        &self.inner.providers
    }

    /// The audit log.
    #[must_use]
    pub fn audit(&self) -> &AuditLog {
        &self.inner.audit
    }

    /// Who asks them again.
    #[must_use]
    pub fn vouching(&self) -> &Vouching {
        &self.inner.vouching
    }

    /// Who lets the retention run here.
    #[must_use]
    pub fn retention(&self) -> &Turn {
        &self.inner.retention
    }

    /// The key that request hashes are made with.
    #[must_use]
    pub fn request_secret(&self) -> &[u8] {
        self.inner.accounts.request_secret()
    }
}
