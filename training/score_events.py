"""Scores events on sentences with the events that a reader finds in them, such as `tests/events/first.tsv`.

An event is found where one of the same type and status has, on each side that the reader names, an actor of a state (or of a
sector, where none has a state) that he names. A sentence without events is right where none occurred.
"""

from __future__ import annotations

import csv
from pathlib import Path

import dateline


def rows(path: Path) -> list[tuple[str, list[tuple[str, set[str], set[str], str]]]]:
    with path.open(encoding="utf-8", newline="") as file:
        table = [
            row
            for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row and row[0][:1] != "#"
        ][1:]
    read = []
    for sentence, events in table:
        wanted = []
        for event in filter(None, events.split("; ")):
            kind, sides, status = event.split(" ")
            actors, recipients = (
                {code for code in side.split(",") if code not in ("", "-")} for side in sides.split(">")
            )
            wanted.append((kind, actors, recipients, status))
        read.append((sentence, wanted))
    return read


def states(participants: list[dateline.Participant]) -> set[str]:
    return {part for one in participants if one.code for part in one.code.split()}


def fits(event: dateline.Event, wanted: tuple[str, set[str], set[str], str]) -> bool:
    kind, actors, recipients, status = wanted
    ours, theirs = states(event.actors), states(event.recipients)
    sides = (not actors or actors & ours) and (not recipients or recipients & theirs)
    return event.event_type == kind and event.status == status and bool(sides)


def score_events(path: Path, *, misses: bool = False) -> None:
    found = typed = wanted_events = silent = none = occurred = unasked = 0
    for sentence, wanted in rows(path):
        events = dateline.parse(sentence, clean=False).events
        told = [(e.event_type, e.trigger, e.actor_codes, e.recipient_codes, e.status, e.rule) for e in events]
        if not wanted:
            none += 1
            right = not any(event.status == "occurred" for event in events)
            silent += right
            if misses and not right:
                print("none  ", sentence, told)
        for one in wanted:
            wanted_events += 1
            right = any(fits(event, one) for event in events)
            found += right
            typed += any(event.event_type == one[0] for event in events)
            if misses and not right:
                print("miss  ", sentence, one, told)
        happened = [event for event in events if event.status == "occurred"]
        occurred += len(happened)
        unasked += sum(not any(event.event_type == one[0] for one in wanted) for event in happened)
    print(
        f"events found {found / wanted_events:.4f}   type alone {typed / wanted_events:.4f}   (of {wanted_events})"
    )
    print(f"none where there is none {silent / max(none, 1):.4f}   (of {none})")
    print(f"occurred but of no wanted type {unasked} of {occurred}")
