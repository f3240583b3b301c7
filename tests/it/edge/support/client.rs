//! Whoever calls: a browser that keeps its cookie, or a program with a token.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, header};
use http_body_util::BodyExt;
use samplats::http::address::Peer;
use serde_json::{Value, json};
use std::net::IpAddr;
use std::sync::Mutex;
use tower::ServiceExt;

/// A caller.
pub struct Client {
    router: Router,
    cookie: Mutex<Option<String>>,
    token: Option<String>,
    ip: IpAddr,
}

/// What it was answered.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Client {
    pub fn new(router: Router) -> Self {
        Self { router, cookie: Mutex::default(), token: None, ip: IpAddr::from([192, 0, 2, 1]) }
    }

    /// With a token.
    pub fn bearing(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// From an address.
    pub fn from(mut self, ip: [u8; 4]) -> Self {
        self.ip = IpAddr::from(ip);
        self
    }

    /// The same browser's cookie in another one, as a thief would have it.
    pub fn with_cookie(self, cookie: Option<String>) -> Self {
        *self.cookie.lock().unwrap() = cookie;
        self
    }

    /// `name=value` of the cookie it keeps.
    pub fn cookie(&self) -> Option<String> {
        self.cookie.lock().unwrap().clone()
    }

    /// Its token.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    /// A write as our own page and every program send it.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, &JSON_FROM_OWN_PAGE, body.to_string().into()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, &[("x-samplats", "1")], Body::empty()).await
    }

    pub async fn log_in(&self, login: &str) -> Answer {
        self.post("/api/session", json!({ "login": login, "password": super::PASSWORD })).await
    }

    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        // As every client names the host it has reached.
        if headers.iter().all(|(name, _)| *name != "host") {
            request = request.header(header::HOST, "provstad.example");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(cookie) = self.cookie() {
            request = request.header(header::COOKIE, cookie);
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(Peer(self.ip));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        let answer = Answer { status: parts.status.as_u16(), headers: parts.headers, body };
        if let Some(set) = answer.header("set-cookie") {
            let pair = set.split(';').next().unwrap();
            *self.cookie.lock().unwrap() = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        answer
    }
}

/// The headers of a JSON body from our own page.
pub const JSON_FROM_OWN_PAGE: [(&str, &str); 2] = [("content-type", "application/json"), ("x-samplats", "1")];

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    #[track_caller]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// Expects a problem document of a type, whole and in its own content type.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Value {
        let problem = self.json();
        assert_eq!(
            (self.status, &problem["type"]),
            (status, &json!(format!("/problems/{code}"))),
            "{problem}"
        );
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        assert_eq!(problem["status"], status);
        assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{problem}");
        let instance = format!("/requests/{}", self.header("x-request-id").unwrap());
        assert_eq!(problem["instance"], instance, "the log and the reader have the same number");
        problem
    }
}
