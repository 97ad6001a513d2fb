//! One value of a table, and the fields of the rows that hold them.

use crate::civil::{Date, Moment};
use crate::document::{EntityType, EventType, MentionKind, QuadClass, Stage, Status, TimeType};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use serde_json::{Map, Value};

/// A value of a row, as every form of output sees it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Null,
    Text(&'a str),
    Int(i64),
    Float(f64),
    Bool(bool),
    Day(Date),
    Time(Moment),
    List(Vec<Cell<'a>>),
    /// The names and values of a [`Record`]'s fields.
    Struct(Vec<&'a str>, Vec<Cell<'a>>),
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CellType {
    Text,
    Int,
    Float,
    Bool,
    Day,
    Time,
    List(Box<CellType>),
    Struct(Vec<(&'static str, CellType, bool)>),
}

/// A type that a row's field may have.
pub(crate) trait Field {
    const NULLABLE: bool = false;
    fn cell_type() -> CellType;
    fn cell(&self) -> Cell<'_>;
}

/// A row: named fields in the order of the table's columns.
pub(crate) trait Record {
    const NAMES: &'static [&'static str];
    /// Name, type, and whether it may be null, of each field.
    fn columns() -> Vec<(&'static str, CellType, bool)>;
    fn cells(&self) -> Vec<Cell<'_>>;
}

impl Cell<'_> {
    /// The value in JSON; a day and a moment in ISO 8601, the moment with its own offset.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Cell::Null => Value::Null,
            Cell::Text(text) => Value::from(*text),
            Cell::Int(number) => Value::from(*number),
            Cell::Float(number) => Value::from(*number),
            Cell::Bool(truth) => Value::from(*truth),
            Cell::Day(date) => Value::from(date.to_string()),
            Cell::Time(moment) => Value::from(moment.to_string()),
            Cell::List(cells) => cells.iter().map(Cell::to_json).collect(),
            Cell::Struct(names, cells) => Value::Object(object(names, cells)),
        }
    }
}

/// Names and values as a JSON object, in the order of the names.
pub(crate) fn object(names: &[&str], cells: &[Cell<'_>]) -> Map<String, Value> {
    names.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.to_json())).collect()
}

impl Field for String {
    fn cell_type() -> CellType {
        CellType::Text
    }
    fn cell(&self) -> Cell<'_> {
        Cell::Text(self)
    }
}

impl<T: Field> Field for Option<T> {
    const NULLABLE: bool = true;
    fn cell_type() -> CellType {
        T::cell_type()
    }
    fn cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Null, Field::cell)
    }
}

impl<T: Field> Field for Vec<T> {
    fn cell_type() -> CellType {
        CellType::List(Box::new(T::cell_type()))
    }
    fn cell(&self) -> Cell<'_> {
        Cell::List(self.iter().map(Field::cell).collect())
    }
}

macro_rules! plain_fields {
    ($($type:ty => $cell_type:ident |$value:ident| $cell:expr;)+) => {$(
        impl Field for $type {
            fn cell_type() -> CellType {
                CellType::$cell_type
            }
            fn cell(&self) -> Cell<'_> {
                let $value = self;
                $cell
            }
        }
    )+};
}

plain_fields! {
    u32 => Int |number| Cell::Int(i64::from(*number));
    f64 => Float |number| Cell::Float(*number);
    bool => Bool |truth| Cell::Bool(*truth);
    Date => Day |date| Cell::Day(*date);
    Moment => Time |moment| Cell::Time(*moment);
    EntityType => Text |member| Cell::Text(member.as_str());
    EventType => Text |member| Cell::Text(member.as_str());
    MentionKind => Text |member| Cell::Text(member.as_str());
    QuadClass => Text |member| Cell::Text(member.as_str());
    Stage => Text |member| Cell::Text(member.as_str());
    Status => Text |member| Cell::Text(member.as_str());
    TimeType => Text |member| Cell::Text(member.as_str());
}

impl<'a> Cell<'a> {
    /// The value at a row of a column that [`super::Tabulator`] built.
    pub(crate) fn at(column: &'a ArrayRef, row: usize) -> Self {
        if column.is_null(row) {
            return Cell::Null;
        }
        match column.data_type() {
            DataType::Utf8 => Cell::Text(column.as_string::<i32>().value(row)),
            DataType::Int64 => Cell::Int(column.as_primitive::<Int64Type>().value(row)),
            DataType::Float64 => Cell::Float(column.as_primitive::<Float64Type>().value(row)),
            DataType::Boolean => Cell::Bool(column.as_boolean().value(row)),
            DataType::Date32 => {
                let days = column.as_primitive::<Date32Type>().value(row);
                Date::from_days_since_epoch(days).map_or(Cell::Null, Cell::Day)
            }
            DataType::Timestamp(..) => {
                let micros = column.as_primitive::<TimestampMicrosecondType>().value(row);
                Cell::Time(Moment { seconds: micros.div_euclid(1_000_000), offset_minutes: 0 })
            }
            DataType::List(_) => {
                let list = column.as_list::<i32>();
                let (from, to) = (list.value_offsets()[row] as usize, list.value_offsets()[row + 1] as usize);
                Cell::List((from..to).map(|item| Cell::at(list.values(), item)).collect())
            }
            DataType::Struct(fields) => {
                let names = fields.iter().map(|field| field.name().as_str()).collect();
                let columns = column.as_struct().columns();
                Cell::Struct(names, columns.iter().map(|column| Cell::at(column, row)).collect())
            }
            _ => Cell::Null,
        }
    }
}
