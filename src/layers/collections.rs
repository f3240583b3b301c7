//! The collections that have tiles, and the one door through which a tile is drawn.

use jiff::civil::Date;

use super::base_map::{BaseMap, DrawnBaseMap};
use super::catalog::{DRAWN_ZOOM_MAX, LayerDescription, base_map_layers, layers};
use super::districts::AreaMemo;
use super::tile::TileId;
use super::view::{Tile, View};
use super::{places, reports, sites};
use crate::domain::area::AreaKind;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::index::view::filter::{PlaceFilter, ReportFilter};
use crate::space::Envelope;

/// A collection with tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collection {
    /// The boards' areas.
    Districts,
    /// Their parts.
    Neighbourhoods,
    /// Properties.
    Sites,
    /// Places.
    Places,
    /// Reports.
    Reports,
    /// Water under the map.
    Water,
    /// Parks under the map.
    Parks,
    /// Streets under the map.
    Streets,
}

/// A layer inside the tiles of a collection, and the entry of the catalogue that describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TileLayer {
    /// Its name in the tile.
    pub name: &'static str,
    /// The entry's identifier.
    pub described_as: &'static str,
}

const fn layer(name: &'static str, described_as: &'static str) -> TileLayer {
    TileLayer { name, described_as }
}

impl Collection {
    /// All collections.
    pub const ALL: [Self; 8] = [
        Self::Districts,
        Self::Neighbourhoods,
        Self::Sites,
        Self::Places,
        Self::Reports,
        Self::Water,
        Self::Parks,
        Self::Streets,
    ];

    /// Its name in paths.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Districts => "districts",
            Self::Neighbourhoods => "neighbourhoods",
            Self::Sites => "sites",
            Self::Places => "places",
            Self::Reports => "reports",
            Self::Water => "water",
            Self::Parks => "parks",
            Self::Streets => "streets",
        }
    }

    /// Reads its name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|collection| collection.code() == code)
    }

    /// The collection whose tiles have a layer of the catalogue.
    #[must_use]
    pub fn drawing(entry: &str) -> Option<Self> {
        let has = |collection: &Self| collection.layers().iter().any(|layer| layer.described_as == entry);
        Self::ALL.into_iter().find(has)
    }

    /// The layers inside its tiles, the main one first.
    #[must_use]
    pub const fn layers(self) -> &'static [TileLayer] {
        match self {
            Self::Districts => {
                const { &[layer("districts", "districts"), layer("districts_labels", "districts")] }
            }
            Self::Neighbourhoods => {
                const {
                    &[
                        layer("neighbourhoods", "neighbourhoods"),
                        layer("neighbourhoods_labels", "neighbourhoods"),
                    ]
                }
            }
            Self::Sites => const { &[layer("sites", "sites"), layer("sites_points", "sites")] },
            Self::Places => {
                const {
                    &[
                        layer("places", "places"),
                        layer("places_points", "places"),
                        layer("places_summary", "places_summary"),
                    ]
                }
            }
            Self::Reports => {
                const { &[layer("reports", "reports"), layer("reports_summary", "reports_summary")] }
            }
            Self::Water => const { &[layer("water", "water")] },
            Self::Parks => const { &[layer("parks", "parks")] },
            Self::Streets => const { &[layer("streets", "streets")] },
        }
    }
}

/// Which places and reports to draw; all of those seen where nothing is said.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// Which places.
    pub places: Option<PlaceFilter>,
    /// Which reports.
    pub reports: Option<ReportFilter>,
}

/// Everything that is drawn, with what is kept ready from tile to tile. What is kept is open to everyone with a log-in.
#[derive(Debug)]
pub struct Layers {
    areas: AreaMemo,
    zoom_min: [u8; Collection::ALL.len()],
    base_map: Option<DrawnBaseMap>,
}

impl Layers {
    /// The layers of a city, with its base map if it has one.
    #[must_use]
    pub fn new(base_map: Option<BaseMap>) -> Self {
        let catalog: Vec<_> = layers().into_iter().chain(base_map_layers()).collect();
        let zoom_min = Collection::ALL.map(|collection| {
            let described = |entry: &&LayerDescription| {
                collection.layers().iter().any(|layer| layer.described_as == entry.id)
            };
            catalog.iter().filter(described).map(|entry| entry.min_zoom).min().unwrap_or(0)
        });
        Self { areas: AreaMemo::default(), zoom_min, base_map: base_map.map(DrawnBaseMap::new) }
    }

    /// Whether this city has a collection.
    #[must_use]
    pub fn has(&self, collection: Collection) -> bool {
        match collection {
            Collection::Districts
            | Collection::Neighbourhoods
            | Collection::Sites
            | Collection::Places
            | Collection::Reports => true,
            Collection::Water | Collection::Parks | Collection::Streets => self.base_map.is_some(),
        }
    }

    /// The catalogue of this city's layers, lowest first.
    #[must_use]
    pub fn catalog(&self) -> Vec<LayerDescription> {
        let ground = if self.base_map.is_some() { base_map_layers() } else { Vec::new() };
        ground.into_iter().chain(layers()).collect()
    }

    /// The zooms of a collection: the first at which it has anything, and the deepest to ask for.
    #[must_use]
    pub fn zooms(&self, collection: Collection) -> (u8, u8) {
        (self.zoom_min[collection as usize], DRAWN_ZOOM_MAX)
    }

    /// Draws a tile. Takes milliseconds of computing, so it belongs on a thread of its own.
    #[must_use]
    pub fn draw(
        &self,
        collection: Collection,
        tile: TileId,
        (snapshot, eyes): (&Snapshot, &Eyes),
        filters: &Filters,
        today: Date,
    ) -> Tile {
        if tile.z() < self.zooms(collection).0 {
            return Tile::default();
        }
        let areas =
            |kind| self.areas.get(&snapshot.reference.areas).tile(kind, collection.code(), today, tile);
        let ground = |draw: fn(&DrawnBaseMap, TileId) -> Tile| {
            self.base_map.as_ref().map(|map| draw(map, tile)).unwrap_or_default()
        };
        match collection {
            Collection::Districts => areas(AreaKind::District),
            Collection::Neighbourhoods => areas(AreaKind::Neighbourhood),
            Collection::Sites => sites::tile((snapshot, eyes), tile),
            Collection::Places => places::tile(&View::new(snapshot, eyes), filters.places.as_ref(), tile),
            Collection::Reports => reports::tile(&View::new(snapshot, eyes), filters.reports.as_ref(), tile),
            Collection::Water => ground(DrawnBaseMap::water),
            Collection::Parks => ground(DrawnBaseMap::parks),
            Collection::Streets => ground(DrawnBaseMap::streets),
        }
    }
}

/// The box around the districts that hold on a date. Tiles are said to lie in it, since a box around what a viewer may see
/// would tell where the outermost of it is, and one around everything what they may not.
#[must_use]
pub fn city_bounds(snapshot: &Snapshot, today: Date) -> Option<Envelope> {
    let districts = snapshot.reference.areas.of_kind(AreaKind::District);
    let holding = districts.filter(|ground| ground.area.holds_on(today));
    holding.map(|ground| ground.envelope).reduce(|a, b| a.union(&b))
}
