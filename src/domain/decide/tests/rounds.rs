//! What a party walks, what it may say of it, and what is kept.

use crate::domain::access::{Class, Role};
use crate::domain::command::{
    Command, NewPlace, NewReport, PresenceDraft, RoundDraft, StopDraft, VisitDraft, WalkDraft,
};
use crate::domain::erasure::Part;
use crate::domain::ids::{PlaceId, PresenceId, RoundId, WalkId};
use crate::domain::place::Status;
use crate::domain::presence::Organisation;
use crate::domain::record::Kind;
use crate::domain::round::Found;
use crate::domain::testing::{Town, at, open_ground, place_on, report_at};
use crate::domain::world::World;
use jiff::{Span, Timestamp};

fn spot(label: &str) -> StopDraft {
    StopDraft { number: None, label: label.into(), position: Some(at(18.01, 59.31)), place: None, site: None }
}

fn on(place: PlaceId) -> StopDraft {
    StopDraft { place: Some(place), position: None, ..spot("Vid platsen") }
}

fn round_of(stops: Vec<StopDraft>) -> RoundDraft {
    RoundDraft { name: "Kvällsronden".into(), stops, ended: false }
}

fn made(town: &mut Town, party: &str, stops: Vec<StopDraft>) -> RoundId {
    let member = town.someone(party, Role::Member);
    RoundId::from_bits(town.when(&member, Command::AddRound(round_of(stops))).then_ok().about.unwrap().bits)
}

/// A walk that ended now.
fn walk(town: &Town, round: RoundId, found: &[(u32, Found)]) -> WalkDraft {
    let started_at = town.now - Span::new().hours(1);
    let visits = found.iter().map(|(stop, found)| VisitDraft { stop: *stop, at: town.now, found: *found });
    WalkDraft { round, started_at, ended_at: town.now, visits: visits.collect() }
}

fn walked(town: &mut Town, party: &str, draft: WalkDraft) -> WalkId {
    let reporter = town.someone(party, Role::Reporter);
    WalkId::from_bits(town.when(&reporter, Command::AddWalk(draft)).then_ok().about.unwrap().bits)
}

fn night_walk(town: &Town, place: PlaceId) -> PresenceDraft {
    PresenceDraft {
        place,
        presence_kind: "night_walk".into(),
        starts_at: town.now - Span::new().hours(10),
        ends_at: town.now - Span::new().hours(7),
        party: None,
        organisation_kind: Some("night_walkers".into()),
    }
}

/// A place that only its own party knows of.
fn secret(town: &mut Town) -> PlaceId {
    let report = NewReport { class: Some(Class::Origin), ..report_at(18.0125, 59.3085) };
    let report = town.given_this_report("bromma", report);
    let new = NewPlace { reports: vec![report], class: Some(Class::Origin), ..place_on(open_ground()) };
    town.when(&town.coordinator("bromma"), Command::CreatePlace(new)).then_place()
}

#[test]
fn members_keep_the_rounds_and_whoever_reports_walks_them() {
    let mut town = Town::new();
    for role in [Role::Reader, Role::Reporter, Role::Administrator] {
        let someone = town.someone("sisab", role);
        town.when(&someone, Command::AddRound(round_of(vec![spot("Trappan")]))).then_refused("member_role");
    }
    let round = made(&mut town, "sisab", vec![spot("Trappan"), spot("Gården")]);
    let draft = walk(&town, round, &[(1, Found::Nothing), (2, Found::Still)]);
    let reader = town.someone("sisab", Role::Reader);
    town.when(&reader, Command::AddWalk(draft.clone())).then_refused("reporter_role");
    let id = walked(&mut town, "sisab", draft);
    let walk = town.world.walk(id).unwrap();
    assert_eq!(
        walk.visits.iter().map(|visit| visit.found).collect::<Vec<_>>(),
        [Found::Nothing, Found::Still]
    );
    assert_eq!(town.world.walks_of(round), [id]);
}

#[test]
fn a_round_is_not_there_for_anybody_else() {
    let mut town = Town::new();
    let round = made(&mut town, "sisab", vec![spot("Trappan")]);
    let absent = RoundId::from_bits(round.bits() ^ 1);
    for party in ["slk", "bromma", "bostad", "vast"] {
        for role in Role::ALL {
            let someone = town.someone(party, role);
            let answer = |command: Command| town.clone().when(&someone, command).0.unwrap_err();
            let edit = |id| Command::EditRound(id, round_of(vec![spot("Trappan")]));
            assert_eq!(answer(edit(round)), answer(edit(absent)), "{party} {role:?}");
            let went = |id| Command::AddWalk(walk(&town, id, &[(1, Found::Nothing)]));
            assert_eq!(answer(went(round)), answer(went(absent)), "{party} {role:?}");
            let erase = |id: RoundId| Command::Erase {
                thing: id.into(),
                part: Part::FactsAndContent,
                counted: false,
                decision: "KS 2026/1".into(),
            };
            assert_eq!(answer(erase(round)), answer(erase(absent)), "{party} {role:?}");
        }
    }
}

