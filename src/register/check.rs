//! What may be written, checked before any backend sees it, so that memory, SQLite and PostgreSQL
//! accept and refuse exactly the same. The tables repeat these as constraints.
//!
//! Sentences name the field and the record, never the text: they end up in logs.

use super::audit::{self, Line};
use super::{CommandWrites, Credential, CredentialKind, Fault, Head, Outcome, Write};
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::collections::HashSet;
use std::fmt;

/// Longest `facts` or `content` in bytes: an area of 100 000 vertices or a frozen situation
/// picture fits, a runaway does not.
pub const TEXT_MAX_BYTES: usize = 16 * 1024 * 1024;
/// Longest body of a credential in bytes.
pub const CREDENTIAL_MAX_BYTES: usize = 64 * 1024;
/// Longest caller, command key and credential key in characters.
pub const KEY_MAX_CHARS: usize = 200;
/// Ids have 53 bits, so that a browser can hold them in a number.
pub const ID_MAX: u64 = (1 << 53) - 1;

/// Checks a whole batch against the head it is to follow.
///
/// # Errors
/// [`Fault::Statement`] naming the first thing that does not hold.
pub(super) fn commands(head: &Head, now_ms: i64, commands: &[CommandWrites]) -> Result<(), Fault> {
    if now_ms < head.time_ms {
        return refuse("the time of a change may not be earlier than that of the change before");
    }
    let mut keys = HashSet::new();
    for command in commands {
        key("a caller", &command.key.caller)?;
        key("a command key", &command.key.key)?;
        if !keys.insert(&command.key) {
            return refuse("the same command key stands twice in one batch");
        }
        outcome(&command.outcome)?;
        command.writes.iter().try_for_each(write)?;
    }
    super::erasure::orders(commands).map(drop)
}

/// Checks rows outside the chain.
///
/// # Errors
/// [`Fault::Statement`] naming the first thing that does not hold.
pub(super) fn credentials(put: &[Credential], remove: &[(CredentialKind, String)]) -> Result<(), Fault> {
    for credential in put {
        key("a credential key", &credential.key)?;
        json("a credential's body", &credential.body, CREDENTIAL_MAX_BYTES)?;
    }
    remove.iter().try_for_each(|(_, name)| key("a credential key", name))
}

/// Checks lines of the audit log.
///
/// # Errors
/// [`Fault::Statement`] naming the first thing that does not hold.
pub(super) fn audit(lines: &[Line]) -> Result<(), Fault> {
    if lines.len() > audit::LINES_MAX {
        return refuse("more lines of the audit log than are written at once");
    }
    lines.iter().try_for_each(audit_line)
}

fn audit_line(line: &Line) -> Result<(), Fault> {
    kind(&line.act)?;
    id(line.id)?;
    if let Some((of, thing)) = &line.thing {
        kind(of)?;
        id(*thing)?;
    }
    line.origin.map_or(Ok(()), id)?;
    short("a caller", &line.caller, KEY_MAX_CHARS)?;
    short("a party", &line.party, 64)?;
    for (what, text) in [("a role", &line.role), ("a surface", &line.surface)] {
        short(what, text, 32)?;
    }
    for (what, word) in [("a class", &line.class), ("a level", &line.level)] {
        word.as_deref().map_or(Ok(()), |word| short(what, word, 32))?;
    }
    Ok(())
}

fn write(write: &Write) -> Result<(), Fault> {
    let record = &write.record;
    kind(&record.kind)?;
    id(record.id)?;
    if record.version == 0 || record.schema == 0 {
        return refuse("versions and schemas are numbered from 1");
    }
    if !verb_has_form(&write.verb) {
        return refuse("a verb is noun.verb in a-z and _, at most 64 characters");
    }
    short("a party", &write.party, 64)?;
    short("a role", &write.role, 32)?;
    let what = |part| format!("the {part} of {} {}", record.kind, record.id);
    json(&what("facts"), &record.facts, TEXT_MAX_BYTES)?;
    match &record.content {
        Some(content) => json(&what("content"), content, TEXT_MAX_BYTES),
        None => Ok(()),
    }
}

fn outcome(outcome: &Outcome) -> Result<(), Fault> {
    kind(&outcome.kind)?;
    id(outcome.id)?;
    if !(200..300).contains(&outcome.status) {
        return refuse("only outcomes with a status from 200 to 299 are remembered");
    }
    Ok(())
}

fn kind(kind: &str) -> Result<(), Fault> {
    if word(kind) && kind.len() <= 32 {
        return Ok(());
    }
    refuse("a kind is 1 to 32 characters of a-z and _")
}

fn id(id: u64) -> Result<(), Fault> {
    if id <= ID_MAX {
        return Ok(());
    }
    refuse("an id has at most 53 bits")
}

fn word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase())
}

