//! Settings over time, for the city and for its districts.

use super::relations::not_put;
use super::{Decision, Fresh, check, next};
use crate::domain::area::AreaKind;
use crate::domain::command::Actor;
use crate::domain::ids::{AreaId, SettingId};
use crate::domain::periods::put;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::settings::{Setting, SettingName};
use crate::domain::world::World;
use jiff::civil::Date;

/// A value while it holds.
pub struct Period<'a> {
    /// The value; `None` withdraws what holds.
    pub value: Option<u32>,
    /// First day; today when left out.
    pub from: Option<Date>,
    /// First day it no longer holds; until the next begins when left out.
    pub until: Option<Date>,
    /// The decision's reference, for a setting that needs one.
    pub decision: Option<&'a str>,
}

/// Sets or withdraws a setting: by an administrator, or by a district's coordinator for the own
/// district. What is told of later days stays.
pub fn put_setting(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    (name, district): (SettingName, Option<AreaId>),
    period: &Period<'_>,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let own_district = actor.viewer.role.coordinates()
        && district.is_some_and(|d| super::authority::runs_one_of(world, actor, [d]));
    if !own_district || name.needs_decision() {
        check::administers(actor)?;
    }
    let known = world.setting_record(name, district);
    let version = known.as_ref().map_or(0, |setting| setting.version);
    check::version(expected, version)?;
    let mut faults = Faults::new();
    let (least, most) = name.range();
    if period.value.is_some_and(|value| !(least..=most).contains(&value)) {
        faults.add("#/value", "out_of_range", format!("from {least} to {most}"));
    }
    let needs = name.needs_decision() && period.value.is_some_and(|value| value > 0);
    let decision = if needs {
        Some(check::required_text(
            period.decision.unwrap_or_default(),
            "#/decision",
            check::REASON_MAX,
            &mut faults,
        ))
    } else {
        check::text(period.decision, "#/decision", check::REASON_MAX, &mut faults)
    };
    if let Some(id) = district
        && world.area(id).is_none_or(|area| area.kind != AreaKind::District)
    {
        faults.add("#/district", "unknown_area", "is not a district");
    }
    if district.is_some() && name.is_the_citys_alone() {
        faults.add("#/district", "not_here", "is for the whole city alone");
    }
    let had = known.as_ref().map_or(&[][..], |setting| &setting.values);
    let from = period.from.unwrap_or_else(|| fresh.today());
    let values = put(had, period.value, from, period.until).unwrap_or_else(|fault| {
        not_put(fault, "#/until", &mut faults);
        had.to_vec()
    });
    faults.check()?;
    let said = known.as_ref().and_then(|setting| setting.decision.clone());
    if values == had && (decision.is_none() || decision == said) {
        let about = known.map(|setting| setting.id.into());
        return Ok(Decision { about, unchanged: 1, ..Decision::file(Vec::new(), 0) });
    }
    let id = known
        .as_ref()
        .map(|setting| setting.id)
        .unwrap_or_else(|| SettingId::from_bits(fresh.id(world, |bits| SettingId::from_bits(bits).into())));
    let changes = vec![next(version, Setting { id, name, district, values, decision }, "setting.put")];
    let decision = Decision { created: version == 0, ..Decision::changed(id.into(), changes) };
    decision.with_what_follows(world, actor, fresh)
}
