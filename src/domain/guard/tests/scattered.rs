//! What people write whom nobody has asked: the same numbers with signs between any of their digits that somebody might
//! put there, in digits of any script. Drawn apart from the forms that the guard was written for, so that the figures say
//! how it does with what was not thought of. `cargo test --lib guard::tests::scattered -- --nocapture` prints them.

use super::kinds;
use crate::domain::guard::TextFaultKind::{
    self, ApartmentNumber, Email, IdentityNumber, PhoneNumber, VehiclePlate,
};
use crate::domain::guard::{Sensitive, warnings};

const EACH: usize = 2_000;

/// A fixed walk (xorshift), so that the figures are the same for everybody.
struct Walk(u64);

impl Walk {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn digit(&mut self) -> u32 {
        u32::try_from(self.below(10)).unwrap()
    }
}

/// Digits of one script after another, by their noughts.
const NOUGHTS: [char; 5] = ['0', '0', '0', '\u{FF10}', '\u{0660}'];

/// Digits with a sign from `between` where `may` says that one may stand, all in one script.
fn scattered(walk: &mut Walk, digits: &[u32], may: &[usize], between: &[&str]) -> String {
    let nought = walk.one(&NOUGHTS);
    let sign = walk.one(between);
    let mut text = String::new();
    for (at, digit) in digits.iter().enumerate() {
        if may.contains(&at) && walk.below(3) > 0 {
            text.push_str(sign);
        }
        text.push(char::from_u32(u32::from(nought) + digit).unwrap());
    }
    text
}

/// The last digit of a personal identity number, by doubling every other.
fn check_digit(nine: &[u32]) -> u32 {
    let sum: u32 = nine
        .iter()
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, times)| digit * times)
        .map(|product| product / 10 + product % 10)
        .sum();
    (10 - sum % 10) % 10
}

fn identity(walk: &mut Walk) -> String {
    let pair = |number: usize| [u32::try_from(number / 10).unwrap(), u32::try_from(number % 10).unwrap()];
    let century = walk.one(&[19, 20]);
    let year = if century == 20 { walk.below(25) } else { 20 + walk.below(80) };
    let day = 1 + walk.below(28) + walk.one(&[0, 0, 60]);
    let month = 1 + walk.below(12);
    let mut ten: Vec<u32> = [pair(year), pair(month), pair(day)].concat();
    ten.extend((0..3).map(|_| walk.digit()));
    ten.push(check_digit(&ten));
    let signs = ["-", "-", " ", "", "–", "\u{2212}", " - ", "\u{A0}", "\u{AD}", "\u{200B}"];
    if walk.below(2) == 0 {
        return scattered(walk, &ten, &[6], &signs);
    }
    let twelve = [&pair(century)[..], &ten].concat();
    let may = walk.one(&[&[8][..], &[4, 6, 8][..], &[2, 8][..]]);
    scattered(walk, &twelve, may, &signs)
}

fn phone(walk: &mut Walk) -> String {
    let signs = ["-", " ", " ", "", "–", ".", "\u{A0}", "\u{2011}"];
    let mut number: Vec<u32> = vec![0, 7, walk.one(&[0, 2, 3, 6, 9])];
    number.extend((0..7).map(|_| walk.digit()));
    match walk.below(3) {
        0 => {
            let may = walk.one(&[&[3, 6, 8][..], &[3][..], &[4, 6, 8][..]]);
            scattered(walk, &number, may, &signs)
        }
        1 => format!(
            "+46{}{}",
            walk.one(&["", " ", "-", " (0)"]),
            scattered(walk, &number[1..], &[2, 5, 7], &signs)
        ),
        _ => {
            // Nobody writes the last digit by itself.
            let count = walk.one(&[6, 7, 8]);
            let may: &[usize] = match count {
                6 => &[2, 4, 6],
                7 => &[2, 5, 7],
                _ => &[2, 5, 8],
            };
            let mut home = vec![0, 8, u32::try_from(1 + walk.below(9)).unwrap()];
            home.extend((1..count).map(|_| walk.digit()));
            scattered(walk, &home, may, &["-", " ", " - ", "/"])
        }
    }
}

