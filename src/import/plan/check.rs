//! A whole import up to the writing: read, planned, and decided in a dry run on the world as it stands.

use super::fields::split_hint;
use super::{Fault, Plan, PlanOptions, What, plan, some_rows};
use crate::domain::command::{Actor, Command};
use crate::domain::decide::{Decision, Fresh, decide};
use crate::domain::record::Record;
use crate::domain::refusal::{Refusal, Wrong};
use crate::domain::site::Site;
use crate::domain::time::date_of;
use crate::domain::world::{Held, World, district_at};
use crate::engine::Done;
use crate::import::{Format, ReadOptions, read, read_good_rows};
use crate::index::snapshot::Snapshot;
use crate::space::Shape;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Faults that are listed; there may be more.
const FAULTS_LISTED: usize = 1_000;
/// A site that moves this far is hardly the same one, metres.
const SAME_SITE_M: f64 = 2_000.0;

/// What is asked of a file.
#[derive(Clone, Debug)]
pub struct Order {
    /// What it holds.
    pub what: What,
    /// How it is to be read.
    pub read: ReadOptions,
    /// What holds for all its rows.
    pub options: PlanOptions,
    /// Bad rows are left out instead of refusing the file.
    pub skip_bad: bool,
}

/// An import that would be accepted, not yet written.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What is written.
    pub command: Command,
    /// Rows of the file.
    pub rows: usize,
    /// Rows that become something new.
    pub created: usize,
    /// Rows that change something.
    pub changed: usize,
    /// Rows that are as they stand.
    pub unchanged: usize,
    /// Rows that are left out.
    pub refused: usize,
    /// Rows whose geometry was repaired.
    pub repaired: usize,
    /// Written before under the same key, and not again; see [`Prepared::written`].
    pub replayed: bool,
    /// What was assumed, repaired or is worth a look, as sentences.
    pub notes: Vec<String>,
    /// What is wrong with the rows that are left out, by row; at most 1 000 are listed.
    pub faults: Vec<Fault>,
}

/// Why a file is not taken. Nothing of it is.
#[derive(Clone, Debug)]
pub enum NotTaken {
    /// Something is wrong with it: never empty, by row, at most 1 000 faults.
    Faulty {
        /// What is wrong.
        faults: Vec<Fault>,
        /// How many faults were found, listed or not.
        found: usize,
        /// Sentences for the sender.
        notes: Vec<String>,
    },
    /// The sender may not do it.
    Refused(Refusal),
}

/// Reads a file, makes drafts of its rows and asks the domain what they come to. Writes nothing.
///
/// Takes seconds for large files: to be called where it may block.
///
/// # Errors
/// [`NotTaken`]; with `skip_bad` only when something is wrong with the file as a whole.
pub fn prepare(
    bytes: &[u8],
    format: Format,
    order: &Order,
    world: &Snapshot,
    actor: &Actor,
    now: Timestamp,
) -> Result<Prepared, NotTaken> {
    let faulty = |faults: Vec<_>| faulty(faults.into_iter().map(Fault::from).collect(), Vec::new());
    let (table, unread) = if order.skip_bad {
        read_good_rows(bytes, format, &order.read).map_err(faulty)?
    } else {
        (read(bytes, format, &order.read).map_err(faulty)?, Vec::new())
    };
    let unread: Vec<Fault> = unread.into_iter().map(Fault::from).collect();
    let rows = table.rows.len() + bad_rows(&unread);
    let mut planned = plan(table, order.what, &order.options, world);
    planned.faults.splice(0..0, unread);
    planned.faults.extend(nobodys(order, world, actor));
    Checking { world, actor, now, skip_bad: order.skip_bad }.settle(planned, rows)
}

/// Reports come from somebody; the system itself is nobody.
fn nobodys(order: &Order, world: &Snapshot, actor: &Actor) -> Option<Fault> {
    let origin_known = order.options.party.is_some() || world.party(actor.viewer.party).is_some();
    (order.what == What::Reports && !origin_known).then(|| {
        Fault::file("#/party", "required", "must be given").with_hint("say which party the reports come from")
    })
}

/// Each of the rows that have faults, once.
fn bad_rows(faults: &[Fault]) -> usize {
    faults.iter().filter_map(|fault| fault.row).collect::<BTreeSet<_>>().len()
}

fn faulty(mut faults: Vec<Fault>, notes: Vec<String>) -> NotTaken {
    faults.sort_by_key(|fault| fault.row);
    let found = faults.len();
    faults.truncate(FAULTS_LISTED);
    NotTaken::Faulty { faults, found, notes }
}

struct Checking<'a> {
    world: &'a Snapshot,
    actor: &'a Actor,
    now: Timestamp,
    skip_bad: bool,
}

