//! Chance that can be repeated: the seed is printed, and `SAMPLATS_SEED` sets it.

use std::sync::Mutex;
use std::time::Duration;

/// A stream of numbers, shared by whoever asks.
pub struct Chance(Mutex<u64>);

impl Chance {
    /// Begins with the seed that is set, or one of its own. Moments depend on the machine as well, so
    /// the same seed is the same trial but not the same history.
    pub fn begin(trial: &str) -> Self {
        let own = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(1, |since| since.as_nanos() as u64);
        let seed = std::env::var("SAMPLATS_SEED").map_or(own, |seed| seed.parse().expect("a number"));
        println!("{trial}: SAMPLATS_SEED={seed}");
        Chance(Mutex::new(seed))
    }

    /// One of `0..below`.
    pub fn below(&self, below: u64) -> u64 {
        let mut state = self.0.lock().unwrap();
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = *state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    }

    /// Lets a moment pass between two lengths, so that what comes next comes at any point of what is
    /// under way. The moment is the point; nothing waits for it.
    pub fn moment(&self, shortest_ms: u64, longest_ms: u64) {
        let length = shortest_ms + self.below(longest_ms - shortest_ms);
        std::thread::sleep(Duration::from_millis(length));
    }
}

/// How many times something is done: few here, as many as a variable says where they are counted.
pub fn times(variable: &str, here: usize) -> usize {
    std::env::var(variable).map_or(here, |times| times.parse().expect("a number"))
}
