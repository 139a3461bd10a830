"""A clock for tests: it stands until it is set, but for a second each time it is read."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class Clock:
    """A clock that goes on a second each time it is read, from an instant one can set."""

    now: datetime = field(default_factory=lambda: datetime(2020, 1, 3, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def stamp(self) -> int:
        """The stamp of this instant: all that was stored before is within it, all that comes is not."""
        return round(self.now.timestamp() * 1_000_000)