#[test]
fn a_place_that_is_withheld_is_no_stop_and_none_that_is_not_there_either() {
    let mut town = Town::new();
    let place = secret(&mut town);
    let absent = PlaceId::from_bits(place.bits() ^ 1);
    let sisab = town.someone("sisab", Role::Member);
    for stops in [vec![on(place)], vec![spot("Trappan"), on(place)]] {
        let others = stops.iter().map(|stop| StopDraft { place: stop.place.map(|_| absent), ..stop.clone() });
        let others = round_of(others.collect());
        let there = town.clone().when(&sisab, Command::AddRound(round_of(stops))).0.unwrap_err();
        assert_eq!(there, town.clone().when(&sisab, Command::AddRound(others)).0.unwrap_err());
    }
}

#[test]
fn a_stop_keeps_its_number_and_one_that_went_is_not_given_again() {
    let mut town = Town::new();
    let round = made(&mut town, "sisab", vec![spot("Trappan"), spot("Gården")]);
    let member = town.someone("sisab", Role::Member);
    let kept = StopDraft { number: Some(2), ..spot("Skolgården") };
    let draft = round_of(vec![spot("Grinden"), kept.clone()]);
    town.when(&member, Command::EditRound(round, draft)).then_ok();
    let numbers: Vec<_> = town.world.round(round).unwrap().stops.iter().map(|stop| stop.number).collect();
    assert_eq!(numbers, [3, 2]);
    // The walk that somebody was on when the list changed has been all the same.
    let draft = walk(&town, round, &[(1, Found::Nothing), (2, Found::Nothing)]);
    walked(&mut town, "sisab", draft);
    for (stops, word) in [
        (vec![StopDraft { number: Some(1), ..spot("Trappan") }], "unknown_stop"),
        (vec![kept.clone(), kept], "twice"),
        (vec![], "required"),
        (vec![StopDraft { position: None, ..spot("Någonstans") }], "required"),
        (vec![spot("ring 070-123 45 67")], "phone_number"),
        ((0..61).map(|_| spot("Trappan")).collect(), "too_many"),
    ] {
        town.when(&member, Command::EditRound(round, round_of(stops))).then_refused(word);
    }
}

#[test]
fn a_walk_has_been_and_looked_at_stops_of_the_round() {
    let mut town = Town::new();
    let round = made(&mut town, "sisab", vec![spot("Trappan"), spot("Gården")]);
    let reporter = town.someone("sisab", Role::Reporter);
    let good = walk(&town, round, &[(1, Found::Nothing)]);
    let ahead = town.now + Span::new().hours(1);
    let at = |draft: &WalkDraft, at: Timestamp| VisitDraft { at, ..draft.visits[0] };
    for (draft, word) in [
        (WalkDraft { visits: vec![], ..good.clone() }, "required"),
        (walk(&town, round, &[(3, Found::Nothing)]), "unknown_stop"),
        (walk(&town, round, &[(0, Found::Nothing)]), "unknown_stop"),
        (walk(&town, round, &[(1, Found::Nothing), (1, Found::Gone)]), "twice"),
        (WalkDraft { ended_at: ahead, ..good.clone() }, "in_the_future"),
        (WalkDraft { started_at: town.now - Span::new().hours(25), ..good.clone() }, "out_of_range"),
        (
            WalkDraft { visits: vec![at(&good, town.now - Span::new().hours(2))], ..good.clone() },
            "out_of_range",
        ),
    ] {
        town.when(&reporter, Command::AddWalk(draft)).then_refused(word);
    }
    let ends_first = WalkDraft { started_at: town.now, ended_at: good.started_at, ..good };
    let words = town.when(&reporter, Command::AddWalk(ends_first)).words();
    assert!(words.contains(&"before_start"), "{words:?}");
}

