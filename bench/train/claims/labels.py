"""From an article to windows with targets: random hiding and replacing of names, random marks and packing."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scheme import CUE_KINDS, LINKS, ROLES, STANCES, Article, Attribution, Labels, Span

from sayso.annotate.encoder.windows import Names, Window, Word, windows, words
from sayso.annotate.encoder.wordpiece import WordPiece

NONE = -100


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "President Senator Sen Gov Governor Secretary Mr Mrs Ms Dr Rep Representative Judge Justice Attorney General "
    "Speaker Prime Minister Foreign Defense Vice Chief Captain Colonel Major King Queen Prince Pope Republican "
    "Democratic Democrat Republicans Democrats Monday Tuesday Wednesday Thursday Friday Saturday Sunday January "
    "February March April May June July August September October November December I State"
)
BODIES = _words(
    "House Senate Party Committee University Department Court Congress News Times Post Journal Press College Council "
    "Ministry Agency Bureau Institute Center Fund Association Union Foundation Board Commission Group Company Street"
)


@dataclass(slots=True)
class Marked:
    """Words of an article and, for each attribution, the word indices of its roles."""

    words: list[Word]
    roles: list[dict[str, list[int]]]


class Proper:
    """Which words are names, learnt from capitals away from sentence starts; and names to put in their place."""

    def __init__(self, articles: Iterable[Article]) -> None:
        lower: Counter[str] = Counter()
        upper: Counter[str] = Counter()
        runs: Counter[tuple[str, ...]] = Counter()
        for article in articles:
            seq = words(article.text, Names(()))
            for i, w in enumerate(seq):
                part = w.parts[0][0]
                if part[0].islower():
                    lower[part] += 1
                elif i and part[0].isupper() and seq[i - 1].parts[-1][0] not in '.?!”“"‘:':
                    upper[part] += 1
        self.known = frozenset(
            w for w, n in upper.items() if n > lower[w.lower()] and w not in TITLES and len(w) > 2
        )
        for article in articles:
            seq = words(article.text, Names(()))
            for a, b in self.runs(seq):
                runs[tuple(w.parts[0][0] for w in seq[a:b])] += 1
        self.people = sorted(r for r in runs if len(r) == 2 and self.kind(r) == "person")
        self.bodies = sorted(r for r in runs if len(r) < 4 and self.kind(r) == "organisation")

    def runs(self, seq: Sequence[Word]) -> list[tuple[int, int]]:
        """Stretches of name words, paragraph by paragraph."""
        out: list[tuple[int, int]] = []
        for i, w in enumerate(seq):
            if len(w.parts) != 1 or w.parts[0][1] or w.parts[0][0] not in self.known:
                continue
            if out and out[-1][1] == i and not w.opens:
                out[-1] = (out[-1][0], i + 1)
            else:
                out.append((i, i + 1))
        return out

    @staticmethod
    def kind(run: Sequence[str]) -> str:
        """organisation for capitals throughout or a body's word in it, else person."""
        if any(w in BODIES for w in run) or all(w.isupper() for w in run):
            return "organisation"
        return "person"


def mark(article: Article, names: Names) -> Marked:
    """Words of the article and the word indices of every role."""
    seq = words(article.text, names)
    starts, ends = [w.start for w in seq], [w.end for w in seq]
    roles = [{r: _covered(getattr(a, r), starts, ends) for r in ROLES} for a in article.attributions]
    return Marked(seq, roles)


def _covered(where: Sequence[Span], starts: list[int], ends: list[int]) -> list[int]:
    found: list[int] = []
    for start, end in where:
        i = bisect_right(ends, start)
        while i < len(starts) and starts[i] < end:
            found.append(i)
            i += 1
    return sorted(set(found))


def disguise(marked: Marked, proper: Proper, rng: random.Random, hide: float, swap: float) -> Marked:
    """Hide some proper names behind placeholders and put random ones for others, the same for each whole article."""
    fate: dict[str, tuple[str, tuple[str, ...]]] = {}
    edges = _edges(marked)
    out: list[Word] = []
    place: list[int] = []
    at = 0
    for a, b in [*proper.runs(marked.words), (len(marked.words), len(marked.words))]:
        for w in marked.words[at:a]:
            place.append(len(out))
            out.append(w)
        run = tuple(w.parts[0][0] for w in marked.words[a:b])
        if run:
            new = _renamed(run, fate, proper, rng, hide, swap) if not edges & set(range(a + 1, b)) else None
            at_new = len(out)
            first, last = marked.words[a], marked.words[b - 1]
            if new is None:
                place.extend(range(at_new, at_new + b - a))
                out.extend(marked.words[a:b])
            else:
                place.extend(at_new + min(k, len(new) - 1) for k in range(b - a - 1))
                place.append(at_new + len(new) - 1)
                out.extend(
                    Word(first.start, last.end, (part,), first.opens and k == 0) for k, part in enumerate(new)
                )
        at = b
    return Marked(out, [{r: _moved(ix, place) for r, ix in role.items()} for role in marked.roles])


def _moved(indices: list[int], place: list[int]) -> list[int]:
    """New word indices of a role; the words of a longer name put for a shorter one all belong to it."""
    new = {place[i] for i in indices}
    for i, j in pairwise(indices):
        if j == i + 1:
            new.update(range(place[i], place[j]))
    return sorted(new)


def _edges(marked: Marked) -> set[int]:
    """Word indices at which some role starts or has just ended: a name across one is left alone."""
    out: set[int] = set()
    for role in marked.roles:
        for ix in role.values():
            have = set(ix)
            out |= {i for i in have if i - 1 not in have} | {i + 1 for i in have if i + 1 not in have}
    return out


