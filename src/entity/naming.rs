//! Which words are names, and of what: the net's names and the gazetteer's, each held against the other and the context.

use super::context::{Context, is_motion};
use crate::document::{EntityType, NameKind, NameSpan, Sentences, Token};
use crate::knowledge::{Meaning, NameHit, RoleKind, find_place, role};
use crate::text::Span;

/// A name where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named {
    pub(crate) span: Span,
    /// Indices into [`Sentences::tokens`].
    pub(crate) first: u32,
    pub(crate) end: u32,
    pub(crate) kind: EntityType,
    pub(crate) meaning: Option<Meaning>,
}

/// Every name of the text, in its order; none overlap.
pub(super) fn find_named(text: &str, sentences: &Sentences, hits: &[NameHit], context: &Context<'_>) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let capital = |name: &&NameSpan| name.span.of(text).chars().any(char::is_uppercase);
    let cased = sentences.names.iter().filter(capital).count() * 4 > sentences.names.len() * 3;
    for name in &sentences.names {
        let name = &mend(text, sentences, *name, context);
        // `R-Wis.` tells party and state; a name has a capital.
        let words = name.span.of(text);
        if is_party_mark(words) || cased && words.is_ascii() && !words.chars().any(char::is_uppercase) {
            continue;
        }
        if let Some(person) = behind_title(text, sentences, name.span, name.kind) {
            push(
                &mut found,
                sentences,
                Named { span: person, first: 0, end: 0, kind: EntityType::Person, meaning: None },
            );
            continue;
        }
        let hit = hit_over(name.span, hits);
        // `Hwasong-19` is one of a family that is known.
        if let Some(hit) =
            hit.filter(|hit| matches!(hit.meaning, Meaning::Weapon(_)) && hit.span.start == name.span.start)
        {
            let kind = EntityType::Weapon;
            push(
                &mut found,
                sentences,
                Named { span: with_number(text, name.span), first: 0, end: 0, kind, meaning: Some(hit.meaning) },
            );
            continue;
        }
        let of_person = name.kind == NameKind::Person;
        // The longer of two readings is the name: `UN` in `UN Security Council`; but `Jammu and Kashmir` may be two.
        let covering = hit.filter(|hit| {
            let body = hit.span == name.span && matches!(hit.meaning, Meaning::Organisation(_) | Meaning::Outlet(_));
            hit.span.contains(name.span)
                && (!of_person || body)
                && (hit.span == name.span || reads_on(text, sentences, hit.span))
        });
        let (span, meaning) = match covering {
            Some(hit) => (hit.span, Some(hit.meaning)),
            None => match core_of(text, name.span, hits).filter(|_| !of_person) {
                // `Toyota Motor Corp.` keeps its last words.
                Some(hit) => (Span { start: hit.span.start, ..name.span }, Some(hit.meaning)),
                None => (name.span, None),
            },
        };
        let kind = match meaning {
            Some(Meaning::Adjective(_)) => continue,
            Some(meaning) if context.is_meant(text, sentences, span, meaning, name.kind != NameKind::Place) => {
                kind_of(text, sentences, span, meaning, context)
            }
            // Of the towns of one name, the one in a country that the article speaks of.
            None => {
                let place = find_place(span.of(text)).filter(|_| name.kind == NameKind::Place);
                let near = place.map(|place| Meaning::Place(context.nearest(span.of(text), place)));
                Some((net_kind(name.kind), near))
            }
            Some(_) => Some((net_kind(name.kind), None)),
        };
        let Some((kind, meaning)) = kind else { continue };
        // A club or firm named for a town is no town.
        let (kind, meaning) = match (name.kind, meaning) {
            (NameKind::Organisation, Some(Meaning::Place(_))) => (EntityType::Org, None),
            _ => (kind, meaning),
        };
        let kind = if meaning.is_none() && kind == EntityType::Org && is_occasion(span.of(text)) {
            EntityType::Event
        } else {
            kind
        };
        push(&mut found, sentences, Named { span, first: 0, end: 0, kind, meaning });
    }
    for hit in hits {
        if is_free(&found, hit.span)
            && is_named_here(sentences, hit, text, context)
            && context.is_meant(text, sentences, hit.span, hit.meaning, true)
            && let Some((kind, meaning)) = kind_of(text, sentences, hit.span, hit.meaning, context)
        {
            let span = if kind == EntityType::Weapon { with_number(text, hit.span) } else { hit.span };
            push(&mut found, sentences, Named { span, first: 0, end: 0, kind, meaning });
        }
    }
    find_patterns(text, sentences, hits, &mut found);
    find_halves(text, sentences, context, &mut found);
    found.sort_unstable_by_key(|name| name.span.start);
    found
}

