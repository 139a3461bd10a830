"""What was found in one report, held against the filters of a search."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sayso.annotate.prose import sentences
from sayso.answers.counted import counts
from sayso.answers.sides import Side, side_of
from sayso.desk import Desk
from sayso.ledger.rows import name_key
from sayso.ledger.search import Term, is_said, parse
from sayso.model import Finding
from sayso.text import words
from sayso.web.asked import Asked


@dataclass
class Within:
    """What was found in one report, held against the filters."""

    report: str
    found: list[Finding]
    asked: Asked
    desk: Desk

    def fitting(self, kind: str | None) -> list[Finding]:
        """The findings of a kind that fulfil all filters; of no kind: any one that shows that the report does."""
        if kind is not None:
            return [one for one in self._of_kind(kind) if self._fits(one)]
        asked = self.asked
        if asked.type or asked.status:
            return [one for one in self._of_kind("event") if self._fits(one)]
        if asked.counted:
            return [one for one in self._of_kind("quantity") if self._fits(one)]
        if asked.voice or asked.standing or asked.stance or asked.party:
            return [one for one in self._of_kind("claim") if self._fits(one)]
        return [one for one in self._of_kind("place") if _named(asked.place, one)]

    def _of_kind(self, kind: str) -> list[Finding]:
        return [one for one in self.found if one.kind == kind]

    def _fits(self, one: Finding) -> bool:
        return all(fits(self, one) for name, fits in _FITS.items() if getattr(self.asked, name)) and (
            not self.asked.q or self._says(one)
        )

    def claim_of(self, one: Finding) -> Finding | None:
        """A claim itself; of an event or a number the claim it is told in."""
        return one if one.kind == "claim" else self.by_id.get(one.body["claim"] or "")

    @cached_property
    def by_id(self) -> dict[str, Finding]:
        """All findings of the report."""
        return {one.id: one for one in self.found}

    @cached_property
    def side(self) -> Side:
        """The party asked for. Raises ``NotFound``."""
        return side_of(self.asked.party or "", self.desk.settings)

    @cached_property
    def terms(self) -> list[Term]:
        """The words asked for that must stand beside a finding; the report was found by all of them."""
        return [term for term in parse(self.asked.q or "") if not term.negated and term.field in (None, "text")]

    @cached_property
    def _text(self) -> tuple[str, list[tuple[int, int]]]:
        text = self.desk.ledger.report(self.report).text
        return text, sentences(text)

    def around(self, one: Finding) -> tuple[int, int]:
        """From where to where the sentences of a finding go."""
        start, end = one.spans[0][0], one.spans[-1][1]
        whole = [span for span in self._text[1] if span[0] < end and start < span[1]]
        return (min(whole[0][0], start), max(whole[-1][1], end)) if whole else (start, end)

    def _says(self, one: Finding) -> bool:
        """Whether all the words stand in the finding's sentences or its voices' names."""
        start, end = self.around(one)
        claim = self.claim_of(one)
        named = " ".join(str(voice.body["name"]) for voice in self.voices(claim)) if claim else ""
        said = words(f"{self._text[0][start:end]} \u2029 {named}")
        return all(
            any(is_said(term, said[at : at + len(term.words)]) for at in range(len(said) - len(term.words) + 1))
            for term in self.terms
        )

    def voices(self, claim: Finding) -> list[Finding]:
        """The voices of a claim."""
        return [self.by_id[key] for key in claim.body["voices"] if key in self.by_id]


def _by_voice(within: Within, one: Finding) -> bool:
    claim, asked = within.claim_of(one), f" {name_key(within.asked.voice or '')} "
    return claim is not None and any(
        asked in f" {name_key(str(voice.body['name']))} " for voice in within.voices(claim)
    )


def _by_standing(within: Within, one: Finding) -> bool:
    claim = within.claim_of(one)
    return claim is not None and any(
        voice.body["standing"] == within.asked.standing for voice in within.voices(claim)
    )


def _by_stance(within: Within, one: Finding) -> bool:
    claim = within.claim_of(one)
    return claim is not None and claim.body["stance"] == within.asked.stance


def _by_party(within: Within, one: Finding) -> bool:
    side, claim = within.side, within.claim_of(one)
    if one.kind == "event":
        ends = [party for party in (one.body["actor"], one.body["recipient"]) if party]
        return any(side.covers(party["code"] or "") or side.named_in(party["name"]) for party in ends)
    if claim is None:
        return side.named_in(str(one.body.get("of") or ""))
    return any(map(side.speaks, within.voices(claim))) or side.is_topic(claim)


def _by_type(within: Within, one: Finding) -> bool:
    return one.kind != "event" or one.body["type"] == within.asked.type


def _by_status(within: Within, one: Finding) -> bool:
    return one.kind != "event" or one.body["status"] == within.asked.status


def _by_place(within: Within, one: Finding) -> bool:
    start, end = within.around(one)
    near = (place for place in within.found if place.kind == "place" and start <= place.spans[0][0] < end)
    return any(_named(within.asked.place, place) for place in near)


def _by_counted(within: Within, one: Finding) -> bool:
    return one.kind != "quantity" or counts(one, within.asked.counted or "")


_FITS: Mapping[str, Callable[[Within, Finding], bool]] = {
    "voice": _by_voice,
    "standing": _by_standing,
    "stance": _by_stance,
    "party": _by_party,
    "type": _by_type,
    "status": _by_status,
    "place": _by_place,
    "counted": _by_counted,
}


def _named(asked: str | None, place: Finding) -> bool:
    return asked is None or f" {name_key(asked)} " in f" {name_key(str(place.body['name']))} "
