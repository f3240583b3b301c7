//! Geometries of GeoPackages: a header with the box around the geometry, then well-known binary. East first, whatever
//! the coordinate system's authority says (GeoPackage 1.3, clause 2.1.3).

use crate::space::{Crs, LonLat, Shape};
use geo::{Coord, LineString, Polygon};

/// A box: least and greatest easting, least and greatest northing.
pub(super) type Extent = [f64; 4];

/// A geometry as it is stored, and the box around it.
pub(super) fn of(shape: &Shape, crs: Crs) -> (Vec<u8>, Extent) {
    let mut bytes = Bytes { crs, body: Vec::with_capacity(64), extent: NOWHERE };
    let header_flags = match shape {
        Shape::Point(at) => {
            bytes.head(1);
            bytes.position(Coord { x: at.lon(), y: at.lat() });
            LITTLE_ENDIAN
        }
        Shape::Polygons(polygons) => {
            match polygons.as_multi_polygon().0.as_slice() {
                [one] => bytes.polygon(one),
                many => {
                    bytes.head(6);
                    bytes.count(many.len());
                    many.iter().for_each(|part| bytes.polygon(part));
                }
            }
            LITTLE_ENDIAN | WITH_BOX
        }
    };
    let mut blob = Vec::with_capacity(40 + bytes.body.len());
    blob.extend_from_slice(&[b'G', b'P', 0, header_flags]);
    blob.extend_from_slice(&i32::try_from(crs.epsg()).unwrap_or(0).to_le_bytes());
    if header_flags & WITH_BOX != 0 {
        bytes.extent.iter().for_each(|side| blob.extend_from_slice(&side.to_le_bytes()));
    }
    blob.extend_from_slice(&bytes.body);
    (blob, bytes.extent)
}

const LITTLE_ENDIAN: u8 = 0b0001;
/// Envelope contents indicator 1: two axes.
const WITH_BOX: u8 = 0b0010;
const NOWHERE: Extent = [f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY];

struct Bytes {
    crs: Crs,
    body: Vec<u8>,
    extent: Extent,
}

impl Bytes {
    fn head(&mut self, kind: u32) {
        self.body.push(1);
        self.body.extend_from_slice(&kind.to_le_bytes());
    }

    fn count(&mut self, count: usize) {
        // A shape has far fewer parts and corners.
        self.body.extend_from_slice(&u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
    }

    fn polygon(&mut self, polygon: &Polygon<f64>) {
        self.head(3);
        self.count(1 + polygon.interiors().len());
        self.ring(polygon.exterior());
        polygon.interiors().iter().for_each(|ring| self.ring(ring));
    }

    fn ring(&mut self, ring: &LineString<f64>) {
        self.count(ring.0.len());
        ring.0.iter().for_each(|corner| self.position(*corner));
    }

    fn position(&mut self, degrees: Coord<f64>) {
        let (east, north) = if self.crs.is_degrees() {
            // As they stand: corners may be finer than positions are.
            (degrees.x, degrees.y)
        } else {
            self.crs.from_lonlat(LonLat::clamped(degrees.x, degrees.y))
        };
        let [west, to_east, south, to_north] = self.extent;
        self.extent = [west.min(east), to_east.max(east), south.min(north), to_north.max(north)];
        self.body.extend_from_slice(&east.to_le_bytes());
        self.body.extend_from_slice(&north.to_le_bytes());
    }
}
