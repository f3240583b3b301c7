//! Designation rules: who coordinates what, decided in advance. Data, with a decision behind it.

use super::area::{Area, AreaKind};
use super::ids::{AreaId, DesignationId, PartyId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// "Places like this are coordinated by that party." Of several rules that speak of a place, the one
/// with the higher [`Precedence`] wins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Designation {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: DesignationId,
    /// Only places in this area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// Only places with this problem type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem_type: Option<String>,
    /// Only places on the ground of this kind of site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site_kind: Option<String>,
    /// Who coordinates them.
    pub party: PartyId,
    /// The decision it rests on.
    pub decision: String,
    /// First day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// First day it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

fn nothing() -> DesignationId {
    DesignationId::from_bits(0)
}

/// How far a rule goes before others, the highest first; compared field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Precedence<'a> {
    /// The more conditions it names, the sooner it wins.
    conditions: usize,
    /// Of as many, an area goes before a problem type, and that before a kind of site.
    named: [bool; 3],
    /// A part of a district goes before all of it.
    neighbourhood: bool,
    /// What was decided to begin later goes before what has held for longer.
    from: Option<Date>,
    /// Else by the stable words, in their alphabetical order.
    words: Reverse<Names<'a>>,
}

/// What a rule names, as words.
type Names<'a> = (Option<&'a str>, Option<&'a str>, Option<(AreaKind, (&'a str, &'a str, &'a str))>);

impl Designation {
    /// Whether the rule holds on a date.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        super::periods::holds(self.from, self.until, date)
    }

    /// Which of several rules that speak of the same place wins, in words that are the same in every
    /// installation.
    #[must_use]
    pub fn precedence<'a>(&'a self, area: Option<&'a Area>) -> Precedence<'a> {
        let named = [self.area.is_some(), self.problem_type.is_some(), self.site_kind.is_some()];
        Precedence {
            conditions: named.iter().filter(|named| **named).count(),
            named,
            neighbourhood: area.is_some_and(|area| area.kind == AreaKind::Neighbourhood),
            from: self.from,
            words: Reverse((
                self.problem_type.as_deref(),
                self.site_kind.as_deref(),
                area.map(|area| (area.kind, area.rank())),
            )),
        }
    }
}
