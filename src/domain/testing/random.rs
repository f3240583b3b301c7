//! Random days in the town: whoever, whatever, in any order.

use super::{
    PlainWorld, Town, areas, block, club_ground, letter_l, open_ground, party, place_on, point, report_at,
    school_yard, site,
};
use crate::domain::access::{Class, Level, Role};
use crate::domain::area::Cover;
use crate::domain::command::{
    Actor, AreaDraft, Command, DesignationDraft, HandOut, MeasureDraft, NewPhoto, NewPlace, NewReport,
    OnBehalfOf, Part, PartyDraft, PlaceEdit, SiteDraft, SiteRelation,
};
use crate::domain::disclosure::HandedOut;
use crate::domain::hex::Hex;
use crate::domain::ids::{MeasureId, PartyId, PhotoId, PlaceId, ReportId, SiteId};
use crate::domain::party::PartyKind;
use crate::domain::photo::Rendition;
use crate::domain::place::Status;
use crate::domain::report::{Outcome, Sighting};
use crate::domain::settings::SettingName;
use crate::domain::world::World;
use crate::space::Shape;
use jiff::Span;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One command of a random day, as numbers, so that a failing day can be made shorter.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    what: u8,
    who: u8,
    role: u8,
    hours: u16,
    a: u8,
    b: u8,
    c: u8,
}

/// A day of at most so many commands.
pub fn days(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = (any::<u8>(), any::<u8>(), any::<u8>(), 0..200_u16, any::<u8>(), any::<u8>(), any::<u8>())
        .prop_map(|(what, who, role, hours, a, b, c)| Step { what, who, role, hours, a, b, c });
    prop::collection::vec(step, 1..most)
}

const PARTIES: [&str; 9] =
    ["bromma", "farsta", "vast", "ost", "sisab", "bostad", "trafik", "slk", "forening"];

fn pick<T: Clone>(from: &[T], number: u8) -> T {
    from[usize::from(number) % from.len()].clone()
}

fn shape(number: u8) -> Shape {
    let offset = f64::from(number / 12) * 0.0004;
    pick(
        &[
            school_yard(),
            open_ground(),
            club_ground(),
            block(18.018 + offset, 59.308, 18.021 + offset, 59.309),
            block(18.0197, 59.3072, 18.0203, 59.3081),
            letter_l(18.006 + offset, 59.304, 0.002),
            point(18.015, 59.315 + offset),
            point(18.02, 59.31),
            point(18.0044 + offset, 59.3055),
            block(18.030, 59.308, 18.031 + offset, 59.309),
            point(18.05, 59.31),
            block(18.001, 59.301, 18.0396, 59.318),
        ],
        number,
    )
}

fn nth<T>(ids: Vec<T>, number: u8) -> Option<T> {
    let at = usize::from(number) % ids.len().max(1);
    ids.into_iter().nth(at)
}

fn place(world: &PlainWorld, number: u8) -> PlaceId {
    nth(world.all_places().map(|p| p.id).collect(), number).unwrap_or(PlaceId::from_bits(1))
}

fn report(world: &PlainWorld, number: u8) -> ReportId {
    nth(world.all_reports().map(|r| r.id).collect(), number).unwrap_or(ReportId::from_bits(1))
}

fn measure(world: &PlainWorld, number: u8) -> MeasureId {
    nth(world.all_measures().map(|m| m.id).collect(), number).unwrap_or(MeasureId::from_bits(1))
}

fn photo(world: &PlainWorld, number: u8) -> PhotoId {
    nth(world.all_photos().map(|p| p.id).collect(), number).unwrap_or(PhotoId::from_bits(1))
}

fn any_site(world: &PlainWorld, number: u8) -> SiteId {
    nth(world.all_sites().map(|s| s.id).collect(), number).unwrap_or(SiteId::from_bits(1))
}

fn codes(number: u8) -> Vec<String> {
    ["vandalism", "disorder", "open_drug_trade"][..1 + usize::from(number) % 3]
        .iter()
        .map(|code| (*code).to_owned())
        .collect()
}

