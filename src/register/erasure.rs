//! Erasures: texts that are taken out of the register, by an order that stays in it.
//!
//! An order is a record of the kind [`KIND`]. Its facts name versions, and whoever commits it takes
//! their texts and salts out in the same transaction: there is no order that was not carried out, and
//! nothing is taken out without one. The order itself is in the chain, so a verification can tell an
//! erasure from somebody's hand, and says by which decision each text went.

use super::Fault;
use super::audit::Acts;
use super::chain::ChangeRow;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The kind of record that is an order to erase.
pub const KIND: &str = "erasure";
/// Most things one order names, so that carrying it out stays a short transaction.
pub const ITEMS_MAX: usize = 10_000;
/// So many remembered commands are forgotten by one order at most; the next one takes the rest.
pub const COMMANDS_MAX: usize = 10_000;
/// So many lines of the audit log are deleted by one order at most; the next one takes the rest.
pub const LINES_MAX: usize = 10_000;
/// Decisions a verification tells of at most.
const DECISIONS_MAX: usize = 1_000;

/// What an order's facts say to the register; their other members are the domain's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Order {
    /// The decision it rests on.
    decision: String,
    /// The things whose earlier versions lose their texts.
    #[serde(default)]
    pub items: Vec<Item>,
    /// Commands remembered from before this time are forgotten, milliseconds since 1970 UTC.
    #[serde(default)]
    pub commands_before_ms: Option<i64>,
    /// Lines of the audit log about reads from before this time are deleted, milliseconds since 1970 UTC.
    #[serde(default)]
    pub reads_before_ms: Option<i64>,
    /// All other lines of the audit log from before this time are deleted.
    #[serde(default)]
    pub audit_before_ms: Option<i64>,
}

/// The earlier versions of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
pub(super) struct Item {
    /// The thing's kind.
    pub kind: String,
    /// Its id.
    pub id: u64,
    /// All versions before this one lose their content.
    pub before: u32,
    /// And their facts too.
    #[serde(default)]
    pub facts: bool,
}

impl Order {
    /// Reads the facts of a record of the kind [`KIND`].
    ///
    /// # Errors
    /// [`Fault::Statement`] naming what does not hold, never quoting it.
    pub fn read(facts: &str) -> Result<Self, Fault> {
        let refuse = |why: &str| Err(Fault::Statement(format!("an order to erase {why}")));
        let Ok(order) = serde_json::from_str::<Order>(facts) else { return refuse("cannot be read") };
        if order.decision.trim().is_empty() {
            return refuse("names no decision");
        }
        if order.items.len() > ITEMS_MAX {
            return refuse("names too many things");
        }
        let mut things = HashSet::new();
        if !order.items.iter().all(|item| things.insert((&item.kind, item.id))) {
            return refuse("names a thing twice");
        }
        // What says why texts are gone must not go itself.
        if order.items.iter().any(|item| item.kind == KIND) {
            return refuse("is about another order");
        }
        Ok(order)
    }
}

impl Order {
    /// Which lines of the audit log are deleted, and from before which time.
    pub fn lines(&self) -> impl Iterator<Item = (Acts, i64)> {
        let of = [(Acts::Reads, self.reads_before_ms), (Acts::NotReads, self.audit_before_ms)];
        of.into_iter().filter_map(|(acts, before_ms)| Some((acts, before_ms?)))
    }
}

/// The orders among a batch's writes, in order.
///
/// # Errors
/// As [`Order::read`]; also when an order is a change of an earlier one.
pub(super) fn orders(commands: &[super::CommandWrites]) -> Result<Vec<Order>, Fault> {
    let writes = commands.iter().flat_map(|command| &command.writes).map(|write| &write.record);
    writes
        .filter(|record| record.kind == KIND)
        .map(|record| match record.version {
            1 => Order::read(&record.facts),
            _ => Err(Fault::Statement("an order to erase is never changed".into())),
        })
        .collect()
}

/// What was erased by one decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasedBy {
    /// The decision's reference.
    pub decision: String,
    /// Versions that lost texts by it.
    pub versions: u64,
    /// When first, milliseconds since 1970 UTC.
    pub first_ms: i64,
    /// When last.
    pub last_ms: i64,
}

/// What the chain says of texts that are gone: gathered change by change, judged at the end.
#[derive(Default)]
pub(super) struct Ledger {
    gone: Vec<Gone>,
    orders: Vec<(u64, i64, String)>,
    /// By thing: where it is named, in the order of the chain.
    items: HashMap<(String, u64), Vec<Named>>,
    /// The oldest version of a thing that still has its content, and its facts.
    kept: HashMap<(String, u64), (Option<u32>, Option<u32>)>,
}

