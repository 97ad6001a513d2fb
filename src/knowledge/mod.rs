//! Loads `knowledge/` into tables and automata, once, at first use.
//!
//! In: the TSV and TOML files of `knowledge/`, built into the library. Out: countries, places,
//! organisations, agencies and outlets by name, every such name in a text ([`find_names`]), and the rules that tell
//! page furniture by its words ([`furniture`]). Nothing here decides what a name means in its sentence.

mod countries;
mod furniture;
mod lemmas;
mod model;
mod names;
mod organisations;
mod outlets;
mod places;
mod rows;
mod states;
mod words;

pub(crate) use countries::{Country, countries, country_by_code, country_by_name};
pub(crate) use furniture::furniture;
pub(crate) use lemmas::lemma_rule;
pub(crate) use model::LANGUAGE_MODEL;
pub(crate) use names::{Meaning, NameHit, find_names};
pub(crate) use organisations::{Organisation, organisations};
pub(crate) use outlets::{Outlet, find_agency, find_outlet, find_outlet_by_domain, outlets};
pub(crate) use places::{Place, find_place, places};
pub(crate) use states::us_state;
pub(crate) use words::{WordList, word_list};
