"""Reads news articles into tables: the compiled part, and the text of the API."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from os import PathLike
from typing import Any, Literal, Protocol, TypeAlias, final

import pandas
import polars
import pyarrow

from ._tree import Drawing

__version__: str

class _ArrowTable(Protocol):
    """Anything with an Arrow stream: a DataFrame of pandas or polars, a table of pyarrow, …"""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

_Item: TypeAlias = str | bytes | dict[str, Any] | PathLike[str]
_Source: TypeAlias = str | PathLike[str] | bytes | dict[str, Any] | Iterable[_Item] | _ArrowTable
_Published: TypeAlias = str | date | datetime
_Codes: TypeAlias = str | list[tuple[str, str | None, str | None]]
_Actors: TypeAlias = Mapping[str, _Codes] | str | PathLike[str]
_InputFormat: TypeAlias = Literal["txt", "html", "json", "jsonl", "csv", "tsv", "parquet", "warc"]
_OutputFormat: TypeAlias = Literal["parquet", "jsonl", "csv"]
_ScanTable: TypeAlias = Literal["articles", "mentions", "times", "quantities", "quotes", "events", "problems"]

class Error(Exception):
    """A file, a setting or a piece of built-in data that could not be used."""

class InputError(Error):
    """A source could not be read, or a table could not be written."""

class SettingsError(Error):
    """A setting has no meaning."""

class KnowledgeError(Error):
    """The library's own data is broken: a defect of the library."""

class ReadWarning(UserWarning):
    """Some documents could not be read; the table of problems lists them."""

__all__ = [
    "__version__",
    "Error",
    "InputError",
    "SettingsError",
    "KnowledgeError",
    "ReadWarning",
    "Sentence",
    "Token",
    "Entity",
    "Actor",
    "Mention",
    "TimeExpression",
    "Quantity",
    "Quote",
    "Event",
    "Participant",
    "Dateline",
    "Caption",
    "Removed",
    "Problem",
    "Article",
    "Corpus",
    "Pipeline",
    "Scan",
    "RecordBatch",
    "Table",
    "actor",
    "parse",
    "parse_all",
    "read",
    "scan",
    "_restore",
]

