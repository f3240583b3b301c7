//! The audit log, beside the chain.

use super::{Backend, START_MS, all, command, commit, on_every_backend, write};
use crate::register::audit::{Acts, Asked, LINES_MAX, Line, Told};
use crate::register::{Fault, Register};

on_every_backend!(
    lines_are_read_back_the_newest_first_and_page_by_page,
    what_is_asked_for_is_found_by_everything_a_line_says,
    a_line_that_is_written_twice_is_there_once,
    lines_of_things_that_are_kept_from_somebody_are_not_told,
    a_caller_is_forgotten_and_the_line_stays,
    an_order_deletes_the_lines_whose_time_is_over_and_only_those,
    a_bad_line_leaves_all_as_it_was
);

fn line(at: i64, act: &str, caller: &str, thing: Option<(&str, u64)>) -> Line {
    Line {
        at_ms: START_MS + at,
        id: at.unsigned_abs(),
        act: act.into(),
        caller: caller.into(),
        party: "sisab".into(),
        role: "member".into(),
        surface: if act == "read" { "detail".into() } else { String::new() },
        thing: thing.map(|(kind, id)| (kind.into(), id)),
        class: thing.map(|_| "city".into()),
        origin: thing.map(|_| 7),
        level: thing.map(|_| "full".into()),
        since_ms: None,
        count: 1,
    }
}

fn some() -> Vec<Line> {
    let gap = Line { since_ms: Some(-5), count: 12, ..line(5, "gap", "server:1", None) };
    vec![
        line(1, "read", "account:a", Some(("place", 1))),
        line(2, "read", "account:b", Some(("place", 1))),
        line(3, "log_in", "account:a", None),
        line(4, "read", "account:a", Some(("report", (1 << 53) - 1))),
        gap,
    ]
}

async fn noted(register: &dyn Register, asked: &Asked) -> Vec<Line> {
    register.archive().noted(asked).await.expect("read")
}

async fn lines_are_read_back_the_newest_first_and_page_by_page<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    register.archive().note(&some()).await.expect("written");
    assert_eq!(all(register.as_mut()).await.1.seq, 0, "the chain knows nothing of them");
    drop(register);
    let register = backend.open().await;
    let newest: Vec<_> = some().into_iter().rev().collect();
    assert_eq!(noted(register.as_ref(), &Asked::default()).await, newest);
    let (mut after, mut paged) = (None, Vec::new());
    loop {
        let page = noted(register.as_ref(), &Asked { limit: 2, after, ..Asked::default() }).await;
        let Some(last) = page.last() else { break };
        after = Some((last.at_ms, last.id));
        paged.extend(page);
    }
    assert_eq!(paged, newest);
}

async fn what_is_asked_for_is_found_by_everything_a_line_says<B: Backend>() {
    let backend = B::fresh();
    let register = backend.open().await;
    register.archive().note(&some()).await.expect("written");
    let cases: [(Asked, &[i64]); 10] = [
        (Asked { acts: Acts::Reads, ..Asked::default() }, &[4, 2, 1]),
        (Asked { acts: Acts::Marks, ..Asked::default() }, &[5]),
        (Asked { acts: Acts::NotReads, ..Asked::default() }, &[5, 3]),
        (Asked { since_ms: Some(START_MS + 3), ..Asked::default() }, &[5, 4, 3]),
        (Asked { until_ms: Some(START_MS + 3), ..Asked::default() }, &[2, 1]),
        (Asked { caller: Some("account:a".into()), ..Asked::default() }, &[4, 3, 1]),
        (Asked { thing: Some(("place".into(), 1)), ..Asked::default() }, &[2, 1]),
        (Asked { surface: Some("detail".into()), ..Asked::default() }, &[4, 2, 1]),
        (Asked { party: Some("other".into()), ..Asked::default() }, &[]),
        (Asked { ids: Some((2, 3)), ..Asked::default() }, &[3, 2]),
    ];
    for (asked, expected) in cases {
        let found: Vec<_> =
            noted(register.as_ref(), &asked).await.iter().map(|line| line.at_ms - START_MS).collect();
        assert_eq!(found, expected, "{asked:?}");
    }
    let before = |acts| {
        let archive = register.archive();
        async move { archive.noted_before(acts, START_MS + 4).await.expect("counted") }
    };
    assert_eq!((before(Acts::Reads).await, before(Acts::NotReads).await), (2, 1));
}

