//! A run from the table to the package to what is left, what a crash leaves, and what a restored backup
//! has to learn.
#![allow(clippy::unwrap_used)]

use super::job::{self, JobFault, Orderer};
use super::package::{self, PackageFault};
use super::plan::plan;
use super::replay::{Kept, Listing, replay};
use super::{list, plan::Plan};
use crate::domain::access::{Role, Viewer};
use crate::domain::access_review::Reviewed;
use crate::domain::command::{
    Actor, Command, DocumentAnswer, FilingDraft, NewReport, PresenceDraft, WithheldDraft,
};
use crate::domain::ids::{AccountId, PlaceId, PresenceId};
use crate::domain::openness::{Document, DocumentPart};
use crate::domain::place::Status;
use crate::domain::record::Key;
use crate::domain::retention::RuleName;
use crate::domain::testing::{areas, fresh_codes, parties, place_on, report_at, school_yard, sites};
use crate::domain::world::World;
use crate::engine::{Engine, Nature, Request};
use crate::register::audit::{Asked, Line};
use crate::register::backup::backup;
use crate::register::postgres::Postgres;
use crate::register::suite::Backend;
use crate::register::suite::backends::{PostgresDatabase, SqliteFile, cluster};
use crate::register::{CommandKey, Register, Surroundings, checkpoint, open};
use jiff::{Span, Timestamp};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tempfile::tempdir;

/// What nobody else would write.
const CANARY: &str = "kanariefågel";

/// A town in a register, and a clock to be moved.
struct Town {
    engine: Engine,
    clock: Clock,
    sent: AtomicU64,
}

#[derive(Clone)]
struct Clock(Arc<AtomicI64>);

impl Clock {
    fn new() -> Self {
        let start: Timestamp = "2026-11-23T09:00:00+01:00".parse().unwrap();
        Self(Arc::new(AtomicI64::new(start.as_millisecond())))
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }

    fn wait(&self, days: i64) {
        let later = self.now().checked_add(Span::new().hours(24 * days)).unwrap();
        self.0.store(later.as_millisecond(), Ordering::SeqCst);
    }
}

impl Town {
    async fn on(register: Box<dyn Register>, clock: &Clock) -> Self {
        let now = clock.clone();
        let nature = Nature { now: Some(Box::new(move || now.now())), ..Nature::default() };
        let (engine, loaded) = Engine::start(register, nature).await.unwrap();
        assert!(loaded.unreadable.is_empty(), "{:?}", loaded.unreadable);
        Self { engine, clock: clock.clone(), sent: AtomicU64::new(loaded.records as u64 * 1_000) }
    }

    async fn founded(register: Box<dyn Register>, clock: &Clock) -> Self {
        let town = Self::on(register, clock).await;
        town.does(Actor::system(), Command::PutCodes(fresh_codes())).await;
        town.does(Actor::system(), Command::PutAreas(areas())).await;
        town.does(Actor::system(), Command::PutParties(parties())).await;
        town.does(Actor::system(), Command::PutSites(sites())).await;
        town
    }

    async fn does(&self, actor: Actor, command: Command) -> Key {
        let key = self.sent.fetch_add(1, Ordering::SeqCst).to_string();
        let key = CommandKey { caller: "test".into(), key };
        let request = Request { actor, key, request_hash: [7; 32], expected: None, command };
        let done = self.engine.submit(request).await.unwrap();
        done.about.unwrap_or(Key { kind: crate::domain::record::Kind::Code, bits: 0 })
    }

    fn someone(&self, party: &str, role: Role) -> Actor {
        let party = self.engine.snapshot().party_by_code(party).unwrap();
        let viewer = Viewer { party: party.id, kind: party.kind, role };
        Actor { viewer, account: Some(AccountId::from_bits(77)), unit: None }
    }

    async fn report(&self) -> Key {
        let new = NewReport { text: Some(CANARY.into()), ..report_at(18.006, 59.3055) };
        self.does(self.someone("sisab", Role::Reporter), Command::CreateReport(new)).await
    }

