//! `samplats serve`.

use crate::app::{self, Opened};
use crate::config::Config;
use crate::engine::tick;
use crate::http::edge::{Edge, Timeouts};
use crate::http::router::router;
use crate::photos::sweep;
use crate::said::aside;
use crate::serve::figures;
use anyhow::Context;
use jiff::Timestamp;
use std::process::ExitCode;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Opens the register and serves it.
///
/// # Errors
/// A sentence: the register cannot be opened, or the address is taken.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let opened = app::open(config).await?;
    // What a crash kept from being written down is, before anybody reads.
    let list = app::erasures_of(config, &opened);
    list.add_missing(opened.app.engine())?;
    if let Some(token) = opened.app.accounts().open_first_run()? {
        aside!(
            "No account yet. Open the address below within 15 minutes and make the first administrator with this \
             token:\n\n    {token}\n"
        );
    }
    serve_opened(opened, config).await
}

/// Serves until SIGTERM or SIGINT, and ends in good order: unready, no new connections, what is under
/// way ends, the writer finishes.
///
/// # Errors
/// The address cannot be listened on, or signals cannot.
pub async fn serve_opened(opened: Opened, config: &Config) -> anyhow::Result<ExitCode> {
    // Before anybody is told that it listens: a stop asked for at once is a stop in good order too.
    let asked = Asked::listen().context("signals cannot be listened for")?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("{} cannot be listened on; choose another with --listen", config.listen))?;
    let figures = match config.metrics_listen {
        Some(address) => Some(tokio::spawn(
            figures::listen(address, opened.app.engine().clone())
                .await
                .with_context(|| format!("figures cannot be served on {address}"))?,
        )),
        None => None,
    };
    aside!("Samplats listens on http://{}", listener.local_addr()?);
    opened.app.audit().opened();
    tracing::info!(records = opened.loaded.records, "ready");
    let edge = Edge::new(config, Timeouts::default());
    let ticking = tokio::spawn(tick::run(opened.app.engine().clone(), Timestamp::now));
    let list = app::erasures_of(config, &opened);
    let writing_down = tokio::spawn(list.follow(opened.app.engine().clone()));
    let sweeping =
        tokio::spawn(sweep::follow(opened.app.photos().store().clone(), opened.app.engine().clone()));
    let following = tokio::spawn(opened.app.accounts().clone().follow(opened.app.engine().clone()));
    let vouching = tokio::spawn(opened.app.vouching().clone().follow());
    let stopping = tokio::spawn(stop_when_asked(asked, edge.clone()));
    let router = router(opened.app.clone(), edge.clone())?;
    crate::serve::serve(listener, router, edge).await?;
    stopping.abort();
    for task in [ticking, following, writing_down, sweeping, vouching].into_iter().chain(figures) {
        task.abort();
        // It lets go of its engine when it has ended, which closing waits for.
        let _ = task.await;
    }
    opened.close().await;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// The signals that ask for a stop.
struct Asked {
    term: Signal,
    interrupt: Signal,
}

impl Asked {
    fn listen() -> std::io::Result<Self> {
        Ok(Self { term: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }
}

async fn stop_when_asked(mut asked: Asked, edge: Edge) {
    tokio::select! {
        _ = asked.term.recv() => {}
        _ = asked.interrupt.recv() => {}
    }
    tracing::info!("stopping");
    edge.stop();
}
