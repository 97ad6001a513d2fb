"""Articles as HTML and as text for a terminal, where spans nest, overlap and hold markup."""

from html import unescape
from re import findall, sub
from types import SimpleNamespace

import pytest

from dateline import _display

TEXT = "Ana <Paz> & Co. of Peru 🤝 signed a “treaty” with Russia.\nIt rained."


def mention(words, kind="name", type="PERSON"):
    start = TEXT.index(words)
    entity = SimpleNamespace(name=f'{words}"', type=type, code="PER GOV")
    return SimpleNamespace(start=start, end=start + len(words), kind=kind, entity=entity)


def event(words, trigger, quad_class="verbal cooperation"):
    start = TEXT.index(words)
    return SimpleNamespace(
        start=start,
        end=start + len(words),
        trigger=trigger,
        quad_class=quad_class,
        event_type="AGREE",
        status="occurred",
        actor_codes=["PER"],
        recipient_codes=["<RUS>"],
        date_start=None,
    )


@pytest.fixture
def article():
    return SimpleNamespace(
        text=TEXT,
        title="<Treaty> & rain",
        outlet="The <Post>",
        agency=None,
        byline=None,
        published=None,
        dateline=None,
        mentions=[
            mention("Ana <Paz> & Co. of Peru"),
            mention("<Paz>"),
            mention("Peru 🤝", type="COUNTRY"),
            mention("Russia", type="COUNTRY"),
            mention("It", kind="pronoun"),
        ],
        events=[
            event("Ana <Paz> & Co. of Peru 🤝 signed a “treaty” with Russia", "signed"),
            event("signed a “treaty”", "treaty", "material conflict"),
            event("It rained", "rained"),
        ],
    )


def test_all_words_stay_and_all_are_escaped(article):
    html = _display.article_html(article)
    body = html.partition('<div class="dl-head">')[2].partition("</div>")[2]
    assert unescape(sub(r"<[^>]*>", "", body)) == TEXT.replace("\n", "")
    assert "<Paz>" not in html
    assert "<Treaty>" not in html
    assert "<RUS>" not in html
    assert 'Paz>"' not in html


def test_tags_nest(article):
    open_tags = []
    for closing, name in findall(r"<(/?)(mark|span|p|div|h4|style)\b[^>]*>", _display.article_html(article)):
        if closing:
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert open_tags == []


def test_the_inner_of_two_spans_shows(article):
    runs = {run.text: run for run in _display.runs(article, 0, len(TEXT))}
    assert runs["<Paz>"].mention is article.mentions[1]
    assert runs["Ana "].mention is article.mentions[0]
    assert runs["Russia"].event is article.events[0]
    assert runs["treaty"].event is article.events[1]
    assert runs["treaty"].is_trigger


def test_pronouns_are_not_marked(article):
    assert "<mark" not in _display.article_html(article).rpartition("<p>")[2]


def test_plain_text_has_brackets_and_the_events_below(article):
    told = _display.article_text(article, colour=False)
    assert "with [Russia]." in told
    assert "  * AGREE (occurred) PER → <RUS>: signed" in told
    assert "\x1b" not in told


def test_colours_end_where_they_began(article):
    told = _display.article_text(article, colour=True)
    assert sub(r"\x1b\[[\d;]*m", "", told).count("Russia.") == 1
    assert told.count("\x1b[0m") * 2 == told.count("\x1b[")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, '<td class="dl-null">null</td>'),
        ([], "<td></td>"),
        (["a", "<b>"], "<td>a, &lt;b&gt;</td>"),
        ([{"name": "Paz", "code": "PER GOV"}, {"name": "Co.", "code": None}], "<td>Paz (PER GOV), Co.</td>"),
        ("x" * 300, f"<td>{'x' * 200}…</td>"),
    ],
)
def test_cells(value, shown):
    assert _display.cell_html(value) == shown
