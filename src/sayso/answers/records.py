"""A voice's record: what was said under a name, through whom, and what became of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.answers.lines import RecordLine
from sayso.answers.sayings import Saying, saying_line, sayings
from sayso.ledger import Filter, Ledger
from sayso.model import Finding
from sayso.origins import Origins
from sayso.text import words


@dataclass(frozen=True, slots=True)
class Record:
    """What is on record under one name."""

    name: str
    """The fullest form."""
    names: tuple[str, ...]
    """All forms taken together, the commonest first."""
    roles: tuple[str, ...]
    codes: tuple[str, ...]
    standings: tuple[str, ...]
    """Each the commonest first."""
    sayings: tuple[Saying, ...]
    others: Mapping[str, int]
    """Other names that answer to what was asked, with their number of mentions."""

    @property
    def claims(self) -> int:
        """How many claims stand in reports, copies counted."""
        return sum(len(saying.claims) for saying in self.sayings)


def record(name: str, wanted: Filter, ledger: Ledger, origins: Origins) -> Record | None:
    """The record of who goes by ``name``; None where nobody does.

    ``wanted`` filters the reports. A name finds every voice that has its words, "Berg" also "Anna Berg"; of several
    such persons the one that is called exactly so is taken, else the one most often met, and the others are told.
    """
    return record_among(
        name, list(ledger.findings(replace(wanted, kind=None, voice=name, limit=None))), ledger, origins
    )


def record_among(name: str, found: Sequence[Finding], ledger: Ledger, origins: Origins) -> Record | None:
    """The record of who goes by ``name`` among some voices and claims; None where nobody does."""
    voices, asked = [finding for finding in found if finding.kind == "voice"], tuple(words(name))
    people = _people(_answering(voices, asked))
    if not people:
        return None
    chosen = max(people, key=lambda one: (asked in [tuple(words(n)) for n in one], len(one), min(one)))
    mine = {voice.id: voice for voice in voices if voice.body["name"] in set(chosen)}
    claims = [f for f in found if f.kind == "claim" and mine.keys() & set(f.body["voices"])]
    return _made(chosen, people, list(mine.values()), sayings(claims, ledger, origins))


def fitting(name: str, voices: Iterable[Finding]) -> dict[str, int]:
    """Who among some voices may be meant by a name: the fullest form of each, with the number of mentions."""
    people = _people(_answering(voices, tuple(words(name))))
    return {_fullest(one): len(one) for one in sorted(people, key=lambda one: (-len(one), min(one)))}


def _answering(voices: Iterable[Finding], asked: Sequence[str]) -> list[Finding]:
    """The voices in whose name the words asked for stand in a row."""
    wanted = f" {' '.join(asked)} "
    return [voice for voice in voices if wanted in f" {' '.join(words(str(voice.body['name'])))} "]


def _fullest(names: Sequence[str]) -> str:
    return max(names, key=lambda one: (len(words(one)), names.count(one), one))


def _made(
    chosen: Sequence[str], people: Sequence[Sequence[str]], voices: Sequence[Finding], said: Sequence[Saying]
) -> Record:
    return Record(
        name=_fullest(chosen),
        names=_commonest(chosen),
        roles=_commonest(voice.body["role"] for voice in voices),
        codes=_commonest(voice.body["actor"] for voice in voices),
        standings=_commonest(voice.body["standing"] for voice in voices),
        sayings=tuple(said),
        others={_fullest(other): len(other) for other in people if other is not chosen},
    )


def _commonest(values: Iterable[str | None]) -> tuple[str, ...]:
    counted = Counter(value for value in values if value)
    return tuple(sorted(counted, key=lambda value: (-counted[value], value)))


def _people(voices: Sequence[Finding]) -> list[list[str]]:
    """Names, one for each mention, by who may be meant: a short form goes to the only longer one that ends in it."""
    counted = Counter(str(voice.body["name"]) for voice in voices)
    people: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(counted, key=lambda one: (-len(words(one)), one)):
        spelled = tuple(words(name))
        longer = [other for other in people if other[-len(spelled) :] == spelled]
        people.setdefault(longer[0] if len(longer) == 1 else spelled, []).extend([name] * counted[name])
    return list(people.values())


def record_line(found: Record) -> RecordLine:
    """A record as printed."""
    said = found.sayings
    counts = Counter(saying.stance for saying in said)
    return {
        "name": found.name,
        "names": list(found.names),
        "roles": list(found.roles),
        "codes": list(found.codes),
        "standings": list(found.standings),
        "counts": {stance: counts[stance] for stance in sorted(counts)},
        "claims": found.claims,
        "reports": len({claim.report for saying in said for claim in saying.claims}),
        "outlets": list(dict.fromkeys(outlet for saying in said for outlet in saying.outlets)),
        "sayings": [saying_line(saying) for saying in said],
        "others": dict(found.others),
    }
