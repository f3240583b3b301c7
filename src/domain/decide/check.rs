//! Checks that many commands share: codes, texts, versions, sight.

use crate::domain::access::{Asking, Audience, Class, Grant, GrantReason, Level, Role, Viewer, see};
use crate::domain::codes::CodeList;
use crate::domain::command::Actor;
use crate::domain::guard;
use crate::domain::ids::{PartyId, PlaceId};
use crate::domain::party::{Party, PartyKind};
use crate::domain::place::Place;
use crate::domain::refusal::{Faults, Refusal, Wrong};
use crate::domain::world::{Held, World};
use jiff::civil::Date;

/// Longest free text, characters.
pub const TEXT_MAX: usize = 2_000;
/// Longest reason, characters.
pub const REASON_MAX: usize = 500;
/// Longest name of a function, characters.
pub const FUNCTION_MAX: usize = 80;
/// Longest name, characters.
pub const NAME_MAX: usize = 120;
/// Longest number in a diary, characters.
pub const DIARY_NUMBER_MAX: usize = 40;

/// Every code is in its list and can be chosen today, none twice, as many as asked for.
pub fn codes(
    world: &(impl World + ?Sized),
    list: (CodeList, &str),
    given: &[String],
    count: (usize, usize),
    today: Date,
    faults: &mut Faults,
) {
    codes_beside(world, list, (given, &[]), count, today, faults);
}

/// As [`codes`], but those that were there before need not be choosable any more.
pub fn codes_beside(
    world: &(impl World + ?Sized),
    (list, pointer): (CodeList, &str),
    (given, before): (&[String], &[String]),
    (least, most): (usize, usize),
    today: Date,
    faults: &mut Faults,
) {
    if given.len() < least {
        faults.add(pointer, "required", format!("at least {least} is needed; see the list {}", list.code()));
    }
    if given.len() > most {
        faults.add(pointer, "too_many", format!("at most {most} can be given"));
    }
    for (at, code) in given.iter().enumerate().take(most) {
        let pointer = format!("{pointer}/{at}");
        if !before.contains(code) {
            one_code(world, (list, &pointer), code, today, faults);
        }
        if given[..at].contains(code) {
            faults.add(pointer, "twice", "is given twice");
        }
    }
}

/// The code is in its list and can be chosen today.
pub fn one_code(
    world: &(impl World + ?Sized),
    (list, pointer): (CodeList, &str),
    code: &str,
    today: Date,
    faults: &mut Faults,
) {
    match world.code(list, code) {
        None if code.is_empty() => {
            faults.add(pointer, "required", format!("must be of the list {}", list.code()))
        }
        None => faults.add(pointer, "unknown_code", format!("is not in the list {}", list.code())),
        Some(found) => match found.from.filter(|from| today < *from) {
            Some(from) => {
                let detail = format!("can be chosen from {} from {from} on", list.code());
                faults.add(pointer, "code_not_begun", detail);
            }
            None if !found.holds_on(today) => {
                faults.add(pointer, "code_ended", format!("can no longer be chosen from {}", list.code()));
            }
            None => {}
        },
    }
}

/// The class can be chosen for a report or a place by this actor. What is shared with parties is never
/// open; only figures of it are.
pub fn class(actor: &Actor, class: Class, pointer: &str, faults: &mut Faults) {
    match class {
        Class::Open => faults.add(
            pointer,
            "never_open",
            "reports and places are shared with parties, at most as partner; only figures are open",
        ),
        Class::Police if actor.viewer.kind != PartyKind::Police => {
            faults.add(pointer, "police_only", "only the police can use the class police");
        }
        Class::Police | Class::Partner | Class::City | Class::Origin => {}
    }
}

/// Free text through the guard; empty is none.
pub fn text(given: Option<&str>, pointer: &str, max_chars: usize, faults: &mut Faults) -> Option<String> {
    match guard::check(given?, max_chars) {
        Ok(clean) if clean.is_empty() => None,
        Ok(clean) => Some(clean),
        Err(wrong) => {
            for fault in wrong {
                faults.add(pointer, fault.kind.code(), fault.detail);
            }
            None
        }
    }
}

/// Free text that must be there.
pub fn required_text(given: &str, pointer: &str, max_chars: usize, faults: &mut Faults) -> String {
    let before = faults.count();
    let clean = text(Some(given), pointer, max_chars, faults);
    if clean.is_none() && faults.count() == before {
        faults.add(pointer, "required", "must be given");
    }
    clean.unwrap_or_default()
}