/// A name of the net as the words about it would have it: without common nouns before it (`think tank Zeitgeist Institute`); and what
/// no gazetteer knows for a place, and `who` stands behind, is a person.
fn mend(text: &str, sentences: &Sentences, name: NameSpan, context: &Context<'_>) -> NameSpan {
    const PARTICLES: [&str; 14] =
        ["al", "el", "de", "da", "di", "du", "van", "von", "bin", "ibn", "der", "den", "la", "le"];
    let words = name.span.of(text);
    let small = words
        .split(' ')
        .take_while(|word| word.len() > 3 && word.chars().all(|c| c.is_ascii_lowercase()) && !PARTICLES.contains(word));
    let cut: usize = small.map(|word| word.len() + 1).sum();
    let span = if cut > 0 && cut < words.len() {
        Span { start: name.span.start + cut as u32, ..name.span }
    } else {
        name.span
    };
    let end = sentences.tokens.partition_point(|token| token.span.start < span.end);
    let next = |by: usize| sentences.tokens.get(end + by).map_or("", |token| token.span.of(text));
    let person = name.kind == NameKind::Place
        && next(0) == ","
        && matches!(next(1), "who" | "whose" | "whom")
        && find_place(span.of(text)).is_none();
    // The family's name of somebody whom the article names in full, and that no gazetteer knows.
    let family = name.kind != NameKind::Person && context.is_family_name(span);
    if person || family {
        return NameSpan { span, kind: NameKind::Person };
    }
    // `Dubai Police` is a body of the place.
    let body = name.kind == NameKind::Place && is_body_word(next(0)) && !is_capital(next(1));
    match sentences.tokens.get(end) {
        Some(token) if body && token.span.start == span.end + 1 => {
            NameSpan { span: Span { end: token.span.end, ..span }, kind: NameKind::Organisation }
        }
        _ => NameSpan { span, kind: name.kind },
    }
}

fn is_party_mark(words: &str) -> bool {
    words.strip_prefix(['R', 'D', 'I']).is_some_and(|rest| rest.starts_with('-') && rest.len() <= 8)
}

/// Games, wars and meetings with names are no bodies.
fn is_occasion(name: &str) -> bool {
    const WORDS: [&str; 24] = [
        "Olympics",
        "Games",
        "Cup",
        "Festival",
        "War",
        "Championship",
        "Championships",
        "Summit",
        "Conference",
        "Revolution",
        "Election",
        "Elections",
        "Prize",
        "Award",
        "Awards",
        "Day",
        "Act",
        "Bill",
        "Plan",
        "Tour",
        "Marathon",
        "Open",
        "Uprising",
        "Genocide",
    ];
    name.rsplit(' ').next().is_some_and(|last| name.contains(' ') && WORDS.contains(&last))
}

/// `Prawit` in `Gen Prawit`: what is left of a name whose first words are a title.
fn behind_title(text: &str, sentences: &Sentences, span: Span, kind: NameKind) -> Option<Span> {
    let first = sentences.tokens.partition_point(|token| token.span.end <= span.start);
    let end = sentences.tokens.partition_point(|token| token.span.start < span.end);
    let is_title = |at: usize| {
        let word = sentences.tokens[at].span.of(text).to_lowercase();
        let known = role(&word).or_else(|| role(word.strip_suffix('.')?));
        known.is_some_and(|role| role.kind == RoleKind::Title)
    };
    let titles = (first..end).take_while(|&at| is_title(at)).count();
    // `Prince Harry` is as well known by both, and `Bishop` alone is a name; only a short title before one name is cut off bodies.
    let cut = titles > 0
        && first + titles < end
        && (kind == NameKind::Person || end - first - titles <= 3 && titles == end - first - 1);
    (cut && kind != NameKind::Place).then(|| Span { start: sentences.tokens[first + titles].span.start, end: span.end })
}

