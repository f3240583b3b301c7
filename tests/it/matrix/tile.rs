//! The little of a vector tile that says what is in it: layer names, feature ids, and the cells of a summary. Written
//! from the specification.

use std::collections::BTreeMap;

/// What is in one layer of a tile.
#[derive(Debug, Default)]
pub struct Layer {
    pub name: String,
    pub ids: Vec<u64>,
    pub points: Vec<Point>,
}

/// A point, with what is said of it: words and numbers, by name.
#[derive(Debug, Default)]
pub struct Point {
    /// Eastwards and southwards of the corner, of 4 096 to a side.
    pub at: (i64, i64),
    pub words: BTreeMap<String, String>,
    pub numbers: BTreeMap<String, u64>,
}

enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// What a feature says something by.
enum Value {
    Word(String),
    Number(u64),
}

/// The fields of a message, in order.
fn fields(mut rest: &[u8]) -> Vec<(u64, Field<'_>)> {
    let mut all = Vec::new();
    while !rest.is_empty() {
        let key = varint(&mut rest);
        let field = match key & 7 {
            0 => Field::Number(varint(&mut rest)),
            2 => {
                let length = usize::try_from(varint(&mut rest)).unwrap();
                let (bytes, after) = rest.split_at(length);
                rest = after;
                Field::Bytes(bytes)
            }
            other => panic!("no such wire type in a tile: {other}"),
        };
        all.push((key >> 3, field));
    }
    all
}

fn varint(rest: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first().expect("a number has an end");
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return number;
        }
    }
    panic!("a number is at most ten bytes")
}

fn packed(mut bytes: &[u8]) -> Vec<u64> {
    let mut numbers = Vec::new();
    while !bytes.is_empty() {
        numbers.push(varint(&mut bytes));
    }
    numbers
}

/// A number of either sign, as geometries hold them.
fn signed(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// The layers of a tile.
pub fn layers(tile: &[u8]) -> Vec<Layer> {
    let of_tile = fields(tile).into_iter();
    of_tile
        .filter_map(|field| match field {
            (3, Field::Bytes(bytes)) => Some(layer(bytes)),
            _ => None,
        })
        .collect()
}

fn layer(bytes: &[u8]) -> Layer {
    let (mut layer, mut keys, mut values, mut features) = (Layer::default(), vec![], vec![], vec![]);
    for (number, field) in fields(bytes) {
        match (number, field) {
            (1, Field::Bytes(name)) => layer.name = text(name),
            (2, Field::Bytes(feature)) => features.push(feature),
            (3, Field::Bytes(key)) => keys.push(text(key)),
            (4, Field::Bytes(of)) => values.push(value(of)),
            _ => {}
        }
    }
    for feature in features {
        let fields = fields(feature);
        layer.ids.extend(fields.iter().find_map(|field| match field {
            (1, Field::Number(id)) => Some(*id),
            _ => None,
        }));
        layer.points.extend(point(&fields, &keys, &values));
    }
    layer
}

/// A feature that is one point.
fn point(fields: &[(u64, Field<'_>)], keys: &[String], values: &[Value]) -> Option<Point> {
    let mut point = Point::default();
    let mut is_point = false;
    for (number, field) in fields {
        match (number, field) {
            (2, Field::Bytes(tags)) => {
                for tag in packed(tags).chunks(2) {
                    let name = keys[usize::try_from(tag[0]).unwrap()].clone();
                    match &values[usize::try_from(tag[1]).unwrap()] {
                        Value::Word(word) => drop(point.words.insert(name, word.clone())),
                        Value::Number(number) => drop(point.numbers.insert(name, *number)),
                    }
                }
            }
            (3, Field::Number(kind)) => is_point = *kind == 1,
            (4, Field::Bytes(geometry)) => {
                let geometry = packed(geometry);
                // Go there, once.
                if let [9, x, y] = geometry.as_slice() {
                    point.at = (signed(*x), signed(*y));
                }
            }
            _ => {}
        }
    }
    is_point.then_some(point)
}

fn value(bytes: &[u8]) -> Value {
    match fields(bytes).into_iter().next() {
        Some((1, Field::Bytes(word))) => Value::Word(text(word)),
        Some((4 | 5 | 7, Field::Number(number))) => Value::Number(number),
        _ => panic!("no such value is in a tile of ours"),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
