//! Durable reports over HTTP by 1, 8 and 32 writers, beside the database's own floor, and how soon a report is seen in a
//! list, in a tile and in the stream of events.
//!
//! The floor is what the database itself takes of as many bytes, as often: on PostgreSQL each writer inserts a row and
//! commits on a connection of its own; a SQLite file has one writer at a time, which commits one row, and beside it the rows
//! of all writers at once. Ours and the floor take turns.

use crate::city::{Chance, city, report, tile_at};
use crate::cluster::{Cluster, DURABLE};
use crate::processor;
use crate::sender::Sender;
use crate::served::{self, Served};
use anyhow::Context;
use jiff::Timestamp;
use rusqlite::{Connection, params};
use samplats::domain::record::Record;
use samplats::outbound;
use samplats::space::LonLat;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio_postgres::NoTls;

const WRITERS: [usize; 3] = [1, 8, 32];
const ROUNDS: usize = 3;
const TURN: Duration = Duration::from_millis(1_500);
/// How many reports are looked for.
const SEEN: usize = 40;
/// Where all of them lie, degrees.
const LAT: f64 = 59.32;
/// What one report writes: both its texts twice (record and version), and the hashes, salts, key and words around them.
const ROW: (usize, usize, usize) = (900, 250, 320);

/// `beside` so many reports that are there already.
pub async fn measure(samplats: &Path, beside: usize) -> anyhow::Result<()> {
    let mut chance = Chance(42);
    let now = Timestamp::now();
    let records: Vec<Record> =
        city().into_iter().chain((0..beside).map(|_| report(&mut chance, now))).collect();
    println!(
        "| database | writers | reports a second | median ms | 99 % ms | floor, rows a second | of it one by one \
         | processor ms: server and database | client | floor |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    let folder = tempfile::tempdir()?;
    let store = "sqlite:samplats.db";
    crate::city::fill(folder.path(), store, records.iter().cloned()).await;
    let token = served::token(samplats, folder.path(), store, "P01").await?;
    let served = Served::start(samplats, folder.path(), store).await?;
    let floor = sqlite_floor(&folder.path().join("floor.db"))?;
    for writers in WRITERS {
        let (mut ours, mut together, mut alone) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(reports(&served.url, &token, writers, &[served.process]).await?);
            together.push(sqlite_turn(&floor, writers)?);
            alone.push(sqlite_turn(&floor, 1)?);
        }
        row("SQLite", writers, ours, together, alone);
    }
    let seen = seen(&served.url, &served.url, &token).await?;
    drop(served);
    drop(folder);
    let folder = tempfile::tempdir()?;

    // With the statistics that a database in use has of its tables.
    let cluster = Cluster::start(&[DURABLE, &["autovacuum=on", "autovacuum_naptime=5s"]].concat());
    cluster.sql("postgres", "create database samplats; create database floor");
    let store = cluster.url("samplats");
    samplats::register::postgres::migrate(&store).await?;
    crate::city::fill(folder.path(), &store, records.into_iter()).await;
    let token = served::token(samplats, folder.path(), &store, "P01").await?;
    let one = Served::start(samplats, folder.path(), &store).await?;
    let database = processor::head_of_cluster(&cluster.data())?;
    for writers in WRITERS {
        let floor = postgres_floor(&cluster.url("floor"), writers).await?;
        let (mut ours, mut bare, mut alone) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(reports(&one.url, &token, writers, &[one.process, database]).await?);
            bare.push(postgres_turn(&floor, database).await?);
            alone.push(postgres_turn(&floor[..1], database).await?);
        }
        row("PostgreSQL", writers, ours, bare, alone);
    }
    // Started last, since it follows all that is written.
    let other = Served::start(samplats, folder.path(), &store).await?;
    let seen_here = self::seen(&one.url, &one.url, &token).await?;
    let seen_there = self::seen(&one.url, &other.url, &token).await?;
    println!(
        "\nFrom the acknowledgement of a report until another client has read it, {SEEN} reports one by one\n"
    );
    println!("| where | in a list, median / most ms | in a tile | in the stream |\n|---|--:|--:|--:|");
    for (place, seen) in [
        ("SQLite", seen),
        ("PostgreSQL, same instance", seen_here),
        ("PostgreSQL, another instance", seen_there),
    ] {
        let [list, tile, event] = seen.map(|mut times| {
            times.sort_unstable();
            format!("{:.1} / {:.1}", ms(times[times.len() / 2]), ms(times[times.len() - 1]))
        });
        println!("| {place} | {list} | {tile} | {event} |");
    }
    Ok(())
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

