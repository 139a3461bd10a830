"""Origins: roots of passages, relays, families, the unknown as a class of its own, and why."""

import pytest
from lineage_index import Desk
from lineage_prose import prose

from sayso.lineage import Carrier, Origin, Records, Witness, count, edge, explain, of_claim, of_report, of_words
from sayso.model import Report

STORY = prose(21)
OWN = prose(22, 6)


def report(text: str, outlet: str | None, published: str | None) -> Report:
    precision = "none" if published is None else "day" if len(published) == 10 else "instant"
    return Report(text=text, outlet=outlet, published=published, published_precision=precision)


def records(*reports: Report, owners: dict[str, str] | None = None, captured: str | None = None) -> Records:
    """All edges between some reports."""
    carriers = {one.id: Carrier.of(one, captured) for one in reports}
    found = [edge(Witness(a), Witness(b)) for n, a in enumerate(reports) for b in reports[n + 1 :]]
    edges = [one for one in found if one is not None]
    return Records(
        carriers.__getitem__, lambda name: [one for one in edges if name in (one.left, one.right)], owners or {}
    )


def whole(one: Report, known: Records) -> tuple[Origin, ...]:
    return of_words(one.id, [(0, len(one.text))], known)


def test_the_earliest_carrier_is_the_origin_of_all_copies() -> None:
    first = report(STORY, "Harn Courier", "2024-05-14")
    copies = [report(STORY, f"Paper {n}", f"2024-05-{15 + n}") for n in range(5)]
    known = records(*copies, first)
    for one in (first, *copies):
        (origin,) = whole(one, known)
        assert (origin.name, origin.known, origin.report) == ("Harn Courier", True, first.id)
        assert origin.reports[0] == first.id
        assert len(origin.reports) == 6
        assert "published first" in origin.because


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"VESSA (Reuters) - {STORY}", STORY),
        (STORY, f"VESSA (Reuters) - {STORY}"),
        (STORY, f"{STORY}\n\n© 2024 Reuters. All rights reserved."),
    ],
)
def test_a_credited_agency_is_the_origin_whoever_printed_first(first: str, second: str) -> None:
    early, late = report(first, "Harn Courier", "2024-05-14"), report(second, "Valley Post", "2024-05-15")
    known = records(early, late)
    assert {(o.name, o.known) for one in (early, late) for o in whole(one, known)} == {("Reuters", True)}


def test_who_credits_another_is_not_first_whatever_the_clock_says() -> None:
    blog = report(f"{OWN}\n\nThe Harn Courier has the details:\n\n{STORY}", "Quay Blog", "2024-05-13")
    paper = report(STORY, "Harn Courier", "2024-05-14")
    known = records(blog, paper)
    start = blog.text.index(STORY)
    (origin,) = of_words(blog.id, [(start, start + 200)], known)
    assert (origin.name, origin.report) == ("Harn Courier", paper.id)


def test_equal_or_missing_days_leave_the_lineage_unknown() -> None:
    for day in (None, "2024-05-14"):
        two = report(STORY, "Harn Courier", day), report(STORY, "Valley Post", day)
        found = {origin for one in two for origin in whole(one, records(*two))}
        assert {origin.known for origin in found} == {False}
        assert len({origin.id for origin in found}) == 1
        assert count(found) == (0, 1)


def test_a_day_after_we_saw_the_report_counts_as_missing() -> None:
    future = report(STORY, "Harn Courier", "2031-01-01")
    past = report(STORY, "Valley Post", "2024-05-14")
    known = records(future, past, captured="2024-05-20T08:00:00Z")
    assert whole(future, known)[0].report == past.id


def test_a_report_of_two_parts_has_two_origins() -> None:
    one, other = report(STORY, "Harn Courier", "2024-05-14"), report(prose(23), "Coast Herald", "2024-05-14")
    mixture = report(f"{STORY}\n\n{prose(23)}", "Valley Post", "2024-05-16")
    known = records(one, other, mixture)
    assert [origin.name for origin in of_report(mixture.id, known)] == ["Harn Courier", "Coast Herald"]


def test_what_a_report_adds_is_its_own() -> None:
    paper = report(STORY, "Harn Courier", "2024-05-14")
    longer = report(f"{STORY}\n\n{OWN}", "Valley Post", "2024-05-15")
    known = records(paper, longer)
    assert [origin.name for origin in of_report(longer.id, known)] == ["Harn Courier", "Valley Post"]
    start = longer.text.index(OWN)
    assert [origin.name for origin in of_words(longer.id, [(start, start + 150)], known)] == ["Valley Post"]


def test_a_report_nobody_shares_is_its_own_origin_and_unknown_without_a_name() -> None:
    named, nameless = report(STORY, "Harn Courier", "2024-05-14"), report(prose(24), None, "2024-05-14")
    known = records(named, nameless)
    assert [(o.name, o.known) for o in of_report(named.id, known)] == [("Harn Courier", True)]
    assert [(o.name, o.known) for o in of_report(nameless.id, known)] == [(None, False)]


def test_an_agency_that_gave_an_unnamed_part_leaves_the_rest_unknown() -> None:
    mixed = report(f"{STORY}\n\nThe Associated Press contributed to this report.", "Harn Courier", "2024-05-14")
    (origin,) = of_report(mixed.id, records(mixed))
    assert not origin.known


def test_a_quotation_shared_joins_no_origins() -> None:
    said = "“The cables are old and the steel is tired, and no promise made in this room will lift a sack of grain.”"
    two = (
        report(f"{OWN}\n\n{said}", "Harn Courier", "2024-05-14"),
        report(f"{prose(25, 6)}\n\n{said}", "Valley Post", "2024-05-15"),
    )
    known = records(*two)
    found = [of_words(one.id, [(one.text.index(said), len(one.text))], known)[0] for one in two]
    assert count(found) == (2, 0)


def test_a_relay_named_in_the_report_is_the_origin() -> None:
    paper = report(STORY, "Harn Courier", "2024-05-14")
    via = [{"name": "Reuters", "kind": "agency", "spans": []}]
    (origin,) = of_claim(paper.id, [(0, 80)], via, records(paper))
    assert (origin.name, origin.known, origin.report) == ("Reuters", True, None)
    said = [{"name": "a spokesman", "kind": "spokesperson", "spans": []}]
    assert of_claim(paper.id, [(0, 80)], said, records(paper))[0].name == "Harn Courier"


def test_outlets_of_one_owner_are_one_family() -> None:
    two = report(STORY, "Harn Courier", "2024-05-14"), report(prose(26), "Valley Post", "2024-05-14")
    apart = [origin for one in two for origin in of_report(one.id, records(*two))]
    assert count(apart) == (2, 0)
    owners = {"The Harn Courier": "Norland Media", "Valley Post": "Norland Media"}
    together = [origin for one in two for origin in of_report(one.id, records(*two, owners=owners))]
    assert {origin.family for origin in together} == {"Norland Media"}
    assert count(together) == (1, 0)


def test_the_explanation_is_a_sentence() -> None:
    desk = Desk([report(f"VESSA (Reuters) - {STORY}", "Reuters", "2019-05-16")])
    copies = [report(STORY, f"Paper {n}", "2019-05-17") for n in range(13)]
    for one in copies:
        desk.add(one)
    said = explain(of_words(copies[3].id, [(0, 200)], desk.records))
    assert said.startswith("14 reports, one origin: Reuters, 16 May 2019, because ")
    assert said.endswith(".")
