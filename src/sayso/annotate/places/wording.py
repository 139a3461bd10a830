"""Closed lists the finder of places reads by: words that make, lead to and follow a name."""

from functools import cache
from importlib import resources

from sayso.annotate.actors.lexicon import word_set

AREAS = word_set(
    "city county parish province governorate district oblast region township borough municipality "
    "prefecture state territory canton emirate commune island islands isle isles valley river lake creek "
    "bay coast desert mountain mountains hills peninsula gulf sea ocean strait straits canal channel "
    "plateau basin delta peak forest falls springs heights beach point village camp cape harbour harbor "
    "reservoir dam pass plains marsh swamp swamps lagoon sound ridge"
)
"""A capitalised name before one of these is a place: "Anbar Province"."""

OPENERS = word_set(
    "the a an in on at of to from for by with near two three four five six seven eight nine ten this that "
    "these those his her its our their all some many most both each every another no when while after "
    "before during since and but also as if it he she they we former then"
)
"""Small words that a sentence's opening writes large; no name begins with one, but a known name with "the"."""

ROADS = word_set(
    "street st avenue ave road rd drive boulevard blvd lane highway expressway parkway freeway turnpike "
    "bridge square trail pike parkway loop terrace"
)
SITES = word_set(
    "airport airfield airbase base port refinery station terminal stadium park prison checkpoint crossing "
    "mosque cathedral"
)

LEADS = word_set(
    "lake mount mt fort camp cape port river gulf bay strait isle island province city town village state "
    "valley county lough loch"
)
"""A capitalised name after one of these is a place: "Mount Sinjar", "city of Mosul"."""

NUMBERED = word_set("highway interstate route road exit us")

INSTITUTIONS = word_set(
    "university college school hospital church times post news herald tribune journal gazette daily press "
    "police inc corp co company group bank club council court association institute museum library center "
    "centre foundation fund union party department agency authority commission committee board society "
    "team united city fc airlines airways air sheriff prison jail university's high medical memorial "
    "international national federal"
)

PAPERS = word_set("post times herald tribune journal gazette examiner chronicle telegraph")
LOCATIVE = word_set(
    "in at near from to of between around across outside inside through throughout toward towards within "
    "into over via off for on by"
)
BEARINGS = word_set(
    "north south east west northern southern eastern western central northeastern northwestern "
    "southeastern southwestern northeast northwest southeast southwest downtown upper lower suburban "
    "rural nearby outside"
)
TITLES = word_set(
    "mr mrs ms miss dr sir lord lady judge justice officer sgt sergeant lt capt captain col colonel gen "
    "general maj major sen senator rep representative gov governor mayor president chief sheriff deputy "
    "detective coach rev reverend father prof professor councilman councilwoman councillor councilor "
    "commissioner superintendent director chairman chairwoman attorney secretary minister king queen "
    "prince princess pope st saint ayatollah sheikh mullah spokesman spokeswoman lieutenant private "
    "corporal cpl pfc spc pvt trooper principal actor actress singer"
)
PERSON_VERBS = word_set("said says told added who whose asked wrote testified")
CALENDAR = word_set(
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep sept oct nov dec christmas easter thanksgiving halloween ramadan hanukkah mon "
    "tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday"
)
ABBREVIATED = word_set(
    "ala ariz ark calif cal colo conn del fla ga ill ind kan kans ky la md mass mich minn miss mo mont "
    "neb nebr nev okla ore pa penn tenn tex va vt wash wis wisc wyo ont que alta sask man nfld"
)
"""States in the style of American agencies: names only with their full stop, after a comma or in brackets."""


STOPPED = ABBREVIATED | {"d", "c", "h", "j", "m", "n", "y"}
"""Last words of short forms: the full stop after them is theirs."""


NEVER = BEARINGS | word_set(
    "first second third olympic olympics god lord jewish christian muslim islamic catholic protestant "
    "hindu buddhist english republican democratic marines navy army congress senate parliament internet "
    "university college police church state tri inc mr mrs ms sens reps govs gens"
)
"""One capitalised word that is a place's name somewhere, but not in prose."""


@cache
def words_of(name: str) -> frozenset[str]:
    """One of the lists in ``words/``: given, surnames or common."""
    text = (resources.files("sayso.annotate.places") / "words" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
