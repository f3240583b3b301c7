//! Whether a clock is to be believed. What it says becomes the register's time, and that never goes back: one that is ahead lets
//! deadlines pass that have not, and whoever writes next goes on from its time for as long as it takes the others to come
//! there. So it is held against what else tells the time.

use super::Fault;
use crate::telemetry;
use std::time::{Duration, Instant};

/// So much two clocks may be apart, ms.
const APART_MAX_MS: i64 = 60_000;

/// Watches a clock while the program runs.
#[derive(Default)]
pub(super) struct Watch {
    /// What it said last, and when that was by a clock that nobody sets.
    last: Option<(i64, Instant)>,
}

impl Watch {
    /// Tells the operator what the clock has come to, where the register's time stands at `head_ms`.
    pub fn look(&mut self, clock_ms: i64, head_ms: i64) {
        let ahead_ms = head_ms.saturating_sub(clock_ms).max(0).unsigned_abs();
        telemetry::register_ahead(Duration::from_millis(ahead_ms));
        if let Some(moved_ms) = self.moved(clock_ms, Instant::now()) {
            telemetry::clock_moved();
            tracing::error!(
                seconds = moved_ms / 1_000,
                "the clock was set while the program ran, or the machine slept: what is written is given its time"
            );
        }
    }

    /// By how much the clock has been set since the last look, ms; `None` where it has gone on as it should. Less than nothing
    /// where it was set back.
    fn moved(&mut self, clock_ms: i64, now: Instant) -> Option<i64> {
        let (before_ms, then) = self.last.replace((clock_ms, now))?;
        let passed = i64::try_from(now.saturating_duration_since(then).as_millis()).unwrap_or(i64::MAX);
        let moved_ms = clock_ms.saturating_sub(before_ms).saturating_sub(passed);
        (moved_ms.saturating_abs() > APART_MAX_MS).then_some(moved_ms)
    }
}

/// Refuses a clock that is apart from the database's, which was asked between two looks at it. What the asking took is held
/// against neither.
///
/// # Errors
/// [`Fault::Unavailable`] with a sentence for the operator.
pub(super) fn require_agreement((before_ms, after_ms): (i64, i64), theirs_ms: i64) -> Result<(), Fault> {
    let (ahead_ms, behind_ms) = (before_ms.saturating_sub(theirs_ms), theirs_ms.saturating_sub(after_ms));
    let (apart_ms, word) = if ahead_ms > behind_ms { (ahead_ms, "ahead of") } else { (behind_ms, "behind") };
    if apart_ms <= APART_MAX_MS {
        return Ok(());
    }
    Err(Fault::Unavailable(format!(
        "this machine's clock is {} s {word} the database's: one of the two is wrong, and what is written keeps its time for \
         good; nothing is written until they agree",
        apart_ms / 1_000
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_is_told_from_one_that_went_on() {
        let (began, year_ms) = (Instant::now(), 365 * 86_400_000);
        let at = |seconds| began + Duration::from_secs(seconds);
        let mut watch = Watch::default();
        assert_eq!(watch.moved(1_000_000, at(0)), None, "it may have stood still for long before");
        assert_eq!(watch.moved(1_600_000, at(600)), None, "nobody wrote for ten minutes");
        assert_eq!(watch.moved(1_660_000, at(600)), None, "a minute is let pass");
        assert_eq!(watch.moved(1_660_000 + year_ms, at(600)), Some(year_ms));
        assert_eq!(watch.moved(1_661_000 + year_ms, at(601)), None, "it is told once");
        assert_eq!(watch.moved(1_662_000, at(602)), Some(-year_ms));
    }

    #[test]
    fn two_clocks_may_be_a_minute_apart_and_what_the_asking_took() {
        let apart =
            |before_ms, after_ms, theirs_ms| require_agreement((before_ms, after_ms), theirs_ms).err();
        for theirs_ms in [940_000, 1_000_000, 1_000_005, 1_060_010] {
            assert!(apart(1_000_000, 1_000_010, theirs_ms).is_none(), "{theirs_ms}");
        }
        assert!(apart(1_000_000, 1_090_000, 1_120_000).is_none(), "it was asked for a minute and a half");
        let sentence = |theirs_ms| match apart(1_000_000, 1_000_010, theirs_ms) {
            Some(Fault::Unavailable(sentence)) => sentence,
            other => panic!("{theirs_ms}: {other:?}"),
        };
        assert!(sentence(939_999).contains("clock is 60 s ahead of the database's"));
        assert!(sentence(1_060_011).contains("clock is 60 s behind the database's"));
    }
}
