//! Who may call: accounts, sessions and tokens, as memory holds them and as the register keeps them.

use super::secret::{self, Kept};
use crate::domain::access::Role;
use crate::domain::desk::Desk;
use crate::domain::ids::{AccountId, PartyId};
use crate::register::{Credential, CredentialKind, Credentials};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Someone who may log in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// What it logs in with, lower case.
    pub login: String,
    /// For which party; `None` is the installation itself, which stands for the city executive office
    /// as soon as there is one. Only the first administrator is made so.
    pub party: Option<PartyId>,
    /// In what role.
    pub role: Role,
    /// The unit of the party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The function it is used in; never a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
    /// May no longer log in.
    #[serde(default)]
    pub disabled: bool,
    /// What is on its own desk, for nobody else.
    #[serde(default, skip_serializing_if = "Desk::is_empty")]
    pub desk: Desk,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A log-in that lasts.
#[derive(Debug)]
pub struct Session {
    /// Whose.
    pub login: String,
    /// When it began.
    pub begun: Timestamp,
    /// When it was last used, milliseconds since 1970 UTC.
    pub seen_ms: AtomicI64,
    /// What the register says of that; it is told seldom.
    pub told_ms: AtomicI64,
}

#[derive(Serialize, Deserialize)]
struct StoredSession {
    login: String,
    begun: Timestamp,
    seen_ms: i64,
}

/// A key for a program.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Token {
    /// What it is called by in lists; says nothing of the secret.
    pub id: String,
    /// For which party.
    pub party: PartyId,
    /// In what role.
    pub role: Role,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// All of them at one moment.
#[derive(Clone, Default)]
pub struct Book {
    /// By login.
    pub accounts: BTreeMap<String, Arc<Account>>,
    /// By hash.
    pub sessions: HashMap<Kept, Arc<Session>>,
    /// By hash.
    pub tokens: HashMap<Kept, Arc<Token>>,
    /// The register's number of what is written here.
    pub number: u64,
}

/// A credential that cannot be read lets nobody in.
#[derive(Debug, thiserror::Error)]
#[error("a {kind:?} in the register cannot be read")]
pub struct Unreadable {
    kind: CredentialKind,
}

impl Book {
    /// The book that the register holds. What cannot be read lets nobody in, and is alarmed about.
    #[must_use]
    pub fn read(credentials: &Credentials) -> Self {
        let mut book = Self { number: credentials.number, ..Self::default() };
        for credential in &credentials.rows {
            if let Err(unreadable) = book.take(credential) {
                tracing::error!(%unreadable, "a credential lets nobody in");
            }
        }
        book
    }

    /// Keeps what was known of sessions' use here, which the register is told seldom.
    #[must_use]
    pub fn after(self, before: &Self) -> Self {
        for (key, session) in &self.sessions {
            if let Some(known) = before.sessions.get(key) {
                session.seen_ms.fetch_max(known.seen_ms.load(Ordering::Relaxed), Ordering::Relaxed);
                session.told_ms.fetch_max(known.told_ms.load(Ordering::Relaxed), Ordering::Relaxed);
            }
        }
        self
    }

    /// Takes a credential in. Secrets of the installation are not its business.
    ///
    /// # Errors
    /// [`Unreadable`]; nothing is taken in then.
    pub fn take(&mut self, credential: &Credential) -> Result<(), Unreadable> {
        let unreadable = || Unreadable { kind: credential.kind };
        let body = credential.body.as_str();
        match credential.kind {
            CredentialKind::Account => {
                let account: Account = serde_json::from_str(body).map_err(|_| unreadable())?;
                self.accounts.insert(account.login.clone(), Arc::new(account));
            }
            CredentialKind::Session => {
                let key = secret::from_key(&credential.key).ok_or_else(unreadable)?;
                let stored: StoredSession = serde_json::from_str(body).map_err(|_| unreadable())?;
                let session = Session::new(stored.login, stored.begun, stored.seen_ms);
                self.sessions.insert(key, Arc::new(session));
            }
            CredentialKind::Token => {
                let key = secret::from_key(&credential.key).ok_or_else(unreadable)?;
                let token: Token = serde_json::from_str(body).map_err(|_| unreadable())?;
                self.tokens.insert(key, Arc::new(token));
            }
            CredentialKind::Secret => {}
        }
        Ok(())
    }
}

impl Session {
    /// A session that was last used at a moment.
    #[must_use]
    pub fn new(login: String, begun: Timestamp, seen_ms: i64) -> Self {
        Self { login, begun, seen_ms: AtomicI64::new(seen_ms), told_ms: AtomicI64::new(seen_ms) }
    }

    /// As the register keeps it. `ends` is when it ends by itself at the latest.
    #[must_use]
    pub fn credential(&self, key: &Kept, ends: Timestamp) -> Credential {
        let seen_ms = self.seen_ms.load(Ordering::Relaxed);
        let stored = StoredSession { login: self.login.clone(), begun: self.begun, seen_ms };
        written(CredentialKind::Session, secret::key(key), &stored, Some(ends))
    }
}

impl Account {
    /// As the register keeps it.
    #[must_use]
    pub fn credential(&self) -> Credential {
        written(CredentialKind::Account, self.id.to_string(), self, None)
    }
}

impl Token {
    /// As the register keeps it.
    #[must_use]
    pub fn credential(&self, key: &Kept) -> Credential {
        written(CredentialKind::Token, secret::key(key), self, Some(self.expires_at))
    }
}

fn written(kind: CredentialKind, key: String, body: &impl Serialize, ends: Option<Timestamp>) -> Credential {
    let body = serde_json::to_string(body).expect("plain texts, numbers and times are written as JSON");
    Credential { kind, key, body, expires_ms: ends.map(Timestamp::as_millisecond) }
}
