//! Tables as files: Parquet, JSON lines or CSV, written part by part while articles stream by.

use super::cell::{Cell, object};
use super::column::{Table, Tabulator};
use super::kind::TableKind;
use super::rows;
use crate::corpus::{Corpus, EntityTotals, report_id, stories_of};
use crate::document::{Article, Problem};
use crate::error::Error;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    Parquet,
    Jsonl,
    Csv,
}

impl Format {
    /// # Errors
    /// A settings error that names the formats there are.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        match name {
            "parquet" => Ok(Self::Parquet),
            "jsonl" => Ok(Self::Jsonl),
            "csv" => Ok(Self::Csv),
            _ => Err(Error::settings(format!("format: {name:?} is none of parquet, jsonl, csv"))),
        }
    }

    pub const fn extension(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
        }
    }
}

/// Writes every table into one folder; what it keeps in memory grows with the different entities alone.
///
/// Until [`Writer::finish`] the files end in `.part`, so that half a table is never taken for a whole one.
#[derive(Debug)]
pub struct Writer {
    files: Vec<(TableKind, TableFile)>,
    entities: EntityTotals,
}

impl Writer {
    /// # Errors
    /// An input error where the folder or a file in it cannot be made.
    pub fn create(folder: &Path, format: Format) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(|error| Error::input(format!("{}: {error}", folder.display())))?;
        let open = |kind: TableKind| {
            let path = folder.join(format!("{}.{}", kind.as_str(), format.extension()));
            let schema = kind.tabulator().finish().schema;
            Ok((kind, TableFile::create(path, format, &schema)?))
        };
        let files = TableKind::ALL
            .into_iter()
            .filter(|kind| !kind.is_made_on_demand())
            .map(open)
            .collect::<Result<_, Error>>()?;
        Ok(Self { files, entities: EntityTotals::default() })
    }

    /// Writes what one more part of the input gave.
    ///
    /// # Errors
    /// An input error where a file cannot be written.
    pub fn add(&mut self, articles: &[Article], problems: &[Problem]) -> Result<(), Error> {
        articles.iter().for_each(|article| self.entities.add(article));
        let report_ids: Vec<String> = articles.iter().map(report_id).collect();
        for (kind, file) in &mut self.files {
            let mut tabulator = kind.tabulator();
            for (article, report_id) in articles.iter().zip(&report_ids) {
                kind.add_article(article, report_id, &mut tabulator);
                if *kind == TableKind::Stories {
                    add_stories(article, &mut tabulator);
                }
            }
            kind.add_problems(problems, &mut tabulator);
            file.write(&tabulator.finish())?;
        }
        Ok(())
    }

    /// Writes what is known only at the end, and closes the files.
    ///
    /// # Errors
    /// An input error where a file cannot be written.
    pub fn finish(self) -> Result<(), Error> {
        let mut entities = TableKind::Entities.tabulator();
        entities.add_all(self.entities.finish().iter().map(rows::entity_row));
        let entities = entities.finish();
        for (kind, mut file) in self.files {
            if kind == TableKind::Entities {
                file.write(&entities)?;
            }
            file.finish()?;
        }
        Ok(())
    }

    /// Writes a corpus and closes the files.
    ///
    /// # Errors
    /// An input error where a file cannot be written.
    pub fn write_corpus(self, corpus: &Corpus) -> Result<(), Error> {
        for (kind, mut file) in self.files {
            file.write(&kind.table(corpus))?;
            file.finish()?;
        }
        Ok(())
    }
}

/// Stories lie within one article for now, so that they too can be written while articles stream by.
fn add_stories(article: &Article, tabulator: &mut Tabulator) {
    tabulator.add_all(stories_of(article).iter().map(rows::story_row));
}

#[derive(Debug)]
struct TableFile {
    path: PathBuf,
    part: PathBuf,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Parquet(Box<ArrowWriter<BufWriter<File>>>),
    Jsonl(BufWriter<File>),
    Csv(Box<csv::Writer<BufWriter<File>>>),
}

/// A row group of Parquet is closed when it has grown so large in memory.
const ROW_GROUP_BYTES: usize = 8 << 20;

impl TableFile {
    fn create(path: PathBuf, format: Format, schema: &SchemaRef) -> Result<Self, Error> {
        let part = PathBuf::from(format!("{}.part", path.display()));
        let made = File::create(&part).map_err(|error| failed(&part, error));
        let file = BufWriter::new(made?);
        let form = match format {
            Format::Parquet => {
                let properties =
                    WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
                let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties))
                    .map_err(|error| failed(&part, error))?;
                Form::Parquet(Box::new(writer))
            }
            Format::Jsonl => Form::Jsonl(file),
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(file);
                let names = schema.fields().iter().map(|field| field.name().as_str());
                writer.write_record(names).map_err(|error| failed(&part, error))?;
                Form::Csv(Box::new(writer))
            }
        };
        Ok(Self { path, part, form })
    }

    fn write(&mut self, table: &Table) -> Result<(), Error> {
        for batch in table.batches.iter().filter(|batch| batch.num_rows() > 0) {
            self.form.write(batch).map_err(|error| failed(&self.part, error))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Error> {
        self.form.finish().map_err(|error| failed(&self.part, error))?;
        fs::rename(&self.part, &self.path).map_err(|error| failed(&self.path, error))
    }
}

impl Form {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), Box<dyn std::error::Error>> {
        match self {
            Self::Parquet(writer) => {
                writer.write(batch)?;
                if writer.in_progress_size() > ROW_GROUP_BYTES {
                    writer.flush()?;
                }
            }
            Self::Jsonl(file) => {
                let schema = batch.schema_ref();
                let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
                for row in 0..batch.num_rows() {
                    serde_json::to_writer(&mut *file, &object(&names, &cells(batch, row)))?;
                    file.write_all(b"\n")?;
                }
            }
            Self::Csv(writer) => {
                for row in 0..batch.num_rows() {
                    writer.write_record(cells(batch, row).iter().map(|cell| plain(cell.to_json())))?;
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Box<dyn std::error::Error>> {
        match self {
            Self::Parquet(writer) => writer.into_inner()?.flush()?,
            Self::Jsonl(mut file) => file.flush()?,
            Self::Csv(mut writer) => writer.flush()?,
        }
        Ok(())
    }
}

fn cells(batch: &RecordBatch, row: usize) -> Vec<Cell<'_>> {
    batch.columns().iter().map(|column| Cell::at(column, row)).collect()
}

/// A field of CSV: nothing for null, a list as JSON.
fn plain(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn failed(path: &Path, error: impl std::fmt::Display) -> Error {
    Error::input(format!("{}: {error}", path.display()))
}
