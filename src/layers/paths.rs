//! Rings and lines of one feature in tile coordinates, held in two flat vectors that are used again for the next one.

/// What a path is to its feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathRole {
    /// The outline of a polygon; the interiors that follow are its holes.
    Exterior,
    /// A hole in the exterior before it.
    Interior,
    /// A part of a line.
    Line,
}

/// Paths of whole tile coordinates. Rings are kept without their closing point.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paths {
    points: Vec<[i32; 2]>,
    ends: Vec<(usize, PathRole)>,
}

impl Paths {
    /// Forgets all paths and keeps the memory.
    pub fn clear(&mut self) {
        self.points.clear();
        self.ends.clear();
    }

    /// Adds a path, leaving out points equal to the one before.
    pub fn push(&mut self, role: PathRole, points: impl IntoIterator<Item = [i32; 2]>) {
        let start = self.points.len();
        for point in points {
            if self.points.len() == start || self.points.last() != Some(&point) {
                self.points.push(point);
            }
        }
        if role != PathRole::Line {
            while self.points.len() > start + 1 && self.points.last() == self.points.get(start) {
                self.points.pop();
            }
        }
        self.ends.push((self.points.len(), role));
    }

    /// The paths in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (PathRole, &[[i32; 2]])> {
        let mut start = 0;
        self.ends.iter().map(move |&(end, role)| {
            let path = &self.points[start..end];
            start = end;
            (role, path)
        })
    }

    /// Whether there is no path.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// Twice the signed area of a ring in square tile units: positive when it runs clockwise on a screen, y downwards.
pub fn doubled_area(ring: &[[i32; 2]]) -> i64 {
    let following = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(following)
        .map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1]))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_and_closing_points_are_left_out() {
        let mut paths = Paths::default();
        paths.push(PathRole::Exterior, [[0, 0], [0, 0], [5, 0], [5, 5], [5, 5], [0, 0], [0, 0]]);
        paths.push(PathRole::Line, [[1, 1], [2, 2], [2, 2], [1, 1]]);
        let found: Vec<_> = paths.iter().collect();
        assert_eq!(found[0], (PathRole::Exterior, &[[0, 0], [5, 0], [5, 5]][..]));
        assert_eq!(found[1], (PathRole::Line, &[[1, 1], [2, 2], [1, 1]][..]));
    }

    #[test]
    fn a_ring_clockwise_on_screen_has_positive_area() {
        assert_eq!(doubled_area(&[[0, 0], [10, 0], [10, 10], [0, 10]]), 200);
        assert_eq!(doubled_area(&[[0, 10], [10, 10], [10, 0], [0, 0]]), -200);
        assert_eq!(doubled_area(&[]), 0);
    }
}
