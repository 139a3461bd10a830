"""Captions and the photo credits in them: "(Photo: A. Name/Agency)", "REUTERS/A. Name", "Image copyright Agency"."""

import re
from dataclasses import dataclass

from sayso.model import Credit, Span
from sayso.read.names import agency, find_names, lookup, sounds_like_outlet

_LABEL = (
    r"(?:file |stock |screen ?|video |pool |handout )?(?:photo(?:graph)?s?|image|picture|pic|"
    r"credit|photo credit|image credit|picture credit|courtesy|screenshot|screengrab|"
    r"illustration|handout|video|foto|bild|crédit|crédits|photo illustration|фото|صورة|عکس|תצלום|צילום|摄影|图)"
)
_NAME = r"[A-Z\u00c0-\u00de][\w.'’-]*"
_PERSON = rf"{_NAME}(?:\s(?:{_NAME}|[A-Z]\.|al-\w+|de|van|von|bin|el|da|del)){{0,5}}"
_IN_BRACKETS = re.compile(r"[(\[](?P<in>[^()\[\]\n]{2,110})[)\]]")
_LABELLED = re.compile(
    rf"^(?:AP |AFP |EPA |UPI )?(?:{_LABEL})\b(?:\s*(?:by|from|via|of|courtesy of|credit|copyright|"
    rf"source)\b)?\s*[:/|©]?\s*|^(?:file|archive)\b[:,/]?\s*|^courtesy\b(?: of)?:?\s*|^source:\s*|"
    rf"^©\s*",
    re.IGNORECASE,
)
_SIGNED_LABEL = re.compile(r"^(?P<agency>[^\W\d_][\w. ]{1,24}?)\s?(?:Photos?\b|PHOTO\b|Images?\b|/)")
_TRAIL = re.compile(
    r"(?:[,/]?\s*(?:file photo|file|archive|handout|pool photo|photo|photos|images?|for (?-i:[A-Z]).*)\s*)$",
    re.IGNORECASE,
)
_SLASHED = rf"{_PERSON}(?:\s?/\s?[A-Z@][\w.&'’ -]{{1,40}}){{1,5}}"
_AT_END = re.compile(
    rf"(?:^|(?<=[.!?…”\"’)\]])\s+|(?<=\d{{4}})[.]?\s+|\s+[|—–-]\s+)(?P<credit>(?:Photo(?:graph)?|"
    rf"Image|Picture|Credit)s?(?: by| courtesy of| credit)?:\s*[^.\n]{{2,90}}"
    rf"|(?:{_PERSON}(?:,\s[^.,/\n]{{2,30}})?[,/]?\s?(?:File|Pool|Handout)?\s?)?(?:via|Via|VIA)\s"
    rf"[A-Z][^.\n]{{1,50}}"
    rf"|{_SLASHED}(?:\s?/\s?[^/\n]{{2,40}})?|[A-Z]\w+\s(?:Photos?|Images)(?:/[^.\n]{{2,50}})?"
    rf"|(?:Photo )?[Cc]ourtesy(?: of)?:?\s[A-Z][^.\n]{{2,60}})[.\s]*$"
)
_AFTER_DAY = re.compile(
    r"(?P<credit>\((?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.?\s"
    r"\d{1,2}\)\s(?P<in>[A-Z][\w.,/ -]{1,40}))$"
)
_COPYRIGHT = re.compile(
    r"^(?P<credit>(?:Image|Photo|Picture) (?:copyright|source|credit)[:,]?\s(?P<in>.{2,50}?))(?=\s"
    r"(?:Image|Photo|Picture) caption|$)"
)
_TOGGLED = re.compile(r"toggle caption\s+(?P<in>.{2,60}?)(?:\s+(?P<again>(?P=in)))?$")
_PIPE = re.compile(r"\s\|\s")
_PERSON_STROKE = re.compile(rf"{_PERSON}\s?/\s?")
_JOINS = ("/", " / ", " via ", " - ", ", ")
_OPENING = re.compile(
    r"^(?:FILE\s?(?:PHOTO)?\s?(?:-|–|—|:)|FILE PHOTO|File photo|"
    r"In this (?:\w+\.? ){0,4}(?:\d{1,2}, \d{4},? )?(?:file )?(?:photo|image|frame|picture)\b|"
    r"This (?:photo|image|combination|picture|handout|satellite) |"
    r"(?:Media|Image|Photo|Video) caption\b|Media playback is|Image (?:copyright|source|credit)\b|"
    r"Enlarge this image|toggle caption|Facebook Twitter Pinterest|Caption:|Photo:|Pictured:|"
    r"Image: |CLOSE [A-Z]|Photo illustration\b|Open this photo|Hide caption)"
)
_TIMED = re.compile(
    r"\b(?:on|in|January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.|Monday|Tuesday|Wednesday|Thursday|"
    r"Friday|Saturday|Sunday)\b.{0,40}\b(?:19|20)\d\d\b"
)
_FORM_SIGNS = (" | ", "toggle caption", "CLOSE ")
_OPENING_LETTERS = frozenset("FITMPVECOHt")
"""First letters of what ``_OPENING`` accepts."""
_LONGEST = 900
_LONGEST_CREDIT = 150


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption at ``[start, end)`` of a line, with its credits; their spans lie in the same line."""

    start: int
    end: int
    credits: tuple[Credit, ...]
    confidence: float


def signs_in(text: str) -> tuple[str, ...]:
    """What a text holds of the signs of saved pages' captions; found once, they spare each line the look."""
    return tuple(sign for sign in _FORM_SIGNS if sign in text)


