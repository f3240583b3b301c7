//! A session that holds the head while its program decides. The server ends one that says nothing in the middle of a
//! transaction, so that a program that has stopped holds the head for five seconds and not for ever; what is decided about
//! a whole city at once takes longer than that. So the session says a word now and then, from another thread than the one
//! that decides: a program that is stopped, or cut off, says none.

use super::connect::{DEADLINE, within};
use super::session::Session;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::Mutex;
use tokio::task::AbortHandle;

/// Well within what the server takes for sleep.
const EVERY: Duration = Duration::from_secs(2);
/// So long may be decided at most, or the head is lost: one that never comes to an end must not stop all others.
pub(super) const DECIDING_MAX: Duration = Duration::from_mins(1);

/// The session, until it is taken back. Dropping it closes the session.
pub(super) struct Awake {
    session: Arc<Mutex<Option<Session>>>,
    talking: AbortHandle,
}

impl Awake {
    /// Keeps a session awake for so long at most.
    pub fn keep(session: Session, runtime: &Handle, most: Duration) -> Self {
        let session = Arc::new(Mutex::new(Some(session)));
        let talking = talk(Arc::clone(&session));
        let talking = runtime.spawn(async move {
            // Over time it falls silent, and the server does the rest.
            let _ = tokio::time::timeout(most, talking).await;
        });
        Awake { session, talking: talking.abort_handle() }
    }

    /// Takes the session back; `None` when it was lost meanwhile.
    pub async fn take(self) -> Option<Session> {
        self.talking.abort();
        self.session.lock().await.take()
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        self.talking.abort();
    }
}

async fn talk(session: Arc<Mutex<Option<Session>>>) {
    loop {
        tokio::time::sleep(EVERY).await;
        let mut session = session.lock().await;
        let Some(held) = session.as_ref() else { return };
        let word = async { Ok(held.link.client.batch_execute("").await?) };
        if let Err(fault) = within(DEADLINE, "saying a word", word).await {
            tracing::warn!(%fault, "the session that holds the head was lost while it was decided");
            *session = None;
            return;
        }
    }
}
