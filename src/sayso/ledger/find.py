"""Full-text search over the ledger: the words asked for, newest report first, with where they stand."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, cast, column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from sayso.ledger import schema, search
from sayso.ledger.query import Filter, standing
from sayso.ledger.search import Term
from sayso.model import Span
from sayso.text import placed_words

_AROUND = 90
"""Characters of a snippet on either side of the first words found."""
_MOST_SPANS = 50
_report = schema.report


@dataclass(frozen=True, slots=True)
class Hit:
    """A report in which the words stand, and where: spans into its text, empty when only its head has them."""

    report: str
    title: str | None
    published: str | None
    outlet: str | None
    spans: tuple[Span, ...]
    snippet: str

    def line(self) -> dict[str, Any]:
        """As the contract prints it."""
        said = {name: getattr(self, name) for name in ("report", "title", "published", "outlet")}
        return {**said, "spans": [list(span) for span in self.spans], "snippet": self.snippet}


def find(connection: Connection, question: str, wanted: Filter) -> Iterator[Hit]:
    """Reports that answer ``question`` (see ``search``), newest first.

    Raises ``QueryError`` when the question cannot be read.
    """
    terms = search.parse(question)
    columns = (_report.c.id, _report.c.title, _report.c.published, _report.c.outlet, _report.c.text)
    source, number, condition = _matching(connection, terms)
    query = (
        select(*columns)
        .select_from(source)
        .join(_report, _report.c.num == number)
        .where(condition, standing(replace(wanted, kind=None)))
        .order_by(number.desc())
        .limit(wanted.limit)
    )
    marker = _marker(terms)
    for row in connection.execute(query):
        spans = marker(row.text)
        yield Hit(row.id, row.title, row.published, row.outlet, spans, snippet(row.text, spans))


def snippet(text: str, spans: Sequence[Span]) -> str:
    """The text around the first span, or its beginning, cut at words, on one line."""
    start, end = spans[0] if spans else (0, 0)
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    left = left if left == 0 else text.find(" ", left, start) + 1 or left
    right = right if right == len(text) else max(text.rfind(" ", end, right), end) or right
    kept = " ".join(text[left:right].split())
    return ("… " if left else "") + kept + (" …" if right < len(text) else "")


def _matching(
    connection: Connection, terms: Sequence[Term]
) -> tuple[Any, ColumnElement[int], ColumnElement[bool]]:
    """The search table, its report number, and the condition, in the words of either database."""
    if connection.dialect.name == "sqlite":
        index = table("search", column("rowid", BigInteger), column("search"))
        return index, index.c.rowid, index.c.search.op("MATCH", is_comparison=True)(search.sqlite_match(terms))
    index = table("search", column("num", BigInteger), column("words"))
    question = cast(search.postgresql_match(terms), TSQUERY)
    return index, index.c.num, index.c.words.op("@@", is_comparison=True)(question)


def _marker(terms: Sequence[Term]) -> Callable[[str], tuple[Span, ...]]:
    """A function that finds where the wanted words stand in a text."""
    wanted = [term for term in terms if not term.negated and term.field in (None, "text")]
    patterns = [re.compile(_pattern(term), re.IGNORECASE) for term in wanted]

    def spans(text: str) -> tuple[Span, ...]:
        found = [[match.span() for match in pattern.finditer(text)] for pattern in patterns]
        if not all(found):
            found = list(_folded(text, wanted))
        return tuple(sorted({span for spans in found for span in spans})[:_MOST_SPANS])

    return spans


def _pattern(term: Term) -> str:
    """The words as most texts write them; letters with marks are left to ``_folded``."""
    ends = r"[^\W_]*" if term.prefix else r"(?![^\W_])"
    return r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, term.words)) + ends


def _folded(text: str, wanted: Sequence[Term]) -> Iterator[list[Span]]:
    """Where each term stands when the text's words are folded as the index folds them."""
    placed = list(placed_words(text))
    for term in wanted:
        length = len(term.words)
        runs = (placed[at : at + length] for at in range(len(placed) - length + 1))
        yield [(run[0][1], run[-1][2]) for run in runs if _is(term, [word for word, _, _ in run])]


def _is(term: Term, said: Sequence[str]) -> bool:
    *before, last = term.words
    same = said[-1].startswith(last) if term.prefix else said[-1] == last
    return same and list(before) == list(said[:-1])
