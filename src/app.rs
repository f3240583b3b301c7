//! From a register to a running service: the one place that opens one, for `serve`, the command line
//! and tests alike.

use crate::accounts::{Accounts, Clock, system_clock};
use crate::background::Background;
use crate::config::Config;
use crate::domain::codes::{self, CodeList};
use crate::domain::command::{Actor, CodeDraft, Command};
use crate::domain::record::Kind;
use crate::engine::{Done, Engine, Loaded, Nature, NotDone, Request};
use crate::http::exports::Limits;
use crate::http::state::{App, City};
use crate::index::snapshot::Snapshot;
use crate::oidc::Providers;
use crate::photos::Photos;
use crate::photos::store::Store;
use crate::register::{self, CommandKey, Register};
use crate::retention::list;
use crate::retention::replay::Kept;
use crate::temporary;
use anyhow::{anyhow, ensure};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// The writer is given this long to end.
const WRITER_ENDS: Duration = Duration::from_secs(10);
/// Who commands of the system itself come from.
const SYSTEM: &str = "system";

/// A service that runs, and how to end it.
pub struct Opened {
    /// The service.
    pub app: App,
    /// What the start found.
    pub loaded: Loaded,
    stopped: oneshot::Receiver<()>,
}

/// Opens the register that the settings name, and makes a fresh one usable.
///
/// # Errors
/// A sentence for the operator.
pub async fn open(config: &Config) -> anyhow::Result<Opened> {
    let opened = open_to_replay(config).await?;
    let erasures = erasures_of(config, &opened);
    let admits = erasures.clone();
    // The writer runs already: whatever database it finds itself on from here on is asked the same.
    let admits =
        move |world: &Snapshot| admits.refuse_what_lacks(world).map_err(|refusal| format!("{refusal:#}"));
    opened.app.engine().admit(admits);
    match erasures.refuse_what_lacks(&opened.app.engine().snapshot()) {
        Ok(()) => Ok(opened),
        Err(refusal) => {
            opened.close().await;
            Err(refusal)
        }
    }
}

/// Opens the register as [`open`] does, though it may lack what was erased since it was backed up: only to
/// erase that once more, and for nobody to read.
///
/// # Errors
/// A sentence for the operator.
pub async fn open_to_replay(config: &Config) -> anyhow::Result<Opened> {
    temporary::require()?;
    let register = register::open(&config.store, &config.data).await?;
    let background = match &config.background_map {
        Some(named) => Some(Arc::new(Background::open(named, config.background_credit.as_deref()).await?)),
        None => None,
    };
    let providers = providers_of(config)?;
    let city = City {
        providers,
        name: config.city.clone(),
        public_url: config.public_url.clone(),
        contact: config.public_contact.clone(),
        background,
        export_limits: Limits { past: config.past_limits, file: config.export_limits },
        archive: Some(config.archive.clone()),
        photos: Some(photos_of(config)?),
        ..City::default()
    };
    start(register, Nature::default(), system_clock(), config.https, async |_| Ok(city)).await
}

/// The identity providers that the settings name. They send browsers back to an address that they have been told, so there
/// has to be one.
fn providers_of(config: &Config) -> anyhow::Result<Providers> {
    let Some(file) = &config.identity_providers else { return Ok(Providers::default()) };
    ensure!(
        config.public_url.is_some(),
        "identity providers send browsers back to the public URL; say which it is with --public-url"
    );
    Providers::open(file)
}

/// Where the settings say that photos lie. What is kept in memory keeps them there too.
fn photos_of(config: &Config) -> anyhow::Result<Photos> {
    let store = if config.store == "memory:" { Store::in_memory() } else { Store::open(&config.photos)? };
    Ok(Photos::new(store))
}

/// The list of erasures that is kept beside an opened register.
#[must_use]
pub fn erasures_of(config: &Config, opened: &Opened) -> Kept {
    Kept {
        path: config.erasure_list.clone(),
        key: config.checkpoint_key.clone(),
        register: list::identity(opened.app.request_secret()),
    }
}

