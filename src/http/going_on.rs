//! What changes something goes on to its end when its caller hangs up, or was told that it takes too long: accounts, sessions
//! and the register make their changes durable whoever has gone, and what is written down of a request comes after them.
//!
//! It is bounded all the same. As long as somebody waits for it, by the connections there are and by what `guard`, which is
//! around this, gives a handler. Once nobody does, there are so many at a time, each for so long, and what is more is broken
//! off. None of them waits for a body: one whose sender has gone ends with an error, and one that comes slowly by the timers
//! of its connection.

use super::problem::Problem;
use super::request;
use crate::telemetry;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::pin::{Pin, pin};
use std::time::Duration;
use tokio::sync::{Semaphore, oneshot};

/// So many go on at a time without anybody who waits for them.
const ALONE_MAX: usize = 256;
/// Each of them for so long: more than the writer is waited for, which all but the largest files come to.
const ALONE_LONGEST: Duration = Duration::from_secs(60);

static ALONE: Semaphore = Semaphore::const_new(ALONE_MAX);

/// Answers a request in a task of its own, which goes on when this is dropped. A panic is one here as well.
pub async fn to_its_end(answered: impl Future<Output = Response> + Send + 'static) -> Response {
    let answered = request::carried(answered);
    // Dropped with this: that is how the task hears that nobody waits any more.
    let (_waits, left) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        let mut answered = pin!(answered);
        tokio::select! {
            biased;
            response = &mut answered => return Some(response),
            _ = left => {}
        }
        alone(answered).await;
        None
    });
    match task.await {
        Ok(Some(response)) => response,
        Ok(None) => Problem::internal("an answer was given to nobody while somebody waited").into_response(),
        Err(broken_off) => match broken_off.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(broken_off) => Problem::internal(broken_off).into_response(),
        },
    }
}

/// Goes on with nobody to tell what came of it.
async fn alone(answered: Pin<&mut impl Future<Output = Response>>) {
    let Ok(_turn) = ALONE.try_acquire() else {
        tracing::error!("too much goes on that nobody waits for; a request was broken off");
        return;
    };
    match tokio::time::timeout(ALONE_LONGEST, AssertUnwindSafe(answered).catch_unwind()).await {
        Ok(Ok(_)) => {}
        Ok(Err(_)) => telemetry::panicked(),
        Err(_) => tracing::error!("a request that nobody waited for took too long and was broken off"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;
    use tokio::time::{Instant, timeout};

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_goes_on() {
        let (go_on, told) = oneshot::channel::<()>();
        let (done, ended) = oneshot::channel();
        let answered = async move {
            told.await.unwrap();
            done.send(()).unwrap();
            StatusCode::NO_CONTENT.into_response()
        };
        assert!(timeout(Duration::from_millis(1), to_its_end(answered)).await.is_err());
        go_on.send(()).unwrap();
        ended.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn it_does_not_go_on_for_ever() {
        let (held, broken_off) = oneshot::channel::<()>();
        let answered = async move {
            let _held = held;
            std::future::pending().await
        };
        assert!(timeout(Duration::from_secs(1), to_its_end(answered)).await.is_err());
        let left = Instant::now();
        assert!(broken_off.await.is_err());
        assert!((ALONE_LONGEST..ALONE_LONGEST * 2).contains(&left.elapsed()), "{:?}", left.elapsed());
    }

    #[tokio::test]
    async fn a_panic_is_the_callers_as_if_there_were_no_task_between() {
        async fn falls_over() -> Response {
            panic!("a bug, put there by a test");
        }
        let ended = AssertUnwindSafe(to_its_end(falls_over())).catch_unwind().await;
        let said = ended.unwrap_err().downcast::<&str>().unwrap();
        assert_eq!(*said, "a bug, put there by a test");
        let answered = async { StatusCode::NO_CONTENT.into_response() };
        assert_eq!(to_its_end(answered).await.status(), StatusCode::NO_CONTENT);
    }
}
