//! Rows in question, some hundreds at a time: one thing is asked of all of them, then the next of those that are left.
//!
//! Asked row by row, every second answer is another one than the processor had guessed, and it throws away what it had
//! begun. A list of row numbers that is written in any case, and grows or does not grow, leaves nothing to guess: the
//! selection vectors of MonetDB/X100 (Boncz, Zukowski, Nes, CIDR 2005).

use super::look::{WITHHELD, decoded};
use crate::domain::access::Level;

/// So many at a time: what is known of them stays in the processor's nearest memory.
pub const BATCH: usize = 1_024;

/// The rows that are still in question, and what has been found out of each.
pub struct Chosen {
    rows: Box<[u32; BATCH]>,
    codes: Box<[u8; BATCH]>,
    count: usize,
}

impl Chosen {
    /// No rows yet.
    pub fn new() -> Self {
        Self { rows: Box::new([0; BATCH]), codes: Box::new([WITHHELD; BATCH]), count: 0 }
    }

    /// Begins anew with the next rows, [`BATCH`] at most; says whether there are any.
    pub fn fill(&mut self, rows: &mut impl Iterator<Item = u32>) -> bool {
        self.count = 0;
        for (slot, row) in self.rows.iter_mut().zip(rows) {
            *slot = row;
            self.count += 1;
        }
        self.count > 0
    }

    /// Keeps the rows of which this is true.
    #[inline]
    pub fn keep(&mut self, mut is_wanted: impl FnMut(usize) -> bool) {
        let (rows, mut kept) = (&mut *self.rows, 0);
        for from in 0..self.count.min(BATCH) {
            let row = rows[from];
            // As many have been read as are written at most; the remainder only tells the compiler so.
            rows[kept % BATCH] = row;
            kept += usize::from(is_wanted(row as usize));
        }
        self.count = kept;
    }

    /// Writes a code beside each row, and says which bits they have.
    #[inline]
    pub fn put(&mut self, mut code: impl FnMut(usize) -> u8) -> Met {
        self.change(|at, _| code(at))
    }

    /// Writes another code in the place of the one that stands beside each row, and says which bits they have.
    #[inline]
    pub fn change(&mut self, mut code: impl FnMut(usize, u8) -> u8) -> Met {
        let mut met = Met { any: 0, all: u8::MAX };
        for (row, slot) in self.rows[..self.count].iter().zip(&mut self.codes[..self.count]) {
            *slot = code(*row as usize, *slot);
            met.any |= *slot;
            met.all &= *slot;
        }
        met
    }

    /// Keeps the rows whose codes stand in a table with the level at which they are told of; [`WITHHELD`] is not kept.
    #[inline]
    pub fn settle(&mut self, levels: &[u8; 256]) -> Settled<'_> {
        let (rows, codes, mut kept) = (&mut *self.rows, &mut *self.codes, 0);
        for from in 0..self.count.min(BATCH) {
            let level = levels[usize::from(codes[from])];
            rows[kept % BATCH] = rows[from];
            codes[kept % BATCH] = level;
            kept += usize::from(level != WITHHELD);
        }
        self.count = kept;
        Settled { rows: &rows[..kept], codes: &codes[..kept] }
    }

    /// All rows that are left, where the codes beside them are the levels at which they are told of.
    pub fn settled(&self) -> Settled<'_> {
        Settled { rows: self.rows(), codes: &self.codes[..self.count] }
    }

    /// The numbers of the rows that are left.
    pub fn rows(&self) -> &[u32] {
        &self.rows[..self.count]
    }
}

/// The bits that any of some codes has, and those that all of them have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// Those of any.
    pub any: u8,
    /// Those of all.
    pub all: u8,
}

impl Met {
    /// Of codes that are all this one.
    pub const fn alike(code: u8) -> Self {
        Self { any: code, all: code }
    }
}

/// Rows of which it is settled that they are seen, and how much of each.
#[derive(Clone, Copy)]
pub struct Settled<'c> {
    rows: &'c [u32],
    codes: &'c [u8],
}

impl<'c> Settled<'c> {
    /// Their numbers.
    pub fn rows(self) -> &'c [u32] {
        self.rows
    }

    /// Each with its level.
    #[inline]
    pub fn levels(self) -> impl Iterator<Item = (usize, Level)> {
        self.rows.iter().zip(self.codes).map(|(row, code)| (*row as usize, decoded(*code)))
    }
}
