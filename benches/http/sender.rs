//! Sends reports and asks for paths over one connection, with as little work of its own as that takes: it runs on the same processors as the
//! server, and what a client library does for a request is more than what the server does for a report.

use anyhow::Context;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection that is kept.
pub struct Sender {
    stream: TcpStream,
    head: String,
    answer: Vec<u8>,
}

impl Sender {
    /// Connects to a server by its `http://` address.
    pub async fn to(url: &str, token: &str) -> anyhow::Result<Self> {
        let host = url.strip_prefix("http://").context("the server speaks HTTP")?;
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        let head = format!("host: {host}\r\nauthorization: Bearer {token}\r\n");
        Ok(Self { stream, head, answer: Vec::with_capacity(16 * 1024) })
    }

    /// Sends one report at a place, waits until it is acknowledged, and gives its id.
    pub async fn report(&mut self, lon: f64, lat: f64) -> anyhow::Result<String> {
        let key = getrandom::u64().expect("the system gives random numbers");
        let body = format!(
            r#"{{"position":{{"lon":{lon},"lat":{lat},"accuracy_m":8}},"problem_types":["vandalism"],"text":"Klotter på väggen och trasig belysning vid gångvägen, lika som förra veckan."}}"#
        );
        let (head, length) = (&self.head, body.len());
        let request = format!(
            "POST /api/reports HTTP/1.1\r\n{head}content-type: application/json\r\n\
             idempotency-key: bench-{key:016x}\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        self.stream.write_all(request.as_bytes()).await?;
        let body = std::str::from_utf8(self.answered("201").await?)?;
        let (_, from) = body.split_once("{\"id\":\"").context("a report has an id")?;
        Ok(from.split('"').next().unwrap_or_default().to_owned())
    }

    /// Asks for a path and reads the answer to its end.
    pub async fn get(&mut self, path: &str) -> anyhow::Result<()> {
        let request = format!("GET {path} HTTP/1.1\r\n{}\r\n", self.head);
        self.stream.write_all(request.as_bytes()).await?;
        self.answered("200").await.map(drop)
    }

    /// Reads an answer of this status to its end.
    async fn answered(&mut self, status: &str) -> anyhow::Result<&[u8]> {
        self.answer.clear();
        let head_end = loop {
            anyhow::ensure!(self.stream.read_buf(&mut self.answer).await? > 0, "the connection was closed");
            if let Some(at) = self.answer.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
        };
        let head = std::str::from_utf8(&self.answer[..head_end])?.to_ascii_lowercase();
        anyhow::ensure!(head.starts_with(&format!("http/1.1 {status} ")), "{head}");
        let (_, length) = head.split_once("content-length: ").context("an answer tells its length")?;
        let length: usize = length.split('\r').next().unwrap_or_default().parse()?;
        while self.answer.len() < head_end + length {
            anyhow::ensure!(self.stream.read_buf(&mut self.answer).await? > 0, "the answer broke off");
        }
        Ok(&self.answer[head_end..])
    }
}
