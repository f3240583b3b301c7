//! TLS to the database: certificate and name are always checked.

use crate::register::Fault;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::path::Path;
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// Where systems keep the authorities they trust; the first that is there counts.
const SYSTEM_FILES: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
    "/etc/ssl/ca-bundle.pem",
];

/// The file of those to trust: the one named, or else the system's.
///
/// # Errors
/// [`Fault::NotOurs`] when neither is there.
pub(super) fn root_file(named: Option<String>) -> Result<String, Fault> {
    let system = || SYSTEM_FILES.into_iter().find(|file| Path::new(file).exists()).map(str::to_owned);
    named.or_else(system).ok_or_else(|| {
        Fault::NotOurs(
            "the system has no file of trusted authorities; name the database's with sslrootcert=FILE".into(),
        )
    })
}

/// A connector that trusts the authorities in `file`.
///
/// # Errors
/// [`Fault::NotOurs`] when the file is not there or holds no certificate.
pub(super) fn connector(file: &str) -> Result<MakeRustlsConnect, Fault> {
    let roots = roots(file)?;
    let trouble = |error: rustls::Error| Fault::NotOurs(format!("TLS cannot be set up: {error}"));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(trouble)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn roots(file: &str) -> Result<RootCertStore, Fault> {
    let trouble = |why: String| Fault::NotOurs(format!("the authorities in {file} cannot be read: {why}"));
    let mut roots = RootCertStore::empty();
    let certificates = CertificateDer::pem_file_iter(file).map_err(|error| trouble(error.to_string()))?;
    // The system's file may hold some that this library does not take; one that it does is enough.
    roots.add_parsable_certificates(certificates.flatten());
    if roots.is_empty() { Err(trouble("there is no certificate in it".into())) } else { Ok(roots) }
}
