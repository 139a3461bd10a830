"""Threads that run errands: they wait for hosts, so that nobody else has to."""

import queue
import threading
from collections.abc import Callable
from hashlib import sha256
from typing import Protocol

from sayso.collect.fetch import Ask, Failed, Got, veiled
from sayso.collect.members import Response, pack
from sayso.collecting.errand import Came, Errand


class Fetcher(Protocol):
    """What is asked of the door."""

    def fetch(self, ask: Ask) -> Got | Failed:
        """Get what an address holds."""
        ...


class Crew:
    """So many threads at one door."""

    def __init__(self, door: Fetcher, threads: int) -> None:
        self._out: queue.SimpleQueue[Errand | None] = queue.SimpleQueue()
        self._back: queue.SimpleQueue[Came | BaseException] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=_run, args=(door.fetch, self._out, self._back), daemon=True)
            for _ in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def send(self, errand: Errand) -> None:
        """Have a thread run an errand."""
        self._out.put(errand)

    def back(self, patience: float, most: int) -> list[Came]:
        """What came back: as soon as there is something, or nothing after ``patience`` seconds.

        Raises what a thread raised: a defect in the door.
        """
        came: list[Came] = []
        try:
            while len(came) < most:
                one = self._back.get(timeout=patience) if not came else self._back.get_nowait()
                if isinstance(one, BaseException):
                    raise one
                came.append(one)
        except queue.Empty:
            pass
        return came

    def dismiss(self) -> None:
        """Have the threads end once they are done; nobody waits for them."""
        for _ in self._threads:
            self._out.put(None)


def _run(
    fetch: Callable[[Ask], Got | Failed],
    out: "queue.SimpleQueue[Errand | None]",
    back: "queue.SimpleQueue[Came | BaseException]",
) -> None:
    while (errand := out.get()) is not None:
        try:
            back.put(_came(errand, fetch(errand.ask)))
        except BaseException as error:  # noqa: BLE001  # raised again where it is seen
            back.put(error)


def _came(errand: Errand, answer: Got | Failed) -> Came:
    if isinstance(answer, Failed) or answer.unchanged:
        return Came(errand, answer)
    if sha256(answer.body).hexdigest() == errand.about.digest:
        return Came(errand, answer)
    moment = answer.captured_at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    return Came(
        errand,
        answer,
        pack(
            Response(
                veiled(answer.final),
                moment,
                answer.status,
                answer.reason,
                answer.headers,
                answer.body,
                answer.peer,
            )
        ),
    )
