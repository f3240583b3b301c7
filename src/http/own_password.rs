//! Another password for one's own account: nobody but its owner knows it then, not even who made the account.

use super::address::Address;
use super::auth::cookie;
use super::caller::Caller;
use super::edge::Edge;
use super::extract::Json;
use super::problem::{Problem, ProblemDocument};
use super::second_factor::shown;
use super::state::App;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set_own_password))
}

/// Another password for one's own account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OtherPassword {
    /// The account's password.
    password: String,
    /// What the phone shows, or a code for a lost phone, where the account has a second factor.
    #[serde(default)]
    code: Option<String>,
    /// 12 to 128 characters.
    new_password: String,
}

/// Sets another password for one's own account. One's other sessions end.
#[utoipa::path(post, path = "/api/me/password", tag = "session", request_body = OtherPassword, responses(
    (status = 204, description = "Set"),
    (status = 409, description = "The caller has no password", body = ProblemDocument),
    (status = 422, description = "The password or the code is wrong, or the new one too weak", body = ProblemDocument),
    (status = 429, description = "Too many attempts", body = ProblemDocument),
))]
async fn set_own_password(
    State(app): State<App>,
    Extension(edge): Extension<Edge>,
    Extension(from): Extension<Address>,
    caller: Caller,
    headers: HeaderMap,
    Json { value: asked, .. }: Json<OtherPassword>,
) -> Result<Response, Problem> {
    let account = shown(&app, (&edge, from), &caller, asked.password, asked.code.as_deref()).await?;
    let staying = cookie::read(&headers, app.accounts().https());
    app.accounts().set_own_password(app.engine(), &account, asked.new_password, staying).await?;
    tracing::info!(by = caller.name, "an account has another password by its owner");
    Ok(StatusCode::NO_CONTENT.into_response())
}
