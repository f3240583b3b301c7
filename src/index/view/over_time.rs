//! What has happened at places over time, as one viewer may know of it: the weekly list, what is new, and when things
//! are seen.

use super::place;
use crate::domain::access::Asking;
use crate::domain::heard::Heard;
use crate::domain::ids::{AreaId, PlaceId};
use crate::domain::news::{self, Happened};
use crate::domain::place::Place;
use crate::domain::settings::SettingName;
use crate::domain::week::Week;
use crate::domain::weekly::{self, Told};
use crate::domain::world::World;
use crate::index::audiences::{Eyes, Seen};
use crate::index::snapshot::Snapshot;
use crate::index::table::Row;
use jiff::Timestamp;
use jiff::civil::Date;

/// What a viewer has heard of a place.
#[must_use]
pub fn heard<'a>(snapshot: &'a Snapshot, eyes: &Eyes, id: PlaceId) -> Vec<Heard<'a>> {
    snapshot
        .reports
        .in_group(id.bits())
        .filter_map(|row| super::report(snapshot, eyes, row))
        .filter(Seen::summary)
        .map(|seen| Heard::of(&seen.thing.held.record, seen.full()))
        .collect()
}

/// Places that a viewer sees at least in summary, in a district or everywhere.
fn told_of<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    district: Option<AreaId>,
) -> impl Iterator<Item = Seen<&'a Row<Place>>> {
    let seen = |row: &'a Row<Place>| place(eyes, row, Asking::Anywhere).filter(Seen::summary);
    let lies_in = move |place: &Place| {
        district.is_none_or(|district| place.districts.iter().any(|share| share.district == district))
    };
    snapshot.places.iter().filter_map(seen).filter(move |seen| lies_in(&seen.thing.held.record))
}

/// The list of a week: each place with what is told of it. Costs a walk over all places and their reports.
#[must_use]
pub fn weekly<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    week: Week,
    district: Option<AreaId>,
    today: Date,
) -> Vec<(Seen<&'a Row<Place>>, Told)> {
    let of_place = |seen: Seen<&'a Row<Place>>| {
        let place = &seen.thing.held.record;
        let heard = heard(snapshot, eyes, place.id);
        let review_days = snapshot.setting(SettingName::ReviewDays, place.district(), today);
        let told = weekly::of_place(place, seen.level, &heard, week, review_days);
        told.into_iter().map(move |told| (seen.clone(), told)).collect::<Vec<_>>()
    };
    told_of(snapshot, eyes, district).flat_map(of_place).collect()
}

/// What has happened after a moment at each place where something has. Costs a walk over all places and their reports.
#[must_use]
pub fn news<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    moment: Timestamp,
) -> Vec<(Seen<&'a Row<Place>>, Vec<Happened>)> {
    let of_place = |seen: Seen<&'a Row<Place>>| {
        let place = &seen.thing.held.record;
        let happened = news::since(place, seen.level, &heard(snapshot, eyes, place.id), moment);
        (!happened.is_empty()).then_some((seen, happened))
    };
    told_of(snapshot, eyes, None).filter_map(of_place).collect()
}
