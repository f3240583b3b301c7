mod measured;
mod scattered;

use super::TextFaultKind::*;
use super::*;
use proptest::prelude::*;

const MAX_CHARS: usize = 2_000;

fn kinds(text: &str) -> Vec<TextFaultKind> {
    match check(text, MAX_CHARS) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| fault.kind).collect(),
    }
}

/// Texts, and every kind of fault that each has, in order. The phone runs the same rules (`web/src/guard/`) against the
/// same two files, so that neither side can drift from the other.
#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Case {
    text: String,
    faults: Vec<String>,
}

/// Written by hand. The identity numbers are from the tax agency's published test series, or have a birth date before
/// 1900.
const WRITTEN: &str = include_str!("../../../tests/guard/written.json");
/// Drawn from pieces by [`drawn_texts`]; written anew with `SAMPLATS_WRITE_GUARD_CASES=1`.
const DRAWN: &str = include_str!("../../../tests/guard/drawn.json");
const DRAWN_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/guard/drawn.json");

fn judged(text: &str) -> Case {
    let faults = kinds(text).into_iter().map(|kind| kind.code().to_owned()).collect();
    Case { text: text.to_owned(), faults }
}

fn cases(file: &str) -> Vec<Case> {
    serde_json::from_str(file).expect("the cases are JSON")
}

#[test]
fn what_points_at_a_person_is_found_and_nothing_else() {
    let cases = cases(WRITTEN);
    let clean = cases.iter().filter(|case| case.faults.is_empty()).count();
    assert!(clean > 80 && cases.len() - clean > 80, "{clean} of {}", cases.len());
    for case in cases {
        assert_eq!(judged(&case.text), case);
    }
}

#[test]
fn drawn_texts_are_judged_as_the_phone_judges_them() {
    let now: Vec<Case> = drawn_texts().iter().map(|text| judged(text)).collect();
    if std::env::var_os("SAMPLATS_WRITE_GUARD_CASES").is_some() {
        let lines: Vec<String> = now.iter().map(|case| serde_json::to_string(case).unwrap()).collect();
        std::fs::write(DRAWN_FILE, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
        return;
    }
    assert_eq!(cases(DRAWN), now);
}

/// Pieces that together make numbers, plates, addresses and near misses, in plain and in strange characters.
const PIECES: [&str; 64] = [
    "121212",
    "1212",
    "19121212",
    "12",
    "1",
    "0",
    "08",
    "070",
    "123 45 67",
    "0701234567",
    "+46",
    "0046",
    "(0)",
    "701063",
    "2391",
    "2024-05-01",
    "14.30",
    "0730-1600",
    "556016-0680",
    "ABC",
    "abc",
    "123",
    "12D",
    "MLB 84A",
    "bil",
    "regnr:",
    "mc",
    "lgh",
    "lägenhet",
    "LGH",
    "nr",
    "apt",
    "4b",
    "1203",
    "anna",
    "åsa",
    "@",
    " @ ",
    "(at)",
    "[AT]",
    "example.com",
    "exempel.se",
    ".",
    ",",
    "/",
    "_",
    ":",
    "-",
    " - ",
    "–",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\u{200B}",
    "\u{A0}",
    "\u{301}",
    "１２",
    "١٢",
    "²",
    "ⅸ",
    "ﬁ",
    "\u{202E}",
    "\u{7}",
];

/// A fixed walk through the pieces.
fn drawn_texts() -> Vec<String> {
    let mut state: u64 = 20_231_212;
    let mut draw = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let of_pieces: Vec<String> =
        (0..700).map(|_| (0..2 + draw(6)).map(|_| PIECES[draw(64) as usize]).collect()).collect();
    let with_numbers: Vec<String> = (0..150).map(|i| numbered_text(i * 97)).collect();
    [of_pieces, with_numbers].concat()
}

#[test]
fn text_is_stored_composed_trimmed_and_with_plain_line_breaks() {
    assert_eq!(check("  ga\u{30A}ng\r\nväg\t\n ", MAX_CHARS).unwrap(), "gång\nväg");
    assert_eq!(check("åäö", 3).unwrap(), "åäö");
    assert_eq!(check("a\u{30A}a\u{308}o\u{308}", 3).unwrap(), "åäö");
}

#[test]
fn hidden_directions_controls_and_length_are_refused() {
    assert_eq!(kinds("a\u{202E}b"), [BidirectionalOverride]);
    assert_eq!(kinds("a\u{2066}b"), [BidirectionalOverride]);
    for control in ["\0", "a\rb", "a\u{1B}b", "a\u{7F}b", "a\u{85}b"] {
        assert_eq!(kinds(control), [ControlCharacter], "{control:?}");
    }
    assert_eq!(check(&"å".repeat(2_001), MAX_CHARS).unwrap_err()[0].kind, TooLong);
    assert!(check(&"å".repeat(2_000), MAX_CHARS).is_ok());
    assert_eq!(check(&"a\u{301}".repeat(600_000), MAX_CHARS).unwrap_err()[0].kind, TooLong);
}

#[test]
fn every_kind_is_named_once_and_the_text_never() {
    let faults = check("121212-1212, 121212-1212, ABC123, anna@example.com\0", 20).unwrap_err();
    let kinds: Vec<_> = faults.iter().map(|fault| fault.kind).collect();
    assert_eq!(kinds, [IdentityNumber, Email, VehiclePlate, ControlCharacter, TooLong]);
    let said = format!("{faults:?}");
    for part in ["1212", "ABC", "anna", "example"] {
        assert!(!said.contains(part), "{said}");
    }
}

#[test]
fn codes_are_stable_and_distinct() {
    let all = [
        IdentityNumber,
        PhoneNumber,
        Email,
        VehiclePlate,
        ApartmentNumber,
        ControlCharacter,
        BidirectionalOverride,
        TooLong,
    ];
    let codes = all.map(TextFaultKind::code);
    assert_eq!(
        codes,
        [
            "identity_number",
            "phone_number",
            "email",
            "vehicle_plate",
            "apartment_number",
            "control_character",
            "bidirectional_override",
            "too_long"
        ]
    );
}

/// A valid number made of its parts, so that none is written here.
fn identity_number(year: u32, month: u32, day: u32, serial: u32, coordination: bool) -> (String, String) {
    let nine =
        format!("{:02}{month:02}{:02}{serial:03}", year % 100, day + if coordination { 60 } else { 0 });
    let sum: u32 = nine
        .bytes()
        .enumerate()
        .map(|(index, digit)| {
            let weighted = u32::from(digit - b'0') * if index % 2 == 0 { 2 } else { 1 };
            weighted / 10 + weighted % 10
        })
        .sum();
    let century = format!("{}", year / 100);
    (century, format!("{nine}{}", (10 - sum % 10) % 10))
}

fn written(century: &str, ten: &str, style: usize) -> String {
    let (date, serial) = ten.split_at(6);
    let full_width = |text: &str| {
        text.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0xFF10).unwrap()).collect::<String>()
    };
    match style {
        0 => ten.to_owned(),
        1 => format!("{date}-{serial}"),
        2 => format!("{date}+{serial}"),
        3 => format!("{date} {serial}"),
        4 => format!("{century}{ten}"),
        5 => format!("{century}{date}-{serial}"),
        6 => format!("{century}{date} {serial}"),
        7 => format!("{century}{}-{}-{}-{serial}", &date[..2], &date[2..4], &date[4..]),
        8 => format!("{date}\n{serial}"),
        9 => format!("{}\n{}", &ten[..3], &ten[3..]),
        10 => format!("{date}-\u{200B}{serial}"),
        11 => full_width(ten),
        12 => format!("foto_{century}{ten}.jpg"),
        13 => format!("{ten}@mail"),
        _ => format!("{date}\u{2011}{serial}"),
    }
}

