//! Photos: a picture comes in, is read within limits and written anew, and lies in the object store under a
//! name that its record knows. What no record names is swept away.

pub mod picture;
pub mod store;
pub mod sweep;

use bytes::Bytes;
use picture::{Picture, Unreadable};
use std::sync::Arc;
use store::Store;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Largest photo that is taken, bytes. What the browser has redrawn is far smaller; programs may send what a camera made.
pub const UPLOAD_MAX_BYTES: usize = 8 << 20;
/// So many photos are taken in at a time, each with its bytes in memory; others are asked to come again.
///
/// On a poor line one takes minutes, so there are more of them than are worked on.
const TAKEN_AT_ONCE: usize = 32;
/// So many of them are unpacked at a time, each within the limits of [`picture`].
const UNPACKED_AT_ONCE: usize = 2;

/// Where photos are taken in and found again. Cheap to clone.
#[derive(Clone)]
pub struct Photos {
    store: Store,
    taking: Arc<Semaphore>,
    unpacking: Arc<Semaphore>,
}

impl std::fmt::Debug for Photos {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Photos").finish_non_exhaustive()
    }
}

impl Photos {
    /// Photos whose bytes lie in a store.
    #[must_use]
    pub fn new(store: Store) -> Self {
        let (taking, unpacking) = (Semaphore::new(TAKEN_AT_ONCE), Semaphore::new(UNPACKED_AT_ONCE));
        Self { store, taking: Arc::new(taking), unpacking: Arc::new(unpacking) }
    }

    /// Where the bytes lie.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Leave to take one in; `None` while as many as may are being taken.
    #[must_use]
    pub fn take(&self) -> Option<OwnedSemaphorePermit> {
        self.taking.clone().try_acquire_owned().ok()
    }

    /// Reads a picture and writes it anew, on a thread that may be busy.
    ///
    /// # Errors
    /// [`Unreadable`], also where the decoder gave up in a way it should not.
    pub async fn redrawn(&self, bytes: Bytes) -> Result<Picture, Unreadable> {
        let leave = self.unpacking.clone().acquire_owned().await;
        let read = move || {
            let _leave = leave;
            picture::redrawn(&bytes)
        };
        tokio::task::spawn_blocking(read).await.unwrap_or_else(|panicked| {
            // The message may quote what was read.
            tracing::error!(is_panic = panicked.is_panic(), "a photo could not be read, and not be refused");
            Err(Unreadable::NotAPhoto)
        })
    }
}
