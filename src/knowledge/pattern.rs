//! Patterns over the words of a sentence, as the rules of `knowledge/rules/` write them.
//!
//! `(early|late)? MONTH MDAY (, YEAR)?` is a sequence: words stand for themselves in either case, words in capitals for a class that
//! the reading room knows, `?` makes what stands before it optional, brackets group, `|` gives a choice. A pattern has no
//! repetition, so that it reads a bounded number of words from where it begins.

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    choices: Vec<Vec<Item>>,
}

#[derive(Debug, Clone)]
struct Item {
    what: What,
    optional: bool,
}

#[derive(Debug, Clone)]
enum What {
    /// Lower case.
    Word(String),
    Class(String),
    Group(Vec<Vec<Item>>),
}

/// The words that a pattern reads, and the classes it may ask for.
pub(crate) trait Words {
    /// The word at a place in lower case; none beyond the end.
    fn word(&self, at: usize) -> Option<&str>;

    /// How many words from a place on belong to the class; 0 for none.
    fn class(&self, class: &str, at: usize) -> usize;
}

/// Where a pattern matched, and where its classes did.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hit<'p> {
    /// Behind the last word.
    pub(crate) end: usize,
    /// Class, place, and how many words.
    pub(crate) classes: Vec<(&'p str, usize, usize)>,
}

impl Hit<'_> {
    /// Where a class matched, the first time.
    pub(crate) fn place(&self, class: &str) -> Option<usize> {
        self.classes.iter().find(|(name, ..)| *name == class).map(|&(_, at, _)| at)
    }
}

impl Pattern {
    /// `None` where brackets do not match or an item is empty.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parser = Parser { rest: text.trim() };
        let choices = parser.choices(0)?;
        parser.rest.is_empty().then_some(Self { choices })
    }

    /// The first words and classes that it may begin with.
    pub(crate) fn beginnings(&self) -> Vec<&str> {
        let mut found = Vec::new();
        beginnings(&self.choices, &mut found);
        found
    }

    /// The longest match from a place on.
    pub(crate) fn match_at<'p>(&'p self, words: &impl Words, at: usize) -> Option<Hit<'p>> {
        let mut best: Option<Hit<'p>> = None;
        for choice in &self.choices {
            let mut classes = Vec::new();
            follow(&[choice], words, at, &mut classes, &mut |end, classes: &[(&'p str, usize, usize)]| {
                if end > at && best.as_ref().is_none_or(|best| end > best.end) {
                    best = Some(Hit { end, classes: classes.to_vec() });
                }
            });
        }
        best
    }
}

/// Reads what is left of nested sequences, the innermost last; tells every end that can be reached.
fn follow<'p>(
    left: &[&'p [Item]],
    words: &impl Words,
    at: usize,
    classes: &mut Vec<(&'p str, usize, usize)>,
    reached: &mut impl FnMut(usize, &[(&'p str, usize, usize)]),
) {
    let mut left = left.to_vec();
    let (item, rest) = loop {
        match left.pop() {
            None => return reached(at, classes),
            Some([]) => {}
            Some([item, rest @ ..]) => break (item, rest),
        }
    };
    left.push(rest);
    match &item.what {
        What::Word(word) => {
            if words.word(at) == Some(word) {
                follow(&left, words, at + 1, classes, reached);
            }
        }
        What::Class(class) => {
            let len = words.class(class, at);
            if len > 0 {
                classes.push((class, at, len));
                follow(&left, words, at + len, classes, reached);
                classes.pop();
            }
        }
        What::Group(choices) => {
            for choice in choices {
                left.push(choice);
                follow(&left, words, at, classes, reached);
                left.pop();
            }
        }
    }
    if item.optional {
        follow(&left, words, at, classes, reached);
    }
}

fn beginnings<'p>(choices: &'p [Vec<Item>], found: &mut Vec<&'p str>) {
    for choice in choices {
        for item in choice {
            match &item.what {
                What::Word(word) | What::Class(word) => found.push(word),
                What::Group(choices) => beginnings(choices, found),
            }
            if !item.optional {
                break;
            }
        }
    }
}

struct Parser<'t> {
    rest: &'t str,
}

impl Parser<'_> {
    fn choices(&mut self, depth: usize) -> Option<Vec<Vec<Item>>> {
        let mut choices = vec![Vec::new()];
        loop {
            self.rest = self.rest.trim_start();
            let Some(first) = self.rest.chars().next() else {
                return (depth == 0 && choices.iter().all(|choice| !choice.is_empty())).then_some(choices);
            };
            match first {
                ')' if depth > 0 => {
                    self.rest = &self.rest[1..];
                    return choices.iter().all(|choice| !choice.is_empty()).then_some(choices);
                }
                '|' => {
                    self.rest = &self.rest[1..];
                    choices.push(Vec::new());
                    continue;
                }
                _ => {}
            }
            let what = if first == '(' {
                self.rest = &self.rest[1..];
                What::Group(self.choices(depth + 1)?)
            } else {
                self.atom()?
            };
            let optional = self.rest.starts_with('?');
            if optional {
                self.rest = &self.rest[1..];
            }
            choices.last_mut()?.push(Item { what, optional });
        }
    }

    /// A word or class; `\(` and the like stand for the mark.
    fn atom(&mut self) -> Option<What> {
        if let Some(rest) = self.rest.strip_prefix('\\') {
            let mark = rest.chars().next()?;
            self.rest = &rest[mark.len_utf8()..];
            return Some(What::Word(mark.to_string()));
        }
        let end = self.rest.find(|c: char| c.is_whitespace() || "()|?".contains(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        let class = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        match (word.is_empty(), class) {
            (true, _) => None,
            (false, true) => Some(What::Class(word.to_owned())),
            (false, false) => Some(What::Word(word.to_lowercase())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Text(Vec<&'static str>);

    impl Words for Text {
        fn word(&self, at: usize) -> Option<&str> {
            self.0.get(at).copied()
        }

        fn class(&self, class: &str, at: usize) -> usize {
            let number = self.word(at).is_some_and(|word| word.parse::<u32>().is_ok());
            usize::from(class == "NUM" && number)
        }
    }

    fn check(pattern: &str, text: &'static str, expected: Option<(usize, Option<usize>)>) {
        let words = Text(text.split(' ').collect());
        let pattern = Pattern::parse(pattern).expect("a pattern");
        let found = pattern.match_at(&words, 0).map(|hit| (hit.end, hit.place("NUM")));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_longest_reading_is_taken() {
        check("(about|some)? NUM (more days)?", "about 3 more days", Some((4, Some(1))));
        check("(about|some)? NUM (more days)?", "3 more nights", Some((1, Some(0))));
        check("a (b c | b) c?", "a b c", Some((3, None)));
        check("a b", "a c", None);
        check(r"\( NUM \)", "( 3 )", Some((3, Some(1))));
    }

    #[test]
    fn what_is_no_pattern_is_none() {
        for text in ["(a", "a)", "a ||", "()", ""] {
            assert!(Pattern::parse(text).is_none(), "{text}");
        }
        assert_eq!(Pattern::parse("(early|late)? MONTH day").expect("one").beginnings(), ["early", "late", "MONTH"]);
    }
}
