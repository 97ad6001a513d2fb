//! Across articles: entities, reports, stories, agreements.
//!
//! In: parsed articles, part by part, and the problems met on the way. Out: who is named in all of
//! them ([`EntityTotal`]), which are copies of one report, what happened ([`Story`]) in what order.

mod agreement;
mod entities;
mod link;
mod report;
mod story;

pub use agreement::Agreement;
pub use entities::EntityTotal;
pub(crate) use entities::EntityTotals;
pub(crate) use report::report_id;
pub use story::{Story, TimelineFilter};
pub(crate) use story::{codes_of, stories_of};

use crate::document::{Article, Problem};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Articles read together and what is known across them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Corpus {
    articles: Vec<Arc<Article>>,
    problems: Vec<Problem>,
}

impl Corpus {
    pub fn articles(&self) -> &[Arc<Article>] {
        &self.articles
    }

    /// Inputs that could not be read, and doubts about those that could.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Takes in what one more part of the input gave.
    pub fn extend(&mut self, articles: Vec<Article>, problems: Vec<Problem>) {
        for article in &articles {
            self.problems.extend(article.problems.iter().cloned());
        }
        self.articles.extend(articles.into_iter().map(Arc::new));
        self.problems.extend(problems);
    }

    /// Lets what one article tells of a person or body serve where another names the same one without it: the country and
    /// the sector. Time is linear in the number of entities.
    pub fn link(&mut self) {
        link::link(&mut self.articles);
    }

    /// For each article, the id that it shares with other copies of its report.
    pub fn report_ids(&self) -> Vec<String> {
        self.articles.iter().map(|article| report_id(article)).collect()
    }

    /// Who is named, each once, in the order of first mention.
    pub fn entities(&self) -> Vec<EntityTotal> {
        let mut totals = EntityTotals::default();
        self.articles.iter().for_each(|article| totals.add(article));
        totals.finish()
    }

    /// What happened, in the order of the articles.
    pub fn stories(&self) -> Vec<Story> {
        self.articles.iter().flat_map(|article| stories_of(article)).collect()
    }

    /// The stories that the filter lets through, in the order of their days, undated ones last.
    pub fn timeline(&self, filter: &TimelineFilter) -> Vec<Story> {
        let mut stories: Vec<Story> = self.stories().into_iter().filter(|story| filter.lets_through(story)).collect();
        stories.sort_by_key(|story| (story.dates.is_none(), story.dates));
        stories
    }

    /// The steps in the life of treaties; none are found yet.
    pub fn agreements(&self) -> Vec<Agreement> {
        Vec::new()
    }
}
