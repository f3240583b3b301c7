//! Accounts, for those who give them out: administrators.

use super::answer;
use super::audited;
use super::caller::Caller;
use super::extract::{Json, Params};
use super::page_of::{Listed, Page};
use super::problem::{Problem, ProblemDocument};
use super::render::Time;
use super::resources::own;
use super::state::App;
use crate::accounts::book::{Account, SecondTaken, TakenBy};
use crate::accounts::{Assignment, NewAccount};
use crate::audit::About;
use crate::domain::access::Role;
use crate::domain::refusal::{Refusal, Wrong};
use crate::index::snapshot::Snapshot;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_users, create_user))
        .routes(routes!(disable_user))
        .routes(routes!(enable_user))
        .routes(routes!(set_user_password))
        .routes(routes!(assign_user))
}

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewUser {
    /// 2 to 64 characters of a-z, 0-9 and . _ - @
    login: String,
    /// Code of the party it acts for.
    party: String,
    /// reader, reporter, member, coordinator or administrator.
    role: String,
    /// Code of the party's unit.
    unit: Option<String>,
    /// The function it is used in; never a person's name.
    function: Option<String>,
    /// 12 to 128 characters.
    password: String,
}

/// What an account acts as.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AssignmentBody {
    /// Code of the party it acts for.
    party: String,
    /// reader, reporter, member, coordinator or administrator.
    role: String,
    /// Code of the party's unit; null for none.
    #[serde(default)]
    unit: Option<String>,
}

/// Another password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    /// 12 to 128 characters.
    password: String,
}

/// An account. Nothing of its password is told. Read by the command line as well.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct User {
    /// What it logs in with.
    pub login: String,
    /// Code of the party; null for the installation itself.
    pub party: Option<String>,
    /// Its role.
    pub role: Cow<'static, str>,
    /// Code of the party's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The function it is used in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// Code of the identity provider that vouches for it; absent for an account of this service, which has a password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// What its user is called there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_as: Option<String>,
    /// Whether it has a second factor beside its password.
    #[serde(default)]
    pub second_factor: bool,
    /// When and by whom its second factor was taken away, where one was: `owner`, `administrator` or `command_line`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub second_factor_taken: Option<FactorTaken>,
    /// Whether nobody can log in with it any more.
    pub disabled: bool,
    /// Since when there is one.
    pub created_at: String,
    /// When somebody last logged in with it; absent where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub used_at: Option<String>,
    /// When its owner asked to be forgotten as a reporter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub forget_asked_at: Option<String>,
}

/// That a second factor was taken away.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct FactorTaken {
    /// When.
    pub at: String,
    /// By whom: `owner`, `administrator` or `command_line`.
    pub by: Cow<'static, str>,
}

impl FactorTaken {
    fn of(taken: SecondTaken) -> Self {
        let by = match taken.by {
            TakenBy::Owner => "owner",
            TakenBy::Administrator => "administrator",
            TakenBy::CommandLine => "command_line",
        };
        Self { at: Time(taken.at).to_string(), by: by.into() }
    }
}

impl User {
    /// What is told of an account.
    #[must_use]
    pub fn of(account: &Account, snapshot: &Snapshot) -> Self {
        let party = account.party.and_then(|id| snapshot.reference.parties.get(id));
        Self {
            login: account.login.clone(),
            party: party.map(|party| party.code.clone()),
            role: account.role.code().into(),
            unit: account.unit.clone(),
            function: account.function.clone(),
            second_factor: account.second.is_some(),
            second_factor_taken: account.second_taken.map(FactorTaken::of),
            provider: account.identity.as_ref().map(|_| provider_of(&account.login)),
            known_as: account.identity.as_ref().and_then(|identity| identity.known_as.clone()),
            disabled: account.disabled,
            created_at: Time(account.created_at).to_string(),
            used_at: account.used_at.map(|at| Time(at).to_string()),
            forget_asked_at: account.forget_asked_at.map(|at| Time(at).to_string()),
        }
    }
}

