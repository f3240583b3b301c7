//! How many codes of an account may be wrong. Whoever knows a password may try codes from as many addresses as they like, and
//! six digits are few; so wrong ones are counted by account, wherever they come from. Who does not know the password is told
//! nothing of codes and counts for nothing here: else anybody could keep an owner out.
//!
//! Counted in each instance's own memory, as all limits on tries are.

use crate::domain::ids::AccountId;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// So many may be wrong at once.
const AT_ONCE: i32 = 10;
/// After so long another one may.
const COMES_BACK: SignedDuration = SignedDuration::from_mins(6);

/// Accounts with tries that were spent, and when all of those have come back.
#[derive(Default)]
pub(super) struct WrongCodes(Mutex<HashMap<AccountId, Timestamp>>);

impl WrongCodes {
    /// Takes a try, before the code is looked at: many at the same moment are no more than one after the other.
    ///
    /// # Errors
    /// In how many seconds there is another, when none is left.
    pub fn take_try(&self, id: AccountId, now: Timestamp) -> Result<(), u32> {
        let mut spent = self.spent();
        spent.retain(|_, whole_at| *whole_at > now);
        let whole_at = spent.get(&id).copied().unwrap_or(now) + COMES_BACK;
        let wait = whole_at.duration_since(now + COMES_BACK * AT_ONCE);
        if wait.is_positive() {
            let seconds = wait.unsigned_abs().as_millis().div_ceil(1_000);
            return Err(u32::try_from(seconds).unwrap_or(u32::MAX));
        }
        spent.insert(id, whole_at);
        Ok(())
    }

    /// Gives a try back: its code was right, or nobody knows.
    pub fn give_back(&self, id: AccountId) {
        if let Some(whole_at) = self.spent().get_mut(&id) {
            *whole_at -= COMES_BACK;
        }
    }

    /// Each entry is whole, even if a holder of the lock panicked.
    fn spent(&self) -> MutexGuard<'_, HashMap<AccountId, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_may_be_wrong_and_then_one_every_six_minutes() {
        let (codes, begun) = (WrongCodes::default(), Timestamp::UNIX_EPOCH);
        let (anna, bo) = (AccountId::from_bits(1), AccountId::from_bits(2));
        assert!((0..10).all(|_| codes.take_try(anna, begun).is_ok()));
        assert_eq!(codes.take_try(anna, begun), Err(360));
        assert_eq!(codes.take_try(anna, begun + SignedDuration::from_mins(1)), Err(300));
        assert_eq!(codes.take_try(bo, begun), Ok(()), "nobody else is held back by it");
        let later = begun + COMES_BACK;
        assert_eq!(codes.take_try(anna, later), Ok(()));
        assert_eq!(codes.take_try(anna, later), Err(360), "one has come back");
        codes.give_back(anna);
        assert_eq!(codes.take_try(anna, later), Ok(()), "one that was right is none");
    }

    #[test]
    fn who_has_all_tries_is_not_remembered() {
        let codes = WrongCodes::default();
        for account in 0..1_000 {
            let now = Timestamp::UNIX_EPOCH + SignedDuration::from_mins(6 * account);
            codes.take_try(AccountId::from_bits(account.unsigned_abs()), now).unwrap();
            assert_eq!(codes.spent().len(), 1);
        }
    }
}
