//! How much of what points at a person is found, and how often an innocent text is stopped: ten thousand drawn texts of
//! either sort. `cargo test --lib guard::tests::measured -- --nocapture` prints the figures of `docs/trials.md`.

use super::super::plate;
use super::{identity_number, kinds, written};
use crate::domain::guard::TextFaultKind::{
    self, ApartmentNumber, Email, IdentityNumber, PhoneNumber, VehiclePlate,
};
use std::collections::BTreeMap;

const EACH: u32 = 2_000;

/// A fixed walk (SplitMix64), so that the figures are the same for everybody.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((z ^ (z >> 31)) % u64::from(end)).expect("below a u32")
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(u32::try_from(all.len()).expect("short lists")) as usize]
    }

    fn digits(&mut self, count: u32) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).expect("a digit"))).collect()
    }

    fn plate_letters(&mut self) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHJKLMNOPRSTUWXYZ";
        (0..3).map(|_| char::from(LETTERS[self.below(23) as usize])).collect()
    }
}

/// A sentence around it, as somebody writes on a phone.
fn in_a_sentence(draw: &mut Draw, what: &str) -> String {
    match draw.below(6) {
        0 => what.to_owned(),
        1 => format!("Mannen, {what}, satt på bänken vid porten"),
        2 => format!("({what})"),
        3 => format!("Den 3 maj kl 14.30 sågs {what} vid entrén."),
        4 => format!("Klotter igen.\n{what}\nTredje gången i veckan"),
        _ => format!("Ring eller fråga efter {what}!"),
    }
}

fn an_identity_number(draw: &mut Draw) -> String {
    let (year, month, day) = (1900 + draw.below(125), 1 + draw.below(12), 1 + draw.below(28));
    let coordination = draw.below(4) == 0;
    let (century, ten) = identity_number(year, month, day, 1 + draw.below(998), coordination);
    written(&century, &ten, draw.below(15) as usize)
}

fn a_phone_number(draw: &mut Draw) -> String {
    let mobile = format!("7{}{}", draw.of(&["0", "2", "3", "6", "9"]), draw.digits(7));
    let (a, b, c, d) = (&mobile[..2], &mobile[2..5], &mobile[5..7], &mobile[7..]);
    match draw.below(9) {
        0 => format!("0{mobile}"),
        1 => format!("0{a}-{b} {c} {d}"),
        2 => format!("0{a} {b} {c} {d}"),
        3 => format!("+46{mobile}"),
        4 => format!("+46 {a} {b} {c} {d}"),
        5 => format!("+46 (0){a}-{b} {c} {d}"),
        6 => format!("0046 {a}-{b}{c}{d}"),
        7 => format!("08-{} {} {}", 1 + draw.below(899) + 100, draw.digits(2), draw.digits(2)),
        _ => format!("0{a}.{b}.{c}.{d}"),
    }
}

fn an_address_of_mail(draw: &mut Draw) -> String {
    let name = draw.of(&["anna", "sven.svensson", "åsa_berg", "klotter-king", "x9", "info+plats"]);
    let host =
        draw.of(&["exempel.se", "mail.exempel.com", "stad.exempel.nu", "exempel.co.uk", "örebro.exempel.se"]);
    let sign = draw.of(&["@", "@", "@", " @ ", "(at)", "[at]", "(a)"]);
    format!("{name}{sign}{host}")
}

fn a_plate(draw: &mut Draw) -> String {
    // Some letters spell words, which nobody is served by stopping (`HUS 123`): they are left out of the count.
    let letters = loop {
        let letters = draw.plate_letters();
        if !plate::is_word(&letters) {
            break letters;
        }
    };
    let number = match draw.below(2) {
        0 => draw.digits(3),
        _ => format!("{}{}", draw.digits(2), draw.of(&["A", "D", "K", "X"])),
    };
    match draw.below(5) {
        0 => format!("{letters}{number}"),
        1 => format!("{letters} {number}"),
        2 => format!("{letters}-{number}"),
        3 => format!("{letters}{number}").to_lowercase(),
        _ => format!("bil {} {number}", letters.to_lowercase()),
    }
}

fn a_flat(draw: &mut Draw) -> String {
    let floor = 10 + draw.below(9);
    let door = 1 + draw.below(9);
    let number = format!("{floor}0{door}");
    match draw.below(6) {
        0 => format!("lgh {number}"),
        1 => format!("Lgh. {number}"),
        2 => format!("lägenhet {number}"),
        3 => format!("lägenhet nr {}", 1 + draw.below(60)),
        4 => format!("lgh{number}"),
        _ => format!("LGH: {number}"),
    }
}

