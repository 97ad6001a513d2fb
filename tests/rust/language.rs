//! Hard sentences of news, each with what must hold of its reading: `language/cases.toml`.
//!
//! `holds` is what must be so. `misses` is what should be so and is not yet: a reading that gets it right fails the test too,
//! so that the list stays true. The forms of an entry are told at [`Reading::holds`].

use dateline::{NameKind, Sentence, Sentences, read_sentences};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    group: String,
    text: String,
    holds: Vec<String>,
    #[serde(default)]
    misses: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

struct Reading<'a> {
    text: &'a str,
    found: Sentences,
}

impl Reading<'_> {
    /// One of `RELATION head dependent`, `root word`, `UPOS word`, `lemma word lemma`, `PERSON words` (ORG, PLACE),
    /// `NONAME word`, `sentences n`, `tokens a|b|c`; alternatives stand between ` | `. `word#2` is the second of its form. A relation without
    /// its subtype stands for all of them.
    fn holds(&self, entry: &str) -> bool {
        if let Some(tokens) = entry.strip_prefix("tokens ") {
            let found: Vec<&str> = self.found.tokens.iter().map(|token| token.span.of(self.text)).collect();
            return found.join("|") == tokens;
        }
        entry.split(" | ").any(|one| self.holds_one(one))
    }

    fn holds_one(&self, entry: &str) -> bool {
        let (what, rest) = entry.split_once(' ').expect("an entry has two parts");
        match what {
            "sentences" => rest == self.found.sentences.len().to_string(),
            "PERSON" => self.names(NameKind::Person, rest),
            "ORG" => self.names(NameKind::Organisation, rest),
            "PLACE" => self.names(NameKind::Place, rest),
            "NONAME" => self.at(rest).is_some_and(|at| {
                let span = self.found.tokens[at].span;
                self.found.names.iter().all(|name| !name.span.overlaps(span))
            }),
            "root" => self.at(rest).is_some_and(|at| self.found.tokens[at].head.is_none()),
            "lemma" => {
                let (word, lemma) = rest.split_once(' ').expect("a word and its lemma");
                self.at(word)
                    .is_some_and(|at| self.found.tokens[at].lemma.of(self.found.tokens[at].span.of(self.text)) == lemma)
            }
            _ if what.chars().all(char::is_uppercase) => {
                self.at(rest).is_some_and(|at| self.found.tokens[at].pos == Some(what))
            }
            _ => {
                let (head, dependent) = rest.split_once(' ').expect("a head and its dependent");
                let (Some(head), Some(dependent)) = (self.at(head), self.at(dependent)) else { return false };
                let token = &self.found.tokens[dependent];
                let sentence = self.sentence_of(dependent);
                let hangs = token.head.is_some_and(|at| (sentence.first_token + at) as usize == head);
                let dep = token.dep.unwrap_or_default();
                hangs && (dep == what || dep.split(':').next() == Some(what))
            }
        }
    }

    fn names(&self, kind: NameKind, words: &str) -> bool {
        self.found.names.iter().any(|name| name.kind == kind && name.span.of(self.text) == words)
    }

    /// Where a word stands.
    fn at(&self, word: &str) -> Option<usize> {
        let (word, nth) = match word.rsplit_once('#') {
            Some((form, nth)) if !form.is_empty() => (form, nth.parse().expect("a number behind #")),
            _ => (word, 1),
        };
        let same = self.found.tokens.iter().enumerate().filter(|(_, token)| token.span.of(self.text) == word);
        same.map(|(at, _)| at).nth(nth - 1)
    }

    fn sentence_of(&self, token: usize) -> &Sentence {
        self.found.sentences.iter().find(|sentence| sentence.token_range().contains(&token)).expect("a sentence")
    }
}

#[test]
fn hard_sentences_are_read_as_they_should() {
    let file: File = toml::from_str(include_str!("language/cases.toml")).expect("cases.toml");
    assert!(file.case.len() >= 150);
    let mut wrong = Vec::new();
    for case in &file.case {
        let reading = Reading { text: &case.text, found: read_sentences(&case.text) };
        let say = |entry: &String, what: &str| format!("{}: {:?}\n    {what}: {entry}", case.group, case.text);
        wrong.extend(case.holds.iter().filter(|entry| !reading.holds(entry)).map(|entry| say(entry, "does not hold")));
        wrong.extend(case.misses.iter().filter(|entry| reading.holds(entry)).map(|entry| say(entry, "holds by now")));
    }
    assert!(wrong.is_empty(), "{} entries are not as the file says:\n{}", wrong.len(), wrong.join("\n"));
}

/// Time a word stays the same from ten words to a hundred thousand in one sentence.
#[test]
fn time_grows_with_the_number_of_words() {
    let sentence = |words: usize| "the minister of the north met 4 men ".repeat(words / 8 + 1);
    let seconds = |words: usize| {
        let text = sentence(words);
        let rounds = (200_000 / words).clamp(1, 2_000);
        let best = (0..3).map(|_| {
            let start = std::time::Instant::now();
            (0..rounds).for_each(|_| assert!(!read_sentences(&text).tokens.is_empty()));
            start.elapsed().as_secs_f64() / (rounds * text.split(' ').count()) as f64
        });
        best.fold(f64::INFINITY, f64::min)
    };
    seconds(10);
    let (short, long) = (seconds(100), seconds(100_000));
    assert!(long < 4.0 * short, "a word costs {short:e} s in a hundred and {long:e} s in a hundred thousand");
}

#[test]
fn threads_do_not_change_a_reading() {
    let text = include_str!("../../seeds/001_b38a8fdaf0c37c52.txt");
    let alone = read_sentences(text);
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..4).map(|_| scope.spawn(|| read_sentences(text))).collect();
        for other in others {
            assert_eq!(other.join().expect("no panic"), alone);
        }
    });
}
