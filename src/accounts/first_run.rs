//! The first run: whoever has the token that the start shows makes the first administrator.

use super::book::Account;
use super::secret;
use super::{AccountFault, Accounts, Browser, NewAccount, new_id};
use crate::domain::access::Role;
use crate::engine::Engine;
use jiff::SignedDuration;
use std::sync::{Arc, PoisonError};

/// The token of the first run holds this long.
pub const FIRST_RUN: SignedDuration = SignedDuration::from_mins(15);

impl Accounts {
    /// Whether nobody has an account yet.
    #[must_use]
    pub fn is_first_run(&self) -> bool {
        self.inner.book.load().accounts.is_empty()
    }

    /// Opens the first run: a token that makes the first administrator, once. `None` when there are
    /// accounts.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn open_first_run(&self) -> Result<Option<String>, AccountFault> {
        if !self.is_first_run() {
            return Ok(None);
        }
        let token = secret::fresh()?;
        let until = self.now() + FIRST_RUN;
        *self.inner.first_run.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((secret::kept(&token), until));
        Ok(Some(token))
    }

    /// Makes the first administrator with the token of the first run, and logs it in.
    ///
    /// # Errors
    /// [`AccountFault::FirstRunOver`] when there is an account, or the token is another or too old.
    pub async fn make_first(
        &self,
        engine: &Engine,
        token: &str,
        login: &str,
        password: String,
        from: Browser<'_>,
    ) -> Result<(Arc<Account>, String), AccountFault> {
        let held = *self.inner.first_run.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = held.is_some_and(|(kept, until)| kept == secret::kept(token) && self.now() < until);
        if !holds || !self.is_first_run() {
            return Err(AccountFault::FirstRunOver);
        }
        let new = NewAccount {
            login: login.to_owned(),
            party: None,
            role: Role::Administrator,
            unit: None,
            function: None,
            password,
        };
        let account = self.add_account(engine, new_id()?, new, true).await?;
        let session = self.begin_session(engine, &account, from, None).await?;
        Ok((account, session))
    }
}
