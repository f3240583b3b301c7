//! The program, serving.

use crate::client::Asked;
use crate::store::Store;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A running program. It is killed when it is dropped.
pub struct Served {
    child: Child,
    pub address: String,
    token: String,
    said: Arc<Mutex<Vec<String>>>,
}

impl Served {
    /// Starts it, and waits until it listens.
    pub fn start(store: &Store) -> Self {
        Self::try_start(store, Command::new(env!("CARGO_BIN_EXE_samplats")))
            .unwrap_or_else(|said| panic!("it does not start: {said}"))
    }

    /// Starts it by a command that becomes it.
    ///
    /// # Errors
    /// What it said when it ended without having listened.
    pub fn try_start(store: &Store, program: Command) -> Result<Self, String> {
        let mut command = store.configure(program, &["--listen", "127.0.0.1:0", "serve"]);
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stderr.take().expect("its standard error")).lines();
        let said = Arc::new(Mutex::new(Vec::new()));
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let address = line.split_once("listens on http://").map(|(_, at)| at.to_owned());
            said.lock().unwrap().push(line);
            address
        });
        // The rest is read too, or a full pipe would stop the program.
        let more = said.clone();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| more.lock().unwrap().push(line));
        });
        let Some(address) = address else {
            child.wait().expect("it is gone");
            return Err(said.lock().unwrap().join("\n"));
        };
        Ok(Self { child, address, token: store.token.clone(), said })
    }

    /// As the coordinator.
    pub fn asked(&self) -> Asked<'_> {
        Asked { address: &self.address, token: &self.token }
    }

    /// As nobody.
    pub fn stranger(&self) -> Asked<'_> {
        Asked { address: &self.address, token: "" }
    }

    /// What it has said on its standard error.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }

    /// Whether it says that it can be written to.
    pub fn is_ready(&self) -> bool {
        self.stranger().get("/readyz").is_some_and(|answer| answer.status == 200)
    }

    /// The process that traces it.
    pub fn tracer(&self) -> String {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("TracerPid:"));
        line.expect("Linux says so").trim().to_owned()
    }

    /// SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().expect("SIGKILL");
        self.child.wait().expect("it is gone");
    }

    /// SIGTERM, and waits for the end in good order.
    pub fn stop(mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().expect("kill runs");
        assert!(asked.success(), "it was there");
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

/// Waits for a condition, not for a time, and answers how long it took; the limit is only there to
/// end a trial that fails.
pub fn until(what: &str, limit: Duration, mut holds: impl FnMut() -> bool) -> Duration {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < limit, "{what} did not come about in {limit:?}");
        std::thread::sleep(Duration::from_millis(5));
    }
    began.elapsed()
}
