"""Who a text says it is from: agencies in datelines, bylines and credit lines, and outlets it says it took words from.

What the reader found (``Report.dateline``, ``Report.credits``) is used as it is; where it found no agency, the
plainest shapes are looked for here.
"""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from sayso.agencies import agencies
from sayso.lineage import tables
from sayso.model import Report

_GENERIC = frozenset(
    [
        "the",
        "news",
        "online",
        "web",
        "editorial",
        "opinion",
        "staff",
        "com",
        "www",
        "newspaper",
        "website",
        "channel",
    ]
)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,4}$")
_WORD = re.compile(r"[\w&]+")
_ASIDE = re.compile(r"\([^)]*\)|\s+[-–—]\s+.*$")
_PARTLY = re.compile(r"contribut|material|content|compiled|with |files|wires", re.IGNORECASE)
"""A credit that says an agency gave a part, not the whole."""
_WIRES = re.compile(
    r"\bwith (?:\w+ ){0,2}wires\b|\bfrom (?:\w+ ){0,2}wire (?:services|reports)\b|\bwire services contributed\b"
    r"|\bwire reports\b|\bfrom agencies\b|\bwith agencies\b|\bagencies contributed\b",
    re.IGNORECASE,
)
"""Credits that name no agency. They are looked for in the last lines."""
_UNNAMED = re.compile(
    r"\b(?:agencies|wires|(?:wire|news) services|wire reports)$|^(?:agency|وكالات|агентства)$", re.IGNORECASE
)
"""Names that a credit gives to agencies it does not name: "Agencies", "Post wires"."""
_TAIL = 1500
"""Last characters of a text in which unnamed wires are looked for."""
_HEAD = 1200
"""First characters in which a dateline is looked for; captions and a summary may come before it."""
_NAME = r"(?:[A-Z][\w&’'.-]*|al-[A-Z]\w*)(?: (?:of |the |and |de |for |del |da )?(?:[A-Z][\w&’'.-]*)){0,4}"
_TOLD = re.compile(
    r"\b(?:told|tells|telling|spoke to|spoke with|speaking to|speaking with|interview (?:with|on|to|in)|interviewed by"
    r"|statement to|obtained by|reported by|published (?:in|by)|according to|profile in|report (?:in|by|from)"
    r"|poll (?:by|for)|appear(?:ed|ing|ance) (?:on|in)|first appeared in|op-ed (?:in|for)|wrote in|writing in"
    r"|quoted by|cited by|host of)"
    rf" (?:the |an? |radio host )?(?P<hearer>{_NAME})"
    rf"|(?P<teller>{_NAME}) (?:reported|reports|has learned|has reported|first reported|notes|noted|said)\b"
)
"""Where a text says to whom words were spoken, or who had them first."""
_TELLING = (
    "told",
    "tell",
    "spoke",
    "speaking",
    "interview",
    "report",
    "said",
    "statement",
    "obtained",
    "published",
)
"""Without any of these nobody is said to have had the words."""


@dataclass(frozen=True, slots=True)
class Credited:
    """What a report says of its own making."""

    whole: tuple[str, ...]
    """Agencies whose text it is: its outlet, dateline, byline, or rights line."""
    part: tuple[str, ...]
    """Agencies it says gave a part."""
    wires: bool
    """It credits agencies without naming them."""

    @property
    def agencies(self) -> tuple[str, ...]:
        """All agencies named, those of the whole first."""
        return tuple(dict.fromkeys((*self.whole, *self.part)))


@cache
def _agencies() -> tuple[dict[str, str], dict[str, str], re.Pattern[str]]:
    """Name as written → name; host → name; and an expression for every name that is no other word."""
    wires = [one for one in agencies() if one.kind == "wire"]
    written = {form: one.name.rstrip("*") for one in wires for form in (one.name, *one.names)}
    hosts = {host: one.name.rstrip("*") for one in wires for host in one.domains}
    names = {form.rstrip("*"): name for form, name in written.items()}
    sure = sorted((form for form in written if not form.endswith("*")), key=len, reverse=True)
    forms = "|".join(map(re.escape, sure))
    return names, hosts, re.compile(rf"(?<![\w-])(?:[Tt]he |THE )?({forms})(?![\w-])")


