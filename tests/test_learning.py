"""What an outlet repeats is learned, and what is read with it is told from what was read without."""

import io
import json
from pathlib import Path

import pytest

from sayso.desk import LEARNED_FILE, Desk, new_desk, open_desk
from sayso.errors import SettingsError
from sayso.ledger import Filter

BOX = "The harbour paper. Since 1911. Ninety thousand readers a day."
"""A line that no rule knows for furniture, with a number in it."""
STORIES = [
    f"The ferry to isle {name} was late on Monday.\n\n{BOX}\n" for name in ("Ro", "Ka", "Mi", "Su", "Te", "No")
]


def _fill(desk: Desk, stories: list[str]) -> None:
    lines = (
        json.dumps({"text": text, "outlet": "Harbour Post", "published": "2031-03-04"}) for text in stories
    )
    for _ in desk.add(["-"], io.BytesIO("\n".join(lines).encode())):
        pass


def _counted(desk: Desk) -> set[str]:
    return {finding.by for finding in desk.ledger.findings(Filter(kind="quantity"))}


def test_learned_furniture_yields_no_findings(tmp_path: Path) -> None:
    new_desk(tmp_path / "desk")
    with open_desk(tmp_path / "desk", {}) as desk:
        _fill(desk, STORIES)
        before = list(desk.ledger.findings(Filter(kind="quantity")))
        assert len(before) == len(STORIES)
        version = desk.learn().version
    with open_desk(tmp_path / "desk", {}) as desk:
        assert all(kept.new for kept in desk.annotate_stale())
        assert list(desk.ledger.findings(Filter(kind="quantity"))) == []
        parts = list(desk.ledger.findings(Filter(kind="part")))
        assert {finding.by for finding in parts} == {f"parts/1+{version}"}
        assert sum(finding.body["part"] == "furniture" for finding in parts) == len(STORIES)
        assert list(desk.annotate_stale()) == []
        earlier = desk.ledger.findings(Filter(kind="quantity", everything=True))
        assert {finding.id for finding in earlier} == {finding.id for finding in before}


def test_the_table_is_the_same_in_any_order(tmp_path: Path) -> None:
    tables = []
    for number, stories in enumerate((STORIES, STORIES[::-1])):
        new_desk(tmp_path / str(number))
        with open_desk(tmp_path / str(number), {}) as desk:
            _fill(desk, stories)
            tables.append(desk.learn())
    assert tables[0] == tables[1]
    assert tables[0].version == tables[1].version != ""


def test_a_table_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    new_desk(tmp_path)
    (tmp_path / LEARNED_FILE).write_text("[]", encoding="utf-8")
    with pytest.raises(SettingsError, match="make it anew: sayso learn"), open_desk(tmp_path, {}):
        pass
