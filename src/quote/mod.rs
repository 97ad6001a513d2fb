//! Who says so: quotations and their speakers, by marks and verbs of saying.
//!
//! In: tokens and mentions. Out: quotations from first to last mark, their speaker and cue where the
//! sentence gives them. A few marked words with no verb of saying beside them are no quotation.
//! `“We go,” Ana Paz said. “Now.”` is one quotation, by Ana Paz.

use crate::document::{Entity, EntityType, Mention, Quote, Sentences, Token};
use crate::knowledge::{WordList, word_list};
use crate::text::Span;

pub(crate) fn find_quotes(text: &str, sentences: &Sentences, entities: &[Entity], mentions: &[Mention]) -> Vec<Quote> {
    let scene = Scene { text, sentences, entities, mentions };
    let mut quotes: Vec<Quote> = Vec::new();
    for turn in find_turns(text) {
        let words = turn.span.of(text).split_whitespace().count();
        let before = text[..turn.span.start as usize].trim_end_matches(' ');
        let opens_paragraph = before.is_empty() || before.ends_with('\n');
        let opens = opens_paragraph || before.ends_with([':', ',', '.']);
        let mut found = scene.speaker_of(&turn);
        if found.is_none() && opens_paragraph && turn.ends_paragraph(text) {
            found = carried_over(text, &turn, quotes.last());
        }
        if found.is_none() && words < 8 {
            continue;
        }
        let (speaker, entity, cue, rule) = found.unwrap_or((None, None, None, "quote/marks"));
        quotes.push(Quote {
            span: turn.span,
            direct: opens,
            speaker,
            speaker_entity: entity,
            cue,
            via: None,
            rule: rule.to_owned(),
        });
    }
    quotes
}

type Speaker = (Option<Span>, Option<u32>, Option<Span>, &'static str);

/// A paragraph that is a quotation alone is said by whoever spoke in the paragraph before it.
fn carried_over(text: &str, turn: &Turn, last: Option<&Quote>) -> Option<Speaker> {
    let last = last?;
    let between = &text[last.span.end as usize..turn.span.start as usize];
    let next = between.bytes().filter(|&byte| byte == b'\n').count() == 1;
    (next && last.speaker.is_some()).then_some((last.speaker, last.speaker_entity, None, "quote/carried-over"))
}

/// Marked pieces that are one quotation.
struct Turn {
    span: Span,
    /// The gaps between its pieces: where the cue may stand.
    gaps: Vec<Span>,
}

impl Turn {
    fn ends_paragraph(&self, text: &str) -> bool {
        let rest = text[self.span.end as usize..].trim_start_matches([' ', '.']);
        rest.is_empty() || rest.starts_with('\n')
    }
}

fn find_turns(text: &str) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for piece in find_pieces(text) {
        if let Some(last) = turns.last_mut() {
            let gap = Span { start: last.span.end, end: piece.start };
            let between = gap.of(text);
            let near = between.len() <= 120 && !between.contains('\n') && has_cue(between);
            let same_turn = between.trim().is_empty() && (!between.contains('\n') || is_open(last.span.of(text)));
            if same_turn || near && ends_inner(last.span.of(text)) {
                last.span.end = piece.end;
                last.gaps.push(gap);
                continue;
            }
        }
        turns.push(Turn { span: piece, gaps: Vec::new() });
    }
    turns
}

/// No closing mark: the quotation goes on in the next paragraph.
fn is_open(piece: &str) -> bool {
    !piece.ends_with(['"', '”', '»'])
}

fn ends_inner(piece: &str) -> bool {
    piece.trim_end_matches(['"', '”', '»']).ends_with([',', '—', '.', '?', '!'])
}

fn has_cue(between: &str) -> bool {
    between.split(|c: char| !c.is_alphanumeric()).any(|word| word_list(WordList::Cues).contains_key(word))
}

/// Each marked piece, marks included; one that no mark closes ends with its paragraph.
fn find_pieces(text: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = None;
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        match (c, start) {
            ('“' | '«', None) => start = Some(at),
            ('"', None) if !last.is_ascii_digit() => start = Some(at),
            ('"' | '”' | '»', Some(from)) => {
                pieces.push(Span::new(from, at + c.len_utf8()));
                start = None;
            }
            ('\n', Some(from)) => {
                // A mark in the middle of a paragraph that nothing closes is a slip.
                if from == 0 || text[..from].ends_with('\n') {
                    pieces.push(Span::new(from, at));
                }
                start = None;
            }
            _ => {}
        }
        last = c;
    }
    pieces
}

struct Scene<'a> {
    text: &'a str,
    sentences: &'a Sentences,
    entities: &'a [Entity],
    mentions: &'a [Mention],
}

