//! What can be worked out from a table of which some figures are hidden.
//!
//! Every row and every column adds up, so a table is a network: each row and each column is a node where what comes in
//! goes out, and each figure flows from its row to its column (a sum the other way). A hidden figure can be larger by
//! one only when others on a way back can be larger or smaller with it, and a shown one never can. How far it can go,
//! with everything shown staying as it is, is therefore the largest flow that finds a way back; flows of whole numbers
//! reach it exactly, so this is no estimate: what is answered is what anybody with a linear program would find.

use super::table::{At, Table};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

/// What somebody who looks at the table may know of the figures that are hidden, beside that they are counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knows {
    /// Nothing.
    Nothing,
    /// Which of them were hidden for being smaller than the limit, so that those are. What that says of the others is not
    /// reckoned with (`protection` says why).
    WhichAreSmall,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Larger.
    Up,
    /// Smaller.
    Down,
}

/// A table with what is hidden in it.
pub struct Network<'a> {
    table: &'a Table,
    hidden: Vec<bool>,
    least: u32,
}

/// A row or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Node {
    Row(usize),
    Column(usize),
}

/// A figure on the way from one node to the next, and which way it goes there.
#[derive(Clone, Copy, Debug)]
struct Step {
    at: At,
    way: Way,
}

impl<'a> Network<'a> {
    /// A table in which whatever is smaller than `least` is hidden.
    pub fn of(table: &'a Table, least: u32) -> Self {
        let hidden = table.all().map(|at| table.figure(at) < least).collect();
        Self { table, hidden, least }
    }

    /// Whether a figure is hidden.
    pub fn is_hidden(&self, at: At) -> bool {
        self.hidden[self.table.index(at)]
    }

    /// Hides a figure.
    pub fn hide(&mut self, at: At) {
        let index = self.table.index(at);
        self.hidden[index] = true;
    }

    /// What is hidden, row by row.
    pub fn into_hidden(self) -> Vec<bool> {
        self.hidden
    }

    /// How far a figure could go by itself, if it is, or were, hidden; no further than `most`.
    fn room(&self, at: At, way: Way, knows: Knows, most: u32) -> u32 {
        let figure = self.table.figure(at);
        match (way, knows) {
            (Way::Down, _) => figure.min(most),
            (Way::Up, Knows::WhichAreSmall) if figure < self.least => (self.least - 1 - figure).min(most),
            (Way::Up, Knows::Nothing | Knows::WhichAreSmall) => most,
        }
    }

    /// How far a hidden figure can go one way while everything shown stays as it is; no further than `most`.
    pub fn reach(&self, at: At, way: Way, knows: Knows, most: u32) -> u32 {
        let most = self.room(at, way, knows, most);
        let mut moved: HashMap<At, i64> = HashMap::new();
        let mut reached = 0;
        while reached < most {
            let left = |step: &Step| {
                let so_far = moved.get(&step.at).copied().unwrap_or_default();
                self.room_left(step, knows, most, so_far)
            };
            let may = |step: &Step| step.at != at && self.is_hidden(step.at) && left(step) > 0;
            let Some(steps) = self.way_back(at, way, &may) else { break };
            let amount = steps.iter().map(left).fold(most - reached, u32::min);
            for step in &steps {
                *moved.entry(step.at).or_default() += signed(step.way, amount);
            }
            reached += amount;
        }
        reached
    }

    /// What is left of a figure's room once it has moved, which gives room the other way.
    fn room_left(&self, step: &Step, knows: Knows, most: u32, moved: i64) -> u32 {
        // Twice, since what has gone one way by so much can come back by that and go as far again.
        let room = i64::from(self.room(step.at, step.way, knows, most.saturating_mul(2)));
        let left = room - signed(step.way, 1) * moved;
        u32::try_from(left.clamp(0, i64::from(most))).unwrap_or(most)
    }

    /// A way back for a figure that goes one way, over steps that may be taken.
    fn way_back(&self, at: At, way: Way, may: &dyn Fn(&Step) -> bool) -> Option<Vec<Step>> {
        let (from, to) = self.ends(at, way);
        let mut steps = Vec::new();
        self.found(from, to, may, &mut HashSet::from([from]), &mut steps).then_some(steps)
    }

    /// Goes on from a node, straight to the end where that may be, else deeper. A city has thousands of rows and few
    /// columns, so that no way is long, and nearly any row leads on: all of them would be looked at if near ones were
    /// looked at before far ones.
    fn found(
        &self,
        node: Node,
        to: Node,
        may: &dyn Fn(&Step) -> bool,
        seen: &mut HashSet<Node>,
        steps: &mut Vec<Step>,
    ) -> bool {
        if let Some(last) = self.step_between(node, to).filter(may) {
            steps.push(last);
            return true;
        }
        for (next, step) in self.steps(node) {
            if next == to || seen.contains(&next) || !may(&step) {
                continue;
            }
            seen.insert(next);
            steps.push(step);
            if self.found(next, to, may, seen, steps) {
                return true;
            }
            steps.pop();
        }
        false
    }