fn class(number: u8) -> Class {
    pick(&[Class::Partner, Class::City, Class::Origin, Class::Police, Class::Open], number)
}

/// Mostly one, or nothing would be shared with more.
fn ground(number: u8) -> Option<String> {
    (!number.is_multiple_of(5)).then(|| "joint_work".to_owned())
}

fn new_report(town: &Town, step: Step) -> NewReport {
    let named = town.world.place(place(&town.world, step.c)).filter(|_| step.a.is_multiple_of(2));
    let at = named.map_or(shape(step.a), |place| place.shape.clone()).representative_point();
    NewReport {
        problem_types: codes(step.b),
        place: (!step.b.is_multiple_of(3)).then(|| place(&town.world, step.c)),
        sighting: pick(&[Sighting::New, Sighting::New, Sighting::Still, Sighting::Gone], step.c),
        class: pick(&[None, None, Some(Class::City), Some(Class::Origin), Some(Class::Police)], step.b),
        ..report_at(at.lon(), at.lat())
    }
}

fn new_place(town: &Town, step: Step) -> NewPlace {
    let reports: Vec<_> = [step.b, step.c].iter().map(|n| report(&town.world, *n)).collect();
    NewPlace {
        shape: (!step.a.is_multiple_of(4)).then(|| shape(step.a)),
        reports: if step.a.is_multiple_of(2) { reports } else { Vec::new() },
        problem_types: codes(step.b),
        class: pick(&[None, Some(Class::Partner), Some(Class::City), Some(Class::Origin)], step.c),
        ground: ground(step.a),
        ..place_on(open_ground())
    }
}

fn designation(town: &Town, step: Step) -> DesignationDraft {
    DesignationDraft {
        area: (step.b.is_multiple_of(2)).then(|| town.area(pick(&["Bromma", "Farsta"], step.c))),
        problem_type: (step.b.is_multiple_of(3)).then(|| "disorder".to_owned()),
        site_kind: (step.b.is_multiple_of(5)).then(|| "school".to_owned()),
        party: pick(&PARTIES, step.a).to_owned(),
        decision: "nämndbeslut".into(),
        from: None,
        until: None,
    }
}

impl Step {
    /// Who, with which version in hand, and what: in the town as it stands. The clock moves on.
    pub fn taken_in(self, town: &mut Town) -> (Actor, Option<u32>, Command) {
        town.wait(Span::new().hours(i64::from(self.hours)));
        let roles =
            [Role::Coordinator, Role::Coordinator, Role::Coordinator, Role::Member, Role::Administrator];
        let this = town.world.place(place(&town.world, self.a)).map(|p| p.coordination.clone());
        // Mostly somebody whose word counts here, or the day would be one of refusals.
        let mut actor = match (self.who % 4, this) {
            (0, _) => town.coordinator("slk"),
            (1, Some(this)) => self.speaker(town, this.holder.party),
            (2, Some(this)) => self.speaker(town, this.asked().unwrap_or(this.holder.party)),
            _ => town.someone(pick(&PARTIES, self.b ^ self.c), pick(&roles, self.role)),
        };
        let command = self.command(town, &mut actor);
        let expected = (self.role.is_multiple_of(16)).then(|| u32::from(self.b % 4));
        (actor, expected, command)
    }

    fn status(self, world: &PlainWorld, place: PlaceId) -> Status {
        let next = world.place(place).map_or(&[][..], |place| place.status.next());
        match next {
            [] => pick(&Status::ALL, self.b),
            _ if self.c.is_multiple_of(4) => pick(&Status::ALL, self.b),
            next => pick(next, self.b),
        }
    }

    /// A site of the town, elsewhere or in other hands; or a new one.
    fn site(self) -> SiteDraft {
        let id = pick(&["s1", "s2", "s3", "s4", "s5", "s6"], self.a);
        let manager = pick(&[Some("sisab"), Some("bostad"), Some("forening"), None], self.c);
        let owner = pick(&[None, None, Some("trafik"), Some("bostad")], self.b);
        SiteDraft {
            land_owner: owner.map(str::to_owned),
            ..site(id, "Tomten", "school", shape(self.b), manager)
        }
    }

