//! Statistics come in files: by an administrator, figure by figure, and none that overlaps another of its series.

use super::{Decision, Fresh, check, next};
use crate::domain::command::{Actor, StatisticDraft};
use crate::domain::guard;
use crate::domain::ids::{AreaId, StatisticId};
use crate::domain::record::Key;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::statistic::{Series, Statistic};
use crate::domain::world::{Held, World};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// The figures of a series by their first days; none overlaps another.
type Figures = BTreeMap<Date, Figure>;

#[derive(Clone)]
struct Figure {
    until: Date,
    /// What stands in the register.
    held: Option<Held<Statistic>>,
    /// In this file.
    here: bool,
}

/// Puts statistics in: what stands as the file says stays, a figure for the same period is replaced.
pub fn put(
    world: &impl World,
    actor: &Actor,
    drafts: &[StatisticDraft],
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let mut faults = Faults::new();
    let mut series: HashMap<Series, Figures> = HashMap::new();
    for held in world.statistics() {
        let figure = Figure { until: held.period_end, held: Some(held.clone()), here: false };
        series.entry(held.series()).or_default().insert(held.period_start, figure);
    }
    let (mut changes, mut unchanged) = (Vec::new(), 0);
    for (row, draft) in drafts.iter().enumerate() {
        let at = format!("#/rows/{row}");
        let Some(statistic) = read(world, draft, &at, &mut faults) else { continue };
        let figures = series.entry(statistic.series()).or_default();
        let Some(known) = place(figures, &statistic, &at, &mut faults) else { continue };
        let id = known.as_ref().map_or_else(
            || StatisticId::from_bits(fresh.id(world, |bits| Key::from(StatisticId::from_bits(bits)))),
            |known| known.id,
        );
        let record = Statistic { id, ..statistic };
        match known {
            Some(known) if known.record == record => unchanged += 1,
            known => changes.push(next(known.map_or(0, |known| known.version), record, "statistic.put")),
        }
    }
    faults.check()?;
    Ok(Decision::file(changes, unchanged))
}

/// Takes the figure's place in its series, and answers what stood there; nothing where it has none.
fn place(
    figures: &mut Figures,
    statistic: &Statistic,
    at: &str,
    faults: &mut Faults,
) -> Option<Option<Held<Statistic>>> {
    let (start, end) = statistic.period();
    let before = figures.range(..=end).next_back().map(|(from, figure)| (*from, figure.clone()));
    match before {
        Some((from, figure)) if (from, figure.until) == (start, end) => {
            if figure.here {
                faults.add(
                    format!("{at}/period_start"),
                    "twice",
                    "another row has the same series and period",
                );
                return None;
            }
            figures.insert(start, Figure { here: true, ..figure.clone() });
            Some(figure.held)
        }
        Some((_, figure)) if figure.until >= start => {
            let detail = "overlaps another period of the same indicator, source, area, sex and age";
            faults.add(format!("{at}/period_start"), "overlaps", detail);
            None
        }
        Some(_) | None => {
            figures.insert(start, Figure { until: end, held: None, here: true });
            Some(None)
        }
    }
}

fn read(world: &impl World, draft: &StatisticDraft, at: &str, faults: &mut Faults) -> Option<Statistic> {
    let before = faults.count();
    let mut word = |field: &str, text: &str| {
        let pointer = format!("{at}/{field}");
        if let Err(found) = guard::check(text, check::NAME_MAX) {
            for fault in found {
                faults.add(pointer.clone(), fault.kind.code(), fault.detail);
            }
        } else if guard::is_case_number(text) {
            faults.add(pointer.clone(), "case_number", "holds the number of a police case");
        }
        check::label(text, &pointer, check::NAME_MAX, faults)
    };
    let indicator = word("indicator", &draft.indicator);
    let source = word("source", &draft.source);
    let unit = word("unit", &draft.unit);
    let age_band = draft.age_band.as_deref().map(|band| word("age_band", band));
    if draft.period_end < draft.period_start {
        faults.add(format!("{at}/period_end"), "before_start", "is before the first day");
    }
    if !draft.value.is_finite() {
        faults.add(format!("{at}/value"), "not_a_number", "is not a number");
    }
    let area = area(world, draft, at, faults)?;
    (faults.count() == before).then(|| Statistic {
        id: StatisticId::from_bits(0),
        indicator,
        source,
        area,
        period_start: draft.period_start,
        period_end: draft.period_end,
        sex: draft.sex,
        age_band,
        value: draft.value,
        n: draft.n,
        unit,
    })
}

/// The area of a kind with a code, or with that identity in its source where it has no code: the one that held when the
/// period began, since codes outlive boundaries. Names are never joined on.
fn area(world: &impl World, draft: &StatisticDraft, at: &str, faults: &mut Faults) -> Option<AreaId> {
    let code = draft.area_code.trim();
    let is_it = |area: &crate::domain::area::Area| {
        area.kind == draft.area_kind
            && area.code.as_deref().map_or(area.source_id == code, |own| own == code)
            && area.holds_on(draft.period_start)
    };
    let found: Vec<_> = world.areas().into_iter().filter(|area| is_it(area)).collect();
    match found.as_slice() {
        [one] => return Some(one.id),
        [] => faults.add(
            format!("{at}/area_code"),
            "unknown_area",
            "is no area of this kind that held when the period began; import the areas first",
        ),
        _ => faults.add(format!("{at}/area_code"), "ambiguous_area", "is the code of several areas"),
    }
    None
}
