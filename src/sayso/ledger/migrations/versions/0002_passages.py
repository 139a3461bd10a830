"""The index of passages: witnesses, their marks, and links to whoever carried a passage first."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Word = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, empty: ``sayso annotate --stale`` traces the reports that are there."""
    op.create_table(
        "witness",
        sa.Column("num", sa.Integer, primary_key=True),
        sa.Column("report", sa.BigInteger, sa.ForeignKey("report.num"), nullable=False),
        sa.Column("by", Word, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("aside", sa.Text, nullable=False),
        sa.Column("agencies", sa.Text, nullable=False),
        sa.Column("partly", sa.Boolean, nullable=False),
        sa.UniqueConstraint("report", name="uq_witness_report"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mark",
        sa.Column("hash", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("carrier", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link",
        *(
            sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)
            for name in ("carrier", "first", "report", "last")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_link_report", "link", ["report"])
