//! Which articles are copies of one report.

use crate::document::Article;
use crate::text::{letters_key, stable_hash};

/// Sixteen hexadecimal digits that articles with the same words share; an article without words
/// has its own.
pub(crate) fn report_id(article: &Article) -> String {
    let words = letters_key(&article.text);
    let key = if words.is_empty() { article.article_id.as_str() } else { words.as_str() };
    format!("{:016x}", stable_hash(["report", key]))
}
