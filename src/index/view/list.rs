//! Lists: a page of what a viewer sees, from a cursor that names the last thing they saw.

use super::filter::{COARSE_DEG, PlaceFilter, ReportFilter, SiteFilter, touches};
use super::look::ReportLook;
use super::{place, report};
use crate::domain::access::Asking;
use crate::domain::ids::{AreaId, PlaceId};
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::domain::site::Site;
use crate::domain::time::date_of;
use crate::domain::world::district_at;
use crate::index::audiences::{Eyes, Seen};
use crate::index::snapshot::Snapshot;
use crate::index::table::{Item, Row, Table};
use crate::space::Envelope;
use jiff::Timestamp;
use jiff::civil::Date;

/// A page of a list.
pub struct Page<T> {
    /// The things, in list order.
    pub items: Vec<T>,
    /// Whether there are more after them.
    pub more: bool,
}

/// Where a page goes on: after this position of the list.
pub type After<T> = (<T as Item>::Order, u64);

/// Reports, the newest first.
#[must_use]
pub fn reports<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    filter: &ReportFilter,
    after: Option<&After<Report>>,
    limit: usize,
) -> Page<Seen<&'a Row<Report>>> {
    let see = |row: &'a Row<Report>| report(snapshot, eyes, row).filter(|seen| filter.matches(seen));
    if let Some(id) = filter.place {
        if !is_told_of(snapshot, eyes, id) {
            return Page { items: Vec::new(), more: false };
        }
        let of_place = snapshot.reports.in_group(id.bits()).collect();
        return sorted_page(of_place, see, after, limit);
    }
    // A glance leaves out most of what is not seen or does not match, before anything of it is read.
    let admits = |base| {
        let mut look = ReportLook::new((snapshot, eyes), base, Some(filter));
        move |rows: &[u32], to: &mut Vec<u32>| look.admit(rows, to)
    };
    match filter.bbox {
        // What is shown elsewhere than it lies can lie outside the box that it is shown in.
        Some(query) => {
            let window = query.grown(snapshot.reports_shown_within_deg());
            cut(snapshot.reports.ordered_in(&window, after, admits).filter_map(see), limit)
        }
        None => cut(snapshot.reports.ordered_of(after, admits).filter_map(see), limit),
    }
}

/// Places, the newest first.
#[must_use]
pub fn places<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    filter: &PlaceFilter,
    after: Option<&After<Place>>,
    limit: usize,
) -> Page<Seen<&'a Row<Place>>> {
    let see = |row: &'a Row<Place>| place(eyes, row, Asking::Anywhere).filter(|seen| filter.matches(seen));
    let window = filter.bbox.map(|query| query.grown(COARSE_DEG));
    page(&snapshot.places, window.as_ref(), see, after, limit)
}

/// Every place that a viewer sees and a filter matches, the newest first. Costs a walk over all of them.
pub fn every_place<'a>(
    snapshot: &'a Snapshot,
    eyes: &'a Eyes,
    filter: &'a PlaceFilter,
) -> impl Iterator<Item = Seen<&'a Row<Place>>> {
    let seen = |row: &'a Row<Place>| place(eyes, row, Asking::Anywhere);
    snapshot.places.ordered(None).filter_map(seen).filter(|seen| filter.matches(seen))
}

/// Every report that a viewer sees and a filter matches, the newest first. Costs a walk over all of them.
pub fn every_report<'a>(
    snapshot: &'a Snapshot,
    eyes: &'a Eyes,
    filter: &'a ReportFilter,
) -> impl Iterator<Item = Seen<&'a Row<Report>>> {
    let may_ask = filter.place.is_none_or(|id| is_told_of(snapshot, eyes, id));
    let all = snapshot.reports.ordered(None).take_while(move |_| may_ask);
    all.filter_map(|row| report(snapshot, eyes, row)).filter(|seen| filter.matches(seen))
}

/// Every site that a filter matches, by name. Costs a walk over all of them.
pub fn every_site<'a>(
    snapshot: &'a Snapshot,
    filter: &'a SiteFilter,
    day: Date,
) -> impl Iterator<Item = &'a Row<Site>> {
    snapshot.sites.ordered(None).filter(move |row| matches(snapshot, filter, &row.held.record, day))
}

/// A report names its place only to those who see more of the place than that it exists.
fn is_told_of(snapshot: &Snapshot, eyes: &Eyes, id: PlaceId) -> bool {
    let known = snapshot.places.get(id.bits()).and_then(|row| place(eyes, row, Asking::Anywhere));
    known.is_some_and(|seen| seen.summary())
}

/// Sites, by name.
#[must_use]
pub fn sites<'a>(
    snapshot: &'a Snapshot,
    filter: &SiteFilter,
    after: Option<&After<Site>>,
    limit: usize,
    now: Timestamp,
) -> Page<&'a Row<Site>> {
    let today = date_of(now);
    let see = |row: &'a Row<Site>| matches(snapshot, filter, &row.held.record, today).then_some(row);
    page(&snapshot.sites, filter.bbox.as_ref(), see, after, limit)
}

fn matches(snapshot: &Snapshot, filter: &SiteFilter, site: &Site, today: Date) -> bool {
    let named = |words: &String| {
        let words = words.to_lowercase();
        site.name.to_lowercase().contains(&words)
            || site.code.as_ref().is_some_and(|code| code.to_lowercase().contains(&words))
            || site.source_id.to_lowercase().contains(&words)
    };
    filter.bbox.is_none_or(|query| touches(&site.shape, &query))
        && filter.kind.as_ref().is_none_or(|kind| site.kind == *kind)
        && filter.group.as_ref().is_none_or(|group| site.group.as_ref() == Some(group))
        && filter
            .party
            .is_none_or(|party| [site.manager(today), site.land_owner(today)].contains(&Some(party)))
        && filter.words.as_ref().is_none_or(named)
        && filter.district.is_none_or(|district| lies_in(snapshot, site, district, today))
}

/// A site belongs to the one district that its middle lies in.
fn lies_in(snapshot: &Snapshot, site: &Site, district: AreaId, today: Date) -> bool {
    let middle = site.shape.representative_point();
    district_at(snapshot, middle, today).is_some_and(|area| area.id == district)
}

fn page<'a, T: Item, S>(
    table: &'a Table<T>,
    window: Option<&Envelope>,
    see: impl Fn(&'a Row<T>) -> Option<S>,
    after: Option<&After<T>>,
    limit: usize,
) -> Page<S> {
    match window {
        Some(window) => sorted_page(table.in_box(window).collect(), see, after, limit),
        None => cut(table.ordered(after).filter_map(see), limit),
    }
}

/// A page of candidates that come in no order.
fn sorted_page<'a, T: Item, S>(
    mut candidates: Vec<&'a Row<T>>,
    see: impl Fn(&'a Row<T>) -> Option<S>,
    after: Option<&After<T>>,
    limit: usize,
) -> Page<S> {
    let position = |row: &Row<T>| (row.held.record.order(), row.held.record.bits());
    if let Some(after) = after {
        candidates.retain(|row| position(row) > *after);
    }
    candidates.sort_by_cached_key(|row| position(row));
    cut(candidates.into_iter().filter_map(see), limit)
}

fn cut<S>(mut things: impl Iterator<Item = S>, limit: usize) -> Page<S> {
    let items: Vec<S> = things.by_ref().take(limit).collect();
    let more = items.len() == limit && things.next().is_some();
    Page { items, more }
}