/// A weapon's name with the number behind it: `Hwasong-19`.
fn with_number(text: &str, span: Span) -> Span {
    let rest = &text[span.end as usize..];
    let number = rest.strip_prefix('-').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_alphanumeric).count());
    Span { end: span.end + if number > 0 { number as u32 + 1 } else { 0 }, ..span }
}

/// The known body that a name is about, where its other words are none of a name: `the official Xinhua news agency`, `Toyota
/// Motor Corp.`.
fn core_of<'a>(text: &str, span: Span, hits: &'a [NameHit]) -> Option<&'a NameHit> {
    const FIRM: [&str; 14] = [
        "Motor", "Motors", "Corp", "Corp.", "Inc", "Inc.", "Ltd", "Ltd.", "Co", "Co.", "Group", "Company", "Holdings",
        "plc",
    ];
    let hit = hit_over(span, hits).filter(|hit| span.contains(hit.span))?;
    if !matches!(hit.meaning, Meaning::Organisation(_) | Meaning::Outlet(_)) {
        return None;
    }
    let before = text[span.start as usize..hit.span.start as usize].split_whitespace();
    let after = text[hit.span.end as usize..span.end as usize].split_whitespace();
    let plain = |word: &str| {
        !is_capital(word) && word.chars().any(char::is_alphabetic) && !matches!(word, "of" | "for" | "and" | "on")
    };
    let mut others = before.chain(after);
    let about = others.all(|word| plain(word) || FIRM.contains(&word) || !word.chars().any(char::is_alphabetic));
    about.then_some(hit)
}

/// A longer known name is no chance meeting of words: no list, no number that counts what follows.
fn reads_on(text: &str, sentences: &Sentences, span: Span) -> bool {
    let first = sentences.tokens.partition_point(|token| token.span.end <= span.start);
    let end = sentences.tokens.partition_point(|token| token.span.start < span.end);
    let tokens = &sentences.tokens[first..end];
    let counts = tokens.last().is_some_and(|token| token.dep == Some("nummod"));
    let apart = sentences.names.iter().filter(|name| span.contains(name.span)).count() > 1
        && tokens.iter().any(|token| token.span.of(text) == "and");
    !counts && !apart
}

fn net_kind(kind: NameKind) -> EntityType {
    match kind {
        NameKind::Person => EntityType::Person,
        NameKind::Organisation => EntityType::Org,
        NameKind::Place => EntityType::Place,
    }
}

fn is_free(found: &[Named], span: Span) -> bool {
    // Names come nearly in order, so that what overlaps is among the last or found at once.
    let end = found.partition_point(|name| name.span.start < span.end);
    !found[..end].iter().rev().take(4).any(|name| name.span.overlaps(span))
}

/// Puts a name in its place, unless its words are taken.
fn push(found: &mut Vec<Named>, sentences: &Sentences, mut name: Named) {
    let tokens = &sentences.tokens;
    name.first = tokens.partition_point(|token| token.span.end <= name.span.start) as u32;
    name.end = tokens.partition_point(|token| token.span.start < name.span.end) as u32;
    // A name that the end of a sentence cuts is none.
    let nth = sentences.sentences.partition_point(|sentence| sentence.last_token <= name.first);
    let whole = sentences.sentences.get(nth).is_some_and(|sentence| name.end <= sentence.last_token);
    if whole && name.first < name.end && is_free(found, name.span) {
        let at = found.partition_point(|other| other.span.start < name.span.start);
        found.insert(at, name);
    }
}

