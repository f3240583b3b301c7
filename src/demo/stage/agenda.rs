//! The year as a list of deeds: who does what about which place and when. Pure; nothing here knows a register.
//!
//! Places and reports go by their number in the plan, since their ids come only when they are made. What happens at
//! one moment does not depend on what is made at that moment, so that all of it can be committed together.

use super::calendar::Calendar;
use super::deeds::{Deed, Doer, What};
use super::last_week::LastWeek;
use super::words;
use crate::demo::city::City;
use crate::demo::parties::{
    CENTRE_OWNER, DISTRICT_ADMINISTRATIONS, HOUSING_ASSOCIATION, PROPERTY_OFFICE, PUBLIC_TRANSPORT,
    TRAFFIC_OFFICE,
};
use crate::demo::places::{CoordinationStory, PlacePlan, TargetStatus};
use crate::demo::reports::DemoReport;
use crate::domain::place::Status;
use jiff::Timestamp;

/// The newest reports wait for somebody to look at them.
pub const WAITING: usize = 25;
/// Working days between two looks at a report that somebody may forgo, when a place is soon made of it.
const SOON: usize = 8;
/// A dormant place has had no reports for this many working days before it was put to rest.
const QUIET: usize = 15;

/// Hours of the working day at which things are done.
mod hour {
    pub const TRIAGE: i8 = 9;
    pub const OPEN: i8 = 10;
    pub const ASK: i8 = 11;
    pub const ANSWER: i8 = 13;
    pub const STATUS: i8 = 14;
    pub const MEASURE: i8 = 15;
    pub const LINEAGE: i8 = 16;
}

/// All that is done in the year, in order.
pub fn agenda(city: &City, reports: &[DemoReport], places: &[PlacePlan], now: Timestamp) -> Vec<Deed> {
    let first = reports.first().map_or(now, |report| report.observed_at);
    let calendar = Calendar::new(first, now);
    let last_week = LastWeek::of(city, places, &calendar, now);
    let mut writer =
        Writer { city, reports, places, calendar, last_week, lives: Vec::new(), deeds: Vec::new() };
    writer.lives = (0..places.len()).map(|place| writer.life(place)).collect();
    (0..places.len()).for_each(|place| writer.plan_place(place));
    writer.plan_reports();
    let mut deeds = writer.deeds;
    deeds.extend(writer.last_week.deeds(city, places));
    // A stable sort: what one place goes through on one day stays in order.
    deeds.sort_by_key(|deed| deed.at);
    deeds
}

/// The working days on which a place turns, by their number.
#[derive(Clone, Copy, Debug)]
struct Life {
    /// When it is made; for a part, when the whole is split.
    begins: usize,
    /// From when on no reports come, if it falls silent.
    silent_from: Option<usize>,
    /// From when on its measures are done and it is watched.
    watched_from: Option<usize>,
    /// The place that has its reports until it is made itself.
    whole: Option<usize>,
}

struct Writer<'a> {
    city: &'a City,
    reports: &'a [DemoReport],
    places: &'a [PlacePlan],
    calendar: Calendar,
    last_week: LastWeek,
    lives: Vec<Life>,
    deeds: Vec<Deed>,
}

