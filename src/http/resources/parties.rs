//! Parties.

use super::shared::{self, Items, Page, Represented};
use crate::domain::command::{Command, PartyDraft};
use crate::domain::party::{PartyKind, SiteGroup, Unit};
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent, if_match};
use crate::http::extract::{Json, Params};
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::reference::{PartyView, SiteGroupView, UnitView};
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// A party as an administrator gives it. What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyBody {
    /// Its name.
    name: String,
    /// Its kind.
    kind: PartyKind,
    /// The function that speaks for it.
    function: Option<String>,
    /// Whether it has log-ins; otherwise it answers through the district.
    logs_in: Option<bool>,
    /// The areas it runs, each by id, code or name.
    areas: Option<Vec<String>>,
    /// Its units, all of them. One that accounts are in stays.
    units: Option<Vec<UnitView>>,
    /// Its site groups, all of them. Sites keep the code of one that goes.
    site_groups: Option<Vec<SiteGroupView>>,
}

impl PartyBody {
    fn draft(self, code: String) -> PartyDraft {
        let unit = |UnitView { code, name, social_services }| Unit { code, name, social_services };
        let group = |SiteGroupView { code, name }| SiteGroup { code, name };
        PartyDraft {
            code,
            name: self.name,
            kind: self.kind,
            areas: self.areas,
            function: self.function,
            logs_in: self.logs_in,
            units: self.units.map(|units| units.into_iter().map(unit).collect()),
            site_groups: self.site_groups.map(|groups| groups.into_iter().map(group).collect()),
        }
    }
}

/// All parties, by code. Many at once are put in from a file, by `POST /api/imports?what=parties`.
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

/// One party.
#[utoipa::path(
    get, path = "/api/parties/{code}", tag = "parties",
    params(("code" = String, Path, description = "The party's code")),
    responses((status = 200, body = PartyView))
)]
pub async fn find_party(
    State(app): State<App>,
    caller: Caller,
    Path(code): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let (_, body) = representation(&snapshot, &caller, &code)?.ok_or_else(Problem::not_there)?;
    Ok(answer::body(&headers, body, "application/json"))
}

fn representation(snapshot: &Snapshot, caller: &Caller, code: &str) -> Result<Option<Represented>, Problem> {
    let Some(party) = snapshot.reference.parties.coded(code) else { return Ok(None) };
    let eyes = caller.eyes();
    let bytes = answer::bytes(&Scene::new(snapshot, &eyes).party_view(party))?;
    Ok(Some((party.version, bytes)))
}

/// Puts a party in, or changes it, with its units and site groups. What is left out stays as it is. A party is never
/// taken away.
#[utoipa::path(
    put, path = "/api/parties/{code}", tag = "parties", request_body = PartyBody,
    params(("code" = String, Path, description = "The party's code")),
    responses((status = 200, body = PartyView))
)]
pub async fn put_party(
    State(app): State<App>,
    caller: Caller,
    Path(code): Path<String>,
    sent: Sent,
    body: Json<PartyBody>,
) -> Result<Response, Problem> {
    shared::administers(&caller, "Parties are looked after by administrators.")?;
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let code = code.trim().to_owned();
    let draft = body.value.draft(code.clone());
    let snapshot = app.engine().snapshot();
    let expected = match representation(&snapshot, &caller, &code)? {
        Some((version, bytes)) => if_match(&sent.headers, &bytes, version)?,
        // One that is new has nothing to be seen first.
        None => 0,
    };
    if let (Some(party), Some(units)) = (snapshot.reference.parties.coded(&code), &draft.units) {
        app.accounts().can_do_without(party.id, units)?;
    }
    let done = call.submit(&app, Some(expected), Command::PutParties(vec![draft])).await;
    let done = done.map_err(shared::of_one_row)?;
    let snapshot = app.engine().snapshot();
    let (version, bytes) = representation(&snapshot, &caller, &code)?.ok_or_else(Problem::not_there)?;
    // A file of parties is about none of them; here it is of one.
    let written = snapshot.reference.parties.coded(&code).map(|party| (party.id.into(), version));
    Ok(answer::written(StatusCode::OK, bytes, shared::told_of(&app, &caller, &done, written, None)))
}
