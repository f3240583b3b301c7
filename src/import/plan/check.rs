//! A whole import up to the writing: read, planned, and decided in a dry run on the world as it stands.

use super::batch::{Checking, Settled};
use super::repairs::Repairs;
use super::whereabouts::Whereabouts;
use super::{Fault, Feed, Ground, Plan, PlanOptions, Planner, What, some_rows};
use crate::domain::command::{Actor, Command};
use crate::domain::refusal::Refusal;
use crate::domain::time::date_of;
use crate::domain::world::World;
use crate::engine::Done;
use crate::import::batches::Batch;
use crate::import::tally::{Tallies, Tally};
use crate::import::{Batches, Format, ReadOptions, Source};
use crate::index::snapshot::Snapshot;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Faults that are listed; there may be more.
const FAULTS_LISTED: usize = 1_000;

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
    /// Rows belong where they lie, though most lie outside every district.
    pub outside: bool,
}

/// A file to be imported, for somebody, into a world.
#[derive(Clone)]
pub struct Job<'a> {
    /// Where it lies.
    pub source: &'a Source,
    /// What it is.
    pub format: Format,
    /// What is asked of it.
    pub order: &'a Order,
    /// The world as it stands.
    pub world: &'a Snapshot,
    /// Who asks.
    pub actor: &'a Actor,
    /// When.
    pub now: Timestamp,
    /// Rows that are held at a time, of what [comes in batches](What::comes_in_batches). `None` is all of them, for a
    /// file that is written by one command or not at all.
    pub batch_rows: Option<usize>,
}

/// An import that would be accepted, not yet written.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// What is written, where one command is enough. Else the file is read [`Again`].
    pub command: Option<Command>,
    /// What the batches of the file were.
    seen: Vec<[u8; 32]>,
    /// Of the whole file, and of what was asked of it.
    digest: [u8; 32],
    /// Rows of the file.
    pub rows: usize,
    /// Rows that become something new.
    pub created: usize,
    /// Rows that change something.
    pub changed: usize,
    /// Rows that are as they stand.
    pub unchanged: usize,
    /// Bad rows that are left out.
    pub refused: usize,
    /// Rows that the mapping file leaves out, or that say what another row says.
    pub left_out: usize,
    /// Rows in which something was repaired.
    pub repaired: usize,
    /// Written before under the same key, and not again; see [`Prepared::written`].
    pub replayed: bool,
    /// Why rows were left out, refused or repaired.
    pub reasons: Vec<Reason>,
    /// What was assumed, repaired or is worth a look, as sentences.
    pub notes: Vec<String>,
    /// What is wrong with the rows that are left out, by row; at most 1 000 are listed.
    pub faults: Vec<Fault>,
}

/// How many rows met with something for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// `left_out`, `refused` or `repaired`.
    pub outcome: &'static str,
    /// Why.
    pub reason: String,
    /// How many rows, and the first of them.
    pub tally: Tally,
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

/// Reads a file to its end, makes drafts of its rows and asks the domain what they come to. Writes nothing.
///
/// Takes seconds for large files: to be called where it may block.
///
/// # Errors
/// [`NotTaken`]; with `skip_bad` only when something is wrong with the file as a whole.
pub fn prepare(job: &Job<'_>) -> Result<Prepared, NotTaken> {
    prepare_telling(job, |_| {})
}

/// As [`prepare`], telling how many rows have been looked at now and then.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_telling(job: &Job<'_>, mut tell: impl FnMut(usize)) -> Result<Prepared, NotTaken> {
    let options = job.whole_faults();
    if !options.is_empty() {
        // Every row would have the same fault again.
        return Err(faulty(options));
    }
    let mut pass = Pass::begin(job)?;
    let mut sum = Sum::default();
    while let Some(step) = pass.step()? {
        sum.add(step);
        tell(sum.rows);
    }
    let Pass { batches, planner, whereabouts, .. } = pass;
    let mut whole: Vec<Fault> = batches.finish().into_iter().map(Fault::from).collect();
    let (notes, faults) = planner.finish();
    whole.extend(faults);
    if !job.order.outside {
        whole.extend(whereabouts.fault(job.world, date_of(job.now)));
    }
    sum.finish(job, whole, notes, batches.digest())
}

