//! The edge itself: who may call and how much, what every answer carries, the accept loop on a
//! socket, and the program as an operator runs it.

mod by_server;
mod headers;
mod health;
mod imports;
mod limits;
mod oidc;
mod oidc_log_out;
mod page;
mod phones;
mod problems;
mod program;
mod retention;
mod second_factor;
mod serve;
mod session;
mod sessions;
mod stream;
pub mod support;
mod tokens;
mod users;
mod wire;
