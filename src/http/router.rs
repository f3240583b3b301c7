//! All routes, and the layers around them.

use super::edge::Edge;
use super::problem::{Problem, ProblemKind};
use super::state::App;
use super::{
    access_review, audited, back_channel, background, docs, exports, guard, headers, health, imports, limits,
    own_password, page, phone_links, problem_pages, promises, public, request, resources, second_factor,
    session, sessions, sign_in, stale, tiles, tokens, users,
};
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::{Extension, Router};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// The routes that make up the contract.
pub fn contract() -> OpenApiRouter<App> {
    let mut routes = OpenApiRouter::with_openapi(docs::Contract::openapi())
        .merge(session::routes())
        .merge(sessions::routes())
        .merge(second_factor::routes())
        .merge(own_password::routes())
        .merge(sign_in::routes())
        .merge(back_channel::routes())
        .merge(users::routes())
        .merge(tokens::routes())
        .merge(phone_links::routes())
        .merge(access_review::routes())
        .merge(resources::routes())
        .merge(exports::routes())
        .merge(tiles::routes())
        .merge(background::routes())
        .merge(imports::routes())
        .merge(public::routes());
    promises::complete(routes.get_openapi_mut());
    routes
}

/// The whole service as one router.
///
/// # Errors
/// When the contract cannot be written down, which a test would have found.
pub fn router(app: App, edge: Edge) -> anyhow::Result<Router> {
    assemble(contract(), app, edge)
}

/// A service of these routes. Tests add routes of their own to see what the layers make of them.
///
/// # Errors
/// As [`router`].
pub fn assemble(contract: OpenApiRouter<App>, app: App, edge: Edge) -> anyhow::Result<Router> {
    let (routes, document) = contract.split_for_parts();
    let around = (app.clone(), edge.clone());
    Ok(routes
        .merge(docs::routes(&document)?)
        .merge(health::routes())
        .merge(problem_pages::routes())
        .fallback(page::serve)
        .method_not_allowed_fallback(|| async {
            // axum itself adds which methods there are.
            Problem::new(ProblemKind::MethodNotAllowed, "The header Allow says which methods are used here.")
        })
        .with_state(app)
        .layer(Extension(edge))
        .layer(middleware::from_fn_with_state(around, surrounded)))
}

/// What every request meets before its route, from the outside in. One layer, since axum clones and boxes all that lies
/// within a layer for each request: six of them cost more than most answers.
async fn surrounded(State((app, edge)): State<(App, Edge)>, request: Request, next: Next) -> Response {
    let (app, edge) = (&app, &edge);
    let audited = |request| audited::audited(app, request, move |request| next.run(request));
    let aged = |request| stale::told(app, request, audited);
    let limited = |request| limits::limited(app, edge, request, aged);
    let guarded = |request| guard::guarded(edge, request, limited);
    let secured = |request| headers::secured(edge, request, guarded);
    let logged = |request| guard::logged(request, secured);
    request::numbered(request, logged).await
}
