//! What happens by chance, and how often.

/// Chance that follows from a seed (SplitMix64).
#[derive(Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below another.
    pub fn below(&mut self, end: u64) -> u64 {
        self.draw() % end.max(1)
    }

    /// Yes, so many times in a thousand.
    pub fn strikes(&mut self, per_thousand: u64) -> bool {
        self.below(1_000) < per_thousand
    }
}

/// How often what goes wrong, in a thousand calls.
#[derive(Clone, Copy, Debug, Default)]
pub struct Odds {
    /// A call finds its connection lost, and nothing was done.
    pub lost_call: u64,
    /// A call is answered by silence.
    pub silence: u64,
    /// A COMMIT never arrives, and nobody can tell.
    pub lost_commit: u64,
    /// A COMMIT is done and its answer lost.
    pub lost_answer: u64,
    /// The standby takes its time.
    pub slow_standby: u64,
    /// A bell stays silent.
    pub lost_bell: u64,
    /// A bell rings twice.
    pub doubled_bell: u64,
}

/// How a database breaks its word, to see that it is found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// It acknowledges what its standby does not have yet, though replication is synchronous.
    AcknowledgesEarly,
    /// It shows what is not on its disk yet.
    ShowsEarly,
    /// It does not tell that a key has been used.
    ForgetsKeys,
}
