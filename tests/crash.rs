//! Killed at any moment, the program loses nothing it has acknowledged and does nothing twice.
//!
//! The real binary on a real file, real clients, and SIGKILL. Ten kills; `SAMPLATS_KILLS` asks for more.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const CLIENTS: usize = 8;
const PARTIES: &str = "code,name,kind\nsisab,Skolfastigheter,property_company\n";

fn samplats(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samplats"));
    command.arg("--data").arg(data).args(["--rate-limits", "off"]).args(arguments).env("RUST_LOG", "error");
    command
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    let output = samplats(data, arguments).output().expect("the program runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    output
}

/// The program serving, until it is killed.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(data: &Path) -> Self {
        let mut command = samplats(data, &["--listen", "127.0.0.1:0", "serve"]);
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stderr.take().expect("its standard error")).lines();
        let listens = |line: &String| line.split_once("listens on http://").map(|(_, at)| at.to_owned());
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| listens(&line));
        // The rest is read too, or a full pipe would stop the program.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self { child, address: address.expect("it says where it listens") }
    }

    fn kill(mut self) {
        self.child.kill().expect("SIGKILL");
        self.child.wait().expect("it is gone");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Gone already when all went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

/// One request on a connection of its own. `None` when the other end died meanwhile.
fn post(address: &str, token: &str, key: &str, body: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    write!(
        stream,
        "POST /api/reports HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\nidempotency-key: {key}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length =
        head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    // Cut off halfway is no answer.
    (length == Some(body.len())).then(|| Answer { status, head: head.to_lowercase(), body: body.to_owned() })
}

fn body_of(key: &str, lon: f64) -> String {
    let text = format!("Klotter {}", key.len());
    format!(r#"{{"position":{{"lon":{lon},"lat":59.33}},"problem_types":["vandalism"],"text":"{text}"}}"#)
}

/// What was acknowledged: key, and the body of the first answer.
type Acknowledged = Arc<Mutex<BTreeMap<String, String>>>;

/// Sends one report after another until told to stop. The last may be unanswered; its key comes back.
fn write_on(
    address: &str,
    token: &str,
    name: &str,
    stop: &AtomicBool,
    known: &Acknowledged,
) -> Option<String> {
    for number in 0.. {
        if stop.load(Ordering::SeqCst) {
            return None;
        }
        let key = format!("{name}-{number}");
        match post(address, token, &key, &body_of(&key, 18.05)) {
            Some(answer) if answer.status == 201 => {
                known.lock().unwrap().insert(key, answer.body);
            }
            Some(answer) => panic!("{key}: {} {}", answer.status, answer.body),
            None => return Some(key),
        }
    }
    None
}

fn id_of(body: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(body).expect("JSON");
    value["id"].as_str().expect("an id").to_owned()
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_there_twice() {
    let kills: usize = std::env::var("SAMPLATS_KILLS").map_or(10, |kills| kills.parse().expect("a number"));
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    let parties = data.join("parties.csv");
    std::fs::write(&parties, PARTIES).expect("written");
    run(data, &["import", "parties", parties.to_str().expect("a path")]);
    let output = run(data, &["token", "create", "--party", "sisab", "--role", "coordinator"]);
    let token = String::from_utf8(output.stdout).expect("text").trim().to_owned();

    let acknowledged = Acknowledged::default();
    let mut unanswered: Vec<String> = Vec::new();
    let mut chance = std::process::id() as u64;
    for kill in 0..kills {
        let served = Served::start(data);
        // Those whose answer was lost try again with the same key, as a phone does.
        for key in unanswered.drain(..) {
            let answer = post(&served.address, &token, &key, &body_of(&key, 18.05)).expect("an answer");
            assert!([200, 201].contains(&answer.status), "{key}: {} {}", answer.status, answer.body);
            acknowledged.lock().unwrap().insert(key, answer.body);
        }
        let stop = Arc::new(AtomicBool::new(false));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let (address, token, stop) = (served.address.clone(), token.clone(), stop.clone());
                let (name, known) = (format!("{kill}-{client}"), acknowledged.clone());
                std::thread::spawn(move || write_on(&address, &token, &name, &stop, &known))
            })
            .collect();
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The moment is the point of the test; nothing waits for it.
        let moment = Instant::now() + Duration::from_millis(20 + (chance >> 33) % 380);
        std::thread::sleep(moment.saturating_duration_since(Instant::now()));
        served.kill();
        stop.store(true, Ordering::SeqCst);
        unanswered.extend(clients.into_iter().filter_map(|client| client.join().expect("a client")));
    }

    let served = Served::start(data);
    for key in unanswered {
        let answer = post(&served.address, &token, &key, &body_of(&key, 18.05)).expect("an answer");
        acknowledged.lock().unwrap().insert(key, answer.body);
    }
    let acknowledged = acknowledged.lock().unwrap().clone();
    assert!(acknowledged.len() >= kills, "too few reports to say anything: {}", acknowledged.len());
    let ids: HashSet<String> = acknowledged.values().map(|body| id_of(body)).collect();
    assert_eq!(ids.len(), acknowledged.len(), "a report for each key");
    for (key, first) in &acknowledged {
        let again = post(&served.address, &token, key, &body_of(key, 18.05)).expect("an answer");
        assert_eq!(&again.body, first, "{key}\n{}", again.head);
    }
    for (key, _) in acknowledged.iter().take(20) {
        let other = post(&served.address, &token, key, &body_of(key, 18.06)).expect("an answer");
        assert_eq!(other.status, 422, "{key}: {}", other.body);
    }
    served.kill();

    let stats = String::from_utf8(run(data, &["register", "stats"]).stdout).expect("text");
    let count = |what: &str| {
        let line = stats.lines().find(|line| line.starts_with(what)).expect("a line");
        line.split_whitespace().last().and_then(|n| n.parse::<usize>().ok()).expect("a number")
    };
    assert_eq!(count("report"), acknowledged.len(), "no report that nobody knows of: {stats}");
    let verified = String::from_utf8(run(data, &["register", "verify"]).stdout).expect("text");
    assert!(verified.contains(" 0 faults"), "{verified}");
    println!(
        "{kills} kills under {CLIENTS} clients: {} acknowledged, each there once and answered again as before",
        acknowledged.len()
    );
}
