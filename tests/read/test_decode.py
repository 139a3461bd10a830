import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import CODES, BadItem
from sayso.read.decode import checked, decode

RUSSIAN = "Министр сказал, что переговоры продолжатся завтра в столице. " * 3
CHARSETS = st.sampled_from(
    [None, "utf-8", "latin-1", "idna", "rot13", "undefined", "utf-16", "x\0y", "", "☃", "mbcs"]
)


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        (b"plain\r\nlines\r", None, "plain\r\nlines\r"),
        (b"\xef\xbb\xbfmark", None, "mark"),
        ("mark".encode("utf-16"), None, "mark"),
        ("mark".encode("utf-32"), None, "mark"),
        (b"\xfe\xff" + "mark".encode("utf-16-be"), None, "mark"),
        ("слово".encode("cp1251"), "windows-1251", "слово"),
        ("слово".encode(), "no-such-charset", "слово"),
        ("слово".encode(), "idna", "слово"),
        ("\N{BYTE ORDER MARK}mark".encode(), "latin-1", "mark"),
        (b"a\x1b[31mb", None, "a\x1b[31mb"),
    ],
)
def test_text_character_for_character(content: bytes, charset: str | None, text: str) -> None:
    assert decode(content, charset) == (text, ())


def test_a_guess_is_said_to_be_one() -> None:
    text, issues = decode(RUSSIAN.encode("cp1251"))
    assert text == RUSSIAN
    assert [issue.code for issue in issues] == ["read.encoding"]
    assert issues[0].level == "doubt"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "read.empty"),
        (b" \n\t\r\n", "read.empty"),
        (b"\xef\xbb\xbf \n", "read.empty"),
        ("\u2003\u3000".encode(), "read.empty"),
        (b"He said\0 so.", "read.bad-characters"),
        (b"He said \xed\xa0\x80 so.", "read.bad-characters"),
        (bytes(range(1, 32)) * 100, "read.binary"),
        ("He said so to all of us.".encode("utf-16-le"), "read.binary"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 50, "read.binary"),
    ],
)
def test_what_is_no_text(content: bytes, code: str) -> None:
    with pytest.raises(BadItem) as caught:
        decode(content)
    assert caught.value.code == code


@given(st.binary(max_size=300), CHARSETS)
def test_any_bytes_give_text_or_the_reason_why_not(content: bytes, charset: str | None) -> None:
    assert reason(content, charset) in (None, "read.empty", "read.binary", "read.bad-characters")


def reason(content: bytes, charset: str | None) -> str | None:
    """Why the bytes are no text, or None when they are."""
    try:
        text, issues = decode(content, charset)
    except BadItem as error:
        return error.code
    assert checked(text) == text
    assert all(issue.code in CODES for issue in issues)
    return None


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode())[0] == text.removeprefix("\N{BYTE ORDER MARK}")
