//! Words for persons, groups and bodies by what they do, and the PLOVER sector of each: `knowledge/lexicon/roles.tsv`.

use super::rows::{cell, rows};
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// A word for persons or bodies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Role {
    /// PLOVER sector, where the word tells one.
    pub(crate) sector: Option<&'static str>,
    pub(crate) kind: RoleKind,
    /// It speaks of several.
    pub(crate) many: bool,
    pub(crate) gender: Gender,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoleKind {
    /// It can stand before a name: `President`.
    Title,
    /// A person, but no title: `resident`.
    Role,
    /// Persons together: `troops`.
    Group,
    /// An institution: `ministry`.
    Body,
    /// It stands before a noun and settles its sector: `opposition`, `former`.
    Modifier,
}

/// What a pronoun has to agree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Unknown,
    Male,
    Female,
    /// Male or female.
    Person,
    /// No person.
    Neither,
}

static ROLES: Lazy<HashMap<&'static str, Role>> = Lazy::new(|| {
    rows(include_str!("../../knowledge/lexicon/roles.tsv"))
        .map(|[word, sector, kind, number, gender]: [_; 5]| {
            let kind = match kind {
                "title" => RoleKind::Title,
                "role" => RoleKind::Role,
                "group" => RoleKind::Group,
                "body" => RoleKind::Body,
                _ => RoleKind::Modifier,
            };
            let role = Role {
                sector: cell(sector).filter(|sector| *sector != "-"),
                kind,
                many: number == "pl",
                gender: gender_of(gender),
            };
            (word, role)
        })
        .collect()
});

static GIVEN_NAMES: Lazy<HashMap<&'static str, Gender>> = Lazy::new(|| {
    rows(include_str!("../../knowledge/lexicon/given_names.tsv"))
        .map(|[name, gender]: [_; 2]| (name, gender_of(gender)))
        .collect()
});

/// The word or phrase, lower case, as it is listed.
pub(crate) fn role(words: &str) -> Option<&'static Role> {
    ROLES.get(words)
}

/// Whether men or women bear a given name, where one of them does by far the most.
pub(crate) fn given_name_gender(name: &str) -> Option<Gender> {
    GIVEN_NAMES.get(name).copied()
}

fn gender_of(cell: &str) -> Gender {
    match cell {
        "m" => Gender::Male,
        "f" => Gender::Female,
        _ => Gender::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_tells_its_sector_and_what_it_is() {
        let check = |word: &str, sector: Option<&str>, kind: RoleKind, many: bool| {
            let role = role(word).unwrap_or_else(|| panic!("{word}"));
            assert_eq!((role.sector, role.kind, role.many), (sector, kind, many), "{word}");
        };
        check("president", Some("GOV"), RoleKind::Title, false);
        check("troops", Some("MIL"), RoleKind::Group, true);
        check("parliament", Some("LEG"), RoleKind::Body, false);
        check("parliamentary", Some("LEG"), RoleKind::Modifier, false);
    }

    #[test]
    fn given_names_tell_their_gender() {
        assert_eq!(given_name_gender("Maria"), Some(Gender::Female));
        assert_eq!(given_name_gender("Ahmed"), Some(Gender::Male));
        assert_eq!(given_name_gender("Zzyzx"), None);
    }

    #[test]
    fn every_sector_is_one_of_plovers() {
        let known = [
            "GOV", "LEG", "JUD", "MIL", "PRM", "COP", "SPY", "REB", "UAF", "OPP", "PTY", "BUS", "JRN", "MED", "EDU",
            "LAB", "AGR", "REL", "NGO", "IGO", "CRM", "CVL", "REF", "ELI", "UNK", "SOC",
        ];
        let wrong = ROLES.iter().find(|(word, role)| {
            role.sector.is_some_and(|sector| !known.contains(&sector)) || **word != word.to_lowercase()
        });
        assert!(wrong.is_none(), "{wrong:?}");
    }
}
