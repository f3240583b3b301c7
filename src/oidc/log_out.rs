//! A provider's word that somebody has logged out there (OpenID Connect Back-Channel Logout 1.0): what its token must say
//! before anything ends by it.

use super::Fault;
use super::provider::{LEEWAY, OLDEST, SUBJECT_MAX, Times};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The event that makes a token one of this kind.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// What such a token may call itself. Older providers say no more than that it is a token.
pub(super) const KINDS: [&str; 2] = ["logout+jwt", "jwt"];
/// Longest name of a token or of a session, characters.
const NAME_MAX: usize = 255;

/// That a session at a provider has ended, or all of somebody's, once all of the token holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedOut {
    /// The provider.
    pub issuer: String,
    /// The token's own name, by which it is taken once.
    pub token: String,
    /// Who, where it says so.
    pub subject: Option<String>,
    /// The session there, where it says which one.
    pub session: Option<String>,
    /// When, by the provider's clock.
    pub at: Timestamp,
}

impl LoggedOut {
    /// How long the token could be sent again and hold.
    #[must_use]
    pub fn holds_until(&self) -> Timestamp {
        self.at + OLDEST + LEEWAY + SignedDuration::from_secs(1)
    }

    /// What it is remembered by: says nothing of who it is about.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let parts = [self.issuer.as_bytes(), b"\0", self.token.as_bytes()];
        parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part)).finalize().into()
    }

    /// What the claims say, whose signature, issuer and audience hold already.
    ///
    /// # Errors
    /// [`Fault::Untrue`].
    pub(super) fn believed(issuer: &str, claims: &Value, now: Timestamp) -> Result<Self, Fault> {
        if !claims["events"][EVENT].is_object() {
            return Err(Fault::Untrue("the token does not say that somebody has logged out"));
        }
        // The standard forbids it, so that no ID token passes for one of these.
        if claims.get("nonce").is_some() {
            return Err(Fault::Untrue("the token is one of a log-in"));
        }
        let times = Times::of(claims);
        let at = times.issued.ok_or(Fault::Untrue("the token does not say when it was made"))?;
        if times.expires.is_none() && claims.get("exp").is_some() {
            return Err(Fault::Untrue("the token does not say when it holds"));
        }
        times.are_of_now(now)?;
        let token = named(claims, "jti")?.ok_or(Fault::Untrue("the token has no name of its own"))?;
        let (subject, session) = (named(claims, "sub")?, named(claims, "sid")?);
        if subject.is_none() && session.is_none() {
            return Err(Fault::Untrue("the token does not say who has logged out"));
        }
        Ok(Self { issuer: issuer.to_owned(), token, subject, session, at })
    }
}

/// A name, where there is one; what stands there must be one.
fn named(claims: &Value, member: &str) -> Result<Option<String>, Fault> {
    let most = if member == "sub" { SUBJECT_MAX } else { NAME_MAX };
    match claims.get(member) {
        None => Ok(None),
        Some(Value::String(name)) if (1..=most).contains(&name.chars().count()) => Ok(Some(name.clone())),
        Some(_) => Err(Fault::Untrue("a name in the token is none")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ISSUER: &str = "https://login.stad.example";
    const NOW: i64 = 1_000_000;

    fn believed(change: &Value, moment: i64) -> Result<LoggedOut, Fault> {
        let mut claims = json!({ "iat": NOW, "exp": NOW + 120, "jti": "t1", "sub": "7", "sid": "s1",
            "events": { EVENT: {} } });
        for (member, value) in change.as_object().unwrap() {
            match value {
                Value::Null => drop(claims.as_object_mut().unwrap().remove(member)),
                value => claims[member] = value.clone(),
            }
        }
        LoggedOut::believed(ISSUER, &claims, Timestamp::from_second(moment).unwrap())
    }

    #[test]
    fn a_token_that_says_who_has_logged_out_is_believed() {
        let told = believed(&json!({}), NOW).unwrap();
        assert_eq!((told.subject.as_deref(), told.session.as_deref()), (Some("7"), Some("s1")));
        assert_eq!((told.issuer.as_str(), told.token.as_str()), (ISSUER, "t1"));
        assert!(believed(&json!({ "sid": null }), NOW).unwrap().session.is_none());
        assert!(believed(&json!({ "sub": null }), NOW).unwrap().subject.is_none());
        // Older providers leave its end out: how old it is says enough.
        assert!(believed(&json!({ "exp": null }), NOW + 800).is_ok());
        assert!(believed(&json!({ "exp": 253_402_207_200_i64 }), NOW).is_ok(), "the end of all time");
    }

    #[test]
    fn what_is_no_such_token_or_not_of_now_ends_nothing() {
        for (change, moment, told) in [
            (json!({ "events": null }), NOW, "somebody has logged out"),
            (json!({ "events": {} }), NOW, "somebody has logged out"),
            (json!({ "events": { EVENT: true } }), NOW, "somebody has logged out"),
            (json!({ "events": [EVENT] }), NOW, "somebody has logged out"),
            (json!({ "nonce": "n" }), NOW, "one of a log-in"),
            (json!({ "nonce": "" }), NOW, "one of a log-in"),
            (json!({ "iat": null }), NOW, "when it was made"),
            (json!({ "exp": "1000120" }), NOW, "when it holds"),
            (json!({ "exp": 1e300 }), NOW, "when it holds"),
            (json!({ "jti": null }), NOW, "name of its own"),
            (json!({ "jti": "" }), NOW, "name in the token"),
            (json!({ "jti": 7 }), NOW, "name in the token"),
            (json!({ "sub": null, "sid": null }), NOW, "who has logged out"),
            (json!({ "sub": "x".repeat(256) }), NOW, "name in the token"),
            (json!({}), NOW + 181, "holds no longer"),
            (json!({ "exp": null }), NOW + 901, "not of now"),
            (json!({}), NOW - 61, "not of now"),
            (json!({ "nbf": NOW + 200 }), NOW, "not hold yet"),
        ] {
            let fault = believed(&change, moment).expect_err("it does not hold");
            assert!(fault.to_string().contains(told), "{change} {fault}");
        }
    }

    #[test]
    fn a_token_is_remembered_for_as_long_as_it_could_hold_again() {
        let told = believed(&json!({ "exp": null }), NOW).unwrap();
        let last = told.holds_until();
        assert!(believed(&json!({ "exp": null }), last.as_second()).is_err(), "nobody could send it again");
        let other = LoggedOut { token: "t2".into(), ..told.clone() };
        let elsewhere = LoggedOut { issuer: "https://polis.example".into(), ..told.clone() };
        assert!(told.digest() != other.digest() && told.digest() != elsewhere.digest());
    }
}