    async fn closed_place(&self) -> PlaceId {
        let slk = || self.someone("slk", Role::Coordinator);
        let mut new = place_on(school_yard());
        new.note = Some(CANARY.into());
        let place = PlaceId::from_bits(self.does(slk(), Command::CreatePlace(new)).await.bits);
        let measure = crate::domain::command::MeasureDraft {
            place,
            measure_type: "safety_walk".into(),
            party: "slk".into(),
            prevention_level: None,
            particulars: std::collections::BTreeMap::new(),
            starts: None,
            ends: None,
            note: Some(CANARY.into()),
        };
        self.does(slk(), Command::AddMeasure(measure)).await;
        for status in [Status::Active, Status::Dormant] {
            self.does(slk(), Command::SetStatus { place, status, reason: CANARY.into() }).await;
        }
        place
    }

    /// So many presences at a place, which has ended.
    async fn presences(&self, place: PlaceId, count: i64) -> Vec<PresenceId> {
        let mut all = Vec::new();
        for number in 0..count {
            let draft = PresenceDraft {
                place,
                presence_kind: "night_walk".into(),
                starts_at: self.clock.now() - Span::new().hours(9).minutes(number),
                ends_at: self.clock.now() - Span::new().hours(8),
                party: None,
                organisation_kind: Some("night_walkers".into()),
            };
            let reporter = self.someone("slk", Role::Coordinator);
            all.push(PresenceId::from_bits(self.does(reporter, Command::AddPresence(draft)).await.bits));
        }
        all
    }

    async fn decided(&self, rules: &[(RuleName, u32)]) {
        for (rule, keep) in rules {
            let decision = format!("KS {}", rule.code());
            let (rule, keep) = (*rule, Some(*keep));
            let command = Command::PutRetentionRule { rule, keep, decision, from: None, until: None };
            self.does(Actor::system(), command).await;
        }
    }

    async fn plan(&self) -> Plan {
        plan(&self.engine.snapshot(), self.engine.archive().as_ref(), self.clock.now()).await.unwrap()
    }

    /// One run to its end; `None` when nothing was due.
    async fn runs(&self, folder: &Path) -> Option<crate::domain::retention::RetentionRun> {
        let now = self.clock.now();
        let (begun, _) = job::begin(&self.engine, folder, Orderer::operator(), now).await.unwrap();
        let begun = begun?;
        let mut last = (0, 0);
        job::carry_out(&self.engine, &begun, now, |done, all| last = (done, all)).await.unwrap();
        assert_eq!(last.0, last.1, "it tells how far it is, to the end");
        Some(self.engine.snapshot().retention_run(begun.run).unwrap().record.clone())
    }

    async fn holds(&self) {
        let verified = self.engine.archive().verify(&|_| ()).await.unwrap();
        assert!(verified.faults.is_empty(), "{:?}", verified.faults);
    }
}

fn holds_canary(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(holds_canary(&path));
        } else if fs::read(&path).unwrap().windows(CANARY.len()).any(|w| w == CANARY.as_bytes()) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found.sort();
    found
}

async fn memory() -> Box<dyn Register> {
    open("memory:", Path::new("/")).await.unwrap()
}

const ALL: [(RuleName, u32); 5] = [
    (RuleName::ReportReporter, 6),
    (RuleName::ReportText, 24),
    (RuleName::UnlinkedReport, 12),
    (RuleName::ClosedPlace, 120),
    (RuleName::RememberedCommand, 30),
];

#[tokio::test]
async fn without_decisions_nothing_is_due_whatever_lies_there() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let town = Town::founded(memory().await, &clock).await;
    town.report().await;
    clock.wait(20_000);
    assert_eq!(town.plan().await, Plan::default());
    assert!(town.runs(folder.path()).await.is_none());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is written for nothing");
}

#[tokio::test]
async fn a_dry_run_tells_by_rule_and_writes_nothing() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let town = Town::founded(memory().await, &clock).await;
    let old = town.report().await;
    clock.wait(400);
    let new = town.report().await;
    town.decided(&ALL).await;
    let before = town.engine.snapshot().seq;
    let plan = town.plan().await;
    let due: Vec<_> = plan.rules.iter().map(|of| (of.rule, of.things.clone())).collect();
    let expected = [
        (RuleName::ReportReporter, vec![old]),
        (RuleName::ReportText, vec![]),
        (RuleName::UnlinkedReport, vec![old]),
        (RuleName::ClosedPlace, vec![]),
        (RuleName::RememberedCommand, vec![]),
    ];
    assert_eq!(due, expected);
    assert!(plan.rules[4].commands >= 4, "what founded the town is long ago");
    assert_eq!((town.engine.snapshot().seq, fs::read_dir(folder.path()).unwrap().count()), (before, 0));
    assert!(town.engine.snapshot().report(crate::domain::ids::ReportId::from_bits(new.bits)).is_some());
}