fn email(walk: &mut Walk) -> String {
    let name: String =
        (0..2 + walk.below(12)).map(|_| walk.one(&['a', 'k', 'ö', '.', '7', '_', 'z', 'e'])).collect();
    let host: String = (0..2 + walk.below(9)).map(|_| walk.one(&['b', 'o', 'å', '-', '3', 'm'])).collect();
    let sign = walk.one(&["@", "@", "@", "\u{FF20}", " @", "@ ", " (at) ", "[AT]"]);
    format!("x{name}y{sign}x{host}y.{}", walk.one(&["se", "com", "nu", "stockholm", "co.uk"]))
}

fn plate(walk: &mut Walk) -> String {
    // Consonants, which spell no word.
    let letters: String =
        (0..3).map(|_| walk.one(&['B', 'D', 'F', 'G', 'J', 'L', 'R', 'S', 'T', 'W', 'X', 'Z'])).collect();
    let digits = [walk.digit(), walk.digit(), walk.digit()];
    let last =
        if walk.below(4) == 0 { walk.one(&['B', 'K', 'M', 'W']).to_string() } else { digits[2].to_string() };
    let number = format!("{}{}{last}", digits[0], digits[1]);
    let sign = walk.one(&["", " ", "-", "\u{A0}", "–", "\u{200B}"]);
    format!("{letters}{sign}{number}")
}

fn flat(walk: &mut Walk) -> String {
    let word = walk.one(&[
        "lgh",
        "Lgh",
        "LGH",
        "lägenhet",
        "Lägenhet",
        "lägenhetsnummer",
        "lägenhetsnr",
        "lgh nr",
        "lgh-nr",
        "lgh.nr",
        "apartment",
        "Apartment no",
        "flat",
        "flat no.",
        "apt",
        "apt.",
        "lghnummer",
        "lägenhetsnumret",
    ]);
    let sign = walk.one(&[" ", " ", ": ", ". ", "", " #", "\u{A0}", " - "]);
    let number = match walk.below(4) {
        0 => format!("{}0{}", 10 + walk.below(9), 1 + walk.below(9)),
        1 => (1 + walk.below(90)).to_string(),
        2 => format!("{}{}", 1 + walk.below(20), walk.one(&["A", "b", "C"])),
        _ => format!("{}{}", walk.one(&["A", "B"]), 1000 + walk.below(500)),
    };
    // A number that is written on to "nr" or to a word with a full stop is one word with it, or stands after it.
    format!("{word}{}{number}", if sign.is_empty() && word.contains([' ', '-', '.']) { " " } else { sign })
}

fn around(walk: &mut Walk, what: &str) -> String {
    let before =
        walk.one(&["", "Hej! ", "Vi såg ", "bänken (", "Obs: ", "enligt grannen ", "Glas på marken. "]);
    let after = walk.one(&["", ".", ")", ", igen", " vid porten", "\nvarje kväll", "?"]);
    format!("{before}{what}{after}")
}

#[test]
fn what_was_not_thought_of_is_found_nearly_always() {
    type Drawn = fn(&mut Walk) -> String;
    let sorts: [(TextFaultKind, Drawn); 5] = [
        (IdentityNumber, identity),
        (PhoneNumber, phone),
        (Email, email),
        (VehiclePlate, plate),
        (ApartmentNumber, flat),
    ];
    let mut walk = Walk(0x5a6d_706c_6174_7321);
    for (kind, drawn) in sorts {
        let texts: Vec<String> = (0..EACH)
            .map(|_| {
                let what = drawn(&mut walk);
                around(&mut walk, &what)
            })
            .collect();
        let missed: Vec<&String> = texts.iter().filter(|text| !kinds(text).contains(&kind)).collect();
        println!(
            "{kind}: {} of {EACH} found, missed such as {:?}",
            EACH - missed.len(),
            &missed[..missed.len().min(8)]
        );
        assert!(
            missed.len() * 100 <= EACH,
            "{kind}: {} missed: {:?}",
            missed.len(),
            &missed[..missed.len().min(20)]
        );
    }
}

