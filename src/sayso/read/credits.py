"""Credit lines: whose words a report is, as it says itself at its end, in its copyright, or under its headline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model import Credit, Span
from sayso.read.names import Kind, find_names, lookup, sounds_like_outlet, unknown_outlets, unnamed_wires
from sayso.read.tables import words

_REPORT = (
    r"(?:report|story|article|piece|dispatch|account|post|column|essay|op-ed|commentary|interview|analysis)"
)
_CONTRIBUTED = re.compile(
    rf"\bcontribut(?:ed|ing|es)\b\s*(?:to\s(?:this|the)\s(?:[\w-]+\s)?{_REPORT}|(?:additional\s"
    rf")?report(?:ing|s)|from\s(?-i:[A-Z])|in\s(?-i:[A-Z])|[.,]|$)|^\W*contributing(?:\swriters?)?:|"
    rf"\bcontributed\s(?:to|by)\b.{{0,20}}$",
    re.IGNORECASE,
)
_MATERIAL = re.compile(
    rf"\b(?:material|information|reporting|files?|reports?|inputs?|content|copy|dispatches)\s"
    rf"(?:from|by)\s.{{2,80}}\s(?:was|were|is|are|has been|have been)\s(?:also\s)?(?:used|included|"
    rf"contributed)\b"
    rf"|\bthis\s{_REPORT}\s(?:also\s)?(?:contains?|includes?|incorporates?|uses?|draws\son|is\s"
    rf"based\son|was\sbased\son|relies\son)\s(?:\w+\s){{0,2}}(?:material|information|reporting|"
    rf"content|reports?|files?|copy|contributions?)\b"
    rf"|^\W*this\s{_REPORT}\s(?:was\s|is\s|has\sbeen\s|is\sbeing\s)?(?:originally\s|first\s|"
    rf"also\s|previously\s|re-?)?(?:compiled|produced|published|republished|appeared|appears|"
    rf"written|reported|prepared|provided|adapted|translated|sourced|syndicated|created|"
    rf"auto-generated|featured)\b(?!\s(?:today|yesterday|that))"
    rf"|^\W*the\s{_REPORT}\s(?:was\s)?(?:originally|first)\s(?:appeared|published)\b"
    rf"|^\W*(?:compiled|reported|written|edited|produced|adapted|translated)\s(?:from|by)\s(?-i:[A-Z])|"
    rf"\boriginally\s(?:appeared|published|posted)\b|\bfirst\s(?:appeared|published)\s(?:in|on|at|"
    rf"by)\b"
    rf"|\brepublished\s(?:here\s)?(?:with|from|by|under)\b|\breprinted\s(?:with|from|by)\b|"
    rf"\b(?:content|news|publishing|media|reporting)\spartner(?:ship)?\b|\bpublished\sin\s"
    rf"partnership\b|\bby\sarrangement\swith\b"
    rf"|\bsyndicated\sfeed\b|\bagency\sfeed\b|\bfor\smore\sarticles\slike\sthis\b|\bit\soriginally\sappeared\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"^\W*(?:\W*with\s(?:\w+\s){0,2}(?:files|reporting|reports|input|inputs|agencies|agency|"
    r"wires?|wire|contributions?|additional)\b|with\s(?:the\s)?(?-i:[A-Z])[\w.]*(?:[\s,/&]+(?:and\s|"
    r"the\s)?(?-i:[A-Z])[\w.]*){0,6}\W*$"
    r"|(?:with\s)?additional\s(?:reporting|information|material)\b|(?:additional\s)?report(?:ing|"
    r"ed)\sby\b|writing\sby\b|edit(?:ing|ed)\sby\b|compiled\sby\b|source\(?s?\)?\s?:|(?:news\s"
    r")?agencies\b.{0,30}$|agence[s]?\b.{0,20}$"
    r"|(?:by|from)\s(?:our\s)?(?:wire|news)\s(?:services|agencies|reports)|from\swires|combined\s"
    r"wire|wire\sreports|staff\sand\swire|courtesy\s(?:of\s|:\s?)|via\s(?-i:[A-Z])|mit\smaterial|"
    r"quelle\s?:|avec\s(?:afp|reuters|agences)|con\sinformación\sde|fuente\s?:|fonte\s?:|con\s"
    r"agenzie|источник\s?:|kaynak\s?:|المصدر\s?:|المصادر\s?:|وكالات|منبع\s?:|מקור\s?:|来源\s?[:：]|"
    r"出典\s?[:：]|출처\s?[:：])",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"^\W{0,4}(?:©|\(c\)\s|copyright\b|&copy;)|©\s?(?:\d{4}|[A-Z])|\bcopyright\s(?:©|\(c\)|\d{4})",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"^Forwarded from (?P<name>.{2,80})$")
_PLACED = re.compile(
    r"^[A-Z][\w.'’-]+(?:(?:,\s|\sand\s|,\sand\s|\s)[A-Z][\w.'’-]+){0,12},?\sreported(?:\s\w+)?\sfrom\s[A-Z]"
)
_BRACKETED = re.compile(
    r"[(\[]\s*(?:with\s(?:\w+\s){0,3}(?:from\s)?)?(?P<in>[^()\[\]\n]{2,60})\s*[)\]]\W*$", re.IGNORECASE
)
_SIGNED = re.compile(r"(?:\s(?:--|—|–|-)\s?|\s/\s?|/)(?P<in>[A-Z][\w. &/]{1,40})\W*$")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“‘(]?[A-Z])")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|St|Jr|Sr|Calif|Colo|Conn|Ill|Mass|Mich|Minn|"
    r"Miss|Pa|Va|Wash|Ala|Ariz|Fla|Ga|Ind|Tenn|Tex|Wis|Inc|Co|Ltd|No))\.$"
)
_FOR_NAME = re.compile(
    r"(?:partnership\swith|appeared\s(?:in|on|at)|published\s(?:in|on|at|by|with)|posted\s(?:in|"
    r"on|at)|republished\sfrom|reprinted\sfrom|permission\s(?:of|from)|arrangement\swith|"
    r"courtesy(?:\sof|:)|material\sfrom|information\sfrom|content\sfrom|compiled\s"
    r"from|produced\sby|provided\sby|prepared\sby|sourced\sfrom|source\(?s?\)?\s?:|visit\sus\sat|"
    r"via)\s(?:the\s)?"
    r"(?P<name>(?:(?-i:[A-Z])[\w.&'’-]*|[a-z]+\.(?:com|org|net))(?:\s(?:(?-i:[A-Z])[\w.&'’-]*|of|the|and|"
    r"for)(?=\s|[.,]|$)){0,6})",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\)|"
    r"copyright)?\s*(?:\d{4}(?:\s?[-–]\s?\d{2,4})?,?)?\s*(?:by\s|of\s)?(?:the\s"
    r")?(?P<name>(?-i:[A-Z])[\w.&'’-]*(?:\s(?:(?-i:[A-Z])[\w.&'’-]*|of|the|and|for)){0,6})",
    re.IGNORECASE,
)
_CUES = (
    "ontribut",
    "opyright",
    "©",
    "(c) ",
    "&copy;",
    "aterial from",
    "aterials from",
    "nformation from",
    "is report",
    "is story",
    "is article",
    "is piece",
    "is column",
    "is post",
    "The story",
    "The report",
    "ublished",
    "ppeared",
    "artnership",
    "rrangement",
    "eprint",
    "yndicat",
    "gency feed",
    "ompiled",
    "dditional ",
    "eporting by",
    "eported by",
    "riting by",
    "diting by",
    "dited by",
    "ritten by",
    "ources:",
    "ource:",
    "Source",
    "SOURCE",
    "gencies",
    "GENCIES",
    "gence",
    "ires",
    "ith files",
    "ith inputs",
    "ith input",
    "ith report",
    "With ",
    "ourtesy",
    "Via ",
    "via ",
    "orwarded from",
    "more articles like",
    " used in",
    "rights reserved",
    "reported from",
    "Quelle",
    "Mit ",
    "Avec ",
    "uente",
    "Fonte",
    "Con ",
    "Источник",
    "Kaynak",
    "المصدر",
    "المصادر",
    "وكالات",
    "منبع",
    "מקור",
    "来源",
    "出典",
    "출처",
)
"""Words one of which every credit holds: a quick look that spares most lines the rest."""
_REUSE_SIGNS = (
    "this ",
    " was ",
    " were ",
    "compiled",
    "reported",
    "written",
    "edited",
    "produced",
    "adapted",
    "first ",
    "translated",
    "originally",
    "republished",
    "reprinted",
    "partner",
    "arrangement",
    "feed",
    "articles like",
)
"""Words one of which every sentence that ``_MATERIAL`` accepts holds."""
_WORD = re.compile(r"[^\W\d_]+")
_JOINING = frozenset(("and", "with", "the", "staff", "via", "from", "for", "news", "by"))
_LONGEST_LINE = 500
_LONGEST_SENTENCE = 420
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A stretch ``[start, end)`` of a line that gives credit, and the credits it gives."""

    start: int
    end: int
    credits: tuple[Credit, ...]
    confidence: float


