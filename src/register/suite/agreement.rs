//! Whatever is asked of them, memory, SQLite and PostgreSQL answer the same, down to the hashes.

use super::backends::{InMemory, PostgresDatabase, SqliteFile};
use super::{Backend, all, key, write};
use crate::register::{CommandWrites, Credential, CredentialKind, Outcome, Register, digest};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One thing asked of all registers.
#[derive(Clone, Debug)]
enum Step {
    Commit(Vec<Asked>),
    Rollback,
    Reopen,
    Put { key: u8, expires_ms: Option<i64> },
    Remove { key: u8 },
    Clock(i64),
}

/// A command, its versions told as how far they are from the one that is due.
#[derive(Clone, Debug)]
struct Asked {
    caller: u8,
    key: u8,
    writes: Vec<(u8, u64, i64, Spoilt)>,
}

#[derive(Clone, Copy, Debug)]
enum Spoilt {
    No,
    NoContent,
    NullInFacts,
    BadVerb,
}

fn asked() -> impl Strategy<Value = Asked> {
    let off = prop_oneof![20 => Just(0_i64), 1 => -1..3_i64];
    let spoilt = prop_oneof![
        20 => Just(Spoilt::No), 5 => Just(Spoilt::NoContent), 1 => Just(Spoilt::NullInFacts), 1 => Just(Spoilt::BadVerb)
    ];
    let writes = prop::collection::vec((0..2_u8, 0..4_u64, off, spoilt), 0..4);
    (0..2_u8, 0..30_u8, writes).prop_map(|(caller, key, writes)| Asked { caller, key, writes })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        10 => prop::collection::vec(asked(), 0..4).prop_map(Step::Commit),
        1 => Just(Step::Rollback),
        1 => Just(Step::Reopen),
        1 => (0..3_u8, prop::option::of(-5..5_i64)).prop_map(|(key, expires_ms)| Step::Put { key, expires_ms }),
        1 => (0..3_u8).prop_map(|key| Step::Remove { key }),
        2 => (-5_000..20_000_i64).prop_map(Step::Clock),
    ]
}

/// The commands as they are written, given the versions that records stand at.
fn commands(asked: &[Asked], stored: &BTreeMap<(String, u64), u32>) -> Vec<CommandWrites> {
    let mut versions = stored.clone();
    let command = |asked: &Asked| {
        let mut writes = Vec::new();
        for &(kind, id, off, spoilt) in &asked.writes {
            let kind = ["place", "report"][usize::from(kind)];
            let version = versions.entry((kind.into(), id)).or_default();
            *version = u32::try_from(i64::from(*version) + 1 + off).unwrap_or(0);
            let mut write = write(kind, id, *version);
            match spoilt {
                Spoilt::No => {}
                Spoilt::NoContent => write.record.content = None,
                Spoilt::NullInFacts => write.record.facts = r#""\u0000""#.into(),
                Spoilt::BadVerb => write.verb = "change".into(),
            }
            writes.push(write);
        }
        let outcome = Outcome { kind: "place".into(), id: 1, version: 1, status: 200, seq: 0 };
        let key = key(&format!("caller {}", asked.caller), &format!("key {}", asked.key));
        CommandWrites { key, request_hash: [asked.key; 32], writes, outcome }
    };
    asked.iter().map(command).collect()
}

/// Does the step and tells all that was answered.
async fn answers(backend: &impl Backend, register: &mut Option<Box<dyn Register>>, step: &Step) -> String {
    if let Step::Reopen = step {
        *register = None;
        *register = Some(backend.open().await);
    }
    let register = register.as_mut().expect("open");
    match step {
        Step::Commit(asked) => {
            let (records, head) = all(register.as_mut()).await;
            let stored =
                records.into_iter().map(|record| ((record.kind, record.id), record.version)).collect();
            let commands = commands(asked, &stored);
            let keys: Vec<_> = commands.iter().map(|command| command.key.clone()).collect();
            let begun = register.begin(head.seq / 2, &keys).await.expect("begun");
            let committed = register.commit(begun.now_ms, &commands).await;
            format!("{begun:?} {committed:?}")
        }
        Step::Rollback => {
            register.begin(0, &[]).await.expect("begun");
            format!("{:?}", register.rollback().await)
        }
        Step::Put { key, expires_ms } => {
            let (kind, key) = (CredentialKind::Session, key.to_string());
            let row = Credential { kind, key, body: "{}".into(), expires_ms: *expires_ms };
            let known = register.credentials().await.expect("read").number;
            format!("{:?}", register.put_credentials(known, &[row], &[]).await)
        }
        Step::Remove { key } => {
            let (known, name) = (register.look(0).await.expect("looked").credentials, key.to_string());
            let removed = register.put_credentials(known, &[], &[(CredentialKind::Session, name)]).await;
            format!("{removed:?}")
        }
        Step::Clock(by_ms) => {
            backend.clock().advance(*by_ms);
            String::new()
        }
        Step::Reopen => String::new(),
    }
}

/// All that can be read of a register, as text.
async fn told(register: &mut dyn Register) -> String {
    let digest = digest(register).await.expect("digested");
    let (records, head) = all(register).await;
    let credentials = register.credentials().await.expect("read");
    let archive = register.archive();
    let verified = archive.verify(&|_| ()).await.expect("verified");
    assert!(verified.faults.is_empty(), "{verified:?}");
    let changes = archive.changes_after(0, 1_000).await.expect("read");
    let history = archive.history("place", 1, u32::MAX, 3).await.expect("read");
    let mut stats = archive.stats().await.expect("read");
    stats.bytes = 0;
    format!("{digest:?} {records:?} {head:?} {credentials:?} {verified:?} {changes:?} {history:?} {stats:?}")
}

async fn compare(steps: &[Step]) {
    let (memory, sqlite, postgres) = (InMemory::fresh(), SqliteFile::fresh(), PostgresDatabase::fresh());
    let mut in_memory = Some(memory.open().await);
    let mut in_sqlite = Some(sqlite.open().await);
    let mut in_postgres = Some(postgres.open().await);
    for (number, step) in steps.iter().enumerate() {
        let one = answers(&memory, &mut in_memory, step).await;
        assert_eq!(one, answers(&sqlite, &mut in_sqlite, step).await, "SQLite, step {number}: {step:?}");
        assert_eq!(
            one,
            answers(&postgres, &mut in_postgres, step).await,
            "PostgreSQL, step {number}: {step:?}"
        );
    }
    let one = told(in_memory.as_mut().expect("open").as_mut()).await;
    assert_eq!(one, told(in_sqlite.as_mut().expect("open").as_mut()).await);
    assert_eq!(one, told(in_postgres.as_mut().expect("open").as_mut()).await);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn memory_sqlite_and_postgres_answer_the_same(steps in prop::collection::vec(step(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(compare(&steps));
    }
}
