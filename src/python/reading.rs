//! One pass over a source: chunk by chunk, parsed in parallel with Python detached.

use super::corpus::Corpus;
use super::error::{InputError, ReadWarning, SettingsError, raise};
use super::settings::{Published, give_date};
use super::source::Source;
use super::table::{RecordBatch, schema_capsule};
use crate::corpus;
use crate::document::{Article, Problem, Stage};
use crate::pipeline::Pipeline;
use crate::table::{Format, TableKind, Writer};
use arrow_array::RecordBatch as ArrowBatch;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};
use std::collections::VecDeque;
use std::ffi::CString;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A source on its way through the pipeline.
pub(super) struct Reading {
    source: Source,
    pipeline: Arc<Pipeline>,
    published: Option<Published>,
    /// Has `update(pages, articles, bytes, problems)` and `close()`; none where progress is not shown.
    progress: Option<Py<PyAny>>,
    counts: Counts,
}

/// What has been read so far.
#[derive(Debug, Clone, Default)]
struct Counts {
    pages: usize,
    articles: usize,
    events: usize,
    bytes: usize,
    /// Documents that could not be read.
    unread: usize,
    first_unread: Option<String>,
    problems: usize,
}

/// What one chunk gave.
struct Parsed {
    articles: Vec<Article>,
    problems: Vec<Problem>,
}

impl Reading {
    pub(super) fn start(
        py: Python<'_>,
        source: Source,
        pipeline: Arc<Pipeline>,
        published: Option<Published>,
        progress: Option<bool>,
    ) -> PyResult<Self> {
        Ok(Self { source, pipeline, published, progress: shown(py, progress)?, counts: Counts::default() })
    }

    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Parsed>> {
        py.check_signals()?;
        let mut chunk = self.source.next_chunk(py)?;
        if chunk.is_empty() {
            return Ok(None);
        }
        for page in &mut chunk.pages {
            if page.given.published.is_none() {
                give_date(&mut page.given, self.published);
            }
        }
        let articles: Vec<Article> =
            py.detach(|| self.pipeline.parse_pages(&chunk.pages).into_iter().flatten().collect());
        self.counts.add(chunk.pages.len(), chunk.bytes, &articles, &chunk.problems);
        if let Some(progress) = &self.progress {
            let counts = &self.counts;
            progress.call_method1(py, "update", (counts.pages, counts.articles, counts.bytes, counts.problems))?;
        }
        Ok(Some(Parsed { articles, problems: chunk.problems }))
    }

    /// Ends the progress line, and warns of documents that could not be read.
    fn end(&mut self, py: Python<'_>) -> PyResult<()> {
        if let Some(progress) = self.progress.take() {
            progress.call_method0(py, "close")?;
        }
        let Counts { unread, first_unread: Some(first), .. } = &self.counts else { return Ok(()) };
        let (documents, are) = if *unread == 1 { ("document", "is") } else { ("documents", "are") };
        let message = format!(
            "{unread} {documents} could not be read and {are} listed in the table of problems; the first: {first}"
        );
        PyErr::warn(py, &py.get_type::<ReadWarning>(), &CString::new(message.replace('\0', " ")).unwrap_or_default(), 1)
    }

    /// Calls `take` with each chunk's result until the source ends; the progress line ends whatever happens.
    fn run(&mut self, py: Python<'_>, mut take: impl FnMut(Parsed) -> PyResult<()>) -> PyResult<()> {
        let mut read = || {
            while let Some(parsed) = self.next(py)? {
                take(parsed)?;
            }
            Ok(())
        };
        let done: PyResult<()> = read();
        match done {
            Ok(()) => self.end(py),
            Err(error) => {
                if let Some(progress) = self.progress.take() {
                    let _ = progress.call_method0(py, "close");
                }
                Err(error)
            }
        }
    }

    pub(super) fn corpus(mut self, py: Python<'_>) -> PyResult<Corpus> {
        let mut corpus = corpus::Corpus::default();
        self.run(py, |parsed| {
            corpus.extend(parsed.articles, parsed.problems);
            Ok(())
        })?;
        py.detach(|| corpus.link());
        Ok(Corpus::of(corpus))
    }

