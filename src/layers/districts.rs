//! The layers of areas: districts and neighbourhoods, each with a point for its name.

use std::sync::{Arc, Mutex, PoisonError};

use geo::{Area as _, MultiPolygon};
use jiff::civil::Date;

use super::clip::Clipper;
use super::features::{ABSENT, CodeMeaning, FeatureWriter, PointSchema};
use super::shapes::{ZoomShape, project};
use super::tile::{BUFFER, BufferedTile, TileId};
use super::view::Tile;
use crate::domain::area::{Area, AreaKind};
use crate::domain::world::Held;
use crate::index::reference::{Areas, Ground};
use crate::space::{Shape, Spot, dissolve};

/// The areas of the latest snapshot that a tile was drawn from, ready to draw. Areas change a few times in a decade, so
/// one is enough; it holds its areas, so that their address cannot come to mean others.
#[derive(Debug, Default)]
pub struct AreaMemo {
    latest: Mutex<Option<Arc<DrawnAreas>>>,
}

impl AreaMemo {
    /// The areas, projected. Costs a walk over their borders when they have changed.
    pub(super) fn get(&self, areas: &Arc<Areas>) -> Arc<DrawnAreas> {
        // What is kept is replaced whole, so it is whole even if another thread panicked beside it.
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        match &*latest {
            Some(known) if Arc::ptr_eq(&known.of, areas) => known.clone(),
            _ => latest.insert(Arc::new(DrawnAreas::new(areas.clone()))).clone(),
        }
    }
}

/// Areas in Mercator.
pub(super) struct DrawnAreas {
    of: Arc<Areas>,
    areas: Vec<DrawnArea>,
}

impl std::fmt::Debug for DrawnAreas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DrawnAreas").field("areas", &self.areas.len()).finish_non_exhaustive()
    }
}

struct DrawnArea {
    area: Held<Area>,
    shape: ZoomShape<MultiPolygon<f64>>,
    label: Spot,
}

impl DrawnArea {
    fn new(ground: &Ground) -> Option<Self> {
        let parts: Vec<_> = ground.polygons().iter().map(|part| project(part.as_multi_polygon())).collect();
        // The borders between the members of a union are not borders of the union.
        let shape = dissolve(&parts.iter().collect::<Vec<_>>());
        // Where the union's largest part is; a projection stretches neighbours alike, so that it serves to compare them.
        let (largest, _) = parts
            .iter()
            .enumerate()
            .max_by(|(_, a), (_, b)| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
        let label = Shape::Polygons(ground.polygons()[largest].clone()).representative_point();
        Some(Self { area: ground.area.clone(), shape: ZoomShape::new(shape), label: Spot::of(label) })
    }
}

impl DrawnAreas {
    fn new(of: Arc<Areas>) -> Self {
        let drawn = |kind: &AreaKind| matches!(kind, AreaKind::District | AreaKind::Neighbourhood);
        let grounds = of.iter().filter(|ground| drawn(&ground.area.kind));
        let areas = grounds.filter_map(|ground| DrawnArea::new(ground)).collect();
        Self { of, areas }
    }

    /// Draws the areas of a kind that hold on a date, as `name` and as points in `name` with `_labels`.
    pub(super) fn tile(&self, kind: AreaKind, name: &str, today: Date, id: TileId) -> Tile {
        let attributes =
            [("id", CodeMeaning::Id), ("code", CodeMeaning::Given), ("name", CodeMeaning::Given)];
        let schema = PointSchema::new(name, attributes);
        let label_schema = schema.named(&format!("{name}_labels"));
        let (mut borders, mut labels) = (FeatureWriter::new(&schema), FeatureWriter::new(&label_schema));
        let (mut clipper, tile) = (Clipper::new(id, BUFFER), BufferedTile::new(id, BUFFER));
        for drawn in self.areas.iter().filter(|drawn| drawn.area.kind == kind && drawn.area.holds_on(today)) {
            let Some(shape) = drawn.shape.in_tile(id) else { continue };
            let area = &drawn.area.record;
            let codes = [0, area.code.as_ref().map_or(ABSENT, |_| 0), 1];
            let texts = [area.code.as_deref().unwrap_or_default(), &area.name];
            borders.polygon(area.id.bits(), clipper.polygons(shape), &codes, &texts);
            if let Some(at) = tile.place(drawn.label.mercator()) {
                labels.point(area.id.bits(), at, &codes, &texts);
            }
        }
        let mut bytes = Vec::new();
        borders.finish(&mut bytes);
        labels.finish(&mut bytes);
        Tile { bytes, dropped: 0 }
    }
}
