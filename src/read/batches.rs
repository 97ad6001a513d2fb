//! Arrow record batches and Parquet files: a page a row.

use super::date::{Stamp, offset};
use super::fields::{Cell, Layout, Names, Role};
use super::{Failure, Found, Item, ReadOptions, Records};
use crate::civil::{Date, Moment};
use crate::document::Stage;
use crate::error::Error;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Schema, TimeUnit};
use bytes::Bytes;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::file::reader::ChunkReader;
use std::fs::File;
use std::sync::Arc;

/// Rows that are made into arrays at once: long texts make even this many some megabytes.
const ROWS: usize = 256;

/// The pages of a batch of rows, and the problems with them, in the order of the rows.
///
/// `first_row` is how many rows of the table came before this batch: its first row is
/// `source#1` where that is 0.
///
/// # Errors
/// Where the batch has no text column, or lacks one that the options name.
pub fn pages_of_batch(
    batch: &RecordBatch,
    options: &ReadOptions,
    source: &str,
    first_row: u64,
) -> Result<impl Iterator<Item = Item> + Send + use<>, Error> {
    options.check()?;
    let layout = layout_of(&batch.schema(), options).map_err(|error| Error::input(format!("{source}: {error}")))?;
    let (columns, source) = (Columns::of(batch), source.to_owned());
    Ok((0..batch.num_rows()).flat_map(move |row| {
        let mut found = Found::default();
        let record = layout.record(|nth| columns.cell(nth, row));
        record.into_page(format!("{source}#{}", first_row + row as u64 + 1), &mut found);
        found
    }))
}

fn layout_of(schema: &Schema, options: &ReadOptions) -> Result<Layout, String> {
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    Layout::find(&names, options, Names::OfTable, |nth, role| can_hold(schema.field(nth).data_type(), role))
}

fn can_hold(kind: &DataType, role: Role) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => true,
        DataType::Dictionary(_, values) => can_hold(values, role),
        DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _) => {
            is_text(item.data_type())
        }
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => {
            matches!(role, Role::Published | Role::PublishedAt)
        }
        kind => role != Role::Text && kind.is_numeric(),
    }
}

fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_text(values),
        kind => matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null),
    }
}

/// The columns of a batch; those of dictionaries with the place of each row's value.
struct Columns(Vec<(ArrayRef, Option<Vec<Option<usize>>>)>);

impl Columns {
    fn of(batch: &RecordBatch) -> Self {
        Self(batch.columns().iter().map(|column| unfold(column)).collect())
    }

    fn cell(&self, nth: usize, row: usize) -> Cell {
        let (values, places) = &self.0[nth];
        let row = match places {
            Some(places) => places[row],
            None => Some(row),
        };
        row.filter(|&row| values.is_valid(row)).map_or(Cell::Null, |row| cell_of(values, row))
    }
}

fn unfold(column: &ArrayRef) -> (ArrayRef, Option<Vec<Option<usize>>>) {
    let Some(dictionary) = column.as_any_dictionary_opt() else { return (column.clone(), None) };
    let values = dictionary.values().clone();
    let keys = if values.is_empty() { vec![0; column.len()] } else { dictionary.normalized_keys() };
    let place = |(row, key)| (column.is_valid(row) && key < values.len()).then_some(key);
    let places = keys.into_iter().enumerate().map(place).collect();
    (values, Some(places))
}

