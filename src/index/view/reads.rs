//! Of whose reads a viewer may be told.

use super::level;
use crate::domain::access::{Class, Level, Reason, Sight, see_reads};
use crate::domain::ids::PartyId;
use crate::domain::record::Key;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;

/// Whether a viewer may be told that somebody has read a thing, which was shared in that class and came from that origin.
/// What is gone is seen as far as the thing was.
#[must_use]
pub fn told(snapshot: &Snapshot, eyes: &Eyes, key: Key, (then, origin): (Class, PartyId)) -> bool {
    let now = match level(snapshot, eyes, key) {
        Some(level) => Sight::Visible(level, None),
        None => Sight::Withheld(Reason::NotAParty),
    };
    eyes.by(|viewer| see_reads(viewer, origin, then, now)).level() == Some(Level::Full)
}
