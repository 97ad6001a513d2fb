//! What happened: PLOVER events, by words that carry them.
//!
//! In: all that the other rooms found. Out: events whose actor has a code; one without is none.
//! `Danish troops attacked Peru on Monday` is ASSAULT by DNK MIL on PER, on that day.

mod rules;

use crate::document::{
    Entity, EntityType, Event, Mention, MentionKind, Participant, QuadClass, Quantity, Quote, Sentence, Sentences,
    Status, TimeExpression,
};
use crate::knowledge::{WordList, country_by_code, places_named, word_list};
use crate::text::{Span, stable_hash};
use rules::{Rule, rule_of};

/// All that the lower rooms found in one article.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) article_id: &'a str,
    pub(crate) text: &'a str,
    pub(crate) sentences: &'a Sentences,
    pub(crate) entities: &'a [Entity],
    pub(crate) mentions: &'a [Mention],
    pub(crate) times: &'a [TimeExpression],
    pub(crate) quantities: &'a [Quantity],
    pub(crate) quotes: &'a [Quote],
}

pub(crate) fn find_events(found: Found<'_>) -> Vec<Event> {
    let mentions = outermost(found.mentions, found.entities);
    let found = Found { mentions: &mentions, ..found };
    let mut events = Vec::new();
    for (nth, sentence) in found.sentences.sentences.iter().enumerate() {
        let tokens = found.sentences.tokens_of(sentence);
        for (at, token) in tokens.iter().enumerate() {
            let Some(rule) = rule_of(token.span.of(found.text)) else { continue };
            let quoted = quote_at(found.quotes, token.span.start);
            let clause = Clause::around(found, sentence, at, rule);
            if let Some(event) = clause.read(nth as u32, quoted) {
                events.push(event);
            }
        }
    }
    events
}

/// Mentions that do not overlap: of nested ones the outermost that tells a country.
fn outermost(mentions: &[Mention], entities: &[Entity]) -> Vec<Mention> {
    let mut kept: Vec<Mention> = Vec::new();
    for mention in mentions {
        let tells = mention.kind == MentionKind::Name
            || entities.get(mention.entity as usize).is_some_and(|entity| entity.country.is_some());
        let within = |other: &Mention| other.span != mention.span && other.span.overlaps(mention.span);
        if tells && !kept.iter().rev().take(4).any(within) {
            kept.push(mention.clone());
        }
    }
    kept
}

/// Degrees north and east of a place, or of the middle of a state.
fn coordinates(place: &Entity) -> Option<(f64, f64)> {
    let country = place.country.as_deref()?;
    if place.kind == EntityType::Country {
        return country_by_code(country)?.middle;
    }
    places_named(&place.name).find(|known| known.country == country).map(|known| (known.latitude, known.longitude))
}

/// The innermost speech that a word stands in; not what somebody only wants, or calls good or bad.
fn quote_at(quotes: &[Quote], offset: u32) -> Option<&Quote> {
    let end = quotes.partition_point(|quote| quote.span.start <= offset);
    let spoken = |quote: &&Quote| {
        offset < quote.span.end
            && !matches!(
                quote.rule.as_str(),
                "quote/will-to" | "quote/order" | "quote/about" | "quote/call-for" | "quote/speak-of"
            )
    };
    quotes[..end].iter().rev().take(24).find(spoken)
}

/// A trigger and the words about it that belong to its event.
struct Clause<'a> {
    found: Found<'a>,
    rule: &'static Rule,
    words: Vec<&'a str>,
    /// The trigger's place in `words`.
    at: usize,
    span: Span,
    trigger: Span,
    sentence: Span,
}

/// How many tokens a clause may reach to either side of its trigger.
const REACH: usize = 30;

impl<'a> Clause<'a> {
    fn around(found: Found<'a>, sentence: &Sentence, at: usize, rule: &'static Rule) -> Self {
        let tokens = found.sentences.tokens_of(sentence);
        let word = |at: usize| tokens[at].span.of(found.text);
        let ends = |word: &str| {
            matches!(
                word,
                ";" | ":"
                    | "“"
                    | "”"
                    | "\""
                    | "that"
                    | "according"
                    | "while"
                    | "when"
                    | "as"
                    | "after"
                    | "before"
                    | "because"
            )
        };
        let first = (at.saturating_sub(REACH)..at)
            .rev()
            .find(|&nth| ends(word(nth)))
            .map_or(at.saturating_sub(REACH), |nth| nth + 1);
        let limit = tokens.len().min(at + REACH);
        let last = (at + 1..limit).find(|&nth| ends(word(nth))).unwrap_or(limit);
        Self {
            found,
            rule,
            words: (first..last).map(word).collect(),
            at: at - first,
            span: Span { start: tokens[first].span.start, end: tokens[last - 1].span.end },
            trigger: tokens[at].span,
            sentence: sentence.span,
        }
    }

