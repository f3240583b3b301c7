//! The register itself: whether everything in it still holds.

use crate::http::answer::{self, Told};
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::{Problem, ProblemKind};
use crate::http::state::App;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

/// What a verification found.
#[derive(Serialize, ToSchema)]
pub struct VerificationView {
    /// All is well.
    holds: bool,
    /// Changes checked.
    changes: u64,
    /// Records checked.
    records: u64,
    /// Versions whose content has been erased.
    erased: u64,
    /// What does not hold, at most 100.
    faults: Vec<String>,
}

/// Checks every number, hash and commitment of the register. Reads it all, so it takes time.
#[utoipa::path(
    get, path = "/api/register/verify", tag = "register",
    responses((status = 200, body = VerificationView))
)]
pub async fn verify_register(State(app): State<App>, caller: Caller, uri: Uri) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    if !caller.actor.viewer.role.administers() {
        return Err(Problem::new(ProblemKind::NotAllowed, "Only an administrator verifies the register."));
    }
    let found = app.engine().archive().verify(&|_| {}).await.map_err(Problem::internal)?;
    let view = VerificationView {
        holds: found.faults.is_empty(),
        changes: found.changes,
        records: found.records,
        erased: found.erased,
        faults: found.faults,
    };
    Ok(answer::written(StatusCode::OK, answer::bytes(&view)?, Told::default()))
}
