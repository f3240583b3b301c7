//! What may be published, once, and what stays of it.

use crate::domain::access::{Class, Role};
use crate::domain::command::{Command, NewReport, PublicationDraft};
use crate::domain::decide::{Tally, try_publication};
use crate::domain::ids::PublicationId;
use crate::domain::public::{Geography, Publication};
use crate::domain::report::{Outcome, Sighting};
use crate::domain::settings::SettingName;
use crate::domain::testing::{Town, at, point, report_at};
use crate::domain::world::{Held, World};
use crate::space::Hexagon;

pub fn draft(quarter: &str) -> PublicationDraft {
    PublicationDraft {
        quarter: quarter.parse().unwrap(),
        geography: Geography::District,
        decision: "KS 2026/77".into(),
        left_out: Vec::new(),
    }
}

/// A report of the third quarter.
fn seen(lon: f64, types: &[&str]) -> NewReport {
    NewReport {
        observed_at: Some("2026-08-15T12:00:00+02:00".parse().unwrap()),
        problem_types: types.iter().map(|code| (*code).to_owned()).collect(),
        ..report_at(lon, 59.31)
    }
}

const BROMMA: f64 = 18.01;
const FARSTA: f64 = 18.03;

/// A town where there is something to publish: in Bromma a dozen of crime and disorder and ten of the environment, in Farsta
/// twenty and nine.
fn town() -> Town {
    let mut town = Town::new();
    for (lon, types, count) in [
        (BROMMA, "vandalism", 12),
        (BROMMA, "dumped_waste", 10),
        (FARSTA, "disorder", 20),
        (FARSTA, "dumped_waste", 9),
    ] {
        for _ in 0..count {
            town.given_this_report("sisab", seen(lon, &[types]));
        }
    }
    town
}

fn tried(town: &Town, draft: &PublicationDraft) -> (Publication, Tally) {
    try_publication(&town.world, &town.administrator(), draft, town.now).unwrap()
}

fn publish(town: &mut Town, draft: PublicationDraft) -> Held<Publication> {
    let admin = town.administrator();
    let about = town.when(&admin, Command::Publish(draft)).then_ok().about.unwrap();
    town.world.publication(PublicationId::from_bits(about.bits)).unwrap()
}

