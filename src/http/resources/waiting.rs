//! Triage: what waits for the caller to decide, put together as it seems to belong together.

use super::shared::{self, Page};
use crate::domain::access::{Grant, GrantReason};
use crate::domain::decide::ground_of;
use crate::domain::ids::PartyId;
use crate::domain::proposal::{Matter, propose};
use crate::domain::report::Report;
use crate::domain::time::date_of;
use crate::http::answer;
use crate::http::audited;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::place::ProposalView;
use crate::http::render::report::ReportView;
use crate::http::render::{PartyRef, PlaceRef, Scene, decimetres};
use crate::http::request;
use crate::http::state::App;
use crate::index::view::waiting::{Group, waiting};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What waits.
#[derive(Serialize, ToSchema)]
pub struct WaitingView {
    /// How many reports wait. The oldest two thousand are put together; the rest follow as those are decided.
    waiting: usize,
    /// Put together, the matter that has waited longest first.
    items: Vec<WaitingGroup>,
    /// Send as `cursor` for more; null at the end.
    #[schema(required)]
    next: Option<String>,
}

/// Reports that seem to be one matter.
#[derive(Serialize, ToSchema)]
pub struct WaitingGroup {
    /// The place they seem to belong to: they lie on it, or within the distance that counts as the same place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    place: Option<PlaceRef>,
    /// Metres from the first of them to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    distance_m: Option<f64>,
    /// The reports, the oldest first. Without a place: seen within 50 m and 12 weeks of the first.
    reports: Vec<ReportView>,
    /// Who should coordinate a place made of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    coordinator_proposal: Option<ProposalView>,
    /// Who holds the ground there or beside it, and would be a party to be confirmed.
    parties: Vec<SuggestedParty>,
}

/// A party that something lies on or beside the ground of.
#[derive(Serialize, ToSchema)]
pub struct SuggestedParty {
    /// Which.
    party: PartyRef,
    /// Why.
    why: GrantReason,
}

/// Reports that wait for the caller to decide, put together: with the place that they seem to belong to, else with those
/// within 50 m and 12 weeks. A suggestion; each report is decided about by somebody.
#[utoipa::path(
    get, path = "/api/me/triage", tag = "me", params(Page),
    responses((status = 200, body = WaitingView))
)]
pub async fn list_waiting(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let page = Page::read(&Params::parse(uri.query(), &Page::PARAMETERS)?)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let (now, language) = (app.accounts().now(), request::language());
    let list = move || {
        let eyes = caller.eyes();
        let scene = Scene { snapshot: &snapshot, eyes: &eyes, now, language };
        let waiting = waiting(&snapshot, &eyes, &caller.actor, now);
        let keyed = waiting.groups.iter().filter_map(|group| Some((longest_first(group)?, group)));
        let mut keyed: Vec<_> = keyed.collect();
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        let listed = page.of(keyed.into_iter()).map(|group| view(&scene, &caller, group));
        WaitingView { waiting: waiting.count, items: listed.items, next: listed.next }
    };
    answer::json(&headers, &audited::aside(list).await?)
}

fn longest_first(group: &Group<'_>) -> Option<String> {
    let first = &group.reports.first()?.thing.held;
    Some(format!("{:020}.{}", first.received_at.as_millisecond(), first.id))
}

fn view(scene: &Scene<'_>, caller: &Caller, group: &Group<'_>) -> WaitingGroup {
    let reports: Vec<&Report> = group.reports.iter().map(|seen| &seen.thing.held.record).collect();
    let founds = group.place.is_none();
    WaitingGroup {
        place: group.place.as_ref().and_then(|(seen, _)| scene.place_ref(seen.thing.held.id)),
        distance_m: group.place.as_ref().map(|(_, distance_m)| decimetres(*distance_m)),
        reports: group.reports.iter().map(|seen| scene.report(seen, &caller.actor)).collect(),
        coordinator_proposal: if founds { proposal(scene, &reports) } else { None },
        parties: if founds { on_the_ground(scene, &reports) } else { Vec::new() },
    }
}

fn proposal(scene: &Scene<'_>, reports: &[&Report]) -> Option<ProposalView> {
    if reports.iter().any(|report| report.is_vague()) {
        return None;
    }
    let shape = ground_of(scene.snapshot, reports.iter().copied())?;
    let types: Vec<_> = reports.iter().flat_map(|report| report.problem_types.clone()).collect();
    let proposed =
        propose(scene.snapshot, &Matter { shape: &shape, problem_types: &types }, date_of(scene.now))?;
    Some(scene.proposal(&proposed))
}

/// Managers and land owners of what the reports lie on or beside, each once.
fn on_the_ground(scene: &Scene<'_>, reports: &[&Report]) -> Vec<SuggestedParty> {
    let holds_ground = |grant: &&Grant| matches!(grant.why, GrantReason::Manager | GrantReason::LandOwner);
    let grants = reports.iter().flat_map(|report| &report.grants).filter(holds_ground);
    let parties: BTreeMap<PartyId, GrantReason> = grants.map(|grant| (grant.party, grant.why)).collect();
    let named = |(party, why)| SuggestedParty { party: scene.party(party), why };
    let mut parties: Vec<_> = parties.into_iter().map(named).collect();
    parties.sort_by(|a, b| a.party.code.cmp(&b.party.code));
    parties
}
