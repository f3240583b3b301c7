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

/// The identity numbers are from the tax agency's published test series, or have a birth date before 1900.
const FOUND: [(TextFaultKind, &str); 85] = [
    (IdentityNumber, "191212121212"),
    (IdentityNumber, "19121212-1212"),
    (IdentityNumber, "121212-1212"),
    (IdentityNumber, "121212+1212"),
    (IdentityNumber, "1212121212"),
    (IdentityNumber, "121212 1212"),
    (IdentityNumber, "19121212 1212"),
    (IdentityNumber, "1912-12-12-1212"),
    (IdentityNumber, "1912-12-12 - 1212"),
    (IdentityNumber, "1912 12 12 12 12"),
    (IdentityNumber, "12 12 12-1212"),
    (IdentityNumber, "12.12.12-1212"),
    (IdentityNumber, "121212 - 1212"),
    (IdentityNumber, "121212/1212"),
    (IdentityNumber, "foto_121212_1212.jpg"),
    (IdentityNumber, "121212–1212"),
    (IdentityNumber, "121212−1212"),
    (IdentityNumber, "1212\n121212"),
    (IdentityNumber, "191212\n12-1212"),
    (IdentityNumber, "121212-\n1212"),
    (IdentityNumber, "121212-\r\n1212"),
    (IdentityNumber, "12\u{200B}1212\u{2060}-1212"),
    (IdentityNumber, "121212\u{AD}1212"),
    (IdentityNumber, "121212\u{A0}1212"),
    (IdentityNumber, "１２１２１２-１２１２"),
    (IdentityNumber, "１２１２１２－１２１２"),
    (IdentityNumber, "١٢١٢١٢-١٢١٢"),
    (IdentityNumber, "1 2 1 2 1 2 1 2 1 2"),
    (IdentityNumber, "pojken (121212-1212) satt där"),
    (IdentityNumber, "IMG_191212121212.jpg"),
    (IdentityNumber, "pnr:1212121212."),
    (IdentityNumber, "p121212-1212x"),
    (IdentityNumber, "18900118-9811"),
    (IdentityNumber, "900118+9811"),
    (IdentityNumber, "samordningsnummer 701063-2391"),
    (IdentityNumber, "19701063-2391"),
    (IdentityNumber, "7010632391"),
    (IdentityNumber, "Se 2023-05-01, 14:30, och 121212-1212"),
    (PhoneNumber, "070-123 45 67"),
    (PhoneNumber, "0701234567"),
    (PhoneNumber, "070 123 45 67"),
    (PhoneNumber, "070-1234567"),
    (PhoneNumber, "070.123.45.67"),
    (PhoneNumber, "07 01 23 45 67"),
    (PhoneNumber, "ring 0739-12 34 56 på kvällen"),
    (PhoneNumber, "tel0701234567"),
    (PhoneNumber, "08-508 27 000"),
    (PhoneNumber, "08-123 45 67"),
    (PhoneNumber, "08-12 34 56"),
    (PhoneNumber, "08/123 45 67"),
    (PhoneNumber, "08 123 456 78"),
    (PhoneNumber, "(08) 123 45 67"),
    (PhoneNumber, "0470-123 45"),
    (PhoneNumber, "031-12 34 56"),
    (PhoneNumber, "+46701234567"),
    (PhoneNumber, "+46 70 123 45 67"),
    (PhoneNumber, "+46 (0)70-123 45 67"),
    (PhoneNumber, "0046 70 123 45 67"),
    (PhoneNumber, "+47 22 12 34 56"),
    (PhoneNumber, "+1 (555) 010-1234"),
    (PhoneNumber, "００４６７０１２３４５６７"),
    (Email, "anna@example.com"),
    (Email, "Anna.Andersson+x@mail.example.se"),
    (Email, "skriv till anna@example.se."),
    (Email, "anna @ example.se"),
    (Email, "anna(at)example.com"),
    (Email, "anna [at] example.com"),
    (Email, "åsa@exempel.se"),
    (Email, "anna＠example.com"),
    (VehiclePlate, "ABC123"),
    (VehiclePlate, "ABC 123"),
    (VehiclePlate, "ABC-123"),
    (VehiclePlate, "ABC12D"),
    (VehiclePlate, "ABC 12D"),
    (VehiclePlate, "abc123"),
    (VehiclePlate, "en vit bil abc 123"),
    (VehiclePlate, "regnr: mlb 84a"),
    (VehiclePlate, "ＡＢＣ１２３"),
    (ApartmentNumber, "lgh 1203"),
    (ApartmentNumber, "Lgh. 12"),
    (ApartmentNumber, "lgh1203"),
    (ApartmentNumber, "lägenhet 12"),
    (ApartmentNumber, "i lägenhet nr 4b"),
    (ApartmentNumber, "la\u{308}genhet 12"),
    (ControlCharacter, "a\u{7}b"),
];

