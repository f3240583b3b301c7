//! How often something is reported at a place, and whether that has changed more than chance would change it.
//!
//! A series is the number of reports in each week, the oldest first; the last is the week that is judged. Methods,
//! section 4: the level decides the method, and a baseline shorter than eight weeks decides nothing.

mod cusum;
mod poisson;
mod scan;

use poisson::at_most;

/// Weeks that say what is usual, at most.
pub const BASELINE_MAX: usize = 26;
/// Fewer say nothing.
pub const BASELINE_MIN: usize = 8;
/// Fewer reports in a week are no growth, whatever came before.
pub const REPORTS_MIN: u32 = 3;
/// How rare something must be to be told: once in twenty.
const RARE: f64 = 0.05;
/// A week that stands out is judged as one of a year's: somebody looks every week.
const LOOKS: u32 = 52;
/// The weeks that a slow rise is summed over.
const RISE_WEEKS: usize = 8;
/// The weeks that a fall is judged over.
pub const FALL_WEEKS: usize = 4;

/// By what growth is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rise {
    /// One week stands out: the probability that some week of a year would, by chance.
    Week {
        /// 0 to 1.
        probability: f64,
    },
    /// Several weeks together lie above what is usual.
    Weeks,
}

/// More than usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// Reports in the week.
    pub reports: u32,
    /// Reports in a usual week.
    pub usual: f64,
    /// Over how many weeks that is known.
    pub weeks: usize,
    /// By what.
    pub by: Rise,
}

/// Fewer than usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fall {
    /// Reports in the last [`FALL_WEEKS`] weeks.
    pub reports: u32,
    /// Reports in a usual week before them.
    pub usual: f64,
    /// Over how many weeks that is known.
    pub weeks: usize,
    /// The probability of so few, by chance; 0 to 1.
    pub probability: f64,
}

/// Whether the last week of a series is more than usual.
#[must_use]
pub fn growth(series: &[u32]) -> Option<Growth> {
    let (reports, before) = series.split_last()?;
    if *reports < REPORTS_MIN {
        return None;
    }
    let (usual, weeks) = baseline(before)?;
    if usual < 1.0 {
        let probability = scan::probability(LOOKS, 1, usual, *reports);
        return (probability <= RARE).then_some(Growth {
            reports: *reports,
            usual,
            weeks,
            by: Rise::Week { probability },
        });
    }
    // A rise that goes on must not become the usual while it is being looked for.
    let rise = RISE_WEEKS.min(series.len().saturating_sub(BASELINE_MIN)).max(1);
    let (before, rising) = series.split_at(series.len() - rise);
    let (usual, weeks) = baseline(before)?;
    cusum::alarms(rising, usual).then_some(Growth { reports: *reports, usual, weeks, by: Rise::Weeks })
}

/// Whether the last weeks of a series are fewer than usual.
#[must_use]
pub fn fall(series: &[u32]) -> Option<Fall> {
    let cut = series.len().checked_sub(FALL_WEEKS)?;
    let (before, last) = series.split_at(cut);
    let (usual, weeks) = baseline(before)?;
    let reports = last.iter().sum();
    let expected = usual * last.len() as f64;
    let probability = at_most(reports, expected);
    (f64::from(reports) < expected && probability <= RARE).then_some(Fall {
        reports,
        usual,
        weeks,
        probability,
    })
}

/// Reports in a usual week, and over how many weeks that is known.
fn baseline(before: &[u32]) -> Option<(f64, usize)> {
    let weeks = before.len().min(BASELINE_MAX);
    if weeks < BASELINE_MIN {
        return None;
    }
    let reports: u32 = before[before.len() - weeks..].iter().sum();
    Some((f64::from(reports) / weeks as f64, weeks))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(parts: &[(u32, usize)]) -> Vec<u32> {
        parts.iter().flat_map(|(reports, weeks)| std::iter::repeat_n(*reports, *weeks)).collect()
    }

    #[test]
    fn a_week_that_stands_out_at_a_place_with_few_reports_is_growth() {
        let growth = growth(&series(&[(0, 20), (1, 4), (5, 1)])).unwrap();
        assert_eq!((growth.reports, growth.weeks), (5, 24));
        assert!(matches!(growth.by, Rise::Week { probability } if probability < 0.01));
    }

    #[test]
    fn six_in_a_week_need_not_mean_anything_where_one_is_usual() {
        // The vector of the methods says nearly one in two for five years; the sum of two weeks decides here.
        assert_eq!(growth(&series(&[(1, 26), (3, 1)])), None);
    }

    #[test]
    fn a_rise_over_several_weeks_is_growth_before_any_week_of_it_stands_out() {
        let mut rising = series(&[(1, 20)]);
        rising.extend([2, 1, 2, 3, 2, 3, 4]);
        assert!(matches!(growth(&rising), Some(Growth { by: Rise::Weeks, .. })));
        assert_eq!(growth(&series(&[(2, 27), (3, 1)])), None, "a little more once is no rise");
    }

    #[test]
    fn little_is_never_growth_and_a_short_time_decides_nothing() {
        assert_eq!(growth(&series(&[(0, 26), (2, 1)])), None);
        assert_eq!(growth(&series(&[(0, 7), (9, 1)])), None);
        assert_eq!((growth(&[]), fall(&[]), fall(&[1, 1])), (None, None, None));
    }

    #[test]
    fn nothing_for_four_weeks_is_a_fall_only_where_something_was_usual() {
        let fall_of = |usual| fall(&series(&[(usual, 26), (0, 4)]));
        assert!(fall_of(0).is_none());
        let fallen = fall_of(1).unwrap();
        assert_eq!((fallen.reports, fallen.usual, fallen.weeks), (0, 1.0, 26));
        // Of a mean of four, none at all: e to the power of minus four.
        assert!((fallen.probability - 0.018_315_638).abs() < 1e-8);
        assert!(fall(&series(&[(1, 26), (1, 4)])).is_none());
    }
}
