"""Events chosen by what they are, and as a table."""

import csv

import pytest

from sayso.annotate.events.plover import roots
from sayso.model import Finding, Report
from sayso.publish.plover import COLUMNS, QUADS, Around, Wanted, table

TEXT = "Norland’s coast guard seized a tanker of Ostmere near Port Selim, Ostmere said."
AROUND = Around("A\ttanker\nseized", "The Herald", "2031-05-16", None, None, None)


def event(**body: object) -> Finding:
    told = {
        "type": "COERCE", "mode": "seize", "status": "claimed", "score": -7.0, "claim": None, "when": None,
        "actor": {"name": "Norland’s coast guard", "code": "NLD.MIL", "spans": [[0, 21]]},
        "recipient": {"name": "tanker of Ostmere", "code": "OST", "spans": [[29, 48]]},
        "place": {"name": "Port Selim", "place": None, "spans": [[54, 64]]},
        "main": True, "refers_to": None, "same": None,
    }  # fmt: skip
    return Finding.make(Report(TEXT), "event", [(22, 28)], told | body, by="events/1", confidence=0.9)


@pytest.mark.parametrize(
    ("wanted", "takes"),
    [
        (Wanted(), True),
        (Wanted(type="COERCE"), True),
        (Wanted(type="coerce/seize"), True),
        (Wanted(type="COERCE/arrest"), False),
        (Wanted(type="ASSAULT"), False),
        (Wanted(actor="NLD"), True),
        (Wanted(actor="NLD.MIL"), True),
        (Wanted(actor="NLD.GOV"), False),
        (Wanted(actor="NL"), False),
        (Wanted(actor="coast guard"), True),
        (Wanted(actor="OST"), False),
        (Wanted(recipient="OST"), True),
        (Wanted(status="claimed"), True),
        (Wanted(status="happened"), False),
        (Wanted(place="port selim"), True),
        (Wanted(place="Harbin"), False),
        (Wanted(type="COERCE", actor="NLD", recipient="OST", status="claimed", place="Selim"), True),
        (Wanted(type="COERCE", actor="OST"), False),
    ],
)
def test_what_is_wanted(wanted: Wanted, takes: bool) -> None:
    assert wanted.takes(event()) is takes


def test_nobody_is_not_somebody() -> None:
    assert not Wanted(actor="NLD").takes(event(actor=None))
    assert not Wanted(place="Selim").takes(event(place=None))


def test_every_type_has_its_quad() -> None:
    assert set(QUADS) == set(roots())


def test_a_table_is_rectangular_and_reads_back() -> None:
    lines = list(table([(event(), AROUND), (event(actor=None, place=None, mode=None), AROUND)]))
    first, second = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert tuple(first) == COLUMNS
    assert all(line.count("\t") == len(COLUMNS) - 1 for line in lines)
    assert (first["Actor Country"], first["Actor Sectors"], first["Quad Code"]) == ("NLD", "MIL", "M-CONF")
    assert (first["Headline"], first["Trigger"], first["Start"]) == ("A tanker seized", "seized", "22")
    assert (second["Actor Name"], second["Event Mode"], second["Placename"]) == ("", "", "")