    /// A party that runs other areas, or is of another kind.
    fn party(self, world: &PlainWorld) -> PartyDraft {
        let code = pick(&PARTIES, self.a);
        let known = world.party_by_code(code).unwrap();
        let kinds = [known.kind, known.kind, known.kind, PartyKind::Other, PartyKind::Police];
        let areas: [Option<&[&str]>; 6] =
            [None, Some(&[]), Some(&["01"]), Some(&["02"]), Some(&["V"]), Some(&["01", "O"])];
        let areas = pick(&areas, self.b).map(|codes| codes.iter().map(|c| (*c).to_owned()).collect());
        PartyDraft { areas, ..party(code, &known.name, pick(&kinds, self.c)) }
    }

    /// The border between the two districts, and that of the police areas, elsewhere.
    fn areas(self) -> Vec<AreaDraft> {
        let border = 18.02 + (f64::from(self.a % 5) - 2.0) * 0.002;
        let mut areas = areas();
        for (at, area) in areas.iter_mut().enumerate() {
            let (west, east) = if at.is_multiple_of(2) { (18.00, border) } else { (border, 18.04) };
            area.cover = Cover::Polygons(block(west, 59.30, east, 59.32));
        }
        let at = usize::from(self.b) % 3;
        areas.drain(at..at + 2).collect()
    }

    fn speaker(self, town: &Town, party: PartyId) -> Actor {
        town.coordinator(&town.world.party(party).unwrap().code)
    }

