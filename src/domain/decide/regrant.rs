//! What a change of the city's own data means for what is there already: who manages the ground
//! beside a report, whose district a place lies in, who holds it ad interim.
//!
//! Only what a change can have touched is looked at, found by box in the index, and worked out in the
//! world as it will be. Whoever has come to hold the ground sees what the rules give; whoever held it
//! loses what rested on that alone. What a coordinator has confirmed stays.

use super::{Decision, Fresh, coordination, grants, next};
use crate::domain::area::{Area, AreaKind, Cover};
use crate::domain::command::{Actor, Portion};
use crate::domain::coordination::By;
use crate::domain::ids::{AreaId, PlaceId, ReportId};
use crate::domain::party::{Party, PartyKind};
use crate::domain::periods::turns;
use crate::domain::place::Place;
use crate::domain::record::{Change, Record};
use crate::domain::refusal::Refusal;
use crate::domain::report::{Outcome, Report};
use crate::domain::settings::SettingName;
use crate::domain::site::Site;
use crate::domain::time::date_of;
use crate::domain::world::{Held, World, district_at, largest_anywhere, reach};
use crate::space::Envelope;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Most reports and places that one command gives other parties.
pub const TOUCHED_MAX: usize = 250_000;
/// The word by which more than that are refused.
pub const TOO_MUCH: &str = "touches-too-much";

/// Where something may be seen by others than before, and why.
#[derive(Default)]
struct Touched {
    /// The sites here are other sites, or held by others: whoever is near changes, and nothing else.
    beside: Vec<Envelope>,
    /// Districts, police areas or distances are others here: everything is worked out anew.
    within: Vec<Envelope>,
}

/// The changes, and what follows from them for the reports and places they touch.
///
/// # Errors
/// [`Refusal::WrongState`] when more than [`TOUCHED_MAX`] reports and places would change hands.
pub fn with_what_follows<W: World>(
    world: &W,
    changes: Vec<Change>,
    by: By,
    now: Timestamp,
) -> Result<Vec<Change>, Refusal> {
    let touched = Touched::by(world, &changes, date_of(now));
    // Who runs a district is seen only once parties and areas are as they will be.
    let runs = |change: &Change| matches!(change.record, Record::Party(_) | Record::Area(_));
    if touched.is_empty() && !changes.iter().any(runs) {
        return Ok(changes);
    }
    let after = world.after(&changes);
    let touched = touched.and_as_it_will_be(world, &after);
    at_most(TOUCHED_MAX, touched.all(world, &after, (by, now), changes, TOUCHED_MAX + 1))
}

/// Refuses more changes than one command makes.
fn at_most(most: usize, changes: Vec<Change>) -> Result<Vec<Change>, Refusal> {
    if changes.len() <= most {
        return Ok(changes);
    }
    let detail = format!(
        "more than {most} reports and places would be seen by others than before; \
         send the rows in several smaller files"
    );
    Err(Refusal::WrongState(TOO_MUCH, detail))
}

/// Whether something that was told ahead begins or ends after a day, up to another: whether there is
/// anything for [`Command::TurnDay`](crate::domain::command::Command::TurnDay) to do.
#[must_use]
pub fn day_turns(world: &impl World, after: Date, day: Date) -> bool {
    !Touched::turning(world, after, day).is_empty()
}

/// A day has begun: relations, areas and settings that were told ahead take effect on it, for what lies
/// there already. Looked at are the days after one, up to another; to look again changes nothing, so that what one
/// [`Portion`] has left is what the next one finds.
///
/// # Errors
/// [`Refusal::WrongState`] for a day that has not begun, and for a whole day that touches more than `most`.
pub fn turn_day<W: World>(
    world: &W,
    actor: &Actor,
    (after, day): (Date, Date),
    (portion, most): (Portion, usize),
    fresh: &Fresh<'_>,
) -> Result<Decision, Refusal> {
    if fresh.today() < day {
        return Err(Refusal::WrongState("not-due", "the day has not begun".into()));
    }
    let touched = Touched::turning(world, after, day).and_as_it_will_be(world, world);
    let changes = if touched.is_empty() {
        Vec::new()
    } else {
        touched.all(world, world, (coordination::by(actor), fresh.now), Vec::new(), most.saturating_add(1))
    };
    let changes = match portion {
        Portion::Whole => at_most(most, changes)?,
        Portion::Part => changes.into_iter().take(most).collect(),
    };
    Ok(Decision { follows: changes.len(), ..Decision::file(changes, 0) })
}

