//! What came of an import, in words: alike whoever has done it.

use crate::http::imports::{ImportAnswer, ImportFault, ImportReason};
use crate::said::{self, aside};
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// A file that was refused.
pub struct Refused {
    /// What is wrong, by row.
    pub faults: Vec<ImportFault>,
    /// How many faults there are, listed or not.
    pub found: usize,
    /// Sentences for the sender.
    pub notes: Vec<String>,
}

/// Tells what was imported.
pub fn told(answer: &ImportAnswer) -> ExitCode {
    said::to_error(&listed(&answer.faults));
    said::to_output(&summary(answer));
    ExitCode::SUCCESS
}

/// Tells why a file was refused.
pub fn refused(file: &Path, refused: &Refused) -> ExitCode {
    let Refused { faults, found, notes } = refused;
    said::to_error(&listed(faults));
    if let more @ 1.. = found.saturating_sub(faults.len()) {
        aside!("{more} more fault(s) are not listed");
    }
    for note in notes {
        aside!("note: {note}");
    }
    let skip = if faults.iter().all(|fault| fault.row.is_some()) {
        "; --skip-bad leaves the bad rows out"
    } else {
        ""
    };
    aside!("{} refused: nothing was imported{skip}", file.display());
    ExitCode::FAILURE
}

/// A line for each fault: `row 17: geometry: has no position (give ...)`.
fn listed(faults: &[ImportFault]) -> String {
    let mut lines = String::new();
    for fault in faults {
        let place = match fault.row {
            Some(row) => format!("row {row}"),
            None => "file".to_owned(),
        };
        let field = fault.pointer.trim_start_matches(['#', '/']).replace('/', ".");
        let field = if field.is_empty() { field } else { format!("{field}: ") };
        let hint = fault.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{place}: {field}{}{hint}", fault.detail);
    }
    lines
}

fn summary(answer: &ImportAnswer) -> String {
    let ImportAnswer { what, rows, created, changed, unchanged, refused, left_out, repaired, .. } = answer;
    let dry = if answer.dry_run { " (dry run: nothing was written)" } else { "" };
    let mut lines = format!(
        "{what}: {rows} rows{dry}\ncreated: {created}\nchanged: {changed}\nunchanged: {unchanged}\nrefused: {refused}\nleft out: {left_out}\nrepaired: {repaired}\n"
    );
    for ImportReason { outcome, reason, rows, first_rows } in &answer.reasons {
        let first: Vec<String> = first_rows.iter().map(usize::to_string).collect();
        let _ =
            writeln!(lines, "{}: {rows}: {reason} (first: {})", outcome.replace('_', " "), first.join(", "));
    }
    for note in &answer.notes {
        let _ = writeln!(lines, "note: {note}");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_lines_that_a_person_can_act_on() {
        let fault = |row, pointer: &str, hint: Option<&str>| ImportFault {
            row,
            pointer: pointer.into(),
            code: "geometry".into(),
            detail: "is wrong".into(),
            hint: hint.map(str::to_owned),
        };
        let faults = [fault(Some(17), "#/geometry/coordinates/0", Some("mend it")), fault(None, "#", None)];
        assert_eq!(listed(&faults), "row 17: geometry.coordinates.0: is wrong (mend it)\nfile: is wrong\n");
    }
}
