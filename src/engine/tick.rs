//! The tick: deadlines that pass and days that begin by themselves. Every instance ticks; the key is the
//! deadline's or the day's own, and the decision refuses what is not due, so it happens once however
//! many tick.

use super::{Done, Engine, Health, NotDone, Request};
use crate::domain::command::{Actor, Command, Portion};
use crate::domain::decide::{self, TOO_MUCH, TOUCHED_MAX};
use crate::domain::ids::PlaceId;
use crate::domain::refusal::Refusal;
use crate::domain::time::date_of;
use crate::register::CommandKey;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use std::time::Duration;

/// How often deadlines are looked at.
const EVERY: Duration = Duration::from_secs(20);
/// Who the tick's keys belong to.
const CALLER: &str = "tick";
/// How far back a server that has just started looks for days that began while none ran.
const LOOKS_BACK_DAYS: i64 = 366;

/// Looks at deadlines by a clock until the engine is gone.
pub async fn run(engine: Engine, clock: impl Fn() -> Timestamp) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut turned = None;
    loop {
        tick.tick().await;
        let now = clock();
        turned = turn_day(&engine, turned, now).await;
        expire_due(&engine, now).await;
    }
}

/// Lets what was told ahead take effect when its day has begun; `turned` is the last day that is done,
/// and the answer is the last day that is done now. A server that has just started looks back over
/// a year. The key is the day's own, so that it happens once however many tick.
pub async fn turn_day(engine: &Engine, turned: Option<Date>, now: Timestamp) -> Option<Date> {
    turn_day_by(TOUCHED_MAX, engine, turned, now).await
}

/// As [`turn_day`], so many reports and places at a time.
pub async fn turn_day_by(most: usize, engine: &Engine, turned: Option<Date>, now: Timestamp) -> Option<Date> {
    let day = date_of(now);
    // What a clock that was ahead for a while took for done is still to come: each of those days is turned as it begins.
    let turned = turned.filter(|turned| *turned <= day);
    if turned == Some(day) {
        return turned;
    }
    let after = turned.or_else(|| day.checked_sub(LOOKS_BACK_DAYS.days()).ok()).unwrap_or(day);
    if !decide::day_turns(&*engine.snapshot(), after, day) {
        return Some(day);
    }
    match turn_whole(engine, (after, day), most).await {
        Ok(done) => {
            if !done.replayed {
                tracing::info!(%day, %after, "what was told ahead of this day holds now");
            }
            Some(day)
        }
        Err(not_done) => {
            tracing::warn!(?not_done, %day, "a day could not be begun; the next tick tries again");
            turned
        }
    }
}

/// One command turns the day, and is the sign for every instance that all of it has turned. A day that touches more
/// than one command does is turned part by part first. Each part finds less left than the one before, whoever made
/// that, so this ends.
async fn turn_whole(engine: &Engine, (after, day): (Date, Date), most: usize) -> Result<Done, NotDone> {
    let turn = |portion| Command::TurnDay { after, day, portion, most };
    for part in 1_u32.. {
        let whole = engine.submit(own(format!("turn:{day}"), turn(Portion::Whole))).await;
        if !matches!(&whole, Err(NotDone::Refused(Refusal::WrongState(TOO_MUCH, _)))) {
            return whole;
        }
        engine.submit(own(format!("turn:{day}:part:{part}"), turn(Portion::Part))).await?;
        tracing::info!(%day, part, "a part of what was told ahead of this day holds now");
    }
    Err(NotDone::Impossible)
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
            // Each of the others would wait for it as well; and by a clock that is ahead all of them seem due.
            Err(_) if engine.health() != Health::Ready => {
                tracing::warn!("the register takes no writes; deadlines wait for the next tick");
                break;
            }
            Err(not_done) => {
                tracing::warn!(?not_done, %place, "a deadline could not be carried out; the next tick tries again")
            }
        }
    }
    done
}

fn expiry(place: PlaceId, deadline: Timestamp) -> Request {
    own(format!("expire:{place}:{}", deadline.as_millisecond()), Command::Expire { place, deadline })
}

fn own(key: String, command: Command) -> Request {
    Request {
        actor: Actor::system(),
        key: CommandKey { caller: CALLER.into(), key },
        request_hash: [0; 32],
        expected: None,
        command,
    }
}
