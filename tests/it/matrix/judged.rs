//! What was judged, and where the service and the oracle do not agree.

use super::policy::{Level, Who, sees};
use super::surfaces::Shown;
use super::world::{Kind, Thing, World};
use std::collections::BTreeMap;
use std::fmt::Debug;

#[derive(Default)]
pub struct Matrix {
    pub cells: BTreeMap<String, usize>,
    pub wrong: Vec<String>,
    /// What was first expected on a surface, until something else is.
    first: BTreeMap<String, Option<String>>,
}

impl Matrix {
    /// Anything that is shown, beside what should be.
    pub fn same<T: PartialEq + Debug>(
        &mut self,
        surface: &str,
        who: Who,
        of: &impl Debug,
        shown: &T,
        expected: &T,
    ) {
        *self.cells.entry(surface.to_owned()).or_default() += 1;
        let first = self.first.entry(surface.to_owned()).or_insert_with(|| Some(format!("{expected:?}")));
        if first.as_ref().is_some_and(|first| *first != format!("{expected:?}")) {
            *first = None;
        }
        if shown != expected {
            self.wrong.push(format!("{surface}: {who:?} is shown {shown:?}, not {expected:?}, of {of:?}"));
        }
    }

    /// Surfaces on which the same is expected for everybody and everything, which so say little.
    pub fn say_little(&self) -> impl Iterator<Item = &str> {
        self.first.iter().filter(|(_, first)| first.is_some()).map(|(surface, _)| surface.as_str())
    }

    /// How much of a thing is shown.
    pub fn cell(
        &mut self,
        surface: &str,
        who: Who,
        thing: &Thing,
        shown: Option<Level>,
        expected: Option<Level>,
    ) {
        self.same(surface, who, thing, &shown, &expected);
    }

    /// What a key with scopes opens, which holds or does not.
    pub fn narrowed(&mut self, surface: &str, key: &str, who: Who, thing: Option<&Thing>, holds: bool) {
        *self.cells.entry(format!("{surface} with some scopes")).or_default() += 1;
        if !holds {
            self.wrong.push(format!("{surface} with the scope {key}: {who:?} of {thing:?}"));
        }
    }

    /// A surface that tells presence alone.
    pub fn presence(&mut self, surface: &str, who: Who, thing: &Thing, shown: bool, expected: Option<Level>) {
        self.cell(surface, who, thing, shown.then_some(Level::Exists), expected.map(|_| Level::Exists));
    }

    /// A surface that shows many things, some of them with their level.
    pub fn many(&mut self, surface: &str, who: Who, world: &World, kind: Kind, shown: &Shown) {
        let things: Vec<_> = world.all(kind).map(|(_, thing)| thing).collect();
        for thing in &things {
            let expected = sees(who, world, thing);
            match shown.get(&thing.id) {
                Some(Some(level)) => self.cell(surface, who, thing, Some(*level), expected),
                Some(None) => self.presence(surface, who, thing, true, expected),
                None => self.presence(surface, who, thing, false, expected),
            }
        }
        for id in shown.keys().filter(|id| things.iter().all(|thing| thing.id != **id)) {
            self.wrong.push(format!("{surface}: {who:?} is shown {id}, which nobody made"));
        }
    }
}
