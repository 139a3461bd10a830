"""What a voice is called and what kind it is."""

from sayso.annotate.voices.cast import Figure
from sayso.annotate.voices.lexicon import NUMBERS, ORDINALS, PEOPLE, head_of, nation_of
from sayso.annotate.voices.mention import Mention
from sayso.annotate.voices.speaker import Kind, Speaker
from sayso.annotate.wordlists import words as listed

_GROUPS = frozenset({"crowd"})


def state_name(name: str) -> str:
    """A seat of government as its state, ``Tehran`` → ``Iran``; a palace and any other name as it is."""
    nation = nation_of(name)
    if nation is None:
        return name
    if nation.kind == "country":
        return nation.name if len(name) <= 5 and (name.isupper() or "." in name) else name
    if (
        nation.kind != "seat"
        or head_of(name.split()[-1])
        or name.split()[-1] in ("Street", "Hill", "Whitehall", "Bottom")
    ):
        return name
    return nation.name


def kind_of(mention: Mention | None, figure: Figure | None) -> Kind:
    """Person, organisation, group, document or outlet."""
    if mention is None:
        return "organisation"
    if mention.medium:
        return "outlet"
    head = mention.head
    if mention.several and mention.members:
        return "group"
    if head is None:
        if mention.tokens:
            return "person"
        return "group" if mention.several else "organisation"
    if head.kind in ("outlet", "document"):
        return head.kind
    if head.kind == "crowd" or (head.kind == "lay" and head.plural and not _few(mention)):
        return "group"
    if head.kind == "office" and head.plural and not _few(mention):
        return "group"
    if head.kind in PEOPLE:
        return "person"
    return (
        "group"
        if head.plural and mention.determiner in ("some", "number", "") and head.kind == "body"
        else "organisation"
    )


def _few(mention: Mention) -> bool:
    return mention.count is not None and mention.count < 10


def introduced(mention: Mention, parent: Speaker | None) -> str:
    """The name of a voice that a description brings in: ``a senior security official``."""
    core = mention.core or mention.text
    if parent is not None and mention.owner:
        rest = core[len(core) - len(_after_owner(mention, core)) :] or core
        head = mention.head
        link = (
            "for"
            if head and head.word.startswith("spokes")
            else "to"
            if head and head.word in ("aide", "adviser", "advisor")
            else "of"
        )
        article = "" if mention.several or (head and head.kind not in PEOPLE) else "a "
        return f"{article}{rest} {link} {parent.name}"
    if mention.determiner == "a":
        first = mention.text.split()[0].lower()
        return f"{first if first in ('a', 'an') else 'a'} {_lowered(core)}"
    if mention.determiner == "the" and mention.head and mention.head.kind in PEOPLE and not mention.several:
        return f"the {_lowered(core)}"
    return _lowered(core) if mention.head and mention.head.kind not in ("state", "body", "outlet") else core


def _after_owner(mention: Mention, core: str) -> str:
    words = core.split()
    return " ".join(words[len(mention.owner) :]) if len(words) > len(mention.owner) else core


def _lowered(core: str) -> str:
    """A description as it stands inside a sentence: its first word small unless it is a name."""
    first, blank, rest = core.partition(" ")
    head = head_of(first)
    common = (
        first.lower() in NUMBERS
        or first.lower() in ORDINALS
        or first.lower() in _SMALL
        or (head is not None and head.kind in _COMMON)
    )
    return f"{first.lower()}{blank}{rest}" if common and not first.isupper() else core


_COMMON = (*PEOPLE, "document", "crowd")
_SMALL = listed("senior some several many other another former local top people experts")


def described(mention: Mention, group: Speaker | None) -> str:
    """The name of one of a group: ``one of the diplomats``, ``the second Kaldrian security source``."""
    core = mention.core
    if mention.one_of:
        if group is not None and (mention.head is None or mention.head.word == "other"):
            return f"one of the {_without_number(group.core or group.name)}"
        return _lowered(mention.text)
    if group is not None and group.core:
        ordinal = core.split()[0].lower()
        member = _singular(_without_number(group.core))
        return (
            f"{'' if ordinal == 'another' else 'the '}{ordinal} {member}"
            if ordinal in ORDINALS
            else f"the {_lowered(core)}"
        )
    article = {"the": "the ", "a": "a "}.get(mention.determiner, "")
    return f"{article}{_lowered(core)}"


def _without_number(core: str) -> str:
    words = core.split()
    while len(words) > 1 and (
        words[0].lower() in NUMBERS or words[0].isdecimal() or words[0].lower() in ("the", "some", "several")
    ):
        words = words[1:]
    return " ".join(words)


def _singular(core: str) -> str:
    words = core.split()
    for number, word in enumerate(words):
        head = head_of(word)
        if head and head.plural and head.kind in PEOPLE:
            words[number] = head.word
    return " ".join(words)