fn verb_has_form(verb: &str) -> bool {
    let starts_with_letter = |part: &str| word(part) && !part.starts_with('_');
    verb.len() <= 64
        && verb
            .split_once('.')
            .is_some_and(|(noun, verb)| starts_with_letter(noun) && starts_with_letter(verb))
}

fn key(what: &str, text: &str) -> Result<(), Fault> {
    if text.is_empty() {
        return refuse(format!("{what} is empty"));
    }
    short(what, text, KEY_MAX_CHARS)
}

fn short(what: &str, text: &str, max_chars: usize) -> Result<(), Fault> {
    if text.contains('\0') {
        return refuse(format!("{what} contains U+0000"));
    }
    // Characters are never more than bytes, so most texts need no counting.
    if text.len() > max_chars && text.chars().count() > max_chars {
        return refuse(format!("{what} is longer than {max_chars} characters"));
    }
    Ok(())
}

fn json(what: &str, text: &str, max_bytes: usize) -> Result<(), Fault> {
    if text.len() > max_bytes {
        return refuse(format!("{what} is longer than {max_bytes} bytes"));
    }
    // The parser's own sentence would quote the text, so only the place is said.
    serde_json::from_str::<Storable>(text).map(drop).map_err(|error| {
        Fault::Statement(format!(
            "{what} is not storable JSON (column {} of line {})",
            error.column(),
            error.line()
        ))
    })
}

fn refuse<T>(sentence: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::Statement(sentence.into()))
}

/// JSON that every database stores and every reader can read back: well formed, at most 128 deep,
/// numbers in range, no lone surrogates, and no U+0000 in any string, which PostgreSQL refuses.
struct Storable;

impl<'de> Deserialize<'de> for Storable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StorableVisitor)
    }
}

struct StorableVisitor;

impl<'de> Visitor<'de> for StorableVisitor {
    type Value = Storable;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON without U+0000")
    }

    fn visit_unit<E>(self) -> Result<Storable, E> {
        Ok(Storable)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Storable, E> {
        Ok(Storable)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Storable, E> {
        Ok(Storable)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Storable, E> {
        Ok(Storable)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Storable, E> {
        Ok(Storable)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Storable, E> {
        if text.contains('\0') { Err(E::custom("U+0000")) } else { Ok(Storable) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Storable, A::Error> {
        while items.next_element::<Storable>()?.is_some() {}
        Ok(Storable)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Storable, A::Error> {
        while let Some((name, _)) = entries.next_entry::<String, Storable>()? {
            if name.contains('\0') {
                return Err(A::Error::custom("U+0000"));
            }
        }
        Ok(Storable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_a_database_or_a_reader_would_refuse_are_refused_first() {
        let bad = [
            "",
            " ",
            "{",
            "{} {}",
            "{'a':1}",
            "NaN",
            r#"{"a":1e400}"#,
            r#""a\u0000b""#,
            r#"{"a\u0000":1}"#,
            "\"a\0b\"",
            r#""\ud800""#,
            "[1,]",
        ];
        for text in bad {
            assert!(json("it", text, 100).is_err(), "{text:?} was accepted");
        }
        assert!(json("it", &"[".repeat(200), 1000).is_err(), "too deep");
        assert!(json("it", "\"abc\"", 4).is_err(), "too long");
    }

    #[test]
    fn ordinary_texts_are_accepted() {
        let good = [
            "null",
            "{}",
            r#"{"a":[1,-2,3.5,true,null,"å\n😀"]}"#,
            r#""\\u0000 as six letters""#,
            r#"{"\u00e5":1}"#,
        ];
        for text in good {
            json("it", text, 100).unwrap_or_else(|fault| panic!("{text:?}: {fault}"));
        }
    }

    #[test]
    fn a_refusal_never_quotes_the_text() {
        let fault = json("the content of report 1", "{\"text\": secret}", 100).expect_err("not JSON");
        assert!(!fault.to_string().contains("secret"), "{fault}");
    }

    #[test]
    fn words_have_their_form() {
        for good in ["place", "situation_picture"] {
            assert!(kind(good).is_ok(), "{good}");
        }
        for bad in ["", "Place", "pläts", "a b", "a1", &"a".repeat(33)] {
            assert!(kind(bad).is_err(), "{bad}");
        }
        for good in ["place.activate", "coordination.hand_over"] {
            assert!(verb_has_form(good), "{good}");
        }
        for bad in ["place", "place.", ".a", "a.b.c", "_a.b", "a._b", "a.B", &format!("a.{}", "b".repeat(63))]
        {
            assert!(!verb_has_form(bad), "{bad}");
        }
        assert!(short("it", &"å".repeat(64), 64).is_ok());
        assert!(short("it", &"å".repeat(65), 64).is_err());
        assert!(id(ID_MAX).is_ok() && id(ID_MAX + 1).is_err());
    }
}
