//! The retention: its table of decisions, what is due, and its runs.

mod turn;

pub use turn::Turn;

use super::one::{Found, One};
use super::shared::{self, Items, Page, Represented};
use crate::domain::codes::Words;
use crate::domain::command::Command;
use crate::domain::ids::{RetentionRunId, crockford};
use crate::domain::periods::Dated;
use crate::domain::record::Kind;
use crate::domain::retention::{Kept, RetentionRun, RuleName, Unit};
use crate::domain::time::date_of;
use crate::domain::world::{Held, World};
use crate::http::answer::{self, Told};
use crate::http::caller::{Call, Caller, Sent, if_match};
use crate::http::extract::{Json, Params, idempotency_key};
use crate::http::problem::{Problem, ProblemDocument, ProblemKind};
use crate::http::render::Time;
use crate::http::state::App;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use crate::retention::blocking;
use crate::retention::job::{self, JobFault, Orderer};
use crate::retention::package::PackageFault;
use crate::retention::plan::{self, Plan, Planned};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;
use turn::Running;
use utoipa::ToSchema;

/// Things of one rule that are named in an answer.
const NAMED_MAX: usize = 1_000;
/// What everybody else is told.
const ONLY_ADMINISTRATORS: &str = "Only an administrator sees the runs of the retention.";

/// One rule of retention, with what has been decided of it.
#[derive(Serialize, ToSchema)]
pub struct RetentionRuleView {
    /// Its id, once something has been decided: what a filing is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    id: Option<String>,
    /// Which.
    name: RuleName,
    /// What it is about.
    label: Words,
    /// What is done when the time is over.
    then: Words,
    /// The kind of thing it is about; null for what is no thing.
    #[schema(required)]
    kind: Option<Kind>,
    /// What keep times are counted in.
    unit: Unit,
    /// What holds today; null while nothing has been decided, and then nothing is erased.
    #[schema(required)]
    holds: Option<KeptView>,
    /// A keep time to begin from. It holds only once it has been decided.
    suggested: u32,
    /// Shortest keep time it takes.
    least: u32,
    /// Longest keep time it takes.
    most: u32,
    /// All has been written to the archive package before it goes.
    archived: bool,
    /// The number by district, week and type stays.
    counted: bool,
    /// What has been decided, in order; no two at once.
    decisions: Vec<KeptView>,
}

/// A decision while it holds.
#[derive(Serialize, ToSchema)]
pub struct KeptView {
    /// How long, in the rule's unit.
    keep: u32,
    /// The decision's reference.
    decision: String,
    /// First day; left out where it has always held.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    from: Option<Date>,
    /// First day it no longer holds; left out while it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    until: Option<Date>,
}

/// A decision to put into the table.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionRuleBody {
    /// How long, in the rule's unit; null withdraws what holds, and then nothing is erased.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    keep: Option<u32>,
    /// The decision's reference; required with `keep`.
    #[serde(default)]
    decision: String,
    /// First day; today when left out.
    #[schema(value_type = Option<String>)]
    from: Option<Date>,
    /// First day it no longer holds; when left out it goes on to where the next begins.
    #[schema(value_type = Option<String>)]
    until: Option<Date>,
}

/// What to do about what is due.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionRunBody {
    /// Only tell what would be erased.
    #[serde(default)]
    dry_run: bool,
}

/// What is due, rule by rule. Read by the command line as well.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RetentionPlanView {
    /// The run that has begun; null for a dry run, and when nothing is due.
    #[schema(required)]
    pub run: Option<String>,
    /// The rules for which something has been decided.
    pub rules: Vec<DueView>,
}

/// What is due by one rule. Read by the command line as well.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DueView {
    /// The rule.
    pub rule: String,
    /// How long it keeps, in its unit.
    pub keep: u32,
    /// The decision's reference.
    pub decision: String,
    /// How many are due, of everybody's.
    pub due: u64,
    /// Ids of those the caller sees, at most 1 000.
    pub ids: Vec<String>,
}

/// One run of the retention. Read by the command line as well.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RetentionRunView {
    /// Its id.
    pub id: String,
    /// When it began to erase.
    pub begun_at: String,
    /// When it had erased all that was due; null while it goes on, or when it broke off: another run takes the rest.
    #[schema(required)]
    pub ended_at: Option<String>,
    /// Whether the instance that answers carries it out now. A run without an end that no instance carries out broke off.
    pub goes_on: bool,
    /// Its rules.
    pub rules: Vec<RunRuleView>,
    /// The archive package that was written and read back before anything was erased.
    pub package: PackageView,
}

