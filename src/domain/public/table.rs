//! Counts by area and category, with their sums.

/// A table of figures: areas by categories, and in its last row and column the sums of the others. The last of the last
/// is the sum of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    rows: usize,
    columns: usize,
    figures: Vec<u32>,
}

/// A figure's row and column.
pub type At = (usize, usize);

impl Table {
    /// The table of these counts, one list for each area, with one count for each of so many categories.
    #[must_use]
    pub fn of(areas: &[Vec<u32>], categories: usize) -> Self {
        let (rows, columns) = (areas.len(), categories);
        let mut table = Self { rows, columns, figures: vec![0; (rows + 1) * (columns + 1)] };
        for (row, counts) in areas.iter().enumerate() {
            for (column, count) in counts.iter().take(columns).enumerate() {
                for at in [(row, column), (row, columns), (rows, column), (rows, columns)] {
                    table.figures[at.0 * (columns + 1) + at.1] += count;
                }
            }
        }
        table
    }

    /// How many areas there are; also the number of the row of sums.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many categories there are; also the number of the column of sums.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// A figure.
    #[must_use]
    pub fn figure(&self, (row, column): At) -> u32 {
        self.figures[self.index((row, column))]
    }

    /// Where every figure stands, row by row.
    pub fn all(&self) -> impl Iterator<Item = At> + use<> {
        let (rows, columns) = (self.rows, self.columns);
        (0..=rows).flat_map(move |row| (0..=columns).map(move |column| (row, column)))
    }

    /// The number of a figure among all.
    pub(super) fn index(&self, (row, column): At) -> usize {
        row * (self.columns + 1) + column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_stand_at_the_ends() {
        let table = Table::of(&[vec![1, 2], vec![10, 20], vec![0, 300]], 2);
        let figures: Vec<u32> = table.all().map(|at| table.figure(at)).collect();
        assert_eq!(figures, [1, 2, 3, 10, 20, 30, 0, 300, 300, 11, 322, 333]);
    }
}
