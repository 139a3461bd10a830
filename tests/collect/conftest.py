"""A web of our own for what collects."""

from collections.abc import Iterator

import pytest

from testweb import Web


@pytest.fixture
def web() -> Iterator[Web]:
    """An empty web on loopback."""
    with Web() as running:
        yield running
