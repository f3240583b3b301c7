//! Reports in a list: what [`ReportView`](super::report::ReportView) says, written straight from the records.
//!
//! A page may have a thousand of them. A view owns its texts, some twenty for each report, and copying them costs several
//! times what finding the page does. What a level shows is decided here as there; a test holds the two together.

use super::report::{ReportStatus, is_mine};
use super::{Position, Scene, Time};
use crate::domain::access::{Asking, Grant, GrantReason, Level};
use crate::domain::command::Actor;
use crate::domain::ids::{AreaId, PartyId, PlaceId, crockford_ascii};
use crate::domain::place::Status;
use crate::domain::report::Report;
use crate::index::audiences::Seen;
use crate::index::table::Row;
use crate::index::view;
use crate::index::view::filter::shown_position;
use serde::ser::{SerializeMap, Serializer};
use serde::{Serialize, ser};

/// A report in a list, as a viewer sees it.
pub struct ReportLine<'a> {
    scene: &'a Scene<'a>,
    seen: &'a Seen<&'a Row<Report>>,
    actor: &'a Actor,
}

impl<'a> Scene<'a> {
    /// A report of a list, as this viewer sees it.
    #[must_use]
    pub fn report_line(&'a self, seen: &'a Seen<&'a Row<Report>>, actor: &'a Actor) -> ReportLine<'a> {
        ReportLine { scene: self, seen, actor }
    }

    fn party_name(&self, id: PartyId) -> PartyName<'a> {
        match self.snapshot.reference.parties.get(id) {
            Some(party) => PartyName { code: &party.code, name: &party.name },
            // Only the system has no party.
            None => PartyName { code: "", name: "Samplats" },
        }
    }

    fn area_name(&self, id: AreaId) -> Option<AreaName<'a>> {
        let area = self.snapshot.reference.areas.get(id)?;
        Some(AreaName { id: Id(id.bits()), code: area.code.as_deref(), name: &area.name })
    }

    fn place_name(&self, id: PlaceId) -> Option<PlaceName<'a>> {
        let row = self.snapshot.places.get(id.bits())?;
        let seen = view::place(self.eyes, row, Asking::Anywhere).filter(Seen::summary)?;
        let place = &seen.thing.held.record;
        Some(PlaceName { id: Id(id.bits()), name: &place.name, status: place.status })
    }
}

impl Serialize for ReportLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = &self.seen.thing.held.record;
        let mut members = serializer.serialize_map(None)?;
        members.serialize_entry("id", &Id(report.id.bits()))?;
        members.serialize_entry("level", &self.seen.level)?;
        if let Some(reason) = self.seen.reason {
            members.serialize_entry("withheld", &reason)?;
        }
        let mut position = Position::from(shown_position(report, self.seen.summary()));
        position.accuracy_m = report.accuracy_m.filter(|_| self.seen.summary());
        members.serialize_entry("position", &position)?;
        members.serialize_entry("district", &report.district.and_then(|id| self.scene.area_name(id)))?;
        members.serialize_entry("outside_districts", &(report.district.is_none() && !report.is_vague()))?;
        if self.seen.summary() {
            self.summary(report, &mut members)?;
        }
        if self.seen.full() {
            self.full(report, &mut members)?;
        }
        members.end()
    }
}

