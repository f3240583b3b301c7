//! A stream with patience, but not without end.

use crate::http::edge::Timeouts;
use futures_util::task::AtomicWaker;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// No byte of the next request has come.
const RESTING: u8 = 0;
/// A request's head has begun.
const HEAD: u8 = 1;
/// A request is being answered.
const SERVING: u8 = 2;

/// What a connection is at. The stream moves it from resting to a head, the service moves it on.
#[derive(Clone, Default)]
pub struct Phase(Arc<Inner>);

#[derive(Default)]
struct Inner {
    phase: AtomicU8,
    /// The connection's task, which reads while it serves and must look again when it rests.
    reader: AtomicWaker,
}

impl Phase {
    /// The head has been read whole.
    pub fn begin_serving(&self) {
        self.0.phase.store(SERVING, Ordering::Relaxed);
    }

    /// The answer has been handed over whole.
    pub fn end_serving(&self) {
        self.0.phase.store(RESTING, Ordering::Relaxed);
        self.0.reader.wake();
    }

    fn get(&self) -> u8 {
        self.0.phase.load(Ordering::Relaxed)
    }
}

/// A stream whose writer must say something in time, and whose reader must take something now and then.
///
/// hyper's own timer starts when it begins to wait for a head and cannot tell a client that rests
/// from one that sends its head drop by drop; the stream sees the first byte.
pub struct Patient {
    stream: TcpStream,
    timeouts: Timeouts,
    phase: Phase,
    /// How long the client may still be quiet, or take for its head; in that phase alone.
    waiting: Option<(u8, Pin<Box<Sleep>>)>,
    /// How long it may still take nothing.
    stalled: Option<Pin<Box<Sleep>>>,
    has_spoken: bool,
}

impl Patient {
    /// A stream that nothing has been read from.
    pub fn new(stream: TcpStream, timeouts: Timeouts, phase: Phase) -> Self {
        Self { stream, timeouts, phase, waiting: None, stalled: None, has_spoken: false }
    }

    /// Whether the client has taken too long for what it is at.
    fn is_late(&mut self, context: &mut Context<'_>) -> bool {
        self.phase.0.reader.register(context.waker());
        let phase = self.phase.get();
        let patience = match phase {
            RESTING if !self.has_spoken => self.timeouts.first_byte,
            RESTING => self.timeouts.idle,
            HEAD => self.timeouts.headers,
            _ => {
                self.waiting = None;
                return false;
            }
        };
        if self.waiting.as_ref().is_none_or(|(of, _)| *of != phase) {
            self.waiting = Some((phase, Box::pin(sleep(patience))));
        }
        self.waiting.as_mut().is_some_and(|(_, timer)| timer.as_mut().poll(context).is_ready())
    }

    /// What a write came to: taken, or not yet, or not for too long.
    fn judge<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let patience: Duration = self.timeouts.write_stall;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience)));
        stalled.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // Asked before reading: a head of endless drops always has something to read.
        if self.is_late(context) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before && self.phase.get() == RESTING {
            self.phase.0.phase.store(HEAD, Ordering::Relaxed);
            self.has_spoken = true;
        }
        read
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
        // A TCP stream is always flushed; that says nothing of a reader that takes nothing.
        if flushed.is_pending() { self.judge(context, flushed) } else { flushed }
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
