"""The error tree, and issues: what went wrong with one item, as data.

    SaysoError            exit  http
    ├── UsageError          2   400   wrong usage
    │   ├── SettingsError   2   400   desk.toml cannot be used
    │   ├── QueryError      2   400   a search that cannot be read
    │   └── NotFound        2   404   no such report, finding or desk
    ├── LedgerError         3   503   the ledger refused
    │   ├── LedgerLocked    3   503   somebody else is writing
    │   ├── LedgerNewer     3   503   made by a later version
    │   └── LedgerDamaged   3   503   not a readable ledger
    ├── BadItem             1   422   one item cannot be used: it becomes an Issue
    └── LawBroken           1   500   a law of the ledger would be broken: a defect in the maker

Each face has one handler: it prints the message and leaves with the class's exit code or status.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import ClassVar, Literal

Level = Literal["lost", "doubt"]


class SaysoError(Exception):
    """Anything Sayso refuses to do, with a message that says what to do next."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500


class UsageError(SaysoError):
    """Wrong usage: the command, an option or an argument cannot be understood."""

    exit_code = 2
    http_status = 400


class SettingsError(UsageError):
    """``desk.toml`` or the environment holds something that cannot be used."""


class QueryError(UsageError):
    """A search that cannot be read."""


class NotFound(UsageError):
    """No report, finding, edge or desk goes by that name."""

    http_status = 404


class LedgerError(SaysoError):
    """The ledger refused."""

    exit_code = 3
    http_status = 503


class LedgerLocked(LedgerError):
    """Another process is writing and did not finish in time."""


class LedgerNewer(LedgerError):
    """The ledger was made by a later version of Sayso."""


class LedgerDamaged(LedgerError):
    """The file or database is not a readable ledger."""


class LawBroken(SaysoError):
    """A row would break a law of the ledger. It is not stored; its maker has a defect."""


class BadItem(SaysoError):
    """One item cannot be used. Caught only in ``pipeline``, where it becomes an issue."""

    http_status = 422

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


