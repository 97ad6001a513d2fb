//! How much: figures, their bounds, and what they count.
//!
//! In: tokens with their tree. Out: each figure with its lower and upper bound, unit and counted noun, by the words of
//! `knowledge/rules/quantities.toml`. `up to 12,000 North Korean troops` has no lower bound, 12,000 above, and counts `troops`;
//! in `12 people were killed` it counts the killed.

mod rules;

use crate::document::{Quantity, Sentences, Token};
use crate::knowledge::{small_number, tens};
use crate::text::Span;
use rules::{Bound, LONGEST, Sense, bound, casualty, unit};

pub(crate) fn find_quantities(text: &str, sentences: &Sentences) -> Vec<Quantity> {
    let mut quantities = Vec::new();
    for sentence in &sentences.sentences {
        let tokens = sentences.tokens_of(sentence);
        let words: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        let mut at = 0;
        while at < words.len() {
            let Some(figure) = read_figure(&words, at) else {
                at += 1;
                continue;
            };
            let (mut first, bound) = read_bound(&words, at);
            let negative = at > 0 && words[at - 1] == "minus";
            if negative {
                first = at - 1;
            }
            // `thousands of` says how many at least, whatever stands before it.
            let sense = if figure.vague { Some(Sense::Least) } else { bound.map(|bound| bound.sense) };
            let (low, high) = match sense {
                Some(Sense::Most) => (None, Some(figure.upper.unwrap_or(figure.value))),
                Some(Sense::Least) => (Some(figure.value), figure.upper),
                Some(Sense::About) | None => (Some(figure.value), Some(figure.upper.unwrap_or(figure.value))),
            };
            let first = if figure.between { first.saturating_sub(1) } else { first };
            let unit = weighed(text, tokens, at, figure.unit);
            let noun = match unit {
                Some(_) => None,
                None if figure.vague || figure.share => counted_behind(tokens, figure.end),
                None => counted(text, tokens, &words, at, figure.end),
            };
            let bare = unit.is_none() && noun.is_none() && bound.is_none() && !figure.vague && !figure.share;
            if bare && !stands_alone(tokens, &words, at, figure.end) || noun.is_some_and(|noun| is_address(words[noun]))
            {
                at = figure.end;
                continue;
            }
            let (low, high) = if negative { (high.map(|high| -high), low.map(|low| -low)) } else { (low, high) };
            let rule = match bound {
                _ if figure.vague => "quantity/order",
                _ if figure.share => "quantity/share",
                Some(bound) => bound.id.as_str(),
                None => "quantity/exact",
            };
            quantities.push(Quantity {
                span: Span { start: tokens[first].span.start, end: tokens[figure.end - 1].span.end },
                low,
                high,
                strict: !figure.vague && bound.is_some_and(|bound| bound.strict),
                unit: unit.map(str::to_owned),
                noun: noun.map(|noun| words[noun].to_owned()),
                casualty: became(text, tokens, noun.unwrap_or(figure.end - 1)).map(str::to_owned),
                rule: rule.to_owned(),
            });
            at = figure.end;
        }
    }
    quantities
}