#[test]
fn reports_are_counted_by_district_and_category_and_small_counts_hidden() {
    let mut town = town();
    let made = publish(&mut town, draft("2026-Q3"));
    let names: Vec<_> = made.rows.iter().map(|row| row.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Bromma", "Farsta"]);
    assert_eq!(made.categories, ["crime_disorder", "fire", "accident", "environment"]);
    // There was no fire and no accident, which is as small as a count can be.
    assert_eq!(made.rows[0].counts, [Some(12), None, None, Some(10)]);
    assert_eq!(made.rows[1].counts, [Some(20), None, None, Some(9)]);
    assert_eq!(made.totals, [Some(32), None, None, Some(19)]);
    // Their sums would say that there was none of either.
    assert_eq!((made.rows[0].total, made.rows[1].total, made.total), (None, None, None));
    assert_eq!((made.least, made.decision.as_str()), (8, "KS 2026/77"));
    assert!(made.rows.iter().all(|row| row.shape.is_some()));
}

#[test]
fn what_is_kept_from_partners_or_from_anybody_changes_no_figure() {
    let (before, _) = tried(&town(), &draft("2026-Q3"));
    let cases: [(&str, NewReport); 5] = [
        ("own", NewReport { class: Some(Class::Origin), ..seen(BROMMA, &["vandalism"]) }),
        ("city", NewReport { class: Some(Class::City), ..seen(BROMMA, &["vandalism"]) }),
        ("drugs", seen(BROMMA, &["vandalism", "open_drug_scene"])),
        ("tents", seen(BROMMA, &["unlawful_settlement"])),
        ("elsewhere", seen(17.5, &["vandalism"])),
    ];
    for geography in [Geography::District, Geography::Hexagon] {
        let draft = PublicationDraft { geography, ..draft("2026-Q3") };
        let (plain, plain_tally) = tried(&town(), &draft);
        for (name, report) in &cases {
            let mut town = town();
            for _ in 0..15 {
                town.given_this_report("sisab", report.clone());
            }
            let (made, tally) = tried(&town, &draft);
            let told = |made: &Publication| (made.rows.clone(), made.totals.clone(), made.total);
            assert_eq!(told(&made).1, told(&plain).1, "{name}");
            assert_eq!(tally, plain_tally, "{name}");
        }
    }
    let mut town = town();
    let place = town.given_place(point(BROMMA, 59.31));
    let gone = NewReport { sighting: Sighting::Gone, place: Some(place), ..seen(BROMMA, &["vandalism"]) };
    town.given_this_report("sisab", gone);
    let hidden = town.given_this_report("sisab", seen(BROMMA, &["vandalism"]));
    let triage = Command::TriageReport {
        report: hidden,
        outcome: Outcome::Hidden,
        place: None,
        reason: Some("pekar ut ett hushåll".into()),
    };
    let slk = town.coordinator("slk");
    town.when(&slk, triage).then_ok();
    assert_eq!(tried(&town, &draft("2026-Q3")).0.totals, before.totals);
    town.given_this_report("sisab", seen(BROMMA, &["vandalism"]));
    assert_ne!(tried(&town, &draft("2026-Q3")).0.totals, before.totals);
}

#[test]
fn types_that_are_left_out_are_in_no_figure() {
    let town = town();
    let left_out = PublicationDraft { left_out: vec!["disorder".into()], ..draft("2026-Q3") };
    let (made, tally) = tried(&town, &left_out);
    assert_eq!(tally.reports, 31);
    assert_eq!(made.rows[1].counts[0], None);
    let admin = town.administrator();
    let refused = |left_out: &[&str]| {
        let left_out = left_out.iter().map(|code| (*code).to_owned()).collect();
        let draft = PublicationDraft { left_out, ..draft("2026-Q3") };
        town.clone().when(&admin, Command::Publish(draft)).words()
    };
    assert_eq!(refused(&["noise"]), ["unknown_code"]);
    assert_eq!(refused(&["disorder", "disorder"]), ["twice"]);
}

#[test]
fn hexagons_with_nothing_to_show_are_not_named() {
    let mut town = town();
    town.given_this_report("sisab", seen(18.002, &["vandalism"]));
    let draft = PublicationDraft { geography: Geography::Hexagon, ..draft("2026-Q3") };
    let made = publish(&mut town, draft);
    let alone = Hexagon::of(at(18.002, 59.31)).unwrap().to_string();
    assert!(!made.rows.is_empty() && made.rows.iter().all(|row| row.area != alone), "{:?}", made.rows);
    for row in &made.rows {
        assert!(row.area.starts_with("H500-") && row.name.is_none() && row.shape.is_none());
        assert!(row.counts.iter().any(Option::is_some));
    }
}

#[test]
fn a_position_known_vaguely_lies_in_no_hexagon() {
    let mut town = town();
    let vague = |m| NewReport { accuracy_m: Some(m), ..seen(BROMMA, &["vandalism"]) };
    town.given_this_report("sisab", vague(251.0));
    let hexagons = PublicationDraft { geography: Geography::Hexagon, ..draft("2026-Q3") };
    assert_eq!((tried(&town, &hexagons).1.reports, tried(&town, &draft("2026-Q3")).1.reports), (51, 52));
    town.given_this_report("sisab", vague(250.0));
    assert_eq!(tried(&town, &hexagons).1.reports, 52);
}

#[test]
fn a_quarter_is_published_once_when_it_is_over_by_an_administrator_on_a_decision() {
    let mut town = town();
    for role in [Role::Reader, Role::Reporter, Role::Member, Role::Coordinator] {
        let someone = town.someone("slk", role);
        town.when(&someone, Command::Publish(draft("2026-Q3"))).then_refused("administrator_role");
    }
    let admin = town.administrator();
    town.when(&admin, Command::Publish(draft("2026-Q4"))).then_refused("in_the_future");
    town.when(&admin, Command::Publish(draft("2025-Q1"))).then_refused("nothing-to-publish");
    let refused = |town: &mut Town, decision: &str| {
        town.when(
            &admin,
            Command::Publish(PublicationDraft { decision: decision.into(), ..draft("2026-Q3") }),
        )
        .words()
    };
    assert_eq!(refused(&mut town, " "), ["required"]);
    assert_eq!(refused(&mut town, "ring 070-123 45 67"), ["phone_number"]);
    let made = publish(&mut town, draft("2026-Q3"));
    town.given_this_report("sisab", seen(BROMMA, &["vandalism"]));
    for geography in [Geography::District, Geography::Hexagon] {
        let again = PublicationDraft { geography, ..draft("2026-Q3") };
        town.when(&admin, Command::Publish(again)).then_refused("already-published");
    }
    assert_eq!(town.world.publication(made.id).unwrap(), made, "what comes late changes nothing");
}

#[test]
fn a_publication_is_withdrawn_with_a_ground_and_its_quarter_stays_as_it_was() {
    let mut town = town();
    let made = publish(&mut town, draft("2026-Q3"));
    let withdraw =
        |ground: &str| Command::WithdrawPublication { publication: made.id, ground: ground.into() };
    let admin = town.administrator();
    let coordinator = town.coordinator("slk");
    town.having_seen(1).when(&coordinator, withdraw("Fel")).then_refused("administrator_role");
    town.having_seen(1).when(&admin, withdraw("")).then_refused("required");
    town.having_seen(1).when(&admin, withdraw("se 121212-1212")).then_refused("identity_number");
    town.having_seen(7).when(&admin, withdraw("Fel")).then_refused("stale");
    town.having_seen(1).when(&admin, withdraw("Rapporterna räknades dubbelt")).then_ok();
    let after = town.world.publication(made.id).unwrap();
    assert_eq!(after.withdrawn.as_ref().unwrap().ground, "Rapporterna räknades dubbelt");
    assert_eq!((&after.rows, &after.totals), (&made.rows, &made.totals));
    town.having_seen(2).when(&admin, withdraw("Igen")).then_refused("already-withdrawn");
    town.when(&admin, Command::Publish(draft("2026-Q3"))).then_refused("already-published");
}

#[test]
fn the_limit_is_a_setting_of_the_city_with_a_decision_and_never_below_five() {
    let mut town = town();
    let set = |value, decision: Option<&str>, district| Command::PutSetting {
        name: SettingName::PublicCountMin,
        district,
        value: Some(value),
        from: None,
        until: None,
        decision: decision.map(str::to_owned),
    };
    let admin = town.administrator();
    town.having_seen(0).when(&admin, set(4, Some("KS 1"), None)).then_refused("out_of_range");
    town.having_seen(0).when(&admin, set(10, None, None)).then_refused("required");
    let bromma = town.area("Bromma");
    town.having_seen(0).when(&admin, set(10, Some("KS 1"), Some(bromma))).then_refused("not_here");
    town.having_seen(0).when(&admin, set(10, Some("KS 1"), None)).then_ok();
    let (made, _) = tried(&town, &draft("2026-Q3"));
    assert_eq!((made.least, made.rows[1].counts[3]), (10, None), "nine is small where ten is the least");
}