async fn a_line_that_is_written_twice_is_there_once<B: Backend>() {
    let backend = B::fresh();
    let register = backend.open().await;
    let first = line(1, "read", "account:a", Some(("place", 1)));
    register.archive().note(std::slice::from_ref(&first)).await.expect("written");
    let other = Line { caller: "account:b".into(), ..first.clone() };
    register.archive().note(&[other, line(2, "read", "account:b", None)]).await.expect("written");
    let found = noted(register.as_ref(), &Asked::default()).await;
    assert_eq!(found, [line(2, "read", "account:b", None), first], "as it was written first");
}

async fn lines_of_things_that_are_kept_from_somebody_are_not_told<B: Backend>() {
    let backend = B::fresh();
    let register = backend.open().await;
    let of = |at, class: &str, origin| {
        let line = line(at, "read", "account:a", Some(("place", 1)));
        Line { class: Some(class.into()), origin: Some(origin), ..line }
    };
    let lines = [of(1, "city", 7), of(2, "police", 7), of(3, "police", 8), of(4, "city", 8)];
    register.archive().note(&lines).await.expect("written");
    let told = |told| {
        let asked = Asked { told, ..Asked::default() };
        let register = register.as_ref();
        async move { noted(register, &asked).await.iter().map(|line| line.id).collect::<Vec<_>>() }
    };
    assert_eq!(told(Told::Of(7)).await, [2, 1]);
    assert_eq!(told(Told::But(vec!["police".into(), "origin".into()], 7)).await, [4, 2, 1]);
}

async fn a_caller_is_forgotten_and_the_line_stays<B: Backend>() {
    let backend = B::fresh();
    let register = backend.open().await;
    register.archive().note(&some()).await.expect("written");
    assert_eq!(register.archive().forget_caller("account:a").await.expect("forgotten"), 3);
    assert_eq!(register.archive().forget_caller("account:a").await.expect("forgotten"), 0);
    assert_eq!(register.archive().forget_caller("").await.expect("nobody is"), 0);
    let left = noted(register.as_ref(), &Asked::default()).await;
    let forgotten = |line: Line| match line.caller.as_str() {
        "account:a" => Line { caller: String::new(), ..line },
        _ => line,
    };
    assert_eq!(left, some().into_iter().rev().map(forgotten).collect::<Vec<_>>());
}

async fn an_order_deletes_the_lines_whose_time_is_over_and_only_those<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    register.archive().note(&some()).await.expect("written");
    let (reads, others) = (START_MS + 2, START_MS + 5);
    let mut order = write("erasure", 1, 1);
    order.record.content = None;
    order.record.facts =
        format!(r#"{{"decision":"KS 1","reads_before_ms":{reads},"audit_before_ms":{others}}}"#);
    commit(register.as_mut(), &[command("forget", vec![order])]).await.expect("carried out");
    let left: Vec<_> = noted(register.as_ref(), &Asked::default()).await.iter().map(|line| line.id).collect();
    assert_eq!(left, [5, 4, 2]);
}

async fn a_bad_line_leaves_all_as_it_was<B: Backend>() {
    let backend = B::fresh();
    let register = backend.open().await;
    let good = line(1, "read", "account:a", Some(("place", 1)));
    let bad = [
        Line { act: "Read".into(), ..good.clone() },
        Line { id: 1 << 53, ..good.clone() },
        Line { caller: "a\0".into(), ..good.clone() },
        Line { caller: "x".repeat(201), ..good.clone() },
        Line { thing: Some((String::new(), 1)), ..good.clone() },
    ];
    for bad in bad {
        let refused = register.archive().note(&[good.clone(), bad.clone()]).await;
        assert!(matches!(refused, Err(Fault::Statement(_))), "{bad:?}: {refused:?}");
    }
    let many = vec![good; LINES_MAX + 1];
    assert!(matches!(register.archive().note(&many).await, Err(Fault::Statement(_))));
    assert!(noted(register.as_ref(), &Asked::default()).await.is_empty());
}
