"""Happenings: B-cubed F1 on the true events of the example desk, which its ``truth.json`` joins into happenings.

What is measured is the joining alone: type, parties, place, day and status of each event are as the truth has them, and
mentions within one report are joined as it says. No text is read.
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import say
from stories import bcubed

from sayso.answers.happenings import days_of, party_of, place_of
from sayso.compare.happenings import Mention, happenings
from sayso.model import Finding

NAME = "happenings"
TRUTH = Path(__file__).resolve().parents[1] / "examples/truth.json"


def main() -> None:
    """Measure and print."""
    truth = json.loads(TRUTH.read_text("utf-8"))
    joined = [
        (edge["left"], edge["right"])
        for edge in truth["edges"]
        if edge["kind"] == "same_event" and _report(edge["left"]) == _report(edge["right"])
    ]
    found = happenings([one for report in truth["reports"] for one in _mentions(report)], joined)
    told = {event: one.id for one in found for event in one.events}
    right = {event: one["id"] for one in truth["happenings"] for event in one["events"]}
    listed = [event for event in right if event in told]
    say(NAME, "events", len(listed))
    say(NAME, "bcubed_f1", bcubed([right[event] for event in listed], [told[event] for event in listed]))


def _report(event: str) -> str:
    return event.rpartition(".")[0]


def _mentions(report: dict[str, Any]) -> list[Mention]:
    published = report["published"] and date.fromisoformat(report["published"][:10])
    times = {one["id"]: _finding(one) for one in report["findings"] if one["kind"] == "time"}
    return [
        Mention(
            one["id"],
            report["id"],
            published,
            one["body"]["type"],
            party_of(one["body"]["actor"]),
            party_of(one["body"]["recipient"]),
            place_of(one["body"]["place"]),
            days_of(times.get(one["body"]["when"])),
            one["body"]["status"],
            (report["outlet"] or report["id"],),
        )
        for one in report["findings"]
        if one["kind"] == "event"
    ]


def _finding(one: dict[str, Any]) -> Finding:
    return Finding(one["id"], one["report"], one["kind"], (), (), one["body"], "truth/1", 1.0)


if __name__ == "__main__":
    main()
