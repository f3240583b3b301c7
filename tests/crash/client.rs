//! The plainest client there is: a connection for each request, nothing kept and nothing tried again.

use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Longer than anything the program may take.
const PATIENCE: Duration = Duration::from_secs(40);

/// An answer that came whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let field =
            |line: &'_ str| line.split_once(": ").is_some_and(|(field, _)| field.eq_ignore_ascii_case(name));
        let line = self.head.lines().find(|line| field(line))?;
        line.split_once(": ").map(|(_, value)| value)
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }

    /// The id of the thing it shows.
    pub fn id(&self) -> String {
        self.json()["id"].as_str().expect("an id").to_owned()
    }
}

/// Who asks, and whom.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub address: &'a str,
    pub token: &'a str,
}

impl Asked<'_> {
    /// `None` when no whole answer came.
    pub fn get(&self, path: &str) -> Option<Answer> {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Option<Answer> {
        self.send("GET", path, headers, b"")
    }

    pub fn post(&self, path: &str, key: &str, body: &str) -> Option<Answer> {
        self.post_as(path, key, ("application/json", body.as_bytes()))
    }

    /// A post of any kind of content.
    pub fn post_as(&self, path: &str, key: &str, (kind, body): (&str, &[u8])) -> Option<Answer> {
        self.send("POST", path, &[("idempotency-key", key), ("content-type", kind)], body)
    }

    /// A command on a thing, seen at a version.
    pub fn command(&self, path: &str, key: &str, etag: &str, body: &str) -> Option<Answer> {
        self.change("POST", path, key, etag, body)
    }

    /// The same, by a method.
    pub fn change(&self, method: &str, path: &str, key: &str, etag: &str, body: &str) -> Option<Answer> {
        let headers = [("idempotency-key", key), ("content-type", "application/json"), ("if-match", etag)];
        self.send(method, path, &headers, body.as_bytes())
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<Answer> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.address);
        if !self.token.is_empty() {
            request.push_str(&format!("authorization: Bearer {}\r\n", self.token));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if method != "GET" {
            request.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        stream.write_all(&[request.as_bytes(), b"\r\n", body].concat()).ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let split = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let (head, body) = (String::from_utf8_lossy(&bytes[..split]).into_owned(), &bytes[split + 4..]);
        let status = head.split(' ').nth(1)?.parse().ok()?;
        // Tiles are no text; whoever asks for one looks at its status.
        let text = String::from_utf8_lossy(body).into_owned();
        let answer = Answer { status, head, body: text, bytes: body.to_vec() };
        // Cut off halfway is no answer.
        let whole = match answer.header("content-length") {
            Some(length) => length.parse() == Ok(body.len()),
            None => status == 204,
        };
        whole.then_some(answer)
    }
}
