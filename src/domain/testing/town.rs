//! A town that decides, remembers and moves its clock, so that a test reads as given, when, then.

use super::{PlainWorld, areas, fresh_codes, parties, place_on, report_at, sites};
use crate::domain::access::{Role, Viewer};
use crate::domain::command::{Actor, Command, NewPlace, NewReport};
use crate::domain::decide::{Decision, Fresh, decide};
use crate::domain::ids::{AreaId, PartyId, PlaceId, ReportId, SiteId};
use crate::domain::place::{Place, Status};
use crate::domain::refusal::Refusal;
use crate::domain::report::Report;
use crate::domain::world::{Held, World};
use crate::space::Shape;
use jiff::{Span, Timestamp};

/// A town at a moment.
#[derive(Clone)]
pub struct Town {
    /// What there is.
    pub world: PlainWorld,
    /// Now: a Monday morning at first.
    pub now: Timestamp,
    expected: Option<u32>,
    seed: u64,
}

impl Town {
    /// A town with codes, areas, parties and sites, and nothing reported yet.
    pub fn new() -> Self {
        let now = "2026-11-23T09:00:00+01:00".parse().unwrap();
        let mut town = Self { world: PlainWorld::default(), now, expected: None, seed: 1 };
        let founder = Viewer {
            party: PartyId::from_bits(1),
            kind: crate::domain::party::PartyKind::CityExecutive,
            role: Role::Administrator,
        };
        let founder = Actor { viewer: founder, account: None, unit: None };
        town.when(&founder, Command::PutCodes(fresh_codes())).then_ok();
        town.when(&founder, Command::PutAreas(areas())).then_ok();
        town.when(&founder, Command::PutParties(parties())).then_ok();
        town.when(&founder, Command::PutSites(sites())).then_ok();
        town
    }

    /// A town where work goes on already: some places, each where it stands in the work, and a report.
    pub fn lived_in() -> Self {
        let mut town = Self::new();
        town.given_place_at(super::school_yard(), Status::Active);
        town.given_place_at(super::open_ground(), Status::Dormant);
        town.given_place_at(super::block(18.018, 59.308, 18.021, 59.309), Status::InAction);
        town.given_report("sisab", 18.006, 59.3055);
        town
    }

    /// Somebody of a party, in a role.
    pub fn someone(&self, party: &str, role: Role) -> Actor {
        let party = self.world.party_by_code(party).unwrap();
        let viewer = Viewer { party: party.id, kind: party.kind, role };
        Actor { viewer, account: None, unit: None }
    }

    /// Who speaks for a party.
    pub fn coordinator(&self, party: &str) -> Actor {
        self.someone(party, Role::Coordinator)
    }

    /// Who speaks for a party, and for one of its units.
    pub fn coordinator_in(&self, party: &str, unit: &str) -> Actor {
        Actor { unit: Some(unit.to_owned()), ..self.coordinator(party) }
    }

    /// Who sets up the city.
    pub fn administrator(&self) -> Actor {
        self.someone("slk", Role::Administrator)
    }

    /// The id of a party.
    pub fn party(&self, code: &str) -> PartyId {
        self.world.party_by_code(code).unwrap().id
    }

    /// The id of the first area with a name.
    pub fn area(&self, name: &str) -> AreaId {
        self.world.areas().iter().find(|area| area.name == name).unwrap().id
    }

    /// The id of a site.
    pub fn site(&self, source_id: &str) -> SiteId {
        self.world.site_by_source(source_id).unwrap().id
    }

    /// A place as it stands.
    pub fn place(&self, id: PlaceId) -> Held<Place> {
        self.world.place(id).unwrap()
    }

    /// A report as it stands.
    pub fn report(&self, id: ReportId) -> Held<Report> {
        self.world.report(id).unwrap()
    }

    /// The code of the party that holds a place.
    pub fn holder(&self, id: PlaceId) -> String {
        self.world.party(self.place(id).coordination.holder.party).unwrap().code.clone()
    }

    /// The code of the party that is asked to.
    pub fn asked(&self, id: PlaceId) -> Option<String> {
        let party = self.place(id).coordination.asked()?;
        Some(self.world.party(party).unwrap().code.clone())
    }