    fn command(self, town: &Town, actor: &mut Actor) -> Command {
        let world = &town.world;
        let someone = || pick(&PARTIES, self.b).to_owned();
        let reason = || "efter avstämning".to_owned();
        let this = place(world, self.a);
        let on_behalf_of =
            (self.c.is_multiple_of(4)).then(|| OnBehalfOf { party: someone(), source: reason() });
        match self.what % 33 {
            0 | 1 => Command::CreateReport(new_report(town, self)),
            2 => {
                actor.viewer.role = Role::Administrator;
                let row =
                    NewReport { source_id: Some(self.c.to_string()), place: None, ..new_report(town, self) };
                Command::PutReports { origin: Some(someone()), reports: vec![row.clone(), row] }
            }
            3 if self.b.is_multiple_of(5) => Command::PutBackReport(report(world, self.a)),
            3 => Command::TriageReport {
                report: report(world, self.a),
                outcome: pick(&[Outcome::Linked, Outcome::NoAction, Outcome::Hidden], self.b),
                place: Some(place(world, self.c)),
                reason: Some(reason()),
            },
            4..=6 => Command::CreatePlace(new_place(town, self)),
            7 => {
                // Only the origin's own coordinator may share a place further.
                let origin = world.place(this).filter(|_| self.b.is_multiple_of(7)).map(|place| place.origin);
                *actor = origin.map_or_else(|| actor.clone(), |origin| self.speaker(town, origin));
                let edit = PlaceEdit {
                    shape: (self.b.is_multiple_of(2)).then(|| shape(self.c)),
                    problem_types: (self.b.is_multiple_of(3)).then(|| codes(self.c)),
                    note: (self.b.is_multiple_of(5)).then(String::new),
                    class: (self.b.is_multiple_of(7)).then(|| class(self.c)),
                    ground: (self.b.is_multiple_of(7)).then(|| "joint_work".to_owned()),
                    ..PlaceEdit::default()
                };
                Command::EditPlace(this, edit)
            }
            8 | 9 => Command::SetStatus { place: this, status: self.status(world, this), reason: reason() },
            10 => {
                let into = place(world, self.b);
                let class = [this, into].iter().filter_map(|id| world.place(*id)).map(|p| p.class).max();
                let class = class.filter(|_| !self.c.is_multiple_of(3));
                Command::MergePlace { place: this, into, class, reason: reason() }
            }
            11 => {
                let reports = world.reports_of(this).into_iter().take(usize::from(self.c) % 3).collect();
                let part = |number, reports| Part { name: "Del".into(), shape: shape(number), reports };
                let parts = vec![part(self.b, reports), part(self.b.wrapping_add(self.c), Vec::new())];
                Command::SplitPlace { place: this, parts, reason: reason() }
            }
            12 => Command::SetPlaceParty {
                place: this,
                party: someone(),
                level: pick(&[None, Some(Level::Summary), Some(Level::Full)], self.c),
                ground: ground(self.a),
            },
            13 => Command::Propose { place: this, party: someone(), function: None, reason: None },
            14 | 15 => Command::Accept { place: this, function: None, on_behalf_of },
            16 => {
                Command::Decline { place: this, reason: reason(), suggested: Some(someone()), on_behalf_of }
            }
            17 => Command::HandOver { place: this, party: someone(), reason: reason() },
            18 => {
                let deadline = world.place(this).and_then(|p| p.coordination.deadline());
                Command::Expire { place: this, deadline: deadline.unwrap_or(town.now) }
            }
            19 => {
                actor.viewer.role = Role::Administrator;
                let relation = pick(&[SiteRelation::Manager, SiteRelation::LandOwner], self.c);
                Command::SetSiteRelation {
                    site: any_site(world, self.a),
                    relation,
                    party: (!self.b.is_multiple_of(5)).then(someone),
                    from: None,
                    until: None,
                }
            }
            20 if self.c.is_multiple_of(2) => {
                actor.viewer.role = Role::Administrator;
                Command::AddDesignation(designation(town, self))
            }
            20 => Command::PutSetting {
                name: pick(&SettingName::ALL, self.a),
                district: (!self.c.is_multiple_of(3)).then(|| town.area(pick(&["Bromma", "Farsta"], self.c))),
                value: (!self.b.is_multiple_of(5)).then_some(u32::from(self.b)),
                from: None,
                until: None,
                decision: None,
            },
            22 => {
                let id = report(world, self.a);
                if let Some(report) = world.report(id).filter(|_| !self.b.is_multiple_of(4)) {
                    *actor = self.speaker(town, report.origin);
                }
                Command::SetReportClass {
                    report: id,
                    class: class(self.c),
                    ground: ground(self.a),
                    reason: reason(),
                }
            }
            23 => {
                actor.viewer.role = Role::Administrator;
                Command::PutSites(vec![self.site()])
            }
            24 => {
                actor.viewer.role = Role::Administrator;
                Command::PutParties(vec![self.party(world)])
            }
            25 => {
                actor.viewer.role = Role::Administrator;
                Command::PutAreas(self.areas())
            }
            26 => Command::Object { place: this, reason: reason() },
            27 => Command::Uphold { place: this, reason: reason() },
            28 if self.c.is_multiple_of(2) => Command::HandOut(
                this,
                HandOut {
                    what: pick(&[HandedOut::Sheet, HandedOut::File], self.c / 2),
                    party: someone(),
                    ground: ground(self.b),
                    reason: None,
                },
            ),
            // Only the organisation that reported has photos of it, and says that they show nobody.
            30 | 31 => {
                let id = report(world, self.a);
                *actor = world.report(id).map_or(actor.clone(), |report| self.speaker(town, report.origin));
                let rendition =
                    |side| Rendition { width: side, height: side, bytes: 900, sha256: Hex([1; 32]) };
                let (large, small) = (rendition(64), rendition(32));
                Command::AddPhoto(NewPhoto { report: id, object: Hex([self.b; 16]), large, small })
            }
            32 => {
                let id = photo(world, self.a);
                *actor = world.photo(id).map_or(actor.clone(), |photo| self.speaker(town, photo.origin));
                Command::CheckPhoto(id)
            }
            21 => Command::CloseMeasure(measure(world, self.a)),
            _ => Command::AddMeasure(MeasureDraft {
                place: this,
                measure_type: "safety_walk".into(),
                party: someone(),
                prevention_level: None,
                starts: None,
                ends: None,
                note: None,
                particulars: BTreeMap::new(),
            }),
        }
    }
}
