//! Whom a word names, and who stands around a verb or a noun, by the grammar of the sentence.

use super::Found;
use super::casting::places_are_hit;
use super::lexicon::{Class, predicates};
use super::reading::{antecedent, is_passive};
use super::tree::Tree;
use crate::document::{EntityType, MentionKind, Participant};

/// How deep a noun phrase is searched for somebody with a code: `the decision of the court of Peru`.
const DEPTH: u8 = 3;

/// Finds participants in one sentence.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) found: Found<'a>,
    pub(super) tree: &'a Tree<'a>,
}

impl<'a> Sides<'a> {
    /// Who a phrase names, by its head and conjuncts: itself, else whoever stands inside it.
    pub(super) fn named(&self, head: usize) -> Vec<Participant> {
        self.within(head, DEPTH)
    }

    fn within(&self, head: usize, depth: u8) -> Vec<Participant> {
        let mut found = self.one(head, depth);
        for child in self.tree.children(head).filter(|&child| self.tree.dep(child) == "conj") {
            add_new(&mut found, self.within(child, depth));
        }
        found
    }

    pub(super) fn one(&self, head: usize, depth: u8) -> Vec<Participant> {
        let tree = self.tree;
        let mut own: Vec<Participant> = Vec::new();
        add_new(&mut own, tree.mentions(head).filter_map(|nth| self.as_participant(nth)).collect());
        if own.iter().any(|own| own.code.is_some()) {
            // `the leaders of Peru and Chile` are two.
            let of = tree
                .children(head)
                .find(|&child| tree.dep(child) == "nmod" && matches!(tree.leader(child), "of" | "from"));
            let several = of.filter(|&of| depth > 0 && tree.child(of, "conj").is_some()).map(|of| self.within(of, 0));
            return several
                .filter(|several| several.iter().filter(|one| one.code.is_some()).count() > 1)
                .unwrap_or(own);
        }
        let other = tree.child(head, "appos").and_then(|other| self.participant(other));
        if let Some(other) = other.filter(|other| other.code.is_some()) {
            return vec![other];
        }
        if depth > 0 {
            let inside = |deps: &[&str], leaders: &[&str]| {
                let mut found = Vec::new();
                for child in tree.children(head) {
                    let fits = deps.contains(&tree.dep(child))
                        && (leaders.is_empty() || leaders.contains(&tree.leader(child)));
                    if fits {
                        add_new(&mut found, self.within(child, depth - 1));
                    }
                }
                found.retain(|one| one.code.is_some());
                found
            };
            for (deps, leaders) in [
                (&["nmod:poss", "compound", "amod", "nmod:desc", "flat"][..], &[][..]),
                (&["nmod"][..], &["of"][..]),
                (
                    &["nmod"][..],
                    &["from", "by", "in", "against", "with", "to", "over", "between", "on", "for", "among"][..],
                ),
            ] {
                let found = inside(deps, leaders);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        if depth > 0 {
            // `the sanctions imposed on Peru`
            let described = tree.children(head).filter(|&child| tree.dep(child) == "acl" && tree.tag(child) == "VBN");
            for clause in described {
                for child in
                    tree.children(clause).filter(|&child| tree.dep(child) == "obl" && tree.leader(child) != "by")
                {
                    let found = self.within(child, 0);
                    if found.iter().any(|one| one.code.is_some()) {
                        return found;
                    }
                }
            }
        }
        own
    }

    /// The mention that a word heads, where it can act.
    pub(super) fn participant(&self, word: usize) -> Option<Participant> {
        self.tree.mentions(word).find_map(|nth| self.as_participant(nth))
    }

    fn as_participant(&self, mention: usize) -> Option<Participant> {
        let mention = &self.found.mentions[mention];
        let entity = self.found.entities.get(mention.entity as usize)?;
        let acts =
            matches!(entity.kind, EntityType::Person | EntityType::Org | EntityType::Country | EntityType::Group)
                || entity.code.is_some() && entity.kind != EntityType::Agreement && entity.kind != EntityType::Weapon;
        let nobody = entity.code.is_none() && mention.kind != MentionKind::Name;
        (acts && !nobody).then(|| Participant {
            name: entity.name.clone(),
            code: entity.code.clone(),
            entity: mention.entity,
            span: mention.span,
        })
    }

    /// The state in which a place lies: who is hit when the place is.
    fn place_owner(&self, word: usize) -> Option<Participant> {
        let mention = &self.found.mentions[self.tree.mentions(word).next()?];
        let entity = self.found.entities.get(mention.entity as usize)?;
        let country = entity.country.clone()?;
        matches!(entity.kind, EntityType::Place | EntityType::Facility).then(|| Participant {
            name: entity.name.clone(),
            code: Some(country),
            entity: mention.entity,
            span: mention.span,
        })
    }

    /// The word that a verb has for its subject, its own or that of the verb that governs it.
    pub(super) fn subject(&self, verb: usize, depth: u8) -> Option<usize> {
        let tree = self.tree;
        if let Some(own) = tree.own_subject(verb) {
            let own = antecedent(tree, own, verb);
            let nobody = tree.pos(own) == "PRON" && self.participant(own).is_none() && tree.lemma(own) != "i";
            // `officials said they would`: who says it, where nobody else is meant.
            let teller =
                tree.head(verb).filter(|&head| nobody && depth > 0 && tree.dep(verb) == "ccomp" && tree.is_verb(head));
            return teller.and_then(|head| self.subject(head, depth - 1)).or(Some(own));
        }
        let head = tree.head(verb)?;
        if depth == 0 {
            return None;
        }
        match tree.dep(verb) {
            "conj" => self.subject(tree.first_conjunct(verb), depth - 1),
            "xcomp" | "advcl" | "obl" | "ccomp" => self.controller(verb, head, depth - 1),
            "acl:relcl" => Some(head),
            "acl" if tree.tag(verb) == "VBG" || tree.tag(verb) == "VBN" => {
                // `signed a decree ratifying the treaty`: whose decree it is.
                let holder = || self.holder(head, depth - 1).filter(|_| tree.tag(verb) == "VBG");
                if self.named(head).is_empty() { holder().or(Some(head)) } else { Some(head) }
            }
            // `the court's decision to ban`, `Peru made a promise to send`
            "acl" | "nmod" => self.holder(head, depth - 1),
            _ => None,
        }
    }

    /// Whose noun it is: its possessor, or the subject of the verb that has it for its object.
    pub(super) fn holder(&self, noun: usize, depth: u8) -> Option<usize> {
        let tree = self.tree;
        let possessor = |&child: &usize| {
            tree.dep(child) == "nmod:poss"
                || matches!(tree.dep(child), "amod" | "compound") && self.participant(child).is_some()
        };
        if let Some(possessor) = tree.children(noun).find(possessor) {
            return Some(possessor);
        }
        let by =
            tree.children(noun).find(|&child| tree.dep(child) == "nmod" && matches!(tree.leader(child), "by" | "of"));
        if let Some(by) = by.filter(|&by| self.participant(by).is_some()) {
            return Some(by);
        }
        let head = tree.head(noun)?;
        (depth > 0 && tree.is_verb(head) && matches!(tree.dep(noun), "obj" | "obl" | "nsubj:pass"))
            .then(|| if is_passive(tree, head) { self.agent(head) } else { self.subject(head, depth - 1) })
            .flatten()
    }

    /// Of a verb below another: who the upper one moves to do it, else the upper one's subject.
    fn controller(&self, verb: usize, head: usize, depth: u8) -> Option<usize> {
        let tree = self.tree;
        if !tree.is_verb(head) {
            // `is ready to`: the adjective carries the subject.
            return self.subject(head, depth);
        }
        let moved = tree.dep(verb) == "xcomp" || matches!(tree.leader(verb), "of" | "for" | "from" | "into");
        if moved && !is_passive(tree, head) && !promises(tree.lemma(head)) {
            if let Some(object) = tree.child(head, "obj").or_else(|| tree.child(head, "iobj")) {
                return Some(object);
            }
            if tree.dep(verb) == "xcomp" {
                // `called on Peru to leave`
                let asked = tree.children(head).find(|&child| tree.dep(child) == "obl" && tree.leader(child) == "on");
                if let Some(asked) = asked.filter(|&asked| self.participant(asked).is_some()) {
                    return Some(asked);
                }
            }
        }
        self.subject(head, depth)
    }

    /// Who tells what a word stands in: the subject of a verb of telling above it, or of one that the sentence sets aside (`it ended,
    /// officials said`).
    pub(super) fn teller(&self, mut word: usize) -> Option<usize> {
        let tree = self.tree;
        let reports = |verb: usize| {
            tree.is_verb(verb)
                && predicates(tree.lemma(verb), "VERB").iter().any(|(_, predicate)| predicate.id == "report")
        };
        for _ in 0..tree.len().min(24) {
            let aside = tree.children(word).find(|&child| tree.dep(child) == "parataxis" && reports(child));
            if let Some(aside) = aside {
                return self.subject(aside, 2);
            }
            let head = tree.head(word)?;
            if tree.dep(word) == "ccomp" && reports(head) {
                return self.subject(head, 4);
            }
            word = head;
        }
        None
    }

    pub(super) fn agent(&self, verb: usize) -> Option<usize> {
        let tree = self.tree;
        tree.child(verb, "obl:agent")
            .or_else(|| tree.children(verb).find(|&child| tree.dep(child) == "obl" && tree.leader(child) == "by"))
    }

    /// Who does what a verb says.
    pub(super) fn doers(&self, verb: usize) -> Vec<Participant> {
        if is_passive(self.tree, verb) { self.acting(self.agent(verb)) } else { self.subjects(verb) }
    }

    /// All that a verb has for subjects: a headline's `Peru, Chile envoys` are two.
    pub(super) fn subjects(&self, verb: usize) -> Vec<Participant> {
        let mut found = self.acting(self.subject(verb, 6));
        for child in self.tree.children(verb).filter(|&child| self.tree.dep(child).starts_with("nsubj")) {
            add_new(&mut found, self.acting(Some(antecedent(self.tree, child, verb))));
        }
        found
    }

    /// Who speaks: the word itself or those whom it counts, and nobody deeper in its phrase.
    pub(super) fn speaking(&self, word: Option<usize>) -> Vec<Participant> {
        let mut found = self.acting(word);
        if let Some(word) = word {
            let own = [word, self.tree.content(word)];
            let heads = |one: &Participant| {
                self.tree.head_of(one.span).is_none_or(|head| {
                    own.contains(&head)
                        || own.contains(&self.tree.first_conjunct(head))
                        || self.tree.dep(head) == "appos"
                })
            };
            found.retain(heads);
        }
        found
    }

    pub(super) fn acting(&self, word: Option<usize>) -> Vec<Participant> {
        let mut found = word.map_or(Vec::new(), |word| self.named(word));
        // An outlet reports; it is no side of what it reports.
        let outlet = |one: &Participant| {
            let entity = &self.found.entities[one.entity as usize];
            entity.kind == EntityType::Org && one.code.as_deref().is_some_and(|code| code.ends_with("JRN"))
        };
        found.retain(|one| !outlet(one));
        found
    }

    /// Those that the prepositions of a class introduce beside a word.
    pub(super) fn introduced(&self, word: usize, class: &Class, deps: &[&str]) -> Vec<Participant> {
        let tree = self.tree;
        // The phrase may hang on the last of several: `missiles and other arms to Peru`.
        if let Some(last) = tree.children(word).filter(|&child| tree.dep(child) == "conj" && tree.is_noun(child)).last()
        {
            let found = self.introduced(last, class, deps);
            if !found.is_empty() {
                return found;
            }
        }
        let (shallow, places) = (class.near, class.event_type().is_some_and(places_are_hit) && !class.near);
        for leader in &class.to {
            let children =
                tree.children(word).filter(|&child| deps.contains(&tree.dep(child)) && tree.leader(child) == leader);
            for child in children {
                let mut found = if shallow { self.one(child, 0) } else { self.named(child) };
                if places && found.iter().all(|one| one.code.is_none()) {
                    found.extend(self.owner_of(child));
                }
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// Those whom a noun's own phrases and clauses name: `the blockade of Peru`, `the ban imposed on Peru`.
    pub(super) fn named_behind(&self, noun: usize) -> Vec<Participant> {
        let tree = self.tree;
        let phrases = tree.children(noun).filter(|&child| {
            tree.dep(child) == "nmod"
                && matches!(tree.leader(child), "of" | "on" | "against" | "for" | "to" | "over" | "with" | "from")
        });
        let clauses = tree.children(noun).filter(|&child| tree.dep(child) == "acl" && tree.tag(child) == "VBN");
        let inside = clauses.flat_map(|clause| {
            tree.children(clause).filter(|&child| {
                tree.dep(child) == "obl" && matches!(tree.leader(child), "on" | "against" | "to" | "for")
            })
        });
        let found = phrases.chain(inside).map(|child| self.named(child));
        found.into_iter().find(|found| found.iter().any(|one| one.code.is_some())).unwrap_or_default()
    }

    pub(super) fn owner_of(&self, word: usize) -> Option<Participant> {
        let tree = self.tree;
        let inside = tree.children(word).filter(|&child| {
            matches!(tree.dep(child), "nmod" | "nmod:poss" | "compound" | "amod") && tree.leader(child) != "for"
        });
        std::iter::once(word).chain(inside).find_map(|word| self.place_owner(word))
    }
}

/// `Peru promised Chile to leave`: the subject does it all the same.
fn promises(lemma: &str) -> bool {
    matches!(lemma, "promise" | "pledge" | "vow" | "threaten" | "swear" | "guarantee")
}

pub(super) fn add_new(known: &mut Vec<Participant>, more: Vec<Participant>) {
    for one in more {
        if !known.iter().any(|old| old.entity == one.entity) {
            known.push(one);
        }
    }
}
