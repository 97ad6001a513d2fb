//! `dateline.Pipeline`, and the functions that use one with the usual settings.

use super::article::Article;
use super::corpus::Corpus;
use super::error::raise;
use super::object::{Actor, Reduced, freeze, reduce, thaw};
use super::reading::{Reading, Scan};
use super::settings;
use super::source;
use crate::corpus::EntityTotal;
use crate::pipeline::{self, Settings};
use crate::read::ReadOptions;
use crate::table::{Format, rows};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::Arc;

/// The library's calls with settings kept; immutable, shareable between threads, picklable.
#[pyclass(frozen, module = "dateline")]
#[derive(Debug, Clone)]
pub(super) struct Pipeline {
    pipeline: Arc<pipeline::Pipeline>,
}

impl Pipeline {
    fn of(settings: Settings) -> PyResult<Self> {
        Ok(Self { pipeline: Arc::new(pipeline::Pipeline::new(settings).map_err(raise)?) })
    }

    fn with_actors(actors: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        Self::of(Settings { actors: settings::actors(actors)?, threads: None })
    }

    pub(super) fn restored(bytes: &[u8]) -> PyResult<Self> {
        let (actors, threads) = thaw(bytes)?;
        Self::of(Settings { actors, threads })
    }

    fn reading(&self, source: &Bound<'_, PyAny>, with: With<'_>) -> PyResult<Reading> {
        let options = ReadOptions { format: with.format, columns: settings::columns(with.columns.as_ref())? };
        let published = settings::published(with.published.as_ref())?;
        let py = source.py();
        let source = source::Source::open(source, options)?;
        Reading::start(py, source, self.pipeline.clone(), published, with.progress)
    }
}

/// What `read` and `scan` take besides their source.
struct With<'py> {
    format: Option<String>,
    columns: Option<Bound<'py, PyDict>>,
    published: Option<Bound<'py, PyAny>>,
    progress: Option<bool>,
}

#[pymethods]
impl Pipeline {
    #[new]
    #[pyo3(signature = (*, actors=None, threads=None))]
    fn new(actors: Option<&Bound<'_, PyAny>>, threads: Option<usize>) -> PyResult<Self> {
        Self::of(Settings { actors: settings::actors(actors)?, threads })
    }

    #[getter]
    fn actors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        settings::actors_to_python(py, &self.pipeline.settings().actors)
    }

    #[getter]
    fn threads(&self) -> Option<usize> {
        self.pipeline.settings().threads
    }

    /// The first article of a text.
    #[pyo3(signature = (text, *, published=None, url=None, outlet=None, clean=true))]
    fn parse(
        &self,
        text: &Bound<'_, PyAny>,
        published: Option<&Bound<'_, PyAny>>,
        url: Option<String>,
        outlet: Option<String>,
        clean: bool,
    ) -> PyResult<Article> {
        let mut articles = self.parse_all(text, published, url, outlet, clean)?;
        Ok(articles.swap_remove(0))
    }

    /// Every article that a page holds.
    #[pyo3(signature = (text, *, published=None, url=None, outlet=None, clean=true))]
    fn parse_all(
        &self,
        text: &Bound<'_, PyAny>,
        published: Option<&Bound<'_, PyAny>>,
        url: Option<String>,
        outlet: Option<String>,
        clean: bool,
    ) -> PyResult<Vec<Article>> {
        let given = settings::given(settings::published(published)?, url, outlet);
        let page = source::page(text, given, clean)?;
        let articles = text.py().detach(|| self.pipeline.parse(&page));
        Ok(articles.into_iter().map(|article| Article::of(Arc::new(article))).collect())
    }

    /// Reads many articles.
    #[pyo3(signature = (source, *, format=None, columns=None, published=None, progress=None))]
    fn read<'py>(
        &self,
        source: &Bound<'py, PyAny>,
        format: Option<String>,
        columns: Option<Bound<'py, PyDict>>,
        published: Option<Bound<'py, PyAny>>,
        progress: Option<bool>,
    ) -> PyResult<Corpus> {
        self.reading(source, With { format, columns, published, progress })?.corpus(source.py())
    }

    /// Reads one table part by part.
    #[pyo3(signature = (source, *, table="events", format=None, columns=None, published=None, progress=None))]
    fn scan<'py>(
        &self,
        source: &Bound<'py, PyAny>,
        table: &str,
        format: Option<String>,
        columns: Option<Bound<'py, PyDict>>,
        published: Option<Bound<'py, PyAny>>,
        progress: Option<bool>,
    ) -> PyResult<Scan> {
        let kind = Scan::table(table)?;
        Ok(Scan::of(self.reading(source, With { format, columns, published, progress })?, kind))
    }

    /// Who a phrase names.
    #[pyo3(signature = (phrase, *, published=None))]
    fn actor(&self, py: Python<'_>, phrase: &str, published: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Actor>> {
        let published = settings::published(published)?.map(|published| published.0);
        let found = py.detach(|| self.pipeline.actor(phrase, published));
        Ok(found.map(|entity| Actor::of(rows::entity_row(&EntityTotal { entity, mentions: 0, articles: 0 }))))
    }

    /// Reads many articles and writes every table into a folder, part by part.
    #[pyo3(signature = (source, out, *, output="parquet", format=None, columns=None, published=None, progress=None))]
    #[allow(clippy::too_many_arguments)]
    fn convert<'py>(
        &self,
        source: &Bound<'py, PyAny>,
        out: &Bound<'py, PyAny>,
        output: &str,
        format: Option<String>,
        columns: Option<Bound<'py, PyDict>>,
        published: Option<Bound<'py, PyAny>>,
        progress: Option<bool>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let output = Format::from_name(output).map_err(raise)?;
        let out = source::folder(out)?;
        let reading = self.reading(source, With { format, columns, published, progress })?;
        reading.write(source.py(), out.as_ref(), output)
    }

    fn __repr__(&self) -> String {
        let settings = self.pipeline.settings();
        let threads = settings.threads.map_or_else(|| "None".to_owned(), |threads| threads.to_string());
        format!("Pipeline(actors={}, threads={threads})", settings.actors.len())
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.pipeline.settings() == other.pipeline.settings()
    }

    fn __hash__(&self) -> u64 {
        let settings = self.pipeline.settings();
        super::object::hash_of(&freeze(&(&settings.actors, settings.threads)))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let settings = self.pipeline.settings();
        reduce(py, "Pipeline", &freeze(&(&settings.actors, settings.threads)))
    }
}

