//! What somebody does in a random world, on things that earlier acts made, each named by its number.

use super::chance::Chance;
use serde_json::Value;
use std::collections::BTreeSet;

/// A party by its code.
pub type Party = &'static str;
/// Longitude and latitude.
pub type Spot = (f64, f64);

/// Who acts: the parties of the test city, in the role that decides for them.
pub const PARTIES: [Party; 6] = ["W", "E", "SKOLOR", "VAG", "POLIS", "STAD"];

/// When what is reported was seen, and how closely that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observed {
    Now,
    LastWeek,
    /// Some hours of an evening.
    Evening,
    /// A day, no hour of it.
    SomeDay,
    /// In the quarter that can be published.
    LastQuarter,
}

/// Something one party does. Numbers are those of earlier acts.
#[derive(Clone, Debug)]
pub enum Act {
    Report {
        at: Spot,
        accuracy_m: Option<u32>,
        observed: Observed,
        problem: &'static str,
        class: Option<&'static str>,
        place: Option<usize>,
    },
    Found {
        at: Spot,
        problem: &'static str,
        class: Option<&'static str>,
        report: Option<usize>,
    },
    Measure {
        place: usize,
        party: Party,
    },
    /// A command on a thing: its last words, and the body.
    Command {
        thing: usize,
        command: &'static str,
        body: Value,
        beside: Option<usize>,
    },
    Rename {
        place: usize,
        name: String,
    },
    Photo {
        report: usize,
        checked: bool,
    },
    /// A round with one stop, at a place.
    Round {
        place: usize,
    },
    Walk {
        round: usize,
        found: &'static str,
    },
    Presence {
        place: usize,
    },
    /// Where a decision on a place lies in a diary.
    Filing {
        place: usize,
    },
    /// A request for a public document that is answered: a report or a place, in part or whole.
    Request {
        thing: usize,
        withheld: bool,
    },
}

impl Act {
    /// What it is called where acts are counted.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Report { .. } => "report",
            Self::Found { .. } => "found",
            Self::Measure { .. } => "measure",
            Self::Command { command, .. } => command,
            Self::Rename { .. } => "rename",
            Self::Photo { .. } => "photo",
            Self::Round { .. } => "round",
            Self::Walk { .. } => "walk",
            Self::Presence { .. } => "presence",
            Self::Filing { .. } => "filing",
            Self::Request { .. } => "document request",
        }
    }

    /// Whether it makes something that can be hidden without hiding what it is about. Whoever answers a request reads the
    /// thing that is asked for, and who speaks for its origin is told so: the request alone cannot be hidden from them.
    pub fn makes(&self) -> bool {
        match self {
            Self::Report { .. }
            | Self::Found { .. }
            | Self::Measure { .. }
            | Self::Photo { .. }
            | Self::Round { .. }
            | Self::Walk { .. }
            | Self::Presence { .. }
            | Self::Filing { .. } => true,
            Self::Command { .. } | Self::Rename { .. } | Self::Request { .. } => false,
        }
    }

    /// The acts whose things this one touches.
    pub fn touches(&self) -> Vec<usize> {
        match self {
            Self::Report { place, .. } => place.iter().copied().collect(),
            Self::Found { report, .. } => report.iter().copied().collect(),
            Self::Measure { place, .. }
            | Self::Rename { place, .. }
            | Self::Round { place }
            | Self::Filing { place }
            | Self::Presence { place } => vec![*place],
            Self::Photo { report, .. } => vec![*report],
            Self::Walk { round, .. } => vec![*round],
            Self::Request { thing, .. } => vec![*thing],
            Self::Command { thing, beside, .. } => [Some(*thing), *beside].into_iter().flatten().collect(),
        }
    }

    /// Whether it makes one thing of another, or of two: what is told of either tells of the other.
    fn joins(&self) -> bool {
        matches!(self, Self::Found { .. } | Self::Command { command: "merge" | "split", .. })
    }

    fn is_report(&self) -> bool {
        matches!(self, Self::Report { .. })
    }
}

/// All that happens, in order: who does what.
#[derive(Clone)]
pub struct Story(pub Vec<(Party, Act)>);

impl Story {
    /// What an act of some kind makes or is about, each kind as likely as another: to be hidden from somebody.
    pub fn thing_of_some_kind(&self, chance: &mut Chance) -> usize {
        let kinds: BTreeSet<_> = self.0.iter().map(|(_, act)| act.word()).collect();
        let kind = chance.of(&Vec::from_iter(kinds));
        let of_kind: Vec<_> = (0..self.0.len()).filter(|at| self.0[*at].1.word() == kind).collect();
        let at = chance.of(&of_kind);
        let act = &self.0[at].1;
        if act.makes() { at } else { act.touches()[0] }
    }

    /// The reports, with where each is.
    pub fn reports(&self) -> Vec<(usize, Spot)> {
        let at = |(number, (_, act)): (usize, &(&str, Act))| {
            let Act::Report { at, .. } = act else { return None };
            Some((number, *at))
        };
        self.0.iter().enumerate().filter_map(at).collect()
    }

    /// The same, but that one report is somewhere else.
    pub fn with_report_at(&self, report: usize, elsewhere: Spot) -> Self {
        let mut other = self.clone();
        if let Act::Report { at, .. } = &mut other.0[report].1 {
            *at = elsewhere;
        }
        other
    }

    /// The places that are told, in numbers alone, how often somebody has been there: who sees one in full learns of
    /// rounds and presence that are not theirs. Among them is what their place was merged with or split into.
    pub fn counted_at(&self, act: usize) -> BTreeSet<usize> {
        let mut places: BTreeSet<usize> = self.been_at(act).into_iter().collect();
        loop {
            let before = places.len();
            for (number, (_, act)) in self.0.iter().enumerate() {
                match act {
                    Act::Command { thing, command: "merge", beside, .. } if places.contains(thing) => {
                        places.extend(*beside);
                    }
                    Act::Command { thing, command: "split", .. } if places.contains(thing) => {
                        places.insert(number);
                    }
                    _ => {}
                }
            }
            if places.len() == before {
                return places;
            }
        }
    }

    /// Where somebody has been.
    fn been_at(&self, act: usize) -> Option<usize> {
        match &self.0[act].1 {
            Act::Round { place } | Act::Presence { place } => Some(*place),
            Act::Walk { round, .. } => self.been_at(*round),
            Act::Report { .. }
            | Act::Found { .. }
            | Act::Measure { .. }
            | Act::Command { .. }
            | Act::Rename { .. }
            | Act::Filing { .. }
            | Act::Request { .. }
            | Act::Photo { .. } => None,
        }
    }

    /// An act, all that touch what it makes, and what that was made of, was given or became: what is told of these would
    /// tell of it.
    pub fn all_about(&self, first: usize) -> BTreeSet<usize> {
        let mut about = BTreeSet::from([first]);
        loop {
            let before = about.len();
            for (number, (_, act)) in self.0.iter().enumerate() {
                let touches = act.touches();
                if touches.iter().any(|thing| about.contains(thing)) {
                    about.insert(number);
                }
                if act.joins() && about.contains(&number) {
                    about.extend(&touches);
                }
                // A report that was put to a place says so.
                if let Act::Command { beside: Some(beside), thing, .. } = act
                    && about.contains(beside)
                {
                    about.insert(*thing);
                }
            }
            if about.len() == before {
                return about;
            }
        }
    }

    /// The reports among some acts.
    pub fn reports_among<'a>(&'a self, acts: &'a BTreeSet<usize>) -> impl Iterator<Item = usize> + 'a {
        acts.iter().copied().filter(|act| self.0[*act].1.is_report())
    }
}
