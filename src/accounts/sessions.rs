//! Sessions: whose they are, that they are in use, which there are, and how they end.

use super::book::{Account, Book, Link, Phone, Session};
use super::log_outs::{forget_old, has_logged_out};
use super::secret::{self, Kept};
use super::{AccountFault, Accounts, Change, Found, Vouched, put_account};
use crate::domain::ids::crockford;
use crate::engine::Engine;
use crate::register::CredentialKind;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A session that is not used this long ends.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_mins(60);
/// A session ends after this long however much it is used.
pub const SESSION_LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// A session that an identity provider vouches for ends this long after the provider last said so.
pub const VOUCHED_FOR: SignedDuration = SignedDuration::from_mins(15);
/// The register is told of a session's use when this much later than it knows of.
const SESSION_TELL: SignedDuration = SignedDuration::from_mins(10);
/// One account's sessions; one more ends the oldest.
const SESSIONS_MAX: usize = 20;
/// What a session's name is made with, so that it is another number than anything else made of its secret.
const NAMED: &[u8] = b"samplats session name 1";

/// The browser that somebody logs in with.
#[derive(Clone, Debug, Default)]
pub struct Browser<'a> {
    /// The secret of the session it had, which ends: a session never outlives a log-in.
    pub before: Option<&'a str>,
    /// What kind it is, coarsely.
    pub device: Option<String>,
}

/// A session as it is told of in a list.
#[derive(Clone, Debug)]
pub struct SessionFound {
    /// What it is called by; says nothing of the secret.
    pub name: String,
    /// Whose.
    pub account: Arc<Account>,
    /// What kind of browser, where that is known.
    pub device: Option<String>,
    /// When it began.
    pub begun: Timestamp,
    /// When it was last used, as far as this instance knows.
    pub seen: Timestamp,
    /// When it ends if nobody uses it.
    pub ends: Timestamp,
}

impl Accounts {
    /// Whose session it is, if it goes on; being asked counts as use.
    #[must_use]
    pub fn of_session(&self, engine: &Engine, secret: &str) -> Option<Found> {
        let key = secret::kept(secret);
        let book = self.inner.book.load();
        let now = self.now();
        let (session, found) = going(&book, &key, now)?;
        let now_ms = now.as_millisecond();
        session.seen_ms.fetch_max(now_ms, Ordering::Relaxed);
        let told_ms = session.told_ms.load(Ordering::Relaxed);
        if now_ms - told_ms > i64::try_from(SESSION_TELL.as_millis()).unwrap_or(i64::MAX)
            // Whoever moves it tells the register, once.
            && session.told_ms.compare_exchange(told_ms, now_ms, Ordering::Relaxed, Ordering::Relaxed).is_ok()
        {
            self.tell(engine.clone(), key);
        }
        Some(found)
    }

    /// Whose session it is, if it goes on. Unlike [`Self::of_session`], looking is not use: what listens in the
    /// background does not keep a session alive that nobody sits before.
    #[must_use]
    pub fn going_session(&self, key: &Kept) -> Option<Found> {
        let book = self.inner.book.load();
        going(&book, key, self.now()).map(|(_, found)| found)
    }

    /// The account of a session that an identity provider vouches for, and when it last said so.
    #[must_use]
    pub fn vouched_session(&self, key: &Kept) -> Option<(Arc<Account>, i64)> {
        let book = self.inner.book.load();
        let (session, found) = going(&book, key, self.now())?;
        Some((account_of(found)?, session.vouched_ms()?))
    }

