//! Decisions: world, actor, command and time in; the next versions of some records out, or a refusal.
//!
//! Pure. A decision is made on exactly the state it commits to, writes nothing itself, and a refusal
//! leaves nothing behind. One file per noun; every file reads from the command down to its checks.

mod access_reviews;
mod addresses;
mod authority;
mod buildings;
mod check;
mod coordination;
mod designations;
mod drawn;
mod erasure;
mod fault_channels;
mod filings;
mod founding;
mod grants;
mod handed_on;
mod lineage;
mod measures;
mod objections;
mod openness;
mod particulars;
mod parties;
mod photos;
mod places;
mod presences;
mod publications;
mod reference;
mod regrant;
mod relations;
mod reports;
mod retention;
mod rounds;
mod settings;
mod sharing;
mod statistics;
mod take_back;
#[cfg(test)]
mod tests;

use super::command::{Actor, Command};
use super::record::{Change, Key, Record};
use super::refusal::Refusal;
use super::world::World;
use jiff::Timestamp;
use jiff::civil::Date;

pub use authority::{DecidedReports, decides_place, decides_report, speaks_as_holder, takes_unasked};
pub use designations::tried as try_designation;
pub use erasure::{ITEMS_MAX as ERASED_MAX, goes_along};
pub use founding::usual_class_of_place;
pub use measures::writes_measures;
pub use objections::{answers_objections, may_object, objections_until};
pub use openness::may_answer as may_answer_document_request;
pub use photos::{may_add as may_add_photo, may_check as may_check_photo, may_remove as may_remove_photo};
pub use places::ground_of;
pub use presences::may_withdraw as may_withdraw_presence;
pub use publications::{Tally, tried as try_publication};
pub use regrant::{TOO_MUCH, TOUCHED_MAX, day_turns};
pub use reports::usual_class;
pub use rounds::keeps_rounds;
pub use sharing::{
    audience_of_new_place, audience_of_new_report, choosable, is_held_by_social_services,
    is_of_social_services, place_as, report_as, shares_place, shares_report, widens_place, widens_report,
};

/// What arrives from outside the pure core: the moment, and where new ids come from.
pub struct Fresh<'a> {
    /// Now; never earlier than the last change.
    pub now: Timestamp,
    /// Gives 64 random bits at each call.
    pub random: &'a mut dyn FnMut() -> u64,
}

impl Fresh<'_> {
    /// Today in Stockholm.
    #[must_use]
    pub fn today(&self) -> Date {
        super::time::date_of(self.now)
    }

    /// A number that no record of the kind has.
    fn id(&mut self, world: &(impl World + ?Sized), key: impl Fn(u64) -> Key) -> u64 {
        loop {
            let bits = (self.random)() & super::ids::ID_MAX;
            if bits != 0 && !world.is_reserved(key(bits)) {
                return bits;
            }
        }
    }
}

/// What a command comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The records' next versions, in order; empty when all is as asked already.
    pub changes: Vec<Change>,
    /// The record the answer shows; `None` for a file of many.
    pub about: Option<Key>,
    /// Whether that record is new.
    pub created: bool,
    /// For files: how many rows were as they stood.
    pub unchanged: usize,
    /// How many of the changes, the last ones, only follow from the others: who sees what is beside a
    /// site that changed hands.
    pub follows: usize,
}

impl Decision {
    /// A decision about a record that is new.
    fn created(key: Key, changes: Vec<Change>) -> Self {
        Self { changes, about: Some(key), created: true, unchanged: 0, follows: 0 }
    }

    /// A decision about a record that was there.
    fn changed(key: Key, changes: Vec<Change>) -> Self {
        Self { changes, about: Some(key), created: false, unchanged: 0, follows: 0 }
    }

    /// The changes a file makes.
    fn file(changes: Vec<Change>, unchanged: usize) -> Self {
        Self { changes, about: None, created: false, unchanged, follows: 0 }
    }

    /// With what follows from it for the reports and places it touches.
    fn with_what_follows(
        self,
        world: &impl World,
        actor: &Actor,
        fresh: &Fresh<'_>,
    ) -> Result<Self, Refusal> {
        let asked = self.changes.len();
        let changes = regrant::with_what_follows(world, self.changes, coordination::by(actor), fresh.now)?;
        Ok(Self { follows: changes.len() - asked, changes, ..self })
    }

