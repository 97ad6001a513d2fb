//! Each format, plain, in gzip and in zstd, gives the same pages.

use super::*;
use arrow_array::{RecordBatch, StringArray};
use dateline::Media;
use std::sync::Arc;

const TEXTS: [&str; 3] = ["Peru reopened its border.", "Talks began in Genève, \"at last\".", "한국과 일본이\nmet."];

fn jsonl() -> Vec<u8> {
    TEXTS.iter().map(|text| serde_json::json!({"text": text}).to_string() + "\n").collect::<String>().into_bytes()
}

fn json() -> Vec<u8> {
    serde_json::to_vec_pretty(&TEXTS.map(|text| serde_json::json!({"text": text, "tags": []}))).unwrap()
}

fn delimited(delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(["id", "text"]).unwrap();
    for (nth, text) in TEXTS.iter().enumerate() {
        writer.write_record([&nth.to_string(), *text]).unwrap();
    }
    writer.into_inner().unwrap()
}

fn parquet() -> Vec<u8> {
    let column = Arc::new(StringArray::from(TEXTS.to_vec())) as arrow_array::ArrayRef;
    let batch = RecordBatch::try_from_iter([("text", column)]).unwrap();
    let mut bytes = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn warc() -> Vec<u8> {
    let record = |text: &&str| {
        format!(
            "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{text}\r\n\r\n",
            text.len()
        )
    };
    TEXTS.iter().map(record).collect::<String>().into_bytes()
}

/// Plain and packed in both ways; the packed ones in two parts that follow each other, too.
fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    let folder = Folder::new();
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let files = [
        (name.to_owned(), bytes.to_vec()),
        (format!("{name}.gz"), gzip(bytes)),
        (format!("{name}.zst"), zstandard(bytes)),
        (format!("parts/{name}.gz"), [gzip(first), gzip(second)].concat()),
        (format!("parts/{name}.zst"), [zstandard(first), zstandard(second)].concat()),
        // A name that lies about the packing.
        (format!("unpacked/{name}.gz"), bytes.to_vec()),
    ];
    for (name, bytes) in files {
        let path = folder.file(&name, bytes);
        let items = read(&path);
        assert_eq!(texts(&items), expected, "{name}: {items:?}");
        assert!(problems(&items).is_empty());
        if expected.len() > 1 {
            assert_eq!(pages(&items)[2].source, format!("{path}#3"));
        } else {
            assert_eq!(pages(&items)[0].source, path);
        }
    }
}

#[test]
fn text_files() {
    check("news.txt", TEXTS[1].as_bytes(), &TEXTS[1..2]);
    check("news.md", TEXTS[1].as_bytes(), &TEXTS[1..2]);
    check("news", TEXTS[1].as_bytes(), &TEXTS[1..2]);
}

#[test]
fn html_files() {
    let page = "<!doctype html><title>Talks</title><p>Peru reopened its border.</p>";
    check("news.html", page.as_bytes(), &[page]);
    check("news.xhtml", page.as_bytes(), &[page]);
}

#[test]
fn json_files() {
    check("news.json", &json(), &TEXTS);
    check("news", &json(), &TEXTS);
    // JSON lines under the name of JSON.
    check("news.json", &jsonl(), &TEXTS);
}

#[test]
fn json_lines_files() {
    check("news.jsonl", &jsonl(), &TEXTS);
    check("news.ndjson", &jsonl(), &TEXTS);
}

#[test]
fn delimited_files() {
    check("news.csv", &delimited(b','), &TEXTS);
    check("news.csv", &delimited(b';'), &TEXTS);
    check("news.tsv", &delimited(b'\t'), &TEXTS);
}

#[test]
fn parquet_files() {
    check("news.parquet", &parquet(), &TEXTS);
    check("news.data", &parquet(), &TEXTS);
}

#[test]
fn warc_files() {
    check("news.warc", &warc(), &TEXTS);
    check("news.archive", &warc(), &TEXTS);
}