    /// The cheapest way back that a figure could go by `amount`: over what is hidden already it costs next to nothing, over
    /// what would have to be hidden as much as is told there. The figures that would have to be hidden.
    pub fn cheapest(&self, at: At, way: Way, knows: Knows, amount: u32) -> Option<Vec<At>> {
        let (from, to) = self.ends(at, way);
        let mut came: Vec<Option<(Node, Step)>> = vec![None; self.nodes()];
        let mut costs: Vec<u64> = vec![u64::MAX; self.nodes()];
        let mut queue = BinaryHeap::from([Reverse((0, self.number(from)))]);
        costs[self.number(from)] = 0;
        while let Some(Reverse((cost, number))) = queue.pop() {
            let node = self.node(number);
            if node == to {
                let steps = self.back(&came, from, to);
                return Some(steps.iter().map(|step| step.at).filter(|at| !self.is_hidden(*at)).collect());
            }
            if cost > costs[number] {
                continue;
            }
            for (next, step) in self.steps(node) {
                if step.at == at || self.room(step.at, step.way, knows, amount) < amount {
                    continue;
                }
                let cost = cost + self.cost(step.at);
                if cost < costs[self.number(next)] {
                    costs[self.number(next)] = cost;
                    came[self.number(next)] = Some((node, step));
                    queue.push(Reverse((cost, self.number(next))));
                }
            }
        }
        None
    }

    fn cost(&self, at: At) -> u64 {
        if self.is_hidden(at) {
            return 1;
        }
        // An area's sum is nearly told by its counts, and the sum of all by the sums of the categories: they are missed
        // least, and the city's count of a category most. Of counts the smallest, and few before many.
        let figure = u64::from(self.table.figure(at)).min(100_000);
        match (at.0 == self.table.rows(), at.1 == self.table.columns()) {
            (true, true) => 300_000,
            (false, true) => 600_000,
            (false, false) => 1_000_000 + figure,
            (true, false) => 1_500_000,
        }
    }

    fn back(&self, came: &[Option<(Node, Step)>], from: Node, to: Node) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut node = to;
        while node != from
            && let Some((before, step)) = came[self.number(node)]
        {
            steps.push(step);
            node = before;
        }
        steps
    }

    /// Where a way back begins and ends for a figure that goes one way.
    fn ends(&self, at: At, way: Way) -> (Node, Node) {
        let (row, column) = (Node::Row(at.0), Node::Column(at.1));
        // What flows from row to column more than before must come back from the column to the row.
        if self.flows_to_column(at) == (way == Way::Up) { (column, row) } else { (row, column) }
    }

    /// Counts and the sum of all flow from their row to their column; sums of rows and of columns the other way, so that
    /// at each node what comes in goes out.
    fn flows_to_column(&self, (row, column): At) -> bool {
        (row == self.table.rows()) == (column == self.table.columns())
    }

    /// The steps from a node: over each figure of its row or column, larger where it flows that way and else smaller.
    fn steps(&self, node: Node) -> impl Iterator<Item = (Node, Step)> {
        let count = match node {
            Node::Row(_) => self.table.columns() + 1,
            Node::Column(_) => self.table.rows() + 1,
        };
        let other = move |number| match node {
            Node::Row(_) => Node::Column(number),
            Node::Column(_) => Node::Row(number),
        };
        (0..count).map(other).filter_map(move |next| Some((next, self.step_between(node, next)?)))
    }

    /// The step from a row to a column or the other way; there is none between two of the same.
    fn step_between(&self, from: Node, to: Node) -> Option<Step> {
        let (at, along) = match (from, to) {
            (Node::Row(row), Node::Column(column)) => ((row, column), true),
            (Node::Column(column), Node::Row(row)) => ((row, column), false),
            (Node::Row(_), Node::Row(_)) | (Node::Column(_), Node::Column(_)) => return None,
        };
        let way = if self.flows_to_column(at) == along { Way::Up } else { Way::Down };
        Some(Step { at, way })
    }

    fn nodes(&self) -> usize {
        self.table.rows() + self.table.columns() + 2
    }

    fn number(&self, node: Node) -> usize {
        match node {
            Node::Row(row) => row,
            Node::Column(column) => self.table.rows() + 1 + column,
        }
    }

    fn node(&self, number: usize) -> Node {
        match number.checked_sub(self.table.rows() + 1) {
            Some(column) => Node::Column(column),
            None => Node::Row(number),
        }
    }
}

fn signed(way: Way, amount: u32) -> i64 {
    match way {
        Way::Up => i64::from(amount),
        Way::Down => -i64::from(amount),
    }
}
