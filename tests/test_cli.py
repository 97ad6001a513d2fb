"""The command line, as a shell sees it."""

import json
import signal
import subprocess
import sys
import time

import pandas
import pytest

import dateline


def run(*arguments, **more):
    command = [sys.executable, "-m", "dateline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **more)


def test_version():
    assert run("--version").stdout == f"dateline {dateline.__version__}\n"


@pytest.mark.parametrize("command", [[], ["read"], ["show"]])
def test_help_teaches(command):
    told = run(*command, "--help")
    assert told.returncode == 0
    assert "examples:" in told.stdout
    assert "exit codes:" in told.stdout


@pytest.mark.parametrize("form", ["parquet", "jsonl", "csv"])
def test_read_writes_every_table(seeds, corpus, tmp_path, form):
    told = run("read", seeds, "--out", tmp_path / "t", "--format", form)
    assert told.returncode == 0
    assert told.stdout == ""
    assert "6 articles" in told.stderr
    assert len(list((tmp_path / "t").iterdir())) == 10
    corpus.write(tmp_path / "u", format=form)
    for path in (tmp_path / "t").iterdir():
        assert path.read_bytes() == (tmp_path / "u" / path.name).read_bytes(), path.name


def test_parquet_of_the_command_line_is_read(seeds, corpus, tmp_path):
    run("read", seeds, "--out", tmp_path)
    assert pandas.read_parquet(tmp_path / "events.parquet").columns.tolist() == corpus.events.columns
    assert pandas.read_parquet(tmp_path / "articles.parquet")["article_id"].tolist() == [
        a.article_id for a in corpus
    ]


def test_read_prints_the_timeline(seeds, corpus):
    told = run("read", seeds)
    assert told.returncode == 0
    assert len(told.stdout.splitlines()) == max(1, len(corpus.timeline()))


def test_read_of_several_sources(seeds, tmp_path):
    one, two = sorted(seeds.iterdir())[:2]
    told = run("read", one, two, "--out", tmp_path, "--format", "jsonl")
    sources = [json.loads(line)["source"] for line in (tmp_path / "articles.jsonl").read_text().splitlines()]
    assert told.returncode == 0
    assert list(dict.fromkeys(sources)) == [str(one), str(two)]


def test_read_with_problems_has_its_own_code(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "It rained."}\n{"text": \n')
    told = run("read", tmp_path / "a.jsonl", "--out", tmp_path / "t", "--format", "csv")
    assert told.returncode == 3
    assert "1 problems" in told.stderr
    assert len(pandas.read_csv(tmp_path / "t" / "problems.csv")) == 1


def test_nothing_read(tmp_path):
    told = run("read", tmp_path / "nowhere")
    assert (told.returncode, told.stdout) == (1, "")
    assert "no such file" in told.stderr
    assert "Traceback" not in told.stderr


def test_wrong_usage():
    for arguments in (
        [],
        ["read"],
        ["read", "x", "--threads", "0"],
        ["read", "x", "--format", "xlsx"],
        ["frobnicate"],
    ):
        told = run(*arguments)
        assert told.returncode == 2, arguments
        assert "Traceback" not in told.stderr


def test_wrong_settings(seeds):
    told = run("read", seeds, "--published", "yesterday")
    assert told.returncode == 1
    assert told.stderr.startswith("dateline: published:")


def test_show(seeds, corpus):
    path = sorted(seeds.iterdir())[0]
    told = run("show", path)
    assert told.returncode == 0
    assert corpus[0].title in told.stdout
    assert "\x1b" not in told.stdout


def test_show_as_json(seeds, corpus):
    told = run("show", sorted(seeds.iterdir())[0], "--json")
    assert json.loads(told.stdout)[0]["text"] == corpus[0].text


def test_show_as_html(seeds, corpus):
    told = run("show", sorted(seeds.iterdir())[0], "--html")
    assert told.stdout.startswith("<!doctype html>")
    assert corpus[0]._repr_html_() in told.stdout


def test_show_takes_standard_input():
    told = run("show", "-", "--json", input="It rained in Lima.")
    assert json.loads(told.stdout)[0]["text"] == "It rained in Lima."


def test_a_page_cannot_write_over_the_terminal():
    told = run("show", "-", input="It rained \x1b[2J in Lima.\x9b")
    assert "\x1b" not in told.stdout
    assert "\x9b" not in told.stdout


def test_a_narrow_encoding_loses_letters_not_the_run(tmp_path):
    (tmp_path / "a.txt").write_text("Kürzlich 😀.", encoding="utf-8")
    told = run("show", tmp_path / "a.txt", env={"PYTHONIOENCODING": "ascii"})
    assert told.returncode == 0
    assert "K?rzlich ?" in told.stdout


def test_a_reader_that_stops_is_no_error(seeds):
    command = f"{sys.executable} -m dateline show --json {sorted(seeds.iterdir())[0]} | head -c 10"
    told = subprocess.run(
        ["bash", "-c", command + "; exit ${PIPESTATUS[0]}"], capture_output=True, text=True, timeout=60
    )
    assert told.returncode == 0
    assert told.stderr == ""


def test_an_interrupt_ends_without_a_traceback(tmp_path):
    big = tmp_path / "big.jsonl"
    line = json.dumps({"text": "It rained in Lima on Tuesday, the minister said. " * 100})
    with big.open("w") as out:
        out.writelines(f"{line}\n" for _ in range(60_000))
    process = subprocess.Popen(
        [sys.executable, "-m", "dateline", "read", str(big), "--out", str(tmp_path / "t")],
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in told
    assert not (tmp_path / "t" / "articles.parquet").exists()
