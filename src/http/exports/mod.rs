//! Exports: every list as a file, as it is or as it stood, for as much as somebody sees of it.

mod answer;
mod asked;
mod fault;
mod layer;
mod made;
mod rows;
mod turns;
pub mod when;

pub use answer::{ROWS_HEADER, export};
pub use asked::Asked;
pub use fault::{NoExport, of_past};
pub use layer::Layer;
pub use made::{Limits, Made, make};
pub use turns::Turns;

use super::state::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The route.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(answer::export))
}