def may_be_caption(line: str, signs: tuple[str, ...]) -> bool:
    """A quick look: False means that ``find_caption`` would find none in this line amid the body."""
    if (
        line[-1] == ")"
        or "hoto" in line
        or "ourtesy" in line
        or (line[:1] in _OPENING_LETTERS and _OPENING.match(line))
    ):
        return True
    tail = line[-_LONGEST_CREDIT:]
    return (
        "/" in tail
        or "ia " in tail
        or ") " in tail[-40:]
        or any(sign in line for sign in signs)
        or "icture" in tail
        or "mage" in line
    )


def find_caption(
    line: str, *, at_top: bool, at_end: bool, signs: tuple[str, ...] = _FORM_SIGNS
) -> Caption | None:
    """The caption a line holds, or None. ``signs`` are its text's ``signs_in``.

    ``at_top``: no prose stands before the line, so that a bare "(AP)" at its end is a picture's; ``at_end``: no
    prose stands after it, so that the same is the report's own credit.
    """
    if len(line) > 3 * _LONGEST:
        return None
    found = _by_form(line, signs) or _bracketed(line, at_top, at_end) or _ending(line)
    if found:
        return found
    opens = line[:1] in _OPENING_LETTERS and _OPENING.match(line)
    return Caption(0, len(line), (), 0.85) if opens and len(line) <= _LONGEST else None


def photo_name(credit: str) -> str | None:
    """Whose picture it is: the known agency or outlet, two of them joined by a stroke, or who stands last."""
    plain = credit.strip(" ().,[]|")
    known = list(find_names(plain))
    if known:
        return _joined(plain, [(name.name, name.start, name.end) for name in known])
    rest = _TRAIL.sub("", _LABELLED.sub("", plain)).strip(" ,./|")
    last = re.split(r"\s?/\s?|,\s(?:for\s(?:the\s)?)?|\bvia\s", rest)[-1].strip(" .,")
    return (
        last
        if last and len(last) <= 60 and (last[0].isupper() or not last.isascii() or last[0] == "@")
        else None
    )


def _joined(text: str, known: list[tuple[str, int, int]]) -> str:
    """ "AFP/Getty Images" is one credit; "Pool via Reuters" and "File, AP" are of the last one."""
    name, start, _ = known[-1]
    if len(known) > 1:
        before, _, end = known[-2]
        if re.fullmatch(r"\s?/\s?|\s[-–]\s", text[end:start]) and before not in (name, "Pool"):
            return f"{before}/{name}"
    return known[0][0] if name == "Pool" and len(known) > 1 else name


def _credit(line: str, start: int, end: int) -> tuple[Credit, ...]:
    name = photo_name(line[start:end])
    return (Credit(name, "photo", ((start, end),)),) if name else ()


def _by_form(line: str, signs: tuple[str, ...]) -> Caption | None:
    """Forms that single outlets' pages leave in saved text, where the credit's place tells it."""
    if line[:1] in "IP" and (match := _COPYRIGHT.match(line)):
        return Caption(0, len(line), _credit(line, *match.span("credit")), 0.95)
    if " / " in line[:60] and (end := _signature(line, 0)) and line[end : end + 2].strip()[:1].isupper():
        return Caption(0, len(line), _credit(line, 0, end), 0.85)
    if ") " in line[-40:] and (match := _AFTER_DAY.search(line, max(0, len(line) - 80))):
        return Caption(0, len(line), _credit(line, *match.span("credit")), 0.9)
    if not signs or not any(sign in line for sign in signs):
        return None
    if match := _TOGGLED.search(line):
        return Caption(0, len(line), _toggled(line, match), 0.95)
    return _piped(line) or _closed(line)


