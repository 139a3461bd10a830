"""Invented reports, findings and strategies for the ledger's tests. The countries and people are nowhere."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from sayso.ledger import Entry, Ledger, schema
from sayso.model import Body, Edge, Finding, Report

BODIES: dict[str, Body] = {
    "part": {"part": "body"},
    "voice": {
        "name": "Ana Mirek", "refers_to": None, "kind": "person", "standing": "official",
        "actor": "QAR.GOV", "role": "minister", "count": None, "basis": None,
    },
    "claim": {
        "voices": [], "cue": [], "cue_kind": "speech", "level": 0, "stance": "assert", "polarity": 1,
        "form": "direct", "via": [], "when": None, "about": ["QAR.MIL"],
    },
    "event": {
        "type": "AID", "mode": None, "actor": {"name": "Qaro", "code": "QAR", "spans": []}, "recipient": None,
        "place": None, "when": None, "status": "happened", "claim": None, "score": 3.0,
    },
    "quantity": {
        "value": 5200.0, "high": None, "unit": "troop", "bound": "about", "of": None, "as_of": None, "claim": None,
    },
    "place": {"name": "Lumen", "lat": None, "lon": None, "country": None, "gazetteer": None, "precision": None},
    "time": {"start": "2020-01-02", "end": "2020-01-02", "precision": "day"},
    "actor": {"code": "QAR.GOV", "role": "minister", "name": "Ana Mirek"},
}  # fmt: skip
"""A body of each kind."""


def report(text: str = "The harbour of Lumen is open again.", **fields: Any) -> Report:
    """A report dated and named unless said otherwise."""
    given = {"title": "Harbour open", "outlet": "Lumen Courier", "published": "2020-01-02", **fields}
    precision = "none" if given["published"] is None else "day"
    return Report(text=text, **{"published_precision": precision, **given})


def finding(of: Report, kind: str = "quantity", span: tuple[int, int] = (0, 3), **said: Any) -> Finding:
    """A finding of a kind; ``by`` and ``confidence`` may be said, and fields of the body."""
    by, confidence = said.pop("by", "numbers/1"), said.pop("confidence", 0.9)
    return Finding.make(of, kind, [span], {**BODIES[kind], **said}, by=by, confidence=confidence)


def entry(of: Report, findings: Sequence[Finding] = (), **more: Any) -> Entry:
    """What is put for a report."""
    return Entry(of, findings, **more)


def edge(left: str, right: str, kind: str = "shares", **more: Any) -> Edge:
    """An edge between two things."""
    return Edge.make(left, right, kind, **{"by": "copies/1", **more})


def empty(ledger: Ledger) -> Ledger:
    """The ledger without a row, for the next example of a property."""
    tables = [*reversed(schema.metadata.sorted_tables)]
    with ledger.database.writing() as connection:
        for table in (*(table.name for table in tables), "search"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    return ledger


SCRIPTS = (
    "harbour minister the of oil talks denied resumed Łódź naïve café 5,200 U.S. don't state-run",
    "نفت وزير الخارجية العراق بغداد والعراق مُحَمَّد",
    "وزیر امور خارجه ایران گفت می‌خواهد کتابها آب",
    "外交部 发言人 表示 石油 港口 重新 开放",
    "รัฐมนตรี ต่างประเทศ กล่าว ว่า น้ำมัน",
    "министр заявил нефть порт открыт ёлка",
    "대통령은 석유 회담을 거부했다",
)
words = st.sampled_from([word for line in SCRIPTS for word in line.split()])
texts = st.lists(words, min_size=1, max_size=30).map(" ".join)
anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
"""Any text a database can hold."""
days = st.none() | st.sampled_from(["2019", "2020", "2021"]).flatmap(
    lambda year: st.sampled_from([f"{year}-05-16", f"{year}-05", f"{year}-05-16T10:30:00Z", f"{year}-12-31"])
)
reports = st.builds(
    report,
    text=texts | anything.filter(bool),
    title=st.none() | texts,
    outlet=st.sampled_from([None, "Lumen Courier", "ÉCHO", "Ost"]),
    byline=st.none() | texts,
    published=days,
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """A report with findings of any kind by several makers and a person."""
    of = draw(reports)
    span = st.tuples(st.integers(0, len(of.text) - 1), st.integers(1, len(of.text))).filter(
        lambda s: s[0] < s[1]
    )
    made = st.builds(
        finding,
        st.just(of),
        st.sampled_from(sorted(BODIES)),
        span,
        by=st.sampled_from(["numbers/1", "numbers/2", "claims/3", "user:ana"]),
        confidence=st.sampled_from([0.25, 0.9, 1.0]),
    )
    return Entry(of, draw(st.lists(made, max_size=6)), draw(st.sampled_from([(), ("times/4",)])))


several = st.lists(entries(), min_size=1, max_size=4, unique_by=lambda one: one.report.id)
