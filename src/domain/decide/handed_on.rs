//! What a decision hands on: whoever sees more of a thing by it than before is written down in the thing, whatever the decision
//! was about. Worked out here for all decisions alike, by the one access function before and after, so that no act that shares
//! can be forgotten. What says its own ground has been written down where it was decided.
//!
//! Not written down is what only follows from the city's own data, such as a site in other hands: nobody acted on the thing. Nor
//! is what is new: its class and its parties say for whom it was made.

use super::sharing::{self, Told, of_place, of_report, reader_of, receivers};
use super::{Decision, Fresh, coordination};
use crate::domain::access::{Asking, Audience, Level, Sight, Viewer, see, see_photo, see_report};
use crate::domain::command::Actor;
use crate::domain::coordination::By;
use crate::domain::disclosure::{Act, Disclosure, Receiver};
use crate::domain::ids::{PartyId, PlaceId};
use crate::domain::photo::Photo;
use crate::domain::place::Place;
use crate::domain::record::{Change, Record, Versioned};
use crate::domain::refusal::Refusal;
use crate::domain::report::Report;
use crate::domain::world::World;
use std::collections::BTreeMap;
use std::sync::Arc;

/// For whom a place is, with its id.
type Around = Option<(PlaceId, Audience)>;

/// The decision, with who sees more by it written down in what they see more of.
///
/// # Errors
/// [`Refusal::WrongState`] when a thing remembers no more disclosures.
pub fn told<W: World>(
    world: &W,
    actor: &Actor,
    mut decision: Decision,
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    let asked = decision.changes.len() - decision.follows;
    let Some(telling) = Telling::of(world, actor, &decision.changes[..asked], fresh) else {
        return Ok(decision);
    };
    for Change { record, verb } in &mut decision.changes[..asked] {
        match record {
            Record::Place(place) => telling.of_place(place, verb)?,
            Record::Report(report) => telling.of_report(report, verb)?,
            Record::Photo(photo) => telling.of_photo(photo)?,
            // For whom these are follows from a place, or from nothing that a decision changes.
            Record::Party(_)
            | Record::Area(_)
            | Record::Site(_)
            | Record::Code(_)
            | Record::Setting(_)
            | Record::Designation(_)
            | Record::Measure(_)
            | Record::Statistic(_)
            | Record::Erasure(_)
            | Record::RetentionRule(_)
            | Record::RetentionRun(_)
            | Record::Round(_)
            | Record::Walk(_)
            | Record::Presence(_)
            | Record::Publication(_)
            | Record::DocumentRequest(_)
            | Record::Filing(_)
            | Record::AccessReview(_)
            | Record::Address(_)
            | Record::Building(_)
            | Record::Gone(_) => {}
        }
    }
    Ok(decision)
}

struct Telling<'a, 'b, W> {
    world: &'a W,
    by: By,
    fresh: &'a Fresh<'b>,
    /// The places that change, as they will be.
    places: BTreeMap<PlaceId, Audience>,
}

impl<'a, 'b, W: World> Telling<'a, 'b, W> {
    /// `None` where nothing changes that can be handed on.
    fn of(world: &'a W, actor: &Actor, changes: &[Change], fresh: &'a Fresh<'b>) -> Option<Self> {
        let mut places = BTreeMap::new();
        let mut any = false;
        for change in changes {
            any |= matches!(change.record, Record::Place(_) | Record::Report(_) | Record::Photo(_));
            if let Record::Place(place) = &change.record {
                places.insert(place.id, of_place(place));
            }
        }
        any.then(|| Self { world, by: coordination::by(actor), fresh, places })
    }

    fn of_place(&self, place: &mut Arc<Versioned<Place>>, verb: &str) -> Result<(), Refusal> {
        let (is, version) = (of_place(place), place.version);
        // A part was told of by the whole; another new place is told of by nothing before it.
        let from = if version == 1 { place.split_from } else { Some(place.id) };
        let Some(before) = from.and_then(|id| self.world.place(id)) else { return Ok(()) };
        let was = of_place(&before);
        // What it takes over belonged to another, which others may not have seen.
        let taken_over = place.merged_from.iter().filter(|id| !before.merged_from.contains(id));
        let taken_over = if version == 1 { Vec::new() } else { taken_over.copied().collect() };
        let taken_over: Vec<_> = taken_over.into_iter().filter_map(|id| self.before(Some(id))).collect();
        if (was == is && taken_over.is_empty()) || is_told(&place.disclosures, version) {
            return Ok(());
        }
        let seen = |audience: &Audience, viewer: &Viewer| see(viewer, audience, Asking::Anywhere);
        let before = |viewer: &Viewer| {
            let others = taken_over.iter().map(|(_, audience)| seen(audience, viewer));
            others.fold(seen(&was, viewer), Sight::and)
        };
        let to = receivers(self.world, before, |viewer| seen(&is, viewer));
        if to.is_empty() {
            return Ok(());
        }
        let disclosures = &mut Arc::make_mut(place).record.disclosures;
        sharing::tell(disclosures, (self.by, self.fresh), (Told::of(act(verb)), to), version)
    }

