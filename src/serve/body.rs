//! Bodies on the way in and out, as the connection watches them.

use super::patient::Phase;
use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// A body must come at least this fast, bytes a second, beside what it is given to begin with.
const RATE_MIN: u64 = 1_024;

/// A request's body that must come in time: so long, and one second more for each KiB of it.
pub struct Punctual {
    body: Incoming,
    begun: Instant,
    patience: Duration,
    received_bytes: u64,
    late: Option<Pin<Box<Sleep>>>,
}

impl Punctual {
    /// A body of which nothing has come.
    pub fn new(body: Incoming, patience: Duration) -> Self {
        Self { body, begun: Instant::now(), patience, received_bytes: 0, late: None }
    }

    fn is_late(&mut self, context: &mut Context<'_>) -> bool {
        let end = self.begun + self.patience + Duration::from_secs(self.received_bytes / RATE_MIN);
        let late = self.late.get_or_insert_with(|| Box::pin(sleep_until(end)));
        if late.deadline() != end {
            late.as_mut().reset(end);
        }
        late.as_mut().poll(context).is_ready()
    }
}

impl HttpBody for Punctual {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                self.received_bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending if self.is_late(context) => {
                Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::TimedOut).into())))
            }
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// An answer's body; when it has been handed over, the connection rests.
pub struct Answered {
    body: Body,
    phase: Phase,
}

impl Answered {
    /// A body of which nothing has been handed over.
    pub fn new(body: Body, phase: Phase) -> Self {
        Self { body, phase }
    }
}

impl Drop for Answered {
    fn drop(&mut self) {
        self.phase.end_serving();
    }
}

impl HttpBody for Answered {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
