//! Phrases that may speak of somebody or something: a noun with all that hangs on it, a name, a pronoun, several joined by
//! `and`. They are read off the tree; one may lie in another, none cross.

use super::naming::Named;
use crate::document::{EntityType, Sentence, Sentences, Token, reach_of};
use crate::knowledge::{Gender, RoleKind, given_name_gender, role};
use crate::text::Span;

/// Words that may speak of something.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    pub(crate) span: Span,
    /// Index of the sentence.
    pub(crate) sentence: u32,
    /// Indices into [`Sentences::tokens`].
    pub(crate) first: u32,
    pub(crate) end: u32,
    pub(crate) head: u32,
    pub(crate) form: Form,
    pub(crate) number: Number,
    pub(crate) gender: Gender,
    pub(crate) class: Class,
    /// Index into the names, where one has the same head.
    pub(crate) name: Option<u32>,
}

/// What kind of phrase it is by its outer form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Pronoun(Pronoun),
    Name,
    /// `the treaty`, `this treaty`, `its treaty`.
    Definite,
    Possessed,
    Indefinite,
    Bare,
    /// `Peru and Chile`.
    Joined,
}

/// Pronouns by what they agree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pronoun {
    I,
    We,
    You,
    He,
    She,
    It,
    They,
    This,
    These,
    Who,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    Unknown,
    One,
    Many,
}

/// What sort of thing is meant, as far as the words show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Unknown,
    Person,
    /// Persons together: `troops`, `residents`.
    People,
    Body,
    Place,
    Thing,
}

/// Every phrase of the text, by first byte, outer ones first.
pub(crate) fn find_phrases(text: &str, sentences: &Sentences, names: &[Named]) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut next_name = 0;
    for (nth, sentence) in sentences.sentences.iter().enumerate() {
        let end = next_name + names[next_name..].partition_point(|name| name.first < sentence.last_token);
        let mut reader = Reader::new(text, sentences, nth as u32, sentence, names, next_name..end);
        reader.find(&mut found);
        next_name = end;
    }
    found
}

/// So many words before a title still belong to it: `North Korea's newly appointed …`.
const LONGEST_TITLE: usize = 6;

/// Reads the phrases of one sentence.
struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    nth: u32,
    first_token: u32,
    names: &'a [Named],
    range: std::ops::Range<usize>,
    /// For each token, the first and last token of what hangs on it.
    low: Vec<u32>,
    high: Vec<u32>,
    /// The name that a token lies in.
    name_of: Vec<Option<u32>>,
}

impl<'a> Reader<'a> {
    fn new(
        text: &'a str,
        sentences: &'a Sentences,
        nth: u32,
        sentence: &Sentence,
        names: &'a [Named],
        range: std::ops::Range<usize>,
    ) -> Self {
        let tokens = sentences.tokens_of(sentence);
        let (low, high) = reach_of(tokens);
        let mut name_of = vec![None; tokens.len()];
        for name in range.clone() {
            let Named { first, end, .. } = names[name];
            for slot in &mut name_of[(first - sentence.first_token) as usize..(end - sentence.first_token) as usize] {
                *slot = Some(name as u32);
            }
        }
        Self { text, tokens, nth, first_token: sentence.first_token, names, range, low, high, name_of }
    }

    fn find(&mut self, found: &mut Vec<Phrase>) {
        let before = found.len();
        // A name has one head: the first of its tokens that hangs on a word outside of it.
        let heads: Vec<usize> = self.range.clone().map(|name| self.head_of_name(name)).collect();
        let titles: Vec<Option<(usize, usize)>> = self.range.clone().map(|name| self.title_of(name)).collect();
        for at in 0..self.tokens.len() {
            let name = self.name_of[at];
            // A title is a part of the person's phrase, however the tree has it.
            if name.is_none() && titles.iter().flatten().any(|&(start, end)| (start..end).contains(&at)) {
                continue;
            }
            if let Some(name) = name
                && heads[name as usize - self.range.start] != at
            {
                continue;
            }
            if name.is_none() && !self.may_head(at) {
                continue;
            }
            let (mut low, high) = self.extent(at, name);
            if let Some((start, _)) = name.and_then(|name| titles[name as usize - self.range.start]) {
                low = low.min(
                    self.low[start..at]
                        .iter()
                        .fold(start, |low, &other| low.min(other as usize))
                        .max(start.saturating_sub(LONGEST_TITLE)),
                );
            }
            found.push(self.phrase(at, low, high, name));
            if let Some((low, high)) = self.joined(at, low, high) {
                let mut whole = self.phrase(at, low, high, None);
                (whole.form, whole.number, whole.class) = (Form::Joined, Number::Many, Class::Unknown);
                whole.gender = Gender::Unknown;
                found.push(whole);
            }
        }
        found[before..].sort_by_key(|phrase| (phrase.first, std::cmp::Reverse(phrase.end), phrase.head));
        found.dedup_by_key(|phrase| (phrase.first, phrase.end));
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens[at].span.of(self.text)
    }

