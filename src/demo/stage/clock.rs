//! The demo's time and chance: a clock that is moved through a year while the city is put on stage, then let go.

use crate::demo::rng::Rng;
use crate::engine::Nature;
use jiff::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// No real moment: the clock has been let go.
const RELEASED: i64 = i64::MIN;
/// The stream of ids, apart from those the city itself is drawn from.
const IDS: u64 = 20;

/// A clock in the hand of whoever stages the demo. While it is set, the engine's time is its; when released, and
/// before it is first set, time is real.
#[derive(Clone, Debug)]
pub struct DemoClock(Arc<AtomicI64>);

impl DemoClock {
    fn released() -> Self {
        Self(Arc::new(AtomicI64::new(RELEASED)))
    }

    /// Stops the clock at a moment, cut to milliseconds.
    pub fn set(&self, moment: Timestamp) {
        self.0.store(moment.as_millisecond(), Ordering::SeqCst);
    }

    /// Lets time be real again.
    pub fn release(&self) {
        self.0.store(RELEASED, Ordering::SeqCst);
    }

    /// Where it stands; `None` while time is real.
    #[must_use]
    pub fn set_to(&self) -> Option<Timestamp> {
        match self.0.load(Ordering::SeqCst) {
            RELEASED => None,
            ms => Timestamp::from_millisecond(ms).ok(),
        }
    }
}

/// The engine's time and chance for a demo, and the clock to move it by. While the clock is set, ids follow from
/// `seed`; afterwards both time and ids are the world's, as in a register in use.
#[must_use]
pub fn nature(seed: u64) -> (Nature, DemoClock) {
    let clock = DemoClock::released();
    let (time, chance) = (clock.clone(), clock.clone());
    let mut ids = Rng::stream(seed, IDS);
    let Nature { random: mut real, .. } = Nature::default();
    let nature = Nature {
        now: Some(Box::new(move || time.set_to().unwrap_or_else(Timestamp::now))),
        random: Box::new(move || if chance.set_to().is_some() { ids.next_u64() } else { real() }),
    };
    (nature, clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_set_time_stands_still_and_chance_follows_the_seed() {
        let ((mut a, clock_a), (mut b, clock_b)) = (nature(7), nature(7));
        let moment: Timestamp = "2026-01-05T08:00:00Z".parse().unwrap();
        clock_a.set(moment);
        clock_b.set(moment);
        assert_eq!(a.now.as_ref().unwrap()(), moment);
        assert_eq!((a.random)(), (b.random)());
        let (mut other, clock) = nature(8);
        clock.set(moment);
        assert_ne!((a.random)(), (other.random)());
        clock_a.release();
        clock_b.release();
        assert!(a.now.as_ref().unwrap()() > moment);
        assert_ne!((a.random)(), (b.random)(), "nobody can foretell an id of a demo in use");
    }
}