impl Writer<'_> {
    fn on(&mut self, day: usize, hour: i8, what: What) {
        let at = self.calendar.at(day, hour);
        self.deeds.push(Deed { at, what });
    }

    /// Working days before the last.
    fn ago(&self, days: usize) -> usize {
        self.calendar.last().saturating_sub(days)
    }

    fn life(&self, place: usize) -> Life {
        let plan = &self.places[place];
        let opened = |place: usize| self.calendar.after(self.places[place].opened_at);
        let whole = self
            .places
            .iter()
            .position(|other| matches!(other.status, TargetStatus::Split { into } if into.contains(&place)));
        let begins = match (&plan.status, whole) {
            // The whole is made when the first of the three is due, and split when all are.
            (TargetStatus::Split { into }, _) => opened(place).min(opened(into[0])).min(opened(into[1])),
            (_, Some(whole)) => self.split_on(whole) + 1,
            (_, None) => match (self.last_week.begins(place), recent(plan.coordination.as_ref())) {
                (Some(day), _) => day,
                (None, Some(days)) => self.ago(days),
                (None, None) => opened(place),
            },
        };
        let walk = self.walk(place, begins);
        let day_of = |status| walk.iter().find(|(_, step)| *step == status).map(|(day, _)| *day);
        let sleeps = day_of(Status::Dormant).map(|day| day.saturating_sub(QUIET).max(begins));
        let silent_from = self.last_week.silent_from(place).or(sleeps);
        Life { begins, silent_from, watched_from: day_of(Status::Monitoring), whole }
    }

    fn split_on(&self, whole: usize) -> usize {
        let TargetStatus::Split { into } = self.places[whole].status else { return self.calendar.last() };
        let opened = [whole, into[0], into[1]].map(|place| self.calendar.after(self.places[place].opened_at));
        (opened.into_iter().max().unwrap_or_default() + 5).min(self.ago(15))
    }

    /// The steps to a status, each with its working day, spread over what time there is.
    fn walk(&self, place: usize, begins: usize) -> Vec<(usize, Status)> {
        /// Working days from the beginning to each step when nobody hurries.
        const UNHURRIED: [usize; 5] = [3, 16, 34, 80, 130];
        let steps = steps(&self.places[place].status);
        let time = self.last_week.closes(place).unwrap_or(self.ago(1)).saturating_sub(begins);
        let day = |step: usize| begins + UNHURRIED[step].min(time * (step + 1) / (steps.len() + 1));
        let mut walk: Vec<_> = steps.iter().enumerate().map(|(step, status)| (day(step), *status)).collect();
        if let (Some(day), Some(last)) = (self.last_week.closes(place), walk.last_mut()) {
            last.0 = day;
        }
        walk
    }

    fn plan_place(&mut self, place: usize) {
        let (plan, life) = (&self.places[place], self.lives[place]);
        if life.whole.is_none() {
            self.open(place);
        }
        let walk = self.walk(place, life.begins);
        // A part goes on where the whole stood.
        for (day, status) in walk.iter().skip(usize::from(life.whole.is_some())) {
            self.on(*day, hour::STATUS, What::Move { place, status: *status });
        }
        self.coordinate(place);
        self.act(place, &walk);
        if place.is_multiple_of(3)
            && !matches!(plan.status, TargetStatus::Suspected | TargetStatus::Dismissed)
        {
            let party = self.city.sites[plan.site].manager;
            self.on(life.begins + 2, hour::MEASURE, What::Confirm { place, party });
        }
        match plan.status {
            TargetStatus::Merged { into } => {
                let both = life.begins.max(self.lives[into].begins);
                self.on((both + 12).min(self.ago(2)), hour::LINEAGE, What::Merge { place, into });
            }
            TargetStatus::Split { into } => {
                self.on(self.split_on(place), hour::LINEAGE, What::Split { place, into });
            }
            TargetStatus::Suspected
            | TargetStatus::Active
            | TargetStatus::UnderAnalysis
            | TargetStatus::InAction
            | TargetStatus::Monitoring
            | TargetStatus::Dormant
            | TargetStatus::Dismissed => {}
        }
    }

    /// The place is made from what has been reported by then.
    fn open(&mut self, place: usize) {
        let begins = self.lives[place].begins;
        let at = self.calendar.at(begins, hour::OPEN);
        let known = |report: &usize| {
            *report < self.first_waiting() && self.calendar.received(self.reports[*report].observed_at) < at
        };
        let reports: Vec<usize> = self.reports_of(place).into_iter().filter(known).collect();
        let unsettled = recent(self.places[place].coordination.as_ref()).is_some();
        self.deeds.push(Deed { at, what: What::Open { place, reports, unsettled } });
    }

    /// The reports that are the place's when it is made: the parts' are still the whole's.
    fn reports_of(&self, place: usize) -> Vec<usize> {
        let mut reports = self.places[place].reports.clone();
        if let TargetStatus::Split { into } = self.places[place].status {
            into.iter().for_each(|part| reports.extend(&self.places[*part].reports));
        }
        // What social services saw joins later: a place made from it would be theirs alone.
        reports.retain(|report| self.reports[*report].unit != Some("falt"));
        reports.sort_unstable();
        reports
    }

    fn first_waiting(&self) -> usize {
        self.reports.len().saturating_sub(WAITING)
    }

    fn coordinate(&mut self, place: usize) {
        let begins = self.lives[place].begins;
        let Some(story) = &self.places[place].coordination else {
            // Nobody else is needed yet: the district says so at once.
            return self.on(
                begins,
                hour::ASK,
                What::Ask { place, party: self.district_of(place), patient: false },
            );
        };
        match *story {
            CoordinationStory::AcceptedByPropertyCompany { party, .. } => self.settle(place, party, false),
            CoordinationStory::AcceptedByDistrict { party, .. } => self.settle(place, party, true),
            CoordinationStory::HandedOver { from, to, .. } => {
                self.settle(place, from, false);
                let day = begins + self.ago(6).saturating_sub(begins) / 2 + 5;
                self.on(day, hour::ASK, What::HandOver { place, to });
                self.on(day + 2, hour::ANSWER, What::Accept { place, party: to });
            }
            CoordinationStory::ProposedWaiting { party, .. } if self.last_week.begins(place).is_some() => {
                self.on(begins, hour::ASK, What::Ask { place, party, patient: false });
            }
            CoordinationStory::ProposedWaiting { party, .. } => {
                let first = self.asked_first(place, party);
                self.on(begins, hour::ASK, What::Ask { place, party: first, patient: false });
                let no = What::Decline { place, party: first, reason: words::NOT_WE, suggested: party };
                self.on(self.ago(8), hour::ANSWER, no);
                self.on(self.ago(1), hour::ASK, What::Ask { place, party, patient: false });
            }
            CoordinationStory::ProposedOverdue { party, .. } => {
                self.on(begins, hour::ASK, What::Ask { place, party, patient: false });
            }
            CoordinationStory::Declined { party, reason, suggested_party: suggested } => {
                self.on(begins, hour::ASK, What::Ask { place, party, patient: false });
                self.on(self.ago(3), hour::ANSWER, What::Decline { place, party, reason, suggested });
            }
            CoordinationStory::EscalatedToSteeringGroup { party } => {
                self.on(begins, hour::ASK, What::Ask { place, party, patient: false });
                self.on(begins + 8, hour::TRIAGE, What::Expire { place });
            }
            CoordinationStory::EscalatedToPreparationGroup { party } => {
                self.on(begins, hour::ASK, What::Ask { place, party, patient: false });
                self.on(begins + 8, hour::TRIAGE, What::Expire { place });
                self.on(begins + 19, hour::TRIAGE, What::Expire { place });
            }
        }
    }

    fn settle(&mut self, place: usize, party: &'static str, patient: bool) {
        let begins = self.lives[place].begins;
        self.on(begins, hour::ASK, What::Ask { place, party, patient });
        self.on(begins + 1 + place % 5, hour::ANSWER, What::Accept { place, party });
    }

    fn district_of(&self, place: usize) -> &'static str {
        let code = &self.city.sites[self.places[place].site].neighbourhood[..2];
        let number: usize = code.parse().expect("codes begin with the district's number");
        DISTRICT_ADMINISTRATIONS[number - 1]
    }

    /// Who says no before the party that is asked now: somebody else with ground here.
    fn asked_first(&self, place: usize, then: &str) -> &'static str {
        let manager = self.city.sites[self.places[place].site].manager;
        [manager, TRAFFIC_OFFICE, PROPERTY_OFFICE]
            .into_iter()
            .find(|party| *party != then && !party.starts_with("sdf-"))
            .unwrap_or(PROPERTY_OFFICE)
    }

    /// What is done at the place: a small activity early, measures while they run, and their end.
    fn act(&mut self, place: usize, walk: &[(usize, Status)]) {
        let plan = &self.places[place];
        let manager = self.city.sites[plan.site].manager;
        let kinds = words::measures(plan.problem_types[0]);
        let manager = if OUTSIDE.contains(&manager) { TRAFFIC_OFFICE } else { manager };
        let doers = [Doer::Holder, Doer::Party(manager), Doer::Party(TRAFFIC_OFFICE)];
        let day_of = |status: Status| walk.iter().find(|(_, s)| *s == status).map(|(day, _)| *day);
        if let Some(day) = day_of(Status::InAction) {
            for n in 0..=place % 3 {
                let (measure, note) = kinds[n];
                let day = day + n;
                let what =
                    What::Begin { place, measure, note, doer: doers[n], starts: self.calendar.date(day) };
                self.on(day, hour::MEASURE, what);
            }
        } else if let Some(day) = day_of(Status::Active).filter(|_| place.is_multiple_of(4)) {
            let note = "Extra städning direkt, i väntan på analysen.";
            let starts = self.calendar.date(day);
            let what = What::Begin { place, measure: "cleaning", note, doer: Doer::Holder, starts };
            self.on(day, hour::MEASURE, what);
        }
        if let Some(day) = day_of(Status::Monitoring) {
            self.on(day, hour::MEASURE, What::Finish { place });
        }
    }

    fn plan_reports(&mut self) {
        let mut home = vec![None; self.reports.len()];
        for (place, plan) in self.places.iter().enumerate() {
            plan.reports.iter().for_each(|report| home[*report] = Some(place));
        }
        for (report, home) in home.into_iter().enumerate() {
            self.plan_report(report, home);
        }
    }

    fn plan_report(&mut self, report: usize, home: Option<usize>) {
        let seen = self.reports[report].observed_at;
        let received = self.calendar.received(seen);
        let read = self.calendar.after(received) + report % 2;
        let sent = |place, gone| Deed { at: received, what: What::Report { report, place, gone } };
        // Nobody reads on the last working day what came in after it.
        let unread = self.calendar.at(read, hour::TRIAGE.min(hour::MEASURE)) <= received;
        let waits = unread || report >= self.first_waiting();
        let Some(place) = home else {
            self.deeds.push(sent(None, false));
            if !waits {
                self.leave(report, read);
            }
            return;
        };
        let life = self.lives[place];
        if life.silent_from.is_some_and(|day| self.calendar.at(day, hour::STATUS) < seen) {
            return;
        }
        let made = life.whole.map_or(life.begins, |whole| self.lives[whole].begins);
        let is_known = self.calendar.at(made, hour::OPEN) <= received;
        let social = self.reports[report].unit == Some("falt");
        let watched = life.watched_from.is_some_and(|day| self.calendar.at(day, hour::STATUS) < seen);
        let ends = has_end(&self.places[place].status);
        // Every ninth reporter recognises the place, and every third says that it has become better.
        let recognised = report % 9 == 4 || watched && report.is_multiple_of(3);
        if is_known && recognised && !(waits || social || ends) {
            self.deeds.push(sent(Some(place), watched));
            return;
        }
        self.deeds.push(sent(None, false));
        if waits {
            return;
        }
        if is_known || social {
            self.on(read.max(made), hour::MEASURE, What::Link { report, place });
        } else if made > read + SOON {
            let what = What::Leave { report, not_ours: false, reason: words::WATCHED };
            self.on(read, hour::TRIAGE, what);
        }
    }

    fn leave(&mut self, report: usize, day: usize) {
        let not_ours = report.is_multiple_of(6);
        let phrasings = if not_ours { words::NOT_OURS } else { words::NO_ACTION };
        let what = What::Leave { report, not_ours, reason: words::pick(phrasings, report / 6 + report) };
        self.on(day, hour::TRIAGE, what);
    }
}

