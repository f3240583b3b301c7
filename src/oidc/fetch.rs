//! One request to a provider: bounded in time and size, to an address that may be asked, read strictly.

use super::Fault;
use super::settings::{is_on_this_machine, may_be_asked};
use crate::json::{self, DEPTH_MAX, JsonLimits};
use crate::outbound;
use reqwest::{Client, RequestBuilder, StatusCode, Url};
use serde_json::Value;
use std::time::Duration;

/// The whole of one request and its answer. Two of them fit into the time that a handler has.
const PATIENCE: Duration = Duration::from_secs(4);
/// Largest answer, bytes: a set of some hundred keys.
const ANSWER_MAX_BYTES: usize = 256 * 1024;

/// The client that providers are asked with. Redirects are not followed.
///
/// # Errors
/// When TLS cannot be set up.
pub fn client() -> reqwest::Result<Client> {
    outbound::builder().timeout(PATIENCE).build()
}

/// An address that a provider names. One elsewhere names none on this machine, where what answers trusts who asks.
///
/// # Errors
/// [`Fault::Untrue`] when it is none, or none that may be asked.
pub fn address(issuer: &str, text: &str) -> Result<Url, Fault> {
    let url = Url::parse(text).map_err(|_| Fault::Untrue("an address of its discovery document is none"))?;
    if !may_be_asked(&url) {
        return Err(Fault::Untrue("an address of its discovery document is not https"));
    }
    let is_ours = Url::parse(issuer).is_ok_and(|issuer| is_on_this_machine(&issuer));
    if is_on_this_machine(&url) && !is_ours {
        return Err(Fault::Untrue("an address of its discovery document is on this machine, and it is not"));
    }
    Ok(url)
}

/// Sends a request and reads the JSON it is answered with, whatever the status.
///
/// # Errors
/// [`Fault::Away`] when there is no answer in time or one that is no JSON, or the provider has trouble of its own.
pub async fn json(request: RequestBuilder) -> Result<(StatusCode, Value), Fault> {
    let away = |error: reqwest::Error| Fault::Away(error.without_url().to_string());
    let mut answer = request.send().await.map_err(away)?;
    let status = answer.status();
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        return Err(Fault::Away(format!("it answers {status}")));
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(away)? {
        if body.len() + chunk.len() > ANSWER_MAX_BYTES {
            return Err(Fault::Away(format!("it answers more than {ANSWER_MAX_BYTES} bytes")));
        }
        body.extend_from_slice(&chunk);
    }
    let limits = JsonLimits { max_bytes: ANSWER_MAX_BYTES, max_depth: DEPTH_MAX };
    let value = json::parse(&body, limits);
    value.map(|value| (status, value)).map_err(|_| Fault::Away(format!("it answers {status} without JSON")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_elsewhere_names_no_address_on_this_machine() {
        const CITY: &str = "https://login.stad.example";
        let may = |issuer: &str, text: &str| address(issuer, text).is_ok();
        assert!(may(CITY, "https://login.stad.example/token"));
        assert!(may(CITY, "https://tokens.stad.example/token"));
        for text in [
            "http://login.stad.example/token",
            "http://127.0.0.1:8080/token",
            "https://127.0.0.1/token",
            "https://[::1]/token",
            "https://localhost/token",
            "https://name:secret@login.stad.example/token",
            "token",
        ] {
            assert!(!may(CITY, text), "{text}");
        }
        assert!(may("http://127.0.0.1:4900", "http://127.0.0.1:4901/token"));
        assert!(!may("http://127.0.0.1:4900", "http://login.stad.example/token"));
    }
}