impl Touched {
    /// Where something that was told ahead begins or ends on one of these days.
    fn turning(world: &impl World, after: Date, day: Date) -> Self {
        let mut touched = Self::default();
        let reach_m = farthest_reach_m(world, day);
        for site in world.sites_in(&Envelope::WORLD) {
            if turns(&site.managers, after, day) || turns(&site.land_owners, after, day) {
                touched.beside.push(reach(&site.shape, reach_m));
            }
        }
        let turns_now = |date: Option<Date>| date.is_some_and(|date| after < date && date <= day);
        for area in world.areas() {
            if turns_now(area.from) || turns_now(area.until) {
                touched.ground_of(world, &area);
            }
        }
        let districts = world.areas().into_iter().filter(|area| area.kind == AreaKind::District);
        for district in districts.map(|area| Some(area.id)).chain([None]) {
            let names = [SettingName::NearSiteM, SettingName::PoliceNeighbourM];
            let mut set = names.into_iter().filter_map(|name| world.setting_record(name, district));
            if set.any(|setting| turns(&setting.values, after, day)) {
                touched.within.push(Envelope::WORLD);
            }
        }
        touched
    }

    /// The changes, and what follows from them; no more than so many.
    fn all(
        &self,
        world: &impl World,
        after: &impl World,
        (by, now): (By, Timestamp),
        mut changes: Vec<Change>,
        most: usize,
    ) -> Vec<Change> {
        let places = self.places(world);
        let places = places.values().filter_map(|place| place_in(after, place, by, now));
        changes.extend(places.take(most.saturating_sub(changes.len())));
        let (reports, anew) = self.reports(world);
        let reports = reports
            .values()
            .filter_map(|report| report_in(after, report, anew.contains(&report.id), date_of(now)));
        changes.extend(reports.take(most.saturating_sub(changes.len())));
        changes
    }

