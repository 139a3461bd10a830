"""The first tables: acts, captures, reports, runs, findings, edges, issues, retractions, tombstones, tasks."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables of a new ledger."""
    for make in (_record, _reports, _findings, _edges, _issues, _taken_back, _tasks):
        make()
    _search[op.get_context().dialect.name]()


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _stamp() -> sa.Column[int]:
    return sa.Column("stamp", sa.BigInteger, nullable=False)


def _num(*, counted: bool = True) -> sa.Column[int]:
    return sa.Column("num", Number, primary_key=True, autoincrement=counted)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.Text, nullable=False, unique=True)


def _record() -> None:
    op.create_table(
        "act",
        sa.Column("stamp", Number, primary_key=True, autoincrement=False),
        _text("who"),
        _text("verb"),
        _text("why", null=True),
    )
    op.create_table(
        "capture",
        sa.Column("id", sa.Text, primary_key=True),
        _text("digest"),
        _text("address"),
        _text("captured_at"),
        sa.Column("size", sa.BigInteger, nullable=False),
        _text("headers"),
        _stamp(),
    )


def _reports() -> None:
    optional = ("item", "given", "title", "byline", "outlet", "url", "language", "published")
    op.create_table(
        "report",
        _num(counted=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("capture", sa.Text, sa.ForeignKey("capture.id")),
        *(_text(name, null=True) for name in optional),
        _text("published_precision"),
        _text("sha256"),
        _text("dateline", null=True),
        _text("credits"),
        _stamp(),
        _text("text"),
        sa.UniqueConstraint("id", name="uq_report_id"),
    )
    op.create_table(
        "run",
        sa.Column("report", sa.BigInteger, sa.ForeignKey("report.num"), primary_key=True),
        sa.Column("by", sa.Text, primary_key=True),
        _text("maker"),
        _stamp(),
    )


def _findings() -> None:
    op.create_table(
        "finding",
        _num(),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("report", sa.BigInteger, sa.ForeignKey("report.num"), nullable=False),
        _text("kind"),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        _text("spans"),
        _text("body"),
        _text("by"),
        sa.Column("confidence", sa.Float, nullable=False),
        _text("rests_on"),
        _text("key", null=True),
        _stamp(),
        sa.UniqueConstraint("id", name="uq_finding_id"),
    )
    op.create_index("ix_finding_report", "finding", ["report", "kind"])
    op.create_index("ix_finding_kind", "finding", ["kind", "key", "report"])


def _edges() -> None:
    op.create_table(
        "edge",
        _num(),
        sa.Column("id", sa.Text, nullable=False),
        *(_text(name) for name in ("left", "right", "kind", "judgement")),
        sa.Column("score", sa.Float, nullable=False),
        *(_text(name) for name in ("by", "because", "body")),
        _stamp(),
        sa.UniqueConstraint("id", name="uq_edge_id"),
    )
    for column in ("left", "right", "kind"):
        op.create_index(f"ix_edge_{column}", "edge", [column])


def _issues() -> None:
    op.create_table(
        "issue",
        _num(),
        sa.Column("id", sa.Text, nullable=False),
        _text("report", null=True),
        _text("item", null=True),
        *(_text(name) for name in ("code", "detail", "spans")),
        _stamp(),
        sa.UniqueConstraint("id", name="uq_issue_id"),
    )
    op.create_index("ix_issue_code", "issue", ["code"])


def _taken_back() -> None:
    op.create_table("retraction", sa.Column("target", sa.Text, primary_key=True), _text("what"), _stamp())
    op.create_table(
        "tombstone",
        sa.Column("report", sa.Text, primary_key=True),
        sa.Column("num", sa.BigInteger, nullable=False),
        _text("sha256"),
        _stamp(),
    )


def _tasks() -> None:
    op.create_table(
        "task",
        _num(),
        *(_text(name) for name in ("kind", "key", "payload")),
        sa.Column("attempts", sa.Integer, nullable=False),
        _text("owner", null=True),
        sa.Column("leased_until", sa.BigInteger),
        sa.Column("done", sa.BigInteger),
        sa.UniqueConstraint("kind", "key", name="uq_task_kind"),
    )
    op.create_index("ix_task_done", "task", ["done", "kind"])


def _sqlite_search() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(title, outlet, byline, text, content='', "
        "contentless_delete=1, tokenize='ascii')"
    )


def _postgresql_search() -> None:
    op.execute("CREATE TABLE search (num bigint PRIMARY KEY, words tsvector NOT NULL)")
    op.execute("CREATE INDEX ix_search_words ON search USING gin (words)")


_search: dict[str, Callable[[], None]] = {"sqlite": _sqlite_search, "postgresql": _postgresql_search}
