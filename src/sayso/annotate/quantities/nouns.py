"""The noun after a number: what is counted, and its singular."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import words

DASHES = words("- – — ‑ −")

TIME_UNITS = words(
    "second seconds sec secs minute minutes min mins hour hours hr hrs day days night nights week weeks "
    "fortnight fortnights weekend weekends month months year years yr yrs decade decades century "
    "centuries millennium millennia semester semesters quarter quarters morning mornings evening evenings "
    "afternoon afternoons anniversary birthday millisecond milliseconds ms moment moments weekday "
    "weekdays "
    "سنة سنوات عام عاما أعوام يوم يوما أيام شهر شهرا أشهر أسبوع أسابيع ساعة ساعات دقيقة دقائق "
    "سال ساله ماه روز هفته ساعت دقیقه ثانیه"
)
"""What makes a number a duration, which is no quantity."""
PEOPLE = words(
    "people person persons individuals individual citizens citizen nationals national inhabitants souls "
    "casualties casualty victims victim dead wounded injured lives life fatalities fatality deaths death "
    "injuries injury men folk folks humans human"
)
"""Nouns counted as persons; who they are, and what became of them, is said in ``of``."""
TROOPS = words("troop troops soldier soldiers serviceman servicemen servicemember servicemembers personnel")
"""Nouns counted as troops."""
LOSSES = words(
    "casualties casualty fatalities fatality deaths death injuries injury wounded dead victims survivors"
)
"""What ``no`` counts as none of."""
STATES: Mapping[str, str] = MappingProxyType(
    {
        form: state
        for state, forms in {
            "killed": "killed kills killing slain martyred",
            "dead": "dead died dies die drowned perished",
            "wounded": "wounded wounding wounds",
            "injured": "injured injuring injures hurt",
            "missing": "missing unaccounted",
            "arrested": "arrested",
            "detained": "detained",
            "captured": "captured",
            "displaced": "displaced",
            "evacuated": "evacuated",
            "executed": "executed",
            "kidnapped": "kidnapped abducted",
            "rescued": "rescued",
            "hospitalised": "hospitalised hospitalized",
            "shot": "shot",
        }.items()
        for form in forms.split()
    }
)
"""What has become of those counted, by the words that say it."""
ACTS_ON = words(
    "killed killing kills kill wounded wounding wounds injured injuring injures arrested arresting "
    "detained detaining displaced displacing captured kidnapped abducted executed rescued evacuated"
)
"""Verbs after which a bare number counts persons."""

_COLLECTIVES = words(
    "people police personnel staff crew cattle aircraft spacecraft offspring infantry cavalry clergy "
    "sheep fish deer folk youth"
)
"""Nouns that are counted without an s."""
_NOT_PLURAL = words(
    "this his its us was is has does as yes thus perhaps always towards across besides less plus versus "
    "says series news politics economics mathematics physics gas bus class loss press process access "
    "success business congress crisis basis analysis thesis emphasis address progress express glass mass "
    "pass cross boss stress illness witness weakness fitness wilderness happiness campus census virus "
    "status focus bonus consensus chorus genus cactus surplus circus nexus onus lens lets thats theres "
    "whats heres hers ours theirs yours afterwards upwards downwards indoors outdoors sometimes nowadays "
    "overseas diabetes aids sars ethics tennis chaos christmas texas paris iris harris davis lewis james "
    "jones adams williams thomas hamas abbas wales athens brussels dallas las los needs comes makes takes "
    "includes becomes remains means goes shows gets"
)
"""Words in -s that are no plural nouns."""
_IRREGULAR: Mapping[str, str] = MappingProxyType(
    {
        plural: one
        for one, plurals in {
            "man": "men",
            "woman": "women",
            "child": "children",
            "person": "people",
            "foot": "feet",
            "tooth": "teeth",
            "mouse": "mice",
            "goose": "geese",
            "ox": "oxen",
            "life": "lives",
            "wife": "wives",
            "knife": "knives",
            "wolf": "wolves",
            "thief": "thieves",
            "half": "halves",
            "leaf": "leaves",
            "shelf": "shelves",
            "loaf": "loaves",
            "crisis": "crises",
            "base": "bases",
            "analysis": "analyses",
            "axe": "axes",
            "phenomenon": "phenomena",
            "criterion": "criteria",
            "bacterium": "bacteria",
            "bus": "buses",
            "gas": "gases",
            "virus": "viruses",
            "campus": "campuses",
            "bonus": "bonuses",
            "cache": "caches",
            "headache": "headaches",
            "movie": "movies",
            "tie": "ties",
            "calorie": "calories",
            "shoe": "shoes",
            "canoe": "canoes",
        }.items()
        for plural in plurals.split()
    }
)
_ES = ("ches", "shes", "sses", "xes", "zzes")
_DEMONYMS = words(
    "kurds turks arabs jews muslims christians brits britons afghans danes swedes finns poles czechs "
    "slovaks serbs croats greeks thais filipinos yazidis shiites sunnis alawites houthis uzbeks tajiks "
    "kazakhs uyghurs slovenes scots latvians basques catalans gurkhas democrats republicans marines "
    "palestinians bengalis argentines kosovars montenegrins cypriots luxembourgers"
)
_DEMONYM_ENDINGS = (
    "ans",
    "qis",
    "lis",
    "nis",
    "tis",
    "mis",
    "dis",
    "kis",
    "bis",
    "ris",
    "ites",
    "ards",
    "landers",
    "men",
)

STOPS = words(
    "a an the this that these those some any each every all both either neither no not nor and or but so "
    "than then as if of in on at to from by for with without within about above across after against "
    "along among around before behind below beneath beside between beyond despite down during except "
    "inside into like near off onto out outside over past per since through throughout till toward "
    "towards under until up upon via while when where which who whom whose why how because although "
    "though unless i you he she it we they me him her us them my your his its our their is are was were "
    "be been being am has have had having do does did done will would shall should can could may might "
    "must said says say tell told went go goes gone came come comes came made make makes took take takes "
    "gave give gave got get gets saw see also only just even still already yet again ever never now here "
    "there too very more less most least almost nearly ago later earlier away apart altogether together "
    "worldwide nationwide overall respectively instead including versus vs left died live lived lives "
    "remain remained remains worth according amid alongside aboard following 's ’s s t 't ’t plus minus "
    "times using use used became become showed show shows"
)
"""Words that end the noun phrase after a number."""
_OBJECTS = words("it him her them us me a an the this that these those his its their how why what")
"""Words after which a second plural is no noun but a verb: ``19 fouls proves it``."""
_LONGEST = 7
"""Tokens in which the noun must follow its number."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What stands after a number: its unit, up to the token ``last``."""

    last: int
    unit: str
    of: str | None = None
    sure: float = 0.9
    duration: bool = False


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    low = word.lower()
    if low in _IRREGULAR or (low.endswith("men") and len(low) > 5):
        return True
    if word.isupper() or not low.endswith("s") or len(low) < 3:
        return False
    if word[:-1].isupper():
        return len(word) > 2  # MPs, UAVs
    return low not in _NOT_PLURAL and not low.endswith(("ss", "ous", "'s"))


