"""The first tables: acts, captures, reports, runs, findings, edges, issues, retractions, tombstones, tasks, search."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Word = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables of a new ledger."""
    for make in (_record, _reports, _findings, _edges, _issues, _taken_back, _tasks):
        make()
    _search[op.get_context().dialect.name]()


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _word(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, Word, nullable=null)


def _stamp() -> sa.Column[int]:
    return sa.Column("stamp", sa.BigInteger, nullable=False)


def _num(*, counted: bool = True) -> sa.Column[int]:
    return sa.Column("num", Number, primary_key=True, autoincrement=counted)


def _of_report(*, key: bool = False) -> sa.Column[int]:
    return sa.Column("report", sa.BigInteger, sa.ForeignKey("report.num"), primary_key=key, nullable=False)


def _of_capture(*, key: bool = False) -> sa.Column[str]:
    return sa.Column("capture", Word, sa.ForeignKey("capture.id"), primary_key=key, nullable=not key)


def _indexes(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _record() -> None:
    op.create_table(
        "act",
        sa.Column("stamp", Number, primary_key=True, autoincrement=False),
        _text("who"),
        _word("verb"),
        _text("why", null=True),
    )
    op.create_table(
        "capture",
        sa.Column("id", Word, primary_key=True),
        _word("digest"),
        _text("address"),
        _text("captured_at"),
        sa.Column("size", sa.BigInteger, nullable=False),
        _text("headers"),
        _stamp(),
    )
    _indexes("capture", "digest")
    op.create_table("destroyed", sa.Column("digest", Word, primary_key=True), _stamp())


def _reports() -> None:
    op.create_table(
        "report",
        _num(counted=False),
        _word("id"),
        *(_text(name, null=True) for name in ("given", "title", "byline", "outlet")),
        _word("outlet_key", null=True),
        *(_text(name, null=True) for name in ("url", "language", "published")),
        _text("published_precision"),
        _word("sha256"),
        _text("dateline", null=True),
        _text("credits"),
        _stamp(),
        _text("text"),
        sa.UniqueConstraint("id", name="uq_report_id"),
    )
    _indexes("report", "outlet_key")
    op.create_table("sighting", _of_capture(key=True), _of_report(key=True), _text("item", null=True), _stamp())
    _indexes("sighting", "report")
    op.create_table(
        "run",
        _of_report(key=True),
        sa.Column("by", Word, primary_key=True),
        _word("maker"),
        _stamp(),
    )


def _findings() -> None:
    op.create_table(
        "finding",
        _num(),
        _word("id"),
        _of_report(),
        _word("kind"),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        _text("spans"),
        _text("body"),
        _word("by"),
        sa.Column("confidence", sa.Float, nullable=False),
        _text("rests_on"),
        _word("key", null=True),
        _stamp(),
        sa.UniqueConstraint("id", name="uq_finding_id"),
    )
    op.create_index("ix_finding_report_kind", "finding", ["report", "kind"])
    op.create_index("ix_finding_kind_key_report", "finding", ["kind", "key", "report"])


def _edges() -> None:
    op.create_table(
        "edge",
        _num(),
        _word("id"),
        *(_word(name) for name in ("left", "right", "kind")),
        _text("judgement"),
        sa.Column("score", sa.Float, nullable=False),
        _word("by"),
        *(_text(name) for name in ("because", "body")),
        _stamp(),
        sa.UniqueConstraint("id", name="uq_edge_id"),
    )
    _indexes("edge", "left", "right", "kind")


def _issues() -> None:
    op.create_table(
        "issue",
        _num(),
        _word("id"),
        _word("report", null=True),
        _of_capture(),
        _text("item", null=True),
        _word("code"),
        *(_text(name) for name in ("detail", "spans")),
        _stamp(),
        sa.UniqueConstraint("id", name="uq_issue_id"),
    )
    _indexes("issue", "code", "report", "capture")


def _taken_back() -> None:
    op.create_table("retraction", sa.Column("target", Word, primary_key=True), _word("what"), _stamp())
    op.create_table(
        "tombstone",
        sa.Column("report", Word, primary_key=True),
        sa.Column("num", sa.BigInteger, nullable=False),
        _word("sha256"),
        _stamp(),
    )


def _tasks() -> None:
    op.create_table(
        "task",
        _num(),
        *(_word(name) for name in ("kind", "key")),
        _text("payload"),
        sa.Column("attempts", sa.Integer, nullable=False),
        _text("owner", null=True),
        sa.Column("leased_until", sa.BigInteger),
        sa.Column("done", sa.BigInteger),
        sa.UniqueConstraint("kind", "key", name="uq_task_kind_key"),
    )
    op.create_index("ix_task_done_kind", "task", ["done", "kind"])


def _sqlite_search() -> None:
    """Words are told apart by us and joined by spaces: every other sign is part of a word."""
    signs = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum())
    tokenizer = f"ascii tokenchars '{signs.replace(chr(39), chr(39) * 2)}'".replace('"', '""')
    op.get_bind().exec_driver_sql(
        "CREATE VIRTUAL TABLE search USING fts5(title, outlet, byline, text, content='', "
        f'contentless_delete=1, tokenize="{tokenizer}")'
    )


def _postgresql_search() -> None:
    op.execute("CREATE TABLE search (num bigint PRIMARY KEY, words tsvector NOT NULL, gaps boolean NOT NULL)")
    op.execute("CREATE INDEX ix_search_words ON search USING gin (words)")


_search: dict[str, Callable[[], None]] = {"sqlite": _sqlite_search, "postgresql": _postgresql_search}