/// Starts a service on a register: accounts, engine, the city, and the codes of a fresh installation.
/// `city` is given the engine before anything else is, so that the demo can put its city on stage.
///
/// # Errors
/// A sentence for the operator.
pub async fn start(
    mut register: Box<dyn Register>,
    nature: Nature,
    clock: Clock,
    https: bool,
    city: impl AsyncFnOnce(&Engine) -> anyhow::Result<City>,
) -> anyhow::Result<Opened> {
    let accounts = Accounts::load(register.as_mut(), clock, https).await?;
    let (nature, stopped) = told_when_dropped(nature);
    let (engine, loaded) = Engine::start(register, nature).await?;
    let city = city(&engine).await?;
    let app = App::new(engine, accounts, city);
    fill_empty_lists(&app).await?;
    Ok(Opened { app, loaded, stopped })
}

/// The codes of a fresh installation, and those of a list that came with a later program than the register's first: it has
/// nothing in it, for codes are never taken away.
async fn fill_empty_lists(app: &App) -> anyhow::Result<()> {
    let snapshot = app.engine().snapshot();
    if snapshot.count(Kind::Code) == 0 {
        let fresh = codes::fresh().into_iter().map(CodeDraft::from).collect();
        return match carry_out(app, "fresh-codes".into(), Command::PutCodes(fresh)).await {
            Ok(_) => Ok(()),
            Err(why) => Err(anyhow!("the codes of a fresh installation were not written: {why:?}")),
        };
    }
    let is_empty = |list: &CodeList| snapshot.reference.codes.values().all(|code| code.list != *list);
    for list in CodeList::ALL.into_iter().filter(is_empty) {
        let codes =
            codes::fresh().into_iter().filter(|code| code.list == list).map(CodeDraft::from).collect();
        let key = format!("fresh-codes {}", list.code());
        // While an older program reads the register the list stays empty; the next start tries again.
        if let Err(why) = carry_out(app, key, Command::PutCodes(codes)).await {
            tracing::warn!(list = list.code(), ?why, "a list of codes is still empty");
        }
    }
    Ok(())
}

impl Opened {
    /// Ends the service: waits until the writer has finished what it had begun and let go of the
    /// register. Every other holder of the service must be gone by then, or this gives up waiting.
    pub async fn close(self) {
        self.app.audit().close().await;
        drop(self.app);
        // An error means that the sender was dropped, which is what is waited for.
        if tokio::time::timeout(WRITER_ENDS, self.stopped).await.is_err() {
            tracing::warn!("the writer did not end in time; what was answered is durable all the same");
        }
    }
}

/// Carries out a command of the system itself. The same key is the same command, for ever.
///
/// # Errors
/// As [`Engine::submit`].
pub async fn carry_out(app: &App, key: String, command: Command) -> Result<Done, NotDone> {
    let request = Request {
        actor: Actor::system(),
        key: CommandKey { caller: SYSTEM.into(), key },
        // The system's keys say all there is to its requests.
        request_hash: [0; 32],
        expected: None,
        command,
    };
    app.engine().submit(request).await
}

/// The writer's thread drops its nature last, after the register: what is dropped with it tells that
/// the register is closed.
fn told_when_dropped(nature: Nature) -> (Nature, oneshot::Receiver<()>) {
    let (told, stopped) = oneshot::channel::<()>();
    let mut random = nature.random;
    let random = Box::new(move || {
        let _held = &told;
        random()
    });
    (Nature { now: nature.now, random }, stopped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tests::support::{Clock as Hand, found_long_ago, nature};

    #[tokio::test]
    async fn a_register_from_before_a_list_of_codes_has_it_once_it_was_started() {
        let hand = Hand::new();
        let city = async |engine: &Engine| {
            found_long_ago(engine).await;
            Ok(City::default())
        };
        let register = Box::new(hand.memory());
        let opened = start(register, nature(1), system_clock(), false, city).await.expect("started");
        let snapshot = opened.app.engine().snapshot();
        for list in CodeList::ALL {
            let codes = snapshot.reference.codes.values().filter(|code| code.list == list).count();
            assert_eq!(
                codes,
                codes::fresh().iter().filter(|code| code.list == list).count(),
                "{}",
                list.code()
            );
            assert!(codes > 0, "{}", list.code());
        }
    }
}