impl ReportLine<'_> {
    fn summary<M: SerializeMap>(&self, report: &Report, members: &mut M) -> Result<(), M::Error> {
        let status = if report.outcome.is_some() { ReportStatus::Triaged } else { ReportStatus::Received };
        members.serialize_entry("status", &status)?;
        if let Some(outcome) = report.outcome {
            members.serialize_entry("outcome", &outcome)?;
        }
        members.serialize_entry("observed_at", &Time(report.observed_at))?;
        members.serialize_entry("observed_precision", report.observed_precision.code())?;
        members.serialize_entry("received_at", &Time(report.received_at))?;
        members.serialize_entry("problem_types", &report.problem_types)?;
        members.serialize_entry("sighting", &report.sighting)?;
        members.serialize_entry("source", &report.source)?;
        if let Some(place) = report.place.and_then(|id| self.scene.place_name(id)) {
            members.serialize_entry("place", &place)?;
        }
        Ok(())
    }

    fn full<M: SerializeMap>(&self, report: &Report, members: &mut M) -> Result<(), M::Error> {
        if let Some(band) = &report.count_band {
            members.serialize_entry("count_band", band)?;
        }
        if let Some(text) = report.text() {
            members.serialize_entry("text", text)?;
        }
        if !report.answers.is_empty() {
            members.serialize_entry("answers", &report.answers)?;
        }
        members.serialize_entry("origin", &self.scene.party_name(report.origin))?;
        members.serialize_entry("class", &report.class)?;
        members.serialize_entry("parties", &Parties { scene: self.scene, grants: &report.grants })?;
        if let Some(reason) = report.content.as_ref().and_then(|content| content.reason.as_ref()) {
            members.serialize_entry("reason", reason)?;
        }
        members.serialize_entry("mine", &is_mine(report, self.actor))
    }
}

/// With whom a report is shared, by the parties' codes.
struct Parties<'a> {
    scene: &'a Scene<'a>,
    grants: &'a [Grant],
}

impl Serialize for Parties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let party = |grant: &Grant| ThingPartyLine {
            party: self.scene.party_name(grant.party),
            level: grant.level,
            why: grant.why,
        };
        let mut parties: Vec<_> = self.grants.iter().map(party).collect();
        parties.sort_by(|a, b| a.party.code.cmp(b.party.code));
        serializer.collect_seq(parties)
    }
}

#[derive(Serialize)]
struct ThingPartyLine<'a> {
    party: PartyName<'a>,
    level: Level,
    why: GrantReason,
}

#[derive(Serialize)]
struct PartyName<'a> {
    code: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct AreaName<'a> {
    id: Id,
    code: Option<&'a str>,
    name: &'a str,
}

#[derive(Serialize)]
struct PlaceName<'a> {
    id: Id,
    name: &'a str,
    status: Status,
}

/// An id as it is written.
struct Id(u64);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ascii = crockford_ascii(self.0);
        let text = std::str::from_utf8(&ascii).map_err(ser::Error::custom)?;
        serializer.serialize_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::{Class, Role};
    use crate::domain::ids::{AccountId, ReportId};
    use crate::domain::party::Party;
    use crate::domain::record::{Record, Versioned};
    use crate::domain::report::{ObservedPrecision, Outcome, ReportContent};
    use crate::domain::testing::Town;
    use crate::domain::world::{Held, World};
    use crate::index::audiences::Eyes;
    use crate::index::quarantine::Quarantine;
    use crate::index::snapshot::Snapshot;
    use crate::index::view;
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
            problem_types: vec!["vandalism".into(), "graffiti".into()],
            observed_precision: ObservedPrecision::Day,
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
        let snapshot = Snapshot::build(1, [0; 32], records, Quarantine::default());
        (town, snapshot)
    }

    #[test]
    fn a_line_says_what_the_view_says_byte_for_byte() {
        let (town, snapshot) = town();
        let mut levels = BTreeSet::new();
        for party in town.world.parties() {
            for account in [None, Some(AccountId::from_bits(5))] {
                let actor = Actor { account, ..town.someone(&party.code, Role::Member) };
                let eyes = Eyes::of(actor.viewer);
                let scene = Scene::new(&snapshot, &eyes);
                for seen in snapshot.reports.iter().filter_map(|row| view::report(&snapshot, &eyes, row)) {
                    let line = serde_json::to_string(&scene.report_line(&seen, &actor)).unwrap();
                    let view = serde_json::to_string(&scene.report(&seen, &actor)).unwrap();
                    assert_eq!(line, view, "{}", party.code);
                    levels.insert(seen.level);
                }
            }
        }
        assert_eq!(levels.len(), 3, "{levels:?}");
    }
}
