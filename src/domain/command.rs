//! Commands: what can be asked of the register. Imperatives, with everything a decision needs beyond
//! the world, the actor and the time.

use super::access::{Class, Level, Viewer};
use super::access_review::Reviewed;
use super::area::{AreaKind, Cover};
use super::building::BuildingKind;
use super::codes::{Code, CodeList, Particular, Question, Words};
use super::disclosure::HandedOut;
use super::erasure::{Erasure, Part as ErasedPart};
use super::hours::HourBand;
use super::ids::{
    AccountId, AreaId, DesignationId, FilingId, MeasureId, PhotoId, PlaceId, PresenceId, PublicationId,
    ReportId, RetentionRunId, RoundId, SiteId,
};
use super::lineage::LineageAct;
use super::openness::{Document, DocumentPart};
use super::party::{PartyKind, SiteGroup, Unit};
use super::photo::{ObjectName, Rendition};
use super::place::Status;
use super::public::{Geography, Quarter};
use super::record::Key;
use super::report::{ObservedPrecision, Outcome, Sighting};
use super::retention::{Package, RuleName, RunRule};
use super::round::Found;
use super::settings::SettingName;
use super::statistic::Sex;
use crate::space::{LonLat, Shape};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// For which party and in what role.
    pub viewer: Viewer,
    /// The account, where a person is logged in.
    pub account: Option<AccountId>,
    /// The unit of the party.
    pub unit: Option<String>,
}

/// A new report.
#[derive(Clone, Debug, PartialEq)]
pub struct NewReport {
    /// Where.
    pub position: LonLat,
    /// How well that is known, metres.
    pub accuracy_m: Option<f64>,
    /// Pointed at, instead of taken from a device.
    pub position_by_hand: bool,
    /// When it was seen; now when left out.
    pub observed_at: Option<Timestamp>,
    /// How closely that is known.
    pub observed_precision: ObservedPrecision,
    /// In how many hours from then on, where that is what is known.
    pub observed_hours: Option<u8>,
    /// What was seen.
    pub problem_types: Vec<String>,
    /// How many.
    pub count_band: Option<String>,
    /// In words.
    pub text: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Identity in the source.
    pub source_id: Option<String>,
    /// The place the reporter says it belongs to.
    pub place: Option<PlaceId>,
    /// New, still, gone.
    pub sighting: Sighting,
    /// Answers to extra questions.
    pub answers: BTreeMap<String, String>,
    /// A narrower class than usual.
    pub class: Option<Class>,
}

/// A new photo, whose bytes are in the object store already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewPhoto {
    /// The report it belongs to.
    pub report: ReportId,
    /// Where its bytes are.
    pub object: ObjectName,
    /// To look at.
    pub large: Rendition,
    /// To find by.
    pub small: Rendition,
}

/// A new place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewPlace {
    /// Its name; made from the ground when left out.
    pub name: Option<String>,
    /// Where; from the reports when left out.
    pub shape: Option<Shape>,
    /// The reports it is made from.
    pub reports: Vec<ReportId>,
    /// What is wrong.
    pub problem_types: Vec<String>,
    /// Physical factors.
    pub physical_factors: Vec<String>,
    /// Which of the city's priority areas; unsafe places when left out.
    pub priority_area: Option<String>,
    /// In words.
    pub note: Option<String>,
    /// How far it may be shared; with its parties when left out. Must be said when it is made from
    /// reports that fewer may see.
    pub class: Option<Class>,
    /// On what ground more see the place than a report it is made from.
    pub ground: Option<String>,
    /// That ground in words.
    pub reason: Option<String>,
}

/// What is to be changed of a place; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceEdit {
    /// Its name.
    pub name: Option<String>,
    /// Where it is: a move.
    pub shape: Option<Shape>,
    /// What is wrong.
    pub problem_types: Option<Vec<String>>,
    /// Physical factors.
    pub physical_factors: Option<Vec<String>>,
    /// Which of the city's priority areas.
    pub priority_area: Option<String>,
    /// Matters to children.
    pub child_relevant: Option<bool>,
    /// In words; an empty text takes it away.
    pub note: Option<String>,
    /// How far it may be shared: by its origin's own coordinator.
    pub class: Option<Class>,
    /// On what ground it is shared with more.
    pub ground: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// What was given out of a place, outside the service, and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOut {
    /// What.
    pub what: HandedOut,
    /// Code of the party that got it.
    pub party: String,
    /// On what ground.
    pub ground: Option<String>,
    /// That ground in words.
    pub reason: Option<String>,
}

