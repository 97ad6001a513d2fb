"""``dateline.scan``: one table, part by part."""

import subprocess
import sys

import pyarrow
import pytest

import dateline


def test_batches_make_the_table(seeds, corpus):
    for name in ("articles", "mentions", "times", "quantities", "quotes", "events"):
        rows = [row for batch in dateline.scan(seeds, table=name) for row in batch.to_dicts()]
        assert rows == getattr(corpus, name).to_dicts(), name


def test_batches_are_arrow(seeds):
    scan = dateline.scan(seeds, table="articles")
    batches = [pyarrow.record_batch(batch) for batch in scan]
    assert sum(batch.num_rows for batch in batches) == 6
    assert batches[0].schema == pyarrow.schema(dateline.scan(seeds, table="articles"))
    assert batches[0].schema.names == scan.columns


def test_batches_come_before_the_input_ends():
    pulled = 0

    def endless():
        nonlocal pulled
        while True:
            pulled += 1
            yield "It rained in Lima."

    scan = dateline.scan(endless(), table="articles")
    assert next(scan).num_rows > 0
    assert pulled < 5000


def test_an_error_of_the_callers_iterator_comes_through():
    def broken():
        yield "It rained."
        raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"):
        list(dateline.scan(broken(), table="articles"))


@pytest.mark.parametrize("table", ["entities", "stories", "agreements", "tables"])
def test_tables_that_need_all_articles_cannot_be_scanned(seeds, table):
    with pytest.raises(dateline.SettingsError, match="cannot be scanned"):
        dateline.scan(seeds, table=table)


def test_problems_are_warned_of_at_the_end():
    scan = dateline.scan([{"title": "no text"}, "It rained."], table="problems")
    with pytest.warns(dateline.ReadWarning):
        rows = [row for batch in scan for row in batch.to_dicts()]
    assert len(rows) == 1


def test_memory_does_not_grow_with_the_input(seeds):
    # One thread: the caches of regular expressions, one a thread, fill up over the first chunks.
    code = (
        "import sys, resource, dateline\n"
        "text = open(sys.argv[1]).read()\n"
        "pipeline = dateline.Pipeline(threads=1)\n"
        "scan = pipeline.scan((f'{text} {n}' for n in range(int(sys.argv[2]))), table='articles')\n"
        "rows = sum(batch.num_rows for batch in scan)\n"
        "print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    path = sorted(seeds.iterdir())[0]

    def peak(copies: int) -> int:
        run = subprocess.run(
            [sys.executable, "-c", code, str(path), str(copies)], capture_output=True, text=True, check=True
        )
        rows, kilobytes = run.stdout.split()
        assert int(rows) >= copies
        return int(kilobytes)

    assert peak(400) < peak(120) + 25_000
