//! Whether closed rings make valid polygons, as OGC Simple Features has it, in whatever plane they are given.
//!
//! Written here rather than taken from `geo::Validation`, which leaves out whether the interior hangs together,
//! compares every hole with every other, and cannot be told when to stop. Here an R-tree over all segments answers
//! everything in one pass, predicates are exact, and work has a ceiling. Tests hold the two against each other and
//! against a published suite.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line, LineString, MultiPolygon};
use rstar::{AABB, RTree, RTreeObject};
use std::collections::{HashMap, HashSet};

/// Pairs of segments looked at before giving up: far more than any boundary needs, half a second of work.
const WORK_MAX: usize = 20_000_000;
/// Flaws gathered before stopping; a scribble has one for every pair of its lines.
const FLAWS_MAX: usize = 20;

/// A ring of a shape: its part, and 0 for the part's shell or 1, 2, ... for its holes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct RingId {
    pub part: usize,
    pub ring: usize,
}

/// What makes a shape invalid; positions are where to look for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Flaw {
    /// A ring crosses, touches or runs along itself.
    SelfCrossing { ring: RingId, at: Coord<f64> },
    /// Two rings cross, or share more than single points.
    RingsCross { ring: RingId, other: RingId, at: Coord<f64> },
    /// A hole is not inside its part's shell.
    HoleOutside { hole: RingId },
    /// A hole lies in another hole of its part.
    HoleInHole { hole: RingId, outer: RingId },
    /// A part lies on top of another.
    PartInPart { shell: RingId, outer: RingId },
    /// Touching rings cut a part's interior in two.
    InteriorSplit { shell: RingId, at: Coord<f64> },
    /// Looking would take too long.
    TooIntricate,
}

/// Everything wrong with the shape, up to a limit; empty if it is valid.
///
/// Rings must be closed, have at least four positions, an area, and no two equal positions in a row. Their
/// orientation does not matter.
pub(super) fn flaws(shape: &MultiPolygon<f64>) -> Vec<Flaw> {
    flaws_within(shape, WORK_MAX)
}

fn flaws_within(shape: &MultiPolygon<f64>, work_max: usize) -> Vec<Flaw> {
    let mut check = Check::of(shape, work_max);
    if let Err(flaw) = check.meetings() {
        return vec![flaw];
    }
    // Where lines cross, "inside" means nothing, so nesting is looked at only when none do.
    if check.flaws.is_empty()
        && let Err(flaw) = check.nesting()
    {
        return vec![flaw];
    }
    if check.flaws.is_empty() {
        check.connectedness();
    }
    check.flaws
}

struct Ring<'a> {
    id: RingId,
    line: &'a LineString<f64>,
    counter_clockwise: bool,
}

struct Segment {
    ring: usize,
    index: usize,
    line: Line<f64>,
}

impl RTreeObject for Segment {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners([self.line.start.x, self.line.start.y], [self.line.end.x, self.line.end.y])
    }
}

/// A point where two rings meet, and the positions before and after it on each.
#[derive(Clone, Copy)]
struct Touch {
    at: Coord<f64>,
    rings: (usize, usize),
    ways: (Way, Way),
}

/// How a ring passes through a point: whence and whither.
#[derive(Clone, Copy)]
struct Way {
    from: Coord<f64>,
    to: Coord<f64>,
}

struct Check<'a> {
    rings: Vec<Ring<'a>>,
    tree: RTree<Segment>,
    work_left: usize,
    /// At most one entry per pair of rings and point; the lower ring number first.
    touches: Vec<Touch>,
    flaws: Vec<Flaw>,
}

