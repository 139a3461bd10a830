"""Legal erasure: the text is gone from every file, a tombstone stays, and the report is not taken again."""

from dataclasses import replace
from pathlib import Path

import pytest
from cases import edge, entry, finding, report

import postgres
from clock import Clock
from sayso.errors import Issue, LedgerLocked, NotFound
from sayso.ledger import Filter, Ledger, open_ledger, sqlite_url
from sayso.ledger import engine as doors
from sayso.model import Capture, Report

ALL = Filter(everything=True)
WORD = "Quixxledorf"


def capture(number: int = 1) -> Capture:
    return Capture(f"{number:064}", f"page-{number}.html", "2020-01-03T12:00:00Z", 100)


def holder(number: int) -> Report:
    """A report with its number's word in every field that can hold it."""
    word = f"{WORD}{number}x"
    return report(
        f"In {word} the harbour is open. " * 20,
        title=word,
        byline=word,
        outlet=word,
        url=f"https://example.org/{word}",
        given=word,
    )


def fill(ledger: Ledger, number: int) -> list[Report]:
    """Reports whose words stand in findings, edges, issues and sightings too."""
    made = []
    for count in range(number):
        of, seen = holder(count), capture(count)
        word = of.title or ""
        at = (3, 3 + len(word))
        found = [finding(of, "voice", at, name=word), finding(of, "quantity", at, unit=word)]
        links = [
            edge(of.id, "f" * 24, body={"origin": word}),
            edge(found[0].id, "e" * 24, "same_voice", body={"name": word}),
        ]
        ledger.put_capture(seen, None)
        issue = Issue("annotate.failed", word, word)
        ledger.put(entry(of, found, edges=links, issues=[issue], capture=seen.id, item=word))
        ledger.correct(
            finding(of, "voice", at, name=f"{word} the", by="user:ana"), found[0].id, None, "user:ana"
        )
        made.append(of)
    return made


def test_what_is_erased_is_gone(ledger: Ledger) -> None:
    first, other = fill(ledger, 2)
    ledger.erase(first.id, "court order 7", "user:ana")
    assert [listed.id for listed in ledger.reports(ALL)] == [other.id]
    assert {found.report for found in ledger.findings(ALL)} == {other.id}
    assert {noted.report for noted in ledger.issues(ALL)} == {other.id}
    assert len(list(ledger.edges(ALL))) == 3
    assert list(ledger.search(f"{WORD}0x")) == []
    assert [hit.report for hit in ledger.search("harbour")] == [other.id]
    assert ledger.check() == []
    for ask in (ledger.report, lambda key: ledger.erase(key, "again", "user:ana")):
        with pytest.raises(NotFound):
            ask(first.id)


def test_a_tombstone_stays_with_who_when_and_why(ledger: Ledger) -> None:
    (of,) = fill(ledger, 1)
    ledger.erase(of.id, "court order 7", "user:ana")
    with ledger.database.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT report, sha256, who, verb, why FROM tombstone JOIN act ON act.stamp = tombstone.stamp"
        ).one()
    assert tuple(found) == (of.id, of.sha256, "user:ana", "erase", "court order 7")


def test_an_erased_report_is_refused_and_its_bytes_with_it(ledger: Ledger) -> None:
    (of,) = fill(ledger, 1)
    ledger.erase(of.id, "court order 7", "user:ana")
    assert ledger.destroyed(capture(0).digest)
    elsewhere = capture(9)
    ledger.put_capture(elsewhere, None)
    for again in (entry(of, [finding(of)], capture=elsewhere.id, item="b.txt"), entry(of)):
        receipt = ledger.put(again)
        assert receipt.refused
        assert [issue.code for issue in receipt.issues] == ["ledger.erased"]
    assert ledger.destroyed(elsewhere.digest)
    assert (list(ledger.reports(ALL)), list(ledger.findings(ALL))) == ([], [])
    assert [noted.issue.item for noted in ledger.issues(Filter(kind="ledger.erased"))] == [None, "b.txt"]
    same_text = replace(of, outlet="Ost")
    assert ledger.put(entry(same_text)).new, "another outlet's report is another report"


