//! Who were answered together will soon ask again together: a batch waits for those of the last one, beside those who came
//! meanwhile.
//!
//! Where a commit waits for a disk or a standby, whoever is first after it would else go alone, and all others wait for
//! a whole commit behind it: batches of one and of all others in turns, at half of what is possible. Waiting for the
//! others as long as a commit takes costs at most as much as not having waited (the ski rental bound).

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

/// Nobody waits for others longer than this.
const PATIENCE_MAX: Duration = Duration::from_millis(10);
/// Commits that take less are not worth a wait; timers turn by the millisecond.
const WORTH_MIN: Duration = Duration::from_millis(2);

/// How many went together last, how many came meanwhile, and what sharing a transaction with them saves.
#[derive(Debug, Default)]
pub struct Companions {
    went: usize,
    came_meanwhile: usize,
    took: Duration,
}

impl Companions {
    /// So many went together in a transaction that took so long.
    pub fn went(&mut self, together: usize, took: Duration) {
        *self = Self { went: together, came_meanwhile: 0, took };
    }

    /// So many were waiting when it ended. Counted with those who went: else two halves would take turns for ever.
    pub fn came_meanwhile(&mut self, waiting: usize) {
        self.came_meanwhile = waiting;
    }

    /// Takes in, beside those who have come, others that come soon: until there are as many as went together last and came
    /// meanwhile, or it is no longer worth it. At most so many in all.
    pub async fn gather<T>(&self, inbox: &mut mpsc::Receiver<T>, come: &mut Vec<T>, most: usize) {
        if self.took < WORTH_MIN {
            return;
        }
        let expected = (self.went + self.came_meanwhile).min(most);
        let until = Instant::now() + self.took.min(PATIENCE_MAX);
        while come.len() < expected {
            match timeout_at(until, inbox.recv_many(come, expected - come.len())).await {
                // Another moment, and the next may be there.
                Ok(1..) => {}
                Ok(0) | Err(_) => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three come, a millisecond after each other; answers how many were taken together, and after how many milliseconds.
    async fn gathered(went: usize, took_ms: u64) -> (usize, u128) {
        gathered_beside(went, 0, took_ms).await
    }

    async fn gathered_beside(went: usize, waiting: usize, took_ms: u64) -> (usize, u128) {
        let (outbox, mut inbox) = mpsc::channel(8);
        let mut companions = Companions::default();
        companions.went(went, Duration::from_millis(took_ms));
        companions.came_meanwhile(waiting);
        let began = Instant::now();
        let sending = async {
            for number in 0..3 {
                outbox.send(number).await.expect("somebody takes it");
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            // The door stays open: nobody else comes.
            std::future::pending::<()>().await;
        };
        let taking = async {
            let mut come = Vec::new();
            inbox.recv_many(&mut come, 256).await;
            companions.gather(&mut inbox, &mut come, 256).await;
            (come.len(), began.elapsed().as_millis())
        };
        tokio::select! {
            gathered = taking => gathered,
            () = sending => unreachable!("it never ends"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_went_together_go_together_again() {
        assert_eq!(gathered(3, 8).await, (3, 2));
        assert_eq!(gathered(2, 8).await, (2, 1));
    }

    #[tokio::test(start_paused = true)]
    async fn two_halves_become_one() {
        assert_eq!(gathered_beside(2, 1, 8).await, (3, 2));
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_longer_than_it_is_worth() {
        assert_eq!(gathered(4, 8).await, (3, 8), "the fourth does not come");
        assert_eq!(gathered(4, 500).await, (3, 10), "a slow commit is no reason to wait for long");
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_nobody() {
        assert_eq!(gathered(1, 8).await, (1, 0), "who went alone goes alone");
        assert_eq!(gathered(3, 1).await, (1, 0), "a quick commit is soon followed by the next");
    }

    #[tokio::test(start_paused = true)]
    async fn a_closed_door_ends_the_wait() {
        let (outbox, mut inbox) = mpsc::channel::<u8>(8);
        drop(outbox);
        let mut companions = Companions::default();
        companions.went(4, PATIENCE_MAX);
        let (began, mut come) = (Instant::now(), vec![1]);
        companions.gather(&mut inbox, &mut come, 256).await;
        assert_eq!((come, began.elapsed()), (vec![1], Duration::ZERO));
    }
}
