"""What an address asks for: all filters of all pages, by the names they have in it."""

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, field_validator

from sayso.answers import asked as checks
from sayso.ledger import Filter

LONGEST = 1000
"""Characters of a value."""
Results = Literal["reports", "claims", "quantities", "events"]


class Asked(BaseModel):
    """The values of an address. Empty ones, as forms send them, are none; unknown names are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_max_length=LONGEST, populate_by_name=True)

    q: str | None = Field(None, description='Words, "phrases", -not, field:word, begin*')
    of: Results | None = Field(None, description="What to list")
    outlet: str | None = Field(None, description="Only of this outlet")
    voice: str | None = Field(None, description="Only what this voice says")
    standing: str | None = Field(None, description="official, named, anonymous or group")
    stance: str | None = Field(None, description="assert, deny, threaten …")
    party: str | None = Field(None, description="A party of the desk, or an actor code")
    type: str | None = Field(None, description="A PLOVER type: ASSAULT")
    status: str | None = Field(None, description="happened, claimed, denied …")
    place: str | None = Field(None, description="Words of a place's name")
    counted: str | None = Field(None, description="What quantities count: troops, dead, USD")
    since: str | None = Field(None, description="First day of publication")
    until: str | None = Field(None, description="Last day of publication")
    origins: int | None = Field(None, ge=0, le=1000, description="At least so many known origins")
    report: str | None = Field(None, description="Only in this report")
    name: str | None = Field(None, description="Whose page: a voice, a party, an outlet")
    code: str | None = Field(None, description="An issue's code, or its stage")
    after: str | None = Field(None, description="Only what was added after this instant")
    before: str | None = Field(None, description="Go on below the report of this id")
    start: int | None = Field(None, ge=0, le=1 << 40, description="Show the text from this character on")
    view: Literal["earth"] | None = Field(None, description="The whole Earth, on the map")
    as_of: str | None = Field(None, description="As the desk stood then")

    @field_validator("*", mode="before")
    @classmethod
    def _none_if_empty(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @property
    def stamp(self) -> int | None:
        """The stamp of ``as_of``. Raises ``UsageError``."""
        return checks.stamp(self.as_of, "as_of")

    def checked(self) -> "Asked":
        """Itself. Raises ``UsageError`` for days and texts that are none."""
        for name, value in self:
            if isinstance(value, str):
                checks.said(value, name)
        for name, value in (("since", self.since), ("until", self.until)):
            checks.day(value, name)
        for name, value in (("as_of", self.as_of), ("after", self.after)):
            checks.stamp(value, name)
        return self

    def filter(self, **more: Any) -> Filter:
        """The filter on reports it means."""
        return Filter(outlet=self.outlet, since=self.since, until=self.until, as_of=self.stamp, **more)

    def given(self) -> dict[str, Any]:
        """The values that are set, by name."""
        return {name: value for name, value in self if value is not None}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes the addresses of a page's links: ``as_of`` goes with every one of them."""

    asked: Asked
    path: str

    def to(self, path: str, **values: Any) -> str:
        """Another page, as of the same instant."""
        return _address(path, {"as_of": self.asked.as_of, **values})

    def here(self, **changes: Any) -> str:
        """This page with some filters changed; None takes one out."""
        return _address(self.path, {**self.asked.given(), **changes})

    def form(self, ending: str) -> str:
        """This page in another form: ``.json``, ``.csv``."""
        return _address(self.path + ending, self.asked.given())


def _address(path: str, values: dict[str, Any]) -> str:
    kept = {name: value for name, value in values.items() if value is not None}
    return f"{path}?{urlencode(kept)}" if kept else path
