//! The two sides of an act: who does it and to whom, by its class, its type and the grammar around it.

use super::lexicon::noun_items;
use super::reading::{Core, is_passive, object_of, particle_of};
use super::sides::{Sides, add_new};
use crate::document::{EventType, Participant};

impl Sides<'_> {
    /// Both sides of a core: who does it, to whom.
    pub(super) fn of(&self, core: &Core, event_type: EventType) -> (Vec<Participant>, Vec<Participant>) {
        let (mut actors, mut recipients) =
            if core.noun { self.of_noun(core, event_type) } else { self.of_verb(core, event_type) };
        recipients.retain(|one| core.item.class.mutual || !actors.iter().any(|actor| actor.entity == one.entity));
        if recipients.is_empty() && actors.len() > 1 && reciprocal(event_type) {
            recipients = actors.clone();
        }
        if actors.is_empty() && moves_own(event_type) {
            // `Peruvian troops were sent to Chile`: what is moved is the mover's own.
            let moved = core
                .object
                .filter(|_| core.takes_object())
                .or_else(|| object_of(self.tree, core.word).filter(|_| !core.noun));
            actors = moved.map_or(Vec::new(), |moved| self.one(moved, 1));
            actors.retain(|one| one.code.is_some() && !recipients.iter().any(|other| other.entity == one.entity));
        }
        if core.item.class.swap { (recipients, actors) } else { (actors, recipients) }
    }

    fn of_verb(&self, core: &Core, event_type: EventType) -> (Vec<Participant>, Vec<Participant>) {
        // `the deployment threatens to` is no threat of those who deploy.
        let deed = |subject: usize| !noun_items(self.tree.lemma(subject)).is_empty();
        let actors = if event_type == EventType::Threaten && self.subject(core.word, 6).is_some_and(deed) {
            Vec::new()
        } else {
            self.doers(core.word)
        };
        let object = self.object(core);
        // The ways to name who it is done to, the surest first.
        let ways: [&dyn Fn() -> Vec<Participant>; 9] = [
            &|| self.done_to(core, object),
            &|| self.moved_subject(core),
            &|| if object_is_done_to(event_type) { self.held(core, &actors) } else { Vec::new() },
            &|| self.introduced(core.word, core.item.class, &["obl", "nmod", "advcl", "advmod"]),
            &|| self.behind(core, object),
            &|| if held_if_nobody_else(event_type) { self.held(core, &actors) } else { Vec::new() },
            &|| self.owners_of_held(core, &actors),
            &|| if is_said(event_type) { self.below(core.word) } else { Vec::new() },
            &|| if event_type == EventType::Aid { self.aimed_at(core) } else { Vec::new() },
        ];
        let mut recipients = ways.iter().map(|way| way()).find(|found| !found.is_empty()).unwrap_or_default();
        let nobody = |side: &[Participant]| side.iter().all(|one| one.code.is_none());
        if nobody(&recipients) && places_are_hit(event_type) {
            recipients.extend(object.and_then(|object| self.owner_of(object)));
        }
        if nobody(&recipients) && is_done_to_those_there(event_type) {
            recipients.extend(
                self.those_in(core, object).filter(|there| !actors.iter().any(|actor| actor.entity == there.entity)),
            );
        }
        (actors, recipients)
    }

    /// The object that is no part of the words themselves: `Peru` of `attacked Peru`, none of `opened fire`.
    fn object(&self, core: &Core) -> Option<usize> {
        let tree = self.tree;
        match (core.takes_object(), core.object) {
            // `banned him from office`: the object stands beside the words.
            (true, Some(named)) if matches!(tree.dep(named), "obl" | "nmod" | "advcl") => {
                object_of(tree, core.word).filter(|&object| tree.content(object) != named)
            }
            (true, _) => None,
            (false, Some(introduced)) => Some(introduced),
            (false, None) => object_of(tree, core.word),
        }
    }

    fn done_to(&self, core: &Core, object: Option<usize>) -> Vec<Participant> {
        let near = core.item.class.near && !core.takes_object();
        if near {
            // `supplied arms to Peru` and `supplied Peru with arms`
            let found = self.introduced(core.word, core.item.class, &["obl"]);
            if !found.is_empty() {
                return found;
            }
        }
        let found = object.map_or(Vec::new(), |object| if near { self.one(object, 0) } else { self.named(object) });
        if !found.is_empty() {
            return found;
        }
        let held =
            |child: &usize| core.takes_object() && core.object.is_some_and(|held| self.tree.content(*child) != held);
        let other = self.tree.children(core.word).filter(|&child| self.tree.dep(child) == "obj").find(held);
        self.tree.child(core.word, "iobj").or(other).map_or(Vec::new(), |receiver| self.named(receiver))
    }

    /// `Peru was given arms`: the subject of a passive that is no part of the words.
    fn moved_subject(&self, core: &Core) -> Vec<Participant> {
        let tree = self.tree;
        if !core.takes_object() || !is_passive(tree, core.word) {
            return Vec::new();
        }
        let subject = self.subject(core.word, 6).filter(|&subject| Some(tree.content(subject)) != core.object);
        subject.map_or(Vec::new(), |subject| self.named(subject))
    }

    /// The object that is part of the words, where it is somebody: the prisoners of `released the prisoners`. Not the actor's own, as
    /// the troops of `withdrew its troops` are.
    fn held(&self, core: &Core, actors: &[Participant]) -> Vec<Participant> {
        let tree = self.tree;
        let Some(object) = core.object.filter(|_| core.takes_object() && !core.item.class.near) else {
            return Vec::new();
        };
        // `dozens of prisoners` may be named as a whole.
        let counter = tree.head(object).filter(|&head| tree.content(head) == object);
        let owned = std::iter::once(object)
            .chain(counter)
            .any(|word| tree.child(word, "nmod:poss").is_some_and(|owner| tree.pos(owner) == "PRON"));
        if owned {
            return Vec::new();
        }
        let mut found = self.one(object, 0);
        if found.is_empty() {
            found = counter.map_or(Vec::new(), |counter| self.one(counter, 0));
        }
        found.retain(|one| one.code.is_some() && !actors.iter().any(|actor| same_state(actor, one)));
        found
    }

    /// Those whom phrases behind the object name.
    fn behind(&self, core: &Core, object: Option<usize>) -> Vec<Participant> {
        for noun in core.object.into_iter().chain(object) {
            let found = self.introduced(noun, core.item.class, &["nmod", "acl"]);
            if !found.is_empty() {
                return found;
            }
        }
        let held = core.object.filter(|_| core.takes_object() && !core.item.class.near);
        held.map_or(Vec::new(), |held| self.named_behind(held))
    }

    /// Whose the object is that is part of the words: Iran of `blocked Iran's exports`.
    fn owners_of_held(&self, core: &Core, actors: &[Participant]) -> Vec<Participant> {
        let tree = self.tree;
        let Some(object) = core.object.filter(|_| core.takes_object() && !core.item.class.pact) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for child in tree.children(object).filter(|&child| matches!(tree.dep(child), "nmod:poss" | "amod" | "compound"))
        {
            add_new(&mut found, self.named(child));
        }
        found.retain(|one| one.code.is_some() && !actors.iter().any(|actor| actor.entity == one.entity));
        found
    }

    /// `threatened to turn Lima into ash`, `demanded that Peru leave`
    fn below(&self, verb: usize) -> Vec<Participant> {
        let tree = self.tree;
        let Some(below) = tree.children(verb).find(|&child| matches!(tree.dep(child), "xcomp" | "ccomp")) else {
            return Vec::new();
        };
        let subject = tree.children(below).find(|&child| tree.dep(child).starts_with("nsubj"));
        let phrases = tree.children(below).filter(|&child| {
            tree.dep(child) == "obl" && matches!(tree.leader(child), "to" | "with" | "from" | "against")
        });
        let words = subject.into_iter().chain(phrases).chain(object_of(tree, below));
        let mut found = words.map(|word| self.named(word));
        found.find(|found| found.iter().any(|one| one.code.is_some())).unwrap_or_default()
    }

    /// `sent troops to help Peru`
    fn aimed_at(&self, core: &Core) -> Vec<Participant> {
        let tree = self.tree;
        let aim = |&child: &usize| matches!(tree.dep(child), "advcl" | "acl") && tree.leader(child) == "to";
        let words = std::iter::once(core.word).chain(core.object);
        let aims = words.flat_map(|word| tree.children(word).filter(aim));
        let helped = aims.filter_map(|aim| tree.child(aim, "obj")).map(|object| self.named(object));
        helped.into_iter().find(|found| found.iter().any(|one| one.code.is_some())).unwrap_or_default()
    }

    /// `killed 48 people in Peru`: people of Peru, for all that is said.
    fn those_in(&self, core: &Core, object: Option<usize>) -> Option<Participant> {
        let tree = self.tree;
        let words = std::iter::once(core.word).chain(core.object).chain(object);
        let inside = words.flat_map(|word| tree.children(word).filter(|&child| tree.leader(child) == "in"));
        inside.into_iter().find_map(|child| {
            self.named(child).into_iter().find(|one| one.code.is_some()).or_else(|| self.owner_of(child))
        })
    }

    fn of_noun(&self, core: &Core, event_type: EventType) -> (Vec<Participant>, Vec<Participant>) {
        let (tree, noun, class) = (self.tree, core.word, core.item.class);
        let material = places_are_hit(event_type);
        // `talks between Peru and Chile broke down`, `fighting broke out between them`
        let above = tree
            .head(noun)
            .filter(|&head| tree.is_verb(head) && matches!(tree.dep(noun), "nsubj" | "nsubj:pass" | "obj"));
        let around = tree.children(noun).chain(above.into_iter().flat_map(|verb| tree.children(verb)));
        let between = around.into_iter().find(|&child| matches!(tree.leader(child), "between" | "among"));
        if let Some(between) = between {
            let both = self.named(between);
            if both.len() > 1 {
                return (both.clone(), both);
            }
        }
        let mut actors = Vec::new();
        for child in tree.children(noun).filter(|&child| matches!(tree.dep(child), "nmod:poss" | "amod" | "compound")) {
            add_new(&mut actors, self.acting(Some(child)));
        }
        actors.retain(|one| one.code.is_some());
        let mut recipients = self.introduced(noun, class, &["nmod", "obl", "acl"]);
        if let (true, Some(verb)) = (recipients.is_empty(), above) {
            // `reported an attack on soldiers`
            recipients = self.introduced(verb, class, &["obl"]);
        }
        let by = std::iter::once("by").chain(class.by.iter().map(String::as_str));
        for leader in by {
            let led = |&child: &usize| {
                matches!(tree.dep(child), "nmod" | "obl" | "obl:agent") && tree.leader(child) == leader
            };
            // `the arrest of a reporter by police`: the parser may hang the police on the reporter.
            let inside = || {
                tree.children(noun)
                    .filter(|&child| leader == "by" && tree.leader(child) != "by")
                    .find_map(|child| tree.children(child).find(led))
            };
            let child = tree.children(noun).find(led).or_else(inside);
            if actors.is_empty() || leader == "by" && child.is_some() {
                let found = self.acting(child);
                if !found.is_empty() && leader == "by" && !actors.is_empty() && recipients.is_empty() {
                    // `the Peruvian minister's arrest by police`: the possessor is who it is done to.
                    recipients = std::mem::take(&mut actors);
                }
                actors.extend(found);
            }
        }
        // `the embargo imposed on Peru by Chile`
        for clause in tree.children(noun).filter(|&child| tree.dep(child) == "acl" && tree.tag(child) == "VBN") {
            if actors.is_empty() {
                actors = self.acting(self.agent(clause));
            }
            if recipients.is_empty() {
                recipients = self.introduced(clause, class, &["obl"]);
            }
        }
        let of = tree.children(noun).find(|&child| tree.dep(child) == "nmod" && tree.leader(child) == "of");
        if let Some(of) = of {
            if acts_behind_of(event_type) && actors.is_empty() {
                actors = self.acting(Some(of));
            } else if event_type == EventType::Aid && actors.is_empty() {
                // `the delivery of Peruvian arms`
                actors = self.one(of, 1);
                actors.retain(|one| one.code.is_some());
            } else if recipients.is_empty() {
                recipients = self.named(of);
                if recipients.is_empty() && material {
                    recipients = self.owner_of(of).into_iter().collect();
                }
            }
        }
        if recipients.is_empty() && actors.len() > 1 && class.mutual {
            recipients = actors.clone();
        }
        (actors, recipients)
    }

    /// Whom a verb over a clause is said to: its object, or who `on` and `to` introduce.
    pub(super) fn addressed(&self, word: usize) -> Vec<Participant> {
        let tree = self.tree;
        if is_passive(tree, word) {
            return self.subject(word, 6).map_or(Vec::new(), |subject| self.named(subject));
        }
        for dep in ["obj", "iobj"] {
            let found = tree.child(word, dep).map_or(Vec::new(), |object| self.one(object, 0));
            if !found.is_empty() {
                return found;
            }
        }
        for leader in ["on", "upon", "to", "with", "from", "of", "against"] {
            let Some(word) = particle_of(tree, word, leader).filter(|&word| tree.is_noun(word)) else { continue };
            let found = self.one(word, 0);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}

/// What two who are named together do, they do with each other.
fn reciprocal(event_type: EventType) -> bool {
    matches!(event_type, EventType::Agree | EventType::Consult | EventType::Cooperate)
}

fn moves_own(event_type: EventType) -> bool {
    matches!(event_type, EventType::Mobilize | EventType::Aid)
}

fn held_if_nobody_else(event_type: EventType) -> bool {
    matches!(event_type, EventType::Assault | EventType::Aid)
}

/// What is said, and may be said of whoever acts in the clause below.
fn is_said(event_type: EventType) -> bool {
    matches!(event_type, EventType::Threaten | EventType::Request | EventType::Agree)
}

fn is_done_to_those_there(event_type: EventType) -> bool {
    use EventType::*;
    matches!(event_type, Assault | Coerce | Aid | Accuse | Concede | Retreat)
}

/// Whether the object of a phrase is who it is done to: `expel the diplomats`, and not `send soldiers`.
fn object_is_done_to(event_type: EventType) -> bool {
    use EventType::*;
    matches!(event_type, Coerce | Sanction | Retreat | Concede | Accuse | Reject)
}

/// Whether harm to a place is harm to the state that holds it.
pub(super) fn places_are_hit(event_type: EventType) -> bool {
    use EventType::*;
    matches!(event_type, Assault | Coerce | Aid | Consult | Sanction | Retreat)
}

/// `the visit of the minister` is made by him; `the arrest of the minister` is not.
fn acts_behind_of(event_type: EventType) -> bool {
    use EventType::*;
    matches!(event_type, Consult | Retreat | Protest | Agree | Threaten | Request | Mobilize | Cooperate)
}

fn same_state(one: &Participant, other: &Participant) -> bool {
    let state = |one: &Participant| one.code.as_deref().and_then(|code| code.split(' ').next()).map(str::to_owned);
    state(one).is_some() && state(one) == state(other)
}
