"""``dateline.Article`` and what stands in it."""

import json
import pickle
from datetime import date, datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from re import sub

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline

LISTS = ("entities", "mentions", "times", "quantities", "quotes", "events", "sentences")
PLACED = ("mentions", "times", "quantities", "quotes", "events", "sentences")


def objects(article, names=LISTS):
    return [thing for name in names for thing in getattr(article, name)]


def test_text_is_taken_as_it_is():
    text = "  One\n\n\tline & two.  "
    assert dateline.parse(text, clean=False).text == text


def test_offsets_count_code_points(article):
    for thing in objects(article, PLACED):
        assert article.text[thing.start : thing.end] == thing.text


def test_offsets_of_the_seeds_count_code_points(corpus):
    for article in corpus:
        for thing in objects(article, PLACED):
            assert article.text[thing.start : thing.end] == thing.text


def test_offsets_of_tokens_and_participants(corpus):
    for article in corpus:
        for sentence in article.sentences:
            for token in sentence.tokens:
                assert article.text[token.start : token.end] == token.text
                assert token.head is None or 0 <= token.head < len(sentence.tokens)
        for event in article.events:
            for who in [*event.actors, *event.recipients]:
                assert 0 <= who.start < who.end <= len(article.text)


def test_things_stand_in_text_order(article):
    for name in PLACED:
        starts = [thing.start for thing in getattr(article, name)]
        assert starts == sorted(starts), name


def test_mention_knows_its_entity(corpus):
    for article in corpus:
        known = {entity.entity_id: entity for entity in article.entities}
        for mention in article.mentions:
            assert mention.entity == known[mention.entity_id]
            assert mention.entity.type == mention.type


def test_everything_is_frozen(article):
    for thing in [article, *objects(article)]:
        name = "text" if hasattr(thing, "text") else "name"
        with pytest.raises(AttributeError):
            setattr(thing, name, "x")


def test_everything_pickles(article):
    for thing in [article, *objects(article)]:
        again = pickle.loads(pickle.dumps(thing))
        assert again == thing
        assert hash(again) == hash(thing)
        assert type(again) is type(thing)


def test_a_pickle_of_another_version_is_refused(article):
    restore, (name, _, state) = article.__reduce__()
    with pytest.raises(ValueError, match=r"dateline 0\.0\.0"):
        restore(name, "0.0.0", state)


def test_a_damaged_pickle_is_refused(article):
    restore, (name, version, state) = article.__reduce__()
    with pytest.raises(ValueError, match="damaged"):
        restore(name, version, state[:5])


def test_repr_is_one_line(article):
    for thing in [article, *objects(article)]:
        assert "\n" not in repr(thing)
        assert repr(thing).startswith(type(thing).__name__ + "(")


def test_to_dict_holds_plain_values(article):
    told = article.to_dict()
    again = json.loads(json.dumps(told, default=lambda day: day.isoformat()))
    assert again["text"] == article.text
    assert len(again["mentions"]) == len(article.mentions)
    assert told["published"] == date(2021, 3, 9)


def test_different_texts_differ():
    one, other = dateline.parse("One.", clean=False), dateline.parse("Two.", clean=False)
    assert one != other
    assert one.article_id != other.article_id
    assert one != "One."


@pytest.mark.parametrize(
    ("published", "day", "moment"),
    [
        ("2024-11-12", date(2024, 11, 12), None),
        (date(2024, 11, 12), date(2024, 11, 12), None),
        ("2024-11-12T09:30:00", date(2024, 11, 12), None),
        (
            "2024-11-12T09:30:00+09:00",
            date(2024, 11, 12),
            datetime(2024, 11, 12, 9, 30, tzinfo=timezone(timedelta(hours=9))),
        ),
        (
            datetime(2024, 11, 11, 23, 1, tzinfo=timezone(-timedelta(hours=5))),
            date(2024, 11, 11),
            datetime(2024, 11, 11, 23, 1, tzinfo=timezone(-timedelta(hours=5))),
        ),
    ],
)
def test_published_is_taken(published, day, moment):
    article = dateline.parse("Something happened.", published=published, clean=False)
    assert article.published == day
    assert article.published_at == moment
    if moment is not None:
        assert article.published_at.utcoffset() == moment.utcoffset()
    assert article.published_from == "argument"


def test_a_text_without_a_date_has_none():
    article = dateline.parse("Something happened.", clean=False)
    assert (article.published, article.published_at, article.published_from) == (None, None, None)


@pytest.mark.parametrize("published", ["yesterday", "2023-02-29", "", "12/11/2024"])
def test_published_that_is_no_date_is_refused(published):
    with pytest.raises(dateline.SettingsError, match="published"):
        dateline.parse("x", published=published)


@pytest.mark.parametrize("text", [None, 3, ["x"], object()])
def test_only_text_is_parsed(text):
    with pytest.raises(TypeError):
        dateline.parse(text)


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(dateline.InputError):
        dateline.parse(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


def test_source_span_of_an_emoji():
    article = dateline.parse("Né 😀 b", clean=False)
    start, end = article.source_span(3, 4)
    assert "Né 😀 b".encode()[start:end] == "😀".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_source_span_leads_to_the_bytes_of_any_encoding(encoding):
    text = "Le président a été reçu à Genève, où l’été finit déjà, a dit sa porte-parole."
    raw = text.encode(encoding)
    article = dateline.parse(raw, clean=False)
    assert article.text == text
    bare = encoding.removesuffix("-sig") + ("-le" if encoding == "utf-16" else "")
    for word in ("président", "reçu", "l’été", "porte-parole"):
        at = text.index(word)
        start, end = article.source_span(at, at + len(word))
        assert raw[start:end].decode(bare) == word


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=200), st.data())
def test_source_span_leads_back(text, data):
    article = dateline.parse(text, clean=False)
    assert article.text == text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = article.source_span(start, end)
    assert text.encode()[first:last].decode() == text[start:end]


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_a_cleaned_text_leads_back_to_its_words(text):
    article = dateline.parse(text)
    raw = text.encode()
    position = 0
    for word in article.text.split():
        position = article.text.index(word, position)
        first, last = article.source_span(position, position + len(word))
        assert 0 <= first <= last <= len(raw)
        position += len(word)


def test_source_span_refuses_what_is_no_range(article):
    with pytest.raises(ValueError, match="negative"):
        article.source_span(-1, 3)
    with pytest.raises(ValueError, match="before the start"):
        article.source_span(5, 3)
    assert article.source_span(10**9, 10**9) == article.source_span(len(article.text), len(article.text))


def test_removed_pieces_lead_to_their_bytes(corpus):
    removed = 0
    for article in corpus:
        raw = Path(article.source).read_bytes()
        for piece in article.removed:
            removed += 1
            assert 0 <= piece.source_start <= piece.source_end <= len(raw)
            assert piece.reason
    assert removed > 0


def test_html_shows_the_words_and_nothing_else_runs(article):
    html = dateline.parse("<script>alert(1)</script> & 'quoted' \"x\"", clean=False)._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html
    assert "http" not in article._repr_html_().replace(article.text, "")


def test_html_keeps_every_character_of_the_text(corpus):
    for article in corpus:
        body = article._repr_html_().partition('<div class="dl-head">')[2].partition("</div>")[2]
        shown = unescape(sub(r"<[^>]*>", "", body))
        assert shown == article.text.replace("\n", "")
