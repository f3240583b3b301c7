//! A register that fails on demand, for tests of what stands on it: the Nth call of one method
//! fails with a chosen fault, a commit's outcome is lost, or the process "crashes". It keeps what
//! was committed in memory, and is opened again from its [`Script`].

use super::memory::Memory;
use super::surroundings::Surroundings;
use super::{
    Archive, Begun, CommandKey, CommandWrites, Credential, CredentialKind, Credentials, Fault, Head, News,
    Register, StoredRecord,
};
use async_trait::async_trait;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// The calls that can be made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// [`Register::load`].
    Load,
    /// [`Register::look`].
    Look,
    /// [`Register::begin`].
    Begin,
    /// [`Register::commit`].
    Commit,
    /// [`Register::put_credentials`].
    PutCredentials,
}

/// What happens at a call.
#[derive(Clone, Debug)]
pub enum Act {
    /// Nothing is done, and the fault is answered. After [`Fault::Broken`] all calls are refused
    /// until the register is opened again.
    Refuse(Fault),
    /// It is done, and the answer is [`Fault::OutcomeUnknown`].
    DoneButUnknown,
    /// It is not done, and the answer is [`Fault::OutcomeUnknown`].
    NotDoneButUnknown,
    /// It is done and then the process dies: all calls are refused until opened again.
    CrashAfter,
    /// The process dies before it is done.
    CrashBefore,
    /// It is done, but not before this is told.
    Wait(Arc<Notify>),
    /// Nothing is heard for so long, nothing is done, and then the fault is answered.
    Silence(Duration, Fault),
}

/// Decides over the failures of a [`Faulty`] register, and opens it again after a crash.
#[derive(Clone)]
pub struct Script(Arc<Shared>);

struct Shared {
    /// A handle on the store that outlives every crash; never used to write.
    store: Mutex<Memory>,
    plan: Mutex<Plan>,
    surroundings: Box<dyn Fn() -> Surroundings + Send + Sync>,
}

#[derive(Default)]
struct Plan {
    /// Calls seen so far, by step.
    calls: Vec<(Step, u64)>,
    acts: Vec<(Step, u64, Act)>,
    /// Raised by every crash; a handle of an earlier life stays dead.
    life: u64,
}

impl Script {
    /// A script without failures over an empty store. `surroundings` is asked at every opening.
    pub fn new(surroundings: impl Fn() -> Surroundings + Send + Sync + 'static) -> Self {
        let store = Mutex::new(Memory::new(surroundings()));
        Script(Arc::new(Shared { store, plan: Mutex::default(), surroundings: Box::new(surroundings) }))
    }

    /// Opens the register, for the first time or after a crash.
    pub fn open(&self) -> Faulty {
        let inner = self.store().beside((self.0.surroundings)());
        Faulty { inner, script: self.clone(), life: self.plan().life }
    }

    /// At the `nth` call of `step` from now on, counted from 1, `act` happens.
    pub fn at(&self, step: Step, nth: u64, act: Act) {
        let mut plan = self.plan();
        let seen = plan.calls.iter().find(|(of, _)| *of == step).map_or(0, |(_, calls)| *calls);
        plan.acts.push((step, seen + nth, act));
    }

    /// The process dies now: every open handle refuses all calls.
    pub fn crash(&self) {
        self.plan().life += 1;
    }

    /// How often `step` has been called, over all lives.
    pub fn calls(&self, step: Step) -> u64 {
        self.plan().calls.iter().find(|(of, _)| *of == step).map_or(0, |(_, calls)| *calls)
    }

    fn store(&self) -> MutexGuard<'_, Memory> {
        self.0.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(super) fn memory_store(&self) -> Arc<super::memory::Store> {
        self.store().store()
    }

