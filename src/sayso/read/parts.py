"""The parts of a text: headline, byline, date, dateline, caption, body, credit, furniture.

The text is looked at line by line, a line being a paragraph. What a line is, its words say first; then where it
stands: before the first sentence of the report, among its sentences, or after the last. Every character but
blank space lies in exactly one part.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.model import Credit, Dateline, Precision, Span
from sayso.read.captions import Caption, find_caption, may_be_caption, signs_in
from sayso.read.credits import CreditLine, bare_name, cues_in, find_credit
from sayso.read.dateline import Found, day_of, find_dateline
from sayso.read.dates import day_line, find_day
from sayso.read.furniture import LONGEST_LEARNED, digest, furniture_kind, section_kind
from sayso.read.item import Article
from sayso.read.names import lookup

VERSION = "parts/1"
"""How part findings are signed. Raise it whenever a text can be laid out otherwise."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text, possibly in several pieces (a body around a caption)."""

    part: str
    spans: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a text in order of their first character, and what they say of the report."""

    parts: tuple[Part, ...]
    title: str | None
    byline: str | None
    published: str | None
    """The ISO day or month written on the page; null when none is."""
    precision: Precision
    dateline: Dateline | None
    credits: tuple[Credit, ...]


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    prose: bool
    pieces: tuple["_Piece", ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    part: str
    start: int
    end: int
    confidence: float


@dataclass(slots=True)
class _Draft:
    """What has been found so far while going down the lines."""

    known: Article
    learned: frozenset[str]
    cues: tuple[str, ...]
    signs: tuple[str, ...]
    title: str | None = None
    byline: str | None = None
    day: tuple[str, Precision] | None = None
    dateline: tuple[Found, int] | None = None
    sentences: int = 0
    """Lines of prose of the body so far."""


_LINE = re.compile(r"[^\s][^\n\r\u2028\u2029]*")
_BLOCK = re.compile(r"\S(?:[^\n]++|\n(?!\s*\n))*+")
_WRAPPED = re.compile(r"\n[a-z]")
_STOPS = ' \n\t.!?:”"'
_MANY_WRAPPED = 3
"""So many lines that go on in lower case make a text hard-wrapped: its paragraphs are its blocks."""
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।:;][\"”’'»)\]]{0,3}\s*$|[.!?…。][\"”]?\s*(?:\(\w+\))?$")
_BYLINE = re.compile(
    r"^(?:By|BY|by|Written by|Posted by|Reported by|Story by|Text by|Von|Par|Por|Di|Автор|Yazar|بقلم|كتب|نوشته)"
    r"\s*:?\s+(?P<name>[^\n]{2,110})$"
)
_ROLE = re.compile(
    r"\b(?:contributor|correspondent|staff|writer|reporter|editor|columnist|bureau|newsroom|desk|journalist)s?\W*$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[\W_]+")
_MOST_LINES = 50_000
"""Lines told apart; what comes after them is one more. The longest real reports have some hundred."""
_TOP_LINES = 8
_LAST_LINES = 6
_LINES_WITH_DATELINE = 4
"""Lines of prose among which a dateline is looked for: a summary may stand above it."""
_CREDIT_END = 500
"""Characters at the end of a line in which a credit is looked for."""
_SHORT = 160
"""Characters up to which a line amid the body can be a credit."""
_LONGEST_CALL = 220
"""Characters up to which a line amid the body is looked at for being furniture."""
_LONG_ENOUGH = 100
"""Characters from which a line without a closing stop is still prose."""
_ABOUT_FROM = 0.4
_ABOUT_SHARE = 0.5
"""A heading such as "About us" begins the publisher's own text only past two fifths of the page and before half."""


def lay_out(text: str, known: Article, learned: frozenset[str] = frozenset()) -> Layout:
    """The parts of ``text``. ``known`` is what its reader knows of the report (title, byline, outlet, published);
    ``learned`` holds the digests of the lines its outlet repeats (``furniture.learn_furniture``).
    """
    lines = list(_lines(text))
    draft = _Draft(known, learned, cues_in(_where_credits_stand(lines)), signs_in(text))
    end = _about(lines, len(text))
    first, last = _prose_bounds(lines[:end], draft)
    credits: list[Credit] = []
    for i, line in enumerate(lines):
        line.pieces = _pieces(lines, i, (first, last, end), draft, credits)
    return Layout(
        parts=tuple(_parts(lines)),
        title=draft.title,
        byline=draft.byline,
        published=draft.day[0] if draft.day else None,
        precision=draft.day[1] if draft.day else "none",
        dateline=_dateline(draft),
        credits=_once(text, credits),
    )


