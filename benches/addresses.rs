//! What the addresses of a city cost: memory for each, the book that a search needs, and searches. `cargo bench --bench
//! addresses [-- COUNT]`, 200 000 unless told.
//!
//! Times are of one thread on the clock: searches the median of many, the book once.

use samplats::domain::address::Address;
use samplats::domain::ids::AddressId;
use samplats::domain::record::{Record, Versioned};
use samplats::index::quarantine::Quarantine;
use samplats::index::snapshot::Snapshot;
use samplats::space::LonLat;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// A street has so many numbers, as a city's streets have in the mean.
const NUMBERS: usize = 30;
const FIRST: [&str; 40] = [
    "Alm", "Ask", "Björk", "Bok", "Ek", "En", "Gran", "Hassel", "Lind", "Lönn", "Oxel", "Pil", "Rönn",
    "Tall", "Vide", "Berg", "Bro", "Båt", "Damm", "Fyr", "Göt", "Hamn", "Kvarn", "Kyrk", "Park", "Skol",
    "Slott", "Sten", "Stor", "Strand", "Torg", "Torn", "Vall", "Vind", "Ving", "Väst", "Ås", "Älv", "Öst",
    "Ör",
];
const MIDDLE: [&str; 20] = [
    "", "backs", "bergs", "dals", "holms", "hus", "höjds", "kulle", "lunds", "marks", "näs", "sjö", "skogs",
    "slätts", "sunda", "torps", "vik", "ängs", "åkers", "ö",
];
const LAST: [&str; 9] =
    ["gatan", "vägen", "stigen", "gränd", "allén", "backen", "torget", "platsen", "slingan"];

fn address(n: usize) -> Record {
    let street = n / NUMBERS;
    let name = format!(
        "{}{}{}",
        FIRST[street % FIRST.len()],
        MIDDLE[street / FIRST.len() % MIDDLE.len()],
        LAST[street / FIRST.len() / MIDDLE.len() % LAST.len()]
    );
    let number = n % NUMBERS + 1;
    let number = if n.is_multiple_of(5) { format!("{number} B") } else { number.to_string() };
    let (east, north) = ((n % 450) as f64 * 1e-3, (n / 450) as f64 * 1e-3);
    let record = Address {
        id: AddressId::from_bits(n as u64 + 1),
        source_id: format!("0180-{n:08}").into(),
        street: name.into(),
        number: Some(number.into()),
        postal_code: Some(format!("{:03} {:02}", 100 + street % 90, street % 100).into()),
        locality: Some("Provstad".into()),
        position: LonLat::new(17.8 + east, 59.2 + north).expect("a position"),
    };
    Versioned { version: 1, record }.into()
}

fn resident_bytes() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("Linux tells what is resident");
    let pages: f64 = statm.split(' ').nth(1).and_then(|n| n.parse().ok()).expect("a number of pages");
    pages * 4_096.0
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..501)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    let count = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(200_000);
    let empty = resident_bytes();
    let snapshot = Snapshot::build(0, [0; 32], (0..count).map(address), Quarantine::default());
    let held = resident_bytes() - empty;
    let addresses = &snapshot.reference.addresses;
    assert_eq!(addresses.len(), count, "every address is there");
    let begun = Instant::now();
    assert!(!addresses.find("storgatan 1", 8).is_empty(), "something is found");
    let first = begun.elapsed();
    let with_book = resident_bytes() - empty;
    println!("{count} addresses\n\n| what | |\n|---|--:|");
    println!("| memory of each, held | {:.0} bytes |", held / count as f64);
    println!("| memory of each, with the book | {:.0} bytes |", with_book / count as f64);
    println!("| the first search, which makes the book | {:.0} ms |", first.as_secs_f64() * 1e3);
    for typed in
        ["st", "stor", "storgatan", "storgatan 12 b", "vägen 7", "ostbergsgatan 3", "provstad storg 1", "zzz"]
    {
        let found = addresses.find(typed, 8).len();
        let time = median(|| drop(black_box(addresses.find(black_box(typed), 8))));
        println!("| “{typed}”, {found} found | {:.1} us |", time.as_secs_f64() * 1e6);
    }
}
