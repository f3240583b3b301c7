//! Asking identity providers again, while somebody is logged in, whether they still vouch for them.
//!
//! What is asked with (a refresh token) lies in the memory of the instance that somebody logged in at, and nowhere else.
//! That a provider has said yes is written into the session; one that nobody has said yes to for a quarter of an hour
//! has ended on every instance, whoever is away: the provider, the instance, or the network between them.

use super::book::{Account, Identity};
use super::secret::Kept;
use super::{Accounts, Vouched};
use crate::engine::Engine;
use crate::oidc::provider::Renewed;
use crate::oidc::{Fault, Provider, Providers, Said};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A provider is asked again when it said yes so long ago. Two more tries fit in before the session ends.
const ASKED_AFTER_MS: i64 = 8 * 60 * 1_000;
/// Sessions are looked through this often.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Who asks, and what this instance can ask with. Cheap to clone.
#[derive(Clone)]
pub struct Vouching {
    accounts: Accounts,
    engine: Engine,
    providers: Providers,
    held: Arc<Mutex<HashMap<Kept, Held>>>,
}

#[derive(Clone)]
struct Held {
    provider: String,
    refresh: String,
}

#[derive(PartialEq)]
enum Answer {
    Some,
    None,
}

impl Vouching {
    /// Asks these providers, for the sessions of these accounts.
    #[must_use]
    pub fn new(accounts: Accounts, engine: Engine, providers: Providers) -> Self {
        Self { accounts, engine, providers, held: Arc::default() }
    }

    /// Keeps what a session's provider can be asked with again.
    pub fn keep(&self, session: Kept, provider: &str, refresh: String) {
        self.lock().insert(session, Held { provider: provider.to_owned(), refresh });
    }

    /// Forgets what sessions that have ended were asked for with.
    pub fn forget(&self, ended: &[Kept]) {
        let mut held = self.lock();
        for key in ended {
            held.remove(key);
        }
    }

    /// How many sessions this instance asks for.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lock().len()
    }

    /// Whether it asks for none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the operator's file makes of what a provider says; `None` where that is nothing.
    #[must_use]
    pub fn vouched(&self, provider: &Provider, said: &Said) -> Option<Vouched> {
        let settings = provider.settings();
        let assigned = settings.assigned(&said.groups)?;
        let party = self.engine.snapshot().reference.parties.coded(&assigned.party)?.id;
        Some(Vouched {
            identity: Identity {
                issuer: settings.issuer.clone(),
                subject: said.subject.clone(),
                known_as: said.known_as.clone(),
            },
            provider: settings.code.clone(),
            party,
            role: assigned.role,
            unit: assigned.unit.clone(),
            session: said.session.clone(),
            at: said.at,
        })
    }

    /// Looks through the sessions of this instance now and then, for as long as it runs.
    pub async fn follow(self) {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            self.look().await;
        }
    }

    /// Asks for every session that it is time for.
    pub async fn look(&self) {
        let all: Vec<_> = self.lock().iter().map(|(key, held)| (*key, held.clone())).collect();
        let mut away = HashSet::new();
        for (key, held) in all {
            let Some((account, vouched_ms)) = self.accounts.vouched_session(&key) else {
                self.lock().remove(&key);
                continue;
            };
            let is_due = self.accounts.now().as_millisecond() - vouched_ms >= ASKED_AFTER_MS;
            // One that does not answer is not asked for the next session as well: each would wait for its whole patience.
            if !is_due || away.contains(&held.provider) {
                continue;
            }
            if self.ask(key, &held, &account).await == Answer::None {
                away.insert(held.provider);
            }
        }
    }

    async fn ask(&self, key: Kept, held: &Held, account: &Arc<Account>) -> Answer {
        let Some(provider) = self.providers.coded(&held.provider) else { return Answer::None };
        match provider.renew(&held.refresh, self.accounts.now()).await {
            Ok(renewed) if self.still(provider, &renewed, account) => {
                if let Some(refresh) = renewed.refresh {
                    self.keep(key, &held.provider, refresh);
                }
                if let Err(error) = self.accounts.still_vouched(&self.engine, key).await {
                    tracing::warn!(%error, "the register was not told that a provider still vouches for a session");
                }
                Answer::Some
            }
            Err(Fault::Away(why)) => {
                tracing::warn!(
                    provider = held.provider,
                    why,
                    "an identity provider was not asked again; its sessions end soon"
                );
                Answer::None
            }
            Ok(_) | Err(_) => {
                self.end(key, account).await;
                Answer::Some
            }
        }
    }

    /// Whether what a provider says now is what the account is.
    fn still(&self, provider: &Provider, renewed: &Renewed, account: &Account) -> bool {
        let Some(said) = &renewed.said else { return true };
        self.vouched(provider, said).is_some_and(|vouched| vouched.describes(account))
    }

    async fn end(&self, key: Kept, account: &Account) {
        tracing::info!(account = %account.id, "a session has ended: its provider no longer vouches for the account");
        self.lock().remove(&key);
        if let Err(error) = self.accounts.end_kept_session(&self.engine, key).await {
            // It is asked for no more, so it ends by itself within a quarter of an hour.
            tracing::warn!(%error, "a session that its provider no longer vouches for was not ended at once");
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Kept, Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
