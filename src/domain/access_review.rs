//! Reviews of who may get in: accounts, tokens, links for phones and the groups of identity providers, gone through by
//! somebody who answers for them, at least once a year. The record says that it was done, and of how many; it names nobody.

use super::ids::{AccessReviewId, PartyId};
use super::time::date_of;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// A review is due again after so many months.
pub const REVIEW_MONTHS: i32 = 12;
/// What has not been used for so many days is marked.
pub const UNUSED_DAYS: i32 = 90;

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// Accounts.
    pub accounts: u32,
    /// Tokens of programs.
    pub tokens: u32,
    /// Links that bind phones.
    pub phone_links: u32,
    /// Rows of the operator's file that make a party and a role of a provider's group.
    pub mappings: u32,
}

/// A review. Never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessReview {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: AccessReviewId,
    /// The party that did it.
    pub party: PartyId,
    /// Of every party, and not of that one alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub whole_city: bool,
    /// When.
    pub at: Timestamp,
    /// What stays.
    pub confirmed: Reviewed,
    /// What was ended.
    pub ended: Reviewed,
}

fn nothing() -> AccessReviewId {
    AccessReviewId::from_bits(0)
}

impl AccessReview {
    /// Whether a party's accesses were gone through by it.
    #[must_use]
    pub fn covers(&self, party: PartyId) -> bool {
        self.whole_city || self.party == party
    }
}

/// The day that a review is due on, counted from the last one, or from the first account where there was none.
#[must_use]
pub fn due_on(since: Timestamp) -> Date {
    // A day beyond the calendar never comes.
    date_of(since).checked_add(REVIEW_MONTHS.months()).unwrap_or(Date::MAX)
}

/// Whether something that was used at a moment has lain unused since.
#[must_use]
pub fn is_unused(since: Timestamp, now: Timestamp) -> bool {
    date_of(since).checked_add(UNUSED_DAYS.days()).is_ok_and(|last| last < date_of(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_and_ninety_days_are_counted_by_the_calendar() {
        let then: Timestamp = "2026-02-28T12:00:00+01:00".parse().unwrap();
        assert_eq!(due_on(then).to_string(), "2027-02-28");
        let after = |days: i64| then + jiff::SignedDuration::from_hours(24 * days);
        assert!(!is_unused(then, after(90)));
        assert!(is_unused(then, after(91)));
    }
}
