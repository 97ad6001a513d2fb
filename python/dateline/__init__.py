"""Reads news articles into tables: who did what to whom, when, where, and who says so.

>>> import dateline
>>> article = dateline.parse("LIMA, Peru (Reuters) - Peru reopened its border with Ecuador.", clean=False)
>>> article.text
'LIMA, Peru (Reuters) - Peru reopened its border with Ecuador.'
"""

from ._core import (
    Actor,
    Article,
    Caption,
    Corpus,
    Dateline,
    Entity,
    Error,
    Event,
    InputError,
    KnowledgeError,
    Mention,
    Participant,
    Pipeline,
    Problem,
    Quantity,
    Quote,
    ReadWarning,
    RecordBatch,
    Removed,
    Scan,
    Sentence,
    SettingsError,
    Table,
    TimeExpression,
    Token,
    __version__,
    actor,
    parse,
    parse_all,
    read,
    scan,
)

# Type checkers take this for true; importing `typing` would cost more than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._plots import plot_timeline

__all__ = [
    "Actor",
    "Article",
    "Caption",
    "Corpus",
    "Dateline",
    "Entity",
    "Error",
    "Event",
    "InputError",
    "KnowledgeError",
    "Mention",
    "Participant",
    "Pipeline",
    "Problem",
    "Quantity",
    "Quote",
    "ReadWarning",
    "RecordBatch",
    "Removed",
    "Scan",
    "Sentence",
    "SettingsError",
    "Table",
    "TimeExpression",
    "Token",
    "__version__",
    "actor",
    "parse",
    "parse_all",
    "plot_timeline",
    "read",
    "scan",
]


def __getattr__(name: str) -> object:
    # matplotlib is dear to import and not everybody has it.
    if name == "plot_timeline":
        from ._plots import plot_timeline

        return plot_timeline
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
