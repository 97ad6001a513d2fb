//! Which phrases of an article speak of the same thing: each phrase in turn is joined to an earlier one or begins anew,
//! by the highest score of a linear model over features of the two.
//!
//! The model ranks antecedents as Durrett and Klein (2013, "Easy Victories and Uphill Battles in Coreference Resolution") do: few
//! kinds of surface features, each also in conjunction with the forms of the two phrases. Names were joined by their own rules
//! before; a phrase never joins a chain that has another name.

use super::describe::{Description, Scene, tokens_of};
use super::phrases::{Class, Form, Number, Phrase, Pronoun};
use crate::document::{Entity, EntityType, Token};
use crate::knowledge::Gender;
use crate::text::letters_key;
use std::collections::HashMap;

/// Weights lie at the hashes of features, cut to so many bits.
const BITS: u32 = 18;
/// No phrase looks further back than over so many others, but for words alike.
const NEAR: usize = 48;
const ALIKE: usize = 12;

/// A phrase as its features see it.
struct Side {
    form: u64,
    head: u64,
    text: u64,
    first: u64,
    dep: u64,
    governor: u64,
    /// Absolute index of the governor's token; `u32::MAX` at a root.
    governor_at: u32,
    class: u64,
    number: Number,
    gender: Gender,
    quoted: bool,
    words: u64,
    /// Hashes of the content words.
    content: Vec<u64>,
    pronoun: bool,
    proper: bool,
}

/// What the model chooses between for one phrase, for its learner.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Index of the earlier phrase; `None` for beginning anew.
    pub antecedent: Option<u32>,
    /// Where its weights lie.
    pub features: Vec<u32>,
}

/// For each phrase the first earlier phrase of its chain that it was joined to.
pub(super) struct Links<'a> {
    scene: Scene<'a>,
    weights: &'a [u8],
    phrases: &'a [Phrase],
    /// The entity of each phrase that has a name.
    entities: &'a [Option<u32>],
    said: &'a [Description],
    sides: Vec<Side>,
    alike: HashMap<u64, Vec<u32>>,
    /// The chain that a phrase is in, as its first phrase; and the entity of a chain.
    chain: Vec<u32>,
    chain_entity: HashMap<u32, u32>,
    /// How often each text was seen up to here.
    seen: HashMap<u64, u32>,
    /// The last phrase of each entity.
    last_of: HashMap<u32, u32>,
    /// The persons who were named with an office, and those who lead a state.
    holders: HashMap<String, Vec<u32>>,
    known: &'a [Entity],
}

impl<'a> Links<'a> {
    pub(super) fn new(
        scene: Scene<'a>,
        weights: &'a [u8],
        phrases: &'a [Phrase],
        entities: &'a [Option<u32>],
        said: &'a [Description],
        known: &'a [Entity],
    ) -> Self {
        let quoted = quoted(scene);
        let sides = phrases.iter().map(|phrase| side(scene, phrase, &quoted)).collect();
        Self {
            scene,
            weights,
            phrases,
            entities,
            said,
            sides,
            alike: HashMap::new(),
            chain: (0..phrases.len() as u32).collect(),
            chain_entity: HashMap::new(),
            seen: HashMap::new(),
            last_of: HashMap::new(),
            holders: HashMap::new(),
            known,
        }
    }

    /// The chain of each phrase, named by its first phrase.
    pub(super) fn find(mut self) -> Vec<u32> {
        let mut features = Vec::new();
        for at in 0..self.phrases.len() {
            let link = match self.ruled(at) {
                Some(link) => link,
                None => self.best(at, &mut features),
            };
            self.settle(at, link);
        }
        self.chain
    }

