//! What a register takes from outside: the time and randomness. Both are values, so that a test
//! can move the clock and pin every salt.

use super::Fault;
use super::clock::{Watch, require_agreement};
use sha2::{Digest, Sha256};

/// Fills a slice with random bytes.
type Fill = Box<dyn FnMut(&mut [u8]) -> Result<(), getrandom::Error> + Send>;

/// The clock and the randomness a register works with.
pub struct Surroundings {
    clock_ms: Box<dyn Fn() -> i64 + Send + Sync>,
    random: Fill,
    /// Watches the clock where it is the world's; one of a test's or the demo's goes as it is told.
    watch: Option<Watch>,
}

impl Surroundings {
    /// The system's clock and its random numbers.
    pub fn real() -> Self {
        Surroundings {
            clock_ms: Box::new(|| jiff::Timestamp::now().as_millisecond()),
            random: Box::new(getrandom::fill),
            watch: Some(Watch::default()),
        }
    }

    /// The system's, but that the clock is set ahead by so many milliseconds.
    #[cfg(test)]
    pub(crate) fn set_ahead(by_ms: std::sync::Arc<std::sync::atomic::AtomicI64>) -> Self {
        let real = Self::real();
        let clock_ms = move || (real.clock_ms)() + by_ms.load(std::sync::atomic::Ordering::Relaxed);
        Surroundings { clock_ms: Box::new(clock_ms), ..Self::real() }
    }

    /// A clock of the caller's, and salts that follow from `seed`: two registers with the same
    /// seed that write the same come to the same hashes. Never for a register in use.
    pub fn repeatable(seed: u64, clock_ms: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        let mut counter: u64 = 0;
        Surroundings {
            clock_ms: Box::new(clock_ms),
            random: Box::new(move |bytes| {
                for chunk in bytes.chunks_mut(32) {
                    let block = Sha256::new()
                        .chain_update(seed.to_be_bytes())
                        .chain_update(counter.to_be_bytes())
                        .finalize();
                    chunk.copy_from_slice(&block[..chunk.len()]);
                    counter += 1;
                }
                Ok(())
            }),
            watch: None,
        }
    }

    /// A clock of the caller's, and salts that are all zeros, whoever drew how many before.
    #[cfg(test)]
    pub(super) fn unsalted(clock_ms: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        let zeros = |bytes: &mut [u8]| {
            bytes.fill(0);
            Ok(())
        };
        Surroundings { clock_ms: Box::new(clock_ms), random: Box::new(zeros), watch: None }
    }

    /// What the clock says, milliseconds since 1970 UTC.
    pub(super) fn clock_ms(&self) -> i64 {
        (self.clock_ms)()
    }

    /// The time to write with, milliseconds since 1970 UTC: the clock's, but never earlier than that of the register's head.
    pub(super) fn now_ms(&mut self, head_ms: i64) -> i64 {
        let clock_ms = self.clock_ms();
        if let Some(watch) = &mut self.watch {
            watch.look(clock_ms, head_ms);
        }
        clock_ms.max(head_ms)
    }

    /// Holds the clock against another one's `theirs_ms`, which was asked for when this one said `asked_ms`.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when they are apart.
    pub(super) fn require_agreement(&self, asked_ms: i64, theirs_ms: i64) -> Result<(), Fault> {
        match self.watch {
            Some(_) => require_agreement((asked_ms, self.clock_ms()), theirs_ms),
            None => Ok(()),
        }
    }

    /// Sixteen random bytes.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when the system gives none; a predictable salt is worse than waiting.
    pub(super) fn salt(&mut self) -> Result<[u8; 16], Fault> {
        let mut salt = [0; 16];
        (self.random)(&mut salt)
            .map_err(|error| Fault::Unavailable(format!("the system gives no random bytes: {error}")))?;
        Ok(salt)
    }
}