impl<'a> Check<'a> {
    fn of(shape: &'a MultiPolygon<f64>, work_max: usize) -> Self {
        let rings: Vec<Ring<'a>> = shape
            .0
            .iter()
            .enumerate()
            .flat_map(|(part, polygon)| {
                let lines = std::iter::once(polygon.exterior()).chain(polygon.interiors());
                lines.enumerate().map(move |(ring, line)| Ring {
                    id: RingId { part, ring },
                    line,
                    counter_clockwise: signed_area(line) > 0.0,
                })
            })
            .collect();
        let segments = rings
            .iter()
            .enumerate()
            .flat_map(|(ring, r)| {
                r.line.lines().enumerate().map(move |(index, line)| Segment { ring, index, line })
            })
            .collect();
        Self {
            rings,
            tree: RTree::bulk_load(segments),
            work_left: work_max,
            touches: Vec::new(),
            flaws: Vec::new(),
        }
    }

    /// Finds every crossing, and every touch of two rings.
    fn meetings(&mut self) -> Result<(), Flaw> {
        let mut seen = HashSet::new();
        let mut flaws = Vec::new();
        let mut touches = Vec::new();
        for (a, b) in self.tree.intersection_candidates_with_other_tree(&self.tree) {
            self.work_left = self.work_left.checked_sub(1).ok_or(Flaw::TooIntricate)?;
            if (a.ring, a.index) >= (b.ring, b.index) {
                continue;
            }
            let Some(meeting) = line_intersection(a.line, b.line) else {
                continue;
            };
            match self.judge(a, b, meeting) {
                Meeting::Harmless => {}
                Meeting::Flawed(flaw) => flaws.push(flaw),
                Meeting::Touching(touch) => {
                    if seen.insert((touch.rings, key(touch.at))) {
                        touches.push(touch);
                    }
                }
            }
            if flaws.len() >= FLAWS_MAX {
                break;
            }
        }
        // The tree's order is its own business; answers are in the order of the rings.
        flaws.sort_by_key(|flaw| match flaw {
            Flaw::SelfCrossing { ring, .. } | Flaw::RingsCross { ring, .. } => *ring,
            _ => RingId { part: 0, ring: 0 },
        });
        self.flaws = flaws;
        self.touches = touches;
        Ok(())
    }

    fn judge(&self, a: &Segment, b: &Segment, meeting: LineIntersection<f64>) -> Meeting {
        let (at, proper) = match meeting {
            LineIntersection::SinglePoint { intersection, is_proper } => (intersection, is_proper),
            LineIntersection::Collinear { intersection } => (intersection.start, true),
        };
        let (ring, other) = (&self.rings[a.ring], &self.rings[b.ring]);
        if a.ring == b.ring {
            let last = ring.line.0.len() - 2;
            let adjacent = b.index == a.index + 1 || (a.index == 0 && b.index == last);
            let harmless = adjacent && !matches!(meeting, LineIntersection::Collinear { .. });
            return if harmless {
                Meeting::Harmless
            } else {
                Meeting::Flawed(Flaw::SelfCrossing { ring: ring.id, at })
            };
        }
        let touch = Touch { at, rings: (a.ring, b.ring), ways: (ring.way(a, at), other.way(b, at)) };
        if proper || touch.crosses() {
            return Meeting::Flawed(Flaw::RingsCross { ring: ring.id, other: other.id, at });
        }
        Meeting::Touching(touch)
    }

    /// Holes are in their shells and nowhere else; no part is on top of another.
    fn nesting(&mut self) -> Result<(), Flaw> {
        if self.rings.len() == 1 {
            return Ok(());
        }
        let mut touches: HashMap<usize, Vec<Touch>> = HashMap::new();
        for touch in &self.touches {
            touches.entry(touch.rings.0).or_default().push(*touch);
            touches.entry(touch.rings.1).or_default().push(touch.turned());
        }
        for index in 0..self.rings.len() {
            let outer = self.rings_around(index, touches.get(&index).map_or(&[], Vec::as_slice))?;
            self.judge_nesting(index, &outer);
        }
        Ok(())
    }

