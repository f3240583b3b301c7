//! An account's own desk: the places it follows and those it would rather not hear of, and until when it has read what
//! is new. Nobody's business but that account's; it decides nothing and shows nothing to anybody else.

use super::ids::PlaceId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most places with a mark of one kind.
pub const MARKED_MAX: usize = 1_000;

/// How an account stands to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It wants to hear of it first.
    Followed,
    /// It does not want to hear of it.
    Muted,
}

/// What is on the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Places it follows.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub followed: BTreeSet<PlaceId>,
    /// Places it does not want to hear of.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub muted: BTreeSet<PlaceId>,
    /// Until when it has read what is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_until: Option<Timestamp>,
}

/// There are as many as there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl Desk {
    /// Whether there is nothing on it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How it stands to a place.
    #[must_use]
    pub fn mark(&self, place: PlaceId) -> Option<Mark> {
        if self.followed.contains(&place) {
            Some(Mark::Followed)
        } else {
            self.muted.contains(&place).then_some(Mark::Muted)
        }
    }

    /// The desk with another mark on a place; a place has one mark or none.
    ///
    /// # Errors
    /// [`Full`].
    pub fn marked(mut self, place: PlaceId, mark: Option<Mark>) -> Result<Self, Full> {
        self.followed.remove(&place);
        self.muted.remove(&place);
        let marked = match mark {
            None => return Ok(self),
            Some(Mark::Followed) => &mut self.followed,
            Some(Mark::Muted) => &mut self.muted,
        };
        if marked.len() >= MARKED_MAX {
            return Err(Full);
        }
        marked.insert(place);
        Ok(self)
    }

    /// The desk once everything until a moment has been read. It is never unread again.
    #[must_use]
    pub fn read(mut self, until: Timestamp) -> Self {
        self.read_until = self.read_until.max(Some(until));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_one_mark_or_none() {
        let place = PlaceId::from_bits(7);
        let desk = Desk::default().marked(place, Some(Mark::Followed)).unwrap();
        assert_eq!(desk.mark(place), Some(Mark::Followed));
        let desk = desk.marked(place, Some(Mark::Muted)).unwrap();
        assert_eq!((desk.mark(place), desk.followed.len()), (Some(Mark::Muted), 0));
        assert!(desk.marked(place, None).unwrap().is_empty());
    }

    #[test]
    fn a_desk_is_full_at_its_limit_and_still_lets_go() {
        let all = (1..=MARKED_MAX as u64).map(PlaceId::from_bits);
        let desk = all.fold(Desk::default(), |desk, id| desk.marked(id, Some(Mark::Followed)).unwrap());
        let more = PlaceId::from_bits(5_000);
        assert_eq!(desk.clone().marked(more, Some(Mark::Followed)), Err(Full));
        assert!(desk.clone().marked(more, Some(Mark::Muted)).is_ok());
        let again = desk.marked(PlaceId::from_bits(1), Some(Mark::Followed)).unwrap();
        assert!(again.marked(PlaceId::from_bits(1), None).is_ok());
    }

    #[test]
    fn what_has_been_read_stays_read() {
        let (early, late) = (Timestamp::UNIX_EPOCH, Timestamp::from_second(60).unwrap());
        assert_eq!(Desk::default().read(late).read(early).read_until, Some(late));
    }
}
