//! When the register was last heard from. Where others write to it as well, what memory holds grows
//! old while it is silent, and readers are to know how old.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::Instant;

/// The last moment the register answered. Cheap to clone.
#[derive(Clone)]
pub struct Contact {
    /// `None` when nobody else writes: what memory holds is then never old.
    last_ms: Option<Arc<AtomicU64>>,
    began: Instant,
}

impl Contact {
    /// Heard from just now; `shared` when others write to the register as well.
    #[must_use]
    pub fn new(shared: bool) -> Self {
        Self { last_ms: shared.then(Arc::default), began: Instant::now() }
    }

    /// It has answered.
    pub fn heard(&self) {
        if let Some(last_ms) = &self.last_ms {
            last_ms.store(self.elapsed_ms(), Ordering::Relaxed);
        }
    }

    /// How long ago it last answered; zero when nobody else writes to it.
    #[must_use]
    pub fn silent_for(&self) -> Duration {
        let last_ms = self.last_ms.as_ref().map(|last_ms| last_ms.load(Ordering::Relaxed));
        last_ms.map_or(Duration::ZERO, |last_ms| {
            Duration::from_millis(self.elapsed_ms().saturating_sub(last_ms))
        })
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