impl Job<'_> {
    fn batch_rows(&self) -> usize {
        self.batch_rows.filter(|_| self.order.what.comes_in_batches()).unwrap_or(usize::MAX)
    }

    /// What is wrong before the file is read.
    fn whole_faults(&self) -> Vec<Fault> {
        let Order { what, options, read, .. } = self.order;
        let mut faults = options.faults(*what, self.world);
        let mut not_used = |name: &str, because: &str| {
            faults.push(Fault::file(name, "not_here", format!("is not used, since {because}")));
        };
        let lies_nowhere = what.ground() == Ground::Nowhere;
        if lies_nowhere && read.crs.is_some() {
            not_used("#/crs", &format!("{} lie nowhere", what.code()));
        }
        if lies_nowhere && self.order.outside {
            not_used("#/outside", &format!("{} lie nowhere", what.code()));
        }
        if !lies_nowhere && read.crs.is_some() && read.feed.as_ref().and_then(Feed::system).is_some() {
            not_used("#/crs", "the mapping file names the coordinate system");
        }
        // Reports come from somebody; the system itself is nobody.
        let origin_known = options.party.is_some() || self.world.party(self.actor.viewer.party).is_some();
        if *what == What::Reports && !origin_known {
            let fault = Fault::file("#/party", "required", "must be given");
            faults.push(fault.with_hint("say which party the reports come from"));
        }
        faults
    }
}

fn faulty(mut faults: Vec<Fault>) -> NotTaken {
    faults.sort_by_key(|fault| fault.row);
    let found = faults.len();
    faults.truncate(FAULTS_LISTED);
    NotTaken::Faulty { faults, found, notes: Vec::new() }
}

/// One reading of a file from its beginning to its end.
struct Pass<'a> {
    batches: Batches,
    planner: Planner<'a>,
    checking: Checking<'a>,
    whereabouts: Whereabouts,
}

/// What a batch came to.
struct Step {
    settled: Settled,
    /// Rows in it, kept or not.
    rows: usize,
    left_out: Tallies,
    mended: Tallies,
    repaired: usize,
    notes: Vec<String>,
    digest: [u8; 32],
}

impl<'a> Pass<'a> {
    fn begin(job: &Job<'a>) -> Result<Self, NotTaken> {
        let Job { order, world, actor, now, .. } = *job;
        let opened = Batches::open(job.source, job.format, &order.read, job.batch_rows());
        let batches = opened.map_err(|faults| faulty(faults.into_iter().map(Fault::from).collect()))?;
        let mut planner = Planner::new(order.what, &order.options, world);
        if order.read.feed.is_some() {
            // Rows have our fields alone by now.
            planner.see_header(batches.header());
        }
        let checking = Checking { world, actor, now, skip_bad: order.skip_bad };
        Ok(Self { batches, planner, checking, whereabouts: Whereabouts::default() })
    }

    fn step(&mut self) -> Result<Option<Step>, NotTaken> {
        let Some(batch) = self.batches.next() else { return Ok(None) };
        let Batch { mut table, written_in, faults, mut left_out, mended, mended_rows, digest } = batch;
        self.whereabouts.see(&table, written_in);
        let unread: Vec<Fault> =
            faults.into_result().err().unwrap_or_default().into_iter().map(Fault::from).collect();
        let bad: BTreeSet<usize> = unread.iter().filter_map(|fault| fault.row).collect();
        table.rows.retain(|row| !bad.contains(&row.number));
        let rows = table.rows.len() + bad.len() + left_out.rows();
        let notes = std::mem::take(&mut table.notes);
        let mut plan = self.planner.plan(table);
        plan.faults.splice(0..0, unread);
        left_out.extend(std::mem::take(&mut plan.left_out));
        let settled = self.checking.settle(plan).map_err(NotTaken::Refused)?;
        let refused: BTreeSet<usize> = settled.plan.faults.iter().filter_map(|fault| fault.row).collect();
        let mut repaired = settled.plan.repairs.rows();
        repaired.extend(mended_rows.into_iter().filter(|row| !refused.contains(row)));
        Ok(Some(Step { settled, rows, left_out, mended, repaired: repaired.len(), notes, digest }))
    }
}

/// What the batches of a file come to together. Its size is that of what is told, not of the file.
#[derive(Default)]
struct Sum {
    rows: usize,
    created: usize,
    changed: usize,
    unchanged: usize,
    refused: usize,
    repaired: usize,
    outside_rows: BTreeSet<usize>,
    outside_reports: usize,
    moved: usize,
    left_out: Tallies,
    refusals: Tallies,
    mended: Tallies,
    repairs: Repairs,
    faults: Vec<Fault>,
    found: usize,
    whole_is_bad: bool,
    notes: Vec<String>,
    seen: Vec<[u8; 32]>,
    command: Option<Command>,
}

