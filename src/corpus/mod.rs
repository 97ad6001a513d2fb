//! Across articles: entities, reports, stories, agreements.

use crate::document::{Article, Problem};

/// Articles read together and what is known across them.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    articles: Vec<Article>,
    problems: Vec<Problem>,
}

impl Corpus {
    pub fn articles(&self) -> &[Article] {
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
        self.articles.extend(articles);
        self.problems.extend(problems);
    }
}
