//! Passwords: Argon2id, 19 MiB, two passes, one lane (OWASP's floor), two at a time on this machine.

mod guessable;

use crate::domain::refusal::Wrong;
use argon2::password_hash::{Error, PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// Shortest password, characters.
pub const PASSWORD_MIN: usize = 12;
/// Longest password, characters; longer ones only cost time.
pub const PASSWORD_MAX: usize = 128;
/// Hashes at a time, so that logging in cannot eat the whole machine.
const AT_A_TIME: usize = 2;
/// What an unknown login is checked against, so that it takes as long as a known one. No password
/// fits: the hash is all zeros.
pub const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2FtcGxhdHNzYW1wbGF0cw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Why a password could not be hashed or compared.
#[derive(Debug, thiserror::Error)]
pub enum HashFault {
    /// The hash itself.
    #[error("a password could not be hashed: {0}")]
    Hash(Error),
    /// The thread it ran on.
    #[error("hashing a password broke off")]
    BrokeOff,
    /// No random salt.
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
}

/// Hashes and compares passwords away from the threads that answer.
pub struct Passwords {
    turn: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { turn: Semaphore::new(AT_A_TIME) }
    }
}

impl Passwords {
    /// A hash to keep, with a salt of its own.
    ///
    /// # Errors
    /// [`HashFault`].
    pub async fn hash(&self, password: String) -> Result<String, HashFault> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(HashFault::Random)?;
        self.beside(move || {
            let salt = SaltString::encode_b64(&salt)?;
            Ok(hasher()?.hash_password(password.as_bytes(), &salt)?.to_string())
        })
        .await
    }

    /// Whether the password fits the hash; for no hash it takes as long, and does not.
    ///
    /// # Errors
    /// [`HashFault`].
    pub async fn fits(&self, password: String, hash: Option<String>) -> Result<bool, HashFault> {
        self.beside(move || {
            let kept = hash.as_deref().unwrap_or(NOBODY);
            match hasher()?.verify_password(password.as_bytes(), &PasswordHash::new(kept)?) {
                Ok(()) => Ok(hash.is_some()),
                Err(Error::Password) => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await
    }

    async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, HashFault> {
        let _turn = self.turn.acquire().await.map_err(|_| HashFault::BrokeOff)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| HashFault::BrokeOff)?.map_err(HashFault::Hash)
    }
}

fn hasher() -> Result<Argon2<'static>, Error> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None)?))
}

/// What is wrong with a password somebody chooses. Length is what counts; beside that the login itself is refused, and
/// what is tried first.
#[must_use]
pub fn weakness(login: &str, password: &str) -> Option<Wrong> {
    let wrong = |code, detail: String| Some(Wrong::at("#/password", code, detail));
    let length = password.chars().count();
    if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&length) {
        return wrong("length", format!("must be {PASSWORD_MIN} to {PASSWORD_MAX} characters long"));
    }
    if !login.is_empty() && password.to_lowercase().contains(&login.to_lowercase()) {
        return wrong("holds_login", "must not hold the login".into());
    }
    if guessable::is(password) {
        return wrong(
            "guessable",
            "is made of what is tried first: common words, numbers, rows of the keyboard".into(),
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_and_no_other() {
        let passwords = Passwords::default();
        let hash = passwords.hash("tolv tecken räcker".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.fits("tolv tecken räcker".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.fits("tolv tecken racker".into(), Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn nothing_fits_nobody_and_it_is_hashed_all_the_same() {
        let passwords = Passwords::default();
        // The stand-in must be read as a hash; a text that is not would answer early, with an error.
        assert!(!passwords.fits(String::new(), None).await.unwrap());
        assert!(!passwords.fits("tolv tecken räcker".into(), None).await.unwrap());
    }

    #[test]
    fn short_long_and_telling_passwords_are_refused() {
        let long = "å".repeat(129);
        for password in ["", "elva tecken", &long, "xxANNA.Exempelxx"] {
            assert!(weakness("anna.exempel", password).is_some(), "{password}");
        }
        for password in ["tolv tecken!", &"åtta färre ".repeat(11)] {
            assert_eq!(weakness("anna", password), None);
        }
    }
}
