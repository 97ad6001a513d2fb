//! Who says so: quotations and reported speech with their speakers.
//!
//! In: tokens with their tree, and mentions. Out: what is said, marked or not, its speaker and its cue. Marks give turns of speech
//! ([`marks`]), the tree gives cues with their subjects and what they govern ([`speech`]), by the words of `knowledge/rules/cues.toml`.
//! A few marked words with no cue are no quotation; words marked within reported speech are a part of it.
//! `“We go,” Ana Paz said. “Now.”` is one quotation, by Ana Paz.

mod cues;
mod marks;
mod speech;

use crate::document::{Entity, EntityType, Mention, MentionKind, Quote, Sentences};
use crate::text::Span;
use marks::{Turn, ends_inner, find_pieces, find_turns};
use speech::{Said, Voice, read_speech};

pub(crate) fn find_quotes(text: &str, sentences: &Sentences, entities: &[Entity], mentions: &[Mention]) -> Vec<Quote> {
    let pieces = find_pieces(text);
    let in_marks = |span: Span| {
        let nth = pieces.partition_point(|piece| piece.end <= span.start);
        pieces.get(nth).is_some_and(|piece| piece.contains(span))
    };
    let (voices, said) = read_speech(text, sentences, in_marks);
    let scene = Scene { text, sentences, entities, mentions, voices: &voices };
    let turns = find_turns(text, |gap| scene.is_one_cue(gap));
    let mut quotes: Vec<Quote> = Vec::new();
    for turn in &turns {
        match quotes.last_mut().filter(|last| scene.goes_on(last, turn)) {
            Some(last) => last.span.end = turn.span.end,
            None => quotes.extend(scene.turn(turn, &said, quotes.last())),
        }
    }
    let direct: Vec<Span> = quotes.iter().map(|quote| quote.span).collect();
    for said in &said {
        let nth = direct.partition_point(|span| span.end <= said.content.start);
        let marked = direct.get(nth).is_some_and(|span| span.overlaps(said.content));
        if !marked {
            quotes.push(scene.quote(said.content, said.voice, &said.rule.id));
        }
    }
    quotes.sort_by_key(|quote| (quote.span.start, std::cmp::Reverse(quote.span.end)));
    quotes.dedup_by_key(|quote| quote.span);
    // Within what somebody says, only what another says is told apart: `the agency said that Ana Paz said`.
    let mut end = 0;
    quotes.retain(|quote| {
        let outer = quote.span.start >= end;
        end = end.max(quote.span.end);
        outer || matches!(quote.rule.as_str(), "quote/say" | "quote/according")
    });
    quotes
}

struct Scene<'a> {
    text: &'a str,
    sentences: &'a Sentences,
    entities: &'a [Entity],
    mentions: &'a [Mention],
    voices: &'a [Voice],
}