#[tokio::test]
async fn a_run_writes_its_package_erases_what_was_due_and_keeps_its_report() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let town = Town::founded(memory().await, &clock).await;
    let reports = [town.report().await, town.report().await];
    let place = town.closed_place().await;
    clock.wait(3_700);
    let new = town.report().await;
    town.decided(&ALL).await;
    let run = town.runs(folder.path()).await.expect("something was due");
    let erased: Vec<_> = run.rules.iter().map(|of| (of.rule, of.erased.unwrap())).collect();
    // The text of a report goes before the report does, as one decision after the other.
    let counts: Vec<_> = erased[..4].iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [2, 2, 2, 1], "{erased:?}");
    assert!(run.ended_at.is_some());
    let snapshot = town.engine.snapshot();
    assert!(reports.iter().all(|report| snapshot.gone.contains_key(report)));
    assert!(snapshot.place(place).is_none() && snapshot.reference.measures.is_empty());
    assert_eq!(snapshot.reports.len(), 1);
    assert!(snapshot.record(new).is_some());
    let counted: u32 = snapshot.reference.erasures.values().flat_map(|e| &e.counted).map(|c| c.count).sum();
    assert_eq!(counted, 2);
    // What is archived is there whole; what is weeded leaves no word behind.
    package::check(folder.path(), &run.package).expect("reads back");
    let archived = ["history.csv", "measures.csv", "measures.geojson", "places.csv", "places.geojson"];
    assert_eq!(holds_canary(folder.path()), archived);
    let weeded =
        fs::read_to_string(folder.path().join(&run.package.name).join("unlinked_report.csv")).unwrap();
    assert!(weeded.contains("Bromma,2026-W48,vandalism"), "{weeded}");
    town.holds().await;
    let again = town.runs(folder.path()).await;
    assert!(again.is_none(), "{again:?}");
}

/// How many things each order of the closed places took.
fn taken(town: &Town) -> Vec<usize> {
    let snapshot = town.engine.snapshot();
    let of_places =
        snapshot.reference.erasures.values().filter(|erasure| erasure.rule == Some(RuleName::ClosedPlace));
    let mut taken: Vec<_> = of_places.map(|erasure| erasure.items.len()).collect();
    taken.sort_unstable();
    taken
}

#[tokio::test]
async fn what_goes_along_counts_where_what_is_due_is_cut() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let town = Town::founded(memory().await, &clock).await;
    for _ in 0..3 {
        let place = town.closed_place().await;
        town.presences(place, 70).await;
    }
    clock.wait(3_700);
    town.decided(&[(RuleName::ClosedPlace, 120)]).await;
    town.runs(folder.path()).await.expect("due");
    // A place, its measure and its presences: two of them are as much as one order takes.
    assert_eq!(taken(&town), [72, 144]);
    town.holds().await;
}

#[tokio::test]
async fn a_place_with_more_than_goes_at_once_goes_after_its_presences() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let town = Town::founded(memory().await, &clock).await;
    let (heavy, light) = (town.closed_place().await, town.closed_place().await);
    town.presences(heavy, 7).await;
    clock.wait(3_700);
    town.decided(&[(RuleName::ClosedPlace, 120)]).await;
    let now = clock.now();
    let (begun, _) = job::begin(&town.engine, folder.path(), Orderer::operator(), now).await.unwrap();
    let mut begun = begun.expect("due");
    begun.most = 3;
    let mut last = (0, 0);
    job::carry_out(&town.engine, &begun, now, |done, all| last = (done, all)).await.unwrap();
    assert_eq!((last, taken(&town)), ((2, 2), vec![1, 2, 2, 3, 3]));
    let snapshot = town.engine.snapshot();
    assert!([heavy, light].iter().all(|place| snapshot.gone.contains_key(&(*place).into())));
    assert_eq!(snapshot.reference.effort.presences_at(heavy).count(), 0);
    let run = snapshot.retention_run(begun.run).unwrap();
    assert!(run.ended_at.is_some() && run.rules[0].erased == Some(2), "{run:?}");
    let presences = folder.path().join(&run.package.name).join("presences.csv");
    assert_eq!(fs::read_to_string(presences).unwrap().lines().count(), 8, "all of them are archived");
    town.holds().await;
}

