//! What measures of some types must state, and the steps in the handling of a problem.

use super::{Place, Status, measure};
use crate::domain::access::Role;
use crate::domain::codes::{CodeList, Particular, ParticularForm, Words};
use crate::domain::command::{CodeDraft, Command, MeasureDraft, NewPlace};
use crate::domain::ids::{MeasureId, PlaceId};
use crate::domain::measure::Measure;
use crate::domain::refusal::Refusal;
use crate::domain::testing::{Outcome, Town, fresh_codes, open_ground, place_on, school_yard};
use crate::domain::world::World;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// What is stated of a camera.
pub fn of_a_camera() -> BTreeMap<String, String> {
    let stated = [
        ("need", "Upprepad skadegörelse sedan i våras."),
        ("alternatives", "Belysning och tätare tillsyn."),
        ("balance", "KS 2026/311"),
        ("review_by", "2099-06-30"),
    ];
    stated.map(|(code, said)| (code.to_owned(), said.to_owned())).into()
}

/// A camera at a place.
pub fn camera(place: PlaceId, particulars: BTreeMap<String, String>) -> Command {
    Command::AddMeasure(MeasureDraft {
        measure_type: "camera_surveillance".into(),
        particulars,
        ..draft(measure(place, "slk"))
    })
}

fn draft(command: Command) -> MeasureDraft {
    match command {
        Command::AddMeasure(draft) => draft,
        other => panic!("adds no measure: {other:?}"),
    }
}

fn made(town: &Town, outcome: Outcome) -> Measure {
    let id = MeasureId::from_bits(outcome.then_ok().about.unwrap().bits);
    town.world.measure(id).unwrap().record.clone()
}

/// Where each fault is, and its word.
fn faults(outcome: Outcome) -> Vec<(String, &'static str)> {
    match outcome.0.err() {
        Some(Refusal::Invalid(wrong)) => wrong.into_iter().map(|wrong| (wrong.pointer, wrong.code)).collect(),
        other => panic!("not refused for what it says: {other:?}"),
    }
}

fn due(town: &Town, measure: &Measure) -> Option<Date> {
    measure.due_on(&town.world.code(CodeList::MeasureType, &measure.measure_type).unwrap())
}

#[test]
fn a_camera_says_why_what_was_tried_by_what_decision_and_until_when() {
    let mut town = Town::new();
    let (place, slk) = (town.given_place(open_ground()), town.coordinator("slk"));
    for missing in of_a_camera().keys() {
        let mut stated = of_a_camera();
        stated.remove(missing);
        let refused = faults(town.when(&slk, camera(place, stated.clone())));
        assert_eq!(refused, [(format!("#/particulars/{missing}"), "required")]);
        stated.insert(missing.clone(), "  ".into());
        let refused = faults(town.when(&slk, camera(place, stated)));
        assert_eq!(refused, [(format!("#/particulars/{missing}"), "required")], "spaces say nothing");
    }
    assert_eq!(faults(town.when(&slk, camera(place, BTreeMap::new()))).len(), 4, "all at once");
    for (code, said, word) in [
        ("need", "ring 070-123 45 67", "phone_number"),
        ("balance", "beslutet", "not_a_diary_number"),
        ("review_by", "nästa sommar", "wrong_type"),
        ("review_by", "2020-01-01", "has_passed"),
        ("colour", "svart", "unknown_question"),
    ] {
        let mut stated = of_a_camera();
        stated.insert(code.into(), said.into());
        let refused = faults(town.when(&slk, camera(place, stated)));
        assert_eq!(refused, [(format!("#/particulars/{code}"), word)]);
    }
    let outcome = town.when(&slk, camera(place, of_a_camera()));
    let camera = made(&town, outcome);
    assert_eq!(camera.stated(), of_a_camera());
    let words = camera.content.clone().unwrap().particulars;
    assert!(words.keys().eq(["alternatives", "need"]), "what is written in words is erased with words");
    assert_eq!(due(&town, &camera), Some(date(2099, 6, 30)));
}