/// One of the places that another is split into.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Where.
    pub shape: Shape,
    /// The reports that follow it.
    pub reports: Vec<ReportId>,
}

/// An answer given for a party that has no log-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnBehalfOf {
    /// The party's code.
    pub party: String,
    /// Where its answer is kept: a letter, an e-mail, minutes.
    pub source: String,
}

/// A party as a file or an administrator gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyDraft {
    /// Short code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Kind.
    pub kind: PartyKind,
    /// Codes or names of the areas it runs; `None` leaves them as they are, an empty list takes them away.
    pub areas: Option<Vec<String>>,
    /// The function that speaks for it; `None` leaves it as it is.
    pub function: Option<String>,
    /// Whether it logs in; `None` leaves it as it is. At first everyone but kind `other` does.
    pub logs_in: Option<bool>,
    /// Its units; `None` leaves them as they are.
    pub units: Option<Vec<Unit>>,
    /// Its site groups; `None` leaves them as they are.
    pub site_groups: Option<Vec<SiteGroup>>,
}

/// An area as a file or an administrator gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaDraft {
    /// Kind.
    pub kind: AreaKind,
    /// Code.
    pub code: Option<String>,
    /// Name.
    pub name: String,
    /// Identity in the source.
    pub source_id: String,
    /// What it covers.
    pub cover: Cover,
    /// First day.
    pub from: Option<Date>,
    /// First day it no longer holds.
    pub until: Option<Date>,
}

/// A site as a file or an administrator gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteDraft {
    /// Identity in the source.
    pub source_id: String,
    /// The manager's code for it.
    pub code: Option<String>,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// The manager's group.
    pub group: Option<String>,
    /// Designation in the land register.
    pub property_designation: Option<String>,
    /// Where.
    pub shape: Shape,
    /// Code of the party that manages it.
    pub manager: Option<String>,
    /// Code of the party that owns the land.
    pub land_owner: Option<String>,
}

/// Which of a site's relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteRelation {
    /// Who runs it.
    Manager,
    /// Who owns the land.
    LandOwner,
}

/// A code as an administrator gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeDraft {
    /// The list.
    pub list: CodeList,
    /// The code.
    pub code: String,
    /// Words.
    pub label: Words,
    /// Category, for problem types.
    pub category: Option<String>,
    /// For site kinds.
    pub child_relevant: bool,
    /// For problem types.
    pub questions: Vec<Question>,
    /// For measure types: what a measure must state.
    pub particulars: Vec<Particular>,
    /// For measure types that are steps: the problem types at whose places they are taken.
    pub step_at: Vec<String>,
    /// For grounds of sharing: the law's paragraph.
    pub paragraph: Option<String>,
    /// For problem types: where whoever mends it is told.
    pub fault_channel: Option<FaultChannelDraft>,
    /// For bands of the time of day.
    pub hours: Option<HourBand>,
    /// Where it stands in the list.
    pub position: Option<u32>,
    /// First day.
    pub from: Option<Date>,
    /// First day it can no longer be chosen.
    pub until: Option<Date>,
}

/// Where a fault is told of, as an administrator gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultChannelDraft {
    /// Code of the party that mends it.
    pub party: String,
    /// Their page for it.
    pub web: Option<String>,
    /// The number of whoever is on duty there.
    pub phone: Option<String>,
}

impl From<Code> for CodeDraft {
    /// A code of a fresh installation, in which there is no party yet that mends anything.
    fn from(code: Code) -> Self {
        Self {
            list: code.list,
            code: code.code,
            label: code.label,
            category: code.category,
            child_relevant: code.child_relevant,
            questions: code.questions,
            particulars: code.particulars,
            step_at: code.step_at,
            paragraph: code.paragraph,
            fault_channel: None,
            hours: code.hours,
            position: Some(code.position),
            from: code.from,
            until: code.until,
        }
    }
}

/// A designation rule as an administrator gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DesignationDraft {
    /// Only in this area.
    pub area: Option<AreaId>,
    /// Only with this problem type.
    pub problem_type: Option<String>,
    /// Only on this kind of site.
    pub site_kind: Option<String>,
    /// Code of the party.
    pub party: String,
    /// The decision it rests on.
    pub decision: String,
    /// First day.
    pub from: Option<Date>,
    /// First day it no longer holds.
    pub until: Option<Date>,
}

