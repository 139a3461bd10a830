"""Claims and their voices: who is made to say what, on which level, on whose word and through whom.

The claim model finds the words (``tagger``); ``sayso.annotate.voices`` says whose they are.
"""

import re
from collections.abc import Iterator, Sequence

from sayso.annotate.annotator import Annotator, Page
from sayso.annotate.prose import unread
from sayso.annotate.voices import resolver_of, speak
from sayso.model import Finding, Span
from sayso.text import words

__all__ = ["CLAIMS"]

_SHORTEST_NAME = 3
_SILENCE = re.compile(
    r"\b(?:did|does|do|has|have|had)(?: not|n['’]t)(?: (?:immediately|yet|directly|specifically|explicitly|publicly))*"
    r" (?:comment(?:ed)?|respond(?:ed)?|repl(?:y|ied)|say|said|elaborate(?:d)?|address(?:ed)?|specif(?:y|ied)|"
    r"answer(?:ed)?|give(?:n)?|mention(?:ed)?|identif(?:y|ied)|disclose(?:d)?|name(?:d)?|explain(?:ed)?)\b"
)
_KINDS = {"person": "person", "body": "organisation", "group": "organisation", "party": "organisation"}
"""Kinds of actors that have names of their own, as the model's placeholders know them."""


def _run(page: Page) -> list[Finding]:
    # The model's libraries take a second to load, which commands that annotate nothing need not pay.
    from sayso.annotate.claims.tagger import attributions

    skipped = unread(page.found.get("part", ()))
    actors = page.found.get("actor", ())
    found = attributions(page.report.text, _hidden(actors))
    read = [
        one
        for one in found
        if one.content and not skipped.at(one.content[0][0]) and not _is_silence(page.report.text, one.cue)
    ]
    return speak(page, read, resolver_of(actors))


def _is_silence(text: str, cue: Sequence[Span]) -> bool:
    """Whether a cue tells that nothing was said ("did not immediately comment"), which is no claim and no refusal."""
    return bool(cue) and _SILENCE.search(" ".join(text[start:end] for start, end in cue)) is not None


def _hidden(actors: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    """Names of actors as the report writes them, by kind: the model must not know who is who.

    Offices and what a state's name stands before ("Norwegian officials") stay: they are no names, and say who speaks.
    """
    for actor in actors:
        kind = _KINDS.get(str(actor.body["kind"]))
        for quote in actor.quotes if kind else ():
            named = [word for word in quote.split() if word[0].isupper()]
            if kind == "person":
                own = words(str(actor.body["name"]))
                named = [word for word in named if words(word)[-1:] and words(word)[-1] in own]
            elif actor.body["role"]:
                continue
            name = " ".join(named)
            if len(name) >= _SHORTEST_NAME and name in quote:
                yield kind or "", name


CLAIMS = Annotator(
    name="claims",
    version="2",
    makes=("voice", "claim"),
    run=_run,
    needs=("part", "time", "actor"),
    languages=frozenset({"en"}),
)
"""Attributions of English reports, by the model in ``annotate/encoder/models``."""
