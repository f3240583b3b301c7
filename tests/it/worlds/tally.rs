//! Which operations of the contract were reached for those from whom something is withheld.

use super::super::support::{Answer, contract};
use super::surfaces::{NOT_ASKED, is_asked};
use std::collections::{BTreeMap, BTreeSet};

/// How often something was answered, and how often with what was asked for.
#[derive(Clone, Copy, Default)]
struct Count {
    answers: usize,
    told: usize,
}

/// The answers to each operation, and the acts of the stories by what came of them.
#[derive(Default)]
pub struct Tally {
    reads: BTreeMap<String, Count>,
    tries: BTreeMap<String, Count>,
    acts: BTreeMap<String, Acts>,
}

/// The acts of one kind: how many there were, were carried out, and belonged to what somebody was kept from.
#[derive(Clone, Copy, Default)]
struct Acts {
    all: usize,
    done: usize,
    withheld: usize,
}

impl Tally {
    /// An answer to an operation that reads.
    pub fn read(&mut self, operation: &str, answer: &Answer) {
        count(self.reads.entry(operation.to_owned()).or_default(), answer.status.is_success());
    }

    /// An answer to an operation that writes, tried on what is withheld.
    pub fn tried(&mut self, operation: &str, answer: &Answer) {
        count(self.tries.entry(operation.to_owned()).or_default(), answer.status.is_success());
    }

    /// An act of a story, and whether it belonged to what somebody was kept from.
    pub fn act(&mut self, kind: String, status: u16, withheld: bool) {
        let acts = self.acts.entry(kind).or_default();
        let done = status < 300;
        acts.all += 1;
        acts.done += usize::from(done);
        acts.withheld += usize::from(done && withheld);
    }

    /// How often each kind of act was told, carried out, and withheld from somebody.
    pub fn acts(&self) -> String {
        let line = |(kind, acts): (&String, &Acts)| {
            format!(
                "{kind}: {} told, {} carried out, {} of them withheld",
                acts.all, acts.done, acts.withheld
            )
        };
        self.acts.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// What was reached, in one line.
    pub fn line(&self) -> String {
        let told = self.reads.values().filter(|count| count.told > 0).count();
        let tries: usize = self.tries.values().map(|count| count.answers).sum();
        let all: usize = self.acts.values().map(|acts| acts.all).sum();
        let done: usize = self.acts.values().map(|acts| acts.done).sum();
        let withheld: usize = self.acts.values().map(|acts| acts.withheld).sum();
        format!(
            "{told} operations that read were answered, {} that write were tried {tries} times on what is withheld; \
             of {all} acts of {} kinds {done} were carried out, {withheld} of them withheld from somebody",
            self.tries.len(),
            self.acts.len(),
        )
    }

    /// What a run of many worlds should have reached and has not.
    pub fn missing(&self) -> Vec<String> {
        let operations = reading();
        let unread =
            operations.iter().filter(|path| self.reads.get(*path).is_none_or(|count| count.told == 0));
        let unread = unread.map(|path| format!("GET {path} was never answered"));
        let vain = self.acts.iter().filter(|(_, acts)| acts.withheld == 0);
        let vain = vain.map(|(kind, acts)| {
            format!("{kind} was carried out {} times of {}, and never withheld", acts.done, acts.all)
        });
        let obeyed = self.tries.iter().filter(|(_, count)| count.told > 0);
        let obeyed = obeyed.map(|(operation, count)| format!("{operation} succeeded {} times", count.told));
        unread.chain(vain).chain(obeyed).collect()
    }
}

fn count(count: &mut Count, told: bool) {
    count.answers += 1;
    count.told += usize::from(told);
}

/// Every operation of the contract that reads and is asked.
fn reading() -> BTreeSet<String> {
    let contract = contract();
    let paths = contract["paths"].as_object().unwrap();
    for (path, _) in NOT_ASKED {
        assert!(paths.contains_key(path), "{path} is left out, and there is no such path");
    }
    let reads = paths.iter().filter(|(path, operations)| operations.get("get").is_some() && is_asked(path));
    reads.map(|(path, _)| path.clone()).collect()
}