/// Pounds are money but where something weighs.
fn weighed(text: &str, tokens: &[Token], at: usize, unit: Option<&'static str>) -> Option<&'static str> {
    let weighs = || {
        tokens[..at]
            .iter()
            .rev()
            .take(6)
            .any(|token| token.lemma.of(token.span.of(text)).to_lowercase().starts_with("weigh"))
    };
    let sign = at.checked_sub(1).is_some_and(|before| tokens[before].span.of(text) == "£");
    if unit == Some("GBP") && !sign && weighs() { Some("lb") } else { unit }
}

/// A number that nothing says the sense of is a quantity only as a part of a clause: `the toll rose to 45`, not `page 12`, `3-0`.
fn stands_alone(tokens: &[Token], words: &[&str], at: usize, end: usize) -> bool {
    const LABELS: [&str; 16] = [
        "number", "page", "dial", "channel", "route", "bus", "gate", "flight", "room", "on", "in", "since", "until",
        "version", "chapter", "line",
    ];
    let before = at.checked_sub(1).map_or("", |at| words[at]);
    let label = LABELS.contains(&before.to_ascii_lowercase().as_str());
    let name = before.starts_with(char::is_uppercase) || before == "-" || before == "+";
    let score = words[at..end].contains(&"-") || words.get(end) == Some(&"-");
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let row = digits(before) && !before.is_empty() || words.get(end).is_some_and(|word| digits(word));
    let clause = matches!(tokens[end - 1].dep, Some("obl" | "obj" | "nsubj" | "nsubj:pass" | "nmod" | "conj" | "root"));
    // `the Gang of Four`: a number written large is a part of a name.
    let large = at > 0 && words[at].starts_with(char::is_uppercase);
    clause && !label && !name && !score && !row && !large
}

fn is_address(noun: &str) -> bool {
    matches!(
        noun,
        "Street" | "Avenue" | "Road" | "Lane" | "Square" | "Boulevard" | "Drive" | "Place" | "Years" | "Days"
    )
}

/// The noun behind `of`, which a share or an order of size counts.
fn counted_behind(tokens: &[Token], end: usize) -> Option<usize> {
    let noun = |at: &usize| matches!(tokens[*at].pos, Some("NOUN" | "PROPN" | "PRON"));
    let by_case = tokens[end - 1].head.map(|head| head as usize).filter(|&head| head >= end && noun(&head));
    by_case.or_else(|| {
        (end..tokens.len().min(end + 6))
            .find(|at| noun(at) && tokens[*at].dep != Some("compound") && tokens[*at].dep != Some("nmod:poss"))
    })
}

#[derive(Default)]
struct Figure {
    value: f64,
    /// The other end of a range.
    upper: Option<f64>,
    unit: Option<&'static str>,
    end: usize,
    /// `dozens of`, `thousands of`: only the order of size is given.
    vague: bool,
    /// `a quarter of`
    share: bool,
    /// `between 10 and 15`, begun a word before.
    between: bool,
}

fn read_figure(words: &[&str], at: usize) -> Option<Figure> {
    let word = words[at];
    let next = |by: usize| words.get(at + by).copied().unwrap_or("");
    if let Some(value) = order_of_size(word) {
        // `tens of thousands of`
        let (value, end) = match order_of_size(next(2)).filter(|_| next(1) == "of") {
            Some(scale) => (if word.eq_ignore_ascii_case("tens") { 10.0 * scale } else { value * scale }, at + 3),
            None => (value, at + 1),
        };
        let counts = words.get(end) == Some(&"of") && !word.eq_ignore_ascii_case("tens") | (end > at + 1);
        return counts.then(|| Figure { value, end: end + 1, vague: true, ..Figure::default() });
    }
    if let Some((value, end)) = share(words, at) {
        return Some(Figure { value, end, share: true, ..Figure::default() });
    }
    let before = at.checked_sub(1).map_or("", |before| words[before]);
    let (mut value, mut end) = read_number(words, at)?;
    let money = currency(before);
    if money.is_none() && names_something_else(words, at, end, before) {
        return None;
    }
    // `a 30-year pact`, `F-16`: parts of compounds count nothing.
    let letters = |at: usize| words.get(at).is_some_and(|word| word.starts_with(char::is_alphabetic));
    let compound = words.get(end) == Some(&"-") && letters(end + 1) && read_number(words, end + 1).is_none();
    if compound || before == "-" && at.checked_sub(2).is_some_and(letters) {
        return None;
    }
    let mut upper = None;
    let opens = if money.is_some() { at.checked_sub(2).map_or("", |before| words[before]) } else { before };
    let between = opens.eq_ignore_ascii_case("between") && words.get(end) == Some(&"and");
    let range = between || matches!(words.get(end), Some(&("-" | "–" | "to")));
    let sign = usize::from(range && words.get(end + 1).is_some_and(|word| currency(word).is_some()));
    if let Some((other, other_end)) = read_number(words, end + 1 + sign).filter(|&(other, _)| range && other > value) {
        // The scale of `3-4 million` is said once.
        let scale = scale(words[other_end - 1]).filter(|_| other_end > end + 2 && end == at + 1);
        value *= scale.filter(|scale| value * scale <= other).unwrap_or(1.0);
        (upper, end) = (Some(other), other_end);
    }
    let mut unit = money;
    let (after, len) = unit_at(words, end);
    // `12 pounds of flour` weigh, `12 pounds` cost.
    if money.is_none() || after.is_none_or(|after| after.len() == 3) {
        end += len;
        unit = unit.or(after);
    }
    Some(Figure { value, upper, unit, end, between: between && upper.is_some(), ..Figure::default() })
}

/// The unit behind a figure, and how many words it has.
fn unit_at(words: &[&str], at: usize) -> (Option<&'static str>, usize) {
    let longest = LONGEST.min(words.len().saturating_sub(at));
    let found = (1..=longest).rev().find_map(|len| Some((unit(&words[at..at + len].join(" "))?, len)));
    match found {
        // `pounds of`: the preposition is not a part of the unit.
        Some((symbol, len)) if words[at + len - 1] == "of" => (Some(symbol), len - 1),
        Some((symbol, len)) => (Some(symbol), len),
        None => (None, 0),
    }
}

/// `a quarter of`, `two-thirds of`, `half of`, `half the`.
fn share(words: &[&str], at: usize) -> Option<(f64, usize)> {
    let part = |word: &str| match word {
        "half" => Some(2.0),
        "third" | "thirds" => Some(3.0),
        "quarter" | "quarters" => Some(4.0),
        "fifth" | "fifths" => Some(5.0),
        "tenth" | "tenths" => Some(10.0),
        _ => None,
    };
    let lower = words[at].to_ascii_lowercase();
    let of = |end: usize| (words.get(end) == Some(&"of")).then_some(end + 1);
    if lower == "one" && words.get(at + 1) == Some(&"in") {
        return read_number(words, at + 2)
            .filter(|(of, _)| (2.0..1000.0).contains(of))
            .map(|(of, end)| (1.0 / of, end));
    }
    if lower == "half" {
        return of(at + 1)
            .or_else(|| matches!(words.get(at + 1), Some(&("the" | "its" | "their"))).then_some(at + 1))
            .map(|end| (0.5, end));
    }
    if matches!(lower.as_str(), "a" | "one") {
        let skip = usize::from(words.get(at + 1) == Some(&"-"));
        let value = 1.0 / part(words.get(at + 1 + skip)?)?;
        return of(at + 2 + skip).map(|end| (value, end));
    }
    let skip = usize::from(words.get(at + 1) == Some(&"-"));
    let count = number_word(words[at]).filter(|count| (2.0..10.0).contains(count))?;
    let whole = part(words.get(at + 1 + skip)?)?;
    of(at + 2 + skip).map(|end| (count / whole, end))
}

/// A number in digits or words, with its scale: the value and the token after it.
fn read_number(words: &[&str], at: usize) -> Option<(f64, usize)> {
    let word = words.get(at)?;
    let (mut value, mut end) = match digits(word) {
        Some(value) => (value, at + 1),
        None => read_number_words(words, at)?,
    };
    while let Some(scale) = words.get(end).and_then(|word| scale(word)) {
        value *= scale;
        end += 1;
        if value > 1e15 {
            return None;
        }
    }
    Some((value, end))
}

/// `12,000`, `3.5`, `3.5bn`
fn digits(word: &str) -> Option<f64> {
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match &word[number.len()..] {
        "" => 1.0,
        "k" | "K" => 1e3,
        "m" | "mn" | "M" => 1e6,
        "b" | "bn" | "B" => 1e9,
        "tn" | "trn" => 1e12,
        _ => return None,
    };
    let plain: String = number.chars().filter(|&c| c != ',').collect();
    let fits = plain.len() <= 16 && plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    plain.parse::<f64>().ok().filter(|_| fits).map(|value| value * factor)
}

fn scale(word: &str) -> Option<f64> {
    match word {
        "hundred" => Some(1e2),
        "thousand" => Some(1e3),
        "million" | "mn" => Some(1e6),
        "billion" | "bn" => Some(1e9),
        "trillion" => Some(1e12),
        _ => None,
    }
}

fn number_word(word: &str) -> Option<f64> {
    let word = word.to_ascii_lowercase();
    small_number(&word).or_else(|| tens(&word)).map(f64::from)
}

/// `twenty-one` and the like, three tokens.
fn joined_number(words: &[&str], at: usize) -> Option<f64> {
    let [tens, "-", ones] = words.get(at..at + 3)? else { return None };
    let (ten, one) = (number_word(tens)?, number_word(ones)?);
    (ten >= 20.0 && (1.0..10.0).contains(&one)).then_some(ten + one)
}

/// `twelve`, `a hundred`, `two dozen`; `one` alone is rather a pronoun.
fn read_number_words(words: &[&str], at: usize) -> Option<(f64, usize)> {
    let next = words.get(at + 1).copied().unwrap_or("");
    // `half a million`
    if words[at].eq_ignore_ascii_case("half") && matches!(next, "a" | "an") {
        return words.get(at + 2).and_then(|word| scale(word)).map(|value| (value / 2.0, at + 3));
    }
    if matches!(words[at], "a" | "A") {
        let value = if next == "dozen" { Some(12.0) } else { scale(next) };
        return value.map(|value| (value, at + 2));
    }
    if let Some(value) = joined_number(words, at) {
        return Some((value, at + 3));
    }
    let value = number_word(words[at])?;
    if next == "dozen" {
        return Some((value * 12.0, at + 2));
    }
    (value != 1.0 || scale(next).is_some()).then_some((value, at + 1))
}

/// The least that the plural of an order of size can mean.
fn order_of_size(word: &str) -> Option<f64> {
    match word {
        "dozens" | "Dozens" => Some(12.0),
        "scores" | "Scores" => Some(20.0),
        "tens" | "Tens" => Some(10.0),
        "hundreds" | "Hundreds" => Some(1e2),
        "thousands" | "Thousands" => Some(1e3),
        "millions" | "Millions" => Some(1e6),
        "billions" | "Billions" => Some(1e9),
        _ => None,
    }
}

fn currency(mark: &str) -> Option<&'static str> {
    match mark {
        "$" | "US$" => Some("USD"),
        "€" => Some("EUR"),
        "£" => Some("GBP"),
        "¥" => Some("JPY"),
        "₹" => Some("INR"),
        _ => None,
    }
}

