//! Where things are: positions, shapes, coordinate systems and metres.
//!
//! Two coordinate worlds, never mixed. Everything kept and answered is WGS 84 longitude and latitude in degrees
//! ([`LonLat`], [`Shape`], [`Envelope`]). Everything measured is metres of one [`Plane`] ([`Metres`],
//! [`MetricShape`]). Degrees are never measured and metres never stored.
//!
//! What comes from outside enters through two doors: [`LonLat::new`] for a position and [`geometry::read`] for a
//! GeoJSON geometry. Behind them everything is valid by construction.

mod crs;
mod dissolve;
mod envelope;
pub mod geometry;
mod hexagons;
mod lonlat;
mod mercator;
mod metric;
mod plane;
mod shape;
mod tmerc;
mod validity;

pub use crs::{Crs, CrsFault};
pub use dissolve::dissolve;
pub use envelope::Envelope;
pub use geometry::{GeometryFault, GeometryLimits, ReadShape, Repair};
pub use hexagons::{HEXAGON_WIDTH_M, Hexagon, NoHexagon};
pub use lonlat::{LonLat, PositionFault};
pub use mercator::{LATITUDE_MAX_DEG, Mercator, Spot};
pub use metric::MetricShape;
pub use plane::{Metres, Plane};
pub use shape::{Polygons, Shape};
