//! What can go wrong with a server, in sentences.

use super::Again;
use reqwest::StatusCode;
use serde::Deserialize;
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// Why a server did not do something.
#[derive(Debug, thiserror::Error)]
#[error("{}", .trouble.sentence(.server))]
pub struct ServerFault {
    pub(super) server: String,
    pub(super) trouble: Trouble,
}

impl ServerFault {
    /// The problem document, if the server sent one.
    #[must_use]
    pub fn problem(&self) -> Option<&ProblemTold> {
        match &self.trouble {
            Trouble::Problem(problem) => Some(problem),
            Trouble::Unreachable(_) | Trouble::Broke(_) | Trouble::Foreign { .. } | Trouble::Local(_) => None,
        }
    }
}

/// What went wrong.
#[derive(Debug)]
pub enum Trouble {
    /// No connection came about, so nothing was done.
    Unreachable(String),
    /// The connection broke, or the answer did not come in time.
    Broke(String),
    /// A problem document.
    Problem(Box<ProblemTold>),
    /// An answer that none of ours is.
    Foreign {
        /// Its status.
        status: StatusCode,
        /// Where it sends us.
        elsewhere: Option<String>,
    },
    /// It could not even be sent.
    Local(String),
}

/// A problem document as it is read.
#[derive(Debug, Deserialize)]
pub struct ProblemTold {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    detail: String,
    #[serde(default)]
    instance: String,
    /// What is wrong with the content.
    #[serde(default)]
    pub errors: Vec<ErrorTold>,
    /// Of a file: how many faults it has.
    pub found: Option<usize>,
    /// Of a file: sentences about it.
    #[serde(default)]
    pub notes: Vec<String>,
    /// After which it is worth trying again.
    #[serde(skip)]
    pub retry_after: Option<Duration>,
}

/// One error of a problem document.
#[derive(Debug, Deserialize)]
pub struct ErrorTold {
    /// Where.
    pub pointer: String,
    /// Stable word.
    #[serde(default)]
    pub code: String,
    /// In words.
    pub detail: String,
}

impl Trouble {
    pub(super) fn of(error: reqwest::Error) -> Self {
        let why = innermost(&error);
        if error.is_connect() || error.is_builder() { Self::Unreachable(why) } else { Self::Broke(why) }
    }

    fn sentence(&self, server: &str) -> String {
        match self {
            Self::Unreachable(why) => format!("the server {server} cannot be reached: {why}"),
            Self::Broke(why) => format!(
                "the connection to {server} broke before its answer came ({why}); what was asked may have been done all the same"
            ),
            Self::Problem(problem) => problem.to_string(),
            Self::Foreign { elsewhere: Some(address), .. } => {
                format!("the server {server} sends us to {address}; name that with --server if it is right")
            }
            Self::Foreign { status, .. } => {
                format!("{server} answers {status}, and not as Samplats does; is the address right?")
            }
            Self::Local(why) => format!("it could not be sent: {why}"),
        }
    }
}

/// The end of the chain says what happened; what is before it says that something did.
fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

impl ProblemTold {
    fn is(&self, code: &str) -> bool {
        self.kind.strip_prefix("/problems/") == Some(code)
    }

    /// Whether the server asks to be asked again, and that does no harm.
    pub(super) fn says_later(&self, again: Again) -> bool {
        let nothing_done = ["unavailable", "too-many-requests", "busy"].iter().any(|code| self.is(code));
        let unknown = self.is("outcome-unknown") || self.is("timeout");
        self.retry_after.is_some() && (nothing_done || (unknown && again == Again::Same))
    }
}

impl fmt::Display for ProblemTold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is("not-logged-in") {
            return write!(f, "the server does not know this token; it may be mistyped, ended or too old");
        }
        write!(f, "{}: ", self.title)?;
        if self.is("invalid") && !self.errors.is_empty() {
            for (n, error) in self.errors.iter().enumerate() {
                let field = error.pointer.trim_start_matches(['#', '/']).replace('/', ".");
                let space = if field.is_empty() { "" } else { " " };
                write!(f, "{}{field}{space}{}", if n == 0 { "" } else { "; " }, error.detail)?;
            }
            return Ok(());
        }
        f.write_str(&self.detail)?;
        if self.is("internal") {
            write!(f, " ({})", self.instance)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(kind: &str, errors: serde_json::Value) -> ProblemTold {
        let document = serde_json::json!({ "type": format!("/problems/{kind}"), "title": "No", "detail": "Because.",
            "status": 400, "instance": "/requests/7", "errors": errors, "more": "than we know" });
        serde_json::from_value(document).unwrap()
    }

    #[test]
    fn problems_are_sentences() {
        let none = serde_json::json!([]);
        let two = serde_json::json!([{ "pointer": "#/party", "detail": "is unknown" },
            { "pointer": "#", "code": "x", "detail": "is odd" }]);
        for (kind, errors, said) in [
            ("not-allowed", &none, "No: Because."),
            ("invalid", &two, "No: party is unknown; is odd"),
            ("internal", &none, "No: Because. (/requests/7)"),
        ] {
            assert_eq!(problem(kind, errors.clone()).to_string(), said);
        }
        assert!(problem("not-logged-in", none).to_string().contains("token"));
    }

    #[test]
    fn what_may_have_been_done_is_sent_again_only_if_that_does_no_harm() {
        let later = |kind, again| {
            let retry_after = Some(Duration::from_secs(2));
            ProblemTold { retry_after, ..problem(kind, serde_json::json!([])) }.says_later(again)
        };
        assert!(later("unavailable", Again::Never) && later("too-many-requests", Again::Never));
        assert!(later("outcome-unknown", Again::Same) && later("timeout", Again::Same));
        assert!(!later("outcome-unknown", Again::Never) && !later("timeout", Again::Never));
        assert!(!later("quarantined", Again::Same) && !later("invalid", Again::Same));
        assert!(!problem("unavailable", serde_json::json!([])).says_later(Again::Same), "not asked to");
    }
}
