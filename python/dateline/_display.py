"""Articles, tables and corpora as HTML for notebooks, and as marked-up text for terminals.

Everything is escaped, works with no network, and follows the light or dark theme of its surroundings:
colours are mixed with those of the text around, never set against a fixed background.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from ._core import Article, Corpus, Event, Mention, Table

Spanned = TypeVar("Spanned", "Mention", "Event")

MOST_ROWS = 20
MOST_CHARACTERS = 200

STYLE = """
.dateline { color: inherit; font-size: 0.95em; line-height: 1.7; max-width: 62em; --dl-ink: currentColor; }
.dateline h4 { margin: 0 0 0.2em; font-size: 1.15em; line-height: 1.3; }
.dateline p { margin: 0.5em 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.dateline .dl-head { opacity: 0.75; font-size: 0.9em; margin-bottom: 0.6em; }
.dateline mark { color: inherit; background: color-mix(in srgb, var(--dl-hue) 22%, transparent);
  border-radius: 0.2em; padding: 0.05em 0.1em; }
.dateline .dl-event { text-decoration: underline; text-decoration-thickness: 2px;
  text-underline-offset: 0.25em; text-decoration-color: color-mix(in srgb, var(--dl-line) 70%, transparent); }
.dateline .dl-trigger { font-weight: 700; }
.dateline .dl-person { --dl-hue: #3b82f6; } .dateline .dl-org { --dl-hue: #a855f7; }
.dateline .dl-country { --dl-hue: #10b981; } .dateline .dl-place { --dl-hue: #84cc16; }
.dateline .dl-facility { --dl-hue: #84cc16; } .dateline .dl-group { --dl-hue: #f59e0b; }
.dateline .dl-agreement { --dl-hue: #ec4899; } .dateline .dl-weapon { --dl-hue: #ef4444; }
.dateline .dl-event-name { --dl-hue: #f97316; }
.dateline .dl-cooperation { --dl-line: #16a34a; } .dateline .dl-conflict { --dl-line: #dc2626; }
.dateline table { border-collapse: collapse; font-size: 0.85em; line-height: 1.4; color: inherit; }
.dateline .dl-wide { overflow-x: auto; }
.dateline th, .dateline td { text-align: left; vertical-align: top; padding: 0.25em 0.6em; max-width: 26em;
  overflow-wrap: anywhere; color: inherit; background: transparent;
  border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
.dateline th { white-space: nowrap; }
.dateline .dl-null { opacity: 0.4; }
"""

CLASSES = {"EVENT": "dl-event-name"}


class Run(NamedTuple):
    """A stretch of text over which the same things were found."""

    text: str
    mention: Mention | None
    event: Event | None
    is_trigger: bool


def runs(article: Article, start: int, end: int) -> Iterator[Run]:
    """The text from ``start`` to ``end``, cut wherever a mention, an event or a trigger begins or ends.

    Of spans that overlap the shortest is shown, so that what is inside of another stays visible.
    """
    mentions = [m for m in article.mentions if m.start < end and m.end > start and m.kind != "pronoun"]
    events = [e for e in article.events if e.start < end and e.end > start]
    triggers = [trigger_of(article, event) for event in events]
    cuts = {start, end}
    for span_start, span_end in [
        *((m.start, m.end) for m in mentions),
        *((e.start, e.end) for e in events),
        *triggers,
    ]:
        cuts.update(cut for cut in (span_start, span_end) if start < cut < end)
    for left, right in pairwise(sorted(cuts)):
        yield Run(
            article.text[left:right],
            shortest(m for m in mentions if m.start <= left and right <= m.end),
            shortest(e for e in events if e.start <= left and right <= e.end),
            any(a <= left and right <= b for a, b in triggers),
        )


def trigger_of(article: Article, event: Event) -> tuple[int, int]:
    """Where the event's trigger stands; nowhere, if the clause has it not."""
    start = article.text.find(event.trigger, event.start, event.end)
    return (start, start + len(event.trigger)) if start >= 0 else (event.start, event.start)


def shortest(spans: Iterable[Spanned]) -> Spanned | None:
    return min(spans, key=lambda span: span.end - span.start, default=None)


def paragraphs(article: Article) -> Iterator[tuple[int, int]]:
    """First and last offset of each paragraph that has words."""
    start = 0
    for paragraph in article.text.split("\n"):
        if paragraph.strip():
            yield start, start + len(paragraph)
        start += len(paragraph) + 1


def article_html(article: Article) -> str:
    """The article's text with mentions and events marked."""
    body = "".join(
        f"<p>{''.join(run_html(run) for run in runs(article, *place))}</p>" for place in paragraphs(article)
    )
    title = f"<h4>{escape(article.title)}</h4>" if article.title else ""
    head = escape(heading(article))
    return f'<div class="dateline"><style>{STYLE}</style>{title}<div class="dl-head">{head}</div>{body}</div>'


def run_html(run: Run) -> str:
    html = escape(run.text)
    if run.is_trigger:
        html = f'<span class="dl-trigger">{html}</span>'
    if run.mention is not None:
        entity = run.mention.entity
        label = " · ".join(part for part in (entity.name, entity.type, entity.code) if part)
        kind = CLASSES.get(entity.type, f"dl-{entity.type.lower()}")
        html = f'<mark class="{escape(kind)}" title="{escape(label)}">{html}</mark>'
    if run.event is not None:
        side = "dl-conflict" if run.event.quad_class.endswith("conflict") else "dl-cooperation"
        html = f'<span class="dl-event {side}" title="{escape(event_label(run.event))}">{html}</span>'
    return html


def heading(article: Article) -> str:
    """Outlet, agency, byline, day and place on one line."""
    place = article.dateline.place if article.dateline else None
    day = article.published.isoformat() if article.published else None
    counts = f"{len(article.mentions)} mentions, {len(article.events)} events"
    return " · ".join(
        part for part in (article.outlet, article.agency, article.byline, day, place, counts) if part
    )


def event_label(event: Event) -> str:
    """``AGREE (occurred) PRK GOV → RUS GOV, 2024-11-12``."""
    sides = " → ".join(", ".join(codes) for codes in (event.actor_codes, event.recipient_codes) if codes)
    day = f", {event.date_start.isoformat()}" if event.date_start else ""
    return f"{event.event_type} ({event.status}) {sides}{day}".strip()


def table_html(table: Table) -> str:
    """The first rows of a table, long values cut."""
    rows = table.to_dicts(limit=MOST_ROWS)
    columns = table.columns
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(cell_html(row[name]) for name in columns)}</tr>" for row in rows)
    more = f", the first {len(rows)} shown" if len(rows) < len(table) else ""
    caption = escape(f"{table.name}: {len(table):,} rows{more}")
    return (
        f'<div class="dateline"><style>{STYLE}</style><div class="dl-head">{caption}</div>'
        f'<div class="dl-wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></div>'
    )


def cell_html(value: Any) -> str:
    if value is None:
        return '<td class="dl-null">null</td>'
    text = plain(value)
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS] + "…"
    return f"<td>{escape(text)}</td>"


def plain(value: Any) -> str:
    """A value as a reader wants it: participants by name and code, lists by commas."""
    if isinstance(value, list):
        return ", ".join(plain(item) for item in value)
    if isinstance(value, dict):
        return f"{value['name']} ({value['code']})" if value.get("code") else str(value.get("name"))
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def corpus_html(corpus: Corpus) -> str:
    """How many rows each table has."""
    names = (
        "articles",
        "mentions",
        "entities",
        "times",
        "quantities",
        "quotes",
        "events",
        "stories",
        "agreements",
        "problems",
    )
    rows = "".join(f"<tr><td>{name}</td><td>{len(getattr(corpus, name)):,}</td></tr>" for name in names)
    return (
        f'<div class="dateline"><style>{STYLE}</style><table>'
        f"<thead><tr><th>table</th><th>rows</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def article_text(article: Article, *, colour: bool) -> str:
    """The article for a terminal: mentions coloured or in brackets, events listed under their paragraph."""
    paint: Callable[[Run], str] = run_ansi if colour else run_plain
    bold, dim, off = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if colour else ("", "", "")
    lines = [
        f"{bold}{printable(article.title or '(no title)')}{off}",
        f"{dim}{printable(heading(article))}{off}",
    ]
    for start, end in paragraphs(article):
        lines += ["", "".join(paint(run) for run in runs(article, start, end))]
        told = [event for event in article.events if start <= event.start < end]
        lines += [
            f"{dim}  * {printable(event_label(event))}: {printable(event.trigger)}{off}" for event in told
        ]
    return "\n".join(lines)


def run_plain(run: Run) -> str:
    return f"[{printable(run.text)}]" if run.mention is not None else printable(run.text)


def run_ansi(run: Run) -> str:
    codes = [code for code, on in (("36", run.mention), ("4", run.event), ("1", run.is_trigger)) if on]
    return f"\x1b[{';'.join(codes)}m{printable(run.text)}\x1b[0m" if codes else printable(run.text)


def printable(text: str) -> str:
    """The text without the control characters that could write over a terminal."""
    return "".join(c if c >= " " and not "\x7f" <= c <= "\x9f" else " " for c in text)
