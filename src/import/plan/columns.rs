//! Columns that nobody asked for, and columns that must not come in.

use super::{Fault, PlanOptions, What};
use std::collections::HashSet;

/// Names listed in a note at most.
const LISTED_MAX: usize = 40;
/// Names remembered; rows of objects may each have others.
const SEEN_MAX: usize = 10_000;
/// Characters of a name that are repeated.
const NAME_SHOWN: usize = 40;

/// Parts of names of columns that identify a person or a case, folded as by [`fold`].
const PERSON_OR_CASE: [&str; 40] = [
    "personnummer",
    "persnummer",
    "personnr",
    "personid",
    "identitetsnummer",
    "samordningsnummer",
    "fodelsenummer",
    "fodelsedatum",
    "dateofbirth",
    "birthdate",
    "socialsecurity",
    "nationalid",
    "malsagande",
    "misstankt",
    "garningsman",
    "victim",
    "offender",
    "suspectid",
    "suspectname",
    "fornamn",
    "efternamn",
    "firstname",
    "lastname",
    "brottsnummer",
    "brottsnr",
    "arendeid",
    "arendenummer",
    "arendenr",
    "diarienummer",
    "diarienr",
    "anmalningsnummer",
    "anmalansnummer",
    "crimeid",
    "crimeno",
    "crimenumber",
    "incidentid",
    "incidentnumber",
    "incidentno",
    "caseid",
    "casenumber",
];
/// Names that are such when they stand alone.
const PERSON_OR_CASE_ALONE: [&str; 14] = [
    "pnr", "persnr", "ssn", "dob", "knummer", "knr", "dnr", "crimeref", "caseno", "suspect", "telefon",
    "phone", "epost", "email",
];
/// Names that are such in a file of figures, which are of many people: elsewhere streets and places have them.
const PERSON_IN_FIGURES: [&str; 4] = ["namn", "name", "fullname", "fullstandigtnamn"];

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

    pub fn see_names<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        for name in names {
            if self.seen.contains(name) || self.seen.len() >= SEEN_MAX {
                continue;
            }
            self.seen.insert(name.to_owned());
            if !self.what.is_some_and(|what| what.has(name)) {
                self.unknown.push(name.to_owned());
            }
        }
    }

    pub fn notes(&self, options: &PlanOptions) -> Vec<String> {
        let feed = options.feed.as_ref();
        let is_used = |name: &String| feed.is_some_and(|feed| feed.uses(name));
        let unused: Vec<_> = self.unknown.iter().filter(|name| !is_used(name)).collect();
        let vouched = self.unknown.iter().filter_map(|name| {
            let reason = feed?.vouched(name)?;
            Some(format!("the column “{}” is let through by the mapping file: {reason}", shown(name)))
        });
        let mut notes: Vec<String> = vouched.collect();
        if unused.is_empty() {
            return notes;
        }
        let listed: Vec<_> = unused.iter().take(LISTED_MAX).map(|name| shown(name)).collect();
        let more = match unused.len().saturating_sub(LISTED_MAX) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        notes.push(format!("columns that are not used: {}{more}", listed.join(", ")));
        notes
    }

    /// Police case numbers and anything that tells a person never enter, not even in a column that is not used: the
    /// file itself must not be sent.
    ///
    /// A mapping file may vouch for a column, with its reason: a name is a sign and no more.
    pub fn faults(&self, options: &PlanOptions) -> Vec<Fault> {
        let may_tell = |what: &What| {
            matches!(what, What::Reports | What::Statistics | What::Addresses | What::Buildings)
        };
        let Some(what) = self.what.filter(may_tell) else { return Vec::new() };
        let feed = options.feed.as_ref();
        let mapped = what.fields().iter().filter_map(|field| {
            feed.and_then(|feed| feed.column_of(field.name)).or(options.mapping.column_of(field.name))
        });
        let mut names: Vec<&str> = self.unknown.iter().map(String::as_str).chain(mapped).collect();
        let mut told = HashSet::new();
        names.retain(|name| told.insert(*name));
        names
            .into_iter()
            .filter(|name| tells_person_or_case(name, what))
            .filter(|name| feed.is_none_or(|feed| feed.vouched(name).is_none()))
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

fn tells_person_or_case(name: &str, what: What) -> bool {
    let name = fold(name);
    let in_figures = what == What::Statistics && PERSON_IN_FIGURES.contains(&name.as_str());
    in_figures
        || PERSON_OR_CASE_ALONE.contains(&name.as_str())
        || PERSON_OR_CASE.iter().any(|part| name.contains(part))
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
        for name in [
            "Personnummer",
            "PERS-NR",
            "persnummer",
            "pnr",
            "date_of_birth",
            "Crime ID",
            "crime_no",
            "incident_id",
            "Ärendenummer (brott)",
            "ärende-id",
            "K-nummer",
            "CaseID",
            "victim_sex",
            "Suspect",
            "offender",
        ] {
            assert!(tells_person_or_case(name, What::Reports), "{name}");
        }
        for name in [
            "id",
            "Adress",
            "postnummer",
            "Namn",
            "brottstyp",
            "Month",
            "kommunkod",
            "linjenummer",
            "incidents",
            "suspected",
        ] {
            assert!(!tells_person_or_case(name, What::Reports), "{name}");
        }
        assert!(tells_person_or_case("Namn", What::Statistics), "figures are of nobody");
    }
}
