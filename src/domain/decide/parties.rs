//! Parties, with their units and site groups. Put in from files, or one at a time.

use super::reference::{CODE_MAX, UNION_MAX};
use super::{Decision, Fresh, check, next};
use crate::domain::area::Area;
use crate::domain::command::{Actor, PartyDraft};
use crate::domain::ids::{AreaId, PartyId};
use crate::domain::party::{Party, PartyKind, SiteGroup, Unit};
use crate::domain::place::Place;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::world::{Held, World};
use crate::space::Envelope;
use jiff::civil::Date;
use std::collections::HashSet;

/// Most units, and most site groups, of a party.
const INSIDE_MAX: usize = 500;

/// Puts parties in, by code. What a draft does not say stays as it is. `expected` is the version of the party
/// that is put in alone, 0 when it was not there.
pub fn put(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    drafts: &[PartyDraft],
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let mut faults = Faults::new();
    let mut changes = Vec::new();
    let mut unchanged = 0;
    let mut seen = HashSet::new();
    let today = fresh.today();
    for (row, draft) in drafts.iter().enumerate() {
        let at = |field: &str| format!("#/rows/{row}/{field}");
        let code = check::label(&draft.code, &at("code"), CODE_MAX, &mut faults);
        if !seen.insert(code.clone()) {
            faults.add(at("code"), "twice", "stands twice in the file");
            continue;
        }
        let known = world.party_by_code(&code);
        check::version(expected, known.as_ref().map_or(0, |party| party.version))?;
        let record = as_drafted(world, draft, (code, known.as_ref()), today, &at, &mut faults);
        match known {
            Some(known) if known.record == record => unchanged += 1,
            Some(known) => {
                check_still_coordinates(world, &known, &record, &at("kind"), &mut faults);
                check_not_out_itself(actor, &known, &record, &at("logs_in"), &mut faults);
                changes.push(next(known.version, record, "party.change"));
            }
            None => {
                let id = PartyId::from_bits(fresh.id(world, |bits| PartyId::from_bits(bits).into()));
                changes.push(next(0, Party { id, ..record }, "party.create"));
            }
        }
    }
    faults.check()?;
    Decision::file(changes, unchanged).with_what_follows(world, actor, fresh)
}

/// The party that a draft makes of the one that is known.
fn as_drafted(
    world: &impl World,
    draft: &PartyDraft,
    (code, known): (String, Option<&Held<Party>>),
    today: Date,
    at: &impl Fn(&str) -> String,
    faults: &mut Faults,
) -> Party {
    let had = known.map(|known| &known.record);
    let name = check::label(&draft.name, &at("name"), check::NAME_MAX, faults);
    let runs = had.map(|party| party.areas.as_slice()).unwrap_or_default();
    let areas = match &draft.areas {
        Some(named) => areas_named(world, named, runs, today, &at("areas"), faults),
        None => runs.to_vec(),
    };
    let function = check::text(draft.function.as_deref(), &at("function"), check::FUNCTION_MAX, faults)
        .or_else(|| had.map(|party| party.function.clone()));
    let logs_in = draft.logs_in.or_else(|| had.map(|party| party.logs_in));
    let units = draft.units.as_ref().map(|given| units(given, &at("units"), faults));
    let groups = draft.site_groups.as_ref().map(|given| site_groups(given, &at("site_groups"), faults));
    Party {
        id: had.map_or(PartyId::from_bits(0), |party| party.id),
        code,
        name,
        kind: draft.kind,
        areas,
        function: function.unwrap_or_else(|| draft.kind.usual_function().to_owned()),
        logs_in: logs_in.unwrap_or(draft.kind != PartyKind::Other),
        units: units.or_else(|| had.map(|party| party.units.clone())).unwrap_or_default(),
        site_groups: groups.or_else(|| had.map(|party| party.site_groups.clone())).unwrap_or_default(),
    }
}

fn units(given: &[Unit], pointer: &str, faults: &mut Faults) -> Vec<Unit> {
    let words = given.iter().map(|unit| (&unit.code, &unit.name));
    let clean = inside(words, pointer, faults).into_iter().zip(given);
    clean.map(|((code, name), unit)| Unit { code, name, social_services: unit.social_services }).collect()
}