    fn by(world: &impl World, changes: &[Change], today: Date) -> Self {
        let mut touched = Self::default();
        let mut farthest = None;
        for change in changes {
            match &change.record {
                Record::Site(site) => {
                    let reach_m = *farthest.get_or_insert_with(|| farthest_reach_m(world, today));
                    touched.site(world.site(site.id).as_deref(), site, today, reach_m);
                }
                Record::Party(party) => touched.party(world, party),
                Record::Area(area) => touched.area(world, area),
                Record::Setting(setting) => match setting.name {
                    SettingName::NearSiteM | SettingName::PoliceNeighbourM => {
                        let before = world.setting_record(setting.name, setting.district);
                        if before.and_then(|before| before.value_on(today)) != setting.value_on(today) {
                            // A place may lie in the district by a small part only, so its box is not enough.
                            touched.within.push(Envelope::WORLD);
                        }
                    }
                    SettingName::CoordinationAnswerDays
                    | SettingName::CoordinationEscalationDays
                    | SettingName::TriageDays
                    | SettingName::SamePlaceM
                    | SettingName::PointSiteRadiusM
                    | SettingName::PlaceAreaMaxHa
                    | SettingName::ReviewDays
                    | SettingName::ObjectionDays
                    | SettingName::PhotosPerReport
                    | SettingName::PublicCountMin
                    | SettingName::SecondFactorRoles => {}
                },
                Record::Report(_)
                | Record::Place(_)
                | Record::Code(_)
                | Record::Designation(_)
                | Record::Measure(_)
                | Record::Statistic(_)
                | Record::Erasure(_)
                | Record::RetentionRule(_)
                | Record::RetentionRun(_)
                | Record::Photo(_)
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
        touched
    }

    fn is_empty(&self) -> bool {
        self.beside.is_empty() && self.within.is_empty()
    }

    fn site(
        &mut self,
        before: Option<&crate::domain::record::Versioned<Site>>,
        site: &Site,
        today: Date,
        reach_m: f64,
    ) {
        let holders = |site: &Site| (site.manager(today), site.land_owner(today));
        match before {
            None if holders(site) == (None, None) => {}
            None => self.beside.push(reach(&site.shape, reach_m)),
            Some(before) if before.shape == site.shape && holders(before) == holders(site) => {}
            Some(before) => {
                self.beside.push(reach(&before.shape, reach_m));
                self.beside.push(reach(&site.shape, reach_m));
            }
        }
    }

    /// A party that is or becomes the police counts where its areas are; without areas, everywhere.
    fn party(&mut self, world: &impl World, party: &Party) {
        let before = world.party(party.id);
        let police = |party: &Party| (party.kind == PartyKind::Police).then(|| party.areas.clone());
        let (was, is) = (before.as_deref().and_then(|p| police(p)), police(party));
        if was != is {
            for areas in [was, is].into_iter().flatten() {
                self.police_areas(world, &areas);
            }
        }
        let executive = |party: &Party| party.kind == PartyKind::CityExecutive;
        if before.as_deref().is_some_and(|p| executive(p)) != executive(party) {
            self.within.push(Envelope::WORLD);
        }
    }

    fn police_areas(&mut self, world: &impl World, areas: &[AreaId]) {
        if areas.is_empty() {
            self.within.push(Envelope::WORLD);
        }
        let farthest_m = f64::from(SettingName::PoliceNeighbourM.range().1);
        let boxes = areas.iter().filter_map(|area| box_of(world, &world.area(*area)?.record));
        self.within.extend(boxes.map(|window| widened(window, farthest_m)));
    }

    /// An area that was changed.
    fn area(&mut self, world: &impl World, area: &Area) {
        let before = world.area(area.id);
        if before.as_ref().is_some_and(|before| before.cover == area.cover && same_dates(before, area)) {
            return;
        }
        if let Some(before) = before {
            self.ground_of(world, &before);
        }
        self.ground_of(world, area);
    }

    /// An area matters where it is a district, or where some party works by it.
    fn ground_of(&mut self, world: &impl World, area: &Area) {
        let matters = area.kind == AreaKind::District
            || world.parties().iter().any(|party| party.areas.contains(&area.id))
            || world.areas().iter().any(|a| matches!(&a.cover, Cover::Union(of) if of.contains(&area.id)));
        if !matters {
            return;
        }
        let farthest_m = f64::from(SettingName::PoliceNeighbourM.range().1);
        self.within.extend(box_of(world, area).map(|window| widened(window, farthest_m)));
    }

    /// Which party runs a district may hang on a name, so it is seen only by comparing.
    fn and_as_it_will_be(mut self, world: &impl World, after: &impl World) -> Self {
        for area in after.areas().iter().filter(|area| area.kind == AreaKind::District) {
            let runs = |party: Option<Held<Party>>| party.map(|party| party.id);
            if runs(world.administration_of(area.id)) != runs(after.administration_of(area.id)) {
                self.within.extend(box_of(after, area));
            }
        }
        self
    }

    fn places(&self, world: &impl World) -> BTreeMap<PlaceId, Held<Place>> {
        let mut found = BTreeMap::new();
        for window in self.within.iter().chain(&self.beside) {
            found.extend(world.places_in(window).into_iter().map(|place| (place.id, place)));
        }
        found
    }

    /// Reports, and which of them are worked out anew.
    fn reports(&self, world: &impl World) -> (BTreeMap<ReportId, Held<Report>>, BTreeSet<ReportId>) {
        let mut anew: BTreeSet<ReportId> = BTreeSet::new();
        let mut found: BTreeMap<ReportId, Held<Report>> = BTreeMap::new();
        for window in &self.within {
            for report in world.reports_in(window) {
                anew.insert(report.id);
                found.insert(report.id, report);
            }
        }
        for window in &self.beside {
            found.extend(world.reports_in(window).into_iter().map(|report| (report.id, report)));
        }
        (found, anew)
    }
}

/// A place in the world as it will be, where that changes it: its districts, whoever holds it ad
/// interim, and its parties.
fn place_in(after: &impl World, place: &Held<Place>, by: By, now: Timestamp) -> Option<Change> {
    let mut record = place.record.clone();
    record.districts = after.district_shares(&record.shape, date_of(now));
    coordination::follow(after, &mut record, by, now);
    record.grants = grants::of_place(after, &record, date_of(now));
    (record != place.record).then(|| next(place.version, record, "place.party"))
}

/// A report in the world as it will be, where that changes it. A hidden one stays hidden from everybody
/// but its district.
fn report_in(after: &impl World, report: &Held<Report>, anew: bool, today: Date) -> Option<Change> {
    if report.is_vague() {
        return None;
    }
    let mut record = report.record.clone();
    if anew {
        record.district = district_at(after, record.position, today).map(|area| area.id);
        record.grants = grants::of_report(after, (record.class, record.position), record.district, today);
        grants::hide(&mut record);
    } else if record.outcome != Some(Outcome::Hidden) {
        record.grants = grants::of_report_beside(after, &record, today);
    }
    let changed = record.district != report.district || record.grants != report.grants;
    changed.then(|| next(report.version, record, "report.party"))
}

/// How far any district has set that managers and owners are told, metres.
fn farthest_reach_m(world: &impl World, day: Date) -> f64 {
    f64::from(largest_anywhere(world, SettingName::NearSiteM, day))
}

fn same_dates(a: &Area, b: &Area) -> bool {
    (a.from, a.until) == (b.from, b.until)
}

/// The box around what an area covers.
fn box_of(world: &impl World, area: &Area) -> Option<Envelope> {
    match &area.cover {
        Cover::Polygons(shape) => Some(shape.envelope()),
        Cover::Union(parts) => parts
            .iter()
            .filter_map(|part| match &world.area(*part)?.cover {
                Cover::Polygons(shape) => Some(shape.envelope()),
                Cover::Union(_) => None,
            })
            .reduce(|a, b| a.union(&b)),
    }
}

/// A box with so many metres around it, or somewhat more.
fn widened(window: Envelope, by_m: f64) -> Envelope {
    // A degree of latitude is 111 km; of longitude at least a sixth of that up to 80 degrees north.
    let degrees = by_m / 111_000.0;
    Envelope {
        west: (window.west - 6.0 * degrees).max(-180.0),
        south: (window.south - degrees).max(-90.0),
        east: (window.east + 6.0 * degrees).min(180.0),
        north: (window.north + degrees).min(90.0),
    }
}