def test_all_bytes_that_hold_a_report_are_known(ledger: Ledger) -> None:
    (of,) = fill(ledger, 1)
    ledger.put_capture(capture(5), None)
    ledger.put_capture(capture(6), None)
    assert ledger.put(entry(of, capture=capture(5).id)).new
    assert ledger.put_sightings(capture(6).id, [(of.id, "c.txt:1"), ("unknown", None)])
    assert not ledger.put_sightings(capture(6).id, [(of.id, "c.txt:1")])
    assert sorted(ledger.sources(of.id)) == [capture(number).digest for number in (0, 5, 6)]
    assert sorted(ledger.digests()) == [capture(number).digest for number in (0, 5, 6)]
    ledger.erase(of.id, "court order 7", "user:ana")
    assert all(ledger.destroyed(capture(number).digest) for number in (0, 5, 6))
    assert list(ledger.digests()) == []


def test_no_file_of_the_ledger_holds_an_erased_word(tmp_path: Path) -> None:
    """Many reports, so that pages were split: SQLite leaves copies of rows on the halves it does not use."""
    with open_ledger(sqlite_url(tmp_path / "ledger.db")) as ledger:
        made = fill(ledger, 120)
        for number in (0, 7, 63, 119):
            word = f"{WORD}{number}x".encode()
            assert any(written_in(tmp_path, spelt) for spelt in (word, word.lower()))
            ledger.erase(made[number].id, "court order 7", "user:ana")
            for spelt in (word, word.lower()):
                assert written_in(tmp_path, spelt) == [], "while the ledger is open"
        ledger.rebuild()
    for number in (0, 7, 63, 119):
        assert written_in(tmp_path, f"{WORD}{number}x".lower().encode()) == [], "after it was closed"
    assert written_in(tmp_path, f"{WORD}8x".encode()) == ["ledger.db"]


def test_no_table_or_index_of_the_server_holds_an_erased_word(server: postgres.Server) -> None:
    url = server.create("erasing")
    with open_ledger(url) as ledger:
        made = fill(ledger, 30)
        ledger.erase(made[7].id, "court order 7", "user:ana")
    server.run("CHECKPOINT")
    kept = b"".join(
        path.read_bytes() for path in (server.folder / "data" / "base").rglob("*") if path.is_file()
    )
    for spelt in (f"{WORD}7x".encode(), f"{WORD}7x".lower().encode()):
        assert spelt not in kept
        assert spelt.replace(b"7x", b"8x") in kept
    server.drop("erasing")


def written_in(folder: Path, word: bytes) -> list[str]:
    return [path.name for path in folder.iterdir() if word in path.read_bytes()]


def test_a_reader_in_the_way_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "WRITER_PRAGMAS", ("busy_timeout=50", *doors.WRITER_PRAGMAS[1:]))
    with open_ledger(sqlite_url(tmp_path / "ledger.db")) as ledger:
        first, other = fill(ledger, 2)
        reading = ledger.reports()
        next(reading)
        with pytest.raises(LedgerLocked, match="status --rebuild"):
            ledger.erase(first.id, "court order 7", "user:ana")
        assert len([*reading]) == 1
        assert [listed.id for listed in ledger.reports()] == [other.id]
        ledger.rebuild()
        assert written_in(tmp_path, f"{WORD}0x".encode()) == []


def test_as_of_does_not_bring_back_what_was_erased(ledger: Ledger, clock: Clock) -> None:
    of, other = fill(ledger, 2)
    before = clock.stamp()
    ledger.erase(of.id, "court order 7", "user:ana")
    assert [listed.id for listed in ledger.reports(Filter(as_of=before))] == [other.id]
