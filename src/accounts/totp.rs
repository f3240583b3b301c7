//! Codes of a second factor: six digits that follow from a shared secret and the time (RFC 6238, as every authenticator
//! app does it: SHA-1, thirty seconds), and codes to get in with once when the phone is lost.

use super::secret::{self, Kept};
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use ring::hmac;

/// A code is for so many seconds.
const STEP_S: i64 = 30;
/// Clocks of phones differ: the step before and the one after are taken as well.
const STEPS_BESIDE: i64 = 1;
/// Digits of a code.
pub const DIGITS: usize = 6;
/// Bytes of a secret: the standard wants as many as the hash has.
const SECRET_BYTES: usize = 20;
/// Codes for a lost phone.
pub const RECOVERY_CODES: usize = 10;
/// Characters of such a code, of which each is one of 32: fifty bits.
const RECOVERY_CHARS: usize = 10;

/// A new secret, as authenticator apps read it.
///
/// # Errors
/// When the system gives no random bytes.
pub fn fresh() -> Result<String, getrandom::Error> {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(BASE32_NOPAD.encode(&bytes))
}

/// What a phone reads off the screen.
#[must_use]
pub fn address(secret: &str, login: &str, service: &str) -> String {
    let encoded = |text: &str| {
        let mut url = reqwest::Url::parse("otpauth://totp/").expect("it is an address");
        url.set_path(text);
        url.path().trim_start_matches('/').replace(':', "%3A")
    };
    let service = encoded(service);
    format!("otpauth://totp/{service}:{}?secret={secret}&issuer={service}", encoded(login))
}

/// The step that a code is of, if it is of now and of none before `after`: a code is taken once.
#[must_use]
pub fn step_of(secret: &str, code: &str, now_s: i64, after: i64) -> Option<i64> {
    let key = BASE32_NOPAD.decode(secret.as_bytes()).ok()?;
    let given = plain(code);
    let now = now_s.div_euclid(STEP_S);
    let mut found = None;
    for step in now - STEPS_BESIDE..=now + STEPS_BESIDE {
        // All of them are looked at, so that the time taken says nothing.
        let same = constant_time(expected(&key, step).as_bytes(), given.as_bytes());
        if same && step > after {
            found = Some(step);
        }
    }
    found
}

/// The code of a secret at a moment.
///
/// # Panics
/// Never for a secret of [`fresh`].
#[must_use]
pub fn code_at(secret: &str, now_s: i64) -> String {
    let key = BASE32_NOPAD.decode(secret.as_bytes()).expect("a secret is base 32");
    expected(&key, now_s.div_euclid(STEP_S))
}

fn expected(key: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key);
    let digest = hmac::sign(&key, &step.to_be_bytes());
    let digest = digest.as_ref();
    let at = usize::from(digest[digest.len() - 1] & 0xf);
    let four = [digest[at] & 0x7f, digest[at + 1], digest[at + 2], digest[at + 3]];
    format!("{:0DIGITS$}", u32::from_be_bytes(four) % 1_000_000)
}

fn constant_time(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differing, (a, b)| differing | (a ^ b)) == 0
}

/// A code without what people put between its parts.
fn plain(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace() && *c != '-').take(2 * RECOVERY_CHARS).collect()
}

/// New codes for a lost phone, and what is kept of each.
///
/// # Errors
/// When the system gives no random bytes.
pub fn recovery() -> Result<Vec<(String, String)>, getrandom::Error> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let mut bytes = [0; 7];
            getrandom::fill(&mut bytes)?;
            let text: String = BASE32_NOPAD.encode(&bytes).chars().take(RECOVERY_CHARS).collect();
            let (first, last) = text.split_at(RECOVERY_CHARS / 2);
            Ok((format!("{first}-{last}").to_lowercase(), kept_of(&text)))
        })
        .collect()
}

/// What is kept of a code for a lost phone, as somebody writes it.
#[must_use]
pub fn kept_of(code: &str) -> String {
    let kept: Kept = secret::kept(&format!("recovery {}", plain(code).to_lowercase()));
    HEXLOWER.encode(&kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1: its eight digits cut to our six.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = BASE32_NOPAD.encode(b"12345678901234567890");
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(&secret, second), code, "{second}");
            assert_eq!(step_of(&secret, code, second, 0), Some(second / 30));
        }
    }

    #[test]
    fn a_code_is_taken_once_and_a_step_early_or_late() {
        let secret = fresh().unwrap();
        let now = 1_790_000_000;
        let code = code_at(&secret, now);
        let step = step_of(&secret, &code, now, 0).unwrap();
        assert_eq!(step_of(&secret, &code, now, step), None, "used");
        for beside in [-30, 30] {
            assert_eq!(step_of(&secret, &code, now + beside, 0), Some(step));
        }
        assert_eq!(step_of(&secret, &code, now + 90, 0), None);
        assert_eq!(step_of(&secret, &code, now - 90, 0), None);
        let spaced = format!(" {} {}", &code[..3], &code[3..]);
        assert_eq!(step_of(&secret, &spaced, now, 0), Some(step));
        for wrong in ["", "000", "abcdef", &format!("{code}0"), "\u{e5}\u{e5}\u{e5}\u{e5}\u{e5}\u{e5}"] {
            assert_eq!(step_of(&secret, wrong, now, 0), None, "{wrong}");
        }
    }

    #[test]
    fn codes_for_a_lost_phone_are_known_however_they_are_written() {
        let codes = recovery().unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        for (code, kept) in &codes {
            assert_eq!(code.len(), RECOVERY_CHARS + 1);
            assert_eq!(&kept_of(code), kept);
            assert_eq!(&kept_of(&code.replace('-', " ").to_uppercase()), kept);
            assert!(!kept.contains(code.as_str()));
        }
        assert_ne!(codes[0].1, codes[1].1);
    }

    #[test]
    fn the_address_is_one_that_apps_read() {
        let address = address("ABC", "anna.b@c", "Samplats: Provstad");
        assert_eq!(
            address,
            "otpauth://totp/Samplats%3A%20Provstad:anna.b@c?secret=ABC&issuer=Samplats%3A%20Provstad"
        );
    }
}
