"""Progress: shown where somebody sees it."""

import io
import os
import pty
import subprocess
import sys

from dateline import _progress


def test_a_terminal_has_one_line(seeds):
    leader, follower = pty.openpty()
    code = "import sys, dateline; dateline.read(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(seeds)], stderr=follower, check=True, timeout=60)
    os.close(follower)
    told = os.read(leader, 10_000).decode()
    os.close(leader)
    assert "Reading: 5 pages, 6 articles" in told
    assert told.count("\n") == 1


def test_no_terminal_no_progress(seeds):
    code = "import sys, dateline; dateline.read(sys.argv[1])"
    told = subprocess.run(
        [sys.executable, "-c", code, str(seeds)], capture_output=True, text=True, check=True
    )
    assert told.stderr == ""


def test_asked_for_it_is_a_line_at_the_end(seeds):
    code = "import sys, dateline; dateline.read(sys.argv[1], progress=True)"
    told = subprocess.run(
        [sys.executable, "-c", code, str(seeds)], capture_output=True, text=True, check=True
    )
    assert told.stderr.startswith("Reading: 5 pages, 6 articles")
    assert told.stderr.count("\n") == 1


def test_the_line_is_not_written_too_often():
    stream = io.StringIO()
    line = _progress.Line(stream, is_terminal=True)
    for pages in range(1000):
        line.update(pages, pages, 0, 0)
    assert stream.getvalue().count("\r") < 20
    line.close()
    assert stream.getvalue().endswith("pages/s\n")
