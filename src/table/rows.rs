//! From what was found in an article to rows: the one place where bytes of the text become code points.

use super::schema::{
    AgreementRow, ArticleRow, CaptionRow, DatelineRow, EntityRow, EventRow, MentionRow, ParsedTokenRow, ParticipantRow,
    ProblemRow, QuantityRow, QuoteRow, RemovedRow, SentenceRow, StoryRow, TimeRow, TokenRow,
};
use crate::corpus::{Agreement, EntityTotal, Story};
use crate::document::{
    Article, Caption, Dateline, Event, Mention, Participant, Problem, Quantity, Quote, Removed, Sentence, Sentences,
    TimeExpression, Token,
};
use crate::text::{CodePoints, Span};

/// An article whose offsets are asked for in code points.
#[derive(Debug, Clone)]
pub(crate) struct Points<'a> {
    article: &'a Article,
    points: CodePoints<'a>,
}

impl<'a> Points<'a> {
    pub(crate) fn new(article: &'a Article) -> Self {
        Self { article, points: CodePoints::new(&article.text) }
    }

    pub(crate) fn mentions(&self) -> impl Iterator<Item = MentionRow> + '_ {
        self.article.mentions.iter().map(|mention| self.mention(mention))
    }

    pub(crate) fn times(&self) -> impl Iterator<Item = TimeRow> + '_ {
        self.article.times.iter().map(|time| self.time(time))
    }

    pub(crate) fn quantities(&self) -> impl Iterator<Item = QuantityRow> + '_ {
        self.article.quantities.iter().map(|quantity| self.quantity(quantity))
    }

    pub(crate) fn quotes(&self) -> impl Iterator<Item = QuoteRow> + '_ {
        self.article.quotes.iter().map(|quote| self.quote(quote))
    }

    pub(crate) fn events(&self) -> impl Iterator<Item = EventRow> + '_ {
        self.article.events.iter().map(|event| self.event(event))
    }

    pub(crate) fn sentences(&self, sentences: &Sentences) -> Vec<SentenceRow> {
        sentences.sentences.iter().map(|sentence| self.sentence(sentences, sentence)).collect()
    }

    /// The first and last code point of every phrase of every chain.
    pub(crate) fn chains(&self, chains: &[Vec<Span>]) -> Vec<Vec<(u32, u32)>> {
        let point = |byte: u32| self.points.to_code_point(byte as usize) as u32;
        let points = |span: &Span| (point(span.start), point(span.end));
        chains.iter().map(|chain| chain.iter().map(points).collect()).collect()
    }

    /// A row a token, for the table of all tokens.
    pub(crate) fn tokens<'s>(&'s self, sentences: &'s Sentences) -> impl Iterator<Item = ParsedTokenRow> + 's {
        sentences.sentences.iter().enumerate().flat_map(move |(sentence, found)| {
            sentences.tokens_of(found).iter().enumerate().map(move |(token, found)| {
                let row = self.token(found);
                ParsedTokenRow {
                    article_id: self.article.article_id.clone(),
                    sentence: sentence as u32,
                    token: token as u32,
                    text: row.text,
                    lemma: row.lemma.unwrap_or_default(),
                    pos: row.pos,
                    tag: row.tag,
                    dep: row.dep,
                    head: row.head,
                    start: row.start,
                    end: row.end,
                }
            })
        })
    }

    /// The article's paragraphs, each with its place.
    pub(crate) fn paragraphs(&self) -> impl Iterator<Item = &'a str> {
        self.article.text.split('\n').filter(|paragraph| !paragraph.trim().is_empty())
    }

    /// The bytes of the raw input that a range of code points came from.
    pub(crate) fn source_span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (self.points.to_byte(start), self.points.to_byte(end));
        self.article.origin.source_span(Span::new(start, end.max(start)))
    }

    fn words(&self, span: Span) -> String {
        self.article.text.get(span.range()).unwrap_or_default().to_owned()
    }

    fn place(&self, span: Span) -> (u32, u32) {
        (self.points.to_code_point(span.start as usize) as u32, self.points.to_code_point(span.end as usize) as u32)
    }

    fn entity_id(&self, entity: u32) -> String {
        self.article.entities.get(entity as usize).map(|entity| entity.entity_id.clone()).unwrap_or_default()
    }

    fn mention(&self, mention: &Mention) -> MentionRow {
        let (start, end) = self.place(mention.span);
        let entity = &self.article.entities[mention.entity as usize];
        MentionRow {
            article_id: self.article.article_id.clone(),
            entity_id: entity.entity_id.clone(),
            r#type: entity.kind,
            kind: mention.kind,
            text: self.words(mention.span),
            start,
            end,
            sentence: mention.sentence,
        }
    }

    fn time(&self, time: &TimeExpression) -> TimeRow {
        let (start, end) = self.place(time.span);
        TimeRow {
            article_id: self.article.article_id.clone(),
            text: self.words(time.span),
            r#type: time.kind,
            value: time.value.clone(),
            start_date: time.dates.map(|dates| dates.0),
            end_date: time.dates.map(|dates| dates.1),
            start,
            end,
            rule: time.rule.clone(),
        }
    }

    fn quantity(&self, quantity: &Quantity) -> QuantityRow {
        let (start, end) = self.place(quantity.span);
        QuantityRow {
            article_id: self.article.article_id.clone(),
            text: self.words(quantity.span),
            low: quantity.low,
            high: quantity.high,
            strict: quantity.strict,
            unit: quantity.unit.clone(),
            noun: quantity.noun.clone(),
            casualty: quantity.casualty.clone(),
            start,
            end,
            rule: quantity.rule.clone(),
        }
    }

    fn quote(&self, quote: &Quote) -> QuoteRow {
        let (start, end) = self.place(quote.span);
        let speaker = quote.speaker.map(|span| self.place(span));
        QuoteRow {
            article_id: self.article.article_id.clone(),
            text: self.words(quote.span),
            speaker: quote.speaker.map(|span| self.words(span)),
            speaker_id: quote.speaker_entity.map(|entity| self.entity_id(entity)),
            speaker_start: speaker.map(|place| place.0),
            speaker_end: speaker.map(|place| place.1),
            cue: quote.cue.map(|span| self.words(span)),
            via: quote.via.map(|span| self.words(span)),
            direct: quote.direct,
            start,
            end,
            rule: quote.rule.clone(),
        }
    }

    fn event(&self, event: &Event) -> EventRow {
        let (start, end) = self.place(event.span);
        EventRow {
            event_id: event.event_id.clone(),
            story_id: event.story_id.clone(),
            article_id: self.article.article_id.clone(),
            sentence: event.sentence,
            event_type: event.event_type,
            mode: event.mode.clone(),
            context: event.context.clone(),
            cameo: event.cameo.clone(),
            quad_class: event.event_type.quad_class(),
            goldstein: event.goldstein,
            actors: self.participants(&event.actors),
            recipients: self.participants(&event.recipients),
            actor_codes: crate::corpus::codes_of(&event.actors),
            recipient_codes: crate::corpus::codes_of(&event.recipients),
            date_start: event.dates.map(|dates| dates.0),
            date_end: event.dates.map(|dates| dates.1),
            date_text: event.date_text.clone(),
            place: event.place.clone(),
            place_country: event.place_country.clone(),
            latitude: event.coordinates.map(|place| place.0),
            longitude: event.coordinates.map(|place| place.1),
            status: event.status,
            attributed_to: event.attributed_to.clone(),
            quantity_low: event.quantity_low,
            quantity_high: event.quantity_high,
            quantity_noun: event.quantity_noun.clone(),
            text: self.words(event.span),
            trigger: self.words(event.trigger),
            start,
            end,
            confidence: event.confidence,
            rule: event.rule.clone(),
            path: event.path.clone(),
        }
    }

    fn participants(&self, participants: &[Participant]) -> Vec<ParticipantRow> {
        let row = |participant: &Participant| {
            let (start, end) = self.place(participant.span);
            let (name, code) = (participant.name.clone(), participant.code.clone());
            ParticipantRow { name, code, entity_id: self.entity_id(participant.entity), start, end }
        };
        participants.iter().map(row).collect()
    }

    fn sentence(&self, sentences: &Sentences, sentence: &Sentence) -> SentenceRow {
        let (start, end) = self.place(sentence.span);
        let tokens = sentences.tokens_of(sentence).iter();
        SentenceRow {
            text: self.words(sentence.span),
            start,
            end,
            tokens: tokens.map(|token| self.token(token)).collect(),
        }
    }

    fn token(&self, token: &Token) -> TokenRow {
        let (start, end) = self.place(token.span);
        let text = self.words(token.span);
        TokenRow {
            lemma: Some(token.lemma.of(&text)),
            text,
            pos: token.pos.map(str::to_owned),
            tag: token.tag.map(str::to_owned),
            dep: token.dep.map(str::to_owned),
            head: token.head,
            start,
            end,
        }
    }
}

