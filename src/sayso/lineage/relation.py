"""What two reports are to each other: the verdict over one pair.

A verdict is a function of the two reports and of versioned tables. It knows nothing of other reports, of how
often words are met, or of the moment; the same pair is judged the same, in either order, for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Literal

from sayso.lineage import tables
from sayso.lineage.align import Passage, Run, align
from sayso.lineage.direction import (
    UNKNOWN,
    Direction,
    Lineage,
    Pair,
    Pairs,
    names_other,
    of_copy,
    of_one_house,
    of_quotation,
    sets_off,
    uses_wires,
)
from sayso.lineage.stock import STOCK_VERSION
from sayso.lineage.witness import PAGE, PROSE, SPEECH, Witness
from sayso.lineage.words import hash_words
from sayso.model import Edge, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.lineage.words import Hashes, Numbers

Relation = Literal["same_text", "wire_both", "partial", "shared_quotation", "boilerplate"]

VERSION = 2
BY = f"lineage/{VERSION}.{STOCK_VERSION}"
"""The maker of the edges: this code and its tables."""
COPYING: frozenset[str] = frozenset({"same_text", "wire_both", "partial"})
"""The relations in which words were taken over."""

SAME = 0.85
"""Share of both bodies from which two texts are one, with trivial cuts."""
MOSTLY = 0.5
"""Share of both bodies from which both are mostly the agency's."""
LIFTED_RUN = 12
"""Words of prose in a row that two writers do not hit upon by themselves."""
LIFTED_WORDS = 30
"""Words of prose in one passage that two writers do not hit upon by themselves even with edits between …"""
LIFTED_DENSITY = 0.7
"""… when they are at least this share of the passage."""
LIFTED = 14
"""Words of lifted prose from which one copied the other or both a third: most of a sentence."""
TELLING = 7
"""Of the first ``FEW`` lifted words, so many must not begin with a capital."""
FEW = 60
CUT = 40
"""Words of the shortest body that is taken to be cut from another that holds it whole …"""
ONE_SIDED = 0.2
"""… when at most this share of them is quoted on one side only: a document is quoted, not copied."""
BACKGROUND = 0.25
"""Share of both bodies below which what one outlet repeats days later is its standing background."""
GLUE = 10
"""Words of prose in a passage that goes on word for word through quotations for at least …"""
GLUED = 40
"""… so many words: two writers may quote the same, they do not join it with the same words."""
QUOTED = 16
"""Words of one carried passage from which it counts: shorter ones are scraps everybody quotes."""
QUOTED_IN_ALL = 35
"""Words of carried passages together from which they count."""
QUOTED_DENSITY = 0.65
"""Share of a carried passage that must be the same; below, two writers told the same words apart."""
FIRST_PERSON = 0.05
"""Share of first-person words from which an unmarked passage is taken to be speech, beside marked ones."""
PAGED = 12
"""Words of captions or furniture in common from which the pair is worth a row at all."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a pair is. Shares are of each body, 0 to 1; passages are spans in the two texts."""

    relation: Relation
    direction: Direction
    origin: str | None
    share_left: float
    share_right: float
    passages: Pairs
    score: float
    why: str
    """The sign from which the direction was told; a phrase for people."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One passage with its words told apart."""

    passage: Passage
    prose: int
    """Words of both writers."""
    longest_prose: int
    """The longest row of them."""
    carried: int
    """Words carried by both: quoted, posted, transcribed."""
    carried_left: int
    """Words carried by the left text, plain in the right one."""
    carried_right: int
    page: int
    moved_left: int = 0
    """Words of ``prose`` that the left text quotes as the right one's own."""
    moved_right: int = 0

    @property
    def lifted(self) -> int:
        """Words of prose that were taken over, as far as this passage shows."""
        dense = self.prose >= LIFTED_WORDS and self.passage.density >= LIFTED_DENSITY
        if dense or self.longest_prose >= LIFTED_RUN:
            return self.prose
        return LIFTED if self.prose >= GLUE and self.passage.longest >= GLUED else 0

    @property
    def quoted(self) -> int:
        """Words carried by either, in a passage that is more than scraps."""
        carried = self.carried + self.carried_left + self.carried_right
        return carried if self.passage.density >= QUOTED_DENSITY else 0


def judge(left: Witness, right: Witness) -> Verdict | None:
    """What two reports are to each other; None when they share nothing that tells of copying or quoting."""
    return verdict(align(left.words, right.words), left, right)


