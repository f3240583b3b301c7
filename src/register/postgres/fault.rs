//! What PostgreSQL's errors mean for a register.

use crate::register::Fault;
use tokio_postgres::Error;
use tokio_postgres::error::{DbError, SqlState};

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error.as_db_error() {
            Some(refused) => of_database(refused),
            // The driver could not read what the server sent.
            None if is_conversion(&error) => Fault::Broken(chain(&error)),
            None => Fault::Unavailable(chain(&error)),
        }
    }
}

/// Closed connections and failed sockets pass; a value that does not read as what it must be, or a
/// row that is not there, contradicts the tables.
fn is_conversion(error: &Error) -> bool {
    let sentence = error.to_string();
    ["error deserializing column", "invalid column", "query returned an unexpected number"]
        .iter()
        .any(|beginning| sentence.starts_with(beginning))
}

fn of_database(refused: &DbError) -> Fault {
    let code = refused.code();
    let sentence = sentence(refused);
    if [SqlState::DATA_CORRUPTED, SqlState::INDEX_CORRUPTED].contains(code) {
        return Fault::Broken(sentence);
    }
    if *code == SqlState::DISK_FULL {
        return Fault::Unavailable(format!("the database's disk is full: {sentence}"));
    }
    if *code == SqlState::LOCK_NOT_AVAILABLE {
        return Fault::Unavailable(format!("another instance holds the head: {sentence}"));
    }
    if *code == SqlState::UNDEFINED_TABLE || *code == SqlState::UNDEFINED_FUNCTION {
        return Fault::NotOurs(format!("{}: {sentence}", super::connect::NOT_MIGRATED));
    }
    if passes(code.code()) { Fault::Unavailable(sentence) } else { Fault::Statement(sentence) }
}

/// Whether the trouble is the server's or the moment's and not the statement's: connections (08),
/// log-ins (28), databases that are gone (3D), read-only servers (25), conflicts between
/// transactions (40), missing rights (42501), resources (53), interventions (57), the server's own
/// system (58).
fn passes(code: &str) -> bool {
    ["08", "25", "28", "3D", "40", "53", "57", "58"].iter().any(|class| code.starts_with(class))
        || code == "42501"
}

/// The message and the code. The detail is left out: it quotes rows, and with them texts.
fn sentence(refused: &DbError) -> String {
    format!("{} (PostgreSQL code {})", refused.message(), refused.code().code())
}

/// An error of the driver with its causes, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut sentence = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        sentence = format!("{sentence}: {error}");
        cause = error.source();
    }
    sentence
}

/// Whether a database's answer to a COMMIT says that it was rolled back for certain: a constraint
/// or a conflict found at its beginning. Anything else may have come after it was on the disk.
pub(super) fn commit_was_refused(error: &Error) -> bool {
    error.code().is_some_and(|code| code.code().starts_with("23") || code.code().starts_with("40"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_or_the_moment_is_to_blame_for_passes() {
        // Restarting, full, locked, read only, too many connections, conflict, log-in, rights.
        for code in ["57P01", "57P03", "53200", "57014", "25006", "53300", "40P01", "28P01", "42501", "25P03"]
        {
            assert!(passes(code), "{code}");
        }
        for code in ["23505", "23514", "22021", "22003", "P0001", "SP001", "54000"] {
            assert!(!passes(code), "{code}");
        }
    }
}
