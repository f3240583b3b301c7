//! Whoever sees more of something than before is written down in it, and nobody else is: on random days, whatever is done.

use crate::domain::access::{Asking, Audience, Level, Sight, Viewer, see, see_photo, see_report};
use crate::domain::command::{Actor, Command};
use crate::domain::decide::{Decision, Fresh, decide};
use crate::domain::disclosure::{Act, Disclosure};
use crate::domain::ids::{PartyId, PhotoId, PlaceId, ReportId};
use crate::domain::record::{Key, Kind, Record};
use crate::domain::refusal::Refusal;
use crate::domain::report::Report;
use crate::domain::settings::SettingName;
use crate::domain::testing::{PlainWorld, Town, days};
use crate::domain::world::World;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::BTreeSet;

/// What has receivers that see less than before, or saw as much: a sheet is given out to who sees the place anyway.
const TELLS_OF_THE_OUTSIDE: [Act; 2] = [Act::Sheet, Act::File];

fn readers(world: &PlainWorld) -> Vec<Viewer> {
    use crate::domain::access::Role;
    world.all_parties().map(|p| Viewer { party: p.id, kind: p.kind, role: Role::Reader }).collect()
}

fn place_of(world: &PlainWorld, id: Option<PlaceId>) -> Option<Audience> {
    let place = world.place(id?)?;
    Some(Audience::new(place.class, place.origin, &place.grants))
}

/// The place, where those whom a report comes from see all of it.
fn open_place_of(world: &PlainWorld, report: &Report) -> Option<Audience> {
    let origin = readers(world).into_iter().find(|reader| reader.party == report.origin)?;
    let place = place_of(world, report.place)?;
    (see(&origin, &place, Asking::Anywhere).level() == Some(Level::Full)).then_some(place)
}

/// What a party sees of a thing: as it is, or as far as its origin may know of it.
fn level(world: &PlainWorld, key: Key, viewer: &Viewer, is_known: bool) -> Option<Level> {
    let of_report = |report: &Report| {
        let own = Audience::new(report.class, report.origin, &report.grants);
        let around = if is_known { open_place_of(world, report) } else { place_of(world, report.place) };
        see_report(viewer, &own, around.as_ref())
    };
    let sight: Sight = match key.kind {
        Kind::Place => see(viewer, &place_of(world, Some(PlaceId::from_bits(key.bits)))?, Asking::Anywhere),
        Kind::Report => of_report(&*world.report(ReportId::from_bits(key.bits))?),
        _ => {
            let photo = world.photo(PhotoId::from_bits(key.bits))?;
            let report = world.report(photo.report)?;
            see_photo(viewer, photo.origin, photo.is_checked(), of_report(&report))
        }
    };
    sight.level()
}

/// What of a thing was seen before: of a part, as much as of the whole; of what took others over, as much as of each.
fn level_before((before, after): (&PlainWorld, &PlainWorld), key: Key, viewer: &Viewer) -> Option<Level> {
    let was = |key| level(before, key, viewer, false);
    if key.kind != Kind::Place {
        return was(key);
    }
    let id = PlaceId::from_bits(key.bits);
    let place = after.place(id).unwrap();
    let Some(known) = before.place(id) else { return place.split_from.and_then(|whole| was(whole.into())) };
    let new = place.merged_from.iter().filter(|from| !known.merged_from.contains(from));
    new.map(|from| was((*from).into())).fold(was(key), Ord::min)
}

/// Whether a thing was there, or is a part of one that was.
fn was_there((before, after): (&PlainWorld, &PlainWorld), key: Key) -> bool {
    let part = || after.place(PlaceId::from_bits(key.bits)).is_some_and(|place| place.split_from.is_some());
    before.records.contains_key(&key) || (key.kind == Kind::Place && part())
}

/// The lines that a thing's present version wrote.
fn lines(world: &PlainWorld, key: Key) -> Vec<Disclosure> {
    let (version, all) = match key.kind {
        Kind::Place => {
            let place = world.place(PlaceId::from_bits(key.bits)).unwrap();
            (place.version, place.disclosures.clone())
        }
        Kind::Report => {
            let report = world.report(ReportId::from_bits(key.bits)).unwrap();
            (report.version, report.disclosures.clone())
        }
        _ => {
            let photo = world.photo(PhotoId::from_bits(key.bits)).unwrap();
            (photo.version, photo.disclosures.clone())
        }
    };
    all.into_iter().filter(|line| line.version == version).collect()
}