impl Sum {
    fn add(&mut self, step: Step) {
        let Step { settled, rows, left_out, mended, repaired, notes, digest } = step;
        let Settled { plan, created, changed, unchanged, outside_rows, outside_reports, moved } = settled;
        self.rows += rows;
        self.created += created;
        self.changed += changed;
        self.unchanged += unchanged;
        self.repaired += repaired;
        self.outside_rows.extend(outside_rows);
        self.outside_reports += outside_reports;
        self.moved += moved;
        self.left_out.extend(left_out);
        self.mended.extend(mended);
        self.repairs.absorb(plan.repairs);
        self.notes.extend(notes);
        self.add_faults(plan.faults);
        // Two batches are not one command.
        self.command = self.seen.is_empty().then_some(plan.command);
        self.seen.push(digest);
    }

    fn add_faults(&mut self, faults: Vec<Fault>) {
        self.found += faults.len();
        let mut counted = BTreeSet::new();
        let mut refused = BTreeSet::new();
        for fault in &faults {
            let Some(row) = fault.row else {
                self.whole_is_bad = true;
                continue;
            };
            refused.insert(row);
            let reason = fault.reason();
            if counted.insert((row, reason.clone())) {
                self.refusals.add(&reason, row);
            }
        }
        self.refused += refused.len();
        let left = FAULTS_LISTED.saturating_sub(self.faults.len());
        self.faults.extend(faults.into_iter().take(left));
    }

    fn finish(
        mut self,
        job: &Job<'_>,
        whole: Vec<Fault>,
        notes: Vec<String>,
        file: [u8; 32],
    ) -> Result<Prepared, NotTaken> {
        self.found += whole.len();
        self.whole_is_bad |= !whole.is_empty();
        self.faults.extend(whole);
        self.faults.sort_by_key(|fault| fault.row);
        self.faults.truncate(FAULTS_LISTED);
        self.notes.extend(notes);
        if self.whole_is_bad || (self.found > 0 && !job.order.skip_bad) {
            return Err(NotTaken::Faulty { faults: self.faults, found: self.found, notes: self.notes });
        }
        self.tell();
        Ok(Prepared {
            rows: self.rows,
            created: self.created,
            changed: self.changed,
            unchanged: self.unchanged,
            refused: self.refused,
            left_out: self.left_out.rows(),
            repaired: self.repaired,
            replayed: false,
            reasons: reasons([
                ("left_out", &self.left_out),
                ("refused", &self.refusals),
                ("repaired", &self.mended),
            ]),
            notes: self.notes,
            faults: self.faults,
            command: self.command.filter(|_| self.seen.len() == 1),
            digest: key_digest(job, file),
            seen: self.seen,
        })
    }

    fn tell(&mut self) {
        self.notes.extend(self.repairs.sentences());
        if let n @ 1.. = self.outside_rows.len() {
            self.notes
                .push(format!("{n} lie(s) outside every district: {}", some_rows(&self.outside_rows, 0)));
        }
        if let n @ 1.. = self.outside_reports {
            self.notes.push(format!("{n} new report(s) lie outside every district"));
        }
        if let n @ 1.. = self.moved {
            self.notes.push(format!(
                "{n} site(s) get another name and another place; does another file use the same ids?"
            ));
        }
        if let more @ 1.. = self.found.saturating_sub(self.faults.len()) {
            self.notes.push(format!("{more} more fault(s) are not listed"));
        }
    }
}

fn reasons<const N: usize>(tallies: [(&'static str, &Tallies); N]) -> Vec<Reason> {
    let of = |(outcome, tallies): (&'static str, &Tallies)| -> Vec<Reason> {
        tallies
            .iter()
            .map(|(reason, tally)| Reason { outcome, reason: reason.to_owned(), tally: tally.clone() })
            .collect()
    };
    tallies.into_iter().flat_map(of).collect()
}

/// Of the file and of what was asked of it: the same file asked for otherwise is another import.
fn key_digest(job: &Job<'_>, file: [u8; 32]) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(file);
    digest.update(format!("{:?} {:?} {:?}", job.order, job.format, job.batch_rows));
    digest.finalize().into()
}

impl Fault {
    /// What is counted together: the field and the kind of fault, never a value.
    fn reason(&self) -> String {
        let field = self.pointer.trim_start_matches(['#', '/']).split('/').next().unwrap_or_default();
        let detail = match self.code {
            "not_readable" => &self.detail,
            code => code,
        };
        if field.is_empty() { detail.to_owned() } else { format!("{field}: {detail}") }
    }
}

/// What is done to a file that is read a second time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    /// The batch is not that of the first reading: somebody has written to the file.
    Changed,
}

/// A batch to be written.
pub struct ToWrite {
    /// Its key: the same whenever the same file is imported in the same way. None for what is put in the place of what is
    /// known: a file that is imported again after another is news, however often it came before, so that no key of an
    /// earlier import may stand for it.
    pub key: Option<String>,
    /// What is written.
    pub command: Command,
    /// Rows that are expected to be new or changed.
    pub created: usize,
    /// Rows that are expected to be as they stand.
    pub same: usize,
}

/// A file that was prepared, read again to be written batch by batch.
pub struct Again<'a> {
    pass: Pass<'a>,
    prepared: &'a Prepared,
    at: usize,
}

