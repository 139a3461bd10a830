"""Pages: the article's text by the metric of article-extraction-benchmark, the day of publication, and speed.

Text: precision, recall and F1 over runs of four words, averaged over pages (its ``evaluate.py``, MIT, says how).
Day: on pages whose address holds the day, the day read without being told the address. An evening in one time
zone is the next day in UTC, in which instants are kept, so a page may rightly differ by one.
"""

import gzip
import json
import os
import re
import statistics
import sys
import tarfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import say, skip

from sayso.errors import BadItem
from sayso.read.dates import find_day
from sayso.read.furnish import furnish
from sayso.read.item import Article
from sayso.read.page import read_page

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[2] / "shared/data"))
ARCHIVE = DATA / "pages" / "article-extraction-benchmark.tar.gz"
RUN = 4
_WORD = re.compile(r"\w+")
_ADDRESS_DAY = re.compile(r"/(20\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/\-_.]|$)")
Counts = tuple[float, float, float]


def main() -> None:
    """Measure and print."""
    if not ARCHIVE.exists():
        skip("read_pages", "no pages: set SAYSO_DATA")
        return
    truth, pages = _loaded()
    _read(next(iter(pages.values())))  # what loads once is no part of a page's time
    begun = time.process_time()
    read = {key: _read(page) for key, page in pages.items()}
    say("read_pages", "pages_per_cpu_second", len(pages) / (time.process_time() - begun))
    precision, recall, f1 = _scores([_compared(truth[key]["articleBody"], _text(read[key])) for key in truth])
    for metric, value in (("precision", precision), ("recall", recall), ("f1", f1)):
        say("read_pages", metric, value)
    _days(truth, read)


def _loaded() -> tuple[dict[str, dict[str, str]], dict[str, bytes]]:
    with tarfile.open(ARCHIVE) as archive:
        names = {member.name.rpartition("/")[2]: member for member in archive if member.isfile()}
        truth = json.loads(archive.extractfile(names["ground-truth.json"]).read())  # type: ignore[union-attr]
        pages = {key: gzip.decompress(archive.extractfile(names[f"{key}.html.gz"]).read()) for key in truth}  # type: ignore[union-attr]
    return truth, pages


def _read(page: bytes) -> Article | None:
    try:
        return read_page(page, None, None)[0]
    except (BadItem, IndexError):
        return None


def _text(article: Article | None) -> str:
    return article.text if article else ""


def _days(truth: dict[str, dict[str, str]], read: dict[str, Article | None]) -> None:
    told = [furnish(article).report for article in read.values() if article]
    say("read_pages", "share_with_day", sum(bool(report and report.published) for report in told) / len(read))
    right = []
    for key, article in read.items():
        match = _ADDRESS_DAY.search(truth[key]["url"])
        if match and article:
            day = date(*map(int, match.groups()))
            stated = article.published or ""
            written = find_day(stated)
            right.append((written[0] if written else stated[:10]) in (str(day), str(day + timedelta(days=1))))
    say("read_pages", "day_as_in_address", statistics.mean(right))


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(run for i in range(max(1, len(words) - RUN + 1)) if (run := tuple(words[i : i + RUN])))


def _compared(true: str, found: str) -> Counts:
    """Runs in both, only found, only true: as shares, so that a long page weighs no more than a short one."""
    left, right = _runs(true), _runs(found)
    both, extra, missing = (
        sum((left & right).values()),
        sum((right - left).values()),
        sum((left - right).values()),
    )
    whole = both + extra + missing
    return (both / whole, extra / whole, missing / whole) if whole else (0.0, 0.0, 0.0)


def _scores(counts: list[Counts]) -> tuple[float, float, float]:
    precision = statistics.mean(
        _rate(both, extra, missing) for both, extra, missing in counts if both + extra > 0
    )
    recall = statistics.mean(
        _rate(both, missing, extra) for both, extra, missing in counts if both + missing > 0
    )
    return precision, recall, 2 * precision * recall / (precision + recall)


def _rate(both: float, against: float, other: float) -> float:
    if against == other == 0:
        return 1.0
    return both / (both + against) if both or against else 0.0


if __name__ == "__main__":
    main()
