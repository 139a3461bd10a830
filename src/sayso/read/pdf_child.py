"""The child process of ``pdf``: a PDF file on standard input, its text as JSON on standard output.

Run as a script, so that nothing but the parser is loaded. It limits its own processor time and memory before it
parses, so that a file that never ends, or asks for all memory, ends this process and nothing else.
"""

import json
import resource
import sys
from typing import Any

_MEMORY = 768 << 20
"""Bytes of address space."""
_PROCESSOR = 30
"""Seconds of processor time."""
_MOST_PAGES = 2_000
_MOST_CHARACTERS = 8_000_000
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of pdfium's fpdfview.h."""


def main() -> int:
    """Read, answer, leave. Exit code 0 with a JSON object, or the way the parser died."""
    _limit()
    content = sys.stdin.buffer.read()
    json.dump(_answer(content), sys.stdout)
    return 0


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR, _PROCESSOR))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(content: bytes) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        return _read(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            return {"refused": "read.encrypted", "detail": "the file asks for a password"}
        return {"refused": "read.bad-pdf", "detail": f"not a readable PDF file: {error}"[:200]}
    except MemoryError:
        return {"refused": "read.bad-pdf", "detail": "it asks for more memory than a report needs"}


def _read(document: Any) -> dict[str, Any]:
    pages: list[str] = []
    size = 0
    for page in document:
        text = page.get_textpage().get_text_bounded()
        pages.append(text)
        size += len(text)
        page.close()
        if size > _MOST_CHARACTERS or len(pages) >= _MOST_PAGES:
            break
    title = document.get_metadata_dict().get("Title", "")
    return {"pages": pages, "title": title, "cut": len(pages) < len(document)}


if __name__ == "__main__":
    sys.exit(main())
