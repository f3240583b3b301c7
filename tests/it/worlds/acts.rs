//! What somebody does in a random world, on things that earlier acts made, each named by its number.

use serde_json::Value;
use std::collections::BTreeSet;

/// Who acts: the parties of the test city, in the role that decides for them.
pub const PARTIES: [&str; 6] = ["W", "E", "SKOLOR", "VAG", "POLIS", "STAD"];

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
        at: (f64, f64),
        accuracy_m: Option<u32>,
        observed: Observed,
        problem: &'static str,
        class: Option<&'static str>,
        place: Option<usize>,
    },
    Found {
        at: (f64, f64),
        problem: &'static str,
        class: Option<&'static str>,
        report: Option<usize>,
    },
    Measure {
        place: usize,
        party: &'static str,
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

    fn is_report(&self) -> bool {
        matches!(self, Self::Report { .. })
    }
}

/// All that happens, in order: who does what.
#[derive(Clone)]
pub struct Story(pub Vec<(&'static str, Act)>);

impl Story {
    /// Everything that is made, of which one thing is to be hidden from somebody.
    pub fn made(&self) -> Vec<usize> {
        (0..self.0.len()).filter(|at| self.0[*at].1.makes()).collect()
    }

    /// The reports, with where each is.
    pub fn reports(&self) -> Vec<(usize, (f64, f64))> {
        let at = |(number, (_, act)): (usize, &(&str, Act))| {
            let Act::Report { at, .. } = act else { return None };
            Some((number, *at))
        };
        self.0.iter().enumerate().filter_map(at).collect()
    }

    /// The same, but that one report is somewhere else.
    pub fn with_report_at(&self, report: usize, elsewhere: (f64, f64)) -> Self {
        let mut other = self.clone();
        if let Act::Report { at, .. } = &mut other.0[report].1 {
            *at = elsewhere;
        }
        other
    }

    /// The place that is told, in numbers alone, how often somebody has been there: who sees it in full learns of
    /// rounds and presence that are not theirs.
    pub fn counted_at(&self, act: usize) -> Option<usize> {
        match &self.0[act].1 {
            Act::Round { place } | Act::Presence { place } => Some(*place),
            Act::Walk { round, .. } => self.counted_at(*round),
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

    /// An act, all that touch what it makes, and the reports that a place among them is made of or was given: what
    /// is told of these would tell of it.
    pub fn all_about(&self, first: usize) -> BTreeSet<usize> {
        let mut about = BTreeSet::from([first]);
        loop {
            let before = about.len();
            for (number, (_, act)) in self.0.iter().enumerate() {
                let touches = act.touches();
                if touches.iter().any(|thing| about.contains(thing)) {
                    about.insert(number);
                }
                // A report says that it became a place.
                if matches!(act, Act::Found { .. }) && about.contains(&number) {
                    about.extend(&touches);
                }
                // A report that was put to a place says so, as does a place that another was merged into.
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
