//! What higher words make of an event: the algebra of `algebra.toml`, and the status that auxiliaries and conditions give.

use super::lexicon::{predicates, turn, verb_items};
use super::reading::{Core, is_passive};
use super::sides::{Sides, add_new};
use super::turning::is_not;
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
    let mut climber =
        Climber { sides, draft, kept: Vec::new(), aimed: false, future: false, able: false, obliged: false };
    climber.lower_status(core.word);
    climber.run(core);
    climber.finish()
}

pub(super) struct Climber<'a> {
    pub(super) sides: Sides<'a>,
    pub(super) draft: Draft,
    /// Lower events that hold beside what was made of them.
    pub(super) kept: Vec<Draft>,
    /// Whether it is only what something is for: `troops to attack`.
    aimed: bool,
    /// Whether an auxiliary put it in the future.
    pub(super) future: bool,
    /// Whether an auxiliary says that it can be done, or must be.
    pub(super) able: bool,
    pub(super) obliged: bool,
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
                    if tree.is_verb(top)
                        && !tree.children(top).any(|child| matches!(tree.dep(child), "aux" | "nsubj" | "nsubj:pass"))
                    {
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
                matches!(
                    leader.as_str(),
                    "of" | "for"
                        | "to"
                        | "from"
                        | "with"
                        | "over"
                        | "about"
                        | "on"
                        | "against"
                        | "in"
                        | "as"
                        | "into"
                        | ""
                )
            }
            "advcl" => matches!(
                leader.as_str(),
                "of" | "for" | "from" | "with" | "over" | "about" | "against" | "in" | "into" | "on"
            ),
            "acl" => tree.tag(word) != "VBN",
            _ => false,
        };
        if argument && let Some(predicate) = self.predicate(head, word, &leader) {
            return self.apply(core, predicate, word, head);
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
                } else if tree.children(word).any(|child| tree.dep(child) == "mark" && tree.lemma(child) == "to")
                    && tree.tag(word) == "VB"
                {
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

    /// Whether a noun opens the sentence, stands bare, and names somebody who acts.
    fn leads_headline(&self, noun: usize) -> bool {
        let tree = self.sides.tree;
        let first = tree.children(noun).all(|child| child + 4 > noun || child > noun) && noun < 4;
        first && tree.child(noun, "det").is_none() && tree.pos(noun) != "NOUN" && self.sides.participant(noun).is_some()
    }

    /// Whether a verb hangs on one that plans it: `is expected to sign`.
    fn planned_by(&self, verb: usize) -> bool {
        let tree = self.sides.tree;
        let plans = |head: usize| {
            predicates(tree.lemma(head), tree.pos(head)).iter().any(|(_, predicate)| predicate.id == "intend")
        };
        tree.dep(verb) == "xcomp" && tree.head(verb).is_some_and(plans)
    }

    pub(super) fn set_status(&mut self, status: Status, why: &str) {
        if self.draft.status != Status::Negated && status != Status::Occurred {
            self.draft.status = status;
            if !why.is_empty() {
                self.draft.path.push(format!("{why}: {status}"));
            }
        }
    }

    /// What a word's own auxiliaries, negations and subordinators make of it.
    pub(super) fn lower_status(&mut self, word: usize) {
        let tree = self.sides.tree;
        self.modal_status(word);
        let negates = |child: usize| {
            let lemma = tree.lemma(child);
            match tree.dep(child) {
                "advmod" => is_not(lemma) || matches!(lemma, "neither" | "nor"),
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

    pub(super) fn modal_status(&mut self, word: usize) {
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
                        self.set_status(
                            if tree.dep(word) == "ccomp" { Status::Planned } else { Status::Conditional },
                            "would",
                        );
                    }
                    "may" | "might" | "could" | "can" | "should" | "must" | "ought" | "ca" => {
                        self.able |= matches!(lemma, "can" | "ca");
                        self.obliged |= matches!(lemma, "should" | "must" | "ought") && word == self.draft.top;
                        self.set_status(Status::Conditional, "a modal verb");
                    }
                    _ => {}
                },
                "mark" if matches!(lemma, "if" | "unless" | "whether") => {
                    self.set_status(Status::Conditional, "a condition")
                }
                "advmod" if is_not(lemma) && word != self.draft.trigger => {
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

    /// Turns the event where it stands, with no word above it.
    fn turn_by_auxiliary(&mut self, by: &str, status: Status) {
        let Some(turn) = turn(by, self.draft.event_type, self.draft.mode.as_deref()) else { return };
        let (trigger, top) = (self.draft.trigger, self.draft.top);
        self.turn_into(turn, by, trigger);
        (self.draft.top, self.draft.status) = (top, status);
    }

    fn finish(mut self) -> Vec<Draft> {
        if let Some(joint) = self.draft.joint.filter(|_| several_states(&self.draft.actors)) {
            self.draft.path.push(format!("done together: {joint}"));
            (self.draft.event_type, self.draft.mode, self.draft.cameo, self.draft.mutual) =
                (joint, None, Some("062".to_owned()), true);
        }
        // `will not leave` is a refusal.
        let willing =
            matches!(self.draft.event_type.quad_class(), QuadClass::VerbalCooperation | QuadClass::MaterialCooperation);
        let refused = self.draft.status == Status::Negated && (self.future || self.able);
        if refused && willing && !self.draft.actors.is_empty() {
            self.turn_by_auxiliary("refuse", Status::Occurred);
        }
        if self.draft.status == Status::Planned {
            self.turn_by_auxiliary("future", Status::Planned);
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
pub(super) fn first_of(groups: [Vec<Participant>; 3], actors: &[Participant]) -> Vec<Participant> {
    for mut group in groups {
        group.retain(|one| !actors.iter().any(|actor| actor.entity == one.entity));
        if !group.is_empty() {
            return group;
        }
    }
    Vec::new()
}
