//! Taking a network of lattice edges apart into lines between its junctions.

use std::collections::{BTreeMap, BTreeSet};

/// An undirected network: each node with its neighbours, in a fixed order.
#[derive(Clone, Debug, Default)]
pub(super) struct Network {
    neighbours: BTreeMap<usize, BTreeSet<usize>>,
}

impl Network {
    /// Adds the edge between two nodes; adding it again changes nothing.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        self.neighbours.entry(a).or_default().insert(b);
        self.neighbours.entry(b).or_default().insert(a);
    }

    /// Whether any edge ends at `node`.
    pub(super) fn touches(&self, node: usize) -> bool {
        self.neighbours.contains_key(&node)
    }

    /// All chains of nodes from junction or end to junction or end, then the closed loops without any.
    ///
    /// Each edge is in exactly one chain, so smoothing chain by chain keeps shared lines shared.
    pub(super) fn chains(&self) -> Vec<Vec<usize>> {
        let mut used = BTreeSet::new();
        let mut chains = Vec::new();
        let junctions = self.neighbours.iter().filter(|(_, around)| around.len() != 2);
        for (start, around) in junctions {
            for first in around {
                self.follow(*start, *first, &mut used, &mut chains);
            }
        }
        for (start, around) in &self.neighbours {
            for first in around {
                self.follow(*start, *first, &mut used, &mut chains);
            }
        }
        chains
    }

    fn follow(
        &self,
        start: usize,
        first: usize,
        used: &mut BTreeSet<(usize, usize)>,
        chains: &mut Vec<Vec<usize>>,
    ) {
        if used.contains(&edge(start, first)) {
            return;
        }
        let mut chain = vec![start];
        let (mut before, mut here) = (start, first);
        loop {
            used.insert(edge(before, here));
            chain.push(here);
            let around = &self.neighbours[&here];
            if here == start || around.len() != 2 {
                break;
            }
            let Some(onward) = around.iter().copied().find(|node| *node != before) else {
                break;
            };
            (before, here) = (here, onward);
        }
        chains.push(chain);
    }
}

fn edge(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}
