//! Geometries of GeoPackages: a header, then well-known binary.

use serde_json::{Value, json};

/// Corners of one geometry.
const CORNERS_MAX: u32 = 2_000_000;
const BROKEN: &str = "is not a geometry that can be read";

/// A GeoJSON geometry; heights and measures are left out. Nothing where the geometry is empty.
///
/// # Errors
/// A sentence, when it is damaged or of a kind that has no place here.
pub(super) fn of_geopackage(blob: &[u8]) -> Result<Option<Value>, &'static str> {
    let flags = *blob.get(3).filter(|_| blob.starts_with(b"GP")).ok_or(BROKEN)?;
    if flags & 0b10_0000 != 0 {
        return Err("is of a kind that only its maker reads");
    }
    if flags & 0b1_0000 != 0 {
        return Ok(None);
    }
    let envelope_bytes = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(BROKEN),
    };
    let mut reader = Reader { bytes: blob.get(8 + envelope_bytes..).ok_or(BROKEN)?, little: true };
    let geometry = reader.geometry()?;
    if reader.bytes.is_empty() { Ok(Some(geometry)) } else { Err(BROKEN) }
}

struct Reader<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], &'static str> {
        let (first, rest) = self.bytes.split_first_chunk().ok_or(BROKEN)?;
        self.bytes = rest;
        Ok(*first)
    }

    fn whole(&mut self) -> Result<u32, &'static str> {
        let bytes = self.take()?;
        Ok(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn number(&mut self) -> Result<f64, &'static str> {
        let bytes = self.take()?;
        Ok(if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    /// Byte order, kind, and how many numbers a position has.
    fn head(&mut self) -> Result<(u32, usize), &'static str> {
        self.little = match self.take()? {
            [0] => false,
            [1] => true,
            _ => return Err(BROKEN),
        };
        let code = self.whole()?;
        let ordinates = match code / 1000 {
            0 => 2,
            1 | 2 => 3,
            3 => 4,
            _ => return Err(BROKEN),
        };
        Ok((code % 1000, ordinates))
    }

    fn geometry(&mut self) -> Result<Value, &'static str> {
        match self.head()? {
            (1, ordinates) => Ok(json!({"type": "Point", "coordinates": self.position(ordinates)?})),
            (3, ordinates) => Ok(json!({"type": "Polygon", "coordinates": self.rings(ordinates)?})),
            (6, _) => {
                let mut polygons = Vec::new();
                for _ in 0..self.count()? {
                    let (3, ordinates) = self.head()? else { return Err(BROKEN) };
                    polygons.push(self.rings(ordinates)?);
                }
                Ok(json!({"type": "MultiPolygon", "coordinates": polygons}))
            }
            _ => Err("is neither a point nor polygons"),
        }
    }

    fn rings(&mut self, ordinates: usize) -> Result<Vec<Vec<[f64; 2]>>, &'static str> {
        let mut rings = Vec::new();
        for _ in 0..self.count()? {
            let mut ring = Vec::new();
            for _ in 0..self.count()? {
                ring.push(self.position(ordinates)?);
            }
            rings.push(ring);
        }
        Ok(rings)
    }

    /// A number of things that follow. Believed only as far as there are bytes: nothing is set aside for them.
    fn count(&mut self) -> Result<u32, &'static str> {
        let count = self.whole()?;
        if count > CORNERS_MAX { Err(BROKEN) } else { Ok(count) }
    }

    fn position(&mut self, ordinates: usize) -> Result<[f64; 2], &'static str> {
        let position = [self.number()?, self.number()?];
        for _ in 2..ordinates {
            self.number()?;
        }
        Ok(position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob(flags: u8, wkb: &[u8]) -> Vec<u8> {
        [b"GP\0".as_slice(), &[flags], &3006_u32.to_le_bytes(), wkb].concat()
    }

    fn point() -> Vec<u8> {
        [[1_u8].as_slice(), &1_u32.to_le_bytes(), &18.0_f64.to_le_bytes(), &59.0_f64.to_le_bytes()].concat()
    }

    #[test]
    fn points_are_read_and_empty_ones_are_nothing() {
        assert_eq!(
            of_geopackage(&blob(1, &point())),
            Ok(Some(json!({"type": "Point", "coordinates": [18.0, 59.0]})))
        );
        assert_eq!(of_geopackage(&blob(0b1_0001, &[])), Ok(None));
    }

    #[test]
    fn whatever_is_cut_short_or_too_long_is_refused() {
        let whole = blob(1, &point());
        for end in 0..whole.len() {
            assert!(of_geopackage(&whole[..end]).is_err(), "{end}");
        }
        assert!(of_geopackage(&[whole, vec![0]].concat()).is_err());
        let many = [[1_u8].as_slice(), &3_u32.to_le_bytes(), &u32::MAX.to_le_bytes()].concat();
        assert_eq!(of_geopackage(&blob(1, &many)), Err(BROKEN));
    }
}
