//! The formats that texts have been stored in, and the steps from each to the next.
//!
//! A text is never rewritten. What is read of an older format is brought up to this one as JSON, step
//! by step, before any type sees it. What is written is in the format of the oldest program that may
//! still read the register ([`Head::least_reader_version`](crate::register::Head)): for as long as the
//! operator has not raised it, that is the format before this one, and nothing may be lost on the way.
//! So each format that is not the newest comes with its form: every member and every word it knows.

use crate::domain::record::Kind;
use crate::register::READER_VERSION;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The format this version writes once all who read the register know it.
pub const SCHEMA: u32 = READER_VERSION;

/// From one format to the next.
struct Step {
    /// The format it leads to; it begins at the one before.
    to: u32,
    /// Whether texts of a kind differ at all in what the types read.
    changes: fn(Kind) -> bool,
    /// Brings facts up.
    up: fn(Kind, &mut Value),
    /// Takes facts back down.
    down: fn(Kind, &mut Value),
    /// What the format it begins at knows, a line for each member.
    known_before: &'static str,
}

/// Every step since the first release, in order.
const STEPS: [Step; 1] = [Step {
    to: 2,
    changes: changed_by_2,
    up: up_to_2,
    down: down_from_2,
    known_before: include_str!("1.txt"),
}];

// Format 2: facts tell whose they are, so that a text that stands in another row is known; and a
// setting's value over time is always a list, where the first registers hold one number.

fn changed_by_2(kind: Kind) -> bool {
    // Which row an older text stands in is all there is to say whose it is.
    kind == Kind::Setting
}

fn up_to_2(kind: Kind, facts: &mut Value) {
    let Some(members) = facts.as_object_mut() else { return };
    if kind == Kind::Setting
        && let Some(value) = members.shift_remove("value")
    {
        let values = if value.is_array() { value } else { serde_json::json!([{ "value": value }]) };
        members.insert("values".into(), values);
    }
}

fn down_from_2(kind: Kind, facts: &mut Value) {
    let Some(members) = facts.as_object_mut() else { return };
    members.shift_remove("id");
    // The one thing that is let go of: most phones point at a spot, and until an operator has raised the format they
    // would report nothing at all. Without it a report says as much as it did before there was such a thing.
    if kind == Kind::Report {
        members.shift_remove("position_by_hand");
    }
}

/// Facts of an older format as this version's types read them; `None` when they read them as they are.
///
/// # Errors
/// They are no JSON.
pub fn brought_up(kind: Kind, format: u32, facts: &str) -> Result<Option<String>, serde_json::Error> {
    let ahead = || STEPS.iter().filter(move |step| step.to > format);
    if !ahead().any(|step| (step.changes)(kind)) {
        return Ok(None);
    }
    let mut value = serde_json::from_str(facts)?;
    ahead().for_each(|step| (step.up)(kind, &mut value));
    serde_json::to_string(&value).map(Some)
}

/// What an older format has no place for: where it is in the text. Holds no content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("format {format} does not know {path}")]
pub struct Unknown {
    /// The format.
    pub format: u32,
    /// Where: `place.facts.coordination.holder`, say.
    pub path: String,
}

/// Facts and content as a format before this one has them.
///
/// # Errors
/// [`Unknown`] when something would be lost.
pub fn taken_down(
    kind: Kind,
    format: u32,
    facts: &mut Value,
    content: Option<&Value>,
) -> Result<(), Unknown> {
    for (number, step) in STEPS.iter().enumerate().rev().filter(|(_, step)| step.to > format) {
        (step.down)(kind, facts);
        let form = form(number);
        let texts = [("facts", Some(&*facts)), ("content", content)];
        for (part, value) in texts.into_iter().filter_map(|(part, value)| Some((part, value?))) {
            form.knows(&format!("{}.{part}", kind.code()), value)
                .map_err(|path| Unknown { format: step.to - 1, path })?;
        }
    }
    Ok(())
}

fn form(step: usize) -> &'static Form {
    static FORMS: [OnceLock<Form>; STEPS.len()] = [const { OnceLock::new() }; STEPS.len()];
    FORMS[step].get_or_init(|| Form::read(STEPS[step].known_before))
}

/// Every member a format has, by its path, and the words it may say where those are counted.
pub struct Form(HashMap<&'static str, Vec<&'static str>>);