def _lines(text: str) -> Iterator[_Line]:
    ends = (text[match.start() - 1 : match.start()] for match in _WRAPPED.finditer(text))
    wrapped = sum(1 for end in ends if end not in _STOPS) >= _MANY_WRAPPED
    for number, match in enumerate((_BLOCK if wrapped else _LINE).finditer(text)):
        if number == _MOST_LINES:
            yield _line(text, match.start(), len(text))
            return
        yield _line(text, *match.span())


def _line(text: str, start: int, end: int) -> _Line:
    stripped = text[start:end].rstrip()
    return _Line(start, start + len(stripped), stripped, _is_prose(stripped))


def _where_credits_stand(lines: Sequence[_Line]) -> str:
    """The short lines, and the first and last ones: a credit is not looked for elsewhere."""
    late = len(lines) - _LAST_LINES
    return "\n".join(
        line.text[-_CREDIT_END:]
        for i, line in enumerate(lines)
        if len(line.text) <= _SHORT or i < 3 or i >= late
    )


def _about(lines: Sequence[_Line], size: int) -> int:
    """The line at which the publisher's text about itself begins, or the number of lines."""
    for i, line in enumerate(lines):
        late = line.start >= _ABOUT_FROM * size and size - line.start <= _ABOUT_SHARE * size
        if late and section_kind(line.text) == "about":
            return i
    return len(lines)


def _prose_bounds(lines: Sequence[_Line], draft: _Draft) -> tuple[int, int]:
    """The first and last line of sentences that are not furniture or credit; of a text without any, its longest."""
    prose = [i for i, line in enumerate(lines) if line.prose]
    while prose and _is_aside(lines[prose[-1]].text, draft):
        prose.pop()
    if not prose:
        longest = max(range(len(lines)), key=lambda i: len(lines[i].text), default=0)
        return longest, longest
    return prose[0], prose[-1]


def _is_prose(line: str) -> bool:
    if len(line) >= _LONG_ENOUGH:
        return True
    return _SENTENCE_END.search(line[-12:]) is not None and (len(line.split()) >= 3 or not line.isascii())


def _is_aside(line: str, draft: _Draft) -> bool:
    if furniture_kind(line) or not any(letter.isalnum() for letter in line):
        return True
    found = find_credit(line, draft.known.outlet, at_end=False, cues=draft.cues)
    if (found is not None and found.start == 0 and found.end == len(line)) or bare_name(
        line, at_end=True
    ) is not None:
        return True
    return (
        day_line(line) is not None
        or find_caption(line, at_top=False, at_end=True, signs=draft.signs) is not None
    )


def _pieces(
    lines: Sequence[_Line], i: int, bounds: tuple[int, int, int], draft: _Draft, credits: list[Credit]
) -> tuple[_Piece, ...]:
    """What the pieces of line ``i`` are. ``bounds``: first and last line of prose, first of the publisher's text."""
    first, last, end = bounds
    line = lines[i]
    if i >= end:
        return (_Piece("furniture", 0, len(line.text), 0.9),)
    if _is_plainly_body(lines, i, last, draft):
        return (_Piece("body", 0, len(line.text), 0.9),)
    whole = _heading(line, i, first, draft) or _framed(lines, i, last, draft)
    if whole:
        return whole
    if found := _caption(line, i, first, last, draft):
        credits.extend(_placed(credit, line.start) for credit in found.credits)
        return _with_rest(line, "caption", found.start, found.end, found.confidence, draft)
    if given := _credit(lines, i, last, draft):
        credits.extend(_placed(credit, line.start) for credit in given.credits)
        return _with_rest(line, "credit", given.start, given.end, given.confidence, draft)
    return _prose(line, i, last, draft)


def _is_plainly_body(lines: Sequence[_Line], i: int, last: int, draft: _Draft) -> bool:
    """A long line amid the body with no sign of anything else, as most lines are."""
    line = lines[i]
    amid = (
        line.prose
        and draft.sentences >= _LINES_WITH_DATELINE
        and i < last
        and 3 <= i < len(lines) - _LAST_LINES
    )
    return (
        amid
        and len(line.text) > _LONGEST_CALL
        and not draft.learned
        and not may_be_caption(line.text, draft.signs)
    )


