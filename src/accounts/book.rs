//! Who may call: accounts, sessions and tokens, as memory holds them and as the register keeps them.

use super::scope::Scopes;
use super::secret::{self, Kept};
use crate::domain::access::Role;
use crate::domain::desk::Desk;
use crate::domain::ids::{AccountId, PartyId};
use crate::oidc::LoggedOut;
use crate::register::{Credential, CredentialKind, Credentials};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// What the register's names of log-outs that providers told of begin with. Programs from before there were any pass
/// them over.
const HEARD: &str = "logged-out/";

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
    /// Who an identity provider says it is; it has no password then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    /// What it shows beside its password, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Second>,
    /// How it last came to have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_taken: Option<SecondTaken>,
    /// May no longer log in.
    #[serde(default)]
    pub disabled: bool,
    /// What is on its own desk, for nobody else.
    #[serde(default, skip_serializing_if = "Desk::is_empty")]
    pub desk: Desk,
    /// When it was made.
    pub created_at: Timestamp,
    /// When somebody last logged in with it, where that has been since this is written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
    /// When its owner asked that what it has reported be no longer known as its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forget_asked_at: Option<Timestamp>,
}

/// Whom an identity provider means by an account. Known by issuer and subject alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Its name for the person, which it gives to nobody else.
    pub subject: String,
    /// What the person is called there, to be told from others on a page. It changes, and says nothing about who it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_as: Option<String>,
}

impl Identity {
    /// Whether both are the same person.
    #[must_use]
    pub fn is_who(&self, other: &Self) -> bool {
        (&self.issuer, &self.subject) == (&other.issuer, &other.subject)
    }
}

/// A second factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Second {
    /// What the phone and we both know, in base 32. Codes are worked out from it, so it cannot be kept as a hash.
    pub secret: String,
    /// The step of the last code that was used: no code of it or of one before is taken again.
    pub used_step: i64,
    /// Hashes of the codes for a lost phone that are left.
    pub recovery: Vec<String>,
}

/// Who took an account's second factor away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TakenBy {
    /// Whose it was.
    Owner,
    /// An administrator, for somebody who has lost the phone.
    Administrator,
    /// Somebody with access to the register itself, by the command line.
    CommandLine,
}

/// That an account's second factor was taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondTaken {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: TakenBy,
}

/// What a provider has told of somebody who logged out there. Remembered for as long as it could be told once more: it is
/// taken once, and a log-in from before it that is still under way comes to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeardLogOut {
    /// The provider.
    pub issuer: String,
    /// Who, where it said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Which session there, where it said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// When, by the provider's clock.
    pub at: Timestamp,
    /// Until when it is remembered.
    pub until: Timestamp,
}

impl HeardLogOut {
    /// What is remembered of what a provider told.
    #[must_use]
    pub fn of(told: &LoggedOut) -> Self {
        Self {
            issuer: told.issuer.clone(),
            subject: told.subject.clone(),
            session: told.session.clone(),
            at: told.at,
            until: told.holds_until(),
        }
    }

    /// Whether it is about a session of somebody, that the provider calls by a name where it tells sessions apart.
    #[must_use]
    pub fn is_about(&self, identity: &Identity, session: Option<&str>) -> bool {
        let is_theirs = self.subject.as_ref().map(|subject| *subject == identity.subject);
        self.issuer == identity.issuer
            && match (self.session.as_deref(), session) {
                (Some(told), Some(own)) => told == own && is_theirs != Some(false),
                // It does not say which, or it is not known which one ours is: then all of theirs.
                (Some(_) | None, _) => is_theirs == Some(true),
            }
    }

    /// As the register keeps it, under a name of its own.
    #[must_use]
    pub fn credential(&self, key: &Kept) -> Credential {
        written(CredentialKind::Secret, Self::key(key), self, Some(self.until))
    }

    /// The name that the register keeps it under.
    #[must_use]
    pub fn key(key: &Kept) -> String {
        format!("{HEARD}{}", secret::key(key))
    }
}

/// A phone that a link has bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// The link's id.
    pub link: String,
    /// What its reports are told to be its own by; never an account's.
    pub id: AccountId,
}

/// A log-in that lasts.
#[derive(Debug)]
pub struct Session {
    /// Whose; nobody's log-in where it is of a phone that a link has bound.
    pub login: String,
    /// The phone, where it is one's.
    pub phone: Option<Phone>,
    /// What kind of browser it began in, coarsely, so that its owner knows it again.
    pub device: Option<String>,
    /// When it began.
    pub begun: Timestamp,
    /// When it was last used, milliseconds since 1970 UTC.
    pub seen_ms: AtomicI64,
    /// What the register says of that; it is told seldom.
    pub told_ms: AtomicI64,
    /// When an identity provider last said that the account holds, where it is one that says so.
    pub vouched_ms: Option<AtomicI64>,
    /// What the provider calls its own session that this one came of, where it tells sessions apart.
    pub provider_session: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredSession {
    login: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone: Option<Phone>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    begun: Timestamp,
    seen_ms: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vouched_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provider_session: Option<String>,
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
    /// The unit of the party, whose reports its are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What of its role it may do.
    #[serde(default, skip_serializing_if = "Scopes::is_all")]
    pub scopes: Scopes,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// The day it was last used on, as some moment of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
    /// The register is being told of its use.
    #[serde(skip)]
    pub telling: Arc<AtomicBool>,
}

/// A link that binds phones to reporting for a party.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Link {
    /// What it is called by in lists; says nothing of the secret.
    pub id: String,
    /// For which party its phones report.
    pub party: PartyId,
    /// The unit of the party, whose reports theirs are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How many phones may open it.
    pub uses: u32,
    /// How many still may.
    pub uses_left: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it can be opened.
    pub opens_until: Timestamp,
    /// Until when its phones are bound.
    pub expires_at: Timestamp,
}