#[test]
fn the_format_may_be_given() {
    let folder = Folder::new();
    let path = folder.file("news.dump", jsonl());
    let options = ReadOptions { format: Some("jsonl".into()), ..ReadOptions::default() };
    assert_eq!(texts(&read_with(&path, &options)), TEXTS);
    let error = open(&path, &ReadOptions { format: Some("docx".into()), ..ReadOptions::default() }).unwrap_err();
    assert!(error.is_settings() && error.to_string().contains("parquet"));
}

#[test]
fn the_ending_html_decides_and_txt_does_not() {
    let folder = Folder::new();
    let media = |name: &str, text: &str| pages(&read(&folder.file(name, text)))[0].media;
    assert_eq!(media("a.html", "no tags at all"), Media::Html);
    assert_eq!(media("a.txt", "<html><body><p>saved as text</p></body></html>"), Media::Html);
    assert_eq!(media("b.txt", "It <u>entered into force</u> on Monday."), Media::Plain);
}

#[test]
fn marks_and_other_encodings() {
    let folder = Folder::new();
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let marked = |text: &str| format!("\u{FEFF}{text}");
    let all = [
        ("a.txt", marked("né").into_bytes(), "né"),
        ("b.txt", utf_16(&marked("né")), "né"),
        (
            "c.txt",
            b"Le pr\xE9sident fran\xE7ais est arriv\xE9 hier.".to_vec(),
            "Le président français est arrivé hier.",
        ),
        ("d.csv", marked("text\nné\n").into_bytes(), "né"),
        ("e.csv", utf_16(&marked("text,id\nné,1\n")), "né"),
        (
            "f.csv",
            b"text;id\nLe pr\xE9sident fran\xE7ais est arriv\xE9 hier.;1\n".to_vec(),
            "Le président français est arrivé hier.",
        ),
        ("g.json", marked(r#"{"text":"né"}"#).into_bytes(), "né"),
        ("h.jsonl", marked("{\"text\":\"né\"}\n").into_bytes(), "né"),
        ("i.jsonl", utf_16(&marked("{\"text\":\"né\"}\n")), "né"),
        (
            "j.jsonl",
            b"{\"text\":\"Le pr\xE9sident fran\xE7ais est arriv\xE9.\"}\n".to_vec(),
            "Le président français est arrivé.",
        ),
    ];
    for (name, bytes, expected) in all {
        let items = read(&folder.file(name, bytes));
        assert_eq!(texts(&items), [expected], "{name}: {items:?}");
    }
}

#[test]
fn a_span_of_a_decoded_page_leads_to_its_bytes() {
    let folder = Folder::new();
    let bytes = b"Le pr\xE9sident fran\xE7ais est arriv\xE9 hier.";
    let items = read(&folder.file("a.txt", bytes));
    let page = pages(&items)[0];
    let start = page.text.find("français").unwrap();
    let span = dateline::Span::new(start, start + "français".len());
    let source = page.decoded.as_ref().unwrap().source_span(span);
    assert_eq!(&bytes[source.range()], b"fran\xE7ais");
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(60))]

    /// However a file is damaged, reading it ends, and something is told of it.
    #[test]
    fn damage_is_never_fatal(
        changes in proptest::collection::vec((0.0..1.0f64, proptest::num::u8::ANY), 1..6),
        kept in 0.2..1.0f64,
    ) {
        let folder = Folder::new();
        let files = [
            ("a.json", json()), ("a.jsonl", jsonl()), ("a.csv", delimited(b',')), ("a.parquet", parquet()), ("a.warc", warc()),
            ("b.json.gz", gzip(&json())), ("b.warc.zst", zstandard(&warc())), ("b.txt", TEXTS.concat().into_bytes()),
        ];
        for (name, mut bytes) in files {
            for &(place, byte) in &changes {
                let at = (place * bytes.len() as f64) as usize;
                bytes[at] = byte;
            }
            if changes.len() % 2 == 0 {
                bytes.truncate((kept * bytes.len() as f64) as usize);
            }
            let path = folder.file(name, &bytes);
            let found = open(&path, &ReadOptions::default()).map_or(1, Iterator::count);
            proptest::prop_assert!(found > 0, "{}", name);
        }
    }
}