pub(crate) fn article_row(article: &Article, report_id: &str) -> ArticleRow {
    let dateline = article.dateline.as_ref();
    ArticleRow {
        article_id: article.article_id.clone(),
        source: article.source.clone(),
        index: article.index,
        outlet: article.outlet.clone(),
        agency: article.agency.clone(),
        title: article.title.clone(),
        byline: article.byline.clone(),
        published: article.published,
        published_at: article.published_at,
        published_from: article.published_from.clone(),
        dateline_place: dateline.map(|dateline| dateline.place.clone()),
        dateline_country: dateline.and_then(|dateline| dateline.country.clone()),
        url: article.url.clone(),
        tags: article.tags.clone(),
        language: article.language.clone(),
        text: article.text.clone(),
        words: article.text.split_whitespace().count() as u32,
        report_id: report_id.to_owned(),
    }
}

/// What an entity is within one article.
pub(crate) fn article_entities(article: &Article) -> Vec<EntityRow> {
    let mut mentions = vec![0; article.entities.len()];
    for mention in &article.mentions {
        if let Some(count) = mentions.get_mut(mention.entity as usize) {
            *count += 1;
        }
    }
    let total = |(entity, mentions): (&crate::document::Entity, u32)| {
        entity_row(&EntityTotal { entity: entity.clone(), mentions, articles: 1 })
    };
    article.entities.iter().zip(mentions).map(total).collect()
}

