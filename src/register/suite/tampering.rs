//! What verification finds, and what it does not mind.

use super::{Backend, Tamper, commit_writes, on_every_backend, write};
use crate::register::Verification;
use std::sync::Mutex;

on_every_backend!(
    an_untouched_register_holds,
    altered_facts_are_found,
    an_altered_line_is_found,
    a_deleted_change_is_found,
    a_deleted_version_is_found,
    versions_in_each_others_place_are_found,
    a_record_unlike_its_newest_version_is_found,
    a_record_that_is_gone_is_found,
    a_cut_tail_is_found_by_the_head,
    content_erased_without_an_order_is_counted_and_found,
);

/// Changes 1 and 2 create places 1 and 2, change 3 alters place 1, change 4 creates place 3.
async fn filled<B: Backend>() -> B {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let writes = vec![write("place", 1, 1), write("place", 2, 1), write("place", 1, 2), write("place", 3, 1)];
    commit_writes(register.as_mut(), writes).await;
    backend
}

async fn verify<B: Backend>(backend: &B) -> Verification {
    let register = backend.open().await;
    register.archive().verify(&|_| ()).await.expect("verified")
}

/// What is found after the tampering, as one text.
async fn found<B: Backend>(tamper: Tamper) -> String {
    let backend = filled::<B>().await;
    backend.tamper(&tamper);
    verify(&backend).await.faults.join("; ")
}

async fn an_untouched_register_holds<B: Backend>() {
    let backend = filled::<B>().await;
    let register = backend.open().await;
    let told = Mutex::new(Vec::new());
    let verified = register.archive().verify(&|changes| told.lock().expect("whole").push(changes)).await;
    let expected = Verification { changes: 4, records: 3, ..Verification::default() };
    assert_eq!(verified.expect("verified"), expected);
    assert_eq!(told.into_inner().expect("whole").last(), Some(&4));
}

async fn altered_facts_are_found<B: Backend>() {
    assert_eq!(
        found::<B>(Tamper::Facts { seq: 1 }).await,
        "the facts of change 1 are not those it was written with"
    );
}

async fn an_altered_line_is_found<B: Backend>() {
    let expected = "change 2 does not follow from the one before: its hash differs";
    assert_eq!(found::<B>(Tamper::Party { seq: 2 }).await, expected);
}

async fn a_deleted_change_is_found<B: Backend>() {
    let found = found::<B>(Tamper::DeleteChange { seq: 2 }).await;
    assert!(found.contains("after change 1 comes 3"), "{found}");
    assert!(found.contains("place 2 is in no change"), "{found}");
}

async fn a_deleted_version_is_found<B: Backend>() {
    assert_eq!(found::<B>(Tamper::DeleteVersion { seq: 1 }).await, "change 1 has no version row");
}

async fn versions_in_each_others_place_are_found<B: Backend>() {
    let found = found::<B>(Tamper::SwapVersions(1, 3)).await;
    for expected in ["the facts of change 1 are not", "the facts of change 3 are not", "place 1 differs"] {
        assert!(found.contains(expected), "{found}");
    }
}

async fn a_record_unlike_its_newest_version_is_found<B: Backend>() {
    assert_eq!(found::<B>(Tamper::RecordFacts { id: 2 }).await, "place 2 differs from its newest version");
}

async fn a_record_that_is_gone_is_found<B: Backend>() {
    assert_eq!(found::<B>(Tamper::DeleteRecord { id: 2 }).await, "place 2 has changes but no record");
}

async fn a_cut_tail_is_found_by_the_head<B: Backend>() {
    let expected = "the head stands at change 4, the last one found is 3";
    assert_eq!(found::<B>(Tamper::CutTail { seq: 4, id: 3 }).await, expected);
}

async fn content_erased_without_an_order_is_counted_and_found<B: Backend>() {
    let backend = filled::<B>().await;
    backend.tamper(&Tamper::EraseContent { seq: 1 });
    let verified = verify(&backend).await;
    assert_eq!((verified.changes, verified.records, verified.erased), (4, 3, 1));
    assert_eq!(verified.faults, ["the content of change 1 is gone, and no order says so"]);
    let history = backend.open().await.archive().history("place", 1, u32::MAX, 9).await.expect("read");
    let erased: Vec<_> =
        history.iter().map(|version| (version.content_erased, version.record.content.is_none())).collect();
    assert_eq!(erased, [(true, true), (false, false)]);
}
