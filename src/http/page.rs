//! The web page, which lies in the program itself.

use super::answer::{names_tag, takes};
use super::problem::Problem;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::HashMap;
use std::io::Write;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The built page. A debug build reads it from the folder at each request; a release build holds it.
/// It may be missing: tests and the command line do without.
#[derive(rust_embed::Embed)]
#[folder = "$CARGO_MANIFEST_DIR/web/dist"]
#[allow_missing = true]
struct Built;

/// Beside a file that shrinks, the build leaves it compressed with brotli under its name and this.
const BROTLI: &str = ".br";
const INDEX: &str = "index.html";
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Samplats</title>\
    <h1>Samplats</h1><p>The service runs, but this program was built without its page. Build it with \
    <code>make build</code>. What programs use is described at <a href=\"/api/docs\">/api/docs</a>.</p></html>";
/// Below this many bytes nothing is won by compressing.
const COMPRESSED_MIN_BYTES: usize = 1_024;

/// Answers what no route knows: a file of the page, the page itself for a path of its own, or 404.
pub async fn serve(request: Request) -> Response {
    let path = request.uri().path();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let of_programs = ["/api", "/ogc"]
        .iter()
        .any(|root| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    if !reads || of_programs {
        return Problem::not_there().into_response();
    }
    let name = path.trim_start_matches('/');
    if !name.is_empty()
        && name != INDEX
        && !name.ends_with(BROTLI)
        && let Some(found) = file(name, request.headers())
    {
        return found;
    }
    // A path of the page's own, such as /places/4QX9K2M7D1A, is known to the page alone.
    if path == "/" || (!path.starts_with("/assets/") && wants_page(request.headers())) {
        let without = || (StatusCode::OK, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], NOT_BUILT);
        return file(INDEX, request.headers()).unwrap_or_else(|| without().into_response());
    }
    Problem::not_there().into_response()
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.split(',').any(|kind| kind.trim().starts_with("text/html"))
}

fn file(name: &str, request: &HeaderMap) -> Option<Response> {
    let found = Built::get(name)?;
    let brotli = || Built::get(&format!("{name}{BROTLI}")).map(|packed| packed.data.into_owned().into());
    let original = Original { hash: found.metadata.sha256_hash(), body: found.data.into_owned() };
    Some(answer(name, original, brotli, request))
}

/// A file as it was built.
struct Original {
    /// SHA-256 of its bytes.
    hash: [u8; 32],
    body: Vec<u8>,
}

/// Answers with a file in the smallest form that the reader takes: brotli where the build made it, else gzip.
fn answer(
    name: &str,
    original: Original,
    brotli: impl FnOnce() -> Option<Bytes>,
    request: &HeaderMap,
) -> Response {
    let Original { hash, body } = original;
    let content_type = content_type(name);
    let is_worth_it = body.len() >= COMPRESSED_MIN_BYTES && shrinks(content_type);
    let brotli = if is_worth_it && takes(request, "br") { brotli() } else { None };
    let coding = match brotli {
        Some(_) => Some("br"),
        None => (is_worth_it && takes(request, "gzip")).then_some("gzip"),
    };
    // Each form is a representation of its own, and so has its own tag.
    let hash_text = data_encoding::BASE64URL_NOPAD.encode(&hash[..16]);
    let tag = coding.map_or_else(|| format!("\"{hash_text}\""), |coding| format!("\"{hash_text}-{coding}\""));
    let mut headers = HeaderMap::new();
    // The name of an asset changes with its content; everything else is asked for anew.
    let keep = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::ETAG, HeaderValue::try_from(&tag).expect("base 64 in quotes is a header value"));
    if names_tag(request, header::IF_NONE_MATCH, &tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    match (brotli, coding) {
        (Some(packed), _) => (headers, packed).into_response(),
        (None, Some(_)) => (headers, gzipped(hash, &body)).into_response(),
        (None, None) => (headers, body).into_response(),
    }
}

/// The file compressed, once for as long as the program runs: there are as many as the page has files.
fn gzipped(hash: [u8; 32], body: &[u8]) -> Bytes {
    static DONE: OnceLock<Mutex<HashMap<[u8; 32], Bytes>>> = OnceLock::new();
    let done = DONE.get_or_init(Mutex::default);
    if let Some(known) = done.lock().unwrap_or_else(PoisonError::into_inner).get(&hash) {
        return known.clone();
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let shrunk = encoder.write_all(body).and_then(|()| encoder.finish());
    let shrunk = Bytes::from(shrunk.expect("writing to memory does not fail"));
    done.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, shrunk.clone());
    shrunk
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        "pbf" => "application/x-protobuf",
        _ => "application/octet-stream",
    }
}

fn shrinks(content_type: &str) -> bool {
    content_type.starts_with("text/")
        || matches!(
            content_type,
            "application/json"
                | "application/manifest+json"
                | "image/svg+xml"
                | "application/wasm"
                | "application/x-protobuf"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a browser that takes these codings, and has a form with this tag, is answered for a script.
    fn asked(accepts: &str, has: Option<&HeaderValue>) -> Response {
        let mut request = HeaderMap::new();
        request.insert(header::ACCEPT_ENCODING, HeaderValue::try_from(accepts).unwrap());
        if let Some(tag) = has {
            request.insert(header::IF_NONE_MATCH, tag.clone());
        }
        let original = Original { hash: [9; 32], body: vec![b'y'; 5_000] };
        answer("assets/app.js", original, || Some(Bytes::from_static(b"packed by the build")), &request)
    }

    fn said(response: &Response, name: header::HeaderName) -> Option<&str> {
        response.headers().get(name).map(|value| value.to_str().unwrap())
    }

    #[test]
    fn a_reader_gets_the_smallest_form_it_takes() {
        for (accepts, coding) in [
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip", Some("gzip")),
            ("br;q=0, gzip;q=0.5", Some("gzip")),
            ("gzip;q=0, br; q=0.0", None),
            ("", None),
        ] {
            let response = asked(accepts, None);
            assert_eq!(said(&response, header::CONTENT_ENCODING), coding, "{accepts}");
            assert_eq!(said(&response, header::VARY), Some("accept-encoding"));
            assert_eq!(said(&response, header::CONTENT_TYPE), Some("text/javascript; charset=utf-8"));
        }
    }

    #[test]
    fn a_tag_is_of_one_form_and_no_other() {
        let forms = ["br", "gzip", "identity"];
        for has in forms {
            let tag = asked(has, None).headers()[header::ETAG].clone();
            for takes in forms {
                let status = if takes == has { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
                assert_eq!(asked(takes, Some(&tag)).status(), status, "has {has}, takes {takes}");
            }
        }
    }

    #[test]
    fn what_the_build_has_not_compressed_is_compressed_here() {
        let mut request = HeaderMap::new();
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br, gzip"));
        let of = |name: &str, length: usize| {
            let original = Original { hash: [length as u8; 32], body: vec![b'z'; length] };
            said(&answer(name, original, || None, &request), header::CONTENT_ENCODING).map(str::to_owned)
        };
        assert_eq!(of("index.html", 4_000).as_deref(), Some("gzip"));
        assert_eq!(of("index.html", 400), None, "nothing is won");
        assert_eq!(of("icon-192.png", 4_001), None, "it is compressed already");
    }

    #[test]
    fn what_shrinks_is_compressed_once() {
        let body = vec![b'x'; 5_000];
        let first = gzipped([7; 32], &body);
        assert!(first.len() < 200);
        assert_eq!(first.as_ptr(), gzipped([7; 32], &body).as_ptr());
    }
}