    fn judge_nesting(&mut self, index: usize, around: &HashSet<RingId>) {
        let id = self.rings[index].id;
        let mut around: Vec<RingId> = around.iter().copied().collect();
        around.sort_unstable();
        if id.ring == 0 {
            let shells = around.iter().filter(|outer| outer.ring == 0);
            let on_top =
                shells.filter(|shell| !around.iter().any(|hole| hole.part == shell.part && hole.ring > 0));
            self.flaws.extend(on_top.map(|&outer| Flaw::PartInPart { shell: id, outer }));
            return;
        }
        if !around.contains(&RingId { part: id.part, ring: 0 }) {
            self.flaws.push(Flaw::HoleOutside { hole: id });
        }
        let holes = around.iter().filter(|outer| outer.part == id.part && outer.ring > 0);
        self.flaws.extend(holes.map(|&outer| Flaw::HoleInHole { hole: id, outer }));
    }

    /// The rings that this one lies within. Since no rings cross, one position decides; for a ring that is touched,
    /// the way it leaves the touching point does.
    fn rings_around(&mut self, index: usize, touches: &[Touch]) -> Result<HashSet<RingId>, Flaw> {
        let at = self.rings[index].line.0[0];
        let ray = AABB::from_corners([at.x, at.y], [f64::MAX, at.y]);
        let mut around = HashSet::new();
        for segment in self.tree.locate_in_envelope_intersecting(ray) {
            self.work_left = self.work_left.checked_sub(1).ok_or(Flaw::TooIntricate)?;
            if segment.ring != index && is_right_of(segment.line, at) {
                let id = self.rings[segment.ring].id;
                // Parity: every second crossing takes it out again.
                if !around.remove(&id) {
                    around.insert(id);
                }
            }
        }
        for touch in touches {
            let other = &self.rings[touch.rings.1];
            if other.has_inside(touch.ways.1, touch.at, touch.ways.0.to) {
                around.insert(other.id);
            } else {
                around.remove(&other.id);
            }
        }
        Ok(around)
    }

    /// Rings and the points where they touch are a graph; a cycle in it cuts the interior in two.
    fn connectedness(&mut self) {
        let mut groups = Groups::default();
        let mut edges = HashSet::new();
        let mut split = HashSet::new();
        for touch in &self.touches {
            let (a, b) = (self.rings[touch.rings.0].id, self.rings[touch.rings.1].id);
            if a.part != b.part {
                continue;
            }
            for ring in [touch.rings.0, touch.rings.1] {
                let point = Node::Point(a.part, key(touch.at));
                if edges.insert((ring, point))
                    && !groups.join(Node::Ring(ring), point)
                    && split.insert(a.part)
                {
                    self.flaws
                        .push(Flaw::InteriorSplit { shell: RingId { part: a.part, ring: 0 }, at: touch.at });
                }
            }
        }
    }
}

enum Meeting {
    Harmless,
    Flawed(Flaw),
    Touching(Touch),
}

impl Ring<'_> {
    /// How the ring passes through a point of one of its segments.
    fn way(&self, segment: &Segment, at: Coord<f64>) -> Way {
        let positions = &self.line.0;
        let count = positions.len() - 1;
        if at == segment.line.start {
            Way { from: positions[(segment.index + count - 1) % count], to: segment.line.end }
        } else if at == segment.line.end {
            Way { from: segment.line.start, to: positions[(segment.index + 2) % count] }
        } else {
            Way { from: segment.line.start, to: segment.line.end }
        }
    }

    /// Whether going from `at`, where the ring passes `way`, towards `target` leads into the ring.
    fn has_inside(&self, way: Way, at: Coord<f64>, target: Coord<f64>) -> bool {
        way.has_left(at, target) == self.counter_clockwise
    }
}