pub(crate) fn entity_row(total: &EntityTotal) -> EntityRow {
    let entity = total.entity.clone();
    EntityRow {
        entity_id: entity.entity_id,
        name: entity.name,
        r#type: entity.kind,
        country: entity.country,
        sector: entity.sector,
        code: entity.code,
        wikidata: entity.wikidata,
        aliases: entity.aliases,
        mentions: total.mentions,
        articles: total.articles,
    }
}

pub(crate) fn story_row(story: &Story) -> StoryRow {
    StoryRow {
        story_id: story.story_id.clone(),
        event_type: story.event_type,
        actor_codes: story.actor_codes.clone(),
        recipient_codes: story.recipient_codes.clone(),
        date_start: story.dates.map(|dates| dates.0),
        date_end: story.dates.map(|dates| dates.1),
        place: story.place.clone(),
        place_country: story.place_country.clone(),
        status: story.status,
        reports: story.reports,
        independent_reports: story.independent_reports,
        event_ids: story.event_ids.clone(),
        conflicts: story.conflicts.clone(),
        text: story.text.clone(),
    }
}

pub(crate) fn agreement_row(agreement: &Agreement) -> AgreementRow {
    AgreementRow {
        agreement_id: agreement.agreement_id.clone(),
        name: agreement.name.clone(),
        parties: agreement.parties.clone(),
        kind: agreement.kind.clone(),
        step: agreement.step.clone(),
        status: agreement.status,
        date_start: agreement.dates.map(|dates| dates.0),
        date_end: agreement.dates.map(|dates| dates.1),
        place: agreement.place.clone(),
        party: agreement.party.clone(),
        by: agreement.by.clone(),
        instrument: agreement.instrument.clone(),
        event_ids: agreement.event_ids.clone(),
    }
}

