"""Actor files: what ships, what is refused and how it is said, a desk's own actors, and the importers."""

import json

import pytest

from sayso.annotate import Known, annotators
from sayso.annotate.actors import actor_of, annotator
from sayso.annotate.actors.desk import desk_register
from sayso.annotate.actors.entry import Entry, parse
from sayso.annotate.actors.followthemoney import read_entities
from sayso.annotate.actors.phoenix import code_of, read_dictionary
from sayso.annotate.actors.register import register, shipped, shipped_entries
from sayso.annotate.annotator import Page
from sayso.errors import SettingsError
from sayso.model import Report
from sayso.settings import Actor

GOOD = "NOR.GOV\tKim Example|K. Example\tperson\tforeign minister\t2018-05\t2020\tana 2020-01-05"


def test_one_line_is_one_entry() -> None:
    (entry,) = parse(GOOD, "own.tsv")
    assert (entry.code, entry.name, entry.role) == ("NOR.GOV", "Kim Example", "foreign minister")
    assert (entry.first_day(), entry.last_day()) == ("2018-05-01", "2020-12-31")
    assert entry.holds("2018-05-01")
    assert not entry.certain("2018-05-20")
    assert entry.certain("2019-01-01")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("NOR.GOV\tKim Example\tperson", "own.tsv:2: 'NOR.GOV' has 3 columns, not 7"),
        (GOOD.replace("NOR.GOV", "Norway"), "own.tsv:2: entry 'Kim Example': 'Norway' is no actor code"),
        (GOOD.replace("person", "human"), "entry 'Kim Example': unknown kind 'human'"),
        (GOOD.replace("2018-05", "2018-13"), "'2018-13' is no day"),
        (GOOD.replace("2020\t", "2020-02-30\t"), "'2020-02-30' is no day"),
        (GOOD.replace("2020\t", "2017\t"), r"it ends \(2017\) before it begins \(2018-05\)"),
        (GOOD.replace("K. Example", ""), "a name is empty"),
        (GOOD.replace("K. Example", "Kim Example"), "the name 'Kim Example' stands twice"),
        (GOOD.replace("NOR.GOV", "*.GOV"), r"only an office, body or group may leave its country open"),
        (f"{GOOD}\n{GOOD.replace('2018-05', '2019')}", "overlaps the one at own.tsv:2"),
    ],
)
def test_what_cannot_be_used_is_said_with_line_and_entry(line: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        parse(f"# a comment\n{line}\n", "own.tsv")


def test_a_term_may_end_on_the_day_the_next_begins() -> None:
    assert len(parse(f"{GOOD}\n{GOOD.replace('2018-05', '2020')}", "own.tsv")) == 2


def test_what_ships_can_be_used_and_is_signed_and_dated() -> None:
    entries = shipped_entries()
    assert len(entries) > 2500
    assert all(entry.signed.split()[-1].count("-") == 2 for entry in entries)
    assert register(entries).names["IRQ"] == "Iraq"


def test_every_country_with_people_has_an_adjective_and_every_group_its_sector() -> None:
    by_kind: dict[str, set[str]] = {}
    for entry in shipped_entries():
        by_kind.setdefault(entry.kind, set()).add(entry.country)
    assert by_kind["adjective"] - {"XXX"} <= by_kind["country"]
    groups = [
        e for e in shipped_entries() if e.kind == "group" and e.code.endswith(".ARM") and e.code[0] != "*"
    ]
    assert {"IRQ", "SYR", "LBN", "YEM", "PSE", "ISR", "TUR", "IRN", "RUS", "GBR"} <= {e.country for e in groups}


def test_an_entry_after_what_its_author_knew_is_doubtful() -> None:
    text = "#! known to 2020-01-01\n" + GOOD.replace("2020\t", "\t")
    known = register(parse(text, "own.tsv"))
    assert (
        actor_of("Kim Example", "2019-06-01", known)[0].confidence
        > actor_of("Kim Example", "2021-06-01", known)[0].confidence
    )


# --- a desk's own ----------------------------------------------------------------------------------------

ADDED = (
    Actor(
        "Kim Example",
        "NOR.GOV",
        names=("K. O. Example",),
        role="foreign minister",
        since="2018-05",
        until="2020",
    ),
    Actor("River Guard", "NOR.ARM.RG", kind="group"),
)


def test_a_desk_adds_actors() -> None:
    known = desk_register(ADDED)
    report = Report("Norwegian Foreign Minister Kim Example blamed the River Guard.", published="2019-05-16")
    found = list(annotator(known).run(Page(report, {}, "actors/1")))
    assert [(f.body["code"], f.body["name"]) for f in found] == [
        ("NOR.GOV", "Kim Example"),
        ("NOR.ARM.RG", "River Guard"),
    ]
    assert not actor_of("River Guard", "2019-05-16")


def test_an_actor_that_cannot_be_used_adds_nothing() -> None:
    with pytest.raises(SettingsError, match=r"\[\[actor\]\] 2: entry 'River Guard': unknown kind 'gang'"):
        desk_register([ADDED[0], Actor("River Guard", "NOR.ARM", kind="gang")])


def test_what_a_desk_adds_signs_its_annotators() -> None:
    plain, added, fewer = (
        {one.name: one.version for one in annotators(Known(actors=actors))} for actors in ((), ADDED, ADDED[:1])
    )
    changed = {name for name in plain if plain[name] != added[name]}
    assert changed == {"actors", "places", "claims"} == {name for name in plain if added[name] != fewer[name]}
    assert annotators(Known(actors=tuple(ADDED))) == annotators(Known(actors=ADDED))


def test_people_who_share_a_name_share_the_confidence() -> None:
    two = desk_register([*ADDED, Actor("Kim Example", "SWE.GOV", role="president", since="2010", until="2015")])
    assert actor_of("Kim Example", "2019-05-16", two)[0].code == "NOR.GOV"


# --- importers -------------------------------------------------------------------------------------------

DICTIONARY = """# a comment
KIM_EXAMPLE_  # somewhere
+K._EXAMPLE_
+PRESIDENT_EXAMPLE_
	[NORGOV 040628-050503]
	[NORGOVMIL 050101-060101]
	[NORELI]
RIVER_GUARD_ [NORREB]
OLD_LEADER_
	[SWEGOV <19930101]
NEW_LEADER_ [SWEGOV >930101]
BAD_DAY_ [SWEGOV 931301-940101]
WORLD_RIVER_BODY_ [IGOUNO]
"""


def imported() -> tuple[Entry, ...]:
    return read_dictionary(DICTIONARY, "own.actors", signed="own 2020-01-05").entries


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("Kim Example", "2004-07-01", "NOR.GOV"),
        ("President Example", "2005-12-01", "NOR.GOV"),
        ("Kim Example", "2010-01-01", "NOR"),
        ("River Guard", "2010-01-01", "NOR.ARM"),
        ("Old Leader", "1990-01-01", "SWE.GOV"),
        ("Old Leader", "1995-01-01", "SWE"),
        ("New Leader", "1995-01-01", "SWE.GOV"),
        ("World River Body", "1995-01-01", "IGO"),
    ],
)
def test_a_phoenix_dictionary(name: str, day: str, code: str) -> None:
    assert actor_of(name, day, register(imported()))[0].code == code


