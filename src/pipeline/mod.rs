//! From pages to articles with all that is found in them: the one place that knows the order of the stages.

use crate::document::{Article, Entity, OwnActor, Page, Sentences};
use crate::error::Error;
use crate::{clean, entity, event, language, quantity, quote, time};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a caller may set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The analyst's own actors, by surface form; of several codes the first that holds on the article's day.
    pub actors: BTreeMap<String, Vec<OwnActor>>,
    /// How many threads work on pages; `None` for one a core. Results do not depend on it.
    pub threads: Option<usize>,
}

/// The sentences of a text, with their tokens and names: what every other stage reads. An article does not keep them.
pub fn read_sentences(text: &str) -> Sentences {
    language::read_sentences(text)
}

/// Every group of two or more phrases of an article that speak of one thing, each in text order. An article does not keep them.
pub fn find_chains(article: &Article) -> Vec<Vec<crate::Span>> {
    let actors = BTreeMap::new();
    let sentences = language::read_sentences(&article.text);
    entity::find_chains(&article.text, &sentences, setting(article, &actors), crate::knowledge::COREFERENCE_MODEL)
}

/// The chains of a bare text as weights other than the library's own would have them.
#[doc(hidden)]
pub fn find_chains_with(text: &str, weights: &[u8]) -> Vec<Vec<crate::Span>> {
    let actors = BTreeMap::new();
    let setting = entity::Setting { published: None, country: None, actors: &actors };
    entity::find_chains(text, &language::read_sentences(text), setting, weights)
}

/// What the learner in `training/coreference.rs` sees of a text: each phrase, its chain as `chain_of` tells it from the spans
/// of phrase and head, and what the model chooses between for it.
#[doc(hidden)]
pub fn coreference_choices(
    text: &str,
    chain_of: impl Fn(crate::Span, crate::Span) -> Option<u32>,
) -> Vec<(crate::Span, Option<u32>, Vec<entity::Choice>)> {
    let actors = BTreeMap::new();
    let setting = entity::Setting { published: None, country: None, actors: &actors };
    entity::coreference_choices(text, &language::read_sentences(text), setting, chain_of)
}

/// The day of publication as the place of the dateline has it: a report from Seoul that New York stamps on Monday night was filed on
/// Tuesday. The page's own day where no moment is stated, or the place keeps several times.
fn day_of_filing(article: &Article) -> Option<crate::Date> {
    let there = || {
        let country = article.dateline.as_ref()?.country.as_deref()?;
        let zone = crate::knowledge::country_by_code(country)?.zone?;
        crate::calendar::day_in_zone(article.published_at?, zone)
    };
    there().or(article.published)
}

fn setting<'a>(article: &'a Article, actors: &'a BTreeMap<String, Vec<OwnActor>>) -> entity::Setting<'a> {
    entity::Setting {
        published: article.published,
        country: article.dateline.as_ref().and_then(|dateline| dateline.country.as_deref()),
        actors,
    }
}

/// Reads pages into articles. Immutable, and shared between threads freely.
#[derive(Debug, Clone)]
pub struct Pipeline {
    settings: Settings,
    threads: usize,
}

impl Pipeline {
    /// # Errors
    /// A settings error where `threads` is 0 or an actor's surface form is empty.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        if settings.threads == Some(0) {
            return Err(Error::settings("threads: at least 1 is needed, 0 was given"));
        }
        if settings.actors.keys().any(|form| form.trim().is_empty()) {
            return Err(Error::settings("actors: an empty surface form was given"));
        }
        let threads = settings.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        Ok(Self { settings, threads })
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Every article of a page, cleaned and not yet read: nothing is found in it.
    pub fn clean(&self, page: &Page) -> Vec<Article> {
        clean::find_articles(page)
    }

    /// Every article of a page; at least one.
    pub fn parse(&self, page: &Page) -> Vec<Article> {
        let mut articles = self.clean(page);
        for article in &mut articles {
            self.find_facts(article);
        }
        articles
    }

    /// The articles of each page, in the order of the pages.
    ///
    /// Pages are taken by threads that live as long as the call: none waits in a pool, so that a
    /// process may fork between two calls.
    pub fn parse_pages(&self, pages: &[Page]) -> Vec<Vec<Article>> {
        let threads = self.threads.min(pages.len());
        if threads <= 1 {
            return pages.iter().map(|page| self.parse(page)).collect();
        }
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let nth = next.fetch_add(1, Ordering::Relaxed);
                let Some(page) = pages.get(nth) else { return done };
                done.push((nth, self.parse(page)));
            }
        };
        let mut parsed: Vec<(usize, Vec<Article>)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut all = work();
            for worker in workers {
                match worker.join() {
                    Ok(done) => all.extend(done),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            all
        });
        parsed.sort_unstable_by_key(|&(nth, _)| nth);
        parsed.into_iter().map(|(_, articles)| articles).collect()
    }

    /// Who a phrase alone names, on a day; `None` where it names no actor.
    pub fn actor(&self, phrase: &str, published: Option<crate::Date>) -> Option<Entity> {
        let sentences = language::read_sentences(phrase);
        entity::name_actor(
            phrase,
            &sentences,
            entity::Setting { published, country: None, actors: &self.settings.actors },
        )
    }

    fn find_facts(&self, article: &mut Article) {
        let text = article.text.as_str();
        let sentences = language::read_sentences(text);
        let setting = setting(article, &self.settings.actors);
        let (entities, mentions) = entity::find_mentions(text, &sentences, setting);
        let times = time::find_times(text, &sentences, day_of_filing(article));
        let quantities = quantity::find_quantities(text, &sentences);
        let quotes = quote::find_quotes(text, &sentences, &entities, &mentions);
        let events = event::find_events(event::Found {
            article_id: &article.article_id,
            text,
            sentences: &sentences,
            entities: &entities,
            mentions: &mentions,
            times: &times,
            quantities: &quantities,
            quotes: &quotes,
        });
        (article.entities, article.mentions, article.times) = (entities, mentions, times);
        (article.quantities, article.quotes, article.events) = (quantities, quotes, events);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Moment};

    #[test]
    fn every_zone_is_one_of_the_database() {
        let moment = Moment::from_local(Date::new(2024, 6, 1).expect("a day"), 0, 0);
        let zoned: Vec<_> = crate::knowledge::countries().iter().filter_map(|country| country.zone).collect();
        assert!(zoned.len() > 150);
        assert!(zoned.iter().all(|zone| crate::calendar::day_in_zone(moment, zone).is_some()), "{zoned:?}");
    }

    #[test]
    fn days_are_those_of_the_dateline() {
        let pipeline = Pipeline::new(Settings::default()).expect("settings");
        let filed = |text: &str| {
            let mut page = Page::plain(text);
            let monday = Date::new(2024, 11, 11).expect("a day");
            page.given.published = Some(monday);
            page.given.published_at = Some(Moment::from_local(monday, 23 * 3600, -300));
            let article = pipeline.parse(&page).swap_remove(0);
            article.times.first().and_then(|time| time.value.clone())
        };
        assert_eq!(filed("SEOUL, South Korea (AP) - The army left on Tuesday.").as_deref(), Some("2024-11-12"));
        assert_eq!(filed("LIMA, Peru (AP) - The army left on Tuesday.").as_deref(), Some("2024-11-05"));
    }
}
