//! The read log: kept by several instances on one database as by one, and what a killed server had not written yet is told.

use crate::cluster::{self, Cluster, DURABLE, FAST};
use crate::program::{Served, until};
use crate::store::Store;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);
/// What a server may lose: as many lines as may wait.
const QUEUE: usize = 10_000;

/// A report that only its own organisation may see.
fn restricted(served: &Served, key: &str) -> String {
    let body = json!({ "position": { "lon": 18.05, "lat": 59.33 }, "problem_types": ["vandalism"], "class": "origin" });
    let made = served.asked().post("/api/reports", key, &body.to_string()).expect("an answer");
    assert_eq!(made.status, 201, "{made:?}");
    made.id()
}

fn open(served: &Served, report: &str) {
    let read = served.asked().get(&format!("/api/reports/{report}")).expect("an answer");
    assert_eq!(read.status, 200, "a read is answered whatever becomes of its line");
}

/// The log as an instance tells it: some of its lines, and what it says of itself.
fn page(served: &Served, query: &str) -> Value {
    let page = served.asked().get(&format!("/api/reads?{query}")).expect("an answer");
    assert_eq!(page.status, 200, "{page:?}");
    page.json()
}

fn items(page: &Value) -> Vec<Value> {
    page["items"].as_array().expect("a list").clone()
}

/// Every opening, page by page of this size, each page from the next of these instances.
fn walked(served: &[&Served], limit: usize) -> Vec<Value> {
    let mut lines = Vec::new();
    let mut cursor = Some(String::new());
    let mut turn = 0;
    while let Some(from) = cursor {
        let page = page(served[turn % served.len()], &format!("surface=detail&limit={limit}{from}"));
        lines.extend(items(&page));
        cursor = page["next"].as_str().map(|next| format!("&cursor={next}"));
        turn += 1;
    }
    lines
}

fn gaps(served: &Served) -> Vec<Value> {
    let marks = page(served, "limit=1")["marks"].as_array().expect("marks").clone();
    marks.into_iter().filter(|mark| mark["what"] == "gap").collect()
}

#[test]
fn two_instances_keep_one_read_log_in_one_order_with_nothing_lost_or_twice() {
    const REPORTS: usize = 8;
    const ROUNDS: usize = 25;
    let cluster = Cluster::start(FAST);
    let store = Store::postgres(&cluster);
    let beside = store.at(store.url());
    let (one, other) = (Served::start(&store), Served::start(&beside));
    let reports: Vec<_> = (0..REPORTS).map(|number| restricted(&one, &format!("r-{number}"))).collect();
    let told = |report: &String| {
        let list = other.asked().get("/api/reports?limit=100").expect("an answer").json();
        list["items"].as_array().expect("a list").iter().any(|item| item["id"] == report.as_str())
    };
    until("the other has heard of them", LIMIT, || reports.iter().all(told));
    std::thread::scope(|scope| {
        for served in [&one, &other, &one, &other] {
            scope.spawn(|| (0..ROUNDS).for_each(|_| reports.iter().for_each(|report| open(served, report))));
        }
    });
    // Each instance writes its own a moment later; who asks one has not waited for the other.
    let all = 4 * ROUNDS * REPORTS;
    until("every read is a line", LIMIT, || walked(&[&one], 1_000).len() >= all);
    let lines = walked(&[&one], 1_000);
    assert_eq!(lines.len(), all, "and no line is there twice");
    assert!(lines.is_sorted_by(|a, b| a["at"].as_str() >= b["at"].as_str()), "the newest first");
    let mut opened: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &lines {
        *opened.entry(line["id"].as_str().expect("an id")).or_default() += 1;
    }
    let counts: BTreeSet<_> = opened.values().map(|count| count / (4 * ROUNDS)).collect();
    assert_eq!((opened.len(), counts), (REPORTS, BTreeSet::from([1])), "{opened:?}");
    assert_eq!(walked(&[&other], 1_000), lines, "both tell the same");
    // A cursor of one is one of the other, and it does not move while there is more.
    let paged = std::thread::scope(|scope| {
        let more = scope.spawn(|| reports.iter().cycle().take(200).for_each(|report| open(&other, report)));
        let first = page(&one, "surface=detail&limit=7");
        let at = first["next"].as_str().expect("there is more").to_owned();
        let older = |served| items(&page(served, &format!("surface=detail&limit=500&cursor={at}")));
        let (here, there) = (older(&one), older(&other));
        assert_eq!(here, there);
        more.join().expect("read");
        assert_eq!(older(&one), here, "though there are newer lines by now");
        here
    });
    assert!(!paged.is_empty());
    // Whole walks, page by page from one and the other in turn, tell what one of them tells at once.
    until("everything is written", LIMIT, || walked(&[&one], 1_000).len() == all + 200);
    assert_eq!(walked(&[&one, &other], 7), walked(&[&other], 1_000));
    println!("read log: {} lines of two instances, one list, 0 lost, 0 twice", all + 200);
    // Both go on: neither tells of the other that it is gone.
    assert_eq!((gaps(&one), gaps(&other)), (Vec::new(), Vec::new()));
}

/// Somebody who holds the log's table, so that nothing can be written into it.
struct Holder {
    psql: Child,
    input: ChildStdin,
}

