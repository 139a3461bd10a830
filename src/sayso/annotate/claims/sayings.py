"""What looks like an attribution and is none: silence, questions put to somebody, and acts that are no sayings."""

import re
from collections.abc import Sequence

from sayso.annotate.wordlists import words
from sayso.model import Span
from sayso.text import words as folded

_SILENCE = re.compile(
    r"\b(?:did|does|do|has|have|had)(?: not|n['’]t)(?: (?:immediately|yet|directly|specifically|explicitly|publicly))*"
    r" (?:comment(?:ed)?|respond(?:ed)?|repl(?:y|ied)|say|said|elaborate(?:d)?|address(?:ed)?|specif(?:y|ied)|"
    r"answer(?:ed)?|give(?:n)?|provide(?:d)?|offer(?:ed)?|mention(?:ed)?|identif(?:y|ied)|disclose(?:d)?|"
    r"name(?:d)?|explain(?:ed)?)\b"
    r"|\b(?:has|have|had) yet to\b"
)
_WAS_ASKED = re.compile(
    r"(?:\b(?:when|was|were|been|being|if) asked|(?:^|[.!?\n“\"] ?)Asked)(?: about| by| if| whether)?\Z"
)
_BEFORE = 12
"""Characters before a cue in which it shows that somebody was asked."""
_ACTS = words(
    "abandoned abandons abducted angered angering approved approves arrested arrests banned bans boarded "
    "bombed bombs bought buys canceled cancelled cancels captured convicted deployed deploys destroyed "
    "detained detains dispatched eased eases expelled expels fined freed freezes froze handed imposed imposes "
    "imposing intercepted invaded jailed killed kills lifted lifts quit quits raided ratified reopened resumed "
    "resumes sacked scrapped seized seizes seizing sends sent sentenced signed signing signs sold stationed "
    "stormed suspended suspends triggered visited visits withdrawing withdrawn withdraws withdrew wounded"
)
"""Forms of verbs that do and do not say: with a plain object behind them they attribute nothing."""
_LAST = 3
"""Words at the end of a cue among which its verb stands."""
_SAID_BY_DOING = re.compile(r"^(?:\W*(?:that|whether|if|why|how|to)\b|.*[“\"„«])", re.IGNORECASE | re.DOTALL)


def is_saying(text: str, cue: Sequence[Span], content: Sequence[Span], form: str) -> bool:
    """Whether words found as an attribution make somebody say something.

    None does who "did not immediately comment" (a refusal does), who was asked something by the reporter, and who
    signed, seized or withdrew, unless a clause or quoted words follow. A content without a cue is taken as found.
    """
    if not cue:
        return True
    start, end = cue[0]
    spoken = " ".join(text[a:b] for a, b in cue)
    if _SILENCE.search(spoken) or _WAS_ASKED.search(text[max(0, start - _BEFORE) : end]):
        return False
    if form != "indirect" or _SAID_BY_DOING.match(" ".join(text[a:b] for a, b in content)):
        return True
    return not _ACTS & {*folded(spoken)[-_LAST:]}
