//! The session's cookie.

use axum::http::{HeaderMap, HeaderValue, header};

/// Over plain HTTP, for trying out and behind nothing.
const PLAIN: &str = "samplats";
/// Over HTTPS: a browser takes it from the host itself alone, and only over HTTPS.
const HOST: &str = "__Host-samplats";

/// What waits for an identity provider's answer, over plain HTTP and over HTTPS.
const CARRIED_PLAIN: &str = "samplats-login";
const CARRIED_HOST: &str = "__Host-samplats-login";
/// A browser forgets it after so long, seconds; what is in it ends by itself as well.
const CARRIED_S: u32 = 600;

/// The session's secret that a browser sends, if it sends one.
///
/// Over HTTPS only the name counts that nobody but the host can have set; a neighbouring host could
/// push a session of its own on a browser under the other.
#[must_use]
pub fn read(headers: &HeaderMap, https: bool) -> Option<&str> {
    named(headers, if https { HOST } else { PLAIN })
}

/// What a browser carries while it is at an identity provider.
#[must_use]
pub fn carried(headers: &HeaderMap, https: bool) -> Option<&str> {
    named(headers, if https { CARRIED_HOST } else { CARRIED_PLAIN })
}

/// Gives a browser what it is to come back with. `SameSite=Lax` lets it along when the provider sends the browser back.
#[must_use]
pub fn carry(sealed: &str, https: bool) -> HeaderValue {
    let text = carrying(sealed, CARRIED_S, https);
    HeaderValue::try_from(text).expect("what is sealed is base 64")
}

/// Takes it away.
#[must_use]
pub fn carry_no_more(https: bool) -> HeaderValue {
    HeaderValue::try_from(carrying("", 0, https)).expect("an empty cookie is a header value")
}

fn carrying(value: &str, seconds: u32, https: bool) -> String {
    let (name, secure) = if https { (CARRIED_HOST, "; Secure") } else { (CARRIED_PLAIN, "") };
    format!("{name}={value}; HttpOnly; SameSite=Lax; Path=/{secure}; Max-Age={seconds}")
}

fn named<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(n, _)| *n == name).map(|(_, value)| value)
}

/// Sets the cookie. It ends with the browser; the session ends by itself on the server.
#[must_use]
pub fn set(secret: &str, https: bool) -> HeaderValue {
    HeaderValue::try_from(with(secret, "", https)).expect("a secret is base 64")
}

/// Takes the cookie away.
#[must_use]
pub fn clear(https: bool) -> HeaderValue {
    HeaderValue::try_from(with("", "; Max-Age=0", https)).expect("an empty cookie is a header value")
}

fn with(value: &str, more: &str, https: bool) -> String {
    let (name, secure) = if https { (HOST, "; Secure") } else { (PLAIN, "") };
    format!("{name}={value}; HttpOnly; SameSite=Lax; Path=/{secure}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_bound_to_its_host_over_https() {
        assert_eq!(set("abc", true), "__Host-samplats=abc; HttpOnly; SameSite=Lax; Path=/; Secure");
        assert_eq!(set("abc", false), "samplats=abc; HttpOnly; SameSite=Lax; Path=/");
        assert_eq!(clear(true), "__Host-samplats=; HttpOnly; SameSite=Lax; Path=/; Secure; Max-Age=0");
    }

    #[test]
    fn the_cookie_is_found_among_others_under_the_one_name_that_counts() {
        let mut headers = HeaderMap::new();
        assert_eq!(read(&headers, false), None);
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; samplats=one"));
        assert_eq!(read(&headers, false), Some("one"));
        assert_eq!(read(&headers, true), None);
        headers.append(header::COOKIE, HeaderValue::from_static("__Host-samplats=two"));
        assert_eq!((read(&headers, false), read(&headers, true)), (Some("one"), Some("two")));
    }
}
