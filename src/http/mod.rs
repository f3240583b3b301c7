//! The edge: requests in, answers out. No rule and no SQL lives here.

pub mod address;
pub mod answer;
pub mod auth;
pub mod caller;
pub mod docs;
pub mod edge;
pub mod extract;
pub mod guard;
pub mod headers;
mod health;
pub mod imports;
pub mod limits;
pub mod page;
mod page_of;
pub mod problem;
mod problem_kinds;
mod problem_pages;
pub mod render;
pub mod request;
pub mod resources;
pub mod router;
mod session;
pub mod state;
mod tile_filters;
pub mod tiles;
mod tokens;
mod users;
