//! The little of a vector tile that says what is in it: layer names, feature ids, and the counts of a summary. Written
//! from the specification.

/// What is in one layer of a tile.
#[derive(Debug, Default)]
pub struct Layer {
    pub name: String,
    pub ids: Vec<u64>,
}

enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
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

/// The layers of a tile.
pub fn layers(tile: &[u8]) -> Vec<Layer> {
    let layer = |bytes: &[u8]| {
        let mut layer = Layer::default();
        for (number, field) in fields(bytes) {
            match (number, field) {
                (1, Field::Bytes(name)) => layer.name = String::from_utf8(name.to_vec()).unwrap(),
                (2, Field::Bytes(feature)) => {
                    let id = fields(feature).into_iter().find_map(|field| match field {
                        (1, Field::Number(id)) => Some(id),
                        _ => None,
                    });
                    layer.ids.extend(id);
                }
                _ => {}
            }
        }
        layer
    };
    fields(tile)
        .into_iter()
        .filter_map(|field| match field {
            (3, Field::Bytes(bytes)) => Some(layer(bytes)),
            _ => None,
        })
        .collect()
}
