//! Weapons by the name of their family: `knowledge/gazetteer/weapons.tsv`.

use super::rows::{list, rows};
use once_cell::sync::Lazy;

/// A weapon and the state that makes it.
#[derive(Debug, Clone)]
pub(crate) struct Weapon {
    pub(crate) name: &'static str,
    pub(crate) other_names: Vec<&'static str>,
    /// ISO 3166 alpha-3.
    pub(crate) country: &'static str,
}

static WEAPONS: Lazy<Vec<Weapon>> = Lazy::new(|| {
    rows(include_str!("../../knowledge/gazetteer/weapons.tsv"))
        .map(|[name, other_names, country]| Weapon { name, other_names: list(other_names), country })
        .collect()
});

/// Every weapon, by name.
pub(crate) fn weapons() -> &'static [Weapon] {
    &WEAPONS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::country_by_code;

    #[test]
    fn a_weapon_is_made_in_a_known_state() {
        assert!(weapons().len() > 100);
        for weapon in weapons() {
            assert!(country_by_code(weapon.country).is_some(), "{}", weapon.name);
        }
    }
}
