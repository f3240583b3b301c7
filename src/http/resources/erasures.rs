//! Erasing one thing on a decision, and what has been erased.

use super::shared::{self, Items, Page, Represented};
use super::{measures, places, reports, rounds};
use crate::domain::command::Command;
use crate::domain::erasure::{Counted, Erasure, Part};
use crate::domain::ids::{ErasureId, MeasureId, PlaceId, ReportId, RoundId, crockford};
use crate::domain::record::{Key, Kind};
use crate::domain::retention::RuleName;
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent, if_match};
use crate::http::extract::{self, Json, Params};
use crate::http::problem::{Problem, ProblemDocument, ProblemKind};
use crate::http::render::{AreaRef, Scene, Time};
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Things of one erasure that are named in an answer.
const NAMED_MAX: usize = 1_000;

/// What is to be erased, and by which decision.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EraseBody {
    /// How much: `reporter` and `text` of a report, `content` (all words, and who reported) or
    /// `facts_and_content` of a report, a place or a measure.
    part: Part,
    /// The decision's reference.
    decision: String,
    /// A report that is erased whole still counts, by district, week and type.
    #[serde(default)]
    counted: bool,
}

/// One erasure.
#[derive(Serialize, ToSchema)]
pub struct ErasureView {
    /// Its id.
    id: String,
    /// When.
    time: Time,
    /// The decision's reference.
    decision: String,
    /// The rule of retention; left out for one thing that somebody decided about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    rule: Option<RuleName>,
    /// The run of retention it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    run: Option<String>,
    /// How many things it took something of.
    things: usize,
    /// Those that the caller sees, or would see were they there; at most 1 000.
    items: Vec<ErasedItem>,
    /// What stays of it as numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    counted: Vec<CountedView>,
    /// It was carried out once more, on a backup from before it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    replayed: bool,
}

/// One thing of an erasure.
#[derive(Serialize, ToSchema)]
pub struct ErasedItem {
    /// Its kind.
    kind: Kind,
    /// Its id.
    id: String,
    /// What was erased of it.
    part: Part,
}

/// How many reports were erased whole.
#[derive(Serialize, ToSchema)]
pub struct CountedView {
    /// The district; null outside every district.
    #[schema(required)]
    district: Option<AreaRef>,
    /// The ISO week they were seen in.
    week: String,
    /// Their first problem type.
    problem_type: String,
    /// How many.
    count: u32,
}

fn erasure_view(scene: &Scene<'_>, erasure: &Erasure) -> ErasureView {
    let seen = |key: Key| view::level(scene.snapshot, scene.eyes, key).is_some();
    let items = erasure.items.iter().filter(|item| seen(item.key())).take(NAMED_MAX);
    let counted = |of: &Counted| CountedView {
        district: of.district.and_then(|id| scene.area(id)),
        week: of.week.clone(),
        problem_type: of.problem_type.clone(),
        count: of.count,
    };
    ErasureView {
        id: erasure.id.to_string(),
        time: erasure.at.into(),
        decision: erasure.decision.clone(),
        rule: erasure.rule,
        run: erasure.run.map(|run| run.to_string()),
        things: erasure.items.len(),
        items: items
            .map(|item| ErasedItem { kind: item.kind, id: crockford(item.id), part: item.part })
            .collect(),
        counted: erasure.counted.iter().map(counted).collect(),
        replayed: erasure.replayed,
    }
}

/// Erases a thing as its sender saw it. The answer says what was erased: the thing itself may be gone.
async fn erase(
    app: &App,
    (caller, sent, body): (&Caller, &Sent, Json<EraseBody>),
    represent: impl Fn(&Snapshot) -> Result<Represented, Problem>,
    thing: Key,
) -> Result<Response, Problem> {
    let call = Call::new(app, caller, sent, body.text.as_bytes())?;
    // Sent again under its key, it is answered again: what it erased cannot be looked at any more.
    let expected = match represent(&app.engine().snapshot()) {
        Ok((version, bytes)) => Some(if_match(&sent.headers, &bytes, version)?),
        Err(problem) if problem.kind == ProblemKind::Erased => None,
        Err(problem) => return Err(problem),
    };
    let EraseBody { part, decision, counted } = body.value;
    let done = call.submit(app, expected, Command::Erase { thing, part, counted, decision }).await?;
    let snapshot = app.engine().snapshot();
    let came_of_it = |erasure: &&Erasure| {
        erasure.items.iter().any(|item| item.key() == thing && item.before == done.version)
    };
    let mut erasures = snapshot.reference.erasures.values().map(|held| &held.record);
    let erasure = erasures.find(came_of_it).ok_or_else(|| Problem::internal("an erasure has no record"))?;
    let eyes = caller.eyes();
    let bytes = answer::bytes(&erasure_view(&Scene::new(&snapshot, &eyes), erasure))?;
    Ok(answer::written(StatusCode::OK, bytes, shared::told(&done, None)))
}

