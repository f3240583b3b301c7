//! What is being done, on standard error when a person is looking.

use indicatif::{ProgressBar, ProgressStyle};
use std::borrow::Cow;
use std::time::Duration;

const SPINNER: &str = "{spinner} {msg} ({elapsed})";
const SENDING: &str = "{msg} {wide_bar} {bytes}/{total_bytes}";

/// A line that tells the present step, and goes away at the end. Cheap to clone.
#[derive(Clone)]
pub struct Steps(ProgressBar);

impl Steps {
    /// Nothing is told yet.
    #[must_use]
    pub fn new() -> Self {
        let steps = Self(ProgressBar::new_spinner());
        steps.styled(SPINNER);
        steps.0.enable_steady_tick(Duration::from_millis(120));
        steps
    }

    /// Another step begins.
    pub fn now(&self, step: impl Into<Cow<'static, str>>) {
        self.styled(SPINNER);
        self.0.set_message(step);
    }

    /// So many bytes begin to be sent.
    pub fn sending(&self, bytes: usize) {
        self.styled(SENDING);
        self.0.set_message("sending");
        self.0.set_length(bytes as u64);
        self.0.set_position(0);
    }

    /// So many more bytes are sent.
    pub fn sent(&self, bytes: usize) {
        self.0.inc(bytes as u64);
    }

    /// A file begins to come, of so many bytes if that is told.
    pub fn receiving(&self, bytes: Option<u64>) {
        self.styled(SENDING);
        self.0.set_message("receiving");
        self.0.set_length(bytes.unwrap_or(0));
        self.0.set_position(0);
    }

    /// So many more bytes have come.
    pub fn moved(&self, bytes: usize) {
        self.0.inc(bytes as u64);
    }

    /// Takes the line away.
    pub fn done(&self) {
        self.0.finish_and_clear();
    }

    fn styled(&self, template: &str) {
        // A template that does not fit leaves the usual style, which tells as much.
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
    }
}
