"""A sentence's parse as an SVG: words in a row, arcs above them from head to dependent."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ._core import Sentence, Token

CHARACTER, GAP, LEVEL, MARGIN = 8.2, 22.0, 26.0, 14.0


class Drawing:
    """An SVG that notebooks show by themselves."""

    def __init__(self, svg: str, title: str) -> None:
        self._svg = svg
        self._title = title

    def _repr_svg_(self) -> str:
        return self._svg

    def __str__(self) -> str:
        return self._svg

    def __repr__(self) -> str:
        return f"Drawing({self._title!r})"


class Arc(NamedTuple):
    """From word to word, with its height in levels."""

    head: int
    dependent: int
    label: str
    level: int

    @property
    def left(self) -> int:
        return min(self.head, self.dependent)

    @property
    def right(self) -> int:
        return max(self.head, self.dependent)


def draw(sentence: Sentence) -> Drawing:
    """The parse of a sentence, in the colours of the page around it, light or dark."""
    tokens = sentence.tokens
    arcs = arcs_of(tokens)
    centres = []
    x = MARGIN
    for token in tokens:
        width = CHARACTER * max(len(token.text), len(token.pos or ""), len(token.dep or "") * 0.85)
        centres.append(x + width / 2)
        x += width + GAP
    top = MARGIN + LEVEL * (1 + max((arc.level for arc in arcs), default=0))
    parts = [word_svg(token, centre, top) for token, centre in zip(tokens, centres, strict=True)]
    parts += [arc_svg(arc, centres, top) for arc in arcs]
    parts += [root_svg(centres[i], top) for i, token in enumerate(tokens) if token.head is None]
    width, height = x - GAP + MARGIN, top + 52
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" font-family="sans-serif" fill="currentColor">'
        f"<title>{escape(sentence.text)}</title>{''.join(parts)}</svg>"
    )
    return Drawing(svg, sentence.text)


def arcs_of(tokens: list[Token]) -> list[Arc]:
    """Arcs from short to long, each a level above those that it spans or touches on the same side."""
    pairs = [(t.head, i, t.dep or "") for i, t in enumerate(tokens) if t.head is not None]
    arcs: list[Arc] = []
    for head, dependent, label in sorted(pairs, key=lambda pair: (abs(pair[0] - pair[1]), pair[1])):
        left, right = min(head, dependent), max(head, dependent)
        below = [arc.level for arc in arcs if arc.left < right and arc.right > left]
        arcs.append(Arc(head, dependent, label, 1 + max(below, default=0)))
    return arcs


def word_svg(token: Token, x: float, top: float) -> str:
    return (
        f'<text x="{x:.1f}" y="{top + 22:.1f}" text-anchor="middle" font-size="14">'
        f"{escape(token.text)}</text>"
        f'<text x="{x:.1f}" y="{top + 38:.1f}" text-anchor="middle" font-size="10" opacity="0.65">'
        f"{escape(token.pos or '')}</text>"
    )


def arc_svg(arc: Arc, centres: list[float], top: float) -> str:
    # Ends stand apart, so that arcs of one word do not fall together.
    side = 4 if arc.dependent > arc.head else -4
    start, end = centres[arc.head] + side, centres[arc.dependent] - side / 2
    y = top - LEVEL * arc.level + 8
    bend = min(12.0, abs(end - start) / 2) * (1 if end > start else -1)
    path = (
        f"M{start:.1f},{top:.1f} C{start:.1f},{y:.1f} {start:.1f},{y:.1f} {start + bend:.1f},{y:.1f} "
        f"L{end - bend:.1f},{y:.1f} C{end:.1f},{y:.1f} {end:.1f},{y:.1f} {end:.1f},{top:.1f}"
    )
    return (
        f'<path d="{path}" fill="none" stroke="currentColor" opacity="0.55"/>'
        f"{tip_svg(end, top)}"
        f'<text x="{(start + end) / 2:.1f}" y="{y - 3:.1f}" text-anchor="middle" font-size="10">'
        f"{escape(arc.label)}</text>"
    )


def root_svg(x: float, top: float) -> str:
    return (
        f'<path d="M{x:.1f},{MARGIN:.1f} V{top:.1f}" fill="none" stroke="currentColor" opacity="0.35"/>'
        f"{tip_svg(x, top)}"
        f'<text x="{x + 4:.1f}" y="{MARGIN:.1f}" font-size="10" opacity="0.65">root</text>'
    )


def tip_svg(x: float, y: float) -> str:
    return f'<path d="M{x - 3:.1f},{y - 6:.1f} L{x + 3:.1f},{y - 6:.1f} L{x:.1f},{y:.1f} Z" opacity="0.7"/>'
