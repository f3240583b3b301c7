//! Why rows were left out, refused or mended: by reason, how many, and the first of them.

use std::collections::BTreeMap;

/// First rows that are named for each reason.
const FIRST_ROWS: usize = 5;

/// The rows of one reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many rows.
    pub rows: usize,
    /// The first of them, as a person counts.
    pub first_rows: Vec<usize>,
}

/// Rows by reason. Its size is that of the reasons, not of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    by_reason: BTreeMap<String, Tally>,
}

impl Tallies {
    /// Counts a row.
    pub fn add(&mut self, reason: &str, row: usize) {
        if !self.by_reason.contains_key(reason) {
            self.by_reason.insert(reason.to_owned(), Tally::default());
        }
        if let Some(tally) = self.by_reason.get_mut(reason) {
            tally.rows += 1;
            if tally.first_rows.len() < FIRST_ROWS {
                tally.first_rows.push(row);
            }
        }
    }

    /// Takes over what was counted elsewhere, later in the file.
    pub fn extend(&mut self, later: Self) {
        for (reason, tally) in later.by_reason {
            let own = self.by_reason.entry(reason).or_default();
            own.rows += tally.rows;
            own.first_rows.extend(tally.first_rows);
            own.first_rows.truncate(FIRST_ROWS);
        }
    }

    /// Reasons and their rows, by reason.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Tally)> {
        self.by_reason.iter().map(|(reason, tally)| (reason.as_str(), tally))
    }

    /// Rows of all reasons together.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.by_reason.values().map(|tally| tally.rows).sum()
    }
}
