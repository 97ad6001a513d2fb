//! What one higher word makes of an event.

use super::climb::{Climber, first_of};
use super::lexicon::{Predicate, Turn, predicates, turn};
use super::reading::{Core, is_passive, particle_of};
use crate::document::{Participant, QuadClass, Status};

pub(super) fn is_not(lemma: &str) -> bool {
    matches!(lemma, "not" | "n't" | "n’t" | "never")
}

impl Climber<'_> {
    /// The predicate that a word is for what hangs on it.
    pub(super) fn predicate(&self, head: usize, word: usize, leader: &str) -> Option<&'static Predicate> {
        let tree = self.sides.tree;
        let gives = |(particle, predicate): &&(&str, &'static Predicate)| {
            let id = predicate.id.as_str();
            let of_subject = id == "begin" || id == "possible" && tree.pos(head) == "ADJ";
            if tree.dep(word) == "nsubj" && !of_subject {
                return false;
            }
            // `the launch is believed to have` believes something of the launch.
            let of_more = tree.dep(word) == "nsubj:pass" && tree.child(head, "xcomp").is_some();
            if of_more && matches!(id, "possible" | "report" | "wish" | "allow" | "deny") {
                return false;
            }
            // `insisted that it leave` asks; `insisted that it had left` tells.
            let wished = || {
                tree.tag(word) == "VB"
                    && !tree.children(word).any(|child| tree.dep(child) == "aux" && tree.lemma(child) != "should")
            };
            // `ruled out that it had left` refuses nothing.
            if matches!(id, "demand" | "refuse") && tree.dep(word) == "ccomp" && !wished() {
                return false;
            }
            // `warned that it would strike` threatens; `warned that others might` tells.
            if id == "threaten"
                && tree.lemma(head) == "warn"
                && !self.sides.subject(head, 4).is_some_and(|said| self.speaks_of_itself(said))
            {
                return false;
            }
            particle.is_empty()
                || *particle == leader
                || particle_of(tree, head, particle).is_some_and(|other| other != word)
        };
        predicates(tree.lemma(head), tree.pos(head)).iter().find(gives).map(|(_, predicate)| *predicate)
    }

    /// What the predicate makes of the event; `false` where it is the last that has a say.
    pub(super) fn apply(&mut self, core: &Core, predicate: &'static Predicate, word: usize, head: usize) -> bool {
        match self.sense(predicate, word, head) {
            id @ ("light" | "begin" | "attempt" | "cause") => {
                self.carry(core, id, word, head);
                true
            }
            "report" => {
                self.tell(word, head);
                // Reported speech is what the speaker says; what stands above it is about the saying.
                false
            }
            id => {
                if let Some(turn) = turn(id, self.draft.event_type, self.draft.mode.as_deref()) {
                    match turn.event_type() {
                        Some(_) => self.turn(turn, id, word, head),
                        None => self.restate(turn, id, head),
                    }
                }
                true
            }
        }
    }

    /// The predicate's name, where one word has two senses that the event tells apart.
    fn sense(&self, predicate: &'static Predicate, word: usize, head: usize) -> &'static str {
        let tree = self.sides.tree;
        let (id, quad) = (predicate.id.as_str(), self.draft.event_type.quad_class());
        if id == "order" {
            // A court that orders an arrest makes it; one that orders a payment asks for it.
            let own = !tree.is_verb(word) && quad != QuadClass::VerbalConflict || tree.tag(word) == "VBN";
            return if own { "light" } else { "demand" };
        }
        let vows = matches!(tree.lemma(head), "vow" | "promise" | "pledge" | "swear");
        if id == "promise" && vows && quad == QuadClass::MaterialConflict { "threaten" } else { id }
    }

    /// A verb that only carries the event, or says that it begins or is tried.
    fn carry(&mut self, core: &Core, id: &str, word: usize, head: usize) {
        let tree = self.sides.tree;
        if id == "light" || !tree.is_verb(word) {
            self.take_over(core, head, word);
        }
        if id == "light" || id == "begin" {
            self.draft.carriers.push(head);
            self.draft.words.push(head);
            self.draft.top = head;
        }
        self.draft.path.push(format!("{id}: `{}`", tree.form(head)));
        self.modal_status(head);
    }

    /// A verb or noun of telling.
    fn tell(&mut self, word: usize, head: usize) {
        let tree = self.sides.tree;
        let said = if tree.is_noun(head) { self.sides.holder(head, 3) } else { self.sides.subject(head, 4) };
        if self.draft.teller.is_none() {
            self.draft.teller = said.or_else(|| self.sides.agent(head));
        }
        if tree.children(head).any(|child| tree.dep(child) == "advmod" && is_not(tree.lemma(child))) {
            self.set_status(Status::Conditional, "not said");
        }
        let own = said.is_some_and(|said| self.speaks_of_itself(said));
        let mode = self.draft.mode.clone();
        if self.obliged && !own && said.is_some() && !self.draft.actors.is_empty() {
            // `said that Peru must leave` demands it.
            if let Some(turn) = turn("demand", self.draft.event_type, mode.as_deref()) {
                let lower = std::mem::replace(&mut self.draft.actors, self.sides.acting(said));
                self.turn_into(turn, "demand", head);
                (self.draft.recipients, self.draft.status) = (lower, Status::Occurred);
                self.draft.teller = None;
            }
            return;
        }
        let announced = !tree.is_verb(word) && matches!(tree.dep(word), "obj" | "nsubj:pass" | "nmod");
        if announced && self.draft.actors.is_empty() {
            self.draft.actors = self.sides.acting(said);
        }
        let willed = self.future && own && self.draft.status == Status::Planned;
        let held_back = self.draft.status == Status::Negated;
        if !willed && (!announced || held_back) {
            return;
        }
        // Who says that he will leave promises it; who announces that he leaves has given way.
        let announces = matches!(tree.lemma(head), "announce" | "announcement" | "declare" | "proclaim" | "unveil");
        let by = if announces { "announce" } else { "say" };
        if let Some(turn) = turn(by, self.draft.event_type, mode.as_deref()) {
            self.turn_into(turn, by, head);
            (self.draft.status, self.draft.teller) = (Status::Occurred, None);
            self.future = false;
        }
    }

    /// A predicate that leaves the type and tells whether it happened.
    fn restate(&mut self, turn: &Turn, id: &str, head: usize) {
        let status = turn.status.as_deref().and_then(Status::from_name).unwrap_or(self.draft.status);
        self.draft.path.push(format!("{id}: `{}` makes it {status}", self.sides.tree.form(head)));
        self.set_status(status, "");
        if self.draft.actors.is_empty() {
            self.draft.actors = self.doers_of(head);
        }
        self.draft.words.push(head);
        self.modal_status(head);
    }

    /// A predicate that makes another event of it.
    fn turn(&mut self, turn: &Turn, id: &str, word: usize, head: usize) {
        let tree = self.sides.tree;
        if turn.both {
            let mut kept = self.draft.clone();
            if id == "accuse" {
                kept.teller = self.teller_of(head);
            }
            self.kept.push(kept);
        }
        let lower = self.draft.clone();
        let addressed = self.sides.addressed(head);
        let doers = if id == "threaten" && tree.is_verb(head) && !is_passive(tree, head) {
            self.sides.speaking(self.sides.subject(head, 6))
        } else {
            self.doers_of(head)
        };
        self.turn_into(turn, id, head);
        let same = doers.is_empty() && id == "promise" || id == "intend";
        self.draft.actors = if same { lower.actors.clone() } else { doers };
        let groups = match id {
            "demand" | "accuse" | "condemn" | "praise" | "investigate" | "deny" | "allow" | "prevent" => {
                [addressed, lower.actors, lower.recipients]
            }
            "promise" => [addressed, lower.recipients, Vec::new()],
            "refuse" | "end" if !tree.is_verb(word) => [lower.recipients, lower.actors, addressed],
            _ => [lower.recipients, addressed, Vec::new()],
        };
        self.draft.recipients = first_of(groups, &self.draft.actors);
        self.draft.status = turn.status.as_deref().and_then(Status::from_name).unwrap_or(Status::Occurred);
        self.future = false;
        self.lower_status(head);
    }

    /// The subject of the verb that has the event for its object does it.
    fn take_over(&mut self, core: &Core, head: usize, word: usize) {
        let tree = self.sides.tree;
        if !tree.is_verb(head) || !core.noun {
            return;
        }
        let passive = is_passive(tree, head);
        // `troops engaged in fighting` is no passive, though it may look like one.
        let doers = if tree.dep(word) == "obl" { self.sides.subjects(head) } else { self.sides.doers(head) };
        let object_is_event = matches!(tree.dep(word), "obj" | "nsubj:pass" | "obl" | "acl") || passive;
        if object_is_event && !doers.is_empty() {
            if core.item.class.swap {
                self.draft.recipients = doers;
            } else if self.draft.actors.is_empty() || !passive {
                let inner = std::mem::replace(&mut self.draft.actors, doers);
                if self.draft.recipients.is_empty() {
                    self.draft.recipients = inner
                        .into_iter()
                        .filter(|one| !self.draft.actors.iter().any(|actor| actor.entity == one.entity))
                        .collect();
                }
            }
        }
        if self.draft.recipients.is_empty() {
            let receiver = tree.child(head, "iobj").into_iter();
            let children = tree.children(head).filter(|&child| {
                tree.dep(child) == "obl" && core.item.class.to.iter().any(|leader| leader == tree.leader(child))
            });
            let found = receiver.chain(children).map(|child| self.sides.named(child)).find(|found| !found.is_empty());
            self.draft.recipients = found.unwrap_or_default();
        }
    }

    fn doers_of(&self, head: usize) -> Vec<Participant> {
        if self.sides.tree.is_noun(head) {
            self.sides.acting(self.sides.holder(head, 4))
        } else if self.sides.tree.is_verb(head) {
            self.sides.doers(head)
        } else {
            self.sides.acting(self.sides.subject(head, 4))
        }
    }

    fn teller_of(&self, head: usize) -> Option<usize> {
        let tree = self.sides.tree;
        if tree.is_noun(head) {
            return self.sides.holder(head, 4);
        }
        if is_passive(tree, head) { self.sides.agent(head) } else { self.sides.subject(head, 4) }
    }

    /// Whether the sayer is who the event says acts.
    fn speaks_of_itself(&self, said: usize) -> bool {
        let tellers = self.sides.named(said);
        let state = |one: &Participant| one.code.as_deref().and_then(|code| code.split(' ').next()).map(str::to_owned);
        self.draft.actors.is_empty()
            || tellers.iter().any(|teller| {
                self.draft.actors.iter().any(|actor| {
                    actor.entity == teller.entity || state(actor).is_some() && state(actor) == state(teller)
                })
            })
    }

    pub(super) fn turn_into(&mut self, turn: &Turn, by: &str, head: usize) {
        let tree = self.sides.tree;
        let Some(event_type) = turn.event_type() else { return };
        self.draft.path.push(format!("{by}: `{}` makes {} {}", tree.form(head), self.draft.event_type, event_type));
        self.draft.rule = format!("{by}({})", self.draft.rule);
        self.draft.event_type = event_type;
        self.draft.mode.clone_from(&turn.mode);
        self.draft.cameo.clone_from(&turn.cameo);
        self.draft.trigger = head;
        self.draft.top = head;
        self.draft.words.push(head);
        self.draft.mutual = false;
        self.draft.joint = None;
        self.draft.alone = true;
        self.draft.strict = false;
        self.draft.fixed = false;
        self.draft.suffered = tree.is_verb(head) && is_passive(tree, head);
    }
}