def agency(name: str | None) -> str | None:
    """The agency of that name, as the table spells it; None when it is no agency of the table."""
    if name is None:
        return None
    names = _agencies()[0]
    plain = _ASIDE.sub("", name).strip().removeprefix("The ").removeprefix("the ")
    return names.get(plain) or names.get(plain.title() if plain.isupper() and len(plain) > 5 else plain)


def host(url: str | None) -> str | None:
    """The host of an address without ``www.``; None when there is none."""
    if not url:
        return None
    try:
        found = urlsplit(url).hostname
    except ValueError:
        return None
    return found.removeprefix("www.") if found else None


def _host_agency(url: str | None) -> str | None:
    hosts, found = _agencies()[1], host(url)
    while found:
        if found in hosts:
            return hosts[found]
        found = found.partition(".")[2]
    return None


def credited(report: Report) -> Credited:
    """What a report says of its own making. Reads its outlet, address, byline, dateline, credits and text."""
    whole, part = _declared(report), list[str]()
    for credit in report.credits:
        if credit.kind == "agency" and not _is_unnamed(credit.name):
            said = " ".join(report.quotes(credit.spans))
            (part if _PARTLY.search(said) else whole).append(agency(credit.name) or credit.name)
    if not (report.dateline and report.dateline.agency) and not any(
        one.kind == "agency" for one in report.credits
    ):
        for name, is_whole in _written(report.text):
            (whole if is_whole else part).append(name)
    agencies = [one.name for one in report.credits if one.kind == "agency"]
    unnamed = any(map(_is_unnamed, [report.dateline.agency if report.dateline else None, *agencies]))
    wires = unnamed or "/wirestory/" in (report.url or "").lower() or _credits_wires(report.text)
    kept = tuple(dict.fromkeys(whole))
    return Credited(kept, tuple(name for name in dict.fromkeys(part) if name not in kept), wires)


def _is_unnamed(name: str | None) -> bool:
    return name is not None and agency(name) is None and _UNNAMED.search(name) is not None


def _credits_wires(text: str) -> bool:
    tail = text[-_TAIL:].lower()
    return ("wire" in tail or "agencies" in tail) and _WIRES.search(tail) is not None


def _declared(report: Report) -> list[str]:
    """Agencies in the fields of a report."""
    wire = report.dateline.agency if report.dateline else None
    foreign = not same_name(wire, report.outlet) and not _is_unnamed(wire)
    dateline = agency(wire) or (wire if foreign else None)
    bylines = _agencies()[2].findall(report.byline or "")
    names = (agency(report.outlet), _host_agency(report.url), dateline, *map(agency, bylines))
    return [name for name in names if name]


_RIGHTS = re.compile(r"(?:©|\(c\)|copyright|\brights reserved)", re.IGNORECASE)
_WRITERS = re.compile(
    r"[^\n]{0,4}?(?:The )?(?:Associated Press|[A-Z]\w+) (?:[Ww]riters?|[Rr]eporters?|[Jj]ournalists?|[Ss]taff)\b"
)
_GAVE = re.compile(
    r"contribut(?:ed|ing)|(?:material|content|reporting|files|information|copy) from|compiled from|^\W*with |"
    r"was used in",
    re.IGNORECASE | re.MULTILINE,
)
_CREDIT_SIGNS = (
    "contribut",
    "copyright",
    "rights reserved",
    "©",
    "(c)",
    "writer",
    "compiled from",
    "material from",
    "content from",
    "reporting from",
    "files from",
    "was used in",
    "\nwith ",
)
"""What a line must hold, in small letters, to be looked at for a credit."""
_LONGEST_CREDIT = 320
"""Characters of a line that may be a credit; longer ones are prose."""


def _written(text: str) -> list[tuple[str, bool]]:
    """Agencies in the text's own dateline and credit lines, and whether the whole is theirs."""
    names, _, form = _agencies()
    dateline = _dateline().search(text, 0, _HEAD) if "(" in text[:_HEAD] else None
    found = [(names[dateline.group(1)], True)] if dateline else []
    for start, end in _credit_lines(text):
        for caught in form.finditer(text, start, end):
            credit = _credit(
                text[start:end], names[caught.group(1)], caught.start() - start, caught.end() - start
            )
            found.extend(credit)
    return found


