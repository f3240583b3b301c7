//! Bytes that no record names are taken out of the object store: at once when their record goes, and now and
//! then for what a crash between the two has left.
//!
//! A photo's bytes are stored before its record is written, and taken out after its record is gone. So a crash
//! leaves at most bytes without a record, which nobody can reach, and which are found here.

use super::store::{Fault, Store};
use crate::domain::photo::ObjectName;
use crate::domain::record::Kind;
use crate::engine::Engine;
use crate::index::snapshot::Snapshot;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;
use std::time::Duration;

/// Bytes may wait so long for their record: a write whose outcome is unknown is settled in minutes.
pub const WAITS: SignedDuration = SignedDuration::from_hours(24);
/// How often all is looked at.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Takes out everything that no record names and that was put in before a moment. Answers how many photos
/// that were.
///
/// # Errors
/// [`Fault::Store`]; what was not taken out is found the next time.
pub async fn sweep(store: &Store, engine: &Engine, before: Timestamp) -> Result<usize, Fault> {
    let stored = store.older_than(before).await?;
    // Looked at after the store: what is written meanwhile is newer than what was listed.
    let snapshot = engine.snapshot();
    if let Some((_, id, _)) = snapshot.quarantined.iter().find(|(kind, ..)| *kind == Kind::Photo.code()) {
        tracing::warn!(id, "a photo's record cannot be read, so nobody knows its bytes; none are taken out");
        return Ok(0);
    }
    let named: HashSet<ObjectName> = snapshot.reference.photos.iter().map(|photo| photo.object).collect();
    let mut taken = 0;
    for name in stored.into_iter().filter(|name| !named.contains(name)) {
        store.remove(name).await?;
        taken += 1;
    }
    Ok(taken)
}

/// Keeps the store as the register says, until the engine is gone.
pub async fn follow(store: Store, engine: Engine) {
    let mut bell = engine.events().listen();
    let mut known = engine.snapshot();
    let mut due = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            _ = due.tick() => look_at_all(&store, &engine).await,
            rung = bell.changed() => if rung.is_err() { return },
        }
        let now = engine.snapshot();
        for name in gone_since(&known, &now) {
            if let Err(fault) = store.remove(name).await {
                tracing::error!(%fault, "a photo that is erased is still in the object store; the sweep tries again");
            }
        }
        known = now;
    }
}

async fn look_at_all(store: &Store, engine: &Engine) {
    match sweep(store, engine, Timestamp::now() - WAITS).await {
        Ok(0) => {}
        Ok(photos) => {
            tracing::info!(photos, "photos that no record names were taken out of the object store")
        }
        Err(fault) => tracing::error!(%fault, "the object store could not be looked through"),
    }
}

/// What has been erased. A record that is not there for another reason, such as a register that was put back to
/// an earlier state, is left to the sweep, which waits.
fn gone_since(before: &Snapshot, now: &Snapshot) -> Vec<ObjectName> {
    let missing = now.reference.photos.gone_since(&before.reference.photos);
    missing.filter(|photo| now.gone.contains_key(&photo.id.into())).map(|photo| photo.object).collect()
}
