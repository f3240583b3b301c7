//! Passwords that are tried first, and are long enough all the same: common words, the names of what this is about, years,
//! rows of the keyboard, one character over and over.

/// Words that passwords are made of, and what they are made of here, without diacritics. A longer one stands before what it
/// begins with.
const WORDS: &str = "administrator administration stadsdelsforvaltning trygghetssamordnare stockholms stockholm \
    djurgarden hammarby samplats samordnare trygghet password passwort losenordet losenord valkommen \
    welcome hemligt hemlig secret sommaren sommar summer vintern vinter winter hosten spring autumn \
    januari februari january february march april augusti august september oktober october november \
    december sverige sweden polisen polis police forskola skola staden stad city sisab letmein iloveyou \
    alskling fotboll football hockey monkey dragon sunshine princess changeme default login admin user \
    test";
/// Rows of the keyboard, and the alphabet: so many in a row of them are no choice.
const ROWS: [&str; 5] = ["qwertyuiopa", "asdfghjkloa", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "poiuytrewq"];
const IN_A_ROW: usize = 4;
/// So many letters that are in none of them are something of one's own.
const OWN: usize = 4;
/// So many characters that are not the same.
const DIFFERENT: usize = 5;

/// Whether a password is made of these alone, with any digits and signs between them.
pub fn is(password: &str) -> bool {
    let mut different: Vec<char> = password.to_lowercase().chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < DIFFERENT {
        return true;
    }
    let mut rest = letters(password);
    for word in WORDS.split(' ') {
        rest = rest.replace(word, " ");
    }
    let own: usize = rest.split(' ').map(own_letters).sum();
    own < OWN
}

/// Its letters alone, small and without diacritics, with the digits and signs that stand for one between two letters.
fn letters(password: &str) -> String {
    let signs: Vec<char> = password.to_lowercase().chars().collect();
    let is_letter =
        |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(|sign| sign.is_alphabetic());
    let letter = |(at, sign): (usize, &char)| match sign {
        'å' | 'ä' => Some('a'),
        'ö' => Some('o'),
        'é' => Some('e'),
        letter if letter.is_alphabetic() => Some(*letter),
        _ if !is_letter(at.checked_sub(1)) || !is_letter(Some(at + 1)) => None,
        '@' | '4' => Some('a'),
        '0' => Some('o'),
        '3' => Some('e'),
        '1' | '!' => Some('i'),
        '5' | '$' => Some('s'),
        _ => None,
    };
    signs.iter().enumerate().filter_map(letter).collect()
}

/// Letters that are no part of a row of the keyboard.
fn own_letters(text: &str) -> usize {
    let letters: Vec<char> = text.chars().collect();
    let mut own = 0;
    let mut at = 0;
    while at < letters.len() {
        let row = (IN_A_ROW..=letters.len() - at)
            .take_while(|length| {
                let piece: String = letters[at..at + length].iter().collect();
                ROWS.iter().any(|row| row.contains(&piece))
            })
            .last();
        own += usize::from(row.is_none());
        at += row.unwrap_or(1);
    }
    own
}

#[cfg(test)]
mod tests {
    use super::is;

    #[test]
    fn what_is_tried_first_is_guessable() {
        for password in [
            "password1234",
            "Lösenord2026!",
            "Stockholm2026",
            "S4mplats!!2026",
            "Sommar2026!!!",
            "P4ssw0rd!!!!2026",
            "123456789012",
            "111111111111",
            "aaaaaaaaaaaab",
            "qwertyuiop12",
            "asdfghjklö12",
            "abcdefghijkl",
            "Välkommen123!",
            "hemligt hemligt",
            "2026-11-28-2026",
        ] {
            assert!(is(password), "{password}");
        }
    }

    #[test]
    fn a_few_words_that_do_not_belong_together_are_not() {
        for password in [
            "tolv tecken räcker",
            "tolv tecken!",
            "invented-city-1",
            "fel lösenord här igen",
            "gröna bussar under bron",
            "correct horse battery",
            "k7#pTz!q92mW",
            "пароль для карты",
        ] {
            assert!(!is(password), "{password}");
        }
    }
}
