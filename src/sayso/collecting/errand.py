"""What is asked of a host, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sayso.collect.fetch import Ask, Failed, Got
from sayso.collect.members import Member
from sayso.errors import Issue
from sayso.ledger.roster import Noticed, Source

What = Literal["listed", "fetched", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Errand:
    """One source or one report to be asked for."""

    host: str
    about: Source | Noticed

    @property
    def ask(self) -> Ask:
        """What the door is asked."""
        return Ask(self.about.address, self.about.etag, self.about.modified)


def errands(host: str, sources: Sequence[Source], notices: Sequence[Noticed]) -> list[Errand]:
    """Errands at a host: its sources first."""
    return [*(Errand(host, one) for one in sources), *(Errand(host, one) for one in notices)]


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an errand."""

    errand: Errand
    answer: Got | Failed
    member: Member | None = None
    """The response, ready to be kept; None when there is none, or none but what was kept the last time."""


@dataclass(frozen=True, slots=True)
class Event:
    """What became of an errand, once it is committed."""

    what: What
    address: str
    """Without passwords and tokens."""
    source: str
    issues: tuple[Issue, ...] = ()
    said: dict[str, Any] = field(default_factory=dict)
    """More, by what it is: ``new``, ``notices`` and ``next`` of a source; ``capture`` and ``size`` of a report."""
