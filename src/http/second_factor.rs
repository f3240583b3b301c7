//! A second factor beside the password: a code that a phone shows. One's own, and for administrators taken away from whoever
//! has lost the phone.

use super::address::Address;
use super::answer;
use super::auth::cookie;
use super::auth::sealed::Seal;
use super::caller::Caller;
use super::edge::Edge;
use super::extract::Json;
use super::problem::{Problem, ProblemDocument};
use super::qr;
use super::state::App;
use super::users::{User, administers, told};
use crate::accounts::book::{Account, TakenBy};
use crate::accounts::{AccountFault, totp, wrong_code};
use crate::domain::ids::AccountId;
use crate::domain::refusal::{Refusal, Wrong};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What an enrolment that waits for its first code is sealed for.
const PURPOSE: &str = "second factor 1";
/// Somebody has this long to set the phone up.
const ENROLMENT_LASTS: SignedDuration = SignedDuration::from_mins(15);

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(begin_second_factor))
        .routes(routes!(confirm_second_factor))
        .routes(routes!(remove_second_factor))
        .routes(routes!(remove_user_second_factor))
}

/// One's password, again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OwnPassword {
    /// The account's password.
    password: String,
}

/// A phone that can be set up.
#[derive(Serialize, ToSchema)]
struct Enrolment {
    /// What the phone is to know, for typing in.
    secret: String,
    /// The same as an address that authenticator apps open.
    address: String,
    /// The same as a picture (SVG) for a phone's camera.
    qr: String,
    /// To be sent back with the first code.
    sealed: String,
}

/// The first code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FirstCode {
    /// What came with the secret.
    sealed: String,
    /// What the phone shows.
    code: String,
}

/// It is on.
#[derive(Serialize, ToSchema)]
struct Enrolled {
    /// Codes for a lost phone, each good for one log-in. Told once.
    recovery_codes: Vec<String>,
}

/// One's password and a code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordAndCode {
    /// The account's password.
    password: String,
    /// What the phone shows, or a code for a lost phone.
    code: Option<String>,
}

/// What the browser carries between the secret and the first code.
#[derive(Serialize, Deserialize)]
struct Waiting {
    account: AccountId,
    secret: String,
    until: Timestamp,
}

/// A secret for a phone to know. It counts once its first code has been sent.
#[utoipa::path(post, path = "/api/me/second-factor", tag = "session", request_body = OwnPassword, responses(
    (status = 200, description = "A secret", body = Enrolment),
    (status = 409, description = "The caller has no password, or a second factor already, which is removed first", body = ProblemDocument),
    (status = 422, description = "The password is wrong", body = ProblemDocument),
    (status = 429, description = "Too many attempts", body = ProblemDocument),
))]
async fn begin_second_factor(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    Extension(from): Extension<Address>,
    caller: Caller,
    Json { value: asked, .. }: Json<OwnPassword>,
) -> Result<Response, Problem> {
    let id = own(&app, &edge, from, &caller)?;
    let account = app.accounts().password_fits(id, asked.password).await?;
    if account.second.is_some() {
        return Err(AccountFault::HasSecond.into());
    }
    let secret = totp::fresh().map_err(Problem::internal)?;
    let waiting =
        Waiting { account: id, secret: secret.clone(), until: app.accounts().now() + ENROLMENT_LASTS };
    let text = serde_json::to_string(&waiting).map_err(Problem::internal)?;
    let address = totp::address(&secret, &account.login, &format!("Samplats {}", app.city().name));
    let enrolment = Enrolment {
        qr: qr::drawn(&address)?,
        sealed: Seal::of(&app, PURPOSE).seal(&text).map_err(Problem::internal)?,
        secret,
        address,
    };
    Ok(answer::written(StatusCode::OK, answer::bytes(&enrolment)?, answer::Told::default()))
}

