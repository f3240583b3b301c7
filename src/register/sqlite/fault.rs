//! What SQLite's errors mean for a register.

use crate::register::Fault;
use rusqlite::{Error, ErrorCode, ffi};

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let Error::SqliteFailure(failure, _) = &error else {
            return other(&error);
        };
        // The extended code tells which call failed; the words alone are the same for all.
        let sentence = format!("{error} (SQLite code {})", failure.extended_code);
        match failure.code {
            // The log's index in shared memory cannot grow. That is a full disk said as an I/O
            // error, and nothing durable is kept there.
            ErrorCode::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => {
                Fault::Unavailable(format!("the log's index cannot grow: {sentence}"))
            }
            ErrorCode::DiskFull => Fault::Unavailable(format!("the disk is full: {sentence}")),
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::OutOfMemory
            | ErrorCode::OperationInterrupted => Fault::Unavailable(sentence),
            // After a failed fsync nobody knows what is on the disk, and trying again would only
            // hide it: the kernel may have dropped the pages. Stop, open again, look.
            ErrorCode::SystemIoFailure
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase
            | ErrorCode::ReadOnly
            | ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied
            | ErrorCode::FileLockingProtocolFailed => Fault::Broken(sentence),
            _ => Fault::Statement(sentence),
        }
    }
}

/// Errors of the binding. A column that does not read as what it must be contradicts the table's
/// own checks.
fn other(error: &Error) -> Fault {
    let sentence = error.to_string();
    match error {
        Error::FromSqlConversionFailure(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::InvalidColumnType(..)
        | Error::QueryReturnedNoRows => Fault::Broken(sentence),
        _ => Fault::Statement(sentence),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(code: std::ffi::c_int) -> Fault {
        Error::SqliteFailure(ffi::Error::new(code), None).into()
    }

    #[test]
    fn a_full_disk_passes_and_a_failing_one_does_not() {
        for code in [ffi::SQLITE_FULL, ffi::SQLITE_IOERR_SHMSIZE, ffi::SQLITE_BUSY, ffi::SQLITE_NOMEM] {
            assert!(matches!(fault(code), Fault::Unavailable(_)), "{code}");
        }
        for code in [ffi::SQLITE_IOERR, ffi::SQLITE_IOERR_FSYNC, ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_CORRUPT]
        {
            assert!(matches!(fault(code), Fault::Broken(_)), "{code}");
        }
        for code in [ffi::SQLITE_CONSTRAINT, ffi::SQLITE_CONSTRAINT_PRIMARYKEY, ffi::SQLITE_TOOBIG] {
            assert!(matches!(fault(code), Fault::Statement(_)), "{code}");
        }
    }
}