/// A fixed walk through dates, serials, styles and sentences.
fn numbered_text(i: u32) -> String {
    let (year, month, day) = (1900 + i * 7 % 125, 1 + i * 5 % 12, 1 + i * 11 % 28);
    let (century, ten) = identity_number(year, month, day, i * 37 % 999, i.is_multiple_of(4));
    let number = written(&century, &ten, (i % 15) as usize);
    match i % 5 {
        0 => number,
        1 => format!("Mannen, {number}, satt på bänken"),
        2 => format!("({number})"),
        3 => format!("den 3 maj kl 14.30 sågs {number} vid entrén"),
        _ => format!("p{number}.\nOch sedan inget mer."),
    }
}

#[test]
fn recall_on_generated_identity_numbers() {
    let mut missed = 0;
    const COUNT: u32 = 15_000;
    for i in 0..COUNT {
        missed += u32::from(!kinds(&numbered_text(i)).contains(&IdentityNumber));
    }
    assert!(f64::from(missed) <= f64::from(COUNT) * 0.005, "missed {missed} of {COUNT}");
}

#[test]
fn real_police_summaries_are_let_through() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/polisen-events-stockholm.json");
    let text = std::fs::read_to_string(path).expect("the events are there");
    let events: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert!(events.len() > 3_000);
    let stopped: Vec<_> = events
        .iter()
        .flat_map(|event| {
            ["name", "summary"].map(|member| event[member].as_str().unwrap_or_default().to_owned())
        })
        .map(|text| (kinds(&text), text))
        .filter(|(kinds, _)| !kinds.is_empty())
        .collect();
    assert!(stopped.len() * 200 <= events.len(), "{stopped:#?}");
}

proptest! {
    #[test]
    fn any_text_is_checked(text in any::<String>(), max_chars in 0usize..100) {
        if let Ok(stored) = check(&text, max_chars) {
            prop_assert!(stored.chars().count() <= max_chars);
            prop_assert_eq!(check(&stored, max_chars), Ok(stored.clone()));
        }
    }

    #[test]
    fn digits_and_signs_in_any_order_are_checked(text in "[0-9+@. \\-()\n/:A-Za-z]{0,60}") {
        let _ = kinds(&text);
    }
}

#[test]
fn long_runs_of_digits_are_no_telephone_number_and_no_panic() {
    for text in ["012345678901", "0123456789012345", "01234567890123456789 eller 0", "a0123456789012b"] {
        let kinds = check(text, 200).err().unwrap_or_default();
        assert!(kinds.iter().all(|fault| fault.kind != TextFaultKind::PhoneNumber), "{text}");
    }
}
