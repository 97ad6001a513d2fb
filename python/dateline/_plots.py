"""Pictures of a corpus, by matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._frames import extra

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._core import Corpus, Table

COLOURS = {
    "verbal cooperation": "#4c8bf5",
    "material cooperation": "#1d9a6c",
    "verbal conflict": "#e8973a",
    "material conflict": "#d1495b",
}

QUAD_CLASSES = {
    "AGREE": "verbal cooperation",
    "CONSULT": "verbal cooperation",
    "SUPPORT": "verbal cooperation",
    "CONCEDE": "verbal cooperation",
    "COOPERATE": "material cooperation",
    "AID": "material cooperation",
    "RETREAT": "material cooperation",
    "REQUEST": "verbal conflict",
    "ACCUSE": "verbal conflict",
    "REJECT": "verbal conflict",
    "THREATEN": "verbal conflict",
}


def plot_timeline(corpus: Corpus | Table, *, ax: Axes | None = None, **filters: Any) -> Axes:
    """Draws what happened when: a line a story that has a day, coloured by PLOVER's quad class.

    Parameters
    ----------
    corpus : Corpus or Table
        A corpus, or what its ``timeline()`` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.
    **filters
        ``actor``, ``place`` and ``between``, as ``Corpus.timeline`` takes them.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on; the stories without a day are counted in its title.
    """
    timeline = corpus.timeline(**filters) if hasattr(corpus, "timeline") else corpus
    stories = timeline.to_dicts()
    dated = [story for story in stories if story["date_start"] is not None]
    if ax is None:
        pyplot = extra("matplotlib.pyplot", "plots")
        _, ax = pyplot.subplots(figsize=(10, max(2.0, 0.35 * len(dated) + 1)), layout="constrained")
    for row, story in enumerate(dated):
        colour = COLOURS[QUAD_CLASSES.get(story["event_type"], "material conflict")]
        style = "-" if story["status"] == "occurred" else ":"
        ax.plot(
            [story["date_start"], story["date_end"]], [row, row], style, color=colour, linewidth=3, alpha=0.6
        )
        ax.plot([story["date_start"]], [row], "o", color=colour, fillstyle="full" if style == "-" else "none")
    ax.set_yticks(range(len(dated)), [label(story) for story in dated], fontsize=8)
    ax.invert_yaxis()
    ax.grid(axis="x", alpha=0.3)
    undated = len(stories) - len(dated)
    ax.set_title(f"{len(dated)} stories" + (f", {undated} more without a day" if undated else ""))
    for name, colour in COLOURS.items():
        ax.plot([], [], "o-", color=colour, label=name)
    ax.legend(fontsize=8, loc="best")
    return ax


def label(story: dict[str, Any]) -> str:
    """``PRK > RUS agree``: who, to whom, what."""
    who = ", ".join(story["actor_codes"]) or "?"
    whom = ", ".join(story["recipient_codes"])
    return f"{who} > {whom} {story['event_type'].lower()}" if whom else f"{who} {story['event_type'].lower()}"