def _piped(line: str) -> Caption | None:
    """ "Words of the caption. | A. Name/Agency", whatever follows on the same line."""
    for match in _PIPE.finditer(line):
        if end := _signature(line, match.end()):
            return Caption(0, end, _credit(line, match.end(), end), 0.9)
    return None


def _closed(line: str) -> Caption | None:
    """ "CLOSE Words of a video's caption. Agency": the button that shut the video, then who made it."""
    if not line.startswith("CLOSE "):
        return None
    tail = max(0, len(line) - 40)
    named = [name for name in find_names(line[tail:]) if tail + name.end == len(line)]
    credits = _credit(line, tail + named[0].start, len(line)) if named else ()
    return Caption(0, len(line), credits, 0.85)


def _signature(line: str, start: int) -> int | None:
    """Where "A. Name/Agency" or "Agency/Agency" that begins at ``start`` ends, or None when nothing such does."""
    person = _PERSON_STROKE.match(line, start)
    at = person.end() if person else start
    names = list(find_names(line[at : at + 80]))
    if not names or names[0].start or (person is None and names[0].kind != "agency"):
        return None
    end = names[0].end
    for name in names[1:]:
        if line[at + end : at + name.start] not in _JOINS:
            break
        end = name.end
    return at + end


def _toggled(line: str, match: re.Match[str]) -> tuple[Credit, ...]:
    spans: tuple[Span, ...] = (match.span("in"), match.span("again")) if match["again"] else (match.span("in"),)
    name = photo_name(match["in"])
    return (Credit(name, "photo", spans),) if name else ()


def _bracketed(line: str, at_top: bool, at_end: bool) -> Caption | None:
    if "(" not in line and "[" not in line:
        return None
    found = [match.span() for match in _IN_BRACKETS.finditer(line) if _is_credit(line, match, at_top, at_end)]
    if not found:
        return None
    end = found[-1][1] if line[found[-1][1] :].strip(' .”"') else len(line)
    credits = tuple(credit for start, stop in found for credit in _credit(line, start, stop))
    return Caption(0, end, credits, 0.95) if credits and _is_caption(line, found[0][0]) else None


def _is_credit(line: str, match: re.Match[str], at_top: bool, at_end: bool) -> bool:
    inner = match["in"]
    if _LABELLED.match(inner) and (
        ":" in inner
        or "/" in inner
        or " by " in inner.lower()
        or inner[:4] in ("Phot", "Cour", "phot", "Imag", "PHOT")
        or lookup(_LABELLED.sub("", inner))
    ):
        return True
    signed = _SIGNED_LABEL.match(inner)
    if signed and agency(signed["agency"]):
        return True
    ends = not line[match.end() :].strip(' .”"*')
    if not ends:
        return False
    if re.fullmatch(_SLASHED + r"(?:,? (?:File|via \w[\w ]*))?", inner) or re.search(r"\bvia [A-Z]", inner):
        return True
    if match.start() == 0:
        return len(inner.split()) <= 4 and lookup(inner) is None and inner[0].isupper() and at_top
    known = lookup(inner) is not None
    return known and not at_end and (at_top or _TIMED.search(line[-200:]) is not None)


def _is_caption(line: str, start: int) -> bool:
    return len(line) <= 3 * _LONGEST and start <= _LONGEST


def _ending(line: str) -> Caption | None:
    if len(line) > _LONGEST:
        return None
    tail = line[-_LONGEST_CREDIT:]
    if not (
        "/" in tail
        or "ia " in tail
        or "hoto" in tail
        or "mage" in tail
        or "icture" in tail
        or "redit" in tail
        or "ourtesy" in tail
        or "VIA " in tail
    ):
        return None
    match = _AT_END.search(line, max(0, len(line) - _LONGEST_CREDIT))
    if match is None or not _holds_name(match["credit"]):
        return None
    return Caption(0, len(line), _credit(line, *match.span("credit")), 0.85)


def _holds_name(credit: str) -> bool:
    """A stroke also stands in "and/or" and "Monday/Tuesday"; a credit names an agency or says Photo."""
    named = next(find_names(credit), None) is not None
    return named or _LABELLED.match(credit) is not None or sounds_like_outlet(credit.replace("/", " "))