/// A cell that is not null.
fn cell_of(values: &ArrayRef, row: usize) -> Cell {
    let text = |text: &str| Cell::Text(text.to_owned());
    let bytes = |bytes: &[u8]| Cell::Bytes(bytes.to_vec());
    match values.data_type() {
        DataType::Utf8 => text(values.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => text(values.as_string::<i64>().value(row)),
        DataType::Utf8View => text(values.as_string_view().value(row)),
        DataType::Binary => bytes(values.as_binary::<i32>().value(row)),
        DataType::LargeBinary => bytes(values.as_binary::<i64>().value(row)),
        DataType::BinaryView => bytes(values.as_binary_view().value(row)),
        DataType::List(_) => list(&values.as_list::<i32>().value(row)),
        DataType::LargeList(_) => list(&values.as_list::<i64>().value(row)),
        DataType::FixedSizeList(..) => list(&values.as_fixed_size_list().value(row)),
        DataType::Date32 => day(Some(values.as_primitive::<Date32Type>().value(row))),
        DataType::Date64 => {
            day(i32::try_from(values.as_primitive::<Date64Type>().value(row).div_euclid(86_400_000)).ok())
        }
        DataType::Timestamp(unit, zone) => moment(seconds(values, *unit, row), zone.as_deref()),
        DataType::Int32 => Cell::Number(values.as_primitive::<Int32Type>().value(row).into()),
        DataType::Int64 => Cell::Number(values.as_primitive::<Int64Type>().value(row)),
        DataType::UInt32 => Cell::Number(values.as_primitive::<UInt32Type>().value(row).into()),
        DataType::UInt64 => {
            i64::try_from(values.as_primitive::<UInt64Type>().value(row)).map_or(Cell::Null, Cell::Number)
        }
        DataType::Float64 => whole(values.as_primitive::<Float64Type>().value(row)),
        _ => Cell::Null,
    }
}

fn list(values: &ArrayRef) -> Cell {
    let (values, places) = unfold(values);
    let rows: Vec<Option<usize>> = places.unwrap_or_else(|| (0..values.len()).map(Some).collect());
    let parts = rows.into_iter().flatten().filter(|&row| values.is_valid(row));
    let parts = parts.filter_map(|row| if let Cell::Text(text) = cell_of(&values, row) { Some(text) } else { None });
    Cell::Many(parts.collect())
}

fn whole(number: f64) -> Cell {
    if number.fract() == 0.0 && number.abs() < 9e18 { Cell::Number(number as i64) } else { Cell::Null }
}

fn day(days: Option<i32>) -> Cell {
    days.and_then(Date::from_days_since_epoch).map_or(Cell::Null, |date| Cell::Stamp(Stamp::day(date)))
}

fn seconds(values: &ArrayRef, unit: TimeUnit, row: usize) -> i64 {
    match unit {
        TimeUnit::Second => values.as_primitive::<TimestampSecondType>().value(row),
        TimeUnit::Millisecond => values.as_primitive::<TimestampMillisecondType>().value(row).div_euclid(1_000),
        TimeUnit::Microsecond => values.as_primitive::<TimestampMicrosecondType>().value(row).div_euclid(1_000_000),
        TimeUnit::Nanosecond => values.as_primitive::<TimestampNanosecondType>().value(row).div_euclid(1_000_000_000),
    }
}

/// A timestamp; one without a zone gives its day alone.
fn moment(seconds: i64, zone: Option<&str>) -> Cell {
    let stamp = match zone {
        None => Moment { seconds, offset_minutes: 0 }.date().map(Stamp::day),
        Some(zone) => match offset_at(zone, seconds) {
            Some(offset_minutes) => Stamp::moment(Moment { seconds, offset_minutes }),
            None => Stamp::moment(Moment { seconds, offset_minutes: 0 }),
        },
    };
    stamp.map_or(Cell::Null, Cell::Stamp)
}

/// The offset that a zone (`+02:00`, `Europe/Kyiv`) has at a moment, in minutes.
fn offset_at(zone: &str, seconds: i64) -> Option<i16> {
    offset(zone).or_else(|| {
        let zone = jiff::tz::TimeZone::get(zone).ok()?;
        let timestamp = jiff::Timestamp::from_second(seconds).ok()?;
        i16::try_from(zone.to_offset(timestamp).seconds() / 60).ok()
    })
}

/// The rows of a Parquet file, a few hundred at a time.
pub(super) struct Parquet {
    batches: ParquetRecordBatchReader,
    source: String,
    options: Arc<ReadOptions>,
    rows: u64,
}

impl Parquet {
    pub(super) fn open_file(file: File, source: String, options: Arc<ReadOptions>) -> Result<Self, Failure> {
        Self::open(file, source, options)
    }

    /// A file that was packed, unpacked into memory: Parquet is read from its end.
    pub(super) fn open_bytes(bytes: Vec<u8>, source: String, options: Arc<ReadOptions>) -> Result<Self, Failure> {
        Self::open(Bytes::from(bytes), source, options)
    }

    fn open(chunks: impl ChunkReader + 'static, source: String, options: Arc<ReadOptions>) -> Result<Self, Failure> {
        let unreadable = |error: String| Failure::Unreadable(format!("not a Parquet file that can be read: {error}"));
        let builder = fenced(|| ParquetRecordBatchReaderBuilder::try_new(chunks)).map_err(unreadable)?;
        layout_of(builder.schema(), &options).map_err(Failure::Columns)?;
        let batches = fenced(|| builder.with_batch_size(ROWS).build()).map_err(unreadable)?;
        Ok(Self { batches, source, options, rows: 0 })
    }
}

/// The parquet crate panics on some damaged files (text that is not UTF-8, lengths that do not
/// fit): that is an error of the file, and what was being read is not used again.
fn fenced<T, E: std::fmt::Display>(read: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|error| error.to_string()),
        Err(_) => Err("the data is damaged".into()),
    }
}

impl Records for Parquet {
    fn read_on(&mut self, found: &mut Found) -> bool {
        let error = match fenced(|| self.batches.next().transpose()) {
            Ok(None) => return false,
            Ok(Some(batch)) => match pages_of_batch(&batch, &self.options, &self.source, self.rows) {
                Ok(items) => {
                    items.for_each(|item| found.push(item));
                    self.rows += batch.num_rows() as u64;
                    return true;
                }
                Err(error) => error.to_string(),
            },
            Err(error) => error,
        };
        found.problem(&self.source, Stage::Read, format!("{error}; {} rows before it were read", self.rows));
        false
    }
}
