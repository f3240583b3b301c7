//! What somebody changes of their own account, and what they ask for.

use super::book::{Account, Book};
use super::{AccountFault, Accounts, Change, put_account, unchanged};
use crate::domain::ids::AccountId;
use crate::engine::Engine;
use std::sync::Arc;

impl Accounts {
    /// Says in which function an account is used.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`], or what the register says.
    pub async fn set_function(
        &self,
        engine: &Engine,
        id: AccountId,
        function: Option<String>,
    ) -> Result<Arc<Account>, AccountFault> {
        self.change(engine, move |book, _| {
            changed(book, id, |account| Account { function: function.clone(), ..account })
        })
        .await
    }

    /// Notes that its owner asks that what the account has reported be no longer known as its own, or no longer asks. Asked
    /// again it stays at the first time.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`], or what the register says.
    pub async fn ask_to_forget(
        &self,
        engine: &Engine,
        id: AccountId,
        asks: bool,
    ) -> Result<Arc<Account>, AccountFault> {
        self.change(engine, move |book, now| {
            changed(book, id, |account| {
                let asked = account.forget_asked_at.or(Some(now)).filter(|_| asks);
                Account { forget_asked_at: asked, ..account }
            })
        })
        .await
    }
}

/// Another version of an account, whose sessions go on.
fn changed(
    book: &Book,
    id: AccountId,
    change: impl FnOnce(Account) -> Account,
) -> Result<Change<Arc<Account>>, AccountFault> {
    let known = book.accounts.values().find(|account| account.id == id).ok_or(AccountFault::NoSuch)?;
    let next = change(Account::clone(known));
    let same = (next.function == known.function) && (next.forget_asked_at == known.forget_asked_at);
    if same { Ok(unchanged(book, known.clone())) } else { Ok(put_account(book, Arc::new(next))) }
}