impl Scene<'_> {
    /// The first cue for marked words that stands in a stretch of text.
    fn voice_in(&self, stretch: Span) -> Option<Voice> {
        let first = self.voices.partition_point(|voice| voice.cue.start < stretch.start);
        self.voices[first..].iter().take_while(|voice| voice.cue.end <= stretch.end).find(|voice| voice.quotes).copied()
    }

    fn is_one_cue(&self, stretch: Span) -> bool {
        let first = self.voices.partition_point(|voice| voice.cue.start < stretch.start);
        self.voices[first..]
            .iter()
            .take_while(|voice| voice.cue.end <= stretch.end)
            .filter(|voice| voice.quotes)
            .count()
            == 1
    }

    fn last_voice_in(&self, stretch: Span) -> Option<Voice> {
        let end = self.voices.partition_point(|voice| voice.cue.end <= stretch.end);
        self.voices[..end]
            .iter()
            .rev()
            .take_while(|voice| voice.cue.start >= stretch.start)
            .find(|voice| voice.quotes)
            .copied()
    }

    /// The quotation that marked words are; `None` where they are a part of what is reported, or no speech.
    fn turn(&self, turn: &Turn, said: &[Said], last: Option<&Quote>) -> Option<Quote> {
        let span = turn.span;
        let before = self.text[..span.start as usize].trim_end_matches(' ');
        let opens_paragraph = before.is_empty() || before.ends_with('\n');
        let around = said.iter().find(|said| said.content.overlaps(span) && said.voice.quotes);
        let followed = turn.gaps.iter().find_map(|gap| self.voice_in(*gap)).or_else(|| self.voice_after(span));
        if let Some(voice) = followed
            && let Some(start) = self.begun_before(turn)
        {
            let content = Span { start, end: span.end };
            return Some(Quote { direct: false, ..self.quote(content, self.outside(turn, voice), "quote/say") });
        }
        if followed.is_none()
            && let Some(said) = around.filter(|said| said.content.start < span.start || said.content.end > span.end + 2)
        {
            let begins = said.content.start + 1 >= span.start;
            let whole = opens_paragraph && turn.gaps.is_empty() && self.is_whole(span);
            if !begins && !whole {
                return None;
            }
            if begins && !whole {
                let content = Span { start: span.start.min(said.content.start), end: span.end.max(said.content.end) };
                return Some(Quote { direct: true, ..self.quote(content, said.voice, &said.rule.id) });
            }
        }
        let words = span.of(self.text).split_whitespace().count();
        let voice = followed
            .or_else(|| self.voice_before(span))
            .or_else(|| around.map(|said| said.voice))
            .or_else(|| self.announced(span.start));
        if let Some(voice) = voice {
            return Some(Quote { direct: true, ..self.quote(span, self.outside(turn, voice), "quote/say") });
        }
        if let Some((speaker, entity)) = self.signed(span.end) {
            let quote = self.bare(span, "quote/signed");
            return Some(Quote { speaker: Some(speaker), speaker_entity: entity, ..quote });
        }
        if !opens_paragraph || !(self.is_whole(span) || words >= 8) {
            let introduced = before.ends_with(':') && words > 2;
            return (ends_inner(span.of(self.text)) && (words >= 12 || introduced))
                .then(|| self.bare(span, "quote/marks"));
        }
        // A paragraph that is a quotation alone is said by whoever spoke in the paragraph before it.
        let carried = last.filter(|last| {
            let between = &self.text[last.span.end as usize..(span.start as usize).max(last.span.end as usize)];
            last.direct && between.bytes().filter(|&byte| byte == b'\n').count() <= 2 && self.is_whole(span)
        });
        let quote = self.bare(span, if carried.is_some() { "quote/carried-over" } else { "quote/marks" });
        Some(match carried {
            Some(last) => Quote { speaker: last.speaker, speaker_entity: last.speaker_entity, ..quote },
            None => quote,
        })
    }

    /// The voice of marked words with a speaker who stands outside of them: where the tree knows none, the name beside the cue.
    fn outside(&self, turn: &Turn, voice: Voice) -> Voice {
        let marked = |span: Span| turn.span.contains(span) && !turn.gaps.iter().any(|gap| gap.contains(span));
        if voice.speaker.is_some_and(|speaker| !marked(speaker)) {
            return voice;
        }
        let first = self.mentions.partition_point(|mention| mention.span.start + BESIDE < voice.cue.start);
        let near = self.mentions[first..].iter().take_while(|mention| mention.span.start <= voice.cue.end + BESIDE);
        let near: Vec<&Mention> = near.filter(|mention| !marked(mention.span) && self.may_speak(mention)).collect();
        let line = |from: u32, to: u32| !self.text[from as usize..to as usize].contains('\n');
        let before = near
            .iter()
            .rev()
            .find(|mention| mention.span.end <= voice.cue.start && line(mention.span.end, voice.cue.start));
        let after = || {
            near.iter().find(|mention| mention.span.start >= voice.cue.end && line(voice.cue.end, mention.span.start))
        };
        match before.or_else(after) {
            Some(mention) => Voice { speaker: Some(mention.span), head: Some(mention.span), ..voice },
            None => Voice { speaker: None, head: None, ..voice },
        }
    }

    fn may_speak(&self, mention: &Mention) -> bool {
        let kind = self.entities.get(mention.entity as usize).map(|entity| entity.kind);
        matches!(kind, Some(EntityType::Person | EntityType::Org | EntityType::Country | EntityType::Group))
    }

    /// The cue that follows a clause in marks at once: `“…,” she said`.
    fn voice_after(&self, span: Span) -> Option<Voice> {
        let rest = self.rest_of_sentence(span.end);
        let voice = self.voice_in(rest).filter(|_| ends_inner(span.of(self.text)))?;
        let between = &self.text[span.end as usize..voice.cue.start as usize];
        // The speaker may stand between, with an apposition; another clause may not.
        let near = between.split_whitespace().count() <= 3
            || voice.speaker.is_some_and(|speaker| {
                speaker.start >= span.end
                    && self.text[span.end as usize..speaker.start as usize]
                        .trim_matches([',', ' ', '—', '-'])
                        .split_whitespace()
                        .count()
                        <= 3
            });
        near.then_some(voice)
    }

    /// The cue before marked words: `she said, “…”`, `she called it “…”`.
    fn voice_before(&self, span: Span) -> Option<Voice> {
        let voice = self.last_voice_in(self.start_of_sentence(span.start))?;
        let between = &self.text[voice.cue.end as usize..span.start as usize];
        let introduced = between.trim_end().ends_with([',', ':']) && ends_inner(span.of(self.text));
        let at_place =
            between.split_whitespace().any(|word| matches!(word, "on" | "in" | "at" | "for" | "of" | "from" | "to"));
        let few = between.split_whitespace().count() <= 3 && !at_place;
        let words = span.of(self.text).split_whitespace().count();
        (introduced || few && (words > 4 || ends_inner(span.of(self.text)))).then_some(voice)
    }

    /// Where a clause begins whose end alone is marked: `The plan “is old,” she said`.
    fn begun_before(&self, turn: &Turn) -> Option<u32> {
        let sentence = self.sentences.sentences[self.sentences.sentence_at(turn.span.start)?].span;
        let lead = &self.text[sentence.start as usize..(turn.span.start as usize).max(sentence.start as usize)];
        let words = turn.span.of(self.text).trim_start_matches(['"', '“', '«', '‘', '\'']);
        let open = lead.trim_end();
        let begins = !open.is_empty()
            && !open.ends_with([',', ':', '—', '-', '–'])
            && !open.contains(['"', '“'])
            && words.starts_with(char::is_lowercase);
        let cue = self.last_voice_in(Span { start: sentence.start, end: turn.span.start }).is_some();
        (begins && !cue && turn.gaps.is_empty()).then_some(sentence.start)
    }

    /// A quotation whose sentence has ended goes on in marks: `“…,” she said. “…”`, with more than a cue between.
    fn goes_on(&self, last: &Quote, turn: &Turn) -> bool {
        let (end, start) = (last.span.end as usize, turn.span.start as usize);
        let Some(between) = self.text.get(end..start).filter(|_| last.direct && last.cue.is_some()) else {
            return false;
        };
        let cue = last.cue.is_some_and(|cue| cue.start as usize >= end && cue.end as usize <= start);
        let capital = turn.span.of(self.text).chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        let sentences = between.matches(". ").count() + usize::from(between.trim_end().ends_with('.'));
        let own = self.voice_after(turn.span).is_some();
        cue && capital
            && !own
            && !between.contains('\n')
            && sentences <= 2
            && between.trim_end().ends_with('.')
            && ends_inner(turn.span.of(self.text))
    }

    /// A quotation by nobody that is named.
    fn bare(&self, span: Span, rule: &str) -> Quote {
        Quote { span, direct: true, speaker: None, speaker_entity: None, cue: None, via: None, rule: rule.to_owned() }
    }

    fn quote(&self, span: Span, voice: Voice, rule: &str) -> Quote {
        let mention = voice.head.and_then(|head| self.mention_at(head));
        let named = mention.filter(|mention| mention.kind != MentionKind::Pronoun).map(|mention| mention.span);
        let told = voice.told.and_then(|told| self.mention_at(told)).filter(|mention| self.is_outlet(mention));
        Quote {
            span,
            direct: self.text[span.range()].starts_with(['"', '“', '«', '‘'])
                || self.text[span.range()].starts_with("''"),
            speaker: voice.speaker.map(|speaker| named.filter(|named| speaker.contains(*named)).unwrap_or(speaker)),
            speaker_entity: mention.map(|mention| mention.entity),
            cue: Some(voice.cue),
            via: told.map(|mention| mention.span).or_else(|| self.outlet_behind(span, voice)),
            rule: rule.to_owned(),
        }
    }

    /// The mention whose words have this head: a name before a phrase, the shortest first.
    fn mention_at(&self, head: Span) -> Option<&Mention> {
        let end = self.mentions.partition_point(|mention| mention.span.start <= head.start);
        let over = self.mentions[..end]
            .iter()
            .rev()
            .take(12)
            .filter(|mention| mention.span.contains(head) || head.contains(mention.span));
        over.min_by_key(|mention| (mention.kind != MentionKind::Name, mention.span.len()))
    }

    fn is_outlet(&self, mention: &Mention) -> bool {
        let entity = self.entities.get(mention.entity as usize);
        entity.is_some_and(|entity| entity.kind == EntityType::Org && entity.sector.as_deref() == Some("JRN"))
    }

    /// The outlet of `according to`, beside a speaker of its own, in the sentence of the words.
    fn outlet_behind(&self, span: Span, voice: Voice) -> Option<Span> {
        let nth = self.sentences.sentence_at(span.start)?;
        let sentence = self.sentences.sentences[nth].span;
        let first = self.voices.partition_point(|other| other.cue.start < sentence.start);
        let others = self.voices[first..].iter().take_while(|other| other.cue.end <= sentence.end);
        others
            .filter(|other| other.cue != voice.cue)
            .filter_map(|other| self.mention_at(other.head?))
            .find(|mention| self.is_outlet(mention))
            .map(|mention| mention.span)
    }

    /// The marks hold all of a paragraph.
    fn is_whole(&self, span: Span) -> bool {
        let before = self.text[..span.start as usize].trim_end_matches(' ');
        let rest = self.text[span.end as usize..].trim_start_matches([' ', '.']);
        (before.is_empty() || before.ends_with('\n')) && (rest.is_empty() || rest.starts_with('\n'))
    }

    /// From the last mark to the end of its sentence, a clause at most; a cue in lower case may begin a sentence of its own.
    fn rest_of_sentence(&self, start: u32) -> Span {
        let nth = self.sentences.sentence_at(start).unwrap_or(0);
        let end = self.sentences.sentences.get(nth).map_or(start, |sentence| sentence.span.end).max(start);
        let mut end = end;
        if self.text[start as usize..end as usize].trim().is_empty()
            && let Some(next) = self.sentences.sentences.get(nth + 1)
            && !self.text[start as usize..next.span.start as usize].contains('\n')
            && self.text[next.span.range()].starts_with(char::is_lowercase)
        {
            end = next.span.end;
        }
        let end = self.boundary(end.min(start.saturating_add(REACH)));
        // Another quotation begins a new turn.
        let stretch = &self.text[start as usize..end as usize];
        let cut = stretch.find(['“', '"', '\n']).unwrap_or(stretch.len());
        Span { start, end: start + cut as u32 }
    }

    fn start_of_sentence(&self, end: u32) -> Span {
        let start = self.sentences.sentence_at(end).map_or(end, |nth| self.sentences.sentences[nth].span.start);
        Span { start: self.boundary(start.max(end.saturating_sub(REACH))).min(end), end }
    }

    /// `He said:` in the sentence or paragraph before.
    fn announced(&self, start: u32) -> Option<Voice> {
        let before = self.text[..start as usize].trim_end();
        if !before.ends_with([':', ',']) {
            return None;
        }
        let nth = self.sentences.sentence_at(before.len() as u32 - 1)?;
        let sentence = self.sentences.sentences[nth].span;
        self.last_voice_in(Span { start: sentence.start, end: before.len() as u32 })
    }

    /// `― Ana Paz` behind the words.
    fn signed(&self, end: u32) -> Option<(Span, Option<u32>)> {
        let rest = &self.text[end as usize..];
        let line = rest.split('\n').next().unwrap_or("");
        let name = line.trim_start().trim_start_matches(['―', '—', '–', '-']);
        let dashed = name.len() < line.trim_start().len();
        let name = name.trim().trim_end_matches(['.', ',']);
        let fits =
            dashed && !name.is_empty() && name.split_whitespace().count() <= 6 && name.starts_with(char::is_uppercase);
        if !fits {
            return None;
        }
        let start = end as usize + line.find(name)?;
        let span = Span::new(start, start + name.len());
        let entity = self.mentions.iter().find(|mention| mention.span.overlaps(span)).map(|mention| mention.entity);
        Some((span, entity))
    }

    fn boundary(&self, offset: u32) -> u32 {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at as u32
    }
}

/// How many bytes from the cue a speaker may stand whom the tree does not tie to it.
const BESIDE: u32 = 60;

/// How many bytes away a cue may stand.
const REACH: u32 = 240;

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
        let she = text.match_indices("she").map(|(at, _)| Span::new(at, at + 3));
        mentions.extend(she.map(|span| Mention { span, kind: MentionKind::Pronoun, entity: 0, sentence: 0 }));
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
        check("Ana Paz said they “will all go”.", &["they “will all go”|Ana Paz|0|false"]);
    }

    #[test]
    fn a_pronoun_speaks_for_its_person() {
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
