//! What the service holds about whoever asks: all of it, for nobody else (article 15), what of it they correct themselves
//! (article 16), and that they ask to be forgotten as a reporter before the retention does it (article 17).

use super::desk::{DeskView, desk_view};
use super::shared;
use crate::accounts::Found;
use crate::accounts::book::Account;
use crate::audit::About;
use crate::domain::command::Command;
use crate::domain::guard;
use crate::domain::ids::{AccountId, ReportId};
use crate::domain::refusal::{Refusal, Wrong};
use crate::domain::world::World;
use crate::http::answer;
use crate::http::auth;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::extract::{Json, Params};
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::render::report::{ReportView, is_mine};
use crate::http::render::{Scene, Time};
use crate::http::request::Language;
use crate::http::sessions::{SessionDocument, own_sessions};
use crate::http::state::App;
use crate::http::users::{User, administers};
use crate::index::snapshot::Snapshot;
use crate::index::view;
use crate::register::audit::{Acts, Asked, Line};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use utoipa::ToSchema;

/// Most reports of an extract; `/api/me/reports` has the rest, page by page.
const REPORTS_MAX: usize = 10_000;
/// Most lines of the audit log of an extract; the keep time of the log bounds the rest.
const LINES_MAX: usize = 2_000;
/// Longest name of a function, characters.
pub const FUNCTION_MAX: usize = 80;
/// Reports that are forgotten at once; an erasure takes no more.
const FORGOTTEN_MAX: usize = 5_000;

/// Everything that is held about the caller.
#[derive(Serialize, ToSchema)]
pub struct OwnData {
    /// The account; null for a program and for a phone that a link has bound.
    #[schema(required)]
    account: Option<OwnAccount>,
    /// Log-ins that go on.
    sessions: Vec<SessionDocument>,
    /// What it follows, would rather not hear of, and has read.
    desk: DeskView,
    /// Reports that are known to be its own, the newest first.
    reports: Vec<ReportView>,
    /// How many more there are that its party does not see any more, or that did not fit.
    more_reports: usize,
    /// What the audit log says that it did, the newest first; of which things it is not told here.
    log: Vec<OwnLine>,
    /// There are more, older ones.
    more_log: bool,
    /// What one might look for here and why it is not there.
    not_held: Vec<&'static str>,
}

/// One line of the audit log about the caller: what they did, or what somebody else did with their account.
#[derive(Serialize, ToSchema)]
pub struct OwnLine {
    /// When.
    at: Time,
    /// What was done, such as read, log_in or exported.
    act: String,
    /// By which surface, or what else: detail, list, users/disable.
    #[serde(skip_serializing_if = "String::is_empty")]
    what: String,
    /// Kind of what was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    kind: Option<String>,
    /// Somebody else did it with the account, such as end its sessions. Who that was is theirs.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_another: bool,
}

/// An account as its owner sees it.
#[derive(Serialize, ToSchema)]
pub struct OwnAccount {
    #[serde(flatten)]
    #[schema(inline)]
    user: User,
    /// Its number, by which its reports are known.
    id: String,
    /// Who an identity provider says it is: the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    issuer: Option<String>,
    /// And its name for the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    subject: Option<String>,
}

/// What is held nowhere, so that nobody has to ask for it.
const NOT_HELD: [(&str, &str); 4] = [
    (
        "Nycklar för program hör till organisationen och inte till någon person.",
        "Tokens of programs belong to the organisation and to no person.",
    ),
    (
        "Ronder, besök, närvaro, åtgärder och beslut antecknas med organisation och roll, aldrig med konto.",
        "Walks, visits, presence, measures and decisions are written down with organisation and role, never with an account.",
    ),
    (
        "Lösenordet finns bara som ett kondensat och reservkoderna likaså; de lämnas inte ut.",
        "Of the password and the recovery codes only hashes are kept; they are not given out.",
    ),
    (
        "Tekniska loggar ligger i serverns operativsystem, utan namn och texter; den som driver tjänsten svarar för dem.",
        "Technical logs lie with the server's operating system, without names and texts; whoever runs the service answers for them.",
    ),
];

impl OwnAccount {
    fn of(account: &Account, snapshot: &Snapshot) -> Self {
        let identity = account.identity.as_ref();
        Self {
            user: User::of(account, snapshot),
            id: account.id.to_string(),
            issuer: identity.map(|identity| identity.issuer.clone()),
            subject: identity.map(|identity| identity.subject.clone()),
        }
    }
}

