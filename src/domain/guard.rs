//! The guard on free text: nothing that points at a person is stored.
//!
//! Finds Swedish personal identity and coordination numbers, phone numbers, e-mail addresses, vehicle plates and
//! apartment numbers, in the ways people write them and in the ways they hide. A fault names the kind and what to do,
//! never the text; refused text is not stored, logged or repeated. Words that point at origin or health are told of and
//! let through.

mod case;
mod contact;
mod fold;
mod identity;
mod plate;
mod runs;
mod sensitive;
#[cfg(test)]
mod tests;

pub use case::is_case_number;
pub use sensitive::{Sensitive, warnings};

use fold::Folded;
use std::borrow::Cow;
use std::fmt;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextFaultKind {
    /// A personal identity number or coordination number.
    IdentityNumber,
    /// A phone number.
    PhoneNumber,
    /// An e-mail address.
    Email,
    /// The plate of a vehicle.
    VehiclePlate,
    /// The number of a flat.
    ApartmentNumber,
    /// A control character other than line break and tab.
    ControlCharacter,
    /// A character that turns the direction of text, so that it reads otherwise than it is stored.
    BidirectionalOverride,
    /// More characters than allowed.
    TooLong,
}

impl TextFaultKind {
    /// The name by which programs know the kind; never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::IdentityNumber => "identity_number",
            Self::PhoneNumber => "phone_number",
            Self::Email => "email",
            Self::VehiclePlate => "vehicle_plate",
            Self::ApartmentNumber => "apartment_number",
            Self::ControlCharacter => "control_character",
            Self::BidirectionalOverride => "bidirectional_override",
            Self::TooLong => "too_long",
        }
    }
}

impl fmt::Display for TextFaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One kind of fault in a text. Holds nothing of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFault {
    /// What was found.
    pub kind: TextFaultKind,
    /// What it is and what to do, as a sentence for the writer.
    pub detail: String,
}

/// The text as it may be stored: NFC, line breaks as `\n`, without white space around it.
///
/// `max_chars` counts Unicode scalar values of that form.
///
/// # Errors
/// Every kind of fault found, each once, in the order of [`TextFaultKind`].
pub fn check(text: &str, max_chars: usize) -> Result<String, Vec<TextFault>> {
    // NFC takes time; no text that fits is more than four times as long before it.
    if text.trim().chars().nth(max_chars.saturating_mul(4)).is_some() {
        return Err(vec![fault(TextFaultKind::TooLong, max_chars)]);
    }
    let stored = composed(text.trim()).replace("\r\n", "\n");
    let folded = Folded::of(&stored);
    let findings = [
        (TextFaultKind::IdentityNumber, identity::is_in(&folded)),
        (TextFaultKind::PhoneNumber, contact::phone_is_in(&folded)),
        (TextFaultKind::Email, contact::email_is_in(&folded)),
        (TextFaultKind::VehiclePlate, plate::is_in(&folded)),
        (TextFaultKind::ApartmentNumber, contact::apartment_is_in(&folded)),
        (TextFaultKind::ControlCharacter, stored.chars().any(is_forbidden_control)),
        (TextFaultKind::BidirectionalOverride, stored.chars().any(turns_direction)),
        (TextFaultKind::TooLong, stored.chars().nth(max_chars).is_some()),
    ];
    let faults: Vec<TextFault> =
        findings.into_iter().filter(|(_, found)| *found).map(|(kind, _)| fault(kind, max_chars)).collect();
    if faults.is_empty() { Ok(stored) } else { Err(faults) }
}

/// The text in NFC; most are, which is seen at a glance.
fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.into(),
        IsNormalized::No | IsNormalized::Maybe => text.nfc().collect(),
    }
}

fn fault(kind: TextFaultKind, max_chars: usize) -> TextFault {
    let detail = match kind {
        TextFaultKind::IdentityNumber => {
            "holds a personal identity number; describe the place, not the person".to_owned()
        }
        TextFaultKind::PhoneNumber => {
            "holds a phone number; contacts are kept with parties, not in text".to_owned()
        }
        TextFaultKind::Email => {
            "holds an e-mail address; contacts are kept with parties, not in text".to_owned()
        }
        TextFaultKind::VehiclePlate => {
            "holds a vehicle's plate; write the kind of vehicle instead".to_owned()
        }
        TextFaultKind::ApartmentNumber => {
            "holds the number of a flat; write the entrance or the yard instead".to_owned()
        }
        TextFaultKind::ControlCharacter => {
            "holds a control character other than line break and tab".to_owned()
        }
        TextFaultKind::BidirectionalOverride => {
            "holds a character that turns the direction of text".to_owned()
        }
        TextFaultKind::TooLong => format!("is longer than {max_chars} characters"),
    };
    TextFault { kind, detail }
}

fn is_forbidden_control(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
