//! The city's own data: areas, sites and codes. Set up by administrators, mostly from files; the same file
//! again changes nothing.

use super::{Decision, Fresh, check, fault_channels, next, relations};
use crate::domain::area::{Area, Cover};
use crate::domain::codes::{Code, CodeList, Particular, Question, Words};
use crate::domain::command::{Actor, AreaDraft, CodeDraft, SiteDraft};
use crate::domain::ids::{AreaId, CodeId, PartyId, SiteId};
use crate::domain::public::CATEGORIES;
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::site::Site;
use crate::domain::world::World;
use crate::space::Shape;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// Most characters of a code.
pub(super) const CODE_MAX: usize = 40;
const SOURCE_ID_MAX: usize = 120;
/// Most areas of a union, and most that a party runs.
pub(super) const UNION_MAX: usize = 500;
/// Most extra questions of a problem type, most choices of each, and most particulars of a measure type.
const QUESTIONS_MAX: usize = 20;

/// Puts areas in, by kind and source id.
pub fn put_areas(
    world: &impl World,
    actor: &Actor,
    drafts: &[AreaDraft],
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let mut faults = Faults::new();
    let mut changes = Vec::new();
    let mut unchanged = 0;
    let mut seen = HashSet::new();
    let members = members_of_unions(world, drafts);
    for (row, draft) in drafts.iter().enumerate() {
        let at = |field: &str| format!("#/rows/{row}/{field}");
        let name = check::label(&draft.name, &at("name"), check::NAME_MAX, &mut faults);
        let source_id = check::label(&draft.source_id, &at("id"), SOURCE_ID_MAX, &mut faults);
        let code = check::optional_label(draft.code.as_deref(), &at("code"), CODE_MAX, &mut faults);
        check_dates(draft.from, draft.until, &at("until"), &mut faults);
        check_cover(world, &draft.cover, &at("geometry"), &mut faults);
        if !seen.insert((draft.kind, source_id.clone())) {
            faults.add(
                at("id"),
                "twice",
                "another area of this kind in the file has the same identity; map an id",
            );
            continue;
        }
        let known = world.area_by_source(draft.kind, &source_id);
        let record = Area {
            id: known.as_ref().map_or(AreaId::from_bits(0), |a| a.id),
            kind: draft.kind,
            code,
            name,
            source_id,
            cover: draft.cover.clone(),
            from: draft.from,
            until: draft.until,
        };
        match known {
            Some(known) if known.record == record => unchanged += 1,
            Some(known) => {
                if matches!(draft.cover, Cover::Union(_)) && members.contains(&known.id) {
                    faults.add(
                        at("geometry"),
                        "part_of_union",
                        "is part of a union itself, and stays a polygon",
                    );
                }
                changes.push(next(known.version, record, "area.change"));
            }
            None => {
                let id = AreaId::from_bits(fresh.id(world, |bits| AreaId::from_bits(bits).into()));
                changes.push(next(0, Area { id, ..record }, "area.create"));
            }
        }
    }
    faults.check()?;
    Decision::file(changes, unchanged).with_what_follows(world, actor, fresh)
}

/// The areas that some union names, as it stands or in the file.
fn members_of_unions(world: &impl World, drafts: &[AreaDraft]) -> HashSet<AreaId> {
    let standing = world.areas();
    let covers = standing.iter().map(|area| &area.cover).chain(drafts.iter().map(|draft| &draft.cover));
    let named = covers.filter_map(|cover| match cover {
        Cover::Union(members) => Some(members),
        Cover::Polygons(_) => None,
    });
    named.flatten().copied().collect()
}

/// A period does not end before it has begun.
pub fn check_dates(from: Option<Date>, until: Option<Date>, pointer: &str, faults: &mut Faults) {
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        faults.add(pointer, "before_start", "must be after the first day");
    }
}

/// A union names areas that are there and are polygons themselves, so that no union can hold itself.
fn check_cover(world: &impl World, cover: &Cover, pointer: &str, faults: &mut Faults) {
    match cover {
        Cover::Polygons(Shape::Polygons(_)) => {}
        Cover::Polygons(Shape::Point(_)) => {
            faults.add(pointer, "not_a_polygon", "an area is a polygon");
        }
        Cover::Union(parts) => {
            if parts.is_empty() || parts.len() > UNION_MAX {
                faults.add(pointer, "wrong_count", format!("a union names 1 to {UNION_MAX} areas"));
            }
            for part in parts {
                let polygons = world.area(*part).is_some_and(|a| matches!(a.cover, Cover::Polygons(_)));
                if !polygons {
                    faults.add(
                        pointer,
                        "unknown_area",
                        "a union names areas that are there and have polygons",
                    );
                    break;
                }
            }
        }
    }
}

