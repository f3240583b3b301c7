//! What stands between a handler and the caller when something goes wrong, and writes the access log.

use super::edge::Edge;
use super::problem::{Problem, ProblemKind};
use super::request;
use crate::telemetry;
use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::FutureExt;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

/// Largest headers together, bytes.
pub const HEADERS_MAX_BYTES: usize = 32 * 1024;
/// Most headers.
pub const HEADERS_MAX: usize = 100;
/// Longest path and query, bytes.
const TARGET_MAX_BYTES: usize = 8 * 1024;
/// Where whole files are taken or written, or the whole register is read.
const SLOW: [&str; 9] = [
    "/api/imports",
    "/api/photos",
    "/api/register/verify",
    "/api/register/stats",
    "/api/register/incident",
    "/api/reads",
    "/api/reads/file",
    "/api/place-counts",
    "/api/retention/runs",
];
/// Likewise, with what is read behind it.
const SLOW_BELOW: &str = "/api/exports/";

/// Writes one line for each answer. The path is the route's pattern: what is asked for is nobody's
/// business, and never the query.
pub async fn logged<F: Future<Output = Response>>(
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().cloned();
    let response = next(request).await;
    let duration_ms = begun.elapsed().as_secs_f64() * 1_000.0;
    let path = path.as_ref().map_or("(no route)", MatchedPath::as_str);
    let status = response.status().as_u16();
    telemetry::answered(&method, path, status, begun.elapsed());
    tracing::info!(%method, path, status, duration_ms, request = request::id(), "answered");
    response
}

/// Turns too large headers, a panic and a handler that takes too long into problems.
pub async fn guarded<F: Future<Output = Response>>(
    edge: &Edge,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    if let Err(problem) = small_enough(&request) {
        return problem.into_response();
    }
    let timeouts = edge.timeouts();
    let path = request.uri().path();
    let is_slow = SLOW.contains(&path) || path.starts_with(SLOW_BELOW);
    let patience = if is_slow { timeouts.slow_handler } else { timeouts.handler };
    let answer = tokio::time::timeout(patience, AssertUnwindSafe(next(request)).catch_unwind());
    match answer.await {
        Ok(Ok(response)) => ends_with_the_service(told_as_a_problem(response), edge),
        Ok(Err(_)) => {
            telemetry::panicked();
            Problem::internal("a handler panicked").into_response()
        }
        Err(_) => {
            let detail = "A write may have been carried out; send it again with the same key.";
            let problem = Problem { retry_after_s: Some(2), ..Problem::new(ProblemKind::Timeout, detail) };
            problem.into_response()
        }
    }
}

/// What axum itself answers before a handler is reached, such as to a path that is not UTF-8, is
/// plain text that names our types. It becomes a problem like any other.
fn told_as_a_problem(response: Response) -> Response {
    let status = response.status();
    let content_type = response.headers().get(header::CONTENT_TYPE);
    let is_problem = content_type.is_some_and(|value| value == "application/problem+json");
    if is_problem || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let problem = match status {
        StatusCode::NOT_FOUND => Problem::not_there(),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(ProblemKind::TooLarge, "Send less."),
        status if status.is_client_error() => {
            Problem::new(ProblemKind::Malformed, "The path or the body cannot be read; is it UTF-8?")
        }
        status => Problem::internal(format!("an answer of status {status} without a problem document")),
    };
    problem.into_response()
}

fn small_enough(request: &Request) -> Result<(), Problem> {
    let headers = request.headers();
    if headers.len() > HEADERS_MAX || size(headers) > HEADERS_MAX_BYTES {
        let detail =
            format!("At most {HEADERS_MAX} headers of {HEADERS_MAX_BYTES} bytes together are taken.");
        return Err(Problem::new(ProblemKind::HeadersTooLarge, detail));
    }
    if request.uri().path_and_query().is_some_and(|target| target.as_str().len() > TARGET_MAX_BYTES) {
        let detail = format!("A path with its query has at most {TARGET_MAX_BYTES} bytes.");
        return Err(Problem::new(ProblemKind::HeadersTooLarge, detail));
    }
    Ok(())
}

fn size(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
}

/// A stream of events has no end of its own; it ends when the service stops.
fn ends_with_the_service(response: Response, edge: &Edge) -> Response {
    let is_stream = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/event-stream"));
    if !is_stream {
        return response;
    }
    let edge = edge.clone();
    response.map(|body| Body::new(Until { body, stopped: Box::pin(async move { edge.stopped().await }) }))
}

/// A body until the service stops.
struct Until {
    body: Body,
    stopped: Pin<Box<dyn Future<Output = ()> + Send>>,
}

impl HttpBody for Until {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.stopped.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