def singular(word: str) -> str:
    """The singular of a plural noun, lower-cased except in abbreviations (``MP`` of ``MPs``)."""
    if word[:-1].isupper() and word.endswith("s"):
        return word[:-1]
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if not is_plural(word):
        return low
    if low.endswith("men"):
        return low[:-2] + "an"
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    return low[:-2] if low.endswith(_ES) or (low.endswith("oes") and len(low) > 4) else low[:-1]


def unit_of(word: str) -> str:
    """The unit a counted noun stands for: person, troop, else the noun's singular."""
    low = word.lower()
    if low in PEOPLE or is_demonym(word):
        return "person"
    return "troop" if low in TROOPS else singular(word)


def is_demonym(word: str) -> bool:
    """Whether a capitalised plural names the people of a country, faith, party or force: ``Americans``, ``Kurds``."""
    low = word.lower()
    if not word[:1].isupper() or word.isupper():
        return False
    return low in _DEMONYMS or (len(low) > 5 and low.endswith(_DEMONYM_ENDINGS))


def phrase(t: Tokens, first: int, last: int) -> str:
    """The text of the tokens ``[first, last)`` with single spaces."""
    return " ".join(t.text[t.starts[first] : t.ends[last - 1]].split()) if first < last else ""


def complement(t: Tokens, i: int) -> str | None:
    """What ``of`` says after a number: ``of its workforce`` gives ``workforce``."""
    if t.at(i) != "of":
        return None
    at = i + 2 if t.at(i + 1) in ("the", "its", "his", "her", "their", "all", "our", "a") else i + 1
    return phrase(t, at, run_of_words(t, at, 5)) or None


