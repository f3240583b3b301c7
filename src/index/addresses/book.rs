//! The addresses as a book: street by street, with an index of words.

use super::words::{Typed, along, folded, small, swedish, typed, words};
use crate::domain::address::Address;
use crate::domain::world::Held;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

/// Of each of several streets at least so many addresses are shown, as far as the limit goes.
const OF_EACH: usize = 3;

/// Every address once, in order, and where the streets and words begin.
pub struct Book {
    /// By street, town and number.
    addresses: Vec<Held<Address>>,
    /// In the order of the addresses.
    streets: Vec<Street>,
    /// Words of streets and towns with the number of their street, in order.
    words: Vec<(Box<str>, u32)>,
}

/// Addresses that share the name of a street and the town.
struct Street {
    /// Which of the addresses.
    at: Range<u32>,
    /// The words of its name, folded.
    own: Box<[Box<str>]>,
    /// The words of the town's.
    town: Box<[Box<str>]>,
}

/// How well a street answers what was typed, the best least: typed from its beginning; with whole words; with its
/// dots; then in the order of a Swedish list, which is that of the streets' numbers.
type Rank = (bool, bool, bool, u32);

impl Book {
    pub fn of<'a>(addresses: impl Iterator<Item = &'a Held<Address>>) -> Self {
        let mut book = Self { addresses: Vec::new(), streets: Vec::new(), words: Vec::new() };
        for (number, mut houses) in (0_u32..).zip(by_street(addresses)) {
            houses.sort_by(|a, b| by_number(a, b));
            let begin = index(book.addresses.len());
            let street = Street::of(&houses[0], begin..begin + index(houses.len()));
            book.words.extend(street.own.iter().chain(&street.town).map(|word| (word.clone(), number)));
            book.streets.push(street);
            book.addresses.extend(houses);
        }
        book.words.sort_unstable();
        book.words.dedup();
        book.words.shrink_to_fit();
        book.addresses.shrink_to_fit();
        book
    }

    /// The addresses that have every word that was typed, or begin with it.
    pub fn find(&self, text: &str, limit: usize) -> Vec<&Held<Address>> {
        let typed = typed(text);
        let mut streets: Vec<(Rank, Vec<&Typed>)> = Vec::new();
        for number in self.candidates(&typed) {
            streets.extend(self.judged(number, &typed));
        }
        streets.sort_unstable_by_key(|(rank, _)| *rank);
        let numbered = streets.iter().any(|(_, rest)| !rest.is_empty());
        // Whoever has typed a number means one; until then several streets are shown, and some of each.
        let of_each = if numbered { limit } else { OF_EACH.max(limit / streets.len().max(1)) };
        let mut found = Vec::new();
        for ((_, _, _, number), rest) in streets {
            let most = of_each.min(limit - found.len());
            found.extend(self.along(number, &rest, most));
            if found.len() == limit {
                break;
            }
        }
        found
    }

    /// Streets that have the word that tells most, or begin with it.
    fn candidates(&self, typed: &[Typed]) -> Vec<u32> {
        // One letter alone may be that of a number, and tells least in any case.
        let span_of = |word: &Typed| (word.folded.chars().count() == 1, self.span(&word.folded));
        let letters = typed.iter().filter(|word| !word.is_number).map(span_of);
        let known = letters.filter(|(_, span)| !span.is_empty());
        let Some((_, span)) = known.min_by_key(|(is_short, span)| (*is_short, span.len())) else {
            return Vec::new();
        };
        let mut streets: Vec<u32> = self.words[span].iter().map(|(_, street)| *street).collect();
        streets.sort_unstable();
        streets.dedup();
        streets
    }

    fn span(&self, prefix: &str) -> Range<usize> {
        let begin = self.words.partition_point(|(word, _)| **word < *prefix);
        let rest = &self.words[begin..];
        begin..begin + rest.partition_point(|(word, _)| word.starts_with(prefix))
    }

    /// How well a street answers, and what was typed that only its addresses can answer.
    fn judged<'a>(&self, number: u32, typed: &'a [Typed]) -> Option<(Rank, Vec<&'a Typed>)> {
        let street = &self.streets[number as usize];
        let begins =
            |words: &[Box<str>], typed: &Typed| words.iter().any(|word| word.starts_with(&*typed.folded));
        let is_known = |typed: &&Typed| begins(&street.own, typed) || begins(&street.town, typed);
        let (known, rest): (Vec<&Typed>, Vec<&Typed>) = typed.iter().partition(is_known);
        // A town alone is no answer.
        let own: Vec<&&Typed> = known.iter().filter(|typed| begins(&street.own, typed)).collect();
        if own.is_empty() {
            return None;
        }
        let from_the_first =
            own.iter().zip(&*street.own).all(|(typed, word)| word.starts_with(&*typed.folded));
        let whole = own.iter().all(|typed| street.own.iter().any(|word| **word == *typed.folded));
        let name = &self.addresses[street.at.start as usize].street;
        let dotted: Vec<String> = words(name).map(small).collect();
        let exact = own.iter().all(|typed| dotted.iter().any(|word| word.starts_with(&*typed.small)));
        Some(((!from_the_first, !whole, !exact, number), rest))
    }

    /// The addresses of a street that answer the rest, an exact number before those that begin with it.
    fn along(&self, number: u32, rest: &[&Typed], most: usize) -> Vec<&Held<Address>> {
        let Street { at, .. } = &self.streets[number as usize];
        let all = &self.addresses[at.start as usize..at.end as usize];
        if rest.is_empty() {
            return all.iter().take(most).collect();
        }
        let answers = |address: &&Held<Address>| rest.iter().all(|typed| has(address, &typed.folded));
        let mut found: Vec<_> = all.iter().filter(answers).collect();
        let together: String = rest.iter().map(|typed| typed.folded.as_str()).collect();
        let is_exact = |address: &Address| {
            let number = folded(address.number.as_deref().unwrap_or_default());
            number == together || number == rest[0].folded
        };
        found.sort_by_key(|address| !is_exact(address));
        found.truncate(most);
        found
    }
}

