//! Country and sector of a phrase, read off its own words: `the South Korean spy agency`, `opposition lawmakers in Georgia`.
//!
//! Which word decides the sector, the first of these that tells one:
//! 1. `former`, `retired`, `ousted`: ELI, whatever follows;
//! 2. `opposition` before a politician: OPP;
//! 3. a named body that the person serves, where the head noun is one that every body has (`official`, `leader`, `spokesman`);
//! 4. the head noun with the words that make one term with it (`riot police`, `prime minister`);
//! 5. another word before the head (`rebel leader`, `military spokesman`, `student group`);
//! 6. a body that hangs on it (`a spokesman for the army`).
//!
//! Which words decide the country: the adjective or the name of a state before the head; the country of a named body before it;
//! a state, a place or a body behind `of`, `in`, `from`, `for` or `at`.

use super::naming::{Named, hit_over};
use super::phrases::Phrase;
use crate::civil::Date;
use crate::document::{EntityType, Sentences, Token};
use crate::knowledge::{Meaning, NameHit, Role, RoleKind, role};
use crate::text::Span;

/// What the words of a phrase say of whom it means.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Description {
    pub(super) country: Option<&'static str>,
    /// A second country joined to the first: `South Korean and Ukrainian intelligence`.
    pub(super) second_country: Option<&'static str>,
    pub(super) sector: Option<&'static str>,
    /// The head noun, where it is a word for persons or bodies.
    pub(super) role: Option<&'static Role>,
    /// The term of the head noun, from first to behind the last token, as indices into all tokens.
    pub(super) term: (u32, u32),
}

/// What a phrase is read with.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) sentences: &'a Sentences,
    pub(super) hits: &'a [NameHit],
    pub(super) names: &'a [Named],
    pub(super) published: Option<Date>,
}

