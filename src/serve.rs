//! The accept loop. Our own, since a loop without timers lets a client that says nothing hold a
//! connection for ever.

use crate::http::address::{Peer, network};
use crate::http::edge::{Edge, Timeouts};
use crate::http::guard::HEADERS_MAX;
use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep, timeout};
use tower::ServiceExt;

/// Connections at once.
const CONNECTIONS_MAX: usize = 4_096;
/// Connections at once from one address, while limits are on.
const CONNECTIONS_MAX_EACH: usize = 256;
/// What one connection may send before its headers are read, bytes.
const BUFFER_MAX_BYTES: usize = 64 * 1024;

/// Accepts until the edge stops, and then lets what is under way end.
///
/// # Errors
/// When the address cannot be asked of the listener; a failed accept is logged and gone past.
pub async fn serve(listener: TcpListener, router: Router, edge: Edge) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let all = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let each = Arc::new(Each::default());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = edge.stopped() => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, mostly: a moment lets some connection end.
                tracing::warn!(%error, "a connection was not accepted");
                sleep(std::time::Duration::from_millis(50)).await;
                continue;
            }
        };
        let Some(place) = place(&all, &each, peer.ip(), &edge) else { continue };
        let (router, edge, watcher) = (router.clone(), edge.clone(), graceful.watcher());
        tokio::spawn(async move {
            let _place = place;
            // A connection that breaks is its client's business; what it asked for is logged already.
            let _ = connection(stream, Peer(peer.ip()), router, &edge, watcher).await;
        });
    }
    drop(listener);
    if timeout(edge.timeouts().drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time and were cut");
    }
    Ok(())
}

async fn connection(
    stream: TcpStream,
    peer: Peer,
    router: Router,
    edge: &Edge,
    watcher: hyper_util::server::graceful::Watcher,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let timeouts = *edge.timeouts();
    stream.set_nodelay(true)?;
    timeout(timeouts.first_byte, stream.readable()).await??;
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(peer);
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // Also what a connection may be idle between two requests: hyper starts the clock when it
        // begins to wait for the next head.
        .header_read_timeout(timeouts.headers.max(timeouts.idle))
        .max_headers(HEADERS_MAX + 28)
        .max_buf_size(BUFFER_MAX_BYTES)
        .keep_alive(true)
        .serve_connection(TokioIo::new(Patient::new(stream, timeouts)), service);
    watcher.watch(connection).await?;
    Ok(())
}

/// A connection's place among all and among its address's.
struct Place {
    _one_of_all: OwnedSemaphorePermit,
    _one_of_each: Option<OneOfEach>,
}

fn place(all: &Arc<Semaphore>, each: &Arc<Each>, ip: IpAddr, edge: &Edge) -> Option<Place> {
    let one_of_all = all.clone().try_acquire_owned().ok()?;
    let one_of_each = match edge.limits() {
        Some(_) => Some(each.clone().one(network(ip))?),
        None => None,
    };
    Some(Place { _one_of_all: one_of_all, _one_of_each: one_of_each })
}

/// How many connections each address has.
#[derive(Default)]
struct Each(Mutex<HashMap<IpAddr, usize>>);

impl Each {
    fn one(self: Arc<Self>, ip: IpAddr) -> Option<OneOfEach> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(ip).or_default();
        if *count >= CONNECTIONS_MAX_EACH {
            return None;
        }
        *count += 1;
        drop(counts);
        Some(OneOfEach { each: self, ip })
    }
}

struct OneOfEach {
    each: Arc<Each>,
    ip: IpAddr,
}

impl Drop for OneOfEach {
    fn drop(&mut self) {
        let mut counts = self.each.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.ip) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.ip);
            }
        }
    }
}

/// A stream whose reader must take something now and then.
struct Patient {
    stream: TcpStream,
    timeouts: Timeouts,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    fn new(stream: TcpStream, timeouts: Timeouts) -> Self {
        Self { stream, timeouts, stalled: None }
    }

    /// What a write came to: taken, or not yet, or not for too long.
    fn judge<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let patience = self.timeouts.write_stall;
        let stalled =
            self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + patience)));
        match stalled.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(context, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.judge(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.judge(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
