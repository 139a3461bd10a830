"""Lineage: what a report shares with others, who had it first, and how many origins are left.

    relate      a new report beside those before it: edges, and what an index of passages is to store
    relate_all  the edges between all reports of a set
    edge        the verdict over two reports, as an edge
    origins     whoever had some words first
    revision    the same report changed later

Pure: no database and no clock. ``PassageIndex`` says what a ledger must offer; ``MemoryIndex`` offers it in memory.
"""

from sayso.lineage.kinship import kin, kin_among
from sayso.lineage.origins import Carrier, Origin, Records, count, explain, of_claim, of_report, of_words, tally
from sayso.lineage.passages import (
    FAMILY,
    Link,
    MemoryIndex,
    PassageIndex,
    Relatives,
    Shared,
    find,
    relate,
    relate_all,
)
from sayso.lineage.relation import BY, COPYING, Verdict, edge, judge
from sayso.lineage.versions import Change, address, difference, readable, removed, revision
from sayso.lineage.witness import ASIDE, Witness, aside, witnesses

__all__ = [
    "ASIDE",
    "BY",
    "COPYING",
    "FAMILY",
    "Carrier",
    "Change",
    "Link",
    "MemoryIndex",
    "Origin",
    "PassageIndex",
    "Records",
    "Relatives",
    "Shared",
    "Verdict",
    "Witness",
    "address",
    "aside",
    "count",
    "difference",
    "edge",
    "explain",
    "find",
    "judge",
    "kin",
    "kin_among",
    "of_claim",
    "of_report",
    "of_words",
    "readable",
    "relate",
    "relate_all",
    "removed",
    "revision",
    "tally",
    "witnesses",
]
