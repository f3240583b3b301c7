//! The program: everything is in the library, so that tests can start it as a value.

use std::process::ExitCode;

fn main() -> ExitCode {
    samplats::cli::run()
}
