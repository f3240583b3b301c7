//! The city's plan in local metres: the stages from terrain to streets in the order they are built on each other.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::cells::Cells;
use super::contour;
use super::division::Division;
use super::frame::shape_to_lonlat;
use super::grain::Grain;
use super::greens::{Greens, density};
use super::grid::{Grid, HALF_SIDE_M};
use super::roads::Roads;
use super::streets::{self, Site};
use super::terrain::Terrain;

/// All that later stages (names, sites, scenes) need to know of the ground.
pub(super) struct Plan {
    pub(super) terrain: Terrain,
    pub(super) division: Division,
    pub(super) density: Grid,
    pub(super) greens: Greens,
    pub(super) grain: Grain,
    pub(super) motorways: Vec<Vec<Coord>>,
    pub(super) mains: Vec<Vec<Coord>>,
    pub(super) streets: Vec<Vec<Coord>>,
    pub(super) paths: Vec<Vec<Coord>>,
}

/// Islets and ponds below this are left out of the map.
const LEAST_SHORE_M2: f64 = 6_000.0;

impl Plan {
    /// Plans the city of `seed`.
    pub(super) fn drawn(seed: u64) -> Self {
        let terrain = Terrain::shaped(seed);
        let cells = Cells::of(&terrain, seed);
        let division = Division::drawn(&terrain, &cells, seed);
        let density = density(&division.centres, seed);
        let greens = Greens::grown(&terrain, &density, &division.centres, seed);
        let Roads { motorways, mains } = Roads::laid(&cells, &greens, &division.centres, seed);
        let roads: Vec<Vec<Coord>> = motorways.iter().chain(&mains).cloned().collect();
        let grain = Grain::combed(&terrain, &division, &roads, seed);
        let site = Site { terrain: &terrain, greens: &greens, density: &density, grain: &grain };
        let streets = streets::traced(&site, &motorways, &mains, seed);
        let paths = paths(&terrain, &greens);
        Self { terrain, division, density, greens, grain, motorways, mains, streets, paths }
    }

    /// Land and water in WGS 84: the land's polygons, and the sea followed by the lakes.
    pub(super) fn shores(&self) -> (MultiPolygon, Vec<Polygon>) {
        let land = contour::polygons(contour::rings(self.terrain.heights(), LEAST_SHORE_M2));
        let reach = HALF_SIDE_M + 2_500.0;
        let frame = [(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach), (-reach, -reach)];
        let islands = land.iter().map(|polygon| polygon.exterior().clone()).collect();
        let mut water = vec![Polygon::new(LineString::from(frame.to_vec()), islands)];
        for lake in land.iter().flat_map(|polygon| polygon.interiors()) {
            let mut ring = lake.0.clone();
            ring.reverse();
            water.push(Polygon::new(LineString::new(ring), Vec::new()));
        }
        (shape_to_lonlat(&MultiPolygon::new(land)), water.iter().map(shape_to_lonlat).collect())
    }
}

/// Walks inside the larger parks, and the promenade along the shore where a park meets it.
fn paths(terrain: &Terrain, greens: &Greens) -> Vec<Vec<Coord>> {
    let strip = Grid::filled(50.0, |p| terrain.shore_distance_m(p) - 16.0);
    let mut paths = greens.walks(75.0);
    for ring in contour::rings(&strip, 60_000.0) {
        let mut run = Vec::new();
        for p in ring.0 {
            if greens.depth_m(p) > -30.0 {
                run.push(p);
            } else {
                paths.push(std::mem::take(&mut run));
            }
        }
        paths.push(run);
    }
    paths.retain(|path| path.len() > 8);
    paths
}
