"""Reading labelled articles: PolNeAR-shaped JSON lines and our own marked-up examples."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import markup
import weak
from scheme import Article, Attribution, spans


def polnear(path: Path) -> list[Article]:
    """Articles of a PolNeAR split; level, stance and kind of cue are not labelled there.

    Raises:
        OSError: the file cannot be read.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_article(json.loads(line)) for line in lines]


def _article(row: dict) -> Article:
    text = row["text"]
    found = []
    for a in row["attributions"]:
        cue = spans(a["cue"])
        if not cue or not a["content"]:
            continue
        words = " ".join(text[b:e] for b, e in cue)
        found.append(
            Attribution(spans(a["source"]), cue, spans(a["content"]), 0, weak.stance(words), weak.kind(words))
        )
    return Article(row["id"], text, tuple(found))


def examples(folder: Path, rng: random.Random) -> list[Article]:
    """Our own examples, their slots filled anew.

    Raises:
        markup.BadMarkup: an example does not follow the markup.
    """
    return [markup.article(where, paragraphs, rng) for where, paragraphs in markup.examples(folder)]