impl<'a> Scene<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.sentences.tokens[at].span.of(self.text)
    }

    /// The longest term of up to four words that ends before a token, with where it begins.
    fn term_before(&self, first: usize, end: usize) -> Option<(usize, &'static Role)> {
        let mut found = None;
        let mut term = String::new();
        for start in (first.max(end.saturating_sub(4))..end).rev() {
            let word = self.word(start).to_lowercase();
            if term.is_empty() {
                term = word;
            } else {
                let joined = word.ends_with('-') || term.starts_with('-');
                term = if joined { word + &term } else { word + " " + &term };
            }
            let known = role(&term).or_else(|| role(term.strip_suffix('.')?));
            if let Some(role) = known.filter(|role| role.kind != RoleKind::Modifier || found.is_none()) {
                found = Some((start, role));
            }
        }
        found
    }

    /// The name that has this token in it.
    fn name_at(&self, at: usize) -> Option<&'a Named> {
        let nth = self.names.partition_point(|name| name.end as usize <= at);
        self.names.get(nth).filter(|name| name.first as usize <= at)
    }

    /// What the words of a phrase say; `head` is its noun, or the first word of its name.
    pub(super) fn describe(&self, phrase: &Phrase) -> Description {
        let mut first = phrase.first as usize;
        let own = phrase.name.map(|name| &self.names[name as usize]);
        // Before a name stands its title; otherwise the head noun ends the term.
        let mut end = own.map_or(phrase.head as usize + 1, |name| name.first as usize);
        if own.is_none() {
            // `thousands of refugees` are refugees.
            if let Some((start, noun)) = self.counted(phrase) {
                (first, end) = (start, noun + 1);
            }
            // `attorney general`
            if end < self.sentences.tokens.len()
                && self.word(end) == "general"
                && matches!(self.word(end - 1), "attorney" | "secretary" | "consul")
            {
                end += 1;
            }
        }
        let mut said = Description { term: (end as u32, end as u32), ..Description::default() };
        let mut before = end;
        let term = self.term_before(first, end).or_else(|| {
            let noun = end.checked_sub(1).filter(|_| own.is_none())?;
            let lemma = self.sentences.tokens[noun].lemma.of(self.word(noun));
            role(&lemma).map(|role| (noun, role))
        });
        if let Some((start, role)) = term {
            (said.role, said.sector, said.term) = (Some(role), role.sector, (start as u32, end as u32));
            before = start;
        }
        let every_body = before == end || before + 1 == end && self.is_generic(before);
        if term.is_none()
            && let Some(noun) = end.checked_sub(1).filter(|_| own.is_none())
            && let Some(Named { meaning: Some(Meaning::National(country)), .. }) = self.name_at(noun)
        {
            (said.country, said.sector) = (Some(country.code), Some("CVL"));
            said.role = role("people");
            said.term = (noun as u32, end as u32);
        }
        let mut body = None;
        let mut modifier = None;
        let mut at = before;
        while at > first {
            at -= 1;
            if let Some(name) = self.name_at(at) {
                at = name.first as usize;
                let (country, sector) = self.lent(name, said.role);
                if said.country.is_none() {
                    said.country = country;
                } else if said.second_country.is_none()
                    && self.joins(name.end as usize, before)
                    && country != said.country
                {
                    said.second_country = country;
                }
                body = body.or(sector);
                continue;
            }
            if let Some(hit) = hit_over(self.sentences.tokens[at].span, self.hits)
                && let Meaning::Adjective(country) = hit.meaning
            {
                let joined = said.country.is_some_and(|known| known != country.code);
                if said.country.is_none() {
                    said.country = Some(country.code);
                } else if joined && said.second_country.is_none() && self.joins(at + 1, before) {
                    said.second_country = Some(country.code);
                }
                continue;
            }
            let word = self.word(at).to_lowercase();
            let was = matches!(word.as_str(), "former" | "ex" | "ex-" | "retired" | "ousted" | "deposed" | "onetime");
            if was && said.role.is_none_or(|role| role.kind != RoleKind::Body) {
                said.sector = Some("ELI");
                modifier = Some("ELI");
                break;
            }
            if let Some((start, role)) = self.term_before(first, at + 1) {
                modifier = modifier.or(role.sector);
                at = start;
            }
        }
        let politician = matches!(said.sector, Some("LEG" | "PTY" | "GOV") | None) && !matches!(modifier, Some("ELI"));
        said.sector = match (modifier, body, said.sector) {
            (Some("ELI"), ..) => Some("ELI"),
            (Some("OPP"), ..) if politician => Some("OPP"),
            (_, Some(body), _) if every_body => Some(body),
            (Some(modifier), _, _) if every_body => Some(modifier),
            (.., Some(own)) => Some(own),
            (modifier, body, None) => modifier.or(body),
        };
        if said.role.is_some() || own.is_some() {
            self.look_behind(phrase, end, every_body, &mut said);
        }
        said
    }

    /// The noun that a phrase counts, with the first word after `of`: `hundreds of angry residents`.
    fn counted(&self, phrase: &Phrase) -> Option<(usize, usize)> {
        const COUNTS: [&str; 16] = [
            "thousands",
            "hundreds",
            "dozens",
            "scores",
            "millions",
            "tens",
            "group",
            "crowd",
            "number",
            "handful",
            "majority",
            "pair",
            "couple",
            "team",
            "most",
            "some",
        ];
        let head = phrase.head as usize;
        let sentence = &self.sentences.sentences[phrase.sentence as usize];
        let of = head + 1;
        if of + 1 >= phrase.end as usize
            || self.word(of) != "of"
            || !COUNTS.contains(&self.word(head).to_lowercase().as_str())
        {
            return None;
        }
        let up = |at: usize| self.sentences.tokens[at].head.map(|up| (up + sentence.first_token) as usize);
        let noun = (of + 1..phrase.end as usize)
            .find(|&at| up(at) == Some(head) && self.sentences.tokens[at].dep != Some("case"))?;
        // `tens of thousands of people`
        let deeper = (noun + 1..phrase.end as usize)
            .find(|&at| up(at) == Some(noun) && self.word(noun + 1) == "of" && at > noun + 1);
        Some(match deeper {
            Some(at) if COUNTS.contains(&self.word(noun)) => (noun + 2, at),
            _ => (of + 1, noun),
        })
    }

    /// Nouns that every kind of body has.
    fn is_generic(&self, at: usize) -> bool {
        matches!(
            self.word(at).to_lowercase().as_str(),
            "official"
                | "officials"
                | "leader"
                | "leaders"
                | "leadership"
                | "chief"
                | "chiefs"
                | "head"
                | "heads"
                | "member"
                | "members"
                | "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "spokesmen"
                | "spokespeople"
                | "spokespersons"
                | "representative"
                | "representatives"
                | "source"
                | "sources"
                | "staff"
                | "employee"
                | "employees"
                | "executive"
                | "executives"
                | "commander"
                | "commanders"
                | "fighter"
                | "fighters"
                | "delegation"
                | "boss"
                | "director"
                | "group"
                | "groups"
                | "forces"
                | "force"
                | "unit"
                | "units"
                | "team"
                | "worker"
                | "workers"
                | "convoy"
                | "mission"
                | "headquarters"
                | "organization"
                | "organisation"
                | "movement"
                | "secretary"
                | "secretary-general"
                | "chairman"
                | "chairwoman"
                | "chair"
                | "president"
                | "founder"
                | "veteran"
                | "adviser"
                | "advisers"
                | "advisor"
                | "aide"
                | "aides"
                | "envoy"
                | "activist"
                | "activists"
                | "leader-in-exile"
                | "man"
                | "men"
                | "woman"
                | "women"
                | "people"
                | "candidate"
                | "candidates"
                | "figure"
                | "figures"
                | "supporters"
                | "expert"
                | "experts"
                | "economist"
                | "inspectors"
                | "observers"
                | "monitors"
                | "peacekeepers"
                | "agency"
                | "office"
                | "building"
                | "side"
                | "negotiator"
                | "negotiators"
                | "positions"
                | "base"
        )
    }

    fn joins(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| matches!(self.word(at), "and" | "," | "&" | "or"))
    }

    /// What hangs behind the head: whose it is, and where.
    fn look_behind(&self, phrase: &Phrase, end: usize, every_body: bool, said: &mut Description) {
        let from = phrase.name.map_or(end, |name| self.names[name as usize].end as usize);
        let mut at = from;
        while at < phrase.end as usize {
            if self.name_at(at).is_none()
                || !matches!(
                    self.preposition_before(from, at),
                    Some("of" | "in" | "from" | "for" | "at" | "with" | "on")
                )
            {
                if said.sector.is_none()
                    && every_body
                    && matches!(self.preposition_before(from, at), Some("of" | "for" | "at" | "with" | "in" | "from"))
                    && let Some(known) = self
                        .term_before(at, at + 1)
                        .map(|(_, role)| role)
                        .filter(|role| role.kind != RoleKind::Modifier)
                {
                    said.sector = known.sector;
                }
                if let Some(hit) = hit_over(self.sentences.tokens[at].span, self.hits)
                    && let Meaning::Adjective(country) = hit.meaning
                    && matches!(self.preposition_before(from, at), Some("of" | "from" | "for" | "at" | "in" | "with"))
                    && said.country.is_none()
                {
                    said.country = Some(country.code);
                }
                at += 1;
                continue;
            }
            let Some(name) = self.name_at(at) else { break };
            let (country, sector) = self.of_name(name);
            if said.country.is_none() {
                said.country = country;
            }
            if every_body
                && matches!(said.sector, None | Some("GOV"))
                && name.kind == EntityType::Org
                && sector.is_some()
                && said.sector != Some("ELI")
            {
                said.sector = sector;
            }
            at = name.end as usize;
        }
    }

    /// The preposition that a word behind the head hangs on: the last one before it.
    fn preposition_before(&self, from: usize, at: usize) -> Option<&'a str> {
        (from..at).rev().find(|&at| self.sentences.tokens[at].pos == Some("ADP")).map(|at| self.word(at))
    }

    /// What a name before the head lends to it: users of a firm, and groups on its pages, are not the firm's.
    fn lent(&self, name: &Named, role: Option<&Role>) -> (Option<&'static str>, Option<&'static str>) {
        let (country, sector) = self.of_name(name);
        let serves = role.is_none_or(|role| matches!(role.kind, RoleKind::Title | RoleKind::Role));
        if matches!(sector, Some("BUS" | "JRN")) && !serves { (None, None) } else { (country, sector) }
    }

    /// Country and sector that a name lends to what it describes.
    fn of_name(&self, name: &Named) -> (Option<&'static str>, Option<&'static str>) {
        match name.meaning {
            Some(Meaning::Country(country) | Meaning::Seat(country) | Meaning::National(country)) => {
                (Some(country.code), None)
            }
            Some(Meaning::Place(place)) => (Some(place.country), None),
            Some(Meaning::Organisation(organisation)) => {
                let (country, sector) = organisation.on(self.published);
                (country, Some(sector))
            }
            Some(Meaning::Outlet(outlet)) => (outlet.country, Some("JRN")),
            Some(Meaning::Weapon(_) | Meaning::Adjective(_)) => (None, None),
            None if name.kind == EntityType::Org => self.of_body(name),
            None if name.kind == EntityType::Place => {
                let known = crate::knowledge::find_place(name.span.of(self.text)).map(|place| place.country);
                (known.or_else(|| self.of_body(name).0), None)
            }
            None => (None, None),
        }
    }

    /// What the name of a body tells: `Peruvian Navy`, `Bank of Ghana`, `Institute for Peace`.
    pub(super) fn of_body(&self, name: &Named) -> (Option<&'static str>, Option<&'static str>) {
        let range = name.first as usize..name.end as usize;
        let within = |span: Span| name.span.contains(span);
        let first = self.hits.partition_point(|hit| hit.span.end <= name.span.start);
        let country = self.hits[first..].iter().take_while(|hit| within(hit.span)).find_map(|hit| match hit.meaning {
            Meaning::Country(country) | Meaning::Adjective(country) | Meaning::Seat(country) => Some(country.code),
            Meaning::Place(place) => Some(place.country),
            Meaning::Organisation(body) => body.on(self.published).0,
            _ => None,
        });
        // The word before `of` or `for` is the head; else the last one.
        let split = range.clone().find(|&at| matches!(self.word(at), "of" | "for" | "on" | "at")).unwrap_or(range.end);
        let head = self.term_before(range.start, split);
        let any = || {
            range.clone().find_map(|at| role(&self.word(at).to_lowercase()).filter(|role| role.kind == RoleKind::Body))
        };
        let role = head.map(|(_, role)| role).filter(|role| role.sector.is_some()).or_else(any);
        (country, role.and_then(|role| role.sector))
    }
}

/// The tokens of a sentence's phrase.
pub(super) fn tokens_of<'a>(sentences: &'a Sentences, phrase: &Phrase) -> &'a [Token] {
    &sentences.tokens[phrase.first as usize..phrase.end as usize]
}
