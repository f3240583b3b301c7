//! A wire that breaks after the k-th byte, for many k, in both directions. A caller that sends the
//! same command again under the same key must find it done once.

use super::{migrated, open, remembered};
use crate::register::postgres::Postgres;
use crate::register::suite::backends::cluster;
use crate::register::suite::{all, command, commit, key, write};
use crate::register::{CommandWrites, Fault, Register, Surroundings};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UnixStream};
use tokio::sync::Notify;

/// How many bytes still go through, each way, on the first connection. Others are left alone.
struct Wire {
    port: u16,
    to_server: Arc<AtomicI64>,
    to_client: Arc<AtomicI64>,
}

impl Wire {
    async fn lay() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let left = || Arc::new(AtomicI64::new(i64::MAX));
        let (to_server, to_client) = (left(), left());
        let wire = Wire { port, to_server: Arc::clone(&to_server), to_client: Arc::clone(&to_client) };
        tokio::spawn(async move {
            let (mut to_server, mut to_client) = (to_server, to_client);
            while let Ok((client, _)) = listener.accept().await {
                let server = UnixStream::connect(cluster().socket()).await.expect("the server is there");
                let ((from_client, at_client), (from_server, at_server)) =
                    (client.into_split(), server.into_split());
                let broken = Arc::new(Notify::new());
                tokio::spawn(carry(from_client, at_server, to_server, Arc::clone(&broken)));
                tokio::spawn(carry(from_server, at_client, to_client, broken));
                (to_server, to_client) = (left(), left());
            }
        });
        wire
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }
}

/// Carries bytes until one is too many; then both ways end at once.
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    left: Arc<AtomicI64>,
    broken: Arc<Notify>,
) {
    let mut buffer = vec![0; 4096];
    loop {
        let read = tokio::select! {
            read = from.read(&mut buffer) => read.unwrap_or(0),
            () = broken.notified() => return,
        };
        let through = left.fetch_sub(read as i64, Ordering::SeqCst).clamp(0, read as i64) as usize;
        let sent = to.write_all(&buffer[..through]).await;
        if read == 0 || through < read || sent.is_err() {
            broken.notify_one();
            return;
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Way {
    ToServer,
    ToClient,
}

/// One command over a wire that breaks after `k` bytes. Answers whether it broke at all.
async fn breaks_after(way: Way, k: i64, url: &str, id: u64) -> bool {
    let database = url.rsplit_once('/').expect("a database").1;
    let wire = Wire::lay().await;
    let mut register = Postgres::open(&wire.url(database), Surroundings::real()).await.expect("opened");
    let left = match way {
        Way::ToServer => &wire.to_server,
        Way::ToClient => &wire.to_client,
    };
    left.store(k, Ordering::SeqCst);
    let (name, asked) = (format!("k {id}"), command(&format!("k {id}"), vec![write("place", id, 1)]));
    let first = attempt(&mut register, id - 1, &asked).await;
    let broke = left.load(Ordering::SeqCst) < 0;
    let there = remembered(&mut register, &key("anna", &name)).await;
    match &first {
        Ok(_) => assert_eq!(there, 1, "{way:?} {k}: acknowledged, and not there"),
        Err(Fault::OutcomeUnknown(_)) => {}
        Err(Fault::Unavailable(_)) => assert_eq!(there, 0, "{way:?} {k}: it said that nothing was written"),
        Err(other) => panic!("{way:?} {k}: {other:?}"),
    }
    if there == 0 {
        commit(&mut register, &[asked]).await.expect("sent again");
    }
    broke
}

/// Begins at a number that has been seen, so that each attempt is as long as the last.
async fn attempt(register: &mut Postgres, known: u64, asked: &CommandWrites) -> Result<(), Fault> {
    let begun = register.begin(known, std::slice::from_ref(&asked.key)).await?;
    register.commit(begun.now_ms, std::slice::from_ref(asked)).await.map(drop)
}

#[tokio::test]
async fn a_wire_that_breaks_anywhere_loses_and_doubles_nothing() {
    let url = migrated(cluster()).await;
    let (mut broken, mut whole, mut id) = (0, 0, 0);
    for way in [Way::ToServer, Way::ToClient] {
        // Past the last byte the wire holds; before that every 41st is tried.
        for k in (0..).step_by(41) {
            id += 1;
            if breaks_after(way, k, &url, id).await {
                broken += 1;
            } else {
                whole += 1;
                break;
            }
        }
    }
    assert!(broken > 60 && whole == 2, "{broken} broken, {whole} whole");
    let mut register = open(&url).await;
    let (records, head) = all(&mut register).await;
    assert_eq!((records.len() as u64, head.seq), (id, id), "each command is there once");
    assert!(register.archive().verify(&|_| ()).await.expect("verified").faults.is_empty());
}
