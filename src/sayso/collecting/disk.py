"""What answers are made of, and web archives on disk: the one kind of source that no host is asked for."""

import io
import re
from hashlib import sha256
from pathlib import Path

from sayso.collect.fetch import Got, veiled
from sayso.errors import Issue
from sayso.model import canonical

HOST = "(disk)"
"""In the place of a host, for web archives on disk."""
NOTHING = io.BytesIO()
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_FORMS = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/pdf": "pdf",
    "text/plain": "text",
}


def form_of(declared: str | None, body: bytes) -> str | None:
    """In what form an answer is to be read: by its first bytes, then by what was declared; None: no reader."""
    if body.startswith(b"%PDF-"):
        return "pdf"
    kind = (declared or "").partition(";")[0].strip().lower()
    if kind in _FORMS:
        return _FORMS[kind]
    starts_like_page = re.match(rb"\s*<(?:!doctype\s+html|html)\b", body[:1024], re.IGNORECASE)
    return "page" if starts_like_page else None


def charset_of(declared: str | None) -> str | None:
    """The charset a Content-Type names."""
    found = _CHARSET.search(declared or "")
    return found[1] if found else None


def formless(got: Got) -> Issue:
    """That there is no reader for an answer."""
    kind = (got.header("Content-Type") or "no type").partition(";")[0].strip()[:60]
    return Issue("read.unknown-form", f"{kind}: no page, PDF file or text", veiled(got.final))


def mark_of(path: Path) -> str:
    """What tells whether files at a path are still the same: names, sizes and times."""
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    seen = [
        (str(one), stat.st_size, stat.st_mtime_ns) for one in found if one.is_file() for stat in (one.stat(),)
    ]
    return sha256(canonical(seen).encode()).hexdigest()