#[test]
fn what_points_at_a_person_is_found() {
    type Drawn = fn(&mut Draw) -> String;
    let sorts: [(TextFaultKind, Drawn); 5] = [
        (IdentityNumber, an_identity_number),
        (PhoneNumber, a_phone_number),
        (Email, an_address_of_mail),
        (VehiclePlate, a_plate),
        (ApartmentNumber, a_flat),
    ];
    let mut draw = Draw(20_261_128);
    for (kind, sort) in sorts {
        let texts = (0..EACH).map(|_| {
            let what = sort(&mut draw);
            in_a_sentence(&mut draw, &what)
        });
        let missed: Vec<String> = texts.filter(|text| !kinds(text).contains(&kind)).collect();
        println!("{kind}: {} of {EACH} found", EACH as usize - missed.len());
        assert!(missed.len() * 1_000 <= EACH as usize * 5, "{kind}: {} missed: {missed:#?}", missed.len());
    }
}

/// What people write of places that has digits in it and points at nobody.
fn innocent(draw: &mut Draw) -> String {
    let (hour, other) = (6 + draw.below(8), 15 + draw.below(8));
    let (day, month, year) = (1 + draw.below(28), 1 + draw.below(12), 2015 + draw.below(12));
    let street = draw.of(&["Sveavägen", "Ringvägen", "Skolgränd", "Torggatan", "Åsögatan", "Bredängs allé"]);
    let number = 1 + draw.below(180);
    match draw.below(24) {
        0 => format!("dnr KS {year}/{}", draw.below(2_000)),
        1 => format!("Ärende {year}-{}-{}", draw.digits(5), draw.below(30)),
        2 => format!("Diarienummer SLK-{year}/{}-1.2.1", draw.digits(4)),
        3 => format!("59.{}, 18.{}", draw.digits(6), draw.digits(6)),
        4 => format!("N 65{}.{} E 6{}.{}", draw.digits(5), draw.digits(3), draw.digits(5), draw.digits(2)),
        5 => format!("SWEREF 99 18 00: 65{} 1{}", draw.digits(5), draw.digits(5)),
        6 => format!("Org.nr {}", an_organisation_number(draw)),
        7 => format!("Öppet mån-fre {hour:02}00-{other}00, lör 10-15"),
        8 => format!("Öppettider {hour}.30–{other}.00 vardagar"),
        9 => format!("{year}-{month:02}-{day:02} kl {other}.{:02}", draw.below(60)),
        10 => format!(
            "Sett {day}/{month} {year}, klockan {hour:02}:{:02} och {other}:{:02}",
            draw.below(60),
            draw.below(60)
        ),
        11 => format!("{street} {number}, 1{} {} Farsta", draw.digits(2), draw.digits(2)),
        12 => format!("{street} {number}{}, port {}", draw.of(&["A", "B", "C"]), 1 + draw.below(9)),
        13 => format!("Fastigheten Norrmalm {}:{}", 1 + draw.below(60), 1 + draw.below(99)),
        14 => format!("Lyktstolpe nr {} är släckt", draw.digits(5)),
        15 => format!(
            "Buss {} och {} stannar här, hållplats {}",
            draw.below(199),
            500 + draw.below(99),
            draw.digits(4)
        ),
        16 => format!("Skadan kostar {} {} kr", 1 + draw.below(99), draw.digits(3)),
        17 => format!("Cirka {} kvm, {} meter från skolan", draw.below(900), draw.below(400)),
        18 => format!("Ring 112, 114 14 eller 1177. Vecka {}", 1 + draw.below(52)),
        19 => format!("Hus {}, plan {}, rum {}", 1 + draw.below(40), draw.below(9), draw.digits(3)),
        20 => format!("Elskåp E{} vid tunnelbanan, linje {}", draw.digits(4), 10 + draw.below(9)),
        21 => format!(
            "{}–{} ungdomar, {} mopeder, fredag till lördag {other}–0{}",
            1 + draw.below(5),
            6 + draw.below(9),
            draw.below(5),
            1 + draw.below(5)
        ),
        22 => format!("Ärende i felanmälan: {}-{}", year, draw.digits(6)),
        _ => format!(
            "Avtal {} gäller {}-{}, § {} mom {}",
            draw.digits(4),
            year,
            year + 1,
            draw.below(40),
            draw.below(9)
        ),
    }
}

/// As companies have them: the third digit is two or more, and the last checks the rest.
fn an_organisation_number(draw: &mut Draw) -> String {
    let (month, day, serial) = (20 + draw.below(79), draw.below(99), draw.below(999));
    let (_, ten) = identity_number(1955, month, day, serial, false);
    format!("{}-{}", &ten[..6], &ten[6..])
}

#[test]
fn what_points_at_nobody_is_let_through() {
    let mut draw = Draw(20_261_129);
    let texts: Vec<String> = (0..5 * EACH).map(|_| innocent(&mut draw)).collect();
    let mut stopped: BTreeMap<TextFaultKind, Vec<&String>> = BTreeMap::new();
    for text in &texts {
        for kind in kinds(text) {
            stopped.entry(kind).or_default().push(text);
        }
    }
    let count: usize = stopped.values().map(Vec::len).sum();
    println!("innocent texts stopped: {count} of {}", texts.len());
    for (kind, texts) in &stopped {
        println!("  {kind}: {}, such as {:?}", texts.len(), &texts[..texts.len().min(3)]);
    }
    assert!(count * 1_000 <= texts.len() * 5, "{count} of {}", texts.len());
}
