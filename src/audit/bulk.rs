//! Whoever opens very many things in a day: somebody who copies the register item by item looks like that. Nobody is stopped by
//! it, since it may be a long day at the desk; the operator is told.

use std::collections::HashMap;

/// More things than this in a day are told of.
pub(super) const MANY: u32 = 2_000;
/// Callers that are counted; there are no more accounts and tokens than this.
const CALLERS_MAX: usize = 50_000;

/// How many things each caller has opened on a day.
#[derive(Default)]
pub(super) struct Bulk {
    day: i64,
    opened: HashMap<String, u32>,
}

impl Bulk {
    /// Counts one, and answers whether that has made it many: once a day for each caller.
    pub fn opens(&mut self, day: i64, caller: &str) -> bool {
        if self.day != day {
            *self = Self { day, opened: HashMap::new() };
        }
        if let Some(count) = self.opened.get_mut(caller) {
            *count = count.saturating_add(1);
            return *count == MANY + 1;
        }
        if self.opened.len() < CALLERS_MAX {
            self.opened.insert(caller.to_owned(), 1);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_opens_many_things_in_a_day_is_told_of_once() {
        let mut bulk = Bulk::default();
        let mut opens =
            |day, caller: &str, times: u32| (0..times).filter(|_| bulk.opens(day, caller)).count();
        assert_eq!(opens(1, "account:a", MANY), 0);
        assert_eq!(opens(1, "account:b", 1), 0, "each by themselves");
        assert_eq!(opens(1, "account:a", 500), 1);
        assert_eq!(opens(2, "account:a", MANY), 0, "each day anew");
        assert_eq!(opens(2, "account:a", 1), 1);
    }
}
