use super::{accept, accept_for, confirm, decline, granted, hand_over, propose, status};
use crate::domain::access::{GrantReason, Level, Role};
use crate::domain::command::{Actor, Command, OnBehalfOf};
use crate::domain::coordination::{Because, Escalation, Stage, Turn};
use crate::domain::ids::PlaceId;
use crate::domain::place::Status;
use crate::domain::settings::SettingName;
use crate::domain::testing::{Town, club_ground, open_ground, place_on, school_yard};
use crate::domain::time::working_days_after;
use jiff::{Span, Timestamp};

fn nobody(town: &Town) -> Actor {
    town.administrator()
}

fn deadline(town: &Town, place: PlaceId) -> Timestamp {
    town.place(place).coordination.deadline().unwrap()
}

fn expire(town: &mut Town, place: PlaceId, deadline: Timestamp) -> crate::domain::testing::Outcome {
    let system = nobody(town);
    town.when(&system, Command::Expire { place, deadline })
}

fn turns(town: &Town, place: PlaceId) -> Vec<Turn> {
    town.place(place).coordination.past.iter().map(|past| past.turn).collect()
}

#[test]
fn the_asked_says_yes_and_holds_the_place() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let sisab = town.coordinator("sisab");
    town.wait(Span::new().hours(5));
    town.when(&sisab, accept(place)).then_ok();
    let holder = town.place(place).coordination.holder.clone();
    assert_eq!((holder.party, holder.since, holder.ad_interim), (sisab.viewer.party, town.now, false));
    assert_eq!(holder.function, "förvaltare");
    assert_eq!(turns(&town, place), [Turn::HeldAdInterim, Turn::Proposed, Turn::Accepted]);
    assert_eq!(
        granted(&town.place(place), sisab.viewer.party),
        Some((Level::Full, GrantReason::Coordinator))
    );
    town.when(&sisab, accept(place)).then_refused("nothing-to-accept");
}

#[test]
fn only_a_coordinator_answers_for_its_party() {
    for role in [Role::Reader, Role::Reporter, Role::Member, Role::Administrator] {
        let mut town = Town::new();
        let place = town.given_place(school_yard());
        let someone = town.someone("sisab", role);
        for command in [accept(place), decline(place, None), propose(place, "bromma")] {
            town.when(&someone, command).then_refused("coordinator_role");
        }
        town.when(&someone, hand_over(place, "bostad")).then_refused("not_the_holder");
    }
}

#[test]
fn a_place_that_nobody_is_asked_about_can_be_taken_by_any_full_party() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let (vast, sisab, bromma) =
        (town.coordinator("vast"), town.coordinator("sisab"), town.coordinator("bromma"));
    town.when(&vast, accept(place)).then_refused("another-is-asked");
    town.when(&sisab, decline(place, None)).then_ok();
    town.when(&vast, accept(place)).then_ok();
    assert_eq!((town.holder(place).as_str(), town.asked(place)), ("vast", None));
    assert_eq!(turns(&town, place).last(), Some(&Turn::Volunteered));
    town.when(&bromma, accept(place)).then_refused("nothing-to-accept");
}

/// Who takes a place that another party is asked about, also once the question has gone to a group.
#[test]
fn only_the_district_takes_a_place_from_under_a_question_and_the_asked_reads_that_it_did() {
    for escalated in [false, true] {
        for (party, takes) in [("bromma", true), ("slk", false), ("vast", false), ("bostad", false)] {
            let mut town = Town::new();
            let place = town.given_place(school_yard());
            let slk = town.coordinator("slk");
            town.when(&slk, confirm(place, "bostad", Some(Level::Full))).then_ok();
            if escalated {
                town.now = deadline(&town, place);
                let due = town.now;
                expire(&mut town, place, due).then_ok();
            }
            let before = town.place(place).coordination.clone();
            let someone = town.coordinator(party);
            let outcome = town.when(&someone, accept(place));
            if !takes {
                outcome.then_refused("another-is-asked");
                assert_eq!(town.place(place).coordination, before, "{party}");
                continue;
            }
            outcome.then_ok();
            let past = town.place(place).coordination.past.clone();
            let [.., withdrawn, taken] = past.as_slice() else { panic!() };
            assert_eq!((withdrawn.turn, withdrawn.party), (Turn::Withdrawn, town.party("sisab")));
            assert_eq!((taken.turn, taken.party), (Turn::Volunteered, someone.viewer.party));
        }
    }
}