    fn of_report(&self, report: &mut Arc<Versioned<Report>>, verb: &str) -> Result<(), Refusal> {
        let version = report.version;
        let Some(before) = self.world.report(report.id).filter(|_| version > 1) else { return Ok(()) };
        let (was, is) = (of_report(&before), of_report(report));
        let (from, into) = (self.before(before.place), self.after(report.place));
        if was == is && from == into {
            return Ok(());
        }
        let at = |own: &Audience, place: &Around| {
            let (own, place) = (own.clone(), place.as_ref().map(|(_, audience)| audience.clone()));
            move |viewer: &Viewer| see_report(viewer, &own, place.as_ref())
        };
        let (open_from, open_into) = (self.seen_by(report.origin, &from), self.seen_by(report.origin, &into));
        let direct = receivers(self.world, at(&was, &open_from), at(&is, &open_into));
        let all = receivers(self.world, at(&was, &from), at(&is, &into));
        let mut lines = lines(act(verb), (direct, all), into.as_ref());
        if is_told(&report.disclosures, version) {
            lines.retain(|(told, _)| told.through.is_some());
        }
        for line in lines {
            let disclosures = &mut Arc::make_mut(report).record.disclosures;
            sharing::tell(disclosures, (self.by, self.fresh), line, version)?;
        }
        Ok(())
    }

    fn of_photo(&self, photo: &mut Arc<Versioned<Photo>>) -> Result<(), Refusal> {
        let version = photo.version;
        let before = self.world.photo(photo.id).filter(|before| before.is_checked() != photo.is_checked());
        let (Some(before), Some(report)) = (before, self.world.report(photo.report)) else { return Ok(()) };
        let (own, around) = (of_report(&report), self.after(report.place));
        let open = self.seen_by(photo.origin, &around);
        let origin = photo.origin;
        let at = |checked: bool, place: &Around| {
            let (own, place) = (own.clone(), place.as_ref().map(|(_, audience)| audience.clone()));
            move |viewer: &Viewer| {
                see_photo(viewer, origin, checked, see_report(viewer, &own, place.as_ref()))
            }
        };
        let (was, is) = (before.is_checked(), photo.is_checked());
        let direct = receivers(self.world, at(was, &open), at(is, &open));
        let all = receivers(self.world, at(was, &around), at(is, &around));
        for line in lines(Act::Photo, (direct, all), around.as_ref()) {
            let disclosures = &mut Arc::make_mut(photo).record.disclosures;
            sharing::tell(disclosures, (self.by, self.fresh), line, version)?;
        }
        Ok(())
    }

    fn before(&self, place: Option<PlaceId>) -> Around {
        let place = self.world.place(place?)?;
        Some((place.id, of_place(&place)))
    }

    fn after(&self, place: Option<PlaceId>) -> Around {
        let id = place?;
        match self.places.get(&id) {
            Some(audience) => Some((id, audience.clone())),
            None => self.before(place),
        }
    }

    /// The place, where an organisation sees all of it.
    fn seen_by(&self, party: PartyId, place: &Around) -> Around {
        let reader = reader_of(&*self.world.party(party)?);
        let sees =
            |audience: &Audience| see(&reader, audience, Asking::Anywhere).level() == Some(Level::Full);
        place.clone().filter(|(_, audience)| sees(audience))
    }
}

/// What is told to the thing's origin, and apart from it what is told to it only when it sees the place: who has a share in a
/// place that it does not see.
fn lines(
    act: Act,
    (direct, all): (Vec<Receiver>, Vec<Receiver>),
    around: Option<&(PlaceId, Audience)>,
) -> Vec<(Told, Vec<Receiver>)> {
    let is_direct =
        |to: &Receiver| direct.iter().any(|direct| direct.party == to.party && direct.level >= to.level);
    let rest: Vec<_> = all.into_iter().filter(|to| !is_direct(to)).collect();
    let through = around.map(|(place, _)| *place);
    let both = [(Told::of(act), direct), (Told { through, ..Told::of(act) }, rest)];
    // Nobody sees more by it: nothing to tell.
    both.into_iter().filter(|(_, to)| !to.is_empty()).collect()
}

/// Whether what this version hands on is written down in it already.
fn is_told(disclosures: &[Disclosure], version: u32) -> bool {
    disclosures.iter().any(|disclosure| disclosure.version == version)
}

/// What was done, by the change's verb.
fn act(verb: &str) -> Act {
    match verb {
        "report.triage" | "report.became_place" | "report.follow" => Act::Linked,
        "place.merge_in" | "place.unsplit" => Act::Merged,
        "place.split_off" => Act::Split,
        "place.move" => Act::Moved,
        _ => Act::Decided,
    }
}
