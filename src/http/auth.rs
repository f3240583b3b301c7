//! Accounts, sessions and tokens.

use super::caller::Caller;
use super::problem::{Problem, ProblemKind};
use super::state::App;
use axum::http::request::Parts;

/// Who may log in.
pub struct Accounts {}

impl Accounts {
    /// The key that request hashes are made with.
    pub fn request_secret(&self) -> &[u8] {
        &[]
    }
}

/// The caller of a request.
///
/// # Errors
/// 401 when nobody is logged in.
pub fn caller(_app: &App, _parts: &Parts) -> Result<Caller, Problem> {
    Err(Problem::new(ProblemKind::NotLoggedIn, "Log in."))
}

/// Whether a caller may still go on.
pub fn is_live(_app: &App, _caller: &Caller) -> bool {
    true
}
