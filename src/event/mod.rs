//! What happened: PLOVER events, read off the tree of each sentence.
//!
//! In: all that the other rooms found. Out: events with who did it to whom. A word of the lexicon carries an event (`reading`), the
//! grammar names its sides (`sides`), and the words above it turn it or tell whether it happened (`climb`).
//! `Danish troops agreed to leave Peru` is no retreat but AGREE by DNK MIL.

mod casting;
mod circumstance;
mod climb;
mod context;
mod lexicon;
mod reading;
mod sides;
mod tree;
mod turning;

use crate::civil::Date;
use crate::document::{
    Entity, EntityType, Event, EventType, Mention, MentionKind, Participant, QuadClass, Quantity, Quote, Sentence,
    Sentences, Status, TimeExpression,
};
use crate::knowledge::{Meaning, NameHit, find_names};
use crate::text::{Span, stable_hash};
use circumstance::{Circumstances, coordinates, place_name};
use climb::{Draft, climb};
use sides::{Sides, add_new};
use std::collections::{BTreeSet, HashMap};
use tree::Tree;

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
    let contexts = context::Contexts::of(found);
    let mut events = Vec::new();
    for (nth, sentence) in found.sentences.sentences.iter().enumerate() {
        read_sentence(found, nth as u32, sentence, &contexts, &mut events);
    }
    name_parties(found, &mut events);
    join_tellings(&mut events, found.article_id);
    for event in &mut events {
        event.confidence = confidence(event, found.sentences);
    }
    events
}

/// The longest sentence that is read as one tree; longer ones are lists, or no prose at all.
const LONGEST: usize = 400;

fn read_sentence(
    found: Found<'_>,
    nth: u32,
    sentence: &Sentence,
    contexts: &context::Contexts,
    events: &mut Vec<Event>,
) {
    if sentence.token_range().len() > LONGEST {
        return;
    }
    let rank = |mention: &Mention| {
        let coded = found.entities.get(mention.entity as usize).is_some_and(|entity| entity.code.is_some());
        (u8::from(coded), mention.span.end - mention.span.start)
    };
    let tree = Tree::new(found.text, found.sentences, sentence, found.mentions, found.times, rank);
    let in_name = |word: usize| {
        let span = tree.tokens[word].span;
        let after = found.mentions.partition_point(|mention| mention.span.start <= span.start);
        found.mentions[..after].iter().rev().take(6).any(|mention| {
            mention.kind == MentionKind::Name && mention.span.end >= span.end && mention.span.start <= span.start
        })
    };
    let cores = reading::cores(&tree, in_name);
    if cores.is_empty() {
        return;
    }
    let mut carries = vec![false; tree.len()];
    for core in &cores {
        carries[core.word] = true;
    }
    let elsewhere = context::is_elsewhere(tree.lemmas());
    let sides = Sides { found, tree: &tree };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut read = None;
    let mut figures: Vec<Option<usize>> = Vec::new();
    // Verbs first: a noun that a verb holds (`opened an inquiry`) is read by itself only where the verb tells nothing.
    for core in cores.iter().filter(|core| !core.noun).chain(cores.iter().filter(|core| core.noun)) {
        let held = drafts.iter().map(|draft| draft.held).chain(figures.iter().copied());
        if core.noun && held.into_iter().any(|held| held == Some(core.word)) {
            continue;
        }
        // Of the ways to read a word the first that names who does it to whom.
        if read == Some(core.word) {
            continue;
        }
        let Some(event_type) = core.item.class.event_type() else {
            // A figure of speech.
            read = Some(core.word);
            figures.push(core.object);
            continue;
        };
        let told: Vec<Draft> = climb(sides, core, event_type)
            .into_iter()
            .filter(|draft| is_told(found, draft) && (!elsewhere || holds_power(found, draft)))
            .collect();
        if !told.is_empty() {
            read = Some(core.word);
        }
        drafts.extend(told);
    }
    // `ordered an attack` is the attack.
    let carried: Vec<(usize, usize)> =
        drafts.iter().flat_map(|draft| draft.carriers.iter().map(|&word| (draft.trigger, word))).collect();
    drafts.retain(|draft| {
        draft.fixed || !carried.iter().any(|&(trigger, word)| word == draft.trigger && trigger != word)
    });
    one_a_trigger(&mut drafts);
    for draft in &mut drafts {
        as_riot(found, draft);
        let circumstances = Circumstances { found, tree: &tree, carries: &carries };
        at_home(found, draft, circumstances.place(draft).and_then(|(place, _)| place.country.clone()));
    }
    for draft in drafts {
        let circumstances = Circumstances { found, tree: &tree, carries: &carries };
        events.push(assemble(found, nth, &draft, circumstances, sides, contexts));
    }
}

