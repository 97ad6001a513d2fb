//! Loads `knowledge/` into tables and automata, once, at first use.
//!
//! In: the TSV and TOML files of `knowledge/`, built into the library. Out: countries, places,
//! organisations, agencies and outlets by name, every such name in a text ([`find_names`]), and the rules that tell
//! page furniture by its words ([`furniture`]). Nothing here decides what a name means in its sentence.

mod confusables;
mod countries;
mod first_seen;
mod furniture;
mod holidays;
mod lemmas;
mod model;
mod names;
mod numbers;
mod organisations;
mod outlets;
mod pattern;
mod people;
mod places;
mod roles;
mod rows;
mod states;
mod weapons;
mod words;

pub(crate) use confusables::confusable;
pub(crate) use countries::{Country, countries, country_by_code, country_by_name};
pub(crate) use first_seen::{KNOWN_UNTIL, first_possible_year};
pub(crate) use furniture::furniture;
pub(crate) use holidays::{Holiday, LONGEST_HOLIDAY, holiday};
pub(crate) use lemmas::lemma_rule;
pub(crate) use model::{COREFERENCE_MODEL, LANGUAGE_MODEL};
pub(crate) use names::{Meaning, NameHit, find_names};
pub(crate) use numbers::{small_number, tens};
pub(crate) use organisations::{Organisation, organisations};
pub(crate) use outlets::{Outlet, find_agency, find_outlet, find_outlet_by_domain, outlets};
pub(crate) use pattern::{Hit, Pattern, Words};
pub(crate) use people::{Person, people_called, people_named};
pub(crate) use places::{Place, find_place, places, places_named};
pub(crate) use roles::{Gender, Role, RoleKind, given_name_gender, role};
pub(crate) use states::us_state;
pub(crate) use weapons::{Weapon, weapons};
pub(crate) use words::{WordList, word_list};