fn row(database: &str, writers: usize, ours: Vec<Turn>, floor: Vec<Floor>, alone: Vec<Floor>) {
    let (ours, floor, alone) =
        (middle(ours, |turn| turn.rate), middle(floor, |f| f.rate), middle(alone, |f| f.rate));
    println!(
        "| {database} | {writers} | {:.0} | {:.1} | {:.1} | {:.0} | {:.0} | {:.3} | {:.3} | {:.3} |",
        ours.rate,
        ms(ours.median),
        ms(ours.slow),
        floor.rate,
        alone.rate,
        ms(ours.served),
        ms(ours.client),
        ms(floor.worked)
    );
}

/// The turn in the middle.
fn middle<T>(mut turns: Vec<T>, of: impl Fn(&T) -> f64) -> T {
    turns.sort_by(|a, b| of(a).total_cmp(&of(b)));
    turns.swap_remove(turns.len() / 2)
}

/// One turn of ours: reports acknowledged a second, how long one took, and what it cost on the processors.
struct Turn {
    rate: f64,
    median: Duration,
    slow: Duration,
    /// Server and database, for each.
    served: Duration,
    /// Who sends them and reads the answers, for each.
    client: Duration,
}

/// One turn of the floor: rows a second, and what one cost on the processors, with whoever sends it.
struct Floor {
    rate: f64,
    worked: Duration,
}

