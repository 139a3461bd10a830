"""Full-text search over the ledger: the words asked for, newest report first, with where they stand."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    Text,
    and_,
    bindparam,
    cast,
    column,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.compiler import SQLCompiler

from sayso.ledger import filters, schema, search
from sayso.ledger.engine import Hot
from sayso.ledger.filters import Filter
from sayso.ledger.search import Term, is_said
from sayso.model import Span
from sayso.text import placed_words

_AROUND = 90
"""Characters of a snippet on either side of the first words found."""
_MOST_SPANS = 50
_NO_LIMIT = 1 << 62
_FEW = 100
"""Rows that are fetched at once."""
_report = schema.report
_SHOWN = [_report.c[name] for name in ("id", "title", "published", "outlet", "text")]
"""In the order of the fields of ``Hit``."""


class Hit(NamedTuple):
    """A report in which the words asked for stand; where they do is looked up when it is asked.

    A tuple, for a search that takes a tenth of a millisecond makes twenty of them.
    """

    report: str
    title: str | None
    published: str | None
    outlet: str | None
    text: str
    terms: tuple[Term, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the words stand in the text, 50 places at most; empty when only the report's head has them."""
        return _marker(self.terms)(self.text)

    @property
    def snippet(self) -> str:
        """The text around the first words found, or its beginning, cut at words, on one line."""
        return snippet(self.text, self.spans)

    def line(self) -> dict[str, Any]:
        """As the contract prints it."""
        spans = self.spans
        said = {"report": self.report, "title": self.title, "published": self.published, "outlet": self.outlet}
        return {**said, "spans": [list(span) for span in spans], "snippet": snippet(self.text, spans)}


def find(connection: Connection, question: str, wanted: Filter) -> Iterable[Hit]:
    """Reports that answer ``question`` (see ``search``), newest first: a list when few are wanted, else as they come.

    Raises ``QueryError`` when the question cannot be read.
    """
    terms = search.parse(question)
    hot = Hot(connection)
    placed = hot.kind == "postgresql" and any(term.placed for term in terms)
    statement = _statement(connection.dialect, filters.shape(wanted), placed)
    # Rows that may be refused cannot be counted by the database.
    limit = _NO_LIMIT if placed or wanted.limit is None else wanted.limit
    values = {**statement.params, **filters.values(wanted), **_MATCHES[hot.kind](terms), "limit": limit}
    names = statement.positiontup
    sought = values if names is None else [values[name] for name in names]
    if limit <= _FEW:
        return [Hit._make((*row, terms)) for row in hot.each(str(statement), sought, few=True)]
    found = hot.each(str(statement), sought, few=False)
    return _hits(islice(_certain(found, terms), wanted.limit) if placed else found, terms)


def _hits(found: Iterable[tuple[Any, ...]], terms: tuple[Term, ...]) -> Iterator[Hit]:
    return (Hit._make((*row, terms)) for row in found)


def _certain(found: Iterable[tuple[Any, ...]], terms: Sequence[Term]) -> Iterator[tuple[Any, ...]]:
    """The rows without the doubt; those the index is not sure of are held against the question."""
    for *shown, byline, doubtful in found:
        _, title, _, outlet, text = shown
        if not doubtful or search.answers(terms, search.cut(search.folded(title, outlet, byline, text))):
            yield tuple(shown)


@lru_cache(maxsize=256)
def _statement(dialect: Dialect, shaped: Filter, placed: bool) -> SQLCompiler:
    """The statement for questions of one kind: composing it takes ten times as long as running it."""
    index = _INDEXES[dialect.name](placed)
    doubt = () if index.doubtful is None else (_report.c.byline, index.doubtful)
    asked = (
        select(*_SHOWN, *doubt)
        .select_from(index.table)
        .join(_report, _report.c.num == index.number)
        .where(index.condition, filters.standing(shaped))
        .order_by(index.number.desc())
        .limit(bindparam("limit", type_=BigInteger))
    )
    return asked.compile(dialect=dialect)


