//! A store that speaks S3: a process of its own on loopback, which is told what to do (tests/object_store).

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

/// A bucket that is there until it is dropped.
pub struct Bucket {
    process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// Where it is, and the keys that are let in.
    told: Value,
}

static PYTHON: OnceLock<String> = OnceLock::new();

/// The interpreter that has it, installed once.
fn python() -> &'static str {
    PYTHON.get_or_init(|| {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/object_store.sh");
        let made = Command::new(script).output().expect("a shell");
        assert!(made.status.success(), "no store that speaks S3: {}", String::from_utf8_lossy(&made.stderr));
        String::from_utf8(made.stdout).expect("a path").trim().to_owned()
    })
}

impl Bucket {
    pub fn start() -> Self {
        let server = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/object_store/server.py");
        let mut command = Command::new(python());
        command.arg(server).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("it starts");
        let orders = process.stdin.take().expect("piped");
        let answers = BufReader::new(process.stdout.take().expect("piped"));
        let mut bucket = Self { process, orders, answers, told: Value::Null };
        bucket.told = bucket.next();
        bucket
    }

    /// A program that keeps its photos there, under `provstad/`, and signs with a secret.
    pub fn keeper(&self, secret: &str) -> Command {
        let told = |name: &str| self.told[name].as_str().expect("it is told").to_owned();
        let mut program = Command::new(env!("CARGO_BIN_EXE_samplats"));
        program.env("SAMPLATS_PHOTOS", "s3://photos/provstad").env("AWS_ALLOW_HTTP", "true");
        program.env("AWS_ENDPOINT", told("address")).env("AWS_REGION", told("region"));
        program.env("AWS_ACCESS_KEY_ID", told("key")).env("AWS_SECRET_ACCESS_KEY", secret);
        program
    }

    /// What it takes to be let in.
    pub fn secret(&self) -> &str {
        self.told["secret"].as_str().expect("it is told")
    }

    /// The names of all that is in it.
    pub fn names(&mut self) -> Vec<String> {
        serde_json::from_value(self.tell(json!({ "do": "list" }))).expect("names")
    }

    /// Puts something in that no program of ours has.
    pub fn put(&mut self, name: &str) {
        self.tell(json!({ "do": "put", "name": name }));
    }

    /// All that is in it was put in so many days ago.
    pub fn age(&mut self, days: u32) {
        self.tell(json!({ "do": "age", "days": days }));
    }

    /// Nothing listens any more.
    pub fn go_away(&mut self) {
        self.tell(json!({ "do": "go_away" }));
    }

    /// It listens where it did, with all that it had.
    pub fn come_back(&mut self) {
        self.tell(json!({ "do": "come_back" }));
    }

    /// It takes what it is asked, and does not answer until it speaks.
    pub fn fall_silent(&mut self) {
        self.tell(json!({ "do": "fall_silent" }));
    }

    pub fn speak(&mut self) {
        self.tell(json!({ "do": "speak" }));
    }

    fn tell(&mut self, order: Value) -> Value {
        writeln!(self.orders, "{order}").expect("it listens");
        self.next()
    }

    fn next(&mut self) -> Value {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("it answers");
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("it ended: {line:?}"))
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        // Gone already when it failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
