//! What somebody of the demo does at a moment. Numbers are those of the plan, since ids come only when things are made.

use crate::domain::place::Status;
use jiff::Timestamp;
use jiff::civil::Date;

/// Something somebody does at a moment.
#[derive(Clone, Debug)]
pub struct Deed {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
}

/// Who does a measure.
#[derive(Clone, Copy, Debug)]
pub enum Doer {
    /// Who holds the place.
    Holder,
    /// A party.
    Party(&'static str),
}

/// What is done. Numbers are those of the plan, parties are codes.
#[derive(Clone, Debug)]
pub enum What {
    /// A report is sent, of a place its reporter knows or of none.
    Report {
        /** Which. */
        report: usize,
        /** The place it is of. */
        place: Option<usize>,
        /** The trouble is over. */
        gone: bool,
    },
    /// Somebody says of a place they know that it is as it was, or over.
    Look {
        /** At which place. */
        place: usize,
        /** Whose. */
        party: &'static str,
        /** In which unit. */
        unit: Option<&'static str>,
        /** The trouble is over. */
        gone: bool,
    },
    /// A report is found to belong to a place.
    Link {
        /** Which. */
        report: usize,
        /** Where. */
        place: usize,
    },
    /// A report is read and left.
    Leave {
        /** Which. */
        report: usize,
        /** Somebody else's, rather than nobody's. */
        not_ours: bool,
        /** Why. */
        reason: &'static str,
    },
    /// Somebody decides that there is a place, from these reports.
    Open {
        /** Which. */
        place: usize,
        /** From what. */
        reports: Vec<usize>,
        /** The coordination is to stand open: the place is made so that nobody has answered by making it. */
        unsettled: bool,
    },
    /// The district asks a party to coordinate, unless it has been asked already.
    Ask {
        /** The place. */
        place: usize,
        /** Whom. */
        party: &'static str,
        /** A party without log-in that has been asked is left time to answer. */
        patient: bool,
    },
    /// A party says yes, unless it has.
    Accept {
        /** The place. */
        place: usize,
        /** Who. */
        party: &'static str,
    },
    /// A party says no.
    Decline {
        /** The place. */
        place: usize,
        /** Who. */
        party: &'static str,
        /** Why. */
        reason: &'static str,
        /** Whom it suggests. */
        suggested: &'static str,
    },
    /// Nobody answered in time.
    Expire {
        /** The place. */
        place: usize,
    },
    /// The holder asks another to take over.
    HandOver {
        /** The place. */
        place: usize,
        /** To whom. */
        to: &'static str,
    },
    /// A place is moved on.
    Move {
        /** Which. */
        place: usize,
        /** To what. */
        status: Status,
    },
    /// A party is confirmed as one of the place's.
    Confirm {
        /** The place. */
        place: usize,
        /** Who. */
        party: &'static str,
    },
    /// A party that may says that a place should not have been set aside.
    Object {
        /** Which place. */
        place: usize,
    },
    /// A measure begins.
    Begin {
        /** At which place. */
        place: usize,
        /** Code of its type. */
        measure: &'static str,
        /** In words. */
        note: &'static str,
        /** Whose. */
        doer: Doer,
        /** First day. */
        starts: Date,
    },
    /// The measures of a place are done.
    Finish {
        /** Which. */
        place: usize,
    },
    /// A place ends in another.
    Merge {
        /** Which. */
        place: usize,
        /** In which. */
        into: usize,
    },
    /// A place ends in two others.
    Split {
        /** Which. */
        place: usize,
        /** In which. */
        into: [usize; 2],
    },
}
