"""Work spread over processes, its results in the order of the input."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

BATCH = 16
"""Items sent to a process at a time: enough to hide the cost of sending, few enough to keep all busy."""


def processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    work: Callable[[Sequence[Given]], Made], given: Iterable[Given], processes: int, batch: int = BATCH
) -> Iterator[Made]:
    """``work`` of each batch of ``given``, in order, on ``processes`` processes.

    A single batch, or one process, is worked on right here: starting processes costs more than it saves. At most
    four batches a process wait, so that input without end takes no memory without end.
    """
    batches = _batches(given, batch)
    first = list(islice(batches, 2))
    if processes < 2 or len(first) < 2:
        yield from map(work, chain(first, batches))
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([work.__module__])
    with ProcessPoolExecutor(processes, context, initializer=_end_with_parent) as pool:
        waiting: deque[Future[Made]] = deque()
        try:
            for one in chain(first, batches):
                waiting.append(pool.submit(work, one))
                if len(waiting) >= 4 * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _batches(given: Iterable[Given], size: int) -> Iterator[list[Given]]:
    source = iter(given)
    while batch := list(islice(source, size)):
        yield batch


def _end_with_parent() -> None:
    """A killed parent closes no queue its children hold open, so each child watches for its end itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