/// A round as a party writes it, new or anew.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundDraft {
    /// Its name.
    pub name: String,
    /// Its stops, in order.
    pub stops: Vec<StopDraft>,
    /// It is walked no more.
    pub ended: bool,
}

/// A stop of a round.
#[derive(Clone, Debug, PartialEq)]
pub struct StopDraft {
    /// The number of a stop that was there before; a new one gets its own.
    pub number: Option<u32>,
    /// What it is called.
    pub label: String,
    /// Where; from the place or the site when left out.
    pub position: Option<LonLat>,
    /// A place that is looked at.
    pub place: Option<PlaceId>,
    /// A site that is looked at.
    pub site: Option<SiteId>,
}

/// A walk as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct WalkDraft {
    /// Which round.
    pub round: RoundId,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Timestamp,
    /// What was looked at, in order.
    pub visits: Vec<VisitDraft>,
}

/// One look at one stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VisitDraft {
    /// The stop's number.
    pub stop: u32,
    /// When.
    pub at: Timestamp,
    /// What came of it.
    pub found: Found,
}

/// A publication as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationDraft {
    /// Of when.
    pub quarter: Quarter,
    /// By what areas.
    pub geography: Geography,
    /// The decision's reference.
    pub decision: String,
    /// Problem types that are left out beside those that always are.
    pub left_out: Vec<String>,
}

/// How a request for a public document is answered. There is nowhere to say who asked.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentAnswer {
    /// What was asked for.
    pub document: Document,
    /// The case's number in the party's diary.
    pub diary_number: Option<String>,
    /// The day somebody asked; today when left out.
    pub received_on: Option<Date>,
    /// The function that decided.
    pub decided_by: String,
    /// What is withheld.
    pub withheld: Vec<WithheldDraft>,
}

/// A part to withhold.
#[derive(Clone, Debug, PartialEq)]
pub struct WithheldDraft {
    /// Which.
    pub part: DocumentPart,
    /// By which paragraph.
    pub ground: String,
    /// Why it applies here.
    pub reason: String,
}

/// Where a decision lies. A number, or who decided and when, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct FilingDraft {
    /// The thing that carries the decision.
    pub about: Key,
    /// The number in the diary.
    pub diary_number: Option<String>,
    /// The body that decided.
    pub body: Option<String>,
    /// The day it did.
    pub decided_on: Option<Date>,
}

/// A presence as a party gives it: by a party or by a kind of organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct PresenceDraft {
    /// At which place.
    pub place: PlaceId,
    /// What kind.
    pub presence_kind: String,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// The party that was there.
    pub party: Option<String>,
    /// The kind of organisation that was there.
    pub organisation_kind: Option<String>,
}

/// A measure as a party gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureDraft {
    /// The place.
    pub place: PlaceId,
    /// What is done.
    pub measure_type: String,
    /// Code of the party responsible.
    pub party: String,
    /// Whom it is for: `universal` or `selective`; `indicated` is refused with where it belongs.
    pub prevention_level: Option<String>,
    /// First day.
    pub starts: Option<Date>,
    /// Last day.
    pub ends: Option<Date>,
    /// In words.
    pub note: Option<String>,
    /// What its type asks to be stated, by the words of the particulars.
    pub particulars: BTreeMap<String, String>,
}

/// A figure as a file gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct StatisticDraft {
    /// What is measured.
    pub indicator: String,
    /// Who has measured it.
    pub source: String,
    /// Kind of the area.
    pub area_kind: AreaKind,
    /// The area's code, or its identity in its source where it has no code.
    pub area_code: String,
    /// First day.
    pub period_start: Date,
    /// Last day.
    pub period_end: Date,
    /// Of whom; everybody when left out.
    pub sex: Option<Sex>,
    /// Of what age; every age when left out.
    pub age_band: Option<String>,
    /// The figure.
    pub value: f64,
    /// How many it rests on.
    pub n: Option<u64>,
    /// Its unit.
    pub unit: String,
}

/// An address as a file gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct AddressDraft {
    /// What tells the same address in the same source sent again.
    pub source_id: String,
    /// The street.
    pub street: String,
    /// The number with its letter.
    pub number: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The town.
    pub locality: Option<String>,
    /// Where it is.
    pub position: LonLat,
}

/// A building as a file gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildingDraft {
    /// What tells the same building in the same source sent again.
    pub source_id: String,
    /// What it is.
    pub kind: BuildingKind,
    /// Its footprint.
    pub shape: Shape,
}

