//! Arrow batches and Parquet files.

use super::*;
use arrow_array::builder::{BinaryBuilder, ListBuilder, StringBuilder, StringViewBuilder};
use arrow_array::types::Int8Type;
use arrow_array::{
    ArrayRef, Date32Array, Date64Array, DictionaryArray, Int64Array, LargeStringArray, NullArray, RecordBatch,
    StringArray, TimestampMicrosecondArray, TimestampNanosecondArray,
};
use dateline::read::pages_of_batch;
use std::sync::Arc;

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true))).unwrap()
}

fn pages_of(columns: Vec<(&str, ArrayRef)>) -> Vec<Item> {
    pages_of_batch(&batch(columns), &ReadOptions::default(), "table", 10).unwrap().collect()
}

fn text_column() -> ArrayRef {
    Arc::new(StringArray::from(vec!["One.", "Two."]))
}

#[test]
fn every_kind_of_text_column_is_read() {
    let mut view = StringViewBuilder::new();
    view.append_value("One.");
    view.append_value("Two, which is longer than twelve bytes.");
    let mut binary = BinaryBuilder::new();
    binary.append_value(b"One.");
    binary.append_value("Two, which is longer than twelve bytes.");
    let dictionary: DictionaryArray<Int8Type> =
        ["One.", "Two, which is longer than twelve bytes."].into_iter().collect();
    let large = LargeStringArray::from(vec!["One.", "Two, which is longer than twelve bytes."]);
    let columns: [ArrayRef; 4] =
        [Arc::new(view.finish()), Arc::new(binary.finish()), Arc::new(dictionary), Arc::new(large)];
    for column in columns {
        let items = pages_of(vec![("body", column.clone())]);
        assert_eq!(texts(&items), ["One.", "Two, which is longer than twelve bytes."], "{}", column.data_type());
        assert_eq!(pages(&items)[1].source, "table#12");
    }
}

#[test]
fn bytes_of_other_encodings_lead_back() {
    let mut binary = BinaryBuilder::new();
    binary.append_value(b"Le pr\xE9sident fran\xE7ais est arriv\xE9.");
    binary.append_value([0, 1, 2, 3, 4, 5]);
    let items = pages_of(vec![("html", Arc::new(binary.finish()))]);
    assert_eq!(texts(&items), ["Le président français est arrivé."]);
    assert!(pages(&items)[0].decoded.is_some() && pages(&items)[0].media == dateline::Media::Html);
    assert_eq!(problems(&items)[0].stage.as_str(), "decode");
}

#[test]
fn empty_cells_are_told() {
    let items = pages_of(vec![("text", Arc::new(StringArray::from(vec![None, Some(" "), Some("One.")])))]);
    assert_eq!((texts(&items), problems(&items).len()), (vec!["One."], 2));
    let nothing: DictionaryArray<Int8Type> = [None::<&str>, None].into_iter().collect();
    assert_eq!(problems(&pages_of(vec![("text", Arc::new(nothing))])).len(), 2);
    assert_eq!(problems(&pages_of(vec![("text", Arc::new(NullArray::new(3)))])).len(), 3);
}

#[test]
fn dates_of_every_type() {
    let published = |name: &str, column: ArrayRef| {
        let items = pages_of(vec![("text", text_column()), (name, column)]);
        let given = &pages(&items)[0].given;
        let moment = given.published_at.map(|moment| moment.to_string());
        assert!(pages(&items)[1].given.published.is_none());
        (given.published.map(|date| date.to_string()).unwrap_or_default(), moment.unwrap_or_default())
    };
    let day = |day: &str| (day.to_owned(), String::new());
    let seconds = 1_731_407_400_i64; // 2024-11-12T10:30:00Z
    assert_eq!(published("date", Arc::new(Date32Array::from(vec![Some(20_039), None]))), day("2024-11-12"));
    assert_eq!(
        published("date", Arc::new(Date64Array::from(vec![Some(20_039 * 86_400_000), None]))),
        day("2024-11-12")
    );
    let naive = TimestampNanosecondArray::from(vec![Some(seconds * 1_000_000_000), None]);
    assert_eq!(published("published_at", Arc::new(naive)), day("2024-11-12"));
    let midnight = TimestampMicrosecondArray::from(vec![Some(20_039 * 86_400_000_000), None]).with_timezone("UTC");
    assert_eq!(published("date", Arc::new(midnight)), day("2024-11-12"));
    for (zone, moment) in [
        ("UTC", "2024-11-12T10:30:00+00:00"),
        ("+05:30", "2024-11-12T16:00:00+05:30"),
        ("America/New_York", "2024-11-12T05:30:00-05:00"),
    ] {
        let zoned = TimestampMicrosecondArray::from(vec![Some(seconds * 1_000_000), None]).with_timezone(zone);
        assert_eq!(published("date", Arc::new(zoned)), ("2024-11-12".into(), moment.into()));
    }
    let epoch = Int64Array::from(vec![Some(seconds), None]);
    assert_eq!(published("date", Arc::new(epoch)).1, "2024-11-12T10:30:00+00:00");
}

