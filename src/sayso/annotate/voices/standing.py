"""On what ground a voice speaks: official, named, anonymous or group; what is said of its access and its reasons."""

import re
from typing import Literal

from sayso.annotate.voices.cast import Figure
from sayso.annotate.voices.lexicon import MODIFIERS, PEOPLE, head_of, is_private_name, nation_of, state_of_body
from sayso.annotate.voices.scene import bare
from sayso.annotate.voices.speaker import Speaker
from sayso.annotate.voices.tables import classes

Standing = Literal["official", "named", "anonymous", "group"]

_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "POL", "ARM"})
_WORDS = classes("standing-words.txt")
_NEWS = re.compile(r"\b(?:News|Press|Newswire|Radio|TV|Television|Broadcasting)\b")
"""Words that say of an agency or a service that it is a medium."""
_FORMER = re.compile(r"\b(?:former|ex-\w+|retired|previously|onetime|one-time|late)\b", re.IGNORECASE)


def standing_of(speaker: Speaker, *, act: bool, code: str | None) -> Standing:
    """The standing of a voice. ``act``: its cue is an official act (denied, threatened …); ``code``: its actor code."""
    if code and (speaker.kind == "organisation" or (speaker.kind == "person" and _has_name(speaker))):
        return "official" if _official_code(code) else "named"
    if speaker.kind == "outlet" and code and _official_code(code) and not _NEWS.search(speaker.name):
        # "Agency" is a word of news agencies and of services of a state alike.
        return "official"
    if speaker.kind == "outlet":
        return (
            "group" if speaker.plural or (speaker.head and speaker.head.word in ("media", "press")) else "named"
        )
    if speaker.kind == "document":
        return _of_document(speaker)
    if speaker.kind == "person":
        return _of_named(speaker) if _has_name(speaker) else _of_unnamed(speaker, act=act)
    if speaker.kind == "group":
        return _of_group(speaker, act=act)
    return _of_body(speaker)


def _official_code(code: str) -> bool:
    sectors = code.split(".")[1:]
    return not sectors or bool(_SECTORS & set(sectors)) or code.startswith("IGO")


def _has_name(speaker: Speaker) -> bool:
    return speaker.figure is not None and speaker.figure.person


def roles_of(speaker: Speaker) -> list[str]:
    """Everything the text says the speaker is, as written."""
    own = [
        text
        for text in (speaker.role, speaker.core)
        if text and not (_has_name(speaker) and text == speaker.name)
    ]
    return own + (list(speaker.figure.roles.values()) if speaker.figure is not None else [])


def _of_named(speaker: Speaker) -> Standing:
    return "official" if any(_official_role(role) for role in roles_of(speaker)) else "named"


def _official_role(role: str) -> bool:
    words = [word.lower().strip(".,'’") for word in role.split()]
    if _FORMER.search(role):
        return False
    private = bool(_WORDS["private"] & {_singular(word) for word in words})
    for word in words:
        head = head_of(word)
        if head is None:
            if word in ("sen", "rep", "gov", "leader", "speaker"):
                return True
            continue
        if head.kind == "rank":
            return not _WORDS["civil"] & set(words)
        if head.kind == "office" or head.word in _WORDS["serving"]:
            return not private
        if head.kind == "leader":
            return not private and _leads_public(role)
    return False


def _leads_public(role: str) -> bool:
    """Whether what somebody leads is a state, force, party or armed group: by its nouns, its nation, its acronym."""
    words = [word.strip(".,'’") for word in role.split()]
    if is_private_name(role):
        return False
    if any(word.lower() in MODIFIERS or (len(word) > 2 and word.isupper()) for word in words):
        return True
    heads = [head_of(bare(word)) for word in words]
    return (
        any(h and h.kind in ("state", "office", "rank") for h in heads)
        or any(nation_of(word) or state_of_body(word) for word in words)
        or len(words) == 1
    )


def _singular(word: str) -> str:
    head = head_of(word)
    return head.word if head else word


def _of_unnamed(speaker: Speaker, *, act: bool) -> Standing:
    head = speaker.head
    if head is None:
        return "anonymous"
    if head.kind == "office":
        private = _WORDS["private"] & {_singular(w.lower()) for w in speaker.core.split()}
        if private and head.word.startswith("spokes"):
            return "named"
        return "anonymous" if speaker.plural and speaker.count and not act else "official"
    if head.kind == "leader":
        return (
            "anonymous"
            if _WORDS["private"] & {_singular(w.lower()) for w in speaker.core.split()}
            else "official"
        )
    if head.word in _WORDS["armed"] and speaker.plural and not speaker.count:
        return "official"
    if head.word == "member" and _WORDS["legislative"] & set(speaker.core.lower().split()):
        return "anonymous" if speaker.plural and speaker.count else "official"
    if head.word == "diplomat" and speaker.definite and re.search(r"\b(?:top|chief)\b", speaker.core):
        return "official"
    if head.kind in ("insider", "rank"):
        if speaker.plural and speaker.count is None and _is_crowd(speaker):
            return "group"
        many = speaker.plural and speaker.count is None
        return "official" if act and many and head.word in _WORDS["serving"] else "anonymous"
    return "anonymous"