def test_an_actor_of_a_dictionary_is_taken_whole_or_refused_with_its_line() -> None:
    dictionary = read_dictionary(DICTIONARY, "own.actors", signed="own 2020-01-05")
    assert dictionary.refused == ("own.actors:12: 'Bad Day': '931301' is no day (yymmdd or yyyymmdd)",)
    assert not any(entry.name == "Bad Day" for entry in dictionary.entries)


@pytest.mark.parametrize(
    ("cameo", "code"),
    [
        ("IRQGOV", "IRQ.GOV"),
        ("IRQGOVMIL", "IRQ.GOV"),
        ("AFGELI", "AFG"),
        ("IGOUNO", "IGO"),
        ("TURREB", "TUR.ARM"),
    ],
)
def test_cameo_codes(cameo: str, code: str) -> None:
    assert code_of(cameo) == code


def entity(identity: str, schema: str, **properties: list[str]) -> str:
    return json.dumps({"id": identity, "schema": schema, "properties": properties})


MONEY = [
    entity("p1", "Person", name=["Kim Example"], alias=["K. Example"], country=["no"]),
    entity("o1", "Position", name=["Member of the Storting"], country=["no"], topics=["gov.legislative"]),
    entity("o2", "Position", name=["foreign minister"], country=["no"], topics=["gov.national"]),
    entity("h1", "Occupancy", holder=["p1"], post=["o1"], startDate=["2009-10-01"], endDate=["2013-09-30"]),
    entity("h2", "Occupancy", holder=["p1"], post=["o2"], startDate=["2018-05"]),
    entity("p2", "Person", name=["Pat Plain"], country=["se"]),
]


@pytest.mark.parametrize(
    ("name", "day", "code", "role"),
    [
        ("Kim Example", "2012-01-01", "NOR.LEG", "Member of the Storting"),
        ("K. Example", "2019-01-01", "NOR.GOV", "foreign minister"),
        ("Kim Example", "2016-01-01", "NOR", "former Member of the Storting"),
        ("Pat Plain", "2016-01-01", "SWE", None),
    ],
)
def test_followthemoney_people(name: str, day: str, code: str, role: str | None) -> None:
    alpha3 = {two.lower(): three for three, two in shipped().alpha2.items()}
    known = register(read_entities(MONEY, "own.json", alpha3, signed="own 2020-01-05"))
    best = actor_of(name, day, known)[0]
    assert (best.code, best.role) == (code, role)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "own.json:1: no FollowTheMoney entity"),
        (MONEY[3], "own.json:1: entity 'h1': its holder or its post is not in the file"),
    ],
)
def test_an_entity_that_cannot_be_used_is_said(line: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_entities([line], "own.json", {}, signed="own 2020-01-05")
