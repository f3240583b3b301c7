//! Publications as administrators make them: tried first, then made once, and perhaps withdrawn. Anybody reads them under
//! `/api/public`.

use super::one::{OnOne, One};
use super::shared::{self, Represented};
use crate::domain::command::{Command, PublicationDraft};
use crate::domain::decide;
use crate::domain::ids::PublicationId;
use crate::domain::public::{Geography, Quarter};
use crate::domain::refusal::Wrong;
use crate::domain::world::World;
use crate::http::answer;
use crate::http::audited;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::extract::Json;
use crate::http::problem::Problem;
use crate::http::public::view::PublicationView;
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A publication as it is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicationBody {
    /// A quarter that is over, such as `2026-Q3`.
    quarter: String,
    /// `district` or `hexagon`: one of the two, for good.
    #[schema(value_type = String)]
    geography: Geography,
    /// The decision that it rests on; needed to publish, and not to try.
    decision: Option<String>,
    /// Problem types that are left out beside those that always are.
    #[serde(default)]
    left_out: Vec<String>,
}

/// What would be published.
#[derive(Serialize, ToSchema)]
pub struct TriedPublication {
    /// The table, as anybody would read it.
    publication: PublicationView,
    /// How many reports are counted in all.
    reports: u32,
    /// Figures that are shown, sums among them.
    shown: usize,
    /// Figures that are hidden since they are smaller than the limit.
    too_small: usize,
    /// Figures that are hidden so that nobody can work the small ones out.
    protecting: usize,
}

/// Why a publication is taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawBody {
    /// For anybody to read.
    ground: String,
}

fn draft(body: PublicationBody) -> Result<PublicationDraft, Problem> {
    let wrong = || Wrong::at("#/quarter", "bad_parameter", "must be a quarter such as 2026-Q3");
    let quarter: Quarter = body.quarter.parse().map_err(|_| Problem::invalid(vec![wrong()]))?;
    Ok(PublicationDraft {
        quarter,
        geography: body.geography,
        decision: body.decision.unwrap_or_default(),
        left_out: body.left_out,
    })
}

/// What a publication would show and hide. It is checked as when it is made, but for its decision, and nothing is written.
#[utoipa::path(
    post, path = "/api/publications/dry-run", tag = "publications", request_body = PublicationBody,
    responses((status = 200, body = TriedPublication))
)]
pub async fn try_publication(
    State(app): State<App>,
    caller: Caller,
    body: Json<PublicationBody>,
) -> Result<Response, Problem> {
    let draft = draft(body.value)?;
    let snapshot = app.engine().snapshot();
    // All reports of a quarter are looked at, which is no work for the thread that answers others.
    let tried = audited::aside(move || -> Result<TriedPublication, Problem> {
        let (made, tally) = decide::try_publication(&*snapshot, &caller.actor, &draft, Timestamp::now())?;
        Ok(TriedPublication {
            publication: PublicationView::of(&*snapshot, &made),
            reports: tally.reports,
            shown: tally.shown,
            too_small: tally.too_small,
            protecting: tally.protecting,
        })
    });
    let tried = tried.await??;
    Ok(answer::written(StatusCode::OK, answer::bytes(&tried)?, answer::Told::default()))
}

/// Publishes a quarter, once and for all.
#[utoipa::path(
    post, path = "/api/publications", tag = "publications", request_body = PublicationBody,
    responses((status = 201, body = PublicationView))
)]
pub async fn publish(
    State(app): State<App>,
    caller: Caller,
    sent: Sent,
    body: Json<PublicationBody>,
) -> Result<Response, Problem> {
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let done = call.submit(&app, None, Command::Publish(draft(body.value)?)).await?;
    let key = done.about.ok_or_else(|| Problem::internal("a new publication has no key"))?;
    let id = PublicationId::from_bits(key.bits);
    let (_, bytes) = representation(&app.engine().snapshot(), &caller, id)?;
    let location = Some(format!("/api/publications/{id}"));
    Ok(answer::written(StatusCode::CREATED, bytes, shared::told(&app, &caller, &done, location)))
}

fn representation(snapshot: &Snapshot, _: &Caller, id: PublicationId) -> Result<Represented, Problem> {
    let publication = snapshot.publication(id).ok_or_else(Problem::not_there)?;
    Ok((publication.version, answer::bytes(&PublicationView::of(snapshot, &publication))?))
}

/// One publication with its figures, those of a withdrawn one too: the register keeps what was public.
#[utoipa::path(
    get, path = "/api/publications/{id}", tag = "publications",
    params(("id" = String, Path, description = "Id of a publication")),
    responses((status = 200, body = PublicationView))
)]
pub async fn find_publication(one: One<PublicationId>) -> Result<Response, Problem> {
    one.shown(representation).await
}

/// Takes a publication back. Its quarter is not published again: two tables of one quarter could be set against one another.
#[utoipa::path(
    post, path = "/api/publications/{id}/withdraw", tag = "publications", request_body = WithdrawBody,
    params(("id" = String, Path, description = "Id of a publication")),
    responses((status = 200, body = PublicationView))
)]
pub async fn withdraw_publication(
    OnOne { id: publication, body, sender }: OnOne<PublicationId, WithdrawBody>,
) -> Result<Response, Problem> {
    let command = Command::WithdrawPublication { publication, ground: body.ground };
    sender.send(representation, command).await
}
