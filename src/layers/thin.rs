//! Which features stay when a tile has more than it should draw.

use std::cmp::Reverse;

/// How many exact features a tile draws at most; beyond it they cover one another and the tile weighs on a phone.
pub const FEATURES_MAX: usize = 5_000;

/// Which of two features stays when there is room for one: the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Precedence(Reverse<u8>, u64);

impl Precedence {
    /// No feature comes earlier.
    pub const FIRST: Self = Self(Reverse(u8::MAX), 0);
}

/// Where a feature comes: the highest priorities first; among equals by a hash of the identifier, so that the sample is
/// spread evenly, and is the same for any order of the input, at any zoom and on any instance.
#[inline]
pub fn precedence(priority: u8, id: u64) -> Precedence {
    Precedence(Reverse(priority), scatter(id))
}

/// Keeps the `cap` items that come first and says how many were dropped. The order of what is kept is undefined. Cost: linear.
pub fn thin<T>(items: &mut Vec<T>, cap: usize, precedence: impl Fn(&T) -> Precedence) -> usize {
    let dropped = items.len().saturating_sub(cap);
    if dropped == 0 {
        return 0;
    }
    if cap > 0 {
        items.select_nth_unstable_by_key(cap - 1, precedence);
    }
    items.truncate(cap);
    dropped
}

/// Spreads identifiers over all 64-bit numbers, no two to the same one: the finaliser of SplitMix64.
fn scatter(id: u64) -> u64 {
    let mut hash = id.wrapping_add(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn kept(mut items: Vec<(u8, u64)>, cap: usize) -> (BTreeSet<(u8, u64)>, usize) {
        let dropped = thin(&mut items, cap, |item| precedence(item.0, item.1));
        (items.into_iter().collect(), dropped)
    }

    #[test]
    fn scatter_is_the_published_function() {
        // The first number of SplitMix64 seeded with 0, as printed by the reference program.
        assert_eq!(scatter(0), 0xe220_a839_7b1d_cdaf);
    }

    #[test]
    fn the_sample_does_not_favour_low_identifiers() {
        let (kept, dropped) = kept((0..10_000).map(|id| (0, id)).collect(), 1_000);
        assert_eq!(dropped, 9_000);
        let low = kept.iter().filter(|(_, id)| *id < 5_000).count();
        assert!((400..600).contains(&low), "{low}");
    }

    #[test]
    fn a_cap_of_nothing_drops_all() {
        assert_eq!(kept(vec![(1, 1), (2, 2)], 0), (BTreeSet::new(), 2));
    }

    proptest! {
        #[test]
        fn the_same_stay_whatever_the_order(
            items in prop::collection::btree_map(any::<u64>(), 0u8..4, 0..200),
            cap in 0usize..250,
        ) {
            let forwards: Vec<_> = items.iter().map(|(&id, &priority)| (priority, id)).collect();
            let backwards: Vec<_> = forwards.iter().rev().copied().collect();
            let (kept_forwards, dropped) = kept(forwards.clone(), cap);
            prop_assert_eq!(&kept_forwards, &kept(backwards, cap).0);
            prop_assert_eq!(kept_forwards.len() + dropped, items.len());
            prop_assert_eq!(kept_forwards.len(), items.len().min(cap));
            let lowest_kept = kept_forwards.iter().map(|item| item.0).min().unwrap_or(0);
            for item in forwards.iter().filter(|item| !kept_forwards.contains(item)) {
                prop_assert!(kept_forwards.is_empty() || item.0 <= lowest_kept);
            }
        }
    }
}
