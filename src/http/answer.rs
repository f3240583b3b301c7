//! Answers: JSON with an ETag of what this viewer sees, compressed when it is worth it.

use super::problem::Problem;
use crate::layers::encode::gzip_level1;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Serialize;

/// Smaller answers are sent as they are.
const GZIP_MIN_BYTES: usize = 1_024;

/// A hash of a representation, before compression, as a strong ETag.
#[must_use]
pub fn etag(body: &[u8]) -> String {
    etag_of(&hash(body))
}

/// What a representation is known by: as good as SHA-256 for that, at a third of its time.
fn hash(body: &[u8]) -> [u8; 32] {
    blake3::hash(body).into()
}

fn etag_of(hash: &[u8; 32]) -> String {
    format!("\"{}\"", data_encoding::BASE64URL_NOPAD.encode(&hash[..16]))
}

/// The representation of something as bytes.
///
/// # Errors
/// A problem of ours when it cannot be written.
pub fn bytes(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(Problem::internal)
}

/// Answers a read with JSON; 304 when the reader has it.
///
/// # Errors
/// A problem of ours when it cannot be written.
pub fn json(request: &HeaderMap, value: &impl Serialize) -> Result<Response, Problem> {
    Ok(body(request, bytes(value)?, "application/json"))
}

/// Answers a read with bytes of a content type; 304 when the reader has them.
#[must_use]
pub fn body(request: &HeaderMap, body: Vec<u8>, content_type: &'static str) -> Response {
    body_packed(request, body, content_type, |body, _| Bytes::from(gzip_level1(body)))
}

/// The same, with bytes that are compressed by `gzip`, which is given them and their hash.
#[must_use]
pub fn body_packed(
    request: &HeaderMap,
    body: Vec<u8>,
    content_type: &'static str,
    gzip: impl FnOnce(&[u8], [u8; 32]) -> Bytes,
) -> Response {
    let hash = hash(&body);
    let tag = etag_of(&hash);
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(
        header::VARY,
        HeaderValue::from_static("accept-encoding, accept-language, authorization, cookie"),
    );
    headers.insert(header::ETAG, HeaderValue::try_from(&tag).expect("base 64 in quotes is a header value"));
    if names_tag(request, header::IF_NONE_MATCH, &tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if body.len() >= GZIP_MIN_BYTES && takes_gzip(request) {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return (headers, gzip(&body, hash)).into_response();
    }
    (headers, body).into_response()
}

/// What the headers of an answered write tell.
#[derive(Debug, Default)]
pub struct Told {
    /// Where the new thing is.
    pub location: Option<String>,
    /// What the writer carries along so that its next read is at least this fresh.
    pub seen: Option<String>,
    /// The same key had been answered before.
    pub replayed: bool,
}

/// Answers a write with what the thing looks like now.
#[must_use]
pub fn written(status: StatusCode, body: Vec<u8>, told: Told) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let mut put = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    };
    put("etag", etag(&body));
    if let Some(location) = told.location {
        put("location", location);
    }
    if let Some(seen) = told.seen {
        put("samplats-seen", seen);
    }
    if told.replayed {
        put("idempotency-replayed", "true".into());
    }
    (status, headers, body).into_response()
}

/// Whether the reader says that nothing of the answer may be kept (RFC 9111, 5.2.1.5).
#[must_use]
pub fn forbids_store(request: &HeaderMap) -> bool {
    let values = request.get_all(header::CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|said| said.trim().eq_ignore_ascii_case("no-store"))
}

/// Whether the reader takes gzip.
#[must_use]
pub fn takes_gzip(request: &HeaderMap) -> bool {
    takes(request, "gzip")
}

/// Whether the reader takes a coding. An explicit `q=0` is a no.
#[must_use]
pub fn takes(request: &HeaderMap, coding: &str) -> bool {
    let header =
        request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    header.split(',').any(|given| {
        let mut parts = given.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        named
            && !parts.any(|weight| {
                matches!(weight.replace(' ', "").as_str(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
            })
    })
}

/// Whether `If-Match` or `If-None-Match` names a tag. A weak tag of the same value counts.
#[must_use]
pub fn names_tag(request: &HeaderMap, name: header::HeaderName, tag: &str) -> bool {
    let values = request.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|given| given == "*" || given.strip_prefix("W/").unwrap_or(given) == tag)
}