/// What one rule came to. Read by the command line as well.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RunRuleView {
    /// The rule.
    pub rule: String,
    /// How long it kept.
    pub keep: u32,
    /// The decision's reference.
    pub decision: String,
    /// How many were due when it began.
    pub due: u32,
    /// How many have been erased.
    pub erased: u32,
}

/// An archive package. Read by the command line as well.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PackageView {
    /// The folder's name, in the archive folder of the server.
    pub name: String,
    /// SHA-256 of its manifest, hexadecimal.
    pub manifest_sha256: String,
}

fn rule_view(snapshot: &Snapshot, name: RuleName, today: Date) -> RetentionRuleView {
    let held = snapshot.retention_rule(name);
    let decisions = held.as_ref().map(|held| &held.decisions[..]).unwrap_or_default();
    let view = |period: &Dated<Kept>| KeptView {
        keep: period.value.keep,
        decision: period.value.decision.clone(),
        from: period.from,
        until: period.until,
    };
    let (least, most) = name.range();
    RetentionRuleView {
        id: held.as_ref().map(|held| held.id.to_string()),
        name,
        label: name.label(),
        then: name.then(),
        kind: name.kind(),
        unit: name.unit(),
        holds: decisions.iter().find(|period| period.holds_on(today)).map(view),
        suggested: name.suggested(),
        least,
        most,
        archived: name.archives(),
        counted: name.counts(),
        decisions: decisions.iter().map(view).collect(),
    }
}

fn representation(app: &App, snapshot: &Snapshot, name: RuleName) -> Result<Represented, Problem> {
    let today = date_of(app.accounts().now());
    let version = snapshot.retention_rule(name).map_or(0, |rule| rule.version);
    Ok((version, answer::bytes(&rule_view(snapshot, name, today))?))
}

/// The table of retention: what is kept how long, and by which decision.
#[utoipa::path(
    get, path = "/api/retention/rules", tag = "retention",
    params(Page),
    responses((status = 200, body = Items<RetentionRuleView>))
)]
pub async fn list_retention_rules(
    State(app): State<App>,
    _: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let mut names = RuleName::ALL;
    names.sort_by_key(|name| name.code());
    let today = date_of(app.accounts().now());
    let items = names.into_iter().map(|name| (name.code().to_owned(), rule_view(&snapshot, name, today)));
    answer::json(&headers, &Page::read(&params)?.of(items))
}

/// One rule of retention.
#[utoipa::path(
    get, path = "/api/retention/rules/{name}", tag = "retention",
    params(("name" = String, Path, description = "Which rule")),
    responses((status = 200, body = RetentionRuleView))
)]
pub async fn find_retention_rule(
    State(app): State<App>,
    _: Caller,
    Path(name): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let name = RuleName::parse(&name).ok_or_else(Problem::not_there)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    Ok(answer::body(&headers, representation(&app, &snapshot, name)?.1, "application/json"))
}

/// Puts a decision into the table from a day on, or withdraws one: administrators alone. Nothing is erased by it; a run
/// is.
#[utoipa::path(
    put, path = "/api/retention/rules/{name}", tag = "retention", request_body = RetentionRuleBody,
    params(("name" = String, Path, description = "Which rule")),
    responses((status = 200, body = RetentionRuleView))
)]
pub async fn put_retention_rule(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<String>,
    sent: Sent,
    body: Json<RetentionRuleBody>,
) -> Result<Response, Problem> {
    let rule = RuleName::parse(&name).ok_or_else(Problem::not_there)?;
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let RetentionRuleBody { keep, decision, from, until } = body.value;
    let (version, bytes) = representation(&app, &app.engine().snapshot(), rule)?;
    let expected = if_match(&sent.headers, &bytes, version)?;
    let command = Command::PutRetentionRule { rule, keep, decision, from, until };
    let done = call.submit(&app, Some(expected), command).await?;
    let (_, bytes) = representation(&app, &app.engine().snapshot(), rule)?;
    Ok(answer::written(StatusCode::OK, bytes, shared::told(&app, &caller, &done, None)))
}

