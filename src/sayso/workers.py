"""Work spread over processes, its results in the order of the input."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self, TypeVar

from sayso.errors import SaysoError

Given = TypeVar("Given")
Made = TypeVar("Made")

BATCH = 16
"""Items sent to a process at a time: enough to hide the cost of sending, few enough to keep all busy."""
HEAVY = 4 << 20
"""Weight (bytes) at which a batch is full, however few its items."""
_HEAVIEST = 64 << 20
"""Weight that may wait in batches: work on long items stays within memory."""
_DEEP = 4
"""Batches a process that may wait, so that input without end takes no memory without end."""


def processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    work: Callable[[Sequence[Given]], Made], given: Iterable[Given], processes: int, batch: int = BATCH
) -> Iterator[Made]:
    """``work`` of each batch of ``given``, in order, on ``processes`` processes."""
    with Workers(processes) as workers:
        yield from workers.in_order(work, given, batch)


def _light(_: object) -> int:
    return 0


class Workers:
    """Processes to share work, started when there is enough to share. For a ``with`` statement.

    A killed parent leaves none of them behind.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def in_order(
        self,
        work: Callable[[Sequence[Given]], Made],
        given: Iterable[Given],
        batch: int = BATCH,
        weigh: Callable[[Given], int] = _light,
    ) -> Iterator[Made]:
        """``work`` of each batch of ``given``, in order; ``weigh`` tells the bytes of an item.

        A single batch, or one process, is worked on right here: starting processes costs more than it saves.
        Raises ``SaysoError`` when a process is killed from outside.
        """
        batches = _batches(given, batch, weigh)
        first = list(islice(batches, 2))
        if self._processes < 2 or len(first) < 2:
            for one, _ in chain(first, batches):
                yield work(one)
        else:
            yield from self._spread(work, chain(first, batches))

    def _spread(
        self, work: Callable[[Sequence[Given]], Made], batches: Iterable[tuple[list[Given], int]]
    ) -> Iterator[Made]:
        pool = self._started(work)
        waiting: deque[tuple[Future[Made], int]] = deque()
        weight = 0
        try:
            for one, heavy in batches:
                waiting.append((pool.submit(work, one), heavy))
                weight += heavy
                while len(waiting) >= _DEEP * self._processes or weight > _HEAVIEST:
                    future, heavy = waiting.popleft()
                    weight -= heavy
                    yield future.result()
            while waiting:
                yield waiting.popleft()[0].result()
        except BrokenProcessPool:
            raise SaysoError(
                "a process that shared the work was ended, for lack of memory or by a crash; what was stored is kept. "
                "Run it again with -j 1"
            ) from None
        finally:
            for future, _ in waiting:
                future.cancel()

    def _started(self, work: Callable[..., object]) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload([_module(work)])
            self._pool = ProcessPoolExecutor(self._processes, context, initializer=_begin)
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _batches(
    given: Iterable[Given], size: int, weigh: Callable[[Given], int]
) -> Iterator[tuple[list[Given], int]]:
    """Batches with their weights."""
    batch: list[Given] = []
    weight = 0
    for one in given:
        batch.append(one)
        weight += weigh(one)
        if len(batch) >= size or weight >= HEAVY:
            yield batch, weight
            batch, weight = [], 0
    if batch:
        yield batch, weight


def _module(work: Callable[..., object]) -> str:
    return str((work.func if isinstance(work, partial) else work).__module__)


def _begin() -> None:
    """A child passes Ctrl-C by, which the whole terminal gets, and ends with its parent.

    One that ended at once could leave half a result in the pipe, for the rest of which the parent would wait for
    ever; so it finishes its batch, and the parent, which starts no other, lets it go then. A killed parent closes no
    queue its children hold open, so each child watches for its end itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
