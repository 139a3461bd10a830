"""Full-text search: what is indexed, the questions one can put, and their form in either database.

A question is words (all must occur), ``"phrases in order"``, ``-not`` and ``field:word``; a word that ends in
``*`` stands for every word that begins so. Fields: title, outlet, byline, text. Text and question are folded by
``sayso.text``, so both databases index and find the same words, in any script.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from sayso.errors import Issue, QueryError
from sayso.model import Report
from sayso.text import words

FIELDS = ("title", "outlet", "byline", "text")
_WEIGHTS = {"title": "A", "outlet": "B", "byline": "C", "text": "D"}
"""PostgreSQL marks each position of a word with one of four letters; we mark the field."""
_PIECE = re.compile(
    r'(?P<not>-)?(?:(?P<field>[A-Za-z]+):(?=[^\s:]))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))'
)
LONGEST_QUESTION = 1000
LONGEST_INDEXED = 400_000
"""Bytes of folded text in the index: PostgreSQL allows 1 MB for words and positions together."""
_LAST_POSITION = 16383
"""PostgreSQL keeps no position past this, and no more than 255 of one word."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side (one, for a plain word), in one field or in any."""

    words: tuple[str, ...]
    field: str | None = None
    negated: bool = False
    prefix: bool = False


def parse(question: str) -> tuple[Term, ...]:
    """The terms of a question. Raises ``QueryError`` when it names nothing to look for."""
    if len(question) > LONGEST_QUESTION:
        raise QueryError(f"the question is longer than {LONGEST_QUESTION} characters; ask for less at a time")
    terms = tuple(term for match in _PIECE.finditer(question) if (term := _term(match)).words)
    if not any(not term.negated for term in terms):
        raise QueryError('name at least one word to look for, like: minister "oil deal" -football outlet:wire')
    return terms


def _term(match: re.Match[str]) -> Term:
    field, said = match["field"], match["phrase"] if match["word"] is None else match["word"]
    if field is not None and field.lower() not in FIELDS:
        raise QueryError(f"no field {field!r}; known: {', '.join(FIELDS)}. Put words with a colon in quotes")
    prefix = match["word"] is not None and said.endswith("*")
    return Term(tuple(words(said)), field and field.lower(), match["not"] is not None, prefix)


def sqlite_match(terms: Sequence[Term]) -> str:
    """The question as an FTS5 expression. Only folded words stand in it, and those hold letters and digits."""
    wanted = " AND ".join(_fts5(term) for term in terms if not term.negated)
    return wanted + "".join(f" NOT {_fts5(term)}" for term in terms if term.negated)


def _fts5(term: Term) -> str:
    phrase = f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")
    return f"({term.field} : {phrase})" if term.field else phrase


def postgresql_match(terms: Sequence[Term]) -> str:
    """The question as a ``tsquery``."""
    return " & ".join(("!" if term.negated else "") + f"({_tsquery(term)})" for term in terms)


def _tsquery(term: Term) -> str:
    mark = _WEIGHTS[term.field] if term.field else ""
    last = len(term.words) - 1
    marks = [mark + ("*" if term.prefix and number == last else "") for number in range(last + 1)]
    return " <-> ".join(
        f"'{word}'" + (f":{mark}" if mark else "") for word, mark in zip(term.words, marks, strict=True)
    )


def indexed(report: Report) -> tuple[dict[str, list[str]], tuple[Issue, ...]]:
    """The folded words of each field, and an issue when a very long text is indexed in part."""
    fields = {name: words(getattr(report, name) or "") for name in FIELDS}
    kept = _cut(fields["text"])
    if kept == len(fields["text"]):
        return fields, ()
    fields["text"] = fields["text"][:kept]
    return fields, (Issue("search.cut", f"the first {kept} words can be searched", report.id),)


def _cut(folded: Sequence[str]) -> int:
    if len(folded) * 4 < LONGEST_INDEXED // 16:
        return len(folded)
    size = 0
    for number, word in enumerate(folded):
        size += len(word.encode()) + 1
        if size > LONGEST_INDEXED:
            return number
    return len(folded)


def index(connection: Connection, num: int, fields: dict[str, list[str]]) -> None:
    """Add a report's words to the search index."""
    if connection.dialect.name == "sqlite":
        values = (num, *(" ".join(fields[name]) for name in FIELDS))
        connection.exec_driver_sql(_SQLITE_INSERT, values)
    else:
        connection.exec_driver_sql(_POSTGRESQL_INSERT, (num, tsvector(fields)))


_SQLITE_INSERT = "INSERT INTO search (rowid, title, outlet, byline, text) VALUES (?, ?, ?, ?, ?)"
_POSTGRESQL_INSERT = "INSERT INTO search (num, words) VALUES (%s, CAST(%s AS tsvector))"


def tsvector(fields: dict[str, list[str]]) -> str:
    """The words of a report in PostgreSQL's notation, with a gap between fields that no phrase can bridge."""
    places: dict[str, list[str]] = defaultdict(list)
    position = 0
    for name, folded in fields.items():
        weight = _WEIGHTS[name] if name != "text" else ""
        for word in folded:
            position += 1
            if len(at := places[word]) < 255 and position <= _LAST_POSITION:
                at.append(f"{position}{weight}")
        position += 2
    return " ".join(f"'{word}'" + (":" + ",".join(at) if at else "") for word, at in places.items())


def forget(connection: Connection, num: int) -> None:
    """Take a report's words out of the search index for good."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (num,))
        connection.exec_driver_sql("INSERT INTO search (search) VALUES ('optimize')")
    else:
        connection.exec_driver_sql("DELETE FROM search WHERE num = %s", (num,))


def clear(connection: Connection) -> None:
    """Empty the search index, to be built anew."""
    sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql(
        "INSERT INTO search (search) VALUES ('delete-all')" if sqlite else "DELETE FROM search"
    )
