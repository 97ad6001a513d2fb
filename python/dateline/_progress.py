"""How far a read has come: a bar in a notebook, a line on a terminal, else nothing."""

from __future__ import annotations

import sys
import time
from typing import Any, Protocol, TextIO

EVERY_SECONDS = 0.1


class Progress(Protocol):
    """What the reader tells of each part that it has read."""

    def update(self, pages: int, articles: int, size: int, problems: int) -> None: ...
    def close(self) -> None: ...


def start(wanted: bool | None) -> Progress | None:
    """The display that suits where we run; ``None`` where nobody would see it.

    ``wanted=True`` shows a line even where standard error is no terminal.
    """
    if in_notebook():
        bar = notebook_bar()
        if bar is not None:
            return bar
    stream = sys.stderr
    if stream is None:
        return None
    is_terminal = stream.isatty()
    return Line(stream, is_terminal) if is_terminal or wanted else None


def in_notebook() -> bool:
    """Whether a Jupyter kernel runs us; asks only modules that are already loaded."""
    ipython = sys.modules.get("IPython")
    if ipython is None:
        return False
    shell = ipython.get_ipython()
    return shell is not None and "IPKernelApp" in shell.config


def notebook_bar() -> Progress | None:
    """A bar by tqdm, if it is installed."""
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    return Bar(tqdm(unit=" pages", desc="Reading"))


class Line:
    """One line that is written over and over; on no terminal, a line at the end alone."""

    def __init__(self, stream: TextIO, is_terminal: bool) -> None:
        self.stream = stream
        self.is_terminal = is_terminal
        self.started = time.monotonic()
        self.shown = float("-inf")
        self.text = ""

    def update(self, pages: int, articles: int, size: int, problems: int) -> None:
        now = time.monotonic()
        seconds = max(now - self.started, 1e-3)
        parts = [
            f"{pages:,} pages",
            f"{articles:,} articles",
            f"{size / 1e6:,.1f} MB",
            f"{pages / seconds:,.0f} pages/s",
        ]
        if problems:
            parts.append(f"{problems:,} problems")
        self.text = "Reading: " + ", ".join(parts)
        if self.is_terminal and now - self.shown >= EVERY_SECONDS:
            self.shown = now
            self.write(f"\r\x1b[2K{self.text}")

    def close(self) -> None:
        if self.text:
            self.write(f"\r\x1b[2K{self.text}\n" if self.is_terminal else f"{self.text}\n")

    def write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


class Bar:
    """The same by tqdm."""

    def __init__(self, bar: Any) -> None:
        self.bar = bar

    def update(self, pages: int, articles: int, size: int, problems: int) -> None:
        self.bar.set_postfix(articles=articles, MB=f"{size / 1e6:.1f}", problems=problems, refresh=False)
        self.bar.update(pages - self.bar.n)

    def close(self) -> None:
        self.bar.close()
