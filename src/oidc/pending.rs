//! A log-in that has begun and waits for its provider's answer. The browser carries it, sealed, in a cookie of its own:
//! whoever comes back with another's answer has nothing to open it with.

use super::Fault;
use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Somebody has this long to log in at the provider.
pub const LASTS: SignedDuration = SignedDuration::from_mins(10);

/// What is to be compared with the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The provider's code.
    pub provider: String,
    /// Comes back with the answer.
    pub state: String,
    /// Comes back inside the ID token.
    pub nonce: String,
    /// Shows that whoever redeems the code is who asked for it (PKCE).
    pub verifier: String,
    /// Until when it waits.
    pub until: Timestamp,
}

impl Pending {
    /// A new one.
    ///
    /// # Errors
    /// [`Fault::Random`].
    pub fn begin(provider: &str, now: Timestamp) -> Result<Self, Fault> {
        Ok(Self {
            provider: provider.to_owned(),
            state: secret()?,
            nonce: secret()?,
            verifier: secret()?,
            until: now + LASTS,
        })
    }

    /// What is sent of the verifier beforehand.
    #[must_use]
    pub fn challenge(&self) -> String {
        BASE64URL_NOPAD.encode(&Sha256::digest(self.verifier.as_bytes()))
    }
}

/// 256 random bits as text.
fn secret() -> Result<String, Fault> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(BASE64URL_NOPAD.encode(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_the_standard() {
        // RFC 7636, appendix B.
        let mut pending = Pending::begin("stad", Timestamp::UNIX_EPOCH).unwrap();
        pending.verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into();
        assert_eq!(pending.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn every_log_in_has_secrets_of_its_own() {
        let (one, other) = (
            Pending::begin("stad", Timestamp::UNIX_EPOCH).unwrap(),
            Pending::begin("stad", Timestamp::UNIX_EPOCH).unwrap(),
        );
        let all = [&one.state, &one.nonce, &one.verifier, &other.state, &other.nonce, &other.verifier];
        let distinct: std::collections::HashSet<_> = all.into_iter().collect();
        assert_eq!(distinct.len(), 6);
        assert!(one.verifier.len() >= 43, "RFC 7636 wants 43 characters");
    }
}