impl<'a> Again<'a> {
    /// Begins anew. The job must be the one that the file was prepared by.
    ///
    /// # Errors
    /// [`NotTaken`], when it cannot be opened any more.
    pub fn begin(job: &Job<'a>, prepared: &'a Prepared) -> Result<Self, NotTaken> {
        Ok(Self { pass: Pass::begin(job)?, prepared, at: 0 })
    }

    /// The next command. Reports have a key that is the same whenever the same file is imported in the same way: what an
    /// interrupted import has written is known again by it. What else comes in batches is known again by its identity,
    /// each row for itself. Nothing at the end.
    ///
    /// # Errors
    /// [`Toward::Changed`] before anything of a changed batch is written; [`NotTaken`] as in [`prepare`].
    pub fn step(&mut self) -> Result<Option<ToWrite>, Result<Toward, NotTaken>> {
        let Some(step) = self.pass.step().map_err(Err)? else {
            return if self.at == self.prepared.seen.len() { Ok(None) } else { Err(Ok(Toward::Changed)) };
        };
        if self.prepared.seen.get(self.at) != Some(&step.digest) {
            return Err(Ok(Toward::Changed));
        }
        let Plan { command, rows, .. } = &step.settled.plan;
        let is_added = matches!(command, Command::PutReports { .. });
        let key = is_added.then(|| self.prepared.key(self.at, rows));
        self.at += 1;
        let Settled { plan, created, changed, unchanged, .. } = step.settled;
        Ok(Some(ToWrite { key, command: plan.command, created: created + changed, same: unchanged }))
    }

    /// Batches given so far, and batches in all.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.at, self.prepared.seen.len())
    }
}

impl Prepared {
    /// Of the file, the batch and which of its rows are good: a row that was bad the last time makes another key.
    fn key(&self, batch: usize, rows: &[usize]) -> String {
        let mut digest = Sha256::new();
        digest.update(self.digest);
        digest.update(batch.to_le_bytes());
        rows.iter().for_each(|row| digest.update(row.to_le_bytes()));
        format!("file:{batch}:{}", data_encoding::HEXLOWER.encode(&digest.finalize()[..16]))
    }

    /// What was written in batches, in all: new, and as it stood.
    pub fn written_in_batches(&mut self, written: usize, unchanged: usize) {
        let expected = self.created + self.changed;
        if written != expected || unchanged != self.unchanged {
            self.created = written;
            self.changed = 0;
            self.unchanged = unchanged;
            self.notes.push(
                "part of this file had been written before, or something else was written at the same time"
                    .into(),
            );
        }
    }
}

impl Prepared {
    /// What is told of a file that was imported before, and that could not be read today.
    #[must_use]
    pub fn unread_again() -> Self {
        let note = format!("{BEFORE}; today it could not be read, so nothing is said of what is there now");
        Self { replayed: true, notes: vec![note], ..Self::default() }
    }

    /// Takes over what was written, should the world have moved on since the dry run.
    ///
    /// What a replayed import came to the first time is not remembered. Its numbers stay those of the comparison with
    /// what is there now: everything unchanged, unless somebody has changed it since. A note says so.
    pub fn written(&mut self, done: &Done) {
        let expected = self.created + self.changed;
        if done.replayed {
            self.replayed = true;
            self.notes.push(replay_note(expected, self.refused));
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

/// What is said first of a file that was imported before.
const BEFORE: &str = "this file was imported before under the same key and was not imported again";

fn replay_note(different: usize, refused: usize) -> String {
    let now = match different {
        0 => "what is there now is as the file says".to_owned(),
        rows => format!(
            "{rows} row(s) have been changed since and were left so, and another key would write them"
        ),
    };
    match refused {
        0 => format!("{BEFORE}; {now}"),
        rows => format!("{BEFORE}; {now}; {rows} row(s) would be refused today"),
    }
}
