//! Requests for public documents: answered once, by a coordinator or an administrator of a party that holds the document.

use super::erasure::seen_in_full;
use super::{Decision, Fresh, check, next};
use crate::domain::access::{Role, Viewer};
use crate::domain::codes::CodeList;
use crate::domain::command::{Actor, DocumentAnswer, WithheldDraft};
use crate::domain::ids::DocumentRequestId;
use crate::domain::openness::{Document, DocumentRequest, WithheldPart};
use crate::domain::refusal::{Faults, Refusal};
use crate::domain::world::World;
use jiff::civil::Date;

/// Writes down what was answered, on exactly the version that was looked at.
pub fn answer(
    world: &impl World,
    actor: &Actor,
    expected: Option<u32>,
    draft: &DocumentAnswer,
    fresh: &mut Fresh<'_>,
) -> Result<Decision, Refusal> {
    let (_, version) = seen_in_full(world, actor, draft.document.key())?;
    may_answer(world, actor, draft.document)?;
    check::version(expected, version)?;
    let today = fresh.today();
    let mut faults = Faults::new();
    let diary_number = check::diary_number(draft.diary_number.as_deref(), "#/diary_number", &mut faults);
    let decided_by =
        check::required_text(&draft.decided_by, "#/decided_by", check::FUNCTION_MAX, &mut faults);
    let received_on = draft.received_on.unwrap_or(today);
    if received_on > today {
        faults.add("#/received_on", "in_the_future", "is after today");
    }
    let withheld = withheld(world, draft, today, &mut faults);
    faults.check()?;
    let id = DocumentRequestId::from_bits(fresh.id(world, |bits| DocumentRequestId::from_bits(bits).into()));
    let request = DocumentRequest {
        id,
        document: draft.document,
        thing_version: version,
        holder: actor.viewer.party,
        diary_number,
        received_on,
        decided_at: fresh.now,
        decided_by,
        withheld,
    };
    Ok(Decision::created(id.into(), vec![next(0, request, "document_request.answer")]))
}

/// Whether the actor answers for a document: their party holds all of it, whoever looks for it there, and they speak for
/// the party or set up the city from it. An administrator of another party reads it and holds nothing.
///
/// # Errors
/// Why not.
pub fn may_answer(world: &(impl World + ?Sized), actor: &Actor, document: Document) -> Result<(), Refusal> {
    let role = actor.viewer.role;
    if !role.coordinates() && !role.administers() {
        return Err(Refusal::NotAllowed("coordinator_role"));
    }
    let reader = Actor { viewer: Viewer { role: Role::Reader, ..actor.viewer }, account: None, unit: None };
    seen_in_full(world, &reader, document.key()).map_err(|_| Refusal::NotAllowed("not_a_full_party"))?;
    Ok(())
}

/// The parts that are withheld, in the order of the document.
fn withheld(
    world: &impl World,
    draft: &DocumentAnswer,
    today: Date,
    faults: &mut Faults,
) -> Vec<WithheldPart> {
    let parts = draft.document.parts();
    if draft.withheld.len() > parts.len() {
        faults.add("#/withheld", "too_many", format!("at most {} can be given", parts.len()));
    }
    let mut kept = Vec::new();
    for (at, WithheldDraft { part, ground, reason }) in draft.withheld.iter().enumerate().take(parts.len()) {
        let pointer = |member: &str| format!("#/withheld/{at}/{member}");
        if !parts.contains(part) {
            faults.add(pointer("part"), "no_such_part", "is no part of this document");
        } else if draft.withheld[..at].iter().any(|before| before.part == *part) {
            faults.add(pointer("part"), "twice", "is given twice");
        }
        let list = (CodeList::SecrecyGround, pointer("ground"));
        check::one_code(world, (list.0, &list.1), ground, today, faults);
        let reason = check::required_text(reason, &pointer("reason"), check::REASON_MAX, faults);
        kept.push(WithheldPart { part: *part, ground: ground.clone(), reason });
    }
    let place = |withheld: &WithheldPart| parts.iter().position(|part| *part == withheld.part);
    kept.sort_by_key(place);
    kept
}