/// What a known name stands for here, or `None` where it is none of ours.
fn kind_of(
    text: &str,
    sentences: &Sentences,
    span: Span,
    meaning: Meaning,
    context: &Context<'_>,
) -> Option<(EntityType, Option<Meaning>)> {
    Some(match meaning {
        Meaning::Country(country) => match context.elsewhere(span.of(text), country) {
            Some(place) => (EntityType::Place, Some(Meaning::Place(place))),
            None => (EntityType::Country, Some(meaning)),
        },
        Meaning::Seat(_) => match find_place(span.of(text)) {
            Some(place) if is_where(text, sentences, span) => (EntityType::Place, Some(Meaning::Place(place))),
            _ => (EntityType::Country, Some(meaning)),
        },
        Meaning::National(_) => (EntityType::Group, Some(meaning)),
        Meaning::Organisation(_) | Meaning::Outlet(_) => (EntityType::Org, Some(meaning)),
        Meaning::Weapon(_) => (EntityType::Weapon, Some(meaning)),
        Meaning::Place(place) => (EntityType::Place, Some(Meaning::Place(context.nearest(span.of(text), place)))),
        Meaning::Adjective(_) => return None,
    })
}

/// A city is where something is, a seat of government acts: `in Moscow`, `arrived from Moscow`, against `sent to Moscow`.
fn is_where(text: &str, sentences: &Sentences, span: Span) -> bool {
    let first = sentences.tokens.partition_point(|token| token.span.end <= span.start);
    let Some(before) = first.checked_sub(1).map(|at| &sentences.tokens[at]) else { return false };
    match before.span.of(text).to_ascii_lowercase().as_str() {
        "in" | "at" | "near" | "outside" | "around" | "into" | "through" | "across" | "downtown" | "central" => true,
        "to" | "from" | "for" | "toward" | "towards" => {
            let Some(sentence) = sentences.sentence_at(span.start).map(|nth| &sentences.sentences[nth]) else {
                return false;
            };
            let tokens = sentences.tokens_of(sentence);
            let at = first - sentence.first_token as usize;
            let up = tokens.get(at).and_then(|token| token.head).and_then(|head| tokens.get(head as usize));
            up.is_some_and(|governor| is_motion(&governor.lemma.of(governor.span.of(text))))
        }
        _ => false,
    }
}

/// Whether words that the net passed over are a name all the same.
fn is_named_here(sentences: &Sentences, hit: &NameHit, text: &str, context: &Context<'_>) -> bool {
    let first = sentences.tokens.partition_point(|token| token.span.end <= hit.span.start);
    let Some(token) = sentences.tokens.get(first) else { return false };
    let noun = matches!(token.pos, Some("PROPN")) || matches!(token.tag, Some("NNP" | "NNPS"));
    match hit.meaning {
        Meaning::Place(_) => noun && is_where(text, sentences, hit.span),
        Meaning::Adjective(_) => false,
        Meaning::National(_) => token.tag != Some("JJ"),
        Meaning::Country(_) | Meaning::Seat(_) | Meaning::Weapon(_) => noun || hit.span.of(text).contains(' '),
        Meaning::Organisation(_) | Meaning::Outlet(_) => {
            let in_capitals = sentences.tokens[first.saturating_sub(1)..sentences.tokens.len().min(first + 2)]
                .iter()
                .all(|token| context.is_capitals(token.span.of(text)));
            !in_capitals && (noun || hit.span.of(text).contains(' ') || context.is_capitals(hit.span.of(text)))
        }
    }
}

/// The first hit that overlaps the span.
pub(super) fn hit_over(span: Span, hits: &[NameHit]) -> Option<&NameHit> {
    let nth = hits.partition_point(|hit| hit.span.end <= span.start);
    hits.get(nth).filter(|hit| hit.span.overlaps(span))
}

pub(super) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Bodies and agreements by the word at their head, where the net passed them over: `Unification Ministry`, `Minsk Accords`.
fn find_patterns(text: &str, sentences: &Sentences, hits: &[NameHit], found: &mut Vec<Named>) {
    for sentence in &sentences.sentences {
        let tokens = sentences.tokens_of(sentence);
        for head in 0..tokens.len() {
            let word = tokens[head].span.of(text);
            let agreement = is_agreement(word);
            if (agreement || is_capital(word) && is_body_word(word))
                && let Some(span) = pattern_at(text, tokens, head, agreement, hits)
            {
                let kind = if agreement { EntityType::Agreement } else { EntityType::Org };
                if agreement {
                    // The treaty's name may hold words that the net took for a body's.
                    found.retain(|name| !span.contains(name.span));
                }
                push(found, sentences, Named { span, first: 0, end: 0, kind, meaning: None });
            }
        }
    }
}