    /// Every choice that is the model's, with its features; the teacher says for each phrase which antecedent is right.
    pub(super) fn choices(mut self, right: impl Fn(usize, usize) -> bool) -> Vec<Vec<Choice>> {
        let mut all = Vec::new();
        for at in 0..self.phrases.len() {
            let mut choices = Vec::new();
            if self.ruled(at).is_none() {
                let mut features = Vec::new();
                self.features_of_new(at, &mut features);
                choices.push(Choice { antecedent: None, features });
                for before in self.candidates(at) {
                    let mut features = Vec::new();
                    self.features_of_pair(at, before, &mut features);
                    choices.push(Choice { antecedent: Some(before as u32), features });
                }
            }
            // The learner sees the text as if all before had been read rightly.
            let link = self.ruled(at).unwrap_or_else(|| (0..at).rev().find(|&before| right(at, before)));
            self.settle(at, link);
            all.push(choices);
        }
        all
    }

    /// What is no matter of the model: a name again, or the office of one person who was named with it.
    fn ruled(&self, at: usize) -> Option<Option<usize>> {
        let entity = self.entities[at].or_else(|| self.holder(at))?;
        self.last_of.get(&entity).map(|&before| Some(before as usize))
    }

    /// The one person of the text whom `the spokeswoman`, `the Danish leader` can mean.
    fn holder(&self, at: usize) -> Option<u32> {
        let (phrase, said) = (&self.phrases[at], &self.said[at]);
        let definite = phrase.form == Form::Definite || phrase.form == Form::Possessed && said.country.is_some();
        if !definite || phrase.class != Class::Person || phrase.number != Number::One {
            return None;
        }
        let office = self.office(at)?;
        let fits = |entity: &u32| {
            let country = self.known[*entity as usize].country.as_deref();
            said.country.is_none_or(|code| country == Some(code))
        };
        let last = |entity: &u32| self.last_of.get(entity).copied().unwrap_or(0);
        let genders = |entity: &u32| {
            !matches!(
                (phrase.gender, self.phrases[last(entity) as usize].gender),
                (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male)
            )
        };
        let led = said.country.filter(|_| office == "leader").map(led_by);
        let named = self.holders.get(&office).into_iter().chain(led.and_then(|key| self.holders.get(&key))).flatten();
        let mut holders: Vec<u32> = named.copied().filter(|entity| fits(entity) && genders(entity)).take(3).collect();
        holders.dedup();
        match holders.len() {
            1 => holders.pop(),
            _ => None,
        }
    }

    /// The last word of a phrase's title or noun, the same for men and women.
    fn office(&self, at: usize) -> Option<String> {
        let (first, end) = self.said[at].term;
        let word = self.scene.sentences.tokens.get((end as usize).checked_sub(1).filter(|_| end > first)?)?;
        let word = word.span.of(self.scene.text).to_lowercase();
        let stem = ["woman", "person", "man"]
            .iter()
            .find_map(|ending| word.strip_suffix(ending))
            .filter(|stem| stem.len() > 3);
        Some(stem.unwrap_or(&word).to_owned())
    }

    fn best(&self, at: usize, features: &mut Vec<u32>) -> Option<usize> {
        features.clear();
        self.features_of_new(at, features);
        let mut best = (score(self.weights, features), None);
        for before in self.candidates(at) {
            features.clear();
            self.features_of_pair(at, before, features);
            let found = score(self.weights, features);
            if found > best.0 {
                best = (found, Some(before));
            }
        }
        best.1
    }

    fn settle(&mut self, at: usize, link: Option<usize>) {
        if let Some(before) = link {
            self.chain[at] = self.chain[before];
        }
        if let Some(entity) = self.entities[at] {
            self.chain_entity.entry(self.chain[at]).or_insert(entity);
            self.last_of.insert(entity, at as u32);
            let person = &self.known[entity as usize];
            if person.kind == EntityType::Person {
                let leads = person.country.as_deref().filter(|_| person.sector.as_deref() == Some("GOV")).map(led_by);
                for key in self.office(at).into_iter().chain(leads) {
                    let holders = self.holders.entry(key).or_default();
                    if !holders.contains(&entity) {
                        holders.push(entity);
                    }
                }
            }
        }
        let side = &self.sides[at];
        if !side.pronoun {
            let (head, text) = (side.head, side.text);
            self.alike.entry(head).or_default().push(at as u32);
            *self.seen.entry(text).or_insert(0) += 1;
        }
    }

