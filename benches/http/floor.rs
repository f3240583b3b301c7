//! The floor that our answers are compared with over HTTP: a bare axum handler that gives so many fixed bytes, with no
//! log, limit or header of ours. It listens on a free port of this computer and prints it; `GET /BYTES` is answered with so many.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use bytes::Bytes;
use tokio::net::TcpListener;

/// Largest answer, bytes.
const BYTES_MAX: usize = 8 * 1024 * 1024;

/// Serves until it is ended.
pub async fn serve() -> anyhow::Result<()> {
    let router = Router::new().route("/{bytes}", get(fixed)).with_state(Bytes::from(vec![b'x'; BYTES_MAX]));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn fixed(State(all): State<Bytes>, Path(bytes): Path<usize>) -> Result<Bytes, StatusCode> {
    if bytes > all.len() {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    Ok(all.slice(..bytes))
}
