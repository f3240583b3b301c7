use super::Draft;
use super::fields::Fields;
use crate::domain::command::AddressDraft;
use crate::index::table::source_number;
use std::collections::HashSet;

#[derive(Default)]
pub(super) struct Drafter {
    /// Numbers of the identities that have stood in the file. Eight bytes a row are what remains in memory of the
    /// earlier rows of a file that comes in batches.
    seen: HashSet<u64>,
}

impl Draft for Drafter {
    type Of = AddressDraft;

    fn draft(&mut self, fields: &mut Fields<'_>) -> Option<AddressDraft> {
        let (id, street) = (fields.id(), street_and_number(fields));
        let (postal_code, locality) = (fields.label("postal_code"), fields.label("locality"));
        let position = fields.point();
        let ((street, number), position) = (street?, position?);
        let said = [Some(street.as_str()), number.as_deref(), postal_code.as_deref(), locality.as_deref()];
        let source_id = id.unwrap_or_else(|| said.into_iter().flatten().collect::<Vec<_>>().join(" "));
        // A building has several entrances with one address, and each may have a row.
        if fields.are_good() && !self.seen.insert(source_number(&[&source_id])) {
            fields.leave_out("its identity stands in an earlier row, which is the one that counts");
            return None;
        }
        Some(AddressDraft { source_id, street, number, postal_code, locality, position })
    }

    fn notes(self) -> Vec<String> {
        Vec::new()
    }
}

fn street_and_number(fields: &mut Fields<'_>) -> Option<(String, Option<String>)> {
    let number = [fields.label("number"), fields.label("letter")];
    let number = number.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let number = (!number.is_empty()).then(|| spaced(&number));
    if let Some(street) = fields.label("street") {
        return Some((spaced(&street), number));
    }
    let whole = spaced(&fields.required("address")?);
    let (street, last) = split(&whole);
    Some((street.to_owned(), number.or_else(|| last.map(str::to_owned))))
}

/// One space between words, as people write.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number begins at the last word that begins with a digit, where there is a street before it.
fn split(whole: &str) -> (&str, Option<&str>) {
    let mut begins = whole.match_indices(' ').map(|(at, _)| at + 1);
    let last = begins.rfind(|at| whole[*at..].starts_with(|c: char| c.is_ascii_digit()));
    match last {
        Some(at) => (whole[..at].trim_end(), Some(&whole[at..])),
        None => (whole, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_told_from_the_street() {
        for (whole, street, number) in [
            ("Götgatan 12 B", "Götgatan", Some("12 B")),
            ("1:a Tvärgatan 3", "1:a Tvärgatan", Some("3")),
            ("Stora Nygatan", "Stora Nygatan", None),
            ("12", "12", None),
        ] {
            assert_eq!(split(whole), (street, number), "{whole}");
        }
    }
}
