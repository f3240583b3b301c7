//! Where an erased text can still be found by who reads the files of the database: on the primary, on a standby that
//! streams from it, and where its log is archived. docs/operations.md says what is seen here.

use crate::cluster::{Cluster, DURABLE, give_to_user};
use crate::program::{Served, until};
use crate::proxy::Wire;
use crate::store::Store;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

const LIMIT: Duration = Duration::from_secs(120);
/// What nobody else would write.
const CANARY: &str = "kanariefagelns hemliga visa";

/// A primary whose log is archived, and the standby that streams from it.
struct Watched {
    primary: Cluster,
    standby: Cluster,
    archive: TempDir,
}

/// What is written there: the tables with all beside them, and the log.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    tables: bool,
    log: bool,
}

impl Watched {
    fn start() -> (Self, Store) {
        let archive = tempfile::Builder::new().prefix("samplats-wal-").tempdir().expect("a folder");
        give_to_user(archive.path()).expect("given to the database's user");
        let command = format!("archive_command='cp %p {}/%f'", archive.path().display());
        let primary = Cluster::start(&[DURABLE, &["archive_mode=on", &command]].concat());
        let store = Store::postgres(&primary);
        let standby = primary.standby(DURABLE);
        (Self { primary, standby, archive }, store)
    }

    /// All that has been written stands in the files of both.
    fn settle(&self) {
        self.primary.sql("postgres", "checkpoint");
        let at = self.primary.sql("postgres", "select pg_current_wal_lsn()");
        let replayed = format!("select pg_last_wal_replay_lsn() >= '{at}'::pg_lsn");
        until("the standby has replayed it", LIMIT, || self.standby.sql("postgres", &replayed) == "t");
        self.standby.sql("postgres", "checkpoint");
    }

    /// The log goes on to its next segment, and the one before is archived.
    fn switch_log(&self) {
        self.primary.sql("postgres", "create table if not exists beat (at timestamptz)");
        let name = "insert into beat values (now()); select pg_walfile_name(pg_switch_wal())";
        let segment = self.primary.sql("postgres", name);
        let archived = self.archive.path().join(segment.lines().last().expect("a segment"));
        until("the segment is archived", LIMIT, || archived.exists());
        self.settle();
    }

    fn seen(&self) -> [Seen; 2] {
        [&self.primary, &self.standby].map(|cluster| {
            let found = holding(&cluster.data());
            let log = cluster.data().join("pg_wal");
            Seen {
                tables: found.iter().any(|file| !file.starts_with(&log)),
                log: found.iter().any(|file| file.starts_with(&log)),
            }
        })
    }
}

/// Files below a folder that hold the canary.
fn holding(folder: &Path) -> Vec<PathBuf> {
    let found = Command::new("grep").args(["-rlaF", CANARY]).arg(folder).output().expect("grep runs");
    // What goes while it is looked at holds nothing any more.
    let faults = String::from_utf8_lossy(&found.stderr).into_owned();
    assert!(faults.lines().all(|line| line.contains("No such file")), "{faults}");
    String::from_utf8_lossy(&found.stdout).lines().map(PathBuf::from).collect()
}

/// Writes a report with the canary, and erases its text on a decision. Answers where it is.
fn write_and_erase(served: &Served, between: impl FnOnce()) -> String {
    let body =
        json!({ "position": { "lon": 18.05, "lat": 59.33 }, "problem_types": ["vandalism"], "text": CANARY });
    let made = served.asked().post("/api/reports", "canary", &body.to_string()).expect("an answer");
    assert_eq!(made.status, 201, "{made:?}");
    between();
    let path = format!("/api/reports/{}", made.id());
    let seen = served.asked().get(&path).expect("an answer");
    assert!(seen.body.contains(CANARY), "{seen:?}");
    let order = json!({ "part": "text", "decision": "KS 2026/17" }).to_string();
    let etag = seen.header("etag").expect("a version");
    let erased = served.asked().command(&format!("{path}/erase"), "erase", etag, &order).expect("an answer");
    assert_eq!(erased.status, 200, "{erased:?}");
    assert!(!served.asked().get(&path).expect("an answer").body.contains(CANARY));
    path
}