def cues_in(text: str) -> tuple[str, ...]:
    """The words of a text by which one of its lines can be a credit; found once, they spare each line the rest."""
    return tuple(cue for cue in _CUES if cue in text)


def find_credit(
    line: str, outlet: str | None, *, at_end: bool, cues: tuple[str, ...] = _CUES
) -> CreditLine | None:
    """The closing stretch of a line that says whose report it is, or None.

    ``cues`` are the ``cues_in`` of the whole text. ``outlet`` is who published the report: a line that credits
    only people by name credits its staff. ``at_end``: no prose follows the line, so that a bare "(Agency)" or
    "— Agency" signs it.
    """
    if len(line) > _LONGEST_LINE and not at_end:
        return None
    tail = line[-_LONGEST_LINE:]
    if cues and any(cue in tail for cue in cues):
        if match := _FORWARDED.match(line):
            return CreditLine(0, len(line), (Credit(match["name"], "outlet", ((0, len(line)),)),), 0.95)
        if found := _sentences(line, outlet, at_end):
            return found
    return _signature(line) if at_end else None


def bare_name(line: str, *, at_end: bool) -> CreditLine | None:
    """A line that is nothing but the name of an agency or outlet, as under a reprinted report."""
    plain = line.strip(" .—–-()[]/|*\u00a0\u200f\u200e")
    if not 1 < len(plain) <= _LONGEST_NAME:
        return None
    start = line.index(plain)
    span = (start, start + len(plain))
    known = lookup(plain)
    if known:
        return CreditLine(0, len(line), (Credit(known[0], known[1], (span,)),), 0.9 if at_end else 0.7)
    if not at_end:
        return None
    named = _named(plain, span)
    if named:
        return CreditLine(0, len(line), named, 0.85)
    pieces = plain.split()
    looks = (
        len(pieces) <= 5
        and all(piece[0].isupper() or piece in ("of", "the", "and", "al") for piece in pieces)
        and sounds_like_outlet(plain)
    )
    credit = Credit(plain.removeprefix("The "), "outlet", (span,))
    return CreditLine(0, len(line), (credit,), 0.7) if looks else None


