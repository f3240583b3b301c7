//! Homes behind the addresses: apartments along the main streets, one-family houses along the others.

use geo::{BoundingRect, Contains, Coord, Intersects, LineString, Point, Polygon, Rect};

use super::addresses::Address;
use super::city::{City, SiteGeometry, SiteKind, StreetClass};
use super::frame::{to_local, to_lonlat};

/// So far behind its address a house begins, metres.
const BEHIND_M: f64 = 2.0;
/// Half its front and its depth, metres.
const APARTMENTS_M: (f64, f64) = (18.0, 12.0);
const HOUSE_M: (f64, f64) = (6.0, 9.0);

/// A building that somebody lives in.
#[derive(Clone, Debug)]
pub struct Home {
    /// What it is known by.
    pub code: String,
    /// Several homes; else one.
    pub has_apartments: bool,
    /// WGS 84.
    pub footprint: Polygon,
}

impl City {
    /// A home behind each address that has room for it: on land, and on no park, school, square or street.
    pub fn homes(&self) -> Vec<Home> {
        let taken: Vec<(Rect, &Polygon)> = self
            .sites
            .iter()
            .filter_map(|site| match &site.geometry {
                SiteGeometry::Polygon(ground) if site.kind != SiteKind::Housing => {
                    Some((ground.bounding_rect()?, ground))
                }
                SiteGeometry::Polygon(_) | SiteGeometry::Point(_) => None,
            })
            .collect();
        let is_free = |footprint: &Polygon| {
            let around = footprint.bounding_rect();
            let mut near =
                taken.iter().filter(|(other, _)| around.is_some_and(|around| around.intersects(other)));
            !near.any(|(_, ground)| ground.intersects(footprint))
        };
        let homes = self.addresses().into_iter().map(|address| {
            let has_apartments = address.class == StreetClass::Main;
            let size = if has_apartments { APARTMENTS_M } else { HOUSE_M };
            (
                address.class,
                Home {
                    code: format!("HUS {} {}", address.street, address.number),
                    has_apartments,
                    footprint: behind(&address, size),
                },
            )
        });
        // Main streets lead over bridges, where addresses are one thing and houses another.
        let stands = |class, home: &Home| {
            class != StreetClass::Main
                || home.footprint.exterior().0.iter().all(|corner| self.land.contains(&Point(*corner)))
        };
        homes
            .filter(|(class, home)| is_free(&home.footprint) && stands(*class, home))
            .map(|(_, home)| home)
            .collect()
    }
}

/// A rectangle that turns its long side to the street.
fn behind(address: &Address, (half_front_m, depth_m): (f64, f64)) -> Polygon {
    let door = to_local(address.point.0);
    let outward = address.outward;
    let along = Coord { x: -outward.y, y: outward.x } * half_front_m;
    let (front, back) = (door + outward * BEHIND_M, door + outward * (BEHIND_M + depth_m));
    let ring = [front - along, front + along, back + along, back - along].map(to_lonlat);
    // Polygon::new closes the ring.
    Polygon::new(LineString::new(ring.to_vec()), Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Area;

    #[test]
    fn homes_stand_behind_addresses_and_on_no_park_or_school() {
        let city = crate::demo::city(1);
        let homes = city.homes();
        assert!((1_000..20_000).contains(&homes.len()), "{}", homes.len());
        assert!(
            homes.iter().any(|home| home.has_apartments) && homes.iter().any(|home| !home.has_apartments)
        );
        for home in homes.iter().step_by(50) {
            assert!(home.footprint.unsigned_area() > 0.0, "{}", home.code);
            assert!(!city.parks.iter().any(|park| park.polygon.intersects(&home.footprint)), "{}", home.code);
        }
    }
}
