//! Where faults are told of: a lamp or a tag is somebody's to mend, and they have a channel of their own for it.

use super::check;
use crate::domain::codes::{CodeList, FaultChannel};
use crate::domain::command::CodeDraft;
use crate::domain::refusal::Faults;
use crate::domain::world::World;

/// Longest address of a page, characters.
const WEB_MAX: usize = 300;
/// Longest number, characters, and fewest digits.
const PHONE_MAX: usize = 30;
const PHONE_DIGITS_MIN: usize = 3;

/// Where a fault of a problem type is told of. Its number is a function's: no text that the guard would look through.
pub(super) fn of(
    world: &impl World,
    row: usize,
    draft: &CodeDraft,
    faults: &mut Faults,
) -> Option<FaultChannel> {
    let given = draft.fault_channel.as_ref()?;
    let at = |field: &str| format!("#/rows/{row}/fault_channel{field}");
    if draft.list != CodeList::ProblemType {
        faults.add(at(""), "not_here", "only problem types are faults that somebody mends");
    }
    let web = check::optional_label(given.web.as_deref(), &at("/web"), WEB_MAX, faults);
    if web.as_ref().is_some_and(|web| !is_web_address(web)) {
        faults.add(at("/web"), "not_a_web_address", "must begin with https:// and name a host");
    }
    let phone = check::optional_label(given.phone.as_deref(), &at("/phone"), PHONE_MAX, faults);
    if phone.as_ref().is_some_and(|phone| !is_phone_number(phone)) {
        faults.add(at("/phone"), "not_a_phone_number", "must be digits, with spaces, - and + at most");
    }
    if web.is_none() && phone.is_none() {
        faults.add(at(""), "required", "must have a page or a number");
    }
    let Some(party) = world.party_by_code(given.party.trim()) else {
        faults.add(at("/party"), "unknown_party", "is not the code of a party");
        return None;
    };
    Some(FaultChannel { party: party.id, web, phone })
}

fn is_web_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_of_a_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':');
    !host.is_empty() && host.chars().all(is_of_a_host) && !rest.contains(char::is_whitespace)
}

fn is_phone_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= PHONE_DIGITS_MIN && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_an_https_address_with_a_host_and_no_space() {
        for good in
            ["https://stad.example", "https://stad.example:8443/fel?typ=lampa#nu", "https://skräp.example/"]
        {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "http://stad.example",
            "javascript:alert(1)",
            "https://",
            "https:///fel",
            "https://stad.example/a b",
            "https://någon@stad.example/",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn a_number_is_digits_with_little_between() {
        assert!(["112", "08-465 004 10", "+46 8 465 004 10"].iter().all(|good| is_phone_number(good)));
        assert!(["12", "ring Eva", "08-465 004 10 (Eva)", "- - -"].iter().all(|bad| !is_phone_number(bad)));
    }
}
