"""A desk on both databases: adding, adding again, what an earlier run left, erasure down to the archive."""

import gzip
import io
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clock import Clock
from sayso import pipeline
from sayso.desk import Desk, Kept, new_desk, open_desk
from sayso.errors import SettingsError
from sayso.ledger import Filter, open_ledger
from sayso.read.item import NO_DEFAULTS, Defaults

WORD = "Quixxledorf"


@pytest.fixture
def desk(tmp_path: Path, url: str) -> Iterator[Desk]:
    """An empty desk."""
    folder = tmp_path / "desk"
    new_desk(folder)
    with open_desk(folder, {"SAYSO_DATABASE": url}) as opened:
        yield opened


def lines(path: Path, *texts: str) -> str:
    path.write_text("".join(json.dumps({"id": f"n{n}", "text": text}) + "\n" for n, text in enumerate(texts)))
    return str(path)


def added(desk: Desk, *paths: str, processes: int = 1, defaults: Defaults = NO_DEFAULTS) -> list[Kept]:
    return list(desk.add(paths, io.BytesIO(), defaults, processes))


def told(kept: Iterable[Kept]) -> Counter[str]:
    """How many items were new, known or without a report, and the issue codes."""
    counted: Counter[str] = Counter()
    for one in kept:
        counted["none" if one.outcome.report is None else "new" if one.new else "known"] += 1
        counted.update(issue.code for issue in one.outcome.issues)
    return +counted


