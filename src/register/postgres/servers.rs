//! Which of several servers is the register's. A primary that was replaced and comes back says, as
//! the new one does, that it may be written to; only what it holds tells the two apart. So every
//! server of the address is asked, and the one that is furthest on is worked with: the one of the
//! highest epoch, of those the one that may be written to, and of those the one with the most changes.
//! What has been seen of the register is remembered, and a server that is behind it is not worked with
//! at all.

use super::address::Address;
use super::connect::{Bell, Link, connect_one};
use crate::register::{Fault, Head};
use futures_util::future::join_all;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Handle;

/// How far on a register is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    /// Raised by each promotion; where this is not written yet, as it will be.
    pub epoch: u64,
    /// Number of the last change.
    pub seq: u64,
}

impl Standing {
    /// Of a head.
    pub fn of(head: &Head) -> Self {
        Standing { epoch: head.epoch, seq: head.seq }
    }
}

/// A server that answered, and what it is.
pub(super) struct Found {
    /// The connection.
    pub link: Link,
    /// Whether it may be written to; a standby may not.
    pub writable: bool,
    /// How far on it is.
    pub standing: Standing,
}

/// The servers of an address, and how far on the register has been seen to be. Clones share that.
#[derive(Clone)]
pub(super) struct Servers {
    address: Address,
    seen: Arc<Mutex<Standing>>,
}

impl Servers {
    /// Nothing has been seen yet.
    pub fn new(address: Address) -> Self {
        Servers { address, seen: Arc::default() }
    }

    /// Takes in that the register has been seen to stand here. Only by the one connection that writes:
    /// what another has seen meanwhile is no measure of what this one was told before.
    ///
    /// # Errors
    /// [`Fault::Behind`] when it has been seen to be further on.
    pub fn saw(&self, standing: Standing) -> Result<(), Fault> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if standing < *seen {
            return Err(behind(standing, *seen));
        }
        *seen = standing;
        Ok(())
    }

    /// Whether the register has been seen to go on in a later epoch than where this connection was made: it leads to a server
    /// that was left behind. Or to the one that was promoted since, which is then found anew.
    pub fn has_left(&self, link: &Link) -> bool {
        link.epoch < self.seen.lock().unwrap_or_else(PoisonError::into_inner).epoch
    }

    /// Connects to the server that is furthest on. All are waited for: the one that is missing may
    /// be the one that the others were left behind by.
    ///
    /// # Errors
    /// [`Fault::Behind`] when only such ones answer as are of an epoch that has passed; else as
    /// [`connect_one`].
    pub async fn connect(&self, runtime: &Handle, bell: Option<Bell>) -> Result<Link, Fault> {
        let (found, faults) = self.ask_all(runtime, bell).await;
        let best =
            found.into_iter().reduce(|best, other| if rank(&other) > rank(&best) { other } else { best });
        match best {
            Some(best) => self.fits(best),
            None => Err(most_telling(faults)),
        }
    }

    /// Refuses a server of an epoch that has passed, and one that may not be written to where that was
    /// asked for. How many changes it has is looked at by whoever asks for them; it may be more before
    /// this is answered.
    fn fits(&self, Found { link, writable, standing }: Found) -> Result<Link, Fault> {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if standing.epoch < seen.epoch {
            return Err(behind(standing, seen));
        }
        if self.address.wants_writable() && !writable {
            return Err(Fault::Unavailable("the server that is furthest on may not be written to".into()));
        }
        Ok(link)
    }

    /// Looks whether another server has been promoted while this one went on. If so, it is known
    /// from here on, and the one that was left behind is let go of at the next call.
    pub async fn look_around(&self, runtime: &Handle) {
        if self.address.hosts() < 2 {
            return;
        }
        let (found, _) = self.ask_all(runtime, None).await;
        let writable = found.iter().filter(|found| found.writable).map(|found| found.standing).max();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // Within an epoch there is one server that is written to, and it is the one worked with.
        if let Some(standing) = writable.filter(|standing| standing.epoch > seen.epoch) {
            tracing::warn!(epoch = standing.epoch, "another server has been promoted; going on there");
            *seen = standing;
        }
    }

    async fn ask_all(&self, runtime: &Handle, bell: Option<Bell>) -> (Vec<Found>, Vec<Fault>) {
        let each = self.address.each();
        let worked_with = *self.seen.lock().unwrap_or_else(PoisonError::into_inner) != Standing::default();
        let asked = each.iter().map(|address| connect_one(address, runtime, bell.clone(), worked_with));
        let (mut found, mut faults) = (Vec::new(), Vec::new());
        for answer in join_all(asked).await {
            match answer {
                Ok(one) => found.push(one),
                Err(fault) => faults.push(fault),
            }
        }
        (found, faults)
    }
}

/// A standby of the one promoted last says more than a replaced primary that may be written to.
fn rank(found: &Found) -> (u64, bool, u64) {
    (found.standing.epoch, found.writable, found.standing.seq)
}

fn behind(standing: Standing, seen: Standing) -> Fault {
    Fault::Behind(format!(
        "change {} of epoch {} has been seen, but it stands at change {} of epoch {}",
        seen.seq, seen.epoch, standing.seq, standing.epoch
    ))
}

/// Of the faults of several servers, one that may pass: a server that is away may be the right one.
fn most_telling(faults: Vec<Fault>) -> Fault {
    let passes = |fault: &Fault| matches!(fault, Fault::Unavailable(_));
    let first = faults.iter().position(passes).unwrap_or(0);
    let fault = faults.into_iter().nth(first);
    fault.unwrap_or_else(|| Fault::NotOurs("the address after postgres:// names no server".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(epoch: u64, seq: u64) -> Standing {
        Standing { epoch, seq }
    }

    #[test]
    fn a_higher_epoch_is_further_on_than_any_number_of_changes() {
        let servers = Servers::new(Address::parse("postgres://a@localhost/d").expect("read"));
        servers.saw(standing(1, 900)).expect("the first");
        servers.saw(standing(2, 850)).expect("a promotion may lose a tail nobody was told of");
        for behind in [standing(1, 2_000), standing(2, 849)] {
            assert!(matches!(servers.saw(behind), Err(Fault::Behind(_))), "{behind:?}");
        }
        servers.saw(standing(2, 850)).expect("the same");
    }

    #[test]
    fn a_server_that_is_away_is_told_before_one_that_is_not_ours() {
        let faults = || vec![Fault::NotOurs("no register".into()), Fault::Unavailable("away".into())];
        assert!(matches!(most_telling(faults()), Fault::Unavailable(_)));
        assert!(matches!(most_telling(faults()[..1].to_vec()), Fault::NotOurs(_)));
    }
}
