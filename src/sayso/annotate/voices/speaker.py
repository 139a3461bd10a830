"""Who speaks in a report: one speaker for all mentions of the same voice."""

from dataclasses import dataclass, field
from typing import Literal

from sayso.annotate.voices.cast import Figure
from sayso.annotate.voices.lexicon import Gender, Head

Kind = Literal["person", "organisation", "group", "document", "outlet"]
Way = Literal[
    "name", "surname", "namesake", "pronoun", "back", "office", "description", "ordinal", "running", "new", "body",
    "author", "unknown",
]  # fmt: skip
"""How a mention found its speaker."""


UNSPECIFIED = "unspecified"
"""Name of a voice that the text leaves open: ``allegedly``, ``was told``."""


@dataclass(slots=True)
class Speaker:
    """One voice of the report."""

    name: str
    kind: Kind
    plural: bool = False
    figure: Figure | None = None
    """The named person or body of the cast, if it is one."""
    head: Head | None = None
    core: str = ""
    """The description by which an unnamed speaker was introduced."""
    role: str = ""
    count: int | None = None
    definite: bool = False
    genders: set[Gender] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    parent: "Speaker | None" = None
    """The body, person or group it speaks for or comes out of."""
    ordinal: int | None = None
    members: list[Figure] = field(default_factory=list)
    """Those whom a list of speakers names."""
    open: bool = False
    """A pronoun that found nobody: nobody later can be told to be the same."""
    told: str = ""
    """The whole mention that introduced an unnamed speaker, what is said of its access included."""
    first: str | None = None
    """Id of the finding of its first mention."""
    said_at: list[int] = field(default_factory=list)
    """Where it has spoken: offsets of its mentions, and of the claims of its implied ones."""

    @property
    def gender(self) -> Gender | None:
        """Its gender when the text tells."""
        if self.figure is not None and self.figure.gender:
            return self.figure.gender
        return next(iter(self.genders)) if len(self.genders) == 1 else None

    @property
    def all_sides(self) -> set[str]:
        """Sides said of it anywhere in the text."""
        return self.sides | (self.figure.sides if self.figure is not None else set())

    @property
    def nouns(self) -> set[str]:
        """Nouns said of it anywhere in the text."""
        own = {self.head.word} if self.head else set()
        return own | (set(self.figure.roles) if self.figure is not None else set())


@dataclass(frozen=True, slots=True)
class Found:
    """The speaker a mention was resolved to, and what the certainty of that rests on."""

    speaker: Speaker
    way: Way
    margin: float = 3.0
    """Lead over the next candidate; 3 when there was none."""
    distance: int = 0
    """Sentences back to where the speaker was last spoken of."""
    known_gender: bool = True
    """Whether a pronoun's gender was borne out by the text."""
    rivals: int = 0
    """Other speakers the mention might mean."""
    weight: float = 0.0
    """Weight of a pronoun's best candidate."""


UNKNOWN = Found(Speaker(UNSPECIFIED, "group", open=True), "unknown", margin=0.0)
"""Nobody is told to speak."""