def _heading(line: _Line, i: int, first: int, draft: _Draft) -> tuple[_Piece, ...]:
    """Headline, byline and date, which stand before the body or close to its top."""
    text = line.text
    if i >= _TOP_LINES or draft.sentences:
        return ()
    if draft.known.title and _same(text, draft.known.title):
        return (_Piece("headline", 0, len(text), 0.97),)
    return _date(line, draft) or _byline(line, i, first, draft) or _first_line(line, i, first, draft)


def _date(line: _Line, draft: _Draft) -> tuple[_Piece, ...]:
    found = day_line(line.text)
    if found is None:
        return ()
    if draft.day is None:
        draft.day = found[0], found[1]
    return (_Piece("date", 0, len(line.text), 0.95),)


def _byline(line: _Line, i: int, first: int, draft: _Draft) -> tuple[_Piece, ...]:
    text = line.text
    match = _BYLINE.match(text)
    named = match["name"] if match else None
    stated = draft.known.byline
    if named is None and not (stated and _same(text, stated)) and not _signs(text, i, first):
        return ()
    day = find_day(text)
    draft.byline = draft.byline or (named or text)[:120].split(" | ")[0].strip()
    if day is None:
        return (_Piece("byline", 0, len(text), 0.9 if named or stated else 0.7),)
    at = day[1][0]
    draft.day = draft.day or (day[0], "day")
    draft.byline = text[match.start("name") if match else 0 : at].strip(" |,•·-–—")
    return (
        (_Piece("byline", 0, at, 0.85), _Piece("date", at, len(text), 0.85))
        if at
        else (_Piece("date", 0, len(text), 0.85),)
    )


def _signs(text: str, i: int, first: int) -> bool:
    """A short line over the body that names an outlet or a writer's post."""
    if i >= first or len(text) > 60:
        return False
    return lookup(text.strip(" |—-")) is not None or (_ROLE.search(text) is not None and len(text.split()) <= 6)


def _first_line(line: _Line, i: int, first: int, draft: _Draft) -> tuple[_Piece, ...]:
    """A first line that is no sentence, with sentences below it, is the headline."""
    text = line.text
    is_title = (
        i == 0
        and first > 0
        and 15 <= len(text) <= 220
        and not _SENTENCE_END.search(text)
        and len(text.split()) >= 3
    )
    if not is_title or _is_aside(text, draft):
        return ()
    if draft.known.title is None:
        draft.title = text
    return (_Piece("headline", 0, len(text), 0.8 if draft.known.title is None else 0.6),)


def _framed(lines: Sequence[_Line], i: int, last: int, draft: _Draft) -> tuple[_Piece, ...]:
    """Furniture, by its words, by what the outlet repeats, or by standing under a heading of furniture."""
    text = lines[i].text
    whole = (0, len(text))
    if not any(letter.isalnum() for letter in text):
        return (_Piece("furniture", *whole, 0.8),)
    if (
        draft.learned
        and len(text) <= LONGEST_LEARNED
        and digest(text) in draft.learned
        and not _credits_line(text, draft)
    ):
        return (_Piece("furniture", *whole, 0.95),)
    if furniture_kind(text) and not _credits_line(text, draft):
        return (_Piece("furniture", *whole, 0.9),)
    if i > last and (found := day_line(text)):
        draft.day = draft.day or (found[0], found[1])
        return (_Piece("date", *whole, 0.85),)
    if i > 0 and not lines[i].prose and _under_section(lines, i) and not _credits_line(text, draft):
        return (_Piece("furniture", *whole, 0.75),)
    return ()


def _credits_line(text: str, draft: _Draft) -> bool:
    return find_credit(text, draft.known.outlet, at_end=True, cues=draft.cues) is not None


def _under_section(lines: Sequence[_Line], i: int) -> bool:
    """Whether only short lines stand between the line and a heading such as "Most read"."""
    above = i - 1
    while above >= 0 and i - above <= 12:
        if section_kind(lines[above].text):
            return True
        if lines[above].prose:
            return False
        above -= 1
    return False


def _caption(line: _Line, i: int, first: int, last: int, draft: _Draft) -> Caption | None:
    at_top = draft.sentences == 0 and (i < last or last == first)
    return find_caption(line.text, at_top=at_top and i < last, at_end=i >= last, signs=draft.signs)