/// How much of what follows from a day is done at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portion {
    /// All of it; refused where that is more than one command does.
    Whole,
    /// As much as one command does; what is left, the next finds.
    Part,
}

/// A thing that is due to be erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueThing {
    /// Which.
    pub key: Key,
    /// The state it was written into the archive package in, see
    /// [`state_of`](super::retention::state_of): it stays when it has changed since.
    pub archived: Option<u64>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Takes a report in.
    CreateReport(NewReport),
    /// Decides what a report is.
    TriageReport {
        /// Which.
        report: ReportId,
        /// What became of it; `Linked` needs a place, the others a reason.
        outcome: Outcome,
        /// The place it belongs to.
        place: Option<PlaceId>,
        /// Why.
        reason: Option<String>,
    },
    /// Takes back what was decided about a report, so that it waits again.
    PutBackReport(ReportId),
    /// Shares a report further than it was, or less far: by its origin's own coordinator.
    SetReportClass {
        /// Which.
        report: ReportId,
        /// How far.
        class: Class,
        /// On what ground more see it; of no use where fewer do.
        ground: Option<String>,
        /// Why.
        reason: String,
    },
    /// Adds a photo to a report.
    AddPhoto(NewPhoto),
    /// Says that a photo shows nobody: its origin's own coordinator.
    CheckPhoto(PhotoId),
    /// Takes a photo away, for good.
    RemovePhoto {
        /// Which.
        photo: PhotoId,
        /// Why.
        reason: String,
    },
    /// Decides that there is a place.
    CreatePlace(NewPlace),
    /// Changes what is said of a place.
    EditPlace(PlaceId, PlaceEdit),
    /// Moves a place on in the work.
    SetStatus {
        /// Which.
        place: PlaceId,
        /// To what.
        status: Status,
        /// Why.
        reason: String,
    },
    /// Says that a place should not have been set aside.
    Object {
        /// Which.
        place: PlaceId,
        /// Why.
        reason: String,
    },
    /// Stands by a place being set aside, after an objection.
    Uphold {
        /// Which.
        place: PlaceId,
        /// Why.
        reason: String,
    },
    /// Ends a place that is the same as another; its reports follow.
    MergePlace {
        /// The one that ends.
        place: PlaceId,
        /// The one that stays.
        into: PlaceId,
        /// The class the one that stays will have; must be said when that is narrower than it has.
        class: Option<Class>,
        /// Why.
        reason: String,
    },
    /// Ends a place that is really several.
    SplitPlace {
        /// The one that ends.
        place: PlaceId,
        /// What it becomes, at least two.
        parts: Vec<Part>,
        /// Why.
        reason: String,
    },
    /// Takes back the merge or the split that ended a place.
    TakeBack {
        /// The one that ended.
        place: PlaceId,
        /// What the register tells of it; never what somebody sent.
        act: Box<LineageAct>,
    },
    /// Confirms a party of a place, changes its level or takes it away.
    SetPlaceParty {
        /// The place.
        place: PlaceId,
        /// The party's code.
        party: String,
        /// `None` takes a confirmed party away.
        level: Option<Level>,
        /// On what ground; must be said of what only its origin widens.
        ground: Option<String>,
    },
    /// Writes down that something of a place was given out to a party, outside the service.
    HandOut(PlaceId, HandOut),
    /// Asks a party to coordinate.
    Propose {
        /// The place.
        place: PlaceId,
        /// The party's code.
        party: String,
        /// The function.
        function: Option<String>,
        /// Why.
        reason: Option<String>,
    },
    /// Says yes, or volunteers.
    Accept {
        /// The place.
        place: PlaceId,
        /// The function.
        function: Option<String>,
        /// For a party without log-in.
        on_behalf_of: Option<OnBehalfOf>,
    },
    /// Says no.
    Decline {
        /// The place.
        place: PlaceId,
        /// Why.
        reason: String,
        /// Code of the party it suggests instead.
        suggested: Option<String>,
        /// For a party without log-in.
        on_behalf_of: Option<OnBehalfOf>,
    },
    /// The holder asks another to take over, and holds on until it has accepted.
    HandOver {
        /// The place.
        place: PlaceId,
        /// Code of the other.
        party: String,
        /// Why.
        reason: String,
    },
    /// A deadline has passed. Given by the system itself.
    Expire {
        /// The place.
        place: PlaceId,
        /// The deadline that passed.
        deadline: Timestamp,
    },
    /// Puts parties in, by code.
    PutParties(Vec<PartyDraft>),
    /// Puts areas in, by kind and source id.
    PutAreas(Vec<AreaDraft>),
    /// Puts sites in, by source id.
    PutSites(Vec<SiteDraft>),
    /// Takes reports of a file in, by source and source id.
    PutReports {
        /// Code of the party they come from; the actor's own when left out.
        origin: Option<String>,
        /// The reports.
        reports: Vec<NewReport>,
    },
    /// Puts statistics in, by series and period.
    PutStatistics(Vec<StatisticDraft>),
    /// Puts addresses in, by source id.
    PutAddresses(Vec<AddressDraft>),
    /// Puts buildings in, by source id.
    PutBuildings(Vec<BuildingDraft>),
    /// Says who manages a site or owns its land, from a day on.
    SetSiteRelation {
        /// The site.
        site: SiteId,
        /// Which relation.
        relation: SiteRelation,
        /// The party's code; `None` is that nobody does.
        party: Option<String>,
        /// First day; today when left out.
        from: Option<Date>,
        /// First day it no longer holds; until the next begins when left out.
        until: Option<Date>,
    },
    /// Says where a site is.
    DrawSite(SiteId, Shape),
    /// Says what an area covers.
    DrawArea(AreaId, Shape),
    /// A day has begun on which what was told ahead takes effect. Given by the system itself.
    TurnDay {
        /// The last day that is known to have been looked at.
        after: Date,
        /// The day that has begun.
        day: Date,
        /// All of it or a part.
        portion: Portion,
        /// Most reports and places that this command gives other parties.
        most: usize,
    },
    /// Puts codes in.
    PutCodes(Vec<CodeDraft>),
    /// Sets a setting.
    PutSetting {
        /// Which.
        name: SettingName,
        /// For one district only.
        district: Option<AreaId>,
        /// To what; `None` withdraws it: then the city's value holds, or the fresh one.
        value: Option<u32>,
        /// First day; today when left out.
        from: Option<Date>,
        /// First day it no longer holds; until the next begins when left out.
        until: Option<Date>,
        /// Reference of the decision, for a setting that needs one.
        decision: Option<String>,
    },
    /// Adds a designation rule.
    AddDesignation(DesignationDraft),
    /// Ends a designation rule.
    EndDesignation {
        /// Which.
        designation: DesignationId,
        /// First day it no longer holds; today when left out.
        until: Option<Date>,
    },
    /// Writes down what a party does at a place.
    AddMeasure(MeasureDraft),
    /// Says that it is done.
    CloseMeasure(MeasureId),
    /// States anew what a measure's type asks, as after a review.
    RestateMeasure {
        /// The measure.
        measure: MeasureId,
        /// All of it, by the words of the particulars.
        particulars: BTreeMap<String, String>,
    },
    /// Makes a round.
    AddRound(RoundDraft),
    /// Writes a round anew.
    EditRound(RoundId, RoundDraft),
    /// Writes down a walk of a round.
    AddWalk(WalkDraft),
    /// Writes down a presence at a place.
    AddPresence(PresenceDraft),
    /// Takes a presence back.
    WithdrawPresence(PresenceId),
    /// Publishes a quarter.
    Publish(PublicationDraft),
    /// Takes a publication back.
    WithdrawPublication {
        /// Which.
        publication: PublicationId,
        /// Why, for anybody to read.
        ground: String,
    },
    /// Writes down how a request for a public document was answered.
    AnswerDocumentRequest(DocumentAnswer),
    /// Writes down where a decision lies in a diary.
    AddFiling(FilingDraft),
    /// Takes that back.
    WithdrawFiling(FilingId),
    /// Erases a report, a place or a measure, or a part of it, on a decision.
    Erase {
        /// What.
        thing: Key,
        /// How much of it.
        part: ErasedPart,
        /// Whether a report that is erased whole still counts, by district, week and type.
        counted: bool,
        /// The decision's reference.
        decision: String,
    },
    /// Erases who reported from reports of one account, on a decision, before the retention does.
    ForgetReporter {
        /// Whose.
        account: AccountId,
        /// The reports; those that are not of the account are left alone.
        reports: Vec<ReportId>,
        /// The decision's reference.
        decision: String,
    },
    /// Writes down that who may get in was gone through.
    RecordAccessReview {
        /// Of every party, and not the own one alone.
        whole_city: bool,
        /// What stays.
        confirmed: Reviewed,
        /// What was ended.
        ended: Reviewed,
    },
    /// Erases what a rule of retention says is due; what is not is left out.
    EraseDue {
        /// The run it belongs to.
        run: RetentionRunId,
        /// The rule.
        rule: RuleName,
        /// The things; none for a rule that is about no things.
        things: Vec<DueThing>,
    },
    /// Carries out once more, on a backup from before it, what was erased since.
    ReplayErasure(Box<Erasure>),
    /// Says how long a rule keeps, from a day on, and by which decision.
    PutRetentionRule {
        /// Which.
        rule: RuleName,
        /// How long, in the rule's unit; `None` withdraws what holds.
        keep: Option<u32>,
        /// The decision's reference.
        decision: String,
        /// First day; today when left out.
        from: Option<Date>,
        /// First day it no longer holds; until the next begins when left out.
        until: Option<Date>,
    },
    /// Begins a run of the retention, whose archive package has been written and read back.
    BeginRetentionRun {
        /// What each rule is about to erase.
        rules: Vec<RunRule>,
        /// The package.
        package: Package,
    },
    /// Says what the run came to.
    EndRetentionRun {
        /// The run.
        run: RetentionRunId,
        /// How many each rule erased.
        erased: Vec<(RuleName, u32)>,
    },
}

