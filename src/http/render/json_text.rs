//! JSON written straight into bytes, for lists of a thousand things: the same bytes as a serialiser of values makes, without
//! looking at each letter of a name that is known.

use serde::Serialize;
use std::fmt::Display;
use std::io::Write;

/// A text of anybody's. Most hold nothing that has to be escaped, which is found out many letters at a time.
pub fn text(to: &mut Vec<u8>, text: &str) {
    let escapes = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
    // Without a way out of the loop, so that it is done on many bytes at once.
    if text.as_bytes().iter().fold(false, |found, byte| found | escapes(byte)) {
        value(to, text);
    } else {
        word(to, text);
    }
}

/// A text that holds nothing to be escaped, such as a word of ours.
pub fn word(to: &mut Vec<u8>, word: &str) {
    to.push(b'"');
    to.extend_from_slice(word.as_bytes());
    to.push(b'"');
}

/// Something that is written as plain letters and digits, such as a time.
pub fn shown(to: &mut Vec<u8>, thing: &impl Display) {
    write!(to, "\"{thing}\"").expect("writing to memory does not fail");
}

/// Texts, numbers, and lists and maps of them.
pub fn value(to: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    serde_json::to_writer(to, value).expect("texts and numbers are always JSON");
}

/// A list.
pub fn list<T>(to: &mut Vec<u8>, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Vec<u8>, T)) {
    to.push(b'[');
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            to.push(b',');
        }
        each(to, item);
    }
    to.push(b']');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_as_a_serialiser_writes_them() {
        let texts = [
            "",
            "Klotter på väggen",
            "a \"b\"",
            "back\\slash",
            "line\nend",
            "\u{1f4a1}\u{7f}\u{0}",
            "ö\u{1f}",
        ];
        for one in texts {
            let mut written = Vec::new();
            text(&mut written, one);
            assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(one).unwrap());
        }
    }
}