pub(crate) fn problem_row(problem: &Problem) -> ProblemRow {
    ProblemRow { source: problem.source.clone(), stage: problem.stage, error: problem.error.clone() }
}

pub(crate) fn dateline_row(dateline: &Dateline) -> DatelineRow {
    DatelineRow {
        text: dateline.text.clone(),
        place: dateline.place.clone(),
        country: dateline.country.clone(),
        agency: dateline.agency.clone(),
        source_start: dateline.source.start,
        source_end: dateline.source.end,
    }
}

pub(crate) fn caption_row(caption: &Caption) -> CaptionRow {
    CaptionRow {
        text: caption.text.clone(),
        credit: caption.credit.clone(),
        date: caption.date,
        source_start: caption.source.start,
        source_end: caption.source.end,
    }
}

pub(crate) fn removed_row(removed: &Removed) -> RemovedRow {
    RemovedRow {
        text: removed.text.clone(),
        reason: removed.reason.as_str().to_owned(),
        source_start: removed.source.start,
        source_end: removed.source.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Entity, EntityType, EventType, MentionKind, Page, Status};
    use crate::table::TableKind;

    /// An article whose text begins with characters of two and four bytes, with one fact of each kind.
    fn article() -> Article {
        let text = "É 😀 Paz signed.";
        let mut article =
            crate::clean::find_articles(&Page { media: crate::document::Media::Verbatim, ..Page::plain(text) })
                .remove(0);
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        article.entities.push(Entity {
            entity_id: "e1".into(),
            name: "Ana Paz".into(),
            kind: EntityType::Person,
            country: None,
            sector: None,
            code: Some("PER GOV".into()),
            wikidata: None,
            aliases: vec!["Paz".into()],
        });
        article.mentions.push(Mention { span: span("Paz"), kind: MentionKind::Name, entity: 0, sentence: 0 });
        article.events.push(Event {
            event_id: "v1".into(),
            story_id: "s1".into(),
            sentence: 0,
            event_type: EventType::Agree,
            mode: None,
            context: None,
            cameo: None,
            goldstein: None,
            actors: vec![Participant {
                name: "Ana Paz".into(),
                code: Some("PER GOV".into()),
                entity: 0,
                span: span("Paz"),
            }],
            recipients: Vec::new(),
            dates: None,
            date_text: None,
            place: None,
            place_country: None,
            coordinates: Some((-12.0, -77.0)),
            status: Status::Occurred,
            attributed_to: None,
            quantity_low: None,
            quantity_high: None,
            quantity_noun: None,
            span: span("Paz signed"),
            trigger: span("signed"),
            confidence: 0.5,
            rule: "test".into(),
            path: Vec::new(),
        });
        article
    }

    #[test]
    fn offsets_are_code_points() {
        let article = article();
        let points = Points::new(&article);
        let mention = points.mentions().next().unwrap();
        assert_eq!((mention.text.as_str(), mention.start, mention.end), ("Paz", 4, 7));
        let event = points.events().next().unwrap();
        assert_eq!((event.text.as_str(), event.start, event.end), ("Paz signed", 4, 14));
        assert_eq!((event.actors[0].start, event.actors[0].end, event.actors[0].entity_id.as_str()), (4, 7, "e1"));
        assert_eq!((event.actor_codes, event.latitude), (vec!["PER GOV".to_owned()], Some(-12.0)));
        assert_eq!(points.source_span(2, 3), Span::new(3, 7));
    }

    #[test]
    fn every_table_has_its_rows_in_arrow() {
        let mut corpus = crate::corpus::Corpus::default();
        corpus.extend(vec![article(), article()], Vec::new());
        let rows = |kind: TableKind| kind.table(&corpus).len();
        assert_eq!((rows(TableKind::Articles), rows(TableKind::Mentions), rows(TableKind::Entities)), (2, 2, 1));
        assert_eq!((rows(TableKind::Events), rows(TableKind::Stories), rows(TableKind::Agreements)), (2, 2, 0));
        assert_eq!(corpus.entities()[0].mentions, 2);
    }
}