impl Street {
    fn of(address: &Address, at: Range<u32>) -> Self {
        let town = address.locality.as_deref().unwrap_or_default();
        let boxed = |text: &str| words(text).map(|word| folded(word).into()).collect();
        Self { at, own: boxed(&address.street), town: boxed(town) }
    }
}

/// Whether an address has a word in its number or its postal code that begins with this: `12`, `12b` and `b` for 12 B.
fn has(address: &Address, typed: &str) -> bool {
    let number = folded(address.number.as_deref().unwrap_or_default());
    let letter = number.trim_start_matches(|c: char| c.is_ascii_digit());
    if number.starts_with(typed) || (!letter.is_empty() && letter.starts_with(typed)) {
        return true;
    }
    // The first two figures are those of many house numbers.
    let postal_code = address.postal_code.as_deref().unwrap_or_default();
    typed.len() > 2 && folded(postal_code).starts_with(typed)
}

/// The addresses of each street of a town, the streets as in a Swedish list. A street is put in order once, and not each
/// of its addresses.
fn by_street<'a>(addresses: impl Iterator<Item = &'a Held<Address>>) -> Vec<Vec<Held<Address>>> {
    let mut streets: HashMap<(&str, &str), Vec<Held<Address>>> = HashMap::new();
    for address in addresses {
        let street = (&*address.street, address.locality.as_deref().unwrap_or_default());
        streets.entry(street).or_default().push(address.clone());
    }
    let mut streets: Vec<_> = streets.into_iter().collect();
    streets.sort_by_cached_key(|((name, town), _)| {
        (swedish(name), swedish(town), (*name).to_owned(), (*town).to_owned())
    });
    streets.into_iter().map(|(_, houses)| houses).collect()
}

fn by_number(a: &Address, b: &Address) -> Ordering {
    along(a.number.as_deref(), b.number.as_deref()).then_with(|| a.id.cmp(&b.id))
}

fn index(count: usize) -> u32 {
    u32::try_from(count).expect("a register holds fewer addresses than that")
}