    /// Moves the clock.
    pub fn wait(&mut self, span: Span) {
        self.now = self.now.checked_add(span).unwrap();
    }

    /// The next command comes with the version somebody saw.
    pub fn having_seen(&mut self, version: u32) -> &mut Self {
        self.expected = Some(version);
        self
    }

    /// Asks; what is decided is in place at once.
    pub fn when(&mut self, actor: &Actor, command: Command) -> Outcome {
        let mut seed = self.seed;
        let mut random = || {
            seed = splitmix(seed);
            seed
        };
        let expected = self.expected.take();
        let mut fresh = Fresh { now: self.now, random: &mut random };
        let decided = decide(&self.world, actor, expected, &command, &mut fresh);
        if let Ok(decision) = &decided {
            for change in &decision.changes {
                self.world.apply(change.record.clone());
            }
        }
        self.seed = seed;
        Outcome(decided)
    }

    /// Given: a place on this ground, made by the city executive office.
    pub fn given_place(&mut self, shape: Shape) -> PlaceId {
        self.given(place_on(shape))
    }

    /// Given: a place, made by the city executive office.
    pub fn given(&mut self, new: NewPlace) -> PlaceId {
        let slk = self.coordinator("slk");
        self.when(&slk, Command::CreatePlace(new)).then_place()
    }

    /// Given: a place that stands at a status.
    pub fn given_place_at(&mut self, shape: Shape, status: Status) -> PlaceId {
        let place = self.given_place(shape);
        let path: &[Status] = match status {
            Status::Suspected => &[],
            Status::Active => &[Status::Active],
            Status::Dismissed => &[Status::Dismissed],
            other => &[Status::Active, other],
        };
        for status in path {
            self.set_status(place, *status).then_ok();
        }
        place
    }

    /// The city executive office moves a place on.
    pub fn set_status(&mut self, place: PlaceId, status: Status) -> Outcome {
        let slk = self.coordinator("slk");
        self.when(&slk, Command::SetStatus { place, status, reason: "efter avstämning".into() })
    }

    /// Given: a report by somebody of a party.
    pub fn given_report(&mut self, party: &str, lon: f64, lat: f64) -> ReportId {
        self.given_this_report(party, report_at(lon, lat))
    }

    /// Given: a report, just so.
    pub fn given_this_report(&mut self, party: &str, new: NewReport) -> ReportId {
        let reporter = self.someone(party, Role::Reporter);
        self.when(&reporter, Command::CreateReport(new)).then_report()
    }
}

/// Random enough, and the same each time.
fn splitmix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What came of it.
#[derive(Debug)]
#[must_use]
pub struct Outcome(pub Result<Decision, Refusal>);

impl Outcome {
    /// It was decided.
    #[track_caller]
    pub fn then_ok(self) -> Decision {
        match self.0 {
            Ok(decision) => decision,
            Err(refusal) => panic!("refused: {refusal:?}"),
        }
    }

    /// It was decided, and a place is what it is about.
    #[track_caller]
    pub fn then_place(self) -> PlaceId {
        PlaceId::from_bits(self.then_ok().about.unwrap().bits)
    }

    /// It was decided, and a report is what it is about.
    #[track_caller]
    pub fn then_report(self) -> ReportId {
        ReportId::from_bits(self.then_ok().about.unwrap().bits)
    }

    /// All was as asked already.
    #[track_caller]
    pub fn then_nothing_changes(self) {
        let decision = self.then_ok();
        assert!(decision.changes.is_empty(), "{:?}", decision.changes);
    }

    /// The words of the refusal; none when it was decided.
    pub fn words(&self) -> Vec<&'static str> {
        match &self.0 {
            Ok(_) => Vec::new(),
            Err(Refusal::NotThere) => vec!["not-there"],
            Err(Refusal::Stale) => vec!["stale"],
            Err(Refusal::NotAllowed(word) | Refusal::WrongState(word, _)) => vec![word],
            Err(Refusal::Invalid(wrong)) => wrong.iter().map(|w| w.code).collect(),
        }
    }

    /// It was refused with this word.
    #[track_caller]
    pub fn then_refused(self, word: &str) {
        assert_eq!(self.words(), [word], "{:?}", self.0);
    }
}
