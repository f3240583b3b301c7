//! Who may log in, who is logged in, and which programs hold a key: accounts, sessions, tokens and phones, with their
//! passwords, codes and scopes. Nothing here knows what a request is; the edge, the command line and trials come in by
//! [`Accounts`] alike.
//!
//! All of it is in memory, so that reading a caller never touches the disk; what changes is durable
//! before it is believed. One change at a time, and a caller who hangs up halfway does not leave the
//! register and memory saying different things.

pub mod book;
mod desks;
mod fault;
mod first_run;
mod identities;
mod links;
mod log_outs;
mod own;
pub mod password;
pub mod scope;
mod second;
pub mod secret;
mod sessions;
#[cfg(test)]
mod tests;
mod tokens;
pub mod totp;
pub mod vouching;
mod wrong_codes;

pub use fault::AccountFault;
pub use first_run::FIRST_RUN;
pub use identities::Vouched;
pub use links::{LinkFound, NewLink};
pub use log_outs::Ended;
pub use second::wrong_code;
pub use sessions::{Browser, SESSION_IDLE, SESSION_LONGEST, SessionFound};
pub use tokens::NewToken;

use crate::domain::access::Role;
use crate::domain::desk::Desk;
use crate::domain::guard;
use crate::domain::ids::{AccountId, PartyId};
use crate::domain::party::Unit;
use crate::domain::refusal::Wrong;
use crate::engine::Engine;
use crate::index::snapshot::Snapshot;
use crate::register::{Credential, CredentialKind, Credentials, Fault, Register};
use arc_swap::ArcSwap;
use book::{Account, Book, Link, Token};
use jiff::{SignedDuration, Timestamp};
use password::Passwords;
use secret::Kept;
use sessions::end_sessions;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use wrong_codes::WrongCodes;

/// Longest label of a token or a link, characters.
pub const LABEL_MAX: usize = 80;
/// Accounts of an installation.
const ACCOUNTS_MAX: usize = 20_000;
/// The installation's key for request hashes, in the register.
const REQUEST_SECRET: &str = "request-hash";
/// A change is decided anew this often when other instances come in between each time.
const CHANGE_TRIES: usize = 20;
/// What could not be read is read again after this long.
const READ_AGAIN: Duration = Duration::from_secs(1);

/// The present moment, as a value that a test can move.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The system's clock.
#[must_use]
pub fn system_clock() -> Clock {
    Arc::new(Timestamp::now)
}

/// A new account, as somebody asks for it.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// What it logs in with: 2 to 64 characters of `a-z 0-9 . _ - @`.
    pub login: String,
    /// For which party.
    pub party: Option<PartyId>,
    /// In what role.
    pub role: Role,
    /// The unit of the party.
    pub unit: Option<String>,
    /// The function it is used in.
    pub function: Option<String>,
    /// Its password.
    pub password: String,
}

/// What an account acts as.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// For which party.
    pub party: PartyId,
    /// In what role.
    pub role: Role,
    /// The unit of the party.
    pub unit: Option<String>,
}

/// When something ends that holds for so many days, and no longer than what it is made with: else that would hold for as long as
/// somebody goes on making others with it.
fn ends(now: Timestamp, days: u32, until: Option<Timestamp>) -> Timestamp {
    let ends = now + SignedDuration::from_hours(24 * i64::from(days));
    until.map_or(ends, |until| ends.min(until))
}

/// Who a request is found to come from.
#[derive(Clone, Debug)]
pub enum Found {
    /// A logged-in account.
    Account(Arc<Account>),
    /// A program with a token.
    Token(Arc<Token>),
    /// A phone that a link has bound.
    Phone(Arc<Link>, AccountId),
}

/// How many accounts there are of a party in a role.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// For which party; the installation itself where it is none.
    pub party: Option<PartyId>,
    /// In which role.
    pub role: Role,
    /// How many.
    pub count: usize,
}

/// The door to accounts, sessions and tokens. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    inner: Arc<Inner>,
}

struct Inner {
    book: ArcSwap<Book>,
    /// One change at a time: read, make durable, publish.
    changing: tokio::sync::Mutex<()>,
    passwords: Passwords,
    wrong_codes: WrongCodes,
    clock: Clock,
    /// Browsers reach us over HTTPS, which decides what the cookie is called.
    https: bool,
    request_secret: Vec<u8>,
    first_run: Mutex<Option<(Kept, Timestamp)>>,
}

