//! What identity providers tell us themselves, without a browser between: that somebody has logged out there (OpenID Connect
//! Back-Channel Logout 1.0). Anybody may send it, so nothing comes of it before the provider's signature and all else hold.

use super::audited;
use super::extract::{one_of_form, read_body};
use super::problem::{Problem, ProblemDocument, ProblemKind};
use super::state::App;
use crate::accounts::Found;
use crate::engine::NotDone;
use crate::oidc::Fault;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Largest form, bytes: a token and its name.
const FORM_MAX_BYTES: usize = 64 * 1024;
/// The one kind of body that is taken.
const FORM: &str = "application/x-www-form-urlencoded";

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(hear_log_out))
}

/// What a provider sends, as a form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is there for the contract; the form is read by hand")]
struct LogOutForm {
    /// The token that says who has logged out.
    logout_token: String,
}

/// Hears from an identity provider that somebody has logged out there. Their sessions end on every instance within two
/// seconds, event streams included. A token is taken once.
#[utoipa::path(post, path = "/api/session/providers/{code}/logged-out", tag = "session", security(()),
    params(("code" = String, Path, description = "Code of the provider")),
    request_body(content = LogOutForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "Ended, or there was nothing to end"),
        (status = 400, description = "The token does not hold, or was told before", body = ProblemDocument),
    ),
)]
async fn hear_log_out(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let token = token(&headers, body).await?;
    let provider = app.providers().coded(&code).ok_or_else(Problem::not_there)?;
    let told = provider.told_of_log_out(&token, app.accounts().now()).await.map_err(|fault| {
        tracing::warn!(provider = code, %fault, "what a provider is said to tell of a log-out is not taken");
        problem(&fault)
    })?;
    let ended = app.accounts().log_out_told(app.engine(), &told).await?;
    app.vouching().forget(&ended.iter().map(|ended| ended.key).collect::<Vec<_>>());
    for ended in ended {
        tracing::info!(account = %ended.account.id, provider = code, "logged out by a provider");
        audited::logged_out_elsewhere(&app, &Found::Account(ended.account));
    }
    // The standard wants 200 and nothing else.
    Ok(StatusCode::OK.into_response())
}

fn problem(fault: &Fault) -> Problem {
    match fault {
        Fault::Untrue(_) | Fault::Refused(_) => {
            Problem::new(ProblemKind::Malformed, "The logout token does not hold; the log says why.")
        }
        Fault::Away(_) => NotDone::Unavailable.into(),
        Fault::Random(_) => Problem::internal("no random bytes"),
    }
}

/// The one token of a form.
async fn token(headers: &HeaderMap, body: Body) -> Result<String, Problem> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !given.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(FORM) {
        return Err(Problem::new(ProblemKind::UnsupportedMediaType, format!("Send Content-Type: {FORM}.")));
    }
    let body = read_body(body, FORM_MAX_BYTES).await?;
    let none = || Problem::new(ProblemKind::Malformed, "Send one logout_token.");
    let form = std::str::from_utf8(&body).map_err(|_| none())?;
    one_of_form(form, "logout_token").ok_or_else(none)
}
