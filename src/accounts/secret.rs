//! Secrets that are shown once and kept only as hashes.

use sha2::{Digest, Sha256};

/// What is kept of a secret: its SHA-256. The secrets have 256 random bits, so no salt is needed and
/// comparing hashes leaks nothing that helps.
pub type Kept = [u8; 32];

/// What a bearer token begins with, so that scanners find one that has leaked.
pub const TOKEN_PREFIX: &str = "samplats_";

/// 256 random bits as text.
///
/// # Errors
/// When the system gives no random bytes.
pub fn fresh() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(data_encoding::BASE64URL_NOPAD.encode(&bytes))
}

/// What is kept of a secret.
#[must_use]
pub fn kept(secret: &str) -> Kept {
    Sha256::digest(secret.as_bytes()).into()
}

/// A kept hash as the register's key.
#[must_use]
pub fn key(kept: &Kept) -> String {
    data_encoding::HEXLOWER.encode(kept)
}

/// The register's key as a kept hash.
#[must_use]
pub fn from_key(key: &str) -> Option<Kept> {
    data_encoding::HEXLOWER.decode(key.as_bytes()).ok()?.try_into().ok()
}
