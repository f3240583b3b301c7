//! To whom things were handed on: of one, of all that the caller may be told of, and writing down that a sheet was given out.

use super::one::OnOne;
use super::places::{representation, seen_place};
use super::reports::seen_report;
use super::shared::{self, Items, Page};
use crate::domain::command::{Command, HandOut};
use crate::domain::disclosure::{Disclosure, HandedOut};
use crate::domain::ids::{PlaceId, ReportId};
use crate::domain::record::Key;
use crate::http::answer;
use crate::http::audited;
use crate::http::caller::Caller;
use crate::http::extract::{self, Params};
use crate::http::problem::{Problem, ProblemKind};
use crate::http::render::Scene;
use crate::http::render::disclosure::DisclosureView;
use crate::http::render::place::PlaceView;
use crate::http::request;
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::index::view::disclosures;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// What was given out, to whom, and on what ground.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOutBody {
    what: HandedOut,
    party: String,
    ground: Option<String>,
    reason: Option<String>,
}

/// Writes down that something of a place was given out to a party, outside the service: the sheet, or a file.
#[utoipa::path(
    post, path = "/api/places/{id}/hand-out", tag = "sharing", request_body = HandOutBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn hand_out_place(
    OnOne { id, body, sender }: OnOne<PlaceId, HandOutBody>,
) -> Result<Response, Problem> {
    let HandOutBody { what, party, ground, reason } = body;
    let command = Command::HandOut(id, HandOut { what, party, ground, reason });
    sender.send(representation, command).await
}

/// Everything that was handed on of what the caller's organisation made, the newest first; for who speaks for it. To
/// administrators, of all that they see in full. To others the list is empty.
#[utoipa::path(
    get, path = "/api/disclosures", tag = "sharing",
    params(
        ("party" = Option<String>, Query, description = "Code of a party: only what it was handed"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<DisclosureView>))
)]
pub async fn list_disclosures(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &[&["party"][..], &Page::PARAMETERS].concat())?;
    let page = Page::read(&params)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let receiver = shared::party(&snapshot, &params, "party")?;
    let (now, language) = (app.accounts().now(), request::language());
    let list = move || {
        let eyes = caller.eyes();
        let scene = Scene { snapshot: &snapshot, eyes: &eyes, now, language };
        let was_handed = |disclosure: &Disclosure| {
            receiver.is_none_or(|party| disclosure.to.iter().any(|to| to.party == party))
        };
        let lines = disclosures::all(&snapshot, &eyes).filter(|(.., disclosure)| was_handed(disclosure));
        let items = page.of_unsorted(lines.map(|(key, of, disclosure)| (key, (of, disclosure))));
        items.map(|(of, disclosure)| scene.disclosure(of, disclosure))
    };
    answer::json(&headers, &audited::aside(list).await?)
}

/// To whom a place was handed on, the newest first: for who speaks for the organisation that made it, and for administrators.
#[utoipa::path(
    get, path = "/api/places/{id}/disclosures", tag = "sharing",
    params(
        ("id" = String, Path, description = "Id of a place"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<DisclosureView>))
)]
pub async fn list_place_disclosures(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let page = Page::read(&Params::parse(uri.query(), &Page::PARAMETERS)?)?;
    let id: PlaceId = extract::id(&id)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    if !seen_place(&snapshot, &caller.eyes(), id)?.full() {
        return Err(Problem::not_there());
    }
    of_one(&snapshot, &caller, &headers, id.into(), &page)
}

/// To whom a report and its photos were handed on, the newest first: for who speaks for the organisation that made it, and for administrators.
#[utoipa::path(
    get, path = "/api/reports/{id}/disclosures", tag = "sharing",
    params(
        ("id" = String, Path, description = "Id of a report"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<DisclosureView>))
)]
pub async fn list_report_disclosures(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let page = Page::read(&Params::parse(uri.query(), &Page::PARAMETERS)?)?;
    let id: ReportId = extract::id(&id)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    if !seen_report(&snapshot, id, &caller.eyes())?.full() {
        return Err(Problem::not_there());
    }
    of_one(&snapshot, &caller, &headers, id.into(), &page)
}

/// Of a thing that the caller sees in full.
fn of_one(
    snapshot: &Snapshot,
    caller: &Caller,
    headers: &HeaderMap,
    key: Key,
    page: &Page,
) -> Result<Response, Problem> {
    let eyes = caller.eyes();
    let scene = Scene::new(snapshot, &eyes);
    let Some(of) = disclosures::told(snapshot, &eyes, key) else {
        let detail = "Who speaks for the organisation that made it is told to whom it was handed on.";
        return Err(Problem::new(ProblemKind::NotAllowed, detail));
    };
    let items = disclosures::of_one(snapshot, &eyes, of).into_iter();
    let items = items.map(|(key, of, disclosure)| (key, scene.disclosure(of, disclosure)));
    answer::json(headers, &page.of(items))
}
