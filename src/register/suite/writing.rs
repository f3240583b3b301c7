//! Transactions, numbers, versions, keys, and what is read back of them.

use super::{Backend, START_MS, all, command, commit, commit_writes, key, on_every_backend, stored, write};
use crate::register::{CommandWrites, Fault, MISSED_MAX, Outcome, READER_VERSION, Remembered, Stats};

on_every_backend!(
    an_empty_register_stands_at_zero,
    what_is_committed_is_loaded,
    a_load_comes_in_batches,
    numbers_are_gapless_whatever_fails_between,
    a_rollback_leaves_no_trace,
    a_commit_needs_a_begin,
    a_transaction_left_open_is_ended_by_the_next,
    what_others_wrote_is_caught_up_with,
    what_was_missed_comes_in_pages,
    a_look_tells_the_same_and_locks_nothing,
    a_change_the_register_does_not_have_has_no_hash,
    outcomes_are_remembered_for_the_caller_alone,
    a_key_is_used_once,
    a_command_that_changes_nothing_is_remembered,
    each_version_follows_on_the_last,
    one_bad_command_undoes_the_batch,
    time_never_goes_back,
    history_tells_the_newest_versions_oldest_first,
    changes_are_read_page_by_page,
    what_one_database_would_refuse_all_refuse,
    a_big_batch_is_one_step,
    figures_count_what_there_is,
    what_is_asked_of_readers_is_raised_and_never_taken_back,
);

async fn an_empty_register_stands_at_zero<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let (records, head) = all(register.as_mut()).await;
    assert!(records.is_empty());
    assert_eq!((head.seq, head.epoch, head.hash, head.least_reader_version), (0, 1, [0; 32], 1));
    let archive = register.archive();
    assert!(archive.changes_after(0, 10).await.expect("read").is_empty());
    assert_eq!(archive.verify(&|_| ()).await.expect("verified"), Default::default());
}

async fn what_is_committed_is_loaded<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let mut without_content = write("report", 5, 1);
    without_content.record.content = None;
    let head = commit_writes(
        register.as_mut(),
        vec![write("place", 5, 1), without_content.clone(), write("place", 6, 1)],
    )
    .await;
    assert_eq!(head.seq, 3);
    let head = commit_writes(register.as_mut(), vec![write("place", 5, 2)]).await;
    let expected =
        vec![stored(write("place", 5, 2), 4), stored(write("place", 6, 1), 3), stored(without_content, 2)];
    assert_eq!(all(register.as_mut()).await, (expected.clone(), head.clone()));
    drop(register);
    assert_eq!(all(backend.open().await.as_mut()).await, (expected, head));
}

async fn a_load_comes_in_batches<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), (1..=7).map(|id| write("place", id, 1)).collect()).await;
    let mut sizes = Vec::new();
    register.load(3, &mut |batch| sizes.push(batch.len())).await.expect("loaded");
    assert_eq!(sizes, [3, 3, 1]);
}

async fn numbers_are_gapless_whatever_fails_between<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    for round in 1..=4 {
        register.begin(0, &[]).await.expect("begun");
        register.rollback().await.expect("rolled back");
        let bad = commit(
            register.as_mut(),
            &[command("bad", vec![write("place", round, 1), write("place", 99, 9)])],
        )
        .await;
        assert!(matches!(bad, Err(Fault::Statement(_))), "{bad:?}");
        let head =
            commit_writes(register.as_mut(), vec![write("place", round, 1), write("place", round, 2)]).await;
        assert_eq!(head.seq, 2 * round);
    }
    let changes = register.archive().changes_after(0, 100).await.expect("read");
    assert_eq!(changes.iter().map(|change| change.seq).collect::<Vec<_>>(), (1..=8).collect::<Vec<_>>());
}

async fn a_rollback_leaves_no_trace<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), vec![write("place", 1, 1)]).await;
    let before = all(register.as_mut()).await;
    register.begin(1, &[]).await.expect("begun");
    register.rollback().await.expect("rolled back");
    register.rollback().await.expect("nothing to roll back is no trouble");
    assert_eq!(all(register.as_mut()).await, before);
}

async fn a_commit_needs_a_begin<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let without = register.commit(START_MS, &[command("a", vec![write("place", 1, 1)])]).await;
    assert!(matches!(without, Err(Fault::Broken(_))), "{without:?}");
    commit_writes(register.as_mut(), vec![write("place", 1, 1)]).await;
    let again = register.commit(START_MS, &[command("b", vec![write("place", 2, 1)])]).await;
    assert!(matches!(again, Err(Fault::Broken(_))), "a commit ends the transaction: {again:?}");
    assert_eq!(all(register.as_mut()).await.1.seq, 1);
}

