//! Reports in a list: what [`ReportView`](super::report::ReportView) says, written straight from the records.
//!
//! A page may have a thousand of them. A view owns its texts, some twenty for each report, and copying them costs several
//! times what finding the page does; so does a serialiser that asks of every letter whether it has to be escaped. What a
//! level shows is decided here as there; a test holds the two together.

use super::json_text::{list, shown, text, value, word};
use super::report::{ReportStatus, is_mine};
use super::report_fields::{Fields, Member};
use super::{Scene, Time};
use crate::domain::access::{Asking, Grant};
use crate::domain::area::Area;
use crate::domain::command::Actor;
use crate::domain::ids::{PartyId, PlaceId, crockford_ascii};
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::http::audited;
use crate::index::audiences::Seen;
use crate::index::table::Row;
use crate::index::view;
use crate::index::view::filter::shown_position;

/// Bytes that are kept ready for a report of a page; more are made room for when they come.
const LINE_BYTES: usize = 900;

/// A report that a viewer sees.
type SeenReport<'a> = Seen<&'a Row<Report>>;

impl<'a> Scene<'a> {
    /// A page of reports as this viewer sees them, and where the next one begins. Of what is seen, no more is told than
    /// `fields`.
    #[must_use]
    pub fn report_page(
        &self,
        page: &[SeenReport<'_>],
        next: Option<&str>,
        actor: &Actor,
        fields: Fields,
    ) -> Vec<u8> {
        let mut to = Vec::with_capacity(page.len() * LINE_BYTES + 256);
        to.extend_from_slice(b"{\"items\":");
        list(&mut to, page, |to, seen| Line { scene: self, seen, actor, fields, to }.write());
        to.extend_from_slice(b",\"next\":");
        value(&mut to, &next);
        to.push(b'}');
        to
    }

    fn coded(&self, id: PartyId) -> Named<'a> {
        match self.snapshot.reference.parties.get(id) {
            Some(party) => Named { code: &party.code, name: &party.name },
            // Only the system has no party.
            None => Named { code: "", name: "Samplats" },
        }
    }

    fn told_place(&self, id: PlaceId) -> Option<&'a Place> {
        let row = self.snapshot.places.get(id.bits())?;
        let seen = view::place(self.eyes, row, Asking::Anywhere).filter(Seen::summary)?;
        Some(&seen.thing.held.record)
    }
}

/// A party by its code and name.
struct Named<'a> {
    code: &'a str,
    name: &'a str,
}

impl Named<'_> {
    fn write(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(b"{\"code\":");
        text(to, self.code);
        to.extend_from_slice(b",\"name\":");
        text(to, self.name);
        to.push(b'}');
    }
}

/// One report on its way into a page.
struct Line<'a, 'b> {
    scene: &'a Scene<'a>,
    seen: &'a SeenReport<'a>,
    actor: &'a Actor,
    fields: Fields,
    to: &'b mut Vec<u8>,
}

impl Line<'_, '_> {
    /// Begins a member that is to be told.
    fn begins(&mut self, member: Member) -> bool {
        let told = self.fields.tell(member);
        if told {
            self.to.extend_from_slice(member.key().as_bytes());
        }
        told
    }

    fn write(mut self) {
        let seen = self.seen;
        let report = &seen.thing.held.record;
        audited::told(report.id, report.class, report.origin, seen.level);
        self.to.extend_from_slice(b"{\"id\":");
        id(self.to, report.id.bits());
        if self.begins(Member::Level) {
            word(self.to, seen.level.code());
        }
        if let Some(reason) = seen.reason
            && self.begins(Member::Withheld)
        {
            value(self.to, &reason);
        }
        self.whereabouts(report);
        if seen.summary() {
            self.summary(report);
        }
        if seen.full() {
            self.full(report);
        }
        self.to.push(b'}');
    }

