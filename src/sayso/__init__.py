"""Sayso: an evidence ledger for people who track a region or a conflict in the news.

    import sayso

    for outcome in sayso.read_reports(["page.txt"]):            # no desk needed, no network touched
        print(outcome.report.id, len(outcome.findings))

    with sayso.open_desk("desk") as desk:                # a folder made by ``sayso new desk``
        for hit in desk.ledger.search('minister "oil deal"'):
            print(hit.published, hit.title, hit.snippet)

Names: ``read_reports``, ``open_desk``, ``new_desk``; the nouns ``Capture``, ``Report``, ``Finding``, ``Edge``;
``SaysoError`` and ``Issue`` for what goes wrong.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import Issue, SaysoError
from sayso.model import Capture, Edge, Finding, Report
from sayso.version import __version__

if TYPE_CHECKING:
    from sayso.desk import Desk
    from sayso.pipeline import Outcome

__all__ = [
    "Capture",
    "Edge",
    "Finding",
    "Issue",
    "Report",
    "SaysoError",
    "__version__",
    "new_desk",
    "open_desk",
    "read_reports",
]


def read_reports(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    processes: int = 1,
) -> "Iterator[Outcome]":
    """Read reports from files, folders or ``"-"``, with their findings and issues, in the order given.

    ``published``, ``outlet`` and ``url`` are taken where an item does not say them itself. An item that cannot be
    read gives an outcome whose report is None and whose issues say why; nothing is raised for it.
    """
    from sayso import pipeline
    from sayso.read.item import Defaults

    named = (os.fspath(path) for path in paths)
    return pipeline.read(named, sys.stdin.buffer, Defaults(published, outlet, url), processes)


def open_desk(folder: str | os.PathLike[str]) -> "AbstractContextManager[Desk]":
    """Open a desk for a ``with`` statement. Raises ``SettingsError`` or ``LedgerError`` when it cannot be."""
    from sayso import desk

    return desk.open_desk(Path(folder), os.environ)


def new_desk(folder: str | os.PathLike[str]) -> None:
    """Make an empty desk in ``folder``. Raises ``SettingsError`` when there is one already."""
    from sayso import desk

    desk.new_desk(Path(folder))
