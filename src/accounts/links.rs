//! Links that bind a phone: somebody who has no account reports for a party with it, and does nothing else.

use super::book::{Book, Link, Phone, Session};
use super::secret::{self, Kept};
use super::sessions::{end_sessions, going};
use super::{AccountFault, Accounts, Browser, Change, ends, label, logs_in, new_id};
use crate::domain::ids::{PartyId, crockford};
use crate::engine::Engine;
use crate::register::CredentialKind;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A link can be opened this long: over a weekend, and no longer than its phones are bound.
pub const OPENS_FOR: SignedDuration = SignedDuration::from_hours(72);
/// Links of an installation.
const LINKS_MAX: usize = 5_000;

/// A new link, as somebody asks for it.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// For which party the phone reports.
    pub party: PartyId,
    /// The unit of the party.
    pub unit: Option<String>,
    /// What it is for.
    pub label: Option<String>,
    /// How many phones may open it.
    pub uses: u32,
    /// How long a phone stays bound, days.
    pub days: u32,
    /// When the key ends that it is made with: no phone is bound longer than that.
    pub until: Option<Timestamp>,
}

/// A link and what has become of it.
#[derive(Clone, Debug)]
pub struct LinkFound {
    /// The link.
    pub link: Arc<Link>,
    /// Phones that are bound by it now.
    pub phones: usize,
    /// When one of them was last used.
    pub seen: Option<Timestamp>,
}

impl Accounts {
    /// Makes a link. The secret is given here and nowhere else.
    ///
    /// # Errors
    /// [`AccountFault::Wrong`] when the party does not log in or the label cannot be used, [`AccountFault::TooMany`], or what
    /// the register says.
    pub async fn create_link(
        &self,
        engine: &Engine,
        new: NewLink,
    ) -> Result<(Arc<Link>, String), AccountFault> {
        logs_in(engine, Some(new.party))?;
        let new = NewLink { label: label(new.label.as_deref())?, ..new };
        let secret = secret::fresh()?;
        let (key, id) = (secret::kept(&secret), crockford(new_id()?.bits()));
        let link = self.change(engine, move |book, now| {
            if book.links.values().filter(|link| now < link.expires_at).count() >= LINKS_MAX {
                return Err(AccountFault::TooMany("links for phones", LINKS_MAX));
            }
            let expires_at = ends(now, new.days, new.until);
            let link = Arc::new(Link {
                id: id.clone(),
                party: new.party,
                unit: new.unit.clone(),
                label: new.label.clone(),
                uses: new.uses,
                uses_left: new.uses,
                created_at: now,
                opens_until: expires_at.min(now + OPENS_FOR),
                expires_at,
            });
            // What has ended makes room.
            let mut change = put_link(book, key, link);
            let over: Vec<_> =
                book.links.iter().filter(|(_, link)| now >= link.expires_at).map(|(key, _)| *key).collect();
            for key in over {
                change.next.links.remove(&key);
                change.remove.push((CredentialKind::Token, secret::key(&key)));
            }
            Ok(change)
        });
        Ok((link.await?, secret))
    }

    /// Opens a link on a phone, which is bound from then on.
    ///
    /// # Errors
    /// [`AccountFault::LinkOver`] when it is used up, too old, revoked or none.
    pub async fn open_link(
        &self,
        engine: &Engine,
        link: &str,
        from: Browser<'_>,
    ) -> Result<String, AccountFault> {
        let secret = secret::fresh()?;
        let (link, key, id) = (secret::kept(link), secret::kept(&secret), new_id()?);
        let (before, device) = (from.before.map(secret::kept), from.device);
        self.change(engine, move |book, now| {
            let opens = |found: &&Arc<Link>| found.uses_left > 0 && now < found.opens_until;
            let found = book.links.get(&link).filter(opens).ok_or(AccountFault::LinkOver)?;
            let used = Link { uses_left: found.uses_left - 1, ..Link::clone(found) };
            let phone = Phone { link: used.id.clone(), id };
            let session = Session::of_phone(phone, device.clone(), now);
            let mut ended = end_sessions(book, before.filter(|before| book.sessions.contains_key(before)));
            let put = session.credential(&key, used.expires_at);
            ended.next.sessions.insert(key, Arc::new(session));
            let change = put_link(&ended.next, link, Arc::new(used));
            let put = change.put.into_iter().chain([put]).collect();
            Ok(Change { next: change.next, put, remove: ended.remove, answer: () })
        })
        .await?;
        Ok(secret)
    }

    /// Revokes a link; the phones that it has bound are out at once.
    ///
    /// # Errors
    /// [`AccountFault::NoSuch`].
    pub async fn revoke_link(&self, engine: &Engine, id: &str) -> Result<(), AccountFault> {
        let id = id.to_owned();
        self.change(engine, move |book, _| {
            let found = book.links.iter().find(|(_, link)| link.id == id);
            let key = *found.ok_or(AccountFault::NoSuch)?.0;
            let phones: Vec<_> = book
                .sessions
                .iter()
                .filter(|(_, session)| session.is_bound_by(&id))
                .map(|(key, _)| *key)
                .collect();
            let mut change = end_sessions(book, phones);
            change.next.links.remove(&key);
            change.remove.push((CredentialKind::Token, secret::key(&key)));
            Ok(change)
        })
        .await
    }

    /// The links that have not ended, by their ids.
    #[must_use]
    pub fn links(&self) -> Vec<LinkFound> {
        let (book, now) = (self.inner.book.load(), self.now());
        let mut found: Vec<_> = book
            .links
            .values()
            .filter(|link| now < link.expires_at)
            .map(|link| {
                let bound = book.sessions.iter().filter(|(key, session)| {
                    session.is_bound_by(&link.id) && going(&book, key, now).is_some()
                });
                let seen: Vec<_> =
                    bound.map(|(_, session)| session.seen_ms.load(Ordering::Relaxed)).collect();
                let last = seen.iter().max().and_then(|ms| Timestamp::from_millisecond(*ms).ok());
                LinkFound { link: link.clone(), phones: seen.len(), seen: last }
            })
            .collect();
        found.sort_by(|a, b| a.link.id.cmp(&b.link.id));
        found
    }
}

fn put_link(book: &Book, key: Kept, link: Arc<Link>) -> Change<Arc<Link>> {
    let mut next = book.clone();
    let put = vec![link.credential(&key)];
    next.links.insert(key, link.clone());
    Change { next, put, remove: vec![], answer: link }
}