#[test]
fn an_erased_text_goes_from_primary_and_standby_and_stays_in_the_archived_log() {
    let (watched, store) = Watched::start();
    let everywhere = || [Seen { tables: true, log: true }, Seen { tables: true, log: true }];
    let served = Served::start(&store);
    write_and_erase(&served, || {
        // As a server that is left to itself does, which samples what it plans by.
        watched.primary.sql(store.database(), "analyze");
        watched.switch_log();
        assert_eq!(watched.seen(), everywhere(), "the canary is found where it is");
    });
    served.stop();

    store.run(&["register", "vacuum"]);
    store.assert_verified();
    watched.settle();
    let log_alone = || [Seen { tables: false, log: true }, Seen { tables: false, log: true }];
    // A file that is let go of is removed once nobody has it open.
    until("the tables hold it no more", LIMIT, || watched.seen() == log_alone());

    // A segment that is no longer needed is kept, under another name, to be written over: only then is it gone.
    let mut segments = 0;
    while watched.seen().iter().any(|seen| seen.log) {
        assert!(segments < 100, "the log has gone round: {:?}", watched.seen());
        watched.switch_log();
        segments += 1;
    }
    let nowhere = [Seen { tables: false, log: false }, Seen { tables: false, log: false }];
    assert_eq!(watched.seen(), nowhere);
    let archived = holding(watched.archive.path());
    assert!(!archived.is_empty(), "the archived log is as it was");
    assert_eq!(holding(store.folder()), Vec::<PathBuf>::new(), "beside the register stands no word of it");
    println!(
        "erased text, primary and standby: out of the tables after the vacuum; out of the log after {segments} more segments; \
         in {} archived segments for as long as they are kept",
        archived.len()
    );
}

/// Behind the address of the database that is served stands another all of a sudden, as after a restore in a hurry.
#[test]
fn a_database_restored_behind_a_running_program_is_not_shown_before_it_has_learned_what_was_erased() {
    let (cluster, elsewhere) = (Cluster::start(DURABLE), Cluster::start(DURABLE));
    let store = Store::postgres(&cluster);
    let wire = Wire::to(&cluster);
    let here = store.at(&wire.url(store.database()));
    let served = Served::start(&here);
    let dump = store.folder().join("monday.dump");
    let dump_path = dump.to_str().expect("a path");
    let path = write_and_erase(&served, || drop(store.run(&["register", "backup", dump_path])));
    let list = here.folder().join("erasures.jsonl");
    let is_listed = || std::fs::read_to_string(&list).unwrap_or_default().ends_with('\n');
    until("the erasure is written down", LIMIT, is_listed);

    let database = elsewhere.database("template1");
    assert_eq!(database, store.database(), "the same name on both");
    elsewhere.restore(&database, &dump);
    wire.lead_to(&elsewhere);
    let ready = || served.stranger().get("/readyz").expect("an answer");
    until("it will have nothing to do with it", LIMIT, || ready().body.contains("is broken"));
    let shown = served.asked().get(&path).expect("an answer");
    assert!(shown.status == 200 && !shown.body.contains(CANARY), "as it was: {shown:?}");
    let body = json!({ "position": { "lon": 18.05, "lat": 59.33 }, "problem_types": ["vandalism"] });
    let written = served.asked().post("/api/reports", "no", &body.to_string()).expect("an answer");
    assert_eq!(written.status, 503, "{written:?}");
    served.stop();

    let Err(said) = Served::try_start(&here, Command::new(env!("CARGO_BIN_EXE_samplats"))) else {
        panic!("it is served")
    };
    assert!(said.contains("replay-erasures"), "{said}");
    here.run(&["register", "replay-erasures", list.to_str().expect("a path")]);
    here.assert_verified();
    let served = Served::start(&here);
    let shown = served.asked().get(&path).expect("an answer");
    assert!(shown.status == 200 && !shown.body.contains(CANARY), "erased once more: {shown:?}");
    let written = served.asked().post("/api/reports", "yes", &body.to_string()).expect("an answer");
    assert_eq!(written.status, 201, "{written:?}");
}
