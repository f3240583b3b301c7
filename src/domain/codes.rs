//! Code lists: what can be chosen, as data with validity dates and words in two languages.
//!
//! Old records keep old codes; what can be chosen today is what holds today.

use super::hours::HourBand;
use super::ids::{CodeId, PartyId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeList {
    /// What is wrong.
    ProblemType,
    /// Lighting, design and the like.
    PhysicalFactor,
    /// How many, in bands.
    CountBand,
    /// Where a report comes from.
    ReportSource,
    /// What is done.
    MeasureType,
    /// The agreement's five priority areas.
    PriorityArea,
    /// Kinds of sites.
    SiteKind,
    /// Kinds of presence at a place.
    PresenceKind,
    /// Kinds of organisations that are no parties.
    OrganisationKind,
    /// On what ground something is shared with more, or given out.
    SharingGround,
    /// Paragraphs that a part of a document is withheld by.
    SecrecyGround,
    /// Parts of the day, by their hours.
    TimeBand,
}

impl CodeList {
    /// All lists.
    pub const ALL: [Self; 12] = [
        Self::ProblemType,
        Self::PhysicalFactor,
        Self::CountBand,
        Self::ReportSource,
        Self::MeasureType,
        Self::PriorityArea,
        Self::SiteKind,
        Self::PresenceKind,
        Self::OrganisationKind,
        Self::SharingGround,
        Self::SecrecyGround,
        Self::TimeBand,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ProblemType => "problem_type",
            Self::PhysicalFactor => "physical_factor",
            Self::CountBand => "count_band",
            Self::ReportSource => "report_source",
            Self::MeasureType => "measure_type",
            Self::PriorityArea => "priority_area",
            Self::SiteKind => "site_kind",
            Self::PresenceKind => "presence_kind",
            Self::OrganisationKind => "organisation_kind",
            Self::SharingGround => "sharing_ground",
            Self::SecrecyGround => "secrecy_ground",
            Self::TimeBand => "time_band",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == code)
    }
}

/// Swedish and English words for one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Swedish, as in the agreement.
    pub sv: String,
    /// English.
    pub en: String,
}

/// One answer that an extra question takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The stable word.
    pub code: String,
    /// On screen.
    pub label: Words,
}

/// An extra question that a problem type brings with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The stable word.
    pub code: String,
    /// On screen.
    pub label: Words,
    /// The answers it takes; never free text, so that no person can be described.
    pub choices: Vec<Choice>,
}

/// How something that a measure must state is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticularForm {
    /// In words, through the guard; erased with the measure's other words.
    Text,
    /// The number of a document in a diary.
    Reference,
    /// A day.
    Day,
    /// A day by which whoever is responsible looks at the measure again: it becomes a duty.
    DueDay,
}

/// Something that a measure of a type must state beside what every measure does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particular {
    /// The stable word.
    pub code: String,
    /// On screen.
    pub label: Words,
    /// How it is given.
    pub form: ParticularForm,
    /// It may be left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// Where a fault of this kind is told of to whoever mends it: their own channel, beside what is reported here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultChannel {
    /// Who mends it.
    pub party: PartyId,
    /// Their page for it, an https address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
    /// The number of whoever is on duty there: a function's, never a person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// One code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: CodeId,
    /// The list it is in.
    pub list: CodeList,
    /// The stable word: 1 to 40 characters of `a-z0-9_`, unique in the list.
    pub code: String,
    /// On screen.
    pub label: Words,
    /// Problem types: `crime_disorder`, `fire`, `accident` or `environment`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Site kinds: matters to children.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub child_relevant: bool,
    /// Extra questions of a problem type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Measure types: what a measure must state, all of it in an order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub particulars: Vec<Particular>,
    /// Measure types that are steps in the handling of a problem: the problem types at whose places they are taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub step_at: Vec<String>,
    /// Grounds of sharing: the law's paragraph, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    /// Problem types that are faults somebody mends: where that is told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault_channel: Option<FaultChannel>,
    /// Parts of the day: their hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<HourBand>,
    /// Where it stands in the list.
    pub position: u32,
    /// First day it can be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// First day it no longer can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

fn nothing() -> CodeId {
    CodeId::from_bits(0)
}

impl Code {
    /// Whether it can be chosen on a date.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        super::periods::holds(self.from, self.until, date)
    }
}

