//! Carries the agenda out: each deed becomes a command as one person would have given it, and all deeds of one moment
//! go to the writer together.

use super::calendar::band_of;
use super::cast;
use super::clock::DemoClock;
use super::deeds::{Deed, Doer, What};
use super::ground::{position, shape};
use super::words;
use crate::demo::parties::{CITY_EXECUTIVE, POLICE_REGION};
use crate::demo::places::PlacePlan;
use crate::demo::problems::Source;
use crate::demo::reports::DemoReport;
use crate::domain::access::{Asking, Audience, Level, see, see_report};
use crate::domain::command::{Actor, Command, MeasureDraft, NewPlace, NewReport, OnBehalfOf, Part};
use crate::domain::coordination::Stage;
use crate::domain::decide::may_object;
use crate::domain::ids::{MeasureId, PlaceId, ReportId};
use crate::domain::place::{Place, Status};
use crate::domain::proposal::{Matter, propose};
use crate::domain::report::{ObservedPrecision, Outcome, Report, Sighting};
use crate::domain::time::date_of;
use crate::domain::world::{Held, World};
use crate::engine::{Done, Engine, Request};
use crate::index::snapshot::Snapshot;
use crate::register::CommandKey;
use crate::space::Shape;
use anyhow::{Context, Result, bail};
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Who has asked, in the register's memory of commands.
const CALLER: &str = "demo";
/// Deeds sent to the writer at once, well below what may wait for it.
const AT_ONCE: usize = 200;
/// One reporter of so many tells the part of the day alone.
const BY_BAND: usize = 7;
/// One of so many points at the spot.
const BY_HAND: usize = 4;

/// The register with what the plan's numbers have become.
pub struct Player<'a> {
    engine: &'a Engine,
    clock: &'a DemoClock,
    reports: &'a [DemoReport],
    places: &'a [PlacePlan],
    report_ids: HashMap<usize, ReportId>,
    place_ids: HashMap<usize, PlaceId>,
    measures: BTreeMap<usize, Vec<MeasureId>>,
    world: Arc<Snapshot>,
    given: usize,
}

impl<'a> Player<'a> {
    /// Nothing has been done yet.
    pub fn new(
        engine: &'a Engine,
        clock: &'a DemoClock,
        reports: &'a [DemoReport],
        places: &'a [PlacePlan],
    ) -> Self {
        Self {
            engine,
            clock,
            reports,
            places,
            report_ids: HashMap::new(),
            place_ids: HashMap::new(),
            measures: BTreeMap::new(),
            world: engine.snapshot(),
            given: 0,
        }
    }

    /// The world as it stands after what has been done.
    pub fn world(&self) -> &Snapshot {
        &self.world
    }

    /// What the plan's places have become, by their number.
    pub fn into_places(self) -> BTreeMap<usize, PlaceId> {
        self.place_ids.into_iter().collect()
    }

    /// How many commands have been given.
    pub fn given(&self) -> usize {
        self.given
    }

    /// One command of the system itself, at the moment the clock stands at.
    ///
    /// # Errors
    /// It was refused, or the register is away.
    pub async fn give(&mut self, actor: Actor, command: Command) -> Result<Done> {
        let request = self.request(actor, command);
        let done = self.engine.submit(request).await;
        self.world = self.engine.snapshot();
        done.or_else(|why| bail!("the demo could not be set up: {why:?}"))
    }

    /// Does everything on the agenda, in order.
    ///
    /// # Errors
    /// A command was refused, or the register is away.
    pub async fn play(&mut self, agenda: &[Deed]) -> Result<()> {
        for moment in agenda.chunk_by(|a, b| a.at == b.at) {
            self.clock.set(moment[0].at);
            for deeds in moment.chunks(AT_ONCE) {
                self.together(deeds).await?;
            }
        }
        Ok(())
    }

