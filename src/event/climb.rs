//! What higher words make of an event: the algebra of `algebra.toml`, and the status that auxiliaries and conditions give.

use super::lexicon::{Predicate, Turn, predicates, turn, verb_items};
use super::reading::{Core, is_passive, particle_of};
use super::sides::{Sides, add_new};
use crate::document::{EventType, Participant, QuadClass, Status};

/// An event on its way up the tree.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) event_type: EventType,
    pub(super) mode: Option<String>,
    pub(super) cameo: Option<String>,
    pub(super) actors: Vec<Participant>,
    pub(super) recipients: Vec<Participant>,
    pub(super) status: Status,
    /// The word that carries it.
    pub(super) trigger: usize,
    /// The word that its clause hangs on.
    pub(super) top: usize,
    /// The words whose times, places and figures are its own.
    pub(super) words: Vec<usize>,
    /// The verbs that only carry it: `held` of `held talks`.
    pub(super) carriers: Vec<usize>,
    /// Who says so, as a word.
    pub(super) teller: Option<usize>,
    pub(super) strict: bool,
    pub(super) alone: bool,
    pub(super) mutual: bool,
    /// The type that it has where two states do it together.
    pub(super) joint: Option<EventType>,
    /// A verb carries it.
    pub(super) verbal: bool,
    /// Who it is done to may stand without who does it: a passive, or `faces charges`.
    pub(super) suffered: bool,
    /// It is done to an agreement.
    pub(super) pact: bool,
    /// The words that carry it hold their object: `open fire`.
    pub(super) fixed: bool,
    /// The noun that they hold.
    pub(super) held: Option<usize>,
    pub(super) rule: String,
    /// How it was read, a step a line.
    pub(super) path: Vec<String>,
}

/// The events that one core carries: itself or what higher words make of it, and both where both hold.
pub(super) fn climb(sides: Sides<'_>, core: &Core, event_type: EventType) -> Vec<Draft> {
    let tree = sides.tree;
    let class = core.item.class;
    let (actors, recipients) = sides.of(core, event_type);
    let mut words = vec![core.word];
    words.extend(core.object.filter(|_| core.takes_object()));
    let draft = Draft {
        event_type,
        mode: class.mode.clone(),
        cameo: class.cameo.clone(),
        actors,
        recipients,
        status: Status::Occurred,
        trigger: core.word,
        top: core.word,
        words,
        carriers: Vec::new(),
        teller: None,
        strict: class.strict,
        alone: class.alone,
        mutual: class.mutual,
        joint: class.joint_type(),
        verbal: !core.noun,
        suffered: class.swap && class.alone || !core.noun && is_passive(tree, core.word),
        pact: class.pact,
        fixed: core.takes_object(),
        held: core.object.filter(|_| core.takes_object()),
        rule: class.id.clone(),
        path: vec![format!("{} at `{}`", class.id, tree.form(core.word))],
    };
    let mut climber = Climber { sides, draft, kept: Vec::new(), aimed: false, future: false, able: false, obliged: false };
    climber.lower_status(core.word);
    climber.run(core);
    climber.finish()
}

struct Climber<'a> {
    sides: Sides<'a>,
    draft: Draft,
    /// Lower events that hold beside what was made of them.
    kept: Vec<Draft>,
    /// Whether it is only what something is for: `troops to attack`.
    aimed: bool,
    /// Whether an auxiliary put it in the future.
    future: bool,
    /// Whether an auxiliary says that it can be done, or must be.
    able: bool,
    obliged: bool,
}

