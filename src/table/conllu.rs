//! The parse of an article in the CoNLL-U format of Universal Dependencies.

use crate::document::{Article, NameKind, Sentence, Sentences, Token};
use std::fmt::Write;

/// The sentences of an article as CoNLL-U: a block a sentence, words that are written as one under a range.
pub fn conllu(article: &Article, sentences: &Sentences) -> String {
    let text = article.text.as_str();
    let mut out = format!("# newdoc id = {}\n", article.article_id);
    let mut end = 0;
    for (nth, sentence) in sentences.sentences.iter().enumerate() {
        let start = sentence.span.start as usize;
        if end == 0 || text[end..start].contains('\n') {
            out.push_str("# newpar\n");
        }
        end = sentence.span.end as usize;
        _ = writeln!(out, "# sent_id = {}-{}", article.article_id, nth + 1);
        _ = writeln!(out, "# text = {}", sentence.span.of(text));
        write_tokens(text, sentences, sentence, &mut out);
        out.push('\n');
    }
    out
}

fn write_tokens(text: &str, sentences: &Sentences, sentence: &Sentence, out: &mut String) {
    let tokens = sentences.tokens_of(sentence);
    let spaced = |at: usize| tokens.get(at + 1).is_none_or(|next| next.span.start > tokens[at].span.end);
    let mut fused = 0;
    for (at, token) in tokens.iter().enumerate() {
        if at >= fused {
            fused = at + 1;
            while fused < tokens.len()
                && !spaced(fused - 1)
                && is_word(text, &tokens[fused - 1])
                && is_word(text, &tokens[fused])
            {
                fused += 1;
            }
            if fused - at > 1 {
                let whole = &text[token.span.start as usize..tokens[fused - 1].span.end as usize];
                let misc = if spaced(fused - 1) { "_" } else { "SpaceAfter=No" };
                _ = writeln!(out, "{}-{fused}\t{whole}\t_\t_\t_\t_\t_\t_\t_\t{misc}", at + 1);
            }
        }
        let form = token.span.of(text);
        let mut misc = name_mark(sentences, token).map(|mark| format!("Name={mark}")).unwrap_or_default();
        if !spaced(at) && at + 1 == fused {
            misc.push_str(if misc.is_empty() { "SpaceAfter=No" } else { "|SpaceAfter=No" });
        }
        _ = writeln!(
            out,
            "{}\t{form}\t{}\t{}\t{}\t_\t{}\t{}\t_\t{}",
            at + 1,
            token.lemma.of(form),
            token.pos.unwrap_or("_"),
            token.tag.unwrap_or("_"),
            token.head.map_or(0, |head| head + 1),
            token.dep.unwrap_or("_"),
            if misc.is_empty() { "_" } else { &misc },
        );
    }
}

/// Parts of one written word hold letters each: `do` and `n't`, `Kim` and `'s`.
fn is_word(text: &str, token: &Token) -> bool {
    token.span.of(text).contains(char::is_alphabetic)
}

fn name_mark(sentences: &Sentences, token: &Token) -> Option<String> {
    let nth = sentences.names.partition_point(|name| name.span.end <= token.span.start);
    let name = sentences.names.get(nth).filter(|name| name.span.contains(token.span))?;
    let mark = match (name.span.start == token.span.start, name.span.end == token.span.end) {
        (true, true) => "S",
        (true, false) => "B",
        (false, true) => "E",
        (false, false) => "I",
    };
    let kind = match name.kind {
        NameKind::Person => "PERSON",
        NameKind::Organisation => "ORG",
        NameKind::Place => "PLACE",
    };
    Some(format!("{mark}-{kind}"))
}