    /// Earlier phrases that may be meant, the nearest first.
    fn candidates(&self, at: usize) -> Vec<usize> {
        let phrase = &self.phrases[at];
        let near = at.saturating_sub(if self.sides[at].pronoun { NEAR / 2 } else { NEAR });
        let mut found: Vec<usize> = (near..at).rev().filter(|&before| self.may_join(at, before)).collect();
        if !self.sides[at].pronoun
            && let Some(alike) = self.alike.get(&self.sides[at].head)
        {
            let far = alike.iter().rev().map(|&before| before as usize).filter(|&before| before < near);
            found.extend(far.take(ALIKE).filter(|&before| self.may_join(at, before)));
        }
        debug_assert!(found.iter().all(|&before| self.phrases[before].span.start <= phrase.span.start));
        found
    }

    fn may_join(&self, at: usize, before: usize) -> bool {
        let (one, other) = (&self.phrases[at], &self.phrases[before]);
        let apart = one.end <= other.first || other.end <= one.first;
        let joined = matches!((one.form, other.form), (Form::Joined, Form::Name) | (Form::Name, Form::Joined));
        let apart = apart && !joined;
        let named = self.entities[at].zip(self.chain_entity.get(&self.chain[before]).copied());
        let agree = named.is_none_or(|(own, its)| own == its);
        let numbers = !matches!((one.number, other.number), (Number::One, Number::Many) | (Number::Many, Number::One))
            || one.class == Class::Body
            || other.class == Class::Body
            || other.class == Class::Place
            || self.sides[at].form == self.sides[before].form && !self.sides[at].pronoun;
        let genders = !matches!(
            (one.gender, other.gender),
            (Gender::Male, Gender::Female | Gender::Neither)
                | (Gender::Female, Gender::Male | Gender::Neither)
                | (Gender::Neither, Gender::Male | Gender::Female)
        );
        let persons = !self.sides[at].pronoun || self.pronouns_agree(at, before);
        apart && agree && numbers && genders && persons
    }

    /// `I` and `he` never are one outside of quotations.
    fn pronouns_agree(&self, at: usize, before: usize) -> bool {
        let (Form::Pronoun(one), Form::Pronoun(other)) = (self.phrases[at].form, self.phrases[before].form) else {
            return true;
        };
        let first = |p: Pronoun| matches!(p, Pronoun::I | Pronoun::We | Pronoun::You);
        let third = |p: Pronoun| matches!(p, Pronoun::He | Pronoun::She | Pronoun::It | Pronoun::They);
        let same_quotation = self.sides[at].quoted == self.sides[before].quoted;
        !(same_quotation && (first(one) && third(other) || third(one) && first(other)))
            && !(third(one) && third(other) && one != other)
    }

    fn features_of_new(&self, at: usize, out: &mut Vec<u32>) {
        let (phrase, side) = (&self.phrases[at], &self.sides[at]);
        let mut add = |id: u64, value: u64| {
            let base = mix(id, value);
            out.push(place(base));
            out.push(place(mix(base, side.form)));
        };
        let seen = self.seen.get(&side.text).copied().unwrap_or(0).min(3);
        let head_seen = self.alike.get(&side.head).map_or(0, |list| list.len().min(3));
        let last = self.scene.sentences.tokens.get(phrase.end as usize);
        let before = (phrase.first as usize).checked_sub(1).map(|at| &self.scene.sentences.tokens[at]);
        let word = |token: Option<&Token>| token.map_or(0, |token| hash(token.span.of(self.scene.text)));
        add(100, 0);
        add(101, side.head);
        add(102, side.first);
        add(103, side.dep);
        add(104, side.governor);
        add(105, side.words);
        add(106, side.class);
        add(107, side.number as u64);
        add(108, u64::from(seen));
        add(109, head_seen as u64);
        add(110, word(before));
        add(111, word(last));
        add(112, mix(side.dep, side.governor));
        add(113, u64::from(phrase.sentence == 0));
        add(114, u64::from(side.quoted));
        add(115, mix(side.first, u64::from(phrase.end - phrase.head > 1)));
        add(116, mix(side.first, head_seen as u64));
        add(117, mix(side.first, u64::from(seen)));
        add(118, u64::from(at < 4));
        add(119, u64::from(self.entities[at].is_some()));
    }

