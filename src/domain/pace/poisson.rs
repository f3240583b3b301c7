//! Counts of what happens by itself and on its own.

/// The probability of each count from 0 to `most`, where `mean` is usual. In logarithms: that of none at all is smaller
/// than any number where more than 745 are usual, and every other would be made of it.
pub fn each(most: usize, mean: f64) -> Vec<f64> {
    let mut logarithm = -mean;
    let mut all = vec![logarithm.exp()];
    for count in 1..=most {
        logarithm += mean.ln() - (count as f64).ln();
        all.push(logarithm.exp());
    }
    all
}

/// The probability of at most `count`.
pub fn at_most(count: u32, mean: f64) -> f64 {
    each(count as usize, mean).iter().sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::super::fall;
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

    #[test]
    fn however_many_are_usual() {
        // The sum of the definition in sixty decimal digits: Python's decimal module.
        for (count, mean, expected) in [
            (10, 3.0, 0.999_707_663_049_352_7),
            (799, 800.0, 0.495_298_387_578_358_7),
            (700, 800.0, 0.000_166_090_785_551_777_2),
            (745, 746.0, 0.495_131_192_299_221_5),
            (1_200, 1_000.0, 0.999_999_999_611_506_1),
            (9_900, 10_000.0, 0.159_871_182_245_283_74),
        ] {
            let probability = at_most(count, mean);
            assert!((probability / expected - 1.0).abs() < 1e-9, "{count} of {mean}: {probability}");
        }
        let sum: f64 = each(2_000, 800.0).iter().sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    }

    #[test]
    fn one_less_than_eight_hundred_is_no_fall() {
        let mut series = vec![200; 29];
        series.push(199);
        assert_eq!(fall(&series), None);
        // A hundred fewer are.
        series.truncate(29);
        series.push(100);
        let fallen = fall(&series).expect("rarer than once in twenty");
        assert_eq!((fallen.reports, fallen.usual), (700, 200.0));
        assert!((fallen.probability - 0.000_166_090_8).abs() < 1e-9);
    }
}
