//! Erasing one thing on a decision, and what has been erased.

use super::one::{OnOne, Represent, Sender};
use super::shared::{self, Items, Page};
use super::{measures, photos, places, reports, rounds};
use crate::domain::command::Command;
use crate::domain::erasure::{Counted, Erasure, Part};
use crate::domain::ids::{MeasureId, PhotoId, PlaceId, ReportId, RoundId, crockford};
use crate::domain::record::{Key, Kind};
use crate::domain::retention::RuleName;
use crate::domain::world::Held;
use crate::engine::Done;
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::render::{AreaRef, Scene, Time};
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
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
    /// How many things it took something of: all of a run of retention, and of what somebody erased by hand those that the caller sees,
    /// or would see were they there.
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
    let items = || erasure.items.iter().filter(|item| seen(item.key()));
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
        // A report that is erased takes its photos with it, which may be its origin's alone.
        things: if erasure.run.is_some() { erasure.items.len() } else { items().count() },
        items: items()
            .take(NAMED_MAX)
            .map(|item| ErasedItem { kind: item.kind, id: crockford(item.id), part: item.part })
            .collect(),
        counted: erasure.counted.iter().map(counted).collect(),
        replayed: erasure.replayed,
    }
}

/// Erases a thing as its sender saw it. The answer says what was erased: the thing itself may be gone.
async fn erase<Id: Copy + Into<Key>>(
    OnOne { id, body, sender }: OnOne<Id, EraseBody>,
    represent: Represent<Id>,
) -> Result<Response, Problem> {
    let EraseBody { part, decision, counted } = body;
    let command = Command::Erase { thing: id.into(), part, counted, decision };
    carried_out(sender, represent, command).await
}

/// Carries out a command that erases a thing, as its sender saw it.
async fn carried_out<Id: Copy + Into<Key>>(
    sender: Sender<Id>,
    represent: Represent<Id>,
    command: Command,
) -> Result<Response, Problem> {
    let thing: Key = sender.id.into();
    let outcome = |snapshot: &Snapshot, caller: &Caller, done: &Done| {
        let came_of_it = |erasure: &&Erasure| {
            erasure.items.iter().any(|item| item.key() == thing && item.before == done.version)
        };
        let mut erasures = snapshot.reference.erasures.values().map(|held| &held.record);
        let erasure =
            erasures.find(came_of_it).ok_or_else(|| Problem::internal("an erasure has no record"))?;
        let eyes = caller.eyes();
        answer::bytes(&erasure_view(&Scene::new(snapshot, &eyes), erasure))
    };
    sender.send_away(represent, command, outcome).await
}

/// Erases a report, or a part of it, on a decision: an administrator, or a coordinator of the organisation it comes
/// from. Nothing brings it back.
#[utoipa::path(
    post, path = "/api/reports/{id}/erase", tag = "retention", request_body = EraseBody,
    params(("id" = String, Path, description = "Id of a report")),
    responses((status = 200, body = ErasureView))
)]
pub async fn erase_report(asked: OnOne<ReportId, EraseBody>) -> Result<Response, Problem> {
    erase(asked, reports::representation).await
}

/// Erases a place, or what was written of it, on a decision: an administrator, or a coordinator of the organisation
/// that made it. A place that is worked on is not erased whole; its measures go with it, its reports stay.
#[utoipa::path(
    post, path = "/api/places/{id}/erase", tag = "retention", request_body = EraseBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = ErasureView))
)]
pub async fn erase_place(asked: OnOne<PlaceId, EraseBody>) -> Result<Response, Problem> {
    erase(asked, places::representation).await
}

/// Erases a measure, or what was written of it, on a decision: an administrator, or a coordinator of the organisation
/// that wrote it down.
#[utoipa::path(
    post, path = "/api/measures/{id}/erase", tag = "retention", request_body = EraseBody,
    params(("id" = String, Path, description = "Id of a measure")),
    responses((status = 200, body = ErasureView))
)]
pub async fn erase_measure(asked: OnOne<MeasureId, EraseBody>) -> Result<Response, Problem> {
    erase(asked, measures::representation).await
}

/// Why a photo is taken away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemovePhotoBody {
    #[serde(default)]
    reason: String,
}

/// Takes a photo away, for good: its origin's coordinator, an administrator, or who sent the report for as long as
/// nobody has checked it. The reason stays.
#[utoipa::path(
    post, path = "/api/photos/{id}/remove", tag = "photos", request_body = RemovePhotoBody,
    params(("id" = String, Path, description = "Id of a photo")),
    responses((status = 200, body = ErasureView))
)]
pub async fn remove_photo(asked: OnOne<PhotoId, RemovePhotoBody>) -> Result<Response, Problem> {
    let OnOne { id, body, sender } = asked;
    let command = Command::RemovePhoto { photo: id, reason: body.reason };
    carried_out(sender, photos::representation, command).await
}

/// Erases a round with its walks, whole, on a decision: a coordinator of its own party.
#[utoipa::path(
    post, path = "/api/rounds/{id}/erase", tag = "retention", request_body = EraseBody,
    params(("id" = String, Path, description = "Id of a round")),
    responses((status = 200, body = ErasureView))
)]
pub async fn erase_round(asked: OnOne<RoundId, EraseBody>) -> Result<Response, Problem> {
    erase(asked, rounds::representation).await
}

/// What has been erased, the newest first: by the retention, and by hand what an administrator sees any of. For administrators alone.
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
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let of = |erasure: &&Held<Erasure>| (erasure.at, erasure.id.bits());
    let told =
        snapshot.reference.erasures.values().filter(|held| view::tells_erasure(&snapshot, &eyes, held));
    let erasures = shared::newest_first(told, of);
    let page = Page::read(&params)?.of(erasures.into_iter());
    answer::json(&headers, &page.map(|erasure| erasure_view(&scene, erasure)))
}