/// A number in a diary, such as `KS 2026/740`: letters, digits and what stands between them, with a digit among them. It
/// goes through the guard as all that is typed does, and is no number of the police's cases.
pub fn diary_number(given: Option<&str>, pointer: &str, faults: &mut Faults) -> Option<String> {
    let number = text(given, pointer, DIARY_NUMBER_MAX, faults)?;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '/' | '-' | '.' | ':');
    if guard::is_case_number(&number) {
        faults.add(pointer, "case_number", "is the number of a police case, which is kept by the police");
    } else if !number.chars().all(fits) || !number.chars().any(|c| c.is_ascii_digit()) {
        let detail = "must be letters, digits and / - . : with a digit among them, such as KS 2026/740";
        faults.add(pointer, "not_a_diary_number", detail);
    }
    Some(number)
}

/// A text that identifies, such as a code or a name in a file: no control characters, not too long.
pub fn label(given: &str, pointer: &str, max_chars: usize, faults: &mut Faults) -> String {
    let clean = given.trim();
    if clean.is_empty() {
        faults.add(pointer, "required", "must be given");
    } else if clean.chars().count() > max_chars {
        faults.add(pointer, "too_long", format!("is longer than {max_chars} characters"));
    } else if clean.chars().any(char::is_control) {
        faults.add(pointer, "control_character", "holds a control character");
    }
    clean.to_owned()
}

/// A label that need not be there; empty is none.
pub fn optional_label(
    given: Option<&str>,
    pointer: &str,
    max_chars: usize,
    faults: &mut Faults,
) -> Option<String> {
    let given = given.filter(|text| !text.trim().is_empty())?;
    Some(label(given, pointer, max_chars, faults))
}

/// The party with a code.
pub fn party(
    world: &(impl World + ?Sized),
    code: &str,
    pointer: &str,
    faults: &mut Faults,
) -> Option<Held<Party>> {
    let found = world.party_by_code(code);
    if found.is_none() {
        faults.extend([Wrong::no_party(pointer, code)]);
    }
    found
}

/// The thing still stands at the version the asker saw.
pub fn version(expected: Option<u32>, stands_at: u32) -> Result<(), Refusal> {
    match expected {
        Some(expected) if expected != stands_at => Err(Refusal::Stale),
        Some(_) | None => Ok(()),
    }
}

/// A place that the actor sees in full; less than that is a refusal that says no more than it may.
pub fn place_in_full(
    world: &(impl World + ?Sized),
    actor: &Actor,
    place: PlaceId,
) -> Result<Held<Place>, Refusal> {
    let place = world.place(place).ok_or(Refusal::NotThere)?;
    let audience = Audience::new(place.class, place.origin, &place.grants);
    match see(&actor.viewer, &audience, Asking::Anywhere).level() {
        Some(Level::Full) => Ok(place),
        Some(Level::Summary | Level::Exists) => Err(Refusal::NotAllowed("not_a_full_party")),
        None => Err(Refusal::NotThere),
    }
}

/// Whether who speaks for a party would see a thing of this class in full, were the party one of its parties. Nobody is
/// asked to coordinate what it may not see, and being asked makes nobody a recipient of what its origin or the police keep.
pub fn may_see(party: &Party, class: Class, origin: PartyId) -> bool {
    sees_beside(party, (class, origin), &[])
}

/// Whether a party may coordinate a place: as [`may_see`], or because the origin has named it a recipient.
pub fn may_hold(party: &Party, place: &Place) -> bool {
    sees_beside(party, (place.class, place.origin), &place.confirmed)
}

fn sees_beside(party: &Party, (class, origin): (Class, PartyId), named: &[Grant]) -> bool {
    let viewer = Viewer { party: party.id, kind: party.kind, role: Role::Coordinator };
    let granted = Grant { party: party.id, level: Level::Full, why: GrantReason::Coordinator };
    let of_the_place = (!class.is_kept()).then_some(granted);
    let grants: Vec<_> = named.iter().copied().chain(of_the_place).collect();
    see(&viewer, &Audience::new(class, origin, &grants), Asking::Anywhere).level() == Some(Level::Full)
}

/// The actor's role is that of a coordinator.
pub fn coordinates(actor: &Actor) -> Result<(), Refusal> {
    if actor.viewer.role.coordinates() { Ok(()) } else { Err(Refusal::NotAllowed("coordinator_role")) }
}

/// The actor sets up the city.
pub fn administers(actor: &Actor) -> Result<(), Refusal> {
    if actor.viewer.role.administers() { Ok(()) } else { Err(Refusal::NotAllowed("administrator_role")) }
}
