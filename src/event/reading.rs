//! Which words of a sentence carry an event, each with the ways of saying it that fit, the one that asks for most first.

use super::lexicon::{Item, noun_items, predicates, verb_items};
use super::tree::Tree;

/// A word that carries an event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Core {
    pub(super) word: usize,
    pub(super) item: &'static Item,
    /// The noun that the way of saying it names, or the one that its last preposition introduces.
    pub(super) object: Option<usize>,
    pub(super) noun: bool,
}

impl Core {
    /// Whether the object is part of the words themselves (`open fire`), and nobody that it is done to.
    pub(super) fn takes_object(&self) -> bool {
        !self.item.objects.is_empty()
    }
}

pub(super) fn cores(tree: &Tree<'_>, in_name: impl Fn(usize) -> bool) -> Vec<Core> {
    let mut cores: Vec<Core> = (0..tree.len()).flat_map(|word| verb_cores(tree, word)).collect();
    cores.extend((0..tree.len()).filter(|&word| !in_name(word)).flat_map(|word| noun_cores(tree, word)));
    // `launched an attack` is the attack: a verb that is only light gives way to the noun.
    let nouns: Vec<usize> = cores.iter().filter(|core| core.noun).map(|core| core.word).collect();
    cores.retain(|core| {
        core.noun || core.takes_object() || !is_light(tree, core.word) || !governs(tree, core.word, &nouns)
    });
    cores.sort_by_key(|core| core.word);
    cores
}

/// How many ways of saying it are tried for one word, the one that asks for most first.
const SENSES: usize = 4;

pub(super) fn is_light(tree: &Tree<'_>, word: usize) -> bool {
    let light = |(particle, predicate): &(&str, &super::lexicon::Predicate)| {
        predicate.id == "light" && (particle.is_empty() || particle_of(tree, word, particle).is_some())
    };
    predicates(tree.lemma(word), tree.pos(word)).iter().any(light)
}

fn governs(tree: &Tree<'_>, verb: usize, nouns: &[usize]) -> bool {
    tree.children(verb)
        .any(|child| matches!(tree.dep(child), "obj" | "nsubj:pass") && nouns.contains(&tree.content(child)))
}

/// The word that a particle or preposition of a verb stands with: the particle, or the noun or clause that it introduces.
pub(super) fn particle_of(tree: &Tree<'_>, verb: usize, particle: &str) -> Option<usize> {
    let own = |child: usize| match tree.dep(child) {
        "compound:prt" | "advmod" | "case" => tree.lemma(child) == particle,
        "xcomp" | "amod" if tree.pos(child) == "ADJ" => tree.lemma(child) == particle,
        "obl" | "advcl" | "xcomp" | "ccomp" | "obl:agent" => tree.leads(child, particle) && !tree.is_time(child),
        _ => false,
    };
    let of_object = || {
        // `express concern over`: the parser may hang the phrase on the object.
        let object = tree.child(verb, "obj")?;
        tree.children(object).find(|&child| matches!(tree.dep(child), "nmod" | "acl") && tree.leader(child) == particle)
    };
    tree.children(verb).find(|&child| own(child)).or_else(of_object)
}

/// The object of a verb: its own, the subject of its passive, or the noun that its clause describes.
pub(super) fn object_of(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    if let Some(object) = tree.child(verb, "obj") {
        return Some(object);
    }
    if let Some(subject) = tree.own_subject(verb).filter(|&subject| tree.dep(subject) == "nsubj:pass") {
        return Some(antecedent(tree, subject, verb));
    }
    match tree.dep(verb) {
        "acl" if tree.tag(verb) == "VBN" => tree.head(verb),
        // `Freed by Peru, the rebels went home`
        "advcl" if tree.tag(verb) == "VBN" && is_passive(tree, verb) => {
            let head = tree.head(verb)?;
            let subject = tree.children(head).find(|&child| tree.dep(child).starts_with("nsubj"))?;
            Some(antecedent(tree, subject, head))
        }
        "acl:relcl" => {
            let subject = tree.child(verb, "nsubj")?;
            (antecedent(tree, subject, verb) == subject).then(|| tree.head(verb)).flatten()
        }
        "conj" if tree.child(verb, "nsubj").is_none() => {
            let first = tree.first_conjunct(verb);
            (first != verb && is_passive(tree, first) && tree.tag(verb) == "VBN")
                .then(|| object_of(tree, first))
                .flatten()
        }
        _ => None,
    }
}

/// Who a relative pronoun stands for.
pub(super) fn antecedent(tree: &Tree<'_>, word: usize, verb: usize) -> usize {
    let relative = matches!(tree.lemma(word), "who" | "which" | "that" | "whom" | "whose") && tree.pos(word) == "PRON";
    if !relative {
        return word;
    }
    let first = tree.first_conjunct(verb);
    if tree.dep(first).starts_with("acl") { tree.head(first).unwrap_or(word) } else { word }
}

