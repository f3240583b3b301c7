//! Crowds: what a map from far above would count one by one, counted when a base is built.
//!
//! The rows lie along the curve of where they are shown, so what is shown in one square of ground is one piece of them. Who
//! sees all of that piece in full is shown crowds of it, and who sees nothing of it need not look: only where a viewer sees
//! some and others not is each row asked. Which of the three it is follows from the audiences met there, judged as always.

use super::columns::Columns;
use super::table::Item;
use crate::space::Spot;
use std::collections::BTreeMap;
use std::ops::Range;

/// A cell is a tile of this zoom, some 150 m of Stockholm: no larger than what a map shows as one.
pub const CELL_ZOOM: u32 = 17;
/// For whom its rows are is known of a tile of this zoom, some 1 200 m: fewer audiences are judged, and a district is still
/// many of them.
const SQUARE_ZOOM: u32 = 14;

/// Things that lie in one cell and are alike for a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd<M> {
    /// One of their spots.
    pub at: Spot,
    /// The mark of each of them.
    pub mark: M,
    /// How many they are.
    pub count: u32,
    /// Their steps eastwards, summed.
    pub x_sum: u64,
    /// Their steps southwards, summed.
    pub y_sum: u64,
}

/// The rows that are shown in one cell, and the crowds that they are; where they lie may be the next one.
struct Cell {
    rows: Range<u32>,
    crowds: Range<usize>,
}

/// The rows of one square; among them the first of each audience.
struct Square {
    rows: Range<u32>,
    faces: Vec<u32>,
    cells: Range<usize>,
}

/// The crowds of a base.
pub struct Crowds<T: Item> {
    squares: Vec<Square>,
    cells: Vec<Cell>,
    crowds: Vec<Crowd<T::Mark>>,
}

/// What a viewer sees of all the rows of a square.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sighted {
    /// Everything of each.
    Full,
    /// Nothing of any.
    Nothing,
    /// Something else of some.
    Mixed,
}

impl<T: Item> Crowds<T> {
    /// The crowds of the rows that have these columns.
    pub fn of(columns: &Columns<T>) -> Self {
        let mut all = Self { squares: Vec::new(), cells: Vec::new(), crowds: Vec::new() };
        for square in runs(&columns.shown, 0..columns.shown.len(), SQUARE_ZOOM) {
            let first_cell = all.cells.len();
            for cell in runs(&columns.shown, square.clone(), CELL_ZOOM) {
                let first_crowd = all.crowds.len();
                for at in cell.clone() {
                    all.count(first_crowd, columns.spots[at], columns.marks[at]);
                }
                all.cells.push(Cell { rows: numbers(&cell), crowds: first_crowd..all.crowds.len() });
            }
            let mut faces = BTreeMap::new();
            for at in square.clone() {
                faces.entry(columns.audiences[at]).or_insert(at);
            }
            let faces = faces.into_values().map(number).collect();
            all.squares.push(Square { rows: numbers(&square), faces, cells: first_cell..all.cells.len() });
        }
        all
    }

    /// Counts a thing into the crowds of its cell, which begin at `first`.
    fn count(&mut self, first: usize, at: Spot, mark: T::Mark) {
        let (x, y) = (u64::from(at.x()), u64::from(at.y()));
        let alike = |crowd: &&mut Crowd<T::Mark>| {
            crowd.mark == mark && tile(crowd.at, CELL_ZOOM) == tile(at, CELL_ZOOM)
        };
        match self.crowds[first..].iter_mut().find(alike) {
            Some(crowd) => {
                crowd.count += 1;
                crowd.x_sum += x;
                crowd.y_sum += y;
            }
            None => self.crowds.push(Crowd { at, mark, count: 1, x_sum: x, y_sum: y }),
        }
    }

    /// Shows somebody a piece of the rows: as crowds where a cell lies wholly in it and all of its square is seen in full,
    /// not at all where nothing of a square is seen, and else as rows.
    pub fn show(&self, piece: &Range<u32>, onlooker: &mut impl Onlooker<T>) {
        let first = self.squares.partition_point(|square| square.rows.end <= piece.start);
        // Rows that are still to be shown.
        let (mut from, mut to) = (piece.start, piece.start);
        for square in self.squares[first..].iter().take_while(|square| square.rows.start < piece.end) {
            let part = square.rows.start.max(piece.start)..square.rows.end.min(piece.end);
            match onlooker.sighted(&square.faces) {
                Sighted::Mixed => to = part.end,
                Sighted::Nothing => {
                    onlooker.rows(from..to);
                    (from, to) = (part.end, part.end);
                }
                Sighted::Full => {
                    for cell in &self.cells[square.cells.clone()] {
                        let whole = cell.rows.start >= piece.start && cell.rows.end <= piece.end;
                        if whole {
                            onlooker.rows(from..to);
                            onlooker.crowds(&self.crowds[cell.crowds.clone()]);
                            from = cell.rows.end;
                        }
                        to = to.max(cell.rows.end.min(piece.end));
                    }
                }
            }
        }
        onlooker.rows(from..to);
    }
}

/// Somebody who looks from far above.
pub trait Onlooker<T: Item> {
    /// What they see of all rows that are for the same audiences as these.
    fn sighted(&mut self, faces: &[u32]) -> Sighted;
    /// They see all of these in full.
    fn crowds(&mut self, crowds: &[Crowd<T::Mark>]);
    /// They may see something of some of these, of which there may be none.
    fn rows(&mut self, rows: Range<u32>);
}

/// The tile of a zoom that a spot lies in, by its place on the curve.
const fn tile(at: Spot, zoom: u32) -> u64 {
    at.on_curve() >> (64 - 2 * zoom)
}

/// The pieces of rows whose spots share a tile of a zoom.
fn runs(spots: &[Spot], within: Range<usize>, zoom: u32) -> impl Iterator<Item = Range<usize>> {
    let mut from = within.start;
    std::iter::from_fn(move || {
        let here = (from < within.end).then(|| tile(spots[from], zoom))?;
        let run = from..from + spots[from..within.end].partition_point(|spot| tile(*spot, zoom) <= here);
        from = run.end;
        Some(run)
    })
}

fn numbers(rows: &Range<usize>) -> Range<u32> {
    number(rows.start)..number(rows.end)
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("fewer than four thousand million rows")
}
