//! Designation rules: who coordinates what, decided in advance. Data, with a decision behind it.

use super::ids::{AreaId, DesignationId, PartyId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// "Places like this are coordinated by that party." The more a rule names, the sooner it wins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Designation {
    /// Its id.
    #[serde(skip, default = "nothing")]
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

impl Designation {
    /// Whether the rule holds on a date.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        super::periods::holds(self.from, self.until, date)
    }

    /// How many conditions it names.
    #[must_use]
    pub fn precision(&self) -> usize {
        [self.area.is_some(), self.problem_type.is_some(), self.site_kind.is_some()]
            .into_iter()
            .filter(|named| *named)
            .count()
    }
}
