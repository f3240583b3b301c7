//! The weekly list: which places are new, have grown, fallen quiet, fallen silent, been closed or stand without a
//! coordinator since the week before. For the weekly check with the police.
//!
//! Pure, over one place and what a viewer has heard of it. Only what had reached the register by the end of the week
//! counts, so that the list of a week says the same on Monday and on Friday as far as reports decide it.

use super::access::Level;
use super::heard::Heard;
use super::pace::{self, BASELINE_MAX, FALL_WEEKS, Fall, Growth};
use super::place::Place;
use super::time::end_of_day_after;
use super::week::Week;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Growth needs reports from so many sources: one busy reporter is no growing place.
const SOURCES_MIN: usize = 2;
/// The weeks that are looked back on: what is usual, and the weeks that are held against it.
const WEEKS: usize = BASELINE_MAX + 2 * FALL_WEEKS;

/// Why a place is quiet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quiet {
    /// Somebody has looked, and what was there is gone.
    Gone {
        /// When it was seen to be.
        at: Timestamp,
    },
    /// Fewer reports than is usual there.
    Fewer(Fall),
}

/// What the list says of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told {
    /// It was made in the week.
    New,
    /// More is reported than is usual there.
    Grown(Growth),
    /// Less is.
    Quiet(Quiet),
    /// Nobody has said anything of it for as many days as ask for a review. Silence is no improvement.
    Silent {
        /// When something was last heard or done.
        since: Timestamp,
    },
    /// It was closed in the week: set dormant, dismissed, merged or split.
    Closed {
        /// When.
        at: Timestamp,
    },
    /// Nobody has accepted to coordinate it, since some day of the week.
    WithoutCoordinator {
        /// When.
        since: Timestamp,
    },
}

/// What the list of a week says of a place, to somebody who sees this much of it and has heard this of it.
///
/// Who sees a summary is told of what that shows: when a place was made, and its reports.
#[must_use]
pub fn of_place(place: &Place, level: Level, heard: &[Heard<'_>], week: Week, review_days: u32) -> Vec<Told> {
    let heard: Vec<_> = heard.iter().filter(|one| one.received_at < week.ends()).collect();
    let is_new = week.holds(place.created_at);
    let mut told = Vec::new();
    if place.created_at >= week.ends() {
        return told;
    }
    if is_new {
        told.push(Told::New);
    }
    if place.status.is_open() {
        let series = series(&heard, week);
        let grown = growth(&series, &heard, week);
        let quiet = quiet(&series, &heard, week);
        let silent = silent(place, level, &heard, week, review_days);
        told.extend(grown.filter(|_| !is_new).map(Told::Grown));
        told.extend(quiet.filter(|_| grown.is_none() && silent.is_none()).map(Told::Quiet));
        told.extend(silent.map(|since| Told::Silent { since }));
    }
    if level == Level::Full {
        told.extend(decided(place, week));
    }
    told
}

/// What has been decided about it in the week, for who sees when.
fn decided(place: &Place, week: Week) -> Option<Told> {
    if !place.status.is_open() {
        let at = place.status_since;
        return week.holds(at).then_some(Told::Closed { at });
    }
    let since = place.coordination.holder.since;
    (place.without_coordinator() && week.holds(since)).then_some(Told::WithoutCoordinator { since })
}

/// Reports that say that something is there, in each week up to this one, from the first that anything was heard in.
fn series(heard: &[&Heard<'_>], week: Week) -> Vec<u32> {
    let there = heard.iter().filter(|one| one.says_it_is_there() && one.week_is_known());
    let ago: Vec<_> = there
        .filter(|one| one.observed_at < week.ends())
        .map(|one| Week::of(one.observed_at).before(week))
        .collect();
    let first = ago.iter().max().map_or(0, |first| first + 1).min(WEEKS);
    let mut series = vec![0; first];
    for ago in ago.into_iter().filter(|ago| *ago < first) {
        series[first - 1 - ago] += 1;
    }
    series
}

fn growth(series: &[u32], heard: &[&Heard<'_>], week: Week) -> Option<Growth> {
    let growth = pace::growth(series)?;
    let there = heard.iter().filter(|one| one.says_it_is_there() && one.week_is_known());
    let sources: BTreeSet<_> =
        there.filter(|one| week.holds(one.observed_at)).map(|one| (one.source, one.origin)).collect();
    (sources.len() >= SOURCES_MIN).then_some(growth)
}

/// Quiet since this week: it was not so a week before.
fn quiet(series: &[u32], heard: &[&Heard<'_>], week: Week) -> Option<Quiet> {
    if let Some(at) = gone_since(heard, week.ends()) {
        return week.holds(at).then_some(Quiet::Gone { at });
    }
    let fall = pace::fall(series)?;
    let before = series.split_last().and_then(|(_, before)| pace::fall(before));
    before.is_none().then_some(Quiet::Fewer(fall))
}

/// Since when it is seen to be gone, with nothing seen there after.
fn gone_since(heard: &[&Heard<'_>], end: Timestamp) -> Option<Timestamp> {
    let in_time = heard.iter().filter(|one| one.observed_at < end);
    let (there, gone): (Vec<&&Heard<'_>>, Vec<&&Heard<'_>>) = in_time.partition(|one| one.says_it_is_there());
    let last = there.iter().map(|one| one.observed_at).max();
    gone.iter().map(|one| one.observed_at).filter(|at| last.is_none_or(|last| *at > last)).min()
}

/// Since when nothing was heard or done, when the days that ask for a review ran out in the week.
fn silent(
    place: &Place,
    level: Level,
    heard: &[&Heard<'_>],
    week: Week,
    review_days: u32,
) -> Option<Timestamp> {
    let reports = heard.iter().flat_map(|one| [one.observed_at, one.received_at]);
    let mut last = reports.filter(|at| *at < week.ends()).fold(place.created_at, Ord::max);
    if level == Level::Full {
        let turns = place.coordination.past.iter().map(|turn| turn.at);
        last = turns.chain([place.status_since, place.coordination.holder.since]).fold(last, Ord::max);
    }
    week.holds(end_of_day_after(last, review_days)).then_some(last)
}

#[cfg(test)]
mod tests;
