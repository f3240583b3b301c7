//! How long processes have been on a processor: what an answer costs, whatever else the machine does meanwhile.

use anyhow::Context;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Linux tells processor time in hundredths of a second, whatever the kernel counts in.
const TICK: Duration = Duration::from_millis(10);

/// Time of a process with its threads and those of its children that have ended, in its own code and in the kernel for it.
fn of(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name stands in parentheses and may hold spaces.
    let (_, told) = stat.rsplit_once(") ")?;
    let ticks = told.split(' ').skip(11).take(4).filter_map(|ticks| ticks.parse::<u32>().ok());
    Some(TICK * ticks.sum::<u32>())
}

/// Time of processes and of their children that are there. One that has just ended has none.
pub fn of_families(heads: &[u32]) -> Duration {
    let children =
        |head: &u32| fs::read_to_string(format!("/proc/{head}/task/{head}/children")).unwrap_or_default();
    let children: Vec<u32> = heads
        .iter()
        .map(children)
        .flat_map(|told| told.split(' ').filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
        .collect();
    heads.iter().chain(&children).filter_map(|process| of(*process)).sum()
}

/// Time of this program.
pub fn here() -> Duration {
    of(std::process::id()).unwrap_or_default()
}

/// The process that a PostgreSQL server's others are children of.
pub fn head_of_cluster(data: &Path) -> anyhow::Result<u32> {
    let told = fs::read_to_string(data.join("postmaster.pid"))?;
    Ok(told.lines().next().context("the server has written who it is")?.trim().parse()?)
}