#[tokio::test]
async fn a_place_with_more_than_goes_at_once_stays_whole_when_it_is_not_as_it_was_archived() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let town = Town::founded(memory().await, &clock).await;
    let place = town.closed_place().await;
    let presences = town.presences(place, 7).await;
    clock.wait(3_700);
    town.decided(&[(RuleName::ClosedPlace, 120)]).await;
    let now = clock.now();
    let (begun, _) = job::begin(&town.engine, folder.path(), Orderer::operator(), now).await.unwrap();
    let mut begun = begun.expect("due");
    begun.most = 3;
    town.does(town.someone("slk", Role::Coordinator), Command::WithdrawPresence(presences[0])).await;
    job::carry_out(&town.engine, &begun, now, |_, _| {}).await.unwrap();
    let snapshot = town.engine.snapshot();
    assert!(snapshot.place(place).is_some() && taken(&town).is_empty());
    assert_eq!(snapshot.reference.effort.presences_at(place).count(), 7);
}

#[tokio::test]
async fn a_part_that_is_refused_keeps_no_other_from_being_erased_and_the_run_has_no_end() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let town = Town::founded(memory().await, &clock).await;
    let (report, place) = (town.report().await, town.closed_place().await);
    clock.wait(3_700);
    town.decided(&[(RuleName::UnlinkedReport, 12), (RuleName::ClosedPlace, 120)]).await;
    let now = clock.now();
    let (begun, _) = job::begin(&town.engine, folder.path(), Orderer::operator(), now).await.unwrap();
    let begun = begun.expect("due");
    // What was decided of the one is withdrawn while the package is written.
    let (rule, keep, decision) = (RuleName::UnlinkedReport, None, String::new());
    let withdrawn = Command::PutRetentionRule { rule, keep, decision, from: None, until: None };
    town.does(Actor::system(), withdrawn).await;
    let fault = job::carry_out(&town.engine, &begun, now, |_, _| {}).await.expect_err("one part is refused");
    assert!(matches!(fault, JobFault::Refused { parts: 1, .. }), "{fault}");
    let snapshot = town.engine.snapshot();
    assert!(snapshot.record(report).is_some() && snapshot.gone.contains_key(&place.into()));
    assert!(snapshot.retention_run(begun.run).unwrap().ended_at.is_none());
    assert_eq!(job::erased_so_far(&snapshot, begun.run, RuleName::ClosedPlace), 1);
}

#[tokio::test]
async fn a_package_that_was_touched_does_not_check() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let town = Town::founded(memory().await, &clock).await;
    town.closed_place().await;
    clock.wait(3_700);
    town.decided(&ALL).await;
    let run = town.runs(folder.path()).await.unwrap();
    let of_package = |name: &str| folder.path().join(&run.package.name).join(name);
    let places = fs::read(of_package("places.csv")).unwrap();
    type Touch = fn(&[u8]) -> Vec<u8>;
    let touched: [(&str, Touch); 3] = [
        ("places.csv", |bytes| bytes[..bytes.len() - 1].to_vec()),
        ("places.csv", |bytes| [bytes, b"x"].concat()),
        ("manifest.json", |bytes| String::from_utf8_lossy(bytes).replace("KS", "KF").into_bytes()),
    ];
    for (name, touch) in touched {
        let whole = fs::read(of_package(name)).unwrap();
        fs::write(of_package(name), touch(&whole)).unwrap();
        let fault = package::check(folder.path(), &run.package).expect_err(name);
        assert!(matches!(fault, PackageFault::NotWhole(_)), "{fault}");
        fs::write(of_package(name), whole).unwrap();
    }
    assert_eq!(fs::read(of_package("places.csv")).unwrap(), places);
    package::check(folder.path(), &run.package).expect("whole again");
}

