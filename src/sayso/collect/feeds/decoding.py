"""The letters of a feed: by its byte-order mark, what was declared, UTF-8, and at last a guess."""

import codecs
import re

from sayso.errors import Issue

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_SAMPLE = 1 << 16


def decoded(content: bytes, declared: str | None, address: str) -> tuple[str, list[Issue]]:
    """The text of a feed, with an issue when what was declared is not so.

    ``declared`` is the Content-Type. A charset in it wins over the document's own (RFC 7303).
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), []
    stated = _CHARSET.search(declared or "")
    within = _DECLARED.search(content[:1024])
    named = [stated[1]] if stated else []
    named += [within[1].decode("ascii")] if within else []
    for name in (*named, "utf-8"):
        try:
            text = content.decode(name)
        except (UnicodeDecodeError, LookupError, UnicodeError):
            continue
        wrong = named and name != named[0]
        return text, [_told(f"it says {named[0]} and is {name}", address)] if wrong else []
    return _guessed(content, named, address)


def _guessed(content: bytes, named: list[str], address: str) -> tuple[str, list[Issue]]:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE]).best()
    name = best.encoding if best is not None else "utf-8"
    said = f"it says {named[0]}, which it is not" if named else "it does not say"
    return content.decode(name, "replace"), [_told(f"{said}; {name} was guessed", address)]


def _told(what: str, address: str) -> Issue:
    return Issue("collect.charset", f"the encoding: {what}", address)
