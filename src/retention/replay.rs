//! Learning what was erased: a restored backup erases once more what went since it was made, before it
//! is opened to anybody; and a register in use writes down what it erases, for the next one.

use super::list::{self, Checked, Line};
use crate::domain::command::{Actor, Command};
use crate::engine::{Engine, NotDone, Request};
use crate::index::snapshot::Snapshot;
use crate::register::CommandKey;
use crate::register::checkpoint;
use crate::telemetry;
use anyhow::{anyhow, bail};
use std::path::PathBuf;
use std::time::Duration;

/// Pauses before an erasure that could not be listed is tried again, doubled from the first to the last.
const PAUSE_FIRST: Duration = Duration::from_secs(1);
const PAUSE_LAST: Duration = Duration::from_mins(1);

/// The list of a register: where it is, and what its lines are signed with.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The list's file.
    pub path: PathBuf,
    /// The file of the key that checkpoints are signed with too.
    pub key: PathBuf,
    /// The register's identity; see [`list::identity`].
    pub register: String,
}

impl Kept {
    /// Refuses a register that lacks what the list says was erased: it is a backup from before.
    ///
    /// # Errors
    /// A sentence that says what to do.
    pub fn refuse_what_lacks(&self, snapshot: &Snapshot) -> anyhow::Result<()> {
        if !self.path.exists() {
            return Ok(());
        }
        if !self.key.exists() {
            let (list, key) = (self.path.display(), self.key.display());
            bail!(
                "the list of erasures {list} cannot be checked, because the key it is signed with, {key}, is not \
                 there; bring the key back, or keep the list elsewhere"
            );
        }
        let key = checkpoint::signing_key(&self.key)?;
        let lines = list::read(&self.path, &key.verifying_key())?;
        let lacking = list::lacking(&lines, &self.register, snapshot).len();
        if lacking > 0 {
            let list = self.path.display();
            bail!(
                "the register is older than its list of erasures: {lacking} that were carried out are not in it. \
                 Before anybody reads it, run `samplats register replay-erasures {list}`"
            );
        }
        Ok(())
    }

    /// Writes down what the list does not have. Blocks.
    ///
    /// # Errors
    /// A sentence: the list cannot be relied on, or not be written.
    pub fn add_missing(&self, engine: &Engine) -> anyhow::Result<usize> {
        self.add_missing_to(engine, &mut Checked::default())
    }

    fn add_missing_to(&self, engine: &Engine, checked: &mut Checked) -> anyhow::Result<usize> {
        let snapshot = engine.snapshot();
        if snapshot.reference.erasures.is_empty() {
            return Ok(0);
        }
        let key = checkpoint::signing_key(&self.key)?;
        list::add_missing(&self.path, &key, &self.register, &snapshot, checked)
    }

    /// Writes down what is erased, until the engine is gone.
    pub async fn follow(self, engine: Engine) {
        let mut bell = engine.events().listen();
        let mut listing = Listing::new(self);
        loop {
            if let Some(pause) = listing.catch_up(&engine).await {
                tokio::time::sleep(pause).await;
            } else if bell.changed().await.is_err() {
                return;
            }
        }
    }
}

/// How far the list of a register in use has come.
pub(super) struct Listing {
    kept: Kept,
    /// Erasures that were there when all were listed.
    listed: usize,
    checked: Checked,
    pause: Duration,
}

impl Listing {
    pub fn new(kept: Kept) -> Self {
        Self { kept, listed: 0, checked: Checked::default(), pause: PAUSE_FIRST }
    }

    /// Lists what is new. What cannot be listed is counted until it is, since a backup restored meanwhile would not learn
    /// of it; the answer says when to try again.
    pub async fn catch_up(&mut self, engine: &Engine) -> Option<Duration> {
        let erasures = engine.snapshot().reference.erasures.len();
        if erasures == self.listed {
            return None;
        }
        let (kept, of, mut checked) = (self.kept.clone(), engine.clone(), std::mem::take(&mut self.checked));
        let adding = move || {
            let added = kept.add_missing_to(&of, &mut checked);
            (added, checked)
        };
        let added = match tokio::task::spawn_blocking(adding).await {
            Ok((added, checked)) => {
                self.checked = checked;
                added
            }
            Err(error) => Err(anyhow!(error)),
        };
        let Err(error) = added else {
            (self.listed, self.pause) = (erasures, PAUSE_FIRST);
            telemetry::unlisted(0);
            return None;
        };
        telemetry::unlisted(erasures.abs_diff(self.listed));
        tracing::error!(
            error = format!("{error:#}"),
            "an erasure could not be written into the list beside the register; it is tried again"
        );
        let pause = self.pause;
        self.pause = (pause * 2).min(PAUSE_LAST);
        Some(pause)
    }
}

/// Erases once more what a list says and the register lacks. Answers how many erasures that were.
///
/// # Errors
/// A sentence; what had been erased by then is erased.
pub async fn replay(engine: &Engine, lines: &[Line], register: &str) -> anyhow::Result<usize> {
    let lacking: Vec<Line> =
        list::lacking(lines, register, &engine.snapshot()).into_iter().cloned().collect();
    for line in &lacking {
        let request = Request {
            actor: Actor::system(),
            key: CommandKey { caller: "replay".into(), key: format!("replay:{}", line.id) },
            request_hash: [0; 32],
            expected: None,
            command: Command::ReplayErasure(Box::new(line.whole())),
        };
        engine.submit(request).await.map_err(|not_done: NotDone| {
            anyhow!("erasure {} could not be carried out once more: {not_done:?}", line.id)
        })?;
    }
    Ok(lacking.len())
}
