//! Which fields the rows of a file can have, for the help of the command: from the table that rows are read by.

use crate::import::plan::{Ground, What};
use std::fmt::Write as _;

/// The help of one kind of file, or of all of them.
pub fn told(kind: Option<What>) -> String {
    let kinds = kind.map_or_else(|| What::ALL.to_vec(), |kind| vec![kind]);
    let tables: Vec<_> = kinds.into_iter().map(table).collect();
    format!("{}\n\nOther columns are left alone, and named. docs/import.md says more.", tables.join("\n\n"))
}

/// The kind that a command line names, before clap has read it: its help depends on it.
pub fn kind_named(line: impl Iterator<Item = String>) -> Option<What> {
    line.skip_while(|word| word != "import").skip(1).find_map(|word| word.parse().ok())
}

fn table(what: What) -> String {
    let mapped = if what.ground() == Ground::Nowhere { "code=Kod" } else { "name=Namn" };
    let mut text = format!("Fields of {}, by the name of their column or by --map {mapped}:", what.code());
    for field in what.fields() {
        let need = field.need.words();
        let need = if need.is_empty() { need } else { format!(" ({need})") };
        // Writing to a string cannot fail.
        let _ = write!(text, "\n  {:<22}{}{need}", field.name, field.about);
    }
    let _ = write!(text, "\n  {:<22}{}", "position", what.ground().words());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_of_a_kind_is_that_kinds_own() {
        let line = |line: &str| kind_named(line.split(' ').map(str::to_owned));
        assert_eq!(line("samplats import sites --help"), Some(What::Sites));
        assert_eq!(line("samplats --store memory: import --kind school sites f.csv"), Some(What::Sites));
        assert_eq!(line("samplats import --help"), None);
        assert_eq!(line("samplats user list sites"), None);
        for what in What::ALL {
            let help = told(Some(what));
            assert_eq!(help.matches("Fields of ").count(), 1);
            for field in what.fields() {
                assert!(help.contains(&format!("\n  {} ", field.name)), "{}", field.name);
            }
        }
        assert_eq!(told(None).matches("Fields of ").count(), What::ALL.len());
    }
}