    fn read(&self, sentence: u32, quoted: Option<&Quote>) -> Option<Event> {
        let event_type = self.rule.event_type()?;
        if self.is_participle() {
            return None;
        }
        let status = self.status()?;
        let (mut actors, mut recipients) = self.sides()?;
        if event_type.quad_class() != QuadClass::MaterialConflict
            && event_type.quad_class() != QuadClass::VerbalConflict
        {
            // Cooperation is with others: a second name of the same state is the actor once more.
            let state =
                |one: &Participant| one.code.as_deref().map(|code| code.split(' ').next().unwrap_or(code).to_owned());
            let own: Vec<Option<String>> = actors.iter().map(state).collect();
            recipients.retain(|one| !own.contains(&state(one)));
        }
        let each_other = self.rule.mutual && actors.len() > 1;
        if recipients.is_empty() && !self.rule.alone && !each_other {
            return None;
        }
        if self.rule.mutual {
            actors.append(&mut recipients);
            recipients = actors.clone();
        }
        let time = self.time();
        let place = self.place();
        let quantity = self.quantity();
        let dates = time.and_then(|time| time.dates);
        let code = |side: &[Participant]| {
            side.iter().map(|one| one.code.as_deref().unwrap_or("")).collect::<Vec<_>>().join(";")
        };
        let day = dates.map_or(String::new(), |(first, last)| format!("{first}/{last}"));
        let story = [event_type.as_str(), &code(&actors), &code(&recipients), &day, self.found.article_id];
        Some(Event {
            event_id: format!("{:016x}", stable_hash([self.found.article_id, &self.trigger.start.to_string()])),
            story_id: format!("{:016x}", stable_hash(story)),
            sentence,
            event_type,
            mode: self.rule.mode.clone(),
            context: None,
            cameo: self.rule.cameo.clone(),
            goldstein: self.rule.goldstein,
            actors,
            recipients,
            dates,
            date_text: time.map(|time| time.span.of(self.found.text).to_owned()),
            place: place.map(|place| place.name.clone()),
            place_country: place.and_then(|place| place.country.clone()),
            coordinates: place.and_then(coordinates),
            status,
            attributed_to: self.attributed_to(quoted),
            quantity_low: quantity.and_then(|quantity| quantity.low),
            quantity_high: quantity.and_then(|quantity| quantity.high),
            quantity_noun: quantity.and_then(|quantity| quantity.noun.clone()),
            span: self.span,
            trigger: self.trigger,
            confidence: if status == Status::Occurred { 0.5 } else { 0.4 },
            rule: self.rule.id.clone(),
        })
    }

    /// `a decree signed Monday`: after a common noun that names nobody, the trigger describes that noun.
    fn is_participle(&self) -> bool {
        const VERB_BEFORE: &[&str] = &[
            "has",
            "have",
            "had",
            "was",
            "were",
            "been",
            "be",
            "being",
            "is",
            "are",
            "also",
            "then",
            "later",
            "will",
            "would",
            "could",
            "may",
            "might",
            "should",
            "not",
            "never",
            "and",
            "or",
            "to",
            "did",
            "who",
            "which",
            "must",
            "can",
            "again",
            "it",
            "they",
            "he",
            "she",
            "expressed",
            "troops",
            "forces",
        ];
        let Some(before) = self.at.checked_sub(1).map(|at| self.words[at]) else { return false };
        let common =
            before.chars().all(char::is_lowercase) && !before.ends_with("ly") && !VERB_BEFORE.contains(&before);
        let mentions = self.mentions();
        let nth = mentions.partition_point(|mention| mention.span.end < self.trigger.start);
        let named = nth.checked_sub(1).is_some_and(|nth| mentions[nth].span.end + 1 == self.trigger.start);
        common && !named
    }

    /// From the words before the trigger; `None` where it is an infinitive that says nothing of the kind.
    fn status(&self) -> Option<Status> {
        let before = &self.words[self.at.saturating_sub(8)..self.at];
        let near = &before[before.len().saturating_sub(4)..];
        let has = |words: &[&str], known: &[&str]| words.iter().any(|word| known.contains(word));
        if has(near, &["not", "n't", "n’t", "never", "without", "denied"]) {
            return Some(Status::Negated);
        }
        if has(near, &["could", "may", "might", "would", "should", "can", "must"])
            || has(&self.words[..self.at], &["if", "If", "whether", "unless"])
        {
            return Some(Status::Conditional);
        }
        if has(before, &["will", "expected", "plans", "planned", "scheduled", "intends", "set", "shall"]) {
            return Some(Status::Planned);
        }
        (before.last() != Some(&"to") && before.last() != Some(&"the")).then_some(Status::Occurred)
    }