CODES: Mapping[str, tuple[Level, str]] = MappingProxyType(
    {
        "collect.bad-feed": (
            "doubt",
            "The feed is not well formed or breaks its form; it was read as far as it goes.",
        ),
        "collect.charset": (
            "doubt",
            "The feed is not in the encoding it declares, or declares none; it was guessed.",
        ),
        "collect.not-a-feed": (
            "lost",
            "Something else stands where a feed should be: a page, an error, nothing.",
        ),
        "collect.empty-feed": ("doubt", "The feed lists nothing, or nothing that fits the source's pattern."),
        "collect.feed-cut": ("doubt", "The feed lists more than is taken at a time; the rest is left."),
        "collect.no-address": ("lost", "Notices in the feed have no address that can be asked."),
        "collect.no-id": ("doubt", "Notices in the feed have no id; their addresses stand for it."),
        "collect.twice": (
            "doubt",
            "Notices in the feed share an id or an address; each address is taken once.",
        ),
        "collect.bad-date": ("doubt", "Dates in the feed cannot be read; those notices have none."),
        "collect.bad-opml": (
            "doubt",
            "A line of a list of feeds is broken or names no feed; the rest is taken.",
        ),
        "collect.undated": (
            "doubt",
            "A sitemap lists addresses without dates; those of the first visit are taken to be old.",
        ),
        "collect.silent": ("doubt", "A source that has something new at other times has nothing now."),
        "collect.disk": ("lost", "The disk had no room for a response; it is asked for again."),
        "collect.future-date": ("doubt", "Dates in the feed lie in the future; they are not believed."),
        "read.empty": ("lost", "The item holds no text."),
        "read.binary": ("lost", "The bytes are not text in any encoding we know."),
        "read.bad-characters": (
            "lost",
            "The text holds NUL characters or lone surrogates, which no text can hold.",
        ),
        "read.encoding": (
            "doubt",
            "The encoding was not declared and is not UTF-8; it was guessed, so letters may be wrong.",
        ),
        "read.too-large": ("lost", "The item is larger than the limit for one report."),
        "read.bad-json": ("lost", "The line is not a JSON object."),
        "read.bad-field": ("lost", "A field has the wrong type, or neither text nor html is given."),
        "read.bad-date": ("doubt", "The date of publication cannot be read; the report is kept without one."),
        "read.bad-archive": (
            "lost",
            "The compressed file is damaged or ends early; what came before is kept.",
        ),
        "read.bomb": (
            "lost",
            "The compressed file unpacks to far more than its size; reading stopped there.",
        ),
        "read.vanished": ("lost", "The path is gone or may not be read."),
        "read.unknown-form": ("lost", "No reader for this kind of file."),
        "read.too-complex": ("lost", "The page has more markup than is safe to search for an article."),
        "read.markup-limit": (
            "doubt",
            "The page's markup is nested or sized beyond what is safe to parse; what lay behind is missing.",
        ),
        "read.no-article": ("lost", "The page holds no stretch of prose that looks like an article."),
        "read.cookie-wall": ("lost", "A consent page stands in place of the article."),
        "read.robot-wall": ("lost", "A check, a block or an error page stands in place of the article."),
        "read.stub": ("doubt", "Only the beginning of the article is shown; the rest needs a subscription."),
        "read.live-blog": ("doubt", "A live blog: many entries of different hours stand in one text."),
        "read.bad-pdf": (
            "lost",
            "The PDF file is damaged, or the parser crashed or went beyond its limits on it.",
        ),
        "read.encrypted": ("lost", "The PDF file asks for a password."),
        "read.too-slow": ("lost", "The parser did not finish the file in time."),
        "read.no-text": ("lost", "The PDF file has no text layer: a scan, or pictures only."),
        "read.cut": ("doubt", "Only the first pages of a very long file were read."),
        "read.archive-form": (
            "doubt",
            "The archive is not compressed record by record, as the standard asks; it was read all the same.",
        ),
        "read.failed": ("lost", "The reader stopped with an unexpected error: a defect in Sayso."),
        "annotate.failed": (
            "doubt",
            "An annotator stopped with an unexpected error; its findings are missing.",
        ),
        "annotate.language": (
            "doubt",
            "No annotator reads this language; the report is kept and searchable.",
        ),
        "lineage.failed": (
            "doubt",
            "Lineage stopped with an unexpected error; what the report shares with others is not known.",
        ),
        "collect.bad-address": ("lost", "The address cannot be read, or is none of http or https."),
        "collect.refused-address": (
            "lost",
            "The address leads into a private or special network, which is never entered.",
        ),
        "collect.no-name": ("lost", "The host's name is not known."),
        "collect.no-connection": ("lost", "The host cannot be reached."),
        "collect.certificate": ("lost", "The host's certificate is not valid for it, so it may be another."),
        "collect.tls": ("lost", "No secure connection to the host came about."),
        "collect.proxy": ("lost", "The proxy cannot be reached, or refuses."),
        "collect.too-slow": ("lost", "The host did not answer, or not to the end, in the time it is given."),
        "collect.cut-short": ("lost", "The host broke off before the end of its response."),
        "collect.bad-response": ("lost", "What the host sent is not HTTP as it should be."),
        "collect.bad-encoding": ("lost", "The body is not packed in the way its head says."),
        "collect.too-large": ("lost", "The response is larger than the limit."),
        "collect.bomb": ("lost", "The body unpacks to far more than its size; reading stopped there."),
        "collect.redirects": ("lost", "The redirects go in a circle, are too many, or lead nowhere."),
        "collect.forbidden": ("lost", "The host refuses to show it, or wants a password."),
        "collect.gone": ("lost", "The host has nothing at the address."),
        "collect.asked-to-wait": (
            "lost",
            "The host asks to be left alone for a while, or too much is under way there.",
        ),
        "collect.server-error": ("lost", "The host says that something went wrong on its side."),
        "collect.status": ("lost", "The host answered with a status that brings no document."),
        "collect.robots": ("lost", "The host's robots.txt asks programs not to fetch the address."),
        "collect.robots-unreachable": (
            "lost",
            "The host does not say what programs may fetch, so nothing is fetched from it for now.",
        ),
        "compare.failed": (
            "doubt",
            "Comparing stopped with an unexpected error; what the report says like others is not known.",
        ),
        "ledger.erased": ("lost", "The report was erased for legal reasons and is not taken again."),
        "ledger.law": ("lost", "A maker's rows would break a law of the ledger and were refused."),
        "search.cut": ("doubt", "Only the first part of a very long text is in the search index."),
    }
)
"""Every issue code with its level and meaning. Codes are stable: other programs rely on them."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What went wrong with one item: a stable code, how bad it is, where, and the particulars."""

    code: str
    detail: str
    item: str | None = None
    """Which input: a path, with the line number after a colon for JSON lines."""
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def level(self) -> Level:
        """``lost``: something is not in the output. ``doubt``: it is, but is uncertain."""
        return CODES[self.code][0]

    @property
    def stage(self) -> str:
        """The part of the flow that noticed: the code up to its full stop."""
        return self.code.partition(".")[0]

    def at(self, item: str) -> "Issue":
        """The same issue, said of ``item``."""
        return replace(self, item=item)


DEFECTS = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What a defect of a maker raises; the database's own errors are none of them and must end a transaction."""


def told(error: Exception) -> str:
    """An unexpected error as an issue's detail says it."""
    return f"{type(error).__name__}: {error}"[:300]
