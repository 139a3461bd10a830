"""Numbers: what is counted, on whose word, as of when, through how many origins."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import Any

from sayso.annotate.prose import sentences
from sayso.answers.counted import counts
from sayso.answers.sides import Side
from sayso.ledger import Filter, Ledger
from sayso.lineage import count
from sayso.model import Finding
from sayso.origins import Origins
from sayso.text import words


@dataclass(frozen=True, slots=True)
class Number:
    """One number on one voice's word, in however many reports it stands."""

    quantities: tuple[Finding, ...]
    """Newest report first."""
    who: tuple[str, ...]
    """Names of the voices of the claim it is said in; none where the report says it itself."""
    as_of: Finding | None
    """The time it is told to hold at."""
    outlets: tuple[str | None, ...]
    published: str | None
    """When the earliest of its reports was published."""
    known: int
    unknown: int
    """Origins known, by family, and not known."""

    @property
    def first(self) -> Finding:
        """The quantity of the newest report."""
        return self.quantities[0]


def quantities(
    wanted: Filter, ledger: Ledger, of: str | None = None, side: Side | None = None
) -> Iterator[Finding]:
    """Quantities, newest report first, that count ``of`` and have to do with ``side``.

    With a side they are those said by it, in a claim about it, or in a sentence that names it, one of its actors or a
    place in its country. A voice in ``wanted`` is the voice of the claim that they are said in.
    """
    plain = replace(wanted, kind="quantity", about=None, voice=None, limit=None)
    fitting: Iterator[Finding] = (one for one in ledger.findings(plain) if of is None or counts(one, of))
    if side is not None or wanted.voice is not None:
        fitting = _in_context(fitting, wanted, side, ledger)
    yield from islice(fitting, wanted.limit)


def _in_context(
    found: Iterable[Finding], wanted: Filter, side: Side | None, ledger: Ledger
) -> Iterator[Finding]:
    for report, held in groupby(found, key=lambda one: one.report):
        context = _Context(report, wanted, ledger)
        for one in held:
            said = context.claim(one)
            if wanted.voice is not None and (said is None or not context.says(wanted.voice, said)):
                continue
            if side is None or context.is_about(side, one, said):
                yield one


class _Context:
    """What stands around the quantities of one report."""

    def __init__(self, report: str, wanted: Filter, ledger: Ledger) -> None:
        beside = list(ledger.findings(Filter(report=report, as_of=wanted.as_of, everything=wanted.everything)))
        self._report, self._ledger = report, ledger
        self._by_id = {finding.id: finding for finding in beside}
        self._named = [finding for finding in beside if finding.kind in ("actor", "place")]
        self._sentences: list[tuple[int, int]] | None = None
        self._text = ""

    def claim(self, quantity: Finding) -> Finding | None:
        """The innermost claim it is said in."""
        return self._by_id.get(quantity.body["claim"] or "")

    def says(self, name: str, claim: Finding) -> bool:
        """Whether a claim is of a voice of that name."""
        asked = f" {' '.join(words(name))} "
        voices = (self._by_id[key] for key in claim.body["voices"] if key in self._by_id)
        return any(asked in f" {' '.join(words(str(voice.body['name'])))} " for voice in voices)

    def is_about(self, side: Side, quantity: Finding, claim: Finding | None) -> bool:
        """Whether a quantity has to do with a side: by its claim, its claim's voice, or its sentence."""
        if side.named_in(str(quantity.body["of"] or "")):
            return True
        if claim is not None:
            voices = (self._by_id[key] for key in claim.body["voices"] if key in self._by_id)
            if any(map(side.covers, claim.body["about"])) or any(map(side.speaks, voices)):
                return True
        start, end = self._sentence(quantity.spans[0][0])
        near = (one for one in self._named if start <= one.spans[0][0] < end)
        return any(_is_of(side, one) for one in near) or side.named_in(self._text[start:end])

    def _sentence(self, at: int) -> tuple[int, int]:
        if self._sentences is None:
            self._text = self._ledger.report(self._report).text
            self._sentences = sentences(self._text)
        return next((span for span in self._sentences if span[0] <= at < span[1]), (at, at))


def _is_of(side: Side, named: Finding) -> bool:
    """Whether an actor is of a side, or a place in its country."""
    return side.covers(named.body["code"]) if named.kind == "actor" else named.body["country"] in side.countries


def numbers(found: Sequence[Finding], ledger: Ledger, origins: Origins) -> list[Number]:
    """Quantities as numbers: one row for what one voice, or copies of one text, say alike."""
    claims = {one.id: one for one in ledger.of_ids(_named(found, "claim"))}
    voices = {one.id: one for one in ledger.voices_of(list(claims.values()))}
    times = {one.id: one for one in ledger.of_ids(_named(found, "as_of"))}
    carriers = {row["id"]: row for row in ledger.carriers({one.report for one in found}, origins.as_of)}
    groups: dict[tuple[object, ...], list[Finding]] = {}
    met: dict[tuple[object, ...], tuple[object, ...]] = {}
    for one in origins.each(found, lambda finding: finding.report):
        who = _who(one, claims, voices)
        value = tuple(one.body[name] for name in ("value", "high", "unit", "bound"))
        held = times.get(one.body["as_of"] or "")
        when = (held.body["start"], held.body["end"]) if held else None
        roots = [(value, "origin", root.id, when) for root in _roots(one, claims, origins) if root.known]
        named = [(value, "voice", who, when)] if who else []
        key = next((met[sign] for sign in (*named, *roots) if sign in met), (value, one.id))
        met.update((sign, key) for sign in (*named, *roots))
        groups.setdefault(key, []).append(one)
    return [
        _number(group, _first_named(group, claims, voices), times, claims, carriers, origins)
        for group in groups.values()
    ]


def _named(found: Iterable[Finding], field: str) -> list[str]:
    return list(dict.fromkeys(one.body[field] for one in found if one.body[field]))


def _who(one: Finding, claims: Mapping[str, Finding], voices: Mapping[str, Finding]) -> tuple[str, ...]:
    claim = claims.get(one.body["claim"] or "")
    named = claim.body["voices"] if claim else ()
    return tuple(dict.fromkeys(str(voices[key].body["name"]) for key in named if key in voices))


def _first_named(
    group: Sequence[Finding], claims: Mapping[str, Finding], voices: Mapping[str, Finding]
) -> tuple[str, ...]:
    """Whose word a number is on: of copies of one text, that of the first in which somebody is found to say it."""
    return next(filter(None, (_who(one, claims, voices) for one in group)), ())


def _roots(one: Finding, claims: Mapping[str, Finding], origins: Origins) -> tuple[Any, ...]:
    claim = claims.get(one.body["claim"] or "")
    return origins.of_words(one) if claim is None else origins.of_claim(claim)


def _number(
    group: Sequence[Finding],
    who: tuple[str, ...],
    times: Mapping[str, Finding],
    claims: Mapping[str, Finding],
    carriers: Mapping[str, Mapping[str, Any]],
    origins: Origins,
) -> Number:
    known, unknown = count({root.id: root for one in group for root in _roots(one, claims, origins)}.values())
    published = [carriers[one.report]["published"] for one in group]
    return Number(
        tuple(group),
        who,
        next((times[one.body["as_of"]] for one in group if one.body["as_of"] in times), None),
        tuple(dict.fromkeys(carriers[one.report]["outlet"] for one in reversed(group))),
        min((day for day in published if day), default=None),
        known,
        unknown,
    )
