"""The tables of the ledger. Both databases hold the same rows; only the search table differs in kind.

Every row carries the stamp of the act that added it: microseconds since 1970 UTC, strictly increasing in the
order of commits, so that the ledger as it stood at any instant is the rows stamped no later.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0006"
"""The newest migration: what a ledger must stand at to be used."""

Number = BigInteger().with_variant(Integer, "sqlite")
Count = Integer()
"""Numbers below 2³¹: witnesses, and words of a text."""
Word = Text().with_variant(Text(collation="C"), "postgresql")
"""Ids, codes and keys: compared by their characters, whatever the database's language."""
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def _stamp() -> Column[int]:
    return Column("stamp", BigInteger, nullable=False)


def _id() -> Column[str]:
    return Column("id", Word, nullable=False, unique=True)


act = Table(
    "act",
    metadata,
    Column("stamp", Number, primary_key=True, autoincrement=False),
    Column("who", Text, nullable=False),
    Column("verb", Word, nullable=False),
    Column("why", Text),
)
"""One row a transaction: who changed the ledger, how, and for what reason."""

capture = Table(
    "capture",
    metadata,
    Column("id", Word, primary_key=True),
    Column("digest", Word, nullable=False),
    Column("address", Text, nullable=False),
    Column("captured_at", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("headers", Text, nullable=False),
    _stamp(),
    Index(None, "digest"),
)
"""Bytes kept in the archive under their digest."""

destroyed = Table(
    "destroyed",
    metadata,
    Column("digest", Word, primary_key=True),
    _stamp(),
)
"""Digests of bytes that held a report erased by law: the archive does not keep them, now or later."""

report = Table(
    "report",
    metadata,
    Column("num", Number, primary_key=True, autoincrement=False),
    _id(),
    Column("given", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("outlet", Text),
    Column("outlet_key", Word),
    Column("url", Text),
    Column("language", Text),
    Column("published", Text),
    Column("published_precision", Text, nullable=False),
    Column("sha256", Word, nullable=False),
    Column("dateline", Text),
    Column("credits", Text, nullable=False),
    _stamp(),
    Column("text", Text, nullable=False),
    Index(None, "outlet_key"),
    Index(None, "stamp"),
)
"""One article. ``num`` sorts by publication (``rows.report_number``); ``text`` stands last, so that listings
need not read past it. ``outlet_key`` is the folded name one looks the outlet up by."""

sighting = Table(
    "sighting",
    metadata,
    Column("capture", Word, ForeignKey("capture.id"), primary_key=True),
    Column("report", BigInteger, ForeignKey("report.num"), primary_key=True),
    Column("item", Text),
    _stamp(),
    Index(None, "report"),
)
"""Where a report was read from. Other bytes may hold it too: whoever erases it must know them all."""

run = Table(
    "run",
    metadata,
    Column("report", BigInteger, ForeignKey("report.num"), primary_key=True),
    Column("by", Word, primary_key=True),
    Column("maker", Word, nullable=False),
    _stamp(),
)
"""A maker's work on a report; listings show each maker's newest."""

finding = Table(
    "finding",
    metadata,
    Column("num", Number, primary_key=True),
    _id(),
    Column("report", BigInteger, ForeignKey("report.num"), nullable=False),
    Column("kind", Word, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("spans", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("by", Word, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("rests_on", Text, nullable=False),
    Column("key", Word),
    _stamp(),
    Index(None, "report", "kind"),
    Index(None, "kind", "key", "report"),
)
"""A program's finding stands in the run of the same report and ``by``; a person's in none. Quotes are not stored:
they are the report's text at ``spans``. ``key`` is the folded name, type or unit one looks the finding up by."""

edge = Table(
    "edge",
    metadata,
    Column("num", Number, primary_key=True),
    _id(),
    Column("left", Word, nullable=False),
    Column("right", Word, nullable=False),
    Column("kind", Word, nullable=False),
    Column("judgement", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("by", Word, nullable=False),
    Column("because", Text, nullable=False),
    Column("body", Text, nullable=False),
    _stamp(),
    Index(None, "left"),
    Index(None, "right"),
    Index(None, "kind"),
)

issue = Table(
    "issue",
    metadata,
    Column("num", Number, primary_key=True),
    _id(),
    Column("report", Word),
    Column("capture", Word, ForeignKey("capture.id")),
    Column("item", Text),
    Column("code", Word, nullable=False),
    Column("detail", Text, nullable=False),
    Column("spans", Text, nullable=False),
    _stamp(),
    Index(None, "code"),
    Index(None, "report"),
    Index(None, "capture"),
)
"""What went wrong with an item: one row for the same thing met twice. ``report`` may be one that was refused."""

witness = Table(
    "witness",
    metadata,
    Column("num", Count, primary_key=True),
    Column("report", BigInteger, ForeignKey("report.num"), nullable=False, unique=True),
    Column("by", Word, nullable=False),
    Column("length", Integer, nullable=False),
    Column("aside", Text, nullable=False),
    Column("agencies", Text, nullable=False),
    Column("partly", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
"""A report whose words are in the index of passages, by a small number that is never given twice. ``aside`` are the
stretches that are no part of its article; ``agencies`` and ``partly`` what it says of its own making; ``by`` is the
maker that traced it. This and the next two are derived: they can be dropped and made again from the reports."""

mark = Table(
    "mark",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("carrier", Count, primary_key=True, autoincrement=False),
    Column("place", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""A mark of a text, under the witness that carried it first (``lineage.passages``)."""

link = Table(
    "link",
    metadata,
    Column("carrier", Count, primary_key=True, autoincrement=False),
    Column("first", Count, primary_key=True, autoincrement=False),
    Column("report", Count, primary_key=True, autoincrement=False),
    Column("last", Count, primary_key=True, autoincrement=False),
    Index(None, "report"),
    sqlite_with_rowid=False,
)
"""Words ``[first, last)`` of a carrier that a later witness, ``report``, also has, cut where a block of the carrier
ends. Both go by ``witness.num``."""

sketch = Table(
    "sketch",
    metadata,
    Column("report", Number, ForeignKey("report.num"), primary_key=True, autoincrement=False),
    Column("by", Word, nullable=False),
    Column("terms", LargeBinary, nullable=False),
)
"""What a report is about, as the maker ``by`` compares it (``compare.sketch``). This and the next two are derived."""

gist = Table(
    "gist",
    metadata,
    Column("claim", Word, primary_key=True),
    Column("report", BigInteger, ForeignKey("report.num"), nullable=False),
    Column("said", Text, nullable=False),
    Index(None, "report"),
)
"""What a claim of a report says, as it is compared with others (``compare.gist``)."""

gist_key = Table(
    "gist_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("report", BigInteger, primary_key=True, autoincrement=False),
    Column("claim", Word, primary_key=True),
    Index(None, "report"),
    sqlite_with_rowid=False,
)
"""Words by which the claims of a report are found again, as numbers."""

retraction = Table(
    "retraction",
    metadata,
    Column("target", Word, primary_key=True),
    Column("what", Word, nullable=False),
    _stamp(),
)
"""The id of a report, finding or edge taken back; who and why stand in the act."""

tombstone = Table(
    "tombstone",
    metadata,
    Column("report", Word, primary_key=True),
    Column("num", BigInteger, nullable=False),
    Column("sha256", Word, nullable=False),
    _stamp(),
)
"""What is left of a report erased by law."""

kept = Table(
    "kept",
    metadata,
    Column("file", Word, primary_key=True),
    Column("first", BigInteger, primary_key=True, autoincrement=False),
    Column("length", BigInteger, nullable=False),
    Column("digest", Word, nullable=False),
    Column("chain", Word, nullable=False),
    Index(None, "digest"),
)
"""Where in the archive's days the bytes of a digest lie, and the chain that holds them there."""

source = Table(
    "source",
    metadata,
    Column("address", Word, primary_key=True),
    Column("parent", Word),
    Column("host", Word, nullable=False),
    Column("listed", Boolean, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("rhythm", Integer, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("digest", Word),
    Column("visited", BigInteger),
    Column("found", BigInteger),
    Column("failures", Integer, nullable=False),
    Column("fault", Text),
    Column("days", Text, nullable=False),
    Index(None, "host", "due"),
)
"""How a source stands. ``parent`` is the index that names a sitemap; ``listed`` whether the desk still follows it;
``due``, ``visited`` and ``found`` (when it last had something new) are instants, ``rhythm`` seconds; ``days`` counts
what was new each day. Like tasks, this and the next two are no part of the record: their rows do change."""

notice = Table(
    "notice",
    metadata,
    Column("key", Word, primary_key=True),
    Column("source", Word, nullable=False),
    Column("address", Text, nullable=False),
    Column("host", Word, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("changed", Text),
    Column("seen", BigInteger, nullable=False),
    Column("due", BigInteger),
    Column("visits", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("digest", Word),
    Index(None, "host", "due"),
    Index(None, "source"),
)
"""What a feed said was published, once for each address, in the order it was ``seen``; ``due`` is when it is to be
fetched, null when no more."""

host = Table(
    "host",
    metadata,
    Column("name", Word, primary_key=True),
    Column("owner", Text),
    Column("leased_until", BigInteger),
    Column("free", BigInteger, nullable=False),
)
"""Hosts, which are leased as a whole: whoever holds one is the only one who asks it. ``free`` is when it may be asked
again."""

task = Table(
    "task",
    metadata,
    Column("num", Number, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("key", Word, nullable=False),
    Column("payload", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("owner", Text),
    Column("leased_until", BigInteger),
    Column("done", BigInteger),
    UniqueConstraint("kind", "key"),
    Index(None, "done", "kind"),
)
"""Work to be done, and by whom it is being done. Not part of the record: its rows do change."""