#[test]
fn asking_another_takes_the_question_back_from_the_one_before() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let bromma = town.coordinator("bromma");
    town.when(&bromma, propose(place, "sisab")).then_ok();
    assert_eq!(turns(&town, place)[1..], [Turn::Proposed, Turn::Proposed], "asked anew, not taken back");
    town.when(&bromma, propose(place, "trafik")).then_ok();
    assert_eq!(turns(&town, place)[3..], [Turn::Withdrawn, Turn::Proposed]);
    assert_eq!(town.place(place).coordination.past[3].party, town.party("sisab"));
}

#[test]
fn the_police_are_never_asked() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let bromma = town.coordinator("bromma");
    town.when(&bromma, propose(place, "vast")).then_refused("police_never_asked");
    town.when(&bromma, hand_over(place, "vast")).then_refused("police_never_asked");
}

#[test]
fn a_no_leaves_the_holder_and_names_another() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let sisab = town.coordinator("sisab");
    let silent = Command::Decline { place, reason: String::new(), suggested: None, on_behalf_of: None };
    town.when(&sisab, silent).then_refused("required");
    town.when(&sisab, decline(place, Some("nobody"))).then_refused("unknown_party");
    town.when(&sisab, decline(place, Some("trafik"))).then_ok();
    let held = town.place(place);
    let Stage::Declined { suggested, deadline, at, .. } = &held.coordination.stage else { panic!() };
    assert_eq!((*suggested, *at), (Some(town.party("trafik")), town.now));
    assert_eq!(*deadline, working_days_after(town.now, 10));
    assert_eq!(town.holder(place), "bromma");
    town.when(&sisab, decline(place, None)).then_refused("not_a_full_party");
    let bromma = town.coordinator("bromma");
    town.when(&bromma, propose(place, "trafik")).then_ok();
    assert_eq!(town.asked(place).as_deref(), Some("trafik"));
}

#[test]
fn whoever_was_not_asked_cannot_decline() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let bromma = town.coordinator("bromma");
    town.when(&bromma, decline(place, None)).then_refused("nothing-to-decline");
}

#[test]
fn a_holder_that_hands_over_holds_until_the_other_has_accepted() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let sisab = town.coordinator("sisab");
    let bostad = town.coordinator("bostad");
    town.when(&sisab, hand_over(place, "bostad")).then_refused("not_the_holder");
    town.when(&sisab, accept(place)).then_ok();
    town.when(&sisab, hand_over(place, "sisab")).then_refused("holds_already");
    town.when(&sisab, hand_over(place, "bostad")).then_ok();
    let held = town.place(place);
    assert_eq!((town.holder(place).as_str(), town.asked(place).as_deref()), ("sisab", Some("bostad")));
    assert!(!held.coordination.holder.ad_interim);
    assert_eq!(held.coordination.open_proposal().unwrap().because, Because::HandedOver);
    // The district cannot take what has a coordinator.
    let bromma = town.coordinator("bromma");
    town.when(&bromma, accept(place)).then_refused("nothing-to-accept");
    town.when(&bostad, accept(place)).then_ok();
    assert_eq!(town.holder(place), "bostad");
    let held = town.place(place);
    assert_eq!(granted(&held, sisab.viewer.party), Some((Level::Summary, GrantReason::Manager)));
}

