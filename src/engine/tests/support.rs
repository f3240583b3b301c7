//! A small town in a register, and the ways these tests talk to an engine.

use crate::domain::access::{Role, Viewer};
use crate::domain::codes::CodeList;
use crate::domain::command::{Actor, CodeDraft, Command};
use crate::domain::record::{Change, Key, Kind, Record};
use crate::domain::testing::{areas, fresh_codes, parties, report_at, sites};
use crate::domain::world::World;
use crate::engine::{Done, Engine, Loaded, Nature, NotDone, Request, wire};
use crate::index::items::{PlaceMark, ReportMark};
use crate::index::snapshot::Snapshot;
use crate::index::table::{Item, Row, Table};
use crate::register::faulty::Script;
use crate::register::memory::Memory;
use crate::register::{CommandKey, RecordsDigest, Register, StoredRecord, Surroundings};
use jiff::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A Monday morning.
pub const START: &str = "2026-11-23T09:00:00+01:00";

/// A clock to be moved by hand, shared by registers and tests.
#[derive(Clone)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    pub fn new() -> Self {
        let start: Timestamp = START.parse().unwrap();
        Self(Arc::new(AtomicI64::new(start.as_millisecond())))
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }

    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_millisecond(), Ordering::SeqCst);
    }

    pub fn surroundings(&self) -> Surroundings {
        let clock = self.clone();
        Surroundings::repeatable(1, move || clock.now().as_millisecond())
    }

    pub fn script(&self) -> Script {
        let clock = self.clone();
        Script::new(move || clock.surroundings())
    }

    pub fn memory(&self) -> Memory {
        Memory::new(self.surroundings())
    }
}

/// Ids that follow from a seed: two engines with different seeds never meet.
pub fn nature(seed: u64) -> Nature {
    let next = AtomicU64::new(seed << 20);
    let random = move || splitmix(next.fetch_add(1, Ordering::SeqCst));
    Nature { now: None, random: Box::new(random) }
}

/// Random enough, and the same each time.
pub fn splitmix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

pub async fn start(register: impl Register + 'static, seed: u64) -> (Engine, Loaded) {
    Engine::start(Box::new(register), nature(seed)).await.expect("started")
}

/// An engine on this register, in which the town is founded.
pub async fn town(register: impl Register + 'static) -> Engine {
    let (engine, _) = start(register, 1).await;
    found(&engine).await;
    engine
}

/// Founds the town; where it is founded already nothing happens.
pub async fn found(engine: &Engine) {
    found_with(engine, fresh_codes()).await;
}

/// Founds the town as the first release did, whose codes have no lists that came later and ask nothing of measures.
pub async fn found_long_ago(engine: &Engine) {
    let mut codes = fresh_codes();
    codes.retain(|code| {
        !matches!(
            code.list,
            CodeList::PresenceKind
                | CodeList::OrganisationKind
                | CodeList::SharingGround
                | CodeList::SecrecyGround
                | CodeList::TimeBand
        )
    });
    for code in &mut codes {
        code.particulars.clear();
        code.step_at.clear();
    }
    found_with(engine, codes).await;
}

async fn found_with(engine: &Engine, codes: Vec<CodeDraft>) {
    let founding = [
        Command::PutCodes(codes),
        Command::PutAreas(areas()),
        Command::PutParties(parties()),
        Command::PutSites(sites()),
    ];
    for (number, command) in founding.into_iter().enumerate() {
        let key = format!("founding {number}");
        engine.submit(request(Actor::system(), "founder", &key, command)).await.expect("founded");
    }
}

pub fn request(actor: Actor, caller: &str, key: &str, command: Command) -> Request {
    let key = CommandKey { caller: caller.into(), key: key.into() };
    Request { actor, key, request_hash: [7; 32], expected: None, command }
}

/// Somebody of a party in a role, as the engine knows the party.
pub fn someone(engine: &Engine, party: &str, role: Role) -> Actor {
    let party = engine.snapshot().party_by_code(party).expect("a party of the town");
    let viewer = Viewer { party: party.id, kind: party.kind, role };
    Actor { viewer, account: None, unit: None }
}