/// A date, a year, an article's number, a part of a name.
fn names_something_else(words: &[&str], at: usize, end: usize, before: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let digits = words[at].as_bytes()[0].is_ascii_digit();
    let old = words[at].starts_with('1') && matches!(before, "in" | "In" | "since" | "until" | "by" | "of");
    let year = words[at].len() == 4 && (words[at].starts_with("19") || words[at].starts_with("20") || old) && digits;
    let numbered =
        at > 1 && digits && capital(before) || matches!(before, "No." | "Nos." | "#" | "article" | "section");
    let month = words.get(end).is_some_and(|word| capital(word) && digits && word.len() > 2 && is_month(word));
    let time = words.get(end).is_some_and(|word| matches!(*word, "a.m." | "p.m." | "GMT" | "ago"));
    year || numbered || month || time || words.get(end) == Some(&"/") || before == "/"
}

fn is_month(word: &str) -> bool {
    const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS.iter().any(|month| word.starts_with(month))
}

/// The first token of the words that bound a figure at `at`, and their rule.
fn read_bound(words: &[&str], at: usize) -> (usize, Option<&'static Bound>) {
    let at = if at > 0 && currency(words[at - 1]).is_some() { at - 1 } else { at };
    let found = (1..=LONGEST.min(at)).rev().find_map(|len| {
        let rule = bound(&words[at - len..at].join(" ").to_lowercase())?;
        Some((at - len, rule))
    });
    found.map_or((at, None), |(first, rule)| (first, Some(rule)))
}

