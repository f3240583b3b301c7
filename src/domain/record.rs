//! Records: everything the register keeps, as one type, and the change that brings its next version.

use super::access_review::AccessReview;
use super::address::Address;
use super::area::Area;
use super::building::Building;
use super::codes::Code;
use super::designation::Designation;
use super::erasure::{Erasure, Gone};
use super::filing::Filing;
use super::ids::{
    AccessReviewId, AddressId, AreaId, BuildingId, CodeId, DesignationId, DocumentRequestId, ErasureId,
    FilingId, MeasureId, PartyId, PhotoId, PlaceId, PresenceId, PublicationId, ReportId, RetentionRuleId,
    RetentionRunId, RoundId, SettingId, SiteId, StatisticId, WalkId,
};
use super::measure::Measure;
use super::openness::DocumentRequest;
use super::party::Party;
use super::photo::Photo;
use super::place::Place;
use super::presence::Presence;
use super::public::Publication;
use super::report::Report;
use super::retention::{RetentionRule, RetentionRun};
use super::round::{Round, Walk};
use super::settings::Setting;
use super::site::Site;
use super::statistic::Statistic;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What kind of thing a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// [`Party`]
    Party,
    /// [`Area`]
    Area,
    /// [`Site`]
    Site,
    /// [`Report`]
    Report,
    /// [`Place`]
    Place,
    /// [`Code`]
    Code,
    /// [`Setting`]
    Setting,
    /// [`Designation`]
    Designation,
    /// [`Measure`]
    Measure,
    /// [`Statistic`]
    Statistic,
    /// [`Erasure`]
    Erasure,
    /// [`RetentionRule`]
    RetentionRule,
    /// [`RetentionRun`]
    RetentionRun,
    /// [`Photo`]
    Photo,
    /// [`Round`]
    Round,
    /// [`Walk`]
    Walk,
    /// [`Presence`]
    Presence,
    /// [`Publication`]
    Publication,
    /// [`Address`]
    Address,
    /// [`Building`]
    Building,
    /// [`DocumentRequest`]
    DocumentRequest,
    /// [`Filing`]
    Filing,
    /// [`AccessReview`]
    AccessReview,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 23] = [
        Self::Party,
        Self::Area,
        Self::Site,
        Self::Report,
        Self::Place,
        Self::Code,
        Self::Setting,
        Self::Designation,
        Self::Measure,
        Self::Statistic,
        Self::Erasure,
        Self::RetentionRule,
        Self::RetentionRun,
        Self::Photo,
        Self::Round,
        Self::Walk,
        Self::Presence,
        Self::Publication,
        Self::Address,
        Self::DocumentRequest,
        Self::Filing,
        Self::AccessReview,
        Self::Building,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Area => "area",
            Self::Site => "site",
            Self::Report => "report",
            Self::Place => "place",
            Self::Code => "code",
            Self::Setting => "setting",
            Self::Designation => "designation",
            Self::Measure => "measure",
            Self::Statistic => "statistic",
            Self::Erasure => "erasure",
            Self::RetentionRule => "retention_rule",
            Self::RetentionRun => "retention_run",
            Self::Photo => "photo",
            Self::Round => "round",
            Self::Walk => "walk",
            Self::Presence => "presence",
            Self::Publication => "publication",
            Self::Address => "address",
            Self::Building => "building",
            Self::DocumentRequest => "document_request",
            Self::Filing => "filing",
            Self::AccessReview => "access_review",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A record's kind and number: enough to find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Its kind.
    pub kind: Kind,
    /// The number of its id.
    pub bits: u64,
}

/// A record with the version it stands at.
#[derive(Clone, Debug, PartialEq)]
pub struct Versioned<T> {
    /// 1 at creation, one more at each change.
    pub version: u32,
    /// The record.
    pub record: T,
}

impl<T> std::ops::Deref for Versioned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.record
    }
}

macro_rules! records {
    ($($name:ident($id:ident)),* $(,)?) => {
        /// Any record.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Record {
            $(
                #[doc = concat!("A [`", stringify!($name), "`].")]
                $name(Arc<Versioned<$name>>),
            )*
            /// What stays of a thing that was erased whole, under the thing's own key.
            Gone(Arc<Versioned<Gone>>),
        }

        impl Record {
            /// Its kind and number.
            #[must_use]
            pub fn key(&self) -> Key {
                match self {
                    $(Self::$name(r) => Key { kind: Kind::$name, bits: r.id.bits() },)*
                    Self::Gone(r) => r.key,
                }
            }

            /// The version it stands at.
            #[must_use]
            pub fn version(&self) -> u32 {
                match self {
                    $(Self::$name(r) => r.version,)*
                    Self::Gone(r) => r.version,
                }
            }
        }

        $(
            impl From<$id> for Key {
                fn from(id: $id) -> Self { Self { kind: Kind::$name, bits: id.bits() } }
            }
            impl From<Versioned<$name>> for Record {
                fn from(r: Versioned<$name>) -> Self { Self::$name(Arc::new(r)) }
            }
        )*
    };
}

records! {
    Party(PartyId), Area(AreaId), Site(SiteId), Report(ReportId), Place(PlaceId),
    Code(CodeId), Setting(SettingId), Designation(DesignationId), Measure(MeasureId),
    Statistic(StatisticId), Erasure(ErasureId), RetentionRule(RetentionRuleId),
    RetentionRun(RetentionRunId), Photo(PhotoId), Round(RoundId), Walk(WalkId), Presence(PresenceId),
    Publication(PublicationId),
    Address(AddressId),
    Building(BuildingId),
    DocumentRequest(DocumentRequestId),
    Filing(FilingId),
    AccessReview(AccessReviewId),
}

impl From<Versioned<Gone>> for Record {
    fn from(r: Versioned<Gone>) -> Self {
        Self::Gone(Arc::new(r))
    }
}

/// The full next version of one record, and what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The record as it will be.
    pub record: Record,
    /// `noun.verb`, for the chain and for history.
    pub verb: &'static str,
}