    /// Counts the call and takes out what is planned for it.
    fn next(&self, step: Step) -> Option<Act> {
        let mut plan = self.plan();
        let position = plan.calls.iter().position(|(of, _)| *of == step).unwrap_or_else(|| {
            plan.calls.push((step, 0));
            plan.calls.len() - 1
        });
        plan.calls[position].1 += 1;
        let now = plan.calls[position].1;
        let planned = plan.acts.iter().position(|(of, nth, _)| *of == step && *nth == now)?;
        Some(plan.acts.remove(planned).2)
    }
}

/// The register itself; made by [`Script::open`].
pub struct Faulty {
    inner: Memory,
    script: Script,
    life: u64,
}

impl Faulty {
    /// Refuses when this handle's process is dead, letting go of the head as a dead one would.
    fn alive(&mut self) -> Result<(), Fault> {
        if self.script.plan().life == self.life {
            return Ok(());
        }
        self.inner = self.inner.beside((self.script.0.surroundings)());
        Err(Fault::Broken("it crashed and has to be opened again".into()))
    }

    /// What to do at this call.
    async fn plan_for(&mut self, step: Step) -> Result<Option<Act>, Fault> {
        self.alive()?;
        let act = self.script.next(step);
        match act {
            Some(Act::Refuse(fault)) => {
                if matches!(fault, Fault::Broken(_)) {
                    self.script.crash();
                }
                self.inner.rollback().await?;
                Err(fault)
            }
            Some(Act::NotDoneButUnknown) => {
                self.inner.rollback().await?;
                Err(lost())
            }
            Some(Act::CrashBefore) => {
                self.script.crash();
                self.alive()?;
                Ok(None)
            }
            Some(Act::Wait(told)) => {
                told.notified().await;
                Ok(None)
            }
            Some(Act::Silence(duration, fault)) => {
                tokio::time::sleep(duration).await;
                self.inner.rollback().await?;
                Err(fault)
            }
            after @ (Some(Act::DoneButUnknown | Act::CrashAfter) | None) => Ok(after),
        }
    }

    /// Turns what was done into what is answered.
    fn answer<T>(&mut self, act: Option<Act>, done: Result<T, Fault>) -> Result<T, Fault> {
        match act {
            Some(Act::DoneButUnknown) => done.and_then(|_| Err(lost())),
            Some(Act::CrashAfter) => {
                self.script.crash();
                self.alive()?;
                done
            }
            _ => done,
        }
    }
}

fn lost() -> Fault {
    Fault::OutcomeUnknown("the connection was lost during the commit".into())
}

#[async_trait]
impl Register for Faulty {
    async fn load(
        &mut self,
        batch: usize,
        sink: &mut (dyn FnMut(Vec<StoredRecord>) + Send),
    ) -> Result<Head, Fault> {
        let act = self.plan_for(Step::Load).await?;
        let done = self.inner.load(batch, sink).await;
        self.answer(act, done)
    }

    async fn look(&mut self, known: u64) -> Result<News, Fault> {
        let act = self.plan_for(Step::Look).await?;
        let done = self.inner.look(known).await;
        self.answer(act, done)
    }

    async fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault> {
        let act = self.plan_for(Step::Begin).await?;
        let done = self.inner.begin(known, keys).await;
        self.answer(act, done)
    }

