"""Every page in Chromium: in both themes, on a small and on a large screen, by keys, and without scripts."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from served import Site

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium")
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR_AND_SIZE = ["color-contrast", "target-size", "scrollable-region-focusable"]
SCREENS = {(1440, 900, "light"): ALL, (360, 740, "dark"): OF_COLOUR_AND_SIZE}
"""On the second screen only what may differ on it is looked at."""
ALIKE = {"today since", "words", "unnamed", "meant", "earth", "version"}
"""Addresses of pages that others stand for, where every page takes a second."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def test_every_page_can_be_read_by_everybody_and_asks_nobody_else(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    told, asked, axe, faults = list[str](), list[str](), Axe(), dict[str, object]()
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for name, address in site.pages().items():
        if name in ALIKE:
            continue
        for (width, height, scheme), rules in SCREENS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            if rules is ALL:
                page.goto(site.address + address)
            for one in axe.run(page, options={"runOnly": rules}).response["violations"]:
                faults[f"{name}, {scheme}: {one['id']}"] = [node["html"][:200] for node in one["nodes"]]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                faults[f"{name} is too wide"] = wide
    page.close()
    assert faults == {}
    assert told == []
    assert [url for url in asked if not url.startswith(site.address)] == []


def test_no_script_of_a_report_runs(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    for name in ("hostile", "today", "reports", "claims", "issues", "map", "sources"):
        page.goto(site.address + site.pages()[name])
    page.close()
    assert alerts == []


def test_a_page_does_not_move_while_it_is_drawn(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => window.moved += e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for name in ("today", "report", "claims", "map", "timeline"):
        page.goto(site.address + site.pages()[name])
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") == 0, name
    page.close()


def test_search_is_driven_by_keys(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(site.address + "/today")
    page.keyboard.press("/")
    page.keyboard.type("drone")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=drone*")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/*")
    assert "Depot struck, 15 dead" in page.inner_text("h1")
    page.close()


def test_results_change_with_the_filters_and_the_address_says_so(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(site.address + "/search?q=drone")
    page.check("input[value=claims]")
    page.wait_for_url("**/search?*of=claims*")
    page.wait_for_selector(".saying")
    page.click("summary")
    page.select_option("select[name=stance]", "deny")
    page.wait_for_url("**stance=deny*")
    assert "status=" not in page.url
    page.close()


def test_marks_are_switched_without_a_script(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address + site.pages()["report"])
    claim = page.locator(".text .claim").first
    marked = claim.screenshot()
    page.uncheck("#show-claim")
    assert claim.screenshot() != marked
    context.close()


def test_every_page_is_whole_without_scripts(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page: Page = context.new_page()
    for name, address in site.pages().items():
        page.goto(site.address + address)
        assert page.locator("h1").count() == 1, name
        assert page.locator("main").inner_text().strip(), name
    page.goto(site.address + "/today")
    page.fill("#seek", "drone")
    page.press("#seek", "Enter")
    assert page.locator(".report").count() == 3
    context.close()


def test_words_written_from_right_to_left_are_set_so(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(site.address + "/search")
    title = page.get_by_text("الميناء مفتوح")
    assert title.evaluate("e => getComputedStyle(e).direction") == "rtl"
    page.close()


def test_a_printed_page_has_its_text_and_not_its_tools(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(site.address + site.pages()["report"])
    assert page.locator(".bar nav").is_hidden()
    assert page.locator(".text").first.is_visible()
    page.close()
