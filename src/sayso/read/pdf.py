"""A PDF file to an article, by way of a child process that may run long, fill memory or crash without harm."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from sayso.errors import BadItem, Issue
from sayso.read.decode import checked
from sayso.read.item import Article
from sayso.read.language import detect

LARGEST_PDF = 32 << 20
"""Bytes of a file at most."""
_COMMAND = (sys.executable, "-I", str(Path(__file__).with_name("pdf_child.py")))
_SECONDS = 60
"""Wall-clock time a file may take. A page of news takes 2 ms."""
_LARGEST_ANSWER = 64 << 20
_WIDE = 0.9
"""The line longer than nine tenths of the others tells how wide the column is."""
_FULL = 0.75
"""Share of that width from which a line is full, and the paragraph may go on after it."""
_STOPS = re.compile(r"[.!?:…。؟]['\"”’»)\]]*$")
_SOFT = re.compile("[\u00ad\ufffe\x02]\\s*\n?")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_NO_TITLE = re.compile(
    r"^(?:microsoft word|untitled|document|slide|layout|.*\.(?:docx?|pdf|indd|qxd|rtf|tex))\b", re.IGNORECASE
)


def read_pdf(content: bytes) -> Article:
    """The text layer of a PDF file, its lines joined to paragraphs, pages parted by an empty line.

    Raises ``BadItem``: ``read.too-large``, ``read.bad-pdf`` (damaged, or it crashed the parser),
    ``read.encrypted``, ``read.too-slow`` or ``read.no-text`` (a scan without a text layer).
    """
    if len(content) > LARGEST_PDF:
        raise BadItem("read.too-large", f"{len(content) >> 20} MB of PDF")
    answer = _asked(content)
    text = "\n\n".join(filter(None, map(joined, answer["pages"])))
    if not text.strip():
        raise BadItem("read.no-text", f"{len(answer['pages'])} pages without a text layer")
    issues = (
        (Issue("read.cut", f"only the first {len(answer['pages'])} pages were read"),) if answer["cut"] else ()
    )
    return Article(text=checked(text), title=_title(answer["title"]), language=detect(text), issues=issues)


def joined(page: str) -> str:
    """A page's lines joined to paragraphs: a full line, or one without a stop, goes on in the next."""
    lines = [line.strip() for line in _CONTROLS.sub("", _SOFT.sub("", page)).splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(_WIDE * len(lengths))] if lengths else 0
    out: list[str] = []
    open_line = False
    for line in lines:
        if open_line and line:
            out[-1] = f"{out[-1]} {line}"
        elif line:
            out.append(line)
        open_line = bool(line) and _goes_on(line, width)
    return "\n".join(out)


def _goes_on(line: str, width: int) -> bool:
    return len(line) >= _FULL * width and not (_STOPS.search(line) and len(line) < width)


def _title(stated: object) -> str | None:
    plain = " ".join(stated.split()) if isinstance(stated, str) else ""
    return plain if 3 < len(plain) <= 300 and not _NO_TITLE.match(plain) and plain.isprintable() else None


def _asked(content: bytes) -> dict[str, Any]:
    """What the child process read. Its answer is data of ours, whatever the file held."""
    try:
        done = subprocess.run(_COMMAND, input=content, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise BadItem("read.too-slow", f"the parser did not finish in {_SECONDS} seconds") from None
    if done.returncode or not done.stdout or len(done.stdout) > _LARGEST_ANSWER:
        raise BadItem("read.bad-pdf", _why(done.returncode))
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise BadItem(answer["refused"], answer["detail"])
    return answer


def _why(code: int) -> str:
    if code < 0:
        return f"the parser was stopped by signal {-code}: it crashed or went beyond its limits"
    return f"the parser gave up with exit code {code}"
