//! What identity providers tell of those who have logged out there: their sessions end here, on every instance.

use super::book::{Account, Book, HeardLogOut, Session};
use super::secret::Kept;
use super::sessions::end_sessions;
use super::{AccountFault, Accounts, Change, Vouched};
use crate::engine::Engine;
use crate::oidc::LoggedOut;
use crate::register::CredentialKind;
use jiff::Timestamp;
use std::sync::Arc;

/// So many log-outs are remembered; one more has the oldest forgotten.
const HEARD_MAX: usize = 10_000;

/// A session that a provider's word has ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// By what is kept of its secret.
    pub key: Kept,
    /// Whose it was.
    pub account: Arc<Account>,
}

impl Accounts {
    /// Ends the sessions that a provider says have ended there: one, or all of somebody's. What is told is taken once, on
    /// all instances together. None may be left: then it was so already.
    ///
    /// # Errors
    /// [`AccountFault::ToldBefore`], or what the register says.
    pub async fn log_out_told(&self, engine: &Engine, told: &LoggedOut) -> Result<Vec<Ended>, AccountFault> {
        let (key, heard) = (told.digest(), Arc::new(HeardLogOut::of(told)));
        self.change(engine, move |book, now| {
            if book.heard.contains_key(&key) {
                return Err(AccountFault::ToldBefore);
            }
            let ended: Vec<_> = book.sessions.iter().filter_map(|of| ended(book, of, &heard)).collect();
            let mut change = end_sessions(book, ended.iter().map(|ended| ended.key));
            forget_old(&mut change, now);
            change.put.push(heard.credential(&key));
            change.next.heard.insert(key, heard.clone());
            Ok(Change { next: change.next, put: change.put, remove: change.remove, answer: ended })
        })
        .await
    }
}

fn ended(book: &Book, (key, session): (&Kept, &Arc<Session>), heard: &HeardLogOut) -> Option<Ended> {
    let account = book.accounts.get(&session.login)?;
    let identity = account.identity.as_ref()?;
    let is_about = heard.is_about(identity, session.provider_session.as_deref());
    is_about.then(|| Ended { key: *key, account: account.clone() })
}

/// Forgets what nobody could tell again, and the oldest where there would be too many.
pub(super) fn forget_old<T>(change: &mut Change<T>, now: Timestamp) {
    let heard = &mut change.next.heard;
    let mut gone: Vec<_> =
        heard.iter().filter(|(_, heard)| heard.until <= now).map(|(key, _)| *key).collect();
    if heard.len() - gone.len() >= HEARD_MAX {
        gone.extend(heard.iter().min_by_key(|(_, heard)| heard.until).map(|(key, _)| *key));
    }
    for key in gone {
        if heard.remove(&key).is_some() {
            change.remove.push((CredentialKind::Secret, HeardLogOut::key(&key)));
        }
    }
}

/// Whether a provider has told of a log-out since it vouched for somebody: its own session, or all of theirs. Both times
/// are the provider's, to the second.
pub(super) fn has_logged_out(book: &Book, vouched: &Vouched) -> bool {
    let session = vouched.session.as_deref();
    let is_over = |heard: &HeardLogOut| {
        let names_it = session.is_some() && heard.session.as_deref() == session;
        heard.is_about(&vouched.identity, session) && (names_it || vouched.at < heard.at)
    };
    book.heard.values().any(|heard| is_over(heard))
}