/// The noun that a figure counts: by the tree, else the next plural.
fn counted(text: &str, tokens: &[Token], words: &[&str], at: usize, end: usize) -> Option<usize> {
    let noun = |at: usize| matches!(tokens[at].pos, Some("NOUN" | "PROPN")) && !tokens[at].span.of(text).is_empty();
    let number = (at..end).rev().find(|&at| tokens[at].dep == Some("nummod"));
    let by_tree = number
        .and_then(|number| tokens[number].head.map(|head| head as usize))
        .filter(|&head| head >= end && head < end + 8 && noun(head));
    by_tree.or_else(|| counted_noun(words, end))
}

/// What became of those whom a noun or figure counts: by the verb that it is subject or object of, or the word that describes it.
fn became(text: &str, tokens: &[Token], noun: usize) -> Option<&'static str> {
    let lemma = |at: usize| tokens[at].lemma.of(tokens[at].span.of(text)).to_lowercase();
    let below = tokens.iter().enumerate().filter(|(_, child)| child.head == Some(noun as u32));
    let described = below
        .filter(|(_, child)| matches!(child.dep, Some("acl" | "amod" | "acl:relcl")))
        .find_map(|(at, _)| casualty(&lemma(at)));
    let dep = tokens[noun].dep;
    let above = tokens[noun].head.map(|head| head as usize);
    let verb = above.filter(|_| matches!(dep, Some("nsubj:pass" | "obj"))).and_then(|verb| casualty(&lemma(verb)));
    // Who kills is not killed; who dies, flees or is dead is.
    let subject = above
        .filter(|&verb| {
            dep == Some("nsubj")
                && matches!(
                    lemma(verb).as_str(),
                    "die" | "dead" | "missing" | "perish" | "drown" | "disappear" | "vanish" | "flee"
                )
        })
        .and_then(|verb| casualty(&lemma(verb)));
    // `killed 12`, `12 dead`
    let beside = tokens
        .get(noun + 1)
        .filter(|next| next.pos == Some("ADJ") || next.tag == Some("VBN"))
        .and_then(|_| casualty(&lemma(noun + 1)));
    described.or(verb).or(subject).or(beside)
}