#[pyfunction]
#[pyo3(signature = (text, *, published=None, url=None, outlet=None, actors=None, clean=true))]
pub(super) fn parse(
    text: &Bound<'_, PyAny>,
    published: Option<&Bound<'_, PyAny>>,
    url: Option<String>,
    outlet: Option<String>,
    actors: Option<&Bound<'_, PyAny>>,
    clean: bool,
) -> PyResult<Article> {
    Pipeline::with_actors(actors)?.parse(text, published, url, outlet, clean)
}

#[pyfunction]
#[pyo3(signature = (text, *, published=None, url=None, outlet=None, actors=None, clean=true))]
pub(super) fn parse_all(
    text: &Bound<'_, PyAny>,
    published: Option<&Bound<'_, PyAny>>,
    url: Option<String>,
    outlet: Option<String>,
    actors: Option<&Bound<'_, PyAny>>,
    clean: bool,
) -> PyResult<Vec<Article>> {
    Pipeline::with_actors(actors)?.parse_all(text, published, url, outlet, clean)
}

#[pyfunction]
#[pyo3(signature = (source, *, format=None, columns=None, published=None, actors=None, progress=None))]
pub(super) fn read<'py>(
    source: &Bound<'py, PyAny>,
    format: Option<String>,
    columns: Option<Bound<'py, PyDict>>,
    published: Option<Bound<'py, PyAny>>,
    actors: Option<&Bound<'py, PyAny>>,
    progress: Option<bool>,
) -> PyResult<Corpus> {
    Pipeline::with_actors(actors)?.read(source, format, columns, published, progress)
}

#[pyfunction]
#[pyo3(signature = (source, *, table="events", format=None, columns=None, published=None, actors=None, progress=None))]
pub(super) fn scan<'py>(
    source: &Bound<'py, PyAny>,
    table: &str,
    format: Option<String>,
    columns: Option<Bound<'py, PyDict>>,
    published: Option<Bound<'py, PyAny>>,
    actors: Option<&Bound<'py, PyAny>>,
    progress: Option<bool>,
) -> PyResult<Scan> {
    Pipeline::with_actors(actors)?.scan(source, table, format, columns, published, progress)
}

#[pyfunction]
#[pyo3(signature = (phrase, *, published=None))]
pub(super) fn actor(py: Python<'_>, phrase: &str, published: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Actor>> {
    Pipeline::with_actors(None)?.actor(py, phrase, published)
}
