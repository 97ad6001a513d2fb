//! Articles described in JSON-LD.
//!
//! Publishers write it by hand as often as not: broken scripts are mended where that is plain, and
//! left out where it is not.

use crate::text::{Span, fold_space};
use serde_json::Value;
use std::collections::BTreeMap;

/// What the scripts of a page say of its article.
#[derive(Debug, Clone, Default)]
pub(crate) struct Linked {
    pub(crate) headline: Option<String>,
    pub(crate) authors: Vec<String>,
    /// The value as written and its bytes in the source.
    pub(crate) published: Option<(String, Span)>,
    /// The date of the web page, where no article has one.
    pub(crate) page_published: Option<(String, Span)>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) language: Option<String>,
}

/// Objects deeper or more than this are not looked at.
const MOST_OBJECTS: usize = 5_000;

pub(crate) fn read_scripts(html: &str, scripts: impl Iterator<Item = Span>) -> Linked {
    let mut linked = Linked::default();
    let values: Vec<(Value, Span)> =
        scripts.flat_map(|script| parse(script.of(html)).into_iter().map(move |value| (value, script))).collect();
    let mut objects = Vec::new();
    for (value, script) in &values {
        collect_objects(value, *script, &mut objects);
    }
    let by_id: BTreeMap<&str, &Value> = objects
        .iter()
        .filter(|(object, _)| object.get("name").is_some())
        .filter_map(|(object, _)| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    // The first article is the page's own; those after it are teasers.
    let article = objects.iter().find(|(object, _)| is_type(object, is_article));
    if let Some(&(object, script)) = article {
        read_article(html, object, script, &by_id, &mut linked);
    }
    for &(object, script) in objects.iter().filter(|(object, _)| is_type(object, |name| name.ends_with("WebPage"))) {
        linked.page_published = linked.page_published.or_else(|| date_of(html, object, script));
        linked.language = linked.language.or_else(|| text_of(object.get("inLanguage")?));
        if linked.authors.is_empty() {
            linked.authors = object.get("author").map(|author| names_of(author, &by_id)).unwrap_or_default();
        }
    }
    let sites = ["WebSite", "NewsMediaOrganization", "Organization"];
    for site in sites {
        for (object, _) in objects.iter().filter(|(object, _)| is_type(object, |name| name == site)) {
            linked.outlet = linked.outlet.or_else(|| text_of(object.get("name")?));
        }
    }
    linked
}

fn read_article(html: &str, object: &Value, script: Span, by_id: &BTreeMap<&str, &Value>, linked: &mut Linked) {
    linked.headline = object.get("headline").or_else(|| object.get("name")).and_then(text_of);
    linked.authors = ["author", "creator"]
        .iter()
        .filter_map(|key| object.get(*key))
        .map(|author| names_of(author, by_id))
        .find(|names| !names.is_empty())
        .unwrap_or_default();
    linked.published = date_of(html, object, script);
    linked.outlet = object.get("publisher").and_then(|publisher| names_of(publisher, by_id).into_iter().next());
    let page = object.get("mainEntityOfPage");
    let page_url = page.and_then(|page| text_of(page).or_else(|| text_of(page.get("@id")?)));
    linked.url = object.get("url").and_then(text_of).or(page_url);
    linked.language = object.get("inLanguage").and_then(text_of);
    linked.tags = match object.get("keywords") {
        Some(Value::String(list)) => list.split([',', ';']).map(fold_space).collect(),
        Some(Value::Array(list)) => list.iter().filter_map(text_of).collect(),
        _ => Vec::new(),
    };
}

fn date_of(html: &str, object: &Value, script: Span) -> Option<(String, Span)> {
    let date = ["datePublished", "dateCreated", "uploadDate"].iter().find_map(|key| text_of(object.get(*key)?))?;
    let place = script.of(html).find(&date).map(|at| {
        let start = script.start as usize + at;
        Span::new(start, start + date.len())
    });
    Some((date, place.unwrap_or(script)))
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article")
        || matches!(
            name,
            "BlogPosting"
                | "LiveBlogPosting"
                | "Report"
                | "SocialMediaPosting"
                | "Review"
                | "Recipe"
                | "CreativeWork"
                | "HowTo"
        )
}

fn is_type(object: &Value, accept: impl Fn(&str) -> bool) -> bool {
    let local = |name: &str| accept(name.rsplit(['/', ':', '#']).next().unwrap_or(name));
    match object.get("@type") {
        Some(Value::String(name)) => local(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(local),
        _ => false,
    }
}

/// Every object that may describe the page, the outer before the inner.
fn collect_objects<'v>(value: &'v Value, script: Span, objects: &mut Vec<(&'v Value, Span)>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        if objects.len() >= MOST_OBJECTS {
            return;
        }
        match value {
            Value::Array(list) => open.extend(list.iter().rev()),
            Value::Object(map) => {
                objects.push((value, script));
                let inner =
                    ["@graph", "mainEntity", "mainEntityOfPage", "itemReviewed", "author", "publisher", "creator"];
                open.extend(inner.iter().rev().filter_map(|key| map.get(*key)).filter(|value| !value.is_string()));
            }
            _ => {}
        }
    }
}

fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => fold_space(&unescape(text)),
        Value::Array(list) => return list.iter().find_map(|value| value.as_str()).map(fold_space),
        Value::Object(map) => {
            return map.get("@value").or_else(|| map.get("name")).and_then(Value::as_str).map(fold_space);
        }
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The names of a person or organisation, of a list of them, or of the object that one refers to.
fn names_of(value: &Value, by_id: &BTreeMap<&str, &Value>) -> Vec<String> {
    let list = match value {
        Value::Array(list) => list.as_slice(),
        single => std::slice::from_ref(single),
    };
    let name_of = |value: &Value| match value {
        Value::String(name) => Some(fold_space(&unescape(name))),
        Value::Object(map) => {
            let referred = map.get("@id").and_then(Value::as_str).and_then(|id| by_id.get(id));
            map.get("name").or_else(|| referred?.get("name")).and_then(text_of)
        }
        _ => None,
    };
    list.iter().take(30).filter_map(name_of).filter(|name| !name.is_empty()).collect()
}

/// Character references inside of JSON are a mistake that is made often.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_string();
    }
    let tree = super::tokens::read_tree(text);
    tree.raw_text(text, 0)
}

/// The values of a script; none where it is no JSON even after mending.
fn parse(script: &str) -> Vec<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script =
        script.trim().trim_start_matches("//").trim_start_matches("<![CDATA[").trim_start_matches("/*<![CDATA[*/");
    let script = script.trim_end().trim_end_matches("]]>").trim_end_matches("//").trim_end_matches(';').trim();
    let strict: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(script).into_iter().collect();
    if let Ok(values) = strict {
        return values;
    }
    serde_json::Deserializer::from_str(&mend(script)).into_iter().map_while(Result::ok).collect()
}

/// Line breaks inside of strings become spaces, unknown escapes are dropped, and so are commas with nothing after them.
fn mend(script: &str) -> String {
    let mut mended = String::with_capacity(script.len());
    let mut in_string = false;
    let mut characters = script.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' => {
                in_string = !in_string;
                mended.push(c);
            }
            '\\' if in_string => match characters.next() {
                Some(escaped @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                    mended.extend(['\\', escaped])
                }
                Some(other) => mended.push(other),
                None => {}
            },
            ']' | '}' if !in_string => {
                let end = mended.trim_end().len();
                if mended[..end].ends_with(',') {
                    mended.truncate(end - 1);
                }
                mended.push(c);
            }
            control if control.is_control() => mended.push(' '),
            other => mended.push(other),
        }
    }
    mended
}
