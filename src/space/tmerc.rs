//! Transverse Mercator on the GRS 80 ellipsoid, through `proj4rs`.
//!
//! WGS 84 and SWEREF 99 differ by decimetres of plate drift that no navigation receiver in a phone resolves; as all
//! Swedish map data does, they are taken as the same here.

use proj4rs::Proj;
use proj4rs::transform::transform;
use std::sync::OnceLock;

/// One transverse Mercator projection; made once, then shared.
#[derive(Debug)]
pub(super) struct TransverseMercator {
    projection: Proj,
}

impl TransverseMercator {
    /// Central meridian in degrees, scale on it, false easting in metres; latitude of origin and false northing are 0.
    pub(super) fn new(meridian: f64, scale: f64, false_easting_m: f64) -> Self {
        let definition = format!(
            "+proj=etmerc +lat_0=0 +lon_0={meridian} +k={scale} +x_0={false_easting_m} +y_0=0 +ellps=GRS80 +units=m +no_defs"
        );
        let projection = Proj::from_proj_string(&definition).expect("the definition is ours and complete");
        Self { projection }
    }

    /// Degrees to easting and northing in metres; `None` a quarter of the globe away, where the projection ends.
    pub(super) fn forward(&self, lon: f64, lat: f64) -> Option<(f64, f64)> {
        let mut point = (lon.to_radians(), lat.to_radians(), 0.0);
        transform(degrees(), &self.projection, &mut point).ok()?;
        finite(point.0, point.1)
    }

    /// Easting and northing in metres to degrees, longitude within -180 to 180; `None` outside the projection.
    pub(super) fn inverse(&self, east: f64, north: f64) -> Option<(f64, f64)> {
        let mut point = (east, north, 0.0);
        transform(&self.projection, degrees(), &mut point).ok()?;
        let (lon, lat) = finite(point.0.to_degrees(), point.1.to_degrees())?;
        Some((if lon.abs() > 180.0 { (lon + 180.0).rem_euclid(360.0) - 180.0 } else { lon }, lat))
    }
}

fn degrees() -> &'static Proj {
    static DEGREES: OnceLock<Proj> = OnceLock::new();
    DEGREES.get_or_init(|| {
        Proj::from_proj_string("+proj=longlat +ellps=GRS80 +no_defs")
            .expect("the definition is ours and complete")
    })
}

fn finite(x: f64, y: f64) -> Option<(f64, f64)> {
    (x.is_finite() && y.is_finite()).then_some((x, y))
}
