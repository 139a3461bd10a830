"""Voices: on whose word each claim of a report stands, and through whom the words came to the page."""

from sayso.annotate.voices.chain import Link, chain
from sayso.annotate.voices.codes import Resolver, resolver_of
from sayso.annotate.voices.likeness import Likeness, same_voice
from sayso.annotate.voices.scene import Attributed
from sayso.annotate.voices.speak import speak

__all__ = ["Attributed", "Likeness", "Link", "Resolver", "chain", "resolver_of", "same_voice", "speak"]