/// The codes of a fresh installation.
#[must_use]
pub fn fresh() -> Vec<Code> {
    #[derive(Deserialize)]
    struct File {
        codes: Vec<Entry>,
    }
    #[derive(Deserialize)]
    struct Entry {
        list: CodeList,
        code: String,
        sv: String,
        en: String,
        category: Option<String>,
        #[serde(default)]
        child_relevant: bool,
        #[serde(default)]
        questions: Vec<Asked>,
        #[serde(default)]
        particulars: Vec<Stated>,
        #[serde(default)]
        step_at: Vec<String>,
        paragraph: Option<String>,
        hours: Option<HourBand>,
    }
    #[derive(Deserialize)]
    struct Asked {
        code: String,
        sv: String,
        en: String,
        choices: Vec<(String, String, String)>,
    }
    #[derive(Deserialize)]
    struct Stated {
        code: String,
        sv: String,
        en: String,
        form: ParticularForm,
        #[serde(default)]
        optional: bool,
    }
    let file: File = toml::from_str(include_str!("fresh_codes.toml"))
        .expect("the codes of a fresh installation are checked by a test");
    let choice = |(code, sv, en)| Choice { code, label: Words { sv, en } };
    let question = |q: Asked| Question {
        code: q.code,
        label: Words { sv: q.sv, en: q.en },
        choices: q.choices.into_iter().map(choice).collect(),
    };
    let particular = |stated: Stated| Particular {
        code: stated.code,
        label: Words { sv: stated.sv, en: stated.en },
        form: stated.form,
        optional: stated.optional,
    };
    (1..)
        .zip(file.codes)
        .map(|(position, entry)| Code {
            id: nothing(),
            list: entry.list,
            code: entry.code,
            label: Words { sv: entry.sv, en: entry.en },
            category: entry.category,
            child_relevant: entry.child_relevant,
            questions: entry.questions.into_iter().map(question).collect(),
            particulars: entry.particulars.into_iter().map(particular).collect(),
            step_at: entry.step_at,
            paragraph: entry.paragraph,
            fault_channel: None,
            hours: entry.hours,
            position,
            from: None,
            until: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_fresh_installation_has_the_codes_the_agreement_names() {
        let codes = fresh();
        let has = |list, code: &str| codes.iter().any(|c| c.list == list && c.code == code);
        for code in [
            "open_drug_trade",
            "open_drug_scene",
            "disorder",
            "unlawful_settlement",
            "vandalism",
            "extensive_littering",
        ] {
            assert!(has(CodeList::ProblemType, code), "{code}");
        }
        for code in [
            "youth_at_risk",
            "unsafe_places",
            "system_threatening_crime",
            "vulnerable_victims",
            "criminal_environments",
        ] {
            assert!(has(CodeList::PriorityArea, code), "{code}");
        }
        for code in ["poor_lighting", "urban_design"] {
            assert!(has(CodeList::PhysicalFactor, code), "{code}");
        }
        let unique: HashSet<_> = codes.iter().map(|c| (c.list, &c.code)).collect();
        assert_eq!(unique.len(), codes.len(), "no code twice in a list");
    }

    #[test]
    fn two_problem_types_that_ask_under_one_code_ask_the_same() {
        let asked: Vec<_> = fresh().into_iter().flat_map(|code| code.questions).collect();
        for question in &asked {
            let same = asked.iter().filter(|other| other.code == question.code);
            assert!(same.into_iter().all(|other| other.choices == question.choices), "{}", question.code);
        }
    }

    #[test]
    fn every_problem_type_has_a_category_and_every_code_its_words() {
        for code in fresh() {
            assert_eq!(code.category.is_some(), code.list == CodeList::ProblemType, "{}", code.code);
            assert!(!code.label.sv.is_empty() && !code.label.en.is_empty());
            assert!(code.questions.iter().all(|q| q.choices.len() >= 2), "{}", code.code);
            let of_a_measure = !code.particulars.is_empty() || !code.step_at.is_empty();
            assert!(!of_a_measure || code.list == CodeList::MeasureType, "{}", code.code);
            assert!(code.paragraph.is_none() || code.list == CodeList::SharingGround, "{}", code.code);
            assert_eq!(code.hours.is_some_and(HourBand::is_sound), code.list == CodeList::TimeBand);
        }
    }
}
