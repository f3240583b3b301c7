//! What is done to a database's server beyond starting, stopping and promoting it.

use crate::cluster::{Cluster, bin};
use crate::program::until;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);

/// SIGKILL for the server, and waits until all its processes are gone.
pub fn kill(cluster: &Cluster) {
    let pid = postmaster(cluster);
    let children = children_of(pid);
    signal("-KILL", pid);
    // Each of them finds out by itself, and until then nobody may start anew on its memory.
    until("the server's processes end", LIMIT, || {
        !is_there(pid) && !children.iter().any(|child| is_there(*child))
    });
}

/// Ends every session that works on a database but one's own; answers how many there were.
pub fn end_sessions(cluster: &Cluster, database: &str) -> usize {
    let ended = format!(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity \
         where datname = '{database}' and pid <> pg_backend_pid()"
    );
    cluster.sql("postgres", &ended).parse().expect("a number")
}

/// SIGKILL for one process that serves a database's sessions, if there is one. The server then ends
/// all others and recovers, as it does when one of them crashes.
pub fn kill_one_session(cluster: &Cluster, database: &str) -> bool {
    let one = format!("select pid from pg_stat_activity where datname = '{database}' limit 1");
    let pid = cluster.sql("postgres", &one).parse();
    if let Ok(pid) = pid {
        signal("-KILL", pid);
    }
    pid.is_ok()
}

/// Whether it takes connections.
pub fn answers(cluster: &Cluster) -> bool {
    let socket = cluster.socket();
    let ready =
        Command::new(bin("pg_isready")).arg("-q").arg("-h").arg(socket.parent().expect("a folder")).status();
    ready.expect("pg_isready runs").success()
}

fn postmaster(cluster: &Cluster) -> u32 {
    let file = fs::read_to_string(cluster.data().join("postmaster.pid")).expect("it runs");
    file.lines().next().and_then(|line| line.trim().parse().ok()).expect("a process")
}

fn children_of(pid: u32) -> Vec<u32> {
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    children.split_whitespace().filter_map(|child| child.parse().ok()).collect()
}

/// One that has ended is there until its parent has heard of it, and until then counts as running.
fn is_there(pid: u32) -> bool {
    Path::new(&format!("/proc/{pid}")).exists()
}

fn signal(name: &str, pid: u32) {
    let sent = Command::new("kill").args([name, &pid.to_string()]).status().expect("kill runs");
    assert!(sent.success(), "{pid} was there");
}