    async fn commit(&mut self, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault> {
        let act = self.plan_for(Step::Commit).await?;
        let done = self.inner.commit(now_ms, commands).await;
        self.answer(act, done)
    }

    async fn rollback(&mut self) -> Result<(), Fault> {
        self.alive()?;
        self.inner.rollback().await
    }

    async fn put_credentials(
        &mut self,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<Option<u64>, Fault> {
        let act = self.plan_for(Step::PutCredentials).await?;
        let done = self.inner.put_credentials(known, put, remove).await;
        self.answer(act, done)
    }

    async fn credentials(&mut self) -> Result<Credentials, Fault> {
        self.alive()?;
        self.inner.credentials().await
    }

    async fn raise_reader(&mut self, version: u32) -> Result<u32, Fault> {
        self.alive()?;
        self.inner.raise_reader(version).await
    }

    /// One process has it: what happens is what the script says, not what a bell sets off.
    fn bell(&self) -> Option<Arc<Notify>> {
        None
    }

    fn archive(&self) -> Arc<dyn Archive> {
        self.inner.archive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::suite::{START_MS, all, command, commit, key, write};

    fn script() -> Script {
        Script::new(|| Surroundings::repeatable(1, || START_MS))
    }

    fn place(id: u64) -> [CommandWrites; 1] {
        [command(&format!("place {id}"), vec![write("place", id, 1)])]
    }

    async fn count(script: &Script) -> usize {
        all(&mut script.open()).await.0.len()
    }

    #[tokio::test]
    async fn the_nth_call_fails_and_the_next_does_not() {
        let script = script();
        let mut register = script.open();
        let full = Fault::Unavailable("full".into());
        script.at(Step::Commit, 2, Act::Refuse(full.clone()));
        script.at(Step::PutCredentials, 1, Act::Refuse(full));
        commit(&mut register, &place(1)).await.expect("the first");
        let second = commit(&mut register, &place(2)).await;
        assert!(matches!(second, Err(Fault::Unavailable(_))), "{second:?}");
        commit(&mut register, &place(2)).await.expect("the third");
        assert!(register.put_credentials(0, &[], &[]).await.is_err());
        assert!(register.put_credentials(0, &[], &[]).await.is_ok());
        assert_eq!((count(&script).await, script.calls(Step::Commit)), (2, 3));
    }

    #[tokio::test]
    async fn a_refused_begin_holds_nothing() {
        let script = script();
        let mut register = script.open();
        script.at(Step::Begin, 1, Act::Refuse(Fault::Unavailable("busy".into())));
        assert!(register.begin(0, &[]).await.is_err());
        commit(&mut script.open(), &place(1)).await.expect("another handle gets the head");
    }

    #[tokio::test]
    async fn an_unknown_outcome_may_be_either() {
        for (act, done) in [(Act::DoneButUnknown, 1), (Act::NotDoneButUnknown, 0)] {
            let script = script();
            let mut register = script.open();
            script.at(Step::Commit, 1, act);
            let answer = commit(&mut register, &place(1)).await;
            assert!(matches!(answer, Err(Fault::OutcomeUnknown(_))), "{answer:?}");
            let earlier = register.begin(0, &[key("anna", "place 1")]).await.expect("begun").earlier;
            assert_eq!((earlier.len(), count(&script).await), (done, done));
        }
    }

    #[tokio::test]
    async fn after_a_crash_only_a_new_opening_works() {
        for (act, done) in [(Act::CrashAfter, 1), (Act::CrashBefore, 0)] {
            let script = script();
            let mut register = script.open();
            script.at(Step::Commit, 1, act);
            assert!(commit(&mut register, &place(1)).await.is_err());
            assert!(register.begin(0, &[]).await.is_err());
            assert!(register.rollback().await.is_err());
            assert!(register.credentials().await.is_err());
            assert!(register.load(1, &mut drop).await.is_err());
            assert_eq!(count(&script).await, done);
            commit(&mut script.open(), &place(2)).await.expect("the head is free");
        }
    }

    #[tokio::test]
    async fn a_crash_in_a_transaction_lets_go_of_the_head() {
        let script = script();
        let mut register = script.open();
        register.begin(0, &[]).await.expect("begun");
        script.crash();
        assert!(register.commit(START_MS, &place(1)).await.is_err());
        commit(&mut script.open(), &place(2)).await.expect("committed");
        assert_eq!(count(&script).await, 1);
    }

    #[tokio::test]
    async fn a_broken_register_stays_broken_until_opened_again() {
        let script = script();
        let mut register = script.open();
        script.at(Step::Load, 1, Act::Refuse(Fault::Broken("disk".into())));
        assert!(register.load(1, &mut drop).await.is_err());
        assert!(register.begin(0, &[]).await.is_err());
        script.open().begin(0, &[]).await.expect("begun");
    }
}