#[tokio::test]
async fn a_package_without_all_that_is_due_is_none() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let town = Town::founded(memory().await, &clock).await;
    town.closed_place().await;
    clock.wait(3_700);
    town.decided(&ALL).await;
    let mut plan = town.plan().await;
    let closed = plan.rules.iter_mut().find(|planned| planned.rule == RuleName::ClosedPlace).unwrap();
    // One that the picture it is written from does not have.
    closed.things.push(Key { kind: crate::domain::record::Kind::Place, bits: 77 });
    let snapshot = town.engine.snapshot();
    let (source, plan) = ((snapshot, town.engine.archive()), Arc::new(plan));
    let fault =
        package::write(folder.path(), "short", source, &plan, clock.now()).await.expect_err("it lacks one");
    assert!(matches!(&fault, PackageFault::NotWhole(why) if why.contains("1 of the 2")), "{fault}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nor is anything left of it");
}

#[tokio::test]
async fn without_a_folder_to_write_to_nothing_is_erased() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let town = Town::founded(memory().await, &clock).await;
    town.report().await;
    clock.wait(400);
    town.decided(&ALL).await;
    let before = town.engine.snapshot().seq;
    let no_folder = folder.path().join("a file");
    fs::write(&no_folder, "").unwrap();
    let now = clock.now();
    assert!(job::begin(&town.engine, &no_folder, Orderer::operator(), now).await.is_err());
    assert_eq!(town.engine.snapshot().seq, before);
}

/// The process dies at one moment or another; the next run takes what is left, and there is never less
/// than the package.
#[tokio::test]
async fn a_run_that_broke_off_leaves_both_or_the_package_and_the_next_one_ends_it() {
    let (clock, folder, file) = (Clock::new(), tempdir().unwrap(), SqliteFile::fresh());
    let now_ms = clock.clone();
    let surroundings = move || {
        let clock = now_ms.clone();
        Surroundings::repeatable(1, move || clock.now().as_millisecond())
    };
    let reopened = async || {
        let register: Box<dyn Register> = Box::new(file.open_when_free(&surroundings).await);
        register
    };
    let town = Town::founded(reopened().await, &clock).await;
    let place = town.closed_place().await;
    clock.wait(3_700);
    town.decided(&ALL[..4]).await;
    // It dies after the package, before anything is erased.
    let plan_then = town.plan().await;
    let snapshot = town.engine.snapshot();
    let (source, plan_then) = ((snapshot.clone(), town.engine.archive()), Arc::new(plan_then));
    let orphan = package::write(folder.path(), "died", source, &plan_then, clock.now()).await.unwrap();
    assert!(snapshot.place(place).is_some());
    drop((town, snapshot));
    // It dies after it has begun.
    let town = Town::on(reopened().await, &clock).await;
    let (begun, _) = job::begin(&town.engine, folder.path(), Orderer::operator(), clock.now()).await.unwrap();
    let broken_off = begun.expect("due").run;
    assert!(town.engine.snapshot().place(place).is_some(), "both");
    drop(town);
    let town = Town::on(reopened().await, &clock).await;
    let run = town.runs(folder.path()).await.expect("still due");
    assert_eq!(run.rules.iter().map(|of| of.erased.unwrap()).sum::<u32>(), 1);
    assert!(town.engine.snapshot().place(place).is_none(), "the package alone");
    assert!(town.engine.snapshot().retention_run(broken_off).unwrap().ended_at.is_none(), "and that is seen");
    for package in [&orphan, &run.package] {
        package::check(folder.path(), package).expect("whole");
    }
    town.holds().await;
}

fn kept(folder: &Path) -> Kept {
    let register = list::identity(b"one installation");
    Kept { path: folder.join("erasures.jsonl"), key: folder.join("checkpoint.key"), register }
}

/// Erased after the backup was made: one report's words, another whole, and one that the backup never had.
async fn after_the_backup(town: &Town, report: Key, other: Key) {
    let admin = || town.someone("slk", Role::Administrator);
    let erase = |thing, part| Command::Erase { thing, part, counted: false, decision: "KS 2026/9".into() };
    town.does(admin(), erase(report, crate::domain::erasure::Part::Text)).await;
    town.does(admin(), erase(other, crate::domain::erasure::Part::FactsAndContent)).await;
    let later = town.report().await;
    town.does(admin(), erase(later, crate::domain::erasure::Part::Content)).await;
}

