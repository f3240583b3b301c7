//! What the last whole week brought: something for each heading of its list, so that whoever opens the demo on any day
//! of the year sees what the list is for. One place each is made, asked about, set aside, grown, found in order, and
//! forgotten by everybody for so long that it asks for review.

use super::calendar::Calendar;
use super::deeds::{Deed, What};
use crate::demo::city::City;
use crate::demo::parties::{CITY_EXECUTIVE, DISTRICT_ADMINISTRATIONS, HOUSING_ASSOCIATION, POLICE_REGION};
use crate::demo::places::{CoordinationStory, PlacePlan, TargetStatus};
use crate::domain::settings::SettingName;
use crate::domain::time::stockholm;
use crate::domain::week::Week;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// How often a growing place is seen in the week: days after its Monday, hour, by whom.
const SEEN: [(i64, i8, By); 13] = [
    (0, 16, By::District),
    (0, 21, By::Police),
    (1, 20, By::District),
    (2, 12, By::City),
    (2, 21, By::Police),
    (3, 16, By::District),
    (3, 22, By::Police),
    (4, 19, By::City),
    (4, 22, By::Police),
    (5, 20, By::Police),
    (5, 23, By::Police),
    (6, 18, By::District),
    (6, 21, By::Police),
];

/// Who is out.
#[derive(Clone, Copy)]
enum By {
    /// The district's park crew.
    District,
    /// The police.
    Police,
    /// The city executive office.
    City,
}

/// The hour at which somebody objects: after all that is decided on a day.
const OBJECTS: i8 = 17;
/// Working days that a place has been worked on before nobody says anything of it any more.
const SETTLED: usize = 45;

/// The places whose week it was, by their number in the plan, and the working days it turned on.
pub struct LastWeek {
    monday: Date,
    days: [usize; 5],
    /// When the silent place was last heard of.
    last_heard: Date,
    silent_from: usize,
    made: Option<usize>,
    asked: Option<usize>,
    closed: Option<usize>,
    grown: Option<usize>,
    gone: Option<usize>,
    silent: Option<usize>,
}

impl LastWeek {
    /// Chooses the places: where there are several, one of the district whose log-ins are tried first.
    pub fn of(city: &City, places: &[PlacePlan], calendar: &Calendar, now: Timestamp) -> Self {
        let monday = Week::of(now).earlier(1).monday();
        // A holiday's deeds are done on the last working day before the week is over.
        let last = calendar.on_or_after(later(monday, 7)).saturating_sub(1);
        let day = |n: i64| calendar.on_or_after(later(monday, n)).min(last);
        let review_days = i64::from(SettingName::ReviewDays.fresh());
        let last_heard = later(monday, 1 - review_days);
        let silent_from = calendar.on_or_after(last_heard);
        let choice = Choice { city, places };
        let old = |plan: &PlacePlan| calendar.after(plan.opened_at) + SETTLED < silent_from;
        Self {
            monday,
            days: std::array::from_fn(|n| day(n as i64)),
            last_heard,
            silent_from,
            made: choice.first(|plan| plan.status == TargetStatus::Suspected),
            asked: choice.first(waits_for_an_answer),
            closed: choice.first(|plan| plan.status == TargetStatus::Dormant),
            grown: choice.busiest(|plan| is_worked_on(plan) && is_settled(plan)),
            gone: choice.first(|plan| plan.status == TargetStatus::Monitoring),
            silent: choice
                .first(|plan| plan.status == TargetStatus::UnderAnalysis && is_settled(plan) && old(plan)),
        }
    }

    /// The working day on which a place is made, where it is one of the week's new ones.
    pub fn begins(&self, place: usize) -> Option<usize> {
        if self.made == Some(place) {
            return Some(self.days[1]);
        }
        (self.asked == Some(place)).then_some(self.days[3])
    }

    /// The working day on which a place is set aside, where that was in the week.
    pub fn closes(&self, place: usize) -> Option<usize> {
        (self.closed == Some(place)).then_some(self.days[1])
    }

    /// The working day from which nobody reports a place, where the week's list says so.
    pub fn silent_from(&self, place: usize) -> Option<usize> {
        if self.silent == Some(place) {
            return Some(self.silent_from.saturating_sub(1));
        }
        (self.gone == Some(place)).then_some(self.days[0].saturating_sub(1))
    }

