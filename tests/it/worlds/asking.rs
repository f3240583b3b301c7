//! Questions as a viewer asks them, and what they write.

use super::super::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Request, header};
use serde_json::Value;

/// Shows who asks: a token, or the cookie of somebody who has logged in.
fn shown(request: Builder, credential: &str) -> Builder {
    if credential.contains('=') {
        return request.header(header::COOKIE, credential).header("x-samplats", "1");
    }
    request.header(header::AUTHORIZATION, format!("Bearer {credential}"))
}

pub async fn get(app: &TestApp, path: &str, credential: &str, accept: &str) -> Answer {
    let request = shown(Request::get(path), credential).header(header::ACCEPT_ENCODING, accept);
    app.send(request.body(Body::empty()).unwrap()).await
}

/// A request that would change something.
pub async fn write(
    app: &TestApp,
    (method, path): (&str, &str),
    (credential, etag): (&str, &str),
    body: &Value,
) -> Answer {
    let request = Request::builder().method(method).uri(path).header(header::HOST, "provstad.example");
    let request = shown(request, credential).header(header::CONTENT_TYPE, "application/json");
    let request = if etag.is_empty() { request } else { request.header(header::IF_MATCH, etag) };
    app.send(request.body(Body::from(body.to_string())).unwrap()).await
}

/// A stream of what happens from now on.
pub async fn listen(app: &TestApp, credential: &str) -> Body {
    let request = shown(Request::get("/api/changes"), credential)
        .header(header::ACCEPT, "text/event-stream")
        .header(header::ACCEPT_ENCODING, "identity");
    app.stream(request.body(Body::empty()).unwrap()).await.into_body()
}
