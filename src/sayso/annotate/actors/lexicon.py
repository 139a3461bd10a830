"""Small closed lists the grammar of actor mentions reads by. They name no country and no side."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


MODIFIERS = word_set(
    "senior top former ex then late deputy acting interim outgoing incoming new newly elected appointed "
    "own two three four five several some many other first second third current chief key leading "
    "caretaker de facto so called state government armed security political military naval air ground "
    "army federal local regional provincial national central high ranking unidentified unnamed anonymous "
    "hardline conservative reformist moderate ruling opposition influential veteran retired powerful "
    "outspoken young female male elite regular special joint local intelligence defence defense foreign "
    "energy oil nuclear economic diplomatic legislative judicial ordinary innocent all more most a an the "
    "s shiite shia sunni islamist religious spiritual executive assistant associate permanent resident "
    "lead international civilian paramilitary hundreds thousands dozens of"
)
"""Words that may stand between a country's adjective and a title: "a *senior* Iranian *military* official"."""

CUT = word_set(
    "backed led allied supported sponsored made born controlled linked affiliated aligned based funded "
    "held run style"
)
"""After these a country is not whose the group is: "Saudi-led coalition"."""

FORMER = word_set("former ex then late onetime ousted deposed retired erstwhile")

LOCATIVE = word_set(
    "in inside into across throughout within near around outside of from to toward towards over through "
    "via onto north south east west northern southern eastern western central northeastern northwestern "
    "southeastern southwestern mainland visit visited visiting leave left leaving enter entered entering "
    "fled flee fleeing reach reached invade invaded occupied neighbouring neighboring upper lower "
    "northeast northwest southeast southwest post greater downtown at"
)
"""Words after which a country or a capital is a place."""

SEAT_PARTNERS = word_set(
    "with against between by urged urge accused accuse accuses warned told tell pressed blamed blame pressure"
)
"""Words after which a capital is its government."""

DECIDES = word_set(
    "said says say has had have will would is was were must should may might can could cannot does did do "
    "wants want wanted seeks seek sought accuses accused accuse denies denied deny rejects rejected "
    "reject insists insisted insist warns warned warn threatens threatened threaten vows vowed vow "
    "pledges pledged agrees agreed agree announces announced announce imposes imposed impose believes "
    "believed believe blames blamed blame calls called call claims claimed claim condemns condemned "
    "condemn considers considered decided decides demands demanded demand expects expected expelled fears "
    "feared hopes hoped insisted intends intended launched needs needed offers offered opposes opposed "
    "plans planned pulled pushed refuses refused refuse remains reimposed responded responds retaliated "
    "sanctioned sees saw sent sends shot signed signals signaled stepped strongly supports supported "
    "suspended takes took took threatens tried tries trying urged urges urge used uses views viewed "
    "withdrew welcomed welcomes withdraws backs backed argues argued appears appeared became continues "
    "continued also never not still now already recently again"
)
"""What a government does: a capital before one of these is the government."""

POLICY = word_set(
    "policy policies government decision decisions nuclear foreign military allies ally sanctions troops "
    "forces support role response influence stance position announcement claim claims threats efforts "
    "campaign strategy actions interests regime ambassador envoy leaders leadership officials foe rival "
    "rivals enemies proxies behaviour behavior program programme missile missiles demands demand request "
    "offer intentions relations ties oil economy"
)
"""Things a government has: "Tehran's nuclear programme"."""

HONORIFICS = word_set("mr mrs ms miss dr sir dame lord lady sheikh sheik ayatollah mullah imam prince princess")

PROMINENT = word_set("president premier chancellor king emir sultan emperor pope leader") | {
    "prime minister",
    "supreme leader",
    "crown prince",
    "secretary of state",
    "foreign minister",
    "UN secretary-general",
}
"""Offices whose holder is written by surname alone."""

SPOKESPEOPLE = word_set("spokesman spokeswoman spokesperson spokespersons spokesmen")

NAME_PARTICLES = word_set("al el bin bint ben ibn von van der de da di du dos la le abu abdul abdel st y e ul")

WEAK_ROLES = frozenset(
    {"official", "spokesperson", "ambassador", "commander", "officer", "minister", "civilians", "media"}
)
"""Titles that take the sector of the body before them: "foreign ministry spokesman", "police officer"."""

ARTICLES = word_set("the a an this that its his their our")

NOT_NAMES = word_set(
    "i january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday on in at the and but he she it they we as when "
    "after while"
)
"""Capitalised words that are nobody's name."""

WATERS = word_set(
    "gulf sea peninsula ocean river mountains desert plateau channel strait straits islands island canal spring"
)
"""After these words an adjective belongs to a place's name: "Persian Gulf"."""

JOINING = word_set(
    "and or but to in on at of for with by from as that which who if when while since because after "
    "before during over under against between into than not nor yet so is are be been being"
)
"""Small words that cannot be what an adjective describes."""