/// Where a thing is named.
struct Named {
    /// By which order, as its position among them.
    order: usize,
    /// As in [`Item`].
    before: u32,
    facts: bool,
}

struct Gone {
    seq: u64,
    thing: (String, u64),
    version: u32,
    facts: bool,
}

impl Ledger {
    /// A version, and which of its texts are gone.
    pub fn version(&mut self, change: &ChangeRow, facts_gone: bool, content_gone: bool) {
        let line = &change.line;
        let thing = (line.kind.clone(), line.id);
        if facts_gone || content_gone {
            let (seq, version) = (line.seq, line.version);
            self.gone.push(Gone { seq, thing: thing.clone(), version, facts: facts_gone });
        }
        let has_content = change.content_commitment.is_some() && !content_gone;
        let (content, facts) = self.kept.entry(thing).or_default();
        if has_content {
            content.get_or_insert(line.version);
        }
        if !facts_gone {
            facts.get_or_insert(line.version);
        }
    }

    /// An order, and what it should have taken out but did not, in words.
    pub fn order(&mut self, change: &ChangeRow, facts: &str) -> Vec<String> {
        let (seq, time_ms) = (change.line.seq, change.line.time_ms);
        let order = match Order::read(facts) {
            Ok(order) => order,
            Err(fault) => return vec![format!("change {seq}: {fault}")],
        };
        let at = self.orders.len();
        self.orders.push((seq, time_ms, order.decision));
        let mut faults = Vec::new();
        for Item { kind, id, before, facts } in order.items {
            let thing = (kind, id);
            let (content_kept, facts_kept) = self.kept.get(&thing).copied().unwrap_or_default();
            let kept = |oldest: Option<u32>| oldest.is_some_and(|oldest| oldest < before);
            if kept(content_kept) || facts && kept(facts_kept) {
                let (kind, id) = &thing;
                faults.push(format!(
                    "change {seq} erased what {kind} {id} was before version {before}, but it is still there"
                ));
            }
            self.items.entry(thing).or_default().push(Named { order: at, before, facts });
        }
        faults
    }

    /// By which decisions texts went, and the ones that went by none, in words.
    pub fn finish(self) -> (Vec<ErasedBy>, Vec<String>) {
        let mut by: BTreeMap<&str, ErasedBy> = BTreeMap::new();
        let mut faults = Vec::new();
        for gone in &self.gone {
            let covers = |named: &&Named| {
                gone.version < named.before
                    && (named.facts || !gone.facts)
                    && gone.seq < self.orders[named.order].0
            };
            let Some(named) = self.items.get(&gone.thing).and_then(|items| items.iter().find(covers)) else {
                let (what, are) = if gone.facts { ("facts", "are") } else { ("content", "is") };
                faults.push(format!("the {what} of change {} {are} gone, and no order says so", gone.seq));
                continue;
            };
            let (_, time_ms, decision) = &self.orders[named.order];
            let new = || ErasedBy {
                decision: decision.clone(),
                versions: 0,
                first_ms: *time_ms,
                last_ms: *time_ms,
            };
            let told = by.entry(decision).or_insert_with(new);
            told.versions += 1;
            told.first_ms = told.first_ms.min(*time_ms);
            told.last_ms = told.last_ms.max(*time_ms);
        }
        (by.into_values().take(DECISIONS_MAX).collect(), faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_that_is_no_order_is_refused_without_quoting_it() {
        let twice = r#"{"decision":"D","items":[{"kind":"place","id":1,"before":2},{"kind":"place","id":1,"before":3}]}"#;
        let itself = r#"{"decision":"D","items":[{"kind":"erasure","id":1,"before":2}]}"#;
        for bad in [
            "{}",
            "[]",
            r#"{"decision":" "}"#,
            r#"{"decision":"D","items":[{"kind":"place"}]}"#,
            twice,
            itself,
        ] {
            let fault = Order::read(bad).expect_err(bad).to_string();
            assert!(!fault.contains("place"), "{fault}");
        }
        let items: Vec<_> =
            (0..=ITEMS_MAX).map(|id| format!(r#"{{"kind":"a","id":{id},"before":1}}"#)).collect();
        let many = format!(r#"{{"decision":"D","items":[{}]}}"#, items.join(","));
        assert!(Order::read(&many).expect_err("too many").to_string().contains("too many"));
    }
}
