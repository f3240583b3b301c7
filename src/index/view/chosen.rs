//! Rows in question, some hundreds at a time: one thing is asked of all of them, then the next of those that are left.
//!
//! Asked row by row, every second answer is another one than the processor had guessed, and it throws away what it had
//! begun. A list of row numbers that is written in any case, and grows or does not grow, leaves nothing to guess: the
//! selection vectors of MonetDB/X100 (Boncz, Zukowski, Nes, CIDR 2005).

use super::look::{WITHHELD, decoded};
use crate::domain::access::Level;
use std::ops::Range;

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

    /// Begins anew with the first of these rows, [`BATCH`] at most, and takes them from them; says whether there were any.
    pub fn take_listed(&mut self, listed: &mut &[u32]) -> bool {
        self.count = listed.len().min(BATCH);
        let (taken, rest) = listed.split_at(self.count);
        self.rows[..self.count].copy_from_slice(taken);
        *listed = rest;
        self.count > 0
    }

    /// Begins anew with those of a run of which a sieve says that they may fit. It is asked of all at once, so that it
    /// can answer from columns as they lie.
    pub fn take_sieved(&mut self, run: Range<usize>, sieve: impl FnOnce(Range<usize>, &mut [bool])) {
        let mut fits = [false; BATCH];
        sieve(run.clone(), &mut fits[..run.len()]);
        self.count = 0;
        for (row, fits) in (run.start as u32..).zip(&fits[..run.len()]) {
            self.rows[self.count % BATCH] = row;
            self.count += usize::from(*fits);
        }
    }

    /// Room for the codes of so many rows.
    pub fn codes(&mut self, count: usize) -> &mut [u8] {
        &mut self.codes[..count]
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

    /// Writes a code beside each row, and answers the bits that any of them has.
    #[inline]
    pub fn put(&mut self, mut code: impl FnMut(usize) -> u8) -> u8 {
        let mut met = 0;
        for (row, slot) in self.rows[..self.count].iter().zip(&mut self.codes[..self.count]) {
            *slot = code(*row as usize);
            met |= *slot;
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

    /// The same of a run whose codes have been written.
    #[inline]
    pub fn settle_run(&mut self, run: Range<usize>, levels: &[u8; 256]) -> Settled<'_> {
        let (rows, codes, mut kept) = (&mut *self.rows, &mut *self.codes, 0);
        for (from, row) in (0..BATCH).zip(run.start as u32..run.end as u32) {
            let level = levels[usize::from(codes[from])];
            rows[kept % BATCH] = row;
            codes[kept % BATCH] = level;
            kept += usize::from(level != WITHHELD);
        }
        self.count = kept;
        Settled { rows: &rows[..kept], codes: &codes[..kept] }
    }

    /// The numbers of the rows that are left.
    pub fn rows(&self) -> &[u32] {
        &self.rows[..self.count]
    }
}

/// Takes the first rows of a run, [`BATCH`] at most.
pub fn take(run: &mut Range<u32>) -> Option<Range<usize>> {
    let taken = run.start as usize..run.start as usize + run.len().min(BATCH);
    run.start += taken.len() as u32;
    (!taken.is_empty()).then_some(taken)
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
