//! Whose readers see more of a thing by something that was done: "no act that shares is forgotten".

use super::policy::{Level, readers, sees};
use super::world::{Kind, World};

impl World {
    /// How much the readers of each party see of each thing.
    pub fn sights(&self) -> Vec<Vec<Option<Level>>> {
        let readers = readers();
        let of = |thing| readers.iter().map(|who| sees(*who, self, thing)).collect();
        self.things.iter().map(of).collect()
    }

    /// Notes who sees more than before of what can be handed on.
    pub fn note_handed(&mut self, before: &[Vec<Option<Level>>]) {
        let after = self.sights();
        for (thing, (before, after)) in self.things.iter_mut().zip(before.iter().zip(after)) {
            let more = readers().into_iter().zip(before.iter().zip(after));
            if matches!(thing.kind, Kind::Report | Kind::Place | Kind::Photo) {
                let more = more.filter(|(_, (before, after))| after > *before);
                thing.handed.extend(more.map(|(who, _)| who.party));
            }
        }
    }
}
