"""From samples to windows with targets for every output of the event network."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from labels import Marked, Proper, disguise, restyle
from quiet import is_quiet
from sample import Happening, Sample, Span

from sayso.annotate.encoder.windows import Names, Window, windows, words
from sayso.annotate.encoder.wordpiece import WordPiece
from sayso.annotate.events.given import marked
from sayso.annotate.events.outputs import GIVEN, LINKS, ROLES, SIDES
from sayso.annotate.events.plover import STATUSES, kinds, roots

NONE = -100
Roles = dict[str, list[int]]


@dataclass(slots=True)
class Aims:
    """Targets of one window; lists run over its words, NONE is no opinion.

    `links`: (number of link, word, acceptable words or [-1] for none). `whole`: acceptable types of the whole, by
    number. `quiet`: words of news that begin no trigger. `latent`: acceptable source and target ends, where a
    trigger is there but nobody says which.
    """

    tags: list[int]
    kinds: list[int]
    status: list[int]
    main: list[int]
    sides: list[int]
    links: list[tuple[int, int, list[int]]] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    quiet: list[int] = field(default_factory=list)
    latent: list[int] = field(default_factory=list)
    latent_ends: list[list[int]] = field(default_factory=list)


Item = tuple[Window, Aims]


@dataclass(slots=True)
class Read:
    """A sample as words: the word indices of each span of it, one dictionary a happening and one for the rest."""

    sample: Sample
    marked: Marked


def read(sample: Sample, names: Names) -> Read:
    """Words of a sample, and which of them its spans cover."""
    seq = words(sample.text, names)
    starts, ends = [w.start for w in seq], [w.end for w in seq]

    def at(spans: dict[str, Span]) -> Roles:
        return {name: _covered(span, starts, ends) for name, span in spans.items()}

    roles = [at(_spans(h)) for h in sample.happenings]
    rest = {f"source {i}": s for i, s in enumerate(sample.source)}
    rest |= {f"target {i}": s for i, s in enumerate(sample.target)}
    rest |= {f"{side} {i}": s for i, (side, s) in enumerate(sample.sides)}
    return Read(sample, Marked(seq, [*roles, at(rest)]))


def _spans(h: Happening) -> dict[str, Span]:
    found = {"trigger": h.trigger}
    for role in ROLES:
        found |= {f"{role} {i}": span for i, span in enumerate(getattr(h, role))}
    return found


def _covered(span: Span, starts: list[int], ends: list[int]) -> list[int]:
    i = bisect_right(ends, span[0])
    found = []
    while i < len(starts) and starts[i] < span[1]:
        found.append(i)
        i += 1
    return found


def disguised(one: Read, proper: Proper, rng: random.Random, hide: float, swap: float) -> Read:
    """The sample with some of its names hidden or exchanged."""
    return Read(one.sample, disguise(one.marked, proper, rng, hide, swap))


def joined(reads: Sequence[Read]) -> Marked:
    """Several samples one after another, as paragraphs of one text; roles of each happening, in order."""
    seq, roles = [], []
    for one in reads:
        base = len(seq)
        seq += one.marked.words
        seq[base] = replace(seq[base], opens=True)
        roles += [{k: [i + base for i in ix] for k, ix in r.items()} for r in one.marked.roles[:-1]]
    return Marked(seq, roles)


def running(reads: Sequence[Read], vocabulary: WordPiece, rng: random.Random | None = None) -> Iterator[Item]:
    """Windows of running text: samples of sort full or place, joined."""
    reads = [r for r in reads if r.marked.words]
    if not reads:
        return
    whole = joined(reads)
    full = [r.sample.sort == "full" for r in reads for _ in r.marked.words]
    happenings, base = [], 0
    for r in reads:
        happenings += [replace(h, same=h.same + base if h.same >= 0 else -1) for h in r.sample.happenings]
        base += len(r.sample.happenings)
    seq = restyle(whole.words, rng) if rng else whole.words
    for window in windows(seq, vocabulary):
        yield window, _of_window(window, whole, happenings, full)


def _of_window(w: Window, whole: Marked, happenings: Sequence[Happening], full: Sequence[bool]) -> Aims:
    place = {i: k for k, i in enumerate(w.words)}
    n = len(w.words)
    aims = Aims([0 if full[i] else NONE for i in w.words], [NONE] * n, [NONE] * n, [NONE] * n, [NONE] * n)
    aims.quiet = [k for k, i in enumerate(w.words) if not full[i] and is_quiet(whole.words, i)]
    for h, roles in zip(happenings, whole.roles, strict=True):
        trigger = [place[i] for i in roles["trigger"] if i in place]
        if not trigger or roles["trigger"][0] not in place:
            continue
        first = trigger[0]
        if h.kind[0]:
            aims.tags[first] = 1
            for k in trigger[1:]:
                aims.tags[k] = 2
            aims.kinds[first] = kinds().index(h.kind)
            aims.status[first] = STATUSES.index(h.status)
            aims.main[first] = int(not h.background)
            _same(aims, h, whole, place, first)
        for role in ROLES:
            if h.kind[0] or role == "place":
                _link(aims, role, roles, w, place, first)
    return aims


def _same(aims: Aims, h: Happening, whole: Marked, place: dict[int, int], first: int) -> None:
    target = whole.roles[h.same]["trigger"][0] if h.same >= 0 else -1
    if target < 0:
        aims.links.append((LINKS.index("same"), first, [-1]))
    elif target in place:
        aims.links.append((LINKS.index("same"), first, [place[target]]))


def _link(aims: Aims, role: str, roles: Roles, w: Window, place: dict[int, int], first: int) -> None:
    """Point at the spans of a role in the trigger's own paragraph; at those elsewhere only where it has none."""
    spans = [ix for name, ix in roles.items() if name.startswith(role + " ") and ix]
    seen = [[place[i] for i in ix] for ix in spans if ix[0] in place and ix[-1] in place]
    near = [ix for ix in seen if w.paragraphs[ix[0]] == w.paragraphs[first]]
    if spans and not seen:
        return
    chosen = near or seen
    for end, at in (("start", 0), ("end", -1)):
        aims.links.append((LINKS.index(f"{role} {end}"), first, [ix[at] for ix in chosen] or [-1]))