    fn whereabouts(&mut self, report: &Report) {
        let summary = self.seen.summary();
        if self.begins(Member::Position) {
            let at = shown_position(self.seen.thing, self.seen.full());
            self.to.extend_from_slice(b"{\"lon\":");
            value(self.to, &at.lon());
            self.to.extend_from_slice(b",\"lat\":");
            value(self.to, &at.lat());
            if let Some(metres) = report.accuracy_m.filter(|_| summary) {
                self.to.extend_from_slice(b",\"accuracy_m\":");
                value(self.to, &metres);
            }
            if report.position_by_hand && summary {
                self.to.extend_from_slice(b",\"by_hand\":true");
            }
            self.to.push(b'}');
        }
        let seen = self.seen;
        if let Some(home) = &seen.thing.home
            && self.begins(Member::ShownAt)
        {
            word(self.to, home.at.code());
        }
        if self.begins(Member::District) {
            let areas = &self.scene.snapshot.reference.areas;
            match report.district.and_then(|id| areas.get(id)) {
                Some(area) => area_name(self.to, area),
                None => self.to.extend_from_slice(b"null"),
            }
        }
        if self.begins(Member::OutsideDistricts) {
            value(self.to, &(report.district.is_none() && !report.is_vague()));
        }
    }

    fn summary(&mut self, report: &Report) {
        if self.begins(Member::Status) {
            let waits = report.outcome.is_none();
            value(self.to, &if waits { ReportStatus::Received } else { ReportStatus::Triaged });
        }
        if let Some(outcome) = report.outcome
            && self.begins(Member::Outcome)
        {
            word(self.to, outcome.code());
        }
        if self.begins(Member::ObservedAt) {
            shown(self.to, &Time(report.observed_at));
        }
        if self.begins(Member::ObservedPrecision) {
            word(self.to, report.observed_precision.code());
        }
        if let Some(hours) = report.observed_hours
            && self.begins(Member::ObservedHours)
        {
            value(self.to, &hours);
        }
        if self.begins(Member::ReceivedAt) {
            shown(self.to, &Time(report.received_at));
        }
        if self.begins(Member::ProblemTypes) {
            list(self.to, &report.problem_types, |to, code| text(to, code));
        }
        if self.begins(Member::Sighting) {
            value(self.to, &report.sighting);
        }
        if self.begins(Member::Source) {
            text(self.to, &report.source);
        }
        // Whether there is one to be told of is asked last, since it has to be judged.
        if self.fields.tell(Member::Place)
            && let Some(place) = report.place.and_then(|id| self.scene.told_place(id))
            && self.begins(Member::Place)
        {
            place_name(self.to, place);
        }
    }

    fn full(&mut self, report: &Report) {
        if let Some(band) = &report.count_band
            && self.begins(Member::CountBand)
        {
            text(self.to, band);
        }
        if let Some(words) = report.text()
            && self.begins(Member::Text)
        {
            text(self.to, words);
        }
        if !report.answers.is_empty() && self.begins(Member::Answers) {
            value(self.to, &report.answers);
        }
        if self.begins(Member::Origin) {
            self.scene.coded(report.origin).write(self.to);
        }
        if self.begins(Member::HeldBy) {
            self.held_by(report);
        }
        if self.begins(Member::Class) {
            word(self.to, report.class.code());
        }
        if self.begins(Member::Parties) {
            self.parties(&report.grants);
        }
        if let Some(reason) = report.content.as_ref().and_then(|content| content.reason.as_ref())
            && self.begins(Member::Reason)
        {
            text(self.to, reason);
        }
        if self.begins(Member::Mine) {
            value(self.to, &is_mine(report, self.actor));
        }
    }

    /// The authority that holds a report.
    fn held_by(&mut self, report: &Report) {
        self.to.extend_from_slice(b"{\"party\":");
        self.scene.coded(report.origin).write(self.to);
        let party = self.scene.snapshot.reference.parties.get(report.origin);
        let known = |code: &str| party?.units.iter().find(|unit| unit.code == code);
        if let Some(unit) = report.unit.as_deref().and_then(known) {
            self.to.extend_from_slice(b",\"unit\":");
            Named { code: &unit.code, name: &unit.name }.write(self.to);
        }
        self.to.push(b'}');
    }

