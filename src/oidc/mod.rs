//! Log-in by other organisations' identity providers (OpenID Connect): which there are, what each may vouch for, and what
//! one says of somebody.
//!
//! Authorization code with PKCE, state and nonce. Whatever a provider says is checked before anything comes of it, and
//! it is asked nothing but over the addresses that the operator's file and its own discovery document name.

pub mod fetch;
pub mod jws;
pub mod log_out;
pub mod pending;
pub mod provider;
pub mod settings;

pub use log_out::LoggedOut;
pub use pending::Pending;
pub use provider::{Provider, Said};
pub use settings::{Assigned, ProviderSettings};

use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Most log-ins whose answers are remembered. Beyond that one may come twice, which costs its provider a question.
const ANSWERED_MAX: usize = 100_000;

/// The providers of an installation. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Providers {
    all: Arc<Vec<Provider>>,
    /// Log-ins that an answer has come to, by their state, until they would no longer wait for one.
    answered: Arc<Mutex<HashMap<String, Timestamp>>>,
}

impl Providers {
    /// The providers that a file names.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn open(file: &std::path::Path) -> anyhow::Result<Self> {
        Self::of(settings::read(file)?)
    }

    /// These providers.
    ///
    /// # Errors
    /// When there can be no client to ask them with.
    pub fn of(settings: Vec<ProviderSettings>) -> anyhow::Result<Self> {
        let all = settings.into_iter().map(Provider::new).collect::<Result<_, _>>()?;
        Ok(Self { all: Arc::new(all), ..Self::default() })
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Provider> {
        self.all.iter()
    }

    /// The provider with a code.
    #[must_use]
    pub fn coded(&self, code: &str) -> Option<&Provider> {
        self.all.iter().find(|provider| provider.settings().code == code)
    }

    /// Whether this is the first answer to a log-in that was begun here. A browser is told to forget what it carried; one that
    /// does not would have its provider asked again and again, with our secret.
    #[must_use]
    pub fn takes_once(&self, pending: &Pending, now: Timestamp) -> bool {
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        if answered.len() >= ANSWERED_MAX {
            answered.retain(|_, until| now < *until);
        }
        if answered.len() >= ANSWERED_MAX {
            return true;
        }
        answered.insert(pending.state.clone(), pending.until).is_none()
    }

    /// The provider that an account's identity is of.
    #[must_use]
    pub fn issuing(&self, issuer: &str) -> Option<&Provider> {
        self.all.iter().find(|provider| provider.settings().issuer == issuer)
    }
}

/// Why a log-in by a provider came to nothing. What the provider itself said goes to the log and to nobody else.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It did not answer, or not in time.
    #[error("the provider does not answer: {0}")]
    Away(String),
    /// It said no: the code is used, the account is closed, the refresh is revoked.
    #[error("the provider refuses: {0}")]
    Refused(String),
    /// What it sent does not hold.
    #[error("what the provider sent does not hold: {0}")]
    Untrue(&'static str),
    /// No random bytes.
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
}

impl From<getrandom::Error> for Fault {
    fn from(error: getrandom::Error) -> Self {
        Self::Random(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn an_answer_to_a_log_in_is_taken_once() {
        let (providers, now) = (Providers::default(), Timestamp::UNIX_EPOCH);
        let [one, other] = [(); 2].map(|()| Pending::begin("stad", now).expect("random bytes"));
        assert!(providers.takes_once(&one, now));
        assert!(!providers.takes_once(&one, now), "a second time");
        assert!(!providers.clone().takes_once(&one, now), "or by another hand");
        assert!(providers.takes_once(&other, now));
    }

    #[test]
    fn what_would_wait_no_longer_makes_room() {
        let (providers, now) = (Providers::default(), Timestamp::UNIX_EPOCH);
        let pending = Pending::begin("stad", now).expect("random bytes");
        for number in 0..ANSWERED_MAX {
            let old = Pending { state: number.to_string(), ..pending.clone() };
            assert!(providers.takes_once(&old, now));
        }
        let later = now + SignedDuration::from_hours(1);
        assert!(providers.takes_once(&pending, later));
        assert_eq!(providers.answered.lock().unwrap().len(), 1);
    }
}
