//! Keeping and letting go: what the table of decisions says is due, the package that is written before
//! anything goes, the run that carries it out, and the list by which a restored backup learns of it.
//!
//! What a rule is and when something is due is the domain's; taking texts out is the register's. Here
//! is the job in between, the same for the server and for the command line.

pub mod job;
pub mod list;
pub mod package;
mod parts;
pub mod plan;
pub mod replay;
#[cfg(test)]
mod tests;
