//! A large export of the past while everybody goes on: readers and writers are answered, an export that is not taken
//! keeps its turn and no more, and whoever hangs up gives it back.

use crate::client::Asked;
use crate::ledger::Ledger;
use crate::load::Load;
use crate::program::{Served, until};
use crate::store::Store;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

const CLIENTS: usize = 4;
const LIMIT: Duration = Duration::from_secs(60);
/// So many, with so much text, that their file fits into no socket's buffers.
const LARGE: (usize, usize) = (2_500, 20);
const TEXT: &str = "Klotter och skräp längs hela gången, trasiga lampor och en bänk som ligger i gräset. ";

/// A register with so many reports, each with the text so many times.
fn filled((reports, times): (usize, usize)) -> Store {
    let store = Store::sqlite();
    let mut file = "id,lon,lat,observed_at,problem_type,text\n".to_owned();
    let text = TEXT.repeat(times);
    for row in 0..reports {
        let lon = 18.0 + row as f64 * 1e-5;
        writeln!(file, "r{row},{lon:.6},59.33,2026-03-01T12:00:00Z,vandalism,\"{text}\"")
            .expect("memory takes it");
    }
    let path = store.folder().join("reports.csv");
    std::fs::write(&path, file).expect("written");
    store.run(&["import", "reports", path.to_str().expect("a path"), "--party", "sisab"]);
    store
}

fn reader_of(store: &Store) -> String {
    let made = store.run(&["token", "create", "--party", "sisab", "--role", "reader"]);
    String::from_utf8(made.stdout).expect("text").trim().to_owned()
}

/// An export of which nothing but the head has been taken.
struct Begun {
    head: String,
    stream: TcpStream,
}

fn begin(served: &Served, token: &str, path: &str) -> Begun {
    let mut stream = TcpStream::connect(&served.address).expect("it listens");
    stream.set_read_timeout(Some(LIMIT)).expect("set");
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n",
        served.address
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).expect("a head");
        head.push(byte[0]);
    }
    Begun { head: String::from_utf8(head).expect("text"), stream }
}

impl Begun {
    fn number(&self, name: &str) -> usize {
        let line = self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{name} in {}", self.head))
    }

    /// Takes the rest.
    fn body(mut self) -> Vec<u8> {
        let mut body = Vec::new();
        self.stream.read_to_end(&mut body).expect("the rest");
        body
    }
}

#[test]
fn everybody_goes_on_while_the_past_is_exported_and_who_hangs_up_frees_the_turn() {
    let store = filled(LARGE);
    let reports = LARGE.0;
    let (first, second) = (reader_of(&store), reader_of(&store));
    let moment = jiff::Timestamp::now();
    let (served, ledger) = (Served::start(&store), Arc::new(Ledger::default()));
    let load = Load::start("x", CLIENTS, vec![served.address.clone()], &store.token, &ledger);
    load.grow_by(20);

    let past = format!("/api/exports/reports?format=geojson&as_of={moment}");
    let held = begin(&served, &first, &past);
    assert!(held.head.starts_with("HTTP/1.1 200"), "{}", held.head);
    assert_eq!(held.number("samplats-rows"), reports, "what was written since is not in it");

    // Nobody takes it. Everybody else is answered, and writes.
    load.grow_by(50);
    let asked = |token| Asked { address: &served.address, token };
    let listed = asked(&first).get("/api/reports?limit=50").expect("an answer");
    assert_eq!(listed.json()["items"].as_array().map(Vec::len), Some(50));
    let again = asked(&first).get("/api/exports/areas").expect("an answer");
    assert_eq!(again.status, 429, "{again:?}");
    assert!(again.header("retry-after").is_some_and(|wait| wait.parse::<u32>().is_ok_and(|wait| wait > 0)));
    // Its world has been let go of with the last row: somebody else's is read.
    let other = begin(&served, &second, &past);
    assert_eq!((other.number("samplats-rows"), &other.head[..12]), (reports, "HTTP/1.1 200"));
    let length = other.number("content-length");
    assert_eq!(other.body().len(), length, "it comes whole");

    drop(held);
    let free = || asked(&first).get("/api/exports/areas").is_some_and(|answer| answer.status == 200);
    let waited = until("the turn is free", LIMIT, free);
    load.grow_by(20);
    load.stop();
    ledger.assert_answered_again(served.asked());
    served.stop();
    ledger.assert_is_all_of_beside(&store, reports);
    println!(
        "export of the past, {} MiB, under {CLIENTS} writers: {}; its turn free {:.2} s after its client hung up",
        length >> 20,
        ledger.figures(),
        waited.as_secs_f64()
    );
}

#[test]
fn a_past_that_is_larger_than_it_may_be_is_refused_while_everybody_goes_on() {
    let store = filled((200, 1));
    let reader = reader_of(&store);
    let moment = jiff::Timestamp::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_samplats"));
    program.env("SAMPLATS_PAST_MAX_RECORDS", "100");
    let served = Served::try_start(&store, program).unwrap_or_else(|said| panic!("{said}"));
    let ledger = Arc::new(Ledger::default());
    let load = Load::start("x", CLIENTS, vec![served.address.clone()], &store.token, &ledger);
    load.grow_by(10);
    let asked = Asked { address: &served.address, token: &reader };
    let refused = asked.get(&format!("/api/exports/reports?as_of={moment}")).expect("an answer");
    assert_eq!((refused.status, refused.json()["type"].as_str()), (422, Some("/problems/export-too-large")));
    // It has given back its turn, and the reading of the past.
    let refused = asked.get(&format!("/api/exports/reports?as_of={moment}")).expect("an answer");
    assert_eq!(refused.status, 422, "{refused:?}");
    assert_eq!(asked.get("/api/exports/parties").map(|answer| answer.status), Some(200));
    load.grow_by(10);
    load.stop();
}