/// Parties without log-in.
const OUTSIDE: [&str; 3] = [PUBLIC_TRANSPORT, CENTRE_OWNER, HOUSING_ASSOCIATION];

/// For a place whose coordination is not settled, how many working days ago it was made: so many that its deadlines
/// have passed, or have not, as its story goes (7 to answer, then 10 and 10).
fn recent(story: Option<&CoordinationStory>) -> Option<usize> {
    match story? {
        CoordinationStory::ProposedWaiting { .. } => Some(14),
        CoordinationStory::ProposedOverdue { .. } => Some(24),
        CoordinationStory::Declined { .. } => Some(9),
        CoordinationStory::EscalatedToSteeringGroup { .. } => Some(12),
        CoordinationStory::EscalatedToPreparationGroup { .. } => Some(24),
        CoordinationStory::AcceptedByPropertyCompany { .. }
        | CoordinationStory::AcceptedByDistrict { .. }
        | CoordinationStory::HandedOver { .. } => None,
    }
}

/// What a place goes through on its way to a status.
fn steps(target: &TargetStatus) -> &'static [Status] {
    const WAY: [Status; 5] =
        [Status::Active, Status::UnderAnalysis, Status::InAction, Status::Monitoring, Status::Dormant];
    match target {
        TargetStatus::Suspected => &[],
        TargetStatus::Active | TargetStatus::Merged { .. } | TargetStatus::Split { .. } => &WAY[..1],
        TargetStatus::UnderAnalysis => &WAY[..2],
        TargetStatus::InAction => &WAY[..3],
        TargetStatus::Monitoring => &WAY[..4],
        TargetStatus::Dormant => &WAY,
        TargetStatus::Dismissed => &[Status::Dismissed],
    }
}

fn has_end(target: &TargetStatus) -> bool {
    match target {
        TargetStatus::Dismissed | TargetStatus::Merged { .. } | TargetStatus::Split { .. } => true,
        TargetStatus::Suspected
        | TargetStatus::Active
        | TargetStatus::UnderAnalysis
        | TargetStatus::InAction
        | TargetStatus::Monitoring
        | TargetStatus::Dormant => false,
    }
}
