"""Events on sentences whose events a reader has told, and how one explains itself."""

import sys
from pathlib import Path

import pytest

import dateline

sys.path.append(str(Path(__file__).parents[1] / "training"))
from score_events import fits, rows

HERE = Path(__file__).parent / "events"
# The share of events found with type, sides and status, and of sentences without events that give none, as
# last measured, less a little. second.tsv was written for measuring only.
LEAST = {"first": (0.77, 0.98), "second": (0.44, 0.97), "third": (0.58, 0.0), "fourth": (0.55, 0.92)}


@pytest.mark.parametrize("name", LEAST)
def test_events_are_found_and_none_is_made(name):
    found, silent = [], []
    for sentence, wanted in rows(HERE / f"{name}.tsv"):
        events = dateline.parse(sentence, clean=False).events
        found += [any(fits(event, one) for event in events) for one in wanted]
        if not wanted:
            silent.append(not any(event.status == "occurred" for event in events))
    least_found, least_silent = LEAST[name]
    assert sum(found) / len(found) >= least_found
    assert sum(silent) >= least_silent * len(silent)


def test_an_event_explains_itself():
    article = dateline.parse("Denmark agreed to withdraw its troops from Peru.", clean=False)
    (event,) = article.events
    assert event.event_type == "AGREE"
    told = article.explain(event).split("\n")
    assert told[0].startswith("AGREE occurred")
    assert "actor: Denmark (DNK), `Denmark` at 0:7" in told
    assert any(line.startswith("step: promise: `agreed` makes RETREAT AGREE") for line in told)
    assert event.path


def test_an_event_of_another_article_is_refused():
    first = dateline.parse("Denmark attacked Peru.", clean=False)
    second = dateline.parse("Norway attacked Chile.", clean=False)
    with pytest.raises(ValueError, match="none of this article"):
        first.explain(second.events[0])


def test_confidence_tells_sure_from_unsure():
    sure = dateline.parse("Denmark attacked Peru.", clean=False).events[0]
    unsure = dateline.parse("Two Peruvian ministers were arrested on Monday.", clean=False).events[0]
    assert 0 < unsure.confidence < sure.confidence < 1


def test_the_analysts_own_actors_are_sides_through_pronouns():
    own = {"the Danish navy": "SRC", "Peru": "TGT"}
    text = "On Monday the Danish navy said it had attacked Peru."
    article = dateline.parse(text, clean=False, actors=own)
    event = next(event for event in article.events if event.event_type == "ASSAULT")
    assert (event.actor_codes, event.recipient_codes) == (["SRC"], ["TGT"])
