//! Servers that kept the log and are gone without having said so: killed, or their machine with them. What they had taken in
//! and not written yet is lost, and nobody knows how much it was; that it may be is told by whoever finds out.
//!
//! A server's lines are numbered one after the other from the number in its name, so the last one it wrote is found. Whether it
//! goes on is the store's to say: it holds a place there for as long as it is connected.

use super::{SERVER, Shared};
use crate::domain::audit::Act;
use crate::domain::ids::parse_crockford;
use crate::register::audit::{Acts, Asked, Line, READ_MAX};
use crate::register::{Archive, Fault, ID_MAX};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// After a start it is looked once more: the connection of who was killed a moment ago may not have ended yet.
const SOON: Duration = Duration::from_secs(10);
/// Later, for those that nobody starts again.
const SELDOM: Duration = Duration::from_secs(600);
/// A server writes fewer lines than this while it runs.
const LINES_OF_ONE: u64 = 1 << 32;

/// A server that began to keep the log and has not said that it stopped.
struct Unclosed {
    name: String,
    first: u64,
    opened_ms: i64,
}

/// Looks at once, soon after and then seldom, for as long as this server keeps the log.
pub(super) async fn look(shared: Arc<Shared>) {
    let mut wait = SOON;
    loop {
        if let Err(fault) = tell(&shared).await {
            tracing::warn!(%fault, "nobody has looked for gaps that servers left behind; it is tried again");
        }
        tokio::time::sleep(wait).await;
        wait = SELDOM;
    }
}

/// Tells of every server that is gone. Its place is taken first, so that one of several tells of it.
pub(super) async fn tell(shared: &Shared) -> Result<(), Fault> {
    let store = shared.store.as_ref();
    store.take_place(shared.first).await?;
    for gone in unclosed(store).await? {
        if gone.first == shared.first || !store.take_place(gone.first).await? {
            continue;
        }
        let since_ms = last_of(store, &gone).await?;
        let by = super::By { caller: gone.name, ..super::By::default() };
        let gap = Line { since_ms: Some(since_ms), count: 0, ..shared.line(Act::Gap, &by) };
        store.note(std::slice::from_ref(&gap)).await?;
        tracing::warn!(
            server = gap.caller,
            since_ms,
            "a server ended without a word; lines of the audit log may be missing"
        );
    }
    Ok(())
}

async fn unclosed(store: &dyn Archive) -> Result<Vec<Unclosed>, Fault> {
    let marks = store.noted(&Asked { acts: Acts::Marks, limit: READ_MAX, ..Asked::default() }).await?;
    let ends = |line: &&Line| line.act == Act::Closed.code() || is_told(line);
    let ended: HashSet<_> = marks.iter().filter(ends).map(|line| line.caller.clone()).collect();
    let opened = marks.iter().filter(|line| line.act == Act::Opened.code() && !ended.contains(&line.caller));
    Ok(opened.filter_map(Unclosed::of).collect())
}

/// Whether a line tells that a server is gone: of what there was no room for the number is known.
fn is_told(line: &Line) -> bool {
    line.act == Act::Gap.code() && line.count == 0
}

impl Unclosed {
    fn of(line: &Line) -> Option<Self> {
        let first = parse_crockford(line.caller.strip_prefix(SERVER)?).ok()?;
        Some(Self { name: line.caller.clone(), first, opened_ms: line.at_ms })
    }
}

/// When a server wrote its last line: until then all of them are there.
async fn last_of(store: &dyn Archive, server: &Unclosed) -> Result<i64, Fault> {
    let last = server.first.saturating_add(LINES_OF_ONE).min(ID_MAX);
    let asked = Asked {
        ids: Some((server.first, last)),
        since_ms: Some(server.opened_ms),
        limit: 1,
        ..Asked::default()
    };
    Ok(store.noted(&asked).await?.first().map_or(server.opened_ms, |line| line.at_ms))
}