def verdict(passages: Sequence[Passage], left: Witness, right: Witness) -> Verdict | None:
    """What two reports are to each other, given the passages they share (``align`` of their words)."""
    if not passages:
        return None
    counted = _count(passages, left, right)
    shares = _share(counted, 0, left), _share(counted, 1, right)
    pair = Pair(left, right, _spans(counted, left, right), shares)
    counted = _settled(counted, pair)
    relation = _relation(counted, pair)
    if relation is None:
        return None
    lineage = _lineage(relation, counted, pair)
    return Verdict(
        relation,
        lineage.direction,
        lineage.origin,
        round(shares[0], 3),
        round(shares[1], 3),
        pair.passages,
        _score(relation, counted),
        lineage.why,
    )


def ordered(one: Witness, other: Witness) -> tuple[Witness, Witness]:
    """Two witnesses as an edge has them: the lesser report id on the left."""
    return (one, other) if one.report.id < other.report.id else (other, one)


def edge(one: Witness, other: Witness) -> Edge | None:
    """The ``shares`` edge between two reports; None when there is none. The order of the two does not matter."""
    left, right = ordered(one, other)
    found = judge(left, right)
    return None if found is None else edge_of(left, right, found)


def edge_of(left: Witness, right: Witness, found: Verdict) -> Edge:
    """A verdict over ``ordered`` witnesses as an edge."""
    body = {
        "relation": found.relation,
        "direction": found.direction,
        "origin": found.origin,
        "share_left": found.share_left,
        "share_right": found.share_right,
        "passages": [[list(one), list(other)] for one, other in found.passages],
        "why": found.why,
    }
    return Edge.make(left.report.id, right.report.id, "shares", by=BY, score=found.score, body=body)


_CARRIED, _LEFT, _RIGHT, _PAGE, _PROSE, _REST = range(6)


@cache
def _classes() -> NDArray[np.int64]:
    """What a common word is, by what it is on the left and on the right: a table of four by four."""
    import numpy as np

    table = np.full((4, 4), _REST)
    table[SPEECH, :], table[:, SPEECH], table[SPEECH, SPEECH] = _LEFT, _RIGHT, _CARRIED
    table[PROSE, PROSE] = _PROSE
    table[PAGE, :] = table[:, PAGE] = _PAGE
    return table


def _words_of(runs: Sequence[Run], side: int) -> Numbers:
    """The index of every common word on one side, run by run."""
    import numpy as np

    firsts = np.array([run[side] for run in runs])
    lengths = np.array([run[2] for run in runs])
    words: Numbers = np.arange(int(lengths.sum())) + np.repeat(firsts - np.cumsum(lengths) + lengths, lengths)
    return words


def _count(passages: Sequence[Passage], left: Witness, right: Witness) -> list[Counted]:
    import numpy as np

    runs = [run for passage in passages for run in passage.runs]
    lengths = [run[2] for run in runs]
    classes = _classes()[left.kinds[_words_of(runs, 0)], right.kinds[_words_of(runs, 1)]]
    owner = np.repeat(np.arange(len(passages)), [passage.words for passage in passages])
    counts = np.bincount(owner * 6 + classes, minlength=6 * len(passages)).reshape(-1, 6).tolist()
    fresh = np.zeros(len(classes), bool)
    fresh[np.cumsum([0, *lengths[:-1]])] = True
    firsts = np.cumsum([0, *(passage.words for passage in passages[:-1])])
    longest = np.maximum.reduceat(_rows(classes == _PROSE, fresh), firsts).tolist()
    return [
        Counted(
            passage,
            prose=count[_PROSE],
            longest_prose=row,
            carried=count[_CARRIED],
            carried_left=count[_LEFT],
            carried_right=count[_RIGHT],
            page=count[_PAGE],
        )
        for passage, count, row in zip(passages, counts, longest, strict=True)
    ]


def _rows(flags: NDArray[np.bool_], fresh: NDArray[np.bool_]) -> Numbers:
    """For each word, how many flagged words in a row end with it; a row ends where a run is ``fresh``."""
    import numpy as np

    total: Numbers = np.cumsum(flags)
    before = np.where(flags, np.where(fresh, total - 1, 0), total)
    rows: Numbers = total - np.maximum.accumulate(before)
    return rows


def _relation(counted: Sequence[Counted], pair: Pair) -> Relation | None:
    least, most = min(pair.shares), max(pair.shares)
    lifted = sum(one.lifted for one in counted) >= LIFTED and _tells(counted, pair.left)
    if lifted or (most >= SAME and _is_cut(counted)):
        if least >= SAME:
            return "same_text"
        if least >= MOSTLY and uses_wires(pair):
            return "wire_both"
        return "boilerplate" if most < BACKGROUND and of_one_house(pair) else "partial"
    quoted = [one.quoted for one in counted]
    if quoted and (max(quoted) >= QUOTED or sum(quoted) >= QUOTED_IN_ALL):
        return "shared_quotation"
    return "boilerplate" if sum(one.page for one in counted) >= PAGED else None


