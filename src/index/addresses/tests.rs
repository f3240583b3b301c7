//! What somebody types, and what is found.

use super::*;
use crate::space::LonLat;

fn address(bits: u64, text: &str) -> Held<Address> {
    let [street, number, postal_code, locality] =
        text.split('|').collect::<Vec<_>>().try_into().expect("four");
    let some = |text: &str| (!text.is_empty()).then(|| Arc::from(text));
    let record = Address {
        id: AddressId::from_bits(bits),
        source_id: format!("s{bits}").into(),
        street: street.into(),
        number: some(number),
        postal_code: some(postal_code),
        locality: some(locality),
        position: LonLat::new(18.0, 59.0).expect("a position"),
    };
    Arc::new(Versioned { version: 1, record })
}

fn book(texts: &[&str]) -> Addresses {
    let mut addresses = Addresses::default();
    addresses.put((1..).zip(texts).map(|(bits, text)| address(bits, text)));
    addresses
}

fn city() -> Addresses {
    book(&[
        "Götgatan|10||Stockholm",
        "Götgatan|2 B|118 46|Stockholm",
        "Götgatan|2||Stockholm",
        "Götgatan|1||Stockholm",
        "Gotgatan|1||Visby",
        "Åsögatan|114||Stockholm",
        "Östgötagatan|1||Stockholm",
        "Karl-Alfreds väg|3||Stockholm",
        "S:t Eriksgatan|5||Stockholm",
        "Storgatan|5||Solna",
        "Storgatan|5||Stockholm",
        "Storgatans väg|5||Stockholm",
        "Stora torget|||Solna",
        "Lilla Storgatan|5||Stockholm",
        "Björkgatan|2||Stockholm",
    ])
}

fn found(addresses: &Addresses, typed: &str) -> Vec<String> {
    let told = |held: &&Held<Address>| match held.locality.as_deref() {
        Some("Stockholm") | None => held.name(),
        Some(town) => format!("{}, {town}", held.name()),
    };
    addresses.find(typed, 20).iter().map(told).collect()
}

#[test]
fn numbers_stand_as_along_the_street_and_dots_come_first_for_who_types_them() {
    let city = city();
    assert_eq!(
        found(&city, "götgatan"),
        ["Götgatan 1", "Götgatan 2", "Götgatan 2 B", "Götgatan 10", "Gotgatan 1, Visby"]
    );
    assert_eq!(found(&city, "gotgatan 1"), ["Gotgatan 1, Visby", "Götgatan 1", "Götgatan 10"]);
    assert_eq!(found(&city, "GÖTGATAN 1"), ["Götgatan 1", "Götgatan 10", "Gotgatan 1, Visby"]);
    assert_eq!(found(&city, "asogatan"), ["Åsögatan 114"]);
}

#[test]
fn a_number_is_found_with_its_letter_however_it_is_written() {
    let city = city();
    for typed in ["götgatan 2 b", "götgatan 2b", "2 B götgatan", "götg 2 b"] {
        assert_eq!(found(&city, typed), ["Götgatan 2 B"], "{typed}");
    }
    assert_eq!(found(&city, "götgatan 2"), ["Götgatan 2", "Götgatan 2 B"]);
    assert_eq!(found(&city, "götgatan 118 46"), ["Götgatan 2 B"]);
    assert_eq!(found(&city, "götgatan 11846"), ["Götgatan 2 B"]);
    assert!(found(&city, "götgatan 99").is_empty());
}

#[test]
fn words_are_found_wherever_they_stand_and_the_first_one_first() {
    let city = city();
    assert_eq!(
        found(&city, "storgatan 5"),
        ["Storgatan 5, Solna", "Storgatan 5", "Storgatans väg 5", "Lilla Storgatan 5"]
    );
    assert_eq!(found(&city, "storgatan 5 solna"), ["Storgatan 5, Solna"]);
    assert_eq!(found(&city, "solna storgatan"), ["Storgatan 5, Solna"]);
    assert_eq!(found(&city, "alfreds"), ["Karl-Alfreds väg 3"]);
    assert_eq!(found(&city, "st eriksg"), ["S:t Eriksgatan 5"]);
    assert_eq!(found(&city, "stora"), ["Stora torget, Solna"]);
}

#[test]
fn what_says_no_street_finds_nothing() {
    let city = city();
    for typed in ["", "   ", "12", "118 46", "stockholm", "!?", "zzz"] {
        assert!(found(&city, typed).is_empty(), "{typed}");
    }
}

#[test]
fn several_streets_share_the_room_and_the_limit_holds() {
    let texts: Vec<String> =
        (1..=40).flat_map(|n| [format!("Ekgatan|{n}||"), format!("Ekvägen|{n}||")]).collect();
    let addresses = book(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let found = addresses.find("ek", 10);
    let of = |street: &str| found.iter().filter(|held| &*held.street == street).count();
    assert_eq!((of("Ekgatan"), of("Ekvägen")), (5, 5));
    assert_eq!(addresses.find("ekgatan", 10).len(), 10);
}

#[test]
fn a_new_version_takes_the_place_of_the_one_before() {
    let mut addresses = book(&["Ekgatan|1||", "Ekgatan|2||"]);
    assert!(!addresses.find("ekgatan 1", 5).is_empty());
    addresses.put([address(1, "Almgatan|7||")]);
    assert_eq!(
        (found(&addresses, "ekgatan"), found(&addresses, "alm")),
        (vec!["Ekgatan 2".into()], vec!["Almgatan 7".into()])
    );
    assert_eq!(addresses.of_source("s1").map(|held| held.name()), Some("Almgatan 7".into()));
    assert_eq!(addresses.len(), 2);
    assert!(addresses.of_source("s3").is_none());
}

#[test]
fn texts_that_are_alike_are_held_once() {
    let addresses = book(&["Ekgatan|1||Stockholm", "Ekgatan|1 A||Stockholm"]);
    let held: Vec<_> = addresses.iter().collect();
    assert!(Arc::ptr_eq(&held[0].street, &held[1].street));
    assert_eq!(addresses.texts.len(), 4);
}
