//! Durable commits per second of the register at several batch sizes, beside the floor: bare inserts
//! of the same bytes into the same kind of database, with the same durability, on the same disk.
//! The two take turns, so that whatever else the machine does falls on both. SQLite in a file, and
//! PostgreSQL in a cluster of its own, spoken to over a Unix socket.
//!
//! A batch is what the writer's loop makes of as many writers that wait at once.
//!
//!     cargo bench --bench register

use rusqlite::{Connection, params};
use samplats::register::postgres::{self, Postgres};
use samplats::register::sqlite::Sqlite;
use samplats::register::{CommandKey, CommandWrites, Outcome, Register, StoredRecord, Surroundings, Write};
use std::time::{Duration, Instant};
use tokio_postgres::NoTls;

// The one that tests use; a benchmark is no test, so it takes the file.
#[allow(dead_code)]
#[path = "../src/register/postgres/cluster.rs"]
mod cluster;

const BATCHES: [usize; 4] = [1, 8, 32, 256];
const ROUNDS: usize = 7;
/// Each turn is at least this long, so that single slow fsyncs even out.
const TURN: Duration = Duration::from_millis(400);
const FACTS: usize = 250;
const CONTENT: usize = 450;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    println!(
        "{FACTS} bytes of facts and {CONTENT} of content per command; median of {ROUNDS} turns of {TURN:?}"
    );
    let mut register =
        Turns::of(Sqlite::open(folder.path().join("register.db"), Surroundings::real()).await?);
    let floor = open_floor(folder.path().join("floor.db"))?;
    heading("SQLite");
    for batch in BATCHES {
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(register.turn(batch).await?);
            bare.push(floor_turn(&floor, batch)?);
        }
        row(batch, median(ours), median(bare));
    }
    on_postgres().await
}

async fn on_postgres() -> anyhow::Result<()> {
    let cluster = cluster::Cluster::start(cluster::DURABLE);
    let (ours, bare) = (cluster.database("template1"), cluster.database("template1"));
    postgres::migrate(&cluster.url(&ours)).await?;
    let mut register = Turns::of(Postgres::open(&cluster.url(&ours), Surroundings::real()).await?);
    let floor = PostgresFloor::open(&cluster.url(&bare)).await?;
    heading("PostgreSQL");
    for batch in BATCHES {
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(register.turn(batch).await?);
            bare.push(floor.turn(batch).await?);
        }
        row(batch, median(ours), median(bare));
    }
    Ok(())
}

fn heading(database: &str) {
    println!(
        "\n{database}\n{:>6} {:>14} {:>14} {:>12} {:>14} {:>8}",
        "batch", "register tx/s", "commands/s", "floor tx/s", "floor rows/s", "share"
    );
}

fn row(batch: usize, ours: f64, bare: f64) {
    let rows = batch as f64;
    println!(
        "{batch:>6} {ours:>14.0} {:>14.0} {bare:>12.0} {:>14.0} {:>7.0}%",
        ours * rows,
        bare * rows,
        100.0 * ours / bare
    );
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

struct Turns<R> {
    register: R,
    next: u64,
    head: u64,
}

impl<R: Register> Turns<R> {
    fn of(register: R) -> Self {
        Turns { register, next: 1, head: 0 }
    }

    /// Transactions per second over one turn, each a begin and a commit as the writer's loop does.
    async fn turn(&mut self, batch: usize) -> anyhow::Result<f64> {
        let (start, mut done) = (Instant::now(), 0);
        while start.elapsed() < TURN {
            let commands: Vec<_> = (0..batch as u64).map(|offset| command(self.next + offset)).collect();
            self.next += batch as u64;
            let keys: Vec<_> = commands.iter().map(|command| command.key.clone()).collect();
            let begun = self.register.begin(self.head, &keys).await?;
            self.head = self.register.commit(begun.now_ms, &commands).await?.seq;
            done += 1;
        }
        Ok(f64::from(done) / start.elapsed().as_secs_f64())
    }
}

fn command(id: u64) -> CommandWrites {
    let record = StoredRecord {
        kind: "report".into(),
        // Spread as random ids are.
        id: id.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 11,
        version: 1,
        seq: 0,
        schema: 1,
        facts: format!("\"{}\"", "f".repeat(FACTS - 2)),
        content: Some(format!("\"{}\"", "c".repeat(CONTENT - 2))),
    };
    CommandWrites {
        key: CommandKey { caller: "bench".into(), key: format!("{id:032}") },
        request_hash: [0; 32],
        outcome: Outcome { kind: "report".into(), id: record.id, version: 1, status: 201, seq: 0 },
        writes: vec![Write {
            record,
            verb: "report.create".into(),
            party: "sisab".into(),
            role: "reporter".into(),
        }],
    }
}

fn open_floor(path: std::path::PathBuf) -> anyhow::Result<Connection> {
    let floor = Connection::open(path)?;
    floor.pragma_update(None, "journal_mode", "wal")?;
    floor.pragma_update(None, "synchronous", "full")?;
    floor
        .execute_batch("create table floor (seq integer primary key, facts text, content text, rest blob)")?;
    Ok(floor)
}

/// Transactions per second over one turn. A row holds what a command writes: both texts twice
/// (record and version), and the hashes, salts, key and words around them.
fn floor_turn(floor: &Connection, batch: usize) -> anyhow::Result<f64> {
    let facts = "f".repeat(2 * FACTS);
    let content = "c".repeat(2 * CONTENT);
    let rest = [0_u8; 320];
    let (start, mut done) = (Instant::now(), 0);
    while start.elapsed() < TURN {
        floor.execute_batch("begin immediate")?;
        let mut insert = floor.prepare_cached("insert into floor (facts, content, rest) values (?, ?, ?)")?;
        for _ in 0..batch {
            insert.execute(params![facts, content, rest])?;
        }
        floor.execute_batch("commit")?;
        done += 1;
    }
    Ok(f64::from(done) / start.elapsed().as_secs_f64())
}

/// Bare inserts into PostgreSQL: a prepared statement that inserts the batch's rows and commits by
/// itself, which is the least a durable write can be there.
struct PostgresFloor {
    client: tokio_postgres::Client,
    insert: tokio_postgres::Statement,
}

impl PostgresFloor {
    async fn open(url: &str) -> anyhow::Result<Self> {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        let table = "create table floor (seq bigint primary key generated always as identity, \
                     facts text, content text, rest bytea)";
        client.batch_execute(table).await?;
        let insert = "insert into floor (facts, content, rest) \
                      select * from unnest($1::text[], $2::text[], $3::bytea[])";
        let insert = client.prepare(insert).await?;
        Ok(PostgresFloor { client, insert })
    }

    /// Transactions per second over one turn, of rows as [`floor_turn`] writes them.
    async fn turn(&self, batch: usize) -> anyhow::Result<f64> {
        let (facts, content) = ("f".repeat(2 * FACTS), "c".repeat(2 * CONTENT));
        let rest = [0_u8; 320];
        let (facts, content) = (vec![facts.as_str(); batch], vec![content.as_str(); batch]);
        let rest = vec![&rest[..]; batch];
        let (start, mut done) = (Instant::now(), 0);
        while start.elapsed() < TURN {
            self.client.execute(&self.insert, &[&facts, &content, &rest]).await?;
            done += 1;
        }
        Ok(f64::from(done) / start.elapsed().as_secs_f64())
    }
}
