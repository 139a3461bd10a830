"""PDF files, made here byte by byte; the parser runs in a process of its own."""

import sys

import pytest

from sayso.errors import BadItem
from sayso.read import pdf
from sayso.read.pdf import joined, read_pdf


def made(lines: list[str], title: str = "Sele dam") -> bytes:
    """A one-page PDF file that shows ``lines``."""
    shown = b" ".join(b"(" + line.encode("latin-1") + b") Tj T*" for line in lines)
    content = b"BT /F1 11 Tf 14 TL 72 720 Td " + shown + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (" + title.encode() + b") >>",
    ]
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return (
        out
        + head
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n" % size
        + (b"startxref\n%d\n%%%%EOF\n" % len(out))
    )


LINES = [
    "The gates of the Sele dam were opened on Friday after two weeks of",
    "talks with Velmark, the water ministry said.",
    "Forty people had been moved from the bank.",
]


def test_lines_become_paragraphs() -> None:
    article = read_pdf(made(LINES))
    assert article.text == f"{LINES[0]} {LINES[1]}\n{LINES[2]}"
    assert article.title == "Sele dam"
    assert article.language == "en"


def test_the_name_of_a_file_is_no_title() -> None:
    assert read_pdf(made(LINES, "Microsoft Word - dam.docx")).title is None


def test_hyphens_that_only_break_a_line_are_no_letters() -> None:
    assert joined("The gates were ope\ufffe\nned on Fri\u00adday.") == "The gates were opened on Friday."


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "read.bad-pdf"),
        (b"The gates are open.", "read.bad-pdf"),
        (b"%PDF-1.4 and nothing", "read.bad-pdf"),
        (made(LINES)[:200], "read.bad-pdf"),
        (made([]), "read.no-text"),
        (made(["   "]), "read.no-text"),
    ],
)
def test_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadItem) as refusal:
        read_pdf(content)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("import os; os.abort()", "read.bad-pdf"),
        ("import sys; sys.exit(3)", "read.bad-pdf"),
        ("import time; time.sleep(60)", "read.too-slow"),
        ("print(' ' * 3_000_000)", "read.bad-pdf"),
        ('print(\'{"refused": "read.encrypted", "detail": "x"}\')', "read.encrypted"),
    ],
)
def test_a_parser_that_crashes_hangs_or_floods(script: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_COMMAND", (sys.executable, "-c", script))
    monkeypatch.setattr(pdf, "_SECONDS", 1)
    monkeypatch.setattr(pdf, "_LARGEST_ANSWER", 1_000_000)
    with pytest.raises(BadItem) as refusal:
        read_pdf(b"%PDF-1.4")
    assert refusal.value.code == code