impl Command {
    /// The one existing thing the command is about, if it is about one.
    #[must_use]
    pub fn target(&self) -> Option<super::record::Key> {
        match self {
            Self::TriageReport { report, .. }
            | Self::PutBackReport(report)
            | Self::SetReportClass { report, .. } => Some((*report).into()),
            Self::EditPlace(place, _)
            | Self::SetStatus { place, .. }
            | Self::Object { place, .. }
            | Self::Uphold { place, .. }
            | Self::MergePlace { place, .. }
            | Self::SplitPlace { place, .. }
            | Self::TakeBack { place, .. }
            | Self::SetPlaceParty { place, .. }
            | Self::HandOut(place, _)
            | Self::Propose { place, .. }
            | Self::Accept { place, .. }
            | Self::Decline { place, .. }
            | Self::HandOver { place, .. }
            | Self::Expire { place, .. } => Some((*place).into()),
            Self::SetSiteRelation { site, .. } | Self::DrawSite(site, _) => Some((*site).into()),
            Self::DrawArea(area, _) => Some((*area).into()),
            Self::EndDesignation { designation, .. } => Some((*designation).into()),
            Self::CloseMeasure(measure) | Self::RestateMeasure { measure, .. } => Some((*measure).into()),
            Self::CheckPhoto(photo) | Self::RemovePhoto { photo, .. } => Some((*photo).into()),
            Self::EditRound(round, _) => Some((*round).into()),
            Self::WithdrawPresence(presence) => Some((*presence).into()),
            Self::WithdrawPublication { publication, .. } => Some((*publication).into()),
            Self::AnswerDocumentRequest(answer) => Some(answer.document.key()),
            Self::WithdrawFiling(filing) => Some((*filing).into()),
            Self::Erase { thing, .. } => Some(*thing),
            Self::EndRetentionRun { run, .. } => Some((*run).into()),
            Self::CreateReport(_)
            | Self::AddPhoto(_)
            | Self::CreatePlace(_)
            | Self::PutParties(_)
            | Self::PutAreas(_)
            | Self::PutSites(_)
            | Self::PutReports { .. }
            | Self::PutStatistics(_)
            | Self::PutAddresses(_)
            | Self::PutBuildings(_)
            | Self::TurnDay { .. }
            | Self::EraseDue { .. }
            | Self::ForgetReporter { .. }
            | Self::RecordAccessReview { .. }
            | Self::ReplayErasure(_)
            | Self::PutRetentionRule { .. }
            | Self::BeginRetentionRun { .. }
            | Self::PutCodes(_)
            | Self::PutSetting { .. }
            | Self::AddDesignation(_)
            | Self::AddRound(_)
            | Self::AddWalk(_)
            | Self::AddPresence(_)
            | Self::Publish(_)
            | Self::AddFiling(_)
            | Self::AddMeasure(_) => None,
        }
    }
}

impl Actor {
    /// The system itself: deadlines, and setting up from the command line.
    #[must_use]
    pub fn system() -> Self {
        use super::access::Role;
        let party = super::ids::PartyId::from_bits(0);
        let viewer = Viewer { party, kind: PartyKind::CityExecutive, role: Role::Administrator };
        Self { viewer, account: None, unit: None }
    }
}
