"""A voice's record: who is meant, what was said once however often it was printed, what became of it."""

import pytest
from told import told

from sayso.answers.records import fitting, record, record_line
from sayso.ledger import Filter, Ledger
from sayso.model import Edge, Finding
from sayso.origins import Origins

EVERYTHING = Filter()


def put(
    shelf: Ledger, name: str, words: str, outlet: str, day: str, as_named: str | None = None, **more: object
) -> Finding:
    """A report in which somebody says something; returns the claim."""
    of = told(f"In {outlet}, {name} said {words}.", outlet=outlet, published=day)
    claim = of.claim(words, of.voice(name, name=as_named or name), **more)
    shelf.put(of.entry())
    return claim


def test_a_surname_finds_the_full_name(shelf: Ledger) -> None:
    put(shelf, "Anna Berg", "the port is open", "First", "2031-03-03")
    put(shelf, "Berg", "the mole is whole", "Second", "2031-03-04")
    found = record("berg", EVERYTHING, shelf, Origins(shelf))
    assert found is not None
    assert (found.name, found.others) == ("Anna Berg", {})
    assert [saying.published for saying in found.sayings] == ["2031-03-03", "2031-03-04"]


@pytest.mark.parametrize(
    ("asked", "name", "others"),
    [
        ("Berg", "Anna Berg", {"Jon Berg": 1, "Berg": 1}),
        ("Jon Berg", "Jon Berg", {}),
        ("ANNA berg", "Anna Berg", {}),
        ("Bergen", None, {}),
    ],
)
def test_of_two_persons_of_one_surname_one_is_taken_and_the_other_told(
    asked: str, name: str | None, others: dict[str, int], shelf: Ledger
) -> None:
    put(shelf, "Anna Berg", "the port is open", "First", "2031-03-03")
    put(shelf, "Anna Berg", "the mole is whole", "Second", "2031-03-04")
    put(shelf, "Jon Berg", "the port is shut", "Third", "2031-03-05")
    put(shelf, "Berg", "who knows", "Fourth", "2031-03-05")
    found = record(asked, EVERYTHING, shelf, Origins(shelf))
    if name is None:
        assert found is None
    elif asked == "Berg":
        assert found is not None
        assert found.name == "Berg", "one is called exactly so"
        assert found.others == {"Anna Berg": 2, "Jon Berg": 1}
        assert [*fitting(asked, shelf.findings(Filter(kind="voice")))] == ["Anna Berg", "Berg", "Jon Berg"]
    else:
        assert found is not None
        assert (found.name, dict(found.others)) == (name, others)


def test_the_same_words_are_one_saying_with_all_its_outlets(shelf: Ledger) -> None:
    put(shelf, "Anna Berg", "that the port is open", "Second", "2031-03-04")
    put(shelf, "Anna Berg", "the port is open", "First", "2031-03-03")
    put(shelf, "Anna Berg", "the port is open today", "Third", "2031-03-04", stance="deny")
    found = record("Anna Berg", EVERYTHING, shelf, Origins(shelf))
    assert found is not None
    assert [(saying.stance, saying.outlets) for saying in found.sayings] == [
        ("assert", ("First", "Second")), ("deny", ("Third",)),
    ]  # fmt: skip
    line = record_line(found)
    assert (line["claims"], line["reports"], line["counts"]) == (3, 3, {"assert": 1, "deny": 1})


def test_what_became_of_it_is_told(shelf: Ledger) -> None:
    denied = put(shelf, "Anna Berg", "the port is open", "First", "2031-03-03")
    denial = put(shelf, "Jon Quist", "it is not", "Second", "2031-03-04", stance="deny")
    shelf.put_edges([Edge.make(denial.id, denied.id, "denies", by="compare/1")], "sayso")
    mended = put(shelf, "Anna Berg", "the mole is hole", "Third", "2031-03-05")
    report = shelf.report(mended.report)
    body = {**mended.body, "stance": "promise"}
    person = Finding.make(report, "claim", mended.spans, body, by="user:ana", confidence=1.0)
    shelf.correct(person, mended.id, "misread", "user:ana")
    found = record("Anna Berg", EVERYTHING, shelf, Origins(shelf))
    assert found is not None
    assert [saying.later for saying in found.sayings] == [
        (f"denied in claim {denial.id[:8]}",), ("as ana corrected it",),
    ]  # fmt: skip
    assert found.sayings[1].stance == "promise"


def test_a_record_as_of_an_earlier_instant(shelf: Ledger) -> None:
    put(shelf, "Anna Berg", "the port is open", "First", "2031-03-03")
    then = shelf.clock.stamp() if hasattr(shelf.clock, "stamp") else None
    put(shelf, "Anna Berg", "the mole is whole", "Second", "2031-03-04")
    found = record("Berg", Filter(as_of=then), shelf, Origins(shelf, (), then))
    assert found is not None
    assert len(found.sayings) == 1