/// Tells what is due, and erases it unless `dry_run` says otherwise: the archive package is written and read back first,
/// then the run goes on by itself, and is looked at under its address. One run at a time.
#[utoipa::path(
    post, path = "/api/retention/runs", tag = "retention", request_body = RetentionRunBody,
    responses(
        (status = 200, description = "A dry run, or nothing is due", body = RetentionPlanView),
        (status = 201, description = "A run has begun", body = RetentionPlanView),
        (status = 403, description = "Not an administrator", body = ProblemDocument),
        (status = 409, description = "Another run goes on here", body = ProblemDocument),
    )
)]
pub async fn begin_retention_run(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<RetentionRunBody>,
) -> Result<Response, Problem> {
    shared::administers(&caller, "Only an administrator lets the retention run.")?;
    let now = app.accounts().now();
    if body.value.dry_run {
        let snapshot = app.engine().snapshot();
        let plan = plan::plan(&snapshot, app.engine().archive().as_ref(), now).await;
        let view = viewed(snapshot, &caller, Arc::new(plan.map_err(Problem::unread)?), None).await;
        return Ok(answer::written(StatusCode::OK, answer::bytes(&view)?, Told::default()));
    }
    let Some(folder) = app.city().archive.clone() else {
        let detail = "This server has no folder for archive packages, and nothing is erased without one.";
        return Err(Problem::new(ProblemKind::WrongState, detail));
    };
    // What cannot be a key is none: nobody is promised one.
    let key = idempotency_key(&headers).ok().flatten();
    let going = || {
        Problem::new(ProblemKind::WrongState, "Another run goes on; look at it under /api/retention/runs.")
    };
    let (beginning, running) = app.retention().take((caller.name.clone(), key)).ok_or_else(going)?;
    if let Some(running) = running {
        // All of it goes on though its sender hangs up, or has waited for as long as anybody waits for an answer.
        tokio::spawn(run(app.clone(), caller, folder, now, running));
    }
    let began =
        beginning.told().await.ok_or_else(|| Problem::internal("a run of the retention broke off"))?;
    let plan = began.as_ref().as_ref().map_err(not_begun)?;
    let status = if plan.run.is_some() { StatusCode::CREATED } else { StatusCode::OK };
    let location = plan.run.as_ref().map(|run| format!("/api/retention/runs/{run}"));
    Ok(answer::written(status, answer::bytes(plan)?, Told { location, ..Told::default() }))
}

/// A run from its plan to its end.
async fn run(app: App, caller: Caller, folder: PathBuf, now: Timestamp, running: Running) {
    let engine = app.engine();
    let orderer = Orderer { actor: caller.actor.clone(), caller: caller.name.clone() };
    let (begun, plan) = match job::begin(engine, &folder, orderer, now).await {
        Ok(begun) => begun,
        Err(fault) => {
            tracing::warn!(%fault, "the retention has not begun, and nothing is erased");
            return running.came_to_nothing(Err(fault));
        }
    };
    let run = begun.as_ref().map(|begun| begun.run);
    let view = viewed(engine.snapshot(), &caller, plan, run).await;
    let Some(begun) = begun else { return running.came_to_nothing(Ok(view)) };
    running.has_begun(view);
    let run = begun.run;
    match job::carry_out(engine, &begun, now, |_, _| {}).await {
        Ok(()) => tracing::info!(%run, "the retention has run to its end"),
        Err(error) => tracing::error!(%error, %run, "the retention broke off; another run takes the rest"),
    }
    drop(running);
}

/// Nothing has been erased. A register that is away passes.
fn not_begun(fault: &JobFault) -> Problem {
    match fault {
        JobFault::Register(fault) | JobFault::Package(PackageFault::Register(fault)) => {
            Problem::unread(fault.clone())
        }
        JobFault::NotDone(not_done) | JobFault::Refused { first: not_done, .. } => not_done.clone().into(),
        JobFault::Package(
            fault @ (PackageFault::Disk(_)
            | PackageFault::Words(_)
            | PackageFault::NotWhole(_)
            | PackageFault::GivenUp),
        ) => Problem::internal(fault),
    }
}

/// What is due as a caller is told of it. Many things are looked at for the few that are named.
async fn viewed(
    snapshot: Arc<Snapshot>,
    caller: &Caller,
    plan: Arc<Plan>,
    run: Option<RetentionRunId>,
) -> RetentionPlanView {
    let caller = caller.clone();
    blocking(move || plan_view(&snapshot, &caller.eyes(), &plan, run)).await
}

