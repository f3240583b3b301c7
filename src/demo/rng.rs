//! A small seeded generator, so that the invented city is the same on every machine.

/// SplitMix64 (Steele, Lea and Flood 2014): one addition and three mixing steps per number.
///
/// Only exact operations (integer arithmetic, one multiplication by a power of two) lie between the seed and a
/// result, so no platform can disagree.
#[derive(Clone, Debug)]
pub struct Rng {
    state: u64,
}

/// The finishing steps of SplitMix64, also good as a hash of a lattice position.
pub(super) fn mix(value: u64) -> u64 {
    let z = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The upper 53 bits of `bits` as a number in `[0, 1)`.
pub(super) fn unit_of(bits: u64) -> f64 {
    (bits >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
}

impl Rng {
    /// Starts the stream `label` of `seed`; different labels give unrelated streams.
    ///
    /// Each part of the city draws from a stream of its own, so that a change in one leaves the others as they were.
    pub fn stream(seed: u64, label: u64) -> Self {
        Self { state: mix(seed ^ mix(label.wrapping_mul(0x9E37_79B9_7F4A_7C15))) }
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.state)
    }

    /// A number in `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        unit_of(self.next_u64())
    }

    /// A number in `[low, high)`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number below `limit`, which must not be zero.
    pub fn below(&mut self, limit: usize) -> usize {
        let wide = u128::from(self.next_u64()) * limit as u128;
        (wide >> 64) as usize
    }

    /// True with the given probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `items`, which must not be empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// An index drawn by weight; the weights must not all be zero.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (index, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return index;
            }
        }
        weights.iter().rposition(|weight| *weight > 0.0).unwrap_or(0)
    }

    /// A bell-shaped number of mean 0 and standard deviation 1: four uniform ones added.
    ///
    /// The usual methods need logarithm and cosine, which differ in the last bit between platforms.
    pub fn bell(&mut self) -> f64 {
        let sum = self.unit() + self.unit() + self.unit() + self.unit();
        (sum - 2.0) * 1.732_050_807_568_877_2
    }

    /// Puts `items` in random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}
