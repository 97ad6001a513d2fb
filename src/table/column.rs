//! Arrow columns from rows, in batches of bounded size.

use super::cell::{Cell, CellType, Record};
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, ListArray, RecordBatch, RecordBatchOptions, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};
use std::sync::Arc;

/// Rows of one kind as Arrow record batches.
#[derive(Debug, Clone)]
pub struct Table {
    pub name: &'static str,
    pub schema: SchemaRef,
    pub batches: Vec<RecordBatch>,
}

impl Table {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Builds a [`Table`] row by row.
#[derive(Debug)]
pub struct Tabulator {
    name: &'static str,
    schema: SchemaRef,
    types: Vec<CellType>,
    columns: Vec<Column>,
    rows: usize,
    text_bytes: usize,
    batches: Vec<RecordBatch>,
}

/// A batch is closed when it has so many rows, or so much text: offsets of Arrow's strings are 32 bits.
const MAX_ROWS: usize = 65_536;
const MAX_TEXT: usize = 64 << 20;

impl Tabulator {
    pub(crate) fn new<R: Record>(name: &'static str) -> Self {
        let columns = R::columns();
        let fields: Fields =
            columns.iter().map(|(name, kind, nullable)| Field::new(*name, data_type(kind), *nullable)).collect();
        let types: Vec<CellType> = columns.into_iter().map(|(_, kind, _)| kind).collect();
        let columns = types.iter().map(Column::new).collect();
        Self {
            name,
            schema: Arc::new(Schema::new(fields)),
            types,
            columns,
            rows: 0,
            text_bytes: 0,
            batches: Vec::new(),
        }
    }

    pub(crate) fn add<R: Record>(&mut self, row: &R) {
        for (column, cell) in self.columns.iter_mut().zip(row.cells()) {
            self.text_bytes += column.push(&cell);
        }
        self.rows += 1;
        if self.rows >= MAX_ROWS || self.text_bytes >= MAX_TEXT {
            self.close_batch();
        }
    }

    pub(crate) fn add_all<R: Record>(&mut self, rows: impl IntoIterator<Item = R>) {
        rows.into_iter().for_each(|row| self.add(&row));
    }

    /// The table, with at least one batch, so that its schema shows everywhere.
    pub fn finish(mut self) -> Table {
        if self.rows > 0 || self.batches.is_empty() {
            self.close_batch();
        }
        Table { name: self.name, schema: self.schema, batches: self.batches }
    }

    fn close_batch(&mut self) {
        let full = std::mem::replace(&mut self.columns, self.types.iter().map(Column::new).collect());
        let arrays: Vec<ArrayRef> = full.into_iter().map(Column::finish).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(self.rows));
        let batch = RecordBatch::try_new_with_options(self.schema.clone(), arrays, &options);
        self.batches.push(batch.expect("every column is built from the schema's own types"));
        (self.rows, self.text_bytes) = (0, 0);
    }
}

fn data_type(kind: &CellType) -> DataType {
    match kind {
        CellType::Text => DataType::Utf8,
        CellType::Int => DataType::Int64,
        CellType::Float => DataType::Float64,
        CellType::Bool => DataType::Boolean,
        CellType::Day => DataType::Date32,
        CellType::Time => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        CellType::List(item) => DataType::List(item_field(item)),
        CellType::Struct(fields) => DataType::Struct(struct_fields(fields)),
    }
}

fn item_field(item: &CellType) -> Arc<Field> {
    Arc::new(Field::new("item", data_type(item), false))
}

fn struct_fields(fields: &[(&'static str, CellType, bool)]) -> Fields {
    fields.iter().map(|(name, kind, nullable)| Field::new(*name, data_type(kind), *nullable)).collect()
}

/// One column being built.
#[derive(Debug)]
enum Column {
    Text(StringBuilder),
    Int(Int64Builder),
    Float(Float64Builder),
    Bool(BooleanBuilder),
    Day(Date32Builder),
    Time(TimestampMicrosecondBuilder),
    List { field: Arc<Field>, lengths: Vec<usize>, items: Box<Column> },
    Struct { fields: Fields, columns: Vec<Column>, rows: usize },
}

impl Column {
    fn new(kind: &CellType) -> Self {
        match kind {
            CellType::Text => Self::Text(StringBuilder::new()),
            CellType::Int => Self::Int(Int64Builder::new()),
            CellType::Float => Self::Float(Float64Builder::new()),
            CellType::Bool => Self::Bool(BooleanBuilder::new()),
            CellType::Day => Self::Day(Date32Builder::new()),
            CellType::Time => Self::Time(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
            CellType::List(item) => {
                Self::List { field: item_field(item), lengths: Vec::new(), items: Box::new(Self::new(item)) }
            }
            CellType::Struct(fields) => {
                let columns = fields.iter().map(|(_, kind, _)| Self::new(kind)).collect();
                Self::Struct { fields: struct_fields(fields), columns, rows: 0 }
            }
        }
    }

    /// Adds one value and says how many bytes of text it holds. A value of another type counts as null.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        match (self, cell) {
            (Self::Text(builder), Cell::Text(text)) => {
                builder.append_value(text);
                return text.len();
            }
            (Self::Text(builder), _) => builder.append_null(),
            (Self::Int(builder), cell) => {
                builder.append_option(if let Cell::Int(number) = cell { Some(*number) } else { None })
            }
            (Self::Float(builder), cell) => {
                builder.append_option(if let Cell::Float(number) = cell { Some(*number) } else { None })
            }
            (Self::Bool(builder), cell) => {
                builder.append_option(if let Cell::Bool(truth) = cell { Some(*truth) } else { None })
            }
            (Self::Day(builder), cell) => {
                builder.append_option(if let Cell::Day(date) = cell { Some(date.days_since_epoch()) } else { None })
            }
            (Self::Time(builder), cell) => {
                builder.append_option(if let Cell::Time(moment) = cell {
                    moment.seconds.checked_mul(1_000_000)
                } else {
                    None
                });
            }
            (Self::List { lengths, items, .. }, cell) => {
                let cells = if let Cell::List(cells) = cell { cells.as_slice() } else { &[] };
                lengths.push(cells.len());
                return cells.iter().map(|cell| items.push(cell)).sum();
            }
            (Self::Struct { columns, rows, .. }, cell) => {
                *rows += 1;
                let cells = if let Cell::Struct(_, cells) = cell { cells.as_slice() } else { &[] };
                return columns.iter_mut().zip(cells).map(|(column, cell)| column.push(cell)).sum();
            }
        }
        0
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut builder) => Arc::new(builder.finish()),
            Self::Int(mut builder) => Arc::new(builder.finish()),
            Self::Float(mut builder) => Arc::new(builder.finish()),
            Self::Bool(mut builder) => Arc::new(builder.finish()),
            Self::Day(mut builder) => Arc::new(builder.finish()),
            Self::Time(mut builder) => Arc::new(builder.finish()),
            Self::List { field, lengths, items } => {
                Arc::new(ListArray::new(field, OffsetBuffer::from_lengths(lengths), items.finish(), None))
            }
            Self::Struct { fields, columns, rows } => {
                let arrays = columns.into_iter().map(Self::finish).collect();
                Arc::new(
                    StructArray::try_new_with_length(fields, arrays, None, rows)
                        .expect("columns are built from the fields"),
                )
            }
        }
    }
}