/// Sentences about people, in words as people bend them.
const TOLD_OF: [(&str, Sensitive); 24] = [
    ("Det bor romska familjer i tälten", Sensitive::Ethnicity),
    ("Några EU-migranter sover under bron", Sensitive::Ethnicity),
    ("Somaliska killar hänger vid kiosken", Sensitive::Ethnicity),
    ("en mörkhyad man i 30-årsåldern", Sensitive::Ethnicity),
    ("de pratar arabiska med varandra", Sensitive::Ethnicity),
    ("Polska byggjobbare dricker på gården", Sensitive::Ethnicity),
    ("ungdomar med invandrarbakgrund", Sensitive::Ethnicity),
    ("Afghanerna brukar stå här", Sensitive::Ethnicity),
    ("kvinnor i slöja trakasseras", Sensitive::Ethnicity),
    ("Romanian women begging by the door", Sensitive::Ethnicity),
    ("a group of Somali boys", Sensitive::Ethnicity),
    ("graffiti against Jewish neighbours", Sensitive::Ethnicity),
    ("Rumänska tiggare utanför butiken", Sensitive::Ethnicity),
    ("asylsökandena på boendet", Sensitive::Ethnicity),
    ("Kända missbrukare på bänken", Sensitive::Health),
    ("en narkoman låg i trappan", Sensitive::Health),
    ("mannen verkar psykiskt sjuk", Sensitive::Health),
    ("hon är gravid och sover ute", Sensitive::Health),
    ("alkoholisterna sitter kvar", Sensitive::Health),
    ("han har schizofreni", Sensitive::Health),
    ("dementa damen på andra våningen går ut", Sensitive::Health),
    ("a known addict sleeps here", Sensitive::Health),
    ("he seems mentally ill", Sensitive::Health),
    ("någon har tagit en överdos", Sensitive::Health),
];

/// Sentences about places, with words that begin or sound like those of the lists.
const NOT_TOLD_OF: [&str; 20] = [
    "Romantisk belysning saknas vid rondellen",
    "Turkos bänk är sönder",
    "Arabesken i gångtunneln är nedklottrad",
    "Rullstolsrampen är blockerad",
    "Handikapparkeringen används av andra",
    "Thairestaurangens sopor ligger på gatan",
    "Trasig stolpe vid Judarskogen",
    "Rom och öl säljs till ungdomar",
    "Glas och skräp vid lekplatsen",
    "Bilar kör fort på skolgården",
    "Gravvalvet på kyrkogården är klottrat",
    "Sjukhusets parkering är mörk",
    "Vårdcentralens entré är vandaliserad",
    "Same bench broken again",
    "The polish on the handrail is gone",
    "Somrarna är värst",
    "Kristinebergs idrottsplats är mörk",
    "Ett fönster mot Irans ambassad är krossat",
    "Påverkade personer i tunnelbanan",
    "Kanyler vid gungorna",
];

#[test]
fn words_that_point_at_origin_or_health_are_told_of() {
    for (text, points_at) in TOLD_OF {
        assert_eq!(warnings(text), [points_at], "{text}");
    }
    let told: Vec<&str> = NOT_TOLD_OF.into_iter().filter(|text| !warnings(text).is_empty()).collect();
    assert_eq!(told, Vec::<&str>::new());
    assert_eq!(warnings("Romska tiggare, en av dem gravid"), [Sensitive::Ethnicity, Sensitive::Health]);
}

#[derive(serde::Deserialize)]
struct Warned {
    text: String,
    warnings: Vec<String>,
}

/// The phone is held to the same cases (`web/src/guard/sensitive.test.ts`).
#[test]
fn the_phone_is_told_the_same() {
    let cases: Vec<Warned> =
        serde_json::from_str(include_str!("../../../../tests/guard/warned.json")).expect("cases");
    for Warned { text, warnings: expected } in cases {
        let told: Vec<&str> = warnings(&text).into_iter().map(Sensitive::code).collect();
        assert_eq!(told, expected, "{text}");
    }
}

#[test]
fn few_real_summaries_are_told_of() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/polisen-events-stockholm.json");
    let text = std::fs::read_to_string(path).expect("the events are there");
    let events: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let told: Vec<&str> = events
        .iter()
        .filter_map(|event| event["summary"].as_str())
        .filter(|summary| !warnings(summary).is_empty())
        .collect();
    println!(
        "summaries told of: {} of {}, such as {:?}",
        told.len(),
        events.len(),
        &told[..told.len().min(6)]
    );
    assert!(told.len() * 50 <= events.len(), "{} of {}: {told:#?}", told.len(), events.len());
}