    /// The sessions of accounts that go on, of everybody's or of one, by their names. Phones are told of with their links.
    #[must_use]
    pub fn sessions(&self, of: Option<&str>) -> Vec<SessionFound> {
        let (book, now) = (self.inner.book.load(), self.now());
        let whose = |session: &Session| of.is_none_or(|login| session.login == login);
        let all = book.sessions.iter().filter(|(_, session)| whose(session));
        let mut found: Vec<_> = all
            .filter_map(|(key, _)| {
                let (session, found) = going(&book, key, now)?;
                Some(told(key, session, account_of(found)?))
            })
            .collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    /// What the session of a secret is called in lists.
    #[must_use]
    pub fn session_name(secret: &str) -> String {
        name(&secret::kept(secret))
    }

    /// Ends a session by its name: one of an account, or anybody's. One that is not there has ended already.
    ///
    /// # Errors
    /// What the register says.
    pub async fn end_session(
        &self,
        engine: &Engine,
        of: Option<&str>,
        named: &str,
    ) -> Result<(), AccountFault> {
        let (of, named) = (of.map(str::to_owned), named.to_owned());
        self.change(engine, move |book, _| {
            let whose = |session: &Session| of.as_ref().is_none_or(|login| session.login == *login);
            let found = book.sessions.iter().filter(|(_, session)| whose(session));
            let found: Vec<_> = found.map(|(key, _)| *key).filter(|key| name(key) == named).collect();
            Ok(end_sessions(book, found))
        })
        .await
    }

    /// Tells the register, beside the request, that a session is in use, so that it outlives a restart.
    fn tell(&self, engine: Engine, key: Kept) {
        let accounts = self.clone();
        tokio::spawn(async move {
            let told = accounts.change(&engine, move |book, _| {
                // Ended in the meantime: writing it would bring it back at the next start.
                let put = book
                    .sessions
                    .get(&key)
                    .map(|session| session.credential(&key, last_moment(book, session)));
                Ok(Change { next: book.clone(), put: put.into_iter().collect(), remove: vec![], answer: () })
            });
            if let Err(error) = told.await {
                tracing::warn!(%error, "the register was not told that a session is in use");
            }
        });
    }

    /// Begins a session of an account that has shown that it is one, by itself or by an identity provider that vouches
    /// for it.
    pub(super) async fn begin_session(
        &self,
        engine: &Engine,
        account: &Arc<Account>,
        from: Browser<'_>,
        vouched: Option<&Vouched>,
    ) -> Result<String, AccountFault> {
        let secret = secret::fresh()?;
        let (key, before, account) = (secret::kept(&secret), from.before.map(secret::kept), account.clone());
        let (login, device, vouched) = (account.login.clone(), from.device, vouched.cloned());
        self.change(engine, move |book, now| {
            if vouched.as_ref().is_some_and(|vouched| has_logged_out(book, vouched)) {
                return Err(AccountFault::LoggedOut);
            }
            // Disabled, or given another password or second factor, while what was shown was being checked.
            let same = |now: &&Arc<Account>| {
                !now.disabled && now.password_hash == account.password_hash && has_same_second(now, &account)
            };
            let known = book.accounts.get(&login).filter(same).ok_or(AccountFault::WrongLogin)?;
            let now_ms = now.as_millisecond();
            let session = Session::new(login.clone(), device.clone(), now, now_ms);
            let provider_session = vouched.as_ref().and_then(|vouched| vouched.session.clone());
            let session = session.vouched(vouched.as_ref().map(|_| now_ms), provider_session);
            let mut gone = over(book, now, &login);
            gone.extend(before.filter(|before| book.sessions.contains_key(before)));
            let mut change = end_sessions(book, gone);
            forget_old(&mut change, now);
            change.put.push(session.credential(&key, last_moment(book, &session)));
            change.next.sessions.insert(key, Arc::new(session));
            let used =
                put_account(&change.next, Arc::new(Account { used_at: Some(now), ..Account::clone(known) }));
            change.put.extend(used.put);
            Ok(Change { next: used.next, ..change })
        })
        .await?;
        Ok(secret)
    }

    /// Logs out. A session that is not there has ended already.
    ///
    /// # Errors
    /// What the register says.
    pub async fn log_out(&self, engine: &Engine, secret: &str) -> Result<(), AccountFault> {
        let key = secret::kept(secret);
        self.change(engine, move |book, _| {
            Ok(end_sessions(book, book.sessions.contains_key(&key).then_some(key)))
        })
        .await
    }
}

/// Whether two versions of an account ask for codes of the same phone, or both for none. A code that was used in between
/// makes it no other.
fn has_same_second(one: &Account, other: &Account) -> bool {
    let [one, other] = [one, other].map(|account| account.second.as_ref().map(|second| &second.secret));
    one == other
}

fn account_of(found: Found) -> Option<Arc<Account>> {
    match found {
        Found::Account(account) => Some(account),
        Found::Token(_) | Found::Phone(..) => None,
    }
}

fn told(key: &Kept, session: &Session, account: Arc<Account>) -> SessionFound {
    let seen = Timestamp::from_millisecond(session.seen_ms.load(Ordering::Relaxed));
    let seen = seen.unwrap_or(session.begun).max(session.begun);
    SessionFound {
        name: name(key),
        account,
        device: session.device.clone(),
        begun: session.begun,
        seen,
        ends: (session.begun + SESSION_LONGEST).min(seen + SESSION_IDLE),
    }
}

fn name(key: &Kept) -> String {
    let digest = Sha256::new().chain_update(NAMED).chain_update(key).finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    crockford(u64::from_be_bytes(first) & crate::domain::ids::ID_MAX)
}

/// When a session ends however much it is used: a phone's with its link.
pub(super) fn last_moment(book: &Book, session: &Session) -> Timestamp {
    match &session.phone {
        Some(phone) => link_of(book, phone).map_or(session.begun, |link| link.expires_at),
        None => session.begun + SESSION_LONGEST,
    }
}

fn link_of<'a>(book: &'a Book, phone: &Phone) -> Option<&'a Arc<Link>> {
    book.links.values().find(|link| link.id == phone.link)
}

