//! Figures for operators, in Prometheus' text format, on a listener of their own: how much there is and
//! how often it changes is nobody else's business.
//!
//! All names are here. What happens is counted where it happens, by the functions of this module;
//! what merely is, is read when somebody asks.

use crate::domain::record::Kind;
use crate::engine::{Engine, Health};
use axum::Router;
use axum::http::header;
use axum::routing::get;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;

/// Seconds; an answer from memory takes microseconds, a durable write milliseconds.
const BUCKETS: [f64; 14] =
    [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 30.0];
const SECONDS: [&str; 2] = ["samplats_request_seconds", "samplats_commit_seconds"];
/// Samples are folded into their buckets this often, so that memory stays as it is when nobody asks.
const UPKEEP: Duration = Duration::from_secs(10);

/// An answer was given. `route` is the route's pattern, never what was asked for.
pub fn answered(method: &str, route: &str, status: u16, took: Duration) {
    let (method, route) = (method.to_owned(), route.to_owned());
    histogram!("samplats_request_seconds", "route" => route.clone()).record(took);
    let status = status.to_string();
    counter!("samplats_requests_total", "method" => method, "route" => route, "status" => status)
        .increment(1);
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

/// The world was built anew, because the register's history was not the one seen.
pub fn rebuilt() {
    counter!("samplats_worlds_rebuilt_total").increment(1);
}

/// A record was kept aside because it cannot be read; somebody has to look at it.
pub fn kept_aside() {
    counter!("samplats_records_kept_aside_total").increment(1);
}

/// Serves the figures until the task is ended.
///
/// # Errors
/// The address cannot be listened on, or figures are gathered already.
pub async fn listen(address: SocketAddr, engine: Engine) -> anyhow::Result<impl Future<Output = ()>> {
    let builder = SECONDS.iter().try_fold(PrometheusBuilder::new(), |builder, name| {
        builder.set_buckets_for_metric(Matcher::Full((*name).into()), &BUCKETS)
    })?;
    let handle = builder.install_recorder()?;
    describe();
    let listener = TcpListener::bind(address).await?;
    eprintln!("Figures for operators are on http://{}/metrics", listener.local_addr()?);
    let upkeep = handle.clone();
    let figures = Router::new().route("/metrics", get(async move || told(&handle, &engine)));
    Ok(async move {
        let keeping = async {
            loop {
                tokio::time::sleep(UPKEEP).await;
                upkeep.run_upkeep();
            }
        };
        tokio::select! {
            served = axum::serve(listener, figures).into_future() => {
                if let Err(error) = served {
                    tracing::error!(%error, "figures are not served any more");
                }
            }
            () = keeping => {}
        }
    })
}

fn told(handle: &PrometheusHandle, engine: &Engine) -> ([(header::HeaderName, &'static str); 1], String) {
    look(engine);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render())
}

fn look(engine: &Engine) {
    let snapshot = engine.snapshot();
    for kind in Kind::ALL {
        gauge!("samplats_records", "kind" => kind.code()).set(snapshot.count(kind) as f64);
    }
    gauge!("samplats_records_kept_aside").set(snapshot.quarantined.len() as f64);
    gauge!("samplats_changes_beside_bases").set(snapshot.changed() as f64);
    gauge!("samplats_register_change").set(snapshot.seq as f64);
    gauge!("samplats_register_silent_seconds").set(engine.silent_for().as_secs_f64());
    gauge!("samplats_event_streams").set(engine.events().listeners() as f64);
    let health = engine.health();
    for (state, is) in [
        ("ready", health == Health::Ready),
        ("read_only", health == Health::ReadOnly),
        ("broken", health == Health::Broken),
    ] {
        gauge!("samplats_health", "state" => state).set(f64::from(u8::from(is)));
    }
    if let Some(bytes) = resident_bytes() {
        gauge!("process_resident_memory_bytes").set(bytes as f64);
    }
}

/// Memory of the process, where the system tells it.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kib| kib * 1_024)
}

fn describe() {
    describe_counter!("samplats_requests_total", "Answers given, by method, route and status");
    describe_histogram!("samplats_request_seconds", "Time to an answer, by route, seconds");
    describe_counter!("samplats_panics_total", "Handlers that panicked; any is a bug");
    describe_histogram!("samplats_commit_seconds", "Time of a durable batch, seconds");
    describe_counter!("samplats_commands_committed_total", "Commands made durable");
    describe_counter!("samplats_register_faults_total", "Calls the register failed, by fault");
    describe_counter!("samplats_worlds_rebuilt_total", "Times the world was built anew from the register");
    describe_counter!("samplats_records_kept_aside_total", "Records met that cannot be read");
    describe_gauge!("samplats_records", "Records in memory, by kind");
    describe_gauge!("samplats_records_kept_aside", "Records that cannot be read and are seen by nobody");
    describe_gauge!("samplats_changes_beside_bases", "Changes not yet merged into the bases");
    describe_gauge!("samplats_register_change", "Number of the last change that memory holds");
    describe_gauge!("samplats_register_silent_seconds", "Since the register last answered, seconds");
    describe_gauge!("samplats_event_streams", "Those who listen to events, and tasks of the service itself");
    describe_gauge!("samplats_health", "1 for the state the engine is in");
    describe_gauge!("process_resident_memory_bytes", "Memory of the process, bytes");
}
