//! `dateline.Table` and `dateline.RecordBatch`: Arrow for everybody who reads the PyCapsule protocol.

use super::value::dict;
use crate::corpus::Corpus;
use crate::table::{self, Cell, TableKind};
use arrow_array::ffi::FFI_ArrowArray;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, RecordBatch as ArrowBatch, RecordBatchIterator, StructArray};
use arrow_schema::Schema;
use arrow_schema::ffi::FFI_ArrowSchema;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList};
use std::sync::{Arc, OnceLock};

/// Rows of one kind: lazy, Arrow-backed.
#[pyclass(frozen, module = "dateline")]
#[derive(Debug)]
pub(super) struct Table {
    name: &'static str,
    /// What it is made from, where it is made at first use.
    recipe: Option<(Arc<Corpus>, TableKind)>,
    made: OnceLock<table::Table>,
}

impl Table {
    pub(super) fn lazy(corpus: Arc<Corpus>, kind: TableKind) -> Self {
        Self { name: kind.as_str(), recipe: Some((corpus, kind)), made: OnceLock::new() }
    }

    pub(super) fn ready(table: table::Table) -> Self {
        Self { name: table.name, recipe: None, made: OnceLock::from(table) }
    }

    fn table(&self, py: Python<'_>) -> &table::Table {
        let make = || match &self.recipe {
            Some((corpus, kind)) => kind.table(corpus),
            None => TableKind::Problems.tabulator().finish(),
        };
        // Detached, so that a thread that waits for the table does not hold the interpreter.
        py.detach(|| self.made.get_or_init(make))
    }
}

#[pymethods]
impl Table {
    #[getter]
    fn name(&self) -> &'static str {
        self.name
    }

    #[getter]
    fn columns(&self, py: Python<'_>) -> Vec<String> {
        columns(&self.table(py).schema)
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.table(py).len()
    }

    #[pyo3(signature = (limit=None))]
    fn to_dicts<'py>(&self, py: Python<'py>, limit: Option<usize>) -> PyResult<Bound<'py, PyList>> {
        to_dicts(py, &self.table(py).batches, limit)
    }

    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        frame("to_pandas", slf.as_any())
    }

    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        frame("to_polars", slf.as_any())
    }

    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        frame("to_arrow", slf.as_any())
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let table = self.table(py);
        let batches = table.batches.clone().into_iter().map(Ok);
        let stream = FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new(batches, table.schema.clone())));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema_capsule(py, &self.table(py).schema)
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("dateline._display")?.call_method1("table_html", (slf,))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let table = self.table(py);
        format!("Table({:?}, {} rows, {} columns)", self.name, table.len(), table.schema.fields().len())
    }
}

/// A part of a table, as `scan` gives it.
#[pyclass(frozen, module = "dateline")]
#[derive(Debug)]
pub(super) struct RecordBatch {
    batch: ArrowBatch,
}

impl RecordBatch {
    pub(super) fn of(batch: ArrowBatch) -> Self {
        Self { batch }
    }
}

#[pymethods]
impl RecordBatch {
    #[getter]
    fn columns(&self) -> Vec<String> {
        columns(self.batch.schema_ref())
    }

    #[getter]
    fn num_rows(&self) -> usize {
        self.batch.num_rows()
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    #[pyo3(signature = (limit=None))]
    fn to_dicts<'py>(&self, py: Python<'py>, limit: Option<usize>) -> PyResult<Bound<'py, PyList>> {
        to_dicts(py, std::slice::from_ref(&self.batch), limit)
    }

    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        frame("to_pandas", slf.as_any())
    }

    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        frame("to_polars", slf.as_any())
    }

    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        frame("to_arrow", slf.as_any())
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Py<PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        let array = FFI_ArrowArray::new(&StructArray::from(self.batch.clone()).to_data());
        Ok((schema_capsule(py, self.batch.schema_ref())?, PyCapsule::new_with_value(py, array, c"arrow_array")?))
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let reader = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema_capsule(py, self.batch.schema_ref())
    }

    fn __repr__(&self) -> String {
        format!("RecordBatch({} rows, {} columns)", self.batch.num_rows(), self.batch.num_columns())
    }
}

fn columns(schema: &Schema) -> Vec<String> {
    schema.fields().iter().map(|field| field.name().clone()).collect()
}

pub(super) fn schema_capsule<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    PyCapsule::new_with_value(py, schema, c"arrow_schema")
}

fn to_dicts<'py>(py: Python<'py>, batches: &[ArrowBatch], limit: Option<usize>) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for batch in batches {
        let schema = batch.schema_ref();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        for row in 0..batch.num_rows() {
            if limit.is_some_and(|limit| list.len() >= limit) {
                return Ok(list);
            }
            let cells: Vec<Cell<'_>> = batch.columns().iter().map(|column| Cell::at(column, row)).collect();
            list.append(dict(py, &names, &cells)?)?;
        }
    }
    Ok(list)
}

/// The same rows in another library's table.
fn frame<'py>(call: &str, table: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    table.py().import("dateline._frames")?.call_method1(call, (table,))
}

/// The batches of anything that has `__arrow_c_stream__`.
#[allow(unsafe_code)]
pub(super) fn batches_of(source: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    let capsule = source.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
    let stream = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: by the Arrow PyCapsule protocol a capsule of this name, which was just checked, holds a
    // valid stream; `from_raw` moves it out and leaves a released one, which the capsule may drop.
    let reader = unsafe { RecordBatchStreamReader::from_raw(stream.as_ptr()) };
    reader
        .map_err(|error| super::error::InputError::new_err(format!("the table's Arrow stream cannot be read: {error}")))
}
