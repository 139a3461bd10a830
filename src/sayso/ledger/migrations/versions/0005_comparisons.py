"""Sketches of reports and gists of claims, by which they are compared with others."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Word = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, empty: ``sayso annotate --stale`` compares the reports that are there."""
    op.create_table(
        "sketch",
        sa.Column("report", Number, sa.ForeignKey("report.num"), primary_key=True, autoincrement=False),
        sa.Column("by", Word, nullable=False),
        sa.Column("terms", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "gist",
        sa.Column("claim", Word, primary_key=True),
        sa.Column("report", sa.BigInteger, sa.ForeignKey("report.num"), nullable=False),
        sa.Column("said", sa.Text, nullable=False),
    )
    op.create_index("ix_gist_report", "gist", ["report"])
    op.create_table(
        "gist_key",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("report", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("claim", Word, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_gist_key_report", "gist_key", ["report"])