async fn replayed(restored: Box<dyn Register>, clock: &Clock, kept: &Kept, report: Key, other: Key) {
    let town = Town::on(restored, clock).await;
    let refusal = kept.refuse_what_lacks(&town.engine.snapshot()).expect_err("it lacks them").to_string();
    assert!(refusal.contains("3 that were carried out") && refusal.contains("replay-erasures"), "{refusal}");
    let key = checkpoint::signing_key(&kept.key).unwrap();
    let lines = list::read(&kept.path, &key.verifying_key()).unwrap();
    assert_eq!(replay(&town.engine, &lines, &kept.register).await.unwrap(), 3);
    kept.refuse_what_lacks(&town.engine.snapshot()).expect("it knows them now");
    assert_eq!(replay(&town.engine, &lines, &kept.register).await.unwrap(), 0, "once");
    let snapshot = town.engine.snapshot();
    let report = snapshot.reports.get(report.bits).unwrap();
    assert_eq!(report.held.text(), None);
    assert!(snapshot.gone.contains_key(&other));
    for version in town.engine.archive().history("report", report.bits, u32::MAX, 9).await.unwrap() {
        assert!(!version.record.content.unwrap_or_default().contains(CANARY));
    }
    town.holds().await;
    assert_eq!(kept.add_missing(&town.engine).unwrap(), 0, "they are listed already");
}

#[tokio::test]
async fn a_restored_file_learns_what_was_erased_since() {
    let (clock, file, folder) = (Clock::new(), SqliteFile::fresh(), tempdir().unwrap());
    let kept = kept(folder.path());
    let town = Town::founded(file.open().await, &clock).await;
    let (report, other) = (town.report().await, town.report().await);
    let monday = folder.path().join("monday.db");
    backup(&format!("sqlite:{}", file.path().display()), Path::new("/"), &monday).await.unwrap();
    after_the_backup(&town, report, other).await;
    assert_eq!(kept.add_missing(&town.engine).unwrap(), 3);
    kept.refuse_what_lacks(&town.engine.snapshot()).expect("the register itself has them");
    drop(town);
    let restored = open("sqlite:monday.db", folder.path()).await.unwrap();
    replayed(restored, &clock, &kept, report, other).await;
    crate::register::vacuum::vacuum("sqlite:monday.db", folder.path()).await.unwrap();
    assert_eq!(
        holds_canary(folder.path()),
        Vec::<String>::new(),
        "not in the restored file, nor in the list"
    );
}

#[tokio::test]
async fn a_restored_database_learns_what_was_erased_since() {
    let (clock, database, folder) = (Clock::new(), PostgresDatabase::fresh(), tempdir().unwrap());
    let kept = kept(folder.path());
    let town = Town::founded(database.open().await, &clock).await;
    let (report, other) = (town.report().await, town.report().await);
    let monday = folder.path().join("monday.dump");
    backup(&database.url(), Path::new("/"), &monday).await.unwrap();
    after_the_backup(&town, report, other).await;
    assert_eq!(kept.add_missing(&town.engine).unwrap(), 3);
    let target = cluster().database("template1");
    cluster().restore(&target, &monday);
    let url = cluster().url(&target);
    let restored = Postgres::open(&url, Surroundings::real()).await.unwrap();
    replayed(Box::new(restored), &clock, &kept, report, other).await;
    crate::register::vacuum::vacuum(&url, Path::new("/")).await.unwrap();
    cluster().sql("postgres", "checkpoint");
    assert_eq!(holds_canary(&cluster().files_of(&target)), Vec::<String>::new());
}

#[tokio::test]
async fn a_list_that_was_touched_is_not_relied_on() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let kept = kept(folder.path());
    let town = Town::founded(memory().await, &clock).await;
    let (report, other) = (town.report().await, town.report().await);
    after_the_backup(&town, report, other).await;
    kept.add_missing(&town.engine).unwrap();
    let whole = fs::read_to_string(&kept.path).unwrap();
    assert!(!whole.contains(CANARY));
    let key = checkpoint::signing_key(&kept.key).unwrap().verifying_key();
    let lines: Vec<_> = whole.lines().collect();
    let touched = [
        whole.replace("KS 2026/9", "KS 2026/8"),
        [lines[0], lines[2]].join("\n") + "\n",
        [lines[1], lines[0], lines[2]].join("\n") + "\n",
        format!("{}\nnonsense\n", lines[0]),
    ];
    for text in touched {
        fs::write(&kept.path, &text).unwrap();
        assert!(list::read(&kept.path, &key).is_err(), "{text}");
        assert!(kept.refuse_what_lacks(&town.engine.snapshot()).is_err());
        assert!(kept.add_missing(&town.engine).is_err(), "nothing is written behind it");
    }
    let theirs = ed25519_dalek::SigningKey::from_bytes(&[9; 32]).verifying_key();
    fs::write(&kept.path, &whole).unwrap();
    assert!(list::read(&kept.path, &theirs).is_err());
    // A line that a power cut broke off is written anew.
    fs::write(&kept.path, format!("{}\n{}\n{}", lines[0], lines[1], &lines[2][..40])).unwrap();
    assert_eq!(list::read(&kept.path, &key).unwrap().len(), 2);
    assert_eq!(kept.add_missing(&town.engine).unwrap(), 1);
    assert_eq!(list::read(&kept.path, &key).unwrap().len(), 3);
    // Another installation's list is none of ours.
    let other = Kept { register: list::identity(b"another"), ..kept };
    other.refuse_what_lacks(&town.engine.snapshot()).expect("not about this register");
}

