//! Accounts that an identity provider vouches for: known by issuer and subject, never by an address or a name. What they
//! are here is what the operator's file makes of their groups, each time they log in.

use super::book::{Account, Book, Identity};
use super::password::NOBODY;
use super::secret::Kept;
use super::sessions::end_sessions;
use super::{
    ACCOUNTS_MAX, AccountFault, Accounts, Browser, Change, desk_at, lets_in, new_id, put_account,
    replace_account, unchanged,
};
use crate::domain::access::Role;
use crate::domain::desk::Desk;
use crate::domain::ids::PartyId;
use crate::engine::Engine;
use jiff::Timestamp;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What a provider and the operator's file together say of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// Who.
    pub identity: Identity,
    /// The provider's code: the account's login begins with it.
    pub provider: String,
    /// For which party.
    pub party: PartyId,
    /// In what role.
    pub role: Role,
    /// The unit of the party.
    pub unit: Option<String>,
    /// What the provider calls its own session that it is said in, where it tells sessions apart.
    pub session: Option<String>,
    /// When it was said, by the provider's clock.
    pub at: Timestamp,
}

impl Vouched {
    /// Whether an account is what is said.
    #[must_use]
    pub fn describes(&self, account: &Account) -> bool {
        account.identity.as_ref().is_some_and(|identity| identity.is_who(&self.identity))
            && (account.party, account.role, &account.unit) == (Some(self.party), self.role, &self.unit)
    }
}

impl Accounts {
    /// Logs somebody in whom a provider vouches for. The account is made when there is none; one that has become something
    /// else is told anew, and its other sessions end.
    ///
    /// # Errors
    /// [`AccountFault::Disabled`], [`AccountFault::PartyOut`], [`AccountFault::LoggedOut`], or what the register says.
    pub async fn log_in_vouched(
        &self,
        engine: &Engine,
        vouched: Vouched,
        from: Browser<'_>,
    ) -> Result<(Arc<Account>, String), AccountFault> {
        if !lets_in(&engine.snapshot(), Some(vouched.party)) {
            return Err(AccountFault::PartyOut);
        }
        let (id, said) = (new_id()?, vouched.clone());
        let account = self
            .change(engine, move |book, now| {
                let Some(known) = of(book, &vouched.identity) else {
                    if book.accounts.len() >= ACCOUNTS_MAX {
                        return Err(AccountFault::TooMany("accounts", ACCOUNTS_MAX));
                    }
                    let login = format!("{}.{}", vouched.provider, id.to_string().to_lowercase());
                    if book.accounts.contains_key(&login) {
                        return Err(AccountFault::LoginTaken(login));
                    }
                    let account = Account {
                        id,
                        login,
                        party: Some(vouched.party),
                        role: vouched.role,
                        unit: vouched.unit.clone(),
                        function: None,
                        password_hash: NOBODY.into(),
                        identity: Some(vouched.identity.clone()),
                        second: None,
                        second_taken: None,
                        disabled: false,
                        desk: Desk::default(),
                        created_at: now,
                        used_at: None,
                        forget_asked_at: None,
                    };
                    return Ok(put_account(book, Arc::new(account)));
                };
                if known.disabled {
                    return Err(AccountFault::Disabled);
                }
                let next = Account {
                    desk: desk_at(known, vouched.party),
                    party: Some(vouched.party),
                    role: vouched.role,
                    unit: vouched.unit.clone(),
                    identity: Some(vouched.identity.clone()),
                    ..Account::clone(known)
                };
                if vouched.describes(known) {
                    // A name that the provider has changed changes nothing else.
                    let same = known.identity.as_ref() == Some(&vouched.identity);
                    return Ok(if same {
                        unchanged(book, known.clone())
                    } else {
                        put_account(book, Arc::new(next))
                    });
                }
                Ok(replace_account(book, next))
            })
            .await?;
        let session = self.begin_session(engine, &account, from, Some(&said)).await?;
        Ok((account, session))
    }

    /// Notes that a session's provider has just said that its account holds.
    ///
    /// # Errors
    /// What the register says.
    pub async fn still_vouched(&self, engine: &Engine, key: Kept) -> Result<(), AccountFault> {
        self.change(engine, move |book, now| {
            let Some(session) = book.sessions.get(&key) else { return Ok(unchanged(book, ())) };
            if let Some(vouched_ms) = &session.vouched_ms {
                vouched_ms.fetch_max(now.as_millisecond(), Ordering::Relaxed);
            }
            let put = vec![session.credential(&key, super::sessions::last_moment(book, session))];
            Ok(Change { next: book.clone(), put, remove: vec![], answer: () })
        })
        .await
    }

    /// Ends a session by what is kept of its secret.
    ///
    /// # Errors
    /// What the register says.
    pub async fn end_kept_session(&self, engine: &Engine, key: Kept) -> Result<(), AccountFault> {
        self.change(engine, move |book, _| {
            Ok(end_sessions(book, book.sessions.contains_key(&key).then_some(key)))
        })
        .await
    }
}

fn of<'a>(book: &'a Book, identity: &Identity) -> Option<&'a Arc<Account>> {
    let is_who =
        |account: &&Arc<Account>| account.identity.as_ref().is_some_and(|known| known.is_who(identity));
    book.accounts.values().find(is_who)
}
