//! When new bases are built: one at a time, and after a failure not at once again.

use std::time::Duration;
use tokio::time::Instant;

/// Pauses after bases that could not be built, doubled from the first to the last: what made one fail is likely to make the
/// next fail too, and each costs a core for seconds.
const PAUSE_FIRST: Duration = Duration::from_secs(10);
const PAUSE_LAST: Duration = Duration::from_mins(10);

/// Whether bases are being built, and when the next may be.
#[derive(Default)]
pub struct Merging {
    under_way: bool,
    /// After a failure.
    resting: Option<Rest>,
}

#[derive(Clone, Copy)]
struct Rest {
    pause: Duration,
    until: Instant,
}

impl Merging {
    /// Whether bases may be begun now.
    pub fn may_begin(&self) -> bool {
        !self.under_way && self.resting.is_none_or(|rest| Instant::now() >= rest.until)
    }

    /// They are being built.
    pub fn begun(&mut self) {
        self.under_way = true;
    }

    /// They have come, or are of no use any more.
    pub fn ended(&mut self) {
        *self = Self::default();
    }

    /// They could not be built.
    pub fn failed(&mut self) {
        self.under_way = false;
        let pause = self.resting.map_or(PAUSE_FIRST, |rest| (rest.pause * 2).min(PAUSE_LAST));
        self.resting = Some(Rest { pause, until: Instant::now() + pause });
    }

    /// Waits until what failed may be tried again; for ever where nothing has failed.
    pub async fn rested(&self) {
        match self.resting.filter(|_| !self.under_way) {
            Some(rest) => tokio::time::sleep_until(rest.until).await,
            None => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_failed_is_not_tried_again_at_once_and_ever_more_seldom() {
        let mut merging = Merging::default();
        let mut pauses = Vec::new();
        for _ in 0..8 {
            assert!(merging.may_begin());
            merging.begun();
            assert!(!merging.may_begin(), "one at a time");
            merging.failed();
            assert!(!merging.may_begin(), "not at once");
            let began = Instant::now();
            merging.rested().await;
            pauses.push(began.elapsed().as_secs());
        }
        assert_eq!(pauses, [10, 20, 40, 80, 160, 320, 600, 600]);
        merging.begun();
        merging.ended();
        assert!(merging.may_begin());
        merging.begun();
        merging.failed();
        let began = Instant::now();
        merging.rested().await;
        assert_eq!(began.elapsed(), PAUSE_FIRST, "one that succeeds begins the count anew");
    }
}
