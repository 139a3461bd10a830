"""Links cut at blocks of 1,024 words, so that a look-up reads the links of one block."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Cut the links that reach over the end of a block."""
    op.execute("""
        INSERT INTO link (carrier, first, report, last)
        WITH RECURSIVE cut (carrier, first, report, last) AS (
            SELECT carrier, first, report, last FROM link WHERE first / 1024 <> (last - 1) / 1024
            UNION ALL
            SELECT carrier, (first / 1024 + 1) * 1024, report, last FROM cut
            WHERE first / 1024 <> (last - 1) / 1024
        )
        SELECT carrier, first, report, CASE WHEN last < (first / 1024 + 1) * 1024 THEN last
            ELSE (first / 1024 + 1) * 1024 END FROM cut
        WHERE true ON CONFLICT DO NOTHING
    """)
    op.execute("DELETE FROM link WHERE first / 1024 <> (last - 1) / 1024")
