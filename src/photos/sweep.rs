//! Bytes that no record names are taken out of the object store: at once when their record goes, and now and
//! then for what a crash between the two has left.
//!
//! A photo's bytes are stored before its record is written, and taken out after its record is gone. So a crash
//! leaves at most bytes without a record, which nobody can reach, and which are found here.

use super::store::{Fault, Store};
use crate::domain::photo::ObjectName;
use crate::domain::record::Kind;
use crate::engine::{Engine, Health};
use crate::index::snapshot::Snapshot;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;
use std::time::Duration;

/// Bytes may wait so long for their record: a write whose outcome is unknown is settled in minutes.
pub const WAITS: SignedDuration = SignedDuration::from_hours(24);
/// How often all is looked at.
const EVERY: Duration = Duration::from_secs(60 * 60);
/// So many photos in a row that cannot be taken out end the run: then it is the store, and each of them is waited for.
const FAULTS_MAX: usize = 20;
/// After so long without a word of the register nobody knows any more what others have written into it.
const HEARD_WITHIN: Duration = Duration::from_secs(60);

/// Takes out everything that no record names and that was put in before a moment. Answers how many photos
/// that were: none while it is not known what the register names.
///
/// # Errors
/// [`Fault::Store`], the last one; what could not be taken out is found the next time, and holds nothing else up.
pub async fn sweep(store: &Store, engine: &Engine, before: Timestamp) -> Result<usize, Fault> {
    let stored = store.older_than(before).await?;
    if !is_known(engine.health(), engine.silent_for()) {
        tracing::warn!("the register is not there to say which photos it names; none are taken out");
        return Ok(0);
    }
    // Looked at after the store: what is written meanwhile is newer than what was listed.
    let snapshot = engine.snapshot();
    if let Some((_, id, _)) = snapshot.quarantined.iter().find(|(kind, ..)| *kind == Kind::Photo.code()) {
        tracing::warn!(id, "a photo's record cannot be read, so nobody knows its bytes; none are taken out");
        return Ok(0);
    }
    let named: HashSet<ObjectName> = snapshot.reference.photos.iter().map(|photo| photo.object).collect();
    take_out(stored.into_iter().filter(|name| !named.contains(name)), |name| store.remove(name)).await
}

/// Takes one after the other out, as far as they can be. Answers how many, or the last fault.
async fn take_out<F: Future<Output = Result<(), Fault>>>(
    names: impl Iterator<Item = ObjectName>,
    remove: impl Fn(ObjectName) -> F,
) -> Result<usize, Fault> {
    let (mut taken, mut in_a_row, mut last) = (0, 0, None);
    for name in names {
        match remove(name).await {
            Ok(()) => (taken, in_a_row) = (taken + 1, 0),
            Err(fault) => {
                tracing::error!(%fault, "a photo that no record names cannot be taken out");
                in_a_row += 1;
                last = Some(fault);
            }
        }
        if in_a_row == FAULTS_MAX {
            break;
        }
    }
    last.map_or(Ok(taken), Err)
}

/// Whether what is in memory is what the register names: whoever has lost it does not know of photos that came in by others since.
fn is_known(health: Health, silent_for: Duration) -> bool {
    health == Health::Ready && silent_for < HEARD_WITHIN
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
    let before = Timestamp::now() - WAITS;
    match store.remove_unfinished(before).await {
        Ok(0) => {}
        Ok(files) => {
            tracing::info!(files, "files that were never finished were taken out of the object store")
        }
        Err(fault) => tracing::error!(%fault, "files that were never finished are still in the object store"),
    }
    match sweep(store, engine, before).await {
        Ok(0) => {}
        Ok(photos) => {
            tracing::info!(photos, "photos that no record names were taken out of the object store")
        }
        Err(fault) => tracing::error!(%fault, "the object store could not be looked through to its end"),
    }
}

/// What has been erased. A record that is not there for another reason, such as a register that was put back to
/// an earlier state, is left to the sweep, which waits.
fn gone_since(before: &Snapshot, now: &Snapshot) -> Vec<ObjectName> {
    let missing = now.reference.photos.gone_since(&before.reference.photos);
    missing.filter(|photo| now.gone.contains_key(&photo.id.into())).map(|photo| photo.object).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hex::Hex;
    use crate::engine::tests::support;
    use crate::photos::picture::{Drawn, Picture};
    use crate::register;
    use crate::register::faulty::{Act, Step};

    /// A store with a photo that no record names, and a moment after which it is due.
    async fn with_one_left() -> (Store, Timestamp) {
        let store = Store::in_memory();
        let drawn = Drawn { width: 1, height: 1, bytes: vec![7] };
        store.put(Hex([7; 16]), Picture { large: drawn.clone(), small: drawn }).await.unwrap();
        (store, Timestamp::now() + SignedDuration::from_hours(1))
    }

    #[tokio::test]
    async fn who_has_lost_the_register_takes_nothing_out() {
        let (store, later) = with_one_left().await;
        let script = support::Clock::new().script();
        let engine = support::town(script.open()).await;
        script.at(Step::Commit, 1, Act::Refuse(register::Fault::Broken("the disk".into())));
        assert!(support::send_report(&engine, "a").await.is_err());
        assert_eq!(engine.health(), Health::Broken);
        assert_eq!(sweep(&store, &engine, later).await.unwrap(), 0);
        assert_eq!(store.older_than(later).await.unwrap().len(), 1, "others may have written its record");
        let (engine, _) = support::start(script.open(), 2).await;
        assert_eq!(sweep(&store, &engine, later).await.unwrap(), 1);
    }

    #[tokio::test]
    async fn what_cannot_be_taken_out_holds_nothing_else_up() {
        let tried = std::cell::RefCell::new(Vec::new());
        let fails = |from: u8, until: u8| {
            let tried = &tried;
            move |name: ObjectName| async move {
                tried.borrow_mut().push(name.0[0]);
                let path = object_store::path::Path::from("a photo");
                if (from..until).contains(&name.0[0]) { Err(Fault::Missing(path)) } else { Ok(()) }
            }
        };
        let names = || (0..50).map(|first| Hex([first; 16]));
        assert_eq!(take_out(names(), fails(0, 0)).await.unwrap(), 50);
        tried.take();
        assert!(take_out(names(), fails(3, 5)).await.is_err());
        assert_eq!(tried.take().len(), 50, "the others are taken out all the same");
        assert!(take_out(names(), fails(3, 50)).await.is_err());
        assert_eq!(tried.take().len(), 3 + FAULTS_MAX, "a store that is away is not asked for each of them");
    }

    #[test]
    fn what_the_register_names_is_known_while_it_is_heard_of() {
        let seconds = Duration::from_secs;
        assert!(is_known(Health::Ready, seconds(0)) && is_known(Health::Ready, seconds(59)));
        assert!(!is_known(Health::Ready, seconds(60)));
        assert!(!is_known(Health::ReadOnly, seconds(0)) && !is_known(Health::Broken, seconds(0)));
    }
}
