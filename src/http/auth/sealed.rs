//! What a browser carries for us between two requests and is not to read or change.

use super::super::state::App;
use aes_gcm_siv::aead::{Aead, Payload};
use aes_gcm_siv::{Aes256GcmSiv, KeyInit, Nonce};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

const NONCE_BYTES: usize = 12;
/// Longest sealed text that is looked at, characters.
const SEALED_MAX: usize = 4_096;

/// Seals and opens texts of one purpose, on every instance alike.
pub struct Seal {
    cipher: Aes256GcmSiv,
}

impl Seal {
    /// For a purpose: what is sealed for one is nothing for another.
    #[must_use]
    pub fn of(app: &App, purpose: &str) -> Self {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(app.request_secret()).expect("a key of any length will do");
        mac.update(b"samplats seal ");
        mac.update(purpose.as_bytes());
        let key = mac.finalize().into_bytes();
        Self {
            cipher: Aes256GcmSiv::new_from_slice(&key).expect("a digest of 32 bytes is a key of 32 bytes"),
        }
    }

    /// Seals a text.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal(&self, text: &str) -> Result<String, getrandom::Error> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce)?;
        let payload = Payload { msg: text.as_bytes(), aad: b"" };
        let sealed =
            self.cipher.encrypt(&Nonce::from(nonce), payload).expect("a cookie is not too long to seal");
        Ok(BASE64URL_NOPAD.encode(&[&nonce[..], &sealed].concat()))
    }

    /// The text that was sealed; `None` for anything else.
    #[must_use]
    pub fn open(&self, sealed: &str) -> Option<String> {
        if sealed.len() > SEALED_MAX {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        let opened = self.cipher.decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: b"" }).ok()?;
        String::from_utf8(opened).ok()
    }
}