@final
class Sentence:
    """One sentence and its tokens."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int:
        """Offset in the article's text, in code points."""
    @property
    def end(self) -> int:
        """Offset behind the last character."""
    @property
    def tokens(self) -> list[Token]:
        """In text order."""
    def show(self) -> Drawing:
        """The parse as a picture: words in a row, arcs from heads to dependents, their relations.

        Returns
        -------
        Drawing
            An SVG that a notebook shows; ``str()`` of it is the SVG's source.
        """
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Token:
    """One token, cut as in the English Web Treebank of Universal Dependencies."""

    @property
    def text(self) -> str: ...
    @property
    def lemma(self) -> str | None: ...
    @property
    def pos(self) -> str | None:
        """Universal part of speech."""
    @property
    def tag(self) -> str | None:
        """Penn Treebank tag."""
    @property
    def dep(self) -> str | None:
        """Universal dependency relation to the head."""
    @property
    def head(self) -> int | None:
        """Index into the sentence's tokens; None at the root."""
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Entity:
    """Who or what one or more mentions name."""

    @property
    def entity_id(self) -> str:
        """The same in every article."""
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str:
        """PERSON, ORG, COUNTRY, PLACE, FACILITY, GROUP, AGREEMENT, WEAPON or EVENT."""
    @property
    def country(self) -> str | None:
        """ISO 3166 alpha-3."""
    @property
    def sector(self) -> str | None:
        """PLOVER sector: GOV, MIL, REB, …"""
    @property
    def code(self) -> str | None:
        """Country and sector, ``PRK GOV``; or the analyst's own code, unchanged."""
    @property
    def wikidata(self) -> str | None: ...
    @property
    def aliases(self) -> list[str]:
        """Other words that name it, sorted."""
    @property
    def mentions(self) -> int:
        """How many mentions name it in the article."""
    @property
    def articles(self) -> int: ...
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Actor:
    """Who a phrase names, as ``actor`` gives it."""

    @property
    def entity_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def country(self) -> str | None:
        """ISO 3166 alpha-3."""
    @property
    def sector(self) -> str | None:
        """PLOVER sector."""
    @property
    def code(self) -> str | None:
        """``ARM GOV``."""
    @property
    def wikidata(self) -> str | None: ...
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Mention:
    """Words that name an entity."""

    @property
    def article_id(self) -> str: ...
    @property
    def entity_id(self) -> str: ...
    @property
    def type(self) -> str:
        """The entity's type."""
    @property
    def kind(self) -> str:
        """name, nominal or pronoun."""
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def sentence(self) -> int:
        """Index of the sentence."""
    @property
    def entity(self) -> Entity: ...
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class TimeExpression:
    """Words that say when (TIMEX3)."""

    @property
    def article_id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def type(self) -> str:
        """DATE, TIME, DURATION or SET."""
    @property
    def value(self) -> str | None:
        """TIMEX3 value; None where the words cannot be placed."""
    @property
    def start_date(self) -> date | None:
        """First day."""
    @property
    def end_date(self) -> date | None:
        """Last day."""
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def rule(self) -> str:
        """The rule that found it."""
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Quantity:
    """A figure with its bounds and what it counts."""

    @property
    def article_id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def low(self) -> float | None:
        """Lower bound; None where open."""
    @property
    def high(self) -> float | None:
        """Upper bound; None where open."""
    @property
    def strict(self) -> bool:
        """The bound itself is left out, as in "more than 12"."""
    @property
    def unit(self) -> str | None: ...
    @property
    def noun(self) -> str | None:
        """What is counted."""
    @property
    def casualty(self) -> str | None:
        """What became of those counted: killed, wounded, missing, detained or displaced."""
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def rule(self) -> str:
        """The rule that found it."""
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Quote:
    """What somebody said, and who."""

    @property
    def article_id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def speaker(self) -> str | None:
        """The words that name the speaker."""
    @property
    def speaker_id(self) -> str | None:
        """The entity behind them."""
    @property
    def speaker_start(self) -> int | None: ...
    @property
    def speaker_end(self) -> int | None: ...
    @property
    def cue(self) -> str | None:
        """``said``"""
    @property
    def via(self) -> str | None:
        """The outlet through which it came."""
    @property
    def direct(self) -> bool:
        """It begins with a quotation mark."""
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def rule(self) -> str:
        """The rule that found it."""
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Event:
    """One telling of who did what to whom, as PLOVER codes it."""

    @property
    def event_id(self) -> str: ...
    @property
    def story_id(self) -> str:
        """Joins the tellings of one event."""
    @property
    def article_id(self) -> str: ...
    @property
    def sentence(self) -> int:
        """Index of the sentence."""
    @property
    def event_type(self) -> str:
        """AGREE, CONSULT, …, ASSAULT."""
    @property
    def mode(self) -> str | None: ...
    @property
    def context(self) -> str | None: ...
    @property
    def cameo(self) -> str | None:
        """A CAMEO code, where one fits."""
    @property
    def quad_class(self) -> str:
        """Verbal or material, cooperation or conflict."""
    @property
    def goldstein(self) -> float | None: ...
    @property
    def actors(self) -> list[Participant]: ...
    @property
    def recipients(self) -> list[Participant]: ...
    @property
    def actor_codes(self) -> list[str]: ...
    @property
    def recipient_codes(self) -> list[str]: ...
    @property
    def date_start(self) -> date | None:
        """First day, where the text says when."""
    @property
    def date_end(self) -> date | None:
        """Last day."""
    @property
    def date_text(self) -> str | None:
        """The words that say when."""
    @property
    def place(self) -> str | None: ...
    @property
    def place_country(self) -> str | None:
        """ISO 3166 alpha-3."""
    @property
    def latitude(self) -> float | None:
        """Degrees north."""
    @property
    def longitude(self) -> float | None:
        """Degrees east."""
    @property
    def status(self) -> str:
        """occurred, planned, conditional or negated."""
    @property
    def attributed_to(self) -> str | None:
        """Who says so; None where the article says it in its own voice."""
    @property
    def quantity_low(self) -> float | None: ...
    @property
    def quantity_high(self) -> float | None: ...
    @property
    def quantity_noun(self) -> str | None: ...
    @property
    def text(self) -> str:
        """The clause."""
    @property
    def trigger(self) -> str:
        """The word that carries it."""
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def confidence(self) -> float:
        """Between 0 and 1."""
    @property
    def rule(self) -> str:
        """The rule or model that found it."""
    @property
    def path(self) -> list[str]:
        """How it was read, a step a line; ``Article.explain`` shows it with the words."""
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Participant:
    """An actor or a recipient of an event: the words that stand for it and who that is."""

    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str | None: ...
    @property
    def entity_id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Dateline:
    """Where a report was filed: ``SEOUL, South Korea (AP) —``."""

    @property
    def text(self) -> str: ...
    @property
    def place(self) -> str:
        """In ordinary letters: ``Seoul``."""
    @property
    def country(self) -> str | None:
        """ISO 3166 alpha-3."""
    @property
    def agency(self) -> str | None: ...
    @property
    def source_start(self) -> int:
        """Its first byte in the raw input."""
    @property
    def source_end(self) -> int: ...
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Caption:
    """A picture's caption, given once however often the page repeats it."""

    @property
    def text(self) -> str: ...
    @property
    def credit(self) -> str | None: ...
    @property
    def date(self) -> date | None: ...
    @property
    def source_start(self) -> int:
        """Its first byte in the raw input."""
    @property
    def source_end(self) -> int: ...
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Removed:
    """A piece of the page that is not the body."""

    @property
    def text(self) -> str: ...
    @property
    def reason(self) -> str:
        """title, byline, teaser, navigation, …"""
    @property
    def source_start(self) -> int:
        """Its first byte in the raw input."""
    @property
    def source_end(self) -> int: ...
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Problem:
    """Something odd: a document that could not be read, or a doubt about one that could."""

    @property
    def source(self) -> str: ...
    @property
    def stage(self) -> str:
        """read, decode, clean or date."""
    @property
    def error(self) -> str: ...
    def to_dict(self) -> dict[str, Any]:
        """The same as plain values: str, int, float, bool, date, list, dict or None."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Article:
    """One article: its metadata, its text, and all that was found in it.

    Offsets count code points of ``text``: ``article.text[m.start:m.end] == m.text``.
    In a notebook it shows its text with mentions and events marked.
    """

    @property
    def article_id(self) -> str:
        """Sixteen hexadecimal digits, the same in every run."""
    @property
    def source(self) -> str: ...
    @property
    def index(self) -> int:
        """Which article of its source, from 0."""
    @property
    def title(self) -> str | None: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def agency(self) -> str | None: ...
    @property
    def byline(self) -> str | None: ...
    @property
    def published(self) -> date | None:
        """The day as the page states it."""
    @property
    def published_at(self) -> datetime | None:
        """The moment with its own offset, where the page gives a time with its zone."""
    @property
    def published_from(self) -> str | None:
        """Where the date was found: header, byline, metadata, url, argument, …"""
    @property
    def dateline(self) -> Dateline | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def tags(self) -> list[str]: ...
    @property
    def language(self) -> str | None:
        """ISO 639-1."""
    @property
    def report_id(self) -> str:
        """Shared by copies of one report."""
    @property
    def text(self) -> str:
        """The body alone; paragraphs are separated by one newline."""
    @property
    def paragraphs(self) -> list[str]: ...
    @property
    def captions(self) -> list[Caption]: ...
    @property
    def removed(self) -> list[Removed]:
        """What of the page is not the body, each piece with its reason."""
    @property
    def problems(self) -> list[Problem]:
        """Doubts about this article."""
    @property
    def sentences(self) -> list[Sentence]:
        """Made at first use."""
    @property
    def chains(self) -> list[list[tuple[int, int]]]:
        """Coreference: each group of two or more phrases that speak of one thing, as code points of ``text``.

        Things and ideas have chains as well as actors; what names an entity stands in ``mentions`` too.
        """
    def to_conllu(self) -> str:
        """The sentences in the CoNLL-U format, as universaldependencies.org describes it.

        Features and enhanced dependencies are left empty. MISC holds SpaceAfter=No, and Name= with the mark
        (BIOES) and kind of the name that the word belongs to.
        """
    @property
    def entities(self) -> list[Entity]: ...
    @property
    def mentions(self) -> list[Mention]:
        """In text order, as all that follows."""
    @property
    def times(self) -> list[TimeExpression]: ...
    @property
    def quantities(self) -> list[Quantity]: ...
    @property
    def quotes(self) -> list[Quote]: ...
    @property
    def events(self) -> list[Event]: ...
    def explain(self, event: Event) -> str:
        """How an event of this article was read, a line each: its words and sides, and what turned it.

        Parameters
        ----------
        event : Event
            One of ``article.events``.

        Raises
        ------
        ValueError
            The event is none of this article.
        """
    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The bytes of the raw input that a range of the text came from.

        Parameters
        ----------
        start, end : int
            Offsets in ``text``, in code points; past the end counts as the end.

        Returns
        -------
        tuple of int
            First byte, and the byte behind the last. For a text that was given as ``str`` these are
            bytes of its UTF-8 form.

        Raises
        ------
        ValueError
            If an offset is negative, or the end lies before the start.
        """
    def to_dict(self) -> dict[str, Any]:
        """The article as plain values; sentences, which are made again from the text, are left out."""
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Table:
    """Rows of one kind: made at first use, held as Arrow.

    pandas, polars, pyarrow and DuckDB read it as it is: ``polars.DataFrame(corpus.events)``.
    """

    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> list[str]: ...
    def to_dicts(self, limit: int | None = None) -> list[dict[str, Any]]:
        """The rows as dicts of plain values, the first ``limit`` of them; needs no other library."""
    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a DataFrame; needs the extra ``dateline[pandas]``."""
    def to_polars(self) -> polars.DataFrame:
        """The rows as a DataFrame; needs the extra ``dateline[polars]``."""
    def to_arrow(self) -> pyarrow.Table:
        """The rows as a Table; needs pyarrow, which ``dateline[pandas]`` brings."""
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def _repr_html_(self) -> str: ...

@final
class RecordBatch:
    """A part of a table, as ``scan`` gives it."""

    @property
    def columns(self) -> list[str]: ...
    @property
    def num_rows(self) -> int: ...
    def to_dicts(self, limit: int | None = None) -> list[dict[str, Any]]:
        """The rows as dicts of plain values, the first ``limit`` of them; needs no other library."""
    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a DataFrame; needs the extra ``dateline[pandas]``."""
    def to_polars(self) -> polars.DataFrame:
        """The rows as a DataFrame; needs the extra ``dateline[polars]``."""
    def to_arrow(self) -> pyarrow.Table:
        """The rows as a Table; needs pyarrow, which ``dateline[pandas]`` brings."""
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

