//! The tick: deadlines that pass by themselves. Every instance ticks; the key is the deadline's own,
//! and the decision refuses what is not due, so it happens once however many tick.

use super::{Engine, NotDone, Request};
use crate::domain::command::{Actor, Command};
use crate::domain::ids::PlaceId;
use crate::register::CommandKey;
use jiff::Timestamp;
use std::time::Duration;

/// How often deadlines are looked at.
const EVERY: Duration = Duration::from_secs(20);
/// Who the tick's keys belong to.
const CALLER: &str = "tick";

/// Looks at deadlines until the engine is gone.
pub async fn run(engine: Engine) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        expire_due(&engine, Timestamp::now()).await;
    }
}

/// Sends what is due at a moment. Returns how many deadlines were carried out.
pub async fn expire_due(engine: &Engine, now: Timestamp) -> usize {
    let due: Vec<(PlaceId, Timestamp)> = engine
        .snapshot()
        .places
        .iter()
        .filter_map(|row| Some((row.held.id, row.held.deadline()?)))
        .filter(|(_, deadline)| *deadline <= now)
        .collect();
    let mut done = 0;
    for (place, deadline) in due {
        match engine.submit(expiry(place, deadline)).await {
            Ok(_) => done += 1,
            // Somebody answered in the last moment, or another instance was first.
            Err(NotDone::Refused(_)) => {}
            Err(not_done) => {
                tracing::warn!(?not_done, %place, "a deadline could not be carried out; the next tick tries again")
            }
        }
    }
    done
}

fn expiry(place: PlaceId, deadline: Timestamp) -> Request {
    Request {
        actor: Actor::system(),
        key: CommandKey {
            caller: CALLER.into(),
            key: format!("expire:{place}:{}", deadline.as_millisecond()),
        },
        request_hash: [0; 32],
        expected: None,
        command: Command::Expire { place, deadline },
    }
}