#[test]
fn guards_say_by_what_decision_and_other_measures_nothing() {
    let mut town = Town::new();
    let (place, slk) = (town.given_place(open_ground()), town.coordinator("slk"));
    let guards = |particulars| {
        let draft = draft(measure(place, "slk"));
        Command::AddMeasure(MeasureDraft { measure_type: "guards".into(), particulars, ..draft })
    };
    let refused = faults(town.when(&slk, guards(BTreeMap::new())));
    let required = |code: &str| (format!("#/particulars/{code}"), "required");
    assert_eq!(refused, [required("area_decision"), required("valid_until")]);
    let stated = [("area_decision", "A 12.345/2026"), ("valid_until", "2099-01-31")];
    let stated: BTreeMap<_, _> = stated.map(|(code, said)| (code.to_owned(), said.to_owned())).into();
    let outcome = town.when(&slk, guards(stated.clone()));
    let held = made(&town, outcome);
    assert_eq!((held.stated(), held.content.clone()), (stated, None));
    assert_eq!(due(&town, &held), Some(date(2099, 1, 31)));
    let outcome = town.when(&slk, measure(place, "slk"));
    let walk = made(&town, outcome);
    assert_eq!((walk.stated().len(), due(&town, &walk)), (0, None));
}

#[test]
fn a_measure_is_reviewed_by_its_own_party_while_it_goes_on() {
    let mut town = Town::new();
    let (place, slk) = (town.given_place(school_yard()), town.coordinator("slk"));
    let outcome = town.when(&slk, camera(place, of_a_camera()));
    let measure = made(&town, outcome).id;
    let restate = |by: &str| {
        let mut particulars = of_a_camera();
        particulars.insert("review_by".into(), by.into());
        Command::RestateMeasure { measure, particulars }
    };
    let sisab = town.someone("sisab", Role::Member);
    town.when(&sisab, restate("2099-12-31")).then_refused("not_your_party");
    let trafik = town.coordinator("trafik");
    town.when(&trafik, restate("2099-12-31")).then_refused("not_a_full_party");
    let refused = faults(town.when(&slk, restate("2020-01-01")));
    assert_eq!(refused, [("#/particulars/review_by".to_owned(), "has_passed")]);
    town.when(&slk, restate("2099-12-31")).then_ok();
    let held = town.world.measure(measure).unwrap();
    assert_eq!((held.version, due(&town, &held)), (2, Some(date(2099, 12, 31))));
    town.when(&slk, Command::CloseMeasure(measure)).then_ok();
    assert_eq!(due(&town, &town.world.measure(measure).unwrap()), None, "nothing is due of what is done");
    town.when(&slk, restate("2099-12-31")).then_refused("already-closed");
}

fn step(place: PlaceId, code: &str, on: Date, reference: Option<&str>) -> MeasureDraft {
    let stated = reference.map(|number| ("reference".to_owned(), number.to_owned()));
    MeasureDraft {
        measure_type: format!("settlement_{code}"),
        starts: Some(on),
        particulars: stated.into_iter().collect(),
        ..draft(measure(place, "slk"))
    }
}

fn settlement(town: &mut Town) -> PlaceId {
    let slk = town.coordinator("slk");
    let new = NewPlace { problem_types: vec!["unlawful_settlement".into()], ..place_on(open_ground()) };
    let made = town.when(&slk, Command::CreatePlace(new)).then_ok();
    PlaceId::from_bits(made.about.unwrap().bits)
}