/// What is done to an agreement that the article names the parties of is done by and to them.
fn name_parties(found: Found<'_>, events: &mut Vec<Event>) {
    let state = |one: &Participant| one.code.as_deref().map(|code| code.split(' ').next().unwrap_or(code).to_owned());
    let states = |side: &[Participant]| side.iter().filter_map(state).collect::<BTreeSet<_>>();
    let is_pact = |event: &Event| lexicon::is_pact(&event.rule);
    // `the Peru-Chile treaty` names its parties itself.
    let named = found.mentions.iter().filter(|mention| {
        found.entities.get(mention.entity as usize).is_some_and(|entity| entity.kind == EntityType::Agreement)
    });
    let inside = |name: &Mention| {
        // The parties may stand right before it: `the Peru-Chile Trade Treaty`.
        let mut from = name.span.start.saturating_sub(40) as usize;
        while !found.text.is_char_boundary(from) {
            from += 1;
        }
        let words = &found.text[from..name.span.end as usize];
        let hits = find_names(words);
        let state = |hit: &NameHit| match hit.meaning {
            Meaning::Country(country) | Meaning::Adjective(country) => Some(country.code),
            _ => None,
        };
        let joined = hits.windows(2).rev().find_map(|pair| {
            let gap = words.get(pair[0].span.end as usize..pair[1].span.start as usize)?;
            matches!(gap, "-" | "–" | "—" | "/" | " and ").then(|| [state(&pair[0]), state(&pair[1])])
        });
        let parties = joined.into_iter().flatten().flatten().filter_map(|code| {
            let is = |entity: &Entity| entity.kind == EntityType::Country && entity.country.as_deref() == Some(code);
            let nth = found.entities.iter().position(is)?;
            let entity = &found.entities[nth];
            Some(Participant {
                name: entity.name.clone(),
                code: entity.code.clone(),
                entity: nth as u32,
                span: name.span,
            })
        });
        parties.collect::<Vec<_>>()
    };
    let mut parties: Vec<Vec<Participant>> = named.map(inside).filter(|parties| states(parties).len() == 2).collect();
    let told = events
        .iter()
        .filter(|event| is_pact(event))
        .map(|event| {
            let mut parties = event.actors.clone();
            add_new(&mut parties, event.recipients.clone());
            parties
        })
        .filter(|parties| states(parties).len() == 2);
    parties.extend(told);
    // Two agreements of different parties: which one is meant is not known.
    let pairs: BTreeSet<BTreeSet<String>> = parties.iter().map(|parties| states(parties)).collect();
    if let (1, Some(parties)) = (pairs.len(), parties.first()) {
        for event in events.iter_mut().filter(|event| is_pact(event)) {
            let known = states(&event.actors);
            if states(&event.recipients).is_subset(&known) && known.len() == 1 {
                event.recipients.clear();
            }
            if known.is_empty() && event.actors.is_empty() {
                event.actors.clone_from(parties);
                event.recipients.clone_from(parties);
            } else if event.recipients.is_empty()
                && known.len() == 1
                && pairs.iter().any(|pair| pair.is_superset(&known))
            {
                event.recipients = parties
                    .iter()
                    .filter(|one| state(one).is_some_and(|state| !known.contains(&state)))
                    .cloned()
                    .collect();
            } else {
                continue;
            }
            event.path.push("parties of the agreement".to_owned());
        }
    }
    events.retain(|event| !event.actors.is_empty() || !event.recipients.is_empty());
}

/// Whether a draft names enough to be an event.
fn is_told(found: Found<'_>, draft: &Draft) -> bool {
    if draft.pact && draft.verbal && draft.actors.is_empty() && draft.recipients.is_empty() {
        return true;
    }
    let coded = |side: &[Participant]| side.iter().any(|one| one.code.is_some());
    let (by, to) = (coded(&draft.actors), coded(&draft.recipients));
    let of_public_life = |one: &Participant| one.code.is_some() && !is_private(&found.entities[one.entity as usize]);
    let public = draft.actors.iter().chain(&draft.recipients).any(of_public_life);
    if !public && draft.event_type != EventType::Protest {
        return false;
    }
    // `the alliance between them`, `their opposition`: a state of things, until something is done about it.
    let lasting =
        matches!(draft.event_type, EventType::Cooperate | EventType::Support | EventType::Reject | EventType::Agree);
    if lasting && !draft.verbal && draft.path.len() == 1 && !draft.pact {
        return false;
    }
    let done_to = draft.event_type.quad_class() == QuadClass::MaterialConflict
        || draft.suffered
        || draft.event_type == EventType::Retreat && draft.verbal;
    if draft.strict {
        return by && to;
    }
    if draft.mutual && draft.actors.len() < 2 && !draft.alone {
        return false;
    }
    by && (to || draft.alone || draft.verbal || !draft.recipients.is_empty())
        || to && (!draft.actors.is_empty() || done_to)
}

