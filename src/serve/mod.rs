//! The accept loop. Our own, since a loop without timers lets a client that says nothing hold a
//! connection for ever.

mod body;
pub mod figures;
mod patient;
mod places;

use crate::http::address::{Peer, network};
use crate::http::edge::Edge;
use crate::http::guard::HEADERS_MAX;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use body::{Answered, Punctual};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use patient::{Patient, Phase};
use places::{Place, Places};
use std::io;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

/// What one connection may send before its headers are read, bytes. Above what a request may have,
/// so that the guard can answer one that has more with a problem document.
const BUFFER_MAX_BYTES: usize = 64 * 1024;
/// Headers hyper takes; see above.
const HEADERS_READ_MAX: usize = HEADERS_MAX + 28;
/// After a failed accept, mostly for want of file descriptors, a moment lets some connection end.
const BREATH: Duration = Duration::from_millis(50);

/// Accepts until the edge stops, and then lets what is under way end. When it returns, no connection
/// is left.
///
/// # Errors
/// None at present; a failed accept is logged and gone past.
pub async fn serve(listener: TcpListener, router: Router, edge: Edge) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let places = Places::new(edge.limits().is_some() && edge.trusted_proxy_hops() == 0);
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = connections.join_next() => continue,
            () = edge.stopped() => break,
        };
        let (stream, peer) = match accepted {
            Ok((stream, address)) => (stream, Peer(address.ip())),
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                sleep(BREATH).await;
                continue;
            }
        };
        let Some(place) = places.take(network(peer.0)) else { continue };
        let (router, edge, watcher) = (router.clone(), edge.clone(), graceful.watcher());
        connections.spawn(async move {
            if let Err(error) = connection(stream, (peer, &place), router, &edge, watcher).await {
                // A connection that breaks is its client's business; what it asked for is logged already.
                tracing::debug!(%error, "a connection broke");
            }
        });
    }
    drop(listener);
    if timeout(edge.timeouts().drain, graceful.shutdown()).await.is_err() {
        tracing::warn!(connections = connections.len(), "connections did not end in time and are cut");
    }
    connections.shutdown().await;
    Ok(())
}

async fn connection(
    stream: TcpStream,
    (peer, place): (Peer, &Place),
    router: Router,
    edge: &Edge,
    watcher: Watcher,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    stream.set_nodelay(true)?;
    let timeouts = *edge.timeouts();
    let phase = Phase::default();
    let io = TokioIo::new(Patient::new(stream, timeouts, phase.clone()));
    let introduced = place.introduced();
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        phase.begin_serving();
        let mut request: Request = request.map(|body| Body::new(Punctual::new(body, timeouts.body)));
        request.extensions_mut().insert(peer);
        if let Some(introduced) = &introduced {
            request.extensions_mut().insert(introduced.clone());
        }
        let (answer, phase) = (router.clone().oneshot(request), phase.clone());
        async move { answer.await.map(|answer| answer.map(|body| Answered::new(body, phase))) }
    });
    let connection = http1::Builder::new()
        // The stream itself knows when a head has begun, and how long it has been quiet.
        .header_read_timeout(None)
        .max_headers(HEADERS_READ_MAX)
        .max_buf_size(BUFFER_MAX_BYTES)
        .serve_connection(io, service);
    watcher.watch(connection).await?;
    Ok(())
}