    /// With whom a report is shared, by the parties' codes.
    fn parties(&mut self, grants: &[Grant]) {
        let mut parties: Vec<_> = grants.iter().map(|grant| (self.scene.coded(grant.party), grant)).collect();
        parties.sort_by(|(a, _), (b, _)| a.code.cmp(b.code));
        list(self.to, &parties, |to, (party, grant)| {
            to.extend_from_slice(b"{\"party\":");
            party.write(to);
            to.extend_from_slice(b",\"level\":");
            word(to, grant.level.code());
            to.extend_from_slice(b",\"why\":");
            word(to, grant.why.code());
            to.push(b'}');
        });
    }
}

fn area_name(to: &mut Vec<u8>, area: &Area) {
    to.extend_from_slice(b"{\"id\":");
    id(to, area.id.bits());
    to.extend_from_slice(b",\"code\":");
    match &area.code {
        Some(code) => text(to, code),
        None => to.extend_from_slice(b"null"),
    }
    to.extend_from_slice(b",\"name\":");
    text(to, &area.name);
    to.push(b'}');
}

fn place_name(to: &mut Vec<u8>, place: &Place) {
    to.extend_from_slice(b"{\"id\":");
    id(to, place.id.bits());
    to.extend_from_slice(b",\"name\":");
    text(to, &place.name);
    to.extend_from_slice(b",\"status\":");
    word(to, place.status.code());
    to.push(b'}');
}

