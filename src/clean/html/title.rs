//! The title of a page: the heading that the page's own metadata confirms, without the site's name.

use super::facts::Facts;
use crate::text::letters_key;

const META_TITLES: [&str; 8] = [
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "title",
];

/// The title and the site's name where the title carried it.
pub(crate) fn choose_title(facts: &Facts) -> Option<String> {
    let outlet = outlet_key(facts);
    let stated = facts.meta(&META_TITLES).map(|meta| meta.value.as_str());
    let headline = facts.linked.headline.as_deref();
    let microdata = facts.microdata.iter().find(|item| item.name == "headline").map(|item| item.value.as_str());
    let others: Vec<String> = [stated, headline, facts.title.as_deref(), microdata]
        .into_iter()
        .flatten()
        .map(|title| cut_site(title, outlet.as_deref()).to_string())
        .filter(|title| !title.is_empty())
        .collect();
    let headings = facts.headings.iter().map(|(_, text)| text.as_str()).filter(|text| text.chars().count() > 3);
    // The main heading that the metadata repeats is the title as its readers see it.
    let agreed = headings.clone().find(|heading| others.iter().any(|other| same_title(heading, other)));
    let lone = || headings.clone().next().filter(|_| headings.clone().count() == 1 && others.is_empty());
    agreed.or_else(|| others.first().map(String::as_str)).or_else(lone).map(str::to_string)
}

pub(crate) fn choose_outlet(facts: &Facts) -> Option<String> {
    let stated = facts.meta(&["og:site_name", "application-name", "citation_journal_title", "twitter:app:name:iphone"]);
    let stated = stated.map(|meta| meta.value.clone()).or_else(|| facts.linked.outlet.clone());
    stated.filter(|name| !name.contains("://"))
}

fn outlet_key(facts: &Facts) -> Option<String> {
    choose_outlet(facts).map(|name| letters_key(&name)).filter(|name| !name.is_empty())
}

/// Whether one title holds the other, or most of its words.
pub(crate) fn same_title(one: &str, other: &str) -> bool {
    let (a, b) = (letters_key(one), letters_key(other));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    if long.contains(short.as_str()) && short.len() * 3 >= long.len() {
        return true;
    }
    let words = |text: &str| -> Vec<String> {
        text.split(' ').map(letters_key).filter(|word| !word.is_empty()).take(60).collect()
    };
    let (one, other) = (words(one), words(other));
    let both = one.iter().filter(|word| other.contains(word)).count();
    both * 10 >= one.len().max(other.len()) * 6
}

/// The title without ` | The Site` at its end or `The Site: ` at its start.
pub(crate) fn cut_site<'t>(title: &'t str, outlet: Option<&str>) -> &'t str {
    const MARKS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "];
    let Some((at, mark)) = MARKS.iter().filter_map(|mark| Some((title.rfind(mark)?, *mark))).max() else {
        return title;
    };
    let (before, after) = (title[..at].trim(), title[at + mark.len()..].trim());
    let words = |text: &str| text.split(' ').count();
    let is_outlet = |part: &str| {
        let key = letters_key(part);
        outlet.is_some_and(|outlet| !key.is_empty() && (outlet.contains(&key) || key.contains(outlet)))
    };
    if is_outlet(after) || (words(after) <= 4 && words(before) > words(after) && mark == " | ") {
        return cut_site(before, outlet);
    }
    if words(after) <= 3 && words(before) >= 4 {
        return before;
    }
    if let Some(first) = title.find(mark).filter(|&first| is_outlet(&title[..first])) {
        return title[first + mark.len()..].trim();
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_cut_off_its_titles() {
        let check = |title: &str, outlet: Option<&str>, expected: &str| {
            assert_eq!(cut_site(title, outlet), expected, "{title}");
        };
        check("Ferry sinks off Lima | The Harbour Post", None, "Ferry sinks off Lima");
        check("Ferry sinks off Lima - World - The Post", Some("thepost"), "Ferry sinks off Lima");
        check("The Post | Ferry sinks off the coast of Lima", Some("thepost"), "Ferry sinks off the coast of Lima");
        check("Talks stall", None, "Talks stall");
        check("Win-win deal signed", Some("deal"), "Win-win deal signed");
    }

    #[test]
    fn titles_that_hold_each_other_are_the_same() {
        assert!(same_title("Ferry sinks off Lima", "FERRY SINKS OFF LIMA, 3 dead"));
        assert!(!same_title("Ferry sinks", "Talks stall in Vienna over the price of grain"));
        assert!(!same_title("", ""));
    }
}