/// One change of the book, as the register is told of it.
struct Change<T> {
    next: Book,
    put: Vec<Credential>,
    remove: Vec<(CredentialKind, String)>,
    answer: T,
}

impl Accounts {
    /// Reads them from a register that no engine has taken yet, and makes the installation's key for
    /// request hashes where there is none.
    ///
    /// # Errors
    /// What the register says.
    pub async fn load(register: &mut dyn Register, clock: Clock, https: bool) -> Result<Self, AccountFault> {
        let (book, request_secret) = loop {
            let credentials = register.credentials().await?;
            if let Some(secret) = request_secret(&credentials) {
                break (Book::read(&credentials), secret);
            }
            // Another instance may make it in the same moment; then the one it made is read.
            let made = [request_secret_credential(&secret::fresh()?)];
            register.put_credentials(credentials.number, &made, &[]).await?;
        };
        let inner = Inner {
            book: ArcSwap::from_pointee(book),
            changing: tokio::sync::Mutex::new(()),
            passwords: Passwords::default(),
            wrong_codes: WrongCodes::default(),
            clock,
            https,
            request_secret: request_secret.into_bytes(),
            first_run: Mutex::new(None),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// How many accounts may log in, by party and role.
    #[must_use]
    pub fn counted(&self) -> Vec<Counted> {
        let mut counts: BTreeMap<(Option<PartyId>, Role), usize> = BTreeMap::new();
        for account in self.inner.book.load().accounts.values().filter(|account| !account.disabled) {
            *counts.entry((account.party, account.role)).or_default() += 1;
        }
        counts.into_iter().map(|((party, role), count)| Counted { party, role, count }).collect()
    }

    /// The key that request hashes are made with.
    #[must_use]
    pub fn request_secret(&self) -> &[u8] {
        &self.inner.request_secret
    }

    /// Whether browsers reach the service over HTTPS.
    #[must_use]
    pub fn https(&self) -> bool {
        self.inner.https
    }

    /// The present moment, by the clock that sessions and tokens end by.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.inner.clock)()
    }

    /// All of them as they are now.
    #[must_use]
    pub fn book(&self) -> Arc<Book> {
        self.inner.book.load_full()
    }

    /// Makes an account.
    ///
    /// # Errors
    /// What is wrong with it, or that the login is taken.
    pub async fn create_account(
        &self,
        engine: &Engine,
        new: NewAccount,
    ) -> Result<Arc<Account>, AccountFault> {
        logs_in(engine, new.party)?;
        self.add_account(engine, new_id()?, new, false).await
    }

    /// Makes an account with an id that is known beforehand, because what it has sent is in the register already.
    ///
    /// # Errors
    /// As [`Self::create_account`].
    pub async fn create_known_account(
        &self,
        engine: &Engine,
        id: AccountId,
        new: NewAccount,
    ) -> Result<Arc<Account>, AccountFault> {
        logs_in(engine, new.party)?;
        self.add_account(engine, id, new, false).await
    }

    async fn add_account(
        &self,
        engine: &Engine,
        id: AccountId,
        mut new: NewAccount,
        first: bool,
    ) -> Result<Arc<Account>, AccountFault> {
        let login = new.login.trim().to_lowercase();
        let wrong: Vec<_> =
            login_fault(&login).into_iter().chain(password::weakness(&login, &new.password)).collect();
        if !wrong.is_empty() {
            return Err(AccountFault::Wrong(wrong));
        }
        let password_hash = self.inner.passwords.hash(std::mem::take(&mut new.password)).await?;
        self.change(engine, move |book, now| {
            if first && !book.accounts.is_empty() {
                return Err(AccountFault::FirstRunOver);
            }
            if book.accounts.contains_key(&login) {
                return Err(AccountFault::LoginTaken(login.clone()));
            }
            if book.accounts.len() >= ACCOUNTS_MAX {
                return Err(AccountFault::TooMany("accounts", ACCOUNTS_MAX));
            }
            let account = Account {
                id,
                login: login.clone(),
                party: new.party,
                role: new.role,
                unit: new.unit.clone(),
                function: new.function.clone(),
                password_hash: password_hash.clone(),
                identity: None,
                second: None,
                second_taken: None,
                disabled: false,
                desk: Desk::default(),
                created_at: now,
                used_at: None,
                forget_asked_at: None,
            };
            Ok(put_account(book, Arc::new(account)))
        })
        .await
    }

    /// Logs in. An unknown, a disabled, a mistyped one and one of a party that does not log in are told alike and take as
    /// long.
    ///
    /// # Errors
    /// [`AccountFault::WrongLogin`], or [`AccountFault::CodeNeeded`] or [`AccountFault::TooManyCodes`] where the password is
    /// right and the account has a second factor.
    pub async fn log_in(
        &self,
        engine: &Engine,
        login: &str,
        password: String,
        code: Option<&str>,
        from: Browser<'_>,
    ) -> Result<(Arc<Account>, String), AccountFault> {
        let login = login.trim().to_lowercase();
        let snapshot = engine.snapshot();
        let may = |account: &&Arc<Account>| !account.disabled && lets_in(&snapshot, account.party);
        let account = self.book().accounts.get(&login).filter(may).cloned();
        // Nobody's password is longer; hashing it would only take time.
        let password =
            if password.chars().count() > password::PASSWORD_MAX { String::new() } else { password };
        let hash = account.as_ref().map(|account| account.password_hash.clone());
        let fits = self.inner.passwords.fits(password, hash).await?;
        let account = account.filter(|_| fits).ok_or(AccountFault::WrongLogin)?;
        self.take_code(engine, &account, code).await?;
        let session = self.begin_session(engine, &account, from, None).await?;
        Ok((account, session))
    }

    /// Disables an account; its sessions end at once.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`], or [`AccountFault::LastAdministrator`].
    pub async fn disable(&self, engine: &Engine, login: &str) -> Result<Arc<Account>, AccountFault> {
        let (login, snapshot) = (login.to_lowercase(), engine.snapshot());
        self.change(engine, move |book, _| {
            let account = book.accounts.get(&login).ok_or(AccountFault::NoSuch)?;
            if is_last_administrator(book, &snapshot, account) {
                return Err(AccountFault::LastAdministrator);
            }
            Ok(replace_account(book, Account { disabled: true, ..Account::clone(account) }))
        })
        .await
    }

    /// Has an account act as something else from now on, and ends its sessions; what it has sent stays its former party's, and
    /// so does what it followed there. Of what it is already nothing changes.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`], [`AccountFault::Vouched`], [`AccountFault::LastAdministrator`], or that the party does not log
    /// in.
    pub async fn assign(
        &self,
        engine: &Engine,
        login: &str,
        to: Assignment,
    ) -> Result<Arc<Account>, AccountFault> {
        logs_in(engine, Some(to.party))?;
        let (login, snapshot) = (login.to_lowercase(), engine.snapshot());
        self.change(engine, move |book, _| {
            let account = book.accounts.get(&login).ok_or(AccountFault::NoSuch)?;
            if account.identity.is_some() {
                return Err(AccountFault::Vouched);
            }
            if (account.party, account.role, &account.unit) == (Some(to.party), to.role, &to.unit) {
                return Ok(unchanged(book, account.clone()));
            }
            if !to.role.administers() && is_last_administrator(book, &snapshot, account) {
                return Err(AccountFault::LastAdministrator);
            }
            let desk = desk_at(account, to.party);
            let (party, role, unit) = (Some(to.party), to.role, to.unit.clone());
            Ok(replace_account(book, Account { party, role, unit, desk, ..Account::clone(account) }))
        })
        .await
    }

    /// Lets a disabled account log in again, with the password it had.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`], or [`AccountFault::PartyOut`].
    pub async fn enable(&self, engine: &Engine, login: &str) -> Result<Arc<Account>, AccountFault> {
        let login = login.to_lowercase();
        let known = self.book().accounts.get(&login).cloned().ok_or(AccountFault::NoSuch)?;
        if !lets_in(&engine.snapshot(), known.party) {
            return Err(AccountFault::PartyOut);
        }
        self.change(engine, move |book, _| {
            let account = book.accounts.get(&login).ok_or(AccountFault::NoSuch)?;
            if !account.disabled {
                // Whoever is logged in with it stays so.
                return Ok(unchanged(book, account.clone()));
            }
            Ok(put_account(book, Arc::new(Account { disabled: false, ..Account::clone(account) })))
        })
        .await
    }

    /// Refuses to do without a unit that accounts, tokens or links are in: what they report would no longer be told from the
    /// rest.
    ///
    /// # Errors
    /// Which units those are.
    pub fn can_do_without(&self, party: PartyId, kept: &[Unit]) -> Result<(), AccountFault> {
        let (book, now) = (self.book(), self.now());
        let accounts = book.accounts.values().filter(|account| !account.disabled);
        let accounts = accounts.map(|account| (account.party, &account.unit));
        let tokens = book.tokens.values().filter(|token| now < token.expires_at);
        let tokens = tokens.map(|token| (Some(token.party), &token.unit));
        let links = book.links.values().filter(|link| now < link.expires_at);
        let links = links.map(|link| (Some(link.party), &link.unit));
        let used = accounts.chain(tokens).chain(links).filter(|(of, _)| *of == Some(party));
        let missed: BTreeSet<_> = used
            .filter_map(|(_, unit)| unit.as_deref())
            .filter(|code| kept.iter().all(|unit| unit.code.trim() != *code))
            .collect();
        if missed.is_empty() {
            return Ok(());
        }
        let missed = missed.into_iter().collect::<Vec<_>>().join(", ");
        let detail = format!(
            "accounts, tokens or links for phones are in units that would go: {missed}; disable or end those first"
        );
        Err(AccountFault::Wrong(vec![Wrong::at("#/units", "unit_in_use", detail)]))
    }

    /// Sets a password; the account's sessions end.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`], [`AccountFault::NoPassword`], or what is wrong with the password.
    pub async fn set_password(
        &self,
        engine: &Engine,
        login: &str,
        password: String,
    ) -> Result<Arc<Account>, AccountFault> {
        let login = login.to_lowercase();
        if self.book().accounts.get(&login).is_some_and(|account| account.identity.is_some()) {
            return Err(AccountFault::NoPassword);
        }
        if let Some(wrong) = password::weakness(&login, &password) {
            return Err(AccountFault::Wrong(vec![wrong]));
        }
        let password_hash = self.inner.passwords.hash(password).await?;
        self.change(engine, move |book, _| {
            let account = book.accounts.get(&login).ok_or(AccountFault::NoSuch)?;
            let password_hash = password_hash.clone();
            Ok(replace_account(book, Account { password_hash, ..Account::clone(account) }))
        })
        .await
    }

    /// Makes a change durable and then visible, one at a time. It goes on when the caller hangs up.
    async fn change<T: Send + 'static>(
        &self,
        engine: &Engine,
        decide: impl Fn(&Book, Timestamp) -> Result<Change<T>, AccountFault> + Send + 'static,
    ) -> Result<T, AccountFault> {
        let (accounts, engine) = (self.clone(), engine.clone());
        let task = tokio::spawn(async move {
            let _alone = accounts.inner.changing.lock().await;
            for _ in 0..CHANGE_TRIES {
                let mut change = decide(&accounts.inner.book.load(), accounts.now())?;
                if change.put.is_empty() && change.remove.is_empty() {
                    return Ok(change.answer);
                }
                let known = change.next.number;
                if let Some(number) = engine.put_credentials(known, change.put, change.remove).await? {
                    change.next.number = number;
                    accounts.inner.book.store(Arc::new(change.next));
                    return Ok(change.answer);
                }
                accounts.read_again(&engine).await?;
            }
            Err(AccountFault::Register(Fault::Unavailable("others change accounts all the time".into())))
        });
        task.await.map_err(|_| AccountFault::BrokeOff)?
    }

