import re

import pytest
from truth import truth

from sayso.errors import Issue
from sayso.model import Report
from sayso.publish.pages import web_address
from sayso.publish.report import page
from sayso.text import shown


def plain(page_text: str) -> str:
    """A page's article as a reader who copies it gets it."""
    import html

    article = page_text.partition('<article class="text" dir="auto">')[2].partition("</article>")[0]
    return html.unescape(re.sub(r"<sup[^>]*>\d+</sup>|<[^>]+>", "", article))


@pytest.mark.parametrize("key", truth().reports)
def test_the_marked_text_is_the_text(key: str) -> None:
    report = truth().reports[key]
    assert plain(page(report, truth().of(report))) == shown(report.text)


@pytest.mark.parametrize("key", truth().reports)
def test_every_link_in_the_page_leads_somewhere_and_no_anchor_stands_twice(key: str) -> None:
    report = truth().reports[key]
    made = page(report, truth().of(report))
    anchors = re.findall(r' id="([^"]+)"', made)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', made)) <= set(anchors)


def test_who_says_what_is_listed_and_numbered() -> None:
    report = truth().reports["meridian-0303-update"]
    made = page(report, truth().of(report), [Issue("annotate.failed", "events/1: KeyError")])
    assert re.search(r"<strong><bdi>Tamsin Orde</bdi></strong> denies <q[^>]*>No Torrundi aircraft flew", made)
    assert made.count('<sup class="n"') == 11
    assert "Monday 3 March 2031, 11:15 UTC" in made
    assert "annotate.failed" in made
    assert report.sha256 in made


def test_a_bare_report() -> None:
    made = page(Report("Nothing was found in this."), [])
    assert "Untitled report" in made
    assert "Outlet unknown" in made
    assert "day unknown" in made
    assert "No claims found." in made


def test_right_to_left_text_is_laid_out_so() -> None:
    report = truth().reports["almadiq-0313"]
    assert f'<h1 dir="auto">{report.title}</h1>' in page(report, truth().of(report))


def test_nothing_is_fetched_and_nothing_runs() -> None:
    made = page(*(lambda r: (r, truth().of(r)))(truth().reports["meridian-0303"]))
    assert "default-src 'none'" in made
    assert not re.search(r"<script|<link|<img|@import|url\(|\son[a-z]+=", made)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://o.example/1", True),
        ("HTTP://o.example/1", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//o.example", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, linked: bool) -> None:
    assert (web_address(url) is not None) == linked
    assert ("as published" in page(Report("Text", url=url), [])) == linked
