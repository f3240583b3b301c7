//! How the service is, for whoever watches over it.

use super::edge::Edge;
use super::problem::{Problem, ProblemKind};
use super::state::App;
use crate::engine::Health;
use axum::Extension;
use axum::Router;
use axum::extract::State;
use axum::routing::get;

/// The routes. They are no part of the contract for programs.
pub fn routes() -> Router<App> {
    Router::new().route("/healthz", get(|| async { "alive\n" })).route("/readyz", get(ready))
}

/// Caught up and writable.
async fn ready(State(app): State<App>, Extension(edge): Extension<Edge>) -> Result<&'static str, Problem> {
    let unready =
        |detail| Problem { retry_after_s: Some(2), ..Problem::new(ProblemKind::Unavailable, detail) };
    if edge.is_stopping() {
        return Err(unready("The service is stopping."));
    }
    match app.engine().health() {
        Health::Ready => Ok("ready\n"),
        Health::ReadOnly => {
            Err(unready("The register is away; what is known can be read, nothing can be written."))
        }
        Health::Broken => {
            Err(unready("The register is broken; nothing is written until it has been looked at."))
        }
    }
}