    /// Follows what other instances do to accounts, sessions and tokens, until the engine is gone.
    pub async fn follow(self, engine: Engine) {
        let mut bell = engine.credentials_bell();
        while bell.changed().await.is_ok() {
            let _alone = self.inner.changing.lock().await;
            if *bell.borrow() == self.inner.book.load().number {
                continue;
            }
            if let Err(error) = self.read_again(&engine).await {
                tracing::warn!(%error, "accounts are as they were; they are read again with the next change");
                tokio::time::sleep(READ_AGAIN).await;
                bell.mark_changed();
            }
        }
    }

    /// The caller holds the lock on changes.
    async fn read_again(&self, engine: &Engine) -> Result<(), AccountFault> {
        let read = Book::read(&engine.credentials().await?);
        self.inner.book.store(Arc::new(read.after(&self.inner.book.load())));
        Ok(())
    }
}

/// Whether anybody is let in for a party. One that does not log in answers through its district; what was made for it
/// while it did is kept and lets nobody in. The installation's own account is of no party.
#[must_use]
pub fn lets_in(snapshot: &Snapshot, party: Option<PartyId>) -> bool {
    party.is_none_or(|party| snapshot.reference.parties.get(party).is_some_and(|party| party.logs_in))
}

/// What somebody follows and keeps, when they act for a party from now on: what was kept at another stays there.
fn desk_at(account: &Account, party: PartyId) -> Desk {
    if account.party == Some(party) { account.desk.clone() } else { Desk::default() }
}

