"""The queue of work: leases, their end, and processes that share it."""

import os
import socket
import subprocess
import sys
from datetime import timedelta

from clock import Clock
from sayso.ledger import Ledger, open_ledger
from sayso.ledger.queue import LEASE, this_process
from sayso.model import Capture

CAPTURE = Capture("0" * 64, "a.txt", "2020-01-03T12:00:00Z", 3)


def enqueue(ledger: Ledger, *keys: str) -> list[bool]:
    return [ledger.put_capture(CAPTURE, ("read", key, f'{{"of":"{key}"}}')) for key in keys]


def test_a_task_is_queued_once_leased_once_and_done_once(ledger: Ledger) -> None:
    assert enqueue(ledger, "a", "a", "b") == [True, True, True]
    assert ledger.counts()["waiting"] == 2
    first, second = ledger.lease("read", "one"), ledger.lease("read", "two")
    assert first is not None
    assert second is not None
    assert (first.key, first.payload, second.key) == ("a", '{"of":"a"}', "b")
    assert ledger.lease("read", "three") is None
    assert ledger.lease("other", "three") is None
    ledger.finish(first)
    assert ledger.counts()["waiting"] == 1
    assert enqueue(ledger, "a", "b") == [False, True], "a task that is done is not done again"
    assert ledger.lease("read", "three") is None


def test_a_lease_runs_out_unless_it_is_renewed(ledger: Ledger, clock: Clock) -> None:
    enqueue(ledger, "a", "b")
    assert ledger.lease("read", "elsewhere:1:1") is not None
    assert ledger.lease("read", "elsewhere:2:2") is not None
    clock.now += timedelta(microseconds=LEASE / 2)
    ledger.renew("elsewhere:2:2")
    clock.now += timedelta(microseconds=LEASE * 2 / 3)
    again = ledger.lease("read", "elsewhere:3:3")
    assert again is not None
    assert again.key == "a"
    assert ledger.lease("read", "elsewhere:3:3") is None


def test_what_is_given_back_can_be_leased(ledger: Ledger) -> None:
    enqueue(ledger, "a", "b")
    ledger.lease("read", "one")
    held = ledger.lease("read", "two")
    ledger.release("one")
    ledger.release("nobody")
    again = ledger.lease("read", "three")
    assert again is not None
    assert again.key == "a"
    assert held is not None
    assert ledger.lease("read", "three") is None


def test_the_lease_of_a_process_that_is_gone_is_void(ledger: Ledger) -> None:
    enqueue(ledger, "a")
    said = subprocess.run(
        [sys.executable, "-c", "from sayso.ledger.queue import this_process; print(this_process())"],
        capture_output=True,
        text=True,
        check=True,
    )
    gone = said.stdout.strip()
    assert gone.startswith(socket.gethostname())
    assert ledger.lease("read", gone) is not None
    assert ledger.lease("read", this_process()) is not None, "its lease is void at once"
    assert ledger.lease("read", "somebody else") is None, "ours is not: this process lives"


def test_a_later_process_of_the_same_number_is_another(ledger: Ledger) -> None:
    enqueue(ledger, "a")
    ledger.lease("read", f"{socket.gethostname()}:{os.getpid()}:0")
    assert ledger.lease("read", this_process()) is not None


def test_a_process_of_another_machine_is_believed(ledger: Ledger) -> None:
    enqueue(ledger, "a")
    ledger.lease("read", f"elsewhere:{os.getpid()}:0")
    assert ledger.lease("read", this_process()) is None


TAKE = """
import sys
from sayso.ledger import open_ledger
from sayso.ledger.queue import this_process
with open_ledger(sys.argv[1]) as ledger:
    while (task := ledger.lease("read", this_process())) is not None:
        print(task.key, flush=True)
        ledger.finish(task)
"""


def test_several_processes_share_the_work(url: str) -> None:
    with open_ledger(url) as ledger:
        enqueue(ledger, *(f"task {number}" for number in range(60)))
        workers = [
            subprocess.Popen([sys.executable, "-c", TAKE, url], stdout=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        taken = [worker.communicate()[0].splitlines() for worker in workers]
        assert [worker.returncode for worker in workers] == [0, 0, 0]
        assert sorted(key for keys in taken for key in keys) == sorted(f"task {number}" for number in range(60))
        assert ledger.counts()["waiting"] == 0
