//! The page about files says what the program reads.

use samplats::import::plan::What;
use std::fmt::Write;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/import.md");

/// The table of a kind of file, as the page has it.
fn table(what: What) -> String {
    let mut table =
        format!("<!-- fields of {} -->\n\n| field | | what it holds |\n| --- | --- | --- |\n", what.code());
    for field in what.fields() {
        writeln!(table, "| `{}` | {} | {} |", field.name, field.need.words(), field.about).unwrap();
    }
    writeln!(table, "| position | | {} |", what.ground().words()).unwrap();
    table
}

/// `SAMPLATS_WRITE_DOCS=1 cargo test --test it the_page_about_files` writes its tables anew.
#[test]
fn the_page_about_files_has_the_table_that_rows_are_read_by() {
    let mut page = std::fs::read_to_string(FILE).unwrap();
    if std::env::var_os("SAMPLATS_WRITE_DOCS").is_some() {
        for what in What::ALL {
            let mark = format!("<!-- fields of {} -->\n", what.code());
            let begin = page.find(&mark).unwrap_or_else(|| panic!("no {mark}"));
            let after = page[begin + mark.len()..].trim_start().to_owned();
            let rest = after.lines().skip_while(|line| line.starts_with('|')).collect::<Vec<_>>().join("\n");
            page = format!("{}{}\n{}\n", &page[..begin], table(what), rest.trim());
        }
        std::fs::write(FILE, &page).unwrap();
    }
    for what in What::ALL {
        assert!(
            page.contains(&table(what)),
            "docs/import.md has another table of {}; write it anew",
            what.code()
        );
    }
}