/// The login of an account that a provider vouches for begins with the provider's code.
fn provider_of(login: &str) -> String {
    login.split('.').next().unwrap_or_default().to_owned()
}

/// The accounts, by login.
#[utoipa::path(get, path = "/api/users", tag = "users", params(Page), responses(
    (status = 200, description = "Accounts", body = Listed<User>),
    (status = 403, description = "Not an administrator", body = ProblemDocument),
))]
async fn list_users(
    State(app): State<App>,
    caller: Caller,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    administers(&caller)?;
    let page = Page::read(&Params::parse(uri.query(), &Page::PARAMETERS)?)?;
    let (book, snapshot) = (app.accounts().book(), app.engine().snapshot());
    let users = book.accounts.values().map(|account| (account.login.clone(), User::of(account, &snapshot)));
    answer::json(&headers, &page.of(users))
}

/// Makes an account. The login tells a repeated request, which is then refused as taken.
#[utoipa::path(post, path = "/api/users", tag = "users", request_body = NewUser, responses(
    (status = 201, description = "Made", body = User),
    (status = 403, description = "Not an administrator", body = ProblemDocument),
    (status = 409, description = "The login is taken", body = ProblemDocument),
    (status = 422, description = "Something cannot be used", body = ProblemDocument),
))]
async fn create_user(
    State(app): State<App>,
    caller: Caller,
    Json { value: asked, .. }: Json<NewUser>,
) -> Result<Response, Problem> {
    administers(&caller)?;
    let snapshot = app.engine().snapshot();
    let Assignment { party, role, unit } = assignment(&snapshot, &asked.party, &asked.role, asked.unit)?;
    let new = NewAccount {
        login: asked.login,
        party: Some(party),
        role,
        unit,
        function: own::function(asked.function.as_deref())?,
        password: asked.password,
    };
    let account = app.accounts().create_account(app.engine(), new).await?;
    audited::about(Some(About::account(account.id)));
    tracing::info!(account = %account.id, by = caller.name, "an account was made");
    Ok(answer::written(
        StatusCode::CREATED,
        answer::bytes(&User::of(&account, &snapshot))?,
        answer::Told::default(),
    ))
}

/// What an account is to act as, by the codes of it.
fn assignment(
    snapshot: &Snapshot,
    party: &str,
    role: &str,
    unit: Option<String>,
) -> Result<Assignment, Problem> {
    let found = snapshot.reference.parties.coded(party);
    let parsed = Role::parse(role);
    let mut wrong = Vec::new();
    if found.is_none() {
        wrong.push(Wrong::no_party("#/party", party));
    }
    if parsed.is_none() {
        wrong.push(unknown_role());
    }
    if let (Some(party), Some(unit)) = (found, &unit)
        && !party.units.iter().any(|known| known.code == *unit)
    {
        wrong.push(Wrong::at("#/unit", "unknown", "is not the code of a unit of the party"));
    }
    match (found, parsed) {
        (Some(party), Some(role)) if wrong.is_empty() => Ok(Assignment { party: party.id, role, unit }),
        _ => Err(Problem::invalid(wrong)),
    }
}

/// Has an account act for another party, or in another role or unit; whoever is logged in with it is out at once. What it has
/// sent stays its former party's. An identity provider says so itself of those that it vouches for.
#[utoipa::path(post, path = "/api/users/{login}/assignment", tag = "users", params(("login" = String, Path)),
    request_body = AssignmentBody, responses(
    (status = 200, description = "Assigned, or it was so", body = User),
    (status = 403, description = "Not an administrator", body = ProblemDocument),
    (status = 404, description = "No such account", body = ProblemDocument),
    (status = 409, description = "The last administrator, or an identity provider says so", body = ProblemDocument),
    (status = 422, description = "Something cannot be used", body = ProblemDocument),
))]
async fn assign_user(
    State(app): State<App>,
    caller: Caller,
    Path(login): Path<String>,
    Json { value: asked, .. }: Json<AssignmentBody>,
) -> Result<Response, Problem> {
    administers(&caller)?;
    let to = assignment(&app.engine().snapshot(), &asked.party, &asked.role, asked.unit)?;
    let account = app.accounts().assign(app.engine(), &login, to).await?;
    tracing::info!(account = %account.id, by = caller.name, "an account acts as something else");
    told(&app, &account)
}