def _is_crowd(speaker: Speaker) -> bool:
    """``Diplomats``, ``people living in the quarter``: many of whom no access is told."""
    head = speaker.head
    if head is None:
        return True
    if head.word == "person":
        return not _ACCESS.search(f"{speaker.core} {speaker.told}")
    return head.word == "diplomat" and len(speaker.core.split()) == 1


def _of_members(speaker: Speaker) -> Standing:
    """Several named together are official if one of them is."""
    for figure in speaker.members:
        if (
            any(_official_role(role) for role in figure.roles.values())
            if figure.person
            else _of_body(_alone(figure)) == "official"
        ):
            return "official"
    return "named"


def _alone(figure: Figure) -> Speaker:
    return Speaker(figure.name, "organisation", head=head_of(figure.tokens[-1]))


def _of_group(speaker: Speaker, *, act: bool) -> Standing:
    head = speaker.head
    if speaker.members:
        return _of_members(speaker)
    if head is None:
        return "official" if speaker.parent is not None and speaker.plural else "group"
    if head.kind in ("office", "state", "leader"):
        return "official"
    if head.word in _WORDS["armed"]:
        return "official"
    if head.kind in ("insider", "rank"):
        return "official" if act else "anonymous"
    return "group"


def _of_document(speaker: Speaker) -> Standing:
    if speaker.parent is not None:
        return standing_of(speaker.parent, act=False, code=None)
    words = {_singular(w.lower().strip("'’s")) for w in speaker.core.split()}
    heads = [head_of(word) for word in words]
    if words & {"official", *_WORDS["public-thing"]} or any(h and h.kind in ("state", "office") for h in heads):
        return "official"
    if speaker.head and speaker.head.word in _WORDS["word"]:
        return "official"
    return "group" if speaker.plural else "named"


def _of_body(speaker: Speaker) -> Standing:
    head = speaker.head
    if head is not None and head.kind == "state":
        return "official"
    if nation_of(speaker.name) or (head is None and _has_state_word(speaker.name)):
        return "official"
    if head is not None and head.kind == "body":
        return "named"
    if is_private_name(speaker.name):
        return "named"
    return "official" if _collective(speaker.name) else "named"


def _has_state_word(name: str) -> bool:
    heads = [head_of(word) for word in name.split()]
    return any(head is not None and head.kind == "state" for head in heads)


def _collective(name: str) -> bool:
    """Whether an unknown name looks like a force or a people: an acronym, a plural."""
    last = name.split()[-1] if name.split() else ""
    return last.isupper() or (last.endswith("s") and not last.endswith("ss")) or len(name.split()) == 1


_ACCESS = re.compile(
    r"\b(?:with (?P<with>(?:direct |first-?hand |detailed |intimate )?(?:knowledge|access|insight|"
    r"information)\b[^,.;“”\"()]*)"
    r"|(?P<near>(?:directly )?(?:familiar with|close to|briefed on|briefed about|involved in|involved with|"
    r"present at|privy to)\b[^,.;“”\"()]*)"
    r"|who (?:had |has |have )?(?P<who>(?:was|were|been) (?:in|at|on|inside|present|"
    r"briefed)\b[^,.;“”\"()]*?|(?:attended|witnessed|saw|seen|read|reviewed|viewed|"
    r"heard)\b[^,.;“”\"()]*?)(?= but | and (?:is|was|who)|[,.;“”\"()]|$))"
)
_REASON = re.compile(
    r"\b(?:anonym\w+|not (?:to )?be (?:named|identified|quoted)|be (?:named|identified)|(?:give|reveal|"
    r"disclose) (?:his|her|their) names?|name (?:not|be)\b[^,.;]*|identity)\b[^.;“”\"]{0,40}?\b"
    r"(?:because|since|as|due to|given|in order)\s+(?:of )?(?P<because>[^.;“”\"]+)"
    r"|\banonym\w+ (?P<to>to [^,.;“”\"]+)"
    r"|\b(?:is|was|are|were|been) (?P<barred>not (?:allowed|permitted|authori[sz]ed|cleared|"
    r"entitled) (?:to|by)\b[^,.;“”\"()]*)"
)
_SELF = re.compile(
    r"^(?:the (?:official|source|person|diplomat)s?|(?:s)?he|they|it)\s+(?:is|was|were|are|had been)\s+"
)
_CONTRACTED = re.compile(
    r"^(?:the (?:official|source|person|diplomat)s?|(?:s)?he|they|it)\s+(?:isn|wasn|weren|aren)[’']t\s+"
)


def basis_of(speaker: Speaker, near: str) -> str | None:
    """Access and reason for anonymity, from the words about an unnamed speaker; None when nothing is said."""
    if _has_name(speaker) or speaker.kind not in ("person", "group") or speaker.name == "":
        return None
    if speaker.head is None or speaker.head.kind not in PEOPLE:
        return None
    found = []
    if access := _ACCESS.search(near):
        found.append((access["with"] or access["near"] or access["who"]).strip())
    if reason := _REASON.search(near):
        found.append(_plain(reason["because"] or reason["to"] or reason["barred"]))
    return "; ".join(dict.fromkeys(found)) or None


def _plain(reason: str) -> str:
    reason = reason.strip(" ,")
    contracted = _CONTRACTED.sub("not ", reason)
    return contracted if contracted != reason else _SELF.sub("", reason)