#[test]
fn a_visit_is_to_the_place_as_it_lives_on_for_as_long_as_the_party_sees_it() {
    let mut town = Town::new();
    let (place, into) = (town.given_place(open_ground()), town.given_place(open_ground()));
    let round = made(&mut town, "slk", vec![on(place)]);
    let visited = |town: &Town, id| town.world.walk(id).unwrap().visits[0].place;
    let draft = walk(&town, round, &[(1, Found::Still)]);
    let first = walked(&mut town, "slk", draft);
    assert_eq!(visited(&town, first), Some(place));
    let slk = town.coordinator("slk");
    town.when(&slk, super::merge(place, into)).then_ok();
    let draft = walk(&town, round, &[(1, Found::Still)]);
    let second = walked(&mut town, "slk", draft);
    assert_eq!(visited(&town, second), Some(into));
}

#[test]
fn a_round_is_erased_with_its_walks() {
    let mut town = Town::new();
    let round = made(&mut town, "sisab", vec![spot("Trappan")]);
    let draft = walk(&town, round, &[(1, Found::Nothing)]);
    let walk = walked(&mut town, "sisab", draft);
    let erase =
        |part| Command::Erase { thing: round.into(), part, counted: false, decision: "KS 2026/1".into() };
    let sisab = town.coordinator("sisab");
    town.when(&sisab, erase(Part::Text)).then_refused("no_such_part");
    town.when(&town.someone("sisab", Role::Member), erase(Part::FactsAndContent))
        .then_refused("not_the_origin");
    town.when(&sisab, erase(Part::FactsAndContent)).then_ok();
    assert!(town.world.round(round).is_none() && town.world.walk(walk).is_none());
    let gone = town.world.gone(walk.into()).unwrap();
    assert_eq!((gone.class, gone.grants.len()), (Class::Origin, 0));
}

#[test]
fn presence_is_what_has_been_and_whose_but_never_who() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    let bromma = town.someone("bromma", Role::Reporter);
    let good = night_walk(&town, place);
    let none = PresenceDraft { organisation_kind: None, ..good.clone() };
    for (draft, word) in [
        (PresenceDraft { ends_at: town.now + Span::new().hours(1), ..good.clone() }, "in_the_future"),
        (PresenceDraft { ends_at: good.starts_at, ..good.clone() }, "before_start"),
        (PresenceDraft { starts_at: town.now - Span::new().hours(40), ..good.clone() }, "out_of_range"),
        (PresenceDraft { party: Some("sisab".into()), ..good.clone() }, "only_one"),
        (PresenceDraft { party: Some("x".into()), ..none.clone() }, "unknown_party"),
        (PresenceDraft { presence_kind: "Kalle".into(), ..good.clone() }, "unknown_code"),
        (PresenceDraft { organisation_kind: Some("Kalle".into()), ..good.clone() }, "unknown_code"),
        (none, "required"),
    ] {
        town.when(&bromma, Command::AddPresence(draft)).then_refused(word);
    }
    let reader = town.someone("bromma", Role::Reader);
    town.when(&reader, Command::AddPresence(good.clone())).then_refused("reporter_role");
    let done = town.when(&bromma, Command::AddPresence(good)).then_ok();
    let presence = town.world.presence(PresenceId::from_bits(done.about.unwrap().bits)).unwrap();
    assert_eq!(presence.by, Organisation::Kind("night_walkers".into()));
}

#[test]
fn who_wrote_a_presence_takes_it_back_and_nobody_else() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    let draft = Command::AddPresence(night_walk(&town, place));
    let bromma = town.someone("bromma", Role::Reporter);
    let done = town.when(&bromma, draft).then_ok();
    let id = PresenceId::from_bits(done.about.unwrap().bits);
    town.when(&town.coordinator("slk"), Command::WithdrawPresence(id)).then_refused("not_the_origin");
    town.when(&town.coordinator("bostad"), Command::WithdrawPresence(id)).then_refused("not-there");
    town.when(&bromma, Command::WithdrawPresence(id)).then_ok();
    assert_eq!(town.when(&bromma, Command::WithdrawPresence(id)).then_ok().unchanged, 1);
}

#[test]
fn a_presence_goes_with_its_place() {
    let mut town = Town::new();
    let place = town.given_place_at(open_ground(), Status::Dormant);
    let bromma = town.someone("bromma", Role::Reporter);
    let draft = Command::AddPresence(night_walk(&town, place));
    let done = town.when(&bromma, draft).then_ok();
    let presence = PresenceId::from_bits(done.about.unwrap().bits);
    let erase = Command::Erase {
        thing: place.into(),
        part: Part::FactsAndContent,
        counted: false,
        decision: "KS 2026/1".into(),
    };
    let administrator = town.administrator();
    let decision = town.when(&administrator, erase).then_ok();
    assert!(decision.changes.iter().any(|change| change.record.key().kind == Kind::Presence));
    assert!(town.world.presence(presence).is_none() && town.world.gone(presence.into()).is_some());
}