def alone(one: Read, vocabulary: WordPiece, given: bool) -> Item | None:
    """A sentence by itself, its source and target marked if `given`; None if it does not fit one window."""
    found = list(windows(one.marked.words, vocabulary))
    if len(found) != 1:
        return None
    window, rest = found[0], one.marked.roles[-1]
    n = len(window.words)
    aims = Aims(*([NONE] * n for _ in range(5)))
    if not given:
        aims.quiet = [k for k, i in enumerate(window.words) if is_quiet(one.marked.words, i)]
    if one.sample.sort == "sides":
        aims.sides = [0] * n
        for name, ix in rest.items():
            tag = SIDES.index(f"B-{name[0]}")
            for k, i in enumerate(ix):
                aims.sides[i] = tag + (k > 0)
    numbers = [roots().index(r) for r in one.sample.roots]
    if given:
        aims.whole = numbers
        sides = {s: [i for n, ix in rest.items() if n.startswith(s) for i in ix] for s in GIVEN[1:]}
        window = marked(window, sides)
    elif numbers and _ends(rest):
        aims.latent, aims.latent_ends = numbers, _ends(rest)
    return window, aims


def _ends(rest: Roles) -> list[list[int]]:
    """Words at which source begins and ends, and target begins and ends; empty where either is missing."""
    sides = [[ix for name, ix in rest.items() if name.startswith(s) and ix] for s in ("source", "target")]
    if not all(sides):
        return []
    return [[ix[at] for ix in spans] for spans in sides for at in (0, -1)]


def names_of(texts: Iterable[Sample]) -> Proper:
    """Names known by their capitals, and names to put in their place."""
    return Proper(texts)
