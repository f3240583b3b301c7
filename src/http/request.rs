//! What is known about the request being answered, wherever it is needed: its number and language.

use crate::domain::ids::crockford;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// The languages the service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Language {
    /// Swedish, unless English is asked for first.
    #[default]
    Swedish,
    /// English.
    English,
}

impl Language {
    /// The first of the two that the header names; weights are not weighed, since browsers order by them.
    #[must_use]
    pub fn preferred(headers: &HeaderMap) -> Self {
        let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        for language in header.unwrap_or_default().split(',') {
            let tag = language.trim().get(..2).unwrap_or_default();
            if tag.eq_ignore_ascii_case("sv") {
                return Self::Swedish;
            }
            if tag.eq_ignore_ascii_case("en") {
                return Self::English;
            }
        }
        Self::Swedish
    }
}

struct Current {
    id: String,
    language: Language,
}

tokio::task_local! {
    static CURRENT: Current;
}

/// The number of the request being answered; a dash outside of one.
#[must_use]
pub fn id() -> String {
    CURRENT.try_with(|current| current.id.clone()).unwrap_or_else(|_| "-".to_owned())
}

/// The language of the request being answered.
#[must_use]
pub fn language() -> Language {
    CURRENT.try_with(|current| current.language).unwrap_or_default()
}

/// Work for the request being answered that goes on in another task, where its number and language are known as here.
pub fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> {
    CURRENT.scope(Current { id: id(), language: language() }, work)
}

/// Gives each request a number, which the answer, a problem document and the log carry.
pub async fn numbered<F: Future<Output = Response>>(
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let id = crockford(getrandom::u64().unwrap_or_default());
    let current = Current { id: id.clone(), language: Language::preferred(request.headers()) };
    let mut response = CURRENT.scope(current, next(request)).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}
