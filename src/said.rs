//! What the program says: answers on standard output, everything else on standard error.
//!
//! Whoever listened may be gone, as `head` is when it has seen enough. Then the rest is left unsaid, and what was asked
//! for ends as it would have; a server goes on serving. The standard library's own macros would panic there, so nothing
//! else in the program writes to these two streams but the log, which does not mind either.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// An answer could not be written down, though somebody may be reading: a full disk.
static LOST: AtomicBool = AtomicBool::new(false);

/// Says a line of an answer, formatted as by `println!`.
macro_rules! answer {
    ($($told:tt)*) => { $crate::said::to_output(&(format!($($told)*) + "\n")) };
}

/// Says a line beside the answer, formatted as by `eprintln!`.
macro_rules! aside {
    ($($told:tt)*) => { $crate::said::to_error(&(format!($($told)*) + "\n")) };
}

pub(crate) use {answer, aside};

/// Writes a part of an answer to standard output as it is.
pub fn to_output(text: &str) {
    if let Err(error) = written(&mut io::stdout().lock(), text) {
        LOST.store(true, Ordering::Relaxed);
        aside!("standard output cannot be written to: {error}");
    }
}

/// Writes something beside the answer to standard error as it is.
pub fn to_error(text: &str) {
    // Nobody is left who could be told that this was not said.
    let _ = written(&mut io::stderr().lock(), text);
}

/// What the program ends with: a success that could not be told is none.
#[must_use]
pub fn ended(code: ExitCode) -> ExitCode {
    if LOST.load(Ordering::Relaxed) { ExitCode::FAILURE } else { code }
}

fn written(stream: &mut impl Write, text: &str) -> io::Result<()> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