/// What a key is for, in few words. It goes through the guard, as all that is typed does.
///
/// # Errors
/// [`AccountFault::Wrong`].
pub fn label(given: Option<&str>) -> Result<Option<String>, AccountFault> {
    let Some(given) = given else { return Ok(None) };
    let checked = guard::check(given, LABEL_MAX).map_err(|faults| {
        let wrong = |fault: guard::TextFault| Wrong::at("#/label", fault.kind.code(), fault.detail);
        AccountFault::Wrong(faults.into_iter().map(wrong).collect())
    })?;
    Ok(Some(checked).filter(|label| !label.is_empty()))
}

/// A party that does not log in answers through its district: with accounts of its own it would have two
/// voices. That it logs in from now on is said of the party first, by an administrator.
fn logs_in(engine: &Engine, party: Option<PartyId>) -> Result<(), AccountFault> {
    if lets_in(&engine.snapshot(), party) {
        return Ok(());
    }
    let detail = "does not log in and answers through its district; say first that it logs in (logs_in in a \
                  file of parties)";
    Err(AccountFault::Wrong(vec![Wrong::at("#/party", "does_not_log_in", detail)]))
}

fn request_secret(credentials: &Credentials) -> Option<String> {
    let mut secrets = credentials.rows.iter().filter(|row| row.kind == CredentialKind::Secret);
    let kept = secrets.find(|row| row.key == REQUEST_SECRET)?;
    serde_json::from_str(&kept.body).ok()
}