/// Whether somebody who may use force, or rules, is in it.
fn holds_power(found: Found<'_>, draft: &Draft) -> bool {
    const POWERS: [&str; 12] = ["COP", "GOV", "IGO", "JUD", "LEG", "MIL", "OPP", "PRM", "PTY", "REB", "SPY", "UAF"];
    let sides = draft.actors.iter().chain(&draft.recipients);
    sides.filter_map(|one| found.entities[one.entity as usize].sector.as_deref()).any(|sector| POWERS.contains(&sector))
}

/// A shop, a school or a tourist: what they do among themselves is no matter of politics, nor are thieves of no state.
fn is_private(entity: &Entity) -> bool {
    const PRIVATE: [&str; 8] = ["AGR", "BUS", "CVL", "EDU", "JRN", "MED", "REL", "SOC"];
    let sector =
        entity.sector.as_deref().filter(|sector| entity.code.as_deref().is_some_and(|code| code.ends_with(sector)));
    sector.is_some_and(|sector| PRIVATE.contains(&sector) || sector == "CRM" && entity.country.is_none())
}

/// What a crowd without arms does to others is a riot.
fn as_riot(found: Found<'_>, draft: &mut Draft) {
    const CROWDS: [&str; 4] = ["AGR", "CVL", "EDU", "LAB"];
    let armed = draft.mode.as_deref().is_some_and(|mode| !matches!(mode, "beat" | "destroy" | "primitive"));
    let crowd = |one: &Participant| {
        let sector = found.entities[one.entity as usize].sector.as_deref();
        sector.is_some_and(|sector| CROWDS.contains(&sector))
    };
    let crowds = !draft.actors.is_empty() && draft.actors.iter().all(crowd) && !draft.mutual;
    if draft.event_type == EventType::Assault && !armed && crowds {
        draft.path.push("a crowd without arms: PROTEST".to_owned());
        (draft.event_type, draft.mode, draft.cameo) =
            (EventType::Protest, Some("riot".to_owned()), Some("145".to_owned()));
    }
}

/// Gives people and bodies of no known state (`a former minister`, `the police`) the state where it happened, else that of the other
/// side where the matter is one between a state and its own.
fn at_home(found: Found<'_>, draft: &mut Draft, place: Option<String>) {
    use EventType::*;
    const AT_HOME: [&str; 15] =
        ["AGR", "BUS", "COP", "CVL", "EDU", "ELI", "GOV", "JRN", "JUD", "LAB", "LEG", "MED", "OPP", "PTY", "REL"];
    let domestic = matches!(
        draft.event_type,
        Coerce | Concede | Protest | Sanction | Accuse | Reject | Request | Support | Agree | Retreat
    );
    let state = |side: &[Participant]| {
        let mut states = side.iter().filter_map(|one| found.entities[one.entity as usize].country.clone());
        states.next().filter(|first| states.all(|other| other == *first))
    };
    let (by, to) = (state(&draft.actors), state(&draft.recipients));
    let mut told = false;
    for (side, other) in [(&mut draft.actors, to), (&mut draft.recipients, by)] {
        let Some(country) = place.clone().or(other.filter(|_| domestic)) else { continue };
        for one in side.iter_mut() {
            let entity = &found.entities[one.entity as usize];
            let Some(sector) = entity.sector.as_deref().filter(|sector| AT_HOME.contains(sector)) else { continue };
            if entity.country.is_none() && one.code.as_deref() == Some(sector) {
                one.code = Some(format!("{country} {sector}"));
                told = true;
            }
        }
    }
    if told {
        draft
            .path
            .push("a side of no named state is of the state where it happened, or of the other side's".to_owned());
    }
}

/// Of the events of one trigger and type the one that tells most.
fn one_a_trigger(drafts: &mut Vec<Draft>) {
    let weight = |draft: &Draft| {
        let sides = usize::from(!draft.actors.is_empty()) + usize::from(!draft.recipients.is_empty());
        (sides, draft.fixed, draft.path.len())
    };
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts.drain(..) {
        match kept.iter_mut().find(|old| old.trigger == draft.trigger) {
            Some(old) if weight(&draft) > weight(old) => *old = draft,
            Some(_) => {}
            None => kept.push(draft),
        }
    }
    kept.sort_by_key(|draft| draft.trigger);
    *drafts = kept;
}

