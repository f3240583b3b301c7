//! What is here: the heart of the service, in one question.

use super::filter::shown_place;
use super::place;
use crate::domain::access::{Asking, CLOSE_BY_M};
use crate::domain::area::{Area, AreaKind};
use crate::domain::ids::PlaceId;
use crate::domain::place::Place;
use crate::domain::proposal::{Matter, Proposed, propose};
use crate::domain::settings::SettingName;
use crate::domain::time::date_of;
use crate::domain::world::{Held, NearSite, World};
use crate::index::audiences::{Eyes, Seen};
use crate::index::snapshot::{Measured, Snapshot, reach};
use crate::index::table::Row;
use crate::space::{LonLat, Shape};
use jiff::Timestamp;
use jiff::civil::Date;

/// A position that is shown coarsely lies at most this far from the true one, metres.
const COARSE_M: f64 = 10.0;
/// Most sites and most places in one answer, the nearest first.
const NEAR_MAX: usize = 100;

/// The answer.
pub struct Located<'a> {
    /// The district, none outside them all.
    pub district: Option<Held<Area>>,
    /// Every area here, districts included.
    pub areas: Vec<Held<Area>>,
    /// Sites on and near, the nearest first.
    pub sites: Vec<NearSite>,
    /// Places here and near, the nearest first.
    pub places: Vec<NearSeen<'a>>,
    /// Who should coordinate a place here.
    pub proposal: Option<Proposed>,
}

/// A place near, as far as it is seen.
pub struct NearSeen<'a> {
    /// The place.
    pub seen: Seen<&'a Row<Place>>,
    /// Metres to it, 0 inside.
    pub distance_m: f64,
    /// Inside it, or within [`SettingName::SamePlaceM`].
    pub same_place: bool,
}

/// What is at a position and within a radius of it.
#[must_use]
pub fn locate<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    position: LonLat,
    radius_m: f64,
    now: Timestamp,
) -> Located<'a> {
    let today = date_of(now);
    let shape = Shape::Point(position);
    let areas = snapshot.areas_at(position, today);
    let district = areas.iter().find(|area| area.kind == AreaKind::District).cloned();
    let mut sites = snapshot.sites_near(&shape, radius_m, today);
    sites.truncate(NEAR_MAX);
    Located {
        sites,
        places: places_near(snapshot, eyes, position, (radius_m, today), None),
        proposal: propose(snapshot, &Matter { shape: &shape, problem_types: &[] }, today),
        district,
        areas,
    }
}

/// Places near a position that a viewer sees from there; without one of them, and
/// without those that are seen to have ended.
#[must_use]
pub fn places_near<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    position: LonLat,
    (radius_m, day): (f64, Date),
    without: Option<PlaceId>,
) -> Vec<NearSeen<'a>> {
    let shape = Shape::Point(position);
    let from = Measured::of(&shape);
    let mut near: Vec<_> = snapshot
        .places
        .in_box(&reach(&shape, radius_m + COARSE_M))
        .filter(|row| Some(row.held.id) != without)
        .filter_map(|row| {
            let distance_m = from.distance_m(&row.held.shape);
            let asking = if distance_m <= CLOSE_BY_M { Asking::CloseBy } else { Asking::Anywhere };
            let seen = place(eyes, row, asking)?;
            // Left out for who sees the status alone: that it is missing here would tell it.
            if row.held.status.has_ended() && seen.summary() {
                return None;
            }
            // Asking from here and from there must not tell more than the position that is shown.
            let distance_m = match seen.summary() {
                true => distance_m,
                false => from.distance_m(&Shape::Point(shown_place(&row.held.record, false))),
            };
            if distance_m > radius_m {
                return None;
            }
            let same_place_m = f64::from(snapshot.setting(SettingName::SamePlaceM, row.held.district(), day));
            Some(NearSeen { seen, distance_m, same_place: distance_m <= same_place_m })
        })
        .collect();
    near.sort_by(|a, b| {
        a.distance_m.total_cmp(&b.distance_m).then(a.seen.thing.held.id.cmp(&b.seen.thing.held.id))
    });
    near.truncate(NEAR_MAX);
    near
}
