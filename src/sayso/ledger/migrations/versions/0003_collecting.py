"""What collecting needs to know: sources, what they said was published, hosts, and where responses lie."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Word = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, empty."""
    _kept()
    _source()
    _notice()
    op.create_table(
        "host",
        sa.Column("name", Word, primary_key=True),
        sa.Column("owner", sa.Text),
        sa.Column("leased_until", sa.BigInteger),
        sa.Column("free", sa.BigInteger, nullable=False),
    )


def _kept() -> None:
    op.create_table(
        "kept",
        sa.Column("file", Word, primary_key=True),
        sa.Column("first", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("length", sa.BigInteger, nullable=False),
        sa.Column("digest", Word, nullable=False),
        sa.Column("chain", Word, nullable=False),
    )
    op.create_index("ix_kept_digest", "kept", ["digest"])


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("address", Word, primary_key=True),
        sa.Column("parent", Word),
        sa.Column("host", Word, nullable=False),
        sa.Column("listed", sa.Boolean, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("rhythm", sa.Integer, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("digest", Word),
        sa.Column("visited", sa.BigInteger),
        sa.Column("found", sa.BigInteger),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("fault", sa.Text),
        sa.Column("days", sa.Text, nullable=False),
    )
    op.create_index("ix_source_host_due", "source", ["host", "due"])


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("key", Word, primary_key=True),
        sa.Column("source", Word, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("host", Word, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("changed", sa.Text),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("due", sa.BigInteger),
        sa.Column("visits", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("digest", Word),
    )
    op.create_index("ix_notice_host_due", "notice", ["host", "due"])
    op.create_index("ix_notice_source", "notice", ["source"])