#[test]
fn a_hand_over_that_is_declined_leaves_everything_with_the_holder() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let (sisab, bostad) = (town.coordinator("sisab"), town.coordinator("bostad"));
    town.when(&sisab, accept(place)).then_ok();
    town.when(&sisab, hand_over(place, "bostad")).then_ok();
    town.when(&bostad, decline(place, None)).then_ok();
    assert_eq!(town.holder(place), "sisab");
    assert!(!town.place(place).coordination.holder.ad_interim);
}

#[test]
fn a_party_without_log_in_answers_through_the_district() {
    let mut town = Town::new();
    let place = town.given_place(club_ground());
    assert_eq!(town.asked(place).as_deref(), Some("forening"));
    let bromma = town.coordinator("bromma");
    let unsourced = OnBehalfOf { party: "forening".into(), source: " ".into() };
    town.when(&bromma, Command::Accept { place, function: None, on_behalf_of: Some(unsourced) })
        .then_refused("required");
    town.when(&bromma, accept_for(place, "sisab")).then_refused("answers_itself");
    town.when(&bromma, accept_for(place, "nobody")).then_refused("unknown_party");
    let vast = town.coordinator("vast");
    town.when(&vast, accept_for(place, "forening")).then_refused("not_your_area");
    town.when(&bromma, accept_for(place, "forening")).then_ok();
    let held = town.place(place);
    assert_eq!(town.holder(place), "forening");
    assert_eq!(held.coordination.holder.decided_by.party, Some(bromma.viewer.party));
    assert_eq!(held.content.as_ref().unwrap().reason.as_deref(), Some("brev 12 november"));
}

#[test]
fn the_other_districts_coordinator_answers_for_nobody_here() {
    let mut town = Town::new();
    let place = town.given_place(club_ground());
    let slk = town.coordinator("slk");
    town.when(&slk, confirm(place, "farsta", Some(Level::Full))).then_ok();
    let farsta = town.coordinator("farsta");
    town.when(&farsta, accept_for(place, "forening")).then_refused("not_your_area");
    town.when(&farsta, propose(place, "bostad")).then_refused("not_your_area");
}

#[test]
fn a_question_expires_exactly_at_its_deadline_and_once() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let due = deadline(&town, place);
    assert_eq!(due, working_days_after(town.now, 7));
    town.now = due.checked_sub(Span::new().nanoseconds(1)).unwrap();
    expire(&mut town, place, due).then_refused("not-due");
    town.now = due;
    let other = due.checked_add(Span::new().seconds(1)).unwrap();
    expire(&mut town, place, other).then_refused("not-due");
    expire(&mut town, place, due).then_ok();
    let held = town.place(place);
    let Stage::Escalated { to, at, .. } = &held.coordination.stage else { panic!() };
    assert_eq!((*to, *at), (Escalation::LocalSteeringGroup, due));
    assert_eq!(held.coordination.past.last().unwrap().by.party, None, "the system did it");
    expire(&mut town, place, due).then_refused("not-due");
}

#[test]
fn what_nobody_answers_goes_to_the_local_group_and_then_to_the_city_and_no_further() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    for to in [Escalation::LocalSteeringGroup, Escalation::CityPreparationGroup] {
        town.now = deadline(&town, place);
        let due = town.now;
        expire(&mut town, place, due).then_ok();
        assert!(
            matches!(&town.place(place).coordination.stage, Stage::Escalated { to: at, .. } if *at == to)
        );
        assert_eq!((town.holder(place).as_str(), town.asked(place).as_deref()), ("bromma", Some("sisab")));
    }
    assert_eq!(town.place(place).coordination.deadline(), None);
    assert_eq!(turns(&town, place)[2..], [Turn::Expired, Turn::Escalated, Turn::Escalated]);
    // It can still be answered, late.
    let sisab = town.coordinator("sisab");
    town.when(&sisab, accept(place)).then_ok();
    assert_eq!(town.holder(place), "sisab");
}

