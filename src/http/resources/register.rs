//! The register itself: whether everything in it still holds.

use super::shared;
use crate::http::answer::{self, Told};
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::render::Time;
use crate::http::state::App;
use crate::register::erasure::ErasedBy;
use crate::register::{Stats, Verification};
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a verification found. Read by the command line as well.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct VerificationView {
    /// All is well.
    pub holds: bool,
    /// Changes checked.
    pub changes: u64,
    /// Records checked.
    pub records: u64,
    /// Versions whose content has been erased.
    pub erased: u64,
    /// By which decisions, at most 1 000. A text that is gone by none is a fault.
    #[serde(default)]
    pub erased_by: Vec<ErasedByView>,
    /// What does not hold, at most 100.
    pub faults: Vec<String>,
}

/// What was erased by one decision. Read by the command line as well.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct ErasedByView {
    /// The decision's reference.
    pub decision: String,
    /// Versions that lost texts by it.
    pub versions: u64,
    /// When first, RFC 3339.
    pub first: String,
    /// When last.
    pub last: String,
}

impl From<ErasedBy> for ErasedByView {
    fn from(by: ErasedBy) -> Self {
        let time = |ms| Time(Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)).to_string();
        let (first, last) = (time(by.first_ms), time(by.last_ms));
        Self { decision: by.decision, versions: by.versions, first, last }
    }
}

impl From<Verification> for VerificationView {
    fn from(found: Verification) -> Self {
        let Verification { changes, records, erased, erased_by, faults } = found;
        let erased_by = erased_by.into_iter().map(ErasedByView::from).collect();
        Self { holds: faults.is_empty(), changes, records, erased, erased_by, faults }
    }
}

/// How much the register holds. Read by the command line as well.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct StatsView {
    /// Records of each kind, ordered by kind.
    pub records: Vec<KindCount>,
    /// All versions kept.
    pub versions: u64,
    /// Changes written.
    pub changes: u64,
    /// Commands remembered.
    pub commands: u64,
    /// Size on disk, bytes; 0 for a register in memory.
    pub bytes: u64,
}

/// Records of one kind.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct KindCount {
    /// The kind.
    pub kind: String,
    /// How many.
    pub count: u64,
}

impl From<Stats> for StatsView {
    fn from(stats: Stats) -> Self {
        let Stats { records, versions, seq, commands, bytes } = stats;
        let records = records.into_iter().map(|(kind, count)| KindCount { kind, count }).collect();
        Self { records, versions, changes: seq, commands, bytes }
    }
}

/// Checks every number, hash and commitment of the register. Reads it all, so it takes time.
#[utoipa::path(
    get, path = "/api/register/verify", tag = "register",
    responses(
        (status = 200, body = VerificationView),
        (status = 403, description = "Not an administrator", body = ProblemDocument),
    )
)]
pub async fn verify_register(State(app): State<App>, caller: Caller, uri: Uri) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    shared::administers(&caller, "Only an administrator verifies the register.")?;
    let found = app.engine().archive().verify(&|_| {}).await.map_err(Problem::internal)?;
    told(&VerificationView::from(found))
}

/// How much the register holds: of everybody's, so for administrators alone.
#[utoipa::path(
    get, path = "/api/register/stats", tag = "register",
    responses(
        (status = 200, body = StatsView),
        (status = 403, description = "Not an administrator", body = ProblemDocument),
    )
)]
pub async fn find_register_stats(
    State(app): State<App>,
    caller: Caller,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    shared::administers(&caller, "Only an administrator counts what the register holds.")?;
    let stats = app.engine().archive().stats().await.map_err(Problem::internal)?;
    told(&StatsView::from(stats))
}

fn told(view: &impl Serialize) -> Result<Response, Problem> {
    Ok(answer::written(StatusCode::OK, answer::bytes(view)?, Told::default()))
}
