use super::lexicon::Examples;
use super::*;
use crate::{
    Page, Pipeline, Settings,
    civil::Date,
    document::{Given, Media},
};

fn pipeline() -> Pipeline {
    Pipeline::new(Settings::default()).expect("default settings hold")
}

/// The events of a text published on Tuesday, 2024-11-12.
fn find(pipeline: &Pipeline, text: &str) -> Vec<Event> {
    let given = Given { published: Date::new(2024, 11, 12), ..Given::default() };
    let page = Page { media: Media::Verbatim, given, ..Page::plain(text) };
    pipeline.parse(&page).remove(0).events
}

/// Each event as `TYPE actors>recipients status`.
fn check(text: &str, expected: &[&str]) {
    let codes = |side: &[Participant]| side.iter().filter_map(|one| one.code.clone()).collect::<Vec<_>>().join(",");
    let line = |event: &Event| {
        format!("{} {}>{} {}", event.event_type, codes(&event.actors), codes(&event.recipients), event.status)
    };
    assert_eq!(find(&pipeline(), text).iter().map(line).collect::<Vec<_>>(), expected, "{text}");
}

/// What is not as the file says, a line each: `id\tkind\tsentence`.
fn wrong(id: &str, examples: &Examples, holds: impl Fn(&str) -> bool, takes: impl Fn(&str) -> bool) -> Vec<String> {
    let line = |kind: &str, text: &String| format!("{id}\t{kind}\t{text}");
    let mut wrong = Vec::new();
    wrong.extend(examples.matches.iter().filter(|text| !holds(text)).map(|text| line("misses", text)));
    wrong.extend(examples.misses.iter().filter(|text| holds(text)).map(|text| line("matches", text)));
    wrong.extend(examples.reject.iter().filter(|text| takes(text)).map(|text| line("takes", text)));
    wrong.extend(examples.takes.iter().filter(|text| !takes(text)).map(|text| line("rejects", text)));
    wrong
}

#[test]
fn every_class_finds_its_matches_and_leaves_its_rejects() {
    let pipeline = pipeline();
    let mut lines = Vec::new();
    for class in lexicon::CLASSES.iter() {
        let by_class = |text: &str| find(&pipeline, text).iter().any(|event| event.rule.contains(&class.id));
        let of_type = |text: &str| {
            let events = find(&pipeline, text);
            class.event_type().map_or(events.is_empty(), |kind| events.iter().any(|event| event.event_type == kind))
        };
        let takes = |text: &str| {
            if class.event_type().is_some() { by_class(text) } else { find(&pipeline, text).is_empty() }
        };
        lines.extend(wrong(&class.id, &class.examples, of_type, takes));
    }
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn every_predicate_turns_its_matches_and_leaves_its_rejects() {
    let pipeline = pipeline();
    let mut lines = Vec::new();
    for predicate in lexicon::PREDICATES.iter() {
        let step = format!("{}: ", predicate.id);
        let turns = |text: &str| {
            find(&pipeline, text).iter().any(|event| event.path.iter().any(|line| line.starts_with(&step)))
        };
        let reads = |text: &str| !find(&pipeline, text).is_empty();
        lines.extend(wrong(&predicate.id, &predicate.examples, reads, turns));
    }
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn every_context_is_told_by_its_matches() {
    let mut lines = Vec::new();
    for context in context::CONTEXTS.iter() {
        let told = |text: &str| {
            let sentences = crate::language::read_sentences(text);
            let found = Found {
                article_id: "",
                text,
                sentences: &sentences,
                entities: &[],
                mentions: &[],
                times: &[],
                quantities: &[],
                quotes: &[],
            };
            context::contexts_in(found).contains(&context.id.as_str())
        };
        lines.extend(wrong(&context.id, &context.examples, told, told));
    }
    for context in context::ELSEWHERE.iter() {
        let told = |text: &str| {
            let sentences = crate::language::read_sentences(text);
            let tokens = sentences.tokens.iter();
            let lemmas: Vec<String> = tokens.map(|token| token.lemma.of(token.span.of(text)).to_lowercase()).collect();
            context::is_elsewhere(&lemmas)
        };
        lines.extend(wrong(&context.id, &context.examples, told, told));
    }
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn the_lexicon_is_sound() {
    assert!(lexicon::CLASSES.len() > 300 && lexicon::PREDICATES.len() >= 20 && context::CONTEXTS.len() == 37);
    let mut ids: Vec<&str> = lexicon::CLASSES.iter().map(|class| class.id.as_str()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
    let types =
        lexicon::CLASSES.iter().filter_map(lexicon::Class::event_type).collect::<std::collections::HashSet<_>>();
    assert_eq!(types.len(), 16);
}

#[test]
fn the_doer_may_come_after_by() {
    check("Peru was attacked by Danish troops.", &["ASSAULT DNK MIL>PER occurred"]);
}

#[test]
fn nouns_and_light_verbs_carry_events() {
    check("Denmark carried out an air strike on Peru.", &["ASSAULT DNK>PER occurred"]);
    check("Denmark's invasion of Peru failed.", &["ASSAULT DNK>PER occurred"]);
    check("Talks between Denmark and Peru began.", &["CONSULT DNK,PER>DNK,PER occurred"]);
}

#[test]
fn higher_verbs_turn_lower_events() {
    check("Denmark agreed to withdraw its troops from Peru.", &["AGREE DNK>PER occurred"]);
    check("Denmark denied attacking Peru.", &["ASSAULT DNK>PER negated"]);
    check("Denmark called for sanctions on Peru.", &["REQUEST DNK>PER occurred"]);
    check("Denmark suspended military aid to Peru.", &["SANCTION DNK>PER occurred"]);
    check("Denmark threatened to attack Peru.", &["THREATEN DNK>PER occurred"]);
    check("Denmark refused to meet Peru.", &["REJECT DNK>PER occurred"]);
}

#[test]
fn what_did_not_happen_is_told_apart() {
    check("Peru will visit Chile.", &["AGREE PER>CHL planned"]);
    check("Peru has not attacked Chile.", &["ASSAULT PER>CHL negated"]);
    check("Peru could attack Chile.", &["ASSAULT PER>CHL conditional"]);
    check("Two men attacked Chile.", &[]);
}

#[test]
fn day_place_and_teller_are_those_of_the_clause() {
    let events = find(&pipeline(), "Danish troops attacked Peru in Lima on Monday, Chile said Tuesday.");
    let event = &events[0];
    assert_eq!(event.dates, Date::new(2024, 11, 11).map(|day| (day, day)));
    assert_eq!((event.place.as_deref(), event.attributed_to.as_deref()), (Some("Lima"), Some("Chile")));
}

#[test]
fn tellings_of_one_event_share_a_story() {
    let text = "Danish troops attacked Peru.\n\nPeru was attacked by Danish troops on Monday, officials said. Chile condemned the attack.";
    let events = find(&pipeline(), text);
    assert_eq!(events[0].story_id, events[1].story_id);
    assert!(events.iter().all(|event| event.event_type == EventType::Assault || event.story_id != events[0].story_id));
}

#[test]
fn hostile_text_is_read_to_its_end() {
    let pipeline = pipeline();
    for unit in ["Peru attacked ", "attacked ", "Peru ", "said ", "of the attack "] {
        let text = unit.repeat(50_000 / unit.len());
        assert!(find(&pipeline, &text).len() <= 50_000 / unit.len());
    }
}