impl Holder {
    fn of(cluster: &Cluster, database: &str) -> Self {
        let folder = cluster.socket().parent().expect("a folder").to_owned();
        let mut command = cluster::user(&cluster::bin("psql"));
        command.args(["-X", "-A", "-t", "-q", "-U", "postgres", "-d", database, "-h"]).arg(&folder);
        let psql = command.current_dir(&folder).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut psql = psql.expect("psql runs");
        let mut input = psql.stdin.take().expect("piped");
        writeln!(input, "begin; lock table audit in access exclusive mode; select 'held';")
            .expect("it listens");
        input.flush().expect("it listens");
        let mut said = String::new();
        BufReader::new(psql.stdout.take().expect("piped")).read_line(&mut said).expect("it answers");
        assert_eq!(said.trim(), "held");
        Self { psql, input }
    }

    fn let_go(mut self) {
        drop(self.input);
        self.psql.wait().expect("it ends");
    }
}

#[test]
fn what_waited_when_a_server_was_killed_is_at_most_the_queue_and_is_told_by_the_next() {
    const BEFORE: usize = 20;
    const WAITING: usize = 700;
    let cluster = Cluster::start(DURABLE);
    let store = Store::postgres(&cluster);
    let served = Served::start(&store);
    let report = restricted(&served, "r");
    (0..BEFORE).for_each(|_| open(&served, &report));
    // The answer to who made it, and each opening.
    until("they are written", LIMIT, || items(&page(&served, "limit=1000")).len() == BEFORE + 1);
    let last = page(&served, "limit=1")["items"][0]["at"].as_str().expect("a time").to_owned();
    let holder = Holder::of(&cluster, store.database());
    (0..WAITING).for_each(|_| open(&served, &report));
    served.kill();
    holder.let_go();
    // What it had sent may still be carried out; then the database hears that nobody is there.
    let left = format!(
        "select count(*) from pg_stat_activity where datname = '{}' and pid <> pg_backend_pid()",
        store.database()
    );
    until("the database has let go of it", LIMIT, || cluster.sql("postgres", &left) == "0");
    let next = Served::start(&store);
    until("the gap is told", LIMIT, || !gaps(&next).is_empty());
    let told = gaps(&next);
    assert_eq!(told.len(), 1, "{told:?}");
    let (since, at) =
        (told[0]["since"].as_str().expect("since when"), told[0]["at"].as_str().expect("a time"));
    assert!(since >= last.as_str() && since <= at, "{since} {at} {last}");
    let written = items(&page(&next, "limit=1000")).len() - 1;
    let lost = BEFORE + WAITING - written;
    assert!(written >= BEFORE, "what was durable is there");
    assert!(lost > 0 && lost <= QUEUE, "{lost} of {WAITING} that waited were lost");
    // It is told once, and a server that stops in good order leaves nothing to tell.
    next.stop();
    let third = Served::start(&store);
    open(&third, &report);
    assert_eq!(gaps(&third), told);
    println!("read log: {WAITING} lines waited when the server was killed, {lost} were lost and are told");
}

#[test]
fn a_killed_server_on_a_file_is_told_of_at_the_next_start() {
    let store = Store::sqlite();
    let served = Served::start(&store);
    let report = restricted(&served, "r");
    open(&served, &report);
    until("they are written", LIMIT, || items(&page(&served, "limit=10")).len() == 2);
    let last = page(&served, "limit=1")["items"][0]["at"].as_str().expect("a time").to_owned();
    served.kill();
    let next = Served::start(&store);
    until("the gap is told", LIMIT, || !gaps(&next).is_empty());
    let told = gaps(&next);
    assert_eq!((told.len(), told[0]["since"].as_str()), (1, Some(last.as_str())));
    assert_eq!(items(&page(&next, "limit=10")).len(), 2, "what was written is there");
    next.stop();
    let third = Served::start(&store);
    open(&third, &report);
    assert_eq!(gaps(&third), told, "once, and nothing of a stop in good order");
}

/// The table of who may get in, of the operator's own package.
fn access(store: &Store) -> Vec<String> {
    let file = store.folder().join("incident.zip");
    let output = file.to_str().expect("a path");
    store.run(&["register", "incident-export", "--since", "2020-01-01", "--output", output]);
    let bytes = std::fs::read(&file).expect("it is there");
    std::fs::remove_file(&file).expect("it was there");
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    package.by_name("access.csv").expect("the table").read_to_string(&mut text).expect("text");
    text.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn what_the_operator_changes_at_the_console_is_written_down_as_what_administrators_do_is() {
    let store = Store::sqlite();
    let lines = |what: &str| {
        let told = format!("access_changed,operator,,,{what}");
        access(&store).iter().filter(|line| line.contains(&told)).count()
    };
    assert_eq!((lines("tokens"), lines("users")), (1, 0), "the token that the store was made with");
    store.account("vakt", "korrekt häst batteri");
    store.run(&["user", "disable", "vakt"]);
    store.run(&["user", "enable", "vakt"]);
    store.run(&["token", "create", "--party", "sisab", "--role", "reader"]);
    assert_eq!((lines("tokens"), lines("users")), (2, 3));
    // What only looks, and what is refused, changes nothing.
    store.run(&["user", "list"]);
    assert!(!store.try_run(&["user", "disable", "ingen"]).status.success());
    assert_eq!((lines("tokens"), lines("users")), (2, 3));
}
