//! Whether one week stands out, when somebody has been looking at every week.
//!
//! Naus 1982, in the form of the R package ptools: six in a week where one is usual are rare in
//! that week, and nearly as likely as not in some week of five years.

use super::poisson::each;

/// Counts above this are as rare as this.
const MOST: u32 = 200;

/// The probability that some window of `window` periods, of all `periods`, holds `seen` or more by chance where it
/// usually holds `mean`. Fewer than three in a window are never rare.
pub fn probability(periods: u32, window: u32, mean: f64, seen: u32) -> f64 {
    if seen < 3 {
        return 1.0;
    }
    let counts = Counts::of(mean, seen.min(MOST) as usize);
    let (two, three) = (counts.none_in_two(), counts.none_in_three());
    let further = f64::from(periods.saturating_sub(window));
    (1.0 - two * (three / two).powf(further)).clamp(0.0, 1.0)
}

/// The probabilities of counts in one window.
struct Counts {
    mean: f64,
    /// The count that is looked for.
    n: usize,
    exactly: Vec<f64>,
    at_most: Vec<f64>,
}

impl Counts {
    fn of(mean: f64, n: usize) -> Self {
        let exactly = each(2 * n, mean);
        let sum = |sum: &mut f64, one: &f64| {
            *sum += one;
            Some(*sum)
        };
        let at_most = exactly.iter().scan(0.0, sum).collect();
        Self { mean, n, exactly, at_most }
    }

    fn exactly(&self, count: usize) -> f64 {
        self.exactly[count]
    }

    /// The probability of at most `count - less`; none where that is below nothing.
    fn at_most(&self, count: usize, less: usize) -> f64 {
        count.checked_sub(less).map_or(0.0, |count| self.at_most[count])
    }

    /// That no window within two of them holds `n`.
    fn none_in_two(&self) -> f64 {
        let (n, mean) = (self.n, self.mean);
        let less = (n - 1) as f64;
        self.at_most(n, 1).powi(2)
            - less * self.exactly(n) * self.exactly(n - 2)
            - (less - mean) * self.exactly(n) * self.at_most(n, 3)
    }

    /// That no window within three of them does.
    fn none_in_three(&self) -> f64 {
        let (n, mean) = (self.n, self.mean);
        let (one, two) = ((n - 1) as f64, (n - 2) as f64);
        let a1 = 2.0
            * self.exactly(n)
            * self.at_most(n, 1)
            * (one * self.at_most(n, 2) - mean * self.at_most(n, 3));
        let a2 = 0.5
            * self.exactly(n).powi(2)
            * (one * two * self.at_most(n, 3) - 2.0 * two * mean * self.at_most(n, 4)
                + mean.powi(2) * self.at_most(n, 5));
        let a3: f64 = (1..n).map(|r| self.exactly(2 * n - r) * self.at_most(r, 1).powi(2)).sum();
        let a4: f64 = (1..n - 1)
            .map(|r| {
                let inner = (r as f64 - 1.0) * self.at_most(r, 2) - mean * self.at_most(r, 3);
                self.exactly(2 * n - r) * self.exactly(r) * inner
            })
            .sum();
        self.at_most(n, 1).powi(3) - a1 + a2 + a3 - a4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_the_methods() {
        assert!((probability(208, 2, 0.6, 6) - 0.039_022_38).abs() < 5e-9);
        assert!((probability(260, 1, 1.0, 6) - 0.486_814).abs() < 5e-7);
    }

    #[test]
    fn more_is_rarer_and_always_a_probability() {
        for mean in [0.0, 0.001, 0.3, 0.99] {
            let all: Vec<_> = (3..400).map(|seen| probability(52, 1, mean, seen)).collect();
            assert!(all.iter().all(|p| (0.0..=1.0).contains(p)), "{mean}");
            assert!(all.windows(2).all(|two| two[1] <= two[0] + 1e-9), "{mean}");
        }
    }
}
