//! The nouns of the contract, a file for each.

use crate::http::state::App;
use utoipa_axum::router::OpenApiRouter;

/// Their routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
