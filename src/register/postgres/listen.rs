//! The bell: a connection of its own that hears when another instance has written. What it hears
//! only says "look"; what is to be seen is in the tables.

use super::connect::{Bell, DEADLINE, Link, within};
use super::rows;
use super::servers::Servers;
use super::session::CHANNEL;
use crate::register::Fault;
use crate::telemetry;
use std::sync::Arc;
use std::sync::atomic::AtomicI32;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::task::AbortHandle;

/// Pauses between attempts, doubled from the first to the last.
const PAUSE_FIRST: Duration = Duration::from_millis(100);
const PAUSE_LAST: Duration = Duration::from_secs(10);
/// How often the connection is asked whether it is still one: a wire that was cut says nothing.
const ASK_EVERY: Duration = Duration::from_secs(15);

/// How full the queue of notices is. It is emptied up to the slowest session that listens, of whichever program; when it is full
/// nothing is committed any more that rings.
const QUEUE_USAGE: &str = "select pg_notification_queue_usage()";

/// Listens until it is dropped.
pub(super) struct Listener {
    rung: Arc<Notify>,
    task: AbortHandle,
}

impl Listener {
    /// Begins to listen; rings of `own_process` are left out.
    pub fn start(servers: Servers, runtime: &Handle, own_process: Arc<AtomicI32>) -> Self {
        let rung = Arc::new(Notify::new());
        let task = runtime.spawn(listen_on(servers, runtime.clone(), Arc::clone(&rung), own_process));
        Listener { rung, task: task.abort_handle() }
    }

    /// What is rung.
    pub fn bell(&self) -> Arc<Notify> {
        Arc::clone(&self.rung)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen_on(servers: Servers, runtime: Handle, rung: Arc<Notify>, own_process: Arc<AtomicI32>) {
    let mut pause = PAUSE_FIRST;
    loop {
        let bell = Bell { rung: Arc::clone(&rung), own_process: Arc::clone(&own_process) };
        match listening(&servers, &runtime, bell).await {
            Ok(link) => {
                pause = PAUSE_FIRST;
                // Only now: what was written before the listening began has not been heard.
                rung.notify_one();
                until_lost(&link, &servers, &runtime).await;
                tracing::info!("the register's bell was lost; listening again");
            }
            // On a standby there is no listening. Whoever follows looks every second all the same.
            Err(fault) => tracing::debug!(%fault, "the register's bell is silent"),
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(PAUSE_LAST);
    }
}

async fn listening(servers: &Servers, runtime: &Handle, bell: Bell) -> Result<Link, Fault> {
    let link = servers.connect(runtime, Some(bell)).await?;
    let listen = async { Ok(link.client.batch_execute(&format!("listen {CHANNEL}")).await?) };
    within(DEADLINE, "listening", listen).await?;
    Ok(link)
}

/// Meanwhile it looks around: where one server goes on after another was promoted, nothing else would
/// tell an instance that only reads.
async fn until_lost(link: &Link, servers: &Servers, runtime: &Handle) {
    loop {
        tokio::select! {
            () = link.ended() => return,
            () = tokio::time::sleep(ASK_EVERY) => {}
        }
        let asked = async { rows::get(&link.client.query_one(QUEUE_USAGE, &[]).await?, 0) };
        match within(DEADLINE, "asking", asked).await {
            Ok(usage) => telemetry::notification_queue(usage),
            Err(_) => return,
        }
        servers.look_around(runtime).await;
    }
}
