//! Designation rules, with a dry run over past reports.

use super::shared::{self, Items, Page};
use crate::domain::command::{Command, DesignationDraft};
use crate::domain::ids::{AreaId, DesignationId};
use crate::domain::refusal::Wrong;
use crate::domain::report::Report;
use crate::domain::settings::SettingName;
use crate::domain::world::World;
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::extract::{Json, Params};
use crate::http::problem::{Problem, ProblemKind};
use crate::http::render::Scene;
use crate::http::render::reference::DesignationView;
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use crate::space::Shape;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most past reports a dry run looks at, the newest first.
const DRY_RUN_MAX: usize = 5_000;

/// A rule as an administrator gives it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DesignationBody {
    area: Option<String>,
    problem_type: Option<String>,
    site_kind: Option<String>,
    party: String,
    decision: String,
    #[schema(value_type = Option<String>)]
    from: Option<Date>,
    #[schema(value_type = Option<String>)]
    until: Option<Date>,
}

/// What a rule would have meant.
#[derive(Serialize, ToSchema)]
pub struct DryRun {
    /// Reports looked at.
    reports: usize,
    /// Reports whose place the rule would have given its party.
    matching: usize,
}

fn draft(body: DesignationBody) -> Result<DesignationDraft, Problem> {
    let unknown = |_| Problem::invalid(vec![Wrong::at("#/area", "unknown_area", "there is no such area")]);
    let area: Option<AreaId> = body.area.as_deref().map(str::parse).transpose().map_err(unknown)?;
    Ok(DesignationDraft {
        area,
        problem_type: body.problem_type,
        site_kind: body.site_kind,
        party: body.party,
        decision: body.decision,
        from: body.from,
        until: body.until,
    })
}

/// All designation rules.
#[utoipa::path(
    get, path = "/api/designations", tag = "designations",
    params(Page),
    responses((status = 200, body = Items<DesignationView>))
)]
pub async fn list_designations(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let rules = snapshot.reference.designations.values();
    let items = rules.map(|rule| (rule.id.to_string(), scene.designation_view(rule)));
    answer::json(&headers, &Page::read(&params)?.of(items))
}

/// Adds a designation rule.
#[utoipa::path(
    post, path = "/api/designations", tag = "designations", request_body = DesignationBody,
    responses((status = 201, body = DesignationView))
)]
pub async fn add_designation(
    State(app): State<App>,
    caller: Caller,
    sent: Sent,
    body: Json<DesignationBody>,
) -> Result<Response, Problem> {
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let done = call.submit(&app, None, Command::AddDesignation(draft(body.value)?)).await?;
    let key = done.about.ok_or_else(|| Problem::internal("a new rule has no key"))?;
    let snapshot = app.engine().snapshot();
    let rule = snapshot.designation(DesignationId::from_bits(key.bits)).ok_or_else(Problem::not_there)?;
    let eyes = caller.eyes();
    let bytes = answer::bytes(&Scene::new(&snapshot, &eyes).designation_view(&rule))?;
    Ok(answer::written(StatusCode::CREATED, bytes, shared::told(&done, None)))
}

/// How many of the newest reports that the caller sees a rule would match. Nothing is written.
#[utoipa::path(
    post, path = "/api/designations/dry-run", tag = "designations", request_body = DesignationBody,
    responses((status = 200, body = DryRun))
)]
pub async fn try_designation(
    State(app): State<App>,
    caller: Caller,
    body: Json<DesignationBody>,
) -> Result<Response, Problem> {
    if !caller.actor.viewer.role.administers() && !caller.actor.viewer.role.coordinates() {
        return Err(Problem::new(ProblemKind::NotAllowed, "Only coordinators and administrators try rules."));
    }
    let draft = draft(body.value)?;
    let snapshot = app.engine().snapshot();
    let eyes = caller.eyes();
    let seen = snapshot
        .reports
        .ordered(None)
        .filter_map(|row| view::report(&snapshot, &eyes, row))
        .filter(crate::index::audiences::Seen::full)
        .take(DRY_RUN_MAX);
    let mut run = DryRun { reports: 0, matching: 0 };
    for seen in seen {
        run.reports += 1;
        run.matching += usize::from(matches(&snapshot, &draft, &seen.thing.held.record));
    }
    Ok(answer::written(StatusCode::OK, answer::bytes(&run)?, answer::Told::default()))
}

/// Whether a rule would speak of a place where a report lies, on the day it came.
fn matches(snapshot: &Snapshot, draft: &DesignationDraft, report: &Report) -> bool {
    let date = crate::domain::time::date_of(report.received_at);
    let in_area = |area: AreaId| snapshot.areas_at(report.position, date).iter().any(|here| here.id == area);
    let on_kind = |kind: &String| {
        let spot = Shape::Point(report.position);
        let radius_m = f64::from(snapshot.setting_at(SettingName::PointSiteRadiusM, &spot, date));
        let near = snapshot.sites_near(&spot, radius_m, date);
        near.iter().any(|near| near.ground && near.site.kind == *kind)
    };
    draft.problem_type.as_ref().is_none_or(|t| report.problem_types.contains(t))
        && draft.area.is_none_or(in_area)
        && draft.site_kind.as_ref().is_none_or(on_kind)
}