pub(super) fn is_passive(tree: &Tree<'_>, verb: usize) -> bool {
    if tree.children(verb).any(|child| matches!(tree.dep(child), "aux:pass" | "obl:agent")) {
        return true;
    }
    let perfect = tree.children(verb).any(|child| tree.dep(child) == "aux" && tree.lemma(child) == "have");
    if tree.child(verb, "nsubj:pass").is_some() {
        return !perfect && tree.child(verb, "obj").is_none();
    }
    if tree.tag(verb) != "VBN" || tree.children(verb).any(|child| matches!(tree.dep(child), "aux" | "nsubj" | "obj")) {
        return false;
    }
    match tree.dep(verb) {
        "acl" | "advcl" | "amod" | "xcomp" => true,
        "conj" => tree.head(verb).is_some_and(|head| head < verb && is_passive(tree, head)),
        _ => false,
    }
}

fn verb_cores(tree: &Tree<'_>, word: usize) -> Vec<Core> {
    if tree.pos(word) != "VERB" || tree.dep(word) == "amod" && tree.tag(word) != "VBG" && tree.tag(word) != "VBN" {
        return Vec::new();
    }
    let fitting = verb_items(tree.lemma(word)).iter().filter_map(|item| {
        let mut introduced = None;
        for particle in &item.particles {
            introduced = Some(particle_of(tree, word, particle)?);
        }
        if item.objects.is_empty() {
            let object = introduced.filter(|&object| !tree.leader(object).is_empty() || tree.is_noun(object));
            return Some(Core { word, item, object, noun: false });
        }
        let mut places = [None; 5];
        match introduced.filter(|&object| tree.is_noun(object) || is_content(tree, object)) {
            Some(object) => places[0] = Some(object),
            None => {
                let mut objects = tree.children(word).filter(|&child| tree.dep(child) == "obj");
                places[0] = objects.next();
                // `gave Peru five million`: the parser may have two objects.
                places[1] = objects.next().or_else(|| object_of(tree, word));
                places[2] = tree.child(word, "obl:unmarked");
                places[4] = tree.own_subject(word).filter(|&subject| tree.dep(subject) == "nsubj:pass");
                places[3] = tree.child(word, "ccomp").filter(|&child| tree.is_noun(child));
            }
        }
        let fits = |noun: usize| {
            // `it was signed` is the treaty that was spoken of.
            if tree.pos(noun) == "PRON" && matches!(tree.lemma(noun), "it" | "they" | "this" | "which") {
                return item.objects.iter().any(|words| words.last().is_some_and(|head| tree.was_spoken_of(head)));
            }
            item.objects.iter().any(|words| {
                words.split_last().is_some_and(|(head, modifiers)| {
                    tree.lemma(noun) == *head && modifiers.iter().all(|modifier| has_modifier(tree, noun, modifier))
                })
            })
        };
        let found = places.into_iter().flatten().find_map(|noun| {
            let conjuncts = tree.children(noun).filter(|&child| tree.dep(child) == "conj");
            [tree.content(noun), noun].into_iter().chain(conjuncts).find(|&noun| fits(noun))
        })?;
        Some(Core { word, item, object: Some(found), noun: false })
    });
    fitting.take(SENSES).collect()
}

/// Whether a verb below another says what it is about, and not what it is for: `barred from entering`, `declined to comment`.
fn is_content(tree: &Tree<'_>, verb: usize) -> bool {
    tree.is_verb(verb) && (tree.dep(verb) == "xcomp" || tree.dep(verb) == "advcl" && tree.leader(verb) == "from")
}

fn has_modifier(tree: &Tree<'_>, noun: usize, modifier: &str) -> bool {
    tree.children(noun).any(|child| {
        matches!(tree.dep(child), "compound" | "amod" | "nmod" | "nmod:poss" | "advmod" | "nummod" | "nmod:desc")
            && (tree.lemma(child) == modifier || tree.form(child).eq_ignore_ascii_case(modifier))
    })
}

fn noun_cores(tree: &Tree<'_>, word: usize) -> Vec<Core> {
    let gerund = tree.tag(word) == "VBG" && matches!(tree.dep(word), "nmod" | "obl" | "obj" | "nsubj");
    let part = matches!(tree.dep(word), "compound" | "flat" | "fixed" | "nmod:desc") || tree.is_in_preposition(word);
    if !tree.is_noun(word) && !gerund || part {
        return Vec::new();
    }
    let form = tree.form(word).to_lowercase();
    let by_form = if form == tree.lemma(word) { &[][..] } else { noun_items(&form) };
    let items = noun_items(tree.lemma(word)).iter().chain(by_form);
    let fitting = items.filter(|item| item.modifiers.iter().all(|modifier| has_modifier(tree, word, modifier)));
    fitting.take(SENSES).map(|item| Core { word, item, object: None, noun: true }).collect()
}