def _tells(counted: Sequence[Counted], left: Witness) -> bool:
    """Whether the lifted words say something: long names and titles are the same whoever writes them."""
    starts = [run for one in counted if one.lifted for run in one.passage.runs]
    first_letters = (left.report.text[int(left.spans[at, 0])] for at in _words_of(starts, 0).tolist())
    return sum(1 for letter in islice(first_letters, FEW) if not letter.isupper()) >= TELLING


def _is_cut(counted: Sequence[Counted]) -> bool:
    """Whether a body that lies in the other whole was cut from it: long enough, its quotations quoted there too."""
    words = sum(one.passage.words for one in counted)
    one_sided = sum(one.carried_left + one.carried_right for one in counted)
    return words >= CUT and one_sided <= ONE_SIDED * words


def _spans(counted: Sequence[Counted], left: Witness, right: Witness) -> tuple[tuple[Span, Span], ...]:
    return tuple((left.span(one.passage.left), right.span(one.passage.right)) for one in counted)


def _lineage(relation: Relation, counted: Sequence[Counted], pair: Pair) -> Lineage:
    if relation in COPYING:
        lifted = [one for one in counted if one.lifted]
        carried = [sum(getattr(one, side) for one in lifted) for side in ("moved_left", "moved_right")]
        return of_copy(
            replace(
                pair, passages=_spans(lifted, pair.left, pair.right), set_off=(carried[0] > 0, carried[1] > 0)
            )
        )
    return of_quotation(pair) if relation == "shared_quotation" else UNKNOWN


def _share(counted: Sequence[Counted], side: int, witness: Witness) -> float:
    """Share of a body that lies in passages, edits inside included."""
    if not witness.body:
        return 0.0
    stretches = (one.passage.right if side else one.passage.left for one in counted)
    return sum(int((witness.kinds[first:last] != PAGE).sum()) for first, last in stretches) / witness.body


def _score(relation: Relation, counted: Sequence[Counted]) -> float:
    """How sure the relation is: by how far its words lie above what it takes."""
    if relation in COPYING:
        have, need = sum(one.lifted for one in counted), LIFTED
    elif relation == "shared_quotation":
        have, need = sum(one.quoted for one in counted), QUOTED
    else:
        have, need = sum(one.page for one in counted), PAGED
    return round(1 - 0.5 * min(1.0, need / max(have, 1)) ** 2, 3)


def _settled(counted: list[Counted], pair: Pair) -> list[Counted]:
    """Doubtful words settled: what one text quotes as the other's own is prose, a speaker's "I" is carried."""
    ours = any(one.carried_left for one in counted) and names_other(pair)
    theirs = any(one.carried_right for one in counted) and names_other(pair.turned())
    settled = [
        _document(_own_words(one, ours, theirs), pair, spans)
        for one, spans in zip(counted, pair.passages, strict=True)
    ]
    carried = sum(one.quoted for one in settled)
    return [_spoken(one, pair) if one.prose and carried >= one.prose else one for one in settled]


def _own_words(one: Counted, left_names: bool, right_names: bool) -> Counted:
    """Words that one text carries and the other has plain, when the first names the other as their source."""
    moved = (one.carried_left if left_names else 0) + (one.carried_right if right_names else 0)
    if not moved:
        return one
    return replace(
        one,
        prose=one.prose + moved,
        longest_prose=max(one.longest_prose, min(moved, one.passage.longest)),
        carried_left=0 if left_names else one.carried_left,
        carried_right=0 if right_names else one.carried_right,
        moved_left=one.carried_left if left_names else 0,
        moved_right=one.carried_right if right_names else 0,
    )


def _document(one: Counted, pair: Pair, spans: tuple[Span, Span]) -> Counted:
    """A passage that both texts set off by a colon is a document, and neither writer's."""
    if not one.prose or not all(map(sets_off, (pair.left.report, pair.right.report), spans)):
        return one
    return replace(one, prose=0, longest_prose=0, carried=one.carried + one.prose)


def _spoken(one: Counted, pair: Pair) -> Counted:
    """A passage whose prose is in the first person, beside others that are quoted, is speech without marks."""
    import numpy as np

    here, there = _words_of(one.passage.runs, 0), _words_of(one.passage.runs, 1)
    prose = here[(pair.left.kinds[here] == PROSE) & (pair.right.kinds[there] == PROSE)]
    if not len(prose) or np.isin(pair.left.words[prose], _first_person()).mean() < FIRST_PERSON:
        return one
    return replace(one, prose=0, longest_prose=0, carried=one.carried + one.prose)


@cache
def _first_person() -> Hashes:
    return hash_words(" ".join(tables.lines("first-person.txt")))