impl Checking<'_> {
    fn settle(&self, mut plan: Plan, rows: usize) -> Result<Prepared, NotTaken> {
        if !plan.only_rows_are_bad() {
            return Err(faulty(plan.faults, plan.notes));
        }
        let decision = loop {
            match self.decide(&plan.command) {
                Ok(decision) => break decision,
                Err(Refusal::Invalid(wrong)) => {
                    let (found, drafts) = plan.faults_of(wrong);
                    plan.faults.extend(found);
                    if !self.skip_bad || drafts.is_empty() || !plan.only_rows_are_bad() {
                        return Err(faulty(plan.faults, plan.notes));
                    }
                    plan.leave_out(&drafts);
                }
                Err(refusal) => return Err(NotTaken::Refused(refusal)),
            }
        };
        if !plan.faults.is_empty() && !self.skip_bad {
            return Err(faulty(plan.faults, plan.notes));
        }
        Ok(self.prepared(plan, &decision, rows))
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

    fn prepared(&self, mut plan: Plan, decision: &Decision, rows: usize) -> Prepared {
        let created = decision.asked().iter().filter(|change| change.record.version() == 1).count();
        let refused = bad_rows(&plan.faults);
        let mut notes = std::mem::take(&mut plan.notes);
        notes.extend(plan.repairs.sentences());
        notes.extend(self.outside(&plan, decision));
        notes.extend(self.moved(decision));
        plan.faults.sort_by_key(|fault| fault.row);
        if let more @ 1.. = plan.faults.len().saturating_sub(FAULTS_LISTED) {
            notes.push(format!("{more} more fault(s) are not listed"));
            plan.faults.truncate(FAULTS_LISTED);
        }
        Prepared {
            rows,
            created,
            changed: decision.asked().len() - created,
            unchanged: decision.unchanged,
            refused,
            repaired: plan.repairs.rows(),
            replayed: false,
            notes,
            faults: plan.faults,
            command: plan.command,
        }
    }

    /// Rows that lie outside every district: kept, and worth a look.
    fn outside(&self, plan: &Plan, decision: &Decision) -> Option<String> {
        let today = date_of(self.now);
        let lies_outside =
            |shape: &Shape| district_at(self.world, shape.representative_point(), today).is_none();
        match &plan.command {
            Command::PutSites(drafts) => {
                let pairs = plan.rows.iter().zip(drafts);
                let rows: BTreeSet<usize> =
                    pairs.filter(|(_, draft)| lies_outside(&draft.shape)).map(|(row, _)| *row).collect();
                let n = rows.len();
                (n > 0).then(|| format!("{n} lie(s) outside every district: {}", some_rows(&rows)))
            }
            Command::PutReports { .. } => {
                // The decision has looked each of the new ones up already.
                let outside = |record: &Record| matches!(record, Record::Report(r) if r.district.is_none());
                let n = decision.changes.iter().filter(|change| outside(&change.record)).count();
                (n > 0).then(|| format!("{n} new report(s) lie outside every district"))
            }
            _ => None,
        }
    }

    /// Two files that number their sites alike would take each other's places.
    fn moved(&self, decision: &Decision) -> Option<String> {
        let moved = |record: &Record| {
            let Record::Site(site) = record else { return false };
            self.world.site(site.id).is_some_and(|before| is_another(&before, &site.record))
        };
        let n = decision.changes.iter().filter(|change| moved(&change.record)).count();
        (n > 0).then(|| {
            format!("{n} site(s) get another name and another place; does another file use the same ids?")
        })
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

    fn only_rows_are_bad(&self) -> bool {
        self.faults.iter().all(|fault| fault.row.is_some())
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

impl Prepared {
    /// Takes over what was written, should the world have moved on since the dry run.
    ///
    /// What a replayed import came to the first time is not remembered. Its numbers stay those of the comparison with
    /// what is there now: everything unchanged, unless somebody has changed it since. A note says so.
    pub fn written(&mut self, done: &Done) {
        let expected = self.created + self.changed;
        if done.replayed {
            self.replayed = true;
            self.notes.push(replay_note(expected));
        } else if done.changed != expected || done.unchanged != self.unchanged {
            self.created = self.created.min(done.changed);
            self.changed = done.changed - self.created;
            self.unchanged = done.unchanged;
            self.notes.push(
                "something else was written at the same time; what is new and what is changed is told apart as of just before"
                    .to_owned(),
            );
        }
    }
}

fn replay_note(different: usize) -> String {
    let before = "this file was imported before under the same key and was not imported again";
    match different {
        0 => format!("{before}; what is there now is as the file says"),
        rows => format!(
            "{before}; {rows} row(s) have been changed since and were left so, and another key would write them"
        ),
    }
}
