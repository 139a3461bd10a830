"""The parts pages are made of, by themselves: what is kept, when somebody was here, the map's frame."""

from datetime import UTC, datetime

import pytest

from sayso.web.kept import Kept
from sayso.web.land import EARTH, fitted, outlines
from sayso.web.visits import visit

NOON = datetime(2031, 3, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cookie", "seen", "kept"),
    [
        (None, None, "_2031-03-03T12:00:00Z"),
        ("nonsense", None, "_2031-03-03T12:00:00Z"),
        ("_2031-03-02T09:00:00Z", "2031-03-02T09:00:00Z", "2031-03-02T09:00:00Z_2031-03-03T12:00:00Z"),
        (
            "2031-03-02T09:00:00Z_2031-03-03T11:50:00Z",
            "2031-03-02T09:00:00Z",
            "2031-03-02T09:00:00Z_2031-03-03T12:00:00Z",
        ),
    ],
    ids=["first", "unreadable", "next day", "same visit"],
)
def test_a_visit_knows_the_one_before(cookie: str | None, seen: str | None, kept: str) -> None:
    assert visit(cookie, NOON) == (seen, kept)


def test_pages_are_kept_for_one_stamp_and_in_so_much_room() -> None:
    kept = Kept(room=10)
    kept.put(1, "/a", b"1234")
    kept.put(1, "/b", b"1234")
    assert (kept.get(1, "/a"), kept.get(2, "/a")) == (b"1234", None)
    kept.put(1, "/c", b"1234")
    assert (kept.get(1, "/b"), kept.get(1, "/a"), kept.get(1, "/c")) == (None, b"1234", b"1234")
    kept.put(2, "/d", b"12")
    assert (kept.get(2, "/d"), kept.get(2, "/a")) == (b"12", None)
    kept.put(1, "/late", b"1")
    kept.put(2, "/long", b"12345678901")
    assert kept.get(2, "/late") is kept.get(2, "/long") is None


def test_a_frame_holds_most_places_and_is_not_stretched_by_one_far_off() -> None:
    near = [(33.0 + n / 10, 44.0 + n / 10) for n in range(40)]
    frame = fitted([*near, (-28.0, 153.0)], [1] * 41)
    assert all(
        0 <= x <= frame.width and 0 <= y <= frame.height for x, y in (frame.point(*one) for one in near[2:-2])
    )
    x, _ = frame.point(-28.0, 153.0)
    assert x > frame.width
    assert fitted([], []) is EARTH


def test_outlines_lie_in_their_frame_and_are_small() -> None:
    drawn = outlines(EARTH)
    assert 100 < len(drawn) < 1000
    assert sum(map(len, drawn)) < 120_000
    gulf = outlines(fitted([(26.0, 51.0), (33.0, 44.0)], [1, 1]))
    assert 10 < len(gulf) < 60
