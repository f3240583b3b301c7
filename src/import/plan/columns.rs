//! Columns that nobody asked for, and columns that must not come in.

use super::{Fault, What};
use crate::import::Mapping;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Names listed in a note at most.
const LISTED_MAX: usize = 40;
/// Characters of a name that are repeated.
const NAME_SHOWN: usize = 40;

/// Parts of names of columns that identify a person or a case, folded as by [`fold`].
const PERSON_OR_CASE: [&str; 28] = [
    "personnummer",
    "personnr",
    "personid",
    "identitetsnummer",
    "samordningsnummer",
    "fodelsenummer",
    "fodelsedatum",
    "socialsecurity",
    "nationalid",
    "malsagande",
    "misstankt",
    "garningsman",
    "fornamn",
    "efternamn",
    "firstname",
    "lastname",
    "brottsnummer",
    "brottsnr",
    "arendenummer",
    "arendenr",
    "diarienummer",
    "diarienr",
    "anmalningsnummer",
    "anmalansnummer",
    "crimeid",
    "crimenumber",
    "caseid",
    "casenumber",
];
/// Names that are such when they stand alone.
const PERSON_OR_CASE_ALONE: [&str; 12] = [
    "pnr", "persnr", "ssn", "knummer", "knr", "dnr", "crimeref", "caseno", "telefon", "phone", "epost",
    "email",
];

/// The columns a file turned out to have.
#[derive(Default)]
pub(super) struct Columns {
    what: Option<What>,
    seen: HashSet<String>,
    unknown: Vec<String>,
}

impl Columns {
    pub fn new(what: What) -> Self {
        Self { what: Some(what), ..Self::default() }
    }

    pub fn see(&mut self, properties: &Map<String, Value>) {
        for name in properties.keys() {
            if self.seen.contains(name) {
                continue;
            }
            self.seen.insert(name.clone());
            if !self.what.is_some_and(|what| what.fields().contains(&name.as_str())) {
                self.unknown.push(name.clone());
            }
        }
    }

    pub fn notes(&self) -> Option<String> {
        if self.unknown.is_empty() {
            return None;
        }
        let listed: Vec<_> = self.unknown.iter().take(LISTED_MAX).map(|name| shown(name)).collect();
        let more = match self.unknown.len().saturating_sub(LISTED_MAX) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Some(format!("columns that are not used: {}{more}", listed.join(", ")))
    }

    /// Police case numbers and anything that tells a person never enter, not even in a column that is not used: the
    /// file itself must not be sent.
    pub fn faults(&self, mapping: &Mapping) -> Vec<Fault> {
        if self.what != Some(What::Reports) {
            return Vec::new();
        }
        let mapped = What::Reports.fields().iter().filter_map(|field| mapping.column_of(field));
        let names = self.unknown.iter().map(String::as_str).chain(mapped);
        names
            .filter(|name| tells_person_or_case(name))
            .map(|name| {
                let detail =
                    format!("the column “{}” looks like one that identifies a person or a case", shown(name));
                Fault::file("#", "person_or_case", detail)
                    .with_hint("take the column out of the file; number the rows anew if they need an id")
            })
            .collect()
    }
}

fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(NAME_SHOWN).collect()
}

fn tells_person_or_case(name: &str) -> bool {
    let name = fold(name);
    PERSON_OR_CASE_ALONE.contains(&name.as_str()) || PERSON_OR_CASE.iter().any(|part| name.contains(part))
}

/// Small letters and digits alone, å and ä as a, ö as o.
fn fold(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            c => c,
        })
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_and_cases_are_known_however_they_are_written() {
        for name in
            ["Personnummer", "PERS-NR", "pnr", "Crime ID", "Ärendenummer (brott)", "K-nummer", "CaseID"]
        {
            assert!(tells_person_or_case(name), "{name}");
        }
        for name in ["id", "Adress", "postnummer", "Namn", "brottstyp", "Month", "kommunkod", "linjenummer"] {
            assert!(!tells_person_or_case(name), "{name}");
        }
    }
}