async fn reports(url: &str, token: &str, writers: usize, served: &[u32]) -> anyhow::Result<Turn> {
    let worked = || (processor::of_families(served), processor::here());
    let (begun, before) = (Instant::now(), worked());
    let mut tasks = JoinSet::new();
    for writer in 0..writers {
        let mut sender = Sender::to(url, token).await?;
        tasks.spawn(async move {
            let mut times = Vec::new();
            while begun.elapsed() < TURN {
                let at = Instant::now();
                sender.report(18.05 + writer as f64 * 1e-4, LAT).await?;
                times.push(at.elapsed());
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Vec::new();
    while let Some(done) = tasks.join_next().await {
        times.extend(done??);
    }
    let (rate, after, count) =
        (times.len() as f64 / begun.elapsed().as_secs_f64(), worked(), times.len() as u32);
    times.sort_unstable();
    Ok(Turn {
        rate,
        median: times[times.len() / 2],
        slow: times[times.len() * 99 / 100],
        served: (after.0 - before.0) / count,
        client: (after.1 - before.1) / count,
    })
}

/// How long after its acknowledgement by one server a report is in a list, in a tile and in the stream of another.
async fn seen(writes: &str, reads: &str, token: &str) -> anyhow::Result<[Vec<Duration>; 3]> {
    let client = outbound::builder().build()?;
    let get = |path: &str| client.get(format!("{reads}{path}")).bearer_auth(token);
    // Away from all others, which are more than one tile draws.
    let here = LonLat::new(18.12, LAT)?;
    let (z, row, column) = (16, tile_at(16, here).y(), tile_at(16, here).x());
    let tile = format!("/ogc/collections/reports/tiles/WebMercatorQuad/{z}/{row}/{column}");
    let mut stream = get("/api/changes").header("accept", "text/event-stream").send().await?;
    let mut sender = Sender::to(writes, token).await?;
    let (mut lists, mut tiles, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..SEEN {
        let id = sender.report(here.lon(), LAT).await?;
        let acknowledged = Instant::now();
        let in_stream = async {
            loop {
                let chunk = stream.chunk().await?.context("the stream ended")?;
                if String::from_utf8_lossy(&chunk).contains(&id) {
                    return anyhow::Ok(acknowledged.elapsed());
                }
            }
        };
        let in_list = shows(get("/api/reports?limit=5"), &id, acknowledged);
        let in_tile = shows(get(&tile), &id, acknowledged);
        let (event, list, drawn) = tokio::try_join!(in_stream, in_list, in_tile)?;
        events.push(event);
        lists.push(list);
        tiles.push(drawn);
    }
    Ok([lists, tiles, events])
}

/// Asks until an answer holds a text.
async fn shows(request: reqwest::RequestBuilder, text: &str, since: Instant) -> anyhow::Result<Duration> {
    loop {
        let again = request.try_clone().context("a request without a body")?;
        let body = again.send().await?.bytes().await?;
        if body.windows(text.len()).any(|window| window == text.as_bytes()) {
            return Ok(since.elapsed());
        }
        anyhow::ensure!(since.elapsed() < Duration::from_secs(30), "{text} is not seen");
    }
}

fn sqlite_floor(path: &Path) -> anyhow::Result<Connection> {
    let floor = Connection::open(path)?;
    floor.pragma_update(None, "journal_mode", "wal")?;
    floor.pragma_update(None, "synchronous", "full")?;
    floor
        .execute_batch("create table floor (seq integer primary key, facts text, content text, rest blob)")?;
    Ok(floor)
}

/// Rows a second, so many in each commit.
fn sqlite_turn(floor: &Connection, together: usize) -> anyhow::Result<Floor> {
    let (facts, content, rest) = ("f".repeat(ROW.0), "c".repeat(ROW.1), vec![0_u8; ROW.2]);
    let (begun, before, mut done) = (Instant::now(), processor::here(), 0);
    while begun.elapsed() < TURN {
        floor.execute_batch("begin immediate")?;
        let mut insert = floor.prepare_cached("insert into floor (facts, content, rest) values (?, ?, ?)")?;
        for _ in 0..together {
            insert.execute(params![facts, content, rest])?;
        }
        floor.execute_batch("commit")?;
        done += together;
    }
    let rate = done as f64 / begun.elapsed().as_secs_f64();
    Ok(Floor { rate, worked: (processor::here() - before) / done as u32 })
}

async fn postgres_floor(url: &str, writers: usize) -> anyhow::Result<Vec<tokio_postgres::Client>> {
    let mut clients = Vec::new();
    for _ in 0..writers {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        clients.push(client);
    }
    let table = "create table if not exists floor (seq bigint primary key generated always as identity, \
                 facts text, content text, rest bytea)";
    clients[0].batch_execute(table).await?;
    Ok(clients)
}

/// Rows a second, each committed by itself, by all connections at once.
async fn postgres_turn(clients: &[tokio_postgres::Client], database: u32) -> anyhow::Result<Floor> {
    let worked = || processor::of_families(&[database]) + processor::here();
    let (begun, before) = (Instant::now(), worked());
    let writers = clients.iter().map(|client| async move {
        let (facts, content, rest) = ("f".repeat(ROW.0), "c".repeat(ROW.1), vec![0_u8; ROW.2]);
        let insert = client.prepare("insert into floor (facts, content, rest) values ($1, $2, $3)").await?;
        let mut done = 0;
        while begun.elapsed() < TURN {
            client.execute(&insert, &[&facts, &content, &rest]).await?;
            done += 1;
        }
        Ok::<usize, tokio_postgres::Error>(done)
    });
    let done: usize = futures_util::future::try_join_all(writers).await?.iter().sum();
    let rate = done as f64 / begun.elapsed().as_secs_f64();
    Ok(Floor { rate, worked: (worked() - before) / done as u32 })
}
