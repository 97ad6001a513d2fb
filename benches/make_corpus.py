"""Write a large corpus out of a few texts, to measure speed and memory with.

The text files of a folder are repeated, each time with a running id, until the file has the size
that was asked for. The name of the output says which format it has: ``.jsonl`` or ``.warc``, each
also with ``.gz`` (one member a record in a WARC, as crawlers write them).

    python benches/make_corpus.py seeds/ news.jsonl --megabytes 1000
    python benches/make_corpus.py seeds/ crawl.warc.gz --megabytes 100
"""

from __future__ import annotations

import argparse
import gzip
import html
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path


def json_line(nth: int, text: str) -> bytes:
    """One line of JSON with the id and the text."""
    record = {"id": nth, "url": f"https://example.org/news/{nth}", "text": f"{text}\n\nStory {nth}\n"}
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def warc_record(nth: int, text: str) -> bytes:
    """One response of a crawl, the text's paragraphs as HTML."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    title, body = lines[0], "\n".join(f"<p>{html.escape(line)}</p>" for line in lines[1:])
    page = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{html.escape(title)}</title></head>"
        f"<body><article><h1>{html.escape(title)}</h1>\n{body}\n<p>Story {nth}</p></article></body></html>"
    )
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    headers = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: https://example.org/news/{nth}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{nth:012x}>\r\n"
        "WARC-Date: 2024-11-20T00:00:00Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return headers.encode() + block + b"\r\n\r\n"


def records(texts: list[str], write: Callable[[int, str], bytes], size: int) -> Iterator[bytes]:
    """Records until they have this many bytes together."""
    written = 0
    for nth, text in enumerate(itertools.cycle(texts), start=1):
        record = write(nth, text)
        written += len(record)
        yield record
        if written >= size:
            return


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with .txt files")
    parser.add_argument("output", type=Path, help="file to write: .jsonl or .warc, .gz or not")
    parser.add_argument("--megabytes", type=float, default=100, help="size before packing (default: 100)")
    arguments = parser.parse_args()

    texts = [path.read_text(encoding="utf-8") for path in sorted(arguments.folder.glob("*.txt"))]
    texts = [text for text in texts if text.strip()]
    if not texts:
        parser.error(f"{arguments.folder} holds no texts (*.txt)")
    packed = arguments.output.suffix == ".gz"
    name = arguments.output.name.removesuffix(".gz")
    writers = {".jsonl": json_line, ".warc": warc_record}
    write = writers.get(Path(name).suffix)
    if write is None:
        parser.error(f"{arguments.output}: the name must end in .jsonl, .warc, .jsonl.gz or .warc.gz")

    count = 0
    with arguments.output.open("wb") as output:
        for record in records(texts, write, int(arguments.megabytes * 1_000_000)):
            output.write(gzip.compress(record, 6) if packed else record)
            count += 1
    print(f"{arguments.output}: {count} records, {arguments.output.stat().st_size:,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