/// `the nuclear-armed North`, in an article on Korea.
fn find_halves(text: &str, sentences: &Sentences, context: &Context<'_>, found: &mut Vec<Named>) {
    for sentence in &sentences.sentences {
        let tokens = sentences.tokens_of(sentence);
        for (at, token) in tokens.iter().enumerate().skip(2) {
            let Some(country) = context.half(token.span.of(text)) else { continue };
            let next = tokens.get(at + 1).map_or("", |next| next.span.of(text));
            let head = !matches!(token.dep, Some("compound" | "amod" | "flat" | "advmod"));
            let article =
                (at.saturating_sub(4)..at).rev().find(|&first| tokens[first].span.of(text).eq_ignore_ascii_case("the"));
            let Some(first) = article.filter(|_| head && !is_capital(next) && !next.starts_with('-')) else { continue };
            let described = tokens[first + 1..at]
                .iter()
                .all(|token| matches!(token.pos, Some("ADJ" | "VERB" | "NOUN" | "PUNCT" | "ADV")));
            if first + 1 < at && described {
                let span = Span { start: tokens[first].span.start, end: token.span.end };
                push(
                    found,
                    sentences,
                    Named {
                        span,
                        first: 0,
                        end: 0,
                        kind: EntityType::Country,
                        meaning: Some(Meaning::Country(country)),
                    },
                );
            }
        }
    }
}

fn is_body_word(word: &str) -> bool {
    const WORDS: [&str; 20] = [
        "Ministry",
        "Parliament",
        "Assembly",
        "Senate",
        "Court",
        "Tribunal",
        "Police",
        "Army",
        "Navy",
        "Embassy",
        "Commission",
        "Agency",
        "Authority",
        "Institute",
        "University",
        "Congress",
        "Cabinet",
        "Diet",
        "Treasury",
        "Duma",
    ];
    WORDS.contains(&word)
}

/// Bodies that need no more than their word: `the Cabinet`.
fn stands_alone(word: &str) -> bool {
    matches!(word, "Parliament" | "Senate" | "Congress" | "Cabinet" | "Diet" | "Treasury" | "Duma")
}

pub(super) fn is_agreement(word: &str) -> bool {
    const WORDS: [&str; 10] = [
        "treaty",
        "pact",
        "agreement",
        "accord",
        "accords",
        "convention",
        "protocol",
        "treaties",
        "memorandum",
        "charter",
    ];
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The name with its head at a token: capitals before it, and what `of` or `for` hangs behind it.
fn pattern_at(text: &str, tokens: &[Token], head: usize, agreement: bool, hits: &[NameHit]) -> Option<Span> {
    let word = |at: usize| tokens[at].span.of(text);
    let mut start = head;
    while start > 0
        && head - start < 5
        && is_capital(word(start - 1))
        && tokens[start - 1].pos != Some("DET")
        && (start != 1 || matches!(tokens[0].pos, Some("PROPN" | "NOUN" | "ADJ")))
    {
        start -= 1;
    }
    // The state before it is no part of the name, but says whose it is.
    while start < head
        && hit_over(tokens[start].span, hits).is_some_and(|hit| matches!(hit.meaning, Meaning::Adjective(_)))
    {
        start += 1;
    }
    let mut end = head + 1;
    if tokens.get(end).is_some_and(|token| matches!(token.span.of(text), "for" | "of" | "on")) && is_capital(word(head))
    {
        let mut last = end + 1;
        while last < tokens.len()
            && last - end < 6
            && (is_capital(word(last)) && tokens[last].pos != Some("DET")
                || matches!(word(last), "and" | "the")
                    && tokens.get(last + 1).is_some_and(|next| is_capital(next.span.of(text))))
        {
            last += 1;
        }
        end = if last > end + 1 { last } else { end };
    }
    let long_enough = if agreement {
        head - start > usize::from(!is_capital(word(head))) || end > head + 2
    } else {
        start < head
            || end > head + 1
            || head > 0 && stands_alone(word(head)) && word(head - 1).eq_ignore_ascii_case("the")
    };
    long_enough.then(|| Span { start: tokens[start].span.start, end: tokens[end - 1].span.end })
}
