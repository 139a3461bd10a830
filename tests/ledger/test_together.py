"""Several processes at one ledger: writers wait for one another, readers for nobody."""

import subprocess
import sys
import threading

from cases import entry, finding, report

from sayso.ledger import Filter, Ledger, open_ledger

WRITE = """
import sys
sys.path[:0] = sys.argv[3:]
from cases import entry, finding, report
from sayso.ledger import open_ledger
with open_ledger(sys.argv[1]) as ledger:
    for number in range(int(sys.argv[2]), int(sys.argv[2]) + 60):
        of = report(f"Report number {number}.")
        ledger.put(entry(of, [finding(of)], makers=["times/1"]))
"""


def writers(url: str, *starts: int) -> list[subprocess.Popen[bytes]]:
    paths = [path for path in sys.path if path.endswith(("tests", "ledger"))]
    return [subprocess.Popen([sys.executable, "-c", WRITE, url, str(start), *paths]) for start in starts]


def test_two_processes_write_and_one_reads(url: str) -> None:
    with open_ledger(url) as ledger:
        busy = writers(url, 0, 30)
        seen = 0
        while any(writer.poll() is None for writer in busy):
            reports = {listed.id for listed in ledger.reports()}
            found = {hit.report for hit in ledger.search("report")}
            assert len(reports) >= seen, "what was seen once stays"
            assert len(found) >= len(reports), "a report can be searched from the moment it is there"
            seen = len(reports)
        assert [writer.returncode for writer in busy] == [0, 0]
        assert ledger.counts()["report"] == ledger.counts()["finding"] == 90
        assert ledger.check() == []
        with ledger.database.reading() as connection:
            stamps = connection.exec_driver_sql("SELECT stamp FROM act ORDER BY stamp").scalars().all()
        assert len(stamps) == len(set(stamps)) == 90


def test_two_processes_may_make_the_ledger_at_once(empty_url: str) -> None:
    busy = writers(empty_url, 0, 0, 0)
    assert [writer.wait() for writer in busy] == [0, 0, 0]
    with open_ledger(empty_url) as ledger:
        assert ledger.counts()["report"] == 60
        assert ledger.check() == []


def test_threads_share_a_ledger(ledger: Ledger) -> None:
    wrong: list[BaseException] = []

    def write(start: int) -> None:
        try:
            for number in range(start, start + 20):
                of = report(f"Report number {number}.")
                ledger.put(entry(of, [finding(of)]))
                assert list(ledger.findings(Filter(report=of.id)))
        except BaseException as error:  # noqa: BLE001  # told by the thread that waits
            wrong.append(error)

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert ledger.counts()["report"] == 40
