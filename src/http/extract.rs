//! What a request carries, read strictly. Every failure is a problem document that names the fault.

use super::problem::{Problem, ProblemKind};
use crate::domain::refusal::Wrong;
use crate::json::{self, DEPTH_MAX, JsonLimits};
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// Largest JSON body, bytes.
pub const JSON_MAX_BYTES: usize = 256 * 1024;
/// Longest idempotency key, characters.
const KEY_MAX: usize = 200;
/// Most query parameters.
const PARAMETERS_MAX: usize = 50;

/// Reads a body of at most so many bytes.
///
/// # Errors
/// 413 when it is larger, 400 when it breaks off.
pub async fn read_body(body: Body, max_bytes: usize) -> Result<Bytes, Problem> {
    let mut body = Limited::new(body, max_bytes);
    // Taken in as it comes: its pieces and the whole of a large file side by side would be twice as much.
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        match frame {
            Ok(frame) => bytes.extend_from_slice(frame.data_ref().map_or(&[], |data| data)),
            Err(error) if error.is::<LengthLimitError>() => {
                let detail = format!("At most {max_bytes} bytes are taken here.");
                return Err(Problem::new(ProblemKind::TooLarge, detail));
            }
            Err(_) => {
                return Err(Problem::new(ProblemKind::Malformed, "The body broke off before its end."));
            }
        }
    }
    Ok(bytes.into())
}

/// The value of a name in a form or a query, where it stands there once.
#[must_use]
pub fn one_of_form(form: &str, name: &str) -> Option<String> {
    let address = reqwest::Url::parse(&format!("form:?{form}")).ok()?;
    let mut found = address.query_pairs().filter(|(known, _)| known == name).map(|(_, value)| value);
    let value = found.next()?.into_owned();
    found.next().is_none().then_some(value)
}

/// Takes at most so many bytes of a body and forgets them, so that its sender gets to the answer.
pub async fn read_away(body: Body, max_bytes: usize) {
    let mut body = Limited::new(body, max_bytes);
    // Whoever breaks off or sends more is not waiting for the answer.
    while let Some(Ok(_)) = body.frame().await {}
}

/// A JSON body as a value of a type, and as the text it is known by under its key.
pub struct Json<T> {
    /// The value.
    pub value: T,
    /// The document, written the same way however it was spaced.
    pub text: String,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        expect_json(&parts.headers)?;
        parse(&read_body(body, JSON_MAX_BYTES).await?)
    }
}

fn expect_json(headers: &HeaderMap) -> Result<(), Problem> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json")
        || essence.eq_ignore_ascii_case("application/merge-patch+json")
    {
        return Ok(());
    }
    Err(Problem::new(ProblemKind::UnsupportedMediaType, "Send Content-Type: application/json."))
}

/// Reads a JSON document as a type.
///
/// # Errors
/// 400 when it is not strict JSON, 422 when it is not of the type, with the pointer.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<Json<T>, Problem> {
    let limits = JsonLimits { max_bytes: JSON_MAX_BYTES, max_depth: DEPTH_MAX };
    let document = json::parse(body, limits).map_err(|fault| {
        let wrong = Wrong::at(fault.pointer_or_offset.clone(), "not_json", fault.detail.clone());
        Problem { errors: vec![wrong], ..Problem::new(ProblemKind::Malformed, fault.to_string()) }
    })?;
    if !document.is_object() {
        // serde would take a list for the members of a type in their order.
        return Err(Problem::invalid(vec![Wrong::at("#", "wrong_type", "must be an object")]));
    }
    let text = document.to_string();
    let value = serde_path_to_error::deserialize(document).map_err(|error| {
        let pointer = pointer(error.path());
        // serde's words can quote what was sent; only what was expected is told.
        Problem::invalid(vec![Wrong::at(pointer, "wrong_type", expected(&error.inner().to_string()))])
    })?;
    Ok(Json { value, text })
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let part = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } | Segment::Enum { variant: key } => {
            format!("/{}", key.replace('~', "~0").replace('/', "~1"))
        }
        Segment::Unknown => String::new(),
    };
    format!("#{}", path.iter().map(part).collect::<String>())
}

/// Of serde's message, what was expected; never what was given.
fn expected(message: &str) -> String {
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("{field} is required", field = field.replace('`', ""));
    }
    if message.starts_with("unknown field") {
        let known = message.split_once(", expected ").map_or("", |(_, known)| known);
        return format!("is not a member that is known here; known are {known}");
    }
    if message.starts_with("unknown variant") {
        let known = message.split_once(", expected ").map_or("", |(_, known)| known);
        return format!("is not one of the words that are known here; known are {known}");
    }
    match message.split_once(", expected ") {
        Some((_, expected)) => format!("must be {}", plainly(expected)),
        None => "is not of the right form".to_owned(),
    }
}

/// What serde expects, in words for somebody who sends JSON and has never seen our types.
fn plainly(expected: &str) -> &str {
    let first = expected.split([' ', ',']).next().unwrap_or_default();
    match first {
        "f32" | "f64" => "a number",
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "struct" | "map" | "enum" => "an object",
        _ => match expected {
            "a string" | "string" => "a text",
            "a boolean" => "true or false",
            "a sequence" => "a list",
            "a map" => "an object",
            "string or map" => "one of the words that are known here",
            other => other,
        },
    }
}