    /// Writes every table and gives the counts of what was read.
    pub(super) fn write<'py>(mut self, py: Python<'py>, out: &Path, format: Format) -> PyResult<Bound<'py, PyDict>> {
        let mut writer = Writer::create(out, format).map_err(raise)?;
        self.run(py, |parsed| py.detach(|| writer.add(&parsed.articles, &parsed.problems)).map_err(raise))?;
        py.detach(|| writer.finish()).map_err(raise)?;
        let counts = PyDict::new(py);
        counts.set_item("pages", self.counts.pages)?;
        counts.set_item("articles", self.counts.articles)?;
        counts.set_item("events", self.counts.events)?;
        counts.set_item("problems", self.counts.problems)?;
        counts.set_item("unread", self.counts.unread)?;
        Ok(counts)
    }
}

/// The object that shows progress; none where it is not wanted, or nobody would see it.
fn shown(py: Python<'_>, wanted: Option<bool>) -> PyResult<Option<Py<PyAny>>> {
    if wanted == Some(false) {
        return Ok(None);
    }
    let started = py.import("dateline._progress")?.call_method1("start", (wanted,))?;
    Ok((!started.is_none()).then(|| started.unbind()))
}

impl Counts {
    fn add(&mut self, pages: usize, bytes: usize, articles: &[Article], problems: &[Problem]) {
        self.pages += pages;
        self.bytes += bytes;
        self.articles += articles.len();
        self.events += articles.iter().map(|article| article.events.len()).sum::<usize>();
        self.problems += problems.len() + articles.iter().map(|article| article.problems.len()).sum::<usize>();
        for problem in problems.iter().filter(|problem| matches!(problem.stage, Stage::Read | Stage::Decode)) {
            self.unread += 1;
            self.first_unread.get_or_insert_with(|| format!("{}: {}", problem.source, problem.error));
        }
    }
}

/// The batches of one table, read as they are asked for.
#[pyclass(frozen, module = "dateline")]
pub(super) struct Scan {
    state: Mutex<ScanState>,
    kind: TableKind,
}

struct ScanState {
    reading: Option<Reading>,
    ready: VecDeque<ArrowBatch>,
}

impl Scan {
    pub(super) fn of(reading: Reading, kind: TableKind) -> Self {
        Self { state: Mutex::new(ScanState { reading: Some(reading), ready: VecDeque::new() }), kind }
    }

    /// The table with this name, if it can be made while articles stream by.
    pub(super) fn table(name: &str) -> PyResult<TableKind> {
        TableKind::from_name(name).filter(|kind| kind.is_per_article()).ok_or_else(|| {
            let names: Vec<&str> =
                TableKind::ALL.into_iter().filter(|kind| kind.is_per_article()).map(TableKind::as_str).collect();
            SettingsError::new_err(format!("table: {name:?} cannot be scanned; these can: {}", names.join(", ")))
        })
    }
}

#[pymethods]
impl Scan {
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.kind.tabulator().finish().schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema_capsule(py, &self.kind.tabulator().finish().schema)
    }

    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<RecordBatch>> {
        let Ok(mut state) = self.state.try_lock() else {
            return Err(InputError::new_err("scan: this iterator is in use in another thread"));
        };
        state.next(py, self.kind)
    }

    fn __repr__(&self) -> String {
        format!("Scan({:?})", self.kind.as_str())
    }
}

impl ScanState {
    fn next(&mut self, py: Python<'_>, kind: TableKind) -> PyResult<Option<RecordBatch>> {
        loop {
            if let Some(batch) = self.ready.pop_front() {
                return Ok(Some(RecordBatch::of(batch)));
            }
            let Some(reading) = &mut self.reading else { return Ok(None) };
            let Some(parsed) = reading.next(py)? else {
                let mut reading = self.reading.take();
                return reading.as_mut().map_or(Ok(()), |reading| reading.end(py)).map(|()| None);
            };
            self.ready = py.detach(|| batches(kind, &parsed));
        }
    }
}

fn batches(kind: TableKind, parsed: &Parsed) -> VecDeque<ArrowBatch> {
    let mut tabulator = kind.tabulator();
    for article in &parsed.articles {
        kind.add_article(article, &corpus::report_id(article), &mut tabulator);
    }
    kind.add_problems(&parsed.problems, &mut tabulator);
    tabulator.finish().batches.into_iter().filter(|batch| batch.num_rows() > 0).collect()
}