/// Turns the second factor on, with a first code of it. One's other sessions end.
#[utoipa::path(post, path = "/api/me/second-factor/confirm", tag = "session", request_body = FirstCode, responses(
    (status = 200, description = "On, with codes for a lost phone", body = Enrolled),
    (status = 409, description = "The caller has no password, or a second factor already, which is removed first", body = ProblemDocument),
    (status = 422, description = "The code is wrong, or it took too long", body = ProblemDocument),
    (status = 429, description = "Too many attempts", body = ProblemDocument),
))]
async fn confirm_second_factor(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    Extension(from): Extension<Address>,
    caller: Caller,
    headers: HeaderMap,
    Json { value: asked, .. }: Json<FirstCode>,
) -> Result<Response, Problem> {
    let id = own(&app, &edge, from, &caller)?;
    let opened = Seal::of(&app, PURPOSE).open(&asked.sealed);
    let waiting: Option<Waiting> = opened.and_then(|text| serde_json::from_str(&text).ok());
    let waiting = waiting.filter(|waiting| waiting.account == id && app.accounts().now() < waiting.until);
    let waiting = waiting.ok_or_else(|| {
        Problem::invalid(vec![Wrong::at(
            "#/sealed",
            "too_late",
            "is not of this account, or too old; begin again",
        )])
    })?;
    let staying = cookie::read(&headers, app.accounts().https());
    let given = app.accounts().give_second(app.engine(), id, waiting.secret, &asked.code, staying);
    let recovery_codes = given.await?;
    tracing::info!(by = caller.name, "a second factor was given");
    let document = answer::bytes(&Enrolled { recovery_codes })?;
    Ok(answer::written(StatusCode::OK, document, answer::Told::default()))
}

/// Turns one's second factor off. One's other sessions end.
#[utoipa::path(post, path = "/api/me/second-factor/remove", tag = "session", request_body = PasswordAndCode, responses(
    (status = 204, description = "Off, or it was"),
    (status = 409, description = "The caller has no password", body = ProblemDocument),
    (status = 422, description = "The password or the code is wrong", body = ProblemDocument),
    (status = 429, description = "Too many attempts", body = ProblemDocument),
))]
async fn remove_second_factor(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    Extension(from): Extension<Address>,
    caller: Caller,
    headers: HeaderMap,
    Json { value: asked, .. }: Json<PasswordAndCode>,
) -> Result<Response, Problem> {
    let account = shown(&app, (&edge, from), &caller, asked.password, asked.code.as_deref()).await?;
    let staying = cookie::read(&headers, app.accounts().https());
    app.accounts().take_second(app.engine(), account.id, TakenBy::Owner, staying).await?;
    tracing::info!(by = caller.name, "a second factor was taken away by its owner");
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Takes the second factor of whoever has lost the phone away; their sessions end.
#[utoipa::path(post, path = "/api/users/{login}/second-factor/remove", tag = "users",
    params(("login" = String, Path)), responses(
    (status = 200, description = "Taken away, or there was none", body = User),
    (status = 403, description = "Not an administrator", body = ProblemDocument),
    (status = 404, description = "No such account", body = ProblemDocument),
))]
async fn remove_user_second_factor(
    State(app): State<App>,
    caller: Caller,
    Path(login): Path<String>,
) -> Result<Response, Problem> {
    administers(&caller)?;
    let account = app.accounts().book().accounts.get(&login.to_lowercase()).cloned();
    let id = account.ok_or_else(Problem::not_there)?.id;
    let account = app.accounts().take_second(app.engine(), id, TakenBy::Administrator, None).await?;
    tracing::info!(account = %account.id, by = caller.name, "a second factor was taken away by an administrator");
    told(&app, &account)
}

/// The caller's own account, once they have shown its password, and a code where it has a second factor.
///
/// # Errors
/// 409 where it has no password here, 422 where one of the two is wrong, 429 after too many tries.
pub(super) async fn shown(
    app: &App,
    (edge, from): (&Edge, Address),
    caller: &Caller,
    password: String,
    code: Option<&str>,
) -> Result<Arc<Account>, Problem> {
    let id = own(app, edge, from, caller)?;
    let account = app.accounts().password_fits(id, password).await?;
    let taken = app.accounts().take_code(app.engine(), &account, code).await;
    // Whoever asks is logged in: 401 would tell the page that they are not.
    taken.map_err(|fault| match fault {
        AccountFault::CodeNeeded(_) => Problem::invalid(vec![wrong_code()]),
        other => other.into(),
    })?;
    Ok(account)
}

/// The caller's own account, for another try with a password or a code.
fn own(app: &App, edge: &Edge, from: Address, caller: &Caller) -> Result<AccountId, Problem> {
    let none =
        || Refusal::WrongState("no_password", "Only an account of this service has a password here.".into());
    let id = caller.actor.account.ok_or_else(none)?;
    let login = app
        .accounts()
        .book()
        .accounts
        .values()
        .find(|account| account.id == id)
        .map(|account| account.login.clone());
    let login = login.ok_or_else(none)?;
    if let Some(limits) = edge.limits() {
        limits.log_in(&login, from)?;
    }
    Ok(id)
}
