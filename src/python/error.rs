//! The crate's error as Python's exceptions.

use crate::error::Error;
use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyUserWarning};
use pyo3::prelude::*;

mod class {
    use super::{PyException, PyUserWarning, create_exception};

    create_exception!(
        dateline,
        Error,
        PyException,
        "A file, a setting or a piece of built-in data that could not be used."
    );
    create_exception!(dateline, InputError, Error, "A source could not be read, or a table could not be written.");
    create_exception!(dateline, SettingsError, Error, "A setting has no meaning.");
    create_exception!(dateline, KnowledgeError, Error, "The library's own data is broken: a defect of the library.");
    create_exception!(
        dateline,
        ReadWarning,
        PyUserWarning,
        "Some documents could not be read, or give cause for doubt."
    );
}

pub(super) use class::{InputError, ReadWarning, SettingsError};

/// The Python exception for an error.
pub(super) fn raise(error: Error) -> PyErr {
    let message = error.to_string();
    match error.kind() {
        crate::error::Kind::Input => class::InputError::new_err(message),
        crate::error::Kind::Settings => class::SettingsError::new_err(message),
        crate::error::Kind::Knowledge => class::KnowledgeError::new_err(message),
    }
}

pub(super) fn add_classes(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("Error", py.get_type::<class::Error>())?;
    module.add("InputError", py.get_type::<class::InputError>())?;
    module.add("SettingsError", py.get_type::<class::SettingsError>())?;
    module.add("KnowledgeError", py.get_type::<class::KnowledgeError>())?;
    module.add("ReadWarning", py.get_type::<class::ReadWarning>())
}