def run_of_words(t: Tokens, i: int, most: int) -> int:
    """The token after the words from ``i`` on that no function word or sign cuts off; ``most`` at most."""
    last = i
    while last < min(i + most, len(t)) and t.words[last][0].isalpha() and t.low[last] not in STOPS:
        if last > i and t.words[last].endswith("ed"):
            break  # a verb: "half of the fleet sailed"
        last += 1
    return last


def noun_phrase(t: Tokens, i: int, end: int, *, one: bool = False) -> Counted | None:
    """The noun counted after a number, with the words before it: ``short-range ballistic missiles``, ``US troops``.

    It must be a plural, or a collective such as ``police``; after the number one (``one``), any noun.
    """
    head, stop = _walk(t, i, min(end, i + _LONGEST))
    if one and head is not None and is_plural(t.words[head]) and t.at(head - 1) not in DASHES:
        # After one, what looks like a plural is a verb: "one person chooses".
        return _singular_noun(t, i, head)
    if head is not None and t.low[head] in TIME_UNITS:
        return Counted(head + 1, t.low[head], duration=True)
    if head is not None:
        sure = 0.9 if t.words[head].islower() else 0.75
        return Counted(head + 1, unit_of(t.words[head]), phrase(t, i, head + 1), sure)
    return _singular_noun(t, i, stop) if one else None


def next_word(t: Tokens, i: int) -> Counted | None:
    """The word after a number in a language whose plurals are not known here: its unit as it is written."""
    if not t.word(i)[:1].isalpha():
        return None
    if t.at(i) in TIME_UNITS:
        return Counted(i + 1, t.at(i), duration=True)
    return Counted(i + 1, t.at(i), t.words[i], 0.5)


def _walk(t: Tokens, i: int, end: int) -> tuple[int | None, int]:
    """The head of the noun phrase that starts at ``i``, if it has a plural one, and where the phrase stops."""
    head, k = None, i
    while k < end:
        word, low = t.words[k], t.low[k]
        if k > i and head is None and (_joins(t, k) or _model_number(t, k)):
            k += 1
            continue
        if not word[0].isalpha() or _stops(t, k, i):
            break
        if is_plural(word) or low in _COLLECTIVES or (low in TIME_UNITS and head is None):
            if head is not None and (not word.islower() or t.at(k + 1) in _OBJECTS):
                break
            head = k
        elif head is not None or (low in STATES and not _noun_follows(t, k + 1)):
            break
        k += 1
    return head, k


def _stops(t: Tokens, k: int, first: int) -> bool:
    """Whether a word ends the phrase: not the ``to`` of ``surface-to-air``, nor the ``US`` of ``US troops``."""
    if t.low[k] not in STOPS or (t.words[k].isupper() and len(t.words[k]) > 1):
        return False
    return not (k > first and t.joined(k) and t.at(k - 1) in DASHES)


def _joins(t: Tokens, k: int) -> bool:
    """A hyphen inside a word, or the ``and`` of ``Kia and Hyundai vehicles``, ``digital and physical sales``."""
    if t.low[k] in DASHES:
        return t.joined(k) and t.joined(k + 1)
    if t.low[k] != "and":
        return False
    both = t.word(k + 1).islower() and is_plural(t.word(k + 2)) and not is_plural(t.word(k + 1))
    return t.word(k + 1)[:1].isupper() or both


def _model_number(t: Tokens, k: int) -> bool:
    """The ``737`` of ``two new 737 Max jets``, the ``35`` of ``12 F-35 jets``."""
    if not t.words[k].isdecimal():
        return False
    if t.joined(k):
        return t.at(k - 1) in DASHES and t.joined(k - 1)
    return t.word(k - 1)[:1].isupper() or t.word(k + 1)[:1].isupper()


def _noun_follows(t: Tokens, k: int) -> bool:
    return t.word(k)[:1].isalpha() and t.at(k) not in STOPS


def _singular_noun(t: Tokens, i: int, stop: int) -> Counted | None:
    """The noun of ``one contractor``: the last word of the phrase."""
    last = stop
    while last > i and not t.words[last - 1][0].isalpha():
        last -= 1
    if not i < last <= i + 4:
        return None
    return Counted(last, unit_of(t.words[last - 1]), phrase(t, i, last), 0.6)