/// The query's parameters: each known, none twice.
#[derive(Debug)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads a query string.
    ///
    /// # Errors
    /// 400 for an unknown, doubled or badly written parameter.
    pub fn parse(query: Option<&str>, known: &[&str]) -> Result<Self, Problem> {
        let mut parameters: Vec<(String, String)> = Vec::new();
        for pair in query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            if !known.contains(&name.as_str()) {
                let detail = format!("is not known here; known are {}", known.join(", "));
                return Err(Problem::parameter("query", &format!("has a parameter that {detail}")));
            }
            if parameters.iter().any(|(n, _)| *n == name) {
                return Err(Problem::parameter(&name, "is given twice"));
            }
            if parameters.len() == PARAMETERS_MAX {
                return Err(Problem::parameter(&name, "is one parameter too many"));
            }
            parameters.push((name, value));
        }
        Ok(Self(parameters))
    }

    /// A parameter, when it is given and not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str())
    }

    /// A parameter of a type.
    ///
    /// # Errors
    /// 400 with what is expected.
    pub fn read<T: FromStr>(&self, name: &str, expected: &str) -> Result<Option<T>, Problem> {
        self.get(name).map(|text| text.parse().map_err(|_| Problem::parameter(name, expected))).transpose()
    }

    /// A parameter that must be given.
    ///
    /// # Errors
    /// 400 with what is expected.
    pub fn required<T: FromStr>(&self, name: &str, expected: &str) -> Result<T, Problem> {
        self.read(name, expected)?.ok_or_else(|| Problem::parameter(name, "is required"))
    }

    /// A finite number.
    ///
    /// # Errors
    /// 400 when it is not one.
    pub fn number(&self, name: &str) -> Result<Option<f64>, Problem> {
        let number: Option<f64> = self.read(name, "must be a number")?;
        match number {
            Some(number) if !number.is_finite() => Err(Problem::parameter(name, "must be a finite number")),
            other => Ok(other),
        }
    }

    /// Whether a flag is set.
    ///
    /// # Errors
    /// 400 when it is neither true nor false.
    pub fn flag(&self, name: &str) -> Result<bool, Problem> {
        Ok(self.read(name, "must be true or false")?.unwrap_or(false))
    }
}

/// Whether a query names a parameter, however it is written.
#[must_use]
pub fn is_named(query: &str, name: &str) -> bool {
    let names = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    names.map(decode).any(|named| named.is_ok_and(|named| named == name))
}

/// Decodes `%41` and `+`.
fn decode(text: &str) -> Result<String, Problem> {
    let malformed = || Problem::new(ProblemKind::Malformed, "The query is not percent-encoded UTF-8.");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
                let (high, low) = (digit(rest.next()), digit(rest.next()));
                let value = high.zip(low).map(|(high, low)| high * 16 + low).ok_or_else(malformed)?;
                u8::try_from(value).map_err(|_| malformed())?
            }
            plain => plain,
        });
    }
    String::from_utf8(bytes).map_err(|_| malformed())
}

/// Whether a caller wants to be told of events as they happen, and not of what there is.
#[must_use]
pub fn wants_events(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/event-stream"))
}

/// The caller's key for a write, when it gives one.
///
/// # Errors
/// 400 when it is empty, too long or not visible ASCII.
pub fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().unwrap_or_default();
    if key.is_empty() || key.len() > KEY_MAX || !key.bytes().all(|b| b.is_ascii_graphic()) {
        let detail = format!("Idempotency-Key is 1 to {KEY_MAX} visible ASCII characters.");
        return Err(Problem::new(ProblemKind::Malformed, detail));
    }
    Ok(Some(key.to_owned()))
}

/// The path's id as an id of a type; anything else is not there.
///
/// # Errors
/// 404.
pub fn id<T: FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::not_there())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)] // only read
    struct Body {
        number: Option<f64>,
        whole: Option<u32>,
        text: Option<String>,
        flag: Option<bool>,
        list: Option<Vec<String>>,
        inside: Option<Inside>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Inside {
        here: f64,
    }

    #[test]
    fn what_is_expected_is_said_without_a_word_of_rust() {
        for (body, detail) in [
            (r#"{"number":"18"}"#, "must be a number"),
            (r#"{"whole":"18"}"#, "must be a whole number"),
            (r#"{"whole":-1}"#, "must be a whole number"),
            (r#"{"text":18}"#, "must be a text"),
            (r#"{"flag":1}"#, "must be true or false"),
            (r#"{"list":{}}"#, "must be a list"),
            (r#"{"inside":7}"#, "must be an object"),
            (r#"{"inside":{}}"#, "here is required"),
            ("[]", "must be an object"),
            ("[1,2,\"x\",true,[],{}]", "must be an object"),
            ("null", "must be an object"),
        ] {
            let Err(problem) = parse::<Body>(body.as_bytes()) else { panic!("{body}") };
            assert_eq!(problem.errors[0].detail, detail, "{body}");
        }
    }
}