impl Way {
    /// Whether the direction from `at` to `target` lies to the left of this way through `at`.
    fn has_left(self, at: Coord<f64>, target: Coord<f64>) -> bool {
        let turns_left = |a, b| RobustKernel::orient2d(at, a, b) == Orientation::CounterClockwise;
        match RobustKernel::orient2d(at, self.to, self.from) {
            // The left side, from `to` counter-clockwise to `from`, is less than half of the directions,
            Orientation::CounterClockwise => turns_left(self.to, target) && turns_left(target, self.from),
            // more than half,
            Orientation::Clockwise => !(turns_left(self.from, target) && turns_left(target, self.to)),
            // or exactly half.
            Orientation::Collinear => turns_left(self.to, target),
        }
    }
}

impl Touch {
    fn crosses(&self) -> bool {
        let (way, other) = self.ways;
        way.has_left(self.at, other.from) != way.has_left(self.at, other.to)
    }

    fn turned(&self) -> Self {
        Self { at: self.at, rings: (self.rings.1, self.rings.0), ways: (self.ways.1, self.ways.0) }
    }
}

/// Twice the area, positive for a counter-clockwise ring. Measured from the ring's first position, so that small
/// rings far from the origin keep their digits.
pub(super) fn signed_area(ring: &LineString<f64>) -> f64 {
    let Some(&origin) = ring.0.first() else {
        return 0.0;
    };
    ring.lines()
        .map(|line| {
            let (a, b) = (line.start - origin, line.end - origin);
            a.x * b.y - b.x * a.y
        })
        .sum()
}

/// Whether a ray from `at` to the east crosses the line; its lower end counts, its upper does not.
fn is_right_of(line: Line<f64>, at: Coord<f64>) -> bool {
    let (low, high) =
        if line.start.y <= line.end.y { (line.start, line.end) } else { (line.end, line.start) };
    low.y <= at.y && at.y < high.y && RobustKernel::orient2d(low, high, at) == Orientation::CounterClockwise
}

/// A position as something that can be looked up; adding zero makes the two zeros one.
fn key(at: Coord<f64>) -> (u64, u64) {
    ((at.x + 0.0).to_bits(), (at.y + 0.0).to_bits())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    Ring(usize),
    Point(usize, (u64, u64)),
}

/// Disjoint sets.
#[derive(Default)]
struct Groups {
    parent: HashMap<Node, Node>,
}

