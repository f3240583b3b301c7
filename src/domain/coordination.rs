//! Coordination: who holds a place together. Exactly one party does, at every moment.
//!
//! A place is never without a [`Holder`]: until another party has accepted, the district
//! administration holds it ad interim. What is going on about the next holder is the [`Stage`]:
//!
//! ```text
//! proposed -> settled                         (accepted)
//!          -> declined -> proposed | escalated
//!          -> escalated(local steering group) -> escalated(city preparation group) -> proposed
//! ```

use super::access::Role;
use super::ids::{DesignationId, PartyId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Most turns kept with a place; older ones are in its history.
pub const TURNS_MAX: usize = 200;

/// A party and the role it acted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// `None` is the system, when a deadline has passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// The role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// The coordinating party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Which party.
    pub party: PartyId,
    /// Which function in it; never a person.
    pub function: String,
    /// Since when.
    pub since: Timestamp,
    /// Who decided it.
    pub decided_by: By,
    /// Holding it only until another has accepted: the place stands without permanent coordinator.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ad_interim: bool,
}

/// Why a party is proposed: the facts of the proposal, stored with it. Words are made of them on the way out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Because {
    /// A designation rule says so.
    Designated {
        /// The rule.
        designation: DesignationId,
        /// The decision it rests on.
        decision: String,
    },
    /// It manages the largest share of the ground, at least half.
    Manages {
        /// Share of the place's area, 0 to 1.
        share: f64,
        /// Name of the site that gives most of it.
        site: String,
        /// Some of the ground is a site known only as a point, counted as a disc of 25 m.
        boundary_missing: bool,
    },
    /// Nobody manages half of it; the district has the largest share.
    District {
        /// Share of the place's area that lies in the district, 0 to 1.
        share: f64,
        /// The largest share any manager has, 0 to 1.
        best_manager_share: f64,
    },
    /// It lies outside every district.
    OutsideDistricts,
    /// A coordinator chose it.
    Chosen,
    /// The holder hands it over.
    HandedOver,
    /// It volunteered.
    Volunteered,
}

/// A question to a party: will you coordinate?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// The party asked.
    pub party: PartyId,
    /// The function that would do it.
    pub function: String,
    /// Why.
    pub because: Because,
    /// When it was asked.
    pub at: Timestamp,
    /// Who asked.
    pub by: By,
    /// When an answer is due.
    pub deadline: Timestamp,
}

/// Where an unanswered question goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Escalation {
    /// The district's own steering group.
    LocalSteeringGroup,
    /// The group that prepares for the whole city. Nothing is above it.
    CityPreparationGroup,
}

/// What is going on about who will coordinate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Nothing: the holder holds it.
    Settled,
    /// A party has been asked.
    Proposed(Proposal),
    /// It said no; another must be named before the deadline.
    Declined {
        /// What was asked.
        proposal: Proposal,
        /// Whom it suggests instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        suggested: Option<PartyId>,
        /// When it answered.
        at: Timestamp,
        /// When the matter goes to the local steering group.
        deadline: Timestamp,
    },
    /// Nobody answered or nobody was named in time.
    Escalated {
        /// What was asked last.
        proposal: Proposal,
        /// Which group has it now.
        to: Escalation,
        /// Since when.
        at: Timestamp,
        /// When it goes further; `None` at the last group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deadline: Option<Timestamp>,
    },
}

/// What happened in one turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// A party was asked.
    Proposed,
    /// It said yes.
    Accepted,
    /// It said no.
    Declined,
    /// It did not answer in time.
    Expired,
    /// The matter went to a group.
    Escalated,
    /// It took it without being asked.
    Volunteered,
    /// It was asked, and the question was taken back before it answered.
    Withdrawn,
    /// It holds the place until another has accepted.
    HeldAdInterim,
}

/// One line of a coordination's own history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastTurn {
    /// When.
    pub at: Timestamp,
    /// What.
    pub turn: Turn,
    /// The party it is about.
    pub party: PartyId,
    /// Who did it.
    pub by: By,
}

/// The coordination of one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coordination {
    /// Who holds the place now.
    pub holder: Holder,
    /// What is going on about the next.
    pub stage: Stage,
    /// What has been, oldest first, at most [`TURNS_MAX`].
    pub past: Vec<PastTurn>,
}

impl Coordination {
    /// When something happens by itself, if anything does.
    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        match &self.stage {
            Stage::Settled => None,
            Stage::Proposed(proposal) => Some(proposal.deadline),
            Stage::Declined { deadline, .. } => Some(*deadline),
            Stage::Escalated { deadline, .. } => *deadline,
        }
    }

    /// Gives the deadline anew, when there is one.
    pub fn set_deadline(&mut self, anew: Timestamp) {
        match &mut self.stage {
            Stage::Settled | Stage::Escalated { deadline: None, .. } => {}
            Stage::Proposed(proposal) => proposal.deadline = anew,
            Stage::Declined { deadline, .. } | Stage::Escalated { deadline: Some(deadline), .. } => {
                *deadline = anew;
            }
        }
    }

    /// The proposal that waits for an answer. An escalated one can still be accepted.
    #[must_use]
    pub fn open_proposal(&self) -> Option<&Proposal> {
        match &self.stage {
            Stage::Proposed(proposal) | Stage::Escalated { proposal, .. } => Some(proposal),
            Stage::Settled | Stage::Declined { .. } => None,
        }
    }

    /// The party an open proposal asks.
    #[must_use]
    pub fn asked(&self) -> Option<PartyId> {
        self.open_proposal().map(|proposal| proposal.party)
    }

    /// Writes down that an open question to a party is taken back, unless it goes to the same party again.
    pub fn withdraw(&mut self, at: Timestamp, for_party: PartyId, by: By) {
        if let Some(asked) = self.asked().filter(|asked| *asked != for_party) {
            self.turned(at, Turn::Withdrawn, asked, by);
        }
    }

    /// Adds a turn; the oldest goes when there are too many.
    pub fn turned(&mut self, at: Timestamp, turn: Turn, party: PartyId, by: By) {
        if self.past.len() >= TURNS_MAX {
            self.past.remove(0);
        }
        self.past.push(PastTurn { at, turn, party, by });
    }
}
