//! Loads `knowledge/` into tables and automata, once, at first use.