impl Climber<'_> {
    fn run(&mut self, core: &Core) {
        let tree = self.sides.tree;
        let mut top = core.word;
        for _ in 0..tree.len().min(12) {
            let Some(head) = tree.head(top) else { return };
            match tree.dep(top) {
                "conj" => {
                    let first = tree.first_conjunct(top);
                    if tree.is_verb(top) && !tree.children(top).any(|child| matches!(tree.dep(child), "aux" | "nsubj" | "nsubj:pass")) {
                        self.modal_status(first);
                    }
                    if tree.is_verb(top) && tree.children(top).any(|child| tree.dep(child).starts_with("nsubj")) {
                        return;
                    }
                    // What hangs on the first conjunct hangs on all of them.
                    let Some(next) = tree.head(first) else { return };
                    if !self.step(core, first, next) {
                        return;
                    }
                    top = next;
                }
                _ => {
                    if !self.step(core, top, head) {
                        return;
                    }
                    top = head;
                }
            }
        }
    }

    /// Takes the event from a word to its head; `false` where nothing further up has a say.
    fn step(&mut self, core: &Core, word: usize, head: usize) -> bool {
        let tree = self.sides.tree;
        let dep = tree.dep(word);
        let leader = tree.leader(word).to_owned();
        let nominal = !tree.is_verb(word);
        if dep == "nmod" && tree.content(head) == word {
            // `a round of talks` is talks.
            return true;
        }
        let argument = match dep {
            "xcomp" | "ccomp" | "csubj" => true,
            "obj" | "nsubj:pass" | "nsubj" | "obl:unmarked" => nominal || tree.tag(word) == "VBG",
            "obl" | "nmod" | "obl:agent" | "nmod:poss" | "compound" => {
                matches!(leader.as_str(), "of" | "for" | "to" | "from" | "with" | "over" | "about" | "on" | "against" | "in" | "as" | "into" | "")
            }
            "advcl" => matches!(leader.as_str(), "of" | "for" | "from" | "with" | "over" | "about" | "against" | "in" | "into" | "on"),
            "acl" => tree.tag(word) != "VBN",
            _ => false,
        };
        if argument {
            if let Some(predicate) = self.predicate(head, word, &leader) {
                return self.apply(core, predicate, word, head);
            }
        }
        match dep {
            "xcomp" if tree.is_verb(head) && tree.lemma(head) == "go" && tree.tag(head) == "VBG" => {
                self.set_status(Status::Planned, "going to");
                self.future = true;
                true
            }
            "xcomp" if tree.is_verb(head) || tree.pos(head) == "ADJ" => {
                self.modal_status(head);
                true
            }
            "obl" if nominal && matches!(leader.as_str(), "during" | "at" | "on" | "in") => {
                self.modal_status(head);
                if self.planned_by(head) {
                    self.set_status(Status::Planned, "in what is planned");
                }
                false
            }
            "advcl" | "obl" if leader == "for" && punishes(tree.lemma(head)) => {
                // `arrested for spying` is what somebody alleges.
                self.aimed = true;
                false
            }
            "advcl" => {
                if matches!(leader.as_str(), "if" | "unless" | "whether") {
                    self.set_status(Status::Conditional, "a condition");
                } else if tree.children(word).any(|child| tree.dep(child) == "mark" && tree.lemma(child) == "to") && tree.tag(word) == "VB" {
                    self.aimed = true;
                } else {
                    // `while visiting`: what the main clause does not tell of itself holds here too.
                    return false;
                }
                false
            }
            "acl" if tree.tag(word) == "VB" && self.leads_headline(head) => {
                // `Peru to send aid to Chile`
                self.future = true;
                self.set_status(Status::Planned, "a headline's infinitive");
                if self.draft.actors.is_empty() {
                    self.draft.actors = self.sides.acting(Some(head));
                }
                false
            }
            "acl" if tree.tag(word) == "VB" => {
                self.aimed = true;
                false
            }
            _ => false,
        }
    }

    /// The predicate that a word is for what hangs on it.
    fn predicate(&self, head: usize, word: usize, leader: &str) -> Option<&'static Predicate> {
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
                tree.tag(word) == "VB" && !tree.children(word).any(|child| tree.dep(child) == "aux" && tree.lemma(child) != "should")
            };
            if id == "demand" && tree.dep(word) == "ccomp" && !wished() {
                return false;
            }
            // `warned that it would strike` threatens; `warned that others might` tells.
            if id == "threaten" && tree.lemma(head) == "warn" && !self.sides.subject(head, 4).is_some_and(|said| self.speaks_of_itself(said)) {
                return false;
            }
            particle.is_empty() || *particle == leader || particle_of(tree, head, particle).is_some_and(|other| other != word)
        };
        predicates(tree.lemma(head), tree.pos(head)).iter().find(gives).map(|(_, predicate)| *predicate)
    }

    /// What the predicate makes of the event; `false` where it is the last that has a say.
    fn apply(&mut self, core: &Core, predicate: &Predicate, word: usize, head: usize) -> bool {
        let tree = self.sides.tree;
        let mut id = predicate.id.as_str();
        let nominal = !tree.is_verb(word);
        if id == "order" {
            // A court that orders an arrest makes it; one that orders a payment asks for it.
            let own = nominal && self.draft.event_type != EventType::Request && !matches!(self.draft.event_type.quad_class(), QuadClass::VerbalConflict);
            id = if own || tree.tag(word) == "VBN" { "light" } else { "demand" };
        }
        let vows = matches!(tree.lemma(head), "vow" | "promise" | "pledge" | "swear");
        if id == "promise" && vows && self.draft.event_type.quad_class() == QuadClass::MaterialConflict {
            id = "threaten";
        }
        match id {
            "light" | "begin" | "attempt" | "cause" => {
                if id == "light" || nominal {
                    self.take_over(core, head, word);
                }
                if id == "light" || id == "begin" {
                    self.draft.carriers.push(head);
                    self.draft.words.push(head);
                    self.draft.top = head;
                }
                self.draft.path.push(format!("{id}: `{}`", tree.form(head)));
                self.modal_status(head);
                true
            }
            "report" => {
                let said = if tree.is_noun(head) { self.sides.holder(head, 3) } else { self.sides.subject(head, 4) };
                if self.draft.teller.is_none() {
                    self.draft.teller = said.or_else(|| self.sides.agent(head));
                }
                if tree.children(head).any(|child| tree.dep(child) == "advmod" && matches!(tree.lemma(child), "not" | "n't" | "never" | "n’t")) {
                    self.set_status(Status::Conditional, "not said");
                }
                let own = said.is_some_and(|said| self.speaks_of_itself(said));
                if self.obliged && !own && said.is_some() && !self.draft.actors.is_empty() {
                    // `said that Peru must leave` demands it.
                    if let Some(turn) = turn("demand", self.draft.event_type, self.draft.mode.as_deref()) {
                        let lower = std::mem::replace(&mut self.draft.actors, self.sides.acting(said));
                        self.turn_into(turn, "demand", head);
                        (self.draft.recipients, self.draft.status) = (lower, Status::Occurred);
                        self.draft.teller = None;
                        return false;
                    }
                }
                let announced = nominal && matches!(tree.dep(word), "obj" | "nsubj:pass" | "nmod");
                if announced && self.draft.actors.is_empty() {
                    self.draft.actors = self.sides.acting(said);
                }
                // Who says that he will leave promises it; who announces that he leaves has given way.
                let by = if matches!(tree.lemma(head), "announce" | "announcement" | "declare" | "proclaim" | "unveil") { "announce" } else { "say" };
                if (self.future && own || announced) && self.draft.status == if announced { self.draft.status } else { Status::Planned } && self.draft.status != Status::Negated {
                    if let Some(turn) = turn(by, self.draft.event_type, self.draft.mode.as_deref()) {
                        self.turn_into(turn, by, head);
                        self.draft.status = Status::Occurred;
                        self.future = false;
                        self.draft.teller = None;
                    }
                }
                // Reported speech is what the speaker says; what stands above it is about the saying.
                false
            }
            _ => {
                let mode = self.draft.mode.clone();
                let Some(turn) = turn(id, self.draft.event_type, mode.as_deref()) else { return true };
                let negated = self.draft.status == Status::Negated;
                if turn.event_type().is_none() {
                    let status = turn.status.as_deref().and_then(Status::from_name).unwrap_or(self.draft.status);
                    self.draft.path.push(format!("{id}: `{}` makes it {status}", tree.form(head)));
                    if !negated {
                        self.set_status(status, "");
                    }
                    if self.draft.actors.is_empty() {
                        self.draft.actors = self.doers_of(head);
                    }
                    self.draft.words.push(head);
                    self.modal_status(head);
                    return true;
                }
                if turn.both {
                    let mut kept = self.draft.clone();
                    if id == "accuse" {
                        kept.teller = self.teller_of(head);
                    }
                    self.kept.push(kept);
                }
                let lower = self.draft.clone();
                let doers = self.doers_of(head);
                let addressed = self.sides.addressed(head);
                self.turn_into(turn, id, head);
                let doers = if id == "threaten" && tree.is_verb(head) && !is_passive(tree, head) {
                    self.sides.speaking(self.sides.subject(head, 6))
                } else {
                    doers
                };
                self.draft.actors = if doers.is_empty() && id == "promise" || id == "intend" { lower.actors.clone() } else { doers };
                self.draft.recipients = match id {
                    "demand" | "accuse" | "condemn" | "praise" | "investigate" | "deny" | "allow" | "prevent" => {
                        first_of([addressed, lower.actors, lower.recipients], &self.draft.actors)
                    }
                    "promise" => first_of([addressed, lower.recipients, Vec::new()], &self.draft.actors),
                    "refuse" | "end" if nominal => first_of([lower.recipients, lower.actors, addressed], &self.draft.actors),
                    _ => first_of([lower.recipients, addressed, Vec::new()], &self.draft.actors),
                };
                let status = turn.status.as_deref().and_then(Status::from_name);
                self.draft.status = status.unwrap_or(Status::Occurred);
                self.future = false;
                self.lower_status(head);
                true
            }
        }
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
                    self.draft.recipients = inner.into_iter().filter(|one| !self.draft.actors.iter().any(|actor| actor.entity == one.entity)).collect();
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
                self.draft.actors.iter().any(|actor| actor.entity == teller.entity || state(actor).is_some() && state(actor) == state(teller))
            })
    }

    fn turn_into(&mut self, turn: &Turn, by: &str, head: usize) {
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

    /// Whether a noun opens the sentence, stands bare, and names somebody who acts.
    fn leads_headline(&self, noun: usize) -> bool {
        let tree = self.sides.tree;
        let first = tree.children(noun).all(|child| child + 4 > noun || child > noun) && noun < 4;
        first && tree.child(noun, "det").is_none() && tree.pos(noun) != "NOUN" && self.sides.participant(noun).is_some()
    }

    /// Whether a verb hangs on one that plans it: `is expected to sign`.
    fn planned_by(&self, verb: usize) -> bool {
        let tree = self.sides.tree;
        let plans = |head: usize| predicates(tree.lemma(head), tree.pos(head)).iter().any(|(_, predicate)| predicate.id == "intend");
        tree.dep(verb) == "xcomp" && tree.head(verb).is_some_and(plans)
    }

    fn set_status(&mut self, status: Status, why: &str) {
        if self.draft.status != Status::Negated && status != Status::Occurred {
            self.draft.status = status;
            if !why.is_empty() {
                self.draft.path.push(format!("{why}: {status}"));
            }
        }
    }

    /// What a word's own auxiliaries, negations and subordinators make of it.
    fn lower_status(&mut self, word: usize) {
        let tree = self.sides.tree;
        self.modal_status(word);
        let negates = |child: usize| {
            let lemma = tree.lemma(child);
            match tree.dep(child) {
                "advmod" => matches!(lemma, "not" | "n't" | "never" | "n’t" | "neither" | "nor"),
                "det" => matches!(lemma, "no" | "neither"),
                "case" | "mark" => lemma == "without",
                "cc" => lemma == "nor",
                _ => false,
            }
        };
        if tree.children(word).any(negates) {
            self.set_status(Status::Negated, "negation");
        }
    }

    fn modal_status(&mut self, word: usize) {
        let tree = self.sides.tree;
        for child in tree.children(word) {
            let lemma = tree.lemma(child);
            match tree.dep(child) {
                "aux" | "cop" => match lemma {
                    "will" | "shall" | "'ll" | "wo" | "’ll" => {
                        self.future = true;
                        self.set_status(Status::Planned, "will");
                    }
                    "would" | "'d" => {
                        self.future = true;
                        self.set_status(if tree.dep(word) == "ccomp" { Status::Planned } else { Status::Conditional }, "would");
                    }
                    "may" | "might" | "could" | "can" | "should" | "must" | "ought" | "ca" => {
                        self.able |= matches!(lemma, "can" | "ca");
                        self.obliged |= matches!(lemma, "should" | "must" | "ought") && word == self.draft.top;
                        self.set_status(Status::Conditional, "a modal verb");
                    }
                    _ => {}
                },
                "mark" if matches!(lemma, "if" | "unless" | "whether") => self.set_status(Status::Conditional, "a condition"),
                "advmod" if matches!(lemma, "not" | "n't" | "never" | "n’t") && word != self.draft.trigger => {
                    self.set_status(Status::Negated, "negation");
                }
                _ => {}
            }
        }
        // `is to visit`
        if tree.children(word).any(|child| tree.dep(child) == "mark" && tree.lemma(child) == "to")
            && tree.children(word).any(|child| tree.dep(child) == "aux" && tree.lemma(child) == "be")
        {
            self.future = true;
            self.set_status(Status::Planned, "is to");
        }
    }

    fn finish(mut self) -> Vec<Draft> {
        if let Some(joint) = self.draft.joint.filter(|_| several_states(&self.draft.actors)) {
            self.draft.path.push(format!("done together: {joint}"));
            (self.draft.event_type, self.draft.mode, self.draft.cameo, self.draft.mutual) = (joint, None, Some("062".to_owned()), true);
        }
        // `will not leave` is a refusal.
        let willing = matches!(
            self.draft.event_type.quad_class(),
            QuadClass::VerbalCooperation | QuadClass::MaterialCooperation
        );
        if self.draft.status == Status::Negated && (self.future || self.able) && willing && !self.draft.actors.is_empty() {
            if let Some(turn) = turn("refuse", self.draft.event_type, self.draft.mode.as_deref()) {
                let (trigger, top) = (self.draft.trigger, self.draft.top);
                self.turn_into(turn, "refuse", trigger);
                (self.draft.top, self.draft.status) = (top, Status::Occurred);
            }
        }
        if self.draft.status == Status::Planned {
            if let Some(turn) = turn("future", self.draft.event_type, self.draft.mode.as_deref()) {
                let (trigger, top) = (self.draft.trigger, self.draft.top);
                self.turn_into(turn, "future", trigger);
                self.draft.top = top;
                self.draft.status = Status::Planned;
            }
        }
        let mut drafts = self.kept;
        if !self.aimed {
            drafts.push(self.draft);
        }
        for draft in &mut drafts {
            if draft.mutual {
                add_new(&mut draft.actors, std::mem::take(&mut draft.recipients));
                if draft.actors.len() > 1 {
                    draft.recipients = draft.actors.clone();
                }
            }
        }
        drafts
    }
}

fn several_states(side: &[Participant]) -> bool {
    let mut states = side.iter().filter_map(|one| one.code.as_deref()?.split(' ').next());
    let first = states.next();
    states.any(|state| Some(state) != first)
}

/// Whether what a verb is done for may never have been done.
fn punishes(lemma: &str) -> bool {
    use EventType::{Accuse, Coerce, Mobilize, Sanction};
    verb_items(lemma).iter().any(|item| matches!(item.class.event_type(), Some(Accuse | Coerce | Mobilize | Sanction)))
}

/// The first group that has somebody in it who is not an actor already.
fn first_of(groups: [Vec<Participant>; 3], actors: &[Participant]) -> Vec<Participant> {
    for mut group in groups {
        group.retain(|one| !actors.iter().any(|actor| actor.entity == one.entity));
        if !group.is_empty() {
            return group;
        }
    }
    Vec::new()
}