/// Puts sites in, by source id. A relation that differs from today's begins today.
pub fn put_sites(
    world: &impl World,
    actor: &Actor,
    drafts: &[SiteDraft],
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let today = fresh.today();
    let mut faults = Faults::new();
    let mut changes = Vec::new();
    let mut unchanged = 0;
    let mut seen = HashSet::new();
    let mut parties: HashMap<String, Option<PartyId>> = HashMap::new();
    for (row, draft) in drafts.iter().enumerate() {
        let at = |field: &str| format!("#/rows/{row}/{field}");
        let name = check::label(&draft.name, &at("name"), check::NAME_MAX, &mut faults);
        let source_id = check::label(&draft.source_id, &at("id"), SOURCE_ID_MAX, &mut faults);
        check::one_code(world, (CodeList::SiteKind, &at("kind")), &draft.kind, today, &mut faults);
        let mut label = |given: &Option<String>, field: &str| {
            check::optional_label(given.as_deref(), &at(field), check::NAME_MAX, &mut faults)
        };
        let code = label(&draft.code, "code");
        let group = label(&draft.group, "group");
        let property_designation = label(&draft.property_designation, "property_designation");
        if !seen.insert(source_id.clone()) {
            faults.add(at("id"), "twice", "another site in the file has the same identity; map an id");
            continue;
        }
        let mut party = |code: &Option<String>, pointer: String| {
            let code = code.as_ref()?;
            let found = parties
                .entry(code.clone())
                .or_insert_with(|| world.party_by_code(code).map(|party| party.id));
            if found.is_none() {
                faults.add(pointer, "unknown_party", "no party has this code; import the parties first");
            }
            *found
        };
        let manager = party(&draft.manager, at("manager"));
        let land_owner = party(&draft.land_owner, at("land_owner"));
        let known = world.site_by_source(&source_id);
        let had = known.as_ref().map(|site| &site.record);
        let (managers, owners) =
            (had.map(|site| site.managers.as_slice()), had.map(|site| site.land_owners.as_slice()));
        let record = Site {
            id: had.map_or(SiteId::from_bits(0), |site| site.id),
            source_id,
            code,
            name,
            kind: draft.kind.clone(),
            group,
            property_designation,
            shape: draft.shape.clone(),
            managers: relations::of_file(managers, manager, (today, &at("manager")), &mut faults),
            land_owners: relations::of_file(owners, land_owner, (today, &at("land_owner")), &mut faults),
        };
        match known {
            Some(known) if known.record == record => unchanged += 1,
            Some(known) => changes.push(next(known.version, record, "site.change")),
            None => {
                let id = SiteId::from_bits(fresh.id(world, |bits| SiteId::from_bits(bits).into()));
                changes.push(next(0, Site { id, ..record }, "site.create"));
            }
        }
    }
    faults.check()?;
    Decision::file(changes, unchanged).with_what_follows(world, actor, fresh)
}

/// Puts codes in, by list and code. A code is never taken away; it ends on a day. `expected` is the
/// version of the code that is put in alone, 0 when it was not there.
pub fn put_codes(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    drafts: &[CodeDraft],
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    check::administers(actor)?;
    let mut faults = Faults::new();
    let mut changes = Vec::new();
    let mut unchanged = 0;
    let mut seen = HashSet::new();
    for (row, draft) in drafts.iter().enumerate() {
        check_code(row, draft, &mut faults);
        check_measure_type(world, row, (draft, drafts), &mut faults);
        let fault_channel = fault_channels::of(world, row, draft, &mut faults);
        if !seen.insert((draft.list, &draft.code)) {
            faults.add(format!("#/rows/{row}/code"), "twice", "stands twice in the file");
            continue;
        }
        let known = world.code(draft.list, &draft.code);
        check::version(expected, known.as_ref().map_or(0, |code| code.version))?;
        let record = Code {
            id: known.as_ref().map_or(CodeId::from_bits(0), |c| c.id),
            list: draft.list,
            code: draft.code.clone(),
            label: draft.label.clone(),
            category: draft.category.clone(),
            child_relevant: draft.child_relevant,
            questions: draft.questions.clone(),
            particulars: draft.particulars.clone(),
            step_at: draft.step_at.clone(),
            paragraph: draft.paragraph.clone(),
            fault_channel,
            hours: draft.hours,
            position: draft.position.or(known.as_ref().map(|c| c.position)).unwrap_or(1_000),
            from: draft.from,
            until: draft.until,
        };
        match known {
            Some(known) if known.record == record => unchanged += 1,
            Some(known) => changes.push(next(known.version, record, "code.change")),
            None => {
                let id = CodeId::from_bits(fresh.id(world, |bits| CodeId::from_bits(bits).into()));
                changes.push(next(0, Code { id, ..record }, "code.create"));
            }
        }
    }
    faults.check()?;
    let about = match drafts {
        [one] => changes.first().map(|change| change.record.key()).or_else(|| {
            let known = world.code(one.list, &one.code)?;
            Some(known.id.into())
        }),
        _ => None,
    };
    let created = changes.iter().any(|c| c.record.version() == 1);
    Ok(Decision { changes, about, created, unchanged, follows: 0 })
}

