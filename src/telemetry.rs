//! Figures for operators, in the form Prometheus reads: the names, and what is counted where it
//! happens. How much there is and how often it changes is nobody else's business, so what is gathered
//! here is told on a listener of its own ([`crate::serve::figures`]).

use axum::http::Method;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Duration;

/// Seconds; an answer from memory takes microseconds, a durable write milliseconds.
const BUCKETS: [f64; 14] =
    [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 30.0];
const SECONDS: [&str; 2] = ["samplats_request_seconds", "samplats_commit_seconds"];

/// An answer was given. `route` is the route's pattern, never what was asked for.
pub fn answered(method: &Method, route: &str, status: u16, took: Duration) {
    let (method, route) = (word(method), route.to_owned());
    histogram!("samplats_request_seconds", "route" => route.clone()).record(took);
    let status = status.to_string();
    counter!("samplats_requests_total", "method" => method, "route" => route, "status" => status)
        .increment(1);
}

/// A method in a word. Those a client makes up are one: what is kept must not grow with them.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// A handler panicked, which is a bug.
pub fn panicked() {
    counter!("samplats_panics_total").increment(1);
}

/// A batch became durable.
pub fn committed(commands: usize, took: Duration) {
    histogram!("samplats_commit_seconds").record(took);
    counter!("samplats_commands_committed_total").increment(commands as u64);
}

/// The register could not do what it was asked to.
pub fn faulted(what: &'static str) {
    counter!("samplats_register_faults_total", "fault" => what).increment(1);
}

/// The world was built anew, because the register's history was not the one seen or very much was missed.
pub fn rebuilt() {
    counter!("samplats_worlds_rebuilt_total").increment(1);
}

/// A record was kept aside because it cannot be read, or a line of the chain or what is remembered of a command was met
/// that cannot be; somebody has to look at it.
pub fn kept_aside() {
    counter!("samplats_records_kept_aside_total").increment(1);
}

/// So many erasures are not in the list beside the register.
pub fn unlisted(erasures: usize) {
    gauge!("samplats_erasures_unlisted").set(erasures as f64);
}

/// Lines of the audit log became durable.
pub fn audited(lines: usize) {
    counter!("samplats_audit_lines_total").increment(lines as u64);
}

/// Lines of the audit log were not written: the queue was full, or the register was away to the end.
pub fn audit_lost(lines: u64) {
    counter!("samplats_audit_lines_lost_total").increment(lines);
}

/// Somebody has opened very many things in a day.
pub fn bulk_reader() {
    counter!("samplats_bulk_readers_total").increment(1);
}

/// So many lines of the audit log wait to be written.
pub fn audit_waiting(lines: usize) {
    gauge!("samplats_audit_lines_waiting").set(lines as f64);
}

/// The register's time, which never goes back, is so far ahead of this machine's clock.
pub fn register_ahead(by: Duration) {
    gauge!("samplats_register_ahead_seconds").set(by.as_secs_f64());
}

/// This machine's clock was found to be set by more than a minute.
pub fn clock_moved() {
    counter!("samplats_clock_moved_total").increment(1);
}

/// How full the database's queue of notices is, from 0 to 1.
pub fn notification_queue(usage: f64) {
    gauge!("samplats_notification_queue_usage").set(usage);
}

/// Begins to gather. Until then nothing is kept of what is counted.
///
/// # Errors
/// When figures are gathered already.
pub fn gather() -> Result<PrometheusHandle, BuildError> {
    let builder = SECONDS.iter().try_fold(PrometheusBuilder::new(), |builder, name| {
        builder.set_buckets_for_metric(Matcher::Full((*name).into()), &BUCKETS)
    })?;
    let handle = builder.install_recorder()?;
    describe();
    Ok(handle)
}

fn describe() {
    describe_counter!("samplats_requests_total", "Answers given, by method, route and status");
    describe_histogram!("samplats_request_seconds", "Time to an answer, by route, seconds");
    describe_counter!("samplats_panics_total", "Handlers that panicked; any is a bug");
    describe_histogram!("samplats_commit_seconds", "Time of a durable batch, seconds");
    describe_counter!("samplats_commands_committed_total", "Commands made durable");
    describe_counter!("samplats_register_faults_total", "Calls the register failed, by fault");
    describe_counter!("samplats_worlds_rebuilt_total", "Times the world was built anew from the register");
    describe_counter!("samplats_records_kept_aside_total", "Rows met that cannot be read");
    describe_counter!("samplats_audit_lines_total", "Lines of the audit log made durable");
    describe_counter!("samplats_audit_lines_lost_total", "Lines of the audit log that were lost");
    describe_counter!("samplats_bulk_readers_total", "Callers who opened very many things in a day");
    describe_gauge!("samplats_audit_lines_waiting", "Lines of the audit log that wait to be written");
    describe_gauge!("samplats_records", "Records in memory, by kind");
    describe_gauge!("samplats_records_kept_aside", "Records that cannot be read and are seen by nobody");
    describe_gauge!("samplats_erasures_unlisted", "Erasures that the list beside the register lacks");
    describe_gauge!("samplats_changes_beside_bases", "Changes not yet merged into the bases");
    describe_gauge!("samplats_register_change", "Number of the last change that memory holds");
    describe_gauge!("samplats_register_silent_seconds", "Since the register last answered, seconds");
    describe_gauge!("samplats_register_ahead_seconds", "The register's time ahead of the clock, seconds");
    describe_counter!("samplats_clock_moved_total", "Times the clock was set by more than a minute");
    describe_gauge!("samplats_notification_queue_usage", "How full PostgreSQL's queue of notices is, 0 to 1");
    describe_gauge!("samplats_event_streams", "Those who listen to events, and tasks of the service itself");
    describe_gauge!("samplats_health", "1 for the state the engine is in");
    describe_gauge!("process_resident_memory_bytes", "Memory of the process, bytes");
}
