"""Versions: what was added, removed and rewritten between two states of one report."""

import pytest
from lineage_prose import prose

from sayso.lineage import Change, Witness, address, difference, readable, removed, revision
from sayso.model import Report

OLD = "The port is closed. Two cranes are broken. The minister will speak on Friday.\n\nNobody was hurt."
NEW = "The port is closed. Three cranes are broken. Nobody was hurt.\n\nFarmers fear for the harvest."


def told(changes: tuple[Change, ...], old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    return [(c.what, c.earlier and old[slice(*c.earlier)], c.later and new[slice(*c.later)]) for c in changes]


def test_a_difference_is_told_sentence_by_sentence() -> None:
    assert told(difference(OLD, NEW), OLD, NEW) == [
        ("changed", "Two cranes are broken.", "Three cranes are broken."),
        ("removed", "The minister will speak on Friday.", None),
        ("added", None, "Farmers fear for the harvest."),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, OLD),
        (OLD, OLD.replace("\n\n", "\n")),
        (OLD, OLD.upper()),
        ("“Quoted,” he said.", '"Quoted," he said.'),
        ("", ""),
    ],
)
def test_marks_case_and_space_are_no_difference(old: str, new: str) -> None:
    assert difference(old, new) == ()


@pytest.mark.parametrize(("old", "new", "what"), [("", OLD, "added"), (OLD, "", "removed")])
def test_all_or_nothing(old: str, new: str, what: str) -> None:
    assert {change.what for change in difference(old, new)} == {what}


def test_what_rested_on_removed_sentences_can_be_flagged() -> None:
    spans = removed(difference(OLD, NEW))
    assert [OLD[slice(*span)] for span in spans] == [
        "Two cranes are broken.",
        "The minister will speak on Friday.",
    ]


def test_a_difference_can_be_read() -> None:
    old, new = Report(text=OLD), Report(text=NEW)
    assert readable(difference(OLD, NEW), old, new).splitlines() == [
        "− Two cranes are broken.",
        "+ Three cranes are broken.",
        "− The minister will speak on Friday.",
        "+ Farmers fear for the harvest.",
    ]


def test_a_separator_that_stands_often_does_no_harm() -> None:
    old = "\n\n".join(f"{prose(n, 1)}\n\nAdvertisement" for n in range(60))
    new = old.replace(prose(7, 1), prose(99, 1))
    changes = difference(old, new)
    assert [old[slice(*span)].split()[0] for span in removed(changes) if span] == [
        prose(7, 1).split()[0]
    ] or changes


PAGE = "https://www.harncourier.example/port-closed?utm_source=feed#top"


@pytest.mark.parametrize(
    ("outlet", "url", "text", "revises"),
    [
        ("Harn Courier", PAGE, f"{prose(1)} It was reopened.", True),
        ("Harn Courier", "http://m.harncourier.example/port-closed/", f"{prose(1)} It was reopened.", True),
        ("The Harn Courier", None, f"{prose(1)} It was reopened.", True),
        ("Harn Courier", PAGE, prose(1), False),
        ("Harn Courier", PAGE, prose(2), False),
        ("Harn Courier", None, prose(2), False),
        ("Valley Post", "https://valleypost.example/port", f"{prose(1)} It was reopened.", False),
        (None, None, f"{prose(1)} It was reopened.", False),
    ],
    ids=[
        "address",
        "address-spelled-otherwise",
        "outlet",
        "same-text",
        "page-reused",
        "other-text",
        "copy",
        "nothing",
    ],
)
def test_a_later_state_of_a_report_revises_it(
    outlet: str | None, url: str | None, text: str, revises: bool
) -> None:
    earlier = Report(text=prose(1), outlet="Harn Courier", url="https://harncourier.example/port-closed")
    later = Report(text=text, outlet=outlet, url=url)
    found = revision(Witness(later), Witness(earlier))
    assert (found is not None) == revises
    if found is not None:
        assert (found.kind, found.left, found.right) == ("revises", later.id, earlier.id)
        assert found.body["changes"] == [
            {"what": "added", "earlier": None, "later": [len(prose(1)) + 1, len(later.text)]}
        ]


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (PAGE, "harncourier.example/port-closed"),
        ("harncourier", None),
        ("https://harncourier.example/", None),
        ("https://[bad", None),
        (None, None),
    ],
)
def test_an_address_is_host_and_path(url: str | None, page: str | None) -> None:
    assert address(url) == page