async fn a_transaction_left_open_is_ended_by_the_next<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    register.begin(0, &[]).await.expect("begun");
    commit_writes(register.as_mut(), vec![write("place", 1, 1)]).await;
    register.begin(0, &[]).await.expect("begun");
    assert_eq!(all(register.as_mut()).await.1.seq, 1);
    let after_load = register.commit(START_MS, &[]).await;
    assert!(matches!(after_load, Err(Fault::Broken(_))), "{after_load:?}");
}

async fn what_others_wrote_is_caught_up_with<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), (1..=3).map(|id| write("place", id, 1)).collect()).await;
    commit_writes(register.as_mut(), vec![write("place", 1, 2), write("report", 1, 1)]).await;
    let mut missed = async |known| {
        let begun = register.begin(known, &[]).await.expect("begun");
        assert_eq!(begun.news.head.seq, 5);
        begun.news.missed
    };
    assert!(missed(5).await.is_empty());
    assert_eq!(missed(4).await, [stored(write("report", 1, 1), 5)]);
    let later = [stored(write("place", 1, 2), 4), stored(write("report", 1, 1), 5)];
    assert_eq!(missed(3).await, later, "each as it is now, once");
    let all: Vec<_> =
        [stored(write("place", 2, 1), 2), stored(write("place", 3, 1), 3)].into_iter().chain(later).collect();
    assert_eq!(missed(0).await, all);
}

async fn what_was_missed_comes_in_pages<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let many = MISSED_MAX as u64 + 3;
    commit_writes(register.as_mut(), (1..=many).map(|id| write("place", id, 1)).collect()).await;
    let first = register.look(0).await.expect("looked");
    assert_eq!((first.missed.len(), first.told_until()), (MISSED_MAX, MISSED_MAX as u64));
    // Of what is on the second page, one is changed meanwhile: it comes as it then is.
    commit_writes(register.as_mut(), vec![write("place", many, 2)]).await;
    let second = register.begin(first.told_until(), &[]).await.expect("begun").news;
    let seqs: Vec<_> = second.missed.iter().map(|record| record.seq).collect();
    assert_eq!((seqs, second.told_until()), (vec![many - 2, many - 1, many + 1], many + 1));
}

async fn a_look_tells_the_same_and_locks_nothing<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let first = commit_writes(register.as_mut(), vec![write("place", 1, 1), write("place", 2, 1)]).await;
    let head = commit_writes(register.as_mut(), vec![write("place", 1, 2)]).await;
    let news = register.look(2).await.expect("looked");
    assert_eq!((news.head.clone(), news.known_hash), (head.clone(), Some(first.hash)));
    assert_eq!(news.missed, [stored(write("place", 1, 2), 3)]);
    let begun = register.begin(2, &[]).await.expect("not locked").news;
    assert_eq!((begun.head, begun.known_hash, begun.missed), (news.head, news.known_hash, news.missed));
    register.rollback().await.expect("rolled back");
    let news = register.look(3).await.expect("looked");
    assert_eq!((news.known_hash, news.missed.len()), (Some(head.hash), 0));
    assert_eq!(register.look(0).await.expect("looked").known_hash, Some([0; 32]));
}

async fn a_change_the_register_does_not_have_has_no_hash<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), vec![write("place", 1, 1)]).await;
    let ahead = register.begin(2, &[]).await.expect("begun").news;
    assert_eq!((ahead.head.seq, ahead.known_hash, ahead.missed.len()), (1, None, 0));
}

async fn outcomes_are_remembered_for_the_caller_alone<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let outcome = Outcome { kind: "place".into(), id: 7, version: 1, status: 201, seq: 0 };
    let writes = vec![write("place", 7, 1), write("report", 1, 1)];
    let first =
        CommandWrites { key: key("anna", "k"), request_hash: [3; 32], writes, outcome: outcome.clone() };
    let second = CommandWrites { key: key("bo", "k"), ..command("", vec![write("place", 7, 2)]) };
    commit(register.as_mut(), &[first, second]).await.expect("committed");
    let remembered = Remembered { outcome: Outcome { seq: 2, ..outcome }, request_hash: Some([3; 32]) };
    let asked = [key("anna", "other"), key("anna", "k"), key("cecilia", "k")];
    let expected = [(key("anna", "k"), remembered)];
    assert_eq!(register.begin(3, &asked).await.expect("begun").earlier, expected);
    drop(register);
    assert_eq!(backend.open().await.begin(3, &asked).await.expect("begun").earlier, expected);
    let bo = backend.open().await.begin(3, &[key("bo", "k")]).await.expect("begun").earlier;
    assert_eq!((bo[0].1.outcome.seq, bo[0].1.outcome.version), (3, 2));
}

