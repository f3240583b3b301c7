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
            Trouble::Open(trouble) => match &**trouble {
                Trouble::Problem(problem) => Some(problem),
                _ => None,
            },
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
    /// What became of the last attempt, after one that may have been carried out.
    Open(Box<Trouble>),
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

    /// Whether the request may have been carried out, as far as this attempt tells.
    pub(super) fn may_have_been_done(&self) -> bool {
        match self {
            Self::Broke(_) | Self::Open(_) => true,
            Self::Problem(problem) => problem.leaves_open(),
            Self::Unreachable(_) | Self::Foreign { .. } | Self::Local(_) => false,
        }
    }

    /// The trouble of the last attempt, where an earlier one may have been carried out: only an answer that settles
    /// the request under its key settles that one too.
    pub(super) fn after_one_left_open(self) -> Self {
        match &self {
            Self::Problem(problem) if !problem.is_about_now() && !problem.leaves_open() => self,
            _ => Self::Open(Box::new(self)),
        }
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
            Self::Open(trouble) => format!(
                "{} That was the last attempt; an earlier one may have been carried out all the same",
                ended(trouble.sentence(server))
            ),
        }
    }
}

/// A sentence with its full stop.
fn ended(sentence: String) -> String {
    if sentence.ends_with(['.', '!', '?']) { sentence } else { sentence + "." }
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

    /// Nothing was done, for a reason that may pass.
    fn is_about_now(&self) -> bool {
        ["unavailable", "too-many-requests", "busy"].iter().any(|code| self.is(code))
    }

    /// It may have been done.
    fn leaves_open(&self) -> bool {
        self.is("outcome-unknown") || self.is("timeout")
    }

    /// Whether the server asks to be asked again, and that does no harm.
    pub(super) fn says_later(&self, again: Again) -> bool {
        let harmless = self.is_about_now() || (self.leaves_open() && again == Again::Same);
        self.retry_after.is_some() && harmless
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
    fn what_an_earlier_attempt_left_open_only_a_settled_answer_settles() {
        let none = || serde_json::json!([]);
        let said = |trouble: Trouble| {
            let trouble = trouble.after_one_left_open();
            (trouble.may_have_been_done(), trouble.sentence("S"))
        };
        for open in [
            Trouble::Unreachable("refused".into()),
            Trouble::Broke("reset".into()),
            Trouble::Problem(Box::new(problem("unavailable", none()))),
            Trouble::Problem(Box::new(problem("outcome-unknown", none()))),
            Trouble::Foreign { status: StatusCode::BAD_GATEWAY, elsewhere: None },
        ] {
            let (may, sentence) = said(open);
            assert!(
                may && sentence.ends_with("an earlier one may have been carried out all the same"),
                "{sentence}"
            );
        }
        let (may, sentence) = said(Trouble::Problem(Box::new(problem("invalid", none()))));
        assert_eq!((may, sentence.as_str()), (false, "No: Because."));
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
