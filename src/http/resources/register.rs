//! The register itself: whether everything in it still holds.

use super::shared::{self, Items, Page};
use crate::domain::ids::{ID_MAX, crockford};
use crate::engine::wire;
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::render::Time;
use crate::http::state::App;
use crate::index::quarantine::Aside;
use crate::index::view;
use crate::register::erasure::ErasedBy;
use crate::register::{Stats, Verification};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
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
    /// By which decisions, at most 1 000, of those whose erasures the asker is told of. A text that is gone by none is a fault.
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
    /// Records that cannot be read: they are counted above, kept aside, and seen by nobody.
    pub kept_aside: u64,
}

/// Records of one kind.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct KindCount {
    /// The kind.
    pub kind: String,
    /// How many.
    pub count: u64,
}

impl StatsView {
    /// What the register counts, and how many of its records cannot be read.
    pub fn new(stats: Stats, kept_aside: usize) -> Self {
        let Stats { records, versions, seq, commands, bytes } = stats;
        let records = records.into_iter().map(|(kind, count)| KindCount { kind, count }).collect();
        Self { records, versions, changes: seq, commands, bytes, kept_aside: kept_aside as u64 }
    }
}

/// A record that cannot be read.
#[derive(Serialize, ToSchema)]
pub struct KeptAside {
    /// Its kind; `unknown` when what is stored is no word for one.
    pub kind: String,
    /// Its id; the bare number when what is stored is no id.
    pub id: String,
    /// Its version, as stored.
    pub version: u32,
    /// What is wrong with it, without a word of its content.
    pub why: String,
}

impl KeptAside {
    fn new((kind, id, aside): (&str, u64, &Aside)) -> Self {
        let Aside { version, why } = aside.clone();
        Self {
            kind: wire::word(kind).to_owned(),
            id: if id <= ID_MAX { crockford(id) } else { id.cast_signed().to_string() },
            version,
            why,
        }
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
pub async fn verify_register(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    shared::administers(&caller, "Only an administrator verifies the register.")?;
    let mut found = app.engine().archive().verify(&|_| {}).await.map_err(Problem::unread)?;
    // What somebody erased of their own is told in words only to who is told of the erasure.
    let (snapshot, eyes) = (app.engine().snapshot(), caller.eyes());
    let erasures = snapshot.reference.erasures.values().map(|held| &held.record);
    let told: BTreeSet<_> = erasures
        .filter(|erasure| view::tells_erasure(&snapshot, &eyes, erasure))
        .map(|erasure| erasure.decision.as_str())
        .collect();
    found.erased_by.retain(|by| told.contains(by.decision.as_str()));
    answer::json(&headers, &VerificationView::from(found))
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
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    shared::administers(&caller, "Only an administrator counts what the register holds.")?;
    let stats = app.engine().archive().stats().await.map_err(Problem::unread)?;
    answer::json(&headers, &StatsView::new(stats, app.engine().snapshot().quarantined.len()))
}

/// Records that cannot be read, by kind and id. They are kept aside: nobody sees them, nobody else gets
/// their ids, and commands on them are answered 503 until they are mended or a version is started that
/// can read them.
#[utoipa::path(
    get, path = "/api/register/kept-aside", tag = "register",
    params(Page),
    responses(
        (status = 200, body = Items<KeptAside>),
        (status = 403, description = "Not an administrator", body = ProblemDocument),
    )
)]
pub async fn list_kept_aside(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    shared::administers(&caller, "Only an administrator sees which records cannot be read.")?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let items = snapshot.quarantined.iter().enumerate();
    let items = items.map(|(at, aside)| (format!("{at:010}"), KeptAside::new(aside)));
    answer::json(&headers, &Page::read(&params)?.of(items))
}