def _credit(lines: Sequence[_Line], i: int, last: int, draft: _Draft) -> CreditLine | None:
    text = lines[i].text
    at_end = i >= last
    if not at_end and len(text) > _SHORT and 3 <= i < len(lines) - _LAST_LINES:
        return None
    named = bare_name(text, at_end=i > last or len(text) < 40) if at_end else None
    return named or find_credit(text, draft.known.outlet, at_end=at_end, cues=draft.cues)


def _prose(line: _Line, i: int, last: int, draft: _Draft) -> tuple[_Piece, ...]:
    """Body, with the dateline it may open with; or a short line left over below the last sentence."""
    text = line.text
    if i > last and not line.prose:
        return (_Piece("furniture", 0, len(text), 0.6),)
    found = find_dateline(text) if draft.dateline is None and draft.sentences < _LINES_WITH_DATELINE else None
    draft.sentences += line.prose
    if found is None:
        return (_Piece("body", 0, len(text), 0.9),)
    draft.dateline = found, line.start
    rest = _Piece("body", len(text) - len(text[found.end :].lstrip()), len(text), 0.95)
    head = _Piece("dateline", found.start, found.end, found.confidence)
    return (head, rest) if text[found.end :].strip() else (head,)


def _with_rest(
    line: _Line, part: str, start: int, end: int, confidence: float, draft: _Draft
) -> tuple[_Piece, ...]:
    """The found piece, with what stands before and after it in the line."""
    text = line.text
    before = _prose(replace(line, text=text[:start].rstrip()), 0, 0, draft) if text[:start].strip() else ()
    piece = _Piece(part, start, end, confidence)
    if not text[end:].strip():
        return (*before, piece)
    after = "furniture" if furniture_kind(text[end:].strip()) else "body"
    return (*before, piece, _Piece(after, end, len(text), 0.7))


def _placed(credit: Credit, offset: int) -> Credit:
    return replace(credit, spans=tuple((start + offset, end + offset) for start, end in credit.spans))


def _once(text: str, credits: Sequence[Credit]) -> tuple[Credit, ...]:
    """A credit given again in the same words (a caption shown twice) is one credit at several places."""
    found: dict[tuple[str, str, str], Credit] = {}
    for credit in credits:
        key = credit.name, credit.kind, text[credit.spans[0][0] : credit.spans[0][1]]
        before = found.get(key)
        spans = tuple(sorted({*before.spans, *credit.spans})) if before else credit.spans
        found[key] = replace(credit, spans=spans)
    return tuple(sorted(found.values(), key=lambda credit: (credit.spans, credit.name)))


def _dateline(draft: _Draft) -> Dateline | None:
    if draft.dateline is None:
        return None
    found, offset = draft.dateline
    near = draft.known.published or (draft.day[0] if draft.day else None)
    stated = find_day(near) if near else None
    day = day_of(found.stated_day, stated[0] if stated else None)
    return Dateline(found.place, found.agency, day, ((found.start + offset, found.end + offset),))


def _same(line: str, stated: str) -> bool:
    left, right = _PLAIN.sub("", line).lower(), _PLAIN.sub("", stated).lower()
    return bool(left) and (
        left == right or (len(right) > 20 and left.startswith(right) and len(left) < len(right) + 30)
    )


def _parts(lines: Sequence[_Line]) -> Iterator[Part]:
    """Parts from pieces: neighbouring furniture is one part, and so is the body however often interrupted."""
    runs: list[list[_Placed]] = []
    body: list[_Placed] = []
    for piece in _in_order(lines):
        last = runs[-1][-1] if runs else None
        if piece.part == "body":
            if not body:
                runs.append(body)
            body.append(piece)
        elif piece.part == "furniture" and last and last.part == "furniture" and last.at + 1 == piece.at:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    for run in runs:
        yield Part(run[0].part, tuple(_spans(run)), min(piece.confidence for piece in run))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A piece in the whole text, and how many pieces stand before it."""

    at: int
    part: str
    start: int
    end: int
    confidence: float


def _in_order(lines: Sequence[_Line]) -> Iterator[_Placed]:
    pieces = ((line.start, piece) for line in lines for piece in line.pieces)
    for at, (offset, piece) in enumerate(pieces):
        yield _Placed(at, piece.part, offset + piece.start, offset + piece.end, piece.confidence)


def _spans(run: Sequence[_Placed]) -> Iterator[Span]:
    """Spans of a run, those joined that nothing but blank space parts."""
    first = last = run[0]
    for piece in run[1:]:
        if piece.at != last.at + 1:
            yield first.start, last.end
            first = piece
        last = piece
    yield first.start, last.end
