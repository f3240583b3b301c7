//! What ordinary readers notice of clients that hold on to their connections: some say nothing, some dribble a request byte
//! by byte, some ask for a large answer and hardly take any of it. Readers alone and readers beside them take turns.

use crate::city::{Chance, city, report};
use crate::sender::Sender;
use crate::served::{self, Served};
use anyhow::Context;
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;

const REPORTS: usize = 10_000;
const READERS: usize = 8;
/// Of each kind.
const HOLDERS: usize = 300;
const ROUNDS: usize = 3;
const TURN: Duration = Duration::from_secs(4);
/// Between two bytes of who dribbles or hardly reads.
const BEAT: Duration = Duration::from_millis(500);
/// What readers ask for: what a map and its list ask for.
const PATHS: [&str; 3] = [
    "/api/reports?limit=50",
    "/api/locate?lon=18.05&lat=59.32",
    "/ogc/collections/reports/tiles/WebMercatorQuad/14/4819/9013",
];
const LARGE: &str = "/api/reports?limit=1000";

/// What clients hold on with.
#[derive(Clone, Copy)]
enum Holding {
    Silence,
    Dribbling,
    HardlyReading,
}

const KINDS: [(&str, &[Holding]); 5] = [
    ("nobody", &[]),
    ("300 that say nothing", &[Holding::Silence]),
    ("300 that dribble", &[Holding::Dribbling]),
    ("300 that hardly read", &[Holding::HardlyReading]),
    ("300 of each", &[Holding::Silence, Holding::Dribbling, Holding::HardlyReading]),
];

pub async fn measure(samplats: &Path) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let store = "sqlite:samplats.db";
    let (mut chance, now) = (Chance(7), Timestamp::now());
    let reports = (0..REPORTS).map(|_| report(&mut chance, now));
    crate::city::fill(folder.path(), store, city().into_iter().chain(reports)).await;
    let token: Arc<str> = served::token(samplats, folder.path(), store, "P01").await?.into();
    let served = Served::start(samplats, folder.path(), store).await?;
    println!(
        "| beside | requests a second | median ms | 99 % ms | memory MiB | connections turned away in a turn |"
    );
    println!("|---|--:|--:|--:|--:|--:|");
    let mut turns: Vec<Vec<Turn>> = KINDS.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for ((_, kinds), taken) in KINDS.iter().zip(&mut turns) {
            taken.push(turn(&served, &token, kinds).await?);
        }
    }
    for ((name, _), mut taken) in KINDS.iter().zip(turns) {
        taken.sort_by_key(|turn| turn.slow);
        let turn = &taken[ROUNDS / 2];
        println!(
            "| {name} | {:.0} | {:.2} | {:.2} | {} | {} |",
            turn.rate,
            turn.median.as_secs_f64() * 1e3,
            turn.slow.as_secs_f64() * 1e3,
            turn.memory_mib,
            turn.turned_away
        );
    }
    Ok(())
}

struct Turn {
    rate: f64,
    median: Duration,
    slow: Duration,
    memory_mib: u64,
    turned_away: u32,
}

async fn turn(served: &Served, token: &Arc<str>, kinds: &[Holding]) -> anyhow::Result<Turn> {
    let turned_away = Arc::new(AtomicU32::new(0));
    let mut holders = JoinSet::new();
    for kind in kinds {
        for _ in 0..HOLDERS {
            holders.spawn(hold(*kind, served.url.clone(), token.clone(), turned_away.clone()));
        }
    }
    if !kinds.is_empty() {
        // Long enough for all of them to be connected.
        tokio::time::sleep(BEAT * 2).await;
    }
    let began = Instant::now();
    let mut readers = JoinSet::new();
    for first in 0..READERS {
        let mut reader = Sender::to(&served.url, token).await?;
        readers.spawn(async move {
            let mut times = Vec::new();
            for path in PATHS.iter().cycle().skip(first) {
                if began.elapsed() >= TURN {
                    break;
                }
                let at = Instant::now();
                reader.get(path).await?;
                times.push(at.elapsed());
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Vec::new();
    while let Some(read) = readers.join_next().await {
        times.extend(read??);
    }
    let rate = times.len() as f64 / began.elapsed().as_secs_f64();
    let memory_mib = memory_mib(served.process)?;
    holders.shutdown().await;
    times.sort_unstable();
    Ok(Turn {
        rate,
        median: times[times.len() / 2],
        slow: times[times.len() * 99 / 100],
        memory_mib,
        turned_away: turned_away.load(Ordering::Relaxed),
    })
}

/// Holds on, and comes again each time it is turned away.
async fn hold(kind: Holding, url: String, token: Arc<str>, turned_away: Arc<AtomicU32>) {
    loop {
        // Whatever ends it, the server has let go.
        let _ = hold_once(kind, &url, &token).await;
        turned_away.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(BEAT).await;
    }
}

async fn hold_once(kind: Holding, url: &str, token: &str) -> anyhow::Result<()> {
    let host = url.strip_prefix("http://").context("the server speaks HTTP")?;
    let mut stream = connect(host).await?;
    let request = format!("GET {LARGE} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n\r\n");
    let mut byte = [0; 1];
    match kind {
        Holding::Silence => while stream.read(&mut byte).await? > 0 {},
        Holding::Dribbling => {
            for letter in request.as_bytes().chunks(1) {
                stream.write_all(letter).await?;
                tokio::time::sleep(BEAT).await;
            }
        }
        Holding::HardlyReading => {
            stream.write_all(request.as_bytes()).await?;
            while stream.read(&mut byte).await? > 0 {
                tokio::time::sleep(BEAT).await;
            }
        }
    }
    Ok(())
}

/// With a small window, so that what is not read stays with the server.
async fn connect(host: &str) -> anyhow::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(4096)?;
    Ok(socket.connect(host.parse()?).await?)
}

fn memory_mib(process: u32) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("it has memory")?;
    Ok(line.split_whitespace().next().context("a number")?.parse::<u64>()? / 1024)
}
