//! Parties.

use super::shared::{self, Items, Page};
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::reference::PartyView;
use crate::http::state::App;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

/// All parties, by code. They are put in from a file, by `POST /api/imports?what=parties`.
#[utoipa::path(
    get, path = "/api/parties", tag = "parties",
    params(Page),
    responses((status = 200, body = Items<PartyView>))
)]
pub async fn list_parties(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let items = snapshot.reference.parties.iter().map(|party| (party.code.clone(), scene.party_view(party)));
    answer::json(&headers, &Page::read(&params)?.of(items))
}
