//! The edge: requests in, answers out. No rule and no SQL lives here.

pub mod answer;
pub mod auth;
pub mod caller;
pub mod extract;
pub mod problem;
pub mod render;
pub mod request;
pub mod resources;
pub mod state;
mod tile_filters;
pub mod tiles;