fn ended(book: &Book, session: &Session, now: Timestamp) -> bool {
    if session.phone.is_some() {
        // It lies in a pocket between two reports, and there is little that it can do.
        return now >= last_moment(book, session);
    }
    let since = |then_ms: i64| i128::from(now.as_millisecond() - then_ms);
    now >= last_moment(book, session)
        || since(session.seen_ms.load(Ordering::Relaxed)) >= SESSION_IDLE.as_millis()
        || session.vouched_ms().is_some_and(|vouched_ms| since(vouched_ms) >= VOUCHED_FOR.as_millis())
}

/// A session that goes on, with whom it is of.
pub(super) fn going<'a>(book: &'a Book, key: &Kept, now: Timestamp) -> Option<(&'a Arc<Session>, Found)> {
    let session = book.sessions.get(key).filter(|session| !ended(book, session, now))?;
    let found = match &session.phone {
        Some(phone) => Found::Phone(link_of(book, phone)?.clone(), phone.id),
        None => {
            let account = book.accounts.get(&session.login).filter(|account| !account.disabled)?;
            Found::Account(account.clone())
        }
    };
    Some((session, found))
}

/// Sessions that are over, and the oldest of a login that would have too many with one more.
fn over(book: &Book, now: Timestamp, login: &str) -> Vec<Kept> {
    let (mut gone, going): (Vec<_>, Vec<_>) =
        book.sessions.iter().partition(|(_, session)| ended(book, session, now));
    let mut own: Vec<_> = going.into_iter().filter(|(_, session)| session.login == login).collect();
    own.sort_by_key(|(_, session)| session.begun);
    let excess = (own.len() + 1).saturating_sub(SESSIONS_MAX);
    gone.extend(own.into_iter().take(excess));
    gone.into_iter().map(|(key, _)| *key).collect()
}

pub(super) fn end_sessions(book: &Book, gone: impl IntoIterator<Item = Kept>) -> Change<()> {
    let mut next = book.clone();
    let mut remove = Vec::new();
    for key in gone {
        // The same one may be named twice: it is over, and it is the one before.
        if next.sessions.remove(&key).is_some() {
            remove.push((CredentialKind::Session, secret::key(&key)));
        }
    }
    Change { next, put: vec![], remove, answer: () }
}
