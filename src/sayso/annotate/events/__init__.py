"""Events: who did what to whom, where and when, and whether it happened.

The event model finds the words (``tagger``); here they become findings: parties with their codes, the claim an act is
told in, its status, its score.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso.annotate.actors import day_of
from sayso.annotate.annotator import Annotator, Page
from sayso.annotate.encoder.hidden import hidden
from sayso.annotate.events.circumstances import Times, found_at, host_of, place_of
from sayso.annotate.events.parties import Parties, Party
from sayso.annotate.events.plover import scores
from sayso.annotate.events.same import Told as Compared
from sayso.annotate.events.same import firsts, is_definite, same_events
from sayso.annotate.events.setting import apart
from sayso.annotate.events.telling import Telling, Told, status_of
from sayso.annotate.prose import unread
from sayso.model import Finding, Span
from sayso.text import fold

if TYPE_CHECKING:
    from sayso.annotate.events.tagger import Mention

__all__ = ["EVENTS", "same_events"]

_VISIT = ("CONSULT", "visit")
_PAST = timedelta(days=365)
"""What happened longer before the report than this is its background, however it is told."""


def _run(page: Page) -> Iterator[Finding]:
    # The model's libraries take a second to load, which commands that annotate nothing need not pay.
    from sayso.annotate.events.tagger import mentions

    skipped, elsewhere = unread(page.found.get("part", ())), apart(page.report.text)
    found = list(enumerate(mentions(page.report.text, hidden(page.found.get("actor", ())))))
    told = [(n, m) for n, m in found if not skipped.at(m.trigger[0]) and not elsewhere.at(m.trigger[0])]
    yield from Reading(page).findings(told)


class Reading:
    """The mentions of one report being turned into findings."""

    def __init__(self, page: Page) -> None:
        found = page.found
        self.page = page
        self.text = page.report.text
        self.voices = {voice.id: voice for voice in found.get("voice", ())}
        self.parties = Parties(self.text, found.get("actor", ()), list(self.voices.values()))
        self.telling = Telling(found.get("claim", ()))
        times = found.get("time", ())
        inside = {t.spans[0][0]: self._claim_id(self.telling.of(t.spans[0])) for t in times if t.spans}
        self.times = Times(self.text, times, inside)
        self.today = day_of(page.report)

    def findings(self, numbered: "Sequence[tuple[int, Mention]]") -> Iterator[Finding]:
        """One finding a mention, in order; later mentions of a happening name its first."""
        found = [m for _, m in numbered]
        place_in_list = {n: i for i, (n, _) in enumerate(numbered)}
        told = [self.telling.of(m.trigger) for m in found]
        triggers = [m.trigger[0] for m in found]
        bodies = [self._body(m, t, triggers) for m, t in zip(found, told, strict=True)]
        compared = [
            self._compared(m, body, place_in_list.get(-1 if m.same is None else m.same))
            for m, body in zip(found, bodies, strict=True)
        ]
        first_of = firsts(compared)
        _share(bodies, first_of)
        made: list[Finding] = []
        for mention, body, first in zip(found, bodies, first_of, strict=True):
            body |= {"refers_to": made[first[0]].id if first else None, "same": first[1] if first else None}
            rests = [x for x in (body["claim"], body["when"]) if isinstance(x, str)]
            made.append(
                self.page.finding("event", [mention.trigger], body, confidence=mention.score, rests_on=rests)
            )
        yield from made

    def _body(self, m: "Mention", told: Told, triggers: Sequence[int]) -> dict[str, object]:
        root, mode = m.kind
        claim = self._claim_id(told)
        when = self.times.of(m.trigger, claim, triggers)
        actor = self._party(m.actor, told)
        if actor is None and told.by_cue is not None:
            actor = self._voice_of(told.by_cue)
        recipient, place = self._party(m.recipient, told), found_at(m.place, self.page.found.get("place", ()))
        if recipient is None and m.kind == _VISIT:
            recipient = host_of(place)
        return {
            "type": root,
            "mode": mode or None,
            "actor": actor,
            "recipient": recipient,
            "place": place_of(m.place, self.text, place),
            "when": when.id if when else None,
            "status": status_of(dict(m.status), told, root),
            "claim": claim,
            "score": scores()[m.kind],
            "main": m.main >= 0.5 and not self._long_past(when),
        }

    def _party(self, spans: tuple[Span, ...], told: Told) -> Party | None:
        speaker = None
        if told.inside is not None:
            speaker = self.voices.get(str(told.inside.body["voices"][0]))
        return self.parties.of(spans, speaker)

    def _voice_of(self, claim: Finding) -> Party | None:
        voice = self.voices.get(str(claim.body["voices"][0]))
        return self.parties.speaking(voice) if voice is not None else None

    def _claim_id(self, told: Told) -> str | None:
        return told.inside.id if told.inside is not None else None

    def _long_past(self, when: Finding | None) -> bool:
        end = when.body["end"] if when is not None else None
        if not isinstance(end, str) or self.today is None:
            return False
        return date.fromisoformat(end) < date.fromisoformat(self.today) - _PAST

    def _compared(self, m: "Mention", body: dict[str, object], linked: int | None) -> Compared:
        when = body["when"]
        return Compared(
            m.kind,
            _key(body["actor"]),
            _key(body["recipient"]),
            str(when) if when else None,
            is_definite(self.text, m.trigger[0]),
            linked,
        )


def _share(bodies: Sequence[dict[str, object]], first_of: Sequence[tuple[int, float] | None]) -> None:
    """Mentions of one happening have one set of parties and one place: what one leaves out another may tell."""
    groups: dict[int, list[dict[str, object]]] = {}
    for n, (body, first) in enumerate(zip(bodies, first_of, strict=True)):
        groups.setdefault(first[0] if first else n, []).append(body)
    for group in groups.values():
        for role in ("actor", "recipient", "place"):
            told = next((body[role] for body in group if body[role] is not None), None)
            for body in group:
                body[role] = body[role] or told


def _key(party: object) -> str | None:
    if not isinstance(party, dict):
        return None
    return str(party["code"] or fold(str(party["name"])))


EVENTS = Annotator(
    name="events",
    version="1",
    makes=("event",),
    run=_run,
    needs=("part", "time", "actor", "place", "voice", "claim"),
    languages=frozenset({"en"}),
)
"""Events of English reports, by the model in ``annotate/encoder/models``."""