/// A thing, and what it is seen through: a report's place, a photo's report and its place.
fn and_around(world: &PlainWorld, key: Key) -> Vec<Key> {
    let place = |report: ReportId| world.report(report).and_then(|report| report.place).map(Key::from);
    match key.kind {
        Kind::Place => vec![key],
        Kind::Report => [Some(key), place(ReportId::from_bits(key.bits))].into_iter().flatten().collect(),
        _ => {
            let report = world.photo(PhotoId::from_bits(key.bits)).unwrap().report;
            [Some(key), Some(report.into()), place(report)].into_iter().flatten().collect()
        }
    }
}

fn things(world: &PlainWorld) -> Vec<Key> {
    let places = world.all_places().map(|place| place.id.into());
    let reports = world.all_reports().map(|report| report.id.into());
    places.chain(reports).chain(world.all_photos().map(|photo| photo.id.into())).collect()
}

/// Every widening has its line. What follows from the city's own data is none: nobody acted on the thing.
fn check_told(worlds: (&PlainWorld, &PlainWorld), decision: &Decision) {
    let (before, after) = worlds;
    let is_thing = |record: &Record| matches!(record.key().kind, Kind::Place | Kind::Report | Kind::Photo);
    let asked: BTreeSet<Key> = decision.asked().iter().map(|change| change.record.key()).collect();
    if !decision.asked().iter().any(|change| is_thing(&change.record)) {
        return;
    }
    for key in things(after).into_iter().filter(|key| was_there(worlds, *key)) {
        for viewer in readers(before) {
            let now = level(after, key, &viewer, false);
            if now <= level_before(worlds, key, &viewer) {
                continue;
            }
            let told = and_around(after, key).into_iter().filter(|key| asked.contains(key));
            let told: Vec<_> = told.flat_map(|key| lines(after, key)).collect();
            let names = |line: &Disclosure| {
                line.to.iter().any(|to| to.party == viewer.party && Some(to.level) >= now)
            };
            let verbs: Vec<_> = decision.asked().iter().map(|c| (c.verb, c.record.key())).collect();
            assert!(told.iter().any(names), "{viewer:?} sees {key:?} at {now:?}: {told:?} after {verbs:?}");
        }
    }
}

/// No line without a widening, and none that tells a thing's origin who has a share in a place that it does not see.
fn check_true(worlds: (&PlainWorld, &PlainWorld), decision: &Decision, acts: &mut BTreeSet<&'static str>) {
    let (before, after) = worlds;
    let changed = decision.asked().iter().map(|change| change.record.key());
    let changed = changed.filter(|key| matches!(key.kind, Kind::Place | Kind::Report | Kind::Photo));
    for key in changed.filter(|key| after.records.contains_key(key)) {
        for line in lines(after, key) {
            acts.insert(line.act.code());
            assert!(line.ground.is_some() || !line.to.is_empty(), "a line that says nothing: {line:?}");
            let to = line.to.iter().filter(|_| !TELLS_OF_THE_OUTSIDE.contains(&line.act));
            for to in to {
                let viewer = readers(after).into_iter().find(|reader| reader.party == to.party).unwrap();
                let is_known = line.through.is_none();
                assert!(level(after, key, &viewer, is_known) >= Some(to.level), "{key:?} {line:?}");
                let was = match is_known && key.kind != Kind::Place {
                    true => level(before, key, &viewer, true),
                    false => level_before(worlds, key, &viewer),
                };
                assert!(was < Some(to.level), "{to:?} saw {key:?} at {was:?} before: {line:?}");
            }
            if let Some(through) = line.through {
                assert!(and_around(after, key).contains(&through.into()));
            }
        }
    }
}

fn decided(
    town: &Town,
    (actor, expected, command): &(Actor, Option<u32>, Command),
    number: u64,
) -> Result<Decision, Refusal> {
    let mut id = number << 20;
    let mut random = || {
        id += 1;
        id
    };
    let mut fresh = Fresh { now: town.now, random: &mut random };
    decide(&town.world, actor, *expected, command, &mut fresh)
}

