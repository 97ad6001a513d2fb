//! The Python module `dateline._core`: the only place that knows PyO3.