const PASSED: [&str; 86] = [
    "",
    "Klotter på gaveln mot parken.",
    "buss 176 stannar här",
    "väg 222 mot Värmdö",
    "hus 12, port B",
    "Hus 120",
    "rum 123",
    "HUS 120",
    "BUS 176",
    "556016-0680",
    "5560160680",
    "org.nr 212000-0142",
    "2120000142",
    "165560160680",
    "KS 2023/740",
    "dnr 2023/12345-67",
    "dnr 2023/0123-4567",
    "öppet 08:30-16:00",
    "Dnr SISAB 2024/1234",
    "SFS 2023:196",
    "lag (2023:196)",
    "59.329324, 18.068581",
    "18.068581 59.329324",
    "59.3293240, 18.0685810",
    "N 6579245 E 154321",
    "6579245.32 154321.77",
    "EPSG:3011",
    "kl. 14:30",
    "14.30-16.00",
    "klockan 0730",
    "07-22",
    "07:00-22:00",
    "0700-2200",
    "08.30-16.00",
    "08-16 10-15",
    "mån-fre 08-18, lör 10-15",
    "2023-04-05",
    "2023-04-05 14:30",
    "2024-05-01 1430",
    "2024-05-01 14.30",
    "20230405",
    "230405",
    "08-12-2023",
    "01-02-2023",
    "5/4 2023",
    "v. 14-16",
    "163 70 Spånga",
    "SE-163 70",
    "12345 Stockholm",
    "Tenstavägen 12",
    "Tenstavägen 12-14",
    "Rinkebystråket 53 A",
    "linje 10, 11 och 17",
    "tåg 12345678",
    "objekt FS0010 och FO1",
    "FS00101234",
    "skyddsrum 123-456",
    "12 lägenheter utan ljus",
    "lägenheterna på bottenplan",
    "3 rum och kök",
    "ca 150 personer",
    "1 000 000 kr",
    "12 500 000 kr",
    "+10 000 kr",
    "temperatur -12 +14",
    "100-200 m",
    "1,5 m hög",
    "3 x 4 m",
    "E4 och E18",
    "ring 112",
    "ring 114 14",
    "tel 112",
    "möte @ torget",
    "@stockholm",
    "a@b",
    "pris 45:- eller 50,00",
    "IP 127.0.0.1",
    "version 1.2.3",
    "H 120 x B 200",
    "LED 100 W",
    "kod 123 fungerar inte",
    "år 1998-2024",
    "1990, 1991, 1992 och 1993",
    "10 20 30 40 50 60",
    "3,14159265358979",
    "Kamera 12 av 14, stolpe 4711",
];

#[test]
fn what_points_at_a_person_is_found() {
    let missed: Vec<_> = FOUND.iter().filter(|(kind, text)| !kinds(text).contains(kind)).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn what_points_at_nobody_is_let_through() {
    let stopped: Vec<_> =
        PASSED.iter().map(|text| (text, kinds(text))).filter(|(_, kinds)| !kinds.is_empty()).collect();
    assert!(stopped.is_empty(), "{stopped:?}");
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

#[test]
fn recall_on_generated_identity_numbers() {
    // A fixed walk through dates, serials, styles and sentences.
    let mut missed = 0;
    const COUNT: u32 = 15_000;
    for i in 0..COUNT {
        let (year, month, day) = (1900 + i * 7 % 125, 1 + i * 5 % 12, 1 + i * 11 % 28);
        let (century, ten) = identity_number(year, month, day, i * 37 % 999, i % 4 == 0);
        let number = written(&century, &ten, (i % 15) as usize);
        let text = match i % 5 {
            0 => number,
            1 => format!("Mannen, {number}, satt på bänken"),
            2 => format!("({number})"),
            3 => format!("den 3 maj kl 14.30 sågs {number} vid entrén"),
            _ => format!("p{number}.\nOch sedan inget mer."),
        };
        missed += u32::from(!kinds(&text).contains(&IdentityNumber));
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