async fn a_key_is_used_once<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let twice = [command("k", vec![write("place", 1, 1)]), command("k", vec![write("place", 2, 1)])];
    let in_one_batch = commit(register.as_mut(), &twice).await;
    assert!(matches!(in_one_batch, Err(Fault::Statement(_))), "{in_one_batch:?}");
    commit(register.as_mut(), &twice[..1]).await.expect("committed");
    let later = commit(register.as_mut(), &twice[1..]).await;
    assert!(matches!(later, Err(Fault::Statement(_))), "{later:?}");
    assert_eq!(all(register.as_mut()).await.0, [stored(write("place", 1, 1), 1)]);
}

async fn a_command_that_changes_nothing_is_remembered<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let before = commit_writes(register.as_mut(), vec![write("place", 1, 1)]).await;
    backend.clock().advance(1_000);
    let after = commit(register.as_mut(), &[command("idle", vec![])]).await.expect("committed");
    assert_eq!(after, before);
    let begun = register.begin(1, &[key("anna", "idle")]).await.expect("begun");
    assert_eq!(begun.earlier[0].1.outcome.seq, 1);
    assert_eq!(begun.news.head, before);
}

async fn each_version_follows_on_the_last<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), vec![write("place", 1, 1), write("place", 1, 2)]).await;
    let before = all(register.as_mut()).await;
    let bad: [&[(u64, u32)]; 7] =
        [&[(1, 1)], &[(1, 2)], &[(1, 4)], &[(1, 0)], &[(2, 2)], &[(2, 1), (2, 1)], &[(1, 3), (1, 5)]];
    for (number, versions) in bad.iter().enumerate() {
        let writes = versions.iter().map(|(id, version)| write("place", *id, *version)).collect();
        let refused = commit(register.as_mut(), &[command(&format!("bad {number}"), writes)]).await;
        assert!(matches!(refused, Err(Fault::Statement(_))), "{versions:?}: {refused:?}");
        assert_eq!(all(register.as_mut()).await, before, "{versions:?} left a trace");
    }
    let in_one = vec![write("place", 1, 3), write("place", 2, 1), write("place", 1, 4)];
    let head = commit(register.as_mut(), &[command("good", in_one)]).await.expect("committed");
    assert_eq!(head.seq, 5);
}

async fn one_bad_command_undoes_the_batch<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let batch = [
        command("good", vec![write("place", 1, 1)]),
        command("bad", vec![write("place", 2, 1), write("place", 3, 2)]),
        command("good too", vec![write("place", 4, 1)]),
    ];
    let refused = commit(register.as_mut(), &batch).await;
    assert!(matches!(refused, Err(Fault::Statement(_))), "{refused:?}");
    assert_eq!(all(register.as_mut()).await.1.seq, 0);
    assert!(register.begin(0, &[key("anna", "good")]).await.expect("begun").earlier.is_empty());
    let mut done = Vec::new();
    for alone in &batch {
        done.push(commit(register.as_mut(), std::slice::from_ref(alone)).await.is_ok());
    }
    assert_eq!(done, [true, false, true]);
    assert_eq!(all(register.as_mut()).await.1.seq, 2);
}

async fn time_never_goes_back<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), vec![write("place", 1, 1)]).await;
    backend.clock().advance(-60_000);
    let begun = register.begin(1, &[]).await.expect("begun");
    assert_eq!(begun.now_ms, START_MS);
    let earlier = register.commit(START_MS - 1, &[command("a", vec![write("place", 1, 2)])]).await;
    assert!(matches!(earlier, Err(Fault::Statement(_))), "{earlier:?}");
    backend.clock().advance(61_000);
    let begun = register.begin(1, &[]).await.expect("begun");
    assert_eq!(begun.now_ms, START_MS + 1_000);
    let head =
        register.commit(begun.now_ms, &[command("b", vec![write("place", 1, 2)])]).await.expect("committed");
    assert_eq!(head.time_ms, START_MS + 1_000);
}

async fn history_tells_the_newest_versions_oldest_first<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    for version in 1..=5 {
        commit_writes(register.as_mut(), vec![write("place", 1, version), write("place", 2, version)]).await;
    }
    let archive = register.archive();
    let versions = archive.history("place", 1, u32::MAX, 3).await.expect("read");
    assert_eq!(versions.iter().map(|version| version.record.version).collect::<Vec<_>>(), [3, 4, 5]);
    assert_eq!(versions[0].record, stored(write("place", 1, 3), 5));
    let change = &versions[0].change;
    assert_eq!((change.seq, change.epoch, change.time_ms, change.version), (5, 1, START_MS, 3));
    assert_eq!(
        (change.verb.as_str(), change.party.as_str(), change.role.as_str()),
        ("place.change", "sisab", "coordinator")
    );
    assert!(versions.iter().all(|version| !version.content_erased));
    assert_eq!(archive.history("place", 1, u32::MAX, 100).await.expect("read").len(), 5);
    let earlier = archive.history("place", 1, 4, 2).await.expect("read");
    assert_eq!(earlier.iter().map(|version| version.record.version).collect::<Vec<_>>(), [3, 4]);
    assert!(archive.history("place", 1, 0, 9).await.expect("read").is_empty());
    assert!(archive.history("place", 1, u32::MAX, 0).await.expect("read").is_empty());
    assert!(archive.history("report", 1, u32::MAX, 9).await.expect("read").is_empty());
    assert!(archive.history("place", u64::MAX, u32::MAX, 9).await.expect("read").is_empty());
}

