//! What a measure's type asks to be stated: why there is a camera and what was tried before, the decision that guards rest on, and
//! the day to look at it again. What is asked is data of the type, in the list `measure_type`.

use super::check;
use crate::domain::codes::{Code, Particular, ParticularForm};
use crate::domain::refusal::Faults;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What is stated, by the words of the particulars.
#[derive(Default)]
pub(super) struct Stated {
    /// References and days.
    pub facts: BTreeMap<String, String>,
    /// Texts.
    pub words: BTreeMap<String, String>,
}

/// Reads what is stated as the type asks for it. Each thing that is missing is named.
pub(super) fn stated(
    of_type: &Code,
    given: &BTreeMap<String, String>,
    today: Date,
    faults: &mut Faults,
) -> Stated {
    let mut stated = Stated::default();
    for asked in &of_type.particulars {
        let given = given.get(&asked.code).map(String::as_str);
        let (said, into) = match asked.form {
            ParticularForm::Text => (text(asked, given, faults), &mut stated.words),
            ParticularForm::Reference => (reference(asked, given, faults), &mut stated.facts),
            ParticularForm::Day => (day(asked, given, None, faults), &mut stated.facts),
            ParticularForm::DueDay => (day(asked, given, Some(today), faults), &mut stated.facts),
        };
        into.extend(said.map(|said| (asked.code.clone(), said)));
    }
    for unasked in given.keys().filter(|given| !of_type.particulars.iter().any(|asked| asked.code == **given))
    {
        faults.add(pointer(unasked), "unknown_question", "is not asked for by this type of measure");
    }
    stated
}

fn pointer(code: &str) -> String {
    format!("#/particulars/{code}")
}

fn text(asked: &Particular, given: Option<&str>, faults: &mut Faults) -> Option<String> {
    let before = faults.count();
    let text = check::text(given, &pointer(&asked.code), check::TEXT_MAX, faults);
    needed(asked, text, before, faults)
}

fn reference(asked: &Particular, given: Option<&str>, faults: &mut Faults) -> Option<String> {
    let before = faults.count();
    let number = check::diary_number(given, &pointer(&asked.code), faults);
    needed(asked, number, before, faults)
}

fn day(
    asked: &Particular,
    given: Option<&str>,
    not_before: Option<Date>,
    faults: &mut Faults,
) -> Option<String> {
    let before = faults.count();
    let at = pointer(&asked.code);
    let given = given.map(str::trim).filter(|given| !given.is_empty());
    let day = given.and_then(|given| match given.parse::<Date>() {
        Ok(day) if not_before.is_some_and(|earliest| day < earliest) => {
            faults.add(&at, "has_passed", "has passed already");
            None
        }
        Ok(day) => Some(day.to_string()),
        Err(_) => {
            faults.add(&at, "wrong_type", "must be a day, such as 2027-01-31");
            None
        }
    });
    needed(asked, day, before, faults)
}

/// What is stated, or a fault that names what is missing, unless another has been told of it already.
fn needed(asked: &Particular, said: Option<String>, before: usize, faults: &mut Faults) -> Option<String> {
    if said.is_none() && !asked.optional && faults.count() == before {
        let detail = format!("this type of measure must state it: {}", asked.label.en);
        faults.add(pointer(&asked.code), "required", detail);
    }
    said
}
