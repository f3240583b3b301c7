//! What is drawn, as bytes: vector tiles and the catalogue that explains them.
//!
//! Everything here is a pure function of its arguments: no I/O, no clock, no access rule. What a viewer may see is
//! settled before a feature is handed over, so a tile can depend on nothing else.
//!
//! Reading order: [`tile`] says where a tile lies, [`points`] and [`grid`] gather what goes into one, [`clip`] and
//! [`simplify`] cut shapes to it, [`mvt`] writes it, [`encode`] compresses it, [`catalog`] describes the layers.
//!
//! A layer gets a file of its own (`places.rs`, `reports.rs`, `sites.rs`, `districts.rs`) with three things:
//!
//! 1. its [`points::PointSchema`], made once, whose word tables are the codes of the domain in their own order;
//! 2. one loop over the candidates that the index finds for [`tile::TileId::bounds_lonlat`], which asks access for the
//!    level of each and feeds [`points::PointBatch::push`], [`grid::SummaryGrid::add`] or a [`clip::Clipper`];
//! 3. its entry in [`catalog`], whose identifier is the name of the layer inside the tile.
//!
//! Points should carry their [`tile::Mercator`] position and codes ready made, and areas a copy simplified for the zoom
//! ([`simplify::simplify_polygons`]), so that a tile costs a look-up and a copy for each feature.

pub mod catalog;
pub mod clip;
pub mod encode;
pub mod grid;
mod memo;
pub mod mvt;
pub mod paths;
pub mod points;
mod protobuf;
pub mod simplify;
pub mod thin;
pub mod tile;

#[cfg(test)]
mod decode;
