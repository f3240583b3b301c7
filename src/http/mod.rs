//! The edge: requests in, answers out. No rule and no SQL lives here.

pub mod answer;
pub mod auth;
pub mod caller;
pub mod extract;
pub mod imports;
pub mod problem;
pub mod request;
pub mod state;