fn assemble(
    found: Found<'_>,
    sentence: u32,
    draft: &Draft,
    circumstances: Circumstances<'_>,
    sides: Sides<'_>,
    contexts: &context::Contexts,
) -> Event {
    let tree = sides.tree;
    let trigger = tree.tokens[draft.trigger].span;
    let (time, place, quantity) =
        (circumstances.time(draft), circumstances.place(draft), circumstances.quantity(draft));
    let teller = draft.teller.or_else(|| sides.teller(draft.top)).and_then(|word| sides.named(word).into_iter().next());
    let quoted = quote_at(found.quotes, trigger.start);
    let spoken = quoted.and_then(|quote| {
        let entity = quote.speaker_entity.and_then(|entity| found.entities.get(entity as usize));
        entity.map(|entity| entity.name.clone()).or_else(|| quote.speaker.map(|span| span.of(found.text).to_owned()))
    });
    let mut clause = tree.clause(draft.top);
    for word in &draft.words {
        let span = tree.tokens[*word].span;
        clause = Span { start: clause.start.min(span.start), end: clause.end.max(span.end) };
    }
    let attributed_to = spoken.or_else(|| teller.map(|teller| teller.name));
    let mode = draft.mode.clone();
    Event {
        event_id: format!("{:016x}", stable_hash([found.article_id, &trigger.start.to_string()])),
        story_id: String::new(),
        sentence,
        event_type: draft.event_type,
        goldstein: lexicon::score(draft.event_type, mode.as_deref()),
        mode,
        context: contexts.of_sentence(found, sentence),
        cameo: draft.cameo.clone(),
        actors: draft.actors.clone(),
        recipients: draft.recipients.clone(),
        dates: time.and_then(|time| time.dates),
        date_text: time.map(|time| time.span.of(found.text).to_owned()),
        place: place.map(|(place, words)| place_name(place, words.of(found.text))),
        place_country: place.and_then(|(place, _)| place.country.clone()),
        coordinates: place.and_then(|(place, words)| coordinates(place, words.of(found.text))),
        status: draft.status,
        attributed_to,
        quantity_low: quantity.and_then(|quantity| quantity.low),
        quantity_high: quantity.and_then(|quantity| quantity.high),
        quantity_noun: quantity.and_then(|quantity| quantity.noun.clone()),
        span: clause,
        trigger,
        confidence: 0.0,
        rule: draft.rule.clone(),
        path: draft.path.clone(),
    }
}

/// How likely an event that shows this of itself is right: see `knowledge/models/confidence.md`.
fn confidence(event: &Event, sentences: &Sentences) -> f64 {
    let coded = |side: &[Participant]| side.iter().any(|one| one.code.is_some());
    let (by, to) = (coded(&event.actors), coded(&event.recipients));
    let word = sentences.tokens.partition_point(|token| token.span.start < event.trigger.start);
    let noun = sentences.tokens.get(word).is_some_and(|token| matches!(token.pos, Some("NOUN" | "PROPN")));
    let signs = [
        ("bias", true),
        ("both_sides", by && to),
        ("recipient_only", to && !by),
        ("noun", noun),
        ("turned", event.rule.contains('(')),
        ("not_occurred", event.status != Status::Occurred),
        ("attributed", event.attributed_to.is_some()),
    ];
    let sum: f64 = signs.iter().filter(|(_, shown)| *shown).map(|(name, _)| lexicon::weight(name)).sum();
    // Three digits: what follows is not known.
    (1000.0 / (1.0 + (-sum).exp())).round() / 1000.0
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

/// Gives one `story_id` to the tellings of one event in the article: same type, same states on both sides, no two dates that differ.
fn join_tellings(events: &mut [Event], article_id: &str) {
    type Key = (EventType, String, String);
    type Days = Option<(Date, Date)>;
    let states = |side: &[Participant]| {
        let mut states: Vec<&str> = side
            .iter()
            .filter_map(|one| one.code.as_deref())
            .map(|code| code.split(' ').next().unwrap_or(code))
            .collect();
        states.sort_unstable();
        states.dedup();
        states.join(";")
    };
    // Each story's key, with the dates that its first dated telling gives.
    let mut stories: HashMap<Key, Vec<(Days, String)>> = HashMap::new();
    for event in events.iter_mut() {
        let key = (event.event_type, states(&event.actors), states(&event.recipients));
        let known = stories.entry(key).or_default();
        let compatible = |dates: &Days| match (dates, &event.dates) {
            (Some(known), Some(own)) => known.0 <= own.1 && own.0 <= known.1,
            _ => true,
        };
        match known.iter_mut().find(|(dates, _)| compatible(dates)) {
            Some((dates, id)) => {
                *dates = dates.or(event.dates);
                event.story_id.clone_from(id);
            }
            None => {
                event.story_id = format!("{:016x}", stable_hash([article_id, "story", &event.event_id]));
                known.push((event.dates, event.story_id.clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests;