    async fn together(&mut self, deeds: &[Deed]) -> Result<()> {
        let mut sent = Vec::with_capacity(deeds.len());
        let mut waiting = Vec::with_capacity(deeds.len());
        for deed in deeds {
            let commands = self.commands(deed).with_context(|| format!("{deed:?}"))?;
            for (actor, command) in commands {
                let request = self.request(actor, command);
                sent.push(deed);
                waiting.push(self.engine.submit(request));
            }
        }
        // Polled in order, so that the writer takes them in order and every staging gives the same ids.
        let answers = join_all(waiting).await;
        self.world = self.engine.snapshot();
        for (deed, answer) in sent.into_iter().zip(answers) {
            match answer {
                Ok(done) => self.remember(&deed.what, &done)?,
                Err(why) => bail!("at {}: {:?} was not done: {why:?}", deed.at, deed.what),
            }
        }
        Ok(())
    }

    fn request(&mut self, actor: Actor, command: Command) -> Request {
        self.given += 1;
        let key = CommandKey { caller: CALLER.to_owned(), key: self.given.to_string() };
        Request { actor, key, request_hash: [0; 32], expected: None, command }
    }

    fn remember(&mut self, what: &What, done: &Done) -> Result<()> {
        let bits = done.about.context("a deed is about one thing")?.bits;
        match what {
            What::Report { report, .. } => {
                self.report_ids.insert(*report, ReportId::from_bits(bits));
            }
            What::Open { place, .. } => {
                self.place_ids.insert(*place, PlaceId::from_bits(bits));
            }
            What::Split { place, into } => {
                let whole = self.place(*place)?;
                for (part, id) in into.iter().zip(&whole.split_into) {
                    self.place_ids.insert(*part, *id);
                }
            }
            What::Begin { place, .. } => {
                self.measures.entry(*place).or_default().push(MeasureId::from_bits(bits));
            }
            What::Link { .. }
            | What::Leave { .. }
            | What::Ask { .. }
            | What::Accept { .. }
            | What::Decline { .. }
            | What::Expire { .. }
            | What::HandOver { .. }
            | What::Move { .. }
            | What::Confirm { .. }
            | What::Look { .. }
            | What::Object { .. }
            | What::Finish { .. }
            | What::Merge { .. } => {}
        }
        Ok(())
    }

    /// What a deed asks of the register now; nothing when all is as meant already.
    fn commands(&self, deed: &Deed) -> Result<Vec<(Actor, Command)>> {
        let at = deed.at;
        let one = match &deed.what {
            What::Report { report, place, gone } => Some(self.report(*report, *place, *gone, at)?),
            What::Link { report, place } => self.link(*report, *place, at)?,
            What::Leave { report, not_ours, reason } => {
                let outcome = if *not_ours { Outcome::NotOurs } else { Outcome::NoAction };
                Some(self.leave(*report, outcome, reason, at)?)
            }
            What::Open { place, reports, unsettled } => Some(self.open(*place, reports, *unsettled, at)?),
            What::Ask { place, party, patient } => self.ask(*place, party, *patient, at)?,
            What::Accept { place, party } => self.accept(*place, party, at)?,
            What::Decline { place, party, reason, suggested } => {
                Some(self.decline(*place, party, (reason, suggested), at)?)
            }
            What::Expire { place } => {
                let place = self.place(*place)?;
                let deadline = place.coordination.deadline().context("nothing has a deadline")?;
                Some((Actor::system(), Command::Expire { place: place.id, deadline }))
            }
            What::HandOver { place, to } => self.hand_over(*place, to)?,
            What::Move { place, status } => Some(self.move_on(*place, *status, at)?),
            What::Confirm { place, party } => self.confirm(*place, party, at)?,
            What::Look { place, party, unit, gone } => self.look(*place, (party, *unit), *gone, at)?,
            What::Object { place } => Some(self.object(*place, at)?),
            What::Begin { place, measure, note, doer, starts } => {
                let held = self.place(*place)?;
                let party = match doer {
                    Doer::Holder => self.code_of(held.coordination.holder.party)?,
                    Doer::Party(code) => (*code).to_owned(),
                };
                let draft = MeasureDraft {
                    place: held.id,
                    measure_type: (*measure).to_owned(),
                    party,
                    prevention_level: None,
                    starts: Some(*starts),
                    ends: None,
                    note: Some((*note).to_owned()),
                    particulars: words::particulars(measure, *starts),
                };
                Some((self.district(&held, at)?, Command::AddMeasure(draft)))
            }
            What::Finish { place } => return self.finish(*place, at),
            What::Merge { place, into } => {
                let (place, into) = (self.place(*place)?, self.place(*into)?.id);
                let reason = words::MERGED.to_owned();
                // Whoever sees both: their districts may differ.
                let command = Command::MergePlace { place: place.id, into, class: None, reason };
                Some((cast::coordinator(&self.world, CITY_EXECUTIVE)?, command))
            }
            What::Split { place, into } => Some(self.split(*place, *into, at)?),
        };
        Ok(one.into_iter().collect())
    }

