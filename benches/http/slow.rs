//! What ordinary readers notice of clients that hold on to their connections: some say nothing, some dribble a head or a body byte
//! by byte, some ask for a large answer and hardly take any of it. Readers alone and readers beside them take turns; then each
//! such client comes once, and it is told when the server has let go of the last of them.

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
/// Bytes of a body that is dribbled: what a report has.
const BODY: usize = 1_000;

/// The longest that clients are let hold on: a server that lets one go later has no end to it.
const PATIENCE: Duration = Duration::from_secs(120);

/// What clients hold on with.
#[derive(Clone, Copy)]
enum Holding {
    Silence,
    DribblingHead,
    HardlyReading,
    DribblingBody,
}

/// So many clients that hold on in one way.
type Holders = (Holding, usize);

const SILENT: Holders = (Holding::Silence, 2_000);
const DRIBBLING_HEAD: Holders = (Holding::DribblingHead, 500);
const HARDLY_READING: Holders = (Holding::HardlyReading, 500);
const DRIBBLING_BODY: Holders = (Holding::DribblingBody, 200);

const BESIDE: [(&str, &[Holders]); 6] = [
    ("nobody", &[]),
    ("2 000 that say nothing", &[SILENT]),
    ("500 that dribble a head", &[DRIBBLING_HEAD]),
    ("500 that hardly read", &[HARDLY_READING]),
    ("200 that dribble a body", &[DRIBBLING_BODY]),
    ("all of these", &[SILENT, DRIBBLING_HEAD, HARDLY_READING, DRIBBLING_BODY]),
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
    let mut turns: Vec<Vec<Turn>> = BESIDE.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for ((_, holders), taken) in BESIDE.iter().zip(&mut turns) {
            taken.push(turn(&served, &token, holders).await?);
        }
    }
    for ((name, _), mut taken) in BESIDE.iter().zip(turns) {
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
    println!();
    for (name, holders) in &BESIDE[1..] {
        let (most, after) = let_go(&served, &token, holders).await?;
        println!(
            "{name}, who do not come again: {most} connections, all let go after {:.1} s",
            after.as_secs_f64()
        );
    }
    Ok(())
}

/// How many connections the server holds for these, where each comes once, and how long until it has as few files open
/// as before.
async fn let_go(served: &Served, token: &Arc<str>, holders: &[Holders]) -> anyhow::Result<(usize, Duration)> {
    let before = open_files(served.process)?;
    let began = Instant::now();
    let mut held = JoinSet::new();
    for (kind, count) in holders {
        for _ in 0..*count {
            let (kind, url, token) = (*kind, served.url.clone(), token.clone());
            held.spawn(async move { hold_once(kind, &url, &token).await });
        }
    }
    tokio::time::sleep(BEAT * 2).await;
    let mut most = 0;
    loop {
        let open = open_files(served.process)?.saturating_sub(before);
        if open == 0 {
            return Ok((most, began.elapsed()));
        }
        anyhow::ensure!(began.elapsed() < PATIENCE, "{open} clients are held on to without end");
        most = most.max(open);
        tokio::time::sleep(BEAT / 5).await;
    }
}

fn open_files(process: u32) -> anyhow::Result<usize> {
    Ok(std::fs::read_dir(format!("/proc/{process}/fd"))?.count())
}

struct Turn {
    rate: f64,
    median: Duration,
    slow: Duration,
    memory_mib: u64,
    turned_away: u32,
}

async fn turn(served: &Served, token: &Arc<str>, beside: &[Holders]) -> anyhow::Result<Turn> {
    let turned_away = Arc::new(AtomicU32::new(0));
    let mut holders = JoinSet::new();
    for (kind, count) in beside {
        for _ in 0..*count {
            holders.spawn(hold(*kind, served.url.clone(), token.clone(), turned_away.clone()));
        }
    }
    if !beside.is_empty() {
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
    let mut byte = [0; 1];
    match kind {
        Holding::Silence => while stream.read(&mut byte).await? > 0 {},
        Holding::DribblingHead => dribble(&mut stream, &large(host, token)).await?,
        Holding::DribblingBody => {
            let head = format!(
                "POST /api/reports HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n\
                 content-type: application/json\r\nidempotency-key: bench\r\ncontent-length: {BODY}\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).await?;
            dribble(&mut stream, &"{".repeat(BODY)).await?;
        }
        Holding::HardlyReading => {
            stream.write_all(large(host, token).as_bytes()).await?;
            while stream.read(&mut byte).await? > 0 {
                tokio::time::sleep(BEAT).await;
            }
        }
    }
    Ok(())
}

fn large(host: &str, token: &str) -> String {
    format!("GET {LARGE} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n\r\n")
}

/// Writes this letter by letter, until it is said or nobody listens.
async fn dribble(stream: &mut TcpStream, text: &str) -> anyhow::Result<()> {
    let (mut reading, mut writing) = stream.split();
    let saying = async {
        for letter in text.as_bytes().chunks(1) {
            writing.write_all(letter).await?;
            tokio::time::sleep(BEAT).await;
        }
        anyhow::Ok(())
    };
    let mut answer = Vec::new();
    // Whoever is sent away is told so by an end, or by an answer and then an end.
    tokio::select! { said = saying => said, ended = reading.read_to_end(&mut answer) => Ok(ended.map(drop)?) }
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