/// Everything that is held about the caller, and nothing of anybody else's.
#[utoipa::path(get, path = "/api/me/data", tag = "me", responses((status = 200, body = OwnData)))]
pub async fn find_own_data(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let account = match auth::identify(&app, &headers) {
        Some(Found::Account(account)) => Some(account),
        Some(Found::Token(_) | Found::Phone(..)) | None => None,
    };
    let (log, more_log) = match &account {
        Some(account) => own_log(&app, account.id).await?,
        None => (Vec::new(), false),
    };
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let (reports, more_reports) = own_reports(&scene, &caller);
    let data = OwnData {
        account: account.as_deref().map(|account| OwnAccount::of(account, &snapshot)),
        sessions: own_sessions(&app, &headers),
        desk: desk_view(&snapshot, &caller, &super::desk::desk_of(&app, &caller)),
        reports,
        more_reports,
        log,
        more_log,
        not_held: NOT_HELD
            .iter()
            .map(|(sv, en)| match scene.language {
                Language::Swedish => *sv,
                Language::English => *en,
            })
            .collect(),
    };
    answer::json(&headers, &data)
}

/// What the audit log says of an account, the newest first, and whether there is more than fits.
async fn own_log(app: &App, account: AccountId) -> Result<(Vec<OwnLine>, bool), Problem> {
    let _ = tokio::time::timeout(super::reads::WRITTEN_WITHIN, app.audit().written()).await;
    let (caller, about) = (format!("account:{account}"), About::account(account));
    let by = Asked { caller: Some(caller.clone()), limit: LINES_MAX + 1, ..Asked::default() };
    let thing = Some((about.kind.to_owned(), about.bits));
    let with = Asked { acts: Acts::NotReads, thing, limit: LINES_MAX + 1, ..Asked::default() };
    let archive = app.engine().archive();
    let mut found = archive.noted(&by).await.map_err(Problem::unread)?;
    let others = archive.noted(&with).await.map_err(Problem::unread)?;
    found.extend(others.into_iter().filter(|line| line.caller != caller));
    found.sort_by_key(|line| Reverse((line.at_ms, line.id)));
    let more = found.len() > LINES_MAX;
    let line = |line: Line| -> Option<OwnLine> {
        let at = Timestamp::from_millisecond(line.at_ms).ok()?.into();
        let by_another = line.caller != caller;
        let kind = line.thing.map(|(kind, _)| kind);
        Some(OwnLine { at, act: line.act, what: line.surface, kind, by_another })
    };
    Ok((found.into_iter().take(LINES_MAX).filter_map(line).collect(), more))
}

fn own_reports(scene: &Scene<'_>, caller: &Caller) -> (Vec<ReportView>, usize) {
    let all = scene.snapshot.reports.iter().filter(|row| is_mine(&row.held.record, &caller.actor));
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|row| std::cmp::Reverse((row.held.received_at, row.held.id)));
    let seen = all.iter().filter_map(|row| view::report(scene.snapshot, scene.eyes, row)).take(REPORTS_MAX);
    let reports: Vec<_> = seen.map(|seen| scene.report(&seen, &caller.actor)).collect();
    let more = all.len() - reports.len();
    (reports, more)
}

/// What somebody corrects of their own account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnDetailsBody {
    /// The function it is used in, at most 80 characters; null for none. Never a person's name.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    function: Option<String>,
}

/// A function as it may be kept: through the guard, and short.
///
/// # Errors
/// What is wrong with it.
pub fn function(given: Option<&str>) -> Result<Option<String>, Problem> {
    let Some(given) = given else { return Ok(None) };
    let clean = guard::check(given, FUNCTION_MAX).map_err(|faults| {
        let wrong = |fault: guard::TextFault| Wrong::at("#/function", fault.kind.code(), fault.detail);
        Problem::invalid(faults.into_iter().map(wrong).collect())
    })?;
    Ok(Some(clean).filter(|clean| !clean.is_empty()))
}

/// The account that is the caller's own. A program has none, nor has a phone that a link has bound.
fn own(app: &App, caller: &Caller) -> Result<AccountId, Problem> {
    let none = || {
        let why = "A program or a bound phone has no account; log in with one.";
        Refusal::WrongState("no-account", why.to_owned())
    };
    let is_there = |id: &AccountId| app.accounts().book().accounts.values().any(|account| account.id == *id);
    caller.actor.account.filter(is_there).ok_or_else(|| none().into())
}