#[test]
fn a_step_is_taken_at_a_settlement_on_a_day_without_words_and_is_done() {
    let mut town = Town::new();
    let (place, slk) = (settlement(&mut town), town.coordinator("slk"));
    let on = date(2026, 9, 1);
    let mut refused = |draft: MeasureDraft| faults(town.when(&slk, Command::AddMeasure(draft)));
    let fault = |at: &str, word: &'static str| (at.to_owned(), word);
    let observed = || step(place, "observed", on, None);
    assert_eq!(refused(MeasureDraft { starts: None, ..observed() }), [fault("#/starts", "required")]);
    let tomorrow = Some(date(2098, 1, 1));
    assert_eq!(
        refused(MeasureDraft { starts: tomorrow, ..observed() }),
        [fault("#/starts", "in_the_future")]
    );
    let words = Some("två tält".into());
    assert_eq!(refused(MeasureDraft { note: words, ..observed() }), [fault("#/note", "not_here")]);
    assert_eq!(refused(MeasureDraft { ends: Some(on), ..observed() }), [fault("#/ends", "not_here")]);
    let children = step(place, "children_alerted", on, Some("KS 2026/3"));
    assert_eq!(refused(children), [fault("#/particulars/reference", "unknown_question")]);
    let application = step(place, "application", on, None);
    assert_eq!(refused(application), [fault("#/particulars/reference", "required")]);
    let elsewhere = town.given_place(open_ground());
    let outcome = town.when(&slk, Command::AddMeasure(step(elsewhere, "observed", on, None)));
    assert_eq!(faults(outcome), [fault("#/measure_type", "not_here")]);
    for (code, reference) in [
        ("observed", None),
        ("owner_informed", None),
        ("children_alerted", None),
        ("outreach_offered", None),
        ("dialogue", None),
        ("application", Some("U-1 2026/7")),
        ("decision", Some("U-1 2026/9")),
        ("carried_out", None),
        ("restored", None),
        ("follow_up", None),
    ] {
        let outcome = town.when(&slk, Command::AddMeasure(step(place, code, on, reference)));
        let taken = made(&town, outcome);
        assert_eq!((taken.closed_at, taken.content), (Some(town.now), None), "{code}");
    }
    town.set_status(place, Status::Dismissed).then_ok();
    let late = Command::AddMeasure(step(place, "restored", on, None));
    town.when(&slk, late).then_refused("place-ended");
    let held: Place = town.world.place(place).unwrap().record.clone();
    assert_eq!(held.problem_types, ["unlawful_settlement"]);
}

#[test]
fn what_a_type_asks_is_data_that_only_types_of_measures_have() {
    let mut town = Town::new();
    let admin = town.administrator();
    let of = |code: &str| fresh_codes().into_iter().find(|draft| draft.code == code).unwrap();
    let words = || Words { sv: "Skäl".into(), en: "Reason".into() };
    let asked = |code: &str| Particular {
        code: code.into(),
        label: words(),
        form: ParticularForm::Text,
        optional: false,
    };
    let cases = [
        (CodeDraft { particulars: vec![asked("why")], ..of("vandalism") }, "not_here"),
        (CodeDraft { step_at: vec!["vandalism".into()], ..of("vandalism") }, "not_here"),
        (CodeDraft { particulars: vec![asked("Why not")], ..of("lighting") }, "not_a_code"),
        (CodeDraft { particulars: vec![asked("why"), asked("why")], ..of("lighting") }, "twice"),
        (CodeDraft { particulars: vec![asked("why"); 21], ..of("lighting") }, "too_many"),
        (CodeDraft { step_at: vec!["weather".into()], ..of("lighting") }, "unknown_code"),
    ];
    for (draft, word) in cases {
        let refused = faults(town.when(&admin, Command::PutCodes(vec![draft])));
        assert!(refused.iter().any(|(_, said)| *said == word), "{word}: {refused:?}");
    }
    let with = CodeDraft { particulars: vec![asked("why")], ..of("lighting") };
    town.when(&admin, Command::PutCodes(vec![with])).then_ok();
    let (place, slk) = (town.given_place(open_ground()), town.coordinator("slk"));
    let lamp = draft(measure(place, "slk"));
    let lamp = Command::AddMeasure(MeasureDraft { measure_type: "lighting".into(), ..lamp });
    assert_eq!(faults(town.when(&slk, lamp)), [("#/particulars/why".to_owned(), "required")]);
}
