//! Why there is no export, as a problem.

use crate::domain::time::date_of;
use crate::engine::past::NoPast;
use crate::export::ExportFault;
use crate::http::problem::{Problem, ProblemKind};

/// After so many seconds a job of the same kind may have ended.
const LATER_S: u32 = 5;

/// Why an export did not come about.
#[derive(Debug)]
pub enum NoExport {
    /// What was asked cannot be.
    Problem(Problem),
    /// The world of the past could not be made.
    Past(NoPast),
    /// The file could not be written.
    File(ExportFault),
}

impl From<Problem> for NoExport {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<NoPast> for NoExport {
    fn from(why: NoPast) -> Self {
        Self::Past(why)
    }
}

impl From<ExportFault> for NoExport {
    fn from(fault: ExportFault) -> Self {
        Self::File(fault)
    }
}

impl From<NoExport> for Problem {
    fn from(why: NoExport) -> Self {
        match why {
            NoExport::Problem(problem) => problem,
            NoExport::Past(why) => of_past(why, "as_of"),
            NoExport::File(fault) => of_file(fault),
        }
    }
}

/// Another job holds what there is one of.
pub(super) fn busy(detail: &str) -> Problem {
    Problem { retry_after_s: Some(LATER_S), ..Problem::new(ProblemKind::Busy, detail) }
}

/// A moment that cannot be shown; `parameter` is what named it.
#[must_use]
pub fn of_past(why: NoPast, parameter: &str) -> Problem {
    match why {
        NoPast::Busy => busy("Another reading of an earlier moment is under way; one is made at a time."),
        NoPast::NotBegun(Some(first)) => {
            let detail = format!("lies before the register began, on {}", date_of(first));
            Problem::parameter(parameter, &detail)
        }
        NoPast::NotBegun(None) => Problem::parameter(parameter, "lies before the register began"),
        NoPast::TooLarge(limits) => Problem::new(
            ProblemKind::ExportTooLarge,
            format!(
                "The register of that moment has more than {} records or {} MiB of text, which is what this \
                 installation reads at once.",
                limits.records_max,
                limits.bytes_max >> 20
            ),
        ),
        NoPast::Cancelled => busy("The reading was given up."),
        NoPast::Fault(fault) => {
            tracing::error!(%fault, "the past could not be read");
            let detail = "The register did not answer; nothing was made.";
            Problem { retry_after_s: Some(LATER_S), ..Problem::new(ProblemKind::Unavailable, detail) }
        }
    }
}

fn of_file(fault: ExportFault) -> Problem {
    match fault {
        ExportFault::TooManyRows(most) => Problem::new(
            ProblemKind::ExportTooLarge,
            format!("There are more than {most} rows. Choose fewer with the list's filters."),
        ),
        ExportFault::TooLarge(most) => Problem::new(
            ProblemKind::ExportTooLarge,
            format!(
                "The file would be larger than {} MiB. Choose fewer rows with the list's filters.",
                most >> 20
            ),
        ),
        ExportFault::Gone => busy("The export was given up."),
        ExportFault::Disk(error) if error.kind() == std::io::ErrorKind::StorageFull => {
            tracing::error!(%error, "there is no room for exports");
            let detail = "There is no room to write the file just now.";
            Problem { retry_after_s: Some(60), ..Problem::new(ProblemKind::Unavailable, detail) }
        }
        ExportFault::Disk(_) | ExportFault::Database(_) => Problem::internal(fault),
    }
}
