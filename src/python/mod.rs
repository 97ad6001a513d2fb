//! The Python module `dateline._core`: the only place that knows PyO3.
//!
//! In: what Python hands over. Out: frozen objects and Arrow tables, whose offsets count code points.
//! Their documentation stands in `python/dateline/_core.pyi`.

mod article;
mod corpus;
mod error;
mod object;
mod pipeline;
mod reading;
mod settings;
mod source;
mod table;
mod value;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Makes an object again from its pickled state.
#[pyfunction]
fn _restore<'py>(py: Python<'py>, class: &str, version: &str, state: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    if version != env!("CARGO_PKG_VERSION") {
        let ours = env!("CARGO_PKG_VERSION");
        return Err(PyValueError::new_err(format!(
            "this pickle is of dateline {version}, which dateline {ours} cannot read"
        )));
    }
    match class {
        "Article" => Ok(Bound::new(py, article::Article::restored(state)?)?.into_any()),
        "Corpus" => Ok(Bound::new(py, corpus::Corpus::restored(state)?)?.into_any()),
        "Pipeline" => Ok(Bound::new(py, pipeline::Pipeline::restored(state)?)?.into_any()),
        _ => object::restore_object(py, class, state),
    }
}

#[pymodule]
fn _core(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    error::add_classes(module)?;
    object::add_classes(module)?;
    module.add_class::<article::Article>()?;
    module.add_class::<corpus::Corpus>()?;
    module.add_class::<pipeline::Pipeline>()?;
    module.add_class::<reading::Scan>()?;
    module.add_class::<table::RecordBatch>()?;
    module.add_class::<table::Table>()?;
    module.add_function(wrap_pyfunction!(pipeline::actor, module)?)?;
    module.add_function(wrap_pyfunction!(pipeline::parse, module)?)?;
    module.add_function(wrap_pyfunction!(pipeline::parse_all, module)?)?;
    module.add_function(wrap_pyfunction!(pipeline::read, module)?)?;
    module.add_function(wrap_pyfunction!(pipeline::scan, module)?)?;
    module.add_function(wrap_pyfunction!(_restore, module)?)
}