    /// Who did it and to whom; `None` where no coded actor is named.
    fn sides(&self) -> Option<(Vec<Participant>, Vec<Participant>)> {
        let near = &self.words[self.at.saturating_sub(3)..self.at];
        let passive = near.iter().any(|word| matches!(*word, "was" | "were" | "been" | "being" | "is" | "are" | "be"));
        let (before, after) = (self.actor_before(), self.group(self.trigger.end));
        let by = self.words[self.at + 1..].iter().take(6).any(|word| *word == "by");
        let (actors, recipients) = match (passive, by) {
            (true, true) => (after, before),
            (true, false) if self.rule.id != "event/aid/send" => return None,
            _ => (before, after),
        };
        (!actors.is_empty()).then_some((actors, recipients))
    }

    fn coded(&self, mention: &Mention) -> Option<Participant> {
        let entity = self.found.entities.get(mention.entity as usize)?;
        let actor = !matches!(
            entity.kind,
            EntityType::Place | EntityType::Agreement | EntityType::Facility | EntityType::Weapon
        );
        let participant = Participant {
            name: entity.name.clone(),
            code: entity.code.clone(),
            entity: mention.entity,
            span: mention.span,
        };
        // Who tells it is no side of it.
        let rest = self.found.text[mention.span.end as usize..].trim_start_matches([' ', ',']);
        let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let follows = mention.span.end + 1 == self.trigger.start;
        let tells = !follows && word_list(WordList::Cues).get(next) == Some(&"core");
        let outlet = entity.kind == EntityType::Org && entity.sector.as_deref() == Some("JRN");
        (actor && !tells && !outlet && entity.code.is_some()).then_some(participant)
    }

