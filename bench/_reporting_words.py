"""Words for `_quotation_rules`: verbs with the act each performs, and words for who speaks."""

from collections.abc import Mapping
from types import MappingProxyType

from sayso.annotate.wordlists import words

_ACTS = {
    "assert": (
        "said says say saying told tells tell announced announces announce added adds stated states "
        "wrote writes  reported reports tweeted tweets posted noted notes explained explains argued "
        "argues argue claimed claims  claim alleged alleges insisted insists maintained maintains "
        "confirmed confirms acknowledged acknowledges  admitted admits conceded declared declares "
        "remarked replied responded recalled observed concluded  disclosed revealed testified "
        "emphasized emphasised stressed stresses reiterated repeated accused accuses  accuse blamed "
        "blames condemned condemns criticized criticised warned warns warn cautioned"
    ),
    "deny": "denied denies deny denying disputed disputes rejected rejects dismissed dismisses",
    "threaten": "threatened threatens threaten",
    "demand": "demanded demands demand urged urges urge",
    "promise": "vowed vows vow pledged pledges promised promises",
    "estimate": "estimated estimates predicted predicts speculated",
    "question": "asked asks questioned wondered",
}
_THOUGHTS = {
    "assert": "believes believe believed thinks thought fears feared hopes hoped",
    "estimate": "expects expected suspects suspected doubts doubted",
}

SPEECH: Mapping[str, str] = MappingProxyType({v: act for act, verbs in _ACTS.items() for v in words(verbs)})
"""Reporting verb forms with the stance their voice takes."""
THOUGHT: Mapping[str, str] = MappingProxyType(
    {v: act for act, verbs in _THOUGHTS.items() for v in verbs.split()}
)
"""The same for verbs of thinking."""

NEEDS_CLAUSE = words(
    "reports states claims notes posts demands fears hopes doubts promises estimates accused accuses "
    "accuse blamed blames condemned condemns criticized criticised disputed rejected rejects dismissed "
    "dismisses disputes thought expected believed feared demand claim urged urges urge suspects "
    "questioned observed responded repeated posted reported recalled revealed declared estimated"
)
"""Forms that are often nouns or plain verbs: they count as reporting only before ``that`` or a quotation."""

OFFICIAL = words(
    "president minister secretary ambassador spokesman spokeswoman spokesperson spokesmen general admiral "
    "commander colonel senator congressman congresswoman representative governor mayor chancellor king "
    "queen prince leader chief chairman lawmaker lawmakers government administration ministry department "
    "pentagon kremlin parliament cabinet army navy military police council commission embassy court "
    "forces command coalition deputy premier state agency committee party diplomat envoy judge prosecutor "
    "judiciary office statement foreign"
)
"""Words of a mention that make its speaker a state, force, party, parliament or one of their people."""
UNNAMED = words("official officials source sources")
"""Words of a mention that make an unnamed person used as a source."""
CROWD = words(
    "analysts analyst observers experts critics supporters residents protesters activists witnesses "
    "people groups group villagers economists reports some many others opponents demonstrators workers "
    "families relatives they historians scholars researchers investors traders doctors"
)
"""Words for unnamed many."""
OUTLETS = words("television tv radio newspaper news agency daily reuters")
DOCUMENTS = words("statement report letter document documents intelligence study poll tweet memo article")
BODIES = words(
    "government administration ministry department pentagon kremlin parliament cabinet army navy military "
    "police council commission embassy court forces command coalition agency committee party organization "
    "organisation company group institute center centre university bank fund union"
)
"""Words for organisations that speak."""
PRONOUNS = words("he she they it")

OPENERS = words(
    "but and however meanwhile also so yet still then later earlier separately instead moreover "
    "nevertheless indeed or while as"
)
"""Words before a subject that are no part of it."""
BEFORE_VERB = words(
    "also later earlier then has had have previously reportedly repeatedly publicly recently often once "
    "never again still further simply initially originally today yesterday on in since last week month "
    "year this monday tuesday wednesday thursday friday saturday sunday did not would will could are is "
    "was were be been being who which"
)
"""Words between a subject and its verb that are no part of the subject."""
MONTHS = words("january february march april may june july august september october november december")
AGENCIES = words("Reuters AP AFP Press Agency Agence Bloomberg Interfax UPI DPI DPA EFE ANSA Xinhua TASS")
"""Words in the name of a news agency."""
BROADCASTERS = words(
    "CNN BBC NPR NBC CBS ABC TV Television Radio Channel Network Broadcasting News Jazeera Arabiya"
)
"""Words in the name of a broadcaster."""
NEWSPAPERS = words(
    "Times Post Journal Guardian Herald Tribune Telegraph Gazette Today Magazine Daily Monde Spiegel"
)
"""Words in the name of a newspaper or magazine."""
