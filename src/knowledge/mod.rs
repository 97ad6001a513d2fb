//! Loads `knowledge/` into tables and automata, once, at first use.

mod furniture;
mod states;
mod stub;

pub(crate) use furniture::furniture;
pub(crate) use states::us_state;
pub(crate) use stub::*;
