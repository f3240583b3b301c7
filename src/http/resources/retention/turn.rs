//! One run of the retention at a time on a server. Who sends the same once more finds the run that was begun, and who looks
//! at a run learns whether it goes on.

use super::RetentionPlanView;
use crate::retention::job::JobFault;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What came of beginning: what is due, and the run, if there is one.
pub type Began = Arc<Result<RetentionPlanView, JobFault>>;

/// By whom a run was sent for, and under which key of theirs. Without one nobody can send it again.
pub type SentBy = (String, Option<String>);

/// Who has the turn, or had it last. Cheap to clone.
#[derive(Clone, Default)]
pub struct Turn(Arc<Mutex<Option<Latest>>>);

struct Latest {
    sent_by: SentBy,
    began: watch::Receiver<Option<Began>>,
    goes_on: bool,
}

impl Turn {
    /// Takes the turn. Who had it last, by the same key, is given what came of that instead; `None` while another's goes on.
    pub fn take(&self, sent_by: SentBy) -> Option<(Beginning, Option<Running>)> {
        let mut latest = self.latest();
        if let Some(latest) = &*latest {
            if latest.is_of(&sent_by) {
                return Some((Beginning(latest.began.clone()), None));
            }
            if latest.goes_on {
                return None;
            }
        }
        let (tell, began) = watch::channel(None);
        *latest = Some(Latest { sent_by, began: began.clone(), goes_on: true });
        Some((Beginning(began), Some(Running { turn: self.clone(), tell, has_ended: false })))
    }

    /// The run that goes on.
    #[must_use]
    pub fn going(&self) -> Option<String> {
        self.latest().as_ref().filter(|latest| latest.goes_on)?.run()
    }

    fn latest(&self) -> MutexGuard<'_, Option<Latest>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Latest {
    /// What came to nothing is tried anew.
    fn is_of(&self, sent_by: &SentBy) -> bool {
        sent_by.1.is_some() && *sent_by == self.sent_by && (self.goes_on || self.run().is_some())
    }

    fn run(&self) -> Option<String> {
        let began = self.began.borrow();
        began.as_ref()?.as_ref().as_ref().ok()?.run.clone()
    }
}

/// Where it is told what came of beginning.
pub struct Beginning(watch::Receiver<Option<Began>>);

impl Beginning {
    /// Waits for that; `None` when whoever was at it is gone without a word.
    pub async fn told(mut self) -> Option<Began> {
        let began = self.0.wait_for(Option::is_some).await.ok()?;
        began.clone()
    }
}

/// A run while it has the turn: until this is dropped.
pub struct Running {
    turn: Turn,
    tell: watch::Sender<Option<Began>>,
    has_ended: bool,
}

impl Running {
    /// It has begun and goes on.
    pub fn has_begun(&self, plan: RetentionPlanView) {
        self.tell.send_replace(Some(Arc::new(Ok(plan))));
    }

    /// There is no run. The turn is free by the time that anybody learns so.
    pub fn came_to_nothing(mut self, began: Result<RetentionPlanView, JobFault>) {
        self.end();
        self.tell.send_replace(Some(Arc::new(began)));
    }

    /// Once: the turn may be another's afterwards.
    fn end(&mut self) {
        if !std::mem::replace(&mut self.has_ended, true)
            && let Some(latest) = &mut *self.turn.latest()
        {
            latest.goes_on = false;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::NotDone;

    fn by(key: &str) -> SentBy {
        ("token:1".into(), Some(key.into()))
    }

    fn plan(run: Option<&str>) -> RetentionPlanView {
        RetentionPlanView { run: run.map(str::to_owned), rules: Vec::new() }
    }

    fn taken(turn: &Turn, sent_by: SentBy) -> (Beginning, Running) {
        let (beginning, running) = turn.take(sent_by).expect("nobody has it");
        (beginning, running.expect("it is a new one"))
    }

    async fn run_told(beginning: Beginning) -> Option<String> {
        beginning.told().await?.as_ref().as_ref().ok()?.run.clone()
    }

    #[tokio::test]
    async fn the_same_key_finds_the_run_and_another_has_to_wait() {
        let turn = Turn::default();
        let (first, running) = taken(&turn, by("a"));
        assert_eq!((turn.going(), turn.take(by("b")).is_none()), (None, true), "it has not begun yet");
        let (again, none) = turn.take(by("a")).expect("theirs");
        assert!(none.is_none());
        running.has_begun(plan(Some("R")));
        assert_eq!((run_told(first).await, run_told(again).await), (Some("R".into()), Some("R".into())));
        assert_eq!((turn.going(), turn.take(by("b")).is_none()), (Some("R".into()), true));
        assert!(turn.take(("token:2".into(), Some("a".into()))).is_none(), "another's key is another");
        drop(running);
        assert_eq!(turn.going(), None);
        let (again, none) = turn.take(by("a")).expect("theirs");
        assert_eq!((run_told(again).await, none.is_none()), (Some("R".into()), true), "though it has ended");
        taken(&turn, by("b"));
        taken(&turn, by("a"));
    }

    #[tokio::test]
    async fn what_came_to_nothing_is_tried_anew_under_the_same_key() {
        let turn = Turn::default();
        let (beginning, running) = taken(&turn, by("a"));
        running.came_to_nothing(Err(JobFault::NotDone(NotDone::Unavailable)));
        assert!(beginning.told().await.is_some_and(|began| began.is_err()));
        let (beginning, running) = taken(&turn, by("a"));
        running.came_to_nothing(Ok(plan(None)));
        assert!(beginning.told().await.is_some_and(|began| began.is_ok()));
        let (beginning, running) = taken(&turn, by("a"));
        drop(running);
        assert!(beginning.told().await.is_none(), "it was gone without a word");
        let nobody = || ("token:1".to_owned(), None);
        let (_, running) = taken(&turn, nobody());
        running.has_begun(plan(Some("R")));
        assert!(turn.take(nobody()).is_none(), "no key is no key twice");
    }
}