#[test]
fn a_no_that_nobody_follows_up_goes_to_the_local_group() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let sisab = town.coordinator("sisab");
    town.when(&sisab, decline(place, None)).then_ok();
    town.now = deadline(&town, place);
    let due = town.now;
    expire(&mut town, place, due).then_ok();
    assert_eq!(turns(&town, place)[2..], [Turn::Declined, Turn::Escalated]);
}

#[test]
fn an_answer_in_time_stops_the_clock() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let due = deadline(&town, place);
    let sisab = town.coordinator("sisab");
    town.when(&sisab, accept(place)).then_ok();
    town.now = due;
    expire(&mut town, place, due).then_refused("not-due");
}

#[test]
fn the_clock_stands_still_while_a_place_is_not_open() {
    let mut town = Town::new();
    let place = town.given_place_at(school_yard(), Status::Dormant);
    let due = deadline(&town, place);
    town.now = due;
    expire(&mut town, place, due).then_refused("not-due");
    let sisab = town.coordinator("sisab");
    for command in [accept(place), decline(place, None), propose(place, "bostad"), hand_over(place, "bostad")]
    {
        town.when(&sisab, command).then_refused("place-not-open");
    }
}

/// Asked on a Monday with seven working days to answer, laid to rest two working days later and woken in the
/// spring: the five days that were left begin then.
#[test]
fn a_place_that_wakes_has_the_working_days_left_that_it_had() {
    for sleep in [Status::Dormant, Status::Dismissed] {
        let mut town = Town::new();
        let place = town.given_place(school_yard());
        if sleep == Status::Dormant {
            town.set_status(place, Status::Active).then_ok();
        }
        town.wait(Span::new().hours(48));
        town.set_status(place, sleep).then_ok();
        assert_eq!(town.place(place).deadline(), None);
        town.wait(Span::new().hours(24 * 120));
        town.set_status(place, *sleep.next().first().unwrap()).then_ok();
        let due = deadline(&town, place);
        assert_eq!(due, working_days_after(town.now, 5), "{sleep:?}");
        town.now = due.checked_sub(Span::new().seconds(1)).unwrap();
        expire(&mut town, place, due).then_refused("not-due");
        town.now = due;
        expire(&mut town, place, due).then_ok();
    }
}

#[test]
fn what_was_overdue_when_a_place_fell_asleep_does_not_pass_as_it_wakes() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    town.set_status(place, Status::Active).then_ok();
    town.now = deadline(&town, place);
    town.set_status(place, Status::Dormant).then_ok();
    town.wait(Span::new().hours(1_000));
    let someone = town.someone("bostad", Role::Reporter);
    let seen = crate::domain::command::NewReport {
        place: Some(place),
        sighting: crate::domain::report::Sighting::Still,
        ..crate::domain::testing::report_at(18.006, 59.3055)
    };
    town.when(&someone, Command::CreateReport(seen)).then_ok();
    assert_eq!(town.place(place).status, Status::Active);
    assert_eq!(deadline(&town, place), working_days_after(town.now, 1));
}

#[test]
fn a_sleeping_places_question_goes_on_with_its_own_days_in_the_one_it_is_merged_into() {
    let mut town = Town::new();
    let (ends, stays) = (town.given_place(school_yard()), town.given_place(school_yard()));
    for place in [ends, stays] {
        town.set_status(place, Status::Active).then_ok();
    }
    let sisab = town.coordinator("sisab");
    town.when(&sisab, accept(ends)).then_ok();
    town.when(&sisab, hand_over(ends, "bostad")).then_ok();
    town.wait(Span::new().hours(24));
    town.set_status(ends, Status::Dormant).then_ok();
    town.wait(Span::new().hours(24 * 90));
    let since = town.place(stays).status_since;
    let slk = town.coordinator("slk");
    town.when(&slk, super::merge(ends, stays)).then_ok();
    let merged = town.place(stays);
    assert_eq!((merged.status, merged.status_since), (Status::Active, since));
    assert_eq!(town.asked(stays).as_deref(), Some("bostad"));
    assert_eq!(deadline(&town, stays), working_days_after(town.now, 6));
}