fn plan_view(
    snapshot: &Snapshot,
    eyes: &Eyes,
    plan: &Plan,
    run: Option<RetentionRunId>,
) -> RetentionPlanView {
    let due = |planned: &Planned| {
        // Those that have gone meanwhile are seen as they were.
        let seen = planned.things.iter().filter(|key| view::level(snapshot, eyes, **key).is_some());
        DueView {
            rule: planned.rule.code().to_owned(),
            keep: planned.kept.keep,
            decision: planned.kept.decision.clone(),
            due: planned.due(),
            ids: seen.take(NAMED_MAX).map(|key| crockford(key.bits)).collect(),
        }
    };
    RetentionPlanView { run: run.map(|run| run.to_string()), rules: plan.rules.iter().map(due).collect() }
}

/// `going` is the run that goes on here. It must have been asked for before the snapshot: a run that ends meanwhile is then
/// one that has ended, and not one that broke off.
fn run_view(snapshot: &Snapshot, run: &Held<RetentionRun>, going: Option<&str>) -> RetentionRunView {
    let rules = run.rules.iter().map(|of| RunRuleView {
        rule: of.rule.code().to_owned(),
        keep: of.keep,
        decision: of.decision.clone(),
        due: of.due,
        erased: of.erased.unwrap_or_else(|| job::erased_so_far(snapshot, run.id, of.rule)),
    });
    let (name, manifest_sha256) = (run.package.name.clone(), run.package.manifest_sha256.clone());
    let id = run.id.to_string();
    RetentionRunView {
        goes_on: run.ended_at.is_none() && going == Some(&*id),
        id,
        begun_at: Time(run.begun_at).to_string(),
        ended_at: run.ended_at.map(|ended| Time(ended).to_string()),
        rules: rules.collect(),
        package: PackageView { name, manifest_sha256 },
    }
}

/// The runs of the retention, the newest first. Of everybody's, so for administrators alone.
#[utoipa::path(
    get, path = "/api/retention/runs", tag = "retention",
    params(Page),
    responses(
        (status = 200, body = Items<RetentionRunView>),
        (status = 403, description = "Not an administrator", body = ProblemDocument),
    )
)]
pub async fn list_retention_runs(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    shared::administers(&caller, ONLY_ADMINISTRATORS)?;
    let going = app.retention().going();
    let snapshot = shared::snapshot(&app, &headers).await;
    let of = |run: &&Held<RetentionRun>| (run.begun_at, run.id.bits());
    let runs = shared::newest_first(snapshot.reference.retention_runs.values(), of);
    let page = Page::read(&params)?.of(runs.into_iter());
    answer::json(&headers, &page.map(|run| run_view(&snapshot, run, going.as_deref())))
}

/// One run of the retention, how far it is and what it came to.
#[utoipa::path(
    get, path = "/api/retention/runs/{id}", tag = "retention",
    params(("id" = String, Path, description = "Id of a run")),
    responses(
        (status = 200, body = RetentionRunView),
        (status = 403, description = "Not an administrator", body = ProblemDocument),
    )
)]
pub async fn find_retention_run(
    State(app): State<App>,
    asked: One<RetentionRunId>,
) -> Result<Response, Problem> {
    let going = app.retention().going();
    let Found { caller, id, headers, snapshot, .. } = asked.found().await;
    shared::administers(&caller, ONLY_ADMINISTRATORS)?;
    let run = snapshot.retention_run(id).ok_or_else(Problem::not_there)?;
    answer::json(&headers, &run_view(&snapshot, &run, going.as_deref()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::NotDone;
    use crate::register::Fault;
    use axum::http::header::RETRY_AFTER;
    use axum::response::IntoResponse;

    #[test]
    fn a_run_that_could_not_begin_because_the_register_is_away_is_to_be_tried_again() {
        let away = || Fault::Unavailable("away".into());
        for fault in [
            JobFault::Register(away()),
            JobFault::Package(PackageFault::Register(away())),
            JobFault::NotDone(NotDone::Unavailable),
        ] {
            let told = fault.to_string();
            let answer = not_begun(&fault).into_response();
            assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "{told}");
            assert!(answer.headers().contains_key(RETRY_AFTER), "{told}");
        }
        let bug = not_begun(&JobFault::Package(PackageFault::NotWhole("it is another".into())));
        assert_eq!(bug.into_response().status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
