"""Pages that are not the article they seem: subscription stubs, consent pages, robot checks, live blogs."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sayso.errors import BadItem, Issue
from sayso.read.metadata import Stated

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHORT = 1_200
"""Characters under which a text with a wall's phrase on its page is the stub and not the article. News in full
is rarely shorter than 150 words, and a stub rarely longer than its first three paragraphs."""
_LITTLE = 600
"""Visible characters under which a page that speaks of cookies or robots holds nothing else."""
_LONG_HEADING = 140
_MANY_HEADINGS = 12
_STOPS = '.!?…。！？؟۔"”’»)'
_SHOWN = 60_000
"""Visible characters looked through."""
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")
_LIVE_ADDRESS = re.compile(
    r"/(?:live|liveblog|live-blog|live-updates|live-news|livestory|live-story|liveticker)(?:[/_-]|$)|-live-(?:updates|blog|news)|-liveblog",
    re.IGNORECASE,
)
_LIVE_MARKS = (
    "//*[@itemtype and contains(@itemtype, 'LiveBlogPosting')]"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' live-blog ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' liveblog ')]"
)


def check_wall(tree: "HtmlElement", stated: Stated, text: str | None) -> tuple[Issue, ...]:
    """What kind of page this is besides an article, as issues.

    Raises ``BadItem`` when the page holds none: ``read.cookie-wall``, ``read.robot-wall``, ``read.no-article``.
    """
    length = len(text or "")
    shown = "" if length > 4 * _SHORT else visible(tree)
    if not length or length < _LITTLE:
        _refuse(shown, length, stated)
    if text is None or not text:
        raise BadItem("read.no-article", "no stretch of prose that looks like an article")
    if _is_list(text):
        raise BadItem("read.no-article", "a list of headings: a front page or an index")
    if is_live(tree, stated):
        return (Issue("read.live-blog", "a live blog: many entries of different hours in one text"),)
    if _is_stub(text, shown, stated):
        return (
            Issue("read.stub", f"only the first {length} characters are shown; the rest needs a subscription"),
        )
    return ()


def is_live(tree: "HtmlElement", stated: Stated) -> bool:
    """Whether the page is a live blog, by its own data, its address or its title."""
    title = (stated.title or "").lower()
    named = any(phrase in title for phrase in _phrases("live"))
    address = bool(stated.url and _LIVE_ADDRESS.search(stated.url))
    return stated.live or bool(tree.xpath(_LIVE_MARKS)) or (named and address)


def visible(tree: "HtmlElement") -> str:
    """The page's words without scripts and styles, in lower case with single spaces, up to a limit."""
    pieces: list[str] = []
    size = 0
    for element in tree.iter():
        if element.tag in ("script", "style", "template") or not isinstance(element.tag, str):
            text = element.tail
        else:
            text = f"{element.text or ''} {element.tail or ''}"
        if text and not text.isspace():
            pieces.append(text)
            size += len(text)
        if size > _SHOWN:
            break
    return " ".join(" ".join(pieces).lower().replace("’", "'").split())


def _refuse(shown: str, length: int, stated: Stated) -> None:
    """Raise for a consent page or a check: its phrases, and next to nothing else."""
    counts = {wall: sum(phrase in shown for phrase in _phrases(wall)) for wall in ("cookie", "robot")}
    bare = len(shown) < 4 * _LITTLE
    if counts["robot"] and bare and not (stated.published and length > _LITTLE // 2):
        raise BadItem("read.robot-wall", "a check, a block or an error page stands in place of the article")
    if counts["cookie"] >= 2 and (bare or not length) and not (stated.published and length > _LITTLE // 2):
        raise BadItem("read.cookie-wall", "a consent page stands in place of the article")


def _is_list(text: str) -> bool:
    """Many short lines, hardly a sentence among them."""
    lines = [line for line in text.split("\n") if line.strip()]
    sentences = sum(len(line) > _LONG_HEADING or line.rstrip()[-1:] in _STOPS for line in lines)
    paragraph = any(len(line) > 2 * _LONG_HEADING for line in lines)
    return len(lines) >= _MANY_HEADINGS and sentences * 10 < len(lines) and not paragraph


def _is_stub(text: str, shown: str, stated: Stated) -> bool:
    if len(text) > 4 * _SHORT:
        return False
    said = any(phrase in shown for phrase in _phrases("stub"))
    last = text.lower().replace("’", "'")[-200:]
    ends = any(phrase in last for phrase in _phrases("stub")) or bool(_CUT.search(text))
    if stated.body and len(stated.body) > 2 * len(text):
        return stated.paid or said
    return (len(text) < _SHORT and (said or stated.paid)) or ((stated.paid or said) and ends)


@cache
def _phrases(wall: str) -> tuple[str, ...]:
    table = tomllib.loads(files("sayso.read.tables").joinpath("walls.toml").read_text("utf-8"))
    return tuple(table[wall]["phrases"])
