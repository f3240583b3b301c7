//! Our side of the measuring over HTTP, for scripts/bench.sh: one program, since each costs a minute to link.
//!
//!     bench_http city FOLDER REPORTS     what is served and asked for: see points.rs
//!     bench_http floor                   a bare handler to compare with: see floor.rs
//!     bench_http writes SAMPLATS REPORTS durable reports beside so many, and how soon they are seen: see writes.rs
//!     bench_http slow SAMPLATS           what readers notice of clients that hold on to connections: see slow.rs
//!
//! Called by the name `samplats` it is the program itself, so that nothing else has to be linked for measuring.

// benches/read.rs uses the rest of it.
#[allow(dead_code)]
#[path = "../city/mod.rs"]
mod city;
// The one that tests use; a benchmark is no test, so it takes the file.
#[allow(dead_code)]
#[path = "../../src/register/postgres/cluster.rs"]
mod cluster;
mod floor;
mod points;
mod processor;
mod questions;
mod sender;
mod served;
mod slow;
mod writes;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let called = std::env::args().next().unwrap_or_default();
    if Path::new(&called).file_name().is_some_and(|name| name == "samplats") {
        return samplats::cli::run();
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["city", folder, reports] => points::make(folder.into(), reports.parse()?).await,
        ["floor"] => floor::serve().await,
        ["writes", samplats, beside] => writes::measure(samplats.as_ref(), beside.parse()?).await,
        ["slow", samplats] => slow::measure(samplats.as_ref()).await,
        _ => anyhow::bail!(
            "usage: bench_http city FOLDER REPORTS | floor | writes SAMPLATS REPORTS | slow SAMPLATS"
        ),
    }
}
