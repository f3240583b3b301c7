//! What lies on the desks of those who log in: places they follow, one they would rather not hear of, and a week's news.

use crate::demo::logins::Login;
use crate::domain::access::{Asking, Audience, Level, Viewer, see};
use crate::domain::desk::Desk;
use crate::domain::place::Place;
use crate::domain::world::{Held, World};
use crate::index::snapshot::Snapshot;
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};

/// Places that somebody follows.
const FOLLOWED: usize = 4;
/// Days since somebody was last here.
const AWAY_DAYS: i64 = 8;

/// The desk of a log-in: the open places that it sees most of, the newest first. Whoever sees only what lies near follows
/// that.
///
/// # Errors
/// The log-in's party is not there.
pub fn desk(world: &Snapshot, login: &Login, now: Timestamp) -> Result<Desk> {
    let party = world.party_by_code(login.party).with_context(|| format!("no party {}", login.party))?;
    let viewer = Viewer { party: party.id, kind: party.kind, role: login.role };
    let level = |place: &Place| {
        let audience = Audience::new(place.class, place.origin, &place.grants);
        see(&viewer, &audience, Asking::Anywhere).level().filter(|level| *level >= Level::Summary)
    };
    let mut places: Vec<Held<Place>> = world.places.iter().map(|row| row.held.clone()).collect();
    places.retain(|place| place.status.is_open() && level(place).is_some());
    places.sort_by_key(|place| (std::cmp::Reverse((level(place), place.status_since)), place.id));
    let mut ids = places.iter().map(|place| place.id);
    Ok(Desk {
        followed: ids.by_ref().take(FOLLOWED).collect(),
        muted: ids.next().into_iter().collect(),
        read_until: Some(now - SignedDuration::from_hours(24 * AWAY_DAYS)),
    })
}
