//! Second factors of accounts with a password: given, asked for and taken away.

use super::book::{Account, Book, Second, SecondTaken, TakenBy};
use super::secret::Kept;
use super::sessions::end_sessions;
use super::{AccountFault, Accounts, Change, password, put_account, secret, totp};
use crate::domain::ids::AccountId;
use crate::domain::refusal::Wrong;
use crate::engine::Engine;
use jiff::Timestamp;
use std::sync::Arc;

impl Accounts {
    /// Whether a password is an account's.
    ///
    /// # Errors
    /// [`AccountFault::NoPassword`] for an account that an identity provider vouches for.
    pub async fn password_fits(&self, id: AccountId, password: String) -> Result<Arc<Account>, AccountFault> {
        let account = self.by_id(id).ok_or(AccountFault::NoSuch)?;
        if account.identity.is_some() {
            return Err(AccountFault::NoPassword);
        }
        let hash = Some(account.password_hash.clone());
        if self.inner.passwords.fits(password, hash).await? {
            return Ok(account);
        }
        Err(AccountFault::Wrong(vec![Wrong::at("#/password", "wrong_password", "is not the account's")]))
    }

    fn by_id(&self, id: AccountId) -> Option<Arc<Account>> {
        self.inner.book.load().accounts.values().find(|account| account.id == id).cloned()
    }

    /// Sets another password for an account, by whoever has shown that it is theirs; all its sessions but `staying` end.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`], or what is wrong with the password.
    pub async fn set_own_password(
        &self,
        engine: &Engine,
        account: &Account,
        new: String,
        staying: Option<&str>,
    ) -> Result<(), AccountFault> {
        if let Some(weak) = password::weakness(&account.login, &new) {
            return Err(AccountFault::Wrong(vec![Wrong { pointer: "#/new_password".into(), ..weak }]));
        }
        let password_hash = self.inner.passwords.hash(new).await?;
        let (id, staying) = (account.id, staying.map(secret::kept));
        self.change(engine, move |book, _| {
            replace(book, id, staying, |account| Account { password_hash: password_hash.clone(), ..account })
        })
        .await?;
        Ok(())
    }

    /// Gives an account a second factor, once it has shown a code of it; all its sessions but `staying` end. The codes for a
    /// lost phone are given here and nowhere else.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`], [`AccountFault::HasSecond`], or that the code is wrong.
    pub async fn give_second(
        &self,
        engine: &Engine,
        id: AccountId,
        shared: String,
        code: &str,
        staying: Option<&str>,
    ) -> Result<Vec<String>, AccountFault> {
        let step = totp::step_of(&shared, code, self.now().as_second(), 0);
        let step = step.ok_or_else(|| AccountFault::Wrong(vec![wrong_code()]))?;
        let (codes, recovery): (Vec<_>, Vec<_>) = totp::recovery()?.into_iter().unzip();
        let staying = staying.map(secret::kept);
        self.change(engine, move |book, _| {
            // What is begun with the password alone must not put another phone in the place of one that is asked for.
            if of(book, id).is_some_and(|account| account.second.is_some()) {
                return Err(AccountFault::HasSecond);
            }
            let second = Second { secret: shared.clone(), used_step: step, recovery: recovery.clone() };
            replace(book, id, staying, |account| Account { second: Some(second), ..account })
        })
        .await?;
        Ok(codes)
    }

    /// Takes an account's second factor away, which stays written with the account; all its sessions but `staying` end. One
    /// that has none stays as it is.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`].
    pub async fn take_second(
        &self,
        engine: &Engine,
        id: AccountId,
        by: TakenBy,
        staying: Option<&str>,
    ) -> Result<Arc<Account>, AccountFault> {
        let staying = staying.map(secret::kept);
        self.change(engine, move |book, now| {
            replace(book, id, staying, |account| {
                let taken = account.second.as_ref().map(|_| SecondTaken { at: now, by });
                Account { second: None, second_taken: taken.or(account.second_taken), ..account }
            })
        })
        .await
    }

    /// Takes a code of an account's second factor, once; an account without one needs none.
    ///
    /// # Errors
    /// [`AccountFault::CodeNeeded`] without a code, or with one that is wrong or used; [`AccountFault::TooManyCodes`] after
    /// too many of those.
    pub async fn take_code(
        &self,
        engine: &Engine,
        account: &Account,
        code: Option<&str>,
    ) -> Result<(), AccountFault> {
        if account.second.is_none() {
            return Ok(());
        }
        let code =
            code.filter(|code| !code.trim().is_empty()).ok_or(AccountFault::CodeNeeded(false))?.to_owned();
        let id = account.id;
        self.inner.wrong_codes.take_try(id, self.now()).map_err(AccountFault::TooManyCodes)?;
        let taken = self.use_code(engine, id, code).await;
        if !matches!(taken, Err(AccountFault::CodeNeeded(_))) {
            self.inner.wrong_codes.give_back(id);
        }
        taken
    }

    async fn use_code(&self, engine: &Engine, id: AccountId, code: String) -> Result<(), AccountFault> {
        // Decided where it is written: two log-ins with one code in the same moment, here or elsewhere, are one.
        self.change(engine, move |book, now| {
            let account = of(book, id).ok_or(AccountFault::WrongLogin)?;
            let second = account.second.as_ref().ok_or(AccountFault::WrongLogin)?;
            let second = after_code(second, &code, now).ok_or(AccountFault::CodeNeeded(true))?;
            let account = Account { second: Some(second), ..Account::clone(account) };
            let change = put_account(book, Arc::new(account));
            Ok(Change { next: change.next, put: change.put, remove: change.remove, answer: () })
        })
        .await
    }
}

/// A second factor after a code of it was used; `None` when it is none of now.
fn after_code(second: &Second, code: &str, now: Timestamp) -> Option<Second> {
    if let Some(step) = totp::step_of(&second.secret, code, now.as_second(), second.used_step) {
        return Some(Second { used_step: step, ..second.clone() });
    }
    let used = totp::kept_of(code);
    let left: Vec<_> = second.recovery.iter().filter(|kept| **kept != used).cloned().collect();
    (left.len() < second.recovery.len()).then(|| Second { recovery: left, ..second.clone() })
}

/// What is said of a code that is wrong.
#[must_use]
pub fn wrong_code() -> Wrong {
    Wrong::at("#/code", "wrong_code", "is not the code of now, or has been used")
}

fn of(book: &Book, id: AccountId) -> Option<&Arc<Account>> {
    book.accounts.values().find(|account| account.id == id)
}

/// Another version of an account, all of whose sessions end but one.
fn replace(
    book: &Book,
    id: AccountId,
    staying: Option<Kept>,
    change: impl FnOnce(Account) -> Account,
) -> Result<Change<Arc<Account>>, AccountFault> {
    let account = of(book, id).ok_or(AccountFault::NoSuch)?;
    let theirs = book.sessions.iter().filter(|(_, session)| session.login == account.login);
    let ending = theirs.map(|(key, _)| *key).filter(|key| Some(*key) != staying);
    let ended = end_sessions(book, ending);
    let put = put_account(&ended.next, Arc::new(change(Account::clone(account))));
    Ok(Change { remove: ended.remove, ..put })
}