/// An id as it is written.
fn id(to: &mut Vec<u8>, bits: u64) {
    to.push(b'"');
    to.extend_from_slice(&crockford_ascii(bits));
    to.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::{Class, GrantReason, Level, Role};
    use crate::domain::building::{Building, BuildingKind};
    use crate::domain::ids::{AccountId, BuildingId, ReportId};
    use crate::domain::party::Party;
    use crate::domain::record::{Record, Versioned};
    use crate::domain::report::{ObservedPrecision, Outcome, ReportContent};
    use crate::domain::testing::{Town, block};
    use crate::domain::world::{Held, World};
    use crate::index::audiences::Eyes;
    use crate::index::quarantine::Quarantine;
    use crate::index::snapshot::Snapshot;
    use crate::index::view;
    use serde_json::Value;
    use std::collections::BTreeSet;
    use std::sync::Arc;

    /// Reports that have every member and that have none, seen by all the parties of a town.
    fn town() -> (Town, Snapshot) {
        let mut town = Town::lived_in();
        let first = town.given_report("sisab", 18.0061, 59.3056);
        let bare = town.report(first).record.clone();
        let place = town.world.all_places().next().unwrap().id;
        let district = town.area(&town.world.areas()[0].name.clone());
        let every = Report {
            id: ReportId::from_bits(77),
            count_band: Some("2-4".into()),
            origin: town.party("bromma"),
            unit: Some("falt".into()),
            problem_types: vec!["vandalism".into(), "graffiti".into()],
            observed_precision: ObservedPrecision::Hours,
            observed_hours: Some(5),
            position_by_hand: true,
            answers: [("often".to_owned(), "daily \"yes\"".to_owned())].into(),
            outcome: Some(Outcome::Linked),
            place: Some(place),
            district: Some(district),
            content: Some(ReportContent {
                text: Some("Klotter på väggen\n\u{1f4a1}".into()),
                reporter: Some(AccountId::from_bits(5)),
                reason: Some("hör dit".into()),
            }),
            ..bare.clone()
        };
        let vague = Report {
            id: ReportId::from_bits(78),
            accuracy_m: Some(9_000.0),
            district: None,
            place: None,
            ..bare.clone()
        };
        let levels = [Level::Exists, Level::Summary, Level::Full].into_iter().cycle();
        let grant =
            |(party, level): (Held<Party>, _)| Grant { party: party.id, level, why: GrantReason::Confirmed };
        let grants = town.world.parties().into_iter().zip(levels).map(grant).collect();
        let outside = Report {
            id: ReportId::from_bits(79),
            district: None,
            place: None,
            class: Class::Partner,
            grants,
            ..bare.clone()
        };
        let kept = Report { id: ReportId::from_bits(80), class: Class::Origin, place: None, ..bare };
        let report = |record| Record::Report(Arc::new(Versioned { version: 1, record }));
        let mut records: Vec<Record> = [every, vague, outside, kept].map(report).into();
        records.extend(town.world.all_reports().cloned().map(Record::Report));
        records.extend(town.world.all_places().cloned().map(Record::Place));
        records.extend(town.world.parties().into_iter().map(Record::Party));
        records.extend(town.world.areas().into_iter().map(Record::Area));
        let home = Building {
            id: BuildingId::from_bits(1),
            source_id: "1".into(),
            kind: BuildingKind::Apartments,
            shape: block(18.0056, 59.3053, 18.00605, 59.30555),
        };
        records.push(Versioned { version: 1, record: home }.into());
        let snapshot = Snapshot::build(1, [0; 32], records, Quarantine::default());
        (town, snapshot)
    }

    /// What each account of each party is shown of all reports, by a list of these fields and by the view.
    fn told(fields: Fields, mut each: impl FnMut(Level, &Value, &Value)) {
        let (town, snapshot) = town();
        for party in town.world.parties() {
            for account in [None, Some(AccountId::from_bits(5))] {
                let actor = Actor { account, ..town.someone(&party.code, Role::Member) };
                let eyes = Eyes::of(actor.viewer);
                let scene = Scene::new(&snapshot, &eyes);
                for seen in snapshot.reports.iter().filter_map(|row| view::report(&snapshot, &eyes, row)) {
                    let view = serde_json::to_string(&scene.report(&seen, &actor)).unwrap();
                    let level = seen.level;
                    let page = String::from_utf8(scene.report_page(&[seen], None, &actor, fields)).unwrap();
                    if fields == Fields::ALL {
                        assert_eq!(page, format!("{{\"items\":[{view}],\"next\":null}}"), "{}", party.code);
                    }
                    let page: Value = serde_json::from_str(&page).unwrap();
                    each(level, &page["items"][0], &serde_json::from_str(&view).unwrap());
                }
            }
        }
    }

    #[test]
    fn a_line_says_what_the_view_says_byte_for_byte() {
        let mut levels = BTreeSet::new();
        told(Fields::ALL, |level, line, view| {
            assert_eq!(line, view);
            levels.insert(level);
        });
        assert_eq!(levels.len(), 3, "{levels:?}");
    }

    #[test]
    fn of_what_is_seen_only_what_is_asked_for_is_told() {
        for member in Member::ALL {
            let mut times = 0;
            told(Fields::of(&[*member]), |_, line, view| {
                let (line, view) = (line.as_object().unwrap(), view.as_object().unwrap());
                let expected =
                    ["id", "level", member.name()].into_iter().filter(|name| view.contains_key(*name));
                assert_eq!(line.keys().map(String::as_str).collect::<BTreeSet<_>>(), expected.collect());
                assert!(line.iter().all(|(name, value)| view[name] == *value));
                times += usize::from(line.contains_key(member.name()));
            });
            assert!(times > 0, "{member:?} is told of no report here");
        }
    }

    #[test]
    fn pages_of_no_one_and_several_hold_together() {
        let (town, snapshot) = town();
        let actor = town.someone("sisab", Role::Member);
        let eyes = Eyes::of(actor.viewer);
        let scene = Scene::new(&snapshot, &eyes);
        let seen: Vec<_> =
            snapshot.reports.iter().filter_map(|row| view::report(&snapshot, &eyes, row)).collect();
        let page = |seen, next| {
            let page = scene.report_page(seen, next, &actor, Fields::ALL);
            serde_json::from_slice::<Value>(&page).unwrap()
        };
        assert_eq!(page(&[], None), serde_json::json!({ "items": [], "next": null }));
        let all = page(&seen, Some("abc"));
        assert_eq!((all["items"].as_array().unwrap().len(), &all["next"]), (seen.len(), &"abc".into()));
        assert!(seen.len() > 1);
    }
}
