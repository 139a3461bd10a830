"""Claims and their voices: who is made to say what, on which level, on whose word and through whom.

The claim model finds the words (``tagger``); ``sayso.annotate.voices`` says whose they are.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sayso.annotate.annotator import Annotator, Page
from sayso.annotate.claims.parties import party_names
from sayso.annotate.claims.sayings import is_saying
from sayso.annotate.encoder.hidden import hidden
from sayso.annotate.prose import unread
from sayso.annotate.voices import resolver_of, speak
from sayso.annotate.voices.certainty import claim_certainty
from sayso.model import Finding
from sayso.settings import Party

__all__ = ["CLAIMS", "LEAST", "annotator"]

LEAST = 0.43
"""Certainty below which words are not told as a claim: half of the F1 that is reached, from which keeping more costs
more than it finds (Lipton, Elkan and Narayanaswamy 2014, arXiv:1402.1892)."""


def _run(page: Page, names: Sequence[tuple[str, str]] = (), weights: str = "news") -> list[Finding]:
    # The model's libraries take a second to load, which commands that annotate nothing need not pay.
    from sayso.annotate.claims.carried import without_carriers
    from sayso.annotate.claims.tagger import attributions, claim_model

    skipped = unread(page.found.get("part", ()))
    actors = page.found.get("actor", ())
    text = page.report.text
    found = attributions(text, (*names, *hidden(actors)), claim_model(weights))
    read = [
        one
        for one in found
        if one.content
        and not skipped.at(one.content[0][0])
        and is_saying(text, one.cue, one.content, one.form)
        and (one.level or claim_certainty(text, one) >= LEAST)
    ]
    return speak(page, without_carriers(text, read), resolver_of(actors))


CLAIMS = Annotator(
    name="claims",
    version="4",
    makes=("voice", "claim"),
    run=_run,
    needs=("part", "time", "actor"),
    languages=frozenset({"en"}),
)
"""Attributions of English reports, by the model in ``annotate/encoder/models``."""


def annotator(parties: Sequence[Party] = (), weights: str = "news") -> Annotator:
    """The annotator of a desk: what its parties are called is hidden from the model as states that ship are.

    ``weights`` is one of ``sayso.settings.WEIGHTS``; which of them signs what is found.
    """
    if not parties and weights == "news":
        return CLAIMS
    version = CLAIMS.version if weights == "news" else f"{CLAIMS.version}-{weights}"
    return replace(CLAIMS, version=version, run=partial(_run, names=party_names(parties), weights=weights))
