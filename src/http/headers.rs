//! The headers that every answer carries.

use super::edge::Edge;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

/// What the page may do: talk to its own origin, and nothing else. Text becomes markup by the framework's templates alone, and
/// a script's address by `web/src/device/trusted_scripts.ts` alone.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html default";
/// What an answer of the API may do when a browser shows it: nothing, and of no origin.
pub const API_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";
const DEVICE_POLICY: &str =
    "geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), interest-cohort=()";
const TWO_YEARS_OF_HTTPS: &str = "max-age=63072000; includeSubDomains";

const ON_ALL: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), DEVICE_POLICY),
];
/// On everything but what is published for anybody to find.
const NOT_FOUND_BY_ROBOTS: (HeaderName, &str) = (HeaderName::from_static("x-robots-tag"), "noindex");

/// Puts them on.
pub async fn secured<F: Future<Output = Response>>(
    edge: &Edge,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let path = request.uri().path();
    // A worker lives by the policy its own script came with, so scripts carry the page's.
    let of_api = path.starts_with("/api/") || path.starts_with("/ogc");
    let is_published = path.starts_with("/api/public/");
    let mut response = next(request).await;
    let headers = response.headers_mut();
    let is_page =
        headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let policy = if of_api && !is_page { API_POLICY } else { PAGE_POLICY };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    for (name, value) in ON_ALL {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !is_published {
        let (name, value) = NOT_FOUND_BY_ROBOTS;
        headers.insert(name, HeaderValue::from_static(value));
    }
    if edge.https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TWO_YEARS_OF_HTTPS));
    }
    // Whoever says nothing about keeping an answer wants it kept by nobody.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-store"));
    response
}