    /// What is done besides.
    pub fn deeds(&self, city: &City, places: &[PlacePlan]) -> Vec<Deed> {
        let look = |place: usize, by: By, gone: bool| {
            let (party, unit) = match by {
                By::District => {
                    (DISTRICT_ADMINISTRATIONS[district_of(city, &places[place])], Some("parkdrift"))
                }
                By::Police => (POLICE_REGION, None),
                By::City => (CITY_EXECUTIVE, None),
            };
            What::Look { place, party, unit, gone }
        };
        let mut deeds = Vec::new();
        let mut on =
            |date: Date, hour: i8, what: What| deeds.extend(moment(date, hour).map(|at| Deed { at, what }));
        if let Some(place) = self.grown {
            for (days, hour, by) in SEEN {
                on(later(self.monday, days), hour, look(place, by, false));
            }
        }
        if let Some(place) = self.gone {
            on(self.monday, 8, look(place, By::Police, false));
            on(later(self.monday, 3), 12, look(place, By::District, true));
        }
        if let Some(place) = self.silent {
            on(self.last_heard, 12, look(place, By::District, false));
        }
        if let Some(place) = self.closed {
            on(later(self.monday, 4), OBJECTS, What::Object { place });
        }
        deeds
    }
}

/// Chooses among the plans that stand alone: none that is merged, split or made of a split.
struct Choice<'a> {
    city: &'a City,
    places: &'a [PlacePlan],
}

impl Choice<'_> {
    fn first(&self, suits: impl Fn(&PlacePlan) -> bool) -> Option<usize> {
        let suitable: Vec<usize> = (0..self.places.len())
            .filter(|place| self.alone(*place) && suits(&self.places[*place]))
            .collect();
        let at_home = |place: &usize| district_of(self.city, &self.places[*place]) == 0;
        suitable.iter().copied().find(at_home).or(suitable.first().copied())
    }

    fn busiest(&self, suits: impl Fn(&PlacePlan) -> bool) -> Option<usize> {
        let suitable =
            (0..self.places.len()).filter(|place| self.alone(*place) && suits(&self.places[*place]));
        suitable.max_by_key(|place| {
            (district_of(self.city, &self.places[*place]) == 0, self.places[*place].reports.len())
        })
    }

    fn alone(&self, place: usize) -> bool {
        let is_part = self.places.iter().any(|plan| match plan.status {
            TargetStatus::Merged { into } => into == place,
            TargetStatus::Split { into } => into.contains(&place),
            TargetStatus::Suspected
            | TargetStatus::Active
            | TargetStatus::UnderAnalysis
            | TargetStatus::InAction
            | TargetStatus::Monitoring
            | TargetStatus::Dormant
            | TargetStatus::Dismissed => false,
        });
        let ends =
            matches!(self.places[place].status, TargetStatus::Merged { .. } | TargetStatus::Split { .. });
        !is_part && !ends
    }
}

/// Somebody coordinates it, and nothing more is asked about that.
fn is_settled(plan: &PlacePlan) -> bool {
    matches!(
        plan.coordination,
        Some(
            CoordinationStory::AcceptedByDistrict { .. }
                | CoordinationStory::AcceptedByPropertyCompany { .. }
        )
    )
}

/// Somebody who can answer by themselves has been asked to coordinate it.
fn waits_for_an_answer(plan: &PlacePlan) -> bool {
    match plan.coordination {
        Some(CoordinationStory::ProposedWaiting { party, .. }) => party != HOUSING_ASSOCIATION,
        _ => false,
    }
}

fn is_worked_on(plan: &PlacePlan) -> bool {
    matches!(plan.status, TargetStatus::Active | TargetStatus::InAction)
}

/// The number of the district a place lies in, the first being 0.
fn district_of(city: &City, plan: &PlacePlan) -> usize {
    let code = &city.sites[plan.site].neighbourhood[..2];
    code.parse::<usize>().expect("codes begin with the district's number") - 1
}

fn later(date: Date, days: i64) -> Date {
    date.saturating_add(days.days())
}

fn moment(date: Date, hour: i8) -> Option<Timestamp> {
    date.at(hour, 0, 0, 0).to_zoned(stockholm().clone()).ok().map(|zoned| zoned.timestamp())
}