/// The plural noun that a figure counts, past its adjectives.
fn counted_noun(words: &[&str], end: usize) -> Option<usize> {
    const IRREGULAR: &[&str] =
        &["people", "men", "women", "children", "police", "aircraft", "personnel", "staff", "troops"];
    const NOT_NOUNS: &[&str] =
        &["as", "is", "was", "has", "does", "this", "its", "his", "us", "less", "across", "towards"];
    for (nth, &word) in words.iter().skip(end).take(5).enumerate() {
        let adjective = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.'));
        if matches!(word, "in" | "to" | "and" | "or" | "by" | "from" | "for" | "at" | "on" | "were" | "was" | "have")
            || !adjective
        {
            return None;
        }
        let plural = word.ends_with('s')
            && word.len() > 3
            && !word.ends_with("ss")
            && word.starts_with(|c: char| c.is_lowercase());
        if IRREGULAR.contains(&word) || plural && !NOT_NOUNS.contains(&word) {
            return Some(end + nth);
        }
        if word == "of" && nth > 0 {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::read_sentences;

    type Row<'a> = (&'a str, Option<f64>, Option<f64>, Option<&'a str>, Option<&'a str>);

    fn check(text: &str, expected: &[Row<'_>]) {
        let quantities = find_quantities(text, &read_sentences(text));
        let found: Vec<Row<'_>> = quantities
            .iter()
            .map(|one| (one.span.of(text), one.low, one.high, one.unit.as_deref(), one.noun.as_deref()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn bounds_are_read_from_the_words_before() {
        check("up to 12,000 Danish troops", &[("up to 12,000", None, Some(12e3), None, Some("troops"))]);
        check("more than 10 new ships", &[("more than 10", Some(10.0), None, None, Some("ships"))]);
        check("no more than 10 ships", &[("no more than 10", None, Some(10.0), None, Some("ships"))]);
        check("about twenty-one people", &[("about twenty-one", Some(21.0), Some(21.0), None, Some("people"))]);
        check("10-15 people", &[("10-15", Some(10.0), Some(15.0), None, Some("people"))]);
    }

    #[test]
    fn orders_of_size_are_open_above() {
        check("thousands of troops", &[("thousands of", Some(1e3), None, None, Some("troops"))]);
        check("They lost dozens.", &[]);
    }

    #[test]
    fn money_and_shares_have_units() {
        check("over $3.5 billion in aid", &[("over $3.5 billion", Some(3.5e9), None, Some("USD"), None)]);
        check("some 40% of men", &[("some 40%", Some(40.0), Some(40.0), Some("%"), None)]);
        check("3 million euros", &[("3 million euros", Some(3e6), Some(3e6), Some("EUR"), None)]);
    }

    #[test]
    fn dates_and_numbers_of_things_are_no_quantities() {
        check("On June 19, 2024, Article 4 of No. 7 at 9 p.m.", &[]);
        check("One of them left on 3 May.", &[]);
    }

    #[test]
    fn hostile_figures_are_harmless() {
        let million = "million ".repeat(100_000) + &"9".repeat(100_000) + " 1,1,1 5 million million million million";
        assert!(find_quantities(&million, &read_sentences(&million)).len() < 10);
    }
}