    fn features_of_pair(&self, at: usize, before: usize, out: &mut Vec<u32>) {
        let (one, two) = (&self.sides[at], &self.sides[before]);
        let (p, q) = (&self.phrases[at], &self.phrases[before]);
        let forms = mix(one.form, two.form);
        let mut add = |id: u64, value: u64| {
            let base = mix(id, value);
            out.push(place(mix(base, one.form)));
            out.push(place(mix(base, forms)));
        };
        let sentences = u64::from(p.sentence - q.sentence);
        let same_text = one.text == two.text;
        let same_head = one.head == two.head;
        let shared = one.content.iter().filter(|word| two.content.contains(word)).count() as u64;
        let extra = one.content.len() as u64 - shared;
        let number = mix(one.number as u64, two.number as u64);
        let gender = mix(one.gender as u64, two.gender as u64);
        let count = u64::from(self.seen.get(&two.text).copied().unwrap_or(0).min(4));
        let described = self.described(at, before);
        add(1, bucket(sentences));
        add(2, bucket((at - before) as u64));
        add(3, u64::from(same_text));
        add(4, mix(u64::from(same_head), extra.min(2)));
        add(5, mix(shared.min(3), u64::from(one.proper && two.proper)));
        add(6, gender);
        add(7, number);
        add(8, mix(one.class, two.class));
        add(9, mix(one.dep, two.dep));
        add(10, mix(u64::from(one.governor_at == two.governor_at), u64::from(sentences == 0)));
        add(11, mix(one.head, two.head));
        add(12, two.head);
        add(13, two.first);
        add(14, mix(u64::from(one.quoted), u64::from(two.quoted)));
        add(15, two.words);
        add(16, mix(self.tied(at, before), 0));
        add(17, count);
        add(18, mix(u64::from(one.governor == two.governor && one.governor != 0), u64::from(one.dep == two.dep)));
        add(19, mix(bucket(sentences), two.dep));
        add(20, mix(two.class, mix(gender, number)));
        add(21, described);
        add(22, mix(u64::from(same_head), mix(one.first, bucket(sentences))));
        add(23, u64::from(self.entities[before].is_some()));
        add(24, mix(one.governor, one.dep) & mix(0, two.class));
        add(25, mix(one.head, two.class));
        add(26, mix(bucket(sentences), bucket((at - before) as u64)));
        let chain_named = self.chain_entity.contains_key(&self.chain[before]);
        add(27, mix(u64::from(chain_named), u64::from(self.chain[before] != before as u32)));
        add(28, mix(u64::from(two.pronoun), bucket(sentences)));
    }

    /// How the tree ties the two: 1 apposition, 2 predicate and subject, 3 one within the other's clause.
    fn tied(&self, at: usize, before: usize) -> u64 {
        let tokens = &self.scene.sentences.tokens;
        let (p, q) = (&self.phrases[at], &self.phrases[before]);
        if p.sentence != q.sentence {
            return 0;
        }
        let (p_up, q_up) = (self.sides[at].governor_at, self.sides[before].governor_at);
        if p_up == q.head {
            match tokens[p.head as usize].dep {
                Some("appos") => 1,
                Some("nmod:poss") => 4,
                Some("conj") => 5,
                Some("parataxis" | "list" | "dep") => 6,
                _ => 7,
            }
        } else if q_up == p.head {
            match tokens[q.head as usize].dep {
                Some("nsubj" | "nsubj:outer") => 2,
                Some("nmod:poss") => 8,
                _ => 9,
            }
        } else if p_up == q_up {
            3
        } else {
            0
        }
    }

    /// Whether the words of both tell the same country and sector (1 country, 2 sector, 3 both), or other ones (4).
    fn described(&self, at: usize, before: usize) -> u64 {
        let (one, two) = (&self.said[at], &self.said[before]);
        let same = |one: Option<&str>, two: Option<&str>| one.zip(two).map(|(one, two)| one == two);
        match (same(one.country, two.country), same(one.sector, two.sector)) {
            (Some(false), _) => 4,
            (Some(true), Some(true)) => 3,
            (Some(true), _) => 1,
            (None, Some(true)) => 2,
            (None, Some(false)) => 5,
            (None, None) => 0,
        }
    }
}

