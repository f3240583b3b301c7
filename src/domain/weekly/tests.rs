use super::*;
use crate::domain::ids::PartyId;
use crate::domain::place::Status;
use crate::domain::report::{ObservedPrecision, Sighting};
use crate::domain::testing::{Town, open_ground};
use jiff::{SignedDuration, ToSpan};

const REVIEW_DAYS: u32 = 90;

/// A place that was made long before, and the week that is looked at.
fn old_place(status: Status) -> (Place, Week) {
    let mut town = Town::new();
    let id = town.given_place_at(open_ground(), status);
    let mut place = town.place(id).record.clone();
    let week = Week::of(town.now);
    let long_ago = week.earlier(60).begins();
    (place.created_at, place.status_since, place.coordination.holder.since) = (long_ago, long_ago, long_ago);
    place.coordination.past.clear();
    (place, week)
}

fn heard(week: Week, weeks_ago: u32, source: &'static str) -> Heard<'static> {
    let observed_at = week.earlier(weeks_ago).begins() + SignedDuration::from_hours(30);
    Heard {
        observed_at,
        precision: ObservedPrecision::Moment,
        received_at: observed_at,
        sighting: Sighting::New,
        source,
        origin: Some(PartyId::from_bits(1)),
    }
}

fn words(told: &[Told]) -> Vec<&'static str> {
    let word = |told: &Told| match told {
        Told::New => "new",
        Told::Grown(_) => "grown",
        Told::Quiet(_) => "quiet",
        Told::Silent { .. } => "silent",
        Told::Closed { .. } => "closed",
        Told::WithoutCoordinator { .. } => "without",
    };
    told.iter().map(word).collect()
}

fn list(place: &Place, heard: &[Heard<'_>], week: Week) -> Vec<&'static str> {
    words(&of_place(place, Level::Full, heard, week, REVIEW_DAYS))
}

#[test]
fn a_place_made_in_the_week_is_new_and_waits_for_a_coordinator() {
    let mut town = Town::new();
    let id = town.given_place_at(open_ground(), Status::Active);
    let (place, week) = (town.place(id), Week::of(town.now));
    assert_eq!(list(&place, &[], week), ["new", "without"]);
    let summary = of_place(&place, Level::Summary, &[], week, REVIEW_DAYS);
    assert_eq!(words(&summary), ["new"], "a summary does not say since when");
    assert!(list(&place, &[], week.earlier(1)).is_empty(), "it was not there yet");
    assert!(list(&place, &[], Week::of(town.now + 168.hours())).is_empty(), "and is no news a week later");
}

#[test]
fn a_place_grows_by_reports_of_more_than_one_source() {
    let (place, week) = old_place(Status::Active);
    let mut all: Vec<_> = [20, 14, 9, 5].into_iter().map(|ago| heard(week, ago, "field_staff")).collect();
    all.extend((0..5).map(|_| heard(week, 0, "field_staff")));
    assert!(list(&place, &all, week).is_empty(), "five by one and the same");
    all.push(heard(week, 0, "police"));
    assert_eq!(list(&place, &all, week), ["grown"]);
    // Of a known month nobody knows the week, and what is gone is no report that it is there.
    for one in &mut all {
        one.precision = ObservedPrecision::Month;
    }
    assert!(list(&place, &all, week).is_empty());
}

#[test]
fn what_comes_in_after_the_week_changes_nothing_of_its_list() {
    let (place, week) = old_place(Status::Active);
    let mut all: Vec<_> = [20, 14, 9, 5].into_iter().map(|ago| heard(week, ago, "field_staff")).collect();
    let before = of_place(&place, Level::Full, &all, week, REVIEW_DAYS);
    for source in ["field_staff", "police", "company", "police"] {
        all.push(Heard { received_at: week.ends(), ..heard(week, 0, source) });
    }
    assert_eq!(of_place(&place, Level::Full, &all, week, REVIEW_DAYS), before);
}

#[test]
fn a_place_falls_quiet_once_when_it_is_seen_to_be_gone_or_when_reports_stay_away() {
    let (place, week) = old_place(Status::InAction);
    let gone = Heard { sighting: Sighting::Gone, ..heard(week, 0, "field_staff") };
    let all = [heard(week, 2, "field_staff"), gone];
    assert_eq!(list(&place, &all, week), ["quiet"]);
    let next = Week::of(week.ends());
    assert!(list(&place, &all, next).is_empty(), "that was told last week");
    let again = Heard { observed_at: next.begins(), received_at: next.begins(), ..gone };
    assert!(list(&place, &[all[0], all[1], again], next).is_empty(), "and is no news when it is seen again");
    // One a week for half a year, and then none.
    let mut all: Vec<_> = (4..30).map(|ago| heard(week, ago, "field_staff")).collect();
    assert_eq!(list(&place, &all, week), ["quiet"]);
    assert!(list(&place, &all, next).is_empty());
    all.push(heard(week, 0, "field_staff"));
    all.push(heard(week, 1, "field_staff"));
    assert!(list(&place, &all, week).is_empty());
}

#[test]
fn a_place_of_which_nobody_has_said_anything_is_silent_on_one_list() {
    let (place, week) = old_place(Status::Active);
    let all = [heard(week, 13, "field_staff")];
    let lists: Vec<_> = (0..8).rev().map(|ago| list(&place, &all, week.earlier(ago))).collect();
    let silent = lists.iter().filter(|list| list.contains(&"silent")).count();
    assert_eq!(silent, 1, "{lists:?}");
    // Somebody has worked on it meanwhile, which whoever sees it in full knows.
    let mut worked = place.clone();
    worked.status_since = week.earlier(5).begins();
    assert!(list(&worked, &all, week).is_empty());
}

#[test]
fn what_is_closed_is_closed_and_nothing_else() {
    let (mut place, week) = old_place(Status::Dormant);
    place.status_since = week.begins();
    assert_eq!(list(&place, &[heard(week, 0, "police")], week), ["closed"]);
    assert!(of_place(&place, Level::Summary, &[], week, REVIEW_DAYS).is_empty());
    place.status_since = week.ends();
    assert!(list(&place, &[], week).is_empty());
}
