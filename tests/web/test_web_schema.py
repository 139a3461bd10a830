"""Whatever a caller asks of a page's data, it gets data or a reason, and the memory of the desk does not grow."""

import resource
from typing import Any

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance
from served import Site

from sayso.web.app import PAGES

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
GROWTH = 300_000
"""Kilobytes by which the process may grow while one page is asked."""


@pytest.fixture(scope="session")
def described(site: Site) -> Any:
    """What the site says of its data."""
    return schemathesis.openapi.from_url(f"{site.address}/openapi.json")


@pytest.mark.parametrize("path", [f"{path}.json" for path, _, _ in PAGES])
def test_any_question_is_answered(described: Any, path: str) -> None:
    before = _kilobytes()

    @given(case=described[path]["GET"].as_strategy())
    @settings(max_examples=15)
    def asked(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    asked()
    assert _kilobytes() - before < GROWTH


def _kilobytes() -> int:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
