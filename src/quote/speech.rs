//! Who says what by the tree: verbs of saying with their subjects, and what they govern.

use super::cues::{Rule, cues_of};
use crate::document::{Sentence, Sentences, Token, reach_of};
use crate::text::Span;

/// Something said, as the tree has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) content: Span,
    pub(super) voice: Voice,
    pub(super) rule: &'static Rule,
}

/// A cue and whoever it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice {
    pub(super) cue: Span,
    pub(super) speaker: Option<Span>,
    /// The head noun of the speaker.
    pub(super) head: Option<Span>,
    /// To whom it is told.
    pub(super) told: Option<Span>,
    /// It may bring in marked words.
    pub(super) quotes: bool,
}

/// All cues of a text with their speakers, and what the tree says that they bring in, both in text order.
pub(super) fn read_speech(
    text: &str,
    sentences: &Sentences,
    in_marks: impl Fn(Span) -> bool,
) -> (Vec<Voice>, Vec<Said>) {
    let (mut voices, mut all) = (Vec::new(), Vec::new());
    for sentence in &sentences.sentences {
        let reader = Reader::new(text, sentences, sentence);
        for at in 0..reader.tokens.len() {
            let token = &reader.tokens[at];
            if in_marks(token.span) {
                continue;
            }
            if reader.word(at).eq_ignore_ascii_case("according") {
                if let Some(said) = reader.according(at) {
                    voices.push(said.voice);
                    all.push(said);
                }
                continue;
            }
            if token.pos == Some("NOUN") {
                if let Some(said) = reader.noun_cue(at) {
                    all.push(said);
                }
                continue;
            }
            if !matches!(token.pos, Some("VERB" | "AUX")) {
                continue;
            }
            let rules = cues_of(&reader.lemma(at));
            if rules.is_empty() {
                continue;
            }
            let voice = reader.voice(at, rules);
            voices.push(voice);
            let found = rules.iter().find_map(|rule| Some((reader.content(at, rule)?, *rule)));
            if let Some((content, rule)) = found {
                all.push(Said { content, voice, rule });
            }
        }
    }
    (voices, all)
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    low: Vec<u32>,
    high: Vec<u32>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, sentences: &'a Sentences, sentence: &Sentence) -> Self {
        let tokens = sentences.tokens_of(sentence);
        let (low, high) = reach_of(tokens);
        Self { text, tokens, low, high }
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens[at].span.of(self.text)
    }

    fn lemma(&self, at: usize) -> String {
        self.tokens[at].lemma.of(self.word(at)).to_lowercase()
    }

    fn dep(&self, at: usize) -> &'static str {
        self.tokens[at].dep.unwrap_or("")
    }

    fn head(&self, at: usize) -> Option<usize> {
        self.tokens[at].head.map(|head| head as usize)
    }

    fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(move |&at| self.tokens[at].head == Some(head as u32))
    }

    fn child(&self, head: usize, deps: &[&str]) -> Option<usize> {
        self.children(head).find(|&at| deps.contains(&self.dep(at)))
    }

    fn voice(&self, at: usize, rules: &[&'static Rule]) -> Voice {
        let speaker = self.subject(at, 4);
        let told = self
            .child(at, &["obj", "iobj"])
            .filter(|_| matches!(self.lemma(at).as_str(), "tell" | "inform" | "remind"));
        Voice {
            cue: self.tokens[at].span,
            speaker: speaker.map(|noun| self.noun_phrase(noun)),
            head: speaker.map(|noun| self.tokens[noun].span),
            told: told.map(|noun| self.noun_phrase(noun)),
            quotes: rules.iter().any(|rule| rule.takes("quotation")),
        }
    }

    /// Whoever does what a verb says; a participle's or infinitive's is that of the verb above.
    fn subject(&self, verb: usize, depth: usize) -> Option<usize> {
        if let Some(noun) = self.child(verb, &["nsubj", "nsubj:outer"]) {
            let relative = matches!(self.word(noun).to_ascii_lowercase().as_str(), "who" | "which" | "that");
            return if relative && self.dep(verb) == "acl:relcl" { self.head(verb) } else { Some(noun) };
        }
        // `was said by`
        let agent = self.children(verb).find(|&at| {
            matches!(self.dep(at), "obl" | "obl:agent")
                && self.children(at).any(|case| self.dep(case) == "case" && self.word(case) == "by")
        });
        if self.child(verb, &["aux:pass", "nsubj:pass"]).is_some() {
            return agent;
        }
        let above = self.head(verb)?;
        match self.dep(verb) {
            "conj" | "advcl" | "xcomp" | "parataxis" | "ccomp" if depth > 0 => self.subject(above, depth - 1),
            "acl" if matches!(self.tokens[above].pos, Some("NOUN" | "PROPN")) => Some(above),
            _ => None,
        }
    }

    /// A noun with what tells which one it is, without clauses and appositions.
    fn noun_phrase(&self, noun: usize) -> Span {
        let (mut low, mut high) = (noun, noun);
        for at in self.children(noun) {
            let belongs = match self.dep(at) {
                "det" | "amod" | "compound" | "flat" | "nummod" | "nmod:poss" | "nmod:desc" => true,
                "nmod" => at > noun && !self.is_comma(self.low[at] as usize),
                _ => false,
            };
            if belongs {
                low = low.min(self.low[at] as usize);
                high = high.max(self.high[at] as usize);
            }
        }
        self.span(low, high)
    }

    fn is_comma(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.word(before) == ",")
    }

    fn span(&self, low: usize, high: usize) -> Span {
        Span { start: self.tokens[low].span.start, end: self.tokens[high].span.end }
    }

    /// A stretch of tokens without the marks at its ends; quotation marks stay.
    fn trimmed(&self, mut low: usize, mut high: usize) -> Option<Span> {
        let mark = |at: usize| {
            self.tokens[at].pos == Some("PUNCT")
                && !self.word(at).contains(['"', '“', '”', '«', '»', '’', '‘', '\'', ')', '('])
        };
        while low < high && mark(low) {
            low += 1;
        }
        while high > low && mark(high) {
            high -= 1;
        }
        (high > low).then(|| self.span(low, high))
    }

    fn content(&self, at: usize, rule: &Rule) -> Option<Span> {
        let noun = |at: usize| matches!(self.tokens[at].pos, Some("NOUN" | "PROPN" | "NUM" | "ADJ"));
        let has_object = || self.child(at, &["obj", "iobj"]);
        if rule.takes("clause")
            && let Some(clause) = self
                .children(at)
                .filter(|&child| self.dep(child) == "ccomp")
                .max_by_key(|&child| self.high[child] - self.low[child])
            && let Some(content) = self.beside(at, clause)
        {
            return Some(content);
        }
        if rule.takes("fronted")
            && self.dep(at) == "parataxis"
            && let Some(above) = self.head(at)
            && self.child(at, &["nsubj"]).is_some()
            && let Some(content) = self.beside(at, above)
        {
            return Some(content);
        }
        if rule.takes("infinitive") {
            let object = has_object();
            let order = rule.id == "quote/order";
            let to = |child: &usize| {
                matches!(self.dep(*child), "xcomp" | "ccomp" | "advcl")
                    && self
                        .children(*child)
                        .any(|mark| self.word(mark).eq_ignore_ascii_case("to") && self.dep(mark) == "mark")
            };
            let clause = self.children(at).find(to).filter(|&clause| clause > at && order == object.is_some());
            if let Some(content) =
                clause.and_then(|clause| self.trimmed(self.low[clause] as usize, self.high[clause] as usize))
            {
                return Some(content);
            }
        }
        if rule.takes("object")
            && let Some(object) = has_object().filter(|&object| object > at && noun(object))
        {
            // Without a subject it is nobody's speech.
            self.subject(at, 4)?;
            // `accused him of theft`, `endorsed her for mayor`, `called it a ploy`: what is said of the object belongs to it.
            let more = self.children(at).filter(|&child| {
                child > object
                    && (self.dep(child) == "xcomp"
                        || matches!(self.dep(child), "obl" | "advcl")
                            && self.children(child).any(|case| {
                                matches!(self.word(case), "for" | "as" | "of" | "over" | "with" | "to" | "against")
                                    && case < child
                            }))
            });
            let end = more.fold(self.high[object], |end, child| end.max(self.high[child]));
            return self.trimmed(self.low[object] as usize, end as usize);
        }
        self.children(at).find_map(|child| {
            let case = self.children(child).find(|&case| self.dep(case) == "case" && case > at)?;
            let fits = matches!(self.dep(child), "obl") && rule.takes(&self.word(case).to_ascii_lowercase());
            fits.then(|| self.trimmed(self.low[child] as usize, self.high[child] as usize)).flatten()
        })
    }

    /// All of a clause without the cue and its subject, where these stand at one end of it.
    fn beside(&self, cue: usize, clause: usize) -> Option<Span> {
        let (mut low, mut high) = (self.low[clause] as usize, self.high[clause] as usize);
        if (low..=high).contains(&cue) {
            let (from, to) = (self.low[cue].min(cue as u32) as usize, self.high[cue].max(cue as u32) as usize);
            // A parataxis may reach over what follows it.
            let subject = self.child(cue, &["nsubj"]).unwrap_or(cue);
            let (from, to) = (from.max(low), to.min(high).max(self.high[subject] as usize));
            if from <= low + 1 {
                low = to + 1;
            } else if to + 2 >= high || self.words_between(to, high) < 3 {
                high = from.checked_sub(1)?;
            }
        }
        (low <= high).then(|| self.trimmed(low, high)).flatten()
    }

    fn words_between(&self, from: usize, to: usize) -> usize {
        (from + 1..=to).filter(|&at| self.tokens[at].pos != Some("PUNCT")).count()
    }

    /// `her claim that the river is low`, `a pledge to leave`: a noun for what is said, with what it says.
    fn noun_cue(&self, at: usize) -> Option<Said> {
        let rule = cues_of(&self.lemma(at)).iter().find(|rule| rule.takes("noun"))?;
        let clause = self.children(at).find(|&child| {
            let mark = |word: &str| {
                self.children(child).any(|mark| self.dep(mark) == "mark" && self.word(mark).eq_ignore_ascii_case(word))
            };
            child > at && matches!(self.dep(child), "acl" | "ccomp") && (mark("that") || mark("to"))
        })?;
        let owner = self.child(at, &["nmod:poss"]).or_else(|| {
            // `made a promise to`: the maker's.
            let verb = self.head(at).filter(|&verb| self.dep(at) == "obj" && self.tokens[verb].pos == Some("VERB"))?;
            self.subject(verb, 4)
        });
        let content = self.trimmed(self.low[clause] as usize, self.high[clause] as usize)?;
        let voice = Voice {
            cue: self.tokens[at].span,
            speaker: owner.map(|owner| self.noun_phrase(owner)),
            head: owner.map(|owner| self.tokens[owner].span),
            told: None,
            quotes: false,
        };
        Some(Said { content, voice, rule })
    }

    /// `according to Ana Paz`: what the rest of the clause says.
    fn according(&self, at: usize) -> Option<Said> {
        let rule = *cues_of("accord").first()?;
        let noun = match self.dep(at) {
            "case" | "mark" => self.head(at)?,
            _ => self.child(at, &["obl", "nmod", "obj"])?,
        };
        let (from, to) = (at.min(self.low[noun] as usize), self.high[noun] as usize);
        let mut clause = self.head(noun).filter(|&head| head != at).or_else(|| self.head(at))?;
        // The whole clause that it hangs on, or the sentence.
        while let Some(above) = self.head(clause).filter(|_| self.tokens[clause].pos != Some("VERB")) {
            clause = above;
        }
        let (low, high) = (self.low[clause] as usize, self.high[clause] as usize);
        let content =
            if from <= low + 1 { self.trimmed((to + 1).min(high), high) } else { self.trimmed(low, from - 1) }?;
        let voice = Voice {
            cue: Span { start: self.tokens[at].span.start, end: self.tokens.get(at + 1)?.span.end },
            speaker: Some(self.noun_phrase(noun)),
            head: Some(self.tokens[noun].span),
            told: None,
            quotes: true,
        };
        Some(Said { content, voice, rule })
    }
}
