//! Who exports or imports now: one file for each account or token, two for each party, and so many for an instance.

use super::fault::busy;
use crate::domain::ids::PartyId;
use crate::http::caller::Caller;
use crate::http::problem::{Problem, ProblemKind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const EACH_CALLER_MAX: usize = 1;
const EACH_PARTY_MAX: usize = 2;

/// The exports, or the imports, that are under way.
#[derive(Debug)]
pub struct Turns {
    what: &'static str,
    all_max: usize,
    taken: Mutex<Vec<(String, PartyId)>>,
}

/// One of them, until it is dropped.
#[derive(Debug)]
pub struct Turn {
    turns: Arc<Turns>,
    who: (String, PartyId),
}

impl Turns {
    /// Turns of exports, or of imports; so many at once.
    #[must_use]
    pub fn of(what: &'static str, all_max: usize) -> Self {
        Self { what, all_max, taken: Mutex::default() }
    }

    /// Takes a turn.
    ///
    /// # Errors
    /// 429 when the caller's own are taken, 503 when the instance's are.
    pub fn take(self: &Arc<Self>, caller: &Caller) -> Result<Turn, Problem> {
        let who = (caller.name.clone(), caller.actor.viewer.party);
        let mut taken = self.taken();
        let own = taken.iter().filter(|(name, _)| *name == who.0).count();
        let of_party = taken.iter().filter(|(_, party)| *party == who.1).count();
        if own >= EACH_CALLER_MAX || of_party >= EACH_PARTY_MAX {
            let detail =
                format!("An {} of yours is under way: one at a time, and two for each party.", self.what);
            return Err(Problem { retry_after_s: Some(5), ..Problem::new(ProblemKind::TooMany, detail) });
        }
        if taken.len() >= self.all_max {
            return Err(busy(&format!("As many {}s as are made at once are under way.", self.what)));
        }
        taken.push(who.clone());
        Ok(Turn { turns: Arc::clone(self), who })
    }

    /// The list is only pushed to and removed from, so it is whole even if another thread panicked beside it.
    fn taken(&self) -> MutexGuard<'_, Vec<(String, PartyId)>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut taken = self.turns.taken();
        if let Some(at) = taken.iter().position(|who| *who == self.who) {
            taken.swap_remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::{Role, Viewer};
    use crate::domain::command::Actor;
    use crate::domain::party::PartyKind;

    fn caller(name: &str, party: u64) -> Caller {
        let viewer = Viewer { party: PartyId::from_bits(party), kind: PartyKind::Other, role: Role::Reader };
        Caller::whole(Actor { viewer, account: None, unit: None }, name.into())
    }

    #[test]
    fn one_for_each_caller_two_for_each_party_four_in_all() {
        let turns = Arc::new(Turns::of("export", 4));
        let take = |name: &str, party| turns.take(&caller(name, party)).map_err(|problem| problem.kind);
        let first = take("anna", 1).expect("free");
        assert_eq!(take("anna", 1).unwrap_err(), ProblemKind::TooMany);
        let _second = take("berit", 1).expect("free");
        assert_eq!(take("cecilia", 1).unwrap_err(), ProblemKind::TooMany);
        let (_third, _fourth) = (take("dan", 2).expect("free"), take("eva", 3).expect("free"));
        assert_eq!(take("fatima", 4).unwrap_err(), ProblemKind::Busy);
        drop(first);
        let _again = take("anna", 1).expect("free again");
        assert_eq!(take("fatima", 4).unwrap_err(), ProblemKind::Busy);
    }
}