    /// The changes that were asked for, without those that only follow.
    #[must_use]
    pub fn asked(&self) -> &[Change] {
        &self.changes[..self.changes.len() - self.follows]
    }

    /// The version the record the answer shows will have.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.changes
            .iter()
            .rev()
            .find(|change| Some(change.record.key()) == self.about)
            .map_or(0, |change| change.record.version())
    }
}

/// A change of a record that stood at `version` (0 when it is new).
fn next<T>(version: u32, record: T, verb: &'static str) -> Change
where
    Record: From<super::record::Versioned<T>>,
{
    Change { record: super::record::Versioned { version: version + 1, record }.into(), verb }
}

/// Decides.
///
/// `expected` is the version of the thing the asker saw; a command on one existing thing is refused
/// when it has moved on.
///
/// # Errors
/// A [`Refusal`], and nothing is to be written.
pub fn decide(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    command: &Command,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let decision = decided(world, actor, expected, command, fresh)?;
    handed_on::told(world, actor, decision, fresh)
}

fn decided(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    command: &Command,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    match command {
        Command::CreateReport(new) => reports::create(world, actor, new, fresh),
        Command::PutReports { origin, reports } => {
            reports::put(world, actor, origin.as_deref(), reports, fresh)
        }
        Command::TriageReport { report, outcome, place, reason } => {
            let triage = reports::Triage { outcome: *outcome, place: *place, reason: reason.as_deref() };
            reports::triage(world, actor, expected, *report, &triage, fresh)
        }
        Command::PutBackReport(report) => reports::put_back(world, actor, expected, *report, fresh),
        Command::SetReportClass { report, class, ground, reason } => {
            let asked = reports::Shared { class: *class, ground: ground.as_deref(), reason };
            reports::set_class(world, actor, expected, *report, &asked, fresh)
        }
        Command::AddPhoto(new) => photos::add(world, actor, new, fresh),
        Command::CheckPhoto(photo) => photos::check(world, actor, expected, *photo, fresh),
        Command::RemovePhoto { photo, reason } => {
            photos::remove(world, actor, expected, (*photo, reason), fresh)
        }
        Command::CreatePlace(new) => places::create(world, actor, new, fresh),
        Command::EditPlace(place, edit) => places::edit(world, actor, expected, *place, edit, fresh),
        Command::SetStatus { place, status, reason } => {
            places::set_status(world, actor, expected, *place, *status, reason, fresh)
        }
        Command::Object { place, reason } => {
            objections::object(world, actor, expected, *place, reason, fresh)
        }
        Command::Uphold { place, reason } => {
            objections::uphold(world, actor, expected, *place, reason, fresh)
        }
        Command::SetPlaceParty { place, party, level, ground } => {
            let asked = places::PartyAsked { party, level: *level, ground: ground.as_deref() };
            places::set_party(world, actor, expected, *place, &asked, fresh)
        }
        Command::HandOut(place, given) => sharing::hand_out(world, actor, expected, (*place, given), fresh),
        Command::MergePlace { place, into, class, reason } => {
            let merge = lineage::Merge { into: *into, class: *class, reason };
            lineage::merge(world, actor, expected, *place, &merge, fresh)
        }
        Command::SplitPlace { place, parts, reason } => {
            lineage::split(world, actor, expected, *place, parts, reason, fresh)
        }
        Command::TakeBack { place, act } => take_back::take_back(world, actor, expected, *place, act, fresh),
        Command::Propose { place, party, function, reason } => {
            let asked =
                coordination::Asked { party, function: function.as_deref(), reason: reason.as_deref() };
            coordination::propose(world, actor, expected, *place, &asked, fresh)
        }
        Command::Accept { place, function, on_behalf_of } => {
            let who = on_behalf_of.as_ref();
            coordination::accept(world, actor, expected, *place, function.as_deref(), who, fresh)
        }
        Command::Decline { place, reason, suggested, on_behalf_of } => {
            let no = coordination::No {
                reason,
                suggested: suggested.as_deref(),
                on_behalf_of: on_behalf_of.as_ref(),
            };
            coordination::decline(world, actor, expected, *place, &no, fresh)
        }
        Command::HandOver { place, party, reason } => {
            let asked = coordination::Asked { party, function: None, reason: Some(reason) };
            coordination::hand_over(world, actor, expected, *place, &asked, fresh)
        }
        Command::Expire { place, deadline } => coordination::expire(world, *place, *deadline, fresh),
        Command::PutParties(drafts) => parties::put(world, actor, expected, drafts, fresh),
        Command::PutAreas(drafts) => reference::put_areas(world, actor, drafts, fresh),
        Command::PutSites(drafts) => reference::put_sites(world, actor, drafts, fresh),
        Command::PutStatistics(drafts) => statistics::put(world, actor, drafts, fresh),
        Command::PutAddresses(drafts) => addresses::put(world, actor, drafts, fresh),
        Command::PutBuildings(drafts) => buildings::put(world, actor, drafts, fresh),
        Command::SetSiteRelation { site, relation, party, from, until } => {
            let held = relations::Held { party: party.as_deref(), from: *from, until: *until };
            relations::set(world, actor, expected, (*site, *relation), &held, fresh)
        }
        Command::DrawSite(site, shape) => drawn::site(world, actor, expected, (*site, shape), fresh),
        Command::DrawArea(area, shape) => drawn::area(world, actor, expected, (*area, shape), fresh),
        Command::TurnDay { after, day, portion, most } => {
            regrant::turn_day(world, actor, (*after, *day), (*portion, *most), fresh)
        }
        Command::PutCodes(drafts) => reference::put_codes(world, actor, expected, drafts, fresh),
        Command::PutSetting { name, district, value, from, until, decision } => {
            let decision = decision.as_deref();
            let period = settings::Period { value: *value, from: *from, until: *until, decision };
            settings::put_setting(world, actor, expected, (*name, *district), &period, fresh)
        }
        Command::AddDesignation(draft) => designations::add(world, actor, draft, fresh),
        Command::EndDesignation { designation, until } => {
            designations::end(world, actor, expected, (*designation, *until), fresh)
        }
        Command::AddMeasure(draft) => measures::add(world, actor, draft, fresh),
        Command::CloseMeasure(measure) => measures::close(world, actor, expected, *measure, fresh),
        Command::RestateMeasure { measure, particulars } => {
            measures::restate(world, actor, expected, (*measure, particulars), fresh)
        }
        Command::AddRound(draft) => rounds::add(world, actor, draft, fresh),
        Command::EditRound(round, draft) => rounds::edit(world, actor, expected, (*round, draft)),
        Command::AddWalk(draft) => rounds::walk(world, actor, draft, fresh),
        Command::AddPresence(draft) => presences::add(world, actor, draft, fresh),
        Command::WithdrawPresence(presence) => presences::withdraw(world, actor, expected, *presence, fresh),
        Command::Publish(draft) => publications::publish(world, actor, draft, fresh),
        Command::WithdrawPublication { publication, ground } => {
            publications::withdraw(world, actor, expected, (*publication, ground), fresh)
        }
        Command::AnswerDocumentRequest(draft) => openness::answer(world, actor, expected, draft, fresh),
        Command::AddFiling(draft) => filings::add(world, actor, draft, fresh),
        Command::WithdrawFiling(filing) => filings::withdraw(world, actor, expected, *filing, fresh),
        Command::Erase { thing, part, counted, decision } => {
            let asked = erasure::Asked { part: *part, counted: *counted, decision };
            erasure::erase(world, actor, expected, *thing, &asked, fresh)
        }
        Command::ForgetReporter { account, reports, decision } => {
            erasure::forget_reporter(world, actor, *account, (reports, decision), fresh)
        }
        Command::RecordAccessReview { whole_city, confirmed, ended } => {
            access_reviews::record(world, actor, *whole_city, (*confirmed, *ended), fresh)
        }
        Command::EraseDue { run, rule, things } => {
            erasure::erase_due(world, actor, (*run, *rule), things, fresh)
        }
        Command::ReplayErasure(erasure) => erasure::replay(world, actor, erasure, fresh),
        Command::PutRetentionRule { rule, keep, decision, from, until } => {
            let period = retention::Period { keep: *keep, decision, from: *from, until: *until };
            retention::put(world, actor, expected, *rule, &period, fresh)
        }
        Command::BeginRetentionRun { rules, package } => {
            retention::begin(world, actor, rules, package, fresh)
        }
        Command::EndRetentionRun { run, erased } => {
            retention::end(world, actor, expected, *run, erased, fresh)
        }
    }
}
