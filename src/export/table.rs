//! Tables as every format can write them.

use crate::space::{Crs, Shape};
use jiff::Timestamp;
use jiff::civil::Date;

/// What a table is, beside its rows.
#[derive(Clone, Debug)]
pub struct About {
    /// Its name, of the file and of the layer in it: `a-z_`.
    pub name: &'static str,
    /// What it is called.
    pub title: String,
    /// What the reader must know beside the figures.
    pub note: Option<String>,
    /// The day the data is of.
    pub data_date: Date,
    /// The moment the register is shown at, when it is an earlier one.
    pub as_of: Option<Timestamp>,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// Whether rows have geometries.
    pub has_geometry: bool,
    /// The coordinate system of formats that can have another than WGS 84.
    pub crs: Crs,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: ColumnKind,
}

/// What the cells of a column hold, where they hold anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Real,
    /// True or false.
    Flag,
    /// A day.
    Day,
    /// A moment.
    Moment,
    /// Several texts.
    List,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing: it is not known, or not for this reader.
    Nothing,
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A finite number.
    Real(f64),
    /// True or false.
    Flag(bool),
    /// A day.
    Day(Date),
    /// A moment.
    Moment(Timestamp),
    /// Several texts.
    List(Vec<String>),
}

impl Cell {
    /// Whether it may stand in a column.
    #[must_use]
    pub fn fits(&self, kind: ColumnKind) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(_) => kind == ColumnKind::Text,
            Self::Whole(_) => kind == ColumnKind::Whole,
            Self::Real(_) => kind == ColumnKind::Real,
            Self::Flag(_) => kind == ColumnKind::Flag,
            Self::Day(_) => kind == ColumnKind::Day,
            Self::Moment(_) => kind == ColumnKind::Moment,
            Self::List(_) => kind == ColumnKind::List,
        }
    }
}

macro_rules! cells {
    ($($of:ty => $value:ident: $made:expr;)*) => {$(
        impl From<$of> for Cell {
            fn from($value: $of) -> Self { $made }
        }
    )*};
}

cells! {
    String => text: Self::Text(text);
    &str => text: Self::Text(text.to_owned());
    bool => flag: Self::Flag(flag);
    u64 => number: i64::try_from(number).map_or(Self::Nothing, Self::Whole);
    usize => number: i64::try_from(number).map_or(Self::Nothing, Self::Whole);
    f64 => number: if number.is_finite() { Self::Real(number) } else { Self::Nothing };
    Date => day: Self::Day(day);
    Timestamp => moment: Self::Moment(moment);
    Vec<String> => texts: Self::List(texts);
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// A row: a cell for each column, and where it is.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is known by.
    pub id: String,
    /// Where, WGS 84.
    pub geometry: Option<Shape>,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

/// A moment with Stockholm's offset, to the millisecond, as answers write it.
pub(super) fn moment(at: Timestamp) -> String {
    let at = Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at);
    at.display_with_offset(crate::domain::time::stockholm().to_offset(at)).to_string()
}