def test_what_is_added_again_is_known(desk: Desk, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", "The harbour is open.", "The harbour is shut.", "")
    assert told(added(desk, path)) == {"new": 2, "none": 1, "read.empty": 1}
    before = desk.ledger.counts()
    again = added(desk, path)
    assert told(again) == {"known": 2, "none": 1, "read.empty": 1}, "and so is what was lost"
    assert [one.outcome.item for one in again if one.outcome.report] == [f"{path}:1", f"{path}:2"]
    assert desk.ledger.counts() == before
    assert list(desk.check()) == []


def test_the_same_lines_in_another_file_are_known(desk: Desk, tmp_path: Path) -> None:
    texts = [f"Ship number {number} is in the harbour." for number in range(40)]
    added(desk, lines(tmp_path / "a.jsonl", *texts))
    before = desk.ledger.counts()
    again = added(desk, lines(tmp_path / "b.jsonl", "A new line.", *texts))
    assert told(again) == {"known": 40, "new": 1}
    assert [one.outcome.report.text for one in again if one.outcome.report] == ["A new line.", *texts]
    after = desk.ledger.counts()
    assert (after["report"], after["capture"]) == (before["report"] + 1, before["capture"] + 1)


def test_other_defaults_make_other_reports(desk: Desk, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", "The harbour is open.")
    assert told(added(desk, path)) == {"new": 1}
    assert told(added(desk, path, defaults=Defaults(outlet="Ost"))) == {"new": 1}
    assert told(added(desk, path, defaults=Defaults(outlet="Ost"))) == {"known": 2}


def test_any_number_of_processes_stores_the_same(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(50):
        (folder / f"{number:02}.txt").write_text(f"On 3 May 2019 {number} ships came.")
    lines(folder / "many.jsonl", *(f"{number} tanks left on Friday." for number in range(60)))
    kept = added(desk, str(folder), processes=2)
    assert told(kept) == {"new": 110}
    items = [one.outcome.item for one in kept]
    assert items == [f"{folder}/{n:02}.txt" for n in range(50)] + [
        f"{folder}/many.jsonl:{n + 1}" for n in range(60)
    ]
    assert desk.ledger.counts()["waiting"] == 0


def test_what_an_earlier_run_left_is_done(desk: Desk, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", *(f"Ship number {number}." for number in range(30)))
    adding = desk.add([path], io.BytesIO())
    for _ in range(7):
        next(adding)
    adding.close()
    assert desk.ledger.counts()["waiting"] == 1
    assert desk.ledger.counts()["report"] >= 7
    assert told(added(desk))["new"] == 23
    counts = desk.ledger.counts()
    assert (counts["report"], counts["waiting"]) == (30, 0)


def test_bad_items_are_issues_and_the_rest_is_done(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"text": "The harbour is open."}\n' * 400)[:-20])
    (folder / "good.txt").write_text("The harbour is shut.")
    (folder / os.fsdecode(b"na\xefve.txt")).write_text("A name in another encoding.")
    kept = added(desk, str(folder), str(tmp_path / "gone.txt"), str(tmp_path))
    counted = told(kept)
    assert counted["read.binary"] + counted["read.bad-characters"] >= 1
    assert counted["read.bad-archive"] >= 1
    assert counted["read.vanished"] >= 1
    texts = {one.outcome.report.text for one in kept if one.outcome.report}
    assert {"The harbour is shut.", "A name in another encoding."} <= texts
    assert list(desk.check()) == []


def test_an_archive_that_lost_bytes_is_told(desk: Desk, tmp_path: Path) -> None:
    adding = desk.add([lines(tmp_path / "a.jsonl", *(f"Ship {n}." for n in range(40)))], io.BytesIO())
    next(adding)
    adding.close()
    (digest,) = desk.ledger.digests()
    desk.archive.path(digest).write_bytes(b"no gzip")
    assert told(added(desk)) == {"none": 1, "read.bad-archive": 1}
    assert [fault.partition(":")[0] for fault in desk.check()] == ["archive"]
    assert desk.ledger.counts()["waiting"] == 0


def test_erasure_reaches_every_file(desk: Desk, tmp_path: Path, kind: str) -> None:
    bad, good = f"The mayor of {WORD} spoke on 3 May 2019.", "The harbour is open."
    first, second = lines(tmp_path / "a.jsonl", bad, good), lines(tmp_path / "b.jsonl", "Something else.", bad)
    added(desk, first, second)
    (found,) = desk.ledger.search(WORD)
    desk.erase(found.report, "court order 7", "user:ana")
    assert list(desk.ledger.search(WORD)) == []
    assert {
        of.text for of in map(desk.ledger.report, (hit.report for hit in desk.ledger.search("harbour")))
    } == {good}
    assert told(added(desk, first, second)) == {"none": 2, "ledger.erased": 2}
    third = lines(tmp_path / "c.jsonl", bad, "And more.")
    assert told(added(desk, third)) == {"new": 1, "none": 1, "ledger.erased": 1}
    assert told(added(desk, third)) == {"none": 1, "ledger.erased": 1}
    assert list(desk.archive.folder.rglob("*.gz")) == []
    assert list(desk.check()) == []
    if kind == "sqlite":
        inside = [path for path in desk.folder.parent.iterdir() if path.name.startswith("ledger.db")]
        assert inside
        assert not any(
            spelt in path.read_bytes() for path in inside for spelt in (WORD.encode(), b"quixxledorf")
        )


def test_stale_reports_are_annotated_again(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added(desk, lines(tmp_path / "a.jsonl", "On 3 May 2019 90 ships came.", "In May 2019 70 tanks left."))
    assert list(desk.annotate_stale()) == []
    newer = tuple(replace(annotator, version=f"{annotator.version}.1") for annotator in pipeline.ANNOTATORS)
    monkeypatch.setattr(pipeline, "annotators_of", lambda _: newer)
    before = {found.id for found in desk.ledger.findings()}
    assert told(desk.annotate_stale()) == {"new": 2}
    after = list(desk.ledger.findings())
    assert len(after) == len(before)
    assert not before & {found.id for found in after if found.kind != "part"}
    assert before < {found.id for found in desk.ledger.findings(Filter(everything=True))}
    assert list(desk.annotate_stale()) == []


def test_a_lease_is_renewed_while_work_goes_on(tmp_path: Path, url: str) -> None:
    new_desk(tmp_path / "desk")
    with open_desk(tmp_path / "desk", {"SAYSO_DATABASE": url}) as desk, open_ledger(url, Clock()) as slow:
        slow_desk = Desk(desk.folder, desk.settings, slow, desk.archive)
        path = lines(tmp_path / "a.jsonl", *(f"Ship number {number}." for number in range(200)))
        for _ in slow_desk.add([path], io.BytesIO()):
            assert slow.lease("read", "elsewhere:1:1") is None, "hours pass on its clock"


def test_a_desk_is_made_once(tmp_path: Path) -> None:
    new_desk(tmp_path / "desk")
    with pytest.raises(SettingsError, match="is a desk already"):
        new_desk(tmp_path / "desk")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SettingsError):
        new_desk(tmp_path / "file" / "desk")
    with pytest.raises(SettingsError, match="sayso new"), open_desk(tmp_path / "nowhere", {}):
        pass
