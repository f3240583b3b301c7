//! What is drawn, as bytes: vector tiles and the catalogue that explains them.
//!
//! Everything here is a pure function of its arguments: no I/O, no clock, no access rule. What a viewer may see is
//! settled by the index before a feature is handed over, so a tile can depend on nothing else.
//!
//! Reading order: [`tile`] says where a tile lies, [`points`] and [`grid`] gather what goes into one, [`clip`] and
//! [`simplify`] cut shapes to it, [`mvt`] writes it, [`encode`] compresses it, [`catalog`] describes the layers.
//!
//! A layer has a file of its own ([`places`], [`reports`], [`sites`], [`districts`], [`base_map`]) with three things:
//!
//! 1. its [`features::PointSchema`], whose word tables are the codes of the domain in their own order;
//! 2. one loop over the candidates that the index finds for [`tile::TileId::window`], which asks the viewer's eyes for the
//!    level of each and feeds [`points::PointBatch::push`], [`grid::Pen::add`] or a [`clip::Clipper`];
//! 3. its entry in [`catalog`], whose identifier is the name of the layer inside the tile.
//!
//! Points carry their projected position and codes ready made in the index, and areas a copy simplified for the zoom, so
//! that a tile costs a look-up and a copy for each feature. [`collections`] is the door.

pub mod base_map;
pub mod catalog;
pub mod clip;
pub mod collections;
pub mod districts;
pub mod encode;
pub mod features;
pub mod grid;
pub mod kinds;
mod memo;
pub mod mvt;
pub mod paths;
pub mod places;
pub mod points;
mod protobuf;
pub mod reports;
mod shapes;
pub mod simplify;
pub mod sites;
#[cfg(test)]
mod tests;
pub mod thin;
mod things;
pub mod tile;
pub mod view;

#[cfg(test)]
mod decode;
