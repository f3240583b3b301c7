//! Swedish vehicle plates: three letters, two digits, and a digit or a letter.

use super::contact::lower;
use super::fold::Folded;

/// Letters that plates do not use.
const NOT_ON_PLATES: &str = "IQVÅÄÖ";

/// Three-letter words and abbreviations that stand before numbers and are no plates.
const WORDS: [&str; 48] = [
    "bus", "hus", "rum", "lgh", "tel", "och", "med", "kap", "dnr", "reg", "tom", "fom", "max", "sek", "kar",
    "led", "pub", "bar", "rad", "typ", "nya", "den", "det", "der", "dag", "kod", "lag", "sfs", "osl", "lss",
    "lpo", "epa", "apt", "ett", "ner", "per", "par", "san", "nät", "utm", "prt", "uno", "eko", "spa", "gym",
    "ska", "kan", "har",
];

/// Words after which three letters and three digits are a plate even in small letters and with a space.
const CONTEXT: [&str; 24] = [
    "bil",
    "bilen",
    "reg",
    "regnr",
    "regnummer",
    "registreringsnummer",
    "registreringsnr",
    "regskylt",
    "skylt",
    "skylten",
    "plåt",
    "moped",
    "mopeden",
    "mc",
    "motorcykel",
    "fordon",
    "fordonet",
    "lastbil",
    "skåpbil",
    "volvo",
    "saab",
    "bmw",
    "audi",
    "elbil",
];

pub(super) fn is_in(text: &Folded) -> bool {
    let words: Vec<(usize, usize)> = text.words().collect();
    (0..words.len()).any(|index| joined(text, words[index]) || apart(text, &words, index))
}

/// `ABC123`, `abc12d`.
fn joined(text: &Folded, (start, end): (usize, usize)) -> bool {
    let word = &text.chars[start..end];
    word.len() == 6 && are_letters(&word[..3]) && are_number(&word[3..]) && !is_a_word(&word[..3])
}

/// `ABC 123`, `ABC-12D`; in small letters only after a word that speaks of a vehicle.
fn apart(text: &Folded, words: &[(usize, usize)], index: usize) -> bool {
    let Some(&(number_start, number_end)) = words.get(index + 1) else {
        return false;
    };
    let (start, end) = words[index];
    let (letters, number) = (&text.chars[start..end], &text.chars[number_start..number_end]);
    let shape = number_start == end + 1
        && matches!(text.chars[end], ' ' | '-' | '\n' | '.' | '_' | ':')
        && letters.len() == 3
        && are_letters(letters)
        && are_number(number)
        && !is_a_word(letters)
        && !goes_on_as_decimals(text, number_end);
    let capital = letters.iter().all(|c| c.is_uppercase());
    shape
        && (capital
            || words[..index].iter().rev().take(2).any(|&(start, end)| is_context(&text.chars[start..end])))
}

fn are_letters(letters: &[char]) -> bool {
    let on_plates = |c: &char| c.is_ascii_alphabetic() && !NOT_ON_PLATES.contains(c.to_ascii_uppercase());
    letters.len() == 3 && letters.iter().all(on_plates)
}

fn are_number(number: &[char]) -> bool {
    let [first, second, last] = number else {
        return false;
    };
    let last_fits = last.is_ascii_digit()
        || (last.is_ascii_alphabetic() && !NOT_ON_PLATES.contains(last.to_ascii_uppercase()));
    first.is_ascii_digit() && second.is_ascii_digit() && last_fits
}

/// `ABC 123.45` and `ABC 123/24` are measures and case numbers.
fn goes_on_as_decimals(text: &Folded, end: usize) -> bool {
    matches!(text.at(end, 0), Some('.' | ',' | ':' | '/'))
        && text.at(end, 1).is_some_and(|c| c.is_ascii_digit())
}

fn is_a_word(letters: &[char]) -> bool {
    WORDS.contains(&lower(letters).as_str())
}

/// Whether three letters are a word that is let through before a number.
#[cfg(test)]
pub(super) fn is_word(letters: &str) -> bool {
    is_a_word(&letters.chars().collect::<Vec<_>>())
}

fn is_context(word: &[char]) -> bool {
    CONTEXT.contains(&lower(word).as_str())
}