fn site_groups(given: &[SiteGroup], pointer: &str, faults: &mut Faults) -> Vec<SiteGroup> {
    let words = given.iter().map(|group| (&group.code, &group.name));
    inside(words, pointer, faults).into_iter().map(|(code, name)| SiteGroup { code, name }).collect()
}

/// Codes and names of what a party has inside it, each code once.
fn inside<'a>(
    given: impl Iterator<Item = (&'a String, &'a String)>,
    pointer: &str,
    faults: &mut Faults,
) -> Vec<(String, String)> {
    let mut codes = HashSet::new();
    let mut clean = Vec::new();
    for (n, (code, name)) in given.enumerate() {
        if n >= INSIDE_MAX {
            faults.add(pointer, "too_many", format!("at most {INSIDE_MAX} can be given"));
            break;
        }
        let code = check::label(code, &format!("{pointer}/{n}/code"), CODE_MAX, faults);
        let name = check::label(name, &format!("{pointer}/{n}/name"), check::NAME_MAX, faults);
        if !codes.insert(code.clone()) {
            faults.add(format!("{pointer}/{n}/code"), "twice", "is the code of another one of them");
        }
        clean.push((code, name));
    }
    clean
}

/// Whoever switches a party's log-in off goes on being in, so that somebody can switch it on again.
fn check_not_out_itself(actor: &Actor, known: &Party, record: &Party, pointer: &str, faults: &mut Faults) {
    if known.id == actor.viewer.party && known.logs_in && !record.logs_in {
        let detail =
            "is your own party, and you would be out with it; an administrator of another party can do it";
        faults.add(pointer, "own_party", detail);
    }
}

/// A party of another kind may see other things. What it coordinates, or is asked to, stays in its
/// sight, and the police are not asked.
fn check_still_coordinates(
    world: &impl World,
    before: &Party,
    party: &Party,
    pointer: &str,
    faults: &mut Faults,
) {
    if before.kind == party.kind {
        return;
    }
    let conflicts = |place: &Place| {
        let coordination = &place.coordination;
        let asked = coordination.asked() == Some(before.id);
        let concerned = asked || (coordination.holder.party == before.id && !coordination.holder.ad_interim);
        concerned
            && !place.status.has_ended()
            && (!check::may_hold(party, place) || (asked && party.kind == PartyKind::Police))
    };
    let places = world.places_in(&Envelope::WORLD);
    if places.iter().any(|place| conflicts(place)) {
        let detail = "coordinates, or is asked to coordinate, what a party of this kind may not; \
                      name others for those places first";
        faults.add(pointer, "coordinates_places", detail);
    }
}

/// Areas that have not ended, those that hold today first, by id, code or name; a district comes before a
/// neighbourhood of the same name. One that the party runs already is kept by its id, also when it has ended.
fn areas_named(
    world: &impl World,
    named: &[String],
    runs: &[AreaId],
    today: Date,
    pointer: &str,
    faults: &mut Faults,
) -> Vec<AreaId> {
    let mut areas = world.areas();
    // One that has ended is nobody's any more. One that begins later may be named ahead, after those that hold.
    areas.retain(|area| area.until.is_none_or(|until| today < until));
    areas.sort_by_key(|area| !area.holds_on(today));
    if named.len() > UNION_MAX {
        faults.add(pointer, "too_many", format!("a party runs at most {UNION_MAX} areas"));
        return Vec::new();
    }
    let mut found = Vec::with_capacity(named.len());
    for name in named {
        let before = faults.count();
        check::label(name, pointer, check::NAME_MAX, faults);
        if faults.count() > before {
            continue;
        }
        let id = name.parse::<AreaId>().ok();
        let fits = |a: &&Held<Area>| id == Some(a.id) || a.code.as_deref() == Some(name) || a.name == *name;
        let kept = id.filter(|id| runs.contains(id));
        match kept.or_else(|| areas.iter().find(fits).map(|area| area.id)) {
            Some(area) => found.push(area),
            None => faults.add(
                pointer,
                "unknown_area",
                format!("no area that has not ended is called “{name}”; import the areas first"),
            ),
        }
    }
    found
}
