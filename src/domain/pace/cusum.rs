//! Whether several weeks together lie above what is usual: a sum that grows with what is more and falls with what is less.
//!
//! Lucas 1985. The reference value and the bound are those of the table for a doubling, by the next
//! higher usual level of it, so that a false alarm at one place comes in four years at the soonest, on average: forty
//! places watched in a district give less than one a month.

/// Usual level at most, reference value, bound.
const TABLE: [(f64, f64, f64); 3] = [(1.0, 1.5, 5.0), (2.0, 3.0, 5.5), (4.0, 6.0, 7.0)];
/// Above the table the reference value is half as much again as what is usual.
const REFERENCE: f64 = 1.5;
/// And the bound that of its last row.
const BOUND: f64 = 7.0;

/// The reference value and the bound where so much is usual in a week.
fn chosen(usual: f64) -> (f64, f64) {
    let row = TABLE.iter().find(|(level, ..)| usual <= *level);
    row.map_or((usual * REFERENCE, BOUND), |(_, reference, bound)| (*reference, *bound))
}

/// Whether the last of these weeks raises the alarm. After an alarm the sum begins anew.
pub fn alarms(weeks: &[u32], usual: f64) -> bool {
    let (reference, bound) = chosen(usual);
    raised(weeks, reference, bound).last() == Some(&true)
}

fn raised(weeks: &[u32], reference: f64, bound: f64) -> Vec<bool> {
    let mut sum = 0.0_f64;
    let mut raised = Vec::with_capacity(weeks.len());
    for reports in weeks {
        sum = (sum + f64::from(*reports) - reference).max(0.0);
        raised.push(sum >= bound);
        if sum >= bound {
            sum = 0.0;
        }
    }
    raised
}

#[cfg(test)]
mod tests {
    use super::super::poisson::each;
    use super::*;

    /// Weeks until an alarm, on average, where `mean` is so: by the chain of the sums, in steps of half a report.
    fn run_length(reference: f64, bound: f64, mean: f64) -> f64 {
        let steps = |value: f64| (value * 2.0).round() as usize;
        let (reference, states) = (steps(reference), steps(bound));
        let counts = each(states + reference, mean);
        let mut rows = vec![vec![0.0; states + 1]; states];
        for (from, row) in rows.iter_mut().enumerate() {
            row[from] = 1.0;
            row[states] = 1.0;
            for (count, probability) in counts.iter().enumerate() {
                let to = (from + 2 * count).saturating_sub(reference);
                if to < states {
                    row[to] -= probability;
                }
            }
        }
        solved(rows)[0]
    }

    /// Gauss, with the right side as the last column.
    fn solved(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
        let n = rows.len();
        for at in 0..n {
            let best = (at..n).max_by(|a, b| rows[*a][at].abs().total_cmp(&rows[*b][at].abs())).unwrap();
            rows.swap(at, best);
            let pivot = rows[at].clone();
            for row in rows.iter_mut().enumerate().filter(|(other, _)| *other != at).map(|(_, row)| row) {
                let factor = row[at] / pivot[at];
                row.iter_mut().zip(&pivot).for_each(|(value, of_pivot)| *value -= factor * of_pivot);
            }
        }
        (0..n).map(|at| rows[at][n] / rows[at][at]).collect()
    }

    #[test]
    fn the_vector_of_the_methods_alarms_at_the_eighth() {
        let raised = raised(&[2, 1, 3, 2, 4, 5, 4, 6], 3.0, 6.0);
        assert_eq!(raised.iter().position(|alarm| *alarm), Some(7));
    }

    #[test]
    fn the_run_lengths_of_the_methods() {
        for (mean, reference, bound, expected) in [
            (0.5, 1.0, 4.0, 632.7),
            (1.5, 1.0, 4.0, 7.67),
            (1.0, 1.5, 5.0, 273.6),
            (2.0, 1.5, 5.0, 9.44),
            (2.0, 3.0, 5.0, 188.5),
            (4.0, 3.0, 5.0, 5.20),
            (2.0, 3.0, 6.0, 412.5),
            (4.0, 6.0, 7.0, 805.3),
            (8.0, 6.0, 7.0, 4.08),
        ] {
            let weeks = run_length(reference, bound, mean);
            assert!((weeks - expected).abs() < 0.006 * expected, "{mean}: {weeks}");
        }
    }

    #[test]
    fn a_false_alarm_comes_in_four_years_at_the_soonest() {
        for usual in [1.0, 1.2, 1.6, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 25.0] {
            let (reference, bound) = chosen(usual);
            let weeks = run_length(reference, bound, usual);
            assert!(weeks > 200.0, "{usual}: {weeks}");
        }
    }
}