fn check_code(row: usize, draft: &CodeDraft, faults: &mut Faults) {
    let at = |field: &str| format!("#/rows/{row}/{field}");
    if !is_plain(&draft.code) {
        faults.add(at("code"), "not_a_code", format!("1 to {CODE_MAX} characters of a-z, 0-9, _ and -"));
    }
    check::label(&draft.label.sv, &at("label/sv"), check::NAME_MAX, faults);
    check::label(&draft.label.en, &at("label/en"), check::NAME_MAX, faults);
    check_dates(draft.from, draft.until, &at("until"), faults);
    check_questions(&draft.questions, &at("questions"), faults);
    match (&draft.category, draft.list) {
        (Some(category), CodeList::ProblemType) if CATEGORIES.contains(&category.as_str()) => {}
        (_, CodeList::ProblemType) => {
            faults.add(at("category"), "unknown_category", format!("one of {}", CATEGORIES.join(", ")));
        }
        (Some(_), _) => faults.add(at("category"), "not_here", "only problem types have a category"),
        (None, _) => {}
    }
    match (draft.hours, draft.list) {
        (Some(band), CodeList::TimeBand) if band.is_sound() => {}
        (Some(_), CodeList::TimeBand) => {
            faults.add(at("hours"), "out_of_range", "must be from an hour, 0 to 23, until another, 1 to 24");
        }
        (None, CodeList::TimeBand) => {
            faults.add(at("hours"), "required", "a band of the time of day has hours")
        }
        (Some(_), _) => faults.add(at("hours"), "not_here", "only bands of the time of day have hours"),
        (None, _) => {}
    }
    if let Some(paragraph) = &draft.paragraph {
        check::label(paragraph, &at("paragraph"), check::NAME_MAX, faults);
        if draft.list != CodeList::SharingGround {
            faults.add(at("paragraph"), "not_here", "only grounds of sharing have a paragraph");
        }
    }
}

/// Whether a text can be a code: short, and plain.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= CODE_MAX
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
}

/// A word with its words on screen.
fn check_named(code: &str, label: &Words, pointer: &str, faults: &mut Faults) {
    if !is_plain(code) {
        let detail = format!("1 to {CODE_MAX} characters of a-z, 0-9, _ and -");
        faults.add(format!("{pointer}/code"), "not_a_code", detail);
    }
    check::label(&label.sv, &format!("{pointer}/label/sv"), check::NAME_MAX, faults);
    check::label(&label.en, &format!("{pointer}/label/en"), check::NAME_MAX, faults);
}

/// What only types of measures have. The problem types of steps may come in the same file.
fn check_measure_type(
    world: &impl World,
    row: usize,
    (draft, file): (&CodeDraft, &[CodeDraft]),
    faults: &mut Faults,
) {
    let at = |field: &str| format!("#/rows/{row}/{field}");
    if draft.list != CodeList::MeasureType {
        if !draft.particulars.is_empty() {
            faults.add(at("particulars"), "not_here", "only types of measures ask for particulars");
        }
        if !draft.step_at.is_empty() {
            faults.add(at("step_at"), "not_here", "only types of measures are steps");
        }
    }
    check_particulars(&draft.particulars, &at("particulars"), faults);
    if draft.step_at.len() > QUESTIONS_MAX {
        faults.add(at("step_at"), "too_many", format!("at most {QUESTIONS_MAX} problem types"));
    }
    for (number, code) in draft.step_at.iter().enumerate().take(QUESTIONS_MAX) {
        let in_file = file.iter().any(|other| other.list == CodeList::ProblemType && other.code == *code);
        if !in_file && world.code(CodeList::ProblemType, code).is_none() {
            faults.add(at(&format!("step_at/{number}")), "unknown_code", "is not in the list problem_type");
        }
    }
}

fn check_particulars(particulars: &[Particular], pointer: &str, faults: &mut Faults) {
    if particulars.len() > QUESTIONS_MAX {
        faults.add(pointer, "too_many", format!("at most {QUESTIONS_MAX} particulars"));
    }
    for (at, asked) in particulars.iter().enumerate().take(QUESTIONS_MAX) {
        let pointer = format!("{pointer}/{at}");
        check_named(&asked.code, &asked.label, &pointer, faults);
        if particulars[..at].iter().any(|before| before.code == asked.code) {
            faults.add(format!("{pointer}/code"), "twice", "is asked for twice");
        }
    }
}

fn check_questions(questions: &[Question], pointer: &str, faults: &mut Faults) {
    for (at, question) in questions.iter().enumerate().take(QUESTIONS_MAX) {
        let pointer = format!("{pointer}/{at}");
        check_named(&question.code, &question.label, &pointer, faults);
        for (at, choice) in question.choices.iter().enumerate().take(QUESTIONS_MAX) {
            check_named(&choice.code, &choice.label, &format!("{pointer}/choices/{at}"), faults);
        }
    }
    let choices = questions.iter().map(|question| question.choices.len());
    if choices.chain([questions.len()]).any(|count| count > QUESTIONS_MAX) {
        faults.add(pointer, "too_many", format!("at most {QUESTIONS_MAX} questions, and choices of each"));
    }
}
