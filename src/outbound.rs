//! Our side as a client of somebody else's HTTP: one place for what every call out has in common.

use std::time::Duration;

/// To a connection, TLS included.
const CONNECT: Duration = Duration::from_secs(10);

/// A client that trusts what the system trusts, goes nowhere it was not sent and gives up on who does not answer the
/// door.
///
/// Redirects are not followed: what is sent carries keys, and they are for the address that was named.
pub fn builder() -> reqwest::ClientBuilder {
    with_provider();
    reqwest::Client::builder()
        .user_agent(concat!("samplats/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT)
}

/// Says once for the whole program whose cryptography TLS is made of.
pub fn with_provider() {
    // An error means that it is installed already, which is all that is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