/// Disables an account, until it is enabled again; whoever is logged in with it is out at once.
#[utoipa::path(post, path = "/api/users/{login}/disable", tag = "users", params(("login" = String, Path)), responses(
    (status = 200, description = "Disabled", body = User),
    (status = 403, description = "Not an administrator", body = ProblemDocument),
    (status = 404, description = "No such account", body = ProblemDocument),
    (status = 409, description = "The last administrator", body = ProblemDocument),
))]
async fn disable_user(
    State(app): State<App>,
    caller: Caller,
    Path(login): Path<String>,
) -> Result<Response, Problem> {
    administers(&caller)?;
    let account = app.accounts().disable(app.engine(), &login).await?;
    tracing::info!(account = %account.id, by = caller.name, "an account was disabled");
    told(&app, &account)
}

/// Enables a disabled account, with the password it had. Its sessions have ended, and stay so.
#[utoipa::path(post, path = "/api/users/{login}/enable", tag = "users", params(("login" = String, Path)), responses(
    (status = 200, description = "Enabled, or it was", body = User),
    (status = 403, description = "Not an administrator", body = ProblemDocument),
    (status = 404, description = "No such account", body = ProblemDocument),
    (status = 409, description = "Its party no longer logs in", body = ProblemDocument),
))]
async fn enable_user(
    State(app): State<App>,
    caller: Caller,
    Path(login): Path<String>,
) -> Result<Response, Problem> {
    administers(&caller)?;
    let account = app.accounts().enable(app.engine(), &login).await?;
    tracing::info!(account = %account.id, by = caller.name, "an account was enabled");
    told(&app, &account)
}

/// Sets another password for an account; whoever is logged in with it is out at once.
#[utoipa::path(post, path = "/api/users/{login}/password", tag = "users", params(("login" = String, Path)),
    request_body = NewPassword, responses(
    (status = 200, description = "Set", body = User),
    (status = 403, description = "Not an administrator", body = ProblemDocument),
    (status = 404, description = "No such account", body = ProblemDocument),
    (status = 422, description = "The password is too weak", body = ProblemDocument),
))]
async fn set_user_password(
    State(app): State<App>,
    caller: Caller,
    Path(login): Path<String>,
    Json { value: asked, .. }: Json<NewPassword>,
) -> Result<Response, Problem> {
    administers(&caller)?;
    let account = app.accounts().set_password(app.engine(), &login, asked.password).await?;
    tracing::info!(account = %account.id, by = caller.name, "an account has another password");
    told(&app, &account)
}

/// What is told of an account that somebody has changed, to them and to the audit log.
///
/// # Errors
/// When it cannot be written down, which no account can make happen.
pub fn told(app: &App, account: &Account) -> Result<Response, Problem> {
    audited::about(Some(About::account(account.id)));
    let user = answer::bytes(&User::of(account, &app.engine().snapshot()))?;
    Ok(answer::written(StatusCode::OK, user, answer::Told::default()))
}

/// Whether the caller sets the city up.
///
/// # Errors
/// 403.
pub fn administers(caller: &Caller) -> Result<(), Problem> {
    if caller.actor.viewer.role.administers() {
        return Ok(());
    }
    Err(Refusal::NotAllowed("administrator_role").into())
}

/// What is said of a role that is none.
pub fn unknown_role() -> Wrong {
    let known = Role::ALL.map(Role::code).join(", ");
    Wrong::at("#/role", "unknown", format!("is not a role; known are {known}"))
}
