//! Which tables there are, and what fills each.

use super::column::{Table, Tabulator};
use super::{rows, schema};
use crate::corpus::{Corpus, Story};
use crate::document::{Article, Problem};
use crate::pipeline::read_sentences;

/// A table of a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TableKind {
    Articles,
    Mentions,
    Entities,
    Times,
    Quantities,
    Quotes,
    Events,
    Tokens,
    Stories,
    Agreements,
    Problems,
}

impl TableKind {
    pub const ALL: [Self; 11] = [
        Self::Articles,
        Self::Mentions,
        Self::Entities,
        Self::Times,
        Self::Quantities,
        Self::Quotes,
        Self::Events,
        Self::Tokens,
        Self::Stories,
        Self::Agreements,
        Self::Problems,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Mentions => "mentions",
            Self::Entities => "entities",
            Self::Times => "times",
            Self::Quantities => "quantities",
            Self::Quotes => "quotes",
            Self::Events => "events",
            Self::Tokens => "tokens",
            Self::Stories => "stories",
            Self::Agreements => "agreements",
            Self::Problems => "problems",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Its rows depend on one article at a time, so that it can be made while articles stream by.
    pub const fn is_per_article(self) -> bool {
        !matches!(self, Self::Entities | Self::Stories | Self::Agreements)
    }

    /// It is made from the text alone, whenever it is asked for: it is larger than all others together, and not written with them.
    pub const fn is_made_on_demand(self) -> bool {
        matches!(self, Self::Tokens)
    }

    /// An empty tabulator with this table's columns.
    pub fn tabulator(self) -> Tabulator {
        let name = self.as_str();
        match self {
            Self::Articles => Tabulator::new::<schema::ArticleRow>(name),
            Self::Mentions => Tabulator::new::<schema::MentionRow>(name),
            Self::Entities => Tabulator::new::<schema::EntityRow>(name),
            Self::Times => Tabulator::new::<schema::TimeRow>(name),
            Self::Quantities => Tabulator::new::<schema::QuantityRow>(name),
            Self::Quotes => Tabulator::new::<schema::QuoteRow>(name),
            Self::Events => Tabulator::new::<schema::EventRow>(name),
            Self::Tokens => Tabulator::new::<schema::ParsedTokenRow>(name),
            Self::Stories => Tabulator::new::<schema::StoryRow>(name),
            Self::Agreements => Tabulator::new::<schema::AgreementRow>(name),
            Self::Problems => Tabulator::new::<schema::ProblemRow>(name),
        }
    }

    /// Adds what one article gives to this table; nothing where the table is not per article.
    pub fn add_article(self, article: &Article, report_id: &str, tabulator: &mut Tabulator) {
        let points = rows::Points::new(article);
        match self {
            Self::Articles => tabulator.add(&rows::article_row(article, report_id)),
            Self::Mentions => tabulator.add_all(points.mentions()),
            Self::Times => tabulator.add_all(points.times()),
            Self::Quantities => tabulator.add_all(points.quantities()),
            Self::Quotes => tabulator.add_all(points.quotes()),
            Self::Events => tabulator.add_all(points.events()),
            Self::Tokens => tabulator.add_all(points.tokens(&read_sentences(&article.text))),
            Self::Problems => self.add_problems(&article.problems, tabulator),
            Self::Entities | Self::Stories | Self::Agreements => {}
        }
    }

    /// Adds problems to the table of problems; nothing to any other.
    pub fn add_problems(self, problems: &[Problem], tabulator: &mut Tabulator) {
        if self == Self::Problems {
            tabulator.add_all(problems.iter().map(rows::problem_row));
        }
    }

    /// The whole table of a corpus.
    pub fn table(self, corpus: &Corpus) -> Table {
        let mut tabulator = self.tabulator();
        match self {
            Self::Entities => tabulator.add_all(corpus.entities().iter().map(rows::entity_row)),
            Self::Stories => tabulator.add_all(corpus.stories().iter().map(rows::story_row)),
            Self::Agreements => tabulator.add_all(corpus.agreements().iter().map(rows::agreement_row)),
            Self::Problems => self.add_problems(corpus.problems(), &mut tabulator),
            _ => {
                for (article, report_id) in corpus.articles().iter().zip(corpus.report_ids()) {
                    self.add_article(article, &report_id, &mut tabulator);
                }
            }
        }
        tabulator.finish()
    }
}

/// Stories as a table, in the order given.
pub fn story_table(name: &'static str, stories: &[Story]) -> Table {
    let mut tabulator = Tabulator::new::<schema::StoryRow>(name);
    tabulator.add_all(stories.iter().map(rows::story_row));
    tabulator.finish()
}