impl Form {
    /// Reads lines of `path` or `path = word word`. A path that ends in `.*` is a map of any members.
    pub fn read(lines: &'static str) -> Self {
        let line = |line: &'static str| match line.split_once(" = ") {
            Some((path, words)) => (path, words.split(' ').collect()),
            None => (line, Vec::new()),
        };
        Self(lines.lines().map(line).collect())
    }

    /// Whether all of a value is of this form.
    ///
    /// # Errors
    /// The path of the first thing that is not.
    pub fn knows(&self, path: &str, value: &Value) -> Result<(), String> {
        let is_map = |path: &str| self.0.contains_key(format!("{path}.*").as_str());
        let mut unknown = None;
        each_node(path.to_owned(), value, &is_map, &mut |path, value| {
            let words = self.0.get(path);
            let said = value.as_str().filter(|_| words.is_some_and(|words| !words.is_empty()));
            let known = words.is_some_and(|words| said.is_none_or(|said| words.contains(&said)));
            if !known && unknown.is_none() {
                unknown = Some(path.to_owned());
            }
        });
        unknown.map_or(Ok(()), Err)
    }
}

/// Tells every value in a value, itself first, with its path. All that a list holds has one path, and
/// so has all that a map does.
pub fn each_node(
    path: String,
    value: &Value,
    is_map: &dyn Fn(&str) -> bool,
    tell: &mut dyn FnMut(&str, &Value),
) {
    tell(&path, value);
    match value {
        Value::Object(members) => {
            let map = is_map(&path);
            for (name, member) in members {
                let name = if map { "*" } else { name };
                each_node(format!("{path}.{name}"), member, is_map, tell);
            }
        }
        Value::Array(items) => {
            // A ring in a ground in a list of grounds is one list to us.
            let path = if path.ends_with("[]") { path } else { format!("{path}[]") };
            items.iter().for_each(|item| each_node(path.clone(), item, is_map, tell));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_setting_of_the_first_registers_is_brought_up() {
        let first = r#"{"name":"triage_days","value":4}"#;
        let up = brought_up(Kind::Setting, 1, first).expect("JSON").expect("changed");
        assert_eq!(up, r#"{"name":"triage_days","values":[{"value":4}]}"#);
        let later = r#"{"name":"triage_days","values":[{"value":4,"from":"2026-01-01"}]}"#;
        assert_eq!(brought_up(Kind::Setting, 1, later).expect("JSON").as_deref(), Some(later));
        assert_eq!(brought_up(Kind::Setting, 2, later).expect("JSON"), None);
        assert_eq!(brought_up(Kind::Place, 1, "not even read").expect("left alone"), None);
    }

    #[test]
    fn going_down_loses_nothing_or_is_refused() {
        let mut facts = json!({ "id": "0000000000A", "name": "triage_days", "values": [{ "value": 4 }] });
        assert_eq!(taken_down(Kind::Setting, 1, &mut facts, None), Ok(()));
        assert_eq!(facts, json!({ "name": "triage_days", "values": [{ "value": 4 }] }));
        let cases = [
            (json!({ "name": "triage_days", "mood": 1 }), "setting.facts.mood"),
            (
                json!({ "name": "triage_days", "values": [{ "value": 4, "why": "x" }] }),
                "setting.facts.values[].why",
            ),
            (json!({ "name": "a_setting_of_tomorrow" }), "setting.facts.name"),
        ];
        for (mut facts, path) in cases {
            let unknown = Unknown { format: 1, path: path.into() };
            assert_eq!(taken_down(Kind::Setting, 1, &mut facts, None), Err(unknown));
        }
        let content = json!({ "text": "a", "mood": "b" });
        let refused = taken_down(Kind::Report, 1, &mut json!({}), Some(&content));
        assert_eq!(refused, Err(Unknown { format: 1, path: "report.content.mood".into() }));
        let mut pointed_at = json!({ "id": "0000000000A", "position_by_hand": true });
        assert_eq!(
            taken_down(Kind::Report, 1, &mut pointed_at, None),
            Ok(()),
            "the one thing that is let go of"
        );
        assert_eq!(pointed_at, json!({}));
        let mut hours = json!({ "observed_precision": "hours", "observed_hours": 5 });
        assert!(taken_down(Kind::Report, 1, &mut hours, None).is_err());
        let mut answers = json!({ "answers": { "any": "yes", "word": "no" } });
        assert_eq!(taken_down(Kind::Report, 1, &mut answers, None), Ok(()), "a map has any members");
    }

    #[test]
    fn steps_lead_from_the_first_format_to_this_one() {
        assert!(STEPS.iter().map(|step| step.to).eq(2..=SCHEMA));
    }
}
