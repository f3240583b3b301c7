//! What a register takes from outside: the time and randomness. Both are values, so that a test
//! can move the clock and pin every salt.

use super::Fault;
use sha2::{Digest, Sha256};

/// Fills a slice with random bytes.
type Fill = Box<dyn FnMut(&mut [u8]) -> Result<(), getrandom::Error> + Send>;

/// The clock and the randomness a register works with.
pub struct Surroundings {
    clock_ms: Box<dyn Fn() -> i64 + Send + Sync>,
    random: Fill,
}

impl Surroundings {
    /// The system's clock and its random numbers.
    pub fn real() -> Self {
        Surroundings {
            clock_ms: Box::new(|| jiff::Timestamp::now().as_millisecond()),
            random: Box::new(getrandom::fill),
        }
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
        }
    }

    /// A clock of the caller's, and salts that are all zeros, whoever drew how many before.
    #[cfg(test)]
    pub(super) fn unsalted(clock_ms: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        let zeros = |bytes: &mut [u8]| {
            bytes.fill(0);
            Ok(())
        };
        Surroundings { clock_ms: Box::new(clock_ms), random: Box::new(zeros) }
    }

    /// Milliseconds since 1970 UTC, never earlier than `earliest_ms`.
    pub(super) fn now_ms(&self, earliest_ms: i64) -> i64 {
        (self.clock_ms)().max(earliest_ms)
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
