"""What quotation marks say beyond the model: form, quotations that run on without a cue, exact spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.annotate.claims.decode import Draft
from sayso.annotate.encoder.windows import Word

Span = tuple[int, int]

# Shorter than this, a quoted paragraph is a title or a slogan, not a speaker going on.
SHORTEST_RUN = 5
_BEHIND = 2
_FIRST_PERSON = frozenset(("i", "we", "me", "us", "my", "our"))


def form_of(sequence: Sequence[Word], quoted: Sequence[bool], content: Sequence[int]) -> str:
    """direct when all words of the content are quoted, indirect when none is, else mixed."""
    inside = {quoted[i] for i in content if speaks(sequence[i])}
    return "mixed" if len(inside) > 1 else "direct" if True in inside else "indirect"


def speaks(word: Word) -> bool:
    """Whether it is a word and not a mark."""
    return any(hidden or any(c.isalnum() for c in part) for part, hidden in word.parts)


def spans_of(text: str, sequence: Sequence[Word], indices: Sequence[int]) -> tuple[Span, ...]:
    """Spans of runs of neighbouring words, without quotation marks and punctuation at their outer ends."""
    spans: list[Span] = []
    for run in _runs(sorted(indices)):
        kept = _trimmed(sequence, run)
        if kept:
            spans.append(_unquoted(text, sequence[kept[0]].start, sequence[kept[-1]].end))
    return tuple(spans)


def within_quotation(sequence: Sequence[Word], quoted: Sequence[bool], indices: Sequence[int]) -> list[int]:
    """The words of a content that begins in a quotation, without a new sentence that follows the quotation's end."""
    kept: list[int] = []
    for run in _runs(sorted(indices)):
        spoken = [i for i in run if speaks(sequence[i])]
        ends = spoken and quoted[spoken[0]]
        cut = next((i for i in spoken if ends and not quoted[i] and _opens_sentence(sequence, i)), None)
        kept.extend(run if cut is None else [i for i in run if i < cut])
    return kept


def _opens_sentence(sequence: Sequence[Word], i: int) -> bool:
    """Whether word ``i``, with a capital, comes after a closing quotation mark and the end of a sentence."""
    first, hidden = sequence[i].parts[0]
    if i < _BEHIND or not (hidden or first[0].isupper()):
        return False
    end, mark = (sequence[i - n].parts[-1][0] for n in (2, 1))
    return mark in ("”", '"', "''", "»") and end in (".", "?", "!")


def _runs(indices: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for i in indices:
        if run and i != run[-1] + 1:
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _trimmed(sequence: Sequence[Word], run: list[int]) -> list[int]:
    a, b = 0, len(run)
    while a < b and not speaks(sequence[run[a]]) and sequence[run[a]].parts[0][0] not in "$€£([":
        a += 1
    while b > a and not speaks(sequence[run[b - 1]]) and sequence[run[b - 1]].parts[0][0] not in "%)]":
        b -= 1
    return run[a:b] if any(speaks(sequence[i]) for i in run[a:b]) else []


def _unquoted(text: str, start: int, end: int) -> Span:
    """A word may end in a mark ("U.S."): only bare quotation marks are cut."""
    while start < end and text[start] in '“"„«”»':
        start += 1
    while end > start and text[end - 1] in '”"»“«':
        end -= 1
    return start, end


def with_running(sequence: Sequence[Word], quoted: Sequence[bool], drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts with quotations that run on: a paragraph quoted throughout is a claim of the running speaker.

    What such a paragraph itself attributes ("They said …") is one level further in; the speaker's own "I said" is not
    another claim.
    """
    out: list[Draft] = []
    speaking = False
    by_paragraph = _by_paragraph(sequence, drafts)
    for words, inside in by_paragraph:
        if not _all_quoted(sequence, quoted, words):
            out.extend(inside)
            speaking = any(d.level == 0 for d in inside)
            continue
        if _covered(inside, words) or not (speaking or inside):
            out.extend(inside)
            speaking = speaking or bool(inside)
            continue
        out.append(Draft([], content=words, score=0.5))
        out.extend(replace(d, level=d.level + 1) for d in inside if not _own(sequence, d))
    return out


def _by_paragraph(sequence: Sequence[Word], drafts: Sequence[Draft]) -> list[tuple[list[int], list[Draft]]]:
    paragraphs: list[tuple[list[int], list[Draft]]] = []
    number: list[int] = []
    for i, word in enumerate(sequence):
        if word.opens or not paragraphs:
            paragraphs.append(([], []))
        paragraphs[-1][0].append(i)
        number.append(len(paragraphs) - 1)
    for d in drafts:
        paragraphs[number[(d.cue or d.content)[0]]][1].append(d)
    return paragraphs


def _all_quoted(sequence: Sequence[Word], quoted: Sequence[bool], words: Sequence[int]) -> bool:
    spoken = [i for i in words if speaks(sequence[i])]
    return len(spoken) >= SHORTEST_RUN and all(quoted[i] for i in spoken)


def _covered(drafts: Sequence[Draft], words: Sequence[int]) -> bool:
    """Whether an attribution without a cue, or one with its cue elsewhere, already holds most of the paragraph."""
    own = set(words)
    return any(
        d.level == 0 and (not d.cue or d.cue[0] not in own) and 2 * len(own & set(d.content)) > len(own)
        for d in drafts
    )


def _own(sequence: Sequence[Word], d: Draft) -> bool:
    return bool(d.source) and sequence[d.source[0]].parts[0][0].lower() in _FIRST_PERSON