/// Corrects what is written of one's own account. Log-in, party and role are an administrator's or an identity provider's.
#[utoipa::path(
    put, path = "/api/me/details", tag = "me", request_body = OwnDetailsBody,
    responses((status = 200, body = OwnAccount))
)]
pub async fn put_own_details(
    State(app): State<App>,
    caller: Caller,
    Json { value: body, .. }: Json<OwnDetailsBody>,
) -> Result<Response, Problem> {
    let id = own(&app, &caller)?;
    let function = function(body.function.as_deref())?;
    let account = app.accounts().set_function(app.engine(), id, function).await?;
    tracing::info!(by = caller.name, "an account's function was corrected by its owner");
    own_answer(&app, &account)
}

/// Asks that one's reports be no longer known as one's own, before the retention sees to that. An administrator decides.
#[utoipa::path(
    post, path = "/api/me/forget", tag = "me",
    responses((status = 200, body = OwnAccount))
)]
pub async fn ask_to_be_forgotten(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let account = app.accounts().ask_to_forget(app.engine(), own(&app, &caller)?, true).await?;
    tracing::info!(by = caller.name, "an account's owner asks to be forgotten as a reporter");
    own_answer(&app, &account)
}

/// No longer asks for it.
#[utoipa::path(
    delete, path = "/api/me/forget", tag = "me",
    responses((status = 204, description = "It is not asked for any more"))
)]
pub async fn ask_no_more(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    app.accounts().ask_to_forget(app.engine(), own(&app, &caller)?, false).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn own_answer(app: &App, account: &Account) -> Result<Response, Problem> {
    let own = OwnAccount::of(account, &app.engine().snapshot());
    Ok(answer::written(StatusCode::OK, answer::bytes(&own)?, answer::Told::default()))
}

/// By which decision somebody is forgotten as a reporter.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgetBody {
    /// The decision's reference.
    #[serde(default)]
    decision: String,
    /// What the account has read, and when it logged in, stays known as its own in the audit log: for as long as something is
    /// being looked into.
    #[serde(default)]
    keep_audit_log: bool,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub struct Forgotten {
    /// From how many reports it was erased who sent them.
    reports: usize,
    /// There are more; send it again.
    more: bool,
}

/// Erases who reported from all reports of an account, on a decision, whether or not its owner has asked, and takes the account
/// out of the audit log, whose lines stay with party and role. Nothing brings it back. At most 5 000 reports at a time.
#[utoipa::path(
    post, path = "/api/users/{login}/forget", tag = "users", request_body = ForgetBody,
    params(("login" = String, Path)),
    responses(
        (status = 200, body = Forgotten),
        (status = 403, description = "Not an administrator", body = ProblemDocument),
        (status = 404, description = "No such account", body = ProblemDocument),
        (status = 422, description = "Without a decision", body = ProblemDocument),
    )
)]
pub async fn forget_reporter(
    State(app): State<App>,
    caller: Caller,
    Path(login): Path<String>,
    sent: Sent,
    body: Json<ForgetBody>,
) -> Result<Response, Problem> {
    administers(&caller)?;
    let account = app.accounts().book().accounts.get(&login.to_lowercase()).cloned();
    let account = account.ok_or_else(Problem::not_there)?.id;
    let theirs = reports_of(&app.engine().snapshot(), account);
    let reports: Vec<_> = theirs.iter().copied().take(FORGOTTEN_MAX).collect();
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let ForgetBody { decision, keep_audit_log } = body.value;
    let command = Command::ForgetReporter { account, reports, decision };
    call.submit(&app, None, command).await?;
    let left = reports_of(&app.engine().snapshot(), account).len();
    if left == 0 {
        if !keep_audit_log {
            // What it did a moment ago is forgotten as well.
            let _ = tokio::time::timeout(super::reads::WRITTEN_WITHIN, app.audit().written()).await;
            let caller = format!("account:{account}");
            app.engine().archive().forget_caller(&caller).await.map_err(Problem::unread)?;
        }
        // What was asked for is asked for until all of it is done.
        app.accounts().ask_to_forget(app.engine(), account, false).await?;
    }
    tracing::info!(%account, by = caller.name, "an account was forgotten as a reporter");
    let forgotten = Forgotten { reports: theirs.len() - left, more: left > 0 };
    Ok(answer::written(StatusCode::OK, answer::bytes(&forgotten)?, answer::Told::default()))
}

fn reports_of(snapshot: &Snapshot, account: AccountId) -> Vec<ReportId> {
    let is_theirs = |report: &crate::domain::report::Report| {
        report.content.as_ref().is_some_and(|content| content.reporter == Some(account))
    };
    let rows = snapshot.reports.iter().filter(|row| is_theirs(&row.held.record));
    rows.map(|row| row.held.id).filter(|id| snapshot.report(*id).is_some()).collect()
}
