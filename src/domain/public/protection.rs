//! Which figures of a table are hidden, so that nobody can work out one that is small.
//!
//! A figure smaller than the limit is hidden, nought like any other: that there was nothing says as much of a street as
//! that there was something. Then others are hidden until three promises hold of every table that is published:
//!
//! 1. Somebody who knows nothing but the table cannot tell a small figure from any other from 0 up to the limit. So no sum
//!    of hidden figures that can be worked out is smaller than the limit either.
//! 2. Somebody who even knows which of the hidden figures are small, and so that those are below the limit, cannot tell one
//!    of them from any other from 0 up to below it.
//! 3. The figures that are hidden for the sake of others can each be so many, one more than another, as the limit says.
//!
//! The second does not reckon with the others' being the limit or more, which whoever knows that much knows as well: with it
//! they may come nearer to a small one. No hiding would keep them from it: where the limit is 8, of 3 and 5 whose sum is
//! known to be no less neither can be 0, whatever is hidden.
//!
//! How far each can go is exact (`network`); where all is hidden all three hold, so the work ends.

use super::network::{Knows, Network, Way};
use super::table::{At, Table};

/// The smallest limit there is.
pub const LEAST_MIN: u32 = 5;

/// Which figures of the table are hidden, row by row, so that the three promises hold.
#[must_use]
pub fn hidden(table: &Table, least: u32) -> Vec<bool> {
    let mut network = Network::of(table, least);
    // What is hidden for one figure can be of use to others and needs room of its own, so until nothing is missing.
    while pass(&mut network, table, least) {}
    network.into_hidden()
}

/// Mends every hidden figure that lacks room. Whether anything more was hidden.
fn pass(network: &mut Network<'_>, table: &Table, least: u32) -> bool {
    let mut any = false;
    for at in table.all() {
        while network.is_hidden(at)
            && let Some(lack) = lacks(network, table.figure(at), at, least)
        {
            if !mend(network, table, at, lack) {
                // All is hidden, and what is 0 by itself, as in a table without areas, stays so.
                return false;
            }
            any = true;
        }
    }
    any
}

/// Room that a figure needs and does not have.
#[derive(Clone, Copy)]
struct Lack {
    way: Way,
    knows: Knows,
    /// How far it must be able to go.
    amount: u32,
}

fn lacks(network: &Network<'_>, figure: u32, at: At, least: u32) -> Option<Lack> {
    if figure >= least {
        let up = network.reach(at, Way::Up, Knows::Nothing, least);
        let narrow = up < least && up + network.reach(at, Way::Down, Knows::Nothing, least - up) < least;
        return narrow.then_some(Lack { way: Way::Up, knows: Knows::Nothing, amount: least });
    }
    let needed = [
        Lack { way: Way::Up, knows: Knows::Nothing, amount: least - figure },
        Lack { way: Way::Up, knows: Knows::WhichAreSmall, amount: least - 1 - figure },
        // What can go up by so much in spite of knowing can do so without, and so it is with going down.
        Lack { way: Way::Down, knows: Knows::WhichAreSmall, amount: figure },
    ];
    needed.into_iter().find(|lack| network.reach(at, lack.way, lack.knows, lack.amount) < lack.amount)
}

/// Hides what it costs least to hide, so that the figure has its room; else the sums that it is in; else everything.
/// Whether anything was left to hide.
fn mend(network: &mut Network<'_>, table: &Table, at: At, lack: Lack) -> bool {
    let (row, column) = at;
    let sums = [(row, table.columns()), (table.rows(), column), (table.rows(), table.columns())];
    let shown =
        |among: &[At]| -> Vec<At> { among.iter().copied().filter(|at| !network.is_hidden(*at)).collect() };
    let cheapest = network.cheapest(at, lack.way, lack.knows, lack.amount).unwrap_or_default();
    let choices = [cheapest, shown(&sums), table.all().filter(|at| !network.is_hidden(*at)).collect()];
    let chosen = choices.into_iter().find(|choice| !choice.is_empty()).unwrap_or_default();
    for at in &chosen {
        network.hide(*at);
    }
    !chosen.is_empty()
}

#[cfg(test)]
pub(crate) mod tests;