def _named(plain: str, span: Span) -> tuple[Credit, ...]:
    """ "AFP, Reuters", "Agencies/The Courier": names, and nothing between them but marks and a few joining words."""
    names = list(find_names(plain))
    wires = unnamed_wires(plain)
    if wires and not any(name.start < wires.end and wires.start < name.end for name in names):
        names.append(wires)
    rest = plain
    for name in sorted(names, key=lambda name: -name.start):
        rest = f"{rest[: name.start]} {rest[name.end :]}"
    left = [word for word in _WORD.findall(rest) if word.lower() not in _JOINING]
    if not names or len(left) > 2 or not all(word[0].isupper() and not word.isupper() for word in left):
        return ()
    return tuple(dict.fromkeys(Credit(name.name, name.kind, (span,)) for name in names))


def _sentences(line: str, outlet: str | None, at_end: bool) -> CreditLine | None:
    """The sentences at the end of the line that all give credit; the first that does not stops the search."""
    pieces = list(_split(line))
    first = len(pieces)
    while first > 0 and _gives_credit(line[pieces[first - 1][0] : pieces[first - 1][1]], at_end):
        first -= 1
    if first == len(pieces):
        return _leading(line, pieces, outlet, at_end)
    credits = tuple(credit for start, end in pieces[first:] for credit in _credits(line, start, end, outlet))
    return CreditLine(pieces[first][0], len(line), _merged(credits), 0.93)


