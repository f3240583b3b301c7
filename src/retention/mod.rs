//! Keeping and letting go: what the table of decisions says is due, the package that is written before
//! anything goes, the run that carries it out, and the list by which a restored backup learns of it.
//!
//! What a rule is and when something is due is the domain's; taking texts out is the register's. Here
//! is the job in between, the same for the server and for the command line.

mod cut;
pub mod job;
pub mod list;
pub mod package;
mod parts;
pub mod plan;
pub mod replay;
#[cfg(test)]
mod tests;

/// Does what keeps a processor busy, or waits for the disk, where no request waits behind it. A panic goes on here.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await.map_err(tokio::task::JoinError::try_into_panic) {
        Ok(done) => done,
        Err(Ok(panic)) => std::panic::resume_unwind(panic),
        // The runtime ends, and whoever waits with it.
        Err(Err(_)) => std::future::pending().await,
    }
}
