"""Gists of claims and what two are to each other: the same, a denial, or nothing."""

from collections.abc import Sequence

import pytest

from sayso.compare.agreement import judge
from sayso.compare.gist import Gist, gists
from sayso.model import Finding, Report

PARTIES = frozenset({"kaldria", "kaldrian", "torrund", "torrundi"})


def told(*said: tuple[str, str, str], negated: bool = False) -> tuple[Report, list[Finding]]:
    """A report of (voice, cue, content); the stance is by the cue."""
    text = " ".join(f"{voice} {cue} {content}." for voice, cue, content in said)
    report, found, at = Report(text), list[Finding](), 0
    for voice, cue, content in said:
        start = text.index(f"{voice} {cue} {content}", at)
        body = {
            "name": voice, "refers_to": None, "kind": "organisation", "standing": "official", "actor": None,
            "role": None, "count": None, "basis": None,
        }  # fmt: skip
        who = Finding.make(report, "voice", [(start, start + len(voice))], body, by="claims/1", confidence=0.9)
        cued = start + len(voice) + 1
        first = cued + len(cue) + 1
        claim = {
            "voices": [who.id], "cue": [[cued, cued + len(cue)]], "cue_kind": "speech", "level": 0,
            "stance": "deny" if cue in ("denied", "rejected") else "demand" if cue == "demanded" else "assert",
            "polarity": -1 if " not " in content or content.lower().startswith("no ") else 1,
            "form": "indirect", "via": [], "when": None, "about": [],
        }  # fmt: skip
        spans = [(first, first + len(content))]
        found += [who, Finding.make(report, "claim", spans, claim, by="claims/1", confidence=0.9)]
        at = first
    return report, found


def gist(voice: str, cue: str, content: str) -> Gist:
    report, found = told((voice, cue, content))
    (only,) = gists(found, report.text, PARTIES).values()
    return only


SEIZED = ("Torrund", "said", "armed men had seized the ferry Halcyon Tern in the international lane")
CASES: Sequence[tuple[tuple[str, str, str], tuple[str, str, str], str | None]] = (
    (SEIZED, ("Meridian", "said", "armed men seized the ferry Halcyon Tern"), "same_claim"),
    (SEIZED, ("Kaldria", "denied", "that armed men had seized the ferry"), "denies"),
    (SEIZED, ("Kaldria", "said", "the price of bread had risen again"), None),
    (SEIZED, ("Kaldria", "demanded", "the return of fishing rights"), None),
    (
        ("Kaldria", "accused", "Torrund of the strike on the fuel depot"),
        ("Torrund", "denied", "any involvement in the strike on the depot"),
        "denies",
    ),
    (
        ("Kaldria", "blamed", "Torrund for the strike on the fuel depot"),
        ("Ostmere", "blamed", "Torrund for the attack on the depot"),
        "same_claim",
    ),
    (
        ("Kaldria", "said", "the drone was flying in Kaldrian airspace"),
        ("Torrund", "said", "the drone was flying over international waters"),
        "denies",
    ),
    (("Kaldria", "said", "Torrund was there"), ("Torrund", "said", "Torrund is at peace"), None),
)


@pytest.mark.parametrize(("one", "other", "wanted"), CASES)
def test_what_two_claims_are_to_each_other(
    one: tuple[str, str, str], other: tuple[str, str, str], wanted: str | None
) -> None:
    first, second = gist(*one), gist(*other)
    found, back = judge(first, second, 0.5), judge(second, first, 0.5)
    assert (found and found.kind) == wanted
    assert (back and (back.kind, back.score)) == (found and (found.kind, found.score)), "in either order"
    if found:
        assert found.reasons


def swapped(text: str) -> str:
    names = {"Kaldria": "Torrund", "Kaldrian": "Torrundi", "Torrund": "Kaldria", "Torrundi": "Kaldrian"}
    return " ".join(names.get(word, word) for word in text.split())


@pytest.mark.parametrize(("one", "other", "wanted"), CASES)
def test_mirror_swapping_two_parties_changes_nothing(
    one: tuple[str, str, str], other: tuple[str, str, str], wanted: str | None
) -> None:
    plain = judge(gist(*one), gist(*other), 0.5)
    mirrored = judge(gist(*map(swapped, one)), gist(*map(swapped, other)), 0.5)
    assert (plain and (plain.kind, plain.score)) == (mirrored and (mirrored.kind, mirrored.score))
    assert (plain and plain.kind) == wanted


def test_a_denial_that_points_back_is_of_what_was_said_before() -> None:
    report, found = told(
        ("Kaldria", "said", "envoys of both countries met in Lyde"), ("Torrund", "denied", "it")
    )
    said, denied = gists(found, report.text, PARTIES).values()
    assert said.says.keys() <= denied.says.keys()
    verdict = judge(said, denied, 1.0)
    assert verdict is not None
    assert verdict.kind == "denies"


@pytest.mark.parametrize(
    ("cue", "content", "negative"),
    [
        ("denied", "that it happened at the harbour", True),
        ("said", "no talks took place", True),
        ("said", "it did not take the ferry", True),
        ("said", "the harbour office, the customs house and the fort were open and not closed", False),
        ("said", "talks took place", False),
    ],
)
def test_whether_a_claim_says_no(cue: str, content: str, negative: bool) -> None:
    assert gist("Kaldria", cue, content).denies == negative


def test_a_gist_is_stored_and_read_again() -> None:
    made = gist(*SEIZED)
    assert Gist.unpacked(made.packed()) == made


def test_a_report_without_claims_has_no_gists() -> None:
    report, found = told(("Kaldria", "said", "it"))
    assert gists(found, report.text) == {}
    assert gists([], "") == {}