#[test]
fn a_districts_own_deadline_goes_before_the_citys() {
    let mut town = Town::new();
    let admin = town.administrator();
    for (district, value) in [(None, 20), (Some(town.area("Bromma")), 2)] {
        let name = SettingName::CoordinationAnswerDays;
        town.when(
            &admin,
            Command::PutSetting {
                name,
                district,
                value: Some(value),
                from: None,
                until: None,
                decision: None,
            },
        )
        .then_ok();
    }
    let place = town.given_place(school_yard());
    assert_eq!(deadline(&town, place), working_days_after(town.now, 2));
    let slk = town.coordinator("slk");
    let elsewhere = crate::domain::testing::block(18.030, 59.308, 18.031, 59.309);
    let place = town.when(&slk, Command::CreatePlace(place_on(elsewhere))).then_place();
    assert_eq!(deadline(&town, place), working_days_after(town.now, 20));
}

#[test]
fn whoever_saw_an_older_version_is_told_so() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    town.set_status(place, Status::Active).then_ok();
    let (sisab, bromma) = (town.coordinator("sisab"), town.coordinator("bromma"));
    for (who, command) in [
        (&sisab, accept(place)),
        (&sisab, decline(place, None)),
        (&bromma, propose(place, "trafik")),
        (&bromma, hand_over(place, "trafik")),
        (&bromma, status(place, Status::Dormant)),
        (&bromma, confirm(place, "bostad", Some(Level::Full))),
    ] {
        town.having_seen(1).when(who, command.clone()).then_refused("stale");
    }
    town.having_seen(2).when(&sisab, accept(place)).then_ok();
}

#[test]
fn a_district_that_proposes_itself_has_answered() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    let bromma = town.coordinator("bromma");
    town.when(&bromma, propose(place, "bromma")).then_ok();
    assert!(!town.place(place).coordination.holder.ad_interim);
    assert_eq!(town.asked(place), None);
}

#[test]
fn whoever_holds_a_place_holds_it_until_the_asked_has_accepted() {
    let mut town = Town::new();
    let place = town.given_place(open_ground());
    let (bromma, bostad) = (town.coordinator("bromma"), town.coordinator("bostad"));
    town.when(&bromma, propose(place, "bostad")).then_ok();
    town.when(&bostad, accept(place)).then_ok();
    let held = town.place(place).coordination.holder.clone();
    town.when(&bromma, propose(place, "trafik")).then_ok();
    let asked = town.place(place);
    assert_eq!((&asked.coordination.holder, town.asked(place).as_deref()), (&held, Some("trafik")));
    assert_eq!(
        granted(&asked, town.party("bostad")),
        Some((Level::Full, GrantReason::Coordinator)),
        "it sees who is asked"
    );
    let trafik = town.coordinator("trafik");
    town.when(&trafik, decline(place, None)).then_ok();
    assert_eq!(town.place(place).coordination.holder, held);
    town.when(&bromma, propose(place, "trafik")).then_ok();
    town.when(&trafik, accept(place)).then_ok();
    assert_eq!(town.holder(place), "trafik");
}

#[test]
fn nobody_takes_a_place_from_its_coordinator_by_asking_itself() {
    let mut town = Town::new();
    let place = town.given_place(school_yard());
    let sisab = town.coordinator("sisab");
    town.when(&sisab, accept(place)).then_ok();
    for party in ["bromma", "slk"] {
        let someone = town.coordinator(party);
        town.when(&someone, propose(place, party)).then_refused("held_by_another");
    }
    assert_eq!(town.holder(place), "sisab");
    // Another may ask it; the holder may too.
    let slk = town.coordinator("slk");
    town.when(&slk, propose(place, "bromma")).then_ok();
    assert_eq!(town.holder(place), "sisab");
    town.when(&slk, propose(place, "vast")).then_refused("police_never_asked");
}
