//! Accounts' desks: kept with the account, outside the chain, and gone with it.

use super::{Account, AccountFault, Accounts, put_account};
use crate::domain::desk::{Desk, Full, MARKED_MAX, Mark};
use crate::domain::ids::{AccountId, PlaceId};
use crate::engine::Engine;
use jiff::Timestamp;
use std::sync::Arc;

impl Accounts {
    /// What is on an account's desk; nothing for one that is not there.
    #[must_use]
    pub fn desk(&self, id: AccountId) -> Desk {
        let book = self.inner.book.load();
        book.accounts
            .values()
            .find(|account| account.id == id)
            .map(|account| account.desk.clone())
            .unwrap_or_default()
    }

    /// Sets an account's mark on a place, or takes it away.
    ///
    /// # Errors
    /// [`AccountFault::TooMany`], [`AccountFault::NoSuch`], or what the register says.
    pub async fn mark(
        &self,
        engine: &Engine,
        id: AccountId,
        place: PlaceId,
        mark: Option<Mark>,
    ) -> Result<Desk, AccountFault> {
        self.change_desk(engine, id, move |desk| {
            desk.marked(place, mark)
                .map_err(|Full| AccountFault::TooMany("places with such a mark", MARKED_MAX))
        })
        .await
    }

    /// Says that an account has read what is new until a moment.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`], or what the register says.
    pub async fn read_until(
        &self,
        engine: &Engine,
        id: AccountId,
        until: Timestamp,
    ) -> Result<Desk, AccountFault> {
        self.change_desk(engine, id, move |desk| Ok(desk.read(until))).await
    }

    async fn change_desk(
        &self,
        engine: &Engine,
        id: AccountId,
        change: impl Fn(Desk) -> Result<Desk, AccountFault> + Send + 'static,
    ) -> Result<Desk, AccountFault> {
        let account = self.change(engine, move |book, _| {
            let account =
                book.accounts.values().find(|account| account.id == id).ok_or(AccountFault::NoSuch)?;
            let desk = change(account.desk.clone())?;
            Ok(put_account(book, Arc::new(Account { desk, ..Account::clone(account) })))
        });
        Ok(account.await?.desk.clone())
    }
}