    fn dep(&self, at: usize) -> &'static str {
        self.tokens[at].dep.unwrap_or("")
    }

    fn head_of_name(&self, name: usize) -> usize {
        let Named { first, end, .. } = self.names[name];
        let range = (first - self.first_token) as usize..(end - self.first_token) as usize;
        let outside = |at: &usize| self.tokens[*at].head.is_none_or(|head| !range.contains(&(head as usize)));
        range.clone().find(outside).unwrap_or(range.start)
    }

    /// The words for an office or work right before a person's name, as a range that ends where the name begins.
    fn title_of(&self, name: usize) -> Option<(usize, usize)> {
        let Named { first, kind, .. } = self.names[name];
        let end = (first - self.first_token) as usize;
        // `planemaker Boeing`, `opposition party Fatah`: for a body, a common noun that the tree ties to it.
        let body = kind == EntityType::Org;
        if kind != EntityType::Person && !body {
            return None;
        }
        let word_of_office = |at: usize| {
            let word = self.word(at).to_lowercase();
            let known = role(&word).or_else(|| role(word.strip_suffix('.')?));
            self.name_of[at].is_none() && known.is_some()
        };
        let last = end.checked_sub(1).filter(|&at| word_of_office(at) && self.tokens[at].pos != Some("ADJ"))?;
        if body && self.tokens[last].tag != Some("NN") {
            return None;
        }
        let mut start = last;
        while start > 0
            && self.name_of[start - 1].is_none()
            && matches!(self.dep(start - 1), "compound" | "amod" | "flat" | "nmod:desc" | "nmod")
            && matches!(self.tokens[start - 1].pos, Some("NOUN" | "PROPN" | "ADJ"))
        {
            start -= 1;
        }
        // `my friend Andrea` is two phrases, the second an apposition.
        let word = self.word(last).to_lowercase();
        let title = role(&word).is_some_and(|role| role.kind == RoleKind::Title) || word.ends_with('.');
        let owned = start.checked_sub(1).is_some_and(|at| matches!(self.tokens[at].pos, Some("DET" | "PRON")));
        if owned && !title {
            return None;
        }
        Some((start, end))
    }

    fn may_head(&self, at: usize) -> bool {
        let dep = self.dep(at);
        match self.tokens[at].pos {
            Some("NOUN" | "PROPN") => !matches!(dep, "flat" | "fixed" | "goeswith" | "case"),
            Some("PRON") => !matches!(dep, "fixed" | "goeswith" | "expl" | "case"),
            Some("NUM") => {
                let year = self.word(at).len() == 4 && self.word(at).bytes().all(|byte| byte.is_ascii_digit());
                year || !matches!(dep, "nummod" | "compound" | "flat" | "advmod" | "case")
            }
            Some("DET") => matches!(dep, "nsubj" | "nsubj:pass" | "obj" | "obl" | "nmod" | "conj" | "iobj"),
            _ => false,
        }
    }

    /// First and last token of the phrase with this head.
    fn extent(&self, head: usize, name: Option<u32>) -> (usize, usize) {
        let (mut low, mut high) = (head, head);
        let compound = matches!(self.dep(head), "compound" | "flat");
        // What stands before a copula belongs to its clause; what hangs right of a second member belongs to both or to that one.
        let mut from = 0;
        let mut to = self.tokens.len();
        for (at, token) in self.tokens.iter().enumerate() {
            if token.head != Some(head as u32) {
                continue;
            }
            match token.dep {
                Some("cop" | "aux") if at < head => from = at + 1,
                Some("conj" | "cc" | "parataxis" | "appos" | "list") if at > head => to = to.min(at),
                _ => {}
            }
        }
        for (at, token) in self.tokens.iter().enumerate() {
            if token.head != Some(head as u32) || at < from || at >= to {
                continue;
            }
            // What a comma sets off tells more of it, and is not a part of its name: but for a clause, or a larger place.
            let set_off = at > head && (self.low[at] as usize).checked_sub(1).is_some_and(|at| self.word(at) == ",");
            let belongs = match token.dep.unwrap_or("") {
                "det" | "det:predet" | "nmod:poss" | "nmod:desc" | "amod" | "nummod" | "compound" | "flat"
                | "fixed" | "goeswith" | "acl:relcl" => true,
                "nmod" | "acl" => !set_off,
                "nmod:unmarked" | "nmod:npmod" | "nmod:tmod" => at < head || set_off && token.pos == Some("PROPN"),
                // `about 20 people`, `the most senior official`, and not `only its ruins`.
                "advmod" => at < head && from == 0 && (at + 1..head).any(|next| self.tokens[next].pos == Some("NUM")),
                _ => false,
            };
            if belongs && !(compound && at > head) {
                low = low.min((self.low[at] as usize).max(from));
                high = high.max((self.high[at] as usize).min(to.saturating_sub(1)));
            }
        }
        if let Some(name) = name {
            let Named { first, end, .. } = self.names[name as usize];
            low = low.min((first - self.first_token) as usize);
            high = high.max((end - self.first_token) as usize - 1);
        }
        // Marks at the ends are no part of it.
        while high > head && self.is_mark(high) {
            high -= 1;
        }
        while low < head && (self.is_mark(low) || self.tokens[low].dep == Some("case")) {
            low += 1;
        }
        (low, self.closed(low, high))
    }

    /// The end with a bracket or quotation mark that closes what was opened within.
    fn closed(&self, low: usize, high: usize) -> usize {
        let Some(next) = self.tokens.get(high + 1).map(|_| self.word(high + 1)) else { return high };
        let open = |one: &str, other: &str| {
            let count = |mark: &str| (low..=high).filter(|&at| self.word(at) == mark).count();
            if one == other { count(one) % 2 == 1 } else { count(one) > count(other) }
        };
        let closes = match next {
            ")" => open("(", ")"),
            "]" => open("[", "]"),
            "”" => open("“", "”"),
            "\"" => open("\"", "\""),
            _ => false,
        };
        high + usize::from(closes)
    }

    fn is_mark(&self, at: usize) -> bool {
        self.tokens[at].pos == Some("PUNCT") || matches!(self.dep(at), "cc" | "punct")
    }

    /// The whole of a noun and those joined to it.
    fn joined(&self, head: usize, low: usize, high: usize) -> Option<(usize, usize)> {
        let mut end = high;
        for (at, token) in self.tokens.iter().enumerate().skip(head + 1) {
            let noun = matches!(token.pos, Some("NOUN" | "PROPN" | "PRON"));
            if token.head == Some(head as u32) && token.dep == Some("conj") && noun {
                end = end.max(self.extent(at, self.name_of[at]).1);
            }
        }
        (end > high).then_some((low, end))
    }

    fn phrase(&self, head: usize, low: usize, high: usize, name: Option<u32>) -> Phrase {
        let token = &self.tokens[head];
        let word = self.word(head).to_lowercase();
        let pronoun = (token.pos == Some("PRON") || high == low && token.pos == Some("DET"))
            .then(|| pronoun(&word))
            .filter(|_| name.is_none());
        let form = match (pronoun, name) {
            (Some((pronoun, ..)), _) => Form::Pronoun(pronoun),
            (None, Some(_)) => Form::Name,
            (None, None) if token.pos == Some("PROPN") => Form::Name,
            (None, None) => self.outer_form(low, head),
        };
        let role = name.is_none().then(|| role(&word)).flatten();
        let class = match (pronoun, name.map(|name| &self.names[name as usize])) {
            (Some((which, ..)), _) => match which {
                Pronoun::I | Pronoun::You | Pronoun::He | Pronoun::She | Pronoun::Who => Class::Person,
                Pronoun::We => Class::People,
                _ => Class::Unknown,
            },
            (None, Some(name)) => match name.kind {
                EntityType::Person => Class::Person,
                EntityType::Org => Class::Body,
                EntityType::Place | EntityType::Country => Class::Place,
                EntityType::Group => Class::People,
                _ => Class::Thing,
            },
            (None, None) => match role.map(|role| role.kind) {
                Some(RoleKind::Title | RoleKind::Role) => Class::Person,
                Some(RoleKind::Group) => Class::People,
                Some(RoleKind::Body) => Class::Body,
                Some(RoleKind::Modifier) | None => Class::Thing,
            },
        };
        let number = match (pronoun, token.tag) {
            (Some((_, number, _)), _) => number,
            (None, Some("NNS" | "NNPS")) => Number::Many,
            (None, Some("NN" | "NNP")) if role.is_some_and(|role| role.many) => Number::Many,
            (None, Some("NN" | "NNP")) => Number::One,
            _ => Number::Unknown,
        };
        let gender = match pronoun {
            Some((.., gender)) => gender,
            None if class == Class::Person => self.gender(low, high, name, role.map(|role| role.gender)),
            None if class == Class::Thing || class == Class::Body || class == Class::Place => Gender::Neither,
            None => Gender::Unknown,
        };
        Phrase {
            span: Span { start: self.tokens[low].span.start, end: self.tokens[high].span.end },
            sentence: self.nth,
            first: self.first_token + low as u32,
            end: self.first_token + high as u32 + 1,
            head: self.first_token + head as u32,
            form,
            number,
            gender,
            class,
            name,
        }
    }

    fn gender(&self, low: usize, high: usize, name: Option<u32>, role: Option<Gender>) -> Gender {
        if let Some(gender) = role.filter(|gender| *gender != Gender::Unknown) {
            return gender;
        }
        let title = (low..=high).find_map(|at| match self.word(at) {
            "Mr." | "Mr" | "Sir" | "Lord" | "King" | "Prince" => Some(Gender::Male),
            "Mrs." | "Mrs" | "Ms." | "Ms" | "Miss" | "Lady" | "Queen" | "Princess" | "Dame" => Some(Gender::Female),
            word => {
                let found = role_of(word).map(|role| role.gender)?;
                (found != Gender::Unknown && self.name_of[at].is_none()).then_some(found)
            }
        });
        let given = || {
            let Named { span, .. } = self.names[name? as usize];
            given_name_gender(span.of(self.text).split([' ', '-']).next()?)
        };
        title.or_else(given).unwrap_or(Gender::Person)
    }

    fn outer_form(&self, low: usize, head: usize) -> Form {
        let owned = (low..head).any(|at| self.dep(at) == "nmod:poss" && self.tokens[at].head == Some(head as u32));
        match self.word(low).to_ascii_lowercase().as_str() {
            "the" | "this" | "that" | "these" | "those" | "both" => Form::Definite,
            _ if owned => Form::Possessed,
            "a" | "an" | "some" | "any" | "no" | "every" | "each" | "another" | "several" | "many" | "few" => {
                Form::Indefinite
            }
            _ => Form::Bare,
        }
    }
}

fn role_of(word: &str) -> Option<&'static crate::knowledge::Role> {
    role(&word.to_lowercase())
}

fn pronoun(word: &str) -> (Pronoun, Number, Gender) {
    use {Gender as G, Number as N, Pronoun as P};
    match word {
        "i" | "me" | "my" | "mine" | "myself" => (P::I, N::One, G::Person),
        "we" | "us" | "our" | "ours" | "ourselves" => (P::We, N::Many, G::Person),
        "you" | "your" | "yours" | "yourself" | "yourselves" => (P::You, N::Unknown, G::Person),
        "he" | "him" | "his" | "himself" => (P::He, N::One, G::Male),
        "she" | "her" | "hers" | "herself" => (P::She, N::One, G::Female),
        "it" | "its" | "itself" => (P::It, N::One, G::Neither),
        "they" | "them" | "their" | "theirs" | "themselves" => (P::They, N::Many, G::Unknown),
        "this" | "that" => (P::This, N::One, G::Neither),
        "these" | "those" => (P::These, N::Many, G::Unknown),
        "who" | "whom" | "whose" => (P::Who, N::Unknown, G::Person),
        _ => (P::Other, N::Unknown, G::Unknown),
    }
}