#[tokio::test]
async fn what_is_erased_is_written_down_as_it_happens() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let kept = kept(folder.path());
    let town = Town::founded(memory().await, &clock).await;
    let following = tokio::spawn(kept.clone().follow(town.engine.clone()));
    let (report, other) = (town.report().await, town.report().await);
    after_the_backup(&town, report, other).await;
    let begun = std::time::Instant::now();
    let listed = || fs::read_to_string(&kept.path).unwrap_or_default().lines().count();
    while listed() < 3 {
        assert!(begun.elapsed().as_secs() < 20, "{} lines", listed());
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    following.abort();
}

#[tokio::test]
async fn what_could_not_be_written_down_is_tried_again_though_nothing_more_happens() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let kept = kept(folder.path());
    let town = Town::founded(memory().await, &clock).await;
    let (report, other) = (town.report().await, town.report().await);
    after_the_backup(&town, report, other).await;
    // Where the list is to be lies something else.
    fs::create_dir(&kept.path).unwrap();
    let mut listing = Listing::new(kept.clone());
    let pauses = [listing.catch_up(&town.engine).await, listing.catch_up(&town.engine).await];
    assert_eq!(pauses, [1, 2].map(|seconds| Some(std::time::Duration::from_secs(seconds))));
    fs::remove_dir(&kept.path).unwrap();
    assert_eq!(listing.catch_up(&town.engine).await, None);
    assert_eq!(fs::read_to_string(&kept.path).unwrap().lines().count(), 3);
}

#[tokio::test]
async fn a_list_too_large_to_be_read_is_refused_and_not_cut() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let kept = kept(folder.path());
    let town = Town::founded(memory().await, &clock).await;
    let (report, other) = (town.report().await, town.report().await);
    after_the_backup(&town, report, other).await;
    kept.add_missing(&town.engine).unwrap();
    let large = (1 << 30) + 1;
    fs::OpenOptions::new().write(true).open(&kept.path).unwrap().set_len(large).unwrap();
    let refusal = format!("{:#}", kept.add_missing(&town.engine).unwrap_err());
    assert!(refusal.contains("larger than"), "{refusal}");
    assert!(kept.refuse_what_lacks(&town.engine.snapshot()).is_err());
    assert_eq!(fs::metadata(&kept.path).unwrap().len(), large);
}

#[tokio::test]
async fn a_list_that_others_write_to_as_well_is_read_on_from_where_it_was() {
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let kept = kept(folder.path());
    let town = Town::founded(memory().await, &clock).await;
    let mut listing = Listing::new(kept.clone());
    let (report, other) = (town.report().await, town.report().await);
    after_the_backup(&town, report, other).await;
    assert_eq!(listing.catch_up(&town.engine).await, None);
    let key = checkpoint::signing_key(&kept.key).unwrap().verifying_key();
    let listed = || list::read(&kept.path, &key).unwrap().len();
    let whole = fs::read(&kept.path).unwrap();
    // Another instance of another register, in the same list.
    let another = Kept { register: list::identity(b"another"), ..kept.clone() };
    assert_eq!((another.add_missing(&town.engine).unwrap(), listed()), (3, 6));
    let (report, other) = (town.report().await, town.report().await);
    after_the_backup(&town, report, other).await;
    assert_eq!((listing.catch_up(&town.engine).await, listed()), (None, 9));
    // Somebody has put an older one in its place.
    fs::write(&kept.path, whole).unwrap();
    let (report, other) = (town.report().await, town.report().await);
    after_the_backup(&town, report, other).await;
    assert_eq!((listing.catch_up(&town.engine).await, listed()), (None, 9));
}

