//! Refusals: the domain says no. Expected, part of the contract, and nothing is written.

use serde::Serialize;

/// Every stable word a refusal can carry. Whoever speaks to people has words of their own for each, so a new one is
/// entered here first; a debug build stops at one that is not.
pub const WORDS: &[&str] = &[
    "administrator_role",
    "already-closed",
    "already-published",
    "already-withdrawn",
    "already_linked",
    "ambiguous_area",
    "another-is-asked",
    "another_partys_source",
    "answers_itself",
    "apartment_number",
    "bad_parameter",
    "before_start",
    "bidirectional_override",
    "case_number",
    "class_needed",
    "code_ended",
    "code_not_begun",
    "contradicts",
    "control_character",
    "coordinates_places",
    "coordinator_role",
    "does_not_log_in",
    "elsewhere",
    "email",
    "founded-a-place",
    "geometry",
    "guessable",
    "has_passed",
    "held_by_another",
    "hidden",
    "holder-may-not-see",
    "holds_already",
    "holds_login",
    "identity_number",
    "in_the_future",
    "indicated_elsewhere",
    "itself",
    "left_out",
    "length",
    "login",
    "made_of_others",
    "may_not_see",
    "member_role",
    "moved-on",
    "narrowed",
    "never_open",
    "no-account",
    "no-desk",
    "no_password",
    "no_such_part",
    "not-due",
    "not_a_code",
    "not_a_diary_number",
    "not_a_full_party",
    "not_a_number",
    "not_a_photo",
    "not_a_phone_number",
    "not_a_polygon",
    "not_a_web_address",
    "not_here",
    "not_json",
    "not_the_holder",
    "not_the_origin",
    "not_with_outcome",
    "not_your_act",
    "not_your_area",
    "not_your_party",
    "not_your_unit",
    "nothing-to-accept",
    "nothing-to-decline",
    "nothing-to-publish",
    "nothing-to-take-back",
    "nothing-to-uphold",
    "objected-already",
    "objection-too-late",
    "only_one",
    "only_the_origin_widens",
    "only_the_unit_widens",
    "out_of_range",
    "overlaps",
    "own_party",
    "part_of_union",
    "phone_number",
    "photos-full",
    "photos-off",
    "place-ended",
    "place-not-open",
    "place-not-set-aside",
    "place-open",
    "place_ended",
    "police_never_asked",
    "police_only",
    "range",
    "reaches_into_next",
    "reporter_role",
    "retention-ended",
    "retention-not-decided",
    "required",
    "scope",
    "status-not-reachable",
    "take-back-too-late",
    "takes_it_up_itself",
    "too_large",
    "too_late",
    "too_long",
    "too-many-areas",
    "too-many-disclosures",
    "too-many-rounds",
    "too_many",
    "touches-too-much",
    "twice",
    "unit_in_use",
    "unknown",
    "unknown_answer",
    "unknown_area",
    "unknown_category",
    "unknown_code",
    "unknown_party",
    "unknown_place",
    "unknown_question",
    "unknown_report",
    "unknown_round",
    "unknown_site",
    "unknown_stop",
    "vague_position",
    "vehicle_plate",
    "wrong_code",
    "wrong_count",
    "wrong_password",
    "wrong_type",
];

/// One thing wrong with what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// Where, as a JSON pointer with `#` before it.
    pub pointer: String,
    /// Stable word for programs and for the glossary.
    pub code: &'static str,
    /// In words, and what to do. Never quotes free text.
    pub detail: String,
}

impl Wrong {
    /// Something wrong at a pointer.
    pub fn at(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        debug_assert!(WORDS.contains(&code), "{code} is not among the words of refusals");
        Self { pointer: pointer.into(), code, detail: detail.into() }
    }

    /// A party that there is not. One that was not named at all is asked for: a form whose choice nobody has made sends that.
    pub fn no_party(pointer: impl Into<String>, code: &str) -> Self {
        let word = if code.is_empty() { "required" } else { "unknown_party" };
        Self::at(pointer, word, "must be the code of a party; /api/parties lists them")
    }
}

/// Why a command is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The thing is not there, or the asker may not know of it.
    NotThere,
    /// The asker may know of it but not do this.
    NotAllowed(&'static str),
    /// Not in this state. A stable word and a sentence.
    WrongState(&'static str, String),
    /// Somebody has changed it since the asker looked.
    Stale,
    /// The content is wrong, each fault with its pointer.
    Invalid(Vec<Wrong>),
}

impl Refusal {
    /// One fault in the content.
    pub fn invalid(pointer: &str, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![Wrong::at(pointer, code, detail)])
    }
}

/// Gathers faults, so that everything wrong is told at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<Wrong>);

impl Faults {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn add(&mut self, pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) {
        self.0.push(Wrong::at(pointer, code, detail));
    }

    /// Adds many.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = Wrong>) {
        self.0.extend(faults);
    }

    /// Whether there are any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Refuses when there are any.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with all of them.
    pub fn check(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.0)) }
    }

    /// The faults themselves.
    #[must_use]
    pub fn into_inner(self) -> Vec<Wrong> {
        self.0
    }
}
