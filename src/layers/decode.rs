//! A vector-tile reader for tests, written from the specification and sharing no line with the encoder.

/// A value read back.
#[derive(Debug, Clone, PartialEq)]
pub enum Decoded {
    Text(String),
    Int(i64),
    Flag(bool),
    Double(f64),
}

/// A layer read back.
#[derive(Debug, Default)]
pub struct Layer {
    pub name: String,
    pub version: u64,
    pub extent: u64,
    pub keys: Vec<String>,
    pub values: Vec<Decoded>,
    pub features: Vec<Feature>,
}

/// A feature read back, its geometry as raw commands.
#[derive(Debug, Default, PartialEq)]
pub struct Feature {
    pub id: u64,
    pub kind: u64,
    pub tags: Vec<usize>,
    pub geometry: Vec<u32>,
}

/// A path as the commands draw it.
#[derive(Debug, Default, PartialEq)]
pub struct DrawnPath {
    pub points: Vec<[i32; 2]>,
    pub closed: bool,
}

impl Layer {
    /// Names and values of a feature's attributes.
    pub fn attributes(&self, feature: &Feature) -> Vec<(String, Decoded)> {
        assert_eq!(feature.tags.len() % 2, 0, "tags come in pairs");
        feature
            .tags
            .chunks(2)
            .map(|pair| (self.keys[pair[0]].clone(), self.values[pair[1]].clone()))
            .collect()
    }

    /// One attribute of a feature.
    pub fn attribute(&self, feature: &Feature, key: &str) -> Option<Decoded> {
        self.attributes(feature).into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

impl Feature {
    /// The position of a point feature.
    pub fn point(&self) -> [i32; 2] {
        assert_eq!(self.kind, 1);
        let paths = self.paths();
        assert_eq!((paths.len(), paths[0].points.len()), (1, 1));
        paths[0].points[0]
    }

    /// Follows the commands; fails on any that the specification forbids.
    pub fn paths(&self) -> Vec<DrawnPath> {
        let mut paths: Vec<DrawnPath> = Vec::new();
        let mut at = [0i32, 0];
        let mut words = self.geometry.iter().copied();
        while let Some(word) = words.next() {
            let (command, repeat) = (word & 7, word >> 3);
            assert!(repeat > 0, "a command runs at least once");
            match command {
                1 | 2 => {
                    if command == 1 {
                        assert_eq!(repeat, 1, "no multipoints are written");
                        paths.push(DrawnPath::default());
                    }
                    for _ in 0..repeat {
                        for axis in &mut at {
                            let word = words.next().expect("a parameter");
                            *axis +=
                                if word % 2 == 0 { (word / 2) as i32 } else { -(word.div_ceil(2) as i32) };
                        }
                        paths.last_mut().expect("moved before drawing").points.push(at);
                    }
                }
                7 => {
                    assert_eq!(repeat, 1);
                    paths.last_mut().expect("a path to close").closed = true;
                }
                other => panic!("no such command: {other}"),
            }
        }
        paths
    }
}

/// Reads a tile; panics on anything malformed.
pub fn tile(bytes: &[u8]) -> Vec<Layer> {
    Fields(bytes)
        .map(|(field, value)| {
            assert_eq!(field, 3, "a tile holds layers only");
            layer(value.body())
        })
        .collect()
}

fn layer(bytes: &[u8]) -> Layer {
    let mut layer = Layer { extent: 4096, ..Layer::default() };
    for (field, value) in Fields(bytes) {
        match field {
            1 => layer.name = value.text(),
            2 => layer.features.push(feature(value.body())),
            3 => layer.keys.push(value.text()),
            4 => layer.values.push(scalar(value.body())),
            5 => layer.extent = value.number(),
            15 => layer.version = value.number(),
            other => panic!("no such layer field: {other}"),
        }
    }
    layer
}

fn feature(bytes: &[u8]) -> Feature {
    let mut feature = Feature::default();
    for (field, value) in Fields(bytes) {
        match field {
            1 => feature.id = value.number(),
            2 => feature.tags = packed(value.body()).into_iter().map(|word| word as usize).collect(),
            3 => feature.kind = value.number(),
            4 => feature.geometry = packed(value.body()).into_iter().map(|word| word as u32).collect(),
            other => panic!("no such feature field: {other}"),
        }
    }
    feature
}

fn scalar(bytes: &[u8]) -> Decoded {
    let fields: Vec<_> = Fields(bytes).collect();
    assert_eq!(fields.len(), 1, "a value has one form");
    let (field, value) = &fields[0];
    match field {
        1 => Decoded::Text(value.text()),
        3 => Decoded::Double(f64::from_bits(value.number())),
        4 | 5 => Decoded::Int(value.number() as i64),
        6 => {
            let word = value.number();
            Decoded::Int((word >> 1) as i64 ^ -((word & 1) as i64))
        }
        7 => Decoded::Flag(value.number() != 0),
        other => panic!("no such value field: {other}"),
    }
}

enum Wire<'a> {
    Number(u64),
    Body(&'a [u8]),
}

impl<'a> Wire<'a> {
    fn number(&self) -> u64 {
        match self {
            Wire::Number(number) => *number,
            Wire::Body(_) => panic!("a number was expected"),
        }
    }

    fn body(&self) -> &'a [u8] {
        match self {
            Wire::Body(body) => body,
            Wire::Number(_) => panic!("a body was expected"),
        }
    }

    fn text(&self) -> String {
        String::from_utf8(self.body().to_vec()).expect("UTF-8")
    }
}

/// Walks the fields of a message.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, Wire<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let key = varint(&mut self.0);
        let value = match key % 8 {
            0 => Wire::Number(varint(&mut self.0)),
            1 => {
                let (bytes, rest) = self.0.split_at(8);
                self.0 = rest;
                Wire::Number(u64::from_le_bytes(bytes.try_into().expect("eight bytes")))
            }
            2 => {
                let length = varint(&mut self.0) as usize;
                let (body, rest) = self.0.split_at(length);
                self.0 = rest;
                Wire::Body(body)
            }
            other => panic!("no such wire type: {other}"),
        };
        Some((key / 8, value))
    }
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut value = 0u64;
    for shift in (0..70).step_by(7) {
        let (first, rest) = bytes.split_first().expect("a number ends");
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return value;
        }
    }
    panic!("a number longer than ten bytes");
}

fn packed(mut bytes: &[u8]) -> Vec<u64> {
    let mut words = Vec::new();
    while !bytes.is_empty() {
        words.push(varint(&mut bytes));
    }
    words
}
