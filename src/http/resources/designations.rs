//! Designation rules, with a dry run over past reports.

use super::one::{OnOne, One};
use super::shared::{self, Items, Page, Represented};
use crate::domain::command::{Command, DesignationDraft};
use crate::domain::coordination::Because;
use crate::domain::decide;
use crate::domain::designation::Designation;
use crate::domain::ids::{AreaId, DesignationId};
use crate::domain::proposal::{Matter, propose};
use crate::domain::refusal::Wrong;
use crate::domain::report::Report;
use crate::domain::settings::SettingName;
use crate::domain::time::date_of;
use crate::domain::world::World;
use crate::http::answer;
use crate::http::audited;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::extract::{Json, Params};
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::reference::DesignationView;
use crate::http::state::App;
use crate::index::audiences::Seen;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use crate::space::Shape;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::Timestamp;
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

/// What a rule would have meant for the newest reports that the caller sees in full.
#[derive(Serialize, ToSchema)]
pub struct DryRun {
    /// Reports looked at.
    reports: usize,
    /// Reports whose place the rule would have given its party: those that came on a day when it holds, and that no
    /// other rule goes before.
    matching: usize,
    /// The same as if the rule had always held: what to look at for one that begins later.
    matching_if_always: usize,
    /// Reports that meet the rule's conditions, on any day, where another rule goes before.
    outranked: usize,
}

/// When a rule ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndBody {
    /// First day it no longer holds; today when left out, or its first day when that is later. On its first day it
    /// never holds.
    #[schema(value_type = Option<String>)]
    until: Option<Date>,
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
    let id = DesignationId::from_bits(key.bits);
    let (_, bytes) = representation(&app.engine().snapshot(), &caller, id)?;
    let location = Some(format!("/api/designations/{id}"));
    Ok(answer::written(StatusCode::CREATED, bytes, shared::told(&app, &caller, &done, location)))
}

fn representation(snapshot: &Snapshot, caller: &Caller, id: DesignationId) -> Result<Represented, Problem> {
    let rule = snapshot.designation(id).ok_or_else(Problem::not_there)?;
    let eyes = caller.eyes();
    Ok((rule.version, answer::bytes(&Scene::new(snapshot, &eyes).designation_view(&rule))?))
}

/// One designation rule.
#[utoipa::path(
    get, path = "/api/designations/{id}", tag = "designations",
    params(("id" = String, Path, description = "Id of a rule")),
    responses((status = 200, body = DesignationView))
)]
pub async fn find_designation(one: One<DesignationId>) -> Result<Response, Problem> {
    one.shown(representation).await
}

/// Ends a rule on a day, or corrects the day it ends. A rule is never taken away: places may rest on it.
#[utoipa::path(
    post, path = "/api/designations/{id}/end", tag = "designations", request_body = EndBody,
    params(("id" = String, Path, description = "Id of a rule")),
    responses((status = 200, body = DesignationView))
)]
pub async fn end_designation(
    OnOne { id: designation, body, sender }: OnOne<DesignationId, EndBody>,
) -> Result<Response, Problem> {
    let command = Command::EndDesignation { designation, until: body.until };
    sender.send(representation, command).await
}

/// What a rule would have meant for the newest reports. It is checked as when it is added, and nothing is written.
#[utoipa::path(
    post, path = "/api/designations/dry-run", tag = "designations", request_body = DesignationBody,
    responses((status = 200, body = DryRun))
)]
pub async fn try_designation(
    State(app): State<App>,
    caller: Caller,
    body: Json<DesignationBody>,
) -> Result<Response, Problem> {
    let draft = draft(body.value)?;
    let snapshot = app.engine().snapshot();
    // Thousands of proposals are worked out, which is no work for the thread that answers others.
    let run = audited::aside(move || -> Result<DryRun, Problem> {
        let today = date_of(Timestamp::now());
        let (rule, world) = decide::try_designation(&*snapshot, &caller.actor, &draft, today)?;
        Ok(dry_run(&snapshot, &caller, &rule, &world))
    });
    let run = run.await??;
    Ok(answer::written(StatusCode::OK, answer::bytes(&run)?, answer::Told::default()))
}

fn dry_run(snapshot: &Snapshot, caller: &Caller, rule: &Designation, world: &Snapshot) -> DryRun {
    let eyes = caller.eyes();
    let seen = snapshot
        .reports
        .ordered(None)
        .filter_map(|row| view::report(snapshot, &eyes, row))
        .filter(Seen::full)
        .take(DRY_RUN_MAX);
    let mut run = DryRun { reports: 0, matching: 0, matching_if_always: 0, outranked: 0 };
    for seen in seen {
        let report = &seen.thing.held.record;
        let day = date_of(report.received_at);
        run.reports += 1;
        if !may_speak_of(world, rule, report, day) {
            continue;
        }
        let shape = Shape::Point(report.position);
        match designated_by(world, &Matter { shape: &shape, problem_types: &report.problem_types }, day) {
            Some(by) if by == rule.id => {
                run.matching_if_always += 1;
                run.matching += usize::from(rule.holds_on(day));
            }
            Some(_) => run.outranked += 1,
            None => {}
        }
    }
    run
}

/// The rule that says who coordinates, as a proposal goes by it.
fn designated_by(world: &Snapshot, matter: &Matter<'_>, day: Date) -> Option<DesignationId> {
    match propose(world, matter, day)?.because {
        Because::Designated { designation, .. } => Some(designation),
        _ => None,
    }
}

/// What can be told without looking at the ground, so that few proposals need be worked out.
fn may_speak_of(world: &Snapshot, rule: &Designation, report: &Report, day: Date) -> bool {
    let in_area = |area: AreaId| world.areas_at(report.position, day).iter().any(|here| here.id == area);
    let on_kind = |kind: &String| {
        let spot = Shape::Point(report.position);
        let radius_m = f64::from(world.setting_at(SettingName::PointSiteRadiusM, &spot, day));
        world.sites_near(&spot, radius_m, day).iter().any(|near| near.ground && near.site.kind == *kind)
    };
    rule.problem_type.as_ref().is_none_or(|t| report.problem_types.contains(t))
        && rule.area.is_none_or(in_area)
        && rule.site_kind.as_ref().is_none_or(on_kind)
}