/// A token or a link as the register keeps it. One with scopes, and a link, lie in a member of their own, so that a
/// program from before there were any cannot read them: it would take either for a token that may do all of its role.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum StoredToken {
    Scoped { scoped: Token },
    Link { link: Link },
    Whole(Token),
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
    /// By hash.
    pub links: HashMap<Kept, Arc<Link>>,
    /// By hash of what told it.
    pub heard: BTreeMap<Kept, Arc<HeardLogOut>>,
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

    /// Takes a credential in. The installation's own secret is not its business.
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
                let StoredSession { login, phone, device, begun, seen_ms, vouched_ms, provider_session } =
                    stored;
                let session = Session::new(login, device, begun, seen_ms);
                let session = Session { phone, ..session.vouched(vouched_ms, provider_session) };
                self.sessions.insert(key, Arc::new(session));
            }
            CredentialKind::Token => {
                let key = secret::from_key(&credential.key).ok_or_else(unreadable)?;
                match serde_json::from_str(body).map_err(|_| unreadable())? {
                    StoredToken::Scoped { scoped: token } | StoredToken::Whole(token) => {
                        self.tokens.insert(key, Arc::new(token));
                    }
                    StoredToken::Link { link } => {
                        self.links.insert(key, Arc::new(link));
                    }
                }
            }
            CredentialKind::Secret => {
                let Some(key) = credential.key.strip_prefix(HEARD) else { return Ok(()) };
                let key = secret::from_key(key).ok_or_else(unreadable)?;
                let heard: HeardLogOut = serde_json::from_str(body).map_err(|_| unreadable())?;
                self.heard.insert(key, Arc::new(heard));
            }
        }
        Ok(())
    }
}

impl Session {
    /// A session that was last used at a moment.
    #[must_use]
    pub fn new(login: String, device: Option<String>, begun: Timestamp, seen_ms: i64) -> Self {
        let (seen_ms, told_ms) = (AtomicI64::new(seen_ms), AtomicI64::new(seen_ms));
        Self { login, phone: None, device, begun, seen_ms, told_ms, vouched_ms: None, provider_session: None }
    }

    /// A session of a phone that a link has just bound.
    #[must_use]
    pub fn of_phone(phone: Phone, device: Option<String>, now: Timestamp) -> Self {
        Self { phone: Some(phone), ..Self::new(String::new(), device, now, now.as_millisecond()) }
    }

    /// Whether a link has bound the phone that it is of.
    #[must_use]
    pub fn is_bound_by(&self, link: &str) -> bool {
        self.phone.as_ref().is_some_and(|phone| phone.link == link)
    }

    /// The session, of an account that an identity provider said at a moment that it holds, in a session of its own.
    #[must_use]
    pub fn vouched(self, at_ms: Option<i64>, provider_session: Option<String>) -> Self {
        Self { vouched_ms: at_ms.map(AtomicI64::new), provider_session, ..self }
    }

    /// When an identity provider last said that the account holds.
    #[must_use]
    pub fn vouched_ms(&self) -> Option<i64> {
        self.vouched_ms.as_ref().map(|at_ms| at_ms.load(Ordering::Relaxed))
    }

    /// As the register keeps it. `ends` is when it ends by itself at the latest.
    #[must_use]
    pub fn credential(&self, key: &Kept, ends: Timestamp) -> Credential {
        let seen_ms = self.seen_ms.load(Ordering::Relaxed);
        let (login, device) = (self.login.clone(), self.device.clone());
        let vouched_ms = self.vouched_ms();
        let (phone, provider_session) = (self.phone.clone(), self.provider_session.clone());
        let stored =
            StoredSession { login, phone, device, begun: self.begun, seen_ms, vouched_ms, provider_session };
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

impl Link {
    /// As the register keeps it.
    #[must_use]
    pub fn credential(&self, key: &Kept) -> Credential {
        let stored = StoredToken::Link { link: self.clone() };
        written(CredentialKind::Token, secret::key(key), &stored, Some(self.expires_at))
    }
}

impl Token {
    /// As the register keeps it.
    #[must_use]
    pub fn credential(&self, key: &Kept) -> Credential {
        let token = self.clone();
        let stored = if token.scopes.is_all() {
            StoredToken::Whole(token)
        } else {
            StoredToken::Scoped { scoped: token }
        };
        written(CredentialKind::Token, secret::key(key), &stored, Some(self.expires_at))
    }
}

fn written(kind: CredentialKind, key: String, body: &impl Serialize, ends: Option<Timestamp>) -> Credential {
    let body = serde_json::to_string(body).expect("plain texts, numbers and times are written as JSON");
    Credential { kind, key, body, expires_ms: ends.map(Timestamp::as_millisecond) }
}
