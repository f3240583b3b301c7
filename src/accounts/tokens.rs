//! Tokens: keys of programs, which holds, and that they are in use.

use super::book::Token;
use super::scope::Scopes;
use super::secret::{self, Kept, TOKEN_PREFIX};
use super::{AccountFault, Accounts, Change, ends, label, logs_in, unchanged};
use crate::domain::access::Role;
use crate::domain::ids::{PartyId, crockford};
use crate::engine::Engine;
use crate::register::CredentialKind;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Tokens of an installation.
const TOKENS_MAX: usize = 10_000;
/// The register is told of a token's use when this much later than it knows of.
const TOKEN_TELL: SignedDuration = SignedDuration::from_hours(24);

/// A new token, as somebody asks for it.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// For which party.
    pub party: PartyId,
    /// In what role.
    pub role: Role,
    /// The unit of the party.
    pub unit: Option<String>,
    /// What of the role it may do.
    pub scopes: Scopes,
    /// What it is for.
    pub label: Option<String>,
    /// How long it holds, days.
    pub days: u32,
    /// When the key ends that it is made with: it holds no longer than that.
    pub until: Option<Timestamp>,
}

impl Accounts {
    /// Makes a token. The secret is given here and nowhere else.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn create_token(
        &self,
        engine: &Engine,
        new: NewToken,
    ) -> Result<(Arc<Token>, String), AccountFault> {
        logs_in(engine, Some(new.party))?;
        let new = NewToken { label: label(new.label.as_deref())?, ..new };
        let secret = format!("{TOKEN_PREFIX}{}", secret::fresh()?);
        let (key, id) = (secret::kept(&secret), crockford(getrandom::u64()?));
        let token = self.change(engine, move |book, now| {
            if book.tokens.len() >= TOKENS_MAX {
                return Err(AccountFault::TooMany("tokens", TOKENS_MAX));
            }
            let expires_at = ends(now, new.days, new.until);
            let token = Arc::new(Token {
                id: id.clone(),
                party: new.party,
                role: new.role,
                unit: new.unit.clone(),
                scopes: new.scopes.clone(),
                label: new.label.clone(),
                created_at: now,
                expires_at,
                used_at: None,
                telling: Arc::default(),
            });
            let mut next = book.clone();
            next.tokens.insert(key, token.clone());
            Ok(Change { next, put: vec![token.credential(&key)], remove: vec![], answer: token })
        });
        Ok((token.await?, secret))
    }

    /// Ends a token at once.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`].
    pub async fn delete_token(&self, engine: &Engine, id: &str) -> Result<(), AccountFault> {
        let id = id.to_owned();
        self.change(engine, move |book, _| {
            let found = book.tokens.iter().find(|(_, token)| token.id == id);
            let key = *found.ok_or(AccountFault::NoSuch)?.0;
            let mut next = book.clone();
            next.tokens.remove(&key);
            let remove = vec![(CredentialKind::Token, secret::key(&key))];
            Ok(Change { next, put: vec![], remove, answer: () })
        })
        .await
    }

    /// Which token it is, if it holds; being asked counts as use, which the register is told of once a day.
    #[must_use]
    pub fn of_token(&self, engine: &Engine, secret: &str) -> Option<Arc<Token>> {
        let key = secret::kept(secret);
        let token = self.holding_token(&key)?;
        let is_told = token.used_at.is_some_and(|used_at| self.now().duration_since(used_at) < TOKEN_TELL);
        // Whoever sets it tells, once.
        if !is_told && !token.telling.swap(true, Ordering::Relaxed) {
            self.tell_of_token(engine.clone(), key);
        }
        Some(token)
    }

    fn tell_of_token(&self, engine: Engine, key: Kept) {
        let accounts = self.clone();
        tokio::spawn(async move {
            let told = accounts.change(&engine, move |book, now| {
                // Ended in the meantime: writing it would bring it back.
                let Some(token) = book.tokens.get(&key) else { return Ok(unchanged(book, ())) };
                let telling = Arc::default();
                let token = Arc::new(Token { used_at: Some(now), telling, ..Token::clone(token) });
                let mut next = book.clone();
                next.tokens.insert(key, token.clone());
                Ok(Change { next, put: vec![token.credential(&key)], remove: vec![], answer: () })
            });
            if let Err(error) = told.await {
                tracing::warn!(%error, "the register was not told that a token is in use; the next start tries again");
            }
        });
    }

    /// Which token it is, by what is kept of its secret, if it holds.
    #[must_use]
    pub fn holding_token(&self, key: &Kept) -> Option<Arc<Token>> {
        let book = self.inner.book.load();
        let token = book.tokens.get(key)?;
        (self.now() < token.expires_at).then(|| token.clone())
    }
}