@dataclass(frozen=True, slots=True)
class _Index:
    """The search table of one database."""

    table: Any
    number: ColumnElement[int]
    condition: ColumnElement[bool]
    doubtful: ColumnElement[bool] | None = None
    """Whether a row answers only as far as the index can tell."""


def _fts5(placed: bool) -> _Index:
    index = table("search", column("rowid", BigInteger), column("search"))
    condition = index.c.search.op("MATCH", is_comparison=True)(bindparam("strict", type_=Text))
    return _Index(index, index.c.rowid, condition)


def _tsearch(placed: bool) -> _Index:
    """Where PostgreSQL left out positions of words, it cannot tell where they stand, but that they do."""
    index = table("search", column("num", BigInteger), column("words"), column("gaps", Boolean))
    strict, loose = (
        index.c.words.op("@@", is_comparison=True)(cast(bindparam(name, type_=Text), TSQUERY))
        for name in ("strict", "loose")
    )
    if not placed:
        return _Index(index, index.c.num, strict)
    return _Index(index, index.c.num, or_(strict, and_(index.c.gaps, loose)), index.c.gaps)


_INDEXES: Mapping[str, Callable[[bool], _Index]] = {"sqlite": _fts5, "postgresql": _tsearch}
_MATCHES: Mapping[str, Callable[[Sequence[Term]], Mapping[str, str]]] = {
    "sqlite": lambda terms: {"strict": search.sqlite_match(terms)},
    "postgresql": lambda terms: {
        "strict": search.postgresql_match(terms),
        "loose": search.postgresql_match(search.anywhere(terms)),
    },
}
"""The question as each database is asked it."""


def snippet(text: str, spans: Sequence[Span]) -> str:
    """The text around the first span, or its beginning, cut at words, on one line."""
    start, end = spans[0] if spans else (0, 0)
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    left = left if left == 0 else text.find(" ", left, start) + 1 or left
    right = right if right == len(text) else max(text.rfind(" ", end, right), end) or right
    kept = " ".join(text[left:right].split())
    return ("… " if left else "") + kept + (" …" if right < len(text) else "")


@lru_cache(maxsize=64)
def _marker(terms: tuple[Term, ...]) -> Callable[[str], tuple[Span, ...]]:
    """A function that finds where the wanted words stand in a text."""
    wanted = [term for term in terms if not term.negated and term.field in (None, "text")]
    plain = all(word.isascii() for term in wanted for word in term.words)
    patterns = [re.compile(_pattern(term)) for term in wanted] if plain else []

    def spans(text: str) -> tuple[Span, ...]:
        lowered = text.lower()
        found: list[list[Span]] = []
        if plain and len(lowered) == len(text):
            found = [_placed(pattern, lowered) for pattern in patterns]
        if not found or not all(found):
            found = list(_folded(text, wanted))
        return tuple(sorted({span for spans in found for span in spans})[:_MOST_SPANS])

    return spans


def _pattern(term: Term) -> str:
    """The words as most texts write them, in lower case; letters with marks are left to ``_folded``.

    It begins with a letter, and has no other choice to try, so that a text is run through at the speed of a search
    for that letter.
    """
    return r"[\W_]+".join(term.words) + (r"[^\W_]*" if term.prefix else r"(?![^\W_])")


def _placed(pattern: re.Pattern[str], lowered: str) -> list[Span]:
    found = islice(pattern.finditer(lowered), _MOST_SPANS)
    return [match.span() for match in found if not lowered[match.start() - 1 : match.start()].isalnum()]


def _folded(text: str, wanted: Sequence[Term]) -> Iterator[list[Span]]:
    """Where each term stands when the text's words are folded as the index folds them."""
    placed = list(placed_words(text))
    for term in wanted:
        length = len(term.words)
        runs = (placed[at : at + length] for at in range(len(placed) - length + 1))
        yield [(run[0][1], run[-1][2]) for run in runs if is_said(term, [word for word, _, _ in run])]