async fn changes_are_read_page_by_page<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), (1..=7).map(|id| write("place", id, 1)).collect()).await;
    let archive = register.archive();
    let (mut pages, mut last) = (Vec::new(), 0);
    loop {
        let page = archive.changes_after(last, 3).await.expect("read");
        let Some(end) = page.last() else { break };
        last = end.seq;
        pages.push(page.iter().map(|change| change.id).collect::<Vec<_>>());
    }
    assert_eq!(pages, [vec![1, 2, 3], vec![4, 5, 6], vec![7]]);
    assert!(archive.changes_after(u64::MAX, 3).await.expect("read").is_empty());
}

async fn what_one_database_would_refuse_all_refuse<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let alterations: [fn(&mut CommandWrites); 14] = [
        |command| command.key.caller.push('\0'),
        |command| command.key.key.push('\0'),
        |command| command.key.key = "k".repeat(201),
        |command| command.key.caller.clear(),
        |command| command.outcome.kind.push('\0'),
        |command| command.outcome.status = 409,
        |command| command.writes[0].verb.push('\0'),
        |command| command.writes[0].party.push('\0'),
        |command| command.writes[0].role.push('\0'),
        |command| command.writes[0].record.kind.push('\0'),
        |command| command.writes[0].record.facts = "\"a\0b\"".into(),
        |command| command.writes[0].record.facts = r#"{"a":"\u0000"}"#.into(),
        |command| command.writes[0].record.content = Some(r#"{"a":1e400}"#.into()),
        |command| command.writes[0].record.id = 1 << 53,
    ];
    for (number, alter) in alterations.iter().enumerate() {
        let mut bad = command("k", vec![write("place", 1, 1)]);
        alter(&mut bad);
        let refused = commit(register.as_mut(), &[bad]).await;
        assert!(matches!(refused, Err(Fault::Statement(_))), "alteration {number}: {refused:?}");
    }
    commit(register.as_mut(), &[command("k", vec![write("place", 1, 1)])])
        .await
        .expect("the unaltered is accepted");
}

async fn a_big_batch_is_one_step<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let mut big = write("area", 1, 1);
    big.record.facts = format!(r#"{{"ring":"{}"}}"#, "x".repeat(2 * 1024 * 1024));
    let mut writes = vec![big.clone()];
    writes.extend((1..=1_500).map(|id| write("place", id, 1)));
    let head = commit_writes(register.as_mut(), writes).await;
    assert_eq!(head.seq, 1_501);
    let (records, loaded) = all(register.as_mut()).await;
    assert_eq!((records.len(), loaded), (1_501, head));
    assert_eq!(records[0], stored(big, 1));
    let verified = register.archive().verify(&|_| ()).await.expect("verified");
    assert_eq!((verified.changes, verified.records, verified.faults.len()), (1_501, 1_501, 0));
}

async fn figures_count_what_there_is<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), vec![write("report", 1, 1), write("place", 1, 1), write("place", 2, 1)])
        .await;
    commit_writes(register.as_mut(), vec![write("place", 1, 2)]).await;
    let stats = register.archive().stats().await.expect("read");
    let expected = Stats {
        records: vec![("place".into(), 2), ("report".into(), 1)],
        versions: 4,
        seq: 4,
        commands: 4,
        bytes: stats.bytes,
    };
    assert_eq!(stats, expected);
}

async fn what_is_asked_of_readers_is_raised_and_never_taken_back<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    assert_eq!(register.raise_reader(READER_VERSION).await.expect("raised"), 1);
    assert_eq!(register.raise_reader(1).await.expect("left alone"), READER_VERSION);
    let begun = register.begin(0, &[]).await.expect("begun");
    assert_eq!(begun.news.head.least_reader_version, READER_VERSION);
    register.rollback().await.expect("rolled back");
    let head = commit_writes(register.as_mut(), vec![write("place", 1, 1)]).await;
    assert_eq!((head.seq, head.least_reader_version), (1, READER_VERSION), "the chain goes on as it was");
    drop(register);
    assert_eq!(all(backend.open().await.as_mut()).await.1.least_reader_version, READER_VERSION);
}