def _renamed(
    run: tuple[str, ...],
    fate: dict[str, tuple[str, tuple[str, ...]]],
    proper: Proper,
    rng: random.Random,
    hide: float,
    swap: float,
) -> list[tuple[str, bool]] | None:
    kind = proper.kind(run)
    key = run[-1]
    if key not in fate:
        dice = rng.random()
        what = "hide" if dice < hide else "swap" if dice < hide + swap else "keep"
        others = proper.people if kind == "person" else proper.bodies
        fate[key] = (what, rng.choice(others) if others else run)
    what, other = fate[key]
    if what == "hide":
        return [(kind, True)]
    if what == "swap":
        return [(w, False) for w in (other[-1:] if len(run) == 1 else other)]
    return None


def restyle(seq: list[Word], rng: random.Random) -> list[Word]:
    """Now and then straight or foreign quotation marks, capitals throughout, or no capitals."""
    dice = rng.random()
    if dice < 0.15:
        marks = {"“": '"', "”": '"', "’": "'", "‘": "'"}
    elif dice < 0.17:
        marks = {"“": "«", "”": "»"}
    elif dice < 0.30:
        marks = {"''": '"'}
    else:
        marks = {}
    case = rng.random()
    turn = str.upper if case < 0.02 else str.lower if case < 0.03 else None
    if not marks and turn is None:
        return seq
    out = []
    for w in seq:
        parts = tuple((p if h else (turn(marks.get(p, p)) if turn else marks.get(p, p)), h) for p, h in w.parts)
        out.append(replace(w, parts=parts))
    return out


def targets(article: Article, marked: Marked) -> tuple[Labels, list[dict[int, int]]]:
    """Targets for all words of an article; the links are by word index of the article."""
    n = len(marked.words)
    free = -1
    tags, inner = [0] * n, [0 if article.nested else free] * n
    stance, kind, weight = [NONE] * n, [NONE] * n, [0.0] * n
    links: list[dict[int, int]] = [{} for _ in LINKS]
    pairs = sorted(
        zip(article.attributions, marked.roles, strict=True), key=lambda p: sum(len(ix) for ix in p[1].values())
    )
    for a, roles in pairs:
        if a.level > 1 or not (roles["cue"] or roles["content"]):
            continue
        layer = inner if a.level else tags
        for r, role in enumerate(ROLES):
            _tag(layer, roles[role], 1 + 2 * r)
        _link(links, a, roles)
        if roles["cue"]:
            c = roles["cue"][0]
            stance[c] = STANCES.index(a.stance) if a.stance else NONE
            kind[c] = CUE_KINDS.index(a.kind) if a.kind else NONE
            weight[c] = 1.0 if article.nested else 0.3
    # Where nesting is not labelled it can be only inside contents: elsewhere "nothing inner" is certain.
    inner = [(NONE if tags[i] >= 5 else 0) if x == free else x for i, x in enumerate(inner)]
    return Labels(tags, inner, stance, kind, weight), links


def _tag(layer: list[int], indices: list[int], begin: int) -> None:
    previous = None
    for i in indices:
        if layer[i] > 0:
            previous = None
            continue
        layer[i] = begin + (previous == i - 1)
        previous = i


def _link(links: list[dict[int, int]], a: Attribution, roles: dict[str, list[int]]) -> None:
    cue = roles["cue"][0] if roles["cue"] else -1
    for i in roles["source"]:
        # A source shared by several cues belongs to the nearest, here; the cues themselves point back at it.
        old = links[0].get(i)
        if old is None or abs(cue - i) < abs(old - i):
            links[0][i] = cue
    for i in roles["content"]:
        links[3 if a.level else 1].setdefault(i, cue)
    if cue >= 0:
        links[2][cue] = roles["source"][0] if roles["source"] else -1


def cut(
    article: Article, marked: Marked, vocabulary: WordPiece, rng: random.Random | None = None
) -> list[tuple[Window, Labels]]:
    """Windows of the article with their targets; with `rng`, packed from a random paragraph on."""
    whole, links = targets(article, marked)
    seq = restyle(marked.words, rng) if rng else marked.words
    opens = [i for i, w in enumerate(seq) if w.opens]
    at = rng.choice(opens[: max(1, len(opens) // 2)]) if rng and opens else 0
    out = []
    for base, stretch in ((0, seq[:at]), (at, seq[at:])):
        for w in windows(stretch, vocabulary):
            w = replace(w, words=tuple(i + base for i in w.words))
            out.append((w, _of_window(w, whole, links)))
    return out


def _of_window(w: Window, whole: Labels, links: list[dict[int, int]]) -> Labels:
    place = {i: k for k, i in enumerate(w.words)}
    # A target in another window is no opinion; "none" is -1.
    place[-1] = -1
    rows = [[place.get(link.get(i, NONE), NONE) for i in w.words] for link in links]
    tags, inner = ([layer[i] for i in w.words] for layer in (whole.tags, whole.inner))
    for layer in (tags, inner):
        # What goes on from the window before begins here.
        layer[0] -= layer[0] > 0 and layer[0] % 2 == 0
    return Labels(
        tags,
        inner,
        [whole.stance[i] for i in w.words],
        [whole.kind[i] for i in w.words],
        [whole.weight[i] for i in w.words],
        rows,
    )


__all__ = ["Marked", "Proper", "cut", "disguise", "mark", "targets"]
