//! What the service is about, without how.

pub mod guard;
