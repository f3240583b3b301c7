//! A service on a real socket, and the bytes that come back.

use super::{TestApp, Wishes};
use samplats::http::edge::Timeouts;
use samplats::serve::serve;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Longer than anything here may take; a test that gets there has failed.
pub const FAR_OFF: Duration = Duration::from_secs(60);
pub const SOON: Duration = Duration::from_millis(50);

/// Timeouts that never come, for tests to shorten one of.
pub fn patient() -> Timeouts {
    Timeouts { first_byte: FAR_OFF, headers: FAR_OFF, idle: FAR_OFF, drain: FAR_OFF, ..Timeouts::default() }
}

/// A service on a socket of its own.
pub struct Listening {
    pub service: TestApp,
    pub address: SocketAddr,
    pub ended: JoinHandle<std::io::Result<()>>,
}

pub async fn listening(wishes: Wishes) -> Listening {
    let service = TestApp::with(wishes).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let ended = tokio::spawn(serve(listener, service.router.clone(), service.edge.clone()));
    Listening { service, address, ended }
}

impl Listening {
    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Stops it, and waits until the accept loop and the writer have ended.
    pub async fn stop(self) {
        self.service.edge.stop();
        self.ended.await.unwrap().unwrap();
        self.service.close().await;
    }
}

/// What the other side still sends until it closes.
pub async fn rest(stream: &mut TcpStream) -> String {
    let mut rest = Vec::new();
    // A connection that is reset is closed as well.
    let _ = tokio::time::timeout(FAR_OFF, stream.read_to_end(&mut rest)).await.expect("it is closed");
    String::from_utf8_lossy(&rest).into_owned()
}

/// Reads until a text has come.
pub async fn until(stream: &mut TcpStream, text: &str) -> String {
    let mut seen = String::new();
    let mut buffer = [0; 4_096];
    while !seen.contains(text) {
        let count =
            tokio::time::timeout(FAR_OFF, stream.read(&mut buffer)).await.expect("it answers").unwrap();
        assert_ne!(count, 0, "closed after {seen:?}");
        seen.push_str(&String::from_utf8_lossy(&buffer[..count]));
    }
    seen
}
