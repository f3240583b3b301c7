//! Some rows of a file, decided in a dry run on the world as it stands.

use super::fields::split_hint;
use super::repairs::Repairs;
use super::{Fault, Plan};
use crate::domain::command::{Actor, Command};
use crate::domain::decide::{Decision, Fresh, decide};
use crate::domain::record::Record;
use crate::domain::refusal::{Refusal, Wrong};
use crate::domain::site::Site;
use crate::domain::time::date_of;
use crate::domain::world::{Held, World, district_at};
use crate::import::tally::Tallies;
use crate::index::snapshot::Snapshot;
use crate::space::Shape;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// A site that moves this far is hardly the same one, metres.
const SAME_SITE_M: f64 = 2_000.0;

/// Against what, and for whom, rows are decided.
pub(super) struct Checking<'a> {
    pub world: &'a Snapshot,
    pub actor: &'a Actor,
    pub now: Timestamp,
    pub skip_bad: bool,
}

/// What some rows come to.
#[derive(Default)]
pub(super) struct Settled {
    /// What is written, and what is wrong.
    pub plan: Plan,
    /// Rows that become something new.
    pub created: usize,
    /// Rows that change something.
    pub changed: usize,
    /// Rows that are as they stand.
    pub unchanged: usize,
    /// Sites outside every district.
    pub outside_rows: BTreeSet<usize>,
    /// New reports outside every district.
    pub outside_reports: usize,
    /// Sites with another name and another place.
    pub moved: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            command: Command::PutReports { origin: None, reports: Vec::new() },
            rows: Vec::new(),
            repairs: Repairs::default(),
            left_out: Tallies::default(),
            faults: Vec::new(),
        }
    }
}

impl Checking<'_> {
    /// What the domain says of some rows. The bad ones are left out and named; whether that is enough is not decided
    /// here.
    pub fn settle(&self, mut plan: Plan) -> Result<Settled, Refusal> {
        let decision = loop {
            match self.decide(&plan.command) {
                Ok(decision) => break Some(decision),
                Err(Refusal::Invalid(wrong)) => {
                    let (found, drafts) = plan.faults_of(wrong);
                    plan.faults.extend(found);
                    if !self.skip_bad || drafts.is_empty() {
                        break None;
                    }
                    plan.leave_out(&drafts);
                }
                Err(refusal) => return Err(refusal),
            }
        };
        plan.faults.sort_by_key(|fault| fault.row);
        Ok(match decision {
            Some(decision) => self.settled(plan, &decision),
            None => Settled { plan, ..Settled::default() },
        })
    }

    fn settled(&self, plan: Plan, decision: &Decision) -> Settled {
        let created = decision.asked().iter().filter(|change| change.record.version() == 1).count();
        let outside_rows = self.outside_rows(&plan);
        let outside = |record: &Record| {
            // The decision has looked each of the new ones up already.
            matches!(record, Record::Report(r) if r.district.is_none() && !r.is_vague())
        };
        Settled {
            created,
            changed: decision.asked().len() - created,
            unchanged: decision.unchanged,
            outside_rows,
            outside_reports: decision.asked().iter().filter(|change| outside(&change.record)).count(),
            moved: self.moved(decision),
            plan,
        }
    }

    /// What the domain says of it. Ids are drawn again when it is written, so here any will do.
    fn decide(&self, command: &Command) -> Result<Decision, Refusal> {
        let mut drawn = 0;
        let mut random = || {
            drawn += 1;
            drawn
        };
        let mut fresh = Fresh { now: self.now, random: &mut random };
        decide(self.world, self.actor, None, command, &mut fresh)
    }

    /// Sites that lie outside every district: kept, and worth a look.
    fn outside_rows(&self, plan: &Plan) -> BTreeSet<usize> {
        let today = date_of(self.now);
        let lies_outside =
            |shape: &Shape| district_at(self.world, shape.representative_point(), today).is_none();
        match &plan.command {
            Command::PutSites(drafts) => {
                let pairs = plan.rows.iter().zip(drafts);
                pairs.filter(|(_, draft)| lies_outside(&draft.shape)).map(|(row, _)| *row).collect()
            }
            _ => BTreeSet::new(),
        }
    }

    /// Two files that number their sites alike would take each other's places.
    fn moved(&self, decision: &Decision) -> usize {
        let moved = |record: &Record| {
            let Record::Site(site) = record else { return false };
            self.world.site(site.id).is_some_and(|before| is_another(&before, &site.record))
        };
        decision.asked().iter().filter(|change| moved(&change.record)).count()
    }
}

fn is_another(before: &Held<Site>, after: &Site) -> bool {
    let plane = before.shape.plane();
    before.name != after.name
        && before.shape.in_metres(plane).distance_between_m(&after.shape.in_metres(plane)) > SAME_SITE_M
}

impl Plan {
    /// The domain's faults by the file's rows, and the drafts to leave out for them.
    ///
    /// A draft that stands twice is left out only when nothing else is wrong any more: the first of the two may go for
    /// another reason.
    fn faults_of(&self, wrong: Vec<Wrong>) -> (Vec<Fault>, BTreeSet<usize>) {
        let is_double = |wrong: &Wrong| wrong.code == "twice";
        let only_doubles = wrong.iter().all(is_double);
        let mut drafts = BTreeSet::new();
        let mut faults = Vec::new();
        for wrong in wrong.into_iter().filter(|wrong| only_doubles || !is_double(wrong)) {
            let place = row_of(&wrong.pointer);
            drafts.extend(place.map(|(draft, _)| draft));
            let (detail, hint) = split_hint(&wrong.detail);
            let row = place.and_then(|(draft, _)| self.rows.get(draft).copied());
            let pointer = place.map_or_else(|| wrong.pointer.clone(), |(_, rest)| format!("#{rest}"));
            faults.push(Fault { row, pointer, code: wrong.code, detail, hint });
        }
        (faults, drafts)
    }

    fn leave_out(&mut self, drafts: &BTreeSet<usize>) {
        for row in drafts.iter().filter_map(|draft| self.rows.get(*draft)) {
            self.repairs.forget(*row);
        }
        fn keep<T>(things: &mut Vec<T>, drafts: &BTreeSet<usize>) {
            let mut at = 0;
            things.retain(|_| {
                at += 1;
                !drafts.contains(&(at - 1))
            });
        }
        keep(&mut self.rows, drafts);
        match &mut self.command {
            Command::PutAreas(of) => keep(of, drafts),
            Command::PutSites(of) => keep(of, drafts),
            Command::PutParties(of) => keep(of, drafts),
            Command::PutReports { reports, .. } => keep(reports, drafts),
            Command::PutStatistics(of) => keep(of, drafts),
            Command::PutAddresses(of) => keep(of, drafts),
            Command::PutBuildings(of) => keep(of, drafts),
            _ => unreachable!("a plan puts drafts in, and nothing else"),
        }
    }
}

/// `#/rows/7/kind` is draft 7, `/kind`.
///
/// In the answer to a sender the same stands for row 7 of the file.
pub fn row_of(pointer: &str) -> Option<(usize, &str)> {
    let rest = pointer.strip_prefix("#/rows/")?;
    let end = rest.find('/').unwrap_or(rest.len());
    Some((rest[..end].parse().ok()?, &rest[end..]))
}
