//! JSON from outside: strict, bounded, and exact about what is wrong with it.
//!
//! Stricter than the grammar where being lenient would let two readers see two things (double keys), or where one
//! database takes what the other refuses (U+0000, numbers without end).

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::fmt;
use thiserror::Error;

/// The depth that request bodies and imports may have.
pub const DEPTH_MAX: usize = 32;
/// What a value takes in memory beside what it holds, bytes.
pub const VALUE_BYTES: usize = size_of::<Value>();
/// What a member of an object takes beside its value and the text of its key: the key itself, its hash and its place in
/// the table, bytes.
pub const MEMBER_BYTES: usize = size_of::<String>() + 2 * size_of::<usize>();
/// What an object takes for its table, which has room for three members at once, bytes.
const OBJECT_BYTES: usize = 128;
/// Items that an array has room for at once: most arrays of large documents are positions. The library's own first step
/// is four, which would double them.
const FIRST_ITEMS: usize = 2;

/// How large a document may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonLimits {
    /// The most bytes.
    pub max_bytes: usize,
    /// The most arrays and objects within each other; [`DEPTH_MAX`] where nothing else is said, never over 120.
    pub max_depth: usize,
}

/// Why a document is not taken. Neither text holds anything of its values.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{detail} (at {pointer_or_offset})")]
pub struct JsonFault {
    /// Where: a JSON pointer (`#/text`), or `line 3 column 7` where the text is not JSON at all.
    pub pointer_or_offset: String,
    /// What, as a sentence for the sender.
    pub detail: String,
}

/// `serde_json` itself gives up at 128; the ceiling keeps our own message first.
const DEPTH_CEILING: usize = 120;

/// Parses a document that must be UTF-8 without a byte order mark, with nothing after it.
///
/// # Errors
/// [`JsonFault`] if the document is over a limit, not UTF-8, not JSON, has an object with the same key twice, the
/// character U+0000 in a key or text, or a number that is not finite as a 64-bit float.
pub fn parse(bytes: &[u8], limits: JsonLimits) -> Result<Value, JsonFault> {
    let mut without_limit = usize::MAX;
    parse_within(bytes, limits, &mut without_limit)
}

/// As [`parse`], of a document that may take so many bytes in memory: `[0,0],` takes forty times what it is long. What it
/// took is taken from them, by estimate, and none are left where they were too few.
///
/// # Errors
/// As [`parse`], and where the document takes more.
pub fn parse_within(
    bytes: &[u8],
    limits: JsonLimits,
    held_left_bytes: &mut usize,
) -> Result<Value, JsonFault> {
    if bytes.len() > limits.max_bytes {
        return Err(fault("#", format!("is larger than {} bytes", limits.max_bytes)));
    }
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return Err(fault("byte 0", "begins with a byte order mark; send plain UTF-8 without one"));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| fault(format!("byte {}", error.valid_up_to()), "is not UTF-8"))?;
    let (found, held_left) = (RefCell::new(None), Cell::new(*held_left_bytes));
    let depth_left = limits.max_depth.min(DEPTH_CEILING);
    let seed = Strict { depth_left, found: &found, held_left: &held_left };
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = seed.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    *held_left_bytes = held_left.get();
    value.map_err(|error| match found.into_inner() {
        Some(found) => found.into_fault(),
        None => fault(format!("line {} column {}", error.line(), error.column()), not_json(&error)),
    })
}

fn fault(at: impl Into<String>, detail: impl Into<String>) -> JsonFault {
    JsonFault { pointer_or_offset: at.into(), detail: detail.into() }
}

/// What the library says, without its own "at line ..." and without anything of the values.
fn not_json(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    format!("is not JSON: {what}")
}

/// A rule of ours that was broken, and the way to it, innermost step first.
struct Found {
    detail: String,
    steps: Vec<String>,
}

impl Found {
    fn into_fault(self) -> JsonFault {
        let mut pointer = String::from("#");
        for step in self.steps.iter().rev() {
            pointer.push('/');
            pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        }
        JsonFault { pointer_or_offset: pointer, detail: self.detail }
    }
}

