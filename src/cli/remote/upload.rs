//! A body that tells how far it is.

use crate::cli::steps::Steps;
use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Bytes handed over at a time: small enough for a bar that moves.
const PIECE_BYTES: usize = 64 * 1024;

/// The bytes of a file on their way.
pub struct Upload {
    rest: Bytes,
    steps: Steps,
}

impl Upload {
    /// All of them; the line of steps begins anew.
    pub fn new(bytes: Bytes, steps: Steps) -> Self {
        steps.sending(bytes.len());
        Self { rest: bytes, steps }
    }
}

impl Body for Upload {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.rest.len().min(PIECE_BYTES);
        let piece = self.rest.split_to(length);
        self.steps.sent(length);
        if self.rest.is_empty() {
            self.steps.now("the server reads, checks and writes");
        }
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}
