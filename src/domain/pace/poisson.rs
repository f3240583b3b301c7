//! Counts of what happens by itself and on its own.

/// The probability of each count from 0 to `most`, where `mean` is usual.
pub fn each(most: usize, mean: f64) -> Vec<f64> {
    let mut probability = (-mean).exp();
    let mut all = vec![probability];
    for count in 1..=most {
        probability *= mean / count as f64;
        all.push(probability);
    }
    all
}

/// The probability of at most `count`.
pub fn at_most(count: u32, mean: f64) -> f64 {
    each(count as usize, mean).iter().sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_or_more_where_one_is_usual() {
        // The naive tail beside the scan's vector, methods section 4.
        assert!((1.0 - at_most(5, 1.0) - 0.000_594_185).abs() < 1e-8);
    }

    #[test]
    fn what_never_happens_has_happened_no_times() {
        assert_eq!(each(2, 0.0), [1.0, 0.0, 0.0]);
    }
}