/// Reads one value with the rules; the way to a fault is gathered on the way back out, so that it costs nothing else.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth_left: usize,
    found: &'a RefCell<Option<Found>>,
    /// Bytes of memory that the document may still take.
    held_left: &'a Cell<usize>,
}

impl Strict<'_> {
    fn broken<E: serde::de::Error>(self, detail: impl Into<String>) -> E {
        *self.found.borrow_mut() = Some(Found { detail: detail.into(), steps: Vec::new() });
        E::custom("refused")
    }

    fn came_through(self, step: impl FnOnce() -> String) {
        if let Some(found) = self.found.borrow_mut().as_mut() {
            found.steps.push(step());
        }
    }

    /// Takes memory for what comes next.
    fn hold<E: serde::de::Error>(self, bytes: usize) -> Result<(), E> {
        let left = self.held_left.get().checked_sub(bytes);
        self.held_left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or_else(|| self.broken("is more than can be held in memory"))
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        match self.depth_left.checked_sub(1) {
            Some(depth_left) => Ok(Self { depth_left, ..self }),
            None => Err(self.broken("has too many arrays and objects within each other")),
        }
    }

    fn text<E: serde::de::Error>(self, text: String) -> Result<Value, E> {
        if text.contains('\0') {
            Err(self.broken("holds the character U+0000"))
        } else {
            self.hold(text.len())?;
            Ok(Value::String(text))
        }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.hold(VALUE_BYTES)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        match serde_json::Number::from_f64(value) {
            Some(number) => Ok(Value::Number(number)),
            None => Err(self.broken("is not a finite number")),
        }
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.text(value.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, value: String) -> Result<Value, E> {
        self.text(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut array = Vec::new();
        loop {
            match items.next_element_seed(inner) {
                Ok(Some(item)) => {
                    if array.is_empty() {
                        array.reserve_exact(FIRST_ITEMS);
                    }
                    array.push(item);
                }
                Ok(None) => return Ok(Value::Array(array)),
                Err(error) => {
                    self.came_through(|| array.len().to_string());
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        self.hold(OBJECT_BYTES)?;
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if key.contains('\0') {
                return Err(self.broken("has a key that holds the character U+0000"));
            }
            if object.contains_key(&key) {
                let error = A::Error::custom("refused");
                self.broken::<A::Error>("is there twice");
                self.came_through(|| key);
                return Err(error);
            }
            self.hold(MEMBER_BYTES + key.len())?;
            match members.next_value_seed(inner) {
                Ok(value) => object.insert(key, value),
                Err(error) => {
                    self.came_through(|| key);
                    return Err(error);
                }
            };
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const LIMITS: JsonLimits = JsonLimits { max_bytes: 256 * 1024, max_depth: DEPTH_MAX };

    #[track_caller]
    fn assert_refused(bytes: impl AsRef<[u8]>, at: &str, detail: &str) {
        let fault = parse(bytes.as_ref(), LIMITS).unwrap_err();
        assert_eq!(fault.pointer_or_offset, at, "{fault}");
        assert!(fault.detail.contains(detail), "{fault}");
    }

    #[test]
    fn what_is_refused_is_pointed_at() {
        assert_refused(r#"{"a": {"b/c": [1, {"d~": 1, "d~": 2}]}}"#, "#/a/b~1c/1/d~0", "twice");
        assert_refused(r#"{"a": ["", "\u0000"]}"#, "#/a/1", "U+0000");
        assert_refused(r#"{"a": {"\u0000": 1}}"#, "#/a", "U+0000");
        assert_refused("{\"a\": 1} x", "line 1 column 10", "trailing");
        assert_refused("[1e400]", "line 1 column 6", "out of range");
        assert_refused(b"\xEF\xBB\xBF{}", "byte 0", "byte order mark");
        assert_refused(b"{\"a\": \"\xFF\"}", "byte 7", "UTF-8");
        assert_refused("", "line 1 column 0", "EOF");
        assert_refused(vec![b' '; 256 * 1024 + 1], "#", "larger");
    }

    #[test]
    fn depth_has_a_limit_that_no_stack_notices() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(nested(32).as_bytes(), LIMITS).is_ok());
        assert_refused(nested(33), &format!("#{}", "/0".repeat(32)), "within each other");
        assert!(parse("[".repeat(100_000).as_bytes(), LIMITS).is_err());
        assert!(parse(r#"{"a":"#.repeat(40_000).as_bytes(), LIMITS).is_err());
        let generous = JsonLimits { max_depth: usize::MAX, ..LIMITS };
        assert!(parse("[".repeat(100_000).as_bytes(), generous).is_err());
    }

    #[test]
    fn what_takes_more_memory_than_is_left_is_refused_where_that_is_seen() {
        let text = format!(r#"{{"a": [{}]}}"#, vec!["[0,0]"; 1_000].join(","));
        let mut left = usize::MAX;
        let read = parse_within(text.as_bytes(), LIMITS, &mut left).unwrap();
        let taken = usize::MAX - left;
        assert_eq!(read["a"].as_array().unwrap().len(), 1_000);
        // Positions alone: each an array with two numbers in it.
        assert!((3_000 * VALUE_BYTES..3_010 * VALUE_BYTES).contains(&taken), "{taken}");

        let mut just_enough = taken;
        assert!(parse_within(text.as_bytes(), LIMITS, &mut just_enough).is_ok());
        assert_eq!(just_enough, 0);
        let mut half = taken / 2;
        let fault = parse_within(text.as_bytes(), LIMITS, &mut half).unwrap_err();
        assert_eq!((half, fault.detail.as_str()), (0, "is more than can be held in memory"));
        assert!(fault.pointer_or_offset.starts_with("#/a/4"), "{fault}");
    }

    #[test]
    fn positions_take_no_more_room_than_they_need() {
        let read = parse(b"[18.06,59.33]", LIMITS).unwrap();
        let Value::Array(position) = read else { panic!("an array") };
        assert_eq!(position.capacity(), 2);
    }

    #[test]
    fn no_fault_repeats_a_value() {
        for body in [
            r#"{"text": "19121212-1212", "text": 1}"#,
            r#"{"text": "19121212-1212" x}"#,
            r#"["19121212-1212\u0000"]"#,
        ] {
            let fault = parse(body.as_bytes(), LIMITS).unwrap_err();
            assert!(!format!("{fault:?} {fault}").contains("1912"), "{fault:?}");
        }
    }

    /// Names of the published suite's bodies that its verdict takes and ours does not, with the reason.
    const STRICTER: [(&str, &str); 2] = [
        ("y_object_duplicated_key", "the same key twice"),
        ("y_object_duplicated_key_and_value", "the same key twice"),
    ];

    #[test]
    fn real_nasty_bodies_get_the_published_verdict() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/nasty-json-bodies.ndjson");
        let text = std::fs::read_to_string(path).expect("the nasty bodies are there");
        let mut seen = 0;
        let mut wrong = Vec::new();
        for line in text.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let name = case["name"].as_str().unwrap();
            let body =
                data_encoding::BASE64.decode(case["body_base64"].as_str().unwrap().as_bytes()).unwrap();
            let verdict = parse(&body, LIMITS);
            let as_expected = match case["expect"].as_str().unwrap() {
                "accept" => verdict.is_ok() != STRICTER.iter().any(|(stricter, _)| *stricter == name),
                "reject" => verdict.is_err(),
                _ => true,
            };
            if !as_expected {
                wrong.push(format!("{name}: {verdict:?}"));
            }
            seen += 1;
        }
        assert_eq!((seen, wrong), (221, Vec::<String>::new()));
    }

    proptest! {
        #[test]
        fn what_the_plain_parser_reads_is_read_the_same(value in any_value()) {
            let text = serde_json::to_string_pretty(&value).unwrap();
            prop_assert_eq!(parse(text.as_bytes(), LIMITS).unwrap(), serde_json::from_str::<Value>(&text).unwrap());
        }

        #[test]
        fn any_bytes_are_parsed_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let plain = serde_json::from_slice::<Value>(&bytes).is_ok();
            prop_assert!(plain || parse(&bytes, LIMITS).is_err());
        }
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (-1e9..1e9).prop_map(|number: f64| json!(number)),
            "[^\0]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
                prop::collection::btree_map("[^\0]{0,5}", inner, 0..5)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }
}
