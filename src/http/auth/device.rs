//! What kind of browser somebody sits at, as coarsely as they would say it themselves: two words, never what the browser
//! says of itself. It lets people know their own sessions apart, and nothing more.

use axum::http::{HeaderMap, header};

/// The first that is found counts: browsers name each other.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// The kind of browser that a request comes from, where it is one that is known.
#[must_use]
pub fn kind(headers: &HeaderMap) -> Option<String> {
    let said = headers.get(header::USER_AGENT)?.to_str().ok()?;
    let among = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| said.contains(sign)).map(|(_, word)| *word)
    };
    let words: Vec<_> = [among(&BROWSERS), among(&SYSTEMS)].into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn of(said: &'static str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, HeaderValue::from_static(said));
        kind(&headers)
    }

    #[test]
    fn a_browser_is_known_by_two_words_and_nothing_else_is_kept() {
        let phone = "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 \
                     Mobile Safari/537.36";
        assert_eq!(of(phone).as_deref(), Some("Chrome, Android"));
        let desk = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(of(desk).as_deref(), Some("Firefox, Windows"));
        assert_eq!(of("anna@example.se 19121212-1212"), None);
        assert_eq!(kind(&HeaderMap::new()), None);
    }
}