/// A report by Anna of `sisab`, under a key.
pub fn report(engine: &Engine, key: &str) -> Request {
    let actor = someone(engine, "sisab", Role::Reporter);
    request(actor, "anna", key, Command::CreateReport(report_at(18.006, 59.3055)))
}

pub async fn send_report(engine: &Engine, key: &str) -> Result<Done, NotDone> {
    engine.submit(report(engine, key)).await
}

/// Something the rules refuse: a reader reports.
pub fn refused(engine: &Engine, key: &str) -> Request {
    Request { actor: someone(engine, "sisab", Role::Reader), ..report(engine, key) }
}

/// Something the register refuses, though the rules do not.
pub fn culprit(engine: &Engine) -> Request {
    report(engine, &"k".repeat(crate::register::KEY_MAX_CHARS + 1))
}

/// Waits for a condition, not for a time; the limit is only there to end a test that fails.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what} did not come about");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Everything a register holds.
pub async fn stored(mut register: impl Register) -> Vec<StoredRecord> {
    let mut records = Vec::new();
    register.load(100, &mut |batch| records.extend(batch)).await.expect("loaded");
    records
}

/// A record written anew as the register keeps it.
pub fn encoded(record: Record) -> StoredRecord {
    wire::encode(&Change { record, verb: "test.encode" }, "", "", wire::SCHEMA).expect("encoded").record
}

/// The digest of everything in a snapshot, written anew.
pub fn digest_of(snapshot: &Snapshot) -> [u8; 32] {
    let mut digest = RecordsDigest::default();
    records(snapshot).into_iter().for_each(|record| digest.add(&encoded(record)));
    digest.finish()
}

/// Every record in a snapshot.
pub fn records(snapshot: &Snapshot) -> Vec<Record> {
    let reference = &snapshot.reference;
    let mut all: Vec<Record> = Vec::new();
    all.extend(snapshot.sites.iter().map(|row| Record::Site(row.held.clone())));
    all.extend(snapshot.reports.iter().map(|row| Record::Report(row.held.clone())));
    all.extend(snapshot.places.iter().map(|row| Record::Place(row.held.clone())));
    all.extend(reference.parties.iter().cloned().map(Record::Party));
    all.extend(reference.areas.iter().map(|ground| Record::Area(ground.area.clone())));
    all.extend(reference.codes.values().cloned().map(Record::Code));
    all.extend(reference.settings.values().cloned().map(Record::Setting));
    all.extend(reference.designations.values().cloned().map(Record::Designation));
    all.extend(reference.measures.values().cloned().map(Record::Measure));
    all.extend(reference.photos.iter().cloned().map(Record::Photo));
    all.extend(reference.effort.rounds().cloned().map(Record::Round));
    all.extend(reference.effort.walks().cloned().map(Record::Walk));
    all.extend(reference.effort.presences().cloned().map(Record::Presence));
    all.extend(reference.statistics.values().cloned().map(Record::Statistic));
    all.extend(reference.publications.values().cloned().map(Record::Publication));
    all.extend(reference.document_requests.values().cloned().map(Record::DocumentRequest));
    all.extend(reference.access_reviews.values().cloned().map(Record::AccessReview));
    all.extend(reference.filings.values().cloned().map(Record::Filing));
    all.extend(reference.addresses.iter().cloned().map(Record::Address));
    all.extend(reference.buildings.iter().cloned().map(Record::Building));
    all.extend(reference.erasures.values().cloned().map(Record::Erasure));
    all.extend(reference.retention_rules.values().cloned().map(Record::RetentionRule));
    all.extend(reference.retention_runs.values().cloned().map(Record::RetentionRun));
    all.extend(snapshot.gone.values().cloned().map(Record::Gone));
    all
}

