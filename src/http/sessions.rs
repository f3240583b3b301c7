//! Who is logged in where: one's own sessions for everybody, all of them for administrators, and how one is ended.

use super::answer;
use super::audited;
use super::auth::{self, cookie};
use super::caller::Caller;
use super::extract::Params;
use super::page_of::{Listed, Page};
use super::problem::{Problem, ProblemDocument};
use super::render::Time;
use super::state::App;
use super::users::administers;
use crate::accounts::{Accounts, Found, SessionFound};
use crate::audit::About;
use crate::index::snapshot::Snapshot;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_my_sessions))
        .routes(routes!(end_my_session))
        .routes(routes!(list_sessions))
        .routes(routes!(end_session))
}

/// A session. Nothing of its secret is told.
#[derive(Serialize, ToSchema)]
pub struct SessionDocument {
    /// What it is called by.
    id: String,
    /// The account's login.
    login: String,
    /// Code of the party it acts for; null for the installation itself.
    #[schema(required)]
    party: Option<String>,
    /// What kind of browser, as two words; null where that is not known.
    #[schema(required)]
    device: Option<String>,
    begun_at: String,
    /// When it was last used, as far as this instance knows: others tell of it every ten minutes.
    seen_at: String,
    /// When it ends by itself if nobody uses it.
    ends_at: String,
    /// Whether it is the one that asks.
    current: bool,
}

fn documents(
    found: Vec<SessionFound>,
    snapshot: &Snapshot,
    own: Option<&str>,
) -> impl Iterator<Item = (String, SessionDocument)> {
    found.into_iter().map(move |session| {
        let party = session.account.party.and_then(|id| snapshot.reference.parties.get(id));
        let document = SessionDocument {
            id: session.name.clone(),
            login: session.account.login.clone(),
            party: party.map(|party| party.code.clone()),
            device: session.device,
            begun_at: Time(session.begun).to_string(),
            seen_at: Time(session.seen).to_string(),
            ends_at: Time(session.ends).to_string(),
            current: own == Some(session.name.as_str()),
        };
        (session.name, document)
    })
}

/// One's own sessions that go on; none for a program.
#[must_use]
pub fn own_sessions(app: &App, headers: &HeaderMap) -> Vec<SessionDocument> {
    let found = own_login(app, headers).map(|login| app.accounts().sessions(Some(&login)));
    let (snapshot, own) = (app.engine().snapshot(), own_name(app, headers));
    documents(found.unwrap_or_default(), &snapshot, own.as_deref()).map(|(_, document)| document).collect()
}

/// What the session that asks is called, if it is one.
fn own_name(app: &App, headers: &HeaderMap) -> Option<String> {
    cookie::read(headers, app.accounts().https()).map(Accounts::session_name)
}

/// Whose sessions are one's own; a program has none.
fn own_login(app: &App, headers: &HeaderMap) -> Option<String> {
    match auth::identify(app, headers)? {
        Found::Account(account) => Some(account.login.clone()),
        Found::Token(_) | Found::Phone(..) => None,
    }
}

/// One's own sessions that go on; a program has none.
#[utoipa::path(get, path = "/api/me/sessions", tag = "session", params(Page), responses(
    (status = 200, description = "Sessions", body = Listed<SessionDocument>),
))]
async fn list_my_sessions(
    State(app): State<App>,
    _caller: Caller,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let page = Page::read(&Params::parse(uri.query(), &Page::PARAMETERS)?)?;
    let found = own_login(&app, &headers).map(|login| app.accounts().sessions(Some(&login)));
    let (snapshot, own) = (app.engine().snapshot(), own_name(&app, &headers));
    answer::json(&headers, &page.of(documents(found.unwrap_or_default(), &snapshot, own.as_deref())))
}

/// Ends one of one's own sessions, on every instance within two seconds. One that is not there has ended already.
#[utoipa::path(delete, path = "/api/me/sessions/{id}", tag = "session", params(("id" = String, Path)), responses(
    (status = 204, description = "Ended, or it was"),
))]
async fn end_my_session(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    if let Some(login) = own_login(&app, &headers) {
        app.accounts().end_session(app.engine(), Some(&login), &id).await?;
        tracing::info!(by = caller.name, "a session was ended by its owner");
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Everybody's sessions that go on.
#[utoipa::path(get, path = "/api/sessions", tag = "users", params(
    Page, ("login" = Option<String>, Query, description = "Of this account alone"),
), responses(
    (status = 200, description = "Sessions", body = Listed<SessionDocument>),
    (status = 403, description = "Not an administrator", body = ProblemDocument),
))]
async fn list_sessions(
    State(app): State<App>,
    caller: Caller,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    administers(&caller)?;
    let [limit, cursor] = Page::PARAMETERS;
    let params = Params::parse(uri.query(), &[limit, cursor, "login"])?;
    let page = Page::read(&params)?;
    let found = app.accounts().sessions(params.get("login"));
    let (snapshot, own) = (app.engine().snapshot(), own_name(&app, &headers));
    answer::json(&headers, &page.of(documents(found, &snapshot, own.as_deref())))
}

/// Ends anybody's session, on every instance within two seconds. One that is not there has ended already.
#[utoipa::path(delete, path = "/api/sessions/{id}", tag = "users", params(("id" = String, Path)), responses(
    (status = 204, description = "Ended, or it was"),
    (status = 403, description = "Not an administrator", body = ProblemDocument),
))]
async fn end_session(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    administers(&caller)?;
    let whose = app.accounts().sessions(None).into_iter().find(|session| session.name == id);
    app.accounts().end_session(app.engine(), None, &id).await?;
    audited::about(whose.map(|session| About::account(session.account.id)));
    tracing::info!(by = caller.name, "a session was ended by an administrator");
    Ok(StatusCode::NO_CONTENT.into_response())
}
