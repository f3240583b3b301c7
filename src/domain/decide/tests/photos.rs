//! Whose photos there are, who sees them, and what takes them away.

use crate::domain::access::{Class, Role};
use crate::domain::command::{Actor, Command, NewPhoto, NewReport};
use crate::domain::erasure::Part;
use crate::domain::hex::Hex;
use crate::domain::ids::{AccountId, PhotoId, ReportId};
use crate::domain::photo::Rendition;
use crate::domain::record::Kind;
use crate::domain::retention::RuleName;
use crate::domain::settings::SettingName;
use crate::domain::testing::{Town, report_at};
use crate::domain::time::date_of;
use crate::domain::world::World;

fn per_report(most: Option<u32>, decision: Option<&str>) -> Command {
    Command::PutSetting {
        name: SettingName::PhotosPerReport,
        district: None,
        value: most,
        from: None,
        until: None,
        decision: decision.map(str::to_owned),
    }
}

pub fn add(report: ReportId) -> Command {
    let rendition = |side| Rendition { width: side, height: side, bytes: 900, sha256: Hex([1; 32]) };
    Command::AddPhoto(NewPhoto { report, object: Hex([2; 16]), large: rendition(64), small: rendition(32) })
}

fn remove(photo: PhotoId) -> Command {
    Command::RemovePhoto { photo, reason: "ett ansikte syns".into() }
}

/// Anna at `sisab`.
fn anna(town: &Town) -> Actor {
    Actor { account: Some(AccountId::from_bits(77)), ..town.someone("sisab", Role::Reporter) }
}

/// A town that takes two photos of each report, and Anna's report in it.
fn town() -> (Town, ReportId) {
    let mut town = Town::new();
    let administrator = town.administrator();
    town.when(&administrator, per_report(Some(2), Some("KS 2026/7"))).then_ok();
    let new = NewReport { text: Some("klotter på muren".into()), ..report_at(18.006, 59.3055) };
    let report = town.when(&anna(&town), Command::CreateReport(new)).then_report();
    (town, report)
}

fn photo(town: &mut Town, report: ReportId) -> PhotoId {
    let decision = town.when(&anna(town), add(report)).then_ok();
    PhotoId::from_bits(decision.about.unwrap().bits)
}

#[test]
fn photos_are_off_until_an_administrator_gives_the_decision() {
    let mut town = Town::new();
    let report = town.when(&anna(&town), Command::CreateReport(report_at(18.006, 59.3055))).then_report();
    town.when(&anna(&town), add(report)).then_refused("photos-off");
    let administrator = town.administrator();
    town.when(&administrator, per_report(Some(2), None)).then_refused("required");
    town.when(&town.coordinator("bromma"), per_report(Some(2), Some("KS 2026/7")))
        .then_refused("administrator_role");
    town.when(&administrator, per_report(Some(2), Some("KS 2026/7"))).then_ok();
    town.when(&anna(&town), add(report)).then_ok();
    town.when(&administrator, per_report(Some(0), None)).then_ok();
    town.when(&anna(&town), add(report)).then_refused("photos-off");
}

#[test]
fn only_those_who_reported_add_photos_and_no_more_than_were_decided() {
    let (mut town, report) = town();
    town.when(&town.someone("sisab", Role::Reader), add(report)).then_refused("reporter_role");
    town.when(&town.coordinator("slk"), add(report)).then_refused("not_the_origin");
    town.when(&town.coordinator("bostad"), add(report)).then_refused("not-there");
    let (one, two) = (photo(&mut town, report), photo(&mut town, report));
    assert_eq!(town.world.photos_of(report).len(), 2);
    town.when(&anna(&town), add(report)).then_refused("photos-full");
    town.when(&anna(&town), remove(one)).then_ok();
    photo(&mut town, report);
    assert!(town.world.photo(one).is_none() && town.world.photo(two).is_some());
}