/// A town that takes photos.
fn town() -> Town {
    let mut town = Town::lived_in();
    let photos = Command::PutSetting {
        name: SettingName::PhotosPerReport,
        district: None,
        value: Some(8),
        from: None,
        until: None,
        decision: Some("KS 2026/7".into()),
    };
    let administrator = town.administrator();
    town.when(&administrator, photos).then_ok();
    town
}

/// A day, and the acts that were written down in it.
fn lived(steps: Vec<crate::domain::testing::Step>) -> BTreeSet<&'static str> {
    let (mut town, mut acts) = (town(), BTreeSet::new());
    for (number, step) in (1..).zip(steps) {
        let asked = step.taken_in(&mut town);
        let Ok(decision) = decided(&town, &asked, number) else { continue };
        let before = town.world.clone();
        decision.changes.iter().for_each(|change| town.world.apply(change.record.clone()));
        check_told((&before, &town.world), &decision);
        check_true((&before, &town.world), &decision, &mut acts);
    }
    acts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn whoever_sees_more_is_written_down_and_nobody_else_is(steps in days(60)) {
        lived(steps);
    }
}

#[test]
fn every_act_that_hands_something_on_is_met_on_random_days() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut acts = BTreeSet::new();
    for _ in 0..400 {
        if acts.len() == Act::ALL.len() {
            return;
        }
        acts.extend(lived(days(60).new_tree(&mut runner).unwrap().current()));
    }
    let missing: Vec<_> = Act::ALL.into_iter().map(Act::code).filter(|act| !acts.contains(act)).collect();
    assert!(missing.is_empty(), "never done, and so never proved: {missing:?}");
}

/// A report of a company's, at a place that the company does not see.
fn at_anothers_place(town: &mut Town) -> (ReportId, PlaceId) {
    use crate::domain::testing::open_ground;
    let place = town.given_place(open_ground());
    let report = town.given_report("sisab", 18.0125, 59.3085);
    (report, place)
}

#[test]
fn a_report_that_is_put_to_a_place_its_origin_does_not_see_is_told_apart() {
    use crate::domain::report::Outcome;
    let mut town = town();
    let (report, place) = at_anothers_place(&mut town);
    let bromma = town.coordinator("bromma");
    // A neighbour of the place who hears of the report by it.
    let confirm =
        Command::SetPlaceParty { place, party: "trafik".into(), level: Some(Level::Full), ground: None };
    town.when(&bromma, confirm).then_ok();
    let link = Command::TriageReport { report, outcome: Outcome::Linked, place: Some(place), reason: None };
    town.when(&bromma, link).then_ok();
    let held = town.report(report);
    let trafik: PartyId = town.party("trafik");
    let of_trafik = held.disclosures.iter().find(|line| line.to.iter().any(|to| to.party == trafik));
    let line = of_trafik.expect("it sees the report by the place");
    assert_eq!((line.act, line.through, line.version), (Act::Linked, Some(place), held.version));
}

#[test]
fn a_photo_that_shows_nobody_is_handed_to_who_sees_all_of_its_report() {
    let mut town = town();
    let report = town.given_report("sisab", 18.006, 59.3055);
    let sisab = town.coordinator("sisab");
    let photo = town.when(&sisab, super::photos::add(report)).then_ok().about.unwrap();
    let photo = PhotoId::from_bits(photo.bits);
    assert!(town.world.photo(photo).unwrap().disclosures.is_empty());
    town.when(&sisab, Command::CheckPhoto(photo)).then_ok();
    let held = town.world.photo(photo).unwrap();
    let [line] = &held.disclosures[..] else { panic!("{:?}", held.disclosures) };
    assert_eq!((line.act, line.version, line.at), (Act::Photo, held.version, town.now));
    let receivers: BTreeSet<_> = line.to.iter().map(|to| (to.party, to.level)).collect();
    let expected = ["bromma", "slk", "vast"].map(|code| (town.party(code), Level::Full));
    assert_eq!(receivers, BTreeSet::from(expected));
}
