//! Publications: made once for each quarter, by an administrator on a decision, and taken back with a ground.

use super::{Decision, Fresh, check, next};
use crate::domain::codes::CodeList;
use crate::domain::command::{Actor, PublicationDraft};
use crate::domain::ids::PublicationId;
use crate::domain::public::counting::{self, CountedArea};
use crate::domain::public::{CATEGORIES, Publication, Row, Table, Withdrawal, protection};
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::settings::SettingName;
use crate::domain::world::World;
use jiff::Timestamp;

/// Most areas that a publication counts in: more is no city.
const AREAS_MAX: usize = 2_000;
/// Most problem types that are left out beside those that always are.
const LEFT_OUT_MAX: usize = 50;

/// Makes a quarter's publication.
pub fn publish(
    world: &impl World,
    actor: &Actor,
    draft: &PublicationDraft,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let mut faults = Faults::new();
    let decision = check::required_text(&draft.decision, "#/decision", check::REASON_MAX, &mut faults);
    let (made, told) = made(world, actor, draft, fresh.now, faults)?;
    if told.shown == 0 {
        let why = "every figure of the quarter is too small to be shown, so there is nothing to publish";
        return Err(Refusal::WrongState("nothing-to-publish", why.into()));
    }
    let id = PublicationId::from_bits(fresh.id(world, |bits| PublicationId::from_bits(bits).into()));
    let made = Publication { id, decision, ..made };
    Ok(Decision::created(id.into(), vec![next(0, made, "publication.publish")]))
}

/// What `publish` would make; its id is nobody's, and it rests on no decision yet.
///
/// # Errors
/// As when it is made, but for a decision that is not given and a table with nothing to show.
pub fn tried(
    world: &impl World,
    actor: &Actor,
    draft: &PublicationDraft,
    now: Timestamp,
) -> Result<(Publication, Tally), Refusal> {
    made(world, actor, draft, now, Faults::new())
}

/// What became of the figures of a table, sums and areas that are not named among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many reports are counted in all.
    pub reports: u32,
    /// Figures that are shown.
    pub shown: usize,
    /// Those that are hidden since they are smaller than the limit.
    pub too_small: usize,
    /// Those that are hidden so that nobody can work the small ones out.
    pub protecting: usize,
}

fn made(
    world: &impl World,
    actor: &Actor,
    draft: &PublicationDraft,
    now: Timestamp,
    mut faults: Faults,
) -> Result<(Publication, Tally), Refusal> {
    check::administers(actor)?;
    let today = crate::domain::time::date_of(now);
    check_left_out(world, draft, &mut faults);
    if draft.quarter.moments().1 > now {
        faults.add("#/quarter", "in_the_future", "a quarter is published once it is over");
    }
    faults.check()?;
    if world.publications().iter().any(|known| known.quarter == draft.quarter) {
        let why = "the quarter has its publication; it is made once, and not again when it was withdrawn, \
                   since two tables of one quarter can be set against one another";
        return Err(Refusal::WrongState("already-published", why.into()));
    }
    let least = world.setting(SettingName::PublicCountMin, None, today).max(protection::LEAST_MIN);
    let counted = counting::counts(world, draft.quarter, draft.geography, &draft.left_out);
    if counted.len() > AREAS_MAX {
        let why = format!("there are reports in more than {AREAS_MAX} areas; publish by district");
        return Err(Refusal::WrongState("too-many-areas", why));
    }
    Ok(table_of(world, draft, least, &counted, now))
}

fn check_left_out(world: &impl World, draft: &PublicationDraft, faults: &mut Faults) {
    if draft.left_out.len() > LEFT_OUT_MAX {
        faults.add("#/left_out", "too_many", format!("at most {LEFT_OUT_MAX} can be given"));
    }
    for (at, code) in draft.left_out.iter().enumerate().take(LEFT_OUT_MAX) {
        // One that has ended may be left out too: reports of the quarter may have it.
        if world.code(CodeList::ProblemType, code).is_none() {
            faults.add(format!("#/left_out/{at}"), "unknown_code", "is not in the list problem_type");
        } else if draft.left_out[..at].contains(code) {
            faults.add(format!("#/left_out/{at}"), "twice", "is given twice");
        }
    }
}

fn table_of(
    world: &impl World,
    draft: &PublicationDraft,
    least: u32,
    counted: &[CountedArea],
    now: Timestamp,
) -> (Publication, Tally) {
    let counts: Vec<Vec<u32>> = counted.iter().map(|area| area.counts.clone()).collect();
    let table = Table::of(&counts, CATEGORIES.len());
    let hidden = protection::hidden(&table, least);
    let mut tally = Tally { reports: table.figure((table.rows(), table.columns())), ..Tally::default() };
    let mut shown: Vec<Vec<Option<u32>>> = vec![Vec::new(); table.rows() + 1];
    for (at, hidden) in table.all().zip(hidden) {
        match (hidden, table.figure(at) < least) {
            (false, _) => tally.shown += 1,
            (true, true) => tally.too_small += 1,
            (true, false) => tally.protecting += 1,
        }
        shown[at.0].push((!hidden).then(|| table.figure(at)));
    }
    let (totals, total) = split(shown.pop().unwrap_or_default());
    let rows = counted.iter().zip(shown).map(|(area, figures)| row(world, area, figures));
    // That a hexagon is named would say that there is something in it.
    let rows = rows
        .filter(|row| row.name.is_some() || row.total.is_some() || row.counts.iter().any(Option::is_some));
    let made = Publication {
        id: PublicationId::from_bits(0),
        quarter: draft.quarter,
        geography: draft.geography,
        least,
        left_out: draft.left_out.clone(),
        decision: String::new(),
        published_at: now,
        categories: CATEGORIES.map(str::to_owned).into(),
        rows: rows.collect(),
        totals,
        total,
        withdrawn: None,
    };
    (made, tally)
}

fn row(world: &impl World, area: &CountedArea, figures: Vec<Option<u32>>) -> Row {
    let (counts, total) = split(figures);
    let district = area.district.as_deref();
    Row {
        area: area.area.clone(),
        code: district.and_then(|district| district.code.clone()),
        name: district.map(|district| district.name.clone()),
        shape: district.and_then(|district| counting::drawn(world, district)),
        counts,
        total,
    }
}

/// Counts, and the sum that stands last.
fn split(mut figures: Vec<Option<u32>>) -> (Vec<Option<u32>>, Option<u32>) {
    let total = figures.pop().flatten();
    (figures, total)
}

/// Takes a publication back: it is no longer handed out, and its quarter is not published again.
pub fn withdraw(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    (id, ground): (PublicationId, &str),
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    let known = world.publication(id).ok_or(Refusal::NotThere)?;
    check::administers(actor)?;
    check::version(expected, known.version)?;
    let mut faults = Faults::new();
    let ground = check::required_text(ground, "#/ground", check::REASON_MAX, &mut faults);
    faults.check()?;
    if known.withdrawn.is_some() {
        return Err(Refusal::WrongState("already-withdrawn", "the publication has been withdrawn".into()));
    }
    let withdrawn = Some(Withdrawal { at: fresh.now, ground });
    let record = Publication { withdrawn, ..known.record.clone() };
    Ok(Decision::changed(id.into(), vec![next(known.version, record, "publication.withdraw")]))
}
