//! Features on their way into one layer, their attributes told by small whole numbers.

use super::memo::ValueMemo;
use super::mvt::{Key, LayerEncoder, Value};
use super::paths::Paths;
use super::tile::EXTENT;
use crate::domain::ids::crockford_ascii;

/// The code of an attribute that a feature does not have.
pub const ABSENT: u32 = u32::MAX;

/// How the codes of one attribute become values in a tile.
#[derive(Debug, Clone)]
pub enum CodeMeaning {
    /// The code is a position in this table. A code beyond it is left out.
    Words(Vec<String>),
    /// The code is the value: a count, a day number.
    Whole,
    /// 0 is false, anything else true.
    Flag,
    /// The code is a position among the texts that come with the feature.
    Given,
    /// The feature's own identifier as 11 characters, whatever the code.
    Id,
}

/// One attribute of a layer.
#[derive(Debug, Clone)]
pub struct PointAttribute {
    /// The attribute's name in the tile.
    pub key: String,
    /// What its codes mean.
    pub meaning: CodeMeaning,
}

/// What the features of a layer tell.
#[derive(Debug, Clone)]
pub struct PointSchema {
    /// The layer's name in the tile.
    pub name: String,
    /// The attributes, in the order in which features give their codes.
    pub attributes: Vec<PointAttribute>,
}

impl PointSchema {
    /// A schema of these attributes.
    #[must_use]
    pub fn new<const N: usize>(name: &str, attributes: [(&str, CodeMeaning); N]) -> Self {
        let attributes = attributes.map(|(key, meaning)| PointAttribute { key: key.to_owned(), meaning });
        Self { name: name.to_owned(), attributes: attributes.into() }
    }

    /// The same attributes under another layer's name.
    #[must_use]
    pub fn named(&self, name: &str) -> Self {
        Self { name: name.to_owned(), attributes: self.attributes.clone() }
    }
}

/// Writes the features of one layer, each with one code for each attribute of the schema.
#[derive(Debug)]
pub struct FeatureWriter<'s> {
    layer: LayerEncoder,
    columns: Vec<Column<'s>>,
    tags: Vec<(Key, Value)>,
}

impl<'s> FeatureWriter<'s> {
    /// A layer without features.
    #[must_use]
    pub fn new(schema: &'s PointSchema) -> Self {
        let mut layer = LayerEncoder::new(&schema.name, EXTENT);
        let column = |attribute: &'s PointAttribute| Column {
            key: layer.key(&attribute.key),
            meaning: &attribute.meaning,
            memo: ValueMemo::default(),
        };
        let columns: Vec<_> = schema.attributes.iter().map(column).collect();
        Self { layer, tags: Vec::with_capacity(columns.len()), columns }
    }

    /// Makes room for so many points at once.
    pub fn reserve_points(&mut self, count: usize) {
        self.layer.reserve_points(count, self.columns.len());
    }

    /// Adds a point in tile units.
    #[inline]
    pub fn point(&mut self, id: u64, at: [i32; 2], codes: &[u32], texts: &[&str]) {
        self.tag(id, codes, texts);
        self.layer.point(id, at[0], at[1], &self.tags);
    }

    /// Adds polygons; says whether anything was left to draw.
    pub fn polygon(&mut self, id: u64, paths: &Paths, codes: &[u32], texts: &[&str]) -> bool {
        if paths.is_empty() {
            return false;
        }
        self.tag(id, codes, texts);
        self.layer.polygon(id, paths, &self.tags)
    }

    /// Adds a line; says whether anything was left to draw.
    pub fn line(&mut self, id: u64, paths: &Paths, codes: &[u32], texts: &[&str]) -> bool {
        if paths.is_empty() {
            return false;
        }
        self.tag(id, codes, texts);
        self.layer.line(id, paths, &self.tags)
    }

    /// Appends the layer to a tile, unless it is empty.
    pub fn finish(self, tile: &mut Vec<u8>) {
        self.layer.finish(tile);
    }

    #[inline]
    fn tag(&mut self, id: u64, codes: &[u32], texts: &[&str]) {
        self.tags.clear();
        for (column, &code) in self.columns.iter_mut().zip(codes) {
            let value = column.value(id, code, texts, &mut self.layer);
            self.tags.extend(value.map(|value| (column.key, value)));
        }
    }
}

/// One attribute within one tile.
#[derive(Debug)]
struct Column<'s> {
    key: Key,
    meaning: &'s CodeMeaning,
    memo: ValueMemo,
}

impl Column<'_> {
    #[inline]
    fn value(&mut self, id: u64, code: u32, texts: &[&str], layer: &mut LayerEncoder) -> Option<Value> {
        if code == ABSENT {
            return None;
        }
        let mut look_up = || match self.meaning {
            CodeMeaning::Words(words) => words.get(code as usize).map(|word| layer.text(word)),
            CodeMeaning::Whole => Some(layer.int(i64::from(code))),
            CodeMeaning::Flag => Some(layer.flag(code != 0)),
            CodeMeaning::Given => texts.get(code as usize).map(|text| layer.text(text)),
            CodeMeaning::Id => Some(layer.text_of_one(&crockford_ascii(id))),
        };
        match self.meaning {
            CodeMeaning::Words(_) | CodeMeaning::Whole | CodeMeaning::Flag => self.memo.get(code, look_up),
            CodeMeaning::Given | CodeMeaning::Id => look_up(),
        }
    }
}
