"""Full-text search: what is indexed, the questions one can put, and their form in either database.

A question is words (all must occur), ``"phrases in order"``, ``-not`` and ``field:word``; a word that ends in
``*`` stands for every word that begins so. Fields: title, outlet, byline, text. Text and question are folded by
``sayso.text``, so both databases index and find the same words, in any script.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.errors import Issue, QueryError
from sayso.ledger.engine import Hot
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
_SURELY_FEW = LONGEST_INDEXED // 257
"""Words that fit whatever they are: ``text.fold`` keeps 64 letters of a word, each of 4 bytes at most."""
_LAST_POSITION = 16383
_MOST_POSITIONS = 255
"""PostgreSQL keeps no position past the one, and no more than the other of one word."""

Fields = Mapping[str, list[str]]
"""The folded words of each field of a report."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side (one, for a plain word), in one field or in any."""

    words: tuple[str, ...]
    field: str | None = None
    negated: bool = False
    prefix: bool = False

    @property
    def placed(self) -> bool:
        """Whether it matters where the words stand, and not only that they do."""
        return self.field is not None or len(self.words) > 1


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
    """The question as an FTS5 expression."""
    wanted = " AND ".join(_fts5(term) for term in terms if not term.negated)
    refused = " OR ".join(_fts5(term) for term in terms if term.negated)
    return f"({wanted}) NOT ({refused})" if refused else wanted


def _fts5(term: Term) -> str:
    said = " ".join(term.words).replace('"', '""')
    phrase = f'"{said}"' + ("*" if term.prefix else "")
    return f"({term.field} : {phrase})" if term.field else phrase


def postgresql_match(terms: Sequence[Term]) -> str:
    """The question as a ``tsquery``."""
    return " & ".join(("!" if term.negated else "") + f"({_tsquery(term)})" for term in terms)


def anywhere(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The plain words of a question: every report that answers it answers these, wherever the words stand."""
    plain = [term for term in terms if not term.placed]
    for term in terms:
        if term.placed and not term.negated:
            *before, last = (Term((word,)) for word in term.words)
            plain += [*before, replace(last, prefix=term.prefix)]
    return tuple(plain)


def _tsquery(term: Term) -> str:
    mark = _WEIGHTS[term.field] if term.field else ""
    last = len(term.words) - 1
    marks = [mark + ("*" if term.prefix and number == last else "") for number in range(last + 1)]
    return " <-> ".join(
        f"'{_quoted(word)}'" + (f":{mark}" if mark else "")
        for word, mark in zip(term.words, marks, strict=True)
    )


def _quoted(word: str) -> str:
    """The inside of a word in PostgreSQL's notation, as it is."""
    return word.replace("\\", "\\\\").replace("'", "''")


def answers(terms: Sequence[Term], fields: Fields) -> bool:
    """Whether the words of a report answer a question: what either database is asked, said in Python."""
    return all(any(_stands(term, fields[name]) for name in _named(term)) != term.negated for term in terms)


def _named(term: Term) -> tuple[str, ...]:
    return FIELDS if term.field is None else (term.field,)


def _stands(term: Term, said: Sequence[str]) -> bool:
    length = len(term.words)
    return any(is_said(term, said[at : at + length]) for at in range(len(said) - length + 1))


def is_said(term: Term, said: Sequence[str]) -> bool:
    """Whether these words, as many as the term's, are the term's."""
    *before, last = term.words
    same = said[-1].startswith(last) if term.prefix else said[-1] == last
    return same and list(before) == list(said[:-1])


def indexed(report: Report) -> tuple[Fields, tuple[Issue, ...]]:
    """The folded words of each field, and an issue when a very long text is indexed in part."""
    whole = folded(report.title, report.outlet, report.byline, report.text)
    fields = cut(whole)
    kept = len(fields["text"])
    if kept == len(whole["text"]):
        return fields, ()
    return fields, (Issue("search.cut", f"the first {kept} words can be searched", report.id),)


def folded(*said: str | None) -> Fields:
    """The folded words of the values of ``FIELDS``."""
    return {name: _words(value) if value else [] for name, value in zip(FIELDS, said, strict=True)}


def _words(text: str) -> list[str]:
    """The folded words of a text. Without typographic signs most texts are ASCII, and fold three times as fast."""
    return words(text if text.isascii() else _SIGNS.sub(" ", text))


_SIGNS = re.compile(
    "[\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u00a0-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf]+"
)
"""Punctuation, currency and other signs that stand in no word."""


def cut(fields: Fields) -> Fields:
    """What of the fields is indexed."""
    kept = _cut(fields["text"])
    return fields if kept == len(fields["text"]) else {**fields, "text": fields["text"][:kept]}


def _cut(said: Sequence[str]) -> int:
    """How many of the words are indexed."""
    if len(said) < _SURELY_FEW or sum(map(len, said)) * 4 + len(said) <= LONGEST_INDEXED:
        return len(said)
    size = 0
    for number, word in enumerate(said):
        size += len(word.encode()) + 1
        if size > LONGEST_INDEXED:
            return number
    return len(said)


def index(hot: Hot, num: int, fields: Fields) -> None:
    """Add a report's words to the search index."""
    if hot.kind == "sqlite":
        hot.do(SQLITE_INSERT, num, *(" ".join(fields[name]) for name in FIELDS))
    else:
        vector, gaps = tsvector(fields)
        hot.do(_POSTGRESQL_INSERT, num, vector, gaps)


SQLITE_INSERT = "INSERT INTO search (rowid, title, outlet, byline, text) VALUES (?, ?, ?, ?, ?)"
_POSTGRESQL_INSERT = "INSERT INTO search (num, words, gaps) VALUES (?, CAST(? AS tsvector), ?)"


def tsvector(fields: Fields) -> tuple[str, bool]:
    """The words of a report in PostgreSQL's notation, with a gap between fields that no phrase can bridge.

    And whether PostgreSQL's limits made us leave positions out.
    """
    places: dict[str, list[str]] = defaultdict(list)
    begin, gaps = 1, False
    for name in FIELDS:
        said, weight = fields[name], _WEIGHTS[name] if name != "text" else ""
        for word, place in zip(said, _PLACES[begin : begin + len(said)], strict=False):
            places[word].append(place + weight)
        for word in said[max(0, _LAST_POSITION + 1 - begin) :]:
            places[word] += ()  # it is there, wherever
            gaps = True
        begin += len(said) + 2
    for word, at in places.items():
        if len(at) > _MOST_POSITIONS:
            places[word] = at[:_MOST_POSITIONS]
            gaps = True
    quoted = places if "".join(places).isalnum() else {_quoted(word): at for word, at in places.items()}
    return " ".join([f"'{word}':{','.join(at)}" if at else f"'{word}'" for word, at in quoted.items()]), gaps


_PLACES = [str(position) for position in range(_LAST_POSITION + 1)]


def forget(hot: Hot, num: int) -> None:
    """Take a report's words out of the search index for good."""
    if hot.kind == "sqlite":
        hot.do("DELETE FROM search WHERE rowid = ?", num)
        # FTS5 only marks what is deleted until it merges what it has.
        hot.do("INSERT INTO search (search) VALUES ('optimize')")
    else:
        hot.do("DELETE FROM search WHERE num = ?", num)


def clear(hot: Hot) -> None:
    """Empty the search index, to be built anew."""
    hot.do(
        "INSERT INTO search (search) VALUES ('delete-all')" if hot.kind == "sqlite" else "DELETE FROM search"
    )