impl Groups {
    /// Joins the two; false if they already were together.
    fn join(&mut self, a: Node, b: Node) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return false;
        }
        self.parent.insert(a, b);
        true
    }

    fn root(&mut self, node: Node) -> Node {
        let mut root = node;
        while let Some(&parent) = self.parent.get(&root) {
            root = parent;
        }
        // Shortens the path for the next one who asks.
        let mut at = node;
        while at != root {
            at = self.parent.insert(at, root).unwrap_or(root);
        }
        root
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Polygon, Validation, polygon, wkt};
    use proptest::prelude::*;

    fn only(polygon: Polygon<f64>) -> Vec<Flaw> {
        flaws(&MultiPolygon(vec![polygon]))
    }

    #[test]
    fn a_bow_tie_crosses_itself_where_its_lines_meet() {
        let found = only(polygon![(x: 0., y: 0.), (x: 2., y: 2.), (x: 2., y: 0.), (x: 0., y: 2.)]);
        let shell = RingId { part: 0, ring: 0 };
        assert_eq!(found, [Flaw::SelfCrossing { ring: shell, at: Coord { x: 1.0, y: 1.0 } }]);
    }

    #[test]
    fn holes_may_touch_once_but_not_cut_off_a_piece() {
        assert!(only(wkt!(POLYGON((0. 0.,4. 0.,4. 4.,0. 4.,0. 0.),(0. 2.,2. 1.,2. 3.,0. 2.)))).is_empty());
        let cut = only(wkt!(POLYGON((0. 0.,4. 0.,4. 4.,0. 4.,0. 0.),(0. 2.,2. 1.,4. 2.,2. 3.,0. 2.))));
        assert!(matches!(cut[..], [Flaw::InteriorSplit { .. }]), "{cut:?}");
    }

    #[test]
    fn a_hole_with_every_corner_on_the_shell_is_judged_by_the_side_it_leaves_to() {
        // All the hole's corners lie on the shell, but the hole bulges out of the shell's notch.
        let outside =
            only(wkt!(POLYGON((0. 0.,8. 0.,8. 4.,6. 4.,4. 2.,2. 4.,0. 4.,0. 0.),(2. 4.,4. 2.,6. 4.,2. 4.))));
        assert!(!outside.is_empty());
        let nested =
            flaws(&wkt!(MULTIPOLYGON(((0. 0.,9. 0.,9. 9.,0. 9.,0. 0.)),((1. 1.,2. 1.,2. 2.,1. 1.)))));
        assert!(matches!(nested[..], [Flaw::PartInPart { .. }]), "{nested:?}");
        let island = flaws(
            &wkt!(MULTIPOLYGON(((0. 0.,9. 0.,9. 9.,0. 9.,0. 0.),(1. 1.,1. 8.,8. 8.,8. 1.,1. 1.)),((2. 2.,3. 2.,3. 3.,2. 2.)))),
        );
        assert!(island.is_empty(), "{island:?}");
    }

    #[test]
    fn what_is_too_intricate_is_given_up_on() {
        // Valid, but every line lies in every other's box.
        let teeth = (0..400).map(|i| {
            let (along, across) = (f64::from(i) * 1e-3, if i % 2 == 0 { 0.0 } else { 90.0 });
            Coord { x: across + along, y: across - along }
        });
        let ring: Vec<_> = teeth.chain([Coord { x: -9.0, y: -90.0 }]).collect();
        let comb = MultiPolygon(vec![Polygon::new(LineString(ring), vec![])]);
        assert_eq!(flaws_within(&comb, 500 * 500), []);
        assert_eq!(flaws_within(&comb, 400), [Flaw::TooIntricate]);
    }

    #[test]
    fn a_scribble_is_not_described_crossing_by_crossing() {
        let ring = (0..300).map(|i| Coord { x: f64::from(i * 7919 % 300), y: f64::from(i * 104_729 % 307) });
        let found = only(Polygon::new(ring.collect(), vec![]));
        assert_eq!(found.len(), FLAWS_MAX);
    }

    /// A ring on small whole numbers, so that touching, overlapping and nesting are common.
    fn small_ring() -> impl Strategy<Value = LineString<f64>> {
        let position = (0u8..8, 0u8..8).prop_map(|(x, y)| Coord { x: f64::from(x), y: f64::from(y) });
        prop::collection::vec(position, 3..7).prop_filter_map("no ring", |mut ring| {
            ring.push(ring[0]);
            ring.dedup();
            let ring = LineString(ring);
            (ring.0.len() >= 4 && signed_area(&ring) != 0.0).then_some(ring)
        })
    }

    fn small_valid_ring() -> impl Strategy<Value = LineString<f64>> {
        small_ring().prop_filter("crosses itself", |ring| only(Polygon::new(ring.clone(), vec![])).is_empty())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]
        #[test]
        fn rings_are_valid_when_geo_says_so(ring in small_ring()) {
            let polygon = Polygon::new(ring, vec![]);
            prop_assert_eq!(only(polygon.clone()).is_empty(), polygon.is_valid());
        }

        #[test]
        fn shapes_are_valid_when_geo_says_so_but_for_what_it_does_not_look_at(
            shell in small_valid_ring(), holes in prop::collection::vec(small_valid_ring(), 0..3), other in small_valid_ring(),
        ) {
            let shape = MultiPolygon(vec![Polygon::new(shell, holes), Polygon::new(other, vec![])]);
            let ours = flaws(&shape);
            let ours_is_valid = ours.iter().all(|flaw| matches!(flaw, Flaw::InteriorSplit { .. }));
            prop_assert_eq!(ours_is_valid, shape.is_valid(), "{:?} {:?}", ours, shape);
        }
    }
}
