//! Whether somebody who began to listen may go on.

use super::{Shown, caller_of, shown};
use crate::accounts::Found;
use crate::accounts::secret::{self, Kept};
use crate::http::caller::Caller;
use crate::http::problem::Problem;
use crate::http::stale;
use crate::http::state::App;
use axum::http::HeaderMap;
use std::time::Duration;
use tokio::time::sleep;

/// How often it is asked whether somebody who waits for a long answer may still have it.
const ASK_EVERY: Duration = Duration::from_millis(500);

/// What the caller of an answer that goes on came with, and who they were then.
#[derive(Clone, Debug)]
pub struct Standing {
    by: By,
    caller: Caller,
}

#[derive(Clone, Copy, Debug)]
enum By {
    Session(Kept),
    Token(Kept),
}

impl Standing {
    /// The standing of a request's caller; `None` when the request shows neither a session nor a token.
    #[must_use]
    pub fn of(app: &App, headers: &HeaderMap, caller: &Caller) -> Option<Self> {
        let by = match shown(app, headers)? {
            Shown::Token(secret) => By::Token(secret::kept(secret)),
            Shown::Session(secret) => By::Session(secret::kept(secret)),
        };
        Some(Self { by, caller: caller.clone() })
    }

    /// The caller.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Whether a new request with the same session or token would come from the same account or token, for the same
    /// party in the same role. Asking is not use: a session ends when nobody but an open stream has used it.
    #[must_use]
    pub fn holds(&self, app: &App) -> bool {
        if !stale::is_known_who_may(app) {
            return false;
        }
        let found = match &self.by {
            By::Session(key) => app.accounts().going_session(key),
            By::Token(key) => app.accounts().holding_token(key).map(Found::Token),
        };
        found.and_then(|found| caller_of(app, &found).ok()).is_some_and(|now| now == self.caller)
    }

    /// Does what takes long, for as long as the caller may have it: what is not done half a second after that is dropped.
    ///
    /// # Errors
    /// 401 when the log-in or token has ended meanwhile, even if it was done; 503 when that is not known any more.
    pub async fn while_it_holds<T>(&self, app: &App, job: impl Future<Output = T>) -> Result<T, Problem> {
        let ended = async {
            while self.holds(app) {
                sleep(ASK_EVERY).await;
            }
        };
        tokio::select! {
            done = job => if self.holds(app) { Ok(done) } else { Err(ended_for(app)) },
            () = ended => Err(ended_for(app)),
        }
    }
}

fn ended_for(app: &App) -> Problem {
    stale::known_who_may(app).err().unwrap_or_else(|| super::not_logged_in(app))
}