    fn mentions(&self) -> &'a [Mention] {
        let mentions = self.found.mentions;
        let first = mentions.partition_point(|mention| mention.span.start < self.span.start);
        let last = mentions.partition_point(|mention| mention.span.end <= self.span.end);
        mentions.get(first..last).unwrap_or_default()
    }

    /// The first group of actors of the clause before the trigger.
    fn actor_before(&self) -> Vec<Participant> {
        let mentions = self.mentions();
        let count = mentions.partition_point(|mention| mention.span.end <= self.trigger.start);
        let heads = mentions[..count].iter().enumerate().rev();
        let possessive = |mention: &Mention| self.found.text[mention.span.end as usize..].starts_with(['\'', '’']);
        let Some((last, _)) =
            heads.into_iter().find(|(_, mention)| !possessive(mention) && self.coded(mention).is_some())
        else {
            return Vec::new();
        };
        let mut first = last;
        while first > 0 && self.joined(&mentions[first - 1], &mentions[first]) {
            first -= 1;
        }
        mentions[first..=last].iter().filter_map(|mention| self.coded(mention)).collect()
    }

    /// The nearest actors from an offset on.
    fn group(&self, from: u32) -> Vec<Participant> {
        let mentions = self.mentions();
        let first = mentions.partition_point(|mention| mention.span.start < from);
        let Some(start) = (first..mentions.len()).find(|&nth| self.coded(&mentions[nth]).is_some()) else {
            return Vec::new();
        };
        let mut end = start + 1;
        while end < mentions.len() && self.joined(&mentions[end - 1], &mentions[end]) {
            end += 1;
        }
        mentions[start..end].iter().filter_map(|mention| self.coded(mention)).collect()
    }

    fn joined(&self, left: &Mention, right: &Mention) -> bool {
        let Some(gap) = self.found.text.get(left.span.end as usize..right.span.start as usize) else { return false };
        let gap = gap.trim().trim_start_matches(',').trim();
        gap.is_empty() || gap == "and" || gap.starts_with("and ") && gap.len() < 40 && !gap.contains(',')
    }

    /// The time of the clause nearest to the trigger, one of its telling (`said Monday`) left out.
    fn time(&self) -> Option<&'a TimeExpression> {
        let times = self.found.times;
        let first = times.partition_point(|time| time.span.start < self.span.start);
        let inside = times[first..].iter().take_while(|time| time.span.end <= self.span.end);
        let told = |time: &&TimeExpression| {
            let before = self.found.text[self.span.start as usize..time.span.start as usize].trim_end();
            let before = before.strip_suffix(" on").unwrap_or(before);
            let word = before.rsplit(' ').next().unwrap_or("");
            word_list(WordList::Cues).get(word) == Some(&"core")
        };
        inside.filter(|time| !told(time)).min_by_key(|time| time.span.start.abs_diff(self.trigger.end))
    }

    /// The place after the trigger that `in` or `at` stands before.
    fn place(&self) -> Option<&'a Entity> {
        let mention = self.mentions().iter().find(|mention| {
            let place = self
                .found
                .entities
                .get(mention.entity as usize)
                .is_some_and(|entity| matches!(entity.kind, EntityType::Place | EntityType::Country));
            let before = self.found.text[..mention.span.start as usize].trim_end();
            place
                && mention.span.start > self.trigger.end
                && [" in", " at", " near"].iter().any(|word| before.ends_with(word))
        })?;
        self.found.entities.get(mention.entity as usize)
    }

    /// The first figure of the clause that counts something.
    fn quantity(&self) -> Option<&'a Quantity> {
        let first = self.found.quantities.partition_point(|quantity| quantity.span.start < self.span.start);
        let inside = self.found.quantities[first..].iter().take_while(|quantity| quantity.span.end <= self.span.end);
        inside
            .filter(|quantity| quantity.noun.is_some())
            .min_by_key(|quantity| quantity.span.start.abs_diff(self.trigger.end))
    }

    /// Who tells it: the speaker of the quotation, or the name beside a verb of saying in the sentence.
    fn attributed_to(&self, quoted: Option<&Quote>) -> Option<String> {
        if let Some(entity) = quoted.and_then(|quote| quote.speaker_entity) {
            return self.found.entities.get(entity as usize).map(|entity| entity.name.clone());
        }
        let first = self.found.sentences.tokens.partition_point(|token| {
            token.span.start < self.sentence.start.max(self.trigger.start.saturating_sub(300))
        });
        let tokens = self.found.sentences.tokens[first..]
            .iter()
            .take(2 * REACH)
            .take_while(|token| token.span.end <= self.sentence.end);
        let cue = tokens.map(|token| token.span).find(|span| {
            let word = span.of(self.found.text);
            *span != self.trigger && (word == "according" || word_list(WordList::Cues).get(word) == Some(&"core"))
        })?;
        let mentions = self.found.mentions;
        let next = mentions.partition_point(|mention| mention.span.start < cue.start);
        let before = next.checked_sub(1).map(|nth| &mentions[nth]).filter(|mention| cue.start - mention.span.end <= 2);
        let after = mentions
            .get(next)
            .filter(|mention| mention.span.end <= self.sentence.end && mention.span.start - cue.end < 24);
        let mention = before.or(after)?;
        self.found.entities.get(mention.entity as usize).map(|entity| entity.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Page, Pipeline, Settings,
        civil::Date,
        document::{Given, Media},
    };

    /// The events of a text published on Tuesday, 2024-11-12.
    fn find(text: &str) -> Vec<Event> {
        let given = Given { published: Date::new(2024, 11, 12), ..Given::default() };
        let page = Page { media: Media::Verbatim, given, ..Page::plain(text) };
        let pipeline = Pipeline::new(Settings::default()).expect("default settings hold");
        pipeline.parse(&page).remove(0).events
    }

    /// Each event as `TYPE actors>recipients status`.
    fn check(text: &str, expected: &[&str]) {
        let codes = |side: &[Participant]| side.iter().filter_map(|one| one.code.clone()).collect::<Vec<_>>().join(",");
        let line = |event: &Event| {
            format!("{} {}>{} {}", event.event_type, codes(&event.actors), codes(&event.recipients), event.status)
        };
        assert_eq!(find(text).iter().map(line).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn every_rule_finds_its_matches_and_leaves_its_rejects() {
        let mut wrong = Vec::new();
        for rule in rules::rules() {
            let by_rule = |text: &String| find(text).iter().any(|event| event.rule == rule.id);
            wrong.extend(
                rule.matches.iter().filter(|text| !by_rule(text)).map(|text| format!("{} misses {text}", rule.id)),
            );
            wrong.extend(
                rule.reject.iter().filter(|text| by_rule(text)).map(|text| format!("{} takes {text}", rule.id)),
            );
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn the_doer_may_come_after_by() {
        check("Peru was attacked by Danish troops.", &["ASSAULT DNK MIL>PER occurred"]);
    }

    #[test]
    fn what_did_not_happen_is_told_apart() {
        check("Peru will visit Chile.", &["CONSULT PER>CHL planned"]);
        check("Peru has not attacked Chile.", &["ASSAULT PER>CHL negated"]);
        check("Peru could attack Chile.", &[]);
        check("Two men attacked Chile.", &[]);
    }

    #[test]
    fn day_place_and_teller_are_those_of_the_clause() {
        let events = find("Danish troops attacked Peru in Lima on Monday, Chile said Tuesday.");
        let event = &events[0];
        assert_eq!(event.dates, Date::new(2024, 11, 11).map(|day| (day, day)));
        assert_eq!((event.place.as_deref(), event.attributed_to.as_deref()), (Some("Lima"), Some("Chile")));
    }

    #[test]
    fn hostile_text_is_read_in_linear_time() {
        for unit in ["Peru attacked ", "attacked ", "Peru ", "said "] {
            let text = unit.repeat(50_000 / unit.len());
            assert!(find(&text).len() <= 50_000 / unit.len());
        }
    }
}
