//! Our side as a client of somebody else's HTTP: one place for what every call out has in common.

use std::time::Duration;

/// To a connection, TLS included.
const CONNECT: Duration = Duration::from_secs(10);

/// A client that trusts what the system trusts, goes nowhere it was not sent and gives up on who does not answer the
/// door.
///
/// Redirects are not followed: what is sent carries keys, and they are for the address that was named.
pub fn builder() -> reqwest::ClientBuilder {
    // An error means that it is installed already, which is all that is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent(concat!("samplats/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT)
}