#[tokio::test]
async fn answers_filings_reviews_and_the_audit_log_go_by_their_rules_and_what_is_archived_is_written_before()
{
    let (clock, folder) = (Clock::new(), tempdir().unwrap());
    let town = Town::founded(memory().await, &clock).await;
    let place = town.closed_place().await;
    let slk = || town.someone("slk", Role::Coordinator);
    let answer = DocumentAnswer {
        document: Document::Place(place),
        diary_number: Some("SLK 2026/740".into()),
        received_on: None,
        decided_by: "registrator".into(),
        withheld: [DocumentPart::Text, DocumentPart::Coordination]
            .map(|part| WithheldDraft { part, ground: "osl_18_8".into(), reason: CANARY.into() })
            .into(),
    };
    let request = town.does(slk(), Command::AnswerDocumentRequest(answer)).await;
    let draft = |number: &str| FilingDraft {
        about: place.into(),
        diary_number: Some(number.into()),
        body: None,
        decided_on: None,
    };
    let filing = town.does(slk(), Command::AddFiling(draft("SLK 2026/12"))).await;
    let (whole_city, none) = (false, Reviewed::default());
    let review = Command::RecordAccessReview { whole_city, confirmed: none, ended: none };
    let review = town.does(slk(), review).await;
    let line = |at: Timestamp, id, act: &str| Line {
        at_ms: at.as_millisecond(),
        id,
        act: act.into(),
        ..Line::default()
    };
    let archive = town.engine.archive().clone();
    let old = [line(clock.now(), 1, "read"), line(clock.now(), 2, "log_in")];
    archive.note(&old).await.unwrap();
    clock.wait(3_700);
    archive.note(&[line(clock.now(), 3, "read"), line(clock.now(), 4, "log_in")]).await.unwrap();
    let kept = town.does(slk(), Command::AddFiling(draft("SLK 2036/1"))).await;
    town.decided(&[
        (RuleName::DocumentRequest, 120),
        (RuleName::Filing, 120),
        (RuleName::AccessReview, 24),
        (RuleName::RestrictedRead, 60),
        (RuleName::AuditLog, 24),
    ])
    .await;
    let planned: Vec<_> = town.plan().await.rules.iter().map(|of| (of.rule, of.due())).collect();
    let expected = [
        (RuleName::DocumentRequest, 1),
        (RuleName::Filing, 1),
        (RuleName::AccessReview, 1),
        (RuleName::RestrictedRead, 1),
        (RuleName::AuditLog, 1),
    ];
    assert_eq!(planned, expected);
    let run = town.runs(folder.path()).await.expect("something was due");
    assert!(run.rules.iter().all(|of| of.erased == Some(1)), "{run:?}");
    let snapshot = town.engine.snapshot();
    assert!([request, filing, review].iter().all(|key| snapshot.gone.contains_key(key)));
    assert!(snapshot.record(kept).is_some() && snapshot.reference.document_requests.is_empty());
    let left = archive.noted(&Asked::default()).await.unwrap();
    assert_eq!(left.iter().map(|line| line.id).collect::<Vec<_>>(), [4, 3]);
    package::check(folder.path(), &run.package).expect("reads back");
    let file = |name: &str| fs::read_to_string(folder.path().join(&run.package.name).join(name)).unwrap();
    assert!(file("document_requests.csv").contains("SLK 2026/740,2026-11-23,"), "the answer is archived");
    assert_eq!(file("document_requests_withheld.csv").matches(CANARY).count(), 2, "with why it was withheld");
    assert!(file("filings.csv").contains("SLK 2026/12") && !file("filings.csv").contains("SLK 2036/1"));
    assert!(file("access_review.csv").lines().count() == 2);
    town.holds().await;
    // A place's own package tells where the decisions about it lie.
    town.decided(&[(RuleName::ClosedPlace, 120)]).await;
    let run = town.runs(folder.path()).await.expect("the place was due");
    let filings =
        fs::read_to_string(folder.path().join(&run.package.name).join("place_filings.csv")).unwrap();
    assert!(filings.contains("SLK 2036/1"), "{filings}");
    assert!(town.runs(folder.path()).await.is_none());
}
