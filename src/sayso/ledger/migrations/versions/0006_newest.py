"""An index by which what was added since an instant is found without going through all reports."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_report_stamp", "report", ["stamp"])