    fn report(
        &self,
        number: usize,
        place: Option<usize>,
        gone: bool,
        at: Timestamp,
    ) -> Result<(Actor, Command)> {
        let report = &self.reports[number];
        let seen_at = position(report.position)?;
        let district = cast::district_coordinator(&self.world, &Shape::Point(seen_at), at)?;
        let origin = self.world.party_by_code(report.origin).map(|party| party.id);
        // Social services keep what they see to themselves; outside their district nobody could ever read it.
        let unit = report.unit.filter(|unit| *unit != "falt" || origin == Some(district.viewer.party));
        let place = place.and_then(|place| self.living(place)).map(|place| place.id);
        let (sighting, text) = match (place, gone) {
            (None, _) => (Sighting::New, report.text.as_str()),
            (Some(_), false) => (Sighting::Still, report.text.as_str()),
            (Some(_), true) => (Sighting::Gone, words::pick(words::GONE, number)),
        };
        let band = number.is_multiple_of(BY_BAND).then(|| band_of(report.observed_at, at)).flatten();
        let by_hand = number % BY_HAND == 1;
        let new = NewReport {
            position: seen_at,
            accuracy_m: (!by_hand).then_some(report.accuracy_m),
            position_by_hand: by_hand,
            observed_at: Some(band.map_or(report.observed_at, |(begins, _)| begins)),
            observed_precision: band.map_or(ObservedPrecision::Moment, |_| ObservedPrecision::Hours),
            observed_hours: band.map(|(_, hours)| hours),
            problem_types: report.problem_types.iter().map(|t| t.code().to_owned()).collect(),
            count_band: report.count_band.map(|band| band.code().to_owned()),
            text: Some(text.to_owned()),
            source: Some(report.source.code().to_owned()),
            source_id: None,
            place,
            sighting,
            answers: BTreeMap::new(),
            class: None,
        };
        Ok((cast::reporter(&self.world, report.origin, unit, number)?, Command::CreateReport(new)))
    }

    /// Whoever is out looks at a place they know, and says so within the hour.
    fn look(
        &self,
        number: usize,
        (party, unit): (&str, Option<&str>),
        gone: bool,
        at: Timestamp,
    ) -> Result<Option<(Actor, Command)>> {
        let Some(place) = self.living(number) else { return Ok(None) };
        let plan = &self.places[number];
        let (sighting, phrasings) =
            if gone { (Sighting::Gone, words::GONE) } else { (Sighting::Still, words::STILL) };
        let source = if party == POLICE_REGION { Source::Police } else { Source::FieldStaff };
        let hours = usize::try_from(at.as_second() / 3_600)?;
        let new = NewReport {
            position: position(plan.geometry.point())?,
            accuracy_m: Some(8.0),
            position_by_hand: false,
            observed_at: Some(at - SignedDuration::from_mins(25)),
            observed_precision: ObservedPrecision::Moment,
            observed_hours: None,
            problem_types: vec![plan.problem_types[0].code().to_owned()],
            count_band: None,
            text: Some(words::pick(phrasings, hours).to_owned()),
            source: Some(source.code().to_owned()),
            source_id: None,
            place: Some(place.id),
            sighting,
            answers: BTreeMap::new(),
            class: None,
        };
        Ok(Some((cast::reporter(&self.world, party, unit, hours)?, Command::CreateReport(new))))
    }

