//! From what is asked to a file: the world it is of, the eyes that look at it, its rows, and the writing.

use super::asked::Asked;
use super::fault::NoExport;
use super::rows::{self, Table};
use crate::domain::audit::Told;
use crate::domain::record::Key;
use crate::domain::time::date_of;
use crate::engine::Engine;
use crate::engine::past::{PastLimits, PastWorld, TellWhenDropped};
use crate::export::{About, ExportFault, ExportLimits, Spooled, Watch, spool};
use crate::http::audited;
use crate::http::render::Scene;
use crate::http::render::named::Labels;
use crate::http::request::Language;
use crate::index::snapshot::Snapshot;
use crate::layers::catalog::UNDER_REPORTING;
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// How large what an export reads and writes may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The world of an earlier moment.
    pub past: PastLimits,
    /// The file.
    pub file: ExportLimits,
}

/// The world that is exported.
enum World {
    Present(Arc<Snapshot>),
    Past(Box<PastWorld>),
}

impl World {
    fn snapshot(&self) -> &Snapshot {
        match self {
            Self::Present(snapshot) => snapshot,
            Self::Past(past) => &past.snapshot,
        }
    }

    fn content_erased(&self) -> Option<&HashSet<Key>> {
        match self {
            Self::Present(_) => None,
            Self::Past(past) => Some(&past.content_erased),
        }
    }
}

/// What erasures have taken from the past of a file, for its operator: nobody else is told how much there was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Records that are not in it.
    pub records: u64,
    /// Records whose text is not in it.
    pub contents: u64,
}

/// A file that was made.
pub struct Made {
    /// The file.
    pub spooled: Spooled,
    /// What erasures have taken from its past.
    pub erased: Erased,
    /// The restricted things that it tells, for the audit log.
    pub told: Vec<Told>,
}

/// Makes the file. Dropping the future ends the reading and the writing soon, and leaves nothing.
///
/// # Errors
/// [`NoExport`].
pub async fn make(
    engine: &Engine,
    asked: Asked,
    limits: Limits,
    watch: Arc<Watch>,
) -> Result<Made, NoExport> {
    let world = match asked.as_of {
        Some(moment) => World::Past(Box::new(engine.past(moment, asked.layer.kinds(), limits.past).await?)),
        None => World::Present(engine.snapshot()),
    };
    let erased = match &world {
        World::Present(_) => Erased::default(),
        World::Past(past) => Erased { records: past.erased, contents: past.content_erased.len() as u64 },
    };
    // Taken after the past has been read: what is withheld now is withheld as of the writing.
    let present = engine.snapshot();
    let watched = Arc::clone(&watch);
    let _tell = TellWhenDropped(move || watched.gone.store(true, Ordering::Relaxed));
    let write = move || {
        let mut world = world;
        if let World::Past(past) = &mut world {
            past.snapshot.show_reports_as_in(&present);
        }
        written(&world, present, &asked, limits.file, &watch)
    };
    let written = tokio::task::spawn_blocking(move || audited::gathered(write)).await;
    let (spooled, told) = written
        .map_err(|error| NoExport::File(ExportFault::Disk(std::io::Error::other(error.to_string()))))?;
    Ok(Made { spooled: spooled?, erased, told })
}

fn written(
    world: &World,
    present: Arc<Snapshot>,
    asked: &Asked,
    limits: ExportLimits,
    watch: &Watch,
) -> Result<Spooled, NoExport> {
    let snapshot = world.snapshot();
    let eyes = match world {
        World::Present(_) => asked.eyes(),
        World::Past(_) => asked.eyes().looking_back(present),
    };
    let now = asked.as_of.unwrap_or_else(Timestamp::now);
    let table = Table {
        scene: Scene { snapshot, eyes: &eyes, now, language: asked.language },
        labels: Labels::of(snapshot, asked.language),
        actor: &asked.caller.actor,
        content_erased: world.content_erased(),
    };
    let filter = rows::Filter::read(asked, snapshot)?;
    let rows = rows::rows(&table, &filter);
    Ok(spool(asked.format, &about(asked, now), rows, limits, watch)?)
}

fn about(asked: &Asked, now: Timestamp) -> About {
    let layer = asked.layer;
    let (sv, en) = layer.title();
    About {
        name: layer.code(),
        title: match asked.language {
            Language::Swedish => sv,
            Language::English => en,
        }
        .to_owned(),
        note: note(asked),
        data_date: date_of(now),
        as_of: asked.as_of,
        columns: layer.columns(),
        has_geometry: layer.has_geometry(),
        crs: asked.crs,
    }
}

/// What stands beside the figures: that not everything is reported, and of the past what is not in it.
fn note(asked: &Asked) -> Option<String> {
    let under_reporting = asked.layer.rests_on_reports().then_some(match asked.language {
        Language::Swedish => UNDER_REPORTING.sv,
        Language::English => UNDER_REPORTING.en,
    });
    let past = asked.as_of.map(|_| match asked.language {
        Language::Swedish => {
            "Visar registret som det stod då, i den mån det får visas både enligt dåtidens delning och enligt dagens. Det \
             som har gallrats sedan dess är inte med."
        }
        Language::English => {
            "Shows the register as it stood then, as far as it may be shown by the sharing of then and by that of now. \
             What has been erased since is not in it."
        }
    });
    let parts: Vec<&str> = under_reporting.as_deref().into_iter().chain(past).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