/// The key of those who lead a state.
fn led_by(country: &str) -> String {
    format!("leader of {country}")
}

fn bucket(n: u64) -> u64 {
    match n {
        0..=4 => n,
        5..=7 => 5,
        8..=12 => 6,
        13..=24 => 7,
        25..=48 => 8,
        _ => 9,
    }
}

/// For each token, whether it stands in a quotation.
fn quoted(scene: Scene<'_>) -> Vec<bool> {
    let mut open = false;
    let mut last = 0;
    let mut all = Vec::with_capacity(scene.sentences.tokens.len());
    for token in &scene.sentences.tokens {
        // A paragraph ends what was left open.
        if scene.text[last..token.span.start as usize].contains('\n') {
            open = false;
        }
        last = token.span.end as usize;
        match token.span.of(scene.text) {
            "“" | "``" => open = true,
            "”" | "''" => open = false,
            "\"" => open = !open,
            _ => {}
        }
        all.push(open);
    }
    all
}

fn side(scene: Scene<'_>, phrase: &Phrase, quoted: &[bool]) -> Side {
    let tokens = &scene.sentences.tokens;
    let sentence = &scene.sentences.sentences[phrase.sentence as usize];
    let head = &tokens[phrase.head as usize];
    let lemma = |token: &Token| hash(&token.lemma.of(token.span.of(scene.text)).to_lowercase());
    let governor_at = head.head.map_or(u32::MAX, |up| sentence.first_token + up);
    let pronoun = matches!(phrase.form, Form::Pronoun(_));
    let content = tokens_of(scene.sentences, phrase)
        .iter()
        .filter(|token| matches!(token.pos, Some("NOUN" | "PROPN" | "ADJ" | "NUM")))
        .take(12)
        .map(lemma)
        .collect();
    let words = tokens_of(scene.sentences, phrase);
    let stripped = words.iter().skip_while(|token| token.pos == Some("DET")).map(|token| token.span.of(scene.text));
    let form = match phrase.form {
        Form::Pronoun(which) => 16 + which as u64,
        Form::Name => 1 + 32 * phrase.class as u64,
        Form::Definite => 2,
        Form::Possessed => 3,
        Form::Indefinite => 4,
        Form::Bare => 5,
        Form::Joined => 6,
    };
    let head_word = match phrase.name {
        // A name's head is all of it, so that two towns called New … do not look alike.
        Some(name) => hash(&letters_key(scene.names[name as usize].span.of(scene.text))),
        None if pronoun => hash(&head.span.of(scene.text).to_lowercase()),
        None => lemma(head),
    };
    Side {
        form,
        head: head_word,
        text: stripped.fold(7, |sum, word| mix(sum, hash(&word.to_lowercase()))),
        first: hash(&words[0].span.of(scene.text).to_lowercase()),
        dep: hash(head.dep.unwrap_or("")),
        governor: if governor_at == u32::MAX { 0 } else { lemma(&tokens[governor_at as usize]) },
        governor_at,
        class: phrase.class as u64,
        number: phrase.number,
        gender: phrase.gender,
        quoted: quoted[phrase.head as usize],
        words: bucket(u64::from(phrase.end - phrase.first)),
        content,
        pronoun,
        proper: phrase.form == Form::Name,
    }
}

fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn mix(one: u64, two: u64) -> u64 {
    let sum = (one.rotate_left(23) ^ two).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    sum ^ (sum >> 29)
}

fn place(feature: u64) -> u32 {
    (feature.wrapping_mul(0xd6e8_feb8_6659_fd93) >> (64 - BITS)) as u32
}

/// The sum of the weights, in steps of the model's scale.
fn score(weights: &[u8], features: &[u32]) -> i32 {
    features.iter().map(|&at| i32::from(weights.get(at as usize).copied().unwrap_or(0).cast_signed())).sum()
}