def _leading(line: str, pieces: list[Span], outlet: str | None, at_end: bool) -> CreditLine | None:
    """Credit sentences that open a line and are followed by a call ("… Follow us", "Sign up …")."""
    last = 0
    while last < len(pieces) and _gives_credit(line[pieces[last][0] : pieces[last][1]], at_end):
        last += 1
    if last == 0:
        return None
    credits = tuple(credit for start, end in pieces[:last] for credit in _credits(line, start, end, outlet))
    return CreditLine(0, pieces[last - 1][1], _merged(credits), 0.9)


def _split(line: str) -> Iterator[Span]:
    start = 0
    for match in _SENTENCE.finditer(line):
        if _ABBREVIATED.search(line, max(0, match.start() - 8), match.start()):
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(line)


def _gives_credit(sentence: str, at_end: bool) -> bool:
    if len(sentence) > _LONGEST_SENTENCE:
        return False
    if ("©" in sentence or "(c)" in sentence or "opyright" in sentence) and _RIGHTS.search(sentence):
        return True
    if "ontribut" in sentence and _CONTRIBUTED.search(sentence) and _is_thanks(sentence):
        return True
    if _NOTICE.match(sentence) or _reuses(sentence):
        return True
    if _WITH.match(sentence) and len(sentence) < 200:
        return True
    return at_end and _PLACED.match(sentence) is not None


_NOTICE = re.compile(
    r"^(?:all rights reserved|this material may not be|click here for reprint|unauthorized|"
    r"reproduction|no part of this|not to be (?:re)?published)",
    re.IGNORECASE,
)


def _reuses(sentence: str) -> bool:
    """ "Material from Agency was used in this report": never with a quotation in it."""
    plain = sentence.lower()
    if "”" in plain or '"' in plain or not any(sign in plain for sign in _REUSE_SIGNS):
        return False
    return _MATERIAL.search(sentence) is not None


def _is_thanks(sentence: str) -> bool:
    """Names contributed to a report; in prose factors contribute to a warming."""
    before = _CONTRIBUTED.split(sentence)[0]
    small = [word for word in re.findall(r"[\w'’.]+", before) if word[0].islower()]
    allowed = words("thanks-words.txt")
    return all(word.strip(".'’").removesuffix("'s").removesuffix("’s") in allowed for word in small)


def _credits(line: str, start: int, end: int, outlet: str | None) -> Iterator[Credit]:
    """The credits of one sentence, each over the whole of it."""
    sentence = line[start:end]
    span = ((start, end),)
    names: list[tuple[str, Kind]] = [(name.name, name.kind) for name in find_names(sentence)]
    if wires := unnamed_wires(sentence):
        names.extend([] if names else [(wires.name, "agency")])
    if not names and (match := _OWNER.search(sentence) or _FOR_NAME.search(sentence)):
        plain = _trimmed(match["name"])
        names = [(plain, "outlet")] if plain else []
    if not names:
        names = [(name, "outlet") for name in unknown_outlets(sentence)]
    if not names and outlet and _credits_staff(sentence):
        names = [lookup(outlet) or (outlet, "outlet")]
    for name, kind in dict.fromkeys(names):
        yield Credit(name, kind, span)


def _trimmed(name: str) -> str | None:
    plain = re.sub(
        r"(?:,?\s(?:LLC|Inc|Ltd|L\.P|LP|Co|Corp|GmbH|All|on|and|of|the|for)\b\.?)+.*$", "", name
    ).strip(" .,’'")
    return (
        plain
        if plain[:1].isupper()
        and not re.fullmatch(
            r"(?:Permission|License|License[ds]?|January|February|March|April|May|June|July|"
            r"August|September|October|November|December)",
            plain,
        )
        else None
    )


def _credits_staff(sentence: str) -> bool:
    return _CONTRIBUTED.search(sentence) is not None


def _signature(line: str) -> CreditLine | None:
    """ "… on Monday. (AFP)" or "… on Monday. — Agencies" at the very end of a report."""
    for pattern in (_BRACKETED, _SIGNED):
        match = pattern.search(line, max(0, len(line) - 90))
        if match is None:
            continue
        named = _named(match["in"].strip(), match.span("in"))
        if named:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            credits = tuple(Credit(credit.name, credit.kind, ((start, len(line)),)) for credit in named)
            return CreditLine(start, len(line), credits, 0.85)
    return None


def _merged(credits: tuple[Credit, ...]) -> tuple[Credit, ...]:
    return tuple(dict.fromkeys(credits))
