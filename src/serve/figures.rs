//! The listener for operators' figures. What merely is, such as how many records there are, is read
//! when somebody asks.

use crate::domain::record::Kind;
use crate::engine::{Engine, Health};
use crate::said::aside;
use crate::telemetry;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use metrics::gauge;
use metrics_exporter_prometheus::PrometheusHandle;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;

/// Samples are folded into their buckets this often, so that memory stays as it is when nobody asks.
const UPKEEP: Duration = Duration::from_secs(10);

/// Serves the figures until the task is ended.
///
/// # Errors
/// The address cannot be listened on, or figures are gathered already.
pub async fn listen(address: SocketAddr, engine: Engine) -> anyhow::Result<impl Future<Output = ()>> {
    let handle = telemetry::gather()?;
    let listener = TcpListener::bind(address).await?;
    aside!("Figures for operators are on http://{}/metrics", listener.local_addr()?);
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