@final
class Scan(Iterator[RecordBatch]):
    """The batches of one table, read as they are asked for."""

    @property
    def columns(self) -> list[str]: ...
    def __arrow_c_schema__(self) -> object: ...
    def __iter__(self) -> Scan: ...
    def __next__(self) -> RecordBatch: ...

@final
class Corpus:
    """Articles read together, and the tables of what was found in them.

    ``len``, indexing and iteration give the articles.
    """

    @property
    def articles(self) -> Table:
        """An article a row."""
    @property
    def mentions(self) -> Table:
        """Words that name an entity."""
    @property
    def entities(self) -> Table:
        """Who is named, each once, over all articles."""
    @property
    def times(self) -> Table:
        """Words that say when."""
    @property
    def quantities(self) -> Table:
        """Figures."""
    @property
    def quotes(self) -> Table:
        """Who says what."""
    @property
    def events(self) -> Table:
        """One telling of an event a row."""
    @property
    def tokens(self) -> Table:
        """One token a row: lemma, parts of speech, head and relation.

        Made from the text when asked for, and not written with the other tables.
        """
    @property
    def stories(self) -> Table:
        """One event a row, however often told."""
    @property
    def agreements(self) -> Table:
        """Steps in the life of treaties."""
    @property
    def problems(self) -> Table:
        """Documents that could not be read, and doubts about those that could."""
    def timeline(
        self,
        *,
        actor: str | None = None,
        place: str | None = None,
        between: tuple[_Published | None, _Published | None] | None = None,
    ) -> Table:
        """What happened when: stories in the order of their days, undated ones last.

        Parameters
        ----------
        actor : str, optional
            A code (``"PRK"`` stands for ``"PRK GOV"`` too) or a name of one who takes part.
        place : str, optional
            A place's name, or a country's ISO alpha-3 code.
        between : tuple, optional
            First and last day, either of them None for no bound. Undated stories are left out.
        """
    def article(self, article_id: str) -> Article:
        """The article with this id.

        Raises
        ------
        KeyError
            If there is none.
        """
    def write(self, out: str | PathLike[str], *, format: _OutputFormat = "parquet") -> None:
        """Writes every table into a folder, as ``events.parquet`` and so on.

        Raises
        ------
        InputError
            If a file cannot be written.
        """
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> Article: ...
    def __iter__(self) -> Iterator[Article]: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Pipeline:
    """The library's calls with settings kept: immutable, shareable between threads, picklable.

    Parameters
    ----------
    actors : mapping or path, optional
        Your own actors, surface form to code, or the path of a CSV file of these; they win over the
        built-in knowledge, and their codes are returned unchanged. Where a code holds for a time only, give a
        list of (code, first ISO day, last ISO day), or further columns; the article's day decides.
    threads : int, optional
        How many threads work; by default one a core. Results do not depend on it.
    """

    def __new__(cls, *, actors: _Actors | None = None, threads: int | None = None) -> Pipeline: ...
    @property
    def actors(self) -> dict[str, _Codes]: ...
    @property
    def threads(self) -> int | None: ...
    def parse(
        self,
        text: str | bytes,
        *,
        published: _Published | None = None,
        url: str | None = None,
        outlet: str | None = None,
        clean: bool = True,
    ) -> Article:
        """The first article of a text.

        Parameters
        ----------
        text : str or bytes
            Plain text or HTML; bytes may have any encoding.
        published : str, date or datetime, optional
            The day or moment of publication, in ISO form if a str.
        url, outlet : str, optional
            Metadata that the text does not carry.
        clean : bool, default True
            False takes the text as it is, so that ``article.text == text``.

        Raises
        ------
        InputError
            If the bytes are no text.
        SettingsError
            If ``published`` is no ISO date.
        """
    def parse_all(
        self,
        text: str | bytes,
        *,
        published: _Published | None = None,
        url: str | None = None,
        outlet: str | None = None,
        clean: bool = True,
    ) -> list[Article]:
        """Every article that a page holds; takes what ``parse`` takes."""
    def read(
        self,
        source: _Source,
        *,
        format: _InputFormat | None = None,
        columns: dict[str, str] | None = None,
        published: _Published | None = None,
        progress: bool | None = None,
    ) -> Corpus:
        """Reads many articles, in parallel, and links what was found in them.

        Parameters
        ----------
        source : path, iterable or table
            A file, a folder or a glob (.txt .html .json .jsonl .csv .tsv .parquet .warc, each also .gz or
            .zst); an iterable of texts, bytes, dicts or paths; or a DataFrame with a column of text.
        format : str, optional
            What files hold, where their name does not tell.
        columns : dict, optional
            From our column names (text, title, published, url, outlet, …) to the source's.
        published : str, date or datetime, optional
            The day or moment of publication of pages that give none.
        progress : bool, optional
            True or False to show progress or not; by default on a terminal and in a notebook.

        Raises
        ------
        InputError
            If there is nothing at the path, or the table has no column of text.

        Warns
        -----
        ReadWarning
            If documents could not be read; they are listed in the table of problems.
        """
    def scan(
        self,
        source: _Source,
        *,
        table: _ScanTable = "events",
        format: _InputFormat | None = None,
        columns: dict[str, str] | None = None,
        published: _Published | None = None,
        progress: bool | None = None,
    ) -> Scan:
        """The batches of one table, read as they are asked for, in bounded memory.

        Parameters
        ----------
        source : path, iterable or table
            A file, a folder or a glob (.txt .html .json .jsonl .csv .tsv .parquet .warc, each also .gz or
            .zst); an iterable of texts, bytes, dicts or paths; or a DataFrame with a column of text.
        table : str, default 'events'
            articles, mentions, times, quantities, quotes, events or problems.
        format : str, optional
            What files hold, where their name does not tell.
        columns : dict, optional
            From our column names (text, title, published, url, outlet, …) to the source's.
        published : str, date or datetime, optional
            The day or moment of publication of pages that give none.
        progress : bool, optional
            True or False to show progress or not; by default on a terminal and in a notebook.

        Raises
        ------
        InputError
            If there is nothing at the path, or the table has no column of text.

        Warns
        -----
        ReadWarning
            If documents could not be read; they are listed in the table of problems.
        """
    def actor(
        self,
        phrase: str,
        *,
        published: _Published | None = None,
    ) -> Actor | None:
        """Who a phrase names, on a day; None where it names no actor.

        Examples
        --------
        >>> dateline.actor("Armenian Prime Minister").code
        'ARM GOV'
        """
    def convert(
        self,
        source: _Source,
        out: str | PathLike[str],
        *,
        output: _OutputFormat = "parquet",
        format: _InputFormat | None = None,
        columns: dict[str, str] | None = None,
        published: _Published | None = None,
        progress: bool | None = None,
    ) -> dict[str, int]:
        """Reads many articles and writes every table into a folder, in bounded memory.

        Returns
        -------
        dict
            How many pages, articles, events, problems, and documents that could not be read (unread).
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

def parse(
    text: str | bytes,
    *,
    published: _Published | None = None,
    url: str | None = None,
    outlet: str | None = None,
    actors: _Actors | None = None,
    clean: bool = True,
) -> Article:
    """The first article of a text.

    Parameters
    ----------
    text : str or bytes
        Plain text or HTML; bytes may have any encoding.
    published : str, date or datetime, optional
        The day or moment of publication, in ISO form if a str.
    url, outlet : str, optional
        Metadata that the text does not carry.
    actors : mapping or path, optional
        Your own actors, surface form to code, or a CSV file of these; they win over built-in knowledge.
    clean : bool, default True
        False takes the text as it is, so that ``article.text == text``.

    Raises
    ------
    InputError
        If the bytes are no text.
    SettingsError
        If ``published`` is no ISO date.
    """

def parse_all(
    text: str | bytes,
    *,
    published: _Published | None = None,
    url: str | None = None,
    outlet: str | None = None,
    actors: _Actors | None = None,
    clean: bool = True,
) -> list[Article]:
    """Every article that a page holds; takes what ``parse`` takes."""

def read(
    source: _Source,
    *,
    format: _InputFormat | None = None,
    columns: dict[str, str] | None = None,
    published: _Published | None = None,
    actors: _Actors | None = None,
    progress: bool | None = None,
) -> Corpus:
    """Reads many articles, in parallel, and links what was found in them.

    Parameters
    ----------
    source : path, iterable or table
        A file, a folder or a glob (.txt .html .json .jsonl .csv .tsv .parquet .warc, each also .gz or
        .zst); an iterable of texts, bytes, dicts or paths; or a DataFrame with a column of text.
    format : str, optional
        What files hold, where their name does not tell.
    columns : dict, optional
        From our column names (text, title, published, url, outlet, …) to the source's.
    published : str, date or datetime, optional
        The day or moment of publication of pages that give none.
    actors : mapping or path, optional
        Your own actors, surface form to code, or a CSV file of these; they win over built-in knowledge.
    progress : bool, optional
        True or False to show progress or not; by default on a terminal and in a notebook.

    Raises
    ------
    InputError
        If there is nothing at the path, or the table has no column of text.

    Warns
    -----
    ReadWarning
        If documents could not be read; they are listed in the table of problems.
    """

def scan(
    source: _Source,
    *,
    table: _ScanTable = "events",
    format: _InputFormat | None = None,
    columns: dict[str, str] | None = None,
    published: _Published | None = None,
    actors: _Actors | None = None,
    progress: bool | None = None,
) -> Scan:
    """The batches of one table, read as they are asked for, in bounded memory.

    Parameters
    ----------
    source : path, iterable or table
        A file, a folder or a glob (.txt .html .json .jsonl .csv .tsv .parquet .warc, each also .gz or
        .zst); an iterable of texts, bytes, dicts or paths; or a DataFrame with a column of text.
    table : str, default 'events'
        articles, mentions, times, quantities, quotes, events or problems.
    format : str, optional
        What files hold, where their name does not tell.
    columns : dict, optional
        From our column names (text, title, published, url, outlet, …) to the source's.
    published : str, date or datetime, optional
        The day or moment of publication of pages that give none.
    actors : mapping or path, optional
        Your own actors, surface form to code, or a CSV file of these; they win over built-in knowledge.
    progress : bool, optional
        True or False to show progress or not; by default on a terminal and in a notebook.

    Raises
    ------
    InputError
        If there is nothing at the path, or the table has no column of text.

    Warns
    -----
    ReadWarning
        If documents could not be read; they are listed in the table of problems.
    """

def actor(
    phrase: str,
    *,
    published: _Published | None = None,
) -> Actor | None:
    """Who a phrase names, on a day; None where it names no actor.

    Examples
    --------
    >>> dateline.actor("Armenian Prime Minister").code
    'ARM GOV'
    """

def _restore(class_: str, version: str, state: bytes, /) -> object: ...
