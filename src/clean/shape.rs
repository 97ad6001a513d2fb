//! What the shape of a line tells before its words are looked at.

/// Counted and judged once a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) words: usize,
    pub(crate) ending: Ending,
    pub(crate) has_letters: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// A full stop or its like, quotation marks and brackets after it aside.
    Sentence,
    /// An ellipsis: a sentence cut off.
    Cut,
    Open,
}

pub(crate) fn shape_of(line: &str) -> Shape {
    let mut words = line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    if !line.is_ascii() {
        // Scripts without spaces: two characters stand for a word.
        words += line
            .chars()
            .filter(|&c| ('\u{2e80}'..'\u{a000}').contains(&c) || ('\u{ac00}'..'\u{d7b0}').contains(&c))
            .count()
            / 2;
    }
    Shape { words, ending: ending_of(line), has_letters: line.chars().any(char::is_alphabetic) }
}

fn ending_of(line: &str) -> Ending {
    let bare = line
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '*'));
    match bare.chars().next_back() {
        Some('…') => Ending::Cut,
        Some('.') if bare.ends_with("..") => Ending::Cut,
        Some('.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' | '۔') => Ending::Sentence,
        // A quotation that goes on in the next paragraph, or one that is closed by its mark alone.
        Some(':' | ';') => Ending::Sentence,
        Some(',') if bare.len() < line.len() => Ending::Sentence,
        _ => Ending::Open,
    }
}

impl Shape {
    /// A paragraph of body text: sentences, or too long to be anything else.
    pub(crate) fn is_prose(self) -> bool {
        self.has_letters && ((self.ending == Ending::Sentence && self.words >= 5) || self.words >= 30)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings() {
        for (line, ending) in [
            ("He said so.", Ending::Sentence),
            ("He said: “No.”", Ending::Sentence),
            ("\"I go,\"", Ending::Sentence),
            ("He said he would…", Ending::Cut),
            ("He said he would [...]", Ending::Cut),
            ("Storm hits Lima", Ending::Open),
        ] {
            assert_eq!(shape_of(line).ending, ending, "{line}");
        }
    }

    #[test]
    fn prose() {
        assert!(shape_of("The river rose by a metre overnight.").is_prose());
        assert!(!shape_of("River rises by a metre").is_prose());
        assert!(!shape_of("12 34 56 78 90.").is_prose());
        assert_eq!(shape_of("洪水造成三人死亡").words, 5);
    }
}
