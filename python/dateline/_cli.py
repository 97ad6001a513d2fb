"""The command line: ``dateline read`` and ``dateline show``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from . import Article, Error, Pipeline, ReadWarning, __version__

ALL_READ = 0
FAILED = 1
# 2 is argparse's: the command was not understood.
READ_WITH_PROBLEMS = 3
INTERRUPTED = 130

DESCRIPTION = "Reads news articles into tables: who did what to whom, when, where, and who says so."

EXIT_CODES = """\
exit codes:
  0  everything was read
  1  nothing could be read, or an error ended the run
  2  the command was not understood
  3  read, but some documents could not be: see the table of problems
"""

EPILOG = f"""\
examples:
  dateline read seeds/                                 what happened when, as text
  dateline read seeds/ --out tables/                   every table as Parquet
  dateline read news.jsonl.gz --out tables/ --format csv
  dateline read 'pages/*.html' --out tables/ --actors actors.csv
  dateline show seeds/000_e6bf3187283fc836.txt         one document, what was found in it marked
  dateline show page.html --html > marked.html

{EXIT_CODES}"""

READ_HELP = f"""\
SOURCE is a file, a folder or a glob. Files may be .txt .html .json .jsonl .csv .tsv .parquet .warc,
each also .gz or .zst. With --out the input streams: memory does not grow with its size.

examples:
  dateline read seeds/ --out tables/
  dateline read crawl.warc.gz --out tables/ --format jsonl --threads 2
  dateline read old/ --published 2012-06-20            the day of pages that state none

{EXIT_CODES}"""

SHOW_HELP = f"""\
Mentions are coloured on a terminal and stand in [brackets] elsewhere; the events of a paragraph are
listed under it.

examples:
  dateline show page.html
  dateline show page.html --json | jq '.[0].events'
  dateline show page.html --html > marked.html

{EXIT_CODES}"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and gives its exit code."""
    options = parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has seen enough; nothing more is to be written when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ALL_READ
    except KeyboardInterrupt:
        tell("interrupted")
        return INTERRUPTED
    except (Error, OSError, ImportError) as error:
        tell(str(error))
        return FAILED
    return code


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(
        prog="dateline",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    read = command(commands, "read", "read many documents into tables", READ_HELP)
    read.add_argument("source", nargs="+", metavar="SOURCE", help="files, folders or globs")
    read.add_argument("--out", metavar="DIR", help="write every table into this folder")
    read.add_argument(
        "--format",
        choices=("parquet", "jsonl", "csv"),
        default="parquet",
        help="how tables are written (default: parquet)",
    )
    read.add_argument(
        "--threads", type=positive, metavar="N", help="how many threads work (default: one a core)"
    )
    read.add_argument("--quiet", action="store_true", help="show no progress")
    read.set_defaults(run=run_read)

    show = command(commands, "show", "show one document with what was found in it", SHOW_HELP)
    show.add_argument("file", metavar="FILE", help="a document; - for standard input")
    forms = show.add_mutually_exclusive_group()
    forms.add_argument("--html", action="store_true", help="a page of HTML")
    forms.add_argument("--json", action="store_true", help="everything as JSON")
    show.set_defaults(run=run_show)

    for each in (read, show):
        each.add_argument("--actors", metavar="CSV", help="your own actors: rows of surface form and code")
        each.add_argument("--published", metavar="DATE", help="day of publication of pages that state none")
    return top


def command(commands: Any, name: str, what: str, teaching: str) -> argparse.ArgumentParser:
    added: argparse.ArgumentParser = commands.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=teaching,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return added


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1 is needed")
    return number


def run_read(options: argparse.Namespace) -> int:
    """``dateline read``."""
    pipeline = Pipeline(actors=options.actors, threads=options.threads)
    progress = False if options.quiet else None
    source: Any = options.source[0] if len(options.source) == 1 else [Path(path) for path in options.source]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReadWarning)
        if options.out is not None:
            counts = pipeline.convert(
                source, options.out, output=options.format, published=options.published, progress=progress
            )
            articles, unread = counts["articles"], counts["unread"]
            note = f"{articles:,} articles, {counts['events']:,} events, {counts['problems']:,} problems"
            tell(f"{note} -> {options.out}")
        else:
            corpus = pipeline.read(source, published=options.published, progress=progress)
            articles = len(corpus)
            problems = corpus.problems.to_dicts()
            unread = [p["stage"] in ("read", "decode") for p in problems].count(True)
            write(timeline(corpus.timeline().to_dicts()))
            for problem in problems:
                tell(f"{problem['source']}: {problem['error']}")
    if articles == 0:
        tell("nothing could be read")
        return FAILED
    return READ_WITH_PROBLEMS if unread else ALL_READ


def timeline(stories: list[dict[str, Any]]) -> Iterator[str]:
    """A line a story: its days, who did what to whom, and the words."""
    from ._display import printable

    for story in stories:
        first, last = story["date_start"], story["date_end"]
        days = "undated" if first is None else f"{first}" if first == last else f"{first}/{last}"
        sides = " > ".join(
            ", ".join(story[side]) for side in ("actor_codes", "recipient_codes") if story[side]
        )
        status = "" if story["status"] == "occurred" else f" ({story['status']})"
        words = printable(story["text"])
        if len(words) > 90:
            words = words[:89] + "…"
        yield f"{days:<21}  {story['event_type'].lower() + status:<22}  {sides or '-'}  {words}"
    if not stories:
        yield "no events were found"


def run_show(options: argparse.Namespace) -> int:
    """``dateline show``."""
    articles = articles_of(options)
    if options.json:
        plain = [article.to_dict() for article in articles]
        write([json.dumps(plain, ensure_ascii=False, indent=2, default=lambda day: day.isoformat())])
        return ALL_READ
    from . import _display

    if options.html:
        head = '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
        head += "<title>dateline</title>"
        style = "<style>body { font-family: sans-serif; margin: 2em; }</style>"
        write([head + style, *(_display.article_html(article) for article in articles)])
        return ALL_READ
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    write(["\n\n".join(_display.article_text(article, colour=colour) for article in articles)])
    return ALL_READ


def articles_of(options: argparse.Namespace) -> list[Article]:
    pipeline = Pipeline(actors=options.actors)
    if options.file == "-":
        return pipeline.parse_all(sys.stdin.buffer.read(), published=options.published)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ReadWarning)
        corpus = pipeline.read(Path(options.file), published=options.published, progress=False)
    if len(corpus) == 0:
        problems = corpus.problems.to_dicts()
        raise Error(problems[0]["error"] if problems else f"{options.file}: no article was found")
    return list(corpus)


def write(lines: Any) -> None:
    """Lines to standard output; what its encoding cannot show is replaced."""
    for line in lines:
        text = line + "\n"
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def tell(message: str) -> None:
    """A line to standard error."""
    sys.stderr.write(f"dateline: {message}\n")