    /// The first of the place's parties that may object does.
    fn object(&self, number: usize, at: Timestamp) -> Result<(Actor, Command)> {
        let place = self.place(number)?;
        let parties = place.grants.iter().filter_map(|grant| self.world.party(grant.party));
        let speakers =
            parties.filter(|party| party.logs_in).map(|party| cast::coordinator(&self.world, &party.code));
        let objects =
            |actor: &Actor| sees_place(actor, &place) && may_object(&*self.world, actor, &place, at);
        let actor = speakers.filter_map(Result::ok).find(objects).context("nobody may object")?;
        Ok((actor, Command::Object { place: place.id, reason: words::OBJECTION.to_owned() }))
    }

    fn link(&self, report: usize, place: usize, at: Timestamp) -> Result<Option<(Actor, Command)>> {
        let held = self.sent(report)?;
        let Some(place) = self.living(place) else {
            return self.leave(report, Outcome::NoAction, words::DISMISSED_HERE, at).map(Some);
        };
        let actor = cast::district_coordinator(&self.world, &Shape::Point(held.position), at)?;
        let actor =
            if sees_place(&actor, &place) { actor } else { cast::coordinator(&self.world, CITY_EXECUTIVE)? };
        // What social services saw beyond the place's district stays with them.
        if !self.sees_report(&actor, &held) {
            return Ok(None);
        }
        let outcome = Outcome::Linked;
        let command = Command::TriageReport { report: held.id, outcome, place: Some(place.id), reason: None };
        Ok(Some((actor, command)))
    }

    fn leave(
        &self,
        report: usize,
        outcome: Outcome,
        reason: &str,
        at: Timestamp,
    ) -> Result<(Actor, Command)> {
        let held = self.sent(report)?;
        let actor = cast::district_coordinator(&self.world, &Shape::Point(held.position), at)?;
        let reason = Some(reason.to_owned());
        Ok((actor, Command::TriageReport { report: held.id, outcome, place: None, reason }))
    }

    /// The district makes the place; the city executive office does when a report comes from beyond the district, or
    /// when the district would answer its own question by asking it.
    fn open(
        &self,
        number: usize,
        reports: &[usize],
        unsettled: bool,
        at: Timestamp,
    ) -> Result<(Actor, Command)> {
        let plan = &self.places[number];
        let shape = shape(&plan.geometry)?;
        let problem_types: Vec<String> = plan.problem_types.iter().map(|t| t.code().to_owned()).collect();
        let sent = reports.iter().map(|report| self.sent(*report)).collect::<Result<Vec<_>>>()?;
        let district = cast::district_coordinator(&self.world, &shape, at)?;
        let matter = Matter { shape: &shape, problem_types: &problem_types };
        let asked = propose(&*self.world, &matter, date_of(at)).map(|proposed| proposed.party);
        let answers_itself = unsettled && asked == Some(district.viewer.party);
        let sees_all = sent.iter().all(|report| self.sees_report(&district, report));
        let actor = if sees_all && !answers_itself {
            district
        } else {
            cast::coordinator(&self.world, CITY_EXECUTIVE)?
        };
        let new = NewPlace {
            name: Some(plan.name.clone()),
            shape: Some(shape),
            reports: sent.iter().map(|report| report.id).collect(),
            problem_types,
            physical_factors: plan.physical_factors.iter().map(|f| f.code().to_owned()).collect(),
            priority_area: None,
            note: Some(words::pick(words::OPENED, number).to_owned()),
            class: None,
            ground: None,
            reason: None,
        };
        Ok((actor, Command::CreatePlace(new)))
    }

