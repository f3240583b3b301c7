//! Clients that write, as phones do: what is not answered is sent again under the same key.

use crate::client::Asked;
use crate::ledger::{Ledger, body_of};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Whoever gets no answer waits a little before it tries again.
const PAUSE: Duration = Duration::from_millis(100);
/// One that is never answered has found a fault.
const PATIENCE: Duration = Duration::from_secs(120);

/// Writing clients.
pub struct Load {
    shared: Arc<Shared>,
    clients: Vec<JoinHandle<()>>,
}

struct Shared {
    /// Where to write; a program started anew listens elsewhere.
    addresses: Mutex<Vec<String>>,
    token: String,
    ledger: Arc<Ledger>,
    stop: AtomicBool,
}

impl Load {
    /// Starts so many clients, whose keys begin with `name`.
    pub fn start(
        name: &str,
        clients: usize,
        addresses: Vec<String>,
        token: &str,
        ledger: &Arc<Ledger>,
    ) -> Self {
        let shared = Arc::new(Shared {
            addresses: Mutex::new(addresses),
            token: token.to_owned(),
            ledger: ledger.clone(),
            stop: AtomicBool::new(false),
        });
        let client = |number: usize| {
            let (name, shared) = (format!("{name}-{number}"), shared.clone());
            std::thread::spawn(move || shared.write_on(&name))
        };
        Self { clients: (0..clients).map(client).collect(), shared }
    }

    /// From now on the program listens here.
    pub fn moved(&self, address: &str) {
        *self.shared.addresses.lock().unwrap() = vec![address.to_owned()];
    }

    /// Every client writes what it has begun to the end, and stops.
    pub fn stop(self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        for client in self.clients {
            client.join().expect("a client");
        }
    }

    /// Lets them write so many more.
    pub fn grow_by(&self, more: usize) {
        let goal = self.shared.ledger.len() + more;
        crate::program::until("more is written", PATIENCE, || self.shared.ledger.len() >= goal);
    }
}

impl Shared {
    fn write_on(&self, name: &str) {
        for number in 0.. {
            if self.stop.load(Ordering::SeqCst) {
                return;
            }
            self.write(&format!("{name}-{number}"), number);
        }
    }

    /// Sends one report until it is acknowledged.
    fn write(&self, key: &str, number: usize) {
        let began = Instant::now();
        let body = body_of(key, 18.05);
        for attempt in 0.. {
            assert!(began.elapsed() < PATIENCE, "{key} is never answered");
            let address = self.address(number + attempt);
            let asked = Asked { address: &address, token: &self.token };
            match asked.post("/api/reports", key, &body) {
                Some(answer) if [200, 201].contains(&answer.status) => {
                    return self.ledger.enter(key, answer, began.elapsed());
                }
                Some(answer) if answer.status == 503 => {
                    assert!(answer.header("retry-after").is_some(), "{key}: {answer:?}");
                }
                Some(answer) => panic!("{key}: {answer:?}"),
                None => {}
            }
            self.ledger.in_vain.fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(PAUSE);
        }
    }

    /// Every instance in turn.
    fn address(&self, turn: usize) -> String {
        let addresses = self.addresses.lock().unwrap();
        addresses[turn % addresses.len()].clone()
    }
}
