//! The service as its callers meet it: the router in process, on a register in memory.

#![allow(clippy::unwrap_used)] // a test that cannot go on has failed

mod access;
mod contract;
mod edge;
mod problems;
mod session;
mod support;
mod tidy;
mod work;