    fn ask(
        &self,
        number: usize,
        party: &str,
        patient: bool,
        at: Timestamp,
    ) -> Result<Option<(Actor, Command)>> {
        let place = self.place(number)?;
        let asked = match &place.coordination.stage {
            Stage::Proposed(proposal) => self.world.party(proposal.party),
            Stage::Settled | Stage::Declined { .. } | Stage::Escalated { .. } => None,
        };
        let waits = asked.is_some_and(|asked| asked.code == party || patient && !asked.logs_in);
        if waits || self.holds(&place, party)? {
            return Ok(None);
        }
        let command = Command::Propose {
            place: place.id,
            party: party.to_owned(),
            function: None,
            reason: Some(words::pick(words::ASKED, number).to_owned()),
        };
        Ok(Some((self.district(&place, at)?, command)))
    }

    fn accept(&self, number: usize, party: &str, at: Timestamp) -> Result<Option<(Actor, Command)>> {
        let place = self.place(number)?;
        if self.holds(&place, party)? || !place.status.is_open() {
            return Ok(None);
        }
        let asked = place.coordination.asked().and_then(|asked| self.world.party(asked));
        let code = asked.map_or_else(|| party.to_owned(), |asked| asked.code.clone());
        let (actor, on_behalf_of) = self.answering(&place, &code, at)?;
        Ok(Some((actor, Command::Accept { place: place.id, function: None, on_behalf_of })))
    }

    fn decline(
        &self,
        number: usize,
        party: &str,
        (reason, suggested): (&str, &str),
        at: Timestamp,
    ) -> Result<(Actor, Command)> {
        let place = self.place(number)?;
        let (actor, on_behalf_of) = self.answering(&place, party, at)?;
        let (reason, suggested) = (reason.to_owned(), Some(suggested.to_owned()));
        Ok((actor, Command::Decline { place: place.id, reason, suggested, on_behalf_of }))
    }

    /// A party answers itself; for one without log-in the district does.
    fn answering(&self, place: &Place, party: &str, at: Timestamp) -> Result<(Actor, Option<OnBehalfOf>)> {
        let found = self.world.party_by_code(party).with_context(|| format!("no party {party}"))?;
        if found.logs_in {
            return Ok((cast::coordinator(&self.world, party)?, None));
        }
        let letter = OnBehalfOf { party: party.to_owned(), source: words::LETTER.to_owned() };
        Ok((self.district(place, at)?, Some(letter)))
    }

    fn hand_over(&self, number: usize, to: &str) -> Result<Option<(Actor, Command)>> {
        let place = self.place(number)?;
        if self.holds(&place, to)? {
            return Ok(None);
        }
        let holder = self.code_of(place.coordination.holder.party)?;
        let (party, reason) = (to.to_owned(), words::HANDED_OVER.to_owned());
        let command = Command::HandOver { place: place.id, party, reason };
        Ok(Some((cast::coordinator(&self.world, &holder)?, command)))
    }

    /// Every other time the holder moves its place on, else the district.
    fn move_on(&self, number: usize, status: Status, at: Timestamp) -> Result<(Actor, Command)> {
        let place = self.place(number)?;
        let holder = self.world.party(place.coordination.holder.party).context("a holder is a party")?;
        let actor = if number.is_multiple_of(2) && holder.logs_in {
            cast::coordinator(&self.world, &holder.code)?
        } else {
            self.district(&place, at)?
        };
        let reason = words::moved_on(status, number).to_owned();
        Ok((actor, Command::SetStatus { place: place.id, status, reason }))
    }