#[test]
fn lists_are_tags() {
    let mut tags = ListBuilder::new(StringBuilder::new());
    tags.append_value([Some("trade"), None, Some("Peru")]);
    tags.append_null();
    let items = pages_of(vec![("text", text_column()), ("tags", Arc::new(tags.finish()))]);
    assert_eq!(pages(&items)[0].given.tags, ["trade", "Peru"]);
    assert!(pages(&items)[1].given.tags.is_empty());
}

#[test]
fn a_batch_without_text_is_an_error() {
    let numbers = || Arc::new(Int64Array::from(vec![1])) as ArrayRef;
    for columns in [vec![("id", numbers())], vec![("text", numbers())]] {
        let error = pages_of_batch(&batch(columns), &ReadOptions::default(), "table", 0).err().unwrap();
        assert!(error.is_input() && error.to_string().contains("no text column"), "{error}");
    }
}

fn parquet_of(batch: &RecordBatch, rows: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let properties = parquet::file::properties::WriterProperties::builder()
        .set_compression(parquet::basic::Compression::SNAPPY)
        .set_max_row_group_row_count(Some(rows))
        .build();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn parquet_rows_count_on_over_groups_and_batches() {
    let folder = Folder::new();
    let words: Vec<String> = (1..=1000).map(|nth| format!("Row {nth}.")).collect();
    let batch = batch(vec![("content", Arc::new(StringArray::from(words.clone())))]);
    let path = folder.file("a.parquet", parquet_of(&batch, 300));
    let items = read(&path);
    assert_eq!(texts(&items), words);
    assert!(pages(&items).iter().enumerate().all(|(nth, page)| page.source == format!("{path}#{}", nth + 1)));
}

#[test]
fn broken_parquet_is_told() {
    let folder = Folder::new();
    let words: Vec<String> = (0..1000).map(|nth| format!("Row {nth} of many.")).collect();
    let bytes = parquet_of(&batch(vec![("text", Arc::new(StringArray::from(words)))]), 300);
    check_broken(&folder.file("a.parquet", &bytes[..bytes.len() - 20]), &[], "Parquet");
    check_broken(&folder.file("b.parquet", b""), &[], "Parquet");
    check_broken(&folder.file("c.parquet.gz", &gzip(&bytes)[..500]), &[], "cut off");
    let mut damaged = bytes.clone();
    let middle = damaged.len() / 3;
    damaged[middle..middle + 40].fill(0xFF);
    let items = read(&folder.file("d.parquet", damaged));
    assert_eq!(problems(&items).len(), 1, "{:?}", problems(&items));
    let error =
        open(&folder.file("e.parquet", parquet_of(&batch(vec![("id", text_column())]), 9)), &ReadOptions::default())
            .unwrap_err();
    assert!(error.to_string().contains("\"id\""));
}

#[test]
fn parquet_text_that_is_not_utf_8_is_told() {
    let mut bytes = Vec::new();
    let words = batch(vec![("text", text_column())]);
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, words.schema(), None).unwrap();
    writer.write(&words).unwrap();
    writer.close().unwrap();
    let place = bytes.windows(4).position(|four| four == b"Two.").unwrap();
    bytes[place] = 0xFF;
    check_broken(&Folder::new().file("a.parquet", bytes), &[], "");
}