impl Scene<'_> {
    fn speaker_of(&self, turn: &Turn) -> Option<Speaker> {
        let after = turn.gaps.iter().copied().chain([self.rest_of_sentence(turn.span.end)]);
        after.into_iter().find_map(|gap| self.speaker_in(gap, "quote/after")).or_else(|| {
            let start =
                self.sentences.sentence_at(turn.span.start).map(|nth| self.sentences.sentences[nth].span.start)?;
            let from = start.max(turn.span.start.saturating_sub(REACH)).min(turn.span.start);
            self.speaker_in(Span { start: self.boundary(from), end: turn.span.start }, "quote/before")
        })
    }

    /// From the last mark to the end of its sentence, a clause at most.
    fn rest_of_sentence(&self, start: u32) -> Span {
        let end = self.sentences.sentence_at(start).map_or(start, |nth| self.sentences.sentences[nth].span.end);
        Span { start, end: self.boundary(end.clamp(start, start.saturating_add(REACH))) }
    }

    fn boundary(&self, offset: u32) -> u32 {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at as u32
    }

    /// The cue in a stretch of text and the name or pronoun beside it.
    fn speaker_in(&self, stretch: Span, rule: &'static str) -> Option<Speaker> {
        let first = self.sentences.tokens.partition_point(|token| token.span.start < stretch.start);
        let tokens: Vec<&Token> =
            self.sentences.tokens[first..].iter().take_while(|token| token.span.end <= stretch.end).collect();
        let nth = tokens.iter().position(|token| {
            word_list(WordList::Cues).get(token.span.of(self.text)).is_some_and(|kind| *kind != "noun")
        })?;
        let cue = tokens[nth].span;
        let named = |from: u32, to: u32| {
            let first = self.mentions.partition_point(|mention| mention.span.start < from);
            let near = self.mentions[first..].iter().take_while(move |mention| mention.span.end <= to);
            near.filter(|mention| self.may_speak(mention))
        };
        let before = named(stretch.start, cue.start).last();
        let mention = before.or_else(|| named(cue.end, stretch.end).find(|mention| mention.span.start - cue.end < 80));
        if let Some(mention) = mention {
            return Some((Some(mention.span), Some(mention.entity), Some(cue), rule));
        }
        let near = [nth.checked_sub(1), Some(nth + 1)].into_iter().flatten().filter_map(|at| tokens.get(at));
        let pronoun =
            near.map(|token| token.span).find(|span| matches!(span.of(self.text), "he" | "she" | "He" | "She"));
        let person = pronoun.and_then(|pronoun| {
            let end = self.mentions.partition_point(|mention| mention.span.start < pronoun.start);
            self.mentions[..end].iter().rev().take(40).find(|mention| self.kind(mention) == Some(EntityType::Person))
        });
        Some((pronoun, person.map(|mention| mention.entity), Some(cue), rule))
    }

    fn kind(&self, mention: &Mention) -> Option<EntityType> {
        self.entities.get(mention.entity as usize).map(|entity| entity.kind)
    }

    fn may_speak(&self, mention: &Mention) -> bool {
        matches!(
            self.kind(mention),
            Some(EntityType::Person | EntityType::Org | EntityType::Country | EntityType::Group)
        )
    }
}

/// How many bytes away a speaker may stand.
const REACH: u32 = 160;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::MentionKind;
    use crate::language::read_sentences;

    /// Persons are `Ana Paz` and `Ole Lund`; each quotation as `words|speaker|entity|direct`.
    fn check(text: &str, expected: &[&str]) {
        let sentences = read_sentences(text);
        let mut mentions = Vec::new();
        for (nth, name) in ["Ana Paz", "Ole Lund"].iter().enumerate() {
            let at = text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len()));
            mentions.extend(at.map(|span| Mention { span, kind: MentionKind::Name, entity: nth as u32, sentence: 0 }));
        }
        mentions.sort_by_key(|mention| mention.span);
        let person = |name: &str| Entity {
            entity_id: String::new(),
            name: name.to_owned(),
            kind: EntityType::Person,
            country: None,
            sector: None,
            code: None,
            wikidata: None,
            aliases: Vec::new(),
        };
        let quotes = find_quotes(text, &sentences, &[person("Ana Paz"), person("Ole Lund")], &mentions);
        let found: Vec<String> = quotes
            .iter()
            .map(|quote| {
                let speaker = quote.speaker.map_or("-", |span| span.of(text));
                let entity = quote.speaker_entity.map_or("-".to_owned(), |nth| nth.to_string());
                format!("{}|{speaker}|{entity}|{}", quote.span.of(text), quote.direct)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_speaker_stands_before_or_after_the_cue() {
        check("“We go,” said Ana Paz.", &["“We go,”|Ana Paz|0|true"]);
        check("\"We go,\" Ole Lund said.", &["\"We go,\"|Ole Lund|1|true"]);
        check("Ana Paz said: “We go.”", &["“We go.”|Ana Paz|0|true"]);
        check("Ana Paz said they “will all go”.", &["“will all go”|Ana Paz|0|false"]);
    }

    #[test]
    fn a_pronoun_leads_to_the_last_person() {
        check("Ana Paz came. “We go,” she said.", &["“We go,”|she|0|true"]);
    }

    #[test]
    fn a_broken_quotation_is_one() {
        check("“We go,” Ana Paz said. “Now.”", &["“We go,” Ana Paz said. “Now.”|Ana Paz|0|true"]);
    }

    #[test]
    fn the_speaker_carries_over_to_the_next_paragraph() {
        check("“We go,” said Ana Paz.\n“Now.”", &["“We go,”|Ana Paz|0|true", "“Now.”|Ana Paz|0|true"]);
    }

    #[test]
    fn marked_words_without_a_cue_are_no_quotation() {
        check("The “old” plan of Ana Paz fell.", &[]);
    }

    #[test]
    fn hostile_marks_are_harmless() {
        for unit in ["\"", "“", "“a” said ", "”\n", "“a\n"] {
            let text = unit.repeat(50_000 / unit.len());
            let quotes = find_quotes(&text, &read_sentences(&text), &[], &[]);
            assert!(quotes.iter().all(|quote| quote.span.end as usize <= text.len()));
        }
    }
}