fn new_id() -> Result<AccountId, AccountFault> {
    Ok(AccountId::from_bits(getrandom::u64()?))
}

fn request_secret_credential(secret: &str) -> Credential {
    let body = serde_json::Value::from(secret).to_string();
    Credential { kind: CredentialKind::Secret, key: REQUEST_SECRET.into(), body, expires_ms: None }
}

fn put_account(book: &Book, account: Arc<Account>) -> Change<Arc<Account>> {
    let mut next = book.clone();
    let put = vec![account.credential()];
    next.accounts.insert(account.login.clone(), account.clone());
    Change { next, put, remove: vec![], answer: account }
}

/// Whether nobody else could set the installation up.
fn is_last_administrator(book: &Book, snapshot: &Snapshot, account: &Account) -> bool {
    let administers = |a: &Account| a.role.administers() && !a.disabled && lets_in(snapshot, a.party);
    let mut others = book.accounts.values().filter(|other| other.login != account.login);
    administers(account) && !others.any(|other| administers(other))
}

/// All is as asked already.
fn unchanged<T>(book: &Book, answer: T) -> Change<T> {
    Change { next: book.clone(), put: vec![], remove: vec![], answer }
}

/// Another version of an account, all of whose sessions end.
fn replace_account(book: &Book, account: Account) -> Change<Arc<Account>> {
    let own = book.sessions.iter().filter(|(_, session)| session.login == account.login).map(|(key, _)| *key);
    let ended = end_sessions(book, own);
    let put = put_account(&ended.next, Arc::new(account));
    Change { remove: ended.remove, ..put }
}

fn login_fault(login: &str) -> Option<Wrong> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | '@');
    let good = (2..=64).contains(&login.len()) && login.chars().all(fits);
    (!good).then(|| Wrong::at("#/login", "login", "must be 2 to 64 characters of a-z, 0-9 and . _ - @"))
}