def _credit_lines(text: str) -> list[tuple[int, int]]:
    """The lines that may be credits, the last one among them: a bare name there is a signature."""
    lower, found = text.lower(), {(text.rfind("\n", 0, len(text.rstrip())) + 1, len(text))}
    for sign in _CREDIT_SIGNS if len(lower) == len(text) else ():
        at = lower.find(sign)
        while at >= 0:
            start, end = text.rfind("\n", 0, at + 1) + 1, text.find("\n", at + 1)
            found.add((start, len(text) if end < 0 else end))
            at = lower.find(sign, at + len(sign))
    return sorted((start, end) for start, end in found if 0 < end - start <= _LONGEST_CREDIT)


@cache
def _dateline() -> re.Pattern[str]:
    name = _agencies()[2].pattern
    return re.compile(rf"^[^\n(]{{0,80}}\({name}(?:/[^)\n]{{1,30}})?\) ?(?:[-–—]|--)", re.MULTILINE)


def _credit(line: str, name: str, start: int, end: int) -> list[tuple[str, bool]]:
    """Whether a line that names an agency credits it, and with the whole."""
    if _RIGHTS.search(line[:start][-40:]) or _WRITERS.match(line[max(0, start - 4) :]):
        return [(name, True)]
    if not re.search(r"\w", line[:start] + line[end:]):
        return [(name, True)]
    return [(name, False)] if _GAVE.search(line) else []


def outlet_key(outlet: str | None) -> str:
    """What two spellings of one outlet have in common: ``fox`` of "Fox News" and "Fox Online News"; "" of none."""
    plain = _ASIDE.sub("", outlet or "").casefold()
    found = _WORD.findall(plain)
    kept = [word for word in found if word not in _GENERIC]
    return " ".join(kept or found)


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are of one outlet, one of them perhaps shortened: "Meridian" and "Meridian Wire"."""
    ours, theirs = set(outlet_key(one).split()), set(outlet_key(other).split())
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def spelled(outlet: str | None) -> str:
    """How other texts name an outlet: "Washington Post"; "CNN" of "CNN (Web News)"; "The Hill"; "" of none."""
    found = _ASIDE.sub("", outlet or "").split()
    if found and found[0].casefold() == "the" and len(found) > 2:
        found = found[1:]
    rest = [word for word in found[1:] if word.casefold() not in _GENERIC]
    if found and not rest and _ACRONYM.match(found[0]):
        return found[0]
    return " ".join(word for word in found if word.casefold() not in ("online", "web", "website"))


def published_by(url: str | None, outlet: str | None) -> bool:
    """Whether an address lies with an outlet: foxnews.com with "Fox News"."""
    found = host(url)
    joined = "".join(_WORD.findall((_ASIDE.sub("", outlet or "")).casefold())).removeprefix("the")
    return bool(found and joined) and joined in (found or "").replace("-", "").split(".")


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(word for line in tables.lines("outlet-words.txt") for word in line.split())


@dataclass(frozen=True, slots=True)
class Hearer:
    """An outlet a text says was told, or told of, the words: its key, its name, and where that is said."""

    key: str
    name: str
    at: int


def told(text: str) -> tuple[Hearer, ...]:
    """Outlets a text names as having had the words: "told Reuters", "in an interview with", "the Post reported"."""
    found: list[Hearer] = []
    if not any(sign in text for sign in _TELLING):
        return ()
    for caught in _TOLD.finditer(text):
        name = _trimmed(caught.group("hearer") or caught.group("teller"))
        if agency(name) or _outlet_words().intersection(re.split(r"[\s’']", name)):
            found.append(Hearer(outlet_key(name), agency(name) or name, caught.start()))
    return tuple(found)


def _trimmed(name: str) -> str:
    plain = re.sub(r"[’']s?\b.*$", "", name).rstrip(".,").removeprefix("The ")
    return plain.removeprefix("As ").removeprefix("In ")
