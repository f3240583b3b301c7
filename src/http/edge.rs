//! What the edge itself is set to, beside the service: limits, timeouts, proxies, and the stop.

use super::limits::Limits;
use crate::config::Config;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// From the connection to its first byte.
    pub first_byte: Duration,
    /// From the first byte of a request to the end of its headers.
    pub headers: Duration,
    /// Between two requests on one connection.
    pub idle: Duration,
    /// For a body, beside one second for each KiB of it.
    pub body: Duration,
    /// A reader that takes nothing this long is gone.
    pub write_stall: Duration,
    /// For a handler.
    pub handler: Duration,
    /// For the handlers that take or write whole files or read the whole register.
    pub slow_handler: Duration,
    /// For what is under way when the service stops.
    pub drain: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            first_byte: seconds(5),
            headers: seconds(10),
            idle: seconds(60),
            body: seconds(30),
            write_stall: seconds(15),
            handler: seconds(10),
            slow_handler: seconds(300),
            drain: seconds(10),
        }
    }
}

/// The edge's own settings. Cheap to clone.
#[derive(Clone)]
pub struct Edge {
    inner: Arc<Inner>,
}

struct Inner {
    https: bool,
    trusted_proxy_hops: usize,
    limits: Option<Limits>,
    timeouts: Timeouts,
    stopping: watch::Sender<bool>,
}

impl Edge {
    /// An edge by these settings.
    #[must_use]
    pub fn new(config: &Config, timeouts: Timeouts) -> Self {
        let inner = Inner {
            https: config.https,
            trusted_proxy_hops: config.trusted_proxy_hops,
            limits: config.rate_limits.then(Limits::new),
            timeouts,
            stopping: watch::Sender::new(false),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Whether browsers reach it over HTTPS.
    #[must_use]
    pub fn https(&self) -> bool {
        self.inner.https
    }

    /// How many proxies stand before it.
    #[must_use]
    pub fn trusted_proxy_hops(&self) -> usize {
        self.inner.trusted_proxy_hops
    }

    /// The limits, unless they are off.
    #[must_use]
    pub fn limits(&self) -> Option<&Limits> {
        self.inner.limits.as_ref()
    }

    /// How long things may take.
    #[must_use]
    pub fn timeouts(&self) -> &Timeouts {
        &self.inner.timeouts
    }

    /// Turns unready; streams end, and the accept loop with them.
    pub fn stop(&self) {
        self.inner.stopping.send_replace(true);
    }

    /// Whether it is stopping.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        *self.inner.stopping.borrow()
    }

    /// Ends when it stops.
    pub async fn stopped(&self) {
        let mut stopping = self.inner.stopping.subscribe();
        // An error means that the edge itself is gone, which is a stop as well.
        let _ = stopping.wait_for(|stopping| *stopping).await;
    }
}