#[test]
fn a_photo_is_its_origins_until_their_coordinator_has_checked_it() {
    let (mut town, report) = town();
    let photo = photo(&mut town, report);
    // The city sees all of the report, and nothing of the photo.
    for stranger in [town.coordinator("slk"), town.coordinator("bromma"), town.administrator()] {
        town.when(&stranger, Command::CheckPhoto(photo)).then_refused("not-there");
        town.when(&stranger, remove(photo)).then_refused("not-there");
    }
    town.when(&anna(&town), Command::CheckPhoto(photo)).then_refused("coordinator_role");
    let sisab = town.coordinator("sisab");
    town.when(&sisab, Command::CheckPhoto(photo)).then_ok();
    assert!(town.world.photo(photo).unwrap().is_checked());
    assert_eq!(town.when(&sisab, Command::CheckPhoto(photo)).then_ok().unchanged, 1);
    town.when(&town.coordinator("slk"), Command::CheckPhoto(photo)).then_refused("not_the_origin");
    town.when(&town.coordinator("slk"), remove(photo)).then_refused("not_the_origin");
    town.when(&anna(&town), remove(photo)).then_refused("not_the_origin");
    let administrator = town.administrator();
    town.when(&administrator, remove(photo)).then_ok();
    let gone = town.world.gone(photo.into()).unwrap();
    assert_eq!((gone.class, gone.decision.as_str()), (Class::Partner, "ett ansikte syns"));
}

#[test]
fn one_that_nobody_checked_leaves_a_trace_for_its_origin_alone() {
    let (mut town, report) = town();
    let photo = photo(&mut town, report);
    town.when(&anna(&town), remove(photo)).then_ok();
    let gone = town.world.gone(photo.into()).unwrap();
    assert_eq!((gone.class, gone.grants.len(), gone.place), (Class::Origin, 0, None));
}

#[test]
fn what_erases_a_reports_words_erases_its_photos() {
    for (part, stays) in
        [(Part::Reporter, true), (Part::Text, false), (Part::Content, false), (Part::FactsAndContent, false)]
    {
        let (mut town, report) = town();
        let photo = photo(&mut town, report);
        let erase =
            Command::Erase { thing: report.into(), part, counted: false, decision: "KS 2026/1".into() };
        let administrator = town.administrator();
        let decision = town.when(&administrator, erase).then_ok();
        assert_eq!(town.world.photo(photo).is_some(), stays, "{part:?}");
        assert_eq!(town.world.gone(photo.into()).is_some(), !stays, "{part:?}");
        let kinds: Vec<_> = decision.changes.iter().map(|change| change.record.key().kind).collect();
        assert_eq!(kinds.contains(&Kind::Photo), !stays, "{part:?}");
    }
}

#[test]
fn a_report_without_words_is_due_for_its_photos() {
    let (mut town, _) = town();
    let report = town.when(&anna(&town), Command::CreateReport(report_at(18.006, 59.3055))).then_report();
    let after = |town: &Town, months: i64| {
        let received = date_of(town.report(report).received_at);
        let today = received.checked_add(jiff::Span::new().months(months)).unwrap();
        RuleName::ReportText.due(&town.world, report.into(), 24, today)
    };
    assert_eq!(after(&town, 24), None, "there is nothing to erase");
    photo(&mut town, report);
    assert_eq!((after(&town, 23), after(&town, 24)), (None, Some(Part::Text)));
}

#[test]
fn a_photo_of_what_social_services_hold_is_checked_by_their_own_coordinator() {
    let (mut town, _) = town();
    let field = Actor { unit: Some("falt".into()), ..town.someone("bromma", Role::Reporter) };
    let report = town.when(&field, Command::CreateReport(report_at(18.006, 59.3055))).then_report();
    let added = town.when(&field, add(report)).then_ok();
    let photo = PhotoId::from_bits(added.about.unwrap().bits);
    town.when(&town.coordinator("bromma"), Command::CheckPhoto(photo)).then_refused("only_the_unit_widens");
    town.when(&town.coordinator_in("bromma", "falt"), Command::CheckPhoto(photo)).then_ok();
}
