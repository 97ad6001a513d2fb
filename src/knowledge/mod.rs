//! Loads `knowledge/` into tables and automata, once, at first use.

mod furniture;

pub(crate) use furniture::furniture;
