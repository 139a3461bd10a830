"""Pages from templates: everything a report says is text in them, never markup."""

from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.publish import wording
from sayso.text import shown


@cache
def templates(package: str = "sayso.publish") -> Environment:
    """The templates of a package: every value is escaped, and shorn of what could steer a reader's screen."""
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=wording.day,
        weekday=wording.weekday,
        clock=wording.clock,
        plural=wording.plural,
    )
    return environment


def render(template: str, **values: Any) -> str:
    """A whole page, its style within it."""
    return templates().get_template(template).render(css=css(), **values)


def css() -> Markup:
    """The style all pages share; our own file, so it needs no escaping."""
    style = resources.files("sayso.publish").joinpath("templates", "desk.css").read_text("utf-8")
    return Markup(style)  # noqa: S704


def web_address(url: str | None) -> str | None:
    """``url`` if a page may link to it, else None: other schemes can run what they name."""
    return url if url is not None and url.lower().startswith(("http://", "https://")) else None


def _harmless(value: Any) -> Any:
    return shown(value) if isinstance(value, str) else value