/// The snapshot holds exactly what the register does: the same texts, and no record more or less.
pub async fn assert_holds_the_register(snapshot: &Snapshot, mut register: impl Register) {
    let theirs = crate::register::digest(&mut register).await.expect("a digest");
    assert_eq!(digest_of(snapshot), theirs, "snapshot and register differ");
    for kind in Kind::ALL {
        let is_there = |record: &&Record| record.key().kind == kind && !matches!(record, Record::Gone(_));
        let count = records(snapshot).iter().filter(is_there).count();
        assert_eq!(snapshot.count(kind), count, "{}", kind.code());
    }
}

/// A mark in words: its numbers are of one process.
pub trait InWords: Copy {
    fn in_words(self, words: &[Arc<str>]) -> String;
}

impl InWords for () {
    fn in_words(self, _: &[Arc<str>]) -> String {
        String::new()
    }
}

impl InWords for ReportMark {
    fn in_words(self, words: &[Arc<str>]) -> String {
        let Self { problem_type, waits, hidden } = self;
        format!("{:?} {waits} {hidden}", words.get(problem_type.at()))
    }
}

impl InWords for PlaceMark {
    fn in_words(self, words: &[Arc<str>]) -> String {
        let Self { problem_type, status, without_coordinator, child_relevant } = self;
        format!("{:?} {status:?} {without_coordinator} {child_relevant}", words.get(problem_type.at()))
    }
}

/// Two snapshots answer the same: rows, lists, groups, sources and boxes.
pub fn assert_same_worlds(a: &Snapshot, b: &Snapshot) {
    assert_eq!((a.seq, a.hash), (b.seq, b.hash));
    assert_eq!(a.quarantined, b.quarantined);
    assert_eq!(digest_of(a), digest_of(b));
    same_tables((&a.sites, a), (&b.sites, b));
    same_tables((&a.reports, a), (&b.reports, b));
    same_tables((&a.places, a), (&b.places, b));
    let codes = |s: &Snapshot| s.reference.parties.iter().map(|p| p.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes(a), codes(b));
    let areas = |s: &Snapshot| s.reference.areas.iter().map(|g| (g.area.id, g.envelope)).collect::<Vec<_>>();
    assert_eq!(areas(a), areas(b));
}

type Of<'a, T> = (&'a Table<T>, &'a Snapshot);

fn same_tables<T: Item<Mark: InWords> + std::fmt::Debug + PartialEq>(a: Of<'_, T>, b: Of<'_, T>) {
    let all = |(table, snapshot): Of<'_, T>| -> Vec<String> {
        let words = snapshot.words();
        table.ordered(None).map(|row| in_words(row, &words)).collect()
    };
    assert_eq!(all(a), all(b));
    assert_eq!((a.0.len(), a.0.is_empty()), (b.0.len(), b.0.is_empty()));
    let sorted = |rows: Vec<u64>| {
        let mut rows = rows;
        rows.sort_unstable();
        rows
    };
    let ids = |rows: &mut dyn Iterator<Item = &Row<T>>| sorted(rows.map(|row| row.bits).collect());
    for row in a.0.iter() {
        if let Some(group) = row.held.record.group() {
            assert_eq!(ids(&mut a.0.in_group(group)), ids(&mut b.0.in_group(group)));
        }
        if let Some(source) = row.held.record.source() {
            assert_eq!(ids(&mut a.0.from_source(source)), ids(&mut b.0.from_source(source)));
        }
        assert_eq!(ids(&mut a.0.in_box(&row.envelope)), ids(&mut b.0.in_box(&row.envelope)));
    }
}

fn in_words<T: Item<Mark: InWords> + std::fmt::Debug>(row: &Row<T>, words: &[Arc<str>]) -> String {
    let (mark, audience) = (row.mark.in_words(words), row.audience.audience());
    format!("{} {:?} {:?} {:?} {mark} {audience:?}", row.bits, row.held, row.envelope, row.spot)
}

/// The key of what a command was about.
pub fn about(done: &Done) -> Key {
    done.about.expect("about a record")
}
