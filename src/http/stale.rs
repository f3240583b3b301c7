//! How old an answer may be. Where several instances share one register, one that has lost it goes on
//! answering from memory, and says how old that is; but an account disabled elsewhere must be out
//! here too, so after a minute nobody is let in any more.

use super::problem::{Problem, ProblemKind};
use super::state::App;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use std::time::Duration;

/// The header with the age in whole seconds.
pub const STALE: HeaderName = HeaderName::from_static("samplats-stale");
/// An instance looks at the register every second; silence up to this is nothing to tell.
const TOLD_AFTER: Duration = Duration::from_secs(3);
/// After this nothing is shown to anybody who would have to be let in.
const CLOSED_AFTER: Duration = Duration::from_secs(60);

/// Says on every answer how old what it rests on may be.
pub async fn told<F: Future<Output = Response>>(
    app: &App,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let mut response = next(request).await;
    if let Some(seconds) = age_to_tell(app.engine().silent_for()) {
        response.headers_mut().insert(STALE, HeaderValue::from(seconds));
    }
    response
}

/// Lets callers in while it is known who may come in.
///
/// # Errors
/// 503 when the register has been silent for too long to know.
pub fn known_who_may(app: &App) -> Result<(), Problem> {
    if is_open(app.engine().silent_for()) {
        return Ok(());
    }
    let detail =
        "The register has been away for more than a minute, so who may see what is not known any more.";
    Err(Problem { retry_after_s: Some(5), ..Problem::new(ProblemKind::Unavailable, detail) })
}

/// As [`known_who_may`], for a stream that is listened to already.
#[must_use]
pub fn is_known_who_may(app: &App) -> bool {
    is_open(app.engine().silent_for())
}

fn age_to_tell(silent_for: Duration) -> Option<u64> {
    (silent_for >= TOLD_AFTER).then_some(silent_for.as_secs())
}

/// Whether who may come in is still known, after so much silence.
pub(crate) fn is_open(silent_for: Duration) -> bool {
    silent_for < CLOSED_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_silence_is_nothing_a_longer_one_is_told_and_a_minute_closes() {
        let seconds = Duration::from_secs;
        let cases = [(0, None, true), (2, None, true), (3, Some(3), true), (59, Some(59), true)];
        for (silent, told, open) in cases.into_iter().chain([(60, Some(60), false), (999, Some(999), false)])
        {
            assert_eq!((age_to_tell(seconds(silent)), is_open(seconds(silent))), (told, open), "{silent}");
        }
    }
}
