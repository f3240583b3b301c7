//! Sites: the properties that places lie on and beside.

use super::one::{OnOne, One};
use super::shared::{self, GeometryBody, Items, Represented};
use crate::domain::command::{Command, SiteRelation};
use crate::domain::ids::SiteId;
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::reference::SiteView;
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::index::table::Item;
use crate::index::view::filter::SiteFilter;
use crate::index::view::list;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

/// The parameters that choose sites.
pub const FILTERS: [&str; 6] = ["bbox", "district", "kind", "party", "group", "q"];

/// Who manages a site or owns its land, from a day on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RelationBody {
    /// Which.
    relation: RelationName,
    /// The party's code; null ends the relation, or takes back what begins on that day.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    party: Option<String>,
    /// First day; today when left out.
    #[schema(value_type = Option<String>)]
    from: Option<Date>,
    /// First day it no longer holds; when left out it goes on to where the next begins.
    #[schema(value_type = Option<String>)]
    until: Option<Date>,
}

/// The two relations.
#[derive(Deserialize, Clone, Copy, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelationName {
    /// Who runs it.
    Manager,
    /// Who owns its land.
    LandOwner,
}

/// Reads the filter of a list.
pub fn filter(snapshot: &Snapshot, params: &Params) -> Result<SiteFilter, Problem> {
    Ok(SiteFilter {
        bbox: shared::bbox(params)?,
        district: shared::district(snapshot, params)?,
        kind: params.get("kind").map(str::to_owned),
        party: shared::party(snapshot, params, "party")?,
        group: params.get("group").map(str::to_owned),
        words: params.get("q").map(str::to_owned),
    })
}

/// Sites, by name.
#[utoipa::path(
    get, path = "/api/sites", tag = "sites",
    params(
        ("bbox" = Option<String>, Query, description = "west,south,east,north in degrees"),
        ("district" = Option<String>, Query, description = "Id, code or name of the district their middle lies in"),
        ("kind" = Option<String>, Query, description = "A code of the list site_kind"),
        ("party" = Option<String>, Query, description = "Code of the party that manages them or owns their land"),
        ("group" = Option<String>, Query, description = "The manager's group"),
        ("q" = Option<String>, Query, description = "Part of a name or code"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<SiteView>))
)]
pub async fn list_sites(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &[&FILTERS[..], &["limit", "cursor"]].concat())?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let filter = filter(&snapshot, &params)?;
    let (limit, after) = (shared::limit(&params)?, shared::read_cursor(&params)?);
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let page = list::sites(&snapshot, &filter, after.as_ref(), limit, scene.now);
    let last = page.items.last().filter(|_| page.more).map(|row| &row.held.record);
    let next = last.map(|site| shared::cursor(&(site.order(), site.bits()))).transpose()?;
    let items = page.items.iter().map(|row| scene.site_view(&row.held.record)).collect();
    answer::json(&headers, &Items { items, next })
}

fn representation(snapshot: &Snapshot, caller: &Caller, id: SiteId) -> Result<Represented, Problem> {
    let row = snapshot.sites.get(id.bits()).ok_or_else(Problem::not_there)?;
    let eyes = caller.eyes();
    let view = Scene::new(snapshot, &eyes).site_view(&row.held.record);
    Ok((row.held.version, answer::bytes(&view)?))
}

/// One site.
#[utoipa::path(
    get, path = "/api/sites/{id}", tag = "sites",
    params(("id" = String, Path, description = "Id of a site")),
    responses((status = 200, body = SiteView))
)]
pub async fn find_site(one: One<SiteId>) -> Result<Response, Problem> {
    one.shown(representation).await
}

/// Says where a site is, drawn by hand. A file that is imported again puts back what it says.
#[utoipa::path(
    put, path = "/api/sites/{id}/geometry", tag = "sites", request_body = GeometryBody,
    params(("id" = String, Path, description = "Id of a site")),
    responses((status = 200, body = SiteView))
)]
pub async fn draw_site(OnOne { id, body, sender }: OnOne<SiteId, GeometryBody>) -> Result<Response, Problem> {
    let command = Command::DrawSite(id, body.shape()?);
    sender.send(representation, command).await
}

/// Says who manages a site or owns its land, from a day on. What is told of later days stays.
#[utoipa::path(
    post, path = "/api/sites/{id}/relations", tag = "sites", request_body = RelationBody,
    params(("id" = String, Path, description = "Id of a site")),
    responses((status = 200, body = SiteView))
)]
pub async fn set_site_relation(
    OnOne { id: site, body, sender }: OnOne<SiteId, RelationBody>,
) -> Result<Response, Problem> {
    let RelationBody { relation, party, from, until } = body;
    let relation = match relation {
        RelationName::Manager => SiteRelation::Manager,
        RelationName::LandOwner => SiteRelation::LandOwner,
    };
    let command = Command::SetSiteRelation { site, relation, party, from, until };
    sender.send(representation, command).await
}
