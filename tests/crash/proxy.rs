//! The wire between the program and its database, which can be cut or stopped after any byte.

use crate::cluster::Cluster;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex};

/// Which way bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    ToServer,
    ToProgram,
}

/// What happens to the connections that there are; those made later are whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    /// Both ends are told.
    Cut,
    /// Nobody is told anything: no byte goes through any more.
    Stall,
}

/// A listener whose connections all lead to one server.
pub struct Wire {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    socket: Mutex<PathBuf>,
    state: Mutex<State>,
    /// Rung by everything that changes the state.
    bell: Condvar,
}

#[derive(Default)]
struct State {
    /// What is to happen, and after how many more bytes which way.
    planned: Option<(Way, u64, Harm)>,
    /// Nobody is let through.
    away: bool,
    /// Raised by a stall; connections of an earlier number are stalled.
    stalled_before: u64,
    connections: Vec<(u64, TcpStream, UnixStream)>,
    made: u64,
}

impl Wire {
    /// Lays it to a server.
    pub fn to(cluster: &Cluster) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let shared = Arc::new(Shared {
            socket: Mutex::new(cluster.socket()),
            state: Mutex::default(),
            bell: Condvar::new(),
        });
        let connecting = shared.clone();
        std::thread::spawn(move || {
            for program in listener.incoming().map_while(Result::ok) {
                connecting.connect(program);
            }
        });
        Self { port, shared }
    }

    /// The address of a database behind it.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@{}/{database}", self.host())
    }

    /// Where it begins.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// From now on it leads to another server.
    pub fn lead_to(&self, cluster: &Cluster) {
        *self.shared.socket.lock().unwrap() = cluster.socket();
        self.shared.state.lock().unwrap().cut();
        self.shared.bell.notify_all();
    }

    /// Plans harm for when so many more bytes have gone a way, over all connections.
    pub fn plan(&self, way: Way, bytes: u64, harm: Harm) {
        self.shared.state.lock().unwrap().planned = Some((way, bytes, harm));
    }

    /// Whether what was planned has not happened yet.
    pub fn is_planned(&self) -> bool {
        self.shared.state.lock().unwrap().planned.is_some()
    }

    /// Ends all connections and takes no more, until told otherwise.
    pub fn away(&self, away: bool) {
        let mut state = self.shared.state.lock().unwrap();
        state.away = away;
        if away {
            state.cut();
        }
        self.shared.bell.notify_all();
    }
}

impl State {
    fn cut(&mut self) {
        for (_, program, server) in self.connections.drain(..) {
            // Either may be gone already.
            let _ = program.shutdown(Shutdown::Both);
            let _ = server.shutdown(Shutdown::Both);
        }
    }

    fn harm(&mut self, harm: Harm) {
        match harm {
            Harm::Cut => self.cut(),
            Harm::Stall => self.stalled_before = self.made,
        }
    }
}

impl Shared {
    fn connect(self: &Arc<Self>, program: TcpStream) {
        let mut state = self.state.lock().unwrap();
        // One that is refused is closed at once, as by a machine on which nothing listens.
        let Ok(server) = UnixStream::connect(&*self.socket.lock().unwrap()) else { return };
        if state.away {
            return;
        }
        let number = state.made;
        state.made += 1;
        let again = |stream: &TcpStream| stream.try_clone().expect("a handle");
        let again_there = |stream: &UnixStream| stream.try_clone().expect("a handle");
        state.connections.push((number, again(&program), again_there(&server)));
        let (to_server, to_program) = (self.clone(), self.clone());
        let (from_program, from_server) = (again(&program), again_there(&server));
        std::thread::spawn(move || to_server.carry(number, Way::ToServer, from_program, server));
        std::thread::spawn(move || to_program.carry(number, Way::ToProgram, from_server, program));
    }

    fn carry(&self, number: u64, way: Way, mut from: impl Read, mut to: impl Write) {
        let mut buffer = vec![0; 8_192];
        loop {
            let read = from.read(&mut buffer).unwrap_or(0);
            let (through, harm) = self.let_through(way, read);
            let written = to.write_all(&buffer[..through]);
            if let Some(harm) = harm {
                self.state.lock().unwrap().harm(harm);
            }
            if read > 0 {
                self.wait_while_stalled(number);
            }
            if read == 0 || written.is_err() || through < read {
                break self.end(number);
            }
        }
    }

    /// How many of the bytes go on, and what then happens; fewer than all when it comes among them.
    fn let_through(&self, way: Way, bytes: usize) -> (usize, Option<Harm>) {
        let mut state = self.state.lock().unwrap();
        match state.planned {
            Some((planned, left, harm)) if planned == way && bytes as u64 > left => {
                state.planned = None;
                (usize::try_from(left).expect("fewer than there are"), Some(harm))
            }
            Some((planned, left, harm)) if planned == way => {
                state.planned = Some((way, left - bytes as u64, harm));
                (bytes, None)
            }
            _ => (bytes, None),
        }
    }

    fn wait_while_stalled(&self, number: u64) {
        let mut state = self.state.lock().unwrap();
        let is_there = |state: &State| state.connections.iter().any(|(there, ..)| *there == number);
        while number < state.stalled_before && is_there(&state) {
            state = self.bell.wait(state).unwrap();
        }
    }

    /// One end has gone, and takes the other with it.
    fn end(&self, number: u64) {
        let mut state = self.state.lock().unwrap();
        if let Some(at) = state.connections.iter().position(|(there, ..)| *there == number) {
            let (_, program, server) = state.connections.swap_remove(at);
            let _ = program.shutdown(Shutdown::Both);
            let _ = server.shutdown(Shutdown::Both);
        }
        self.bell.notify_all();
    }
}