    fn confirm(&self, number: usize, party: &str, at: Timestamp) -> Result<Option<(Actor, Command)>> {
        let place = self.place(number)?;
        if self.holds(&place, party)? {
            return Ok(None);
        }
        let (id, party, level) = (place.id, party.to_owned(), Some(Level::Full));
        let confirmed = Command::SetPlaceParty { place: id, party, level, ground: None };
        Ok(Some((self.district(&place, at)?, confirmed)))
    }

    fn finish(&self, number: usize, at: Timestamp) -> Result<Vec<(Actor, Command)>> {
        let actor = self.district(&*self.place(number)?, at)?;
        let measures = self.measures.get(&number).into_iter().flatten();
        Ok(measures.map(|measure| (actor.clone(), Command::CloseMeasure(*measure))).collect())
    }

    fn split(&self, number: usize, into: [usize; 2], at: Timestamp) -> Result<(Actor, Command)> {
        let whole = self.place(number)?;
        let own = self.world.reports_of(whole.id);
        let part = |part: usize| -> Result<Part> {
            let plan = &self.places[part];
            let reports = plan.reports.iter().filter_map(|report| self.report_ids.get(report)).copied();
            let reports = reports.filter(|report| own.contains(report)).collect();
            Ok(Part { name: plan.name.clone(), shape: shape(&plan.geometry)?, reports })
        };
        let parts = into.into_iter().map(part).collect::<Result<_>>()?;
        let reason = words::SPLIT.to_owned();
        Ok((self.district(&whole, at)?, Command::SplitPlace { place: whole.id, parts, reason }))
    }

    fn sent(&self, report: usize) -> Result<Held<Report>> {
        let id = self.report_ids.get(&report).context("the report has not been sent")?;
        self.world.report(*id).context("the report is not there")
    }

    fn place(&self, number: usize) -> Result<Held<Place>> {
        let id = self.place_ids.get(&number).context("the place has not been made")?;
        self.world.place(*id).context("the place is not there")
    }

    /// The place in which a place lives on: the whole before it is split, the other after it is merged. None when it
    /// has been dismissed.
    fn living(&self, number: usize) -> Option<Held<Place>> {
        let is_whole = |plan: &PlacePlan| matches!(plan.status, crate::demo::TargetStatus::Split { into } if into.contains(&number));
        let whole = || self.place_ids.get(&self.places.iter().position(is_whole)?);
        let mut place = self.world.place(*self.place_ids.get(&number).or_else(whole)?)?;
        loop {
            let next = match place.status {
                Status::Merged => place.merged_into?,
                Status::Split => *place.split_into.first()?,
                Status::Dismissed => return None,
                Status::Suspected
                | Status::Active
                | Status::UnderAnalysis
                | Status::InAction
                | Status::Monitoring
                | Status::Dormant => return Some(place),
            };
            place = self.world.place(next)?;
        }
    }

    fn district(&self, place: &Place, at: Timestamp) -> Result<Actor> {
        cast::district_coordinator(&self.world, &place.shape, at)
    }

    fn holds(&self, place: &Place, party: &str) -> Result<bool> {
        let holder = &place.coordination.holder;
        Ok(!holder.ad_interim && self.code_of(holder.party)? == party)
    }

    fn code_of(&self, party: crate::domain::ids::PartyId) -> Result<String> {
        Ok(self.world.party(party).context("the party is not there")?.code.clone())
    }

    fn sees_report(&self, actor: &Actor, report: &Report) -> bool {
        let own = Audience::new(report.class, report.origin, &report.grants);
        see_report(&actor.viewer, &own, None).level() == Some(Level::Full)
    }
}

fn sees_place(actor: &Actor, place: &Place) -> bool {
    let audience = Audience::new(place.class, place.origin, &place.grants);
    see(&actor.viewer, &audience, Asking::Anywhere).level() == Some(Level::Full)
}