/// Erases a report, or a part of it, on a decision: an administrator, or a coordinator of the organisation it comes
/// from. Nothing brings it back.
#[utoipa::path(
    post, path = "/api/reports/{id}/erase", tag = "retention", request_body = EraseBody,
    params(("id" = String, Path, description = "Id of a report")),
    responses((status = 200, body = ErasureView))
)]
pub async fn erase_report(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
    body: Json<EraseBody>,
) -> Result<Response, Problem> {
    let id: ReportId = extract::id(&id)?;
    let represent = |snapshot: &Snapshot| reports::representation(snapshot, &caller, id);
    erase(&app, (&caller, &sent, body), represent, id.into()).await
}

/// Erases a place, or what was written of it, on a decision: an administrator, or a coordinator of the organisation
/// that made it. A place that is worked on is not erased whole; its measures go with it, its reports stay.
#[utoipa::path(
    post, path = "/api/places/{id}/erase", tag = "retention", request_body = EraseBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = ErasureView))
)]
pub async fn erase_place(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
    body: Json<EraseBody>,
) -> Result<Response, Problem> {
    let id: PlaceId = extract::id(&id)?;
    let represent = |snapshot: &Snapshot| places::representation(snapshot, &caller, id);
    erase(&app, (&caller, &sent, body), represent, id.into()).await
}

/// Erases a measure, or what was written of it, on a decision: an administrator, or a coordinator of the organisation
/// that wrote it down.
#[utoipa::path(
    post, path = "/api/measures/{id}/erase", tag = "retention", request_body = EraseBody,
    params(("id" = String, Path, description = "Id of a measure")),
    responses((status = 200, body = ErasureView))
)]
pub async fn erase_measure(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
    body: Json<EraseBody>,
) -> Result<Response, Problem> {
    let id: MeasureId = extract::id(&id)?;
    let represent = |snapshot: &Snapshot| measures::representation(snapshot, &caller, id);
    erase(&app, (&caller, &sent, body), represent, id.into()).await
}

/// Erases a round with its walks, whole, on a decision: a coordinator of its own party.
#[utoipa::path(
    post, path = "/api/rounds/{id}/erase", tag = "retention", request_body = EraseBody,
    params(("id" = String, Path, description = "Id of a round")),
    responses((status = 200, body = ErasureView))
)]
pub async fn erase_round(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
    body: Json<EraseBody>,
) -> Result<Response, Problem> {
    let id: RoundId = extract::id(&id)?;
    let represent = |snapshot: &Snapshot| rounds::representation(snapshot, &caller, id);
    erase(&app, (&caller, &sent, body), represent, id.into()).await
}

/// What has been erased, the newest first. Of everybody's, so for administrators alone.
#[utoipa::path(
    get, path = "/api/erasures", tag = "retention",
    params(Page),
    responses(
        (status = 200, body = Items<ErasureView>),
        (status = 403, description = "Not an administrator", body = ProblemDocument),
    )
)]
pub async fn list_erasures(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    shared::administers(&caller, "Only an administrator sees all that has been erased.")?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let mut erasures: Vec<_> = snapshot.reference.erasures.values().collect();
    erasures.sort_by_key(|erasure| std::cmp::Reverse((erasure.at, erasure.id)));
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    // The newest has the smallest key.
    let key = |erasure: &Erasure| {
        let back = u64::MAX - u64::try_from(erasure.at.as_millisecond()).unwrap_or_default();
        format!("{back:020}.{}", ErasureId::from_bits(!erasure.id.bits()))
    };
    let page = Page::read(&params)?.of(erasures.into_iter().map(|erasure| (key(erasure), erasure)));
    answer::json(&headers, &page.map(|erasure| erasure_view(&scene, erasure)))
}
