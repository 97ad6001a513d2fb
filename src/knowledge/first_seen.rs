//! Things that date a text: `knowledge/gazetteer/first_seen.tsv`.

use super::rows::rows;

/// The last year of which the tables know. A text without any date is not taken to be of a later one.
pub(crate) const KNOWN_UNTIL: i16 = 2026;

/// The latest of the years before which a text could not have named what it names.
pub(crate) fn first_possible_year(text: &str) -> Option<i16> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let names = |name: &str| {
        text.match_indices(name)
            .any(|(at, _)| !letter(text[..at].chars().next_back()) && !letter(text[at + name.len()..].chars().next()))
    };
    rows(include_str!("../../knowledge/gazetteer/first_seen.tsv"))
        .filter_map(|[name, year]| Some((name, year.parse().ok()?)))
        .filter(|(name, _)| names(name))
        .map(|(_, year)| year)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_youngest_thing_named_counts() {
        assert_eq!(first_possible_year("The Hwasong-15 and the Hwasong-19 flew."), Some(2024));
        assert_eq!(first_possible_year("The Hwasong-199 flew."), None);
    }
}
